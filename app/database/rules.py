"""Changing a rule of time: look first, then confirm what was seen (resources/sql/code/38_rule_changes.sql)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.case import Stage
from app.domain.rules import MovedCase, RuleEffect


def current_rules(connection: Connection) -> dict[str, Any]:
    """What holds now: settings ``stage_limits``, ``card_rules``, ``hours_per_work_day`` and the ``office_hours``."""
    rows = connection.execute(text(
        "select key, value from api.setting where key in ('stage_limits', 'card_rules', 'hours_per_work_day')"))
    rules: dict[str, Any] = {row.key: row.value for row in rows}
    rules["office_hours"] = [
        {"starts": f"{row.starts:%H:%M}", "ends": f"{row.ends:%H:%M}"}
        for row in connection.execute(text("select starts, ends from api.office_hours order by starts"))]
    return rules


def preview_rule(connection: Connection, change: dict[str, Any]) -> RuleEffect:
    """What ``change`` would do to open cases; nothing is changed. Which changes there are: 38_rule_changes.sql.

    Raises Refusal GR003 (administrators only), GR004, GR005.
    """
    with translated():
        said = connection.execute(text("select api.preview_rule(cast(:change as jsonb))"),
                                  {"change": json.dumps(change)}).scalar_one()
    moved = tuple(MovedCase(one["case_id"], one["case_number"], Stage(one["stage"]), _moment(one["before"]),
                            _moment(one["after"])) for one in said["cases"])
    return RuleEffect(said["moved"], said["newly_overdue"], said["no_longer_overdue"], said["cards_now"],
                      said["fingerprint"], moved)


def change_rule(connection: Connection, change: dict[str, Any], *, to_open: bool, seen: str) -> int:
    """Change the rule, for open cases too when ``to_open``; how many deadlines moved, each with a step of its case.

    ``seen`` is the fingerprint of the effect that was looked at. Raises Refusal GR015 when the effect is worse by now
    or somebody else changed a rule, GR003, GR004, GR005.
    """
    with translated():
        moved: int = connection.execute(
            text("select api.change_rule(cast(:change as jsonb), :to_open, :seen)"),
            {"change": json.dumps(change), "to_open": to_open, "seen": seen}).scalar_one()
    return moved


def _moment(words: str | None) -> datetime | None:
    return None if words is None else datetime.fromisoformat(words)
