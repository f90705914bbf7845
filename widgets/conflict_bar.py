"""What the inspector says above a case: a move was refused, or somebody else was first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qtpy.QtCore import Qt, Signal
from qtpy.QtGui import QKeySequence, QShortcut
from qtpy.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.case_detail import CaseDetail
from app.domain.difference import Difference
from widgets.conflict_view import ConflictView, Wish
from widgets.tokens import Tokens


class ConflictBar(QFrame):
    """A sentence, the differences where there are any, and the ways on; hidden while nothing is said.

    Signals:
        mine_taken(object, object): send this action with these values again, on the case as it is now.
        theirs_taken(): leave the case as it is; the words stay in the fields. Esc asks for it too.
        reload_asked(): the case is to be shown as it is now.
    """

    mine_taken = Signal(object, object)
    theirs_taken = Signal()
    reload_asked = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "behind")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.reload = QPushButton(self.tr("Show as it is now"))
        self._dismiss = QPushButton(self.tr("Put away"))
        self.clash = ConflictView(tokens)
        row = QHBoxLayout()
        row.addWidget(self.reload)
        row.addWidget(self._dismiss)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(tokens.px(12), tokens.px(8), tokens.px(12), tokens.px(8))
        box.setSpacing(tokens.px(6))
        box.addWidget(self.words)
        box.addWidget(self.clash)
        box.addLayout(row)
        self.reload.clicked.connect(self.reload_asked)
        self._dismiss.clicked.connect(self.hide)
        self.clash.mine_taken.connect(self.mine_taken)
        self.clash.theirs_taken.connect(self.theirs_taken)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self.theirs_taken)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    def tell(self, words: str, *, reload: bool) -> None:
        """Say ``words``, without differences; ``reload`` offers to show the case as it is now."""
        self.words.setText(words)
        self.reload.setVisible(reload)
        self._dismiss.show()
        self.clash.hide()
        self.setVisible(bool(words))

    def show_differences(self, found: Sequence[Difference], detail: CaseDetail, now: datetime) -> None:
        """Name what changed under typed words, below the sentence."""
        self.clash.show_clash(found, detail, now, None)

    def show_clash(self, found: Sequence[Difference], detail: CaseDetail, now: datetime, wish: Wish) -> None:
        """Name what changed beside the move that came too late; its two ways on replace the buttons."""
        self.clash.show_clash(found, detail, now, wish)
        self.reload.hide()
        self._dismiss.hide()
