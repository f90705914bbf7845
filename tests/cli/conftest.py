"""The command ``gridroom`` as a person calls it: a process of its own, in a home of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.database.embedded_server import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Called:
    """How one call ended."""

    code: int
    said: str
    complained: str


@dataclass(frozen=True)
class Gridroom:
    """Calls the command with ``GRIDROOM_HOME`` set to ``home``."""

    home: Path

    def __call__(self, *arguments: str, given: str = "", **more: str) -> Called:
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("GRIDROOM", "QT_", "DISPLAY", "WAYLAND"))}
        variables = {**kept, "PYTHONPATH": str(ROOT), "GRIDROOM_HOME": str(self.home), **more}
        done = subprocess.run([sys.executable, "-P", "-m", "ui.command", *arguments], env=variables, input=given,
                              text=True, encoding="utf-8", capture_output=True, timeout=110, check=False,
                              cwd=self.home.parent)
        return Called(done.returncode, done.stdout, done.stderr)


def _own_home() -> Iterator[Gridroom]:
    folder = Path(tempfile.mkdtemp(prefix="gridroom-cli-"))
    yield Gridroom(folder / "home")
    EmbeddedServer(folder / "home").stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def gridroom() -> Iterator[Gridroom]:
    """The command in a home that does not exist yet."""
    yield from _own_home()


@pytest.fixture(scope="module")
def running() -> Iterator[Gridroom]:
    """The command in a home whose server runs and holds the schema, shared by the tests of a module."""
    for called in _own_home():
        assert called("server", "start").code == 0
        yield called
