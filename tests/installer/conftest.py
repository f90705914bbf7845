"""A checkout in miniature: the real set-up code, and one tiny package to install instead of Qt."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import json, os, sys
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "qt": os.environ.get("QT_QPA_PLATFORM"),
                  "home": os.environ.get("GRIDROOM_HOME")}))
sys.exit(7)
"""


@dataclass
class Checkout:
    """A folder with ``installer``, the file lock that it borrows, and programs that say how they were called."""

    root: Path
    variables: dict[str, str] = field(default_factory=dict)

    def require(self, wheel: Path, sha256: str | None = None) -> None:
        """Lock the tiny package; ``sha256`` other than its own makes it the wrong one."""
        name, version = wheel.name.split("-")[:2]
        digest = sha256 or hashlib.sha256(wheel.read_bytes()).hexdigest()
        for file in ("requirements.txt", "requirements-dev.txt"):
            (self.root / "installer" / file).write_text(f"{name}=={version} --hash=sha256:{digest}\n")

    def start(self, *arguments: str, folder: Path | None = None, **more: str) -> subprocess.Popen[str]:
        """``bootstrap.py ARGUMENTS`` as a process of its own."""
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("PIP_", "QT_", "PYTHON", "DISPLAY", "WAYLAND", "GRIDROOM"))}
        command = [sys.executable, str(self.root / "installer" / "bootstrap.py"), *arguments]
        return subprocess.Popen(command, cwd=folder or self.root, env={**kept, **self.variables, **more}, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def call(self, *arguments: str, folder: Path | None = None, **more: str) -> tuple[int, str, str]:
        """Run it to its end; returns exit code, what it said, and its complaints."""
        process = self.start(*arguments, folder=folder, **more)
        said, complained = process.communicate(timeout=110)
        assert "Traceback" not in complained
        return process.returncode, said, complained


def make_wheel(folder: Path, name: str = "tinything", bytes_inside: int = 10) -> Path:
    """A package with one module of so many bytes."""
    folder.mkdir(exist_ok=True)
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}.py": b"#" * bytes_inside,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}\n"
        for path, data in files.items())
    files[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return wheel


def make_checkout(root: Path, wheels: Path) -> Checkout:
    """The miniature in ``root``, installing from the folder ``wheels`` without any network."""
    (root / "installer").mkdir(parents=True)
    for file in (ROOT / "installer").glob("*.py"):
        shutil.copy(file, root / "installer")
    for name in ("app/__init__.py", "app/database/__init__.py", "app/database/file_lock.py", "app/domain/__init__.py",
                 "app/domain/failures.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "ui").mkdir()
    (root / "ui" / "__init__.py").touch()
    (root / "ui" / "command.py").write_text(PROGRAM)
    (root / "pytest.py").write_text(PROGRAM)
    variables = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_CONFIG_FILE": os.devnull,
                 "PIP_NO_CACHE_DIR": "1"}
    return Checkout(root, variables)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A miniature that is set up already, for tests that change nothing in it."""
    folder = tmp_path_factory.mktemp("ready")
    wheel = make_wheel(folder / "wheels")
    made = make_checkout(folder / "check out", wheel.parent)
    made.require(wheel)
    assert made.call("run", "--", "--version")[0] == 7
    return made


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A fresh miniature, nothing set up yet."""
    wheel = make_wheel(tmp_path / "wheels")
    made = make_checkout(tmp_path / "check out", wheel.parent)  # a blank in the path, as people have
    made.require(wheel)
    return made


@pytest.fixture
def half_ready(checkout: Checkout, ready: Checkout) -> Checkout:
    """A miniature whose environment was made, but nothing installed yet."""
    without = shutil.ignore_patterns("tinything*")
    shutil.copytree(ready.root / ".venv", checkout.root / ".venv", symlinks=True, ignore=without)
    (checkout.root / ".venv" / "gridroom-stamp.json").unlink()
    return checkout
