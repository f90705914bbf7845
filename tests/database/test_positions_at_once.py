"""Batches of positions that come at the same moment, and somebody who asks for the patrols in between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from app.database import positions
from tests.database.clone import Clone
from tests.database.field_room import GATEWAY, HERE, furnish, now, place

UNITS = ("worker", "second", "JA1234")


@pytest.fixture
def room(database: Clone) -> Clone:
    return furnish(database)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as threads:
        yield threads


def tell(connection: Connection, *fixes: tuple[str, datetime]) -> int:
    """One batch, not committed; how many of it were new."""
    batch = [{"worker": worker, "longitude": HERE[0], "latitude": HERE[1], "at": at.isoformat()}
             for worker, at in fixes]
    return int(connection.execute(text("select taken from api.field_positions(cast(:batch as jsonb))"),
                                  {"batch": json.dumps(batch)}).scalar_one())


def tell_and_commit(connection: Connection, *fixes: tuple[str, datetime]) -> int:
    taken = tell(connection, *fixes)
    connection.commit()
    return taken


def until_it_waits(watching: Connection, connection: Connection, coming: Future[int]) -> bool:
    """Go on when this batch waits for somebody (True), or is through (False)."""
    pid = connection.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
    while not coming.done():
        if watching.execute(text("select cardinality(pg_blocking_pids(:pid)) > 0"), {"pid": pid}).scalar_one():
            return True
    return False


def hold_live_row(owner: Connection, unit: str) -> None:
    owner.execute(text("select from gridroom.last_position where unit_id = "
                       "(select unit_id from gridroom.field_unit where code = :unit) for update"), {"unit": unit})


def by_id(room: Clone) -> list[str]:
    with room.owner.connect() as owner:
        codes = text("select code from gridroom.field_unit where code = any (:codes) order by unit_id")
        return list(owner.execute(codes, {"codes": list(UNITS)}).scalars())


def ask_patrols(asking: Connection, *moments: datetime) -> set[date]:
    """As a workstation asks, which sums; the room is ahead of UTC, so a moment lies in one day of two."""
    days = {at.date() for at in moments} | {at.date() + timedelta(days=1) for at in moments}
    for day in days:
        positions.patrol_coverage(asking, day)
    asking.commit()
    return days


def check_sums(room: Clone, asking: Connection, *moments: datetime) -> None:
    """Asked once more, the sums are what the fixes say."""
    for day in ask_patrols(asking, *moments):
        with room.owner.connect() as owner:
            differ = owner.execute(text("select * from gridroom.patrols_that_differ(:day)"), {"day": day})
            assert differ.all() == []


def test_that_the_second_batch_of_a_unit_waits_and_neither_is_left_out_of_the_sums(
        room: Clone, pool: ThreadPoolExecutor) -> None:
    """The first is held up at another unit, so that without a lock the second overtakes it."""
    first_unit, unit = by_id(room)[:2]
    older, newer = now() - timedelta(minutes=33), now() - timedelta(minutes=20)
    for one in (first_unit, unit):
        place(room, one, at=older - timedelta(minutes=5))  # without the older one a gap: two patrols
    gateway = room.engine(GATEWAY)
    with gateway.connect() as first, gateway.connect() as second, room.owner.connect() as holding, \
            room.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as watching, \
            room.engine("inspector").connect() as asking:
        hold_live_row(holding, first_unit)
        early = pool.submit(tell_and_commit, first, (first_unit, older), (unit, older))
        assert until_it_waits(watching, first, early)
        late = pool.submit(tell_and_commit, second, (unit, newer))
        until_it_waits(watching, second, late)
        ask_patrols(asking, older, newer)
        holding.rollback()
        assert (early.result(30), late.result(30)) == (2, 1)
        check_sums(room, asking, older, newer)


def test_that_a_late_fix_comes_into_the_sums_when_somebody_sums_before_it_is_committed(room: Clone) -> None:
    late, newer = now() - timedelta(minutes=38), now() - timedelta(minutes=25)
    place(room, "second", at=late - timedelta(minutes=12))  # without the late one a gap: two patrols
    place(room, "second", at=newer)
    with room.engine(GATEWAY).connect() as telling, room.engine("inspector").connect() as asking:
        assert tell(telling, ("second", late)) == 1
        ask_patrols(asking, late, newer)
        telling.commit()
        check_sums(room, asking, late, newer)


def test_that_batches_that_name_their_units_in_other_orders_never_wait_in_a_circle(
        room: Clone, pool: ThreadPoolExecutor) -> None:
    """Taken as they are named, each would hold what the other wants next."""
    low, high, held = by_id(room)
    at = now() - timedelta(minutes=10)
    gateway = room.engine(GATEWAY)
    with gateway.connect() as first, gateway.connect() as second, room.owner.connect() as holding, \
            room.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as watching:
        holding.execute(text("select from gridroom.field_unit where code = :unit for update"), {"unit": held})
        one = pool.submit(tell_and_commit, first, (high, at), (held, at), (low, at))
        assert until_it_waits(watching, first, one)
        then = at + timedelta(seconds=1)
        other = pool.submit(tell_and_commit, second, (low, then), (high, then))
        assert until_it_waits(watching, second, other)
        holding.rollback()
        assert (one.result(30), other.result(30)) == (3, 2)


def test_that_a_repeated_fix_marks_no_day(room: Clone) -> None:
    """A gateway that sends everything twice makes nobody sum anew."""
    told = [now() - timedelta(minutes=minutes) for minutes in (9, 8, 7)]
    for _twice in range(2):
        for at in told:
            place(room, "second", at=at)
    with room.owner.connect() as owner:
        assert owner.execute(text("select count(*) from gridroom.patrol_anew")).scalar_one() == 0
