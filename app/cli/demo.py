"""``gridroom demo reset``: the demo district anew, with today's times."""

from __future__ import annotations

import argparse
import sys
import time

from app.cli.parser import Commands
from app.database.embedded_server import EmbeddedServer
from app.demo import demo_accounts, reset_demo
from app.domain.failures import Failure
from app.settings import Settings

STEPS = {"people": "people and calendar", "cutting": "cutting the grid", "storing": "storing areas",
         "cases": "cases", "times": "times of the cases"}


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``demo reset`` and ``demo accounts``."""
    demo = commands.add_parser("demo", help="the demo district 示范区").add_subparsers(metavar="ACTION", required=True)
    reset = demo.add_parser(
        "reset", help="throw the demo away and make it anew 重置示范区",
        description="Works on the program's own database only, and only when that holds nothing but the demo.")
    reset.add_argument("--destroy-records", action="store_true",
                       help="also when the database is no demo: everything in it is lost for good")
    reset.set_defaults(handler=_reset)
    accounts = demo.add_parser("accounts", help="the demo's accounts 示范账号")
    accounts.set_defaults(handler=_accounts)


def _reset(arguments: argparse.Namespace, settings: Settings) -> int:
    if settings.database_url:
        raise Failure("the demo is for the program's own database; a server of the room is never reset from here")
    began = time.perf_counter()
    server = EmbeddedServer(settings.home)
    with server.in_use():
        reset_demo(server, Printed(), destroy=arguments.destroy_records)
    print(f"示范区 is ready ({time.perf_counter() - began:.1f} s). Accounts: gridroom demo accounts")
    return 0


def _accounts(_arguments: argparse.Namespace, _settings: Settings) -> int:
    for account in demo_accounts():
        print(f"{account.login:<12}{account.password:<16}{account.name}  {account.department}".rstrip())
    return 0


class Printed:
    """Progress on one line of the terminal; into a file, one line for each step."""

    def __init__(self) -> None:
        self._step = ""

    def __call__(self, done: int, total: int, step: str) -> None:
        words = STEPS.get(step, STEPS["people"])
        if sys.stderr.isatty():
            print(f"\r{words} {done}/{total}" if total else f"\r{words}", end="\033[K", file=sys.stderr, flush=True)
            if step == "times":
                print("\r\033[K", end="", file=sys.stderr)
        elif words != self._step:
            print(words, file=sys.stderr)
        self._step = words
