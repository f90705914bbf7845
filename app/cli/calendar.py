"""``gridroom calendar``: how far holidays and make-up workdays are known, and what to do when that ends."""

from __future__ import annotations

import argparse

from app.cli.connection import owner_engine
from app.cli.parser import Commands
from app.database.calendar import calendar_ends, fill_calendar, room_today
from app.settings import Settings

ENDS = """\
Announced days end on {until} ({days} days from today). After that day Monday to Friday count as workdays.
When the next year is announced: install the next version of this program, or enter the days yourself
(api.put_calendar_day) and then say how far they reach (setting calendar_known_until). Running deadlines follow."""


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``calendar``."""
    calendar = commands.add_parser(
        "calendar", help="take over the published holidays and say how far they are known 节假日",
        description="Days that the city set itself are never changed. Needs the database's owner.")
    calendar.set_defaults(handler=_calendar)


def _calendar(_arguments: argparse.Namespace, settings: Settings) -> int:
    with owner_engine(settings) as engine, engine.begin() as connection:
        filled = fill_calendar(connection)
        ends = calendar_ends(connection, room_today(connection))
    print(f"Published: {filled.known_from} to {filled.known_until}; "
          f"{filled.added:,} days added, {filled.corrected:,} corrected.")
    if filled.kept:
        print(f"Set otherwise by the city, and left so: {', '.join(day.isoformat() for day in filled.kept)}")
    if ends is not None:
        print(ENDS.format(until=ends.known_until, days=ends.days_left))
    return 0
