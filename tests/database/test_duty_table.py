"""The table of duties and what it proposes: which row decides, why, and who may change it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from app.database import dispatching
from app.database.dispatching import DutyRow, put_duty
from app.domain.case import Action
from app.domain.dispatching import ProposalSource
from app.domain.failures import Refusal
from tests.database.clone import PEOPLE, Clone
from tests.database.desk import act, dispatched, handled
from tests.database.test_case_functions import expect_refusal
from tests.database.test_dispatching import detail, registered

ROW = DutyRow("component", "01", "01", "D1")


def put(database: Clone, row: DutyRow, login: str = "administrator") -> str:
    with database.engine(login).begin() as connection:
        return put_duty(connection, row)


def answer_for(connection: Connection, words: str = "", condition_id: int = 1) -> Any:
    return connection.execute(text(
        "select f.* from (select area_id from api.area where code = '999901001001005') a, "
        "api.duty_for(1, a.area_id, :condition, :words) f"), {"words": words, "condition": condition_id}).one_or_none()


def test_that_the_closest_class_wins_then_the_smallest_area_then_the_owner(database: Clone) -> None:
    engine = database.engine("dispatcher")
    steps: list[tuple[DutyRow, str, int]] = [
        (DutyRow("component", "01", "", "D1"), "", 1),
        (DutyRow("component", "01", "", "D2", area_level="street", area_code="999901001"), "", 2),
        (DutyRow("component", "01", "01", "D1"), "", 1),
        (DutyRow("component", "01", "01", "D2", area_level="community", area_code="999901001001"), "", 2),
        (DutyRow("component", "01", "01", "D1", area_level="duty_grid", area_code="Z01"), "", 1),
        (DutyRow("component", "01", "01", "D2", seq=1), "", 2),
        (DutyRow("component", "01", "01", "D1", owner="自来水公司"), "井盖写着自来水公司", 1)]
    with engine.connect() as connection:
        assert answer_for(connection) is None
    for row, words, expected in steps:
        assert put(database, row) == "new"
        with engine.connect() as connection:
            assert answer_for(connection, words).department_id == expected, row
    with engine.connect() as connection:
        assert answer_for(connection, "没有标识").department_id == 2
        assert answer_for(connection, condition_id=2).why["area"] == "责任网格01"


def test_that_a_change_ends_the_row_and_keeps_it_with_who_and_when(database: Clone) -> None:
    assert [put(database, ROW), put(database, ROW)] == ["new", "unchanged"]
    assert put(database, ROW._replace(department="市容环卫中心", assisting=("D1",))) == "changed"
    with database.engine("administrator").connect() as connection:
        rows = list(connection.execute(text(
            "select department, assisting_names, valid_to from api.duty_list order by duty_no")))
        assert [(row.department, row.valid_to is None) for row in rows] == [
            ("市政公用中心", False), ("市容环卫中心", True)]
        assert rows[1].assisting_names == ["市政公用中心"]
        steps = list(connection.execute(text(
            "select old, new, by_login from api.configuration_history where subject = 'duty' order by step_id")))
    assert [(step.old and step.old["department"], step.new["department"], step.by_login) for step in steps] == [
        (None, "市政公用中心", "administrator"), ("市政公用中心", "市容环卫中心", "administrator")]


def test_that_a_row_holds_from_its_day_on_and_not_after_its_end(database: Clone) -> None:
    put(database, ROW)
    put(database, ROW._replace(department="D2", valid_from=datetime.now(UTC).date() + timedelta(days=30)))
    with database.engine("administrator").begin() as connection:
        assert answer_for(connection).department_id == 1
        newest = connection.execute(text("select max(duty_no) from api.duty_list")).scalar_one()
        dispatching.end_duty(connection, newest, "撤销")
    with pytest.raises(Refusal) as no, database.engine("administrator").begin() as connection:
        dispatching.end_duty(connection, newest, "再撤销")
    assert no.value.code == "GR005"


@pytest.mark.parametrize(("change", "code"), [
    ({"department": "没有"}, "GR004"), ({"assisting": ("没有",)}, "GR004"), ({"minor_code": "99"}, "GR005"),
    ({"major_code": "77"}, "GR005"), ({"seq": 9}, "GR005"), ({"area_level": "street", "area_code": "0"}, "GR005"),
    ({"owner": "x" * 61}, "GR010"), ({"source": "dream"}, "GR004"), ({"minor_code": "", "seq": 1}, "GR005")])
def test_that_a_row_that_names_what_is_not_there_is_refused(database: Clone, change: dict[str, Any], code: str) -> None:
    with expect_refusal(code):
        put(database, ROW._replace(**change))


@pytest.mark.parametrize("login", sorted(set(PEOPLE) - {"administrator"}))
def test_that_only_an_administrator_writes_the_table(database: Clone, login: str) -> None:
    with expect_refusal("GR003"):
        put(database, ROW, login)


def test_that_proposals_come_from_the_table_then_the_past_then_the_standard(database: Clone) -> None:
    put(database, DutyRow("component", "01", "01", "D2", assisting=("D1",)))
    handled(database)
    handled(database)
    proposals = detail(database, "dispatcher", registered(database)).proposals
    assert [(one.department_id, one.source, one.assisting) for one in proposals] == [
        (2, ProposalSource.DUTY, (1,)), (1, ProposalSource.PAST, ())]
    assert proposals[0].why["class"] == "上水井盖"
    assert proposals[0].confidence > proposals[1].confidence
    assert (proposals[1].why["in_street"], proposals[1].why["of_all"]) == (2, 2)
    assert detail(database, "taker", registered(database)).proposals == ()


def test_that_the_standard_is_asked_where_nothing_else_is_known(database: Clone) -> None:
    (only,) = detail(database, "dispatcher", registered(database)).proposals
    assert (only.department_id, only.source, only.why) == (1, ProposalSource.STANDARD, {"units": "市政公用"})


def test_that_who_returned_the_case_is_proposed_last_with_its_reason(database: Clone) -> None:
    put(database, ROW)
    put(database, DutyRow("component", "01", "", "D2"))
    with database.engine("dispatcher").connect() as connection:
        assert answer_for(connection).department_id == 1
    answer = act(database, "works", Action.RETURN, dispatched(database), reason="非本单位职责")
    other = act(database, "sanitation", Action.ACCEPT, dispatched(database, department_id=2))
    act(database, "sanitation", Action.HANDLE, other, result="已处置")
    proposals = detail(database, "dispatcher", answer).proposals
    assert [one.department_id for one in proposals] == [2, 1]
    assert proposals[-1].why["returned_here"] == "非本单位职责"


def test_that_nobody_is_proposed_first_where_only_who_returned_it_is_known(database: Clone) -> None:
    put(database, ROW)
    answer = act(database, "works", Action.RETURN, dispatched(database), reason="非本单位职责")
    with database.engine("dispatcher").connect() as connection:
        ranks = connection.execute(text("select rank, department_id from api.dispatch_proposals(:id)"),
                                   {"id": answer.case_id}).all()
    assert [tuple(row) for row in ranks] == [(2, 1)]
    act(database, "dispatcher", Action.DISPATCH, answer, department_id=1)
    with database.owner.connect() as connection:
        told = list(connection.execute(text(
            "select proposed_id from gridroom.case_unit where case_id = :id order by unit_no"), {"id": answer.case_id}
        ).scalars())
    assert told == [1, None]


def test_that_following_the_first_proposal_is_counted(database: Clone) -> None:
    put(database, ROW)
    dispatched(database)
    dispatched(database, department_id=2)
    with database.engine("dispatcher").connect() as connection:
        (row,) = connection.execute(text("select * from api.dispatch_accuracy"))
    assert (row.dispatched, row.proposed, row.followed) == (2, 2, 1)
