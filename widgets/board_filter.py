"""What narrows the board beside the stage: area, department, overdue only, words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qtpy.QtCore import QSignalBlocker, QTimer, Signal
from qtpy.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.area import Area, AreaLevel
from app.domain.case import Stage
from app.domain.people import Department
from widgets.case_filter_model import CaseFilter
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
        for widget in (self.words, self.area, self.department, self.overdue, self.supervised,
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
        self._gather()

    @property
    def filter(self) -> CaseFilter:
        """What is asked now."""
        return self._filter

    def _gather(self) -> None:
        self._pause.stop()
        self._take(CaseFilter(
            stage=self._filter.stage, area_path=self.area.currentData() or "",
            department_id=self.department.currentData(), overdue=self.overdue.isChecked(),
            supervised=self.supervised.isChecked(), text=self.words.text().strip(),
        ))

    def _take(self, wanted: CaseFilter) -> None:
        if wanted == self._filter:
            return
        self._filter = wanted
        self.clear.setVisible(not replace(wanted, stage=None).is_empty())
        self.filter_changed.emit(wanted)
