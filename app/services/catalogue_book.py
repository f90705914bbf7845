"""The catalogue and the departments, read once and again whenever a city edits them."""

from __future__ import annotations

from qtpy.QtCore import QObject, QTimer, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Jobs
from app.database import catalogue, people
from app.database.failures_from_sql import translated
from app.domain.catalogue import FilingCondition, Subcategory
from app.domain.failures import Unreachable
from app.domain.people import Department

CATALOGUE_TOPIC = "gridroom_catalogue"
REST_MS = 500  # an edited catalogue changes in hundreds of rows: read it once, after the last


class CatalogueBook(QObject):
    """Subcategories with their filing conditions, and departments, as they stand at the server.

    Signals:
        changed(): read (again); ``subcategories`` and ``departments`` tell.
    """

    changed = Signal()

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs
        self.subcategories: tuple[Subcategory, ...] = ()
        self.departments: tuple[Department, ...] = ()
        self._minors: dict[int, Subcategory] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.read)

    @Slot()
    def read(self) -> None:
        """Read both again."""
        self._jobs.run(self._fetch, self._show, self._failed, name="catalogue")

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed."""
        if topic == CATALOGUE_TOPIC:
            self._rest.start()

    def subcategory(self, minor_id: int | None) -> Subcategory | None:
        """The minor class with this id."""
        return None if minor_id is None else self._minors.get(minor_id)

    def conditions(self, minor_id: int | None) -> tuple[FilingCondition, ...]:
        """The filing conditions of a minor class; empty while it has none."""
        minor = self.subcategory(minor_id)
        return minor.conditions if minor else ()

    def _fetch(self) -> tuple[list[Subcategory], list[Department]]:
        with translated(), self._engine.begin() as connection:
            return catalogue.subcategories(connection), people.departments(connection)

    @Slot(object)
    def _show(self, read: tuple[list[Subcategory], list[Department]]) -> None:
        self.subcategories, self.departments = tuple(read[0]), tuple(read[1])
        self._minors = {minor.minor_id: minor for minor in self.subcategories}
        self.changed.emit()

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Unreachable):
            raise error  # read again at the next resync; anything else is a bug
