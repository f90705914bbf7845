"""A shift at one desk, case by case: the director's side of ``shift_cases``, with pictures, key counts and checks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.demo.accounts import PASSWORD
from app.demo.field import GATEWAY
from ui.tour.album import Album
from ui.tour.cast import Role
from ui.tour.station_process import ROOT, StationProcess, TourBroken
from ui.tour.timeline import Moment, Timeline
from ui.tour.tour_server import TourServer

DESK = Role("desk", "zuoxi1", "综合坐席", "desk")
WORKS = Role("works", "shizheng1", "市政公用中心", "municipal works")
CLEANING = Role("cleaning", "huanwei1", "市容环卫中心", "sanitation")
INSPECTOR = Role("inspector", "hecha1", "核查员", "inspector")
CHIEF = Role("chief", "zhiban1", "值班长", "duty chief")
SHIFT_CAST = (DESK, WORKS, CLEANING, INSPECTOR, CHIEF)
EVERYWHERE = (DESK, INSPECTOR, CHIEF)  # who sees every case of the district
ENDED = ("closed", "rejected", "voided", "merged")
CLIENT = ROOT / "docs" / "examples" / "field_gateway.py"


@dataclass(slots=True)
class CaseTold:
    """One case of the shift: what it is about, where it ended, and the keys that the desk and the others pressed."""

    number: int
    chinese: str
    english: str
    case_number: str = ""
    wanted: str = ""                 # the state in which the story leaves it
    desk_keys: int = 0
    other_keys: int = 0
    steps: int = 0
    to_dispatch: int | None = None   # the desk's keys from the report to the dispatch

    def line(self) -> str:
        """For the table of keys."""
        return (f"{self.number:>3}  {self.case_number:<16}{self.wanted:<12}{self.desk_keys:>6}{self.other_keys:>8}"
                f"{self.steps:>7}   {self.chinese}")


@dataclass(slots=True)
class Shift:
    """One shift as it goes on. ``say`` prints a line for whoever watches."""

    stations: dict[Role, StationProcess]
    server: TourServer
    album: Album
    timeline: Timeline
    evidence: Path
    say: Callable[[str], None]
    told: list[CaseTold] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)
    _versions: dict[str, int] = field(default_factory=dict)
    _states: dict[str, str] = field(default_factory=dict)
    _seqs: dict[str, int] = field(default_factory=dict)

    # A case ---------------------------------------------------------------------------------------------------------
    def begin(self, chinese: str, english: str, case_number: str = "") -> CaseTold:
        """The next case; ``case_number`` when it stands already."""
        one = CaseTold(len(self.told) + 1, chinese, english, case_number)
        self.told.append(one)
        if case_number:
            self._note(case_number)
        return one

    @property
    def case(self) -> CaseTold:
        """The case that is being worked on."""
        return self.told[-1]

    def end(self, state: str) -> None:
        """The case must stand in ``state`` now."""
        number = self.case.case_number
        self.case.wanted = state
        stands = self._states.get(number)
        if stands != state:
            raise TourBroken(f"{number} ({self.case.english}) ended {stands}, not {state}")
        self.say(f"{self.case.number:>2} {number} {state:<11} {self.case.desk_keys} keys at the desk"
                 f" · {self.case.english}")

    # Steps ----------------------------------------------------------------------------------------------------------
    def report(self, description: str, place: str, minor: str, phone: str = "", show: bool = False,
               similar: str = "", about: str = "") -> str:
        """The desk takes a report down; with ``similar`` the keys that say that it is ``about`` another case."""
        order = {"description": description, "place": place, "minor": minor, "phone": phone, "similar": similar,
                 "about": about}
        if show:
            order["picture"] = str(self._next("report", DESK, "录入：地点、小类按提示回车确认",
                                              "Taken down; Enter takes what is proposed"))
        answer = self._desk("type_report", **order)
        if about:
            return about
        return self._reported(answer, "report")

    def paste(self, words: str, minor: str) -> str:
        """The desk pastes a chat message."""
        picture = self._next("paste", DESK, "粘贴群消息：地点、小类、来源、电话、时间自动填好，逐项回车确认",
                             "A chat message is pasted; Enter confirms what it was taken for")
        return self._reported(self._desk("paste_report", words=words, minor=minor, picture=str(picture)), "report")

    def _reported(self, answer: dict[str, Any], action: str) -> str:
        self.case.case_number = answer["case_number"]
        self._follow(DESK, action, answer["case_number"], answer["at"])
        return str(answer["case_number"])

    def do(self, role: Role, action: str, chinese: str = "", english: str = "", *, number: str = "", form: bool = False,
           commits: str = "", **values: str) -> None:
        """Somebody does something to the case by keys. With a caption there is a picture: of the form that is about
        to be sent (``form``), or of what came of it. ``commits`` is the step's word where it is another."""
        number = number or self.case.case_number
        file = self._next(action, role, chinese, english) if chinese else None
        order = {"case_number": number, "version": self._versions[number], "action": action, "values": values,
                 "picture": str(file) if file and form else ""}
        answer = self.stations[role].ask("work", seconds=60, **order)
        self._count(role, answer)
        self._follow(role, commits or action, number, answer["at"])
        if file and not form:
            self._look_through(self.stations[role].ask("picture", file=str(file)))

    def keys(self, role: Role, *keys: str) -> None:
        """Press keys at a station."""
        self._count(role, self.stations[role].ask("press_keys", keys=list(keys)))

    def write(self, role: Role, words: str) -> None:
        """Type at a station, where its keyboard is."""
        self._count(role, self.stations[role].ask("write", words=words))

    def attach(self, role: Role, name: str, kind: str) -> None:
        """A file is dropped on the case at a station that is not the desk: a camera has no keys."""
        number = self.case.case_number
        self._count(role, self.stations[role].ask("open_number", case_number=number))
        self.stations[role].ask("attach", file=str(self.evidence / name), kind=kind)
        self._note(number)

    def picture(self, name: str, role: Role, chinese: str, english: str) -> None:
        """What a station shows now."""
        self._look_through(self.stations[role].ask("picture", file=str(self._next(name, role, chinese, english))))

    def gateway(self, message: dict[str, Any]) -> dict[str, Any]:
        """A worker's hand-held back end says something by the sample client; its answer."""
        address = self.server.address().replace("postgresql://", f"postgresql://{GATEWAY}@")
        done = subprocess.run([sys.executable, str(CLIENT)], input=json.dumps(message, ensure_ascii=False),
                              capture_output=True, text=True, timeout=60, check=False, encoding="utf-8",
                              env=os.environ | {"GRIDROOM_GATEWAY_URL": address, "PGPASSWORD": PASSWORD,
                                                "PYTHONUTF8": "1"})
        if done.returncode:
            raise TourBroken(f"the gateway's client ended with {done.returncode}: {done.stderr.strip()[-200:]}")
        return dict(json.loads(done.stdout.strip().splitlines()[-1]))

    def came(self, action: str, role: Role, pressed: float, number: str = "") -> None:
        """A step that came about in another way than by ``do``; follow it to the screens."""
        self._follow(role, action, number or self.case.case_number, pressed)

    def know(self, number: str) -> None:
        """Somebody else's step came about; go on from there."""
        self._note(number)

    def shown_form(self, role: Role, order: str, name: str, chinese: str, english: str, **values: Any) -> dict[str,
                                                            Any]:
        """An order of a station that photographs what it is about to send."""
        file = self._next(name, role, chinese, english)
        return self.ask(role, order, picture=str(file), **values)

    def ask(self, role: Role, order: str, **values: Any) -> dict[str, Any]:
        """Any order of a station; its keys count."""
        answer = self.stations[role].ask(order, seconds=60, **values)
        self._count(role, answer)
        return answer

    # Inside -----------------------------------------------------------------------------------------------------------
    def _desk(self, order: str, **values: Any) -> dict[str, Any]:
        answer = self.stations[DESK].ask(order, seconds=60, **values)
        self._count(DESK, answer)
        return answer

    def _count(self, role: Role, answer: dict[str, Any]) -> None:
        if not self.told:
            return
        if role is DESK:
            self.case.desk_keys += answer.get("keys", 0)
        else:
            self.case.other_keys += answer.get("keys", 0)

    def _note(self, number: str) -> None:
        """Where a case stands before somebody goes on with it."""
        steps = self.server.steps(number)
        self._versions[number], self._states[number] = steps[-1].version, steps[-1].state
        self._seqs[number] = steps[-1].seq

    def _follow(self, role: Role, action: str, number: str, pressed: float) -> None:
        """Wait for the commit, then until every screen that shows the case shows it as it is now."""
        try:
            step = self.server.step_after(number, action, self._seqs.get(number, 0))
        except TourBroken:
            self.stations[role].ask("picture", file=str(self.album.folder / "work" / "failed.png"))
            raise
        was = self._states.get(number, "")
        self._note(number)
        self.case.steps += 1
        if step.action == "dispatch" and self.case.to_dispatch is None:
            self.case.to_dispatch = self.case.desk_keys
        ended = self._states[number] in ENDED
        if ended and was in ENDED:
            return  # not on any board, before and after
        order = {"case_number": number} if ended else {"case_number": number, "version": self._versions[number]}
        for one in EVERYWHERE:
            self.stations[one].tell("left" if ended else "painted", **order)
        painted = {one.name: round((self.stations[one].answer(60)["at"] - step.committed_at) * 1000, 1)
                   for one in EVERYWHERE}
        self.timeline.moments.append(Moment(action, role.name, number, step.state, pressed, step.committed_at, painted))

    def _next(self, name: str, role: Role, chinese: str, english: str) -> Path:
        one = self.case if self.told else None
        head = f"{one.number}. {one.chinese} · " if one else ""
        return self.album.next_file(name, role.name, f"{head}{chinese}（{role.chinese}席）",
                                    f"{one.english + ' · ' if one else ''}{english} ({role.english}'s desk)")

    def _look_through(self, shown: dict[str, Any]) -> None:
        self.faults += shown["faults"]
        self.foreign.update(shown["foreign"])

    # In the end -------------------------------------------------------------------------------------------------------
    def check(self) -> None:
        """What must hold when the shift is over: no row stale, nothing lost or doubled, every history valid."""
        for one in self.told:
            stands = self.server.steps(one.case_number)[-1].state if one.case_number else one.wanted
            if one.wanted and stands != one.wanted:
                raise TourBroken(f"{one.case_number} stands {stands} in the end, not {one.wanted}")
        board = self.server.board_rows()
        for role in EVERYWHERE:
            shown = dict(self.stations[role].ask("shows")["rows"])
            stale = {number for number, version in board.items() if shown.get(number) != version}
            if stale or set(shown) - set(board):
                wrong = sorted(stale | (set(shown) - set(board)))
                raise TourBroken(f"the {role.english} station shows {wrong} otherwise than the database has it")
        doubled = self.server.doubled()
        if doubled:
            raise TourBroken(f"reports stand twice: {doubled}")
        if not self.server.history_holds():
            raise TourBroken("the history does not verify")
        self.say("the history holds; every screen shows what the database has")
        if self.foreign:
            raise TourBroken(f"left in English on the screen: {'; '.join(sorted(self.foreign))}")
        if self.faults:
            raise TourBroken(f"a station had a fault: {self.faults[0].strip().splitlines()[-1]}")

    def table(self) -> str:
        """Keys per case."""
        head = " no  case            ended         desk  others  steps"
        lines = [head, "─" * len(head), *(one.line() for one in self.told)]
        desk, others = (sum(getattr(one, name) for one in self.told) for name in ("desk_keys", "other_keys"))
        lines.append(f"in all: {len(self.told)} cases, {desk} key presses at the desk, {others} at the others, "
                     f"{sum(one.steps for one in self.told)} steps")
        return "\n".join(lines)

    def report_of_keys(self) -> list[dict[str, Any]]:
        """The same for ``timeline.json``."""
        names = ("number", "chinese", "english", "case_number", "wanted", "desk_keys", "other_keys", "steps",
                 "to_dispatch")
        return [{name: getattr(one, name) for name in names} for one in self.told]


def names(roles: Iterable[Role]) -> list[str]:
    """The stations' names."""
    return [role.name for role in roles]
