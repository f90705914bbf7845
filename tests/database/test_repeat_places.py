"""Repeat places in dense rooms, against the same rule worked out without any bound."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from datetime import timedelta

from sqlalchemy import Connection, text

from app.database.map_history import repeat_places
from app.database.server_time import read_server_time
from app.domain.map_history import RepeatPlace
from tests.database.clone import Clone
from tests.database.desk import report

WEST, SOUTH = 121.3705, 28.5805
METRE = 1 / 111195  # in degrees of latitude
REACH, ENOUGH, ROW = 50.0, 3, 1 << 20
Point = tuple[float, float]


def beside(east: float, north: float) -> Point:
    return WEST + east * METRE / math.cos(math.radians(SOUTH)), SOUTH + north * METRE


def scattered(seed: int, cases: int, metres: float) -> list[Point]:
    """Cases over a square of so many metres."""
    dice = random.Random(seed)
    return [beside(dice.uniform(0, metres), dice.uniform(0, metres)) for _ in range(cases)]


def fill(database: Clone, points: list[Point]) -> dict[int, Point]:
    """That many cases more like the first one, past every rule; ids with their points."""
    with database.owner.begin() as owner:
        owner.execute(text("set local session_replication_role = replica"))
        columns = list(owner.execute(text(
            "select column_name from information_schema.columns where table_schema = 'gridroom' "
            "and table_name = 'case_file' and is_generated = 'NEVER' "
            "and column_name not in ('case_id', 'case_number', 'position')")).scalars())
        listed = ", ".join(columns)
        owner.execute(text(
            f"insert into gridroom.case_file (case_id, case_number, position, {listed}) overriding system value "
            f"select 1000 + p.n, 'dense-' || p.n, point(p.x, p.y), {listed} from gridroom.case_file c "
            "cross join unnest(cast(:xs as float8[]), cast(:ys as float8[])) with ordinality p(x, y, n) "
            "where c.case_id = (select min(case_id) from gridroom.case_file)"),
            {"xs": [point[0] for point in points], "ys": [point[1] for point in points]})
    return {1001 + n: point for n, point in enumerate(points)}


def asked(database: Clone) -> list[RepeatPlace]:
    with database.engine("chief").begin() as connection:
        now = read_server_time(connection).at
        return repeat_places(connection, now - timedelta(days=1), now + timedelta(days=1), REACH, ENOUGH)


def corner(owner: Connection) -> tuple[int, int, int]:
    """Where the lattice begins, and the whole degree of latitude that is farthest from the equator."""
    box = owner.execute(text("select (b[1])[0], (b[1])[1], greatest(abs((b[0])[1]), abs((b[1])[1])) "
                             "from gridroom.district_reach() b")).one()
    return math.floor(box[0]), math.floor(box[1]), math.ceil(box[2])


def brute(cases: dict[int, Point], east: int, north: int, farthest: int) -> list[set[int]]:
    """The cases of each place, the fullest place first."""
    tall = 111195 / (REACH + 0.001)
    wide = tall * math.cos(math.radians(farthest))

    def square(x: float, y: float) -> int:
        return round((y - north) * tall) * ROW + round((x - east) * wide)

    def apart(point: Point, x: float, y: float) -> float:
        return ((point[0] - x) * math.cos(math.radians(y))) ** 2 + (point[1] - y) ** 2

    def about(middle: int) -> list[int]:
        return [case for row in (-ROW, 0, ROW) for step in (-1, 0, 1) for case in held.get(middle + row + step, ())]

    held: dict[int, list[int]] = defaultdict(list)
    for case, point in cases.items():
        held[square(*point)].append(case)
    cores = []
    for middle, own in held.items():
        x, y = (sum(cases[case][axis] for case in own) / len(own) for axis in (0, 1))
        reached = sum(apart(cases[case], x, y) <= tall ** -2 for case in about(middle))
        if reached >= ENOUGH:
            cores.append((-len(own), -reached, middle, x, y))
    middles: list[Point] = []
    for *_, x, y in sorted(cores):
        if all(apart(one, x, y) > tall ** -2 for one in middles):
            middles.append((x, y))
    nearest: dict[int, tuple[float, int]] = {}
    for nth, (x, y) in enumerate(middles):
        for case in about(square(x, y)):
            distance = apart(cases[case], x, y)
            if distance <= tall ** -2:
                nearest[case] = min(nearest.get(case, (math.inf, 0)), (distance, nth))
    places: dict[int, set[int]] = defaultdict(set)
    for case, (_distance, nth) in nearest.items():
        places[nth].add(case)
    full = [nth for nth, held_by in places.items() if len(held_by) >= ENOUGH]
    return [places[nth] for nth in sorted(full, key=lambda nth: (-len(places[nth]), nth))]


def test_that_the_hundred_of_a_dense_room_are_those_of_the_rule(database: Clone) -> None:
    """Crowds without gaps between them: who is whose neighbour is decided hundreds of times."""
    first = report(database, position=beside(300, 300))
    for seed, (many, metres) in enumerate(((3_000, 900), (900, 950))):
        with database.owner.begin() as owner:
            owner.execute(text("set local session_replication_role = replica"))
            owner.execute(text("delete from gridroom.case_file where case_id > 1000"))
        cases = fill(database, scattered(seed, many, metres)) | {first.case_id: beside(300, 300)}
        with database.owner.connect() as owner:
            expected = brute(cases, *corner(owner))
        found = asked(database)
        assert len(found) == 100 < len(expected)
        assert [set(one.case_ids) for one in found] == expected[:100]
        assert not any(one.bounded for one in found)


def test_that_an_answer_says_when_the_room_has_more_crowds_than_are_looked_at(database: Clone) -> None:
    crowd = beside(700, 700)
    report(database, position=crowd)
    cases = fill(database, scattered(3, 6_000, 1_500) + [crowd] * 60)
    found = asked(database)
    assert len(found) == 100
    assert all(one.bounded for one in found)
    assert sum(cases[case] == crowd for case in found[0].case_ids if case in cases) == 60
    sizes = Counter(case for one in found for case in one.case_ids)
    assert set(sizes.values()) == {1}


def test_that_many_lone_cases_are_a_bound_too(database: Clone) -> None:
    """More squares than are looked at, though hardly a place among them."""
    report(database, position=beside(0, 0))
    fill(database, [beside(120 * column, 120 * row) for column in range(75) for row in range(70)]
         + [beside(40, 40)] * 4)
    (one,) = asked(database)
    assert (one.bounded, one.cases) == (True, 4)
