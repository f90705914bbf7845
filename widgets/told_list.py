"""A column that tells one thing after the other about a case: a sign with a few words, quiet lines below."""

from __future__ import annotations

from collections.abc import Iterable

from qtpy.QtCore import Qt
from qtpy.QtWidgets import QLabel, QVBoxLayout, QWidget

from widgets.glyphs import GlyphLabel
from widgets.layouts import empty_layout
from widgets.tokens import Tokens


def quiet_words(words: str) -> QLabel:
    """Words that wrap, may be marked and copied, and are never read as markup."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "quiet")
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class ToldList(QWidget):
    """The base of the inspector's lists: ``_clear``, then ``_head`` and ``_lines`` for each, then ``_told``.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, name: str, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader says of the list; its makers translate it."""
        super().__init__(parent)
        self._tokens = tokens
        self.setProperty("plain", True)
        self.setAccessibleName(name)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(tokens.px(6))

    def _clear(self) -> None:
        empty_layout(self._box)

    def _head(self, sign: str, words: str) -> GlyphLabel:
        """A sign (the name of a glyph) with its words."""
        head = GlyphLabel(self._tokens)
        head.show_state(sign, words)
        self._put(head)
        return head

    def _lines(self, lines: Iterable[str]) -> None:
        """Quiet lines under the head; empty ones are left out."""
        said = "\n".join(line for line in lines if line)
        if said:
            self._put(quiet_words(said))

    def _told(self) -> None:
        """All was told: hidden when that was nothing."""
        self.setVisible(self._box.count() > 0)

    def _put(self, widget: QWidget) -> None:
        self._box.addWidget(widget)
        widget.show()  # at once, not at the next turn of the event loop
