"""The table of every field task that waits for an answer, the most overdue first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from qtpy.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, Signal, Slot
from qtpy.QtGui import QColor, QGuiApplication, QIcon, QKeySequence, QPainter, QPixmap, QShortcut
from qtpy.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.field_task import FieldTask
from widgets.glyphs import glyph_color, paint_glyph
from widgets.request_words import task_kind_word
from widgets.time_words import left_words, moment_words, over_words
from widgets.tokens import BODY, Tokens, tool_tip

LEFT, WHAT = 0, 4  # columns: the countdown, and what the case is about
GLYPHS = ("near", "overdue")


class TaskTable(QWidget):
    """One line a task. What is chosen stays chosen when the list is read anew; Ctrl+C copies its text for the group.

    Signals:
        case_asked(int): Enter or a double click on a line: the id of its case.
    """

    case_asked = Signal(int)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._listed: list[FieldTask] = []
        self._now: datetime | None = None
        self._icons = {name: self._icon(name) for name in GLYPHS}
        self.setProperty("plain", True)
        self.heading = QLabel()
        self.heading.setProperty("role", "section")
        self.copied = QLabel()
        self.copied.setProperty("role", "quiet")
        self.copy_button = QPushButton(self.tr("Copy text"))
        self.copy_button.setToolTip("Ctrl+C")
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.copy_button.clicked.connect(self.copy)
        self.empty = QLabel(self.tr("No task waits for an answer. A task is sent from a case; it stands here until its "
                                    "answer comes back."))
        self.empty.setProperty("role", "quiet")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        columns = (self.tr("Time left"), self.tr("Code"), self.tr("Task"), self.tr("Case"), self.tr("Matter and place"),
                   self.tr("To"), self.tr("Sent"))
        self.table = QTableWidget(0, len(columns))
        self.table.setHorizontalHeaderLabels(columns)
        self._set_up_table()
        head = QHBoxLayout()
        head.setSpacing(tokens.px(12))
        head.addWidget(self.heading, 1)
        head.addWidget(self.copied)
        head.addWidget(self.copy_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(8))
        box.addLayout(head)
        box.addWidget(self.empty, 1)
        box.addWidget(self.table, 1)
        self.table.hide()
        self.copy_button.setEnabled(False)

    def _set_up_table(self) -> None:
        table, px = self.table, self._tokens.px
        table.setAccessibleName(self.tr("Field tasks that wait for an answer"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(32))
        table.setShowGrid(False)
        table.setIconSize(QSize(px(BODY), px(BODY)))
        table.setItemDelegate(_Roomy(px(16), table))
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(LEFT, QHeaderView.ResizeMode.Fixed)  # it counts every second and must not jump
        header.resizeSection(LEFT, px(150))
        table.itemActivated.connect(self._open)
        table.itemSelectionChanged.connect(self._changed)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)

    def show_tasks(self, tasks: Iterable[FieldTask], about: Callable[[FieldTask], str], now: datetime) -> None:
        """Show these at the server time ``now``; ``about`` tells what a task's case is about and where."""
        chosen = self.chosen()
        self._listed = list(tasks)
        self.heading.setText(self.tr("Waiting for an answer: {n}, checked {at}").format(
            n=len(self._listed), at=f"{now:%H:%M:%S}"))
        self.empty.setVisible(not self._listed)
        self.table.setVisible(bool(self._listed))
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._listed))
        self.table.clearSelection()
        for row, one in enumerate(self._listed):
            sent = " · ".join(part for part in (moment_words(one.asked_at, now), one.asked_by) if part)
            words = ("", one.code, task_kind_word(one.kind), one.case_number, about(one), one.asked, sent)
            for column, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setToolTip(tool_tip(one.words if column == 1 else word))
                self.table.setItem(row, column, item)
            if chosen is not None and one.task_id == chosen.task_id:
                self.table.selectRow(row)
        self.table.blockSignals(False)
        self._changed()
        self.set_now(now)

    def changeEvent(self, event: QEvent) -> None:
        """The other theme: the states' colours and signs are made anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._listed and self._now is not None:
            self._icons = {name: self._icon(name) for name in GLYPHS}
            for row in range(len(self._listed)):
                self.table.item(row, LEFT).setText("")
            self.set_now(self._now)

    @Slot(object)
    def set_now(self, now: datetime) -> None:
        """The server's time: the countdowns follow it."""
        self._now = now
        for row, one in enumerate(self._listed):
            span = one.due_at - now
            late = span.total_seconds() <= 0
            item, state = self.table.item(row, LEFT), GLYPHS[late]
            words = over_words(span) if late else left_words(span)
            if item.text() != words:
                item.setText(words)
                item.setIcon(self._icons[state])
                item.setForeground(glyph_color(self._tokens, state))

    def chosen(self) -> FieldTask | None:
        """The task in the chosen line."""
        rows = self.table.selectionModel().selectedRows()
        return self._listed[rows[0].row()] if rows and rows[0].row() < len(self._listed) else None

    def take_keyboard(self) -> None:
        """The keyboard goes into the list, to the chosen line or the first."""
        if not self._listed:
            return
        if self.chosen() is None:
            self.table.selectRow(0)
        self.table.setFocus()

    @Slot()
    def copy(self) -> None:
        """The chosen task's text, as it was sent, goes to the clipboard."""
        one = self.chosen()
        if one is not None and one.words:
            QGuiApplication.clipboard().setText(one.words)
            self.copied.setText(self.tr("Copied: {code}").format(code=one.code))

    @Slot()
    def _changed(self) -> None:
        one = self.chosen()
        self.copy_button.setEnabled(one is not None and bool(one.words))
        self.copied.clear()

    @Slot(QTableWidgetItem)
    def _open(self, item: QTableWidgetItem) -> None:
        self.case_asked.emit(self._listed[item.row()].case_id)

    def _icon(self, name: str) -> QIcon:
        side, ratio = self._tokens.px(BODY), self.devicePixelRatioF()
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor("transparent"))
        with QPainter(picture) as painter:
            paint_glyph(painter, QRectF(0, 0, side, side), name, glyph_color(self._tokens, name))
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)  # a state keeps its colour in the chosen line
        return icon


class _Roomy(QStyledItemDelegate):
    """Columns as wide as their words need a gap to the next one."""

    def __init__(self, gap: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._gap = gap

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + self._gap, size.height())
