"""The left column of the board: the stages with how many cases wait in each and how many of them are overdue."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import QRectF, QSize, Qt, Signal
from qtpy.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from qtpy.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from app.domain.case import Stage, StageCount
from widgets.glyphs import paint_glyph
from widgets.tokens import BODY, LABEL, Tokens
from widgets.words import stage_word

BOARD_STAGES = (Stage.TO_REGISTER, Stage.TO_DISPATCH, Stage.TO_HANDLE, Stage.TO_VERIFY, Stage.TO_CLOSE)


class StageList(QWidget):
    """All stages of the board, and all of them together at the top.

    Signals:
        stage_chosen(object): the ``Stage``, or None for all.
    """

    stage_chosen = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.setAccessibleName(self.tr("Stages"))
        self._group = QButtonGroup(self)
        self._rows: dict[Stage | None, _StageRow] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(2))
        for stage in (None, *BOARD_STAGES):
            row = _StageRow(tokens, self.tr("All open") if stage is None else stage_word(stage))
            row.clicked.connect(lambda _checked=False, chosen=stage: self.stage_chosen.emit(chosen))
            row.stepped.connect(self._step)
            self._group.addButton(row)
            self._rows[stage] = row
            box.addWidget(row)
        box.addStretch(1)
        self._rows[None].setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_counts(self, counts: Iterable[StageCount]) -> None:
        """Show these counts; a stage that is not named has none."""
        by_stage = {count.stage: count for count in counts}
        for stage in BOARD_STAGES:
            count = by_stage.get(stage)
            self._rows[stage].show_count(count.open_count if count else 0, count.overdue_count if count else 0)
        known = [by_stage[stage] for stage in BOARD_STAGES if stage in by_stage]
        self._rows[None].show_count(sum(c.open_count for c in known), sum(c.overdue_count for c in known))

    def choose(self, stage: Stage | None) -> None:
        """Mark this stage without telling anybody."""
        self._rows[stage].setChecked(True)

    def chosen(self) -> Stage | None:
        """The stage that is marked, None for all."""
        return next(stage for stage, row in self._rows.items() if row.isChecked())

    def _step(self, by: int) -> None:
        rows = list(self._rows.values())
        at = next((n for n, row in enumerate(rows) if row.hasFocus()), 0)
        row = rows[max(0, min(len(rows) - 1, at + by))]
        row.setFocus()
        row.click()


class _StageRow(QAbstractButton):
    """One stage: its word, how many overdue with their glyph, how many in all.

    Signals:
        stepped(int): arrow up (-1) or down (1).
    """

    stepped = Signal(int)

    def __init__(self, tokens: Tokens, words: str) -> None:
        super().__init__()
        self._tokens = tokens
        self._open_count, self._overdue_count = 0, 0
        self.setText(words)
        self.setCheckable(True)
        self.setFixedHeight(tokens.px(36))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_count(0, 0)

    def show_count(self, open_count: int, overdue_count: int) -> None:
        """Show both numbers."""
        self._open_count, self._overdue_count = open_count, overdue_count
        self.setAccessibleName(self.tr("{stage}: {n} open, {late} overdue").format(
            stage=self.text(), n=open_count, late=overdue_count))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(160), self._tokens.px(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), tokens.color("raised"))
        if self.isChecked():
            painter.fillRect(0, 0, tokens.px(3), self.height(), tokens.color("focus"))
        box = self.rect().adjusted(tokens.px(12), 0, -tokens.px(8), 0)
        numbers = tokens.font(BODY, strong=self.isChecked())
        wide = QFontMetrics(numbers).horizontalAdvance("0000")
        painter.setFont(numbers)
        painter.setPen(tokens.color("text" if self._open_count else "faint"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self._open_count))
        right = box.right() - max(wide, QFontMetrics(numbers).horizontalAdvance(str(self._open_count))) - tokens.px(8)
        if self._overdue_count:
            small = tokens.font(LABEL)
            late = str(self._overdue_count)
            width = QFontMetrics(small).horizontalAdvance(late)
            painter.setFont(small)
            painter.setPen(tokens.color("overdue"))
            painter.drawText(QRectF(right - width, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, late)
            side = tokens.px(9)
            right = right - width - side - tokens.px(4)
            paint_glyph(painter, QRectF(right, (self.height() - side) / 2 + 0.5, side, side), "overdue",
                        tokens.color("overdue"))
        painter.setFont(tokens.font(BODY, strong=self.isChecked()))
        painter.setPen(tokens.color("text" if self._open_count or self.isChecked() else "quiet"))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight,
                                                 round(right - box.left() - tokens.px(4)))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        if self.hasFocus():
            painter.setPen(QPen(tokens.color("focus"), tokens.px(2)))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
