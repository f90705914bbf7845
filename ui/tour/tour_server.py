"""The tour's own PostgreSQL in the tour's own home: started, filled with the demo district, asked, cut off, ended."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from app.database import cases
from app.database.commit_times import Committed, committed_steps
from app.database.embedded_server import EmbeddedServer
from app.database.engine import make_engine
from app.database.history import broken_links
from app.demo import demo_accounts, ensure_demo
from app.domain.case import Case, CaseState
from ui.tour.cast import CHIEF, COMMUNITY, DISPATCHER, Role
from ui.tour.station_process import TourBroken

BESIDE = 0.0001  # degrees, about ten metres: the new case lies beside an old one, not on it
PATIENCE = 30.0  # seconds


class TourServer:
    """An embedded server that keeps the time of every commit. Never anybody's real data: it lives below the tour."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._server = EmbeddedServer(home, values={"track_commit_timestamp": "on"})

    def begin(self) -> None:
        """Start it and make the demo district in it."""
        self._server.start()
        self._server.ready_database()
        ensure_demo(self._server)

    def end(self, *, remove: bool) -> None:
        """Stop it; ``remove`` deletes its data with it."""
        self._server.stop()
        if remove:
            shutil.rmtree(self.home, ignore_errors=True)

    def crash(self) -> None:
        """Kill every process of it at once, as a power cut would."""
        self._server.crash()

    def start_again(self) -> None:
        """Start it after a crash."""
        self._server.start()

    def address(self) -> str:
        """What a workstation writes into its settings: no login, no password."""
        return f"postgresql://127.0.0.1:{self._server.status().port}/gridroom"

    def step(self, case_number: str, action: str) -> Committed:
        """The newest step of the case by this action; waits until there is one."""
        engine = make_engine(self._server.owner_url(), "tour")
        try:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                with engine.begin() as connection:
                    found = [one for one in committed_steps(connection, case_number) if one.action == action]
                if found:
                    return found[-1]
        finally:
            engine.dispose()
        raise TourBroken(f"{case_number}: {action} was not committed")

    def place(self) -> tuple[str, str]:
        """Longitude and latitude of a place in the demo district, beside a case that is there already."""
        at = next(case.position for case in self._board() if case.position is not None and case.community == COMMUNITY)
        return f"{at[0] + BESIDE:.6f}", f"{at[1] + BESIDE:.6f}"

    def waiting_case(self) -> str:
        """A case of the demo district that waits for its dispatch."""
        return next(case.case_number for case in self._board() if case.state is CaseState.REGISTERED)

    def arrived(self, summary: str) -> str:
        """The number of the case whose description begins like this; waits until it is there."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for case in self._board():
                if case.summary.startswith(summary):
                    return case.case_number
        raise TourBroken("the report that waited for the server did not arrive")

    def history_holds(self) -> bool:
        """Whether every hash of the history follows from the one before, asked as the duty chief."""
        with self._person(CHIEF) as connection:
            return not broken_links(connection)

    def _board(self) -> list[Case]:
        with self._person(DISPATCHER) as connection:
            return cases.read_board(connection)

    @contextmanager
    def _person(self, role: Role) -> Iterator[Connection]:
        password = next(one.password for one in demo_accounts() if one.login == role.login)
        engine = make_engine(self._server.person_url(role.login, password), "tour")
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()
