"""The map: pyqtlet2's map widget with Leaflet, our own page, and layers drawn on canvas.

All state lives in Python. The page is a picture of it that can be lost at any time (its process killed) and is brought
back from the state: view, layers, and whatever each layer restores. Positions are (longitude, latitude) in degrees,
CGCS2000/WGS-84; boxes are (west, south, east, north). ``resources/map/README.md`` tells how to add a layer.
"""

from __future__ import annotations

import logging
import math
import time
from pathlib import Path
from typing import Any, NamedTuple

import pyqtlet2
from qtpy import shiboken
from qtpy.QtCore import QCoreApplication, QEvent, Qt, QTimer, QUrl, Signal, Slot
from qtpy.QtGui import QImage
from qtpy.QtWebEngineCore import QWebEnginePage, QWebEngineProfile
from qtpy.QtWidgets import QWidget

from app.resource_files import resource_path
from widgets.map.layer import MapLayer
from widgets.map.page import ADDRESS, Bridge, BrowserPage
from widgets.map.scheme import AddressGuard, Provider, Run, SchemeHandler
from widgets.tokens import LABEL, Tokens

log = logging.getLogger("gridroom.map")
CORE = "map"                              # name of what the page itself hears and says
MOST_LOSSES, LOSS_WINDOW_SECONDS = 3, 60.0  # a page lost more often within this time is not brought back by itself

Box = tuple[float, float, float, float]


class View(NamedTuple):
    """What part of the world is shown: the middle and Leaflet's zoom."""

    longitude: float
    latitude: float
    zoom: float

    @classmethod
    def kept(cls, told: object) -> View | None:
        """A view as it was kept, a list of three numbers; None for what no map can show."""
        numbers = told if isinstance(told, list) and len(told) == len(cls._fields) else []
        if not numbers or not all(isinstance(one, int | float) and math.isfinite(one) for one in numbers):
            return None
        view = cls(*map(float, numbers))
        return view if abs(view.longitude) <= 540 and abs(view.latitude) <= 90 and 0 <= view.zoom <= 30 else None


class MapView(pyqtlet2.MapWidget):
    """One map. Several may stand beside each other, each with its own page.

    ``run`` is ``Jobs.run`` of a pool for the page's requests (of its own: tiles that hang must not hold up a query).
    The page reaches nothing but us.

    Signals:
        ready(): the page stands and was told everything; again after it was brought back.
        view_changed(object): the View, after each move.
        moved_by_person(): the person moved the map: from now on the program does not, until ★.
        measured(object): dict with ``kind`` ("distance", "area"), ``metres`` or ``square_metres``, and ``points``.
        measuring_ended(): the measuring tool was put away in the page (Esc).
        missed(object): (longitude, latitude) of a click that hit nothing.
        lost(bool): the page's process ended; True when it is brought back by itself.
    """

    ready = Signal()
    view_changed = Signal(object)
    moved_by_person = Signal()
    measured = Signal(object)
    measuring_ended = Signal()
    missed = Signal(object)
    lost = Signal(bool)

    def __init__(self, tokens: Tokens, run: Run, parent: QWidget | None = None) -> None:
        self._tokens, self._run = tokens, run
        self._worn = tokens.theme    # in which the page was told to draw
        super().__init__()  # calls _loadPage
        if parent is not None:
            self.setParent(parent)
        self.setMinimumSize(tokens.px(240), tokens.px(180))
        self.setAccessibleName(self.tr("Map"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _loadPage(self) -> None:
        """Instead of pyqtlet2's page from a file: ours, in a profile that keeps nothing, without waiting for it."""
        self._layers: dict[str, MapLayer] = {}
        self._view: View | None = None
        self._home: Box | None = None
        self._locked = self._alive = self._legend_folded = self._stale = False
        self._measuring: dict[str, Any] = {"kind": "", "points": []}
        self._losses: list[float] = []
        unused = self.page
        self._profile = QWebEngineProfile(self)
        self._page = BrowserPage(self._profile, self)
        self.setPage(self._page)
        unused.deleteLater()
        # Children go in order: the profile must go after its page.
        self._profile.setParent(None)
        self._profile.setParent(self)
        self.guard = AddressGuard(self._profile)
        self._profile.setUrlRequestInterceptor(self.guard)
        self._handler = SchemeHandler(self._run, self._profile)
        self._profile.installUrlSchemeHandler(b"gridroom", self._handler)
        self._handler.serve_folder("", resource_path("map"))
        self._handler.serve_folder("leaflet/", Path(pyqtlet2.__file__).parent / "web" / "modules" / "leaflet_193")
        self._bridge = Bridge(self)
        self._bridge.heard.connect(self._hear)
        self._channel.registerObject("bridge", self._bridge)
        self._page.setWebChannel(self._channel)
        self._page.setBackgroundColor(self._tokens.color("bg"))
        self._page.renderProcessTerminated.connect(self._lose)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.end)
        self._page.load(QUrl(f"{ADDRESS}index.html"))

    # For layers ---------------------------------------------------------------------------------------------------
    def add_layer(self, layer: MapLayer) -> None:
        """Put a layer on the map, also onto a page that stands already. A name is there once (ValueError)."""
        if not layer.name or not layer.script or layer.name in self._layers or layer.name == CORE:
            raise ValueError(f"no layer can be called {layer.name!r}")
        self._layers[layer.name] = layer
        layer.attach(self)
        if self._alive:
            self._put(layer)

    def layer(self, name: str) -> MapLayer:
        """The layer of that name; raises KeyError."""
        return self._layers[name]

    def serve(self, prefix: str, provider: Provider, run: Run | None = None) -> None:
        """Let ``provider`` answer ``gridroom://map/<prefix>…``; see ``widgets/map/scheme.py``."""
        self._handler.serve(prefix, provider, run)

    def send(self, layer: str, do: str, body: dict[str, Any]) -> None:
        """A command for a layer of the page; dropped while there is none, ``restore`` tells it later."""
        if self._alive:
            self._bridge.send(layer, do, body)

    # The view -----------------------------------------------------------------------------------------------------
    @property
    def view(self) -> View | None:
        """What is shown; None before anything was."""
        return self._view

    @property
    def locked(self) -> bool:
        """Whether the person holds the view: the program's own ``suggest`` does nothing."""
        return self._locked

    @property
    def page_stands(self) -> bool:
        """Whether the page is there and hears commands."""
        return self._alive

    def show_view(self, view: View, *, locked: bool = True) -> None:
        """Show exactly this, as remembered from another time."""
        self._view, self._locked = view, locked
        self.send(CORE, "view", {**view._asdict(), "locked": locked})

    def suggest(self, box: Box) -> None:
        """Show this box unless the person holds the view."""
        if not self._locked:
            self.send(CORE, "suggest", {"box": box})

    def set_home(self, box: Box) -> None:
        """Where ★ and the key Home lead; shown at once as long as nobody moved the map."""
        self._home = box
        self.send(CORE, "home", {"box": box})

    @Slot()
    def go_home(self) -> None:
        """★: the whole again, and the program may lead once more."""
        self.send(CORE, "go_home", {})

    def go_to(self, key: str, box: Box) -> None:
        """The person wants to see this. Asked for the same ``key`` again, the view before it comes back exactly."""
        self.send(CORE, "go", {"key": key, "box": box})

    @Slot()
    def zoom_in(self) -> None:
        """One step nearer."""
        self.send(CORE, "zoom", {"by": 1})

    @Slot()
    def zoom_out(self) -> None:
        """One step farther."""
        self.send(CORE, "zoom", {"by": -1})

    @property
    def legend_folded(self) -> bool:
        """Whether only the head of the legend is shown."""
        return self._legend_folded

    def fold_legend(self, folded: bool) -> None:
        """Fold the legend to its head, or open it."""
        self._legend_folded = folded
        self.send(CORE, "fold_legend", {"folded": folded})

    def show_stale(self, stale: bool) -> None:
        """Grey: what is shown is kept from before, nobody brings news. It can be moved and asked as ever."""
        self._stale = stale
        self.send(CORE, "stale", {"stale": stale})
        for layer in self._layers.values():
            layer.age()

    @property
    def stale(self) -> bool:
        """Whether nobody brings news."""
        return self._stale

    def measure(self, kind: str) -> None:
        """Take up the tool ``"distance"`` or ``"area"``, or put it away with ``""``."""
        self._measuring = {"kind": kind, "points": []}
        self.send(CORE, "measure", self._measuring)

    def picture(self) -> QImage:
        """The map as it is seen, with legend, scale and north."""
        return self.grab().toImage()

    def dress(self, tokens: Tokens) -> None:
        """Another theme."""
        self._tokens = tokens
        self._send_theme()
        for layer in self._layers.values():
            layer.dress(tokens)

    def changeEvent(self, event: QEvent) -> None:
        """The other theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_alive", False) \
                and self._worn != self._tokens.theme:
            self.dress(self._tokens)

    @Slot()
    def load_again(self) -> None:
        """Bring the page back, e.g. when it was lost so often that it was left alone."""
        self._page.load(QUrl(f"{ADDRESS}index.html"))

    @Slot()
    def end(self) -> None:
        """Let the browser go, page before profile; for the end of the program. Nothing is shown afterwards."""
        self._alive = False
        self.hide()  # hidden later, a view without a page would make itself a new one in the default profile
        for part in (self._page, self._profile):
            if shiboken.isValid(part):
                shiboken.delete(part)

    # What the page says -------------------------------------------------------------------------------------------
    @Slot(object)
    def _hear(self, said: dict[str, Any]) -> None:
        layer, event = said["layer"], said["event"]
        if layer != CORE:
            if layer in self._layers:
                self._layers[layer].hear(event, said)
        elif event == "ready":
            self._restore()
        elif event == "view":
            self._note_view(said)
        elif event == "missed":
            self.missed.emit((float(said["longitude"]), float(said["latitude"])))
        elif event == "measured":
            self._measuring = {"kind": said.get("kind"), "points": said.get("points")}
            self.measured.emit({name: said.get(name) for name in ("kind", "metres", "square_metres", "points")})
        elif event == "measuring_ended":
            self._measuring = {"kind": "", "points": []}
            self.measuring_ended.emit()
        elif event == "legend_folded":
            self._legend_folded = bool(said.get("folded"))

    def _note_view(self, said: dict[str, Any]) -> None:
        self._view = View(float(said["longitude"]), float(said["latitude"]), float(said["zoom"]))
        was, self._locked = self._locked, bool(said.get("locked"))
        self.view_changed.emit(self._view)
        if self._locked and not was:
            self.moved_by_person.emit()

    def _restore(self) -> None:
        self._alive = True
        self._send_theme()
        self.send(CORE, "fold_legend", {"folded": self._legend_folded})
        self.send(CORE, "stale", {"stale": self._stale})
        if self._view is not None:
            self.send(CORE, "view", {**self._view._asdict(), "locked": self._locked})
        if self._home is not None:
            self.send(CORE, "home", {"box": self._home})
        if self._measuring["kind"]:
            self.send(CORE, "measure", self._measuring)
        for layer in self._layers.values():
            self._put(layer)
        self.ready.emit()

    def _put(self, layer: MapLayer) -> None:
        self.send(CORE, "script", {"name": layer.name, "file": layer.script})
        for command in layer.restore():
            self.send(layer.name, command.pop("do"), command)

    def _send_theme(self) -> None:
        tokens = self._tokens
        self._worn = tokens.theme
        self._page.setBackgroundColor(tokens.color("bg"))
        self.send(CORE, "theme", {
            "colors": tokens.colors(), "scale": tokens.scale, "family": tokens.family, "label": tokens.px(LABEL),
            "words": {"north": self.tr("N"), "home": self.tr("★ Whole district (Home)"), "legend": self.tr("Legend"),
                      "fold": self.tr("Fold or open the legend (L)")},
        })

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _lose(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        self._alive = False
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return  # it ends because the page does
        now = time.monotonic()
        self._losses = [*(at for at in self._losses if now - at < LOSS_WINDOW_SECONDS), now]
        again = len(self._losses) <= MOST_LOSSES
        log.warning("the map's process ended (%s, %d)%s", status.name, code, "" if again else ": too often")
        if again:
            QTimer.singleShot(0, self.load_again)
        self.lost.emit(again)
