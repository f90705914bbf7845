"""The base map of the map page: chosen by a person, kept for day and night apart, and told of when it does not come."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qtpy.QtCore import QObject, QTimer, Slot
from qtpy.QtWidgets import QFileDialog, QPushButton

from app.background.jobs import Jobs
from app.domain.base_map import BaseKind, BaseMap, BaseMapRefused, ServerState
from app.services.map_ground import MapGround
from app.settings import Settings
from app.tiles.base_maps import BaseMaps
from app.tiles.tile_server import AT_ONCE
from ui.workstation import Workstation
from widgets.map.base_panel import BasePanel
from widgets.map.words import refused_base_words, server_words
from widgets.tokens import Tokens

if TYPE_CHECKING:
    from ui.pages.map_page import MapPage
    from widgets.map.base_layer import BaseLayer
    from widgets.map.street_layer import StreetLayer
    from widgets.map_view import MapView

LOOK_MS = 500            # between two looks at how a server does
AGAIN_SECONDS = 3.0      # between two attempts to have what is missing
OPACITY = 75             # percent
EMPTY_SHARE = 0.25       # of that: areas without a figure cover next to nothing


class BaseMapDesk(QObject):
    """Puts the base map under the map of a page. Signals: none; what is to be said is said on the map and the panel."""

    def __init__(self, workstation: Workstation, tokens: Tokens, page: MapPage) -> None:
        super().__init__(page)
        self._work, self._page, self._tokens = workstation, page, tokens
        self.ground = MapGround(workstation.engine, workstation.jobs, self)
        workstation.feed.resynced.connect(self.ground.read_again)
        self.maps = BaseMaps(workstation.settings)
        self.panel = BasePanel(tokens, self._kinds())
        self._chosen: dict[str, str] = {}    # theme → kind
        self._file = ""
        self._opacity, self._dark = OPACITY, True
        self.layer: BaseLayer | None = None
        self.streets: StreetLayer | None = None
        self._tiles: Jobs | None = None
        # A file on a network drive may hang, so this thread does not wait for it, nor does the journal of reports
        # (work.disk). A second thread lets another base map be chosen meanwhile.
        self._opening = Jobs(threads=2, parent=self)
        self._asked: BaseKind | None = None
        self._silent, self._tried_at = False, 0.0
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._watch)

    # For the page ---------------------------------------------------------------------------------------------------
    def join(self) -> None:
        """Take a place among the tools and beside the map; the page stands."""
        page = self._page
        self.button = QPushButton(self.tr("Base map…"))
        self.button.setToolTip(self.tr("What the map lies on, and how strongly the areas cover it"))
        self.button.clicked.connect(self._show_panel)
        page.tools.row.insertWidget(page.tools.row.indexOf(page.tools.home), self.button)
        page.put_beside(self.panel)
        page.opened.connect(self._open)
        panel = self.panel
        panel.left.connect(self._leave_panel)
        panel.chosen.connect(self.choose)
        panel.file_asked.connect(self._ask_file)
        panel.opacity_chosen.connect(self._set_opacity)
        panel.dark_chosen.connect(self._set_dark)
        panel.dressed.connect(self._dress)
        self._work.settings_changed.connect(self._take_settings)
        self._show_choice()

    def state(self) -> dict[str, Any]:
        """What is remembered of this person's choice."""
        return {"chosen": self._chosen, "file": self._file, "opacity": self._opacity, "dark": self._dark}

    def restore(self, kept: object) -> None:
        """Take ``state`` back; what cannot be understood is left out."""
        if not isinstance(kept, dict):
            return
        chosen, known = kept.get("chosen"), {kind.value for kind in self.panel.buttons}
        if isinstance(chosen, dict):
            self._chosen = {theme: kind for theme, kind in chosen.items()
                            if theme in ("night", "day") and kind in known}
        self._file = kept["file"] if isinstance(kept.get("file"), str) else ""
        opacity = kept.get("opacity")
        if isinstance(opacity, int) and 0 <= opacity <= 100:
            self._opacity = opacity
        self._dark = kept.get("dark") is not False
        self._show_choice()

    @property
    def kind(self) -> BaseKind:
        """What this person chose for this theme; else what the room has, else the streets."""
        first = next(iter(self.maps.configured()), BaseKind.STREETS)
        chosen = self._chosen.get(self._tokens.theme, first)
        return BaseKind(chosen) if chosen in self.panel.buttons else first

    def _kinds(self) -> list[BaseKind]:
        return [BaseKind.STREETS, *self.maps.configured(), BaseKind.FILE, BaseKind.NONE]

    @Slot(object)
    def _take_settings(self, settings: Settings) -> None:
        """Other base maps are configured: what was open is let go of, what was chosen stays where it still is."""
        was, self.maps = self.maps, BaseMaps(settings)
        self._look.stop()
        self.panel.set_kinds(self._kinds())
        self._show_choice()
        self._begin()
        self._work.disk.run(was.close, self._let_go, self._refused, name="base maps: close")

    @Slot(object)
    def _let_go(self, _nothing: object) -> None:
        """The old files and servers are closed."""

    @property
    def _darkened(self) -> bool:
        return self._dark and self._tokens.theme == "night"

    @Slot()
    def _dress(self) -> None:
        """The other theme has a base map of its own."""
        self._show_choice()
        if self.layer is not None and self.layer.base.kind is self.kind:
            self.layer.show(self.layer.base, dark=self._darkened)
        else:
            self._begin()

    @Slot(object)
    def choose(self, kind: BaseKind) -> None:
        """Another base map."""
        if kind is BaseKind.FILE and not self._file:
            self._ask_file()
            self._show_choice()
            return
        self._chosen = {**self._chosen, self._tokens.theme: kind.value}
        self._show_choice()
        self._begin()

    def take_file(self, file: str) -> None:
        """Show an MBTiles file; refused, the map stays as it was."""
        self._opening.run(partial(self._opened, file), self._take_file, self._refused, name="base map file")

    def end(self) -> None:
        """Let go of files and servers."""
        self._look.stop()
        self._opening.shut_down(1.0)
        if self._tiles is not None:
            self._tiles.shut_down(1.0)
        self.maps.close()

    # What the hand does ---------------------------------------------------------------------------------------------
    @Slot()
    def _show_panel(self) -> None:
        self._page.show_beside(self.panel)
        self.panel.buttons[self.kind].setFocus()

    @Slot()
    def _leave_panel(self) -> None:
        self._page.show_beside(None)
        self.button.setFocus()

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self._page, self.tr("Choose a base map"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("MBTiles (*.mbtiles)")
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(int)
    def _set_opacity(self, percent: int) -> None:
        self._opacity = percent
        self._cover()

    @Slot(bool)
    def _set_dark(self, dark: bool) -> None:
        self._dark = dark
        if self.layer is not None:
            self.layer.show(self.layer.base, dark=self._darkened)

    # Behind it ------------------------------------------------------------------------------------------------------
    @Slot(object)
    def _open(self, view: MapView) -> None:
        from widgets.map.base_layer import BaseLayer
        from widgets.map.street_layer import StreetLayer

        self._tiles = Jobs(threads=AT_ONCE, parent=self)
        self.layer = BaseLayer(self._tiles.run, view)
        view.add_layer(self.layer)
        self.streets = StreetLayer(self._tokens, view)
        view.add_layer(self.streets)
        self.ground.ready.connect(self.streets.show_ground)
        self._begin()
        self._cover()

    def _begin(self) -> None:
        if self.layer is None:
            return
        kind = self._asked = self.kind
        file = Path(self._file) if self._file else None
        self._opening.run(partial(self.maps.open, kind, file), self._show, self._refused, name="base map")

    @Slot(object)
    def _show(self, base: BaseMap) -> None:
        if self.layer is None or base.kind is not self._asked:
            return
        self.panel.show_status("")
        self.layer.show(base, dark=self._darkened)
        assert self.streets is not None
        self.streets.set_shown(base.kind is BaseKind.STREETS)
        if base.kind is BaseKind.STREETS:
            self.ground.read()
        self._silent = False
        if self.maps.news(base.kind) is None:
            self._look.stop()
        else:
            self._look.start()
            self._watch()

    def _opened(self, file: str) -> str:
        self.maps.open(BaseKind.FILE, Path(file))
        return file

    @Slot(object)
    def _take_file(self, file: str) -> None:
        self._file = file
        self.choose(BaseKind.FILE)

    @Slot(object)
    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, BaseMapRefused):
            raise error  # a bug: the exception hook shows and logs it
        words = refused_base_words(error)
        self.panel.show_status(words)
        self._page.said.emit(words)
        self._show_choice()

    @Slot()
    def _watch(self) -> None:
        """How the server does: said when it falls silent, and what is missing is asked for when it is time."""
        layer, news = self.layer, self.maps.news(self.kind)
        if layer is None or news is None or layer.base.kind is not self.kind:
            return
        words = server_words(news)
        layer.tell_trouble(words)
        self.panel.show_status(words)
        was, self._silent = self._silent, news.state is not ServerState.ANSWERS
        due = self._silent and news.retry_seconds <= 0 and not news.trying
        seen = self._page.isVisible() or self._page.away.is_open
        now = time.monotonic()
        rested = seen and now - self._tried_at > AGAIN_SECONDS
        if (was and not self._silent) or (due and rested):
            self._tried_at = now
            layer.again()
        elif rested and not self._silent:
            # Single tiles fail while the server answers, and it may fall silent and answer between two looks.
            self._tried_at = now
            layer.again(once=True)

    def _cover(self) -> None:
        if self._page.layer is not None:
            share = self._opacity / 100
            self._page.layer.set_opacity(share, share * EMPTY_SHARE)

    def _show_choice(self) -> None:
        self.panel.show_choice(self.kind, self._opacity, dark=self._dark, file=Path(self._file).name)
