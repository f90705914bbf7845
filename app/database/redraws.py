"""Areas of one level inside one parent: read to be drawn anew, redrawn from a day on, undone (33_redraws.sql).

All raise Unreachable. Refusals: GR003 without the duty, GR020 with ``why`` (redrawn, planned, overlap, …).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from app.database.areas import rings_of
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel
from app.domain.redraw import Acceptance, AreaOn, Drawer, Redraw, RedrawAnswer

REDRAW = text(
    "select api.redraw_areas(:request_id, :parent, :level, :from_day, cast(:areas as jsonb), :ended, :seen,"
    " cast(:accepted as jsonb)) as answer"
)
UNDO = text("select api.undo_redraw(:request_id, :redraw_id, :from_day, cast(:accepted as jsonb)) as answer")


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """A day on which areas of a set began or ended."""

    day: date
    begun: int
    ended: int


def read_area_set(connection: Connection, parent: int, level: AreaLevel) -> dict[str, Any]:
    """What an editor starts from, as ``api.area_set`` says it. Raises Refusal GR005 when the parent stands no more."""
    with translated():
        answer: dict[str, Any] = connection.execute(
            text("select api.area_set(:parent, :level)"), {"parent": parent, "level": level}).scalar_one()
        return answer


def redraw_areas(connection: Connection, request_id: UUID, parent: int, level: AreaLevel, from_day: date,
                 areas: Sequence[dict[str, Any]], ended: Sequence[str], seen: str,
                 accepted: Acceptance | None = None) -> RedrawAnswer:
    """Redraw the areas, all or nothing; a day to come makes a plan. ``seen`` is the stamp of ``read_area_set``."""
    with translated():
        row = connection.execute(REDRAW, {
            "request_id": request_id, "parent": parent, "level": level, "from_day": from_day,
            "areas": json.dumps(list(areas), ensure_ascii=False), "ended": list(ended), "seen": seen,
            "accepted": _json(accepted)}).one()
    return _answer(row.answer)


def tell_drawing(connection: Connection, seat: UUID, where: tuple[int, AreaLevel] | None) -> list[Drawer]:
    """Tell that this seat draws areas of a level inside an area (None: no more); answers who else draws there."""
    parent, level = where if where is not None else (None, None)
    with translated():
        told = connection.execute(text("select api.tell_drawing(:seat, :parent, :level)"),
                                  {"seat": seat, "parent": parent, "level": level}).scalar_one()
    return [Drawer(one["name"], datetime.fromisoformat(one["since"]), one["same"]) for one in told]


def undo_redraw(connection: Connection, request_id: UUID, redraw_id: int, from_day: date | None = None,
                accepted: Acceptance | None = None) -> RedrawAnswer:
    """One more version that is as it was before the redraw; refused when the areas were redrawn since."""
    with translated():
        row = connection.execute(UNDO, {"request_id": request_id, "redraw_id": redraw_id, "from_day": from_day,
                                        "accepted": _json(accepted)}).one()
    return _answer(row.answer)


def withdraw_redraw(connection: Connection, redraw_id: int) -> None:
    """Drop a plan whose day has not come, or that failed."""
    with translated():
        connection.execute(text("select api.withdraw_redraw(:redraw_id)"), {"redraw_id": redraw_id})


def begin_planned_redraws(connection: Connection) -> int:
    """Carry out the plans whose day has come; anybody may ask. Answers how many were."""
    with translated():
        return int(connection.execute(text("select api.begin_planned_redraws()")).scalar_one())


def redraws(connection: Connection, most: int = 50) -> list[Redraw]:
    """The redraws of all areas, newest first; empty for whoever neither draws nor audits."""
    with translated():
        rows = connection.execute(text("select * from api.area_redraw order by redraw_id desc limit :most"),
                                  {"most": most})
        return [Redraw(row.redraw_id, AreaLevel(row.level), row.parent_name or "", row.from_day, row.took_effect,
                       row.state, row.why or {}, row.changed, row.added, row.ended, row.moved, row.undoes,
                       row.undone_by, row.asked_by_name, row.asked_at, row.reason or "", row.faults) for row in rows]


def areas_on(connection: Connection, parent: int, level: AreaLevel, day: date) -> list[AreaOn]:
    """The areas of a level inside a parent as they were on ``day``, by code."""
    with translated():
        rows = connection.execute(text("select * from api.areas_on(:parent, :level, :day)"),
                                  {"parent": parent, "level": level, "day": day})
        return [AreaOn(row.label, row.code, row.name, row.exclusive, row.valid_from, row.valid_to,
                       rings_of(row.outline)) for row in rows]


def area_days(connection: Connection, parent: int, level: AreaLevel) -> list[ChangeDay]:
    """The days on which one of these areas began or ended, newest first."""
    with translated():
        rows = connection.execute(text("select * from api.area_days(:parent, :level)"),
                                  {"parent": parent, "level": level})
        return [ChangeDay(row.day, row.begun, row.ended) for row in rows]


def _answer(told: dict[str, Any]) -> RedrawAnswer:
    return RedrawAnswer(told["redraw_id"], told["state"], date.fromisoformat(told["from_day"]), told["changed"],
                        told["added"], told["ended"], told["moved"], told["repeated"])


def _json(accepted: Acceptance | None) -> str | None:
    return None if accepted is None else json.dumps(accepted.element(), ensure_ascii=False)
