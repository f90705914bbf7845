"""The papers of one case: what was issued when and by whom, and which of them no longer say what is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qtpy.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from qtpy.QtGui import QFontMetrics, QPainter
from qtpy.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.paper import CasePaper, PaperKind
from app.domain.supervision import Card
from widgets.request_words import card_word
from widgets.time_words import moment_words
from widgets.tokens import BODY, GAP, LABEL, Tokens, tool_tip

_KINDS = {
    PaperKind.FLOW: QT_TRANSLATE_NOOP("papers", "Event flow slip"),
    PaperKind.DISPATCH: QT_TRANSLATE_NOOP("papers", "Dispatch slip"),
    PaperKind.ORDER: QT_TRANSLATE_NOOP("papers", "Supervision order"),
    PaperKind.REQUEST: QT_TRANSLATE_NOOP("papers", "Request"),
}
_REQUESTS = {
    "extension": QT_TRANSLATE_NOOP("papers", "Request for extension"),
    "deferral": QT_TRANSLATE_NOOP("papers", "Request for deferral"),
    "suspension": QT_TRANSLATE_NOOP("papers", "Request for suspension"),
}


def kind_words(kind: PaperKind, what: str = "") -> str:
    """事件流转单, 派遣单, 督办单 · 红牌, 延期申请表."""
    translate = QCoreApplication.translate
    if kind is PaperKind.REQUEST and what in _REQUESTS:
        return translate("papers", _REQUESTS[what])
    words = translate("papers", _KINDS[kind])
    return f"{words} · {card_word(Card(what))}" if kind is PaperKind.ORDER and what else words


def standing_words(paper: CasePaper, now: datetime) -> str:
    """Which edition it is, of when, by whom, and how often it was printed."""
    translate = QCoreApplication.translate
    if paper.issued_at is None:
        return translate("papers", "never issued")
    words = translate("papers", "Edition {edition} · {time} · {by}").format(
        edition=paper.sequence, time=moment_words(paper.issued_at, now), by=paper.issued_by)
    if paper.printed_at is None:
        return f"{words}\n" + translate("papers", "not printed yet")
    return f"{words}\n" + translate("papers", "{count} prints, the last {time} by {by}").format(
        count=paper.prints, time=moment_words(paper.printed_at, now), by=paper.printed_by)


class _PaperDelegate(QStyledItemDelegate):
    """The name of a paper in body size, the rest below it small and quiet, a warning in its colour."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._fonts = (tokens.font(BODY), tokens.font(LABEL))
        self._heights = [QFontMetrics(font).height() + tokens.px(3) for font in self._fonts]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line of body and the others of label size, with a margin."""
        lines = str(index.data()).count("\n")
        return QSize(option.rect.width(), self._heights[0] + lines * self._heights[1] + 2 * self._tokens.px(GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        """The row as the style draws it, with our lines."""
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        margin = self._tokens.px(GAP)
        y = option.rect.top() + margin
        painter.save()
        for number, line in enumerate(str(index.data()).split("\n")):
            small = number > 0
            font, height = self._fonts[small], self._heights[small]
            painter.setFont(font)
            painter.setPen(self._tokens.color("behind" if line.startswith("▲") else "quiet" if small else "text"))
            room = QRect(option.rect.left() + margin, y, option.rect.width() - 2 * margin, height)
            shown = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            y += height
        painter.restore()


class PaperList(QListWidget):
    """One entry a paper; one that is out of date says so first.

    Signals:
        paper_chosen(object): the CasePaper that is marked now.
    """

    paper_chosen = Signal(object)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers: tuple[CasePaper, ...] = ()
        self.setAccessibleName(self.tr("Papers of the case"))
        self.setItemDelegate(_PaperDelegate(tokens, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._marked)

    def show_papers(self, papers: Sequence[CasePaper], now: datetime) -> None:
        """Show these; the mark stays on the paper on which it was, and nobody is told of it."""
        marked = self.chosen()
        self.blockSignals(True)
        self.clear()
        self._papers = tuple(papers)
        for paper in papers:
            lines = [kind_words(paper.kind, paper.what), paper.paper_number, standing_words(paper, now)]
            if paper.current is False:
                lines.insert(1, "▲ " + self.tr("out of date: the case has changed since"))
            item = QListWidgetItem("\n".join(line for line in lines if line))
            item.setToolTip(tool_tip(item.text()))
            self.addItem(item)
        if marked is not None:
            self.mark(marked.kind, marked.subject)
        self.blockSignals(False)

    def chosen(self) -> CasePaper | None:
        """The marked paper."""
        row = self.currentRow()
        return self._papers[row] if 0 <= row < len(self._papers) else None

    def mark(self, kind: PaperKind, subject: str | None = None) -> None:
        """Mark the first paper of this kind (the newest of its orders or requests), or the one of this subject."""
        for row, paper in enumerate(self._papers):
            if paper.kind is kind and subject in (None, paper.subject):
                self.setCurrentRow(row)
                return

    @Slot(int)
    def _marked(self, _row: int) -> None:
        paper = self.chosen()
        if paper is not None:
            self.paper_chosen.emit(paper)
