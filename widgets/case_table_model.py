"""The cases of the board as a Qt model: one row a case, changed case by case and never reset for one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import IntEnum

from qtpy.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, Qt

from app.domain.case import Case
from app.domain.presence import Onlooker
from widgets.time_words import moment_words, remaining_words
from widgets.tokens import tool_tip
from widgets.words import class_words, source_word, state_word, urgency_word


class Column(IntEnum):
    """The columns of the board, in their first order."""

    DEADLINE = 0
    NUMBER = 1
    SUBCATEGORY = 2
    PLACE = 3
    STATE = 4
    DEPARTMENT = 5
    REPORTED = 6
    SUMMARY = 7
    SOURCE = 8
    URGENCY = 9
    CATEGORY = 10
    STREET = 11
    COMMUNITY = 12
    CELL = 13


class CaseRole(IntEnum):
    """Data roles beyond Qt's own."""

    CASE = Qt.ItemDataRole.UserRole + 1  # the Case itself
    CASE_ID = Qt.ItemDataRole.UserRole + 2
    LIGHT = Qt.ItemDataRole.UserRole + 3  # DeadlineLight at the model's time
    ONLOOKERS = Qt.ItemDataRole.UserRole + 4  # who else is at the case: tuple of Onlooker


class CaseTableModel(QAbstractTableModel):
    """Cases by row; ``put`` is O(1), ``remove`` shifts the rows behind it.

    Signals: those of every Qt model: ``dataChanged`` for a known case, ``rowsInserted`` for a new one,
    ``rowsRemoved``; ``modelReset`` only from ``replace_all``.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases: list[Case] = []
        self._row_of: dict[int, int] = {}
        self._now: datetime | None = None
        self._onlookers: dict[int, tuple[Onlooker, ...]] = {}

    # What the board's service says -------------------------------------------------------------------------

    def replace_all(self, cases: Iterable[Case]) -> None:
        """Show exactly these cases (a first reading or one after a lost connection)."""
        self.beginResetModel()
        self._cases = list(cases)
        self._row_of = {case.case_id: row for row, case in enumerate(self._cases)}
        self.endResetModel()

    def put(self, case: Case) -> None:
        """Show this case as it is now; an older version than the shown one is ignored."""
        row = self._row_of.get(case.case_id)
        if row is None:
            row = len(self._cases)
            self.beginInsertRows(QModelIndex(), row, row)
            self._cases.append(case)
            self._row_of[case.case_id] = row
            self.endInsertRows()
            return
        shown = self._cases[row]
        if shown == case or case.version < shown.version:
            return
        self._cases[row] = case
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def put_all(self, cases: Iterable[Case]) -> None:
        """Show all of these as they are now; the new ones come in as one insertion."""
        fresh = {}
        for case in cases:
            if case.case_id in self._row_of:
                self.put(case)
            else:
                fresh[case.case_id] = case
        if fresh:
            first = len(self._cases)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._cases += fresh.values()
            self._row_of.update(zip(fresh, range(first, len(self._cases)), strict=True))
            self.endInsertRows()

    def remove(self, case_id: int) -> None:
        """The case left the board or our sight; nothing happens when it is not shown."""
        row = self._row_of.get(case_id)
        if row is None:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._cases[row]
        del self._row_of[case_id]
        for later in range(row, len(self._cases)):
            self._row_of[self._cases[later].case_id] = later
        self.endRemoveRows()

    def set_now(self, now: datetime) -> None:
        """The server's time in the room's zone. Emits nothing: the view repaints only the texts that changed."""
        self._now = now

    def set_onlookers(self, of_cases: Mapping[int, tuple[Onlooker, ...]]) -> None:
        """Who else is at these cases now. Emits nothing: the views repaint the rows in sight."""
        for case_id, people in of_cases.items():
            if people:
                self._onlookers[case_id] = people
            else:
                self._onlookers.pop(case_id, None)

    # Asking -------------------------------------------------------------------------------------------------

    def onlookers(self, case_id: int) -> tuple[Onlooker, ...]:
        """Who else is at this case."""
        return self._onlookers.get(case_id, ())

    @property
    def now(self) -> datetime | None:
        """The time that relative words are told against."""
        return self._now

    @property
    def cases(self) -> list[Case]:
        """The cases in the order of the rows; do not change the list."""
        return self._cases

    def case_at(self, row: int) -> Case:
        """The case in this row."""
        return self._cases[row]

    def row_of(self, case_id: int) -> int | None:
        """The row of this case, or None."""
        return self._row_of.get(case_id)

    def case(self, case_id: int) -> Case | None:
        """The case with this id, or None."""
        row = self._row_of.get(case_id)
        return None if row is None else self._cases[row]

    # Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._cases)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(Column)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.told(self._cases[index.row()], Column(index.column()), role) if index.isValid() else None

    def told(self, case: Case, column: Column, role: int) -> object:
        """What ``data`` answers for a cell; a view that knows its case asks here and needs no index."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(case, column)
        if role == CaseRole.CASE:
            return case
        if role == CaseRole.CASE_ID:
            return case.case_id
        if role == CaseRole.LIGHT:
            return case.light(self._now) if self._now is not None else None
        if role == CaseRole.ONLOOKERS:
            return self._onlookers.get(case.case_id, ())
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tool_tip(case, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column_word(column)}: {self.words(case, column)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation,
                   role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole \
                and 0 <= section < len(Column):
            return column_word(Column(section))
        return None

    def words(self, case: Case, column: Column) -> str:
        """What stands in the cell."""
        if column is Column.DEADLINE:
            return remaining_words(case, self._now) if self._now is not None else ""
        if column is Column.REPORTED:
            return moment_words(case.reported_at, self._now) if self._now is not None else ""
        return _PLAIN[column](case)


_PLAIN: dict[Column, Callable[[Case], str]] = {
    Column.NUMBER: lambda case: case.case_number,
    Column.SUBCATEGORY: class_words,
    Column.PLACE: lambda case: case.place,
    Column.STATE: lambda case: state_word(case.state),
    Column.DEPARTMENT: lambda case: case.department,
    Column.SUMMARY: lambda case: case.summary,
    Column.SOURCE: lambda case: source_word(case.source),
    Column.URGENCY: lambda case: urgency_word(case.urgency),
    Column.CATEGORY: lambda case: case.category,
    Column.STREET: lambda case: case.street,
    Column.COMMUNITY: lambda case: case.community,
    Column.CELL: lambda case: case.cell_code,
}


def column_word(column: Column) -> str:
    """The heading of a column."""
    translate = QCoreApplication.translate
    return {
        Column.DEADLINE: translate("CaseTable", "Time limit"),
        Column.NUMBER: translate("CaseTable", "Case number"),
        Column.SUBCATEGORY: translate("CaseTable", "Class"),
        Column.PLACE: translate("CaseTable", "Place"),
        Column.STATE: translate("CaseTable", "State"),
        Column.DEPARTMENT: translate("CaseTable", "Department"),
        Column.SUMMARY: translate("CaseTable", "Description"),
        Column.REPORTED: translate("CaseTable", "Reported"),
        Column.SOURCE: translate("CaseTable", "Source"),
        Column.URGENCY: translate("CaseTable", "Urgency"),
        Column.CATEGORY: translate("CaseTable", "Category"),
        Column.STREET: translate("CaseTable", "Street"),
        Column.COMMUNITY: translate("CaseTable", "Community"),
        Column.CELL: translate("CaseTable", "Grid cell"),
    }[column]


def _tool_tip(case: Case, column: Column) -> str:
    """The whole text where a cell is likely to cut it."""
    return tool_tip({Column.PLACE: case.place or case.summary, Column.SUMMARY: case.summary,
                     Column.DEPARTMENT: case.department}.get(column, ""))
