"""The command line: a list opens below it while one types; arrows and Enter choose, Esc gives the keyboard back."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy import shiboken
from qtpy.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from qtpy.QtGui import QFocusEvent, QKeyEvent, QPainter
from qtpy.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.command import Suggestion, SuggestionKind
from widgets.tokens import BODY, LABEL, Tokens

_ROWS = 16
_WIDTH = 460  # px at 96 dpi
_SUGGESTION = Qt.ItemDataRole.UserRole


class CommandLine(QLineEdit):
    """Signals:
        words_typed(str): what stands in the line, at every change by hand and when it gets the keyboard; answered by
            ``show_suggestions``.
        chosen(object): the Suggestion of the row that was chosen.
        entered(str): Enter while no row can be chosen.
        left(): Esc: the keyboard is back where it was, or, when that is gone, wherever the receiver puts it.
    """

    words_typed = Signal(str)
    chosen = Signal(object)
    entered = Signal(str)
    left = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._list: QListWidget | None = None
        self._before: QWidget | None = None
        self.setMaxLength(300)
        self.textEdited.connect(self.words_typed)

    def begin(self) -> None:
        """Take the keyboard and remember where it was."""
        focused = QApplication.focusWidget()
        if focused is not self:
            self._before = focused
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.words_typed.emit(self.text())  # while nothing stands there: what is possible at all

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """The rows for what stands in the line, the likeliest first; dropped when the line was left."""
        if not self.hasFocus():
            return
        shown = self._rows()
        shown.clear()
        for one in suggestions:
            item = QListWidgetItem(one.words)
            item.setData(_SUGGESTION, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, " ".join(filter(None, (one.words, one.detail, one.key))))
            if one.kind is SuggestionKind.NOTE:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            shown.addItem(item)
        shown.setCurrentRow(self._next(-1, 1))
        if suggestions:
            self._lay_out()
            shown.show()
            shown.raise_()
        else:
            shown.hide()

    def suggestions(self) -> list[Suggestion]:
        """The rows that are shown now."""
        shown = self._list
        if shown is None or not shown.isVisible():
            return []
        return [shown.item(row).data(_SUGGESTION) for row in range(shown.count())]

    def put_away(self) -> None:
        """Hide the list; the words stay."""
        if self._list is not None:
            self._list.hide()

    def give_back(self) -> None:
        """The keyboard goes where it was before."""
        self.put_away()
        before, self._before = self._before, None
        if before is not None and shiboken.isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus()
        else:
            self.clearFocus()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shown = event.key(), self._list
        if key == Qt.Key.Key_Escape:
            self.give_back()
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = shown.currentItem() if shown is not None and shown.isVisible() else None
            if item is not None:
                self._choose(item)
            else:
                self.entered.emit(self.text())
            return
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and shown is not None and shown.isVisible():
            row = self._next(shown.currentRow(), 1 if key == Qt.Key.Key_Down else -1)
            shown.setCurrentRow(row)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self.words_typed.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.put_away()
        super().focusOutEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        one: Suggestion = item.data(_SUGGESTION)
        if one.kind is not SuggestionKind.NOTE:
            self.put_away()
            self.clear()
            self.chosen.emit(one)

    def _next(self, row: int, step: int) -> int:
        """The next row that can be chosen, round and round; -1 for none."""
        shown = self._rows()
        count = shown.count()
        for number in range(1, count + 1):
            at = (row + step * number) % count
            if shown.item(at).flags() & Qt.ItemFlag.ItemIsEnabled:
                return at
        return -1

    def _rows(self) -> QListWidget:
        if self._list is None or self._list.parentWidget() is not self.window():
            if self._list is not None:
                self._list.deleteLater()
            shown = QListWidget(self.window())
            shown.setAccessibleName(self.tr("What the words may mean"))
            shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            shown.setItemDelegate(_Rows(self._tokens, shown))
            shown.setMouseTracking(True)
            shown.setProperty("proposals", True)
            shown.itemClicked.connect(self._choose)
            shown.hide()
            self._list = shown
        return self._list

    def _lay_out(self) -> None:
        shown, window = self._rows(), self.window()
        wide = min(max(self.width(), self._tokens.px(_WIDTH)), window.width())
        at = self.mapTo(window, QPoint(0, self.height() + 1))
        high = min(min(shown.count(), _ROWS) * shown.sizeHintForRow(0) + 2 * shown.frameWidth() + 2,
                   window.height() - at.y())
        left = max(0, min(at.x(), window.width() - wide))
        shown.setGeometry(QRect(QPoint(left, at.y()), QSize(wide, high)))


class _Rows(QStyledItemDelegate):
    """Words at the left, what they lead to in quiet words, the key at the right."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._tokens.px(120), self._tokens.px(30))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = self._tokens
        one: Suggestion = index.data(_SUGGESTION)
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        row.text = ""
        style = row.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        room = row.rect.adjusted(tokens.px(10), 0, -tokens.px(10), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setFont(tokens.font(LABEL))
        painter.setPen(tokens.color("faint"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, one.key)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(one.key) - tokens.px(12))
        painter.setFont(tokens.font(BODY))
        painter.setPen(tokens.color("quiet" if one.kind is SuggestionKind.NOTE else "text"))
        words = painter.fontMetrics().elidedText(one.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, words)
        room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(words) + tokens.px(12))
        painter.setFont(tokens.font(LABEL))
        painter.setPen(tokens.color("quiet"))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft,
                         painter.fontMetrics().elidedText(one.detail, Qt.TextElideMode.ElideRight, room.width()))
        painter.restore()
