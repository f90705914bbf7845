"""One stage as a column of cards: only the cards in sight are painted, and nothing moves under the hand."""

from __future__ import annotations

from datetime import datetime

from qtpy.QtCore import QEvent, QRect, QRectF, Qt, Signal
from qtpy.QtGui import QCursor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from qtpy.QtWidgets import QPushButton, QScrollBar, QWidget

from app.domain.case import Stage
from widgets.case_card import BETWEEN, HEIGHT, CardLook, CaseCard
from widgets.case_choice import CaseChoice
from widgets.case_table_model import Column
from widgets.glyphs import paint_glyph
from widgets.stage_lists import StageLists
from widgets.tokens import BODY, LABEL, Tokens
from widgets.words import stage_word

HEAD = 36              # px at 96 dpi
_STALE_OPACITY = 0.55
_RECOUNT_SECONDS = 10  # cases fall overdue by themselves


class StageColumn(QWidget):
    """The head with its counts and the cards below it.

    Signals:
        pressed(int, object): a card was pressed with these keyboard modifiers.
        opened(int): double click on a card.
    """

    pressed = Signal(int, object)
    opened = Signal(int)

    def __init__(self, tokens: Tokens, stage: Stage, lists: StageLists, card: CaseCard, choice: CaseChoice,
                 parent: QWidget) -> None:
        super().__init__(parent)
        self.stage, self._tokens, self._lists, self._card, self._choice = stage, tokens, lists, card, choice
        self.current: int | None = None
        self.focused = self.stale = False
        self._hovered = -1
        self._held: tuple[int, int] | None = None  # (case id, y in the widget) of what must not move
        self._new_above: set[int] = set()
        self._late: tuple[datetime | None, int] | None = None
        self.empty_text = ""
        self.setMouseTracking(True)
        self.setAccessibleName(stage_word(stage))
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setSingleStep(self.pitch)
        self.bar.valueChanged.connect(self._scrolled)
        self._new_button = QPushButton(self)
        self._new_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._new_button.hide()
        self._new_button.clicked.connect(self.show_new)

    # For the columns ------------------------------------------------------------------------------------------

    @property
    def pitch(self) -> int:
        """Px from one card to the next."""
        return self._tokens.px(HEIGHT) + self._tokens.px(BETWEEN)

    def hold(self) -> None:
        """Note the card that must stay where it is: under the pointer, else the current one, else the top one."""
        if self._held is None:
            place = self._anchor()
            if place is not None:
                self._held = (self._lists.case_at(self.stage, place).case_id, self._top_of(place))

    def release(self) -> None:
        """The list has changed: bring the held card back to where it was."""
        held, self._held = self._held, None
        self._late = None
        self._fit_bar()
        found = self._lists.place_of(held[0]) if held is not None else None
        if held is not None and found is not None and found[0] is self.stage:
            self.bar.setValue(found[1] * self.pitch + self._first_top() - held[1])
        self._keep_new_above()
        self.update()

    def arrived(self, case_id: int) -> None:
        """A case came in; above what is in sight it is counted, not shown."""
        found = self._lists.place_of(case_id)
        if found is not None and found[1] * self.pitch < self.bar.value():
            self._new_above.add(case_id)
            self._keep_new_above()

    def new_above(self) -> int:
        """How many came in above what is in sight."""
        return len(self._new_above)

    def show_new(self) -> None:
        """Go to the top, where the new ones are."""
        self.bar.setValue(0)

    def show_place(self, place: int) -> None:
        """Scroll no further than needed to see this card whole."""
        top = place * self.pitch
        room = self.height() - self._first_top() - self._tokens.px(BETWEEN)
        if top < self.bar.value():
            self.bar.setValue(top)
        elif top + self.pitch > self.bar.value() + room:
            self.bar.setValue(top + self.pitch - room)

    def first_place(self) -> int:
        """The first card that is seen whole."""
        return -(-self.bar.value() // self.pitch)

    def cards_in_sight(self) -> int:
        """How many whole cards fit."""
        return max(1, (self.height() - self._first_top()) // self.pitch)

    def told(self) -> list[tuple[int, str]]:
        """(case id, light and words) of the cards in sight, to see whether they tell the time anew."""
        source = self._lists.model.sourceModel()
        cases = [self._lists.case_at(self.stage, place) for place in self._places()]
        return [(case.case_id, f"{case.light(source.now)} {source.words(case, Column.DEADLINE)}") for case in cases]

    def late(self, now: datetime | None) -> int:
        """How many of the shown ones are overdue; counted anew after a change and every ten seconds."""
        if now is None:
            return 0
        if self._late is None or self._late[0] is None or (now - self._late[0]).total_seconds() > _RECOUNT_SECONDS:
            self._late = (now, self._lists.late(self.stage, now))
        return self._late[1]

    # Geometry -------------------------------------------------------------------------------------------------

    def _first_top(self) -> int:
        return self._tokens.px(HEAD) + self._tokens.px(BETWEEN)

    def _top_of(self, place: int) -> int:
        return self._first_top() + place * self.pitch - self.bar.value()

    def _places(self) -> range:
        first = self.bar.value() // self.pitch
        last = (self.bar.value() + self.height() - self._first_top()) // self.pitch
        return range(first, min(self._lists.count(self.stage), last + 1))

    def _place_at(self, y: int) -> int | None:
        below = y - self._first_top() + self.bar.value()
        place = below // self.pitch
        on_card = y > self._tokens.px(HEAD) and below % self.pitch < self._tokens.px(HEIGHT)
        return place if on_card and 0 <= place < self._lists.count(self.stage) else None

    def _anchor(self) -> int | None:
        if self.underMouse():
            under = self._place_at(self.mapFromGlobal(QCursor.pos()).y())
            if under is not None:
                return under
        found = self._lists.place_of(self.current) if self.current is not None else None
        if found is not None and found[0] is self.stage and found[1] in self._places():
            return found[1]
        top = self.bar.value() // self.pitch
        return top if self.bar.value() > 0 and top < self._lists.count(self.stage) else None

    def _fit_bar(self) -> None:
        room = self.height() - self._first_top()
        self.bar.setPageStep(max(1, room))
        self.bar.setRange(0, max(0, self._lists.count(self.stage) * self.pitch - room))
        self.bar.setVisible(self.bar.maximum() > 0)
        self._place_button()

    def _keep_new_above(self) -> None:
        top = self.first_place()
        places = {case_id: self._lists.place_of(case_id) for case_id in self._new_above}
        self._new_above = {case_id for case_id, found in places.items()
                           if found is not None and found[0] is self.stage and found[1] < top}
        self._place_button()

    def _place_button(self) -> None:
        self._new_button.setVisible(bool(self._new_above))
        if self._new_above:
            self._new_button.setText(self.tr("{n} new ↑").format(n=len(self._new_above)))
            self._new_button.adjustSize()
            self._new_button.move((self.width() - self._new_button.width()) // 2, self._first_top())
            self._new_button.raise_()

    # Qt -------------------------------------------------------------------------------------------------------

    def _scrolled(self) -> None:
        self._keep_new_above()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.bar.sizeHint().width()
        self.bar.setGeometry(self.width() - wide, self._tokens.px(HEAD), wide, self.height() - self._tokens.px(HEAD))
        self._fit_bar()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.bar.event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(int(event.position().y()))
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self._lists.case_at(self.stage, place).case_id, event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(int(event.position().y()))
        if place is not None:
            self.opened.emit(self._lists.case_at(self.stage, place).case_id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._place_at(int(event.position().y())))

    def leaveEvent(self, _event: QEvent) -> None:
        self._hover(None)

    def _hover(self, place: int | None) -> None:
        wanted = -1 if place is None else self._lists.case_at(self.stage, place).case_id
        if wanted != self._hovered:
            self._hovered = wanted
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), tokens.color("bg"))
        wide = self.width() - (self.bar.width() if self.bar.isVisible() else tokens.px(4))
        if self.stale:
            painter.setOpacity(_STALE_OPACITY)
        for place in self._places():
            box = QRect(tokens.px(4), self._top_of(place), wide - tokens.px(4), tokens.px(HEIGHT))
            if box.intersects(event.rect()):
                case = self._lists.case_at(self.stage, place)
                self._card.paint(painter, box, case, CardLook(
                    case.case_id == self.current, case.case_id in self._choice, case.case_id == self._hovered,
                    self.focused))
        painter.setOpacity(1)
        if not self._lists.count(self.stage):
            painter.setFont(tokens.font(LABEL))
            painter.setPen(tokens.color("quiet"))
            words = self.rect().adjusted(tokens.px(8), self._first_top() + tokens.px(8), -tokens.px(8), 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self.empty_text)
        self._paint_head(painter)

    def _paint_head(self, painter: QPainter) -> None:
        tokens = self._tokens
        head = QRect(0, 0, self.width(), tokens.px(HEAD))
        painter.fillRect(head, tokens.color("raised"))
        box = head.adjusted(tokens.px(10), 0, -tokens.px(10), 0)
        strong = tokens.font(BODY, strong=True)
        painter.setFont(strong)
        painter.setPen(tokens.color("text"))
        count = str(self._lists.count(self.stage))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        right = box.right() - QFontMetrics(strong).horizontalAdvance(count) - tokens.px(8)
        late = self.late(self._lists.model.sourceModel().now)
        if late:
            small, side = tokens.font(LABEL), tokens.px(9)
            width = QFontMetrics(small).horizontalAdvance(str(late))
            painter.setFont(small)
            painter.setPen(tokens.color("overdue"))
            painter.drawText(QRectF(right - width, 0, width, head.height()), Qt.AlignmentFlag.AlignVCenter, str(late))
            right -= width + side + tokens.px(4)
            paint_glyph(painter, QRectF(right, (head.height() - side) / 2 + 0.5, side, side), "overdue",
                        tokens.color("overdue"))
        painter.setFont(strong)
        painter.setPen(tokens.color("text"))
        words = painter.fontMetrics().elidedText(stage_word(self.stage), Qt.TextElideMode.ElideRight,
                                                 right - box.left() - tokens.px(4))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
