"""Two people on one case, in every pair of moves that are legal at the same time: one wins, the other is told.

Nothing here lists moves. The situations are found by walking the database from a fresh report: in each, who may do what
is what ``api.allowed_action`` says and what the database then really answers. Each pair of moves of each state is then
made at the same time on two connections, the second while the first has not committed. A move that is new in the
transition table is walked and paired with all others by itself; what it needs stands in ``tests/database/needs.py``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, text

from app.database import cases
from app.database.case_moves import WITHOUT_VERSION
from app.database.embedded_server import EmbeddedServer
from app.domain.case import Action, Answer, CaseState
from app.domain.failures import Refusal
from app.domain.report import ReportDraft
from tests.database.clone import PEOPLE, Clone, clone_database
from tests.database.needs import OF_ANOTHER_FORM, make_move, unknown_needs, variants
from tests.database.test_on_the_spot import WITHOUT_PICTURES

LATE = "late"  # not a move: the handling clock began long ago
# What else can be the case in a state, each opened by moves that keep it, made by whoever may.
OPENERS: tuple[tuple[Action | str, ...], ...] = (
    (), (Action.SUPERVISE,), (Action.SUPERVISE, Action.APPEAL_ORDER), (Action.WHISTLE,), (Action.CHANGE_ASSISTING,),
    (Action.CHANGE_ASSISTING, Action.ACCEPT_PART), (Action.ASK_EXTENSION,),
    (Action.ASK_EXTENSION, Action.APPROVE_REQUEST), (Action.ASK_DEFERRAL,),
    (Action.ASK_DEFERRAL, Action.APPROVE_REQUEST), (Action.HAND_OVER,), (Action.SET_HANDLING,),
    (Action.SET_HANDLING, *[Action.APPROVE_RUNG] * 4), (Action.TELL_REPORTER,), (Action.CALL_BACK,),
    (Action.RECEIVE_ESCALATION,), (LATE,), (LATE, Action.APPEAL_TIME),
    (LATE, Action.APPEAL_TIME, Action.APPROVE_APPEAL),
)
_TO_DEPARTMENT = (Action.REGISTER, Action.DISPATCH)
_HANDLED = (*_TO_DEPARTMENT, Action.ACCEPT, Action.HANDLE)
_WHISTLED = (*_TO_DEPARTMENT, Action.ACCEPT, Action.WHISTLE)
_APPEALED = (*_TO_DEPARTMENT, Action.SUPERVISE, Action.APPEAL_ORDER, Action.RETURN)
# Where something from before still waits: the first way to a state is the shortest, and nothing waits on it.
LONG_WAYS: tuple[tuple[Action, ...], ...] = (
    (*_HANDLED, Action.VERIFY, Action.CLOSE), (*_WHISTLED, Action.HANDLE), (*_WHISTLED, Action.HANDLE, Action.VERIFY),
    (*_WHISTLED, Action.SUSPEND), (*_WHISTLED, Action.ASK_DEFERRAL, Action.APPROVE_REQUEST, Action.GRANT_DEFERRAL),
    _APPEALED, (*_APPEALED, Action.DISPUTE), (*_APPEALED, Action.ESCALATE), (*_APPEALED, Action.SEND_BACK),
    (*_APPEALED, Action.SEND_BACK, Action.REGISTER), (*_APPEALED, Action.SEND_BACK, Action.ASK_CONFIRMATION),
)
Path = tuple[tuple[str, Action | str], ...]


@dataclass
class Situation:
    """A way from a fresh report to here, and which move can be made by whom (with which of its variants)."""

    path: Path
    state: CaseState
    moves: dict[Action, list[tuple[str, int]]] = field(default_factory=dict)


class Walker:
    """Finds the situations, one transaction with savepoints, as each person in turn."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        rows = connection.exec_driver_sql("select * from gridroom.transition").all()
        wrong = [words for words in (unknown_needs(row.action, row.needs) for row in rows) if words]
        assert not wrong, "; ".join(sorted(set(wrong)))
        self.table = {(Action(row.action), row.from_state): row for row in rows}
        self.found: list[Situation] = []
        self.known: set[object] = set()
        self.reached = {CaseState.REPORTED}

    def walk(self) -> list[Situation]:
        """Every state by the first way that is found, and what else can be the case in it."""
        self.walk_from([()])
        for long_way in LONG_WAYS:
            step = self.connection.begin_nested()
            opened = self.open(self.again(()), (), long_way)
            step.rollback()
            assert opened is not None, long_way
            self.walk_from([opened[1]])
        return self.found

    def walk_from(self, waiting: list[Path]) -> None:
        """What can be the case where these ways end, and in every new state that it leads to."""
        while waiting:
            way = waiting.pop(0)
            led = self.connection.begin_nested()  # one case for all openers: it is put back after each
            here = self.again(way)
            for opener in OPENERS:
                step = self.connection.begin_nested()
                opened = self.open(here, way, opener)
                if opened is not None:
                    waiting += self.look(*opened)
                step.rollback()
            led.rollback()

    def open(self, at: Answer, way: Path, opener: tuple[Action | str, ...]) -> tuple[Answer, Path] | None:
        """The case and its way with these moves after it, each by whoever may; None when one cannot be made."""
        for action in opener:
            if action == LATE:
                self.be_late(at)
                way = (*way, ("", LATE))
                continue
            for login in PEOPLE:
                moved = self.attempt(login, Action(action), at) if (
                    (Action(action), at.state.value) in self.table) else None
                if moved is not None:
                    at, way = moved[0], (*way, (login, Action(action)))
                    break
            else:
                return None
        return at, way

    def be_late(self, at: Answer) -> None:
        """As if the handling had begun three months ago."""
        self.connection.exec_driver_sql("reset session authorization")
        self.connection.execute(text("""
            update gridroom.case_clock set started_at = started_at - interval '90 days', was_overdue =
                case when stopped_at is not null then true end where case_id = :id and name = 'handle'"""),
            {"id": at.case_id})

    def become(self, login: str) -> None:
        self.connection.exec_driver_sql(f"set local session authorization {login}")

    def again(self, path: Path) -> Answer:
        """A fresh case, led here."""
        self.become("taker")
        at = cases.report(self.connection, ReportDraft(uuid4(), "同时操作", position=(121.3715, 28.5815),
                                                       reporter_phone="13800000001"))
        for login, action in path:
            if action == LATE:
                self.be_late(at)
                continue
            moved = self.attempt(login, Action(action), at)
            assert moved is not None, (path, login, action)
            at = moved[0]
        return at

    def attempt(self, login: str, action: Action, at: Answer) -> tuple[Answer, int] | None:
        """The answer and the variant that was taken; None when the database says no."""
        self.become(login)
        row = self.table.get((action, at.state.value)) or self.table[action, "*"]
        for number, values in enumerate(variants(self.connection, action, row.needs, at.case_id)):
            step = self.connection.begin_nested()
            try:
                answer = make_move(self.connection, action, at.case_id, at.version, values)
            except Refusal:
                step.rollback()
                continue
            step.commit()
            return answer, number
        return None

    def look(self, at: Answer, path: Path) -> list[Path]:
        """Note the situation unless it is known; the ways to states that nobody has been to."""
        offered: dict[Action, list[str]] = {}
        for login in PEOPLE:
            self.become(login)
            for action in self.connection.execute(text("select action from api.allowed_action where case_id = :id"),
                                                  {"id": at.case_id}).scalars():
                if action not in OF_ANOTHER_FORM:
                    offered.setdefault(Action(action), []).append(login)
        signature = (at.state, frozenset((action, *logins) for action, logins in offered.items()))
        if signature in self.known:
            return []
        self.known.add(signature)
        situation, further = Situation(path, at.state), []
        for action, logins in offered.items():
            for login in logins:
                step = self.connection.begin_nested()
                enough = len(situation.moves.get(action, [])) == 2  # people for any pair
                moved = None if enough else self.attempt(login, action, at)
                step.rollback()
                if moved is None:
                    continue
                situation.moves.setdefault(action, []).append((login, moved[1]))
                if moved[0].state not in self.reached:
                    self.reached.add(moved[0].state)
                    further.append((*path, (login, action)))
        self.found.append(situation)
        return further


@pytest.fixture(scope="module")
def room(server: EmbeddedServer, template: str) -> Iterator[Clone]:
    """One database for all pairs: each pair has a case of its own."""
    clone = clone_database(server, template)
    with clone.owner.begin() as connection:  # nobody takes photographs on this walk
        connection.exec_driver_sql(WITHOUT_PICTURES)
    yield clone
    clone.drop()


@pytest.fixture(scope="module")
def situations(room: Clone) -> list[Situation]:
    """Found once."""
    with room.owner.connect() as connection:
        found = Walker(connection).walk()
        connection.rollback()
    return found


@pytest.fixture(scope="module")
def seats(room: Clone) -> dict[str, Engine]:
    """Everybody's engine."""
    return {login: room.engine(login) for login in PEOPLE}


def pairs_of(situations: list[Situation], state: CaseState) -> dict[tuple[Action, Action], Situation]:
    """Each pair of moves that can be made at the same time in this state, with the first situation that has both."""
    found: dict[tuple[Action, Action], Situation] = {}
    for situation in situations:
        if situation.state is state:
            for first, second in itertools.combinations_with_replacement(sorted(situation.moves), 2):
                # Which of the two comes first is as good as chance, and the same in every run.
                swap = (len(first) + len(second) + len(state)) % 2
                found.setdefault((second, first) if swap else (first, second), situation)
    return found


class Pair:
    """Two moves of one case at the same time."""

    def __init__(self, room: Clone, seats: dict[str, Engine], table: dict[Any, Any], watching: Connection) -> None:
        self.room, self.seats, self.table, self.watching = room, seats, table, watching

    def values(self, connection: Connection, action: Action, at: Answer, variant: int) -> dict[str, Any]:
        row = self.table.get((action, at.state.value)) or self.table[action, "*"]
        return list(variants(connection, action, row.needs, at.case_id))[variant]

    def race(self, at: Answer, first: tuple[str, Action, int], second: tuple[str, Action, int],
             pool: ThreadPoolExecutor) -> tuple[Answer, Answer | Refusal]:
        """The first moves, the second moves while the first has not committed; both outcomes."""
        with self.seats[first[0]].connect() as one, self.seats[second[0]].connect() as other:
            his = self.values(one, first[1], at, first[2])
            hers = self.values(other, second[1], at, second[2])
            one.rollback()
            other.rollback()
            blocked = text("select cardinality(pg_blocking_pids(:pid)) > 0")
            pid = other.connection.dbapi_connection.info.backend_pid  # type: ignore[union-attr]
            won = make_move(one, first[1], at.case_id, at.version, his)
            coming = pool.submit(self.second, other, second[1], at, hers)
            while not coming.done() and not self.watching.execute(blocked, {"pid": pid}).scalar():
                pass
            one.commit()
            return won, coming.result(30)

    def second(self, connection: Connection, action: Action, at: Answer, values: dict[str, Any]) -> Answer | Refusal:
        try:
            answer = make_move(connection, action, at.case_id, at.version, values)
            connection.commit()
            return answer
        except Refusal as no:
            connection.rollback()
            return no


def test_that_every_move_of_the_table_is_met_on_the_walk(room: Clone, situations: list[Situation]) -> None:
    met = {(action, one.state.value) for one in situations for action in one.moves}
    with room.owner.connect() as connection:
        rows = [row for row in connection.exec_driver_sql(
            "select action, from_state from gridroom.transition where from_state not in ('', '*')").all()
                if row.action not in OF_ANOTHER_FORM]
    missed = sorted(f"{row.action} from {row.from_state}" for row in rows if (row.action, row.from_state) not in met)
    assert not missed, ("no way of at most a few moves leads to where these can be made (see Walker; their values "
                        f"stand in tests/database/needs.py): {', '.join(missed)}")


@pytest.mark.timeout(240)
@pytest.mark.parametrize("state", list(CaseState))
def test_that_of_two_at_once_one_wins_and_the_other_is_told(
        room: Clone, situations: list[Situation], seats: dict[str, Engine], state: CaseState) -> None:
    pairs = pairs_of(situations, state)
    with room.owner.connect() as maker, room.owner.connect().execution_options(
            isolation_level="AUTOCOMMIT") as watching, ThreadPoolExecutor(1) as pool:
        walker = Walker(maker)
        starts = {}
        for pair, situation in pairs.items():
            starts[pair] = walker.again(situation.path)
        maker.exec_driver_sql("reset session authorization")
        maker.commit()
        contest = Pair(room, seats, walker.table, watching)
        for (first, second), at in starts.items():
            moves = pairs[first, second].moves
            him = moves[first][0]
            her = next((one for one in moves[second] if one[0] != him[0]), moves[second][0])
            won, lost = contest.race(at, (him[0], first, him[1]), (her[0], second, her[1]), pool)
            judge(at, (him[0], first), (her[0], second), won, lost)
        broken = watching.exec_driver_sql("select count(*) from gridroom.broken_links()").scalar()
        assert broken == 0


def judge(at: Answer, him: tuple[str, Action], her: tuple[str, Action], won: Answer, lost: Answer | Refusal) -> None:
    """Exactly one wins where the two exclude each other; who lost is told who, what and when."""
    told = f"{him} and then {her} from {at.state}"
    with_version = her[1] not in (*WITHOUT_VERSION, Action.ATTACH)
    if isinstance(lost, Refusal):
        assert lost.code in ("GR001", "GR002", "GR003", "GR005", "GR012"), told
        if lost.code == "GR001":
            assert lost.detail["by"] == PEOPLE[him[0]][0], told
            assert (lost.detail["action"], lost.detail["state"]) == (him[1], won.state), told
            assert (lost.detail["version"], lost.detail["now_version"]) == (at.version, won.version), told
            assert lost.detail["at"], told
        else:
            # What the first did took the case out of the other's sight, or ended it.
            assert lost.code == "GR005" or not with_version, told
    else:
        assert won.version == at.version or not with_version, f"both won: {told}"
        assert lost.step_seq == won.step_seq + 1, told


def test_that_the_pairs_are_many_and_their_losers_are_judged(situations: list[Situation]) -> None:
    """An empty walk would pass everything above."""
    counted = {state: len(pairs_of(situations, state)) for state in CaseState}
    assert counted[CaseState.ACCEPTED] > 100
    assert sum(counted.values()) > 500
    at = Answer(1, "n", 3, CaseState.REGISTERED, 1, None, None, False)  # type: ignore[arg-type]
    moved = Answer(1, "n", 4, CaseState.DISPATCHED, 2, None, None, False)  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="both won"):
        judge(at, ("dispatcher", Action.DISPATCH), ("chief", Action.DISPATCH), moved, moved)
