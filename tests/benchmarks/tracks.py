"""5,760,000 fixes: 500 people, one each 10 s, 8 hours a day, four days. A track, patrols of a day, the cells walked.

What is asked of tracks touches a day, never a month: the index begins with the unit and goes on with the time, so
thirty days (43,200,000 fixes) cost a level more of a btree at most, and a day stays a day. Hence four days.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import Connection, create_engine, text

from app.database.embedded_server import EmbeddedServer
from app.database.positions import cells_walked, patrol_coverage, track
from tests.benchmarks.room import fresh_room
from tests.benchmarks.table import Row, Say, against, below, percentile

UNITS, DAYS, A_DAY, ROUNDS, TRACKS = 500, 4, 2_880, 7, 60
CELLS = """
insert into gridroom.area (level, code, name, parent_id, path, valid_from)
    select 'grid_cell', 'B' || lpad(n::text, 6, '0'), '单元网格', g.area_id, g.path, '2020-01-01'
    from gridroom.area g, generate_series(0, 34999) n where g.level = 'duty_grid';
update gridroom.area set path = path || area_id::text where code like 'B______';
insert into gridroom.field_unit (kind, code, name)
    select 'vehicle', 'T' || n, 'T' || n from generate_series(1, 500) n;
"""
# Each walks 48 cells a day, ten minutes in each; in the order in which a gateway would have told it.
FIXES = text("""insert into gridroom.position_fix
    (unit_id, at, place, area_id, accuracy, speed, heading, battery, received_at)
select u.unit_id, t.at, point(121.2, 28.4), c.area_id, 8.5, 1.2, 90, 80, t.at + interval '1 s'
from (select :day + interval '8 hours' + s * interval '10 s' as at, s from generate_series(0, 2879) s) t
cross join (select unit_id, row_number() over (order by unit_id) as nth
            from gridroom.field_unit where code like 'T%') u
join (select area_id, row_number() over (order by area_id) - 1 as n from gridroom.area where code like 'B______') c
  on c.n = (u.nth * 69 + t.s / 60) % 35000
order by t.at""")
HALF_DAY = text("delete from gridroom.position_fix where at > cast(:day as date) + interval '10 hours'")
FIVE_MINUTES = text("""insert into gridroom.position_fix (unit_id, at, place, area_id, accuracy, received_at)
select unit_id, at + s * interval '10 s', place, area_id, accuracy, received_at
from gridroom.position_fix, generate_series(1, 30) s where at = cast(:day as date) + interval '10 hours'""")
_FLOOR = text("select count(*), min(place[0]) from gridroom.position_fix "
              "where unit_id = :unit and at >= :starts and at < :ends")
_UNIT = text("select unit_id from gridroom.field_unit where code = :code")


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """Five rows."""
    with fresh_room(server) as room:
        today: date = _load(room.owner.connect(), say)
        yesterday = today - timedelta(days=1)
        asking_engine = create_engine(room.url("chief"))
        with asking_engine.connect() as asking, room.owner.connect() as direct:
            first = _ms(lambda: patrol_coverage(asking, yesterday))
            asking.commit()
            coverage = _median(asking, lambda: patrol_coverage(asking, yesterday))
            cells = _median(asking, lambda: cells_walked(asking, yesterday))
            met = patrol_coverage(asking, yesterday)
            walked = len(cells_walked(asking, yesterday))
            asking.commit()
            direct.execute(FIXES, {"day": today})
            direct.execute(HALF_DAY, {"day": today})
            direct.commit()
            patrol_coverage(asking, today)
            asking.commit()
            direct.execute(FIVE_MINUTES, {"day": today})
            direct.commit()
            five_minutes = _ms(lambda: patrol_coverage(asking, today))
            asking.commit()
            shown, floor = _tracks(asking, direct, yesterday)
        asking_engine.dispose()
    note = f"{UNITS} people, {UNITS * A_DAY:,} fixes of that day of {UNITS * A_DAY * DAYS:,}"
    if len(met) < UNITS or walked == 0:
        raise AssertionError("no patrols were found")
    rows = [
        below("patrols of a day, 500 people", coverage, "ms", 300, note),
        below("patrols of a day never asked before", first, "ms", None, f"summed from its fixes; {note}"),
        below("patrols of today, five minutes after they were asked", five_minutes, "ms", 300,
              f"{UNITS * 30:,} new fixes summed"),
        below("cells walked on a day", cells, "ms", 300, f"{walked:,} cells"),
        against("a day's track of one person", percentile(shown, 0.5), "ms", percentile(floor, 0.5), None,
                f"{A_DAY:,} fixes, p99 {percentile(shown, 0.99):.1f} ms; floor: the same fixes counted by the owner"),
    ]
    for row in rows:
        say(f"{row.name}: {row.figure:g} {row.unit}")
    return rows


def _load(owner: Connection, say: Say) -> date:
    began = time.monotonic()
    with owner:
        with owner.connection.cursor() as cursor:
            cursor.execute(CELLS)
        today: date = owner.execute(text("select current_date")).scalar_one()
        for back in range(DAYS, 0, -1):
            day = today - timedelta(days=back)
            owner.execute(text("select gridroom.make_position_month(cast(:day as date) + make_interval(hours => h)) "
                               "from unnest(array[8, 16]) h"), {"day": day})
            owner.execute(FIXES, {"day": day})
        owner.commit()
    with owner.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("vacuum analyze gridroom.position_fix")
        connection.exec_driver_sql("vacuum analyze gridroom.area")
        size = connection.execute(text("select sum(pg_total_relation_size(inhrelid)) from pg_inherits "
                                       "where inhparent = 'gridroom.position_fix'::regclass")).scalar_one()
    say(f"{UNITS * A_DAY * DAYS:,} fixes in {time.monotonic() - began:.0f} s, {size / 2**20:.0f} MiB with their index")
    return today


def _tracks(asking: Connection, direct: Connection, day: date) -> tuple[list[float], list[float]]:
    """(ms of tracks told, ms of the floor), each after the reading was put on record."""
    shown, floors = [], []
    starts, ends = direct.execute(text("select cast(:day as date)::timestamptz, (cast(:day as date) + 1)::timestamptz"),
                                  {"day": day}).one()
    for number in range(1, TRACKS + 1):
        code = f"T{number * 7}"
        track(asking, code, starts, ends, "核对")
        asking.commit()
        shown.append(_ms(lambda code=code: track(asking, code, starts, ends, "核对")))
        asking.commit()
        asked = {"unit": direct.execute(_UNIT, {"code": code}).scalar_one(), "starts": starts, "ends": ends}
        floors.append(_ms(lambda asked=asked: direct.execute(_FLOOR, asked).all()))
    return shown, floors


def _median(connection: Connection, work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        times.append(_ms(work))
        connection.commit()
    return percentile(times, 0.5)


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
