"""The catalogue, the departments and the streets, read once and again whenever a city edits them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database import areas, catalogue, people
from app.database.failures_from_sql import translated
from app.domain.area import Area, AreaLevel
from app.domain.catalogue import FilingCondition, Subcategory
from app.domain.failures import Unreachable
from app.domain.people import Department

TOPICS = ("gridroom_catalogue", "gridroom_area")
REST_MS = 500  # an edited catalogue changes in hundreds of rows: read it once, after the last


@dataclass(frozen=True, slots=True)
class _Read:
    subcategories: tuple[Subcategory, ...]
    departments: tuple[Department, ...]
    districts: tuple[Area, ...]
    streets: tuple[Area, ...]
    communities: tuple[Area, ...]


def _own_first(districts: Iterable[Area], own_code: object) -> tuple[Area, ...]:
    return tuple(sorted(districts, key=lambda district: district.code != own_code))


class CatalogueBook(QObject):
    """Subcategories with their filing conditions, departments, and the outer levels of areas, as they stand; the
    district of this room (setting ``district_code``) before the others.

    Signals:
        changed(): read (again); the attributes tell.
    """

    changed = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self.subcategories: tuple[Subcategory, ...] = ()
        self.departments: tuple[Department, ...] = ()
        self.districts: tuple[Area, ...] = ()
        self.streets: tuple[Area, ...] = ()
        self.communities: tuple[Area, ...] = ()
        self._minors: dict[int, Subcategory] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.read)

    @Slot()
    def read(self) -> None:
        """Read all of it again."""
        self._jobs.run(self._fetch, self._show, self._failed, name="catalogue")

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed."""
        if topic in TOPICS:
            self._rest.start()

    def subcategory(self, minor_id: int | None) -> Subcategory | None:
        """The minor class with this id."""
        return None if minor_id is None else self._minors.get(minor_id)

    def conditions(self, minor_id: int | None) -> tuple[FilingCondition, ...]:
        """The filing conditions of a minor class; empty while it has none."""
        minor = self.subcategory(minor_id)
        return minor.conditions if minor else ()

    def _fetch(self) -> _Read:
        with translated(), self._engine.begin() as connection:
            return _Read(tuple(catalogue.subcategories(connection)), tuple(people.departments(connection)),
                         _own_first(areas.areas(connection, AreaLevel.DISTRICT),
                                    catalogue.setting(connection, "district_code")),
                         tuple(areas.areas(connection, AreaLevel.STREET)),
                         tuple(areas.areas(connection, AreaLevel.COMMUNITY)))

    @Slot(object)
    def _show(self, read: _Read) -> None:
        self.subcategories, self.departments = read.subcategories, read.departments
        self.districts, self.streets, self.communities = read.districts, read.streets, read.communities
        self._minors = {minor.minor_id: minor for minor in self.subcategories}
        self.changed.emit()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Unreachable):
            raise error  # read again at the next resync; anything else is a bug
