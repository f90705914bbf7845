"""Two client processes on one case at the same moment, at a real server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database import cases
from app.domain.case import Action, Move
from app.domain.report import ReportDraft
from app.settings import Settings
from tests.database.clone import PASSWORD
from ui.tour.station_process import StationProcess

REMARK = "请优先处理，现场有人员受伤风险"
RUN_UP = 0.7  # seconds that two fingers have to reach their buttons


@pytest.fixture
def open_station(database, tmp_path) -> Iterator[Callable[[str], StationProcess]]:
    """Start a station and sign in as a person of the clone; every station must end well."""
    stations: list[StationProcess] = []

    def start(login: str) -> StationProcess:
        home: Path = tmp_path / login
        address = database.url(login).replace(f"{login}:{PASSWORD}@", "").replace("+psycopg2", "")
        Settings(home=home, database_url=address, workstation=login).save()
        stations.append(StationProcess(login, home, tmp_path / f"{login}.log"))
        stations[-1].tell("sign_in", login=login, password=PASSWORD, width=1366, height=768)
        return stations[-1]

    yield start
    assert [station.stop() for station in stations] == [0] * len(stations)


def registered_case(database) -> tuple[int, str]:
    """A case that waits for its dispatch: id and number."""
    with database.engine("taker").begin() as connection:
        draft = ReportDraft(uuid4(), "路灯井盖不见了", place="一号路", position=(121.3715, 28.5815))
        answer = cases.report(connection, draft)
        cases.move(connection, Move(uuid4(), Action.REGISTER, answer.case_id, answer.version, {"condition_id": 1}))
    return answer.case_id, answer.case_number


def dispatches(database, case_id: int) -> list[tuple[str, str]]:
    """(login, department) of every dispatch of the case."""
    with database.owner.begin() as connection:
        rows = connection.execute(text(
            "select by_login, name from gridroom.case_step join gridroom.department on department_id = receiver_id"
            " where case_id = :id and action = 'dispatch' order by seq"), {"id": case_id})
        return [(row.by_login, row.name) for row in rows]


def test_that_of_two_at_once_one_wins_and_the_other_keeps_the_words(database, open_station) -> None:
    case_id, number = registered_case(database)
    wishes = {"dispatcher": "市政公用中心", "chief": "市容环卫中心"}
    stations = {login: open_station(login) for login in wishes}
    for login, station in stations.items():
        station.answer(60)
        station.ask("select", case_number=number)
        station.ask("fill", action="dispatch", department=wishes[login], remark=REMARK)
    at = time.time() + RUN_UP
    for station in stations.values():
        station.tell("press", at=at)
    for station in stations.values():
        station.answer()
    stations["dispatcher"].ask("painted", case_number=number, version=3)
    done = dispatches(database, case_id)
    assert len(done) == 1
    winner = done[0][0]
    assert done == [(winner, wishes[winner])]
    loser = next(login for login in wishes if login != winner)
    told = stations[loser].ask("wait_conflict")
    assert {"dispatcher": "派遣员一号", "chief": "值班长"}[winner] in told["words"]
    assert told["kept"]
    assert stations[loser].ask("see", case_number=number)["department"] == wishes[winner]


def test_that_a_department_never_sees_the_case_of_another(database, open_station) -> None:
    case_id, number = registered_case(database)
    stations = {login: open_station(login) for login in ("works", "sanitation")}
    for station in stations.values():
        station.answer(60)
    with database.engine("dispatcher").begin() as connection:
        cases.move(connection, Move(uuid4(), Action.DISPATCH, case_id, 2, {"department_id": 1}))
    stations["works"].ask("painted", case_number=number, version=3)
    assert not stations["sanitation"].ask("see", case_number=number)["seen"]
    with database.engine("works").begin() as connection:
        cases.move(connection, Move(uuid4(), Action.RETURN, case_id, 3, {"reason": "不属本部门"}))
    stations["works"].ask("painted", case_number=number, version=4)
    with database.engine("dispatcher").begin() as connection:
        cases.move(connection, Move(uuid4(), Action.DISPATCH, case_id, 4, {"department_id": 2}))
    stations["works"].ask("left", case_number=number)
    stations["sanitation"].ask("painted", case_number=number, version=5)
