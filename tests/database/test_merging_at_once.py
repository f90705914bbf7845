"""Batches and single mergings into one main case at once: somebody wins each report, nobody is a deadlock's victim."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.database.clone import Clone
from tests.database.desk import report

BATCH = ("select coalesce(string_agg(code, ','), '') "
         "from api.move_cases(:r, 'merge', cast(:m as jsonb), cast(:v as jsonb))")
ONE = "select (api.merge_case(:r, :c, :version, :main)).case_id::text"


def test_that_batches_and_single_mergings_never_deadlock(database: Clone) -> None:
    engines = {login: database.engine(login) for login in ("taker", "chief", "dispatcher")}

    def codes(login: str, query: str, values: dict[str, object]) -> str:
        try:
            with engines[login].begin() as connection:
                return str(connection.execute(text(query), {"r": uuid4()} | values).scalar_one())
        except DBAPIError as failure:
            return str(getattr(failure.orig, "pgcode", ""))

    told: list[str] = []
    with ThreadPoolExecutor(4) as pool:
        for _round in range(12):
            made = [report(database, description=f"井盖缺失 {uuid4()}") for _each in range(9)]
            *reports, main = made
            moves = json.dumps([{"case_id": one.case_id, "version": one.version} for one in reports])
            vals = json.dumps({"into_case": main.case_id})
            batches = [pool.submit(codes, login, BATCH, {"m": moves, "v": vals}) for login in ("taker", "chief")]
            singles = [pool.submit(codes, login, ONE, {"c": one.case_id, "version": one.version, "main": main.case_id})
                       for one in reversed(reports) for login in ("taker", "dispatcher")]
            told += [one.result() for one in (*batches, *singles)]
    assert [one for one in told if "40P01" in one] == []
