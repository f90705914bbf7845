"""The list of what a search found: two lines a case, the found words marked, older pages as one scrolls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from qtpy.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from qtpy.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from qtpy.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.case import Case, Stage
from app.domain.search import Found, FoundBy, marked_parts
from widgets.glyphs import LIGHT_TOKENS, glyph_color, paint_glyph
from widgets.time_words import moment_words
from widgets.tokens import BODY, LABEL, Tokens
from widgets.words import class_words, state_word

FOUND = Qt.ItemDataRole.UserRole
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class FoundFilter:
    """What of the found cases is shown; None and '' show all. ``days``: no older than so many."""

    is_open: bool | None = None
    department_id: int | None = None
    street: str = ""
    days: int | None = None

    def passes(self, case: Case, now: datetime) -> bool:
        """Whether this case is shown."""
        return ((self.is_open is None or (case.stage is not Stage.ENDED) == self.is_open)
                and (self.department_id is None or case.department_id == self.department_id)
                and (not self.street or case.street == self.street)
                and (self.days is None or case.reported_at >= now - timedelta(days=self.days)))

    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return self == FoundFilter()

    def ends_before(self, case: Case, now: datetime) -> bool:
        """Whether nothing older than this case can pass: what was found comes newest first."""
        return self.days is not None and case.reported_at < now - timedelta(days=self.days)


class FoundModel(QAbstractListModel):
    """What was found, newest first. The view asks for more when its end comes into sight.

    Signals:
        older_wanted(): the next page.
    """

    older_wanted = Signal()

    def __init__(self, has_older: Callable[[], bool], why: Callable[[FoundBy], str],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: list[Found] = []
        self._has_older, self._why = has_older, why
        self.now: datetime | None = None

    def show_first(self, found: Iterable[Found]) -> None:
        """In the place of everything."""
        self.beginResetModel()
        self._found = list(found)
        self.endResetModel()

    def add(self, found: Iterable[Found]) -> None:
        """Older ones below."""
        known = {one.case.case_id for one in self._found}
        fresh = [one for one in found if one.case.case_id not in known]
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._found), len(self._found) + len(fresh) - 1)
            self._found += fresh
            self.endInsertRows()

    def found(self) -> list[Found]:
        """All that is here."""
        return self._found

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._found):
            return None
        one = self._found[index.row()]
        if role == FOUND:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            case = one.case
            return " ".join(filter(None, (case.case_number, state_word(case.state), class_words(case), case.place,
                                          case.summary, self._why(one.by))))
        return None

    def canFetchMore(self, _parent: QModelIndex | QPersistentModelIndex) -> bool:
        return bool(self._found) and self._has_older()

    def fetchMore(self, _parent: QModelIndex | QPersistentModelIndex) -> None:
        self.older_wanted.emit()


class _Shown(QSortFilterProxyModel):
    """Those that pass the filter. Signals: none of its own."""

    def __init__(self, source: FoundModel) -> None:
        super().__init__(source)
        self.wanted = FoundFilter()
        self.setSourceModel(source)
        self._source = source

    def filterAcceptsRow(self, row: int, _parent: QModelIndex | QPersistentModelIndex) -> bool:
        now = self._source.now
        return now is None or self.wanted.passes(self._source.found()[row].case, now)

    def show(self, wanted: FoundFilter) -> None:
        self.wanted = wanted
        self.invalidate()


class FoundList(QListView):
    """The found cases.

    Signals:
        opened(int): Enter or a click: the case id.
        older_wanted(): its end is in sight.
        left(): Esc, or ↑ in the first row.
    """

    opened = Signal(int)
    older_wanted = Signal()
    left = Signal()

    def __init__(self, tokens: Tokens, has_older: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = FoundModel(has_older, self.why_words, self)
        self.shown = _Shown(self.source)
        self.setModel(self.shown)
        self._rows = _Rows(tokens, self)
        self.setItemDelegate(self._rows)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Found cases"))
        self.source.older_wanted.connect(self.older_wanted)
        self.clicked.connect(self._open)

    def show_found(self, found: Iterable[Found], words: str, now: datetime) -> None:
        """A new answer; the first row is current, nothing is opened."""
        self.source.now, self._rows.now, self._rows.words = now, now, words
        self.source.show_first(found)
        self.setCurrentIndex(self.shown.index(0, 0))
        self.scrollToTop()

    def add_older(self, found: Iterable[Found]) -> None:
        """The next page."""
        self.source.add(found)

    def show_filter(self, wanted: FoundFilter) -> None:
        """Narrow what is shown; the current case stays current when it still is there."""
        current = self.current()
        self.shown.show(wanted)
        row = next((row for row in range(self.shown.rowCount())
                    if self.shown.index(row, 0).data(FOUND) == current), 0)
        self.setCurrentIndex(self.shown.index(row, 0))

    def current(self) -> Found | None:
        """The row under the hand."""
        found: Found | None = self.currentIndex().data(FOUND)
        return found

    def why_words(self, by: FoundBy) -> str:
        """Why a case was found."""
        return {FoundBy.NUMBER: self.tr("by its number"), FoundBy.CALLER: self.tr("by the caller's number"),
                FoundBy.WORDS: self.tr("by its words")}[by]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        found = index.data(FOUND)
        if found is not None:
            self.opened.emit(found.case.case_id)


class _Rows(QStyledItemDelegate):
    """Number, state, class and time; below them place and words with what was looked for marked."""

    def __init__(self, tokens: Tokens, view: FoundList) -> None:
        super().__init__(view)
        self._tokens, self._view = tokens, view
        self.words = ""
        self.now: datetime | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._tokens.px(300), self._tokens.px(54))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found: Found | None = index.data(FOUND)
        if found is None or self.now is None:
            return
        tokens, px, case, room = self._tokens, self._tokens.px, found.case, QRect(option.rect)
        style = option.state
        selected = bool(style & option.state.State_Selected) or index.row() == self._view.currentIndex().row()
        hovered = bool(style & option.state.State_MouseOver)
        painter.save()
        painter.fillRect(room, tokens.color("raised" if selected or hovered else "panel"))
        if selected:
            painter.fillRect(QRect(room.left(), room.top(), px(3), room.height()),
                             tokens.color("focus" if self._view.hasFocus() else "faint"))
        painter.setPen(QPen(tokens.color("line"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        box = room.adjusted(px(12), px(4), -px(12), -px(5))
        self._paint_head(painter, QRect(box.left(), box.top(), box.width(), box.height() // 2), found)
        below = QRect(box.left(), box.top() + box.height() // 2, box.width(), box.height() - box.height() // 2)
        told = " · ".join(filter(None, (case.place, case.summary)))
        self._paint_marked(painter, below, told)
        painter.restore()

    def _paint_head(self, painter: QPainter, room: QRect, found: Found) -> None:
        tokens, px, case, now = self._tokens, self._tokens.px, found.case, self.now
        assert now is not None
        ended = case.stage is Stage.ENDED
        glyph = "idle" if ended else LIGHT_TOKENS.get(case.light(now), "")
        if glyph:
            paint_glyph(painter, QRectF(room.left(), room.top(), px(14), room.height()), glyph,
                        glyph_color(tokens, glyph))
        left = room.left() + px(20)
        for words, font, color, width in (
                (case.case_number[:-5], tokens.font(BODY, mono=True), "quiet", 0),
                (case.case_number[-5:], tokens.font(BODY, mono=True, strong=True), "text", 56),
                (state_word(case.state), tokens.font(BODY), "quiet" if ended else "text", 84)):
            painter.setFont(font)
            painter.setPen(tokens.color(color))
            wide = max(px(width), painter.fontMetrics().horizontalAdvance(words) + px(10 if width else 0))
            painter.drawText(QRect(left, room.top(), wide, room.height()), _LEFT, words)
            left += wide
        painter.setFont(tokens.font(LABEL))
        painter.setPen(tokens.color("quiet"))
        told = " · ".join((self._view.why_words(found.by), moment_words(case.reported_at, now)))
        painter.drawText(room, _RIGHT, told)
        room = QRect(left, room.top(),
                     room.right() - left - painter.fontMetrics().horizontalAdvance(told) - px(12), room.height())
        painter.setFont(tokens.font(BODY, strong=True))
        painter.setPen(tokens.color("text"))
        words = " · ".join(filter(None, (class_words(case), case.department)))
        painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight,
                                                                       room.width()))

    def _paint_marked(self, painter: QPainter, room: QRect, text: str) -> None:
        tokens = self._tokens
        font = tokens.font(BODY)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        left = room.left() + tokens.px(20)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.right() - left)
        for part, marked in marked_parts(shown, self.words):
            wide = metrics.horizontalAdvance(part)
            box = QRect(left, room.top(), wide, room.height())
            if marked:
                painter.fillRect(box.adjusted(0, tokens.px(2), 0, -tokens.px(2)), tokens.fill("focus"))
                painter.fillRect(QRect(left, box.bottom() - tokens.px(3), wide, tokens.px(2)), tokens.color("focus"))
            painter.setPen(tokens.color("text" if marked else "quiet"))
            painter.drawText(box, _LEFT, part)
            left += wide
