"""What narrows the board beside the stage: area, department, overdue only, words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qtpy.QtCore import QSignalBlocker, QTimer, Signal
from qtpy.QtGui import QAction
from qtpy.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from app.domain.area import Area, AreaLevel
from app.domain.case import Stage
from app.domain.people import Department
from widgets.case_filter_model import CaseFilter, Mark
from widgets.tokens import Tokens

_SHOWN_LEVELS = (AreaLevel.STREET, AreaLevel.COMMUNITY)
_TYPING_PAUSE = 150  # ms without a key before the words are searched


class BoardFilter(QWidget):
    """The narrowing of the board; it says when it is active and takes it all away with one button.

    Signals:
        filter_changed(object): the whole ``CaseFilter``, the stage included.
    """

    filter_changed = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self._filter = CaseFilter()
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Number, place, words…"))
        self.words.setClearButtonEnabled(True)
        self.words.setAccessibleName(self.tr("Words in the case"))
        self.area = QComboBox()
        self.department = QComboBox()
        for box, name in ((self.area, self.tr("Area")), (self.department, self.tr("Department"))):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
        self.area.addItem(self.tr("All areas"), "")
        self.department.addItem(self.tr("All departments"), None)
        self.overdue = QCheckBox(self.tr("Overdue only"))
        self.supervised = QCheckBox(self.tr("Supervised only"))
        self.marks = QPushButton()
        self.marks.setMenu(QMenu(self.marks))
        self._mark_actions = {mark: self._add_mark(mark, words) for mark, words in self._mark_words().items()}
        self.clear = QPushButton(self.tr("Show everything"))
        self.clear.setProperty("flat", True)
        self.clear.hide()
        self.count = QLabel()
        self.count.setProperty("role", "faint")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.px(8))
        for widget in (self.words, self.area, self.department, self.overdue, self.supervised, self.marks,
                       self.count, self.clear):
            layout.addWidget(widget)
        self.words.textChanged.connect(self._pause.start)
        self.words.returnPressed.connect(self._gather)
        self._pause.timeout.connect(self._gather)
        self.area.currentIndexChanged.connect(self._gather)
        self.department.currentIndexChanged.connect(self._gather)
        self.overdue.toggled.connect(self._gather)
        self.supervised.toggled.connect(self._gather)
        self.clear.clicked.connect(self.show_everything)
        self._tell_marks()

    def set_areas(self, areas: Iterable[Area]) -> None:
        """Streets and communities to choose from, each community below its street."""
        chosen = self.area.currentData()
        with QSignalBlocker(self.area):
            while self.area.count() > 1:
                self.area.removeItem(1)
            known = [area for area in areas if area.level in _SHOWN_LEVELS]
            names = {area.path: area.name for area in known}
            # A community sorts behind its own street, both by name.
            def family(area: Area) -> tuple[str, bool, str]:
                street = names.get(area.path.rpartition(".")[0], "") if area.level is AreaLevel.COMMUNITY else area.name
                return (street, area.level is AreaLevel.COMMUNITY, area.name)

            for area in sorted(known, key=family):
                indent = "    " if area.level is AreaLevel.COMMUNITY else ""
                self.area.addItem(indent + area.name, area.path)
            self.area.setCurrentIndex(max(0, self.area.findData(chosen)))
        self._gather()

    def set_departments(self, departments: Iterable[Department]) -> None:
        """Departments to choose from."""
        chosen = self.department.currentData()
        with QSignalBlocker(self.department):
            while self.department.count() > 1:
                self.department.removeItem(1)
            for one in departments:
                self.department.addItem(one.name, one.department_id)
            self.department.setCurrentIndex(max(0, self.department.findData(chosen)))
        self._gather()

    def set_stage(self, stage: Stage | None) -> None:
        """The stage chosen in the stage list; told on with the rest."""
        self._take(replace(self._filter, stage=stage))

    def show_shown(self, shown: int, of: int) -> None:
        """How many of the open cases pass, told only while something narrows the board."""
        narrowed = not replace(self._filter, stage=None).is_empty()
        self.count.setText(self.tr("{n} of {all} shown").format(n=shown, all=of) if narrowed else "")

    def show_everything(self) -> None:
        """Take all of the narrowing away, but not the stage."""
        with QSignalBlocker(self.words), QSignalBlocker(self.area), QSignalBlocker(self.department), \
                QSignalBlocker(self.overdue), QSignalBlocker(self.supervised):
            self.words.clear()
            self.area.setCurrentIndex(0)
            self.department.setCurrentIndex(0)
            self.overdue.setChecked(False)
            self.supervised.setChecked(False)
            self._check_marks(frozenset())
        self._gather()

    def show_filter(self, wanted: CaseFilter) -> None:
        """Ask exactly this, as a saved view does. An area or department that is not known here asks nothing."""
        with QSignalBlocker(self.words), QSignalBlocker(self.area), QSignalBlocker(self.department), \
                QSignalBlocker(self.overdue), QSignalBlocker(self.supervised):
            self.words.setText(wanted.text)
            self.area.setCurrentIndex(max(0, self.area.findData(wanted.area_path)))
            self.department.setCurrentIndex(max(0, self.department.findData(wanted.department_id)))
            self.overdue.setChecked(wanted.overdue)
            self.supervised.setChecked(wanted.supervised)
            self._check_marks(wanted.marks)
        self._pause.stop()
        self._take(replace(self._asked(), stage=wanted.stage))

    @property
    def filter(self) -> CaseFilter:
        """What is asked now."""
        return self._filter

    def _gather(self) -> None:
        self._pause.stop()
        self._tell_marks()
        self._take(self._asked())

    def _asked(self) -> CaseFilter:
        return CaseFilter(
            stage=self._filter.stage, area_path=self.area.currentData() or "",
            department_id=self.department.currentData(), overdue=self.overdue.isChecked(),
            supervised=self.supervised.isChecked(), marks=self._checked_marks(), text=self.words.text().strip(),
        )

    def _mark_words(self) -> dict[Mark, str]:
        return {
            Mark.URGENT: self.tr("Urgent"), Mark.REPLY_DUE: self.tr("Reply due"),
            Mark.TIME_REQUEST: self.tr("More time asked"), Mark.REMINDED: self.tr("Reminded"),
            Mark.RETURNED: self.tr("Returned before"), Mark.REWORKED: self.tr("Reworked"),
            Mark.CHANGED_AFTER_PRINT: self.tr("Changed after printing"), Mark.IMPORTED: self.tr("Imported"),
        }

    def _add_mark(self, mark: Mark, words: str) -> QAction:
        choice = self.marks.menu().addAction(words)
        choice.setCheckable(True)
        choice.setData(mark)
        choice.triggered.connect(self._gather)
        return choice

    def _checked_marks(self) -> frozenset[Mark]:
        return frozenset(mark for mark, choice in self._mark_actions.items() if choice.isChecked())

    def _check_marks(self, marks: frozenset[Mark]) -> None:
        for mark, choice in self._mark_actions.items():
            choice.setChecked(mark in marks)
        self._tell_marks()

    def _tell_marks(self) -> None:
        chosen = [choice.text() for choice in self._mark_actions.values() if choice.isChecked()]
        several = self.tr("{n} marks").format(n=len(chosen))
        self.marks.setText(self.tr("Marks") if not chosen else chosen[0] if len(chosen) == 1 else several)

    def _take(self, wanted: CaseFilter) -> None:
        if wanted == self._filter:
            return
        self._filter = wanted
        self.clear.setVisible(not replace(wanted, stage=None).is_empty())
        self.filter_changed.emit(wanted)
