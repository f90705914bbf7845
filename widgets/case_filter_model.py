"""Which cases the board shows and in which order, without asking Qt to compare rows one by one.

Qt's own sort-filter proxy calls into Python at every comparison; over 30,000 rows that is far above the 50 ms
that an operator accepts. This proxy keeps one sorted list of keys and finds every row by bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from qtpy.QtCore import QAbstractProxyModel, QModelIndex, QObject, Qt

from app.domain.case import Case, CaseState, Stage
from widgets.case_table_model import CaseTableModel, Column

_FAR = float("inf")
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_MANY = 100  # rows in one insertion from which on the list is made anew
_UNKNOWN = object()
_STATE_RANK = {state: rank for rank, state in enumerate(CaseState)}


class Mark(StrEnum):
    """What is unusual about a case, to be asked for; several asked together must all hold."""

    URGENT = "urgent"
    REPLY_DUE = "reply_due"
    TIME_REQUEST = "time_request"
    REMINDED = "reminded"
    RETURNED = "returned"
    REWORKED = "reworked"
    CHANGED_AFTER_PRINT = "changed_after_print"
    IMPORTED = "imported"


_HAS_MARK: dict[Mark, Callable[[Case], bool]] = {
    Mark.URGENT: lambda case: case.urgency == "urgent",
    Mark.REPLY_DUE: lambda case: case.reply_due is not None,
    Mark.TIME_REQUEST: lambda case: case.time_request is not None,
    Mark.REMINDED: lambda case: case.remind_count > 0,
    Mark.RETURNED: lambda case: case.return_count > 0,
    Mark.REWORKED: lambda case: case.rework_count > 0,
    Mark.CHANGED_AFTER_PRINT: lambda case: case.changed_after_print,
    Mark.IMPORTED: lambda case: case.imported,
}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the board is asked to show; an empty value asks nothing."""

    stage: Stage | None = None
    area_path: str = ""              # ltree of area ids; shows this area and what lies within
    department_id: int | None = None
    overdue: bool = False
    supervised: bool = False         # under an open supervision order
    marks: frozenset[Mark] = frozenset()
    text: str = ""                   # every word must occur in number, summary, place, class or department

    def is_empty(self) -> bool:
        """True when every case passes."""
        return self == CaseFilter()


def _deadline(case: Case) -> float:
    if case.paused_remaining is not None or case.deadline_at is None:
        return _FAR
    return case.deadline_at.timestamp()


_KEYS: dict[Column, Any] = {
    Column.DEADLINE: _deadline,
    Column.NUMBER: lambda case: case.case_number,
    Column.SUBCATEGORY: lambda case: case.subcategory,
    Column.PLACE: lambda case: case.place,
    Column.STATE: lambda case: _STATE_RANK[case.state],
    Column.DEPARTMENT: lambda case: case.department,
    Column.SUMMARY: lambda case: case.summary,
    Column.REPORTED: lambda case: case.reported_at.timestamp(),
    Column.SOURCE: lambda case: case.source,
    Column.URGENCY: lambda case: case.urgency != "urgent",
    Column.CATEGORY: lambda case: case.category,
    Column.STREET: lambda case: case.street,
    Column.COMMUNITY: lambda case: case.community,
    Column.CELL: lambda case: case.cell_code,
}


class CaseFilterModel(QAbstractProxyModel):
    """A filtered, sorted view of a ``CaseTableModel``.

    Signals: those of every Qt model. A changed filter or order is a ``layoutChanged`` or ``modelReset``; one changed
    case is at most one row removed and one inserted.
    """

    def __init__(self, source: CaseTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = source
        self._filter = CaseFilter()
        self._tests: list[Callable[[Case], bool]] = []  # what the filter asks, each by itself
        self._now: datetime | None = source.now
        self._column = Column.DEADLINE
        self._descending = False
        self._keys: list[tuple[Any, int]] = []  # ascending (sort key, case_id) of what is shown
        self._key_of: dict[int, Any] = {}
        # Of every case asked so far, until it changes: to make them anew is most of the time of a filter.
        self._known_keys: dict[int, Any] = {}  # sort keys of the present column
        self._heaps: dict[int, str] = {}       # words in which a text is looked for
        self.setSourceModel(source)
        source.dataChanged.connect(self._changed)
        source.rowsInserted.connect(self._inserted)
        source.rowsAboutToBeRemoved.connect(self._about_to_remove)
        source.modelAboutToBeReset.connect(self.beginResetModel)
        source.modelReset.connect(self._reset)
        self._build()

    # What the operator asks ---------------------------------------------------------------------------------

    @property
    def filter(self) -> CaseFilter:
        """What is asked now."""
        return self._filter

    def set_filter(self, wanted: CaseFilter) -> None:
        """Show only what passes ``wanted``. One reset; the view keeps the selection by case."""
        if wanted == self._filter:
            return
        self.beginResetModel()
        self._filter = wanted
        self._tests = self._tests_of(wanted)
        self._build()
        self.endResetModel()

    def set_now(self, now: datetime) -> None:
        """The server's time. While only overdue cases are asked for, those that fell due since come in."""
        before, self._now = self._now, now
        if not self._filter.overdue or before is None:
            return
        for case in self._table.cases:
            if case.case_id not in self._key_of and self._passes(case):
                self._insert(case)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; equal ones by case id."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(self._case_id(index.row()), index.column()) for index in before]
        if column != self._column:
            self._known_keys = {}
        self._column, self._descending = Column(column), order == Qt.SortOrder.DescendingOrder
        self._build()
        after = []
        for case_id, at in kept:
            row = self.row_of(case_id)
            after.append(QModelIndex() if row is None else self.index(row, at))
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # Asking -------------------------------------------------------------------------------------------------

    def case_at(self, row: int) -> Case:
        """The case shown in this row."""
        found = self._table.case(self._case_id(row))
        assert found is not None
        return found

    def row_of(self, case_id: int) -> int | None:
        """The row in which this case is shown, or None."""
        if case_id not in self._key_of:
            return None
        place = bisect_left(self._keys, (self._key_of[case_id], case_id))
        return len(self._keys) - 1 - place if self._descending else place

    def case(self, case_id: int) -> Case | None:
        """The case with this id, whether it passes or not."""
        return self._table.case(case_id)

    @property
    def column(self) -> Column:
        """By which column it is ordered."""
        return self._column

    @property
    def descending(self) -> bool:
        """Whether the last of ``entries`` stands at the top."""
        return self._descending

    def entries(self) -> list[tuple[Any, int]]:
        """(sort key, case id) of what is shown, ascending; do not change the list."""
        return self._keys

    def entry(self, case_id: int) -> tuple[Any, int]:
        """The sort key and id of a case that is shown. Raises KeyError for any other."""
        return self._key_of[case_id], case_id

    def keys(self) -> dict[int, Any]:
        """The sort key of what is shown, by case id; a copy."""
        return dict(self._key_of)

    def stages(self) -> dict[int, Stage]:
        """The stage of every case known, by case id."""
        return {case.case_id: case.stage for case in self._table.cases}

    # Qt -----------------------------------------------------------------------------------------------------

    def mapToSource(self, proxy_index: QModelIndex) -> QModelIndex:
        if not proxy_index.isValid():
            return QModelIndex()
        row = self._table.row_of(self._case_id(proxy_index.row()))
        return QModelIndex() if row is None else self._table.index(row, proxy_index.column())

    def mapFromSource(self, source_index: QModelIndex) -> QModelIndex:
        if not source_index.isValid():
            return QModelIndex()
        row = self.row_of(self._table.case_at(source_index.row()).case_id)
        return QModelIndex() if row is None else self.index(row, source_index.column())

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if parent.isValid() or not (0 <= row < len(self._keys) and 0 <= column < len(Column)):
            return QModelIndex()
        return self.createIndex(row, column)

    def parent(self, child: QModelIndex | None = None) -> Any:
        if child is None:
            return super().parent()
        return QModelIndex()

    def sibling(self, row: int, column: int, index: QModelIndex) -> QModelIndex:
        return self.index(row, column)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Column)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        # Not through mapToSource: that is half the time of painting a screenful.
        return self._table.told(self.case_at(index.row()), Column(index.column()), role) if index.isValid() else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation,
                   role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            return self._table.headerData(section, orientation, role)
        return None

    # Keeping the list ---------------------------------------------------------------------------------------

    def _case_id(self, row: int) -> int:
        return self._keys[len(self._keys) - 1 - row if self._descending else row][1]

    def _passes(self, case: Case) -> bool:
        return all(test(case) for test in self._tests)

    def _tests_of(self, wanted: CaseFilter) -> list[Callable[[Case], bool]]:
        """What ``wanted`` asks, the cheap questions first; over 30,000 cases only the rest is asked the next one."""
        tests: list[Callable[[Case], bool]] = []
        if wanted.stage is not None:
            tests.append(lambda case: case.stage is wanted.stage)
        if wanted.department_id is not None:
            tests.append(lambda case: case.department_id == wanted.department_id)
        if wanted.area_path:
            within = wanted.area_path + "."
            tests.append(lambda case: (case.area_path + ".").startswith(within))
        if wanted.overdue:
            tests.append(self._is_overdue)
        if wanted.supervised:
            tests.append(lambda case: case.card is not None)
        tests += (_HAS_MARK[mark] for mark in Mark if mark in wanted.marks)
        tests += (partial(self._holds, word) for word in wanted.text.casefold().split())
        return tests

    def _holds(self, word: str, case: Case) -> bool:
        heap = self._heaps.get(case.case_id)
        if heap is None:
            heap = f"{case.case_number}\n{case.summary}\n{case.place}\n{case.subcategory}\n{case.department}".casefold()
            self._heaps[case.case_id] = heap
        return word in heap

    def _sort_key(self, case: Case) -> Any:
        key = self._known_keys.get(case.case_id, _UNKNOWN)
        if key is _UNKNOWN:
            key = self._known_keys[case.case_id] = _KEYS[self._column](case)
        return key

    def _forget(self, case_id: int) -> None:
        """The case is another one now, or gone."""
        self._known_keys.pop(case_id, None)
        self._heaps.pop(case_id, None)

    def _is_overdue(self, case: Case) -> bool:
        return (self._now is not None and case.deadline_at is not None and case.paused_remaining is None
                and case.deadline_at <= self._now)

    def _build(self) -> None:
        cases = self._table.cases
        for test in self._tests:
            cases = list(filter(test, cases))
        known, key = self._known_keys, _KEYS[self._column]
        fresh = cases if not known else [case for case in cases if case.case_id not in known]
        if fresh:
            known |= {case.case_id: key(case) for case in fresh}
        everyone = len(known) == len(cases)
        self._key_of = known.copy() if everyone else {case.case_id: known[case.case_id] for case in cases}
        self._keys = [(one, case_id) for case_id, one in self._key_of.items()]
        self._keys.sort()

    def _insert(self, case: Case) -> None:
        entry = (self._sort_key(case), case.case_id)
        place = bisect_left(self._keys, entry)
        row = len(self._keys) - place if self._descending else place
        self.beginInsertRows(QModelIndex(), row, row)
        self._keys.insert(place, entry)
        self._key_of[case.case_id] = entry[0]
        self.endInsertRows()

    def _take_out(self, case_id: int) -> None:
        row = self.row_of(case_id)
        if row is None:
            return
        place = len(self._keys) - 1 - row if self._descending else row
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._keys[place]
        del self._key_of[case_id]
        self.endRemoveRows()

    def _move(self, case: Case) -> None:
        """The case stays in the list and may change its place."""
        old = (self._key_of[case.case_id], case.case_id)
        new = (self._sort_key(case), case.case_id)
        start = bisect_left(self._keys, old)
        # The place among the others, once the old entry is out.
        end = bisect_left(self._keys, new)
        if end > start:
            end -= 1
        if end == start:
            self._keys[start] = new
            self._key_of[case.case_id] = new[0]
            return
        last = len(self._keys) - 1
        row, to = (last - start, last - end) if self._descending else (start, end)
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), to + 1 if to > row else to)
        del self._keys[start]
        self._keys.insert(end, new)
        self._key_of[case.case_id] = new[0]
        self.endMoveRows()

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for source_row in range(first.row(), last.row() + 1):
            case = self._table.case_at(source_row)
            self._forget(case.case_id)
            shown = case.case_id in self._key_of
            if not self._passes(case):
                self._take_out(case.case_id)
            elif not shown:
                self._insert(case)
            else:
                self._move(case)
                row = self.row_of(case.case_id)
                if row is not None:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if last - first >= _MANY:
            # Row by row each of them would move the view: three seconds for 30,000, one reset is some milliseconds.
            self.beginResetModel()
            fresh = [case for case in self._table.cases[first:last + 1] if self._passes(case)]
            self._key_of.update((case.case_id, self._sort_key(case)) for case in fresh)
            self._keys += [(self._key_of[case.case_id], case.case_id) for case in fresh]
            self._keys.sort()
            self.endResetModel()
            return
        for source_row in range(first, last + 1):
            case = self._table.case_at(source_row)
            if self._passes(case):
                self._insert(case)

    def _about_to_remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        for source_row in range(first, last + 1):
            case_id = self._table.case_at(source_row).case_id
            self._take_out(case_id)
            self._forget(case_id)

    def _reset(self) -> None:
        self._known_keys, self._heaps = {}, {}
        self._build()
        self.endResetModel()
