"""``gridroom people add|list``: logins and their duties, an act of the database's owner."""

from __future__ import annotations

import argparse
import re

from app.cli.connection import owner_engine, read_password
from app.cli.parser import Commands
from app.database.people import create_person
from app.database.person_list import area_id_of, department_codes, list_people
from app.domain.failures import Failure
from app.domain.people import Duty
from app.settings import Settings

SHORTEST_PASSWORD = 8
LONGEST_NAME = 60
_LOGIN = re.compile(r"[a-z][a-z0-9_]{1,30}")
_DUTIES = {duty.value.removeprefix("gridroom_"): duty for duty in Duty}

MOST_CONNECTIONS = 24  # of one login: two workstations and what somebody looks up beside them

def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``people`` with its two acts."""
    people = commands.add_parser("people", help="add or list those who may sign in 人员")
    acts = people.add_subparsers(title="acts", metavar="ACT", required=True)
    new = acts.add_parser("add", help="add a person, or change name, duties, place and password of one")
    new.add_argument("login", help="small letters, digits and _, for example paiqian2")
    new.add_argument("--name", required=True, help="shown to others and written into the history")
    new.add_argument("--duty", action="append", required=True, choices=sorted(_DUTIES), metavar="DUTY",
                     help="may be given several times: " + ", ".join(sorted(_DUTIES)))
    new.add_argument("--department", metavar="CODE", help="the department that a 'department' duty works for")
    new.add_argument("--area", metavar="CODE", help="the area (code) that this person is confined to")
    new.add_argument("--password-from", metavar="FILE", help="file with the password; - reads standard input "
                                                             "(default: GRIDROOM_PASSWORD, else you are asked)")
    new.set_defaults(handler=_add)
    listing = acts.add_parser("list", help="list everybody")
    listing.set_defaults(handler=_list)


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    duties = [_DUTIES[name] for name in arguments.duty]
    check_login(arguments.login)
    if Duty.DEPARTMENT in duties and not arguments.department:
        raise Failure("the duty 'department' needs --department CODE")
    check_name(arguments.name)
    password = read_password(arguments.password_from, f"New password of {arguments.login}: ")
    if len(password) < SHORTEST_PASSWORD:
        raise Failure(f"the password needs at least {SHORTEST_PASSWORD} characters")
    with owner_engine(settings) as engine, engine.begin() as connection:
        known = department_codes(connection)
        if arguments.department and arguments.department not in known:
            raise Failure(f"there is no department {arguments.department!r}; there are: {', '.join(known) or 'none'}")
        area_id = area_id_of(connection, arguments.area) if arguments.area else None
        if arguments.area and area_id is None:
            raise Failure(f"there is no area with the code {arguments.area!r}")
        create_person(connection, arguments.login, password, arguments.name, duties, arguments.department, area_id,
                      MOST_CONNECTIONS)
    print(f"{arguments.login} ({arguments.name}) may sign in: {', '.join(arguments.duty)}.")
    return 0


def check_login(login: str) -> None:
    """Raise Failure for what cannot be a login."""
    if not _LOGIN.fullmatch(login) or login.startswith(("pg_", "gridroom")) or login in ("postgres", "public", "none"):
        raise Failure(f"{login!r} cannot be a login: two to 31 small letters, digits and _, starting with a letter; "
                      "not pg_…, gridroom… or postgres")


def check_name(name: str) -> None:
    """Raise Failure for what cannot be a name."""
    # It stands in every step that this person will ever make.
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise Failure(f"{name!r} cannot be a name: 1 to {LONGEST_NAME} characters that can be seen")


def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    with owner_engine(settings) as engine, engine.connect() as connection:
        everybody = list_people(connection)
    for person in everybody:
        duties = ", ".join(duty.value.removeprefix("gridroom_") for duty in Duty if duty in person.duties)
        place = " · ".join(word for word in (person.department, person.area) if word)
        print(f"{person.login}\t{person.name}\t{duties}\t{place}")
    if not everybody:
        print("Nobody yet: gridroom people add, or gridroom demo reset for a district to try things in.")
    return 0
