"""Which database a command works on: the configured one, else the embedded server, started for as long as needed."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from app.database.address import person_address
from app.database.embedded_server import EmbeddedServer
from app.database.engine import make_engine
from app.domain.failures import Failure
from app.settings import Settings


@contextmanager
def owner_engine(settings: Settings) -> Iterator[Engine]:
    """An engine of the database's owner: maintenance, never casework.

    On a configured server it is whoever ``database_url`` names; that server's administrator keeps the schema.
    """
    if settings.database_url:
        with _engine(settings.database_url, settings) as engine:
            yield engine
        return
    server = EmbeddedServer(settings.home)
    with server.in_use():
        server.ready_database()
        with _engine(server.owner_url(), settings) as engine:
            yield engine


@contextmanager
def person_engine(
    settings: Settings, arguments: argparse.Namespace, demo: tuple[str, str] | None = None, *, ponders: bool = False
) -> Iterator[Engine]:
    """An engine of the person named by the options of :func:`add_login_options`; their rights hold, nobody else's.

    ``demo`` is a demo account (login, password) for those who name nobody on the program's own database; it is made
    there, with its district, when nobody has put anything into that database yet. ``ponders``: see ``make_engine``.
    """
    login = arguments.login or os.environ.get("GRIDROOM_LOGIN", "")
    as_demo = not login and demo is not None and not settings.database_url
    if as_demo and demo is not None:
        login, password = demo
    elif not login:
        raise Failure("say who you are: --login NAME (or the environment variable GRIDROOM_LOGIN)")
    else:
        password = read_password(arguments.password_from, f"Password of {login}: ")
    if settings.database_url:
        url = person_address(settings.database_url, login, password)
        with _engine(url, settings, ponders) as engine:
            yield engine
        return
    server = EmbeddedServer(settings.home)
    with server.in_use():
        server.ready_database()
        if as_demo:
            from app.demo import ensure_demo  # it loads the map's arithmetic, which no other command needs

            ensure_demo(server)
        with _engine(server.person_url(login, password), settings, ponders) as engine:
            yield engine


@contextmanager
def _engine(url: str, settings: Settings, ponders: bool = False) -> Iterator[Engine]:
    engine = make_engine(url, settings.workstation, ponders=ponders)
    try:
        yield engine
    finally:
        engine.dispose()


def add_login_options(parser: argparse.ArgumentParser) -> None:
    """``--login`` and ``--password-from``; a password itself is never an argument, others could read it."""
    parser.add_argument("--login", metavar="NAME", help="your login (default: GRIDROOM_LOGIN)")
    parser.add_argument("--password-from", metavar="FILE",
                        help="file whose first line is the password; - reads standard input "
                             "(default: GRIDROOM_PASSWORD, else you are asked)")


def read_password(source: str | None, question: str) -> str:
    """The password from ``source`` ('-': standard input), the environment, or the person at the terminal."""
    if source == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if source:
        try:
            return Path(source).read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise Failure(f"the password file {source} cannot be read: {error}") from error
    given = os.environ.get("GRIDROOM_PASSWORD")
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Failure("a password is needed: --password-from FILE, or the environment variable GRIDROOM_PASSWORD")
    return getpass.getpass(question)
