"""Papers made by hand: drawing them needs no database."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from app.domain.paper import Paper, PaperKind

ROOM = timezone(timedelta(hours=8))
HASH = hashlib.sha256(b"a sample").hexdigest()
NUMBER = "2026-1121-00417"
HEAD: dict[str, Any] = {
    "case_number": NUMBER,
    "district": "示范区",
    "kind": "component",
    "category": "公用设施 · 上水井盖",
    "place": "卖芝桥东路 117 号门前人行道",
    "cell_code": "331004001001001",
    "duty_grid": "路南-01",
    "street": "路南街道",
    "community": "银座社区",
    "description": "井盖缺失, 行人绕行, 已围挡。",
    "source": "hotline",
    "urgent": True,
    "secret": False,
    "reporter": {"shown": "withheld"},
    "department": "市政公用中心",
    "reported_at": "2026-11-21T07:50:00+08:00",
    "dispatched_at": "2026-11-21T08:02:00+08:00",
    "limit_text": "2 紧急工作时",
    "deadline_at": "2026-11-21T10:02:00+08:00",
}


def unit(department: str, part: str = "assist", **changes: Any) -> dict[str, Any]:
    return {
        "department": department,
        "part": part,
        "demand": "",
        "told_at": "2026-11-21T08:02:00+08:00",
        "due_at": None,
        "answer": "",
        "done_at": None,
        "done_words": "",
    } | changes


def step(seq: int, action: str, remark: str = "", **changes: Any) -> dict[str, Any]:
    return {
        "seq": seq,
        "at": f"2026-11-21T{7 + seq // 60:02}:{seq % 60:02}:00+08:00",
        "action": action,
        "to_state": "closed",
        "by_name": "派遣员一号",
        "by_department": "",
        "receiver": "",
        "remark": remark,
        "seconds": 60 * seq,
        "late": False,
        "automatic": False,
    } | changes


DISPATCH = HEAD | {
    "condition": "井盖缺失或破损, 危及行人",
    "closing_condition": "井盖恢复完好",
    "handling_kind": "emergency",
    "units": [
        unit("市政公用中心", "main"),
        unit("市容环卫中心", demand="清理现场散落物", done_at="2026-11-21T09:10:00+08:00", done_words="已清理"),
    ],
    "dispatched_by": "派遣员一号",
    "instruction": "先围挡后更换",
    "reports": 2,
    "reworked": 1,
    "reopened": 1,
}
FLOW = HEAD | {
    "state": "closed",
    "handling_kind": "approval",
    "grid_head": "网格员一号",
    "suggestion": "市政公用中心",
    "units": DISPATCH["units"],
    "handler": "市政公用联络员",
    "accepted_at": "2026-11-21T08:10:00+08:00",
    "result": "已更换井盖并检查周边三处",
    "handled_at": "2026-11-21T09:30:00+08:00",
    "verified_at": "2026-11-21T09:50:00+08:00",
    "closing_condition": "井盖恢复完好",
    "closing_kind": "forced",
    "closed_at": "2026-11-21T10:00:00+08:00",
    "overtime_exempt": True,
    "told_at": "2026-11-21T10:05:00+08:00",
    "call_back": "done",
    "reports": 2,
    "main_case": "",
    "card": "red",
    "orders": 1,
    "reworked": 1,
    "returned": 1,
    "reopened": 1,
    "reminded": 2,
    "hand_overs": ["110"],
    "approvals": [
        {"rung": 1, "passed": True, "office": "银座社区", "words": "属实", "at": "2026-11-21T08:30:00+08:00"}
    ],
    "call_backs": [
        {
            "at": "2026-11-21T11:00:00+08:00",
            "reached": True,
            "responded": "yes",
            "solved": "yes",
            "satisfied": "no",
            "words": "希望下次快一点",
        }
    ],
    "steps": [
        step(1, "report", seconds=None),
        step(5, "register"),
        step(9, "dispatch", "先围挡后更换", receiver="市政公用中心"),
        step(20, "accept"),
        step(50, "supervise", "派遣后 1 个工作日未签收", automatic=True),
        step(90, "handle", "已更换井盖", late=True, by_department="市政公用中心", by_name="市政公用联络员"),
        step(120, "force_close", "长期无法联系"),
    ],
    "files": [],
}
ORDER = HEAD | {
    "order_number": "DB2026-1121-003",
    "order_kind": "leader",
    "card": "red",
    "reason": "群众三次反映仍未办结",
    "demand": "今日内办结",
    "ordered": "市政公用中心",
    "reply_by": "2026-11-21T16:00:00+08:00",
    "given_at": "2026-11-21T12:00:00+08:00",
    "given_by": "值班长",
    "given_by_department": "指挥中心",
    "by_rule": False,
    "reply": "",
    "replied_at": None,
    "replied_by": "",
    "resolution": "",
    "resolved_at": None,
    "resolved_by": "",
    "ended_with_case": False,
    "appeal": "",
    "appealed_at": None,
    "appealed_by": "",
    "appeal_outcome": "",
    "appeal_words": "",
    "appeal_decided_at": None,
    "appeal_decided_by": "",
}
ORDER_OVER = ORDER | {
    "card": "yellow",
    "reply": "已到场更换",
    "replied_at": "2026-11-21T17:00:00+08:00",
    "replied_by": "市政公用联络员",
    "resolution": "已办结",
    "resolved_at": "2026-11-21T18:00:00+08:00",
    "resolved_by": "值班长",
    "appeal": "不属本单位养护范围",
    "appealed_at": "2026-11-21T13:00:00+08:00",
    "appealed_by": "市政公用联络员",
    "appeal_outcome": "dismissed",
    "appeal_words": "权责清单列明",
    "appeal_decided_at": "2026-11-21T14:00:00+08:00",
    "appeal_decided_by": "副值班长",
}
REQUEST = HEAD | {
    "request_kind": "extension",
    "asked_department": "市政公用中心",
    "asked_by": "市政公用联络员",
    "asked_at": "2026-11-21T09:00:00+08:00",
    "reason": "等备件",
    "until": None,
    "ordinal": 1,
    "due_before": "2026-11-21T10:02:00+08:00",
    "deadline_at": "2026-11-21T12:02:00+08:00",
    "approved_at": "2026-11-21T09:10:00+08:00",
    "approved_by": "派遣员一号",
    "approved_words": "情况属实",
    "outcome": "granted",
    "decided_at": "2026-11-21T09:20:00+08:00",
    "decided_by": "值班长",
    "decision": "仅此一次",
}
SUSPENSION = REQUEST | {
    "request_kind": "suspension",
    "asked_by": "",
    "until": "2027-03-01T09:00:00+08:00",
    "due_before": None,
    "deadline_at": None,
    "approved_at": None,
    "approved_by": "",
    "approved_words": "",
    "decision": "",
}
SAMPLES = {
    "flow": FLOW,
    "dispatch": DISPATCH,
    "order": ORDER,
    "order_over": ORDER_OVER,
    "request": REQUEST,
    "suspension": SUSPENSION,
}


def paper(content: dict[str, Any], **changes: Any) -> Paper:
    """A paper with this content; its kind follows from what it holds."""
    kind = (
        PaperKind.ORDER
        if "order_number" in content
        else PaperKind.REQUEST
        if "request_kind" in content
        else PaperKind.FLOW
        if "steps" in content
        else PaperKind.DISPATCH
    )
    facts = {
        "paper_id": 1,
        "kind": kind,
        "case_id": 1,
        "subject": "",
        "paper_number": f"XX-{NUMBER}",
        "sequence": 1,
        "content_hash": HASH,
        "issued_at": datetime(2026, 11, 21, 21, 14, 7, tzinfo=ROOM),
        "issued_by": "值班长",
        "content": content,
    }
    return Paper(**(facts | changes))


def photograph(colour: tuple[int, int, int] = (150, 150, 150), size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A drawn photograph as a telephone would send it: landscape pixels, marked as to be turned."""
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).ellipse((size[0] // 3, size[1] // 3, size[0] * 2 // 3, size[1] * 2 // 3), fill=(40, 40, 40))
    exif = picture.getexif()
    exif[0x0112] = 6
    kept = BytesIO()
    picture.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def attached(attachment_id: int, kind: str, media_type: str = "image/jpeg") -> dict[str, Any]:
    return {
        "attachment_id": attachment_id,
        "kind": kind,
        "file_name": f"照片{attachment_id}.jpg",
        "media_type": media_type,
        "sha256": HASH,
        "at": "2026-11-21T09:00:00+08:00",
    }
