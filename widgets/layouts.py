"""What every list that is built anew does with its layout first."""

from __future__ import annotations

from qtpy.QtWidgets import QLayout


def empty_layout(layout: QLayout) -> None:
    """Take every widget out of ``layout``; none of them is seen any more, not even until the event loop turns."""
    while layout.count():
        old = layout.takeAt(0).widget()
        if old is not None:
            old.hide()
            old.deleteLater()
