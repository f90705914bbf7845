"""Water under the map: who may put it, what is refused, what is read."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from app.database.map_ground import WaterDraft, put_water, read_ground
from app.domain.failures import Refusal
from app.domain.map_ground import ground_bytes
from tests.database.clone import PEOPLE

RING = [[121.3, 28.5], [121.4, 28.5], [121.4, 28.6], [121.3, 28.5]]
HOLE = [[121.35, 28.52], [121.38, 28.52], [121.38, 28.55], [121.35, 28.52]]


def river(code: str = "1", name: str = "大河", outline: object = None) -> WaterDraft:
    return WaterDraft(code, name, (121.35, 28.55), outline or {"type": "Polygon", "coordinates": [RING, HOLE]})


def put(database, *drafts, login: str = "administrator"):
    with database.engine(login).begin() as connection:
        return put_water(connection, "水系", drafts)


def test_that_a_list_is_put_whole_and_twice_changes_nothing(database):
    multi = {"type": "MultiPolygon", "coordinates": [[RING], [HOLE]]}
    assert put(database, river(), river("2", "小河", multi)) == (2, 0, 0, 0)
    assert put(database, river(), river("2", "小河", multi)) == (0, 0, 2, 0)
    assert put(database, river(name="长河")) == (0, 1, 0, 1)
    with database.engine("worker").begin() as connection:
        ground = read_ground(connection)
    assert [one.name for one in ground.water] == ["长河"]
    assert json.loads(ground_bytes(ground))["water"][0][2][1] == [part for point in HOLE for part in point]


@pytest.mark.parametrize("login", [login for login in PEOPLE if login != "administrator"])
def test_that_only_an_administrator_puts_it_and_everybody_reads_it(database, login):
    put(database, river())
    with pytest.raises(Refusal) as refused:
        put(database, login=login)
    assert refused.value.code == "GR003"
    with database.engine(login).begin() as connection:
        assert len(read_ground(connection).water) == 1


@pytest.mark.parametrize("outline", [
    None, 7, "x", [], {}, {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon", "coordinates": []},
    {"type": "Polygon", "coordinates": 5}, {"type": "Polygon", "coordinates": [RING[:3]]},
    {"type": "Polygon", "coordinates": [[[1, "2"], *RING]]}, {"type": "Polygon", "coordinates": [[[1e9, 2], *RING]]},
    {"type": "Polygon", "coordinates": [[[1], *RING]]}, {"type": "Polygon", "coordinates": [[None, *RING]]},
    {"type": "MultiPolygon", "coordinates": [RING]}, {"coordinates": [RING]},
])
def test_that_what_is_no_outline_is_refused(database, outline):
    element = {"code": "1", "name": "河", "longitude": 121.3, "latitude": 28.5, "outline": outline}
    with pytest.raises(Exception, match="outline") as refused, \
            database.engine("administrator").begin() as connection:
        connection.execute(text("select * from api.put_water('水系', cast(:one as jsonb))"),
                           {"one": json.dumps([element])})
    assert refused.value.orig.pgcode == "GR004"
