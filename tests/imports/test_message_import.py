"""Messages in the database: once each, in the desk's own way, whatever interrupts."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from app.database.case_detail import read_case
from app.database.catalogue import setting
from app.database.embedded_server import EmbeddedServer
from app.database.history import broken_links
from app.domain.case import Action, CaseState
from app.domain.failures import Refusal, Unreachable
from app.imports.message_file import read_messages
from app.imports.message_store import Outcome, RowResult, store_messages
from tests.database.clone import PASSWORD, Clone, clone_database, make_template
from tests.database.desk import act
from tests.imports.made_files import box_ring, feature, write_geojson, write_xlsx
from tests.imports.test_message_file import HEADING, row
from ui.command import main

SHANGHAI = ZoneInfo("Asia/Shanghai")
ORIGIN = "import:m"


def written(tmp_path: Path, *rows: list[Any]) -> Path:
    return write_xlsx(tmp_path / "m.xlsx", [HEADING, *rows])


def store(database: Clone, path: Path, login: str = "taker", **options: Any) -> list[RowResult]:
    told: list[RowResult] = []
    with database.engine(login).connect() as connection:
        store_messages(connection, read_messages(path, SHANGHAI).rows, ORIGIN, tell=told.append, **options)
    return told


def cases(database: Clone) -> list[Any]:
    with database.owner.connect() as connection:
        return list(connection.execute(text("select * from gridroom.case_file order by case_id")))


def outcomes(results: list[RowResult]) -> list[Outcome]:
    return [result.outcome for result in results]


def test_that_a_message_becomes_a_closed_case_with_both_times(database: Clone, tmp_path: Path) -> None:
    before = datetime.now(UTC) - timedelta(minutes=1)
    (told,) = store(database, written(tmp_path, row()))
    assert told.outcome is Outcome.ANSWERED
    with database.engine("taker").connect() as connection:
        case_id = connection.execute(text("select case_id from api.case_board where case_number = :n"),
                                     {"n": told.case_number}).scalar_one()
        case = read_case(connection, case_id)
    assert case is not None
    assert case.case.state is CaseState.CLOSED
    assert (case.origin, case.original_id) == (ORIGIN, "2549")
    assert case.original_at == datetime(2019, 4, 25, 9, 32, 9, tzinfo=SHANGHAI)
    assert case.case.reported_at > before, "recorded now, whenever it was written"
    assert case.case.imported
    assert case.result == "已修好。"
    assert [(step.action, step.original_at) for step in case.steps] == [
        (Action.REPORT, datetime(2019, 4, 25, 9, 32, 9, tzinfo=SHANGHAI)),
        (Action.ANSWER, datetime(2019, 5, 10, 14, 56, 53, tzinfo=SHANGHAI))]
    assert {step.by_login for step in case.steps} == {"taker"}


def test_that_a_second_run_doubles_nothing(database: Clone, tmp_path: Path) -> None:
    path = written(tmp_path, *(row(id=number) for number in range(30)))
    first = store(database, path)
    again = store(database, path)
    assert set(outcomes(again)) == {Outcome.REPEATED}
    assert [result.case_number for result in again] == [result.case_number for result in first]
    by_another = store(database, path, login="administrator")
    assert set(outcomes(by_another)) == {Outcome.REPEATED}
    assert len(cases(database)) == 30


def test_that_bad_rows_are_told_and_the_others_stored(database: Clone, tmp_path: Path) -> None:
    told = store(database, written(tmp_path, row(id=1), row(id=2, time="?"), row(id=3, name="名" * 501), row(id=1),
                                   row(id=5, reply=""), row(id=6, time="2050-01-01")))
    assert outcomes(told) == [Outcome.ANSWERED, Outcome.REFUSED, Outcome.REFUSED, Outcome.REFUSED, Outcome.OPEN,
                              Outcome.REFUSED]
    assert [result.row for result in told] == [2, 3, 4, 5, 6, 7]
    assert "longer than 500" in told[2].why
    assert "first in row 2" in told[3].why
    assert "no reply: left open" in told[4].why
    assert "future" in told[5].why
    assert [case.original_id for case in cases(database)] == ["1", "5"]


def test_that_a_refused_reply_leaves_no_half_case(database: Clone, tmp_path: Path) -> None:
    told = store(database, written(tmp_path, row(reply_time="2050-01-01")))
    assert outcomes(told) == [Outcome.REFUSED]
    assert cases(database) == []


def test_that_cases_can_be_left_open_and_answered_later(database: Clone, tmp_path: Path) -> None:
    path = written(tmp_path, row(id=1), row(id=2))
    assert outcomes(store(database, path, leave_open=True)) == [Outcome.OPEN, Outcome.OPEN]
    assert {case.state for case in cases(database)} == {"reported"}
    assert outcomes(store(database, path)) == [Outcome.ANSWERED, Outcome.ANSWERED]
    assert {case.state for case in cases(database)} == {"closed"}


def test_that_a_case_the_desk_has_taken_on_is_not_closed_behind_its_back(database: Clone, tmp_path: Path) -> None:
    path = written(tmp_path, row())
    store(database, path, leave_open=True)
    with database.engine("taker").connect() as connection:
        open_case = connection.execute(text("select case_id, version from api.case_board where is_open")).one()
    act(database, "taker", Action.REGISTER, open_case, condition_id=1)
    (told,) = store(database, path)
    assert told.outcome is Outcome.REFUSED
    assert "worked on since" in told.why
    assert cases(database)[0].state == "registered"


def test_that_stopping_keeps_whole_rows_and_the_next_run_goes_on(database: Clone, tmp_path: Path) -> None:
    path = written(tmp_path, *(row(id=number) for number in range(300)))
    told: list[RowResult] = []
    rows = read_messages(path, SHANGHAI).rows
    with database.engine("taker").connect() as connection:
        done = store_messages(connection, rows, ORIGIN, tell=told.append, stopped=lambda: len(told) >= 100)
    assert 100 <= done < 300
    assert len(told) == done == len(cases(database))
    again = store(database, path)
    assert outcomes(again).count(Outcome.REPEATED) == done
    assert outcomes(again).count(Outcome.ANSWERED) == 300 - done
    assert len(cases(database)) == 300


def test_that_breaking_off_inside_a_commit_undoes_only_what_was_not_told(database: Clone, tmp_path: Path) -> None:
    path = written(tmp_path, *(row(id=number) for number in range(250)))
    told: list[RowResult] = []

    def tell(result: RowResult) -> None:
        told.append(result)
        if len(told) == 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), database.engine("taker").connect() as connection:
        store_messages(connection, read_messages(path, SHANGHAI).rows, ORIGIN, tell=tell)
    assert len(cases(database)) >= 100
    assert store(database, path)[-1].outcome is Outcome.ANSWERED
    assert len(cases(database)) == 250
    with database.engine("auditor").connect() as connection:
        assert broken_links(connection) == []


def test_that_without_the_right_nothing_is_tried_row_by_row(database: Clone, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        store(database, written(tmp_path, row()), login="wall")
    assert caught.value.code == "GR003"
    assert cases(database) == []


def test_that_a_killed_server_costs_no_row_and_doubles_none(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "home")  # of its own, and one that may not forget
    server.start()
    try:
        room = clone_database(server, make_template(server))
        path = written(tmp_path, *(row(id=number) for number in range(400)))
        told: list[RowResult] = []

        def tell(result: RowResult) -> None:
            told.append(result)
            if len(told) == 150:
                server.crash()

        with pytest.raises(Unreachable), room.engine("taker").connect() as connection:
            store_messages(connection, read_messages(path, SHANGHAI).rows, ORIGIN, tell=tell)
        server.start()
        assert {case.case_number for case in cases(room)} >= {result.case_number for result in told}, "told means kept"
        again = store(room, path)
        assert len(again) == len(cases(room)) == 400
        assert outcomes(again).count(Outcome.REPEATED) >= len(told)
        with room.engine("auditor").connect() as connection:
            assert broken_links(connection) == []
    finally:
        server.stop()


@pytest.fixture
def command(database: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run ``gridroom`` with these arguments as a call taker on this database; answers its exit code."""
    monkeypatch.setenv("GRIDROOM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GRIDROOM_DATABASE_URL", database.url("taker"))
    monkeypatch.setenv("GRIDROOM_PASSWORD", PASSWORD)
    monkeypatch.delenv("GRIDROOM_LOGIN", raising=False)

    def gridroom(*arguments: str, login: str = "taker") -> int:
        return main([*arguments, "--login", login])

    return gridroom


def test_that_the_command_tells_counts_and_writes_a_report(
    command: Any, database: Clone, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, row(id=1), row(id="=cmd|' /C calc'!A0", time="?"))
    assert command("import", "messages", str(path), "--report", str(tmp_path / "r.csv")) == 1
    assert "2 of 2 rows: 1 answered, 0 open, 0 repeated, 1 refused" in capsys.readouterr().out
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[0] == ["row", "original_id", "outcome", "case_number", "why"]
    assert lines[1][:3] == ["2", "1", "answered"]
    assert lines[2][1] == "'=cmd|' /C calc'!A0", "no spreadsheet may carry this out"
    assert cases(database)[0].origin == ORIGIN


def test_that_the_command_says_what_is_wrong_with_a_file(
    command: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "m.xlsx").write_bytes(b"")
    assert command("import", "messages", str(tmp_path / "m.xlsx")) == 2
    assert "m.xlsx is empty" in capsys.readouterr().err


def test_that_the_commands_for_areas_and_cells_work_together(
    command: Any, database: Clone, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_geojson(tmp_path / "d.geojson", feature("新区", [box_ring(121.5, 28.5, 0.01)]))
    with database.owner.begin() as connection:
        connection.execute(text("update gridroom.setting set value = '\"000000\"' where key = 'district_code'"))
    assert command("import", "areas", str(path), login="administrator") == 2
    assert "feature 1 (新区): has no code" in capsys.readouterr().err
    assert command("import", "areas", str(path), "--codes", "新区=331099", login="administrator") == 0
    assert "1 new, 0 changed, 0 unchanged" in capsys.readouterr().out
    assert command("make-cells", "--district", "旧区", login="administrator") == 2
    assert "imported are: 新区, 测试区" in capsys.readouterr().err
    assert command("make-cells", "--district", "新区", login="administrator") == 0
    said = capsys.readouterr().out
    assert "provisional communities" in said
    assert "新区 is now the district of this room" in said
    assert command("make-cells", "--district", "新区", login="administrator") == 0
    assert "of this room" not in capsys.readouterr().out
    with database.engine("taker").connect() as connection:
        assert setting(connection, "district_code") == "331099"
    assert command("make-cells", "--district", "新区", login="taker") == 2
    assert "GR003" in capsys.readouterr().err


def test_that_districts_on_one_another_are_told(
    command: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_geojson(tmp_path / "d.geojson", feature("甲区", [box_ring(121.5, 28.5, 0.01)], code="331098"),
                         feature("乙区", [box_ring(121.505, 28.5, 0.01)], code="331097"),
                         feature("丙区", [box_ring(121.515, 28.5, 0.01)], code="331096"))
    assert command("import", "areas", str(path), login="administrator") != 0
    assert "--accept-faults" in capsys.readouterr().out
    accepted = command("import", "areas", str(path), "--accept-faults", "两区勘界未定", login="administrator")
    assert accepted == 0
    notes = [line for line in capsys.readouterr().out.splitlines() if " overlap by " in line]
    assert len(notes) == 1, "neighbours that only touch are no overlap"
    assert "甲区 and 乙区 overlap by 0.54" in notes[0]
