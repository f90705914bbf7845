"""The map's page: its own profile that keeps nothing, one channel, no way to anywhere else."""

from __future__ import annotations

import json
import logging
from typing import Any

from qtpy.QtCore import QObject, QUrl, Signal, Slot
from qtpy.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings

from widgets.map.engine import HOST, SCHEME

log = logging.getLogger("gridroom.map")
ADDRESS = f"{SCHEME.decode()}://{HOST}/"
LARGEST_EVENT = 200_000  # characters; more than any layer of ours says at once


class Bridge(QObject):
    """The one door between Python and the page. Both ways only JSON goes through it.

    Signals:
        command(str): to the page.
        heard(object): a dict from the page, with ``layer`` and ``event``.
    """

    command = Signal(str)
    heard = Signal(object)

    def send(self, layer: str, do: str, body: dict[str, Any]) -> None:
        """A command for a layer; raises TypeError or ValueError for what is no JSON."""
        self.command.emit(json.dumps({**body, "layer": layer, "do": do}, ensure_ascii=False, allow_nan=False))

    @Slot(str)
    def say(self, text: str) -> None:
        """Words of the page."""
        if len(text) > LARGEST_EVENT:
            log.warning("the map's page said %d characters at once", len(text))
            return
        try:
            said = json.loads(text)
        except ValueError:
            said = None
        if isinstance(said, dict) and isinstance(said.get("layer"), str) and isinstance(said.get("event"), str):
            self.heard.emit(said)
        else:
            log.warning("the map's page said what nobody understands")


class BrowserPage(QWebEnginePage):
    """Goes nowhere but to our own page, opens no window, and tells the log instead of the console."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        settings, attribute = self.settings(), QWebEngineSettings.WebAttribute
        for off in (attribute.PluginsEnabled, attribute.LocalStorageEnabled, attribute.HyperlinkAuditingEnabled,
                    attribute.JavascriptCanOpenWindows, attribute.LocalContentCanAccessRemoteUrls,
                    attribute.LocalContentCanAccessFileUrls, attribute.NavigateOnDropEnabled,
                    attribute.ErrorPageEnabled, attribute.DnsPrefetchEnabled, attribute.ScrollAnimatorEnabled):
            settings.setAttribute(off, False)

    def acceptNavigationRequest(self, url: QUrl, _kind: Any, _main_frame: bool) -> bool:
        return url.toString().startswith(ADDRESS)

    def createWindow(self, _kind: Any) -> None:
        return None

    def javaScriptConsoleMessage(self, level: Any, message: str, line: int, source: str) -> None:
        wrong = level == QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel
        log.log(logging.WARNING if wrong else logging.INFO, "map page: %s (%s:%d)", message[:2000],
                source.removeprefix(ADDRESS), line)
