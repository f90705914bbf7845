"""The Python half of a layer of the map; ``resources/map/README.md`` tells the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qtpy.QtCore import QObject

if TYPE_CHECKING:
    from widgets.map_view import MapView
    from widgets.tokens import Tokens

Command = dict[str, Any]


class MapLayer(QObject):
    """One layer: what is known of it lives here, the page only draws it and can be lost at any time.

    A subclass sets ``name`` (of the JavaScript half) and ``script`` (its file under ``resources/map``), answers
    ``restore`` with the commands that bring a fresh page to the present state, and takes the page's words in ``hear``.
    """

    name = ""
    script = ""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view: MapView | None = None

    def attach(self, view: MapView) -> None:
        """The view took this layer; a subclass registers its providers here (``view.serve``)."""
        self._view = view

    def restore(self) -> list[Command]:
        """Commands for a page that knows nothing: at first, and after its process was lost."""
        return []

    def dress(self, tokens: Tokens) -> None:
        """Another theme; what the page draws of itself in the theme's colours it has been told already."""

    def age(self) -> None:
        """News stopped coming, or come again (``MapView.stale``): for a layer that says it is live."""

    def hear(self, event: str, body: Command) -> None:
        """Words of the JavaScript half; never trust them further than a click."""

    def send(self, do: str, **body: Any) -> None:
        """Tell the JavaScript half to ``do`` something; what is no JSON raises TypeError. Without a page: nothing."""
        if self._view is not None:
            self._view.send(self.name, do, body)
