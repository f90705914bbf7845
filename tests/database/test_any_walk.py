"""Random people do random things to a few cases: whatever they try, the record stays sound.

A model of the loop in plain Python (read from the transition table as a reviewer would) says which move must be
answered and which refused; after every move the record itself is checked: no state outside the table, no step without
an author, no version skipped, no clock that runs backwards, one running clock at most.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Connection, Engine, text

from app.database import cases
from app.domain.case import Action, Answer, CaseState, Move
from app.domain.failures import Refusal
from app.domain.report import ReportDraft
from tests.database import walk_of_units
from tests.database.clone import PEOPLE, Clone

VALUES: dict[Action, dict[str, Any]] = {
    Action.REJECT: {"reason": "不属受理范围"}, Action.REGISTER: {"condition_id": 1}, Action.ANSWER: {"reply": "已答复"},
    Action.DISPATCH: {"department_id": 1}, Action.TAKE_BACK: {"reason": ""}, Action.ACCEPT: {},
    Action.RETURN: {"reason": "非本单位职责"}, Action.HANDLE: {"result": "已处置"}, Action.VERIFY: {},
    Action.REWORK: {"reason": "未修好"}, Action.CLOSE: {"closing_condition": "恢复"}, Action.VOID: {"reason": "误报"},
    Action.SUSPEND: {"reason": "等资金", "until": datetime.now(UTC) + timedelta(days=30)}, Action.RESUME: {},
    Action.REMIND: {"words": "请尽快"}, Action.REPLY_TO_ORDER: {"reply": "马上办"},
    Action.SUPERVISE: {"order_kind": "timeout", "card": "yellow", "reason": "超时", "demand": "今日办结"},
    Action.RESOLVE_ORDER: {"resolution": "已督促到位"},
    Action.APPEAL_ORDER: {"reason": "派遣有误"}, Action.DECIDE_ORDER_APPEAL: {"upheld": True, "reason": "属实"},
    Action.APPEAL_TIME: {"reason": "停电"}, Action.APPROVE_APPEAL: {}, Action.GRANT_APPEAL: {},
    Action.REFUSE_APPEAL: {"reason": "理由不足"},
    Action.ASK_CONFIRMATION: {"worker": "worker"},
    Action.CONFIRM: {"confirmation": "absent", "finding": "现场无此情况"},
    Action.ASK_EXTENSION: {"reason": "等备件"}, Action.WITHDRAW_REQUEST: {}, Action.APPROVE_REQUEST: {},
    Action.ASK_DEFERRAL: {"reason": "汛期", "until": datetime.now(UTC) + timedelta(days=30)},
    Action.GRANT_EXTENSION: {}, Action.GRANT_DEFERRAL: {}, Action.REFUSE_REQUEST: {"reason": "理由不足"},
    Action.MERGE: {}, Action.UNMERGE: {"reason": "误并"},
    Action.SEND_TASK: {"task_kind": "urgent", "worker": "worker"},
    Action.SELF_HANDLE: {"result": "已当场处理"}, Action.AUDIT_PASS: {"closing_condition": "清除"},
    Action.AUDIT_FAIL: {"reason": "照片不符"}, Action.SET_HANDLING: {}, Action.TELL_REPORTER: {"told_words": "已告知"},
    Action.TRACK: {"finding": "已到场"},
    Action.APPROVE_RUNG: {"decision": "passed", "office": "一号街道", "decision_words": "同意"},
    Action.HAND_OVER: {"service": "119", "told": "消防", "told_words": "起火"},
    Action.CONFIRM_HAND_OVER: {"reply": "已出警"}, Action.FORCE_CLOSE: {"reason": "无法办理"},
    Action.INFORM_CLOSE: {"reason": "超出职责", "reply": "已告知"},
    Action.CALL_BACK: {"reached": True, "solved": "no"}, Action.REOPEN: {"reason": "不满意"},
    Action.REOPEN_REPORT: {"reason": "不满意"},
    Action.AMEND: {"changes": {"place": "另一处"}, "reason": "更正"}, Action.NOTE: {"note": "备注"},
} | walk_of_units.VALUES
ENDED = ("closed", "rejected", "voided", "merged")
GRANTS = {Action.GRANT_EXTENSION: "extension", Action.GRANT_DEFERRAL: "deferral"}
APPEALS = (Action.APPEAL_TIME, Action.APPROVE_APPEAL, Action.GRANT_APPEAL, Action.REFUSE_APPEAL)
ON_AN_ORDER = (Action.REPLY_TO_ORDER, Action.RESOLVE_ORDER, Action.APPEAL_ORDER, Action.DECIDE_ORDER_APPEAL)
ABOUT_TIME = (*GRANTS, Action.APPROVE_REQUEST, Action.REFUSE_REQUEST, Action.WITHDRAW_REQUEST)
KINDS = ("general", "coordinate", "emergency", "approval")
UNVERIFIED = (Action.FORCE_CLOSE, Action.INFORM_CLOSE)
DEPARTMENT_OF = {login: {"D1": 1, "D2": 2, None: None}[person[2]] for login, person in PEOPLE.items()}
SIGHT_OF_ALL = {login for login, person in PEOPLE.items() if person[2] is None}


class Walk(RuleBasedStateMachine):
    """The model: per case its state, version, department, the state before a suspension, and who looked."""

    database: Clone
    engines: dict[str, Engine]

    def __init__(self) -> None:
        super().__init__()
        self.cases: list[dict[str, Any]] = []

        with self.database.owner.connect() as connection:
            self.table = {(row.action, row.from_state): row for row in connection.execute(
                text("select * from gridroom.transition"))}

    @rule(login=st.sampled_from(sorted(PEOPLE)), with_pictures=st.booleans())
    def somebody_reports(self, login: str, with_pictures: bool) -> None:
        may = bool({duty.value for duty in PEOPLE[login][1]} & set(self.table["report", ""].duties))
        answer, code = self.asked(login, lambda connection: cases.report(
            connection, ReportDraft(uuid4(), "随机一件", position=(121.3715, 28.5815))))
        assert code == ("" if may else "GR003")
        if answer is None:
            return
        self.cases.append({"id": answer.case_id, "state": "reported", "version": 1, "department": None,
                           "before": None, "looked": False, "orders": {}, "asked": "", "approved": False,
                           "extended": 0, "main": None, "appeals": {}, "kind": "", "told": False, "tracked": False,
                           "rung": 0, "waiting": set(), "reopened": 0} | walk_of_units.start())
        if with_pictures:
            for kind in ("handle_before", "handle_after"):
                with self.engines["taker"].begin() as connection:
                    cases.attach(connection, uuid4(), answer.case_id, kind, kind, "image/png",
                                 f"{kind} {answer.case_id}".encode())
        self.cases[-1]["pictures"] = with_pictures

    @initialize(reports=st.integers(1, 3))
    def the_night_begins(self, reports: int) -> None:
        for _ in range(reports):
            self.somebody_reports("taker", True)

    @rule(data=st.data())
    def the_right_person_moves_a_case_on(self, data: st.DataObject) -> None:
        """Pure chance would hardly ever reach the end of the loop; this one knows the table."""
        case = data.draw(st.sampled_from(self.cases))
        legal = sorted(action for action in VALUES if (action.value, case["state"]) in self.table)
        if legal:
            action = data.draw(st.sampled_from(legal))
            row = self.table[action.value, case["state"]]
            able = sorted(login for login, person in PEOPLE.items()
                          if {duty.value for duty in person[1]} & set(row.duties)
                          and (not row.own_department or DEPARTMENT_OF[login] == case["department"]))
            if able:  # nobody answers for a case that no department ever had
                self.attempt(case, data.draw(st.sampled_from(able)), action, data.draw(st.sampled_from([1, 2])), False)

    @rule(data=st.data(), login=st.sampled_from(sorted(PEOPLE)), action=st.sampled_from(sorted(VALUES)),
          department=st.sampled_from([1, 2]), stale=st.sampled_from([False, False, True]))
    def somebody_does_something(self, data: st.DataObject, login: str, action: Action, department: int,
                                stale: bool) -> None:
        self.attempt(data.draw(st.sampled_from(self.cases)), login, action, department, stale)

    def attempt(self, case: dict[str, Any], login: str, action: Action, department: int, stale: bool) -> None:
        values = dict(VALUES[action])
        if action is Action.DISPATCH:
            values["department_id"] = department
        elif action is Action.SUPERVISE and department == 2:
            values["reply_by"] = datetime.now(UTC) + timedelta(hours=4)
        elif action in ON_AN_ORDER:
            values["order_id"] = self.order_of(case, department)
        elif action is Action.MERGE:
            values["into_case"] = self.cases[department % len(self.cases)]["id"]
        elif action is Action.SELF_HANDLE:
            values["worker"] = "worker"
        elif action is Action.SET_HANDLING:
            values["handling_kind"] = KINDS[(case["version"] + department) % len(KINDS)]
        elif action is Action.CONFIRM_HAND_OVER:
            values["hand_over_no"] = min(case["waiting"], default=0)
        walk_of_units.give_values(case, action, department, values)
        version = case["version"] - (1 if stale else 0)
        expected = self.expected(case, login, action, stale, values)
        answer, code = self.asked(login, lambda connection: cases.move(
            connection, Move(uuid4(), action, case["id"], version, values)))
        assert code == expected, (login, action, case)
        if answer is None:
            return
        self.follow(case, login, action, department, values)
        assert (answer.state.value, answer.version) == (case["state"], case["version"])

    @rule(data=st.data(), login=st.sampled_from(sorted(PEOPLE)))
    def somebody_looks(self, data: st.DataObject, login: str) -> None:
        case = data.draw(st.sampled_from(self.cases))
        with self.engines[login].begin() as connection:
            cases.mark_opened(connection, case["id"])
        if case["state"] == "dispatched" and DEPARTMENT_OF[login] == case["department"]:
            case["looked"] = True

    def asked(self, login: str, work: Callable[[Connection], Answer]) -> tuple[Answer | None, str]:
        """The answer, or the code of the refusal."""
        try:
            with self.engines[login].begin() as connection:
                return work(connection), ""
        except Refusal as no:
            return None, no.code

    def order_of(self, case: dict[str, Any], place: int) -> int:
        """The id of the case's first or second order, open or not; an id that nobody has while there is none."""
        with self.database.owner.connect() as connection:
            found = list(connection.execute(text("select order_id from gridroom.supervision_order where case_id = :id "
                                                 "order by order_id"), {"id": case["id"]}).scalars())
        return found[min(place, len(found)) - 1] if found else 0

    def sees(self, login: str, case: dict[str, Any]) -> bool:
        own = DEPARTMENT_OF[login]
        return login in SIGHT_OF_ALL or own == case["department"] or own in case["parts"] or own in case["whistled"]

    def expected(self, case: dict[str, Any], login: str, action: Action, stale: bool, values: dict[str, Any]) -> str:
        """The refusal that must come, '' for an answer; in the order in which the rules are asked."""
        if action is Action.MERGE and values["into_case"] == case["id"]:
            return "GR004"
        if not self.sees(login, case):
            return "GR005"
        if stale and action is not Action.NOTE:
            return "GR001"
        row = self.table.get((action.value, case["state"])) or self.table.get((action.value, "*"))
        if row is None:
            return "GR002"
        if not {duty.value for duty in PEOPLE[login][1]} & set(row.duties):
            return "GR003"
        if row.own_department and DEPARTMENT_OF[login] != case["department"]:
            return "GR003"
        no = self.expected_aftercare(case, action, values) or walk_of_units.expected(
            case, login, DEPARTMENT_OF[login], action, values)
        if no:
            return no
        if action is Action.TAKE_BACK and case["looked"]:
            return "GR008"
        with_department = case["state"] in ("dispatched", "accepted", "in_rework", "suspended", "deferred", "handled",
                                             "verified")
        if action is Action.SUPERVISE and "reply_by" in values and not with_department:
            return "GR004"
        if action is Action.REPLY_TO_ORDER and case["orders"].get(values["order_id"]) != "waits":
            return "GR004"
        if action is Action.RESOLVE_ORDER and case["orders"].get(values["order_id"], "over") == "over":
            return "GR004"
        if action is Action.MERGE:
            main = next(one for one in self.cases if one["id"] == values["into_case"])
            if not self.sees(login, main) or main["state"] in ENDED:
                return "GR004"
            has_reports = any(one["main"] == case["id"] for one in self.cases)
            pressed = any(order != "over" for order in case["orders"].values())
            return "GR024" if has_reports or pressed else ""
        if action in (Action.APPEAL_ORDER, Action.DECIDE_ORDER_APPEAL):
            open_ = case["orders"].get(values["order_id"], "over") != "over"
            wanted = None if action is Action.APPEAL_ORDER else "pending"
            return "" if open_ and case["appeals"].get(values["order_id"]) == wanted else "GR004"
        if action in APPEALS:  # nobody is late in one short walk
            return "GR014"
        if action in (Action.ASK_EXTENSION, Action.ASK_DEFERRAL):
            return "GR013" if case["asked"] or (action is Action.ASK_EXTENSION and case["extended"] == 2) else ""
        if action in ABOUT_TIME and not case["asked"]:
            return "GR013"
        if action is Action.APPROVE_REQUEST and case["approved"]:
            return "GR013"
        if action in GRANTS and (GRANTS[action] != case["asked"] or not case["approved"]):
            return "GR013"
        return ""

    def expected_aftercare(self, case: dict[str, Any], action: Action, values: dict[str, Any]) -> str:
        """What the kind of handling and what comes after closing forbid."""
        if action is Action.SELF_HANDLE and not case["pictures"]:
            return "GR004"
        if action is Action.SET_HANDLING:
            late = case["state"] not in ("reported", "confirming", "registered")
            same = values["handling_kind"] == case["kind"]
            return "GR004" if same or (late and values["handling_kind"] == "approval") else ""
        if action in (Action.DISPATCH, Action.SETTLE_DISPUTE) and case["kind"] == "approval":
            return "GR050"
        if action is Action.CLOSE and case["state"] == "registered" and case["kind"] not in ("coordinate", "approval"):
            return "GR002"
        if action in (Action.CLOSE, Action.ANSWER, Action.AUDIT_PASS, Action.INFORM_CLOSE):
            told = case["told"] or action in (Action.ANSWER, Action.INFORM_CLOSE)
            hindered = {"coordinate": not told, "emergency": not case["tracked"], "approval": case["rung"] < 4}
            return "GR050" if hindered.get(case["kind"]) else ""
        if action is Action.APPROVE_RUNG:
            return "" if case["kind"] == "approval" and case["rung"] < 4 else "GR050"
        if action is Action.CONFIRM_HAND_OVER:
            return "" if case["waiting"] else "GR004"
        if action in (Action.REOPEN, Action.REOPEN_REPORT):
            return "" if (case["department"] is not None) == (action is Action.REOPEN) else "GR002"
        return ""

    def follow_aftercare(self, case: dict[str, Any], action: Action, stood: str, values: dict[str, Any]) -> None:
        if action is Action.SET_HANDLING:
            case["rung"] = 0 if values["handling_kind"] == "approval" else case["rung"]
            case["kind"] = values["handling_kind"]
        elif action is Action.TELL_REPORTER:
            case["told"] = True
        elif action is Action.TRACK:
            case["tracked"] = True
        elif action is Action.APPROVE_RUNG:
            case["rung"] += 1
        elif action is Action.HAND_OVER:
            with self.database.owner.connect() as connection:
                run = connection.exec_driver_sql
                case["waiting"].add(run("select max(hand_over_no) from gridroom.hand_over").scalar())
        elif action is Action.CONFIRM_HAND_OVER:
            case["waiting"].remove(values["hand_over_no"])
        elif action in UNVERIFIED and stood == "returned":
            case["department"] = None
        elif action in (Action.REOPEN, Action.REOPEN_REPORT):
            case["told"], case["tracked"], case["rung"] = False, False, 0
            case["reopened"] += 1
            if case["reopened"] >= 3:
                with self.database.owner.connect() as connection:
                    newest = connection.exec_driver_sql(
                        "select max(order_id) from gridroom.supervision_order").scalar_one()
                case["orders"][newest] = "waits" if action is Action.REOPEN else "stands"

    def follow(self, case: dict[str, Any], login: str, action: Action, department: int, values: dict[str, Any]) -> None:
        row = self.table.get((action.value, case["state"])) or self.table[action.value, "*"]
        if action in (Action.SUSPEND, Action.GRANT_DEFERRAL, Action.MERGE):
            case["before"] = case["state"]
        stood, had = case["state"], case["department"]
        if row.to_state not in ("=", "<"):
            case["state"] = row.to_state
        elif row.to_state == "<":
            case["state"] = case["before"]
        if action is not Action.NOTE:
            case["version"] += 1
        self.follow_aftercare(case, action, stood, values)
        walk_of_units.follow(case, DEPARTMENT_OF[login], action, stood, had, values)
        if action is Action.SUPERVISE:
            with self.database.owner.connect() as connection:
                newest = connection.exec_driver_sql("select max(order_id) from gridroom.supervision_order").scalar_one()
            case["orders"][newest] = "waits" if "reply_by" in values else "stands"
        elif action is Action.REPLY_TO_ORDER:
            case["orders"][values["order_id"]] = "stands"
        elif action is Action.APPEAL_ORDER:
            case["appeals"][values["order_id"]] = "pending"
        elif action is Action.DECIDE_ORDER_APPEAL:
            case["appeals"][values["order_id"]] = "decided"
            case["orders"][values["order_id"]] = "over"
        elif action is Action.RESOLVE_ORDER:
            case["orders"][values["order_id"]] = "over"
        if action in (Action.ASK_EXTENSION, Action.ASK_DEFERRAL):
            case["asked"] = "extension" if action is Action.ASK_EXTENSION else "deferral"
        elif action is Action.APPROVE_REQUEST:
            case["approved"] = True
        elif action in ABOUT_TIME or case["state"] != stood:
            case["asked"], case["approved"] = "", False
        if action is Action.GRANT_EXTENSION:
            case["extended"] += 1
        elif action is Action.DISPATCH and not (stood == "returned" and had == department):
            case["extended"] = 0  # another clock
        if action in (Action.MERGE, Action.UNMERGE):
            case["main"] = values.get("into_case")
        if case["state"] in ENDED:
            case["orders"] = dict.fromkeys(case["orders"], "over")
        if action is Action.DISPATCH:
            case["department"], case["looked"] = department, False
        elif action is Action.TAKE_BACK:
            case["department"] = None

    @invariant()
    def the_record_is_sound(self) -> None:
        with self.database.owner.connect() as connection:
            run = connection.exec_driver_sql
            states = set(run("select distinct state from gridroom.case_file").scalars())
            assert states <= {state.value for state in CaseState}
            assert run("select count(*) from gridroom.case_step where by_login in ('', 'postgres')").scalar() == 0
            assert run("""select count(*) from (select at, lag(at) over w as earlier, version, lag(version) over w as v
                from gridroom.case_step window w as (partition by case_id order by seq)) s
                where earlier >= at or version - v not in (0, 1)""").scalar() == 0
            assert run("""select count(*) from gridroom.case_clock where stopped_at < started_at
                or (stopped_at is null and due_at < started_at)""").scalar() == 0
            assert run("""select count(*) from gridroom.case_file f where not is_open and
                (deadline_at is not null or exists (select from gridroom.case_clock k
                 where k.case_id = f.case_id and k.stopped_at is null))""").scalar() == 0
            assert run("""select coalesce(max(running), 0) from (select count(*) as running from gridroom.case_clock k
                where stopped_at is null and not exists (select from gridroom.clock_pause p
                    where p.clock_id = k.clock_id and p.resumed_at is null) group by case_id) r""").scalar() <= 1

            assert run("""select count(*) from gridroom.case_file f where card <> coalesce((
                select case when bool_or(o.card = 'red') then 'red' when bool_or(o.card = 'yellow') then 'yellow'
                    else min(o.card) end from gridroom.supervision_order o
                where o.case_id = f.case_id and o.resolved_at is null), '')""").scalar() == 0

            assert run("""select count(*) from gridroom.case_file f where report_count <> (
                select count(*) from gridroom.case_file r where r.merged_into = f.case_id)""").scalar() == 0
            assert run("""select count(*) from gridroom.case_file r
                join gridroom.case_file f on f.case_id = r.merged_into
                where r.state <> 'merged' or f.state = 'merged'""").scalar() == 0

            assert run("""select count(*) from gridroom.case_file f where time_request <> coalesce((
                select kind from gridroom.time_request r where r.case_id = f.case_id and outcome = 'pending'), '')
                """).scalar() == 0
            assert run("""select count(*) from gridroom.case_clock k join gridroom.case_file f using (clock_id)
                where f.deadline_at is distinct from gridroom.clock_due(k.clock_id)""").scalar() == 0

    def teardown(self) -> None:
        with self.database.owner.connect() as connection:
            assert connection.exec_driver_sql("select count(*) from gridroom.broken_links()").scalar() == 0


@pytest.mark.timeout(300)
def test_that_no_walk_through_the_loop_leaves_the_table(database: Clone) -> None:
    engines = {login: database.engine(login) for login in PEOPLE}

    class ThisWalk(Walk):
        pass

    ThisWalk.database = database
    ThisWalk.engines = engines
    run_state_machine_as_test(ThisWalk, settings=settings(
        max_examples=30, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)))
