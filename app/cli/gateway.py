"""``gridroom gateway add|list``: logins of hand-held back ends, an act of the database's owner."""

from __future__ import annotations

import argparse

from app.cli.connection import owner_engine, read_password
from app.cli.parser import Commands
from app.cli.people import SHORTEST_PASSWORD, check_login, check_name
from app.database.gateways import create_gateway, list_gateways
from app.domain.failures import Failure
from app.settings import Settings


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``gateway`` with its two acts."""
    gateway = commands.add_parser("gateway", help="add or list gateways of hand-held back ends 网关")
    acts = gateway.add_subparsers(title="acts", metavar="ACT", required=True)
    new = acts.add_parser("add", help="add a gateway, or change name and password of one")
    new.add_argument("login", help="small letters, digits and _, for example pat")
    new.add_argument("--name", required=True, help="of the back end, for example 平安通")
    new.add_argument("--password-from", metavar="FILE", help="file with the password; - reads standard input "
                                                             "(default: GRIDROOM_PASSWORD, else you are asked)")
    new.set_defaults(handler=_add)
    listing = acts.add_parser("list", help="list the gateways and for whom each may speak")
    listing.set_defaults(handler=_list)


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    check_login(arguments.login)
    check_name(arguments.name)
    password = read_password(arguments.password_from, f"New password of {arguments.login}: ")
    if len(password) < SHORTEST_PASSWORD:
        raise Failure(f"the password needs at least {SHORTEST_PASSWORD} characters")
    with owner_engine(settings) as engine, engine.begin() as connection:
        create_gateway(connection, arguments.login, password, arguments.name)
    print(f"{arguments.login} ({arguments.name}) may call api.field_…; an administrator says for whom.")
    return 0


def _list(_arguments: argparse.Namespace, settings: Settings) -> int:
    with owner_engine(settings) as engine, engine.connect() as connection:
        known = list_gateways(connection)
    for one in known:
        print(f"{one.login}\t{one.name}\t{'' if one.active else 'off'}\t{' '.join(one.codes)}")
    if not known:
        print("No gateway yet: gridroom gateway add.")
    return 0
