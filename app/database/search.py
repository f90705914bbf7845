"""Searching cases of all years by words, number or caller (resources/sql/code/58_search.sql)."""

from __future__ import annotations

from sqlalchemy import Connection, text

from app.database.cases import read_any_cases
from app.database.failures_from_sql import translated
from app.domain.search import Found, FoundBy, SearchAnswer

PAGE = 50


def search_cases(connection: Connection, words: str, *, before: int | None = None, most: int = PAGE) -> SearchAnswer:
    """What this person may see of what ``words`` find, newest first; ``before``: only cases older than this id.

    Looking for a telephone number is recorded: the first call does only that, in the next transaction, within ten
    minutes, the same call tells. Raises Refusal GR004 (no word of two characters), GR010.
    """
    with translated():
        rows = connection.execute(text("select case_id, why, back_to from api.search_cases(:words, :before, :most)"),
                                  {"words": words.replace("\0", ""), "before": before, "most": most}).all()
    back_to = next((row.back_to for row in rows if row.case_id is None), None)
    why = {row.case_id: FoundBy(row.why) for row in rows if row.case_id is not None}
    cases = {case.case_id: case for case in read_any_cases(connection, why)} if why else {}
    found = tuple(Found(cases[case_id], by) for case_id, by in why.items() if case_id in cases)
    return SearchAnswer(words, found, back_to, more=len(why) >= most)
