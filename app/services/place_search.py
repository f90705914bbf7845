"""Finds places while somebody types, and the address of a point; only the newest question is answered."""

from __future__ import annotations

from functools import partial

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import places
from app.database.failures_from_sql import translated
from app.domain.failures import Failure, Refusal
from app.domain.place import FoundPlace, PlaceAt

TYPING_MS = 120  # a pause between keys: the server answers within some ten ms, so this is what is felt
MOST = 8         # proposals that a person reads at a glance


class PlaceSearch(QObject):
    """Asks the address book off the GUI thread.

    Signals:
        found(str, object): for these words, a list of FoundPlace, the best first.
        addressed(object): the PlaceAt of the newest point asked.
        unavailable(): the server could not be asked; typing goes on without proposals.
    """

    found = Signal(str, object)
    addressed = Signal(object)
    unavailable = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self._words = ""
        self._near: tuple[float, float] | None = None
        self._searching: Job | None = None
        self._addressing: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self._ask)

    def find(self, words: str, near: tuple[float, float] | None = None) -> None:
        """Ask for these words after a pause in typing; ``near`` (degrees) decides between equals. '' asks nothing."""
        self._forget_search()
        self._words, self._near = words.strip(), near
        if self._words:
            self._pause.start()

    def forget(self) -> None:
        """What was asked is of no interest any more; no answer comes."""
        self._forget_search()
        if self._addressing is not None:
            self._addressing.cancel()
            self._addressing = None

    def address(self, longitude: float, latitude: float) -> None:
        """Ask for the address of this point (degrees, CGCS2000/WGS-84) now."""
        if self._addressing is not None:
            self._addressing.cancel()
        self._addressing = self._jobs.run(
            partial(self._fetch_address, longitude, latitude), self._show_address, self._failed, name="address")

    def _forget_search(self) -> None:
        self._pause.stop()
        if self._searching is not None:
            self._searching.cancel()
            self._searching = None

    @Slot()
    def _ask(self) -> None:
        self._searching = self._jobs.run(
            partial(self._fetch, self._words, self._near), self._show, self._failed, name="places for words")

    def _fetch(self, words: str, near: tuple[float, float] | None) -> tuple[str, list[FoundPlace]]:
        with translated(), self._engine.begin() as connection:
            return words, places.find_place(connection, words, near, MOST)

    def _fetch_address(self, longitude: float, latitude: float) -> PlaceAt:
        with translated(), self._engine.begin() as connection:
            return places.place_at(connection, longitude, latitude)

    @Slot(object)
    def _show(self, answer: tuple[str, list[FoundPlace]]) -> None:
        self._searching = None
        self.found.emit(*answer)

    @Slot(object)
    def _show_address(self, told: PlaceAt) -> None:
        self._addressing = None
        self.addressed.emit(told)

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Failure):
            raise error
        if not isinstance(error, Refusal):
            self.unavailable.emit()
