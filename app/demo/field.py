"""Who walks the demo district: a gateway, grid workers of its communities, two vehicles, tracks up to this minute.

Everything is told through the gateway's own functions, as a hand-held back end would, relative to the time of the demo.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Connection, text

from app.database.demo_room import acting_as, whole_cells
from app.database.gateways import create_gateway, put_vehicle, set_gateway_list
from app.database.people import create_person
from app.demo.accounts import PASSWORD
from app.domain.people import Duty

GATEWAY = "wangguan1"
WORKERS = 8                          # one for each of the first communities by name; wangge1 walks the first of them
VEHICLES = (("XC-01", "巡查一号车"), ("XC-02", "巡查二号车"))
ON_FOOT, BY_CAR = 70.0, 330.0        # metres a minute
_METRES_A_DEGREE = 111_320.0
_BATCH = 900

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Walk:
    """One unit's way: through these places from ``starts`` to ``ends``, a fix every ``minutes``."""

    code: str
    places: Sequence[Place]
    starts: datetime
    ends: datetime
    pace: float
    minutes: float


def put_field(connection: Connection, administrator: str, now: datetime) -> None:
    """Make the people, tell yesterday's duties and patrols and today's so far; ``connection`` is the owner's."""
    now = now.replace(microsecond=0)  # fixes are told by the second
    communities = sorted(whole_cells(connection).items())
    workers = dict(_people(connection, [name for name, _ in communities]))
    create_gateway(connection, GATEWAY, PASSWORD, "平安通(演示)")
    with acting_as(connection, administrator):
        for code, name in VEHICLES:
            put_vehicle(connection, code, name)
        set_gateway_list(connection, GATEWAY, [*workers, *(code for code, _ in VEHICLES)])
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    yesterday = midnight - timedelta(days=1)
    begun = now - timedelta(hours=3)
    with acting_as(connection, GATEWAY):
        for number, (login, community) in enumerate(sorted(workers.items())):
            _tell_duty(connection, login, True, yesterday + timedelta(hours=8))
            _tell_duty(connection, login, False, yesterday + timedelta(hours=17, minutes=30))
            if number != WORKERS - 1:  # the last one is off today
                _tell_duty(connection, login, True, begun)
            cells = dict(communities)[community]
            _tell(connection, _patrols(login, cells, yesterday, short=number % 4 == 3))
            if number != WORKERS - 1:
                # One fell silent half an hour ago: their dot is stale.
                until = now - timedelta(minutes=35 if number == WORKERS - 2 else number % 3)
                _tell(connection, [_Walk(login, _way(cells, number), begun, until, ON_FOOT, 1)])
        for number, (code, _) in enumerate(VEHICLES):
            cells = [cell for _, middles in communities for cell in middles[::40]]
            _tell(connection, [_Walk(code, _way(cells, number), now - timedelta(hours=2), now, BY_CAR, 0.5)])


def _people(connection: Connection, communities: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Make the workers beyond the one that can sign in from the login window; (login, community) of all of them."""
    for number, community in enumerate(communities[:WORKERS], 1):
        login = f"wangge{number}"
        if number > 1:
            area_id = connection.execute(
                text("select area_id from api.area where level = 'community' and valid_to is null and name = :name"),
                {"name": community}).scalar_one()
            create_person(connection, login, PASSWORD, f"{community}网格员", [Duty.GRID_WORKER], None, area_id)
        yield login, community


def _patrols(login: str, cells: Sequence[Place], day: datetime, *, short: bool) -> list[_Walk]:
    """Two patrols of more than two hours; of somebody who came back early the second is a short one."""
    first = _Walk(login, _way(cells, 1), day + timedelta(hours=8, minutes=20), day + timedelta(hours=10, minutes=40),
                  ON_FOOT, 2)
    second = _Walk(login, _way(cells, 2), day + timedelta(hours=14, minutes=10),
                   day + timedelta(hours=15 if short else 16, minutes=30), ON_FOOT, 2)
    return [first, second]


def _way(cells: Sequence[Place], seed: int) -> list[Place]:
    """From cell to a near cell that was not walked lately, as somebody on patrol goes."""
    random = Random(seed)
    way = [random.choice(cells)]
    while len(way) < 220:
        lately = set(way[-12:])
        near = sorted((cell for cell in cells if cell not in lately), key=lambda cell: math.dist(cell, way[-1]))
        way.append(random.choice(near[:3]) if near else random.choice(cells))
    return way


def _fixes(walk: _Walk) -> Iterator[dict[str, object]]:
    at, minutes_a_fix = walk.starts, timedelta(minutes=walk.minutes)
    places = iter(walk.places)
    here, goal = next(places), next(places)
    east = _METRES_A_DEGREE * math.cos(math.radians(here[1]))
    random = Random(walk.code)
    while at <= walk.ends:
        step = walk.pace * walk.minutes
        way = ((goal[0] - here[0]) * east, (goal[1] - here[1]) * _METRES_A_DEGREE)
        left = math.hypot(*way)
        while left <= step and goal is not None:
            here, step = goal, step - left
            goal = next(places, walk.places[0])
            way = ((goal[0] - here[0]) * east, (goal[1] - here[1]) * _METRES_A_DEGREE)
            left = math.hypot(*way)
            if left == 0:
                break
        if left > 0:
            here = (here[0] + way[0] / left * step / east, here[1] + way[1] / left * step / _METRES_A_DEGREE)
        yield {"worker": walk.code, "longitude": round(here[0], 6), "latitude": round(here[1], 6),
               "at": at.isoformat(timespec="seconds"), "accuracy": round(random.uniform(4, 14), 1),
               "speed": round(walk.pace / 60, 1), "heading": round(math.degrees(math.atan2(*way)) % 360),
               "battery": random.randint(35, 95)}
        at += minutes_a_fix


def _tell_duty(connection: Connection, login: str, on_duty: bool, at: datetime) -> None:
    connection.execute(text("select api.field_on_duty(:worker, :on_duty, :at)"),
                       {"worker": login, "on_duty": on_duty, "at": at})


def _tell(connection: Connection, walks: Sequence[_Walk]) -> None:
    """Send the fixes in batches. Raises ValueError when the gateway refuses one: the demo tells no nonsense."""
    fixes = [fix for walk in walks for fix in _fixes(walk)]
    for first in range(0, len(fixes), _BATCH):
        refused = connection.execute(text("select refused from api.field_positions(cast(:fixes as jsonb))"),
                                     {"fixes": json.dumps(fixes[first:first + _BATCH])}).scalar_one()
        if refused:
            raise ValueError(f"a position of the demo was refused: {refused[0]}")
