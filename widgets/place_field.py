"""The line for a place: proposals stand below it while one types, and a point proposes its address.

The list is drawn over what lies below, so that nothing moves; it never takes the keyboard.
"""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from qtpy.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPainter, QResizeEvent
from qtpy.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.place import FoundPlace, PlaceAt
from widgets.place_words import address_words, detail_words
from widgets.tokens import BODY, LABEL, Tokens

_ROWS = 6          # proposals shown without scrolling
_PLACE = Qt.ItemDataRole.UserRole
_DETAIL = Qt.ItemDataRole.UserRole + 1


class PlaceField(QLineEdit):
    """Typing asks for places; ↓ ↑ and Enter take one, Esc puts the list away, typing on overrides.

    Signals:
        words_typed(str): what a person typed, for which ``show_found`` may answer.
        place_taken(object): the FoundPlace that was accepted; the line already holds its name.
        place_left(object): the FoundPlace that was accepted before is no longer what the line says.
    """

    words_typed = Signal(str)
    place_taken = Signal(object)
    place_left = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._list: QListWidget | None = None
        self._taken: FoundPlace | None = None
        self._address = ""
        self.setPlaceholderText(self.tr("Street, door plate, lamp post, a place with a name"))
        self.textChanged.connect(self.put_away)  # proposals for other words are none
        self.textEdited.connect(self._edited)
        self.returnPressed.connect(self._take_address)

    def show_found(self, words: str, found: Sequence[FoundPlace]) -> None:
        """Proposals for ``words``; dropped when the line says something else by now or was left."""
        if words != self.text().strip() or not self.hasFocus() or not self.isEnabled():
            return
        if not found:
            self.put_away()
            return
        proposals = self._proposals()
        proposals.clear()
        for place in found:
            item = QListWidgetItem(place.name)
            item.setData(_PLACE, place)
            item.setData(_DETAIL, detail_words(place))
            item.setToolTip(f"{place.name}\n{detail_words(place)}")
            proposals.addItem(item)
        proposals.setCurrentRow(0)
        self._lay_out()
        proposals.show()
        proposals.raise_()

    def show_address(self, told: PlaceAt | None) -> None:
        """What stands at the point that is given: proposed while nothing is typed. None takes the proposal back."""
        self._address = address_words(told) if told is not None else ""
        if self._address:
            self.setPlaceholderText(self.tr("{place}?  Enter takes it").format(place=self._address))
        else:
            self.setPlaceholderText(self.tr("Street, door plate, lamp post, a place with a name"))

    def proposed(self) -> list[FoundPlace]:
        """The places that are shown now, in their order."""
        shown = self._list
        if shown is None or not shown.isVisible():
            return []
        return [shown.item(row).data(_PLACE) for row in range(shown.count())]

    def put_away(self) -> None:
        """Hide the proposals; the words stay."""
        if self._list is not None:
            self._list.hide()

    def forget_taken(self) -> None:
        """A new report: what was accepted belongs to the one before."""
        self._taken = None
        self.put_away()
        self.show_address(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._list
        if shown is not None and shown.isVisible() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                shown.setCurrentRow((shown.currentRow() + step) % shown.count())
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and shown.currentItem() is not None:
                self._take(shown.currentItem())
                return
            if key == Qt.Key.Key_Escape:
                self.put_away()
                return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.put_away()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.put_away()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._list is not None and self._list.isVisible():
            self._lay_out()

    def _proposals(self) -> QListWidget:
        if self._list is None or self._list.parentWidget() is not self.window():
            if self._list is not None:
                self._list.deleteLater()
            shown = QListWidget(self.window())
            shown.setAccessibleName(self.tr("Proposed places"))
            shown.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            shown.setItemDelegate(_Lines(self._tokens, shown))
            shown.setMouseTracking(True)
            shown.setProperty("proposals", True)
            shown.itemClicked.connect(self._take)
            self._list = shown
        return self._list

    def _lay_out(self) -> None:
        shown, window = self._list, self.window()
        if shown is None:
            return
        frame = 2 * shown.frameWidth() + 2
        wanted = min(shown.count(), _ROWS) * shown.sizeHintForRow(0) + frame
        at = self.mapTo(window, QPoint(0, self.height() + 1))
        below, above = window.height() - at.y(), at.y() - self.height() - 2
        if below < min(wanted, 3 * shown.sizeHintForRow(0)) and above > below:
            height = min(wanted, above)
            at.setY(at.y() - self.height() - 2 - height)
        else:
            height = min(wanted, below)
        shown.setGeometry(QRect(at, QSize(self.width(), height)))

    def _edited(self, words: str) -> None:
        left = self._taken
        if left is not None and left.name not in words:
            self._taken = None
            self.place_left.emit(left)
        self.words_typed.emit(words)

    def _take(self, item: QListWidgetItem) -> None:
        place: FoundPlace = item.data(_PLACE)
        self.put_away()
        self._taken = place
        self.setText(place.name)
        self.place_taken.emit(place)

    def _take_address(self) -> None:
        if self._address and not self.text().strip():
            self.setText(self._address)


class _Lines(QStyledItemDelegate):
    """Two lines a place: its name, and in quiet words what and where it is and why it is proposed."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._tokens.px(120), self._tokens.px(46))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = self._tokens
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        name, row.text = row.text, ""
        style = row.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        inside = row.rect.adjusted(tokens.px(8), tokens.px(4), -tokens.px(8), -tokens.px(4))
        lines = ((name, BODY, "text", Qt.AlignmentFlag.AlignTop),
                 (str(index.data(_DETAIL) or ""), LABEL, "quiet", Qt.AlignmentFlag.AlignBottom))
        painter.save()
        for words, size, colour, where in lines:
            painter.setFont(tokens.font(size))
            painter.setPen(tokens.color(colour))
            fitted = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, inside.width())
            painter.drawText(inside, where | Qt.AlignmentFlag.AlignLeft, fitted)
        painter.restore()


