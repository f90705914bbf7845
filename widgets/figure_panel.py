"""The side of the map on which households and population of an area are read, put and looked back at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from qtpy.QtCore import QDate, QRegularExpression, Qt, Signal, Slot
from qtpy.QtGui import QRegularExpressionValidator
from qtpy.QtWidgets import (
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.figure_sheet import FigureSheet, FigureStep
from widgets.tokens import Tokens
from widgets.words import level_word


class FigurePanel(QWidget):
    """Numbers of one area, their past, and the way to put others.

    Signals:
        put_asked(object, object, object, str): households or None (not known), population or None, date, source.
        file_asked(object): date from which the figures of a file hold.
        leave_asked(): put it away.
    """

    put_asked = Signal(object, object, object, str)
    file_asked = Signal(object)
    leave_asked = Signal()

    def __init__(self, tokens: Tokens, may_put: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._may_put = tokens, may_put
        self._sheet: FigureSheet | None = None
        self.setAccessibleName(self.tr("Households"))
        self.title, self.holds, self.warning, self.said, self.past_title = (QLabel() for _ in range(5))
        self.title.setProperty("role", "section")
        self.past_title.setProperty("role", "label")
        self.warning.setProperty("role", "behind")
        for text in (self.title, self.holds, self.warning, self.said, self.past_title):
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
        self.past_title.setText(self.tr("What was put, newest first"))
        self.households, self.population, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        for field in (self.households, self.population):
            field.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,9}"), field))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.textChanged.connect(self._enable)
            field.setPlaceholderText(self.tr("not known"))
        self.source.setMaxLength(100)
        self.source.setPlaceholderText(self.tr("Who counted, which list"))
        self.source.textChanged.connect(self._enable)
        self.day = QDateEdit()
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.put = QPushButton()
        self.put.setProperty("primary", True)
        self.put.clicked.connect(self._ask)
        self.file = QPushButton(self.tr("From a list…"))
        self.file.setToolTip(self.tr("A spreadsheet (.xlsx, .xls, .csv) with 户数 and 编码 or 名称, of any level"))
        self.file.clicked.connect(self._ask_file)
        self.past = QListWidget()
        self.past.setAccessibleName(self.past_title.text())
        self.past.setWordWrap(True)
        self.leave = QPushButton(self.tr("Put away"))
        self.leave.clicked.connect(self.leave_asked)
        self._arrange()
        self._enable()

    def _arrange(self) -> None:
        px = self._tokens.px
        form = QFormLayout()
        form.setSpacing(px(8))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for words, field in ((self.tr("Households"), self.households), (self.tr("Population"), self.population),
                             (self.tr("From"), self.day), (self.tr("Source"), self.source)):
            form.addRow(words, field)
        self.editing = QWidget()
        self.editing.setProperty("plain", True)
        inside = QVBoxLayout(self.editing)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(form)
        row = QHBoxLayout()
        row.addWidget(self.put)
        row.addWidget(self.file)
        row.addStretch(1)
        inside.addLayout(row)
        self.editing.setVisible(self._may_put)
        end = QHBoxLayout()
        end.addWidget(self.leave)
        end.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(12), px(12), px(12))
        box.setSpacing(px(8))
        for widget in (self.title, self.holds, self.warning, self.editing, self.said, self.past_title):
            box.addWidget(widget)
        box.addWidget(self.past, 1)
        box.addLayout(end)

    # For the page ---------------------------------------------------------------------------------------------------
    def show_sheet(self, sheet: FigureSheet, summed: int | None) -> None:
        """What is known of an area. ``summed``: the households of all areas inside together, where each is known."""
        self._sheet = sheet
        self.title.setText(self.tr("Households of {level} {area}").format(
            level=level_word(sheet.level), area=sheet.name))
        self.holds.setText(self._holding(sheet, summed))
        moved = sheet.outdated_on
        words = self.tr("▲ Counted before the border moved on {day}: no rate until it is counted again.")
        self.warning.setText(words.format(day=moved.isoformat()) if moved is not None else "")
        self.warning.setVisible(moved is not None)
        self.day.setDate(QDate(sheet.today.year, sheet.today.month, sheet.today.day))
        self.households.setText("" if sheet.households is None else str(sheet.households))
        self.population.setText("" if sheet.population is None else str(sheet.population))
        self.past.clear()
        self.past.addItems([self._step(one) for one in sheet.steps])
        self._enable()

    def _holding(self, sheet: FigureSheet, summed: int | None) -> str:
        if sheet.households is not None and sheet.valid_from is not None:
            people = "" if sheet.population is None else self.tr(" · population {n}").format(n=f"{sheet.population:,}")
            return self.tr("{n} households{people}, since {day}, by {source}").format(
                n=f"{sheet.households:,}", people=people, day=sheet.valid_from.isoformat(), source=sheet.source)
        if summed is not None:
            return self.tr("{n} households, the sum of the {areas} areas inside").format(
                n=f"{summed:,}", areas=sheet.below)
        if sheet.valid_from is not None:
            return self.tr("Not known since {day}, by {source}").format(
                day=sheet.valid_from.isoformat(), source=sheet.source)
        if sheet.below:
            return self.tr("Not known: {known} of {areas} areas inside have figures").format(
                known=sheet.below_known, areas=sheet.below)
        return self.tr("Not known")

    def _step(self, one: FigureStep) -> str:
        was, now = (self.tr("not known") if n is None else f"{n:,}" for n in (one.was_households, one.households))
        people = ""
        if (one.was_population, one.population) != (None, None):
            before, after = (self.tr("not known") if n is None else f"{n:,}"
                             for n in (one.was_population, one.population))
            people = self.tr(" · population {was} → {now}").format(was=before, now=after)
        at = one.at.astimezone().strftime("%Y-%m-%d %H:%M")
        return self.tr("{at} {who}: households {was} → {now}{people}").format(
            at=at, who=one.by, was=was, now=now, people=people)

    def tell(self, words: str, problems: Sequence[str] = ()) -> None:
        """What was refused or done; ``problems``: rows of a file that were left out."""
        shown = [words, *problems[:5]]
        if len(problems) > 5:
            shown.append(self.tr("… and {n} more").format(n=len(problems) - 5))
        self.said.setText("\n".join(shown) if words else "")
        self.said.setVisible(bool(words))

    # Behind it ------------------------------------------------------------------------------------------------------
    @Slot()
    def _enable(self) -> None:
        """An empty field takes back a number that holds; where none does there is nothing to put."""
        known = self._sheet is not None and self._sheet.households is not None
        taken_back = known and not self.households.text() and not self.population.text()
        self.put.setText(self.tr("Take back: not known") if taken_back else self.tr("Put on record"))
        self.put.setEnabled((bool(self.households.text()) or taken_back) and bool(self.source.text().strip()))

    def _chosen_day(self) -> date:
        day = self.day.date()
        return date(day.year(), day.month(), day.day())

    @Slot()
    def _ask(self) -> None:
        households, population = (int(one.text()) if one.text() else None for one in (self.households, self.population))
        self.put_asked.emit(households, population, self._chosen_day(), self.source.text().strip())

    @Slot()
    def _ask_file(self) -> None:
        self.file_asked.emit(self._chosen_day())
