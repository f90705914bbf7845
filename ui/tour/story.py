"""What happens in the duty tour, scene by scene; ``play`` gives it stations, a server and an album."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ui.tour import cast
from ui.tour.album import Album
from ui.tour.cast import CALL_TAKER, CAST, CHIEF, DEPARTMENT, DISPATCHER, INSPECTOR, STRANGER, Role
from ui.tour.station_process import StationProcess, TourBroken
from ui.tour.timeline import Moment, Timeline
from ui.tour.tour_server import TourServer

EVERYWHERE = (CALL_TAKER, DISPATCHER, INSPECTOR, CHIEF)  # who sees every case of the district
RUN_UP = 0.7  # seconds that two fingers are given to reach their buttons at the same moment


@dataclass
class Story:
    """One tour as it goes on. ``say`` prints a line for whoever watches."""

    stations: dict[Role, StationProcess]
    server: TourServer
    album: Album
    timeline: Timeline
    evidence: Path                     # folder with before.jpg and after.jpg
    say: Callable[[str], None]
    case_number: str = ""
    seen_by: list[Role] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    foreign: set[str] = field(default_factory=set)  # words that a screen showed in English

    def play(self) -> None:
        """Every scene in order. Raises TourBroken at the first that does not come about."""
        self.report()
        self.register()
        self.dispatch()
        self.accept()
        self.handle()
        self.verify()
        self.close()
        self.meet()
        self.lose_the_server()
        self.issue_the_sheet()
        self.check()

    # The closed loop ----------------------------------------------------------------------------------------------
    def report(self) -> None:
        """A call: the report is typed, its cell found, filed; a photograph goes with it."""
        taker = self.stations[CALL_TAKER]
        longitude, latitude = self.server.place()
        taker.ask("open_report")
        found = taker.ask("report", description=cast.DESCRIPTION, place=cast.PLACE, longitude=longitude,
                          latitude=latitude, minor=cast.SUBCATEGORY, name=cast.REPORTER, phone=cast.PHONE)
        self.picture("report-form", CALL_TAKER, "来电受理：先写情况，坐标定位到单元网格",
                     f"A call is taken down; the place lies in {found['located'].split(' · ')[-1]}")
        sent = taker.ask("send_report")
        self.case_number = sent["case_number"]
        if not self.case_number:
            raise TourBroken(f"the report got no case number: {sent['said']}")
        self.seen_by = list(EVERYWHERE)
        self.moment("report", CALL_TAKER, sent["at"], self.case_number)
        self.pictures("report", "已上报，其他工作站的列表上出现新案件", "Reported: it stands on the other boards")
        taker.ask("shown", case_number=self.case_number)
        taker.ask("attach", file=str(self.evidence / "before.jpg"), kind="近景")
        self.picture("photograph", CALL_TAKER, "现场照片随案卷保存（带校验值）", "A photograph goes with the case")

    def register(self) -> None:
        """The call taker registers it under a filing condition, which brings the time limit."""
        self.prepare(CALL_TAKER, "register", condition=cast.CONDITION)
        self.picture("register-form", CALL_TAKER, "选立案条件，时限随之确定", "The filing condition brings the limit")
        self.press("register", CALL_TAKER)
        self.pictures("register", "已立案，待派遣", "Registered, waiting for dispatch")

    def dispatch(self) -> None:
        """The dispatcher sends it to the department, whose board now shows it; nobody else's department sees it."""
        self.stations[DISPATCHER].ask("select", case_number=self.case_number)
        self.prepare(DISPATCHER, "dispatch", department="市政公用中心")
        self.picture("dispatch-form", DISPATCHER, "派遣员选定主责部门", "The dispatcher picks the department")
        self.seen_by.append(DEPARTMENT)
        self.press("dispatch", DISPATCHER)
        self.pictures("dispatch", "已派遣：市政公用中心看到案件，市容环卫中心看不到",
                      "Dispatched: municipal works sees it, sanitation does not")

    def accept(self) -> None:
        """The department opens and accepts it."""
        self.stations[DEPARTMENT].ask("select", case_number=self.case_number)
        self.prepare(DEPARTMENT, "accept")
        self.picture("opened", DEPARTMENT, "部门打开案件，此后不能撤回派遣",
                     "The department has opened it: the dispatch can no longer be taken back")
        self.press("accept", DEPARTMENT)
        self.pictures("accept", "部门签收，开始处置", "Accepted by the department")

    def handle(self) -> None:
        """The department mends it, says how, and shows it."""
        works = self.stations[DEPARTMENT]
        works.ask("attach", file=str(self.evidence / "after.jpg"), kind="处置后")
        self.prepare(DEPARTMENT, "handle", result=cast.RESULT)
        self.picture("handle-form", DEPARTMENT, "填处置结果，附处置后照片", "The result, with a picture afterwards")
        self.press("handle", DEPARTMENT)
        self.pictures("handle", "处置完毕，待核查", "Handled, waiting for verification")

    def verify(self) -> None:
        """The inspector compares before and after, and confirms."""
        inspector = self.stations[INSPECTOR]
        inspector.ask("select", case_number=self.case_number)
        inspector.ask("compare", open=True)
        self.picture("before-after", INSPECTOR, "核查员对照处置前后照片", "Before and after, side by side")
        inspector.ask("compare", open=False)
        self.prepare(INSPECTOR, "verify")
        self.press("verify", INSPECTOR)
        self.pictures("verify", "核查通过，待结案", "Verified, waiting to be closed")

    def close(self) -> None:
        """The duty chief closes it: it leaves every board."""
        chief = self.stations[CHIEF]
        chief.ask("select", case_number=self.case_number)
        self.prepare(CHIEF, "close")
        self.picture("close-form", CHIEF, "值班长按结案条件结案", "The duty chief closes it")
        self.press("close", CHIEF)
        self.pictures("close", "已结案，案件离开各工作站的列表", "Closed: it has left every board")

    # What goes wrong on some days -----------------------------------------------------------------------------------
    def meet(self) -> None:
        """Two people dispatch one case at the same moment: one wins, the other is told and keeps the words."""
        number = self.server.waiting_case()
        both = {DISPATCHER: "市政公用中心", CHIEF: "市容环卫中心"}
        for role, department in both.items():
            self.stations[role].ask("select", case_number=number)
            self.prepare(role, "dispatch", department=department, remark=cast.REMARK)
        at = time.time() + RUN_UP
        for role in both:
            self.stations[role].tell("press", at=at)
        pressed = {role: self.stations[role].answer()["at"] for role in both}
        last = self.server.step(number, "dispatch")
        winner, loser = (DISPATCHER, CHIEF) if last.by_login == DISPATCHER.login else (CHIEF, DISPATCHER)
        told = self.stations[loser].ask("wait_conflict")
        if not told["kept"]:
            raise TourBroken(f"the {loser.english}'s words were lost when somebody else was first")
        for role, chinese, english in (
                (winner, "两人同时派遣同一案件：先到者成功", "Two at once: the first one wins"),
                (loser, "后到者被明确拒绝，所填内容保留", "The other is told by whom and when, and keeps the words")):
            self.picture("two-at-once", role, chinese, english)
        self.say(f"two at once: {winner.name} {1000 * (last.committed_at - pressed[winner]):.0f} ms, "
                 f"{loser.name} was refused: {told['words']}")

    def lose_the_server(self) -> None:
        """The server is killed; a report is taken down meanwhile and goes off by itself when it is back."""
        began = time.time()
        self.server.crash()
        self.all(CAST, "connected", wanted=False)
        taker = self.stations[CALL_TAKER]
        taker.ask("open_report")
        taker.ask("report", description=cast.LATE_DESCRIPTION, place=cast.LATE_PLACE, longitude="", latitude="",
                  minor=cast.LATE_SUBCATEGORY, name=cast.REPORTER, phone=cast.PHONE)
        said = taker.ask("send_report")["said"]
        self.picture("server-away", CALL_TAKER, "服务器断电：新的上报先存本机，界面写明排队件数",
                     "The server is gone: the report is kept on this disk, and the window says so")
        self.picture("server-away", DISPATCHER, "断线时列表变灰可读，标明最后数据时间",
                     "The board stays readable, greyed, with the time of its last data")
        self.server.start_again()
        back = time.time()
        self.timeline.away_seconds = back - began
        self.all(CAST, "connected", wanted=True)
        late = self.server.arrived(cast.LATE_DESCRIPTION[:10])
        for role, answer in self.all(EVERYWHERE, "painted", case_number=late, version=1).items():
            self.timeline.replay_ms[role.name] = round((answer["at"] - back) * 1000, 1)
        for role in (CALL_TAKER, DISPATCHER):
            self.picture("server-back", role, "服务器恢复：排队的上报自动补报，不丢不重",
                         "The server is back: what waited has been sent, once")
        self.say(f"server away {self.timeline.away_seconds:.1f} s; kept here: “{said}”; {late} after its return: "
                 + ", ".join(f"{name} {span:.0f} ms" for name, span in self.timeline.replay_ms.items()))

    def issue_the_sheet(self) -> None:
        """The dispatcher issues the day's sheet, looks at it and saves it as PDF."""
        told = self.stations[DISPATCHER].ask("issue_sheet", seconds=60)
        self.picture("sheet", DISPATCHER, "签发每日派遣单，预览与打印",
                     "The day's dispatch sheet, issued and previewed")
        saved = self.stations[DISPATCHER].ask("save_sheet")["file"]
        shutil.copyfile(saved, self.album.folder / "sheet.pdf")
        self.say(f"sheet: {told['state']}")

    def check(self) -> None:
        """What must hold in the end, beside what was seen."""
        if not self.server.history_holds():
            raise TourBroken("the history does not verify")
        self.say("the history holds: every step follows from the one before")
        ever = set(self.stations[STRANGER].ask("ever_seen")["numbers"])
        if self.case_number in ever:
            raise TourBroken(f"the {STRANGER.english} station saw {self.case_number}, which it must not")
        if self.foreign:
            raise TourBroken(f"left in English on the screen: {'; '.join(sorted(self.foreign))}")
        if self.faults:
            raise TourBroken(f"a station had a fault: {self.faults[0].strip().splitlines()[-1]}")

    # What every scene does --------------------------------------------------------------------------------------------
    def prepare(self, role: Role, action: str, **values: str) -> None:
        """Open an action at a station and fill in its values."""
        filled: dict[str, Any] = {"action": action, **values}
        self.stations[role].ask("fill", **filled)

    def press(self, action: str, role: Role) -> None:
        """Press the open action's button and follow it to every screen."""
        pressed = self.stations[role].ask("press")["at"]
        self.moment(action, role, pressed, self.case_number)

    def moment(self, action: str, role: Role, pressed: float, number: str) -> None:
        """Measure from the commit to the painted row, everywhere where the case may be seen."""
        step = self.server.step(number, action)
        if step.state == "closed":
            answers = self.all(self.seen_by, "left", case_number=number)
        else:
            answers = self.all(self.seen_by, "painted", case_number=number, version=step.version)
        painted = {one.name: round((answer["at"] - step.committed_at) * 1000, 1) for one, answer in answers.items()}
        strangers = [one for one in CAST if one not in self.seen_by]
        for one, answer in self.all(strangers, "see", case_number=number).items():
            if answer["seen"]:
                raise TourBroken(f"the {one.english} station shows {number}, which it must not")
        self.timeline.moments.append(Moment(action, role.name, number, step.state, pressed, step.committed_at, painted,
                                            tuple(one.name for one in strangers)))
        spans = ", ".join(f"{name} {span:.0f}" for name, span in painted.items() if name != role.name)
        self.say(f"{action:<9} {number}  on the other screens after (ms): {spans}")

    def all(self, roles: Iterable[Role], order: str, **values: object) -> dict[Role, dict[str, Any]]:
        """The same order at several stations at once; their answers."""
        chosen = list(roles)
        for role in chosen:
            self.stations[role].tell(order, **values)
        return {role: self.stations[role].answer(60) for role in chosen}

    def pictures(self, name: str, chinese: str, english: str) -> None:
        """A picture of this moment at every station."""
        files = {role: self._next(name, role, chinese, english) for role in CAST}
        for role, file in files.items():
            self.stations[role].tell("picture", file=str(file))
        for role in files:
            self._look_through(self.stations[role].answer())

    def picture(self, name: str, role: Role, chinese: str, english: str) -> None:
        """A picture at one station."""
        file = self._next(name, role, chinese, english)
        self._look_through(self.stations[role].ask("picture", file=str(file)))

    def _look_through(self, shown: dict[str, Any]) -> None:
        """Remember what a picture should not have shown."""
        self.faults += shown["faults"]
        self.foreign.update(shown["foreign"])

    def _next(self, name: str, role: Role, chinese: str, english: str) -> Path:
        return self.album.next_file(name, role.name, f"{chinese}（{role.chinese}席）",
                                    f"{english} ({role.english}'s desk)")
