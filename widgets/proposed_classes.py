"""Three classes that the words speak for, beneath the line in which the class is chosen: how surely, and why."""

from __future__ import annotations

from collections.abc import Sequence

from qtpy.QtCore import QEvent, QRectF, QSize, Qt, Signal
from qtpy.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from qtpy.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.catalogue import ProposedClass
from widgets.tokens import LABEL, Tokens, tool_tip

COUNT = 3


class ProposedClasses(QWidget):
    """Its room is kept while it is empty, so that nothing moves when proposals come. It never takes the focus; the
    form around it hands Ctrl+1, 2 and 3 to ``press``.

    Signals:
        taken(int): the minor_id of the row that was clicked or whose keys were pressed.
    """

    taken = Signal(int)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposals: tuple[ProposedClass, ...] = ()
        self.setProperty("plain", True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, tokens.px(2), 0, 0)
        box.setSpacing(0)
        self.rows = [_Row(tokens, number, self) for number in range(1, COUNT + 1)]
        for row in self.rows:
            row.clicked.connect(self._clicked)
            box.addWidget(row)
        self.setAccessibleName(self.tr("Proposed classes"))
        self.show_proposals(())

    def show_proposals(self, proposals: Sequence[ProposedClass]) -> None:
        """The likeliest first."""
        self._proposals = tuple(proposals[:COUNT])
        for number, row in enumerate(self.rows):
            row.show_proposal(self._proposals[number] if number < len(self._proposals) else None)
        self.rows[0].hint = "" if self._proposals else self.tr("Proposals come from the description")

    def mark(self, minor_id: int | None) -> None:
        """Show which one is chosen, or which Enter would take."""
        for row in self.rows:
            row.set_marked(minor_id is not None and row.minor_id == minor_id)

    def row_of(self, event: QKeyEvent) -> int | None:
        """The row, from 0, that these keys mean; None when they mean none, or the row is empty."""
        number = event.key() - Qt.Key.Key_1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.ControlModifier:
            return None
        return number if self.isEnabled() and 0 <= number < len(self._proposals) else None

    def press(self, row: int) -> None:
        """As if this row had been clicked."""
        self.rows[row].click()

    def _clicked(self) -> None:
        row = self.sender()
        if isinstance(row, _Row) and row.minor_id is not None:
            self.taken.emit(row.minor_id)


class _Row(QAbstractButton):
    """One proposal, painted: its number, the name, the words that spoke for it, how surely.

    Signals: none of its own.
    """

    def __init__(self, tokens: Tokens, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens, self._number = tokens, number
        self._shown: ProposedClass | None = None
        self._marked = False
        self.hint = ""  # what the empty row says
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def minor_id(self) -> int | None:
        """The class of this row, None while it is empty."""
        return self._shown.minor.minor_id if self._shown is not None else None

    @property
    def words(self) -> str:
        """Everything that the row says."""
        if self._shown is None:
            return ""
        said = f"{self._shown.minor.name} · {self._shown.minor.category}  {self._sure()}"
        return said + (f"  ({'、'.join(self._shown.why)})" if self._shown.why else "")

    def show_proposal(self, proposal: ProposedClass | None) -> None:
        self._shown, self._marked = proposal, False
        self.setEnabled(proposal is not None)
        self.setAccessibleName(self.words)
        self.setToolTip(tool_tip(f"{self.words}  Ctrl+{self._number}" if self.words else ""))
        self.update()

    def set_marked(self, marked: bool) -> None:
        self._marked = marked
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._tokens.px(200), self._tokens.px(26))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._tokens.px
        if self._shown is None:
            painter.setFont(self._tokens.font(LABEL))
            painter.setPen(self._tokens.color("faint"))
            painter.drawText(self.rect().adjusted(px(8), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.hint)
            return
        if self._marked or self.underMouse():
            painter.fillRect(self.rect(), self._tokens.color("raised"))
        small, plain = self._tokens.font(LABEL), self._tokens.font()
        room = QRectF(self.rect()).adjusted(px(8), 0, -px(8), 0)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(small)
        painter.setPen(self._tokens.color("focus" if self._marked else "faint"))
        painter.drawText(room, left, str(self._number))
        sure = self._sure()
        painter.setPen(self._tokens.color("quiet"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, sure)
        room.adjust(px(18), 0, -QFontMetrics(small).horizontalAdvance("100 %") - px(8), 0)
        metrics = QFontMetrics(plain)
        name = metrics.elidedText(self._shown.minor.name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setFont(plain)
        painter.setPen(self._tokens.color("text"))
        painter.drawText(room, left, name)
        room.setLeft(room.left() + metrics.horizontalAdvance(name) + px(12))
        why = QFontMetrics(small).elidedText("、".join(self._shown.why), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setFont(small)
        painter.setPen(self._tokens.color("faint"))
        painter.drawText(room, left, why)

    def _sure(self) -> str:
        assert self._shown is not None
        return f"{self._shown.confidence * 100:.0f} %"
