"""What else stands on a line of the daily sheet: who assists, further reports, reopening; and which states leave it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database.cases import read_board_case
from app.database.sheets import issue_sheet, room_day
from app.domain.case import Action, Answer
from app.domain.sheet import Sheet, SheetLine
from tests.database.aftercare import closed
from tests.database.clone import Clone
from tests.database.desk import act, dispatched, report


def issued(database: Clone) -> Sheet:
    with database.engine("dispatcher").begin() as connection:
        return issue_sheet(connection, uuid4(), room_day(connection))


def lines(database: Clone) -> list[SheetLine]:
    return [line for section in issued(database).sections for line in section.lines]


def is_changed(database: Clone, case: Answer) -> bool:
    with database.engine("dispatcher").begin() as connection:
        found = read_board_case(connection, case.case_id)
    assert found is not None
    return found.changed_after_print


def test_that_assisting_units_stand_on_the_line_and_a_change_of_them_marks_it(database: Clone) -> None:
    case = dispatched(database)
    assert lines(database)[0].assisting == ()
    case = act(database, "dispatcher", Action.CHANGE_ASSISTING, case, assisting=[2], reason="清理散落物")
    assert is_changed(database, case)
    (line,) = lines(database)
    assert len(line.assisting) == 1
    assert not is_changed(database, case)
    case = act(database, "dispatcher", Action.CHANGE_ASSISTING, case, assisting=[], reason="不需协办")
    assert is_changed(database, case)
    assert lines(database)[0].assisting == ()


def test_that_further_reports_are_counted_and_a_merged_case_leaves_the_sheet(database: Clone) -> None:
    main, other = dispatched(database), dispatched(database)
    assert len(lines(database)) == 2
    act(database, "dispatcher", Action.MERGE, other, into_number=main.case_number)
    assert is_changed(database, main)
    (line,) = lines(database)
    assert (line.case_number, line.reports) == (main.case_number, 1)
    fresh = report(database)
    act(database, "taker", Action.MERGE, fresh, into_number=main.case_number)
    assert lines(database)[0].reports == 2


def test_that_a_reopened_case_says_so(database: Clone) -> None:
    case = closed(database)
    assert lines(database)[0].reopened == 0
    act(database, "chief", Action.REOPEN, case, reason="仍未解决")
    assert is_changed(database, case)
    assert lines(database)[0].reopened == 1


def test_that_a_disputed_or_escalated_case_stands_on_no_sheet_until_it_is_dispatched_again(database: Clone) -> None:
    case = act(database, "works", Action.RETURN, dispatched(database), reason="不属本单位")
    assert lines(database) == []
    case = act(database, "dispatcher", Action.DISPUTE, case, reason="两家推诿", departments=[1, 2])
    assert lines(database) == []
    act(database, "chief", Action.SETTLE_DISPUTE, case, department_id=2, reason="权责清单")
    assert len(lines(database)) == 1


def test_that_a_card_does_not_mark_a_printed_line(database: Clone) -> None:
    case = dispatched(database)
    before = issued(database)
    act(database, "chief", Action.SUPERVISE, case, order_kind="leader", card="red", reason="原因", demand="要求")
    assert not is_changed(database, case)
    assert issued(database) == before


def test_that_a_line_printed_before_there_were_marks_is_not_marked_by_the_upgrade(database: Clone) -> None:
    dispatched(database)
    issued(database)
    with database.owner.connect() as connection:
        facts = connection.execute(text(
            "select gridroom.sheet_line_facts(c) from gridroom.case_file c")).scalar_one()
    assert not {"assisting", "reports", "reopened"} & set(facts)


@pytest.mark.parametrize("login", ["dispatcher", "works"])
def test_that_main_and_whole_sheet_say_the_same_of_a_line(database: Clone, login: str) -> None:
    act(database, "dispatcher", Action.CHANGE_ASSISTING, dispatched(database), assisting=[2], reason="协助")
    with database.engine(login).begin() as connection:
        (section,) = issue_sheet(connection, uuid4(), room_day(connection)).sections
    assert len(section.lines[0].assisting) == 1
