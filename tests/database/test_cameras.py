"""Cameras: the ones that see a place come first, their state is told, and their passwords are nobody's to read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg2
import pytest
from psycopg2 import sql
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database.cameras import (
    CameraDraft,
    camera,
    cameras,
    cameras_near,
    disable_cameras,
    put_cameras,
    tell_camera_state,
)
from app.database.places import Put
from app.domain.failures import Refusal
from app.domain.place import CameraState, camera_code_fault
from tests.database.clone import PEOPLE, Clone
from tests.database.test_places import at
from tests.database.test_row_security import by_hand

SECRET = "rtsp://admin:Tr0ub4dor&3@10.1.2.3:554/Streaming/101?token=hunter2"


def code(number: int) -> str:
    """A camera's id of the trade 08 (city management) in the government network."""
    return f"33100400081316{number:06}"


def put(database: Clone, *drafts: CameraDraft) -> Put:
    with database.engine("administrator").begin() as connection:
        return put_cameras(connection, drafts)


def near(database: Clone, point: tuple[float, float], most: int = 10, login: str = "taker") -> list[tuple[str, bool]]:
    with database.engine(login).connect() as connection:
        return [(one.name, one.covers) for one in cameras_near(connection, *point, most)]


def test_that_the_camera_that_sees_the_place_comes_before_nearer_ones(database: Clone) -> None:
    put(
        database,
        CameraDraft(code(1), "背对", at(1, 1), 180, 60, 100),
        CameraDraft(code(2), "看得见", at(1, 0), 0, 60, 200),
        CameraDraft(code(3), "太远", at(1, -1), 0, 60, 100),
        CameraDraft(code(4), "无方向", at(1.2, 1)),
        CameraDraft(code(5), "球机", at(1.8, 1.05), None, 360, 90),
        CameraDraft(code(6), "偏出视场", at(0.4, 0.5), 350, 60, 300),
    )
    assert near(database, at(1, 1.1)) == [
        ("球机", True),
        ("看得见", True),
        ("背对", False),
        ("无方向", False),
        ("偏出视场", False),
        ("太远", False),
    ]
    assert near(database, at(1, 1.1), most=1) == [("球机", True)]


def test_that_the_field_of_view_reaches_over_north(database: Clone) -> None:
    put(
        database,
        CameraDraft(code(1), "朝北偏东", at(1, 1), 10, 40, 200),
        CameraDraft(code(2), "朝北偏西", at(1, 1), 350, 40, 200),
    )
    assert dict(near(database, at(0.95, 1.5))) == {"朝北偏东": True, "朝北偏西": True}
    assert dict(near(database, at(0.6, 1.5))) == {"朝北偏东": False, "朝北偏西": False}
    assert dict(near(database, at(0.8, 1.5))) == {"朝北偏东": False, "朝北偏西": True}


@pytest.mark.parametrize("login", sorted(PEOPLE))
def test_that_nobody_reads_a_streams_password(database: Clone, login: str) -> None:
    for number, address in enumerate(
        (
            SECRET,
            "rtsp://a:p@ss@word-Tr0ub4dor@cam.example/x",
            "http://10.1.2.3/live?user=u&pwd=Tr0ub4dor",
            "admin:Tr0ub4dor@10.1.2.3/hunter2",
            "rtsp://Tr0ub4dor:x y".replace(" ", ""),
        )
    ):
        put(database, CameraDraft(code(number), "路口", at(1, 1), stream_address=address))
    told = str(by_hand(database, login, "select * from api.camera_list")) + str(
        by_hand(database, login, "select * from api.cameras_near(121.371, 28.581)")
    )
    assert "Tr0ub4dor" not in told
    assert "hunter2" not in told
    if login in ("taker", "wall", "administrator"):
        assert "rtsp://10.1.2.3:554/…" in told
    for statement in (
        "select stream_address from gridroom.camera",
        "select gridroom.masked_stream('x')",
        "select stream_address from api.camera_list",
    ):
        with pytest.raises(psycopg2.Error):
            by_hand(database, login, statement)


def test_that_one_sees_the_cameras_of_ones_area_only(database: Clone) -> None:
    put(
        database,
        CameraDraft(code(1), "一号格", at(0.5, 0.5)),
        CameraDraft(code(2), "五号格", at(1.5, 1.5)),
        CameraDraft(code(3), "区外", (100, 30)),
    )
    database.login("elsewhere", "一号格网格员", PEOPLE["worker"][1], area_code="999901001001001")
    with database.engine("elsewhere").begin() as connection:
        assert [one.name for one in cameras(connection)] == ["一号格"]
        assert [one.name for one in cameras_near(connection, *at(1.5, 1.5))] == ["一号格"]
    for login, seen in (("taker", 3), ("wall", 3), ("works", 0)):
        assert by_hand(database, login, "select count(*) from api.camera_list") == [(seen,)], login
        assert by_hand(database, login, "select count(*) from api.cameras_near(121.37, 28.58)") == [(seen,)], login


def test_that_a_state_is_told_once_and_the_older_observation_changes_nothing(database: Clone) -> None:
    put(database, CameraDraft(code(1), "路口", at(1, 1)))
    now = datetime.now(UTC)
    listening = psycopg2.connect(database.url("dispatcher").replace("+psycopg2", ""))
    listening.autocommit = True
    listening.cursor().execute("listen gridroom_camera")

    def heard() -> list[str]:
        listening.cursor().execute("select 1")
        listening.poll()
        told = [notice.payload for notice in listening.notifies]
        listening.notifies.clear()
        return told

    def tell(state: CameraState, minutes_ago: float) -> bool:
        with database.engine("taker").begin() as connection:
            return tell_camera_state(connection, code(1), state, now - timedelta(minutes=minutes_ago))

    assert tell(CameraState.LIVE, 5) is True
    assert heard() == ["1"]
    assert tell(CameraState.LIVE, 4) is False
    assert heard() == []
    assert tell(CameraState.DEAD, 4.5) is False  # seen before the last observation
    assert tell(CameraState.STALLED, 3) is True
    assert heard() == ["1"]
    with database.engine("wall").connect() as connection:
        one = camera(connection, 1)
    assert one is not None
    assert (one.state, one.state_since) == (CameraState.STALLED, now - timedelta(minutes=3))
    listening.close()


def test_that_an_observation_from_the_future_is_of_now(database: Clone) -> None:
    put(database, CameraDraft(code(1), "路口", at(1, 1)))
    with database.engine("taker").begin() as connection:
        tell_camera_state(connection, code(1), CameraState.DEAD, datetime(2199, 1, 1, tzinfo=UTC))
        assert tell_camera_state(connection, code(1), CameraState.LIVE) is True


@pytest.mark.parametrize("login", ["works", "sanitation", "worker", "assessor", "wall", "auditor"])
def test_that_who_does_not_watch_cameras_tells_no_state(database: Clone, login: str) -> None:
    put(database, CameraDraft(code(1), "路口", at(1, 1)))
    with pytest.raises(psycopg2.Error) as refused:
        by_hand(database, login, sql.SQL("select api.camera_state({}, 'dead')").format(sql.Literal(code(1))))
    assert refused.value.pgcode == "GR003"


def test_that_a_camera_out_of_sight_is_not_there(database: Clone) -> None:
    put(database, CameraDraft(code(2), "五号格", at(1.5, 1.5)))
    database.login("elsewhere", "一号格受理员", PEOPLE["taker"][1], area_code="999901001001001")
    with database.engine("elsewhere").begin() as connection, pytest.raises(Refusal) as refused:
        tell_camera_state(connection, code(2), CameraState.DEAD)
    assert refused.value.code == "GR005"


@pytest.mark.parametrize(
    "wrong", ["", "1", "x" * 20, "３" * 20, "33100400082006000001", "99100400081316000001", "331004000813160000011"]
)
def test_that_what_is_no_cameras_id_is_refused_by_program_and_database_alike(database: Clone, wrong: str) -> None:
    assert camera_code_fault(wrong) != ""
    with pytest.raises(Refusal) as refused:
        put(database, CameraDraft(code(1), "好", at(1, 1)), CameraDraft(wrong, "坏", at(1, 1)))
    assert (refused.value.code, refused.value.detail["field"]) == ("GR004", "code")


@pytest.mark.parametrize(
    "values",
    [
        {"direction": 360},
        {"direction": -1},
        {"view_angle": 0},
        {"view_angle": 361},
        {"reach": 0},
        {"reach": 1e9},
        {"stream_address": "rtsp://a b"},
        {"stream_address": "x" * 501},
        {"direction": "north"},
        {"direction": [1]},
    ],
)
def test_that_an_impossible_camera_is_refused(database: Clone, values: dict[str, object]) -> None:
    element = {"code": code(1), "name": "路口", "longitude": 121.37, "latitude": 28.58} | values
    with database.engine("administrator").begin() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(text("select * from api.put_cameras(cast(:e as jsonb))"), {"e": json.dumps([element])})
    assert refused.value.orig.pgcode == "GR004"


def test_that_importing_again_keeps_stream_and_state(database: Clone) -> None:
    draft = CameraDraft(code(1), "路口", at(1, 1), 90, 60, 100, SECRET)
    assert put(database, draft) == Put(1)
    with database.engine("taker").begin() as connection:
        tell_camera_state(connection, code(1), CameraState.LIVE)
    assert put(database, draft) == Put(0, 0, 1)
    assert put(database, CameraDraft(code(1), "路口", at(1, 1), 90, 60, 100)) == Put(0, 0, 1)
    assert put(database, CameraDraft(code(1), "路口南", at(1, 1), 90, 60, 100)) == Put(0, 1)
    with database.engine("taker").connect() as connection:
        one = cameras(connection)[0]
    assert (one.name, one.state, one.has_stream, one.direction) == ("路口南", CameraState.LIVE, True, 90)
    with database.engine("administrator").begin() as connection:
        assert disable_cameras(connection, [code(1), str(uuid4())]) == 1
        assert cameras(connection) == []
