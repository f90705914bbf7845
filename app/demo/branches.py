"""The demo's cases that leave the main line: what branches off it, told move by move with who makes it.

Their moments lie ``apart`` minutes from one another and end ``ended`` minutes before now, so that each clock runs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.demo.accounts import login_of_department
from app.demo.stories import Beat, Story
from app.domain.case import Action

FIRST_NUMBER = 1001  # above every line of cases.csv
TAKER, DISPATCHER, CHIEF, INSPECTOR, WORKER = "shoulian1", "paiqian1", "zhiban1", "hecha1", "wangge1"
WORKS, CLEANING, GREEN, LAW, DRAINS, STREET = (
    "市政公用中心", "市容环卫中心", "园林绿化中心", "综合行政执法队", "排水公司", "河滨街道办事处")
LAMP, SMALL_AD, STALL, COVER, TREE, RUBBISH = (
    ("component/01/37", 1), ("event/01/36", 1), ("event/04/06", 1), ("component/01/06", 1), ("event/01/18", 1),
    ("event/01/10", 1))

Doing = tuple[str, Action, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Branch:
    """One case: what was reported, what was done to it since, and the state in which that leaves it.

    Values of a doing may name a department (``department_id``, ``assisting``, ``departments``), another branch by its
    number (``into_story``) and a moment as hours from now (``until``, ``reply_by``, ``appear_by``); see
    :mod:`app.demo.make`. ``pictures`` are attached after the report.
    """

    number: int
    state: str
    story: Story
    doings: tuple[Doing, ...]
    ended: float                     # minutes before now at which the last doing happened
    apart: float                     # minutes between two doings
    pictures: tuple[str, ...] = ()

    def beats(self, now: datetime) -> list[Beat]:
        """The moves with their moments and authors."""
        reporter = {"patrol": WORKER}.get(self.story.source, TAKER)
        told: list[Beat] = [Beat(Action.REPORT, now, login=reporter)]
        told += [Beat(Action.ATTACH, now, picture=kind, login=reporter) for kind in self.pictures]
        for login, action, values in self.doings:
            if action is Action.HANDLE and not self.pictures:
                told += [Beat(Action.ATTACH, now, picture=kind, login=login)
                         for kind in ("handle_before", "handle_after")]
            told.append(Beat(action, now, values, login=login))
        first = now - timedelta(minutes=self.ended + self.apart * (len(told) - 1))
        return [Beat(beat.action, first + timedelta(minutes=self.apart * place), beat.values, beat.picture, beat.login)
                for place, beat in enumerate(told)]


def _do(login: str, action: Action, **values: Any) -> Doing:
    return login, action, values


def _register() -> Doing:
    return _do(TAKER, Action.REGISTER)


def _dispatch(department: str, *assisting: str) -> tuple[Doing, Doing]:
    return _register(), _do(DISPATCHER, Action.DISPATCH, department_id=department, assisting=assisting)


def _accepted(department: str, *assisting: str) -> tuple[Doing, ...]:
    return (*_dispatch(department, *assisting), _do(login_of_department(department), Action.ACCEPT))


def _handled(department: str) -> tuple[Doing, ...]:
    return (*_accepted(department), _do(login_of_department(department), Action.HANDLE,
                                        result="已到场处置完毕，见处置后照片。"))


def _closed(department: str) -> tuple[Doing, ...]:
    return (*_handled(department), *_closing())


def _closing() -> tuple[Doing, ...]:
    return _do(INSPECTOR, Action.VERIFY), _do(CHIEF, Action.CLOSE)


def _again(department: str, words: str) -> tuple[Doing, ...]:
    """The caller is not satisfied, it is reopened and mended once more."""
    return (_do(TAKER, Action.CALL_BACK, reached="true", responded="yes", solved="no", satisfied="no", words=words),
            _do(TAKER, Action.REOPEN, reason=f"回访反映人：{words}"),
            _do(login_of_department(department), Action.HANDLE, result="已再次处置，见照片。"), *_closing())


def branches() -> list[Branch]:
    """Every branch of the demo, in the order of their numbers."""
    return list(_numbered([*_before_filing(), *_dispatching(), *_time_and_cards(), *_after_closing(), *_emergencies(),
                           *_called_back()]))


_Told = tuple[str, tuple[str, int], str, str, str, str, tuple[Doing, ...], float, float, tuple[str, ...]]


def _one(state: str, what: tuple[str, int], source: str, community: str, place: str, description: str,
         *doings: Doing, ended: float = 3, apart: float = 2, pictures: tuple[str, ...] = ()) -> _Told:
    return state, what, source, community, place, description, doings, ended, apart, pictures


def _numbered(told: Iterable[_Told]) -> Iterable[Branch]:
    for number, (state, what, source, community, place, words, doings, ended, apart, pictures) in enumerate(
            told, FIRST_NUMBER):
        phone = f"13800000{number - FIRST_NUMBER + 40:03}" if source in ("hotline", "public") else ""
        story = Story(number, state, "", 0, "", what[0], what[1], source, "normal", community, place, words, phone,
                      "", "", {LAMP: "lamp", STALL: "stall", TREE: "tree", RUBBISH: "rubbish"}.get(what, "manhole"))
        yield Branch(number, state, story, doings, ended, apart, pictures)


def _before_filing() -> list[_Told]:
    worked = ("handle_before", "handle_after")
    return [
        _one("confirming", STALL, "hotline", "广场社区", "广场东路 16 号",
             "来电人称路口每晚有烧烤摊占住盲道，今天中午又摆出来了。",
             _do(TAKER, Action.ASK_CONFIRMATION, remark="请到现场看是否仍在"), ended=8),
        _one("reported", LAMP, "public", "滨江社区", "河滨路 48 号", "河滨路 48 号门前路灯白天亮着、晚上不亮。",
             _do(TAKER, Action.ASK_CONFIRMATION), _do(TAKER, Action.CONFIRM, confirmation="exists",
                                                      finding="到场查看，灯确实不亮，灯罩破损。"), ended=4),
        _one("self_handled", RUBBISH, "patrol", "滨江社区", "河滨路 20 号", "巡查发现人行道上散落建筑垃圾两袋。",
             _do(WORKER, Action.SELF_HANDLE, result="已联系业主当场清走并清扫路面。"), ended=6, pictures=worked),
        _one("closed", SMALL_AD, "patrol", "滨江社区", "河滨路 36 号", "墙面小广告五处。",
             _do(WORKER, Action.SELF_HANDLE, result="当场铲除并粉刷。"), _do(TAKER, Action.AUDIT_PASS), ended=55,
             pictures=worked),
        _one("accepted", COVER, "hotline", "柳浪社区", "柳浪路 15 号",
             "柳浪路 15 号门前路灯井盖破了一半，行人容易踩空。",
             *_accepted(WORKS), ended=70),
        _one("merged", COVER, "public", "柳浪社区", "柳浪路 15 号", "柳浪路 15 号路边井盖碎了，孩子上学要绕着走。",
             _do(TAKER, Action.MERGE, into_story=4, reason="同一处井盖"), ended=40),
        _one("merged", COVER, "hotline", "柳浪社区", "柳浪路 15 号", "第三次打来，柳浪路井盖还没有修，要求给个说法。",
             _do(TAKER, Action.MERGE, into_story=4, reason="同一处井盖，反映人再次来电"), ended=20),
    ]


def _dispatching() -> list[_Told]:
    works, drains = login_of_department(WORKS), login_of_department(DRAINS)
    return [
        _one("accepted", COVER, "hotline", "星光社区", "星光路 27 号", "星光路 27 号门前路面塌了一块，井边一直冒水。",
             *_accepted(WORKS, DRAINS, LAW), _do(drains, Action.ACCEPT_PART),
             _do(drains, Action.FINISH_PART, result="已截流抽水，管道破口已标记。"), ended=15, apart=4),
        _one("disputed", TREE, "hotline", "海棠社区", "海棠路 12 号", "行道树倒在围墙上，物业和街道都说不是自己的树。",
             *_dispatch(GREEN), _do(login_of_department(GREEN), Action.RETURN, reason="树在小区红线内，不属公共绿地。"),
             _do(DISPATCHER, Action.DISPUTE, reason="红线归属两家说法不一"), ended=12, apart=3),
        _one("escalated", COVER, "department", "渔灯社区", "渔灯街 30 号", "与邻区交界处的路灯井塌陷，两边都不修。",
             _register(), _do(DISPATCHER, Action.ESCALATE, to_level="city", reason="跨区设施，需市级协调",
                              agreed_by="分管领导"), ended=14),
        _one("escalated", RUBBISH, "public", "渔灯社区", "渔灯街 44 号", "海边岸线漂来大量泡沫箱，风一吹满街都是。",
             _register(), _do(DISPATCHER, Action.ESCALATE, to_level="city", reason="海域清理超出区级职责"),
             _do(DISPATCHER, Action.RECEIVE_ESCALATION, receiver="市级平台值班员", receipt_number="S-20417"), ended=6),
        _one("accepted", STALL, "department", "滨江社区", "河滨路 66 号", "集市外溢占道反复回潮，需几家一起整治。",
             *_accepted(STREET), _do(DISPATCHER, Action.WHISTLE, departments=(LAW, CLEANING),
                                     demand="请派人到河滨路 66 号现场会商整治", appear_by=2),
             _do(login_of_department(LAW), Action.ANSWER_WHISTLE, whistle_answer="arrived", remark="两人到场"),
             ended=10, apart=3),
        _one("dispatched", LAMP, "hotline", "星光社区", "星光路 9 号", "星光路 9 号对面路灯杆倾斜。", *_dispatch(LAW),
             _do(DISPATCHER, Action.REASSIGN, department_id=WORKS, reason="灯杆属市政公用"), ended=9),
        _one("accepted", COVER, "hotline", "水杉社区", "水杉路 6 号", "水杉路 6 号窨井盖异响，夜里车一过就响。",
             *_accepted(WORKS), _do(DISPATCHER, Action.SEND_TASK, task_kind="urgent", remark="请先到场围护"), ended=7),
        _one("registered", LAMP, "hotline", "云帆社区", "云帆路 8 号", "云帆路 8 号路灯控制箱门开着，能看见电线。",
             *_dispatch(WORKS), _do(works, Action.RETURN, reason="控制箱为电力设施", cause="wrong_department"),
             _do(DISPATCHER, Action.DISPATCH, department_id="供电公司"), _do(DISPATCHER, Action.TAKE_BACK), ended=5),
    ]


def _time_and_cards() -> list[_Told]:
    works, cleaning = login_of_department(WORKS), login_of_department(CLEANING)
    return [
        _one("accepted", LAMP, "hotline", "桂花社区", "桂花北路 14 号", "桂花北路 14 号三盏路灯不亮，电缆疑似被挖断。",
             *_accepted(WORKS), _do(works, Action.ASK_EXTENSION, reason="需要开挖换缆，材料明日到"),
             _do(DISPATCHER, Action.APPROVE_REQUEST), ended=11, apart=4),
        _one("deferred", TREE, "public", "海棠社区", "海棠路 33 号", "海棠路 33 号行道树枯死，要求更换。",
             *_accepted(GREEN), _do(login_of_department(GREEN), Action.ASK_DEFERRAL, until=24 * 60,
                                    reason="不在种植季，入冬后统一更换"),
             _do(DISPATCHER, Action.APPROVE_REQUEST), _do(CHIEF, Action.GRANT_DEFERRAL), ended=30, apart=5),
        _one("accepted", RUBBISH, "hotline", "石板社区", "石板街 50 号", "石板街 50 号后门垃圾堆了一个星期，气味很大。",
             *_accepted(CLEANING), _do(CHIEF, Action.SUPERVISE, order_kind="leader", card="red",
                                       reason="领导批示，群众多次反映",
                                       demand="今日清运完毕并书面答复", reply_by=4), ended=13, apart=6),
        _one("accepted", RUBBISH, "hotline", "石板社区", "石板街 71 号", "石板街 71 号垃圾桶满溢，早上没有来收。",
             *_accepted(CLEANING), _do(CHIEF, Action.SUPERVISE, order_kind="important", card="yellow",
                                       reason="检查路线沿线",
                                       demand="立即清运", reply_by=6),
             _do(cleaning, Action.APPEAL_ORDER, order_id=True, reason="收运车故障已报备，不应发牌"), ended=9, apart=5),
        _one("accepted", LAMP, "hotline", "科创社区", "科创二路 12 号", "科创二路 12 号门口路灯一闪一闪。",
             *_accepted(WORKS), _do(TAKER, Action.REMIND, words="反映人再次来电催问"), ended=16, apart=5),
    ]


def _after_closing() -> list[_Told]:
    works = login_of_department(WORKS)
    return [
        _one("closed", LAMP, "hotline", "桂花社区", "桂花北路 22 号", "桂花北路 22 号路灯不亮。", *_closed(WORKS),
             ended=40,
             apart=9),
        _one("closed", RUBBISH, "hotline", "杏园社区", "杏园路 30 号", "杏园路 30 号楼下堆了旧沙发。",
             *_closed(CLEANING),
             _do(TAKER, Action.CALL_BACK, reached="true", responded="yes", solved="yes", satisfied="yes",
                 words="当天就清走了，谢谢"), ended=25, apart=9),
        _one("in_rework", LAMP, "hotline", "云帆社区", "云帆路 41 号", "云帆路 41 号路灯修好两天又不亮。",
             *_closed(WORKS),
             _do(TAKER, Action.CALL_BACK, reached="true", responded="yes", solved="no", satisfied="no",
                 words="只亮了一晚"),
             _do(TAKER, Action.REOPEN, reason="回访：只亮了一晚"), ended=18, apart=9),
        _one("closed", LAMP, "hotline", "星光社区", "星光路 61 号", "星光路 61 号院内路灯常年不亮，反复报修。",
             *_closed(WORKS),
             *_again(WORKS, "换了灯泡，还是不亮"), *_again(WORKS, "亮了三天又灭"), ended=22, apart=7),
        _one("closed", COVER, "hotline", "水杉社区", "水杉路 52 号", "水杉路 52 号在建工地门口井盖松动。",
             *_accepted(WORKS),
             _do(CHIEF, Action.FORCE_CLOSE, reason="工地封闭施工，道路已移交建设单位管理"), ended=35, apart=8),
        _one("closed", STALL, "public", "钟楼社区", "钟楼巷 3 号", "要求把钟楼巷夜市长期取消。", *_accepted(LAW),
             _do(CHIEF, Action.INFORM_CLOSE, reason="属规划事项，无处置条件",
                 reply="已告知反映人：夜市为批准设点，整治时间见公告。"),
             ended=33, apart=8),
        _one("closed", RUBBISH, "hotline", "望潮社区", "望潮路 26 号", "望潮路 26 号楼前垃圾三天没有收。",
             *_accepted(WORKS),
             _do(works, Action.HANDLE, result="台风后道路中断，抢通后清运完毕。"), *_closing(),
             ended=50, apart=60 * 22),  # too late: its department may appeal
    ]


def _emergencies() -> list[_Told]:
    return [
        _one("registered", COVER, "hotline", "广场社区", "广场西路 40 号", "商铺后墙有明火，烟很大，井口也在冒烟。",
             _register(),
             _do(TAKER, Action.SET_HANDLING, handling_kind="emergency"),
             _do(TAKER, Action.HAND_OVER, service="119", told="119 接警台",
                 told_words="广场西路 40 号商铺后墙起火"), ended=4),
        _one("registered", COVER, "hotline", "海棠社区", "海棠路 60 号", "有人掉进敞开的井里，腿受伤。", _register(),
             _do(TAKER, Action.HAND_OVER, service="120", told="120 调度台", told_words="海棠路 60 号一人坠井受伤"),
             _do(TAKER, Action.CONFIRM_HAND_OVER, hand_over_no=True, reply="救护车已到场，伤者送医",
                 reference="120-5512"), ended=5),
    ]


def _called_back() -> list[_Told]:
    """Closed cases whose reporters said how satisfied they are: enough of them for a rate of some streets."""
    told = (("水杉社区", "水杉路 21 号", "水杉路 21 号门口积了两天垃圾。", RUBBISH, CLEANING, "yes", "清得很干净", 60),
            ("杏园社区", "杏园路 44 号", "杏园路 44 号路灯不亮。", LAMP, WORKS, "yes", "当晚就亮了", 80),
            ("柳浪社区", "柳浪路 18 号", "柳浪路 18 号门前井盖响。", COVER, WORKS, "no", "还是有点响", 100),
            ("钟楼社区", "钟楼巷 15 号", "钟楼巷 15 号摊贩占道。", STALL, LAW, "yes", "路通了", 70),
            ("石板社区", "石板街 30 号", "石板街 30 号旁垃圾没人收。", RUBBISH, CLEANING, "yes", "处理得快", 90),
            ("染坊社区", "染坊弄 9 号", "染坊弄 9 号路灯一闪一闪。", LAMP, WORKS, "yes", "换新的了", 110))
    return [_one("closed", what, "hotline", community, place, words, *_closed(unit),
                 _do(TAKER, Action.CALL_BACK, reached="true", responded="yes", solved=satisfied, satisfied=satisfied,
                     words=said), ended=ended, apart=9)
            for community, place, words, what, unit, satisfied, said, ended in told]
