"""The board's models: every change case by case, under Qt's own model tester."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from qtpy.QtCore import QPersistentModelIndex, Qt

from app.domain.case import CaseState, Stage
from tests.widgets.sample_cases import NOW, make_case, many_cases
from widgets.case_filter_model import CaseFilter, CaseFilterModel
from widgets.case_table_model import CaseRole, CaseTableModel, Column


@pytest.fixture
def table(qapp):
    model = CaseTableModel()
    model.set_now(NOW)
    return model


@pytest.fixture
def shown(table):
    model = CaseFilterModel(table)
    model.set_now(NOW)
    return model


def ids(model):
    return [model.case_at(row).case_id for row in range(model.rowCount())]


def test_that_qt_finds_no_fault_in_the_models(table, shown, qtmodeltester):
    table.replace_all(many_cases(40))
    qtmodeltester.check(table)
    qtmodeltester.check(shown)


def test_that_one_change_is_one_signal_and_never_a_reset(table, qtbot):
    table.replace_all(many_cases(5))
    with qtbot.assertNotEmitted(table.modelReset):
        with qtbot.waitSignal(table.dataChanged) as changed:
            table.put(replace(table.case(3), state=CaseState.HANDLED, version=4))
        assert [changed.args[0].row(), changed.args[1].row()] == [2, 2]
        with qtbot.waitSignal(table.rowsInserted):
            table.put(make_case(99))
        with qtbot.waitSignal(table.rowsRemoved):
            table.remove(1)
    assert [case.case_id for case in table.cases] == [2, 3, 4, 5, 99]
    assert all(table.row_of(case.case_id) == row for row, case in enumerate(table.cases))


def test_that_an_older_version_does_not_overwrite_a_newer_one(table):
    table.put(make_case(1, version=5))
    table.put(make_case(1, version=4, place="elsewhere"))
    assert table.case(1).version == 5


def test_that_the_deadline_stands_first(shown, table):
    table.replace_all(many_cases(50))
    due = [shown.case_at(row).deadline_at for row in range(50) if shown.case_at(row).paused_remaining is None]
    assert due == sorted(due)
    assert shown.index(0, Column.DEADLINE).data(CaseRole.CASE_ID) == ids(shown)[0]


@pytest.mark.parametrize(("wanted", "passes"), [
    (CaseFilter(stage=Stage.TO_DISPATCH), lambda c: c.stage is Stage.TO_DISPATCH),
    (CaseFilter(department_id=3), lambda c: c.department_id == 3),
    (CaseFilter(area_path="1.2"), lambda c: c.area_path.split(".")[:2] == ["1", "2"]),
    (CaseFilter(overdue=True), lambda c: c.paused_remaining is None and c.deadline_at <= NOW),
    (CaseFilter(supervised=True), lambda c: c.card is not None),
    (CaseFilter(text="井盖 银安街"), lambda c: c.subcategory == "污水井盖"),
])
def test_that_a_filter_shows_exactly_what_it_asks_for(shown, table, wanted, passes):
    table.replace_all(many_cases(300))
    shown.set_filter(wanted)
    expected = {case.case_id for case in table.cases if passes(case)}
    assert set(ids(shown)) == expected
    assert 0 < len(expected) < 300


def test_that_any_run_of_changes_gives_what_a_fresh_model_would_show(shown, table, qtmodeltester):
    qtmodeltester.check(shown)
    dice = random.Random(7)
    table.replace_all(many_cases(60))
    shown.set_filter(CaseFilter(stage=Stage.TO_HANDLE))
    for turn in range(400):
        if turn % 50 == 0:
            shown.sort(dice.choice(list(Column)), dice.choice(list(Qt.SortOrder)))
        case_id = dice.randint(1, 80)
        if dice.random() < 0.25:
            table.remove(case_id)
        else:
            old = table.case(case_id)
            table.put(make_case(
                case_id, dice.choice(list(CaseState)[:9]), version=(old.version if old else 1) + 1,
                deadline_at=NOW + timedelta(minutes=dice.randint(-99, 99)), place=str(dice.randint(0, 9)),
            ))
        fresh = CaseFilterModel(table)
        fresh.set_filter(shown.filter)
        fresh.sort(shown._column, Qt.SortOrder.DescendingOrder if shown._descending else Qt.SortOrder.AscendingOrder)
        assert ids(shown) == ids(fresh)


def test_that_sorting_keeps_hold_of_the_same_case(shown, table):
    table.replace_all(many_cases(30))
    held = QPersistentModelIndex(shown.index(4, 0))
    case_id = shown.case_at(4).case_id
    shown.sort(Column.NUMBER, Qt.SortOrder.DescendingOrder)
    assert shown.case_at(held.row()).case_id == case_id
    table.put(replace(table.case(case_id), version=9, case_number="2020-0101-00001"))
    assert held.isValid()
    assert held.row() == 29


def test_that_cases_falling_due_come_into_the_overdue_list(shown, table):
    table.put(make_case(1, deadline_at=NOW + timedelta(minutes=1)))
    shown.set_filter(CaseFilter(overdue=True))
    assert shown.rowCount() == 0
    shown.set_now(NOW + timedelta(minutes=2))
    assert ids(shown) == [1]


def test_that_a_case_is_found_and_ordered_by_what_it_says_now_and_not_by_what_it_said(table, shown):
    first, second = many_cases(2)
    table.replace_all([replace(first, summary="灯光闪烁", place="甲路"), replace(second, summary="不亮", place="乙路")])
    shown.sort(Column.PLACE)
    before = ids(shown)
    shown.set_filter(CaseFilter(text="闪烁"))
    assert ids(shown) == [first.case_id]
    table.put(replace(first, version=first.version + 1, summary="垃圾成堆", place="乙路"))
    table.put(replace(second, version=second.version + 1, summary="闪烁松动", place="甲路"))
    assert ids(shown) == [second.case_id]
    shown.set_filter(CaseFilter())
    assert ids(shown) == before[::-1]
    table.remove(second.case_id)
    table.put(replace(second, summary="不亮", place="丁路"))
    shown.set_filter(CaseFilter(text="松动"))
    assert ids(shown) == []
    table.replace_all([replace(first, summary="树枝松动")])
    assert ids(shown) == [first.case_id]
