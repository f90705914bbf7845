"""``.venv`` beside the sources: made once, filled from the locked requirements, made again when it is broken.

A stamp inside remembers what was installed, so that a start with nothing to do costs a fraction of a second.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from system_libraries import install_packages, need_libraries
from trouble import Trouble, check_space

SPACE = 2200      # MiB for everything, with what pip unpacks on the way
STAMP = "gridroom-stamp.json"

# What the words of pip mean for the person in front of it; pip's exit code tells nothing.
_MEANINGS = (
    (re.compile(r"No space left on device|Errno 28|not enough space on the disk", re.I),
     "The disk is full. Make room and start this again."),
    (re.compile(r"DO NOT MATCH THE HASHES", re.I),
     "A package is not the one that was locked: the package index, or something on the way to it, changed it."),
    (re.compile(r"CERTIFICATE_VERIFY_FAILED|SSLError", re.I),
     "This machine does not trust the package index's certificate (behind a proxy, set PIP_CERT to the proxy's)."),
    (re.compile(r"NewConnectionError|ConnectionError|Name or service not known|name resolution|getaddrinfo|timed out|"
                r"Connection refused|ProxyError|No route to host|Network is unreachable|Max retries|"
                r"Could not fetch URL", re.I),
     "There is no network to the package index. Without one, copy the packages into a folder and set\n"
     "PIP_NO_INDEX=1 and PIP_FIND_LINKS=that folder (installer/README.md says how to fill it)."),
    (re.compile(r"No matching distribution", re.I),
     "The package index was not reached, or has no ready-made package for this Python and this machine."),
)


class VirtualEnvironment:
    """The environment of one checkout."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self._stamp = self.folder / STAMP

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def prepare(self, *, with_tools: bool) -> None:
        """See to it that everything is there; ``with_tools``: what tests and checks need as well.

        Raises :class:`Trouble` in clear words. Safe to call again after any failure, and from two starts at once.
        """
        wanted = self._wanted(with_tools)
        if self._holds(wanted):
            return
        with _locked(self.root / ".venv.lock"):
            if self._holds(wanted):
                return
            known = self._known()
            if self._python_answers():
                print("Bringing the packages in .venv up to date …", flush=True)
            else:
                self._build()
                known = {}
            self._note({})  # until all of it is there
            need_libraries()
            files = [self.root / "installer" / "requirements.txt"]
            if with_tools:
                files.append(self.root / "installer" / "requirements-dev.txt")
            check_space(self.root, SPACE if not known else 300, "the program with its packages")
            self._install(files)
            self._note({**known, **wanted})

    def _wanted(self, with_tools: bool) -> dict[str, str]:
        names = ["requirements.txt", "requirements-dev.txt"] if with_tools else ["requirements.txt"]
        wanted = {"python": f"{sys.version_info.major}.{sys.version_info.minor} {self.folder}"}
        for name in names:
            file = self.root / "installer" / name
            try:
                wanted[name] = hashlib.sha256(file.read_bytes()).hexdigest()
            except OSError as error:
                raise Trouble(f"{file} cannot be read ({error.strerror}); the checkout is not complete.") from error
        return wanted

    def _holds(self, wanted: dict[str, str]) -> bool:
        known = self._known()
        return all(known.get(name) == value for name, value in wanted.items()) and self._python_answers()

    def _known(self) -> dict[str, str]:
        try:
            known = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _note(self, known: dict[str, str]) -> None:
        self._stamp.write_text(json.dumps(known), encoding="utf-8")

    def _python_answers(self) -> bool:
        """Whether the interpreter is there and is of our version: a moved or half-removed one is not."""
        asking = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
        try:
            asked = subprocess.run([self.python, "-I", "-c", asking], capture_output=True, text=True, check=False)
        except OSError:
            return False
        return asked.returncode == 0 and asked.stdout.strip() == f"{sys.version_info.major}.{sys.version_info.minor}"

    def _build(self) -> None:
        """Make the environment anew; whatever stood there could not be used."""
        check_space(self.root, SPACE, "the program with its packages")
        if self.folder.exists() or self.folder.is_symlink():
            print(".venv is broken or of another Python; making it anew …", flush=True)
            self._remove()
        else:
            print("Making .venv …", flush=True)
        _need_venv_module()
        made = subprocess.run([sys.executable, "-m", "venv", str(self.folder)], capture_output=True, text=True,
                              check=False)
        if made.returncode:
            check_space(self.root, 64, "the program with its packages")
            raise Trouble(f"Python could not make {self.folder}:\n{_tail(made.stdout + made.stderr)}")

    def _remove(self) -> None:
        try:
            if self.folder.is_symlink() or self.folder.is_file():
                self.folder.unlink()
            else:
                shutil.rmtree(self.folder)
        except OSError as error:
            raise Trouble(f"{self.folder} is broken and cannot be removed ({error.strerror}): "
                          "close the program if it runs, or remove the folder by hand.") from error

    def _install(self, files: list[Path]) -> None:
        """Install from the locked files, ready-made packages only. pip keeps what is already right."""
        command = [str(self.python), "-m", "pip", "install", "--require-hashes", "--only-binary=:all:",
                   "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
        for file in files:
            command += ["-r", str(file)]
        print("Installing the locked packages (about 320 MB to fetch the first time) …", flush=True)
        environment = {**os.environ, "PYTHONUTF8": "1"}
        last: deque[str] = deque(maxlen=400)
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, encoding="utf-8", errors="replace", env=environment) as pip:
            assert pip.stdout is not None
            for line in pip.stdout:
                last.append(line.rstrip())
                fetched = re.match(r"\s*(?:Downloading|Using cached) (\S+)( \([^)]*\))?", line)
                if fetched:
                    print(f"  {fetched[1].rsplit('/', 1)[-1]}{fetched[2] or ''}", flush=True)
        if pip.returncode:
            said = "\n".join(last)
            meaning = next((words for pattern, words in _MEANINGS if pattern.search(said)), "")
            raise Trouble(f"The packages could not be installed. {meaning}\npip said last:\n{_tail(said)}")


def _need_venv_module() -> None:
    """Debian ships Python without the parts that make an environment; install them or say how."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    if sys.platform.startswith("linux") and sys.base_prefix == "/usr":
        install_packages(["python3-venv"], "Python has no venv and pip of its own here")
        importlib.invalidate_caches()
        if importlib.util.find_spec("ensurepip"):
            return
    raise Trouble(f"{sys.executable} was built without venv or ensurepip, so it has no pip to install with.\n"
                  "Use another Python 3.11 or newer: Debian's python3 with python3-venv, or the one from python.org.")


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Hold the program's own kind of file lock: standard library only, let go by the system when its holder dies."""
    root = str(Path(__file__).resolve().parent.parent)
    if root not in sys.path:
        sys.path.insert(1, root)
    from app.database.file_lock import FileLock

    lock = FileLock(file)
    try:
        if not lock.try_acquire():
            print("Another set-up of this checkout is running; waiting for it …", flush=True)
            lock.acquire(3600)
    except OSError as error:
        raise Trouble(f"{file.parent} cannot be written ({error.strerror}): "
                      "Gridroom keeps its packages there, in .venv.") from error
    try:
        yield
    finally:
        lock.release()


def _tail(said: str, lines: int = 6) -> str:
    return "\n".join("  " + line for line in said.strip().splitlines()[-lines:])
