"""35,000 grid cells cut and stored, 10,000 points located: against shapely doing the same in memory."""

from __future__ import annotations

import math
import random
import time
from typing import Any

import numpy as np
import shapely
from sqlalchemy import Connection, create_engine, text

from app.database.areas import AreaDraft, find_area, locate, put_areas
from app.database.embedded_server import EmbeddedServer
from app.database.people import create_person
from app.domain.area import AreaLevel, MultiPolygon
from app.domain.people import Duty
from app.domain.redraw import Acceptance
from app.imports.cell_store import store_plan
from app.imports.grid_cells import CellPlan, cut_cells
from app.imports.projection import LocalProjection, geojson_of, shape_of
from tests.benchmarks.room import fresh_room
from tests.benchmarks.table import Row, Say, against
from tests.database.clone import PASSWORD

CODE, SIZE, POINTS = "999903", 100.0, 10_000


def run(server: EmbeddedServer, say: Say) -> list[Row]:
    """Four rows: cut, cut and stored, located in one statement, located one by one."""
    outline = drawn_district()
    with fresh_room(server) as room:
        with room.owner.begin() as connection:
            create_person(connection, "bench_admin", PASSWORD, "管理员", (Duty.ADMINISTRATOR,))
        engine = create_engine(room.url("bench_admin"))
        with engine.connect() as connection:
            tree, floor_cut = _floor(outline)
            began = time.monotonic()
            plan = cut_cells(outline, CODE, size=SIZE)
            cut = time.monotonic() - began
            began = time.monotonic()
            _store(connection, outline, plan)
            stored = time.monotonic() - began
            say(f"{len(plan.cells):,} cells: cut {cut:.1f} s, stored {stored:.1f} s; shapely alone {floor_cut:.1f} s")
            with room.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as owner:
                owner.exec_driver_sql("analyze")
            rows = _locating(connection, tree, plan, say)
        engine.dispose()
    cells = f"{len(plan.cells):,} cells"
    return [
        against("grid cells cut", cut, "s", floor_cut, None,
                f"{cells}; floor: shapely clips as many squares at the border and builds an STRtree, nothing else"),
        against("grid cells cut, numbered, grouped and stored", cut + stored, "s", floor_cut, None,
                f"{cells}; storing {stored:.1f} s of it, with {len(plan.duty_grids):,} duty grids, in one transaction"),
        *rows,
    ]


def drawn_district() -> MultiPolygon:
    """A district of about 350 km² around 122.4° E 28.5° N: a wavy border of 3,000 points, a lake, and an island."""
    def ring(x: float, y: float, radius: float, waves: int, points: int) -> tuple[tuple[float, float], ...]:
        corners = []
        for number in range(points):
            turn = 2 * math.pi * number / points
            far = radius * (1 + 0.12 * math.sin(waves * turn) + 0.03 * math.sin(waves * 7 * turn))
            corners.append((x + far * math.cos(turn) / math.cos(math.radians(y)), y + far * math.sin(turn)))
        return (*corners, corners[0])

    mainland = (ring(122.4, 28.5, 0.0948, 5, 3000), ring(122.42, 28.52, 0.01, 3, 200))
    return mainland, (ring(122.6, 28.5, 0.012, 4, 300),)


def _floor(outline: MultiPolygon) -> tuple[Any, float]:
    began = time.monotonic()
    whole = shape_of(outline)
    projection = LocalProjection.around(whole)
    metres = projection.to_metres(whole)
    shapely.prepare(metres)
    low_x, low_y, high_x, high_y = metres.bounds
    x, y = np.meshgrid(np.arange(low_x, high_x, SIZE), np.arange(low_y, high_y, SIZE))
    squares = shapely.box(x.ravel(), y.ravel(), x.ravel() + SIZE, y.ravel() + SIZE)
    squares = squares[shapely.intersects(metres, squares)]
    border = ~shapely.contains_properly(metres, squares)
    squares[border] = shapely.intersection(squares[border], metres)
    tree = shapely.STRtree(squares)
    return tree, time.monotonic() - began


def _store(connection: Connection, outline: MultiPolygon, plan: CellPlan) -> None:
    with connection.begin():
        shape = shape_of(outline)
        centre = shapely.point_on_surface(shape)
        outlined = geojson_of([shape])[0]
        # The tiny district of every test room may lie inside the outline that is measured with.
        accepted = Acceptance("测量用图形", {"overlap": 1e12})
        put_areas(connection, [AreaDraft(AreaLevel.DISTRICT, CODE, "测量区", outlined, (centre.x, centre.y),
                                         plan.district_m2)], accepted=accepted)
        district = find_area(connection, AreaLevel.DISTRICT, CODE)
        assert district is not None
        store_plan(connection, plan, district, accepted=accepted)


def _locating(connection: Connection, tree: Any, plan: CellPlan, say: Say) -> list[Row]:
    """Points spread over the cells; the answers of both sides are compared."""
    dice = random.Random(1)
    chosen = [plan.cells[dice.randrange(len(plan.cells))] for _ in range(POINTS)]
    points = [cell.centre for cell in chosen]
    shapes = shapely.STRtree([cell.shape for cell in plan.cells])
    where = shapely.points(points)
    floors, at_once = [], []
    sought = {"x": [x for x, _ in points], "y": [y for _, y in points]}
    statement = text("select l.cell_code from unnest(cast(:x as float8[]), cast(:y as float8[])) with ordinality "
                     "p(x, y, n), lateral api.locate(p.x, p.y) l order by p.n")
    for _ in range(3):
        began = time.monotonic()
        found = shapes.query(where, predicate="intersects")
        floors.append(time.monotonic() - began)
        began = time.monotonic()
        codes = list(connection.execute(statement, sought).scalars())
        at_once.append(time.monotonic() - began)
    wrong = sum(code != cell.code for code, cell in zip(codes, chosen, strict=True))
    if wrong or len(set(found[0])) != POINTS:
        raise AssertionError(f"{wrong} points lie in another cell than they should")
    began = time.monotonic()
    for x, y in points[:2000]:
        locate(connection, x, y)
    one_by_one = (time.monotonic() - began) * POINTS / 2000
    connection.rollback()
    floor = min(floors)
    say(f"{POINTS:,} points: STRtree {floor * 1000:.0f} ms, one statement {min(at_once) * 1000:.0f} ms, one by one "
        f"{one_by_one * 1000:.0f} ms; every answer agrees")
    del tree
    return [
        against(f"{POINTS:,} points located in one statement", min(at_once), "s", floor, None,
                "cell, duty grid, community, street and district of each; floor: STRtree.query in memory, cell only"),
        against(f"{POINTS:,} points located one by one", one_by_one, "s", floor, None,
                "a round trip each, as a form does; measured on 2,000"),
    ]
