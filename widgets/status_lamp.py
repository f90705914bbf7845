"""A lamp for a link: to the data, the telephone, the cameras. Colour, glyph and words together."""

from __future__ import annotations

from qtpy.QtWidgets import QWidget

from widgets.glyphs import GlyphLabel
from widgets.tokens import LABEL, Tokens


class StatusLamp(GlyphLabel):
    """● connected · ▲ trying again since … · ✖ lost · ○ not in use.

    Signals: none.
    """

    def __init__(self, tokens: Tokens, name: str, parent: QWidget | None = None) -> None:
        super().__init__(tokens, parent, size=LABEL)
        self._name = name
        self.show_idle()

    def show_connected(self, words: str = "") -> None:
        """The link stands; ``words`` may say how fresh it is: ``0.1s``."""
        self._say("link", words)

    def show_waiting(self, words: str) -> None:
        """The link is away and is being tried again: ``since 03:10:04``."""
        self._say("behind", words)

    def show_idle(self, words: str = "") -> None:
        """Not in use here."""
        self._say("idle", words)

    def _say(self, glyph: str, words: str) -> None:
        self.show_state(glyph, f"{self._name} {words}".strip())
