"""Making the demo: configuration by its administrator, each case by the people of its story, then the story's times.

All of it is one transaction of the database's owner, who takes on each person's session in turn: rights, row security
and authorship are theirs. Interrupted, it leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import groupby
from random import Random
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import sqlalchemy
from sqlalchemy import Connection, NullPool

from app.database import cases
from app.database.areas import find_area
from app.database.calendar import fill_calendar
from app.database.catalogue import change_setting, subcategories
from app.database.demo_room import (
    acting_as,
    add_department,
    drop_database,
    is_demo,
    is_untouched,
    lock_demo,
    mark_as_demo,
    newest_of,
    whole_cells,
)
from app.database.demo_time import StepMoment, StepsMade, begun_before, counted_after, move_times, numbers_of, room_time
from app.database.embedded_server import EmbeddedServer
from app.database.people import create_person, departments
from app.database.places import find_place
from app.demo.accounts import DEPARTMENTS, demo_accounts, login_of_department
from app.demo.branches import FIRST_NUMBER, branches
from app.demo.duties import put_duties
from app.demo.field import put_field
from app.demo.roster import put_demo_roster
from app.demo.stories import Beat, Story, Telling, read_stories
from app.domain.area import AreaLevel
from app.domain.case import Action, Answer, Move
from app.domain.catalogue import FilingCondition, LimitKind
from app.domain.failures import Failure
from app.domain.report import ReportDraft
from app.imports.problems import Progress, silent

REQUESTS = UUID("6f0e99dd-0f3f-83cc-046f-126f86ad9a51")  # request ids follow from it, so they are the same each time
ADMINISTRATOR = "admin1"
_DEPARTMENT_LISTS = ("assisting", "departments")
_HOURS_AHEAD = ("until", "reply_by", "appear_by")
_ITS_OWN = {"order_id": "supervision_order", "hand_over_no": "hand_over"}  # the newest of the case
CELL_REACH = 0.0002                  # degrees by which a place may lie off the middle of its cell, about 20 m


class DemoRefused(Failure):
    """The demo cannot be made or made anew here, because that would mix with or destroy somebody's records."""


def ensure_demo(server: EmbeddedServer, progress: Progress = silent) -> bool:
    """Make the demo in a database that nobody has put anything into yet; tells whether it was made."""
    with _owner_begins(server) as connection:
        lock_demo(connection)
        if not is_untouched(connection):
            return False
        put_demo(connection, progress)
        return True


def make_demo(server: EmbeddedServer, progress: Progress = silent) -> None:
    """Make the demo. Raises DemoRefused when somebody has put something into the database already."""
    if not ensure_demo(server, progress):
        raise DemoRefused("the demo goes into an empty database only")


def reset_demo(server: EmbeddedServer, progress: Progress = silent, *, destroy: bool = False) -> None:
    """Throw the demo's database away and make it anew, with today's times.

    Raises DemoRefused when the database is not a demo, unless ``destroy``: then everything in it is lost.
    """
    server.ready_database()
    with _owner_begins(server) as connection:
        if not (destroy or is_demo(connection) or is_untouched(connection)):
            raise DemoRefused("this database holds records that are no demo; nothing was changed")
    drop_database(server.owner_url("postgres"), "gridroom")
    server.ready_database()
    ensure_demo(server, progress)


def put_demo(connection: Connection, progress: Progress = silent) -> None:
    """Put the demo into an untouched database; ``connection`` is a superuser's, the caller commits."""
    _Demo(connection, progress).make()


@contextmanager
def _owner_begins(server: EmbeddedServer) -> Iterator[Connection]:
    engine = sqlalchemy.create_engine(server.owner_url(), poolclass=NullPool)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


class _Demo:
    """One making of the demo; the parts share the connection and what was looked up."""

    def __init__(self, connection: Connection, progress: Progress) -> None:
        self._connection, self._progress = connection, progress
        self._now, zone = room_time(connection)
        self._zone = ZoneInfo(zone)
        self._ids: dict[int, int] = {}  # story number → case

    def make(self) -> None:
        """All of it, in the order in which a new district would do it."""
        self._progress(0, 0, "people")
        fill_calendar(self._connection)
        for code, name in DEPARTMENTS.items():
            add_department(self._connection, code, name)
        self._make_people(with_streets=False)
        with acting_as(self._connection, ADMINISTRATOR):
            # Imported here: shapely and pyproj take half a second, which every later start would pay for nothing.
            from app.demo.district import DISTRICT_CODE, put_district
            from app.demo.figures import put_demo_figures
            from app.demo.places import put_demo_places
            from app.demo.water import put_demo_water
            from app.imports.catalogue_store import load_seed_catalogue

            change_setting(self._connection, "district_code", DISTRICT_CODE)
            load_seed_catalogue(self._connection)
            put_district(self._connection, self._progress)
            put_demo_figures(self._connection)
            put_demo_places(self._connection)
            put_demo_water(self._connection)
            put_duties(self._connection)
            put_demo_roster(self._connection)
        self._make_people(with_streets=True)
        mark_as_demo(self._connection)
        put_field(self._connection, ADMINISTRATOR, self._now.astimezone(self._zone))
        self._make_cases(read_stories())

    def _make_people(self, *, with_streets: bool) -> None:
        for account in demo_accounts():
            area_id = None
            if account.street_code is not None:
                if not with_streets:
                    continue
                street = find_area(self._connection, AreaLevel.STREET, account.street_code)
                area_id = street.area_id if street else None
            elif with_streets:
                continue
            create_person(self._connection, account.login, account.password, account.name, account.duties,
                          account.department_code, area_id)

    def _make_cases(self, stories: Sequence[Story]) -> None:
        """By day of report, oldest first, so that every day's numbers begin at one."""
        self._look_up()
        telling = Telling(self._now, self._begun, self._after)
        plain = [(telling.beats(story, self._condition_of(story)), story) for story in stories]
        told = sorted([*plain, *((one.beats(self._now), one.story) for one in branches())],
                      key=lambda pair: pair[0][0].at)
        moments: list[StepMoment] = []
        self._made = StepsMade(self._connection)
        done = 0
        for day, of_day in groupby(told, key=lambda pair: pair[0][0].at.astimezone(self._zone).date()):
            with numbers_of(self._connection, day):
                for beats, story in of_day:
                    self._progress(done, len(told), "cases")
                    moments += self._play(story, beats)
                    done += 1
        self._progress(done, len(told), "times")
        move_times(self._connection, moments)

    def _look_up(self) -> None:
        self._classes = {
            f"{minor.kind}/{minor.major_code}/{minor.code}": minor for minor in subcategories(self._connection)}
        self._departments = {one.name: one.department_id for one in departments(self._connection)}
        self._cells = whole_cells(self._connection)

    def _condition_of(self, story: Story) -> FilingCondition | None:
        if not story.seq:
            return None
        return next(c for c in self._classes[story.subcategory].conditions if c.seq == story.seq)

    def _begun(self, ends: datetime, kind: LimitKind, value: float, share: float) -> datetime:
        return begun_before(self._connection, ends, kind, value, share)

    def _after(self, starts: datetime, kind: LimitKind, value: float, share: float) -> datetime:
        return counted_after(self._connection, starts, kind, value, share)

    def _play(self, story: Story, beats: Sequence[Beat]) -> list[StepMoment]:
        """Carry out a story; the moments that its steps are to have, and those that it made in other cases."""
        position = self._position(story)
        answer: Answer | None = None
        moments = []
        for number, beat in enumerate(beats):
            request = uuid5(REQUESTS, f"{story.number}/{number}")
            values = self._values(story, beat)
            with acting_as(self._connection, beat.login or _who(story, beat)):
                if answer is None:
                    answer = self._report(story, request, position)
                    self._ids[story.number] = answer.case_id
                elif beat.action is Action.ATTACH:
                    self._attach(story, beat, request, answer, position)
                else:
                    if beat.action in (Action.ACCEPT, Action.RETURN):
                        cases.mark_opened(self._connection, answer.case_id)
                    answer = cases.move(self._connection, Move(
                        request, beat.action, answer.case_id, answer.version, values))
            moments += self._made.at(beat.at)
        return moments

    def _report(self, story: Story, request: UUID, position: tuple[float, float] | None) -> Answer:
        minor = self._classes.get(story.subcategory)
        return cases.report(self._connection, ReportDraft(
            request, story.description, story.source, story.place, position, minor.minor_id if minor else None,
            story.urgency, reporter_name="来电人" if story.phone else "", reporter_phone=story.phone,
            keep_secret=story.number % 11 == 0))

    def _attach(
        self, story: Story, beat: Beat, request: UUID, answer: Answer, position: tuple[float, float] | None
    ) -> None:
        from app.demo.pictures import photograph  # as above: only where the demo is made

        taken_at = beat.at.astimezone(self._zone)
        data = photograph(story.picture, story.number, taken_at, mended=beat.picture == "handle_after",
                          close=beat.picture == "handle_before")
        name = f"{beat.picture}-{taken_at:%Y%m%d-%H%M%S}.jpg"
        cases.attach(
            self._connection, request, answer.case_id, beat.picture, name, "image/jpeg", data, taken_at, position)

    def _values(self, story: Story, beat: Beat) -> dict[str, Any]:
        condition = self._condition_of(story)
        if beat.action is Action.REGISTER and condition is not None:
            return {"condition_id": condition.condition_id}
        if beat.action is Action.DISPATCH and not beat.values:
            return {"department_id": self._departments[story.department]}
        if beat.action in (Action.CLOSE, Action.AUDIT_PASS) and condition is not None:
            return {"closing_condition": condition.closing_condition}
        return dict(self._looked_up(story, beat.values))

    def _looked_up(self, story: Story, values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """What a branch names, as the functions want it; see :class:`app.demo.branches.Branch`."""
        for name, value in values.items():
            if name == "department_id":
                yield name, self._departments[value]
            elif name in _DEPARTMENT_LISTS:
                yield name, [self._departments[one] for one in value]
            elif name in _HOURS_AHEAD and not isinstance(value, datetime):
                yield name, self._now + timedelta(hours=value)
            elif name == "into_story":
                yield "into_case", self._ids[FIRST_NUMBER + value]
            elif name in _ITS_OWN:
                yield name, newest_of(self._connection, _ITS_OWN[name], name, self._ids[story.number])
            else:
                yield name, value

    def _position(self, story: Story) -> tuple[float, float] | None:
        """Where the book knows it, else in an uncut cell of its community; none for a question asked by telephone."""
        if not story.place:
            return None
        random = Random(story.number)
        known = self._known_place(story)
        if known is not None:
            return known
        longitude, latitude = random.choice(self._cells[story.community])
        return (round(longitude + random.uniform(-CELL_REACH, CELL_REACH), 6),
                round(latitude + random.uniform(-CELL_REACH, CELL_REACH), 6))

    def _known_place(self, story: Story) -> tuple[float, float] | None:
        """Where the address book knows the story's place, in the community in which it plays."""
        with acting_as(self._connection, ADMINISTRATOR):
            hits = find_place(self._connection, story.place, most=3)
        return next((hit.position for hit in hits if hit.origin == "book" and hit.kind != "street"
                     and hit.community == story.community and hit.why in ("number", "name", "name_part")), None)


def _who(story: Story, beat: Beat) -> str:
    """The account that does this beat."""
    if beat.action is Action.REPORT and story.source == "patrol":
        return "hecha1" if story.number % 2 else "wangge1"
    if beat.action in (Action.ACCEPT, Action.RETURN, Action.HANDLE) or beat.picture.startswith("handle"):
        return login_of_department(story.department)
    if beat.action in (Action.DISPATCH, Action.SUSPEND):
        return "paiqian1" if story.number % 3 else "paiqian2"
    if beat.action in (Action.VERIFY, Action.REWORK):
        return "hecha1"
    if beat.action in (Action.CLOSE, Action.VOID):
        return "zhiban1"
    return "shoulian1" if story.number % 3 else "shoulian2"
