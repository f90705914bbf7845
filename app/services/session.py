"""Signing in: who a person is, whether this program fits the server, what time it is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from qtpy.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.background.jobs import Job, Jobs
from app.database import people, schema
from app.database.failures_from_sql import translated
from app.database.server_time import ServerTime, read_server_time
from app.domain.failures import Failure, Outdated
from app.domain.people import Person

SCHEMA_TOPIC = "gridroom_schema"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An open door to the server: the engine of this person's login, who they are, and the server's time."""

    engine: Engine
    person: Person
    time: ServerTime
    url: str


class Session(QObject):
    """Opens the door for one login at a time, without holding up the window.

    Signals:
        signed_in(object): the SignedIn of the last ``sign_in``.
        refused(object): LoginRefused, Unreachable, Outdated or Refusal; nothing was opened.
    """

    signed_in = Signal(object)
    refused = Signal(object)

    def __init__(self, jobs: Jobs, open_engine: Callable[[str], Engine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._open_engine = jobs, open_engine
        self._asking: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._asking is not None

    def sign_in(self, url: str) -> None:
        """Try this address, which holds login and password. A second call while one is under way is ignored."""
        if self._asking is None:
            self._asking = self._jobs.run(partial(self._ask, url), self._welcome, self._turn_away, name="sign in")

    def give_up(self) -> None:
        """Stop waiting; a late answer is dropped."""
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None

    def _ask(self, url: str) -> SignedIn:
        engine = self._open_engine(url)
        try:
            with translated(), engine.begin() as connection:
                schema.check_schema(connection)
                return SignedIn(engine, people.who_am_i(connection), read_server_time(connection), url)
        except BaseException:
            engine.dispose()
            raise

    @Slot(object)
    def _welcome(self, door: SignedIn) -> None:
        self._asking = None
        self.signed_in.emit(door)

    @Slot(object)
    def _turn_away(self, error: BaseException) -> None:
        self._asking = None
        if not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
        self.refused.emit(error)


class SchemaWatch(QObject):
    """Notices that the server was upgraded while this program runs.

    Signals:
        outdated(object): Outdated; this program must not go on with that server.
    """

    outdated = Signal(object)

    def __init__(self, engine: Engine, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._jobs = engine, jobs

    @Slot(str, int)
    def hear(self, topic: str, _id: int) -> None:
        """A change of the feed."""
        if topic == SCHEMA_TOPIC:
            self._jobs.run(self._check, self._fits, self._failed, name="schema")

    def _check(self) -> None:
        with translated(), self._engine.begin() as connection:
            schema.check_schema(connection)

    @Slot(object)
    def _fits(self, _nothing: object) -> None:
        pass

    @Slot(object)
    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Outdated):
            self.outdated.emit(error)
        elif not isinstance(error, Failure):
            raise error  # a bug: the exception hook shows and logs it
