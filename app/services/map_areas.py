"""Areas and their figures for the map: outlines packed once, figures kept live, one indicator after the other.

Open and overdue cases are counted from the board, which is live anyway: a change costs the server nothing more. What
lies further back (reported, registered, closed) is read anew every minute while a map is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import map_areas
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel, AreaVersion, PlacedArea
from app.domain.area_pack import AreaPack, pack_areas
from app.domain.failures import Failure
from app.domain.map_figures import INDICATORS, AreaCounts, AreaPeople, sum_people
from app.services.area_sums import Figures, colour_levels
from app.services.case_board import CaseBoard
from app.services.server_clock import ServerClock

AREA_TOPIC = "gridroom_area"
COALESCE_MS = 300     # changes that come within this time are painted together
AGAIN_MS = 60_000     # figures of the last days are read again
OVERDUE_MS = 15_000   # cases fall overdue by themselves
RETRY_MS = 5_000


@dataclass(frozen=True, slots=True)
class _Outlines:
    packs: dict[AreaLevel, AreaPack]
    placed: dict[int, PlacedArea]
    by_level: dict[AreaLevel, list[PlacedArea]]


class MapAreas(QObject):
    """Tells a map what to draw. Nothing is read before ``look`` says that somebody looks.

    Signals:
        outlines_ready(object): dict of AreaLevel → AreaPack, outermost level first; again when areas changed.
        figures_ready(object): Figures of the chosen indicator.
        failed(object): what could not be read (Failure); it is tried again.
        versions_ready(int, object): area id and its AreaVersions, newest first.
    """

    outlines_ready = Signal(object)
    figures_ready = Signal(object)
    failed = Signal(object)
    versions_ready = Signal(int, object)

    def __init__(self, engine: Engine, jobs: Jobs, board: CaseBoard, clock: ServerClock,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs, self._board, self._clock = engine, jobs, board, clock
        self.indicator = INDICATORS[0]
        self._looked_at = self._people_changed = False
        self._outlines: _Outlines | None = None
        self._reading: Job | None = None
        self._counting: Job | None = None
        self._recent: dict[str, AreaCounts] | None = None
        self._people: dict[str, AreaPeople] = {}
        self._sums: dict[str, AreaCounts] = {}
        self._cells: dict[str, int] = {}
        self._bounds: dict[AreaLevel, tuple[float, ...]] = {}
        self._dirty = self._fresh = False
        self._gather, self._again, self._overdue, self._retry = (
            self._timer(COALESCE_MS, self._colour), self._timer(AGAIN_MS, self._read_counts),
            self._timer(OVERDUE_MS, self._touch), self._timer(RETRY_MS, self._start))
        board.case_put.connect(self._touch)
        board.case_gone.connect(self._touch)
        board.completed.connect(self._touch)

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    # For the page -----------------------------------------------------------------------------------------------
    def look(self, looked_at: bool) -> None:
        """Somebody looks at a map (again), or nobody does: then nothing is asked of the server."""
        self._looked_at = looked_at
        if looked_at:
            self._fresh = True  # the bounds of the grades hold while somebody looks, and are cut anew for the next look
            self._start()
        else:
            for timer in (self._gather, self._again, self._overdue, self._retry):
                timer.stop()

    def choose(self, key: str) -> None:
        """Another indicator; one that is not known raises KeyError."""
        self.indicator = {one.key: one for one in INDICATORS}[key]
        self._fresh = True
        self._colour()

    def area(self, area_id: int) -> PlacedArea | None:
        """A current area that is on the map."""
        return self._outlines.placed.get(area_id) if self._outlines else None

    def counts(self, area: PlacedArea) -> AreaCounts:
        """Its figures as the map shows them."""
        return self._sums.get(area.label, AreaCounts())

    def cells(self, area: PlacedArea) -> int:
        """How many grid cells lie in it."""
        if self._outlines is None:
            return 0
        if area.label not in self._cells:
            self._cells[area.label] = sum(
                area.holds(one.path) for one in self._outlines.by_level.get(AreaLevel.GRID_CELL, ()))
        return self._cells[area.label]

    def people(self, area: PlacedArea) -> AreaPeople | None:
        """Who lives there; None when nobody gave figures of it, or not of all areas in it."""
        return self._people.get(area.label)

    def above(self, area: PlacedArea) -> list[PlacedArea]:
        """The areas that hold this one, outermost first."""
        if self._outlines is None:
            return []
        by_label = {one.label: one for level in self._outlines.by_level.values() for one in level
                    if one.level is not AreaLevel.GRID_CELL}
        return [by_label[label] for label in area.path.split(".")[:-1] if label in by_label]

    def ask_versions(self, area_id: int) -> None:
        """Ask which versions an area has had; answered by ``versions_ready``."""
        self._jobs.run(partial(self._fetch_versions, area_id), self._show_versions, self._broke, name="area versions")

    def read_figures_again(self) -> None:
        """Households were put: read them now, not within the minute."""
        self._people_changed = self._counting is not None  # what is under way may have been read before them
        self._read_counts()

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed: areas were put; cases come by the board."""
        if topic == AREA_TOPIC:
            self._forget_outlines()

    @Slot()
    def read_again(self) -> None:
        """After a loss of the connection."""
        self._forget_outlines()
        self._recent = None

    # Reading ----------------------------------------------------------------------------------------------------
    def _forget_outlines(self) -> None:
        self._outlines = None
        if self._looked_at:
            self._start()

    @Slot()
    def _start(self) -> None:
        if not self._looked_at or self._reading is not None:
            return
        if self._outlines is None:
            self._reading = self._jobs.run(self._fetch_outlines, self._show_outlines, self._broke, name="map outlines")
        else:
            self._read_counts()

    @Slot()
    def _read_counts(self) -> None:
        if self._looked_at and self._counting is None and self._outlines is not None:
            fetch = partial(self._fetch_counts, self._outlines)
            self._counting = self._jobs.run(fetch, self._take_counts, self._broke, name="map figures")

    def _fetch_outlines(self) -> _Outlines:
        with translated(), self._engine.begin() as connection:
            found = list(map_areas.read_map_areas(connection))
        by_level: dict[AreaLevel, list[map_areas.MapArea]] = {level: [] for level in AreaLevel}
        for area in found:
            by_level[area.level].append(area)
        packs = {level: pack_areas(area.outlined for area in areas) for level, areas in by_level.items() if areas}
        placed = {level: [_placed(area) for area in areas] for level, areas in by_level.items()}
        return _Outlines(packs, {one.area_id: one for level in placed.values() for one in level}, placed)

    def _fetch_counts(self, outlines: _Outlines) -> tuple[dict[str, AreaCounts], dict[str, AreaPeople]]:
        with translated(), self._engine.begin() as connection:
            counts, given = map_areas.area_counts(connection), map_areas.area_people(connection)
        return counts, sum_people(given, (one.path for one in outlines.placed.values())) if given else {}

    def _fetch_versions(self, area_id: int) -> tuple[int, list[AreaVersion]]:
        with translated(), self._engine.begin() as connection:
            return area_id, map_areas.area_versions(connection, area_id)

    @Slot(object)
    def _show_versions(self, answer: tuple[int, list[AreaVersion]]) -> None:
        self.versions_ready.emit(*answer)

    @Slot(object)
    def _show_outlines(self, outlines: _Outlines) -> None:
        self._reading = None
        self._outlines, self._cells = outlines, {}
        self._fresh = True
        self.outlines_ready.emit(outlines.packs)
        self._read_counts()

    @Slot(object)
    def _take_counts(self, answer: tuple[dict[str, AreaCounts], dict[str, AreaPeople]]) -> None:
        self._counting = None
        counts, self._people = answer
        self._fresh = self._fresh or self._recent is None
        if self._people_changed:
            self._people_changed = False
            self._read_counts()
        self._recent = counts
        self._again.start()
        self._colour()

    @Slot(object)
    def _broke(self, error: BaseException) -> None:
        self._reading = self._counting = None
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
        self.failed.emit(error)
        if self._looked_at:
            self._retry.start()

    # Colouring --------------------------------------------------------------------------------------------------
    @Slot()
    def _touch(self, *_what: object) -> None:
        """A case came, changed, went, or time passed: soon, together with what else happens."""
        if self._looked_at and not self._gather.isActive():
            self._gather.start()

    @Slot()
    def _colour(self) -> None:
        if not self._looked_at or self._outlines is None or self._recent is None:
            return
        if self._reading is not None:
            self._dirty = True
            return
        board = self._board.cases() if self._board.complete else None
        bounds = None if self._fresh else self._bounds
        self._fresh = self._dirty = False
        self._reading = self._jobs.run(
            partial(colour_levels, self._outlines.by_level, self._recent, self._people, board, self._clock.now(),
                    self.indicator, bounds),
            self._show_figures, self._broke, name="map colours")

    @Slot(object)
    def _show_figures(self, answer: tuple[dict[str, AreaCounts], Figures]) -> None:
        self._reading = None
        self._sums, figures = answer
        self._bounds = {level: one.bounds for level, one in figures.levels.items()}
        if figures.indicator is self.indicator and self._outlines is not None:
            self.figures_ready.emit(figures)
        self._overdue.start()
        if self._outlines is None:
            self._start()
        elif self._dirty or self._fresh:
            self._colour()


def _placed(area: map_areas.MapArea) -> PlacedArea:
    longitudes = [x for polygon in area.outlined.outline for ring in polygon for x, _ in ring]
    latitudes = [y for polygon in area.outlined.outline for ring in polygon for _, y in ring]
    return PlacedArea(area.outlined.area_id, area.outlined.name, area.level, area.path, area.label, area.area_m2,
                      (min(longitudes), min(latitudes), max(longitudes), max(latitudes)))
