"""Values that no type can hold, and what is missing, are refused by name; never an error of the machine."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.database.clone import Clone
from tests.database.desk import report
from tests.database.field_room import ask, furnish
from tests.database.test_case_functions import expect_refusal

AGES = "'0001-01-01+00', '294276-12-31 23:59+00'"


@pytest.mark.parametrize(("login", "call", "field"), [
    ("chief", "api.cells_walked('5874897-12-31')", "day"),
    ("chief", "api.cells_walked(null)", "day"),
    ("chief", "api.cells_of_worker('worker', '5874897-12-31', '核查')", "day"),
    ("chief", "api.day_of_cases('5874897-12-31')", "day"),
    ("chief", "api.day_of_cases('infinity')", "day"),
    ("chief", "api.patrol_coverage('5874897-12-31')", "day"),
    ("chief", f"api.case_points({AGES})", "ends"),
    ("chief", "api.case_points('-infinity', 'infinity')", "ends"),
    ("chief", f"api.repeat_places({AGES})", "ends"),
    ("chief", f"api.track('worker', {AGES}, '核查')", "ends"),
    ("chief", "api.cells_near(121.37, 28.58, 1e-320)", "metres"),
    ("chief", "api.repeat_places(now() - interval '1 day', now(), 1e-320)", "metres"),
])
def test_that_a_value_beyond_every_type_is_refused_by_name(database: Clone, login: str, call: str, field: str) -> None:
    furnish(database)
    with expect_refusal("GR004", field):
        ask(database, login, f"select count(*) from {call}")


def test_that_a_file_without_a_kind_is_refused_by_name(database: Clone) -> None:
    answer = report(database)
    with expect_refusal("GR004", "kind"):
        ask(database, "taker",
            "select (api.attach_file(gen_random_uuid(), :c, null, '1.jpg', 'image/jpeg', :b)).step_seq",
            c=answer.case_id, b=b"\xff\xd8picture")
    with database.engine("taker").connect() as connection:
        assert connection.execute(text("select count(*) from api.case_board")).scalar_one() == 1
