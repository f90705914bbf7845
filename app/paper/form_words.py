"""The words on the papers of one case. Paper goes to Chinese departments and is Chinese in every language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.domain.paper import Paper, PaperKind

Content = dict[str, Any]

UNKNOWN = "—"
SECRET = "保密"
CONTINUED = "(续)"
CONTINUES = "下页续"
SIGN = "签名:              年    月    日"
SEAL = "签名(公章):              年    月    日"

ACTIONS = {
    "report": "上报", "reject": "不予立案", "register": "立案", "ask_confirmation": "委托核实", "confirm": "核实",
    "answer": "直接答复", "dispatch": "派遣", "take_back": "撤回派遣", "reassign": "改派",
    "change_assisting": "调整协办", "send_back": "退回受理", "dispute": "责任争议", "settle_dispute": "裁定责任单位",
    "escalate": "上报上级", "receive_escalation": "上级签收", "return_from_level": "上级答复", "whistle": "吹哨",
    "answer_whistle": "报到", "accept_part": "签收协办", "finish_part": "协办完成", "return_part": "退回协办",
    "accept": "签收", "return": "退回", "handle": "处置完成", "verify": "核查通过", "rework": "返工", "close": "结案",
    "void": "作废", "suspend": "挂账", "resume": "恢复办理", "remind": "催办", "supervise": "督办",
    "reply_to_order": "答复督办", "resolve_order": "解除督办", "ask_extension": "申请延期",
    "ask_deferral": "申请缓办", "withdraw_request": "撤回申请", "approve_request": "初审同意",
    "grant_extension": "同意延期", "grant_deferral": "同意缓办", "refuse_request": "不同意申请", "merge": "并案",
    "unmerge": "拆出", "appeal_order": "督办申诉", "decide_order_appeal": "裁定督办申诉", "appeal_time": "超时申诉",
    "approve_appeal": "申诉初审通过", "grant_appeal": "申诉终审通过", "refuse_appeal": "驳回申诉", "rule": "规则调整",
    "send_task": "派外勤任务", "answer_task": "外勤反馈", "self_handle": "自行处置待审", "audit_pass": "审核通过",
    "audit_fail": "审核不通过", "set_handling": "处置方式", "tell_reporter": "告知反映人", "track": "现场跟踪",
    "approve_rung": "逐级审批", "hand_over": "移送 110/119/120", "confirm_hand_over": "对方已接收",
    "force_close": "强制结案", "inform_close": "告知性结案", "call_back": "回访", "reopen": "发回重办",
    "reopen_report": "重新受理", "amend": "更正", "note": "备注", "attach": "添加附件",
}
STATES = {
    "reported": "待受理", "confirming": "核实中", "self_handled": "自行处置待审", "registered": "待派遣",
    "dispatched": "待签收", "returned": "已退回", "disputed": "责任争议", "escalated": "已上报", "accepted": "处置中",
    "in_rework": "返工中", "handled": "待核查", "verified": "待结案", "suspended": "挂账", "deferred": "缓办",
    "closed": "已结案", "rejected": "不予立案", "voided": "作废", "merged": "已并案",
}
SOURCES = {"hotline": "12345 热线", "public": "公众上报", "patrol": "网格巡查", "leader": "领导批示",
           "video": "视频巡查", "department": "部门转办", "import": "导入"}
KINDS = {"component": "部件", "event": "事件"}
ORDER_KINDS = {"timeout": "超时督办", "leader": "领导督办", "important": "重点督办"}
CARDS = {"reminder": "督办提醒", "yellow": "黄牌", "red": "红牌"}
APPEALS = {"pending": "待审", "upheld": "成立, 督办不计", "dismissed": "不成立, 督办有效"}
REQUESTS = {"extension": "延期", "deferral": "缓办", "suspension": "挂账"}
OUTCOMES = {"pending": "待审", "granted": "同意", "refused": "不同意", "withdrawn": "已撤回"}
PARTS = {"main": "主办", "assist": "协办", "party": "涉及", "whistled": "吹哨"}
HANDLINGS = {"general": "一般", "coordinate": "协调", "emergency": "突发", "approval": "审批"}
CLOSINGS = {"normal": "核查结案", "answered": "直接答复", "self_handled": "自行处置", "forced": "强制结案",
            "informed": "告知性结案"}
CALL_BACKS = {"due": "待回访", "done": "已回访", "unreached": "多次未接通"}
YES_NO = {"yes": "是", "no": "否", "unknown": "未答"}
RUNGS = {1: "社区界定", 2: "镇街审核", 3: "区县审批", 4: "公示告知"}
FILES = {"near": "近景", "far": "远景", "reference": "参照", "handle_before": "处置前", "handle_after": "处置后",
         "document": "文档", "audio": "录音"}


def title(paper: Paper) -> str:
    """What the paper is called."""
    if paper.kind is PaperKind.REQUEST:
        return f"案件{REQUESTS.get(paper.content['request_kind'], '')}申请表"
    return {PaperKind.FLOW: "网格排查事件流转单", PaperKind.DISPATCH: "派遣单", PaperKind.ORDER: "督办单"}[paper.kind]


def moment(value: str | None) -> str:
    """2026-11-21 21:14 of a moment as the database wrote it, in the room's zone; a dash for none."""
    return f"{datetime.fromisoformat(value):%Y-%m-%d %H:%M}" if value else UNKNOWN


def day(value: str | None) -> str:
    """2026年11月21日, or '' for none."""
    if not value:
        return ""
    found = datetime.fromisoformat(value)
    return f"{found.year}年{found.month}月{found.day}日"


def signed(name: str, at: str | None) -> str:
    """Who and when; '' where nobody did."""
    return f"{name}  {moment(at)}".strip() if at else ""


def category(said: Content) -> str:
    """部件 · 大类 · 小类"""
    return " · ".join(word for word in (KINDS.get(said["kind"], ""), said["category"]) if word) or UNKNOWN


def area(said: Content) -> str:
    """Street, community and both grids, as far as they are known."""
    return "  ".join(word for word in (said["street"], said["community"], said["duty_grid"], said["cell_code"])
                     if word) or UNKNOWN


def reporter(said: Content) -> str:
    """As much of whoever reported as may stand on this paper."""
    kept = said["reporter"]
    if kept["shown"] == "masked":
        return " ".join(word for word in (kept["name"], kept["phone"]) if word)
    return {"secret": SECRET, "withheld": "已登记, 不随单转出"}.get(kept["shown"], UNKNOWN)


def source(said: Content) -> str:
    """Where the report came from."""
    return SOURCES.get(said["source"], said["source"]) or UNKNOWN


def lasted(seconds: int | None) -> str:
    """3 分 · 2 小时 5 分 · 1 天 3 小时; '' for the first step."""
    if seconds is None:
        return ""
    minutes = max(seconds, 0) // 60
    if minutes < 60:
        return f"{minutes} 分"
    if minutes < 24 * 60:
        return f"{minutes // 60} 小时" + (f" {minutes % 60} 分" if minutes % 60 else "")
    hours = minutes % 1440 // 60
    return f"{minutes // 1440} 天" + (f" {hours} 小时" if hours else "")


def marks(said: Content) -> str:
    """What is out of the ordinary about a case, one after the other."""
    counted = ((said.get("reworked"), "返工 {} 次"), (said.get("returned"), "退回 {} 次"),
               (said.get("reopened"), "重办 {} 次"), (said.get("reminded"), "催办 {} 次"),
               (said.get("orders"), "督办 {} 次"), (said.get("reports"), "另有 {} 件反映并入"))
    words = ["▲ 紧急"] if said["urgent"] else []
    words += [SECRET] if said["secret"] else []
    words += [CARDS[said["card"]]] if said.get("card") else []
    words += [text.format(number) for number, text in counted if number]
    words += [f"并入 {said['main_case']}"] if said.get("main_case") else []
    words += [f"已移送 {' '.join(said['hand_overs'])}"] if said.get("hand_overs") else []
    words += ["不计超时(申诉通过)"] if said.get("overtime_exempt") else []
    return " · ".join(words) or "无"
