"""The dispatch sheet in the database: what stands on it, who may issue it, and when a case counts as changed."""

from __future__ import annotations

import hashlib
import threading
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from app.database.cases import move, read_board_case, report
from app.database.sheets import changed_after_print, issue_sheet, read_sheet, sheets
from app.domain.case import Action, Answer, Move
from app.domain.failures import Refusal
from app.domain.people import Duty
from app.domain.report import ReportDraft
from app.domain.sheet import Sheet
from tests.database.clone import Clone

WORKS, SANITATION = 1, 2


class Room:
    """People doing their part, each over their own connection."""

    def __init__(self, database: Clone) -> None:
        self.database = database
        self._engines: dict[str, Engine] = {}

    def engine(self, login: str) -> Engine:
        """One engine a person for the whole test."""
        if login not in self._engines:
            self._engines[login] = self.database.engine(login)
        return self._engines[login]

    def do(self, login: str, case: Answer, action: Action, **values: object) -> Answer:
        """One move by one person."""
        with self.engine(login).begin() as connection:
            return move(connection, Move(uuid4(), action, case.case_id, case.version, values))

    def dispatched(self, description: str = "井盖缺失", department: int = WORKS, condition: int = 1,
                   **draft: object) -> Answer:
        """A fresh case, reported, registered and dispatched."""
        with self.engine("taker").begin() as connection:
            case = report(connection, ReportDraft(uuid4(), description, position=(121.3705, 28.5805),
                                                  reporter_phone="13800001234", place="卖芝桥东路 117 号", **draft))
        case = self.do("taker", case, Action.REGISTER, condition_id=condition)
        return self.do("dispatcher", case, Action.DISPATCH, department_id=department)

    def issue(self, login: str = "dispatcher", day: date | None = None, request_id: UUID | None = None) -> Sheet:
        """The sheet of the room's today."""
        with self.engine(login).begin() as connection:
            return issue_sheet(connection, request_id or uuid4(), day or self.today())

    def today(self) -> date:
        """The room's day, which the server decides."""
        with self.database.owner.connect() as connection:
            return connection.execute(text("select gridroom.now_local()::date")).scalar_one()

    def is_marked(self, case: Answer) -> bool:
        """Does the board mark the case as changed after printing?"""
        with self.engine("dispatcher").connect() as connection:
            row = read_board_case(connection, case.case_id)
        assert row is not None
        return row.changed_after_print


@pytest.fixture
def room(database: Clone) -> Room:
    return Room(database)


def numbers(sheet: Sheet) -> list[str]:
    return [line.case_number for section in sheet.sections for line in section.lines]


def test_that_a_sheet_holds_the_dispatches_of_the_day_by_department(room: Room) -> None:
    second = room.dispatched("路面积水", SANITATION)
    first = room.dispatched("井盖缺失", WORKS, urgency="urgent")
    third = room.dispatched("路灯不亮", WORKS, condition=4, keep_secret=True)
    sheet = room.issue()
    assert [section.department for section in sheet.sections] == ["市政公用中心", "市容环卫中心"]
    assert numbers(sheet) == [first.case_number, third.case_number, second.case_number]
    line, secret = sheet.sections[0].lines
    assert (line.category, line.cell_code, line.duty_grid) == ("公用设施 · 上水井盖", "999901001001001", "责任网格01")
    assert (line.limit_text, line.reporter_phone, line.urgent) == ("2 紧急工作时", "138****1234", True)
    assert line.deadline_at is not None
    assert line.deadline_at - line.dispatched_at == timedelta(hours=2)
    assert line.dispatched_at.utcoffset() == timedelta(hours=8)
    assert (secret.limit_text, secret.reporter_phone) == ("2 工作日", "***")
    assert (sheet.district, sheet.scope, sheet.sequence, sheet.issued_by) == ("测试区", "", 1, "派遣员一号")
    assert sheet.sheet_number == f"PQ-{room.today():%Y%m%d}"


def test_that_issuing_unchanged_content_again_is_the_same_sheet_and_one_more_print(room: Room) -> None:
    case = room.dispatched()
    once = room.issue()
    room.do("works", case, Action.ACCEPT)
    again = room.issue("chief")
    assert again == once
    with room.engine("dispatcher").connect() as connection:
        (entry,) = sheets(connection, room.today())
        assert (entry.prints, entry.cases, entry.sequence) == (2, 1, 1)
        assert read_sheet(connection, entry.sheet_id) == once


def test_that_the_hash_is_that_of_the_stored_content(room: Room) -> None:
    room.dispatched("含有 <b>标记</b> 与 \"引号\"")
    sheet = room.issue()
    with room.database.owner.connect() as connection:
        content = connection.execute(text("select content::text from gridroom.sheet")).scalar_one()
    assert hashlib.sha256(content.encode()).hexdigest() == sheet.content_hash


def test_that_the_same_request_is_one_print_and_another_use_of_its_id_is_refused(room: Room) -> None:
    case = room.dispatched()
    request_id = uuid4()
    once = room.issue(request_id=request_id)
    room.do("dispatcher", case, Action.AMEND, changes={"place": "别处"}, reason="写错")
    assert room.issue(request_id=request_id) == once
    with room.engine("dispatcher").connect() as connection:
        assert [entry.prints for entry in sheets(connection, room.today())] == [1]
    with pytest.raises(Refusal) as refused:
        room.issue("chief", request_id=request_id)
    assert refused.value.code == "GR006"


def test_that_an_empty_day_is_a_sheet_too(room: Room) -> None:
    sheet = room.issue(day=date(2020, 2, 29))
    assert (sheet.sections, sheet.sequence, sheet.day) == ((), 1, date(2020, 2, 29))


def test_that_a_day_to_come_and_people_without_the_duty_are_refused(room: Room) -> None:
    with pytest.raises(Refusal) as refused:
        room.issue(day=room.today() + timedelta(days=1))
    assert (refused.value.code, refused.value.detail["why"]) == ("GR030", "future")
    for login in ("taker", "inspector", "worker", "assessor", "wall", "administrator", "auditor"):
        with pytest.raises(Refusal) as refused:
            room.issue(login)
        assert refused.value.code == "GR003", login


@pytest.mark.parametrize("steps", [
    [("works", Action.ACCEPT, {})],
    [("works", Action.ACCEPT, {}), ("works", Action.HANDLE, {"result": "已补"})],
    [("works", Action.ACCEPT, {}), ("works", Action.HANDLE, {"result": "已补"}), ("inspector", Action.VERIFY, {})],
    [("works", Action.ACCEPT, {}), ("works", Action.HANDLE, {"result": "已补"}), ("inspector", Action.VERIFY, {}),
     ("chief", Action.CLOSE, {"closing_condition": "恢复"})],
    [("taker", Action.NOTE, {"note": "来电催办"})],
    [("dispatcher", Action.AMEND, {"changes": {"reporter_name": "改名"}, "reason": "听错"})],
], ids=lambda steps: steps[-1][1].value)
def test_that_going_on_with_the_work_does_not_mark_a_printed_case(
    room: Room, steps: list[tuple[str, Action, dict[str, object]]],
) -> None:
    case = room.dispatched()
    printed = room.issue()
    for login, action, values in steps:
        case = room.do(login, case, action, **values)
    assert not room.is_marked(case)
    assert room.issue() == printed


@pytest.mark.parametrize("steps", [
    [("dispatcher", Action.AMEND, {"changes": {"description": "井盖缺失两处"}, "reason": "补充"})],
    [("dispatcher", Action.AMEND, {"changes": {"urgency": "urgent"}, "reason": "伤人"})],
    [("dispatcher", Action.AMEND, {"changes": {"reporter_phone": "13900005678"}, "reason": "换号"})],
    [("dispatcher", Action.TAKE_BACK, {"reason": "派错"})],
    [("dispatcher", Action.TAKE_BACK, {"reason": "派错"}),
     ("dispatcher", Action.DISPATCH, {"department_id": SANITATION})],
    [("works", Action.RETURN, {"reason": "非本单位职责"})],
    [("chief", Action.VOID, {"reason": "误报"})],
    [("works", Action.ACCEPT, {}), ("dispatcher", Action.SUSPEND, {"until": "tomorrow", "reason": "缺配件"})],
], ids=lambda steps: steps[-1][1].value)
def test_that_a_change_of_what_was_printed_marks_the_case_until_it_is_printed_again(
    room: Room, steps: list[tuple[str, Action, dict[str, object]]],
) -> None:
    case = room.dispatched()
    other = room.dispatched("路面积水")
    printed = room.issue()
    for login, action, values in steps:
        case = room.do(login, case, action, **values)
    assert room.is_marked(case)
    assert not room.is_marked(other)
    with room.engine("dispatcher").connect() as connection:
        assert changed_after_print(connection, printed.sheet_number, 1) == {case.case_id}
    renewed = room.issue()
    assert (renewed.sheet_number, renewed.sequence) == (printed.sheet_number, 2)
    assert renewed.content_hash != printed.content_hash
    assert not room.is_marked(case)
    with room.engine("dispatcher").connect() as connection:
        assert changed_after_print(connection, renewed.sheet_number, 2) == frozenset()
        assert changed_after_print(connection, renewed.sheet_number, 1) == {case.case_id}


def test_that_a_change_undone_takes_the_mark_away(room: Room) -> None:
    case = room.dispatched()
    printed = room.issue()
    case = room.do("dispatcher", case, Action.AMEND, changes={"place": "别处"}, reason="写错")
    assert room.is_marked(case)
    case = room.do("dispatcher", case, Action.AMEND, changes={"place": "卖芝桥东路 117 号"}, reason="原来是对的")
    assert not room.is_marked(case)
    assert room.issue() == printed


def test_that_rework_moves_the_due_time_on_paper(room: Room) -> None:
    case = room.dispatched()
    with room.database.owner.begin() as connection:
        connection.execute(text("update gridroom.case_clock set started_at = started_at - interval '1 hour'"))
        connection.execute(text("select gridroom.show_clock(clock_id) from gridroom.case_file"))
    room.issue()
    for login, action, values in (("works", Action.ACCEPT, {}), ("works", Action.HANDLE, {"result": "已补"}),
                                  ("inspector", Action.REWORK, {"reason": "仍松动"})):
        case = room.do(login, case, action, **values)
    with room.database.owner.begin() as connection:  # two minutes passed while it was judged
        connection.execute(text("update gridroom.clock_pause set paused_at = paused_at - interval '2 minutes'"))
        connection.execute(text("select gridroom.show_clock(clock_id) from gridroom.case_file"))
    assert room.is_marked(case)


def test_that_returned_and_void_cases_fall_off_and_closed_ones_stay(room: Room) -> None:
    kept, returned, void = room.dispatched("一"), room.dispatched("二"), room.dispatched("三")
    room.do("works", returned, Action.RETURN, reason="非本单位职责")
    room.do("chief", void, Action.VOID, reason="误报")
    assert numbers(room.issue()) == [kept.case_number]


def test_that_a_departments_sheet_holds_its_own_cases_only(room: Room) -> None:
    own = room.dispatched("井盖", WORKS)
    room.dispatched("垃圾", SANITATION)
    sheet = room.issue("works")
    assert numbers(sheet) == [own.case_number]
    assert (sheet.scope, sheet.sheet_number) == ("市政公用中心", f"PQ-{room.today():%Y%m%d}-D1")
    whole = room.issue("dispatcher")
    assert len(numbers(whole)) == 2
    with room.engine("works").connect() as connection:
        assert [entry.sheet_number for entry in sheets(connection, room.today())] == [sheet.sheet_number]
    with room.engine("sanitation").connect() as connection:
        assert sheets(connection, room.today()) == []
    with room.engine("chief").connect() as connection:
        assert len(sheets(connection, room.today())) == 2


def test_that_a_dispatcher_of_one_street_issues_the_sheet_of_that_street(room: Room) -> None:
    room.database.login("street", "街道派遣员", [Duty.DISPATCHER], area_code="999901001")
    inside = room.dispatched("界内")
    with room.engine("taker").begin() as connection:
        outside = report(connection, ReportDraft(uuid4(), "界外"))
    outside = room.do("taker", outside, Action.REGISTER, condition_id=1)
    room.do("dispatcher", outside, Action.DISPATCH, department_id=WORKS)
    sheet = room.issue("street")
    assert (numbers(sheet), sheet.scope) == ([inside.case_number], "一号街道")
    assert len(numbers(room.issue())) == 2
    assert not room.is_marked(inside)


def test_that_people_issuing_at_once_get_one_and_the_same_sheet(room: Room) -> None:
    for number in range(12):
        room.dispatched(f"第 {number} 件", WORKS if number % 2 else SANITATION)
    logins = ["dispatcher", "chief", "dispatcher", "chief", "works", "sanitation"]
    for login in logins:
        room.engine(login)
    gate = threading.Barrier(len(logins))
    made: list[tuple[str, Sheet]] = []

    def issue_with_the_others(login: str, day: date) -> None:
        gate.wait()
        made.append((login, room.issue(login, day)))

    day = room.today()
    threads = [threading.Thread(target=issue_with_the_others, args=(login, day)) for login in logins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == len(logins)
    whole = [sheet for login, sheet in made if login in ("dispatcher", "chief")]
    assert whole[1:] == whole[:-1]
    with room.engine("chief").connect() as connection:
        assert [(entry.sequence, entry.prints) for entry in sheets(connection, day) if not entry.scope] == [(1, 4)]


FORBIDDEN = (
    "update gridroom.sheet set content_hash = 'x'", "delete from gridroom.sheet", "truncate gridroom.sheet cascade",
    "update gridroom.sheet_line set line_hash = 'x'", "delete from gridroom.sheet_print",
    "insert into gridroom.sheet (day, scope, sheet_number, sequence, content, content_hash) "
    "values ('2020-01-01', '', 'x', 1, '{}', 'x')",
    "select content from gridroom.sheet", "select gridroom.freeze_sheet('2020-01-01', '', '{}', 'x')",
    "update api.sheet_list set sequence = 2", "delete from api.sheet_list",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_that_nobody_reaches_a_sheet_past_the_function(room: Room, statement: str) -> None:
    room.dispatched()
    room.issue()
    for login in ("dispatcher", "chief", "works", "administrator", "auditor"):
        with room.engine(login).connect() as connection, pytest.raises(DBAPIError):
            run(connection, statement)


@pytest.mark.parametrize("statement", [line for line in FORBIDDEN if line.split()[0] in ("update", "delete", "truncate")
                                       and "api." not in line])
@pytest.mark.parametrize("role", [None, "gridroom_owner", "gridroom_across"])
def test_that_not_even_their_owner_changes_an_issued_sheet(room: Room, statement: str, role: str | None) -> None:
    room.dispatched()
    room.issue()
    with room.database.owner.connect() as connection:
        before = connection.execute(text("select count(*), max(content_hash) from gridroom.sheet")).one()
    with room.database.owner.connect() as connection:
        try:
            if role:
                run(connection, f"set local role {role}")
            run(connection, statement)
            connection.commit()
        except DBAPIError:
            connection.rollback()
    with room.database.owner.connect() as connection:
        assert connection.execute(text("select count(*), max(content_hash) from gridroom.sheet")).one() == before


def run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)
