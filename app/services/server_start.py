"""Bringing the embedded server up before anybody can sign in: start, schema, and the demo district on first use."""

from __future__ import annotations

import logging
from enum import IntEnum

from qtpy.QtCore import QObject, Signal, Slot

from app import demo
from app.background.jobs import Job, Jobs
from app.database.embedded_server import EmbeddedServer
from app.domain.failures import Failure

log = logging.getLogger("gridroom.ui")


class StartStep(IntEnum):
    """What is being done; the window says it in words."""

    SERVER = 0
    SCHEMA = 1
    DEMO = 2
    READY = 3


class ServerStart(QObject):
    """Starts the embedded server without holding up the window.

    Signals:
        stepped(int): the StartStep that begins.
        ready(): the server runs, holds this program's schema and, on first use, the demo district.
        failed(object): why it does not (a Failure with a sentence for people).
    """

    stepped = Signal(int)
    ready = Signal()
    failed = Signal(object)

    def __init__(self, server: EmbeddedServer, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server, self._jobs = server, jobs

    @Slot()
    def begin(self) -> None:
        """Start; also to try again after ``failed``."""
        self._jobs.run_long(self._work, self._done, self._broke, self._progressed, name="start the server")

    def _work(self, job: Job) -> None:
        job.progress(StartStep.SERVER, StartStep.READY)
        self._server.hold()
        job.progress(StartStep.SCHEMA, StartStep.READY)
        self._server.ready_database()
        job.progress(StartStep.DEMO, StartStep.READY)
        demo.ensure_demo(self._server)

    @Slot(object)
    def _progressed(self, step: tuple[int, int]) -> None:
        self.stepped.emit(step[0])

    @Slot(object)
    def _done(self, _nothing: object) -> None:
        self.stepped.emit(StartStep.READY)
        self.ready.emit()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        if not isinstance(error, Failure):
            raise error
        log.error("the server did not start: %s", error)
        self.failed.emit(error)
