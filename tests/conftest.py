"""Real parts for every test: one PostgreSQL per run, a fresh clone of a prepared database per test."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Without a screen Qt draws into memory; a person's own choice of platform is left alone.
if sys.platform.startswith("linux") and not os.environ.get("QT_QPA_PLATFORM"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
if not os.environ.get("XDG_RUNTIME_DIR"):
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="gridroom-run-")  # 0700, as Qt demands
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)

from app.database.embedded_server import EmbeddedServer
from tests.database.clone import Clone, clone_database, make_template
from widgets.map.engine import allow_map

allow_map()  # before any test makes the application object


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """A PostgreSQL of this run alone. It may forget on a power cut: fault tests start their own, which may not."""
    home = Path(tempfile.mkdtemp(prefix="gridroom-test-"))
    started = EmbeddedServer(home, values={"fsync": "off", "full_page_writes": "off"})
    started.start()
    yield started
    started.stop()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def template(server: EmbeddedServer) -> str:
    """Name of a database with the schema and a tiny district, never connected to again."""
    return make_template(server)


@pytest.fixture
def database(server: EmbeddedServer, template: str) -> Iterator[Clone]:
    """A fresh copy of the template with people to sign in as."""
    clone = clone_database(server, template)
    yield clone
    clone.drop()


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder with real outlines and messages, where the machine has one beside the checkout."""
    folder = Path(os.environ.get("GRIDROOM_REAL_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("real data is not on this machine (GRIDROOM_REAL_DATA names its folder)")
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--write-snapshot`` writes the reviewed picture of the schema anew."""
    parser.addoption("--write-snapshot", action="store_true", help="write tests/database/schema_snapshot.sql")
