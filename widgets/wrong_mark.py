"""The ring around an editor whose value was not accepted."""

from __future__ import annotations

from qtpy.QtWidgets import QWidget


def mark_wrong(editor: QWidget, is_wrong: bool) -> None:
    """Ring the editor in the colour of what needs attention, or not; the style sheet asks for the property."""
    if bool(editor.property("wrong")) != is_wrong:
        editor.setProperty("wrong", is_wrong)
        editor.style().unpolish(editor)
        editor.style().polish(editor)
