"""The rules of time as an administrator reads, tries and changes them. Every method waits: call it on a worker."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from app.database.failures_from_sql import translated
from app.database.rules import change_rule, current_rules, preview_rule
from app.domain.rules import RuleEffect


class TimeRules:
    """What holds, what a change would do, and the change. All raise Refusal (GR003, GR004, GR005) or Unreachable."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def current(self) -> dict[str, Any]:
        """What holds now, by the name of the rule."""
        with translated(), self._engine.begin() as connection:
            return current_rules(connection)

    def preview(self, change: dict[str, Any]) -> RuleEffect:
        """What ``change`` would do to open cases; nothing is changed."""
        with translated(), self._engine.begin() as connection:
            return preview_rule(connection, change)

    def change(self, change: dict[str, Any], to_open: bool, seen: str) -> int:
        """Change it, for open cases too or for new ones only, if the effect is still the one ``seen`` (a fingerprint);
        how many deadlines moved."""
        with translated(), self._engine.begin() as connection:
            return change_rule(connection, change, to_open=to_open, seen=seen)
