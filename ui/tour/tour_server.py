"""The tour's own PostgreSQL in the tour's own home: started, filled with the demo district, asked, cut off, ended."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from app.database.commit_times import Committed
from app.database.embedded_server import EmbeddedServer
from app.demo import demo_accounts, ensure_demo
from app.domain.case import Case, CaseState
from app.services.server_questions import ServerQuestions
from ui.tour.cast import CHIEF, COMMUNITY, DISPATCHER, Role
from ui.tour.station_process import TourBroken

BESIDE = 0.0001  # degrees, about ten metres: the new case lies beside an old one, not on it
PATIENCE = 20.0  # seconds
LOOK = 0.005  # seconds between two looks for a commit


class TourServer:
    """An embedded server that keeps the time of every commit. Never anybody's real data: it lives below the tour."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._server = EmbeddedServer(home, values={"track_commit_timestamp": "on"})
        self._questions = ServerQuestions(self._server.owner_url, self._server.person_url)

    def begin(self) -> None:
        """Start it and make the demo district in it."""
        self._server.start()
        self._server.ready_database()
        ensure_demo(self._server)

    def end(self, *, remove: bool) -> None:
        """Stop it; ``remove`` deletes its data with it."""
        self._questions.close()
        self._server.stop()
        if remove:
            shutil.rmtree(self.home, ignore_errors=True)

    def crash(self) -> None:
        """Kill every process of it at once, as a power cut would."""
        self._questions.close()
        self._server.crash()

    def start_again(self) -> None:
        """Start it after a crash."""
        self._server.start()

    def address(self) -> str:
        """What a workstation writes into its settings: no login, no password."""
        return f"postgresql://127.0.0.1:{self._server.status().port}/gridroom"

    def step(self, case_number: str, action: str) -> Committed:
        """The newest step of the case by this action; waits until there is one."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = [one for one in self.steps(case_number) if one.action == action]
            if found:
                return found[-1]
        raise TourBroken(f"{case_number}: {action} was not committed")

    def steps(self, case_number: str) -> list[Committed]:
        """Every step of the case so far."""
        return self._questions.steps(case_number)

    def step_after(self, case_number: str, action: str, seq: int) -> Committed:
        """The first step by this action that is younger than ``seq``; waits until there is one."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = [one for one in self.steps(case_number) if one.seq > seq and one.action == action]
            if found:
                return found[0]
            time.sleep(LOOK)
        raise TourBroken(f"{case_number}: {action} was not committed")

    def number_of(self, description: str) -> str:
        """The number of the case whose description begins like this."""
        found = self._questions.numbers_beginning(description)
        if len(found) != 1:
            raise TourBroken(f"{len(found)} cases begin with “{description}”")
        return found[0]

    def board_rows(self) -> dict[str, int]:
        """Number → version of every case on the board, as the dispatcher may see it."""
        return {case.case_number: case.version for case in self._board()}

    def doubled(self) -> list[str]:
        """Descriptions that stand in more than one case of the same place."""
        return self._questions.doubled()

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
        return self._questions.history_holds(CHIEF.login, _password_of(CHIEF))

    def _board(self) -> list[Case]:
        return self._questions.board(DISPATCHER.login, _password_of(DISPATCHER))


def _password_of(role: Role) -> str:
    return next(one.password for one in demo_accounts() if one.login == role.login)
