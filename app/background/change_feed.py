"""The change listener on a thread of its own, its items turned into signals.

It is handed the generator ``app.database.changes.changes`` with everything but its wake-up filled in, so this room
needs no database. The generator LISTENs first and says ``Resync`` after that: no change can fall in between.
"""

from __future__ import annotations

import contextlib
import logging
import socket
from collections.abc import Callable, Iterator

from qtpy.QtCore import QObject, QThread, Signal

from app.domain.changes import CasesRead, Change, Changed, Lost, Resync

log = logging.getLogger("gridroom.feed")


class ChangeFeed(QThread):
    """Follows the changes of the server until told to stop.

    Signals:
        changed(str, int): topic and id of something that was committed.
        cases_read(object, object): ids of changed cases and their rows as read on the listener's line (None: ask), told
            before ``changed`` of each; only where the generator was handed a reader.
        resynced(): connected, or connected again; everything known may be stale.
        lost(str): the connection is gone, with words for the log; it goes on trying.
        failed(object): the listener itself broke with this exception (a bug) and has ended.
    """

    changed = Signal(str, int)
    cases_read = Signal(object, object)
    resynced = Signal()
    lost = Signal(str)
    failed = Signal(object)

    def __init__(self, follow: Callable[[socket.socket], Iterator[Change]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._follow = follow
        self._wake, self._waker = socket.socketpair()  # select() on Windows knows sockets only

    def run(self) -> None:
        """The thread's work; started by ``start()``."""
        try:
            for item in self._follow(self._wake):
                match item:
                    case Changed(topic, id_):
                        self.changed.emit(topic, id_)
                    case CasesRead(ids, rows):
                        self.cases_read.emit(ids, rows)
                    case Resync():
                        self.resynced.emit()
                    case Lost(words):
                        log.warning("connection lost: %s", words)
                        self.lost.emit(words)
        except Exception as error:
            log.exception("the change listener broke")
            self.failed.emit(error)

    def stop(self, seconds: float = 5.0) -> bool:
        """Wake the listener and wait for its end; False when it did not end within ``seconds``.

        A listener that hangs while connecting ends by its connect timeout at the latest.
        """
        self.ask_to_end()
        if not self.wait(int(seconds * 1000)):
            return False
        self._wake.close()
        self._waker.close()
        return True

    def ask_to_end(self) -> None:
        """Wake the listener without waiting. Keep the object until ``stop`` said that it has ended."""
        with contextlib.suppress(OSError):  # stopped before
            self._waker.send(b"x")
