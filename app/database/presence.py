"""Who is at which case. The rules are in resources/sql/code/52_presence.sql."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.presence import Onlooker


def tell_presence(connection: Connection, seat: UUID, looks_at: int | None, words_for: Iterable[int] = ()) -> None:
    """All that this seat looks at and has words for, in place of what it told before; also its sign of life."""
    with translated():
        connection.execute(text("select api.tell_presence(:seat, :looks, cast(:words as bigint[]))"),
                           {"seat": seat, "looks": looks_at, "words": list(words_for)})


def onlookers(connection: Connection, case_ids: Iterable[int] | None = None) -> dict[int, tuple[Onlooker, ...]]:
    """Who is at these cases (None: at any that this login sees), by case, who came first standing first."""
    where = "" if case_ids is None else "where case_id = any(cast(:ids as bigint[])) "
    rows = connection.execute(text(f"select * from api.presence_list {where}order by since, seat"),  # noqa: S608
                              {} if case_ids is None else {"ids": list(case_ids)})
    found: dict[int, tuple[Onlooker, ...]] = {}
    for row in rows:
        found[row.case_id] = (*found.get(row.case_id, ()), Onlooker(row.seat, row.login, row.name, row.looks,
                                                                    row.has_words, row.since))
    return found
