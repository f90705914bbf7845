"""What the map's page may load: files of ours and answers of registered providers under ``gridroom://map/``, no more.

A provider is registered for the beginning of a path (``serve("tiles/streets/", provider)``). It is called as
``provider(path, query)`` with the rest of the path and the query as a dict, **on a worker thread**, and returns an
``Answer``; ``None`` means that there is nothing there (404). It may raise: the page hears of a failed request, the log
of the error. Requests of a page that went away meanwhile are dropped. A provider may be slow, but not for ever.
One that only looks up bytes that stand ready is registered with ``at_once`` instead of a pool: it is called on the GUI
thread, without two changes of thread that take longer than the answer.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from qtpy.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, QUrlQuery, Slot
from qtpy.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)

from app.domain.base_map import TileUnavailable
from widgets.map.engine import HOST, SCHEME

log = logging.getLogger("gridroom.map")

MEDIA_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".png": "image/png",
               ".svg": "image/svg+xml"}
# A path that a page of ours asks for: no dots that climb, nothing to unescape.
_SAFE = re.compile(r"(?!.*\.\.)[A-Za-z0-9_./-]{1,400}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent to the page."""

    data: bytes
    media_type: str = "application/octet-stream"


Provider = Callable[[str, dict[str, str]], Answer | None]
# Like app.background.jobs.Jobs.run: work on another thread, then one of two bound methods on this one.
Run = Callable[..., Any]


def at_once(work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Any], None], *, name: str = "",
            ) -> None:
    """A ``Run`` for providers that never wait: here and now, on the thread that asks."""
    try:
        answer = work()
    except Exception as error:  # as on a worker: a provider's fault is told and harms nobody else
        failed(error)
    else:
        done(answer)


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers ``gridroom://map/…``. Signals: none."""

    def __init__(self, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._providers: dict[str, tuple[Provider, Run]] = {}

    def serve(self, prefix: str, provider: Provider, run: Run | None = None) -> None:
        """Let ``provider`` answer every path that begins with ``prefix`` (the longest one wins).

        ``run``: a pool of its own, for a provider that may wait long (a tile server) and must hold up no other; or
        ``at_once``.
        """
        self._providers[prefix] = (provider, run or self._run)

    def serve_folder(self, prefix: str, folder: Path) -> None:
        """Let the files below ``folder`` be read under ``prefix``."""
        self.serve(prefix, partial(file_of, folder.resolve()))

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        path = url.path().lstrip("/")
        found = max((prefix for prefix in self._providers if path.startswith(prefix)), key=len, default=None)
        if url.host() != HOST or bytes(job.requestMethod().data()) != b"GET" or found is None \
                or not _SAFE.fullmatch(path):
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        query = dict(QUrlQuery(url).queryItems(QUrl.ComponentFormattingOption.FullyDecoded))
        pending = _Pending(job, path, self)
        provider, run = self._providers[found]
        pending.work = run(partial(provider, path[len(found):], query), pending.done, pending.failed,
                           name=f"map: {found}")


class _Pending(QObject):
    """One request on its way; the page may take it back at any time."""

    def __init__(self, job: QWebEngineUrlRequestJob, path: str, parent: QObject) -> None:
        super().__init__(parent)
        self._job: QWebEngineUrlRequestJob | None = job
        self._path = path
        self.work: Any = None            # what ``run`` gave: app.background.jobs.Job
        job.destroyed.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._job = None
        if self.work is not None:
            self.work.cancel()  # begun or not: nobody waits for it any more
        self.deleteLater()

    @Slot(object)
    def done(self, answer: Answer | None) -> None:
        if self._job is None:
            return
        if answer is None:
            self._job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        buffer = QBuffer(self._job)
        buffer.setData(QByteArray(answer.data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._job.reply(answer.media_type.encode(), buffer)

    @Slot(object)
    def failed(self, error: BaseException) -> None:
        if not isinstance(error, TileUnavailable):  # those are told once by who knows why, not once per tile
            log.warning("the map's %s cannot be answered: %s", self._path, error)
        if self._job is not None:
            self._job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)


class AddressGuard(QWebEngineUrlRequestInterceptor):
    """Blocks every request that is not ours: a configured server of tiles is asked by us (app/tiles), not by the page.

    ``blocked`` keeps the last hundred refused addresses (scheme and host only: a query may hold a key).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocked: list[str] = []

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if self.allows(url):
            return
        info.block(True)
        self.blocked = [*self.blocked[-99:], f"{url.scheme()}://{url.host()}"]
        log.warning("the map may not reach %s://%s", url.scheme(), url.host())

    def allows(self, url: QUrl) -> bool:
        """Whether a request for ``url`` may leave the page."""
        if url.scheme() == SCHEME.decode() and url.host() == HOST:
            return True
        # Made by the page itself, or Qt's own channel script.
        return url.scheme() in ("data", "blob") or url.toString().startswith("qrc:///qtwebchannel/")


def file_of(folder: Path, path: str, _query: dict[str, str]) -> Answer | None:
    """A provider of the files below ``folder``; what lies outside it, or is of an unknown kind, is not there."""
    file = (folder / path).resolve()
    kind = MEDIA_TYPES.get(file.suffix)
    if kind is None or not file.is_relative_to(folder) or not file.is_file():
        return None
    return Answer(file.read_bytes(), kind)
