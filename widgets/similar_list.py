"""Cases that a report may be about already: where each stands, whose it is, when it is due, and why it is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from qtpy.QtCore import QSize, Qt, Signal
from qtpy.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from qtpy.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.similar_case import SimilarCase
from widgets.elided_label import ElidedLabel
from widgets.glyphs import LIGHT_TOKENS, GlyphLabel
from widgets.similar_words import countdown_words, light_of, reason_words, standing_words
from widgets.tokens import Tokens

_ROWS = 2  # shown at once; more are scrolled to
_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SimilarList(QFrame):
    """The likely ones with the likeliest chosen. Arrows choose, Enter opens, the buttons say what it is.

    Signals:
        same_asked(object): the report is another one of this SimilarCase.
        remind_asked(object): it only presses this SimilarCase.
        another_asked(): it is none of them.
        open_asked(int): show this case.
    """

    same_asked = Signal(object)
    remind_asked = Signal(object)
    another_asked = Signal()
    open_asked = Signal(int)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None, *, for_report: bool) -> None:
        """``for_report``: beside a report that is taken down; else about a case that stands."""
        super().__init__(parent)
        self._tokens, self._for_report = tokens, for_report
        self._similar: list[SimilarCase] = []
        self._put_away: frozenset[str] = frozenset()
        self._now: datetime | None = None
        self.setProperty("plain", True)
        self.title = QLabel()
        self.title.setProperty("role", "label")
        self.list = _Rows()
        self.list.setAccessibleName(self.tr("Perhaps a case already"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._dress)
        self.list.opened.connect(self._open)
        self.same = QPushButton(self.tr("The same  Ctrl+D") if for_report else self.tr("The same: merge"))
        self.remind = QPushButton(self.tr("Only remind  Ctrl+R"))
        self.another = QPushButton(self.tr("Another one"))
        self.same.clicked.connect(self.say_same)
        self.remind.clicked.connect(self.say_remind)
        self.another.clicked.connect(self.say_another)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.px(6))
        for button in (self.same, self.remind):
            buttons.addWidget(button, 1)
        for button in (self.same, self.remind, self.another):
            button.setProperty("small", True)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.another)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(tokens.px(4))
        box.addLayout(head)
        box.addWidget(self.list)
        box.addLayout(buttons)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_similar(self, similar: Iterable[SimilarCase], now: datetime) -> None:
        """Show these at the server time ``now``; hidden while there are none, or all were put away. The one that was
        chosen stays chosen."""
        chosen = self.chosen()
        self._now = now
        self._similar = list(similar)
        shown = {one.case_number for one in self._similar}
        if not shown - self._put_away:
            self.list.clear()
            self.hide()
            return
        self._put_away = frozenset()
        self.list.clear()
        for one in self._similar:
            self._add(one, now)
        row = next((row for row, one in enumerate(self._similar)
                    if chosen is not None and one.case_number == chosen.case_number), 0)
        self.list.setCurrentRow(row)
        heights = [self.list.sizeHintForRow(row) for row in range(self.list.count())]
        self.list.setFixedHeight(sum(heights[:_ROWS]) + 2 * self.list.frameWidth() + self._tokens.px(2))
        self.title.setText(self.tr("Perhaps a case already ({count})").format(count=len(self._similar)))
        self._show_parts(True)
        self._dress()
        self.show()
        self.list.fit()

    def show_unknown(self) -> None:
        """The server did not answer: that nothing is shown means nothing; what was shown may have changed."""
        self.title.setText(self.tr("Not compared with other cases: the server does not answer"))
        self._show_parts(self.list.count() > 0)
        self.show()

    def chosen(self) -> SimilarCase | None:
        """The one on which the buttons act."""
        row = self.list.currentRow()
        return self._similar[row] if 0 <= row < len(self._similar) and self.list.count() else None

    def say_same(self) -> None:
        """The report is another one of the chosen case."""
        chosen = self.chosen()
        if chosen is not None and self.same.isEnabled():
            self.same_asked.emit(chosen)

    def say_remind(self) -> None:
        """The report only presses the chosen case."""
        chosen = self.chosen()
        if chosen is not None and self.remind.isEnabled():
            self.remind_asked.emit(chosen)

    def say_another(self) -> None:
        """None of them: they are not shown again until another one is found."""
        self._put_away = frozenset(one.case_number for one in self._similar)
        self.list.clear()
        self.hide()
        self.another_asked.emit()

    def start_new(self) -> None:
        """Another report: what was put away for the last one may be shown again."""
        self._put_away = frozenset()
        self._similar = []
        self.list.clear()
        self.hide()

    def _show_parts(self, any_case: bool) -> None:
        self.list.setVisible(any_case)
        self.same.setVisible(any_case)
        for button in (self.remind, self.another):
            button.setVisible(any_case and self._for_report)

    def _open(self) -> None:
        chosen = self.chosen()
        if chosen is not None and chosen.case_id is not None:
            self.open_asked.emit(chosen.case_id)

    def _dress(self) -> None:
        chosen = self.chosen()
        usable = chosen is not None and chosen.is_open and chosen.case_id is not None
        self.same.setEnabled(usable)
        self.remind.setEnabled(usable)

    def _add(self, one: SimilarCase, now: datetime) -> None:
        tokens = self._tokens
        row = QWidget()
        row.setProperty("plain", True)
        row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        number = QLabel(one.case_number)
        number.setFont(tokens.font(mono=True))
        countdown = GlyphLabel(tokens)
        countdown.show_state(LIGHT_TOKENS.get(light_of(one, now), ""), countdown_words(one, now))
        standing, words = ElidedLabel(tokens), ElidedLabel(tokens)
        words.setProperty("role", "quiet")
        told = reason_words(one) if one.case_id is not None else (self.tr("outside what you may see"),)
        if one.report_count:
            told += (self.tr("{count} reports").format(count=one.report_count + 1),)
        standing.setText(standing_words(one))
        words.setText(" · ".join((*told, one.summary) if one.summary else told))
        first = QHBoxLayout()
        first.setSpacing(tokens.px(8))
        first.addWidget(number)
        first.addStretch(1)
        first.addWidget(countdown)
        box = QVBoxLayout(row)
        box.setContentsMargins(tokens.px(6), tokens.px(3), tokens.px(6), tokens.px(3))
        box.setSpacing(0)
        box.addLayout(first)
        box.addWidget(standing)
        box.addWidget(words)
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.AccessibleTextRole, " ".join(
            (one.case_number, standing_words(one), countdown_words(one, now), *told, one.summary)))
        item.setSizeHint(QSize(0, box.sizeHint().height()))
        self.list.addItem(item)
        self.list.setItemWidget(item, row)


class _Rows(QListWidget):
    """Enter and a double click open.

    Signals:
        opened(): the current row.
    """

    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPEN_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """As wide as there is room: a row that was laid out before the scroll bar came would be cut at the right."""
        for row in range(self.count()):
            shown = self.itemWidget(self.item(row))
            if shown is not None:
                shown.setFixedWidth(self.viewport().width())

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.opened.emit()
