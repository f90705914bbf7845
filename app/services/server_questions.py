"""What a tour asks its own server: commits, cases by their words, board and history as people see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from app.database import cases
from app.database.commit_times import Committed, committed_steps, doubled_descriptions, numbers_beginning
from app.database.engine import make_engine
from app.database.history import broken_links
from app.domain.case import Case

_NAME = "tour"  # of the workstation, for the server's list of sessions


class ServerQuestions:
    """Questions to a server whose owner asks. Every call waits for the answer; failures are those of the driver."""

    def __init__(self, owner_url: Callable[[], str], person_url: Callable[[str, str], str]) -> None:
        """``owner_url`` and ``person_url`` (of login and password) are asked anew for every engine."""
        self._owner_url, self._person_url = owner_url, person_url
        self._engine: Engine | None = None

    def close(self) -> None:
        """Let go of the connections; the next question makes new ones."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def steps(self, case_number: str) -> list[Committed]:
        """Every step of the case so far, with the time of its commit."""
        with self._owner() as connection:
            return committed_steps(connection, case_number)

    def numbers_beginning(self, words: str) -> list[str]:
        """The numbers of the cases whose description begins like this."""
        with self._owner() as connection:
            return numbers_beginning(connection, words)

    def doubled(self) -> list[str]:
        """Descriptions that stand in more than one case of the same place."""
        with self._owner() as connection:
            return doubled_descriptions(connection)

    def board(self, login: str, password: str) -> list[Case]:
        """The open cases in this person's sight."""
        with self._person(login, password) as connection:
            return cases.read_board(connection)

    def history_holds(self, login: str, password: str) -> bool:
        """Whether every hash of the history follows from the one before, asked as this person."""
        with self._person(login, password) as connection:
            return not broken_links(connection)

    @contextmanager
    def _owner(self) -> Iterator[Connection]:
        if self._engine is None:
            self._engine = make_engine(self._owner_url(), _NAME)
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _person(self, login: str, password: str) -> Iterator[Connection]:
        engine = make_engine(self._person_url(login, password), _NAME)
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()
