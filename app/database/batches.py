"""The same move for many cases in one question. The rules are in resources/sql/code/64_batches.sql."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.batch import NOT_FOR_MANY, SHARED_NEEDS, Batch, BatchAction, BatchItem
from app.domain.case import Action, Answer, CaseState
from app.domain.failures import Refusal

_KNOWN_ACTIONS = frozenset(action.value for action in Action)
# A case that somebody has in hand is told by name instead of being waited for: a whole portion has one answer's time.
_SHORT_WAIT = text("set local lock_timeout = '1s'")
_MOVE = text("""select m.case_id, m.code, m.message, m.detail, (m.answer).case_number, (m.answer).version,
    (m.answer).state, (m.answer).step_seq, (m.answer).at, (m.answer).deadline_at, (m.answer).repeated
    from api.move_cases(:batch, :action, cast(:moves as jsonb), cast(:vals as jsonb)) m""")


def allowed_for_all(connection: Connection, case_ids: Iterable[int]) -> list[BatchAction]:
    """What this person may do to each of these cases and what makes sense for many, the likely moves first."""
    rows = connection.execute(text("select action, needs from api.allowed_for_all(cast(:ids as bigint[]))"),
                              {"ids": list(case_ids)})
    return [BatchAction(Action(row.action), tuple(row.needs)) for row in rows
            if row.action in _KNOWN_ACTIONS and Action(row.action) not in NOT_FOR_MANY
            and SHARED_NEEDS.issuperset(row.needs)]


def move_cases(connection: Connection, batch: Batch, cases: Sequence[tuple[int, int]]) -> list[BatchItem]:
    """Move some of the batch's cases; asked again, each gets its first answer. The caller commits.

    Raises Refusal for a batch that is none (GR004) or Unreachable; what one case refuses stands in its item.
    """
    moves = [{"case_id": case_id, "version": version} for case_id, version in cases]
    with translated():
        connection.execute(_SHORT_WAIT)
        rows = connection.execute(_MOVE, {
            "batch": batch.batch_id, "action": batch.action.value, "moves": json.dumps(moves),
            "vals": json.dumps(batch.values, default=_as_json)}).all()
    return [BatchItem(row.case_id, refusal=Refusal(row.code, row.message, row.detail)) if row.code else
            BatchItem(row.case_id, Answer(row.case_id, row.case_number, row.version, CaseState(row.state), row.step_seq,
                                          row.at, row.deadline_at, row.repeated)) for row in rows]


def _as_json(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} is no value of a move")
