"""``gridroom demo reset|accounts``: the demo district anew with today's times, and who works in it."""

from __future__ import annotations

import argparse
import sys
import time

from app.cli.parser import Commands
from app.cli.progress_bar import ProgressBar
from app.database.embedded_server import EmbeddedServer
from app.domain.failures import Failure
from app.settings import Settings

STEPS = {"people": "people and calendar", "times": "times of the cases"}


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``demo`` with its actions."""
    demo = commands.add_parser("demo", help="the demo district: make it anew, list its accounts 示范区")
    actions = demo.add_subparsers(title="actions", metavar="ACTION", required=True)
    reset = actions.add_parser(
        "reset", help="throw the demo away and make it anew 重置示范区",
        description="Works on the program's own database, and only while that holds nothing but the demo.")
    reset.add_argument("--destroy-records", action="store_true",
                       help="also when the database is no demo: everything in it is lost for good")
    reset.set_defaults(handler=_reset)
    accounts = actions.add_parser("accounts", help="login, password, title and department 示范账号")
    accounts.set_defaults(handler=_accounts)


# app.demo brings the map's arithmetic along, which no other command needs: it is loaded when it is used.


def _reset(arguments: argparse.Namespace, settings: Settings) -> int:
    from app.demo import reset_demo

    if settings.database_url:
        raise Failure("the demo is for the program's own database; a server of the room is never reset from here")
    began = time.perf_counter()
    bar = ProgressBar(sys.stderr)
    server = EmbeddedServer(settings.home)
    with server.in_use():
        reset_demo(server, lambda done, total, words: bar(done, total, STEPS.get(words, words)),
                   destroy=arguments.destroy_records)
    bar.finish()
    print(f"示范区 is ready ({time.perf_counter() - began:.1f} s). Who works there: gridroom demo accounts")
    return 0


def _accounts(_arguments: argparse.Namespace, _settings: Settings) -> int:
    from app.demo import demo_accounts

    for account in demo_accounts():
        print("\t".join((account.login, account.password, account.name, account.department)).rstrip())
    return 0
