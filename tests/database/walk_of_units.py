"""The part of the random walk's model that knows who takes part in a case, whistles, and the way up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.case import Action

VALUES: dict[Action, dict[str, Any]] = {
    Action.REASSIGN: {"reason": "改派"}, Action.CHANGE_ASSISTING: {"reason": "调整"},
    Action.SEND_BACK: {"reason": "类别有误"},
    Action.DISPUTE: {"reason": "权属不清"}, Action.SETTLE_DISPUTE: {"reason": "按属地"},
    Action.ESCALATE: {"reason": "跨区"},
    Action.RECEIVE_ESCALATION: {"receiver": "值班室", "receipt_number": "1"},
    Action.RETURN_FROM_LEVEL: {"reply": "已协调"},
    Action.WHISTLE: {"demand": "到场"}, Action.ANSWER_WHISTLE: {}, Action.ACCEPT_PART: {},
    Action.FINISH_PART: {"result": "已完成"}, Action.RETURN_PART: {"reason": "不是我们的"},
}
LEVELS = ("", "community", "street", "district", "city")
START: dict[str, Any] = {"level": "", "received": True, "rests": None}


def start() -> dict[str, Any]:
    """What a new case knows of units: parts (department → told, accepted, done), whistles (→ called, arrived)."""
    return START | {"parts": {}, "whistled": {}}


def give_values(case: dict[str, Any], action: Action, department: int, values: dict[str, Any]) -> None:
    """Fill in what depends on the drawn department, 1 or 2."""
    if action in (Action.REASSIGN, Action.SETTLE_DISPUTE):
        values["department_id"] = department
    elif action is Action.CHANGE_ASSISTING:
        values["assisting"] = [department] if case["version"] % 3 else []
    elif action is Action.ESCALATE:
        values["to_level"] = ("district", "city")[department - 1]
    elif action is Action.WHISTLE:
        values |= {"departments": [department], "appear_by": datetime.now(UTC) + timedelta(hours=1)}
    elif action is Action.ANSWER_WHISTLE:
        values |= {"whistle_answer": ("arrived", "refused")[department - 1], "remark": "说明"}


def expected(case: dict[str, Any], login: str, own: int | None, action: Action, values: dict[str, Any]) -> str:
    """The refusal that must come, '' when nothing of this speaks against it. ``own``: department of the login."""
    if action is Action.REASSIGN:
        return "GR004" if values["department_id"] == case["department"] else ""
    if action in (Action.ACCEPT_PART, Action.FINISH_PART, Action.RETURN_PART):
        fitting = ("told",) if action is Action.ACCEPT_PART else ("told", "accepted")
        return "" if case["parts"].get(own) in fitting else "GR003"
    if action is Action.HANDLE:
        return "GR040" if {"told", "accepted"} & set(case["parts"].values()) else ""
    if action is Action.ESCALATE:
        if case["state"] == "escalated" and not case["received"]:
            return "GR041"
        return "" if LEVELS.index(values["to_level"]) > LEVELS.index(case["level"]) else "GR004"
    if action in (Action.RECEIVE_ESCALATION, Action.RETURN_FROM_LEVEL):
        if login == "worker" and case["level"] != "district":  # without an area of their own they work for the district
            return "GR003"
        return "" if case["received"] == (action is Action.RETURN_FROM_LEVEL) else "GR041"
    if action is Action.WHISTLE:
        if login not in ("dispatcher", "chief"):
            return "GR003"
        return "GR004" if case["whistled"].get(values["departments"][0]) == "called" else ""
    if action is Action.ANSWER_WHISTLE:
        return "" if case["whistled"].get(own) == "called" else "GR003"
    return ""


def follow(case: dict[str, Any], own: int | None, action: Action, stood: str, had: int | None,
           values: dict[str, Any]) -> None:
    """What the move changes; ``stood`` and ``had`` are state and department before it."""
    if action in (Action.DISPATCH, Action.REASSIGN, Action.SETTLE_DISPUTE, Action.TAKE_BACK, Action.SEND_BACK,
                  Action.DISPUTE, Action.ESCALATE):
        case["parts"] = {}
    if action in (Action.REASSIGN, Action.SETTLE_DISPUTE):
        if action is Action.REASSIGN or case["rests"] != values["department_id"]:
            case["extended"] = 0
        case["department"], case["looked"], case["rests"] = values["department_id"], False, None
    elif action in (Action.SEND_BACK, Action.DISPUTE, Action.ESCALATE):
        case["department"] = None
        case["rests"] = had if action is Action.DISPUTE and stood == "returned" else None
    elif action is Action.CHANGE_ASSISTING:
        beside = [one for one in values["assisting"] if one != had]
        case["parts"] = {one: case["parts"].get(one, "told") for one in beside}
    elif action is Action.ACCEPT_PART:
        case["parts"][own] = "accepted"
    elif action is Action.FINISH_PART:
        case["parts"][own] = "done"
    elif action is Action.RETURN_PART:
        del case["parts"][own]
    elif action is Action.WHISTLE:
        case["whistled"][values["departments"][0]] = "called"
    elif action is Action.ANSWER_WHISTLE:
        if values["whistle_answer"] == "arrived":
            case["whistled"][own] = "arrived"
        else:
            del case["whistled"][own]
    if action is Action.ESCALATE:
        case["level"], case["received"] = values["to_level"], False
    elif action is Action.RECEIVE_ESCALATION:
        case["received"] = True
    elif action in (Action.RETURN_FROM_LEVEL, Action.SETTLE_DISPUTE, Action.DISPATCH, Action.REASSIGN):
        case["level"] = ""
