"""Cases for the widgets' tests: plain objects of the domain, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from app.domain.case import Action, Case, CaseState, Stage
from app.domain.case_detail import AllowedAction, Attachment, CaseDetail, CaseStep
from app.domain.catalogue import FilingCondition, LimitKind, Subcategory
from app.domain.people import Department
from app.domain.supervision import Card, OrderKind, SupervisionOrder

ROOM = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 21, 21, 14, 7, tzinfo=ROOM)

_STAGES = {
    CaseState.REPORTED: Stage.TO_REGISTER, CaseState.CONFIRMING: Stage.TO_REGISTER,
    CaseState.REGISTERED: Stage.TO_DISPATCH,
    CaseState.RETURNED: Stage.TO_DISPATCH, CaseState.DISPUTED: Stage.TO_DISPATCH,
    CaseState.ESCALATED: Stage.TO_DISPATCH, CaseState.SELF_HANDLED: Stage.TO_VERIFY,
    CaseState.DISPATCHED: Stage.TO_HANDLE,
    CaseState.ACCEPTED: Stage.TO_HANDLE, CaseState.IN_REWORK: Stage.TO_HANDLE,
    CaseState.SUSPENDED: Stage.TO_HANDLE, CaseState.DEFERRED: Stage.TO_HANDLE,
    CaseState.HANDLED: Stage.TO_VERIFY, CaseState.VERIFIED: Stage.TO_CLOSE,
}

WHAT = (
    ("市容环境", "暴露生活垃圾", "菜市场门口垃圾堆放多日无人清运, 气味很大", "卖芝桥东路 117 号菜市场北门"),
    ("公用设施", "污水井盖", "人行道上井盖缺失, 夜里看不见, 已有老人绊倒", "银安街与西路桥大道交叉口东北角"),
    ("街面秩序", "占道经营", "流动摊贩占用盲道, 学生放学时无法通行", "路桥实验小学东侧人行道"),
    ("突发事件", "路面塌陷", "非机动车道塌陷约两米, 有积水", "富仕路 88 号前"),
    ("园林绿化设施", "行道树", "台风后行道树倒伏, 压住路灯电线", "财富大道中段"),
)


def make_case(case_id: int = 1, state: CaseState = CaseState.REGISTERED, **changes: object) -> Case:
    """One case of the board, due in 18 minutes unless ``changes`` say otherwise."""
    category, subcategory, summary, place = WHAT[case_id % len(WHAT)]
    case = Case(
        case_id=case_id, case_number=f"2026-1121-{case_id:05d}", version=3, state=state,
        stage=_STAGES.get(state, Stage.ENDED), kind="component" if "设施" in category else "event", category=category,
        subcategory=subcategory, summary=summary, place=place, area_path="1.2.3", street="路桥街道",
        community="龙头王社区", cell_code="331004001003017", department_id=1, department="市政公用中心",
        source="hotline", urgency="normal", reported_at=NOW - timedelta(hours=2),
        deadline_at=NOW + timedelta(minutes=18), near_at=NOW - timedelta(minutes=5), paused_remaining=None,
        rework_count=0, return_count=0, opened_at=None, changed_after_print=False, imported=False,
        remind_count=0, card=None, reply_due=None, time_request=None, time_approved=False, confirmation=None,
        position=(121.3735, 28.5822),
    )
    return replace(case, **changes)  # type: ignore[arg-type]


def many_cases(count: int) -> list[Case]:
    """``count`` open cases in every state, from overdue to far from due."""
    states = list(_STAGES)
    return [
        make_case(
            n, states[n % len(states)], deadline_at=NOW + timedelta(minutes=(n * 37) % 5000 - 600),
            near_at=NOW + timedelta(minutes=(n * 37) % 5000 - 900), department_id=n % 7,
            area_path=f"1.{2 + n % 8}.{20 + n % 40}", reported_at=NOW - timedelta(minutes=n % 3000),
            card=(None, None, None, Card.REMINDER, Card.YELLOW, None, Card.RED)[n % 7],
            paused_remaining=timedelta(hours=5) if states[n % len(states)] is CaseState.SUSPENDED else None,
        )
        for n in range(1, count + 1)
    ]


def make_step(seq: int, action: Action, to_state: CaseState, **changes: object) -> CaseStep:
    """One line of a history, ten minutes after the one before."""
    step = CaseStep(
        step_id=seq, seq=seq, action=action, from_state=None, to_state=to_state,
        at=NOW - timedelta(hours=2) + timedelta(minutes=10 * seq), by_login="paiqian1", by_name="派遣员一号",
        by_department="", receiver="", remark="", original_at=None,
    )
    return replace(step, **changes)  # type: ignore[arg-type]


def make_attachment(attachment_id: int, kind: str, **changes: object) -> Attachment:
    """A photo of that kind."""
    attachment = Attachment(
        attachment_id=attachment_id, kind=kind, file_name=f"{kind}.jpg", media_type="image/jpeg", size=183_000,
        sha256="0" * 64, taken_at=NOW - timedelta(hours=2), added_at=NOW - timedelta(hours=1), added_by="网格员一号",
    )
    return replace(attachment, **changes)  # type: ignore[arg-type]


def make_order(order_id: int = 1, **changes: object) -> SupervisionOrder:
    """A yellow card that waits for a reply until tomorrow."""
    order = SupervisionOrder(
        order_id=order_id, order_number=f"DB2026-1121-{order_id:03d}", kind=OrderKind.TIMEOUT, card=Card.YELLOW,
        reason="超过办理时限", demand="今日 18:00 前处置到位", department="市政公用中心",
        reply_by=NOW + timedelta(days=1), issued_at=NOW - timedelta(hours=1), issued_by="值班长一号", reply="",
        replied_at=None, replied_by="", resolution="", resolved_at=None, resolved_by="", ended_with_case=False,
    )
    return replace(order, **changes)  # type: ignore[arg-type]


def make_detail(case: Case | None = None, **changes: object) -> CaseDetail:
    """A case that a dispatcher looks at, just registered."""
    detail = CaseDetail(
        case=case or make_case(), description="人行道上井盖缺失, 夜里看不见, 已有老人绊倒。\n"
        "来电人说昨天已经反映过一次, 希望今天处理。",
        reporter_name="王**", reporter_phone="138****1234", keep_secret=False, minor_id=12, condition_id=101,
        condition="缺失、移位、开裂, 存在安全隐患的", closing_condition="修复、更换",
        limit_kind="urgent_hour", limit_value=2.0,
        cell_name="017", duty_grid="责任网格 03", registered_at=NOW - timedelta(hours=1), dispatched_at=None,
        accepted_at=None, handled_at=None, verified_at=None, closed_at=None, original_at=None, origin="desk",
        original_id="", result="", sheet_number="",
        steps=(
            make_step(1, Action.REPORT, CaseState.REPORTED, by_name="受理员一号"),
            make_step(2, Action.REGISTER, CaseState.REGISTERED, by_name="受理员一号", remark="现场照片已核对"),
        ),
        attachments=(make_attachment(1, "near"), make_attachment(2, "handle_before"),
                     make_attachment(3, "handle_after")),
        allowed=(
            AllowedAction(Action.DISPATCH, CaseState.DISPATCHED, ("department",), True),
            AllowedAction(Action.VOID, CaseState.VOIDED, ("reason",), False),
            AllowedAction(Action.AMEND, CaseState.REGISTERED, ("reason",), False),
            AllowedAction(Action.NOTE, CaseState.REGISTERED, (), False),
            AllowedAction(Action.ATTACH, CaseState.REGISTERED, (), False),
        ),
    )
    return replace(detail, **changes)  # type: ignore[arg-type]


DEPARTMENTS = (
    Department(1, "SZ", "市政公用中心", True), Department(2, "HW", "环境卫生管理所", True),
    Department(3, "YL", "园林绿化管理所", True), Department(4, "ZF", "综合行政执法局路桥街道中队", True),
)

SUBCATEGORIES = tuple(
    Subcategory(
        minor_id, "component" if "设施" in category else "event", "01", category, f"01{minor_id:02d}", name, False,
        (FilingCondition(minor_id * 10 + 1, minor_id, 1, "缺失、移位、开裂, 存在安全隐患的", LimitKind.URGENT_HOUR, 2,
                         "修复、更换", "市政公用中心"),
         FilingCondition(minor_id * 10 + 2, minor_id, 2, "破损", LimitKind.WORK_DAY, 1, "修复", "市政公用中心")),
    )
    for minor_id, (category, name, _summary, _place) in enumerate(WHAT, start=10)
)
