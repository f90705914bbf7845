"""The program itself, noting when each part of its start is done."""

from __future__ import annotations

import json
import time
from pathlib import Path

from qtpy.QtCore import QCoreApplication, QEvent, QObject, Slot

from app.services.server_start import ServerStart, StartStep
from app.services.session import SignedIn
from app.settings import Settings
from ui.start import Program, make_application


class Probe(Program):
    """The program itself, noting when each part is done, and signing in as soon as it asks who is there."""

    def prepare(self, login: str, password: str) -> None:
        """Whom to sign in as."""
        self.who = (login, password)
        self.marks: dict[str, int] = {}
        self.counted = False

    def mark(self, part: str) -> None:
        """``part`` is done now."""
        self.marks[part] = time.monotonic_ns()

    def begin(self) -> None:
        super().begin()
        self.mark("first window shown")
        self.findChild(ServerStart).stepped.connect(self.step)

    @Slot(int)
    def step(self, step: int) -> None:
        """A part of the server's start begins, so the one before it is done."""
        done = {StartStep.SCHEMA: "server", StartStep.DEMO: "schema check", StartStep.READY: "demo check"}.get(step)
        if done:
            self.mark(done)

    @Slot()
    def ask_login(self) -> None:
        super().ask_login()
        self.mark("login window")
        self.session.sign_in(self.server.person_url(*self.who))

    @Slot(object)
    def enter(self, door: SignedIn) -> None:
        self.mark("signed in")
        super().enter(door)
        self.mark("main window built")
        self.workstation.board.counted.connect(self.count)
        self.window.board.table.view.viewport().installEventFilter(self)

    @Slot(list)
    def count(self, _counts: list[object]) -> None:
        """First rows and counts are in the models; the next picture shows them."""
        self.counted = True
        self.window.board.table.view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the end of the first painting after the first reading."""
        if event.type() is QEvent.Type.Paint and self.counted and "board painted" not in self.marks:
            self.marks["board painted"] = 0
            QCoreApplication.sendEvent(watched, event)
            self.mark("board painted")
            QCoreApplication.quit()
            return True
        return False


def start_once(home: Path, login: str, password: str, spawned: int, began: dict[str, int]) -> int:
    """Start once up to the painted board, print the times in milliseconds since ``spawned``, end."""
    app = make_application(Settings.load(home, {}))
    program = Probe(app, Settings.load(home, {}))
    program.prepare(login, password)
    program.mark("application and theme")
    program.begin()
    app.exec()
    rows = program.window.board.table.view.model().rowCount()
    ending = time.monotonic_ns()
    program.end()
    print(json.dumps({"marks": {part: (at - spawned) / 1e6 for part, at in (began | program.marks).items()},
                      "rows": rows, "end": (time.monotonic_ns() - ending) / 1e6}), flush=True)
    return 0
