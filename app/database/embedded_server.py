"""The PostgreSQL that the program brings along: initialised, started, shared and stopped under the home folder.

With no other database configured the program runs this one; it is the same SQL, the same roles and the same code path
as a server of the room (installer/database.md). Layout of ``<home>/server``: ``data`` (the cluster), ``log``,
``socket`` (private; the owner ``postgres`` is trusted there and nowhere else), ``port`` (kept from start to start),
``lock`` (changes of state, one at a time), ``users`` (one locked file per process that wants it to run).
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from app.database.file_lock import FileLock
from app.database.server_account import ServerAccount, ServerNotStarted, find_account, find_binaries, open_the_way
from app.database.server_configuration import INCLUDES, MEBIBYTE, access_rules, server_values
from app.database.server_port import choose_port, is_free
from app.database.server_process import ServerProcess
from app.database.server_programs import last_line, run_program
from app.settings import make_home

OWNER = "postgres"
NEEDED_FOR_DATA = 160  # MiB: a fresh cluster with its write-ahead log
NEEDED_FOR_START = 32  # MiB
LONGEST_SOCKET_FOLDER = 80  # bytes; a socket's whole path must stay below 108, on some systems 104
_log = logging.getLogger("gridroom.database")


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """Whether the server of a home folder runs, and where. ``port`` and ``process_id`` are None while it does not."""

    running: bool
    data: Path
    process_id: int | None = None
    port: int | None = None


class EmbeddedServer:
    """The embedded PostgreSQL of one home folder. Several processes may use it at once, also start it at once."""

    def __init__(self, home: Path, values: Mapping[str, str] | None = None) -> None:
        """``values`` overrules settings of ``gridroom.conf`` at the next start (tests, measurements)."""
        self.home = home.expanduser().absolute()
        self.folder = self.home / "server"
        self.data = self.folder / "data"
        self._values = dict(values or {})
        self._held: FileLock | None = None
        self._process = ServerProcess(self.data, self._socket_folder())

    def start(self) -> None:
        """Start it unless it runs; makes the cluster on first use.

        Raises :class:`ServerNotStarted` with one clear sentence, ``StillLocked`` when another start hangs.
        """
        if self._process.ready() is not None:
            return
        try:
            with self._locked():
                if self._process.settle(600) is not None:
                    return
                account = find_account()
                binaries = self._prepare(account)
                if not (self.data / "PG_VERSION").is_file():
                    self._initialise(account, binaries)
                self._process.forget_dead()
                self._launch(account, binaries)
        except OSError as error:
            why = error.strerror or str(error)
            raise ServerNotStarted(f"the database's folder {self.folder} cannot be used: {why}") from error

    def stop(self) -> None:
        """Stop it: open transactions are rolled back, everything committed is kept. Nothing happens when it is down."""
        if not self.folder.is_dir():
            return
        with self._locked():
            self._stop()

    def ready_database(self, database: str = "gridroom") -> bool:
        """Start it, and bring ``database`` to this program's schema; tells whether that changed anything.

        Raises :class:`ServerNotStarted`, and ``Outdated`` when the schema is newer than this program.
        """
        from app.database.ready_database import ready_database  # the schema's code is not needed to start or stop

        self.start()
        with self._locked():
            return ready_database(self.owner_url("postgres"), self.owner_url(database), database)

    def status(self) -> ServerStatus:
        """Whether it runs now, and where."""
        process = self._process.ready()
        if process is None:
            return ServerStatus(running=False, data=self.data)
        return ServerStatus(running=True, data=self.data, process_id=process.pid, port=self._port())

    def crash(self) -> None:
        """Kill every process of the server at once, as a power cut would (fault tests)."""
        self._process.kill()

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep it running for the time of a ``with`` block; see :meth:`hold` and :meth:`let_go`."""
        self.hold()
        try:
            yield
        finally:
            self.let_go()

    def hold(self) -> None:
        """Start it and note that this process wants it. A process that dies lets go by itself."""
        if self._held is None:
            self.start()
            users = self.folder / "users"
            users.mkdir(mode=0o700, exist_ok=True)
            self._held = FileLock(users / f"{os.getpid()}-{secrets.token_hex(4)}")
            with self._locked():
                self._held.acquire(0)
            self.start()  # the last user may have stopped it between the two

    def let_go(self) -> None:
        """End :meth:`hold`; the last process to let go stops the server, unless ``server start`` said to keep it."""
        if self._held is None:
            return
        mine, self._held = self._held, None
        with self._locked():
            mine.release()
            mine.file.unlink(missing_ok=True)
            if not self._others_hold() and not self.kept_running:
                self._stop()

    @property
    def kept_running(self) -> bool:
        """Whether a person asked for it to run on without any window (``gridroom server start``)."""
        return (self.folder / "keep").exists()

    @kept_running.setter
    def kept_running(self, wanted: bool) -> None:
        if wanted:
            (self.folder / "keep").touch()
        else:
            (self.folder / "keep").unlink(missing_ok=True)

    def owner_url(self, database: str = "gridroom") -> str:
        """Address for the superuser. Whoever can read the private socket's folder (Windows: the file) is the owner."""
        if sys.platform == "win32":
            secret = (self.folder / "owner_password").read_text(encoding="ascii")
            return self.person_url(OWNER, secret, database)
        url = URL.create("postgresql+psycopg2", username=OWNER, database=database,
                         query={"host": str(self._socket_folder()), "port": str(self._port())})
        return url.render_as_string(hide_password=False)

    def person_url(self, login: str, password: str, database: str = "gridroom") -> str:
        """Address for a person; the same form as for a server elsewhere."""
        url = URL.create("postgresql+psycopg2", login, password, "127.0.0.1", self._port(), database)
        return url.render_as_string(hide_password=False)

    def binary(self, name: str) -> Path:
        """The path of one of PostgreSQL's own programs: ``psql``, ``pg_dump`` …"""
        return find_binaries(self.folder, find_account()) / (name + (".exe" if sys.platform == "win32" else ""))

    def _prepare(self, account: ServerAccount) -> Path:
        """The folders; returns the binaries."""
        if account.uid is not None:
            open_the_way(self.folder)
        account.own_folder(self.folder / "log")
        if sys.platform != "win32":
            account.own_folder(self._socket_folder())
        return find_binaries(self.folder, account)

    def _initialise(self, account: ServerAccount, binaries: Path) -> None:
        """Make the cluster beside its place and move it there when it is whole."""
        self._check_space(NEEDED_FOR_DATA)
        for half in self.folder.glob("data.new*"):
            shutil.rmtree(half)
        fresh = self.folder / "data.new"
        account.own_folder(fresh)
        arguments = ["--pgdata", str(fresh), "--username", OWNER, "--encoding", "UTF8", "--no-instructions",
                     "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        if sys.platform == "win32":
            secret = self.folder / "owner_password"
            account.write(secret, secrets.token_urlsafe(32))
            arguments += ["--auth", "scram-sha-256", "--pwfile", str(secret)]
        else:
            arguments += ["--auth-local", "trust", "--auth-host", "scram-sha-256"]
        # What counts as a letter (Chinese search) comes from the system; not every system has the first name.
        for ctype in ("C.UTF-8", "en_US.UTF-8", "en-US", "C"):
            failed, words = run_program(account, self.folder, binaries / "initdb", *arguments, "--lc-ctype", ctype)
            if not failed:
                break
        else:
            self._check_space(NEEDED_FOR_START)
            raise ServerNotStarted(f"the database could not be initialised in {fresh}: {last_line(words)}")
        configuration = fresh / "postgresql.conf"
        account.write(configuration, configuration.read_text(encoding="utf-8") + INCLUDES)
        fresh.rename(self.data)
        _log.info("initialised %s", self.data)

    def _launch(self, account: ServerAccount, binaries: Path) -> None:
        major = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        self._check_space(NEEDED_FOR_START)
        startup = self.folder / "log" / "startup.log"
        for _ in range(3):
            port = choose_port(self.folder / "port")
            socket_folder = None if sys.platform == "win32" else self._socket_folder()
            account.write(self.data / "gridroom.conf", server_values(port, socket_folder, self._values))
            account.write(self.data / "pg_hba.conf", access_rules())
            account.write(startup, "")
            failed, _ = run_program(
                account, self.folder, binaries / "pg_ctl", "start", "--wait", "--timeout", "600", "--silent",
                "--pgdata", str(self.data), "--log", str(startup))
            if not failed:
                return
            if is_free(port):
                break
        self._check_space(NEEDED_FOR_START)
        reason = self._last_words() or f"see {self.folder / 'log'}"
        raise ServerNotStarted(f"the database (PostgreSQL {major}) in {self.data} did not start: {reason}")

    def _last_words(self) -> str:
        """What the server said last, before or after it began to write its own log."""
        logs = sorted((self.folder / "log").glob("*.log"), key=lambda file: file.stat().st_mtime)
        said = [file.read_bytes()[-4000:].decode("utf-8", errors="replace") for file in logs[-2:]]
        return last_line("\n".join(said))

    def _stop(self) -> None:
        if self._process.settle(600) is None:
            return
        account = find_account()
        if account.uid is not None:
            open_the_way(self.folder)  # somebody may have closed it again since the start
        binaries = find_binaries(self.folder, account)
        failed, words = run_program(
            account, self.folder, binaries / "pg_ctl", "stop", "--mode", "fast", "--wait", "--timeout", "60",
            "--silent", "--pgdata", str(self.data))
        if failed and self._process.ready() is not None:
            raise ServerNotStarted(f"the database in {self.data} did not stop: {last_line(words)}")

    def _others_hold(self) -> bool:
        for file in (self.folder / "users").glob("*"):
            other = FileLock(file)
            if not other.try_acquire():
                return True
            other.release()
            file.unlink(missing_ok=True)
        return False

    def _locked(self) -> FileLock:
        make_home(self.home)
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o711 if sys.platform != "win32" and os.geteuid() == 0 else 0o700, exist_ok=True)
        return FileLock(self.folder / "lock")

    def _port(self) -> int:
        try:
            return int((self.folder / "port").read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError) as error:
            raise ServerNotStarted(f"the database under {self.home} was never started") from error

    def _socket_folder(self) -> Path:
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        name = "gridroom-" + hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        private = sys.platform != "win32" and bool(runtime) and Path(runtime).is_dir() and os.geteuid() != 0
        return (Path(runtime) if private else Path("/tmp")) / name

    def _check_space(self, needed: int) -> None:
        free = shutil.disk_usage(self.folder).free // MEBIBYTE
        if free < needed:
            raise ServerNotStarted(
                f"the disk that holds {self.folder} is full: {free} MB are free and the database needs {needed} MB")
