"""``gridroom server start|stop|status|url``: the embedded PostgreSQL by hand."""

from __future__ import annotations

import argparse
import time

from app.cli.parser import Commands
from app.database.embedded_server import EmbeddedServer
from app.domain.failures import Failure
from app.settings import Settings

NOT_RUNNING = 3  # what service scripts answer for "stopped"


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``server`` with its four acts."""
    server = commands.add_parser("server", help="start, stop or ask the program's own database 自带数据库")
    acts = server.add_subparsers(title="acts", metavar="ACT", required=True)
    start = acts.add_parser("start", help="start it and keep it running without any window")
    start.set_defaults(handler=_start)
    stop = acts.add_parser("stop", help="stop it; what is committed is kept")
    stop.set_defaults(handler=_stop)
    status = acts.add_parser("status", help=f"say whether it runs (exit code 0) or not ({NOT_RUNNING})")
    status.set_defaults(handler=_status)
    url = acts.add_parser("url", help="print its address, for psql and other programs")
    url.add_argument("--login", metavar="NAME", help="of this person, without the password (default: the owner's)")
    url.set_defaults(handler=_url)


def _start(arguments: argparse.Namespace, settings: Settings) -> int:
    server = _embedded(settings)
    began = time.perf_counter()
    server.ready_database()
    server.kept_running = True
    status = server.status()
    print(f"The database runs: port {status.port}, process {status.process_id}, data in {status.data} "
          f"({(time.perf_counter() - began) * 1000:.0f} ms).")
    return 0


def _stop(arguments: argparse.Namespace, settings: Settings) -> int:
    server = _embedded(settings)
    if not server.status().running:
        print("The database is not running.")
        return 0
    server.kept_running = False
    server.stop()
    print("The database has stopped.")
    return 0


def _status(arguments: argparse.Namespace, settings: Settings) -> int:
    status = _embedded(settings).status()
    if not status.running:
        print(f"The database is not running (data in {status.data}).")
        return NOT_RUNNING
    print(f"The database runs: port {status.port}, process {status.process_id}, data in {status.data}.")
    return 0


def _url(arguments: argparse.Namespace, settings: Settings) -> int:
    server = _embedded(settings)
    address = server.person_url(arguments.login, "") if arguments.login else server.owner_url()
    print(address.replace("postgresql+psycopg2:", "postgresql:").replace(":@", "@"))
    return 0


def _embedded(settings: Settings) -> EmbeddedServer:
    if settings.database_url:
        raise Failure("this workstation uses a configured server (database_url), not the program's own database")
    return EmbeddedServer(settings.home)
