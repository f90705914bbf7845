"""Every setting has a rule: a value that would stop or silence a function for everybody is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.database import alarms
from app.domain.failures import Refusal
from tests.database.clone import Clone

GARBAGE: tuple[object, ...] = (None, True, "x", "", -1, 0.5, 1e300, [], [1], ["x", {}], {}, {"a": 1}, {"pattern": 7})
# Garbage to the one is what a city may want of the other.
MEANT: tuple[tuple[str, object], ...] = (("self_handled_needs_pictures", True), ("district_code", "x"),
                                          ("urgent_words", []), ("card_rules", []), ("duplicates", {}))


def spoiled(value: object) -> Iterator[object]:
    """The value with each of its numbers, one after the other, become something that it cannot be."""
    if isinstance(value, dict | list):
        for place, part in value.items() if isinstance(value, dict) else enumerate(value):
            for other in spoiled(part):
                whole = value.copy()
                whole[place] = other  # type: ignore[index]
                yield whole
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from (-1, 1e300, "x", [], {})


def seeded(database: Clone) -> dict[str, object]:
    with database.engine("administrator").connect() as connection:
        return dict(connection.execute(text("select key, value from api.setting order by key")).all())  # type: ignore[arg-type]


def test_that_every_setting_has_a_rule_and_what_is_delivered_keeps_it(database: Clone) -> None:
    kept = seeded(database)
    assert {"positions", "task_answers", "alarm_rules", "call_back"} <= kept.keys()
    for key, value in kept.items():
        with database.engine("administrator").begin() as connection:
            alarms.change_setting(connection, key, json.dumps(value))
    with database.owner.begin() as connection:
        connection.execute(text("insert into gridroom.setting (key, value) values ('without_a_rule', '1')"))
    with database.engine("administrator").begin() as connection, pytest.raises(Refusal) as no:
        alarms.change_setting(connection, "without_a_rule", "1")
    assert (no.value.code, no.value.detail["why"]) == ("GR004", "unknown")


def test_that_no_setting_takes_garbage(database: Clone) -> None:
    taken, tried, codes = [], 0, set()
    with database.engine("administrator").begin() as connection:
        for key, value in seeded(database).items():
            for wrong in (*GARBAGE, *spoiled(value)):
                tried += 1
                try:
                    with connection.begin_nested():
                        alarms.change_setting(connection, key, json.dumps(wrong))
                except Refusal as no:
                    codes.add(no.code)
                else:
                    if (key, wrong) not in MEANT:
                        taken.append((key, json.dumps(wrong, ensure_ascii=False)[:80]))
        assert tried > 400
    assert taken == []
    assert codes == {"GR004"}


@pytest.mark.parametrize(("key", "value"), [
    ("positions", {"keep_days": -5}), ("positions", {"keep_days": "x"}), ("repeat_places", {"metres": "x"}),
    ("call_back", {"sources": 1}), ("hand_over_receipt_minutes", -1), ("task_rules", {"expire_hours": "x"}),
    ("reopen_supervision", {}), ("stage_limits", {}), ("alarm_rules", []),
])
def test_that_what_would_delete_or_silence_is_refused(database: Clone, key: str, value: object) -> None:
    with database.engine("administrator").begin() as connection, pytest.raises(Refusal) as no:
        alarms.change_setting(connection, key, json.dumps(value))
    assert no.value.code == "GR004"


def test_that_a_word_of_the_field_means_one_thing(database: Clone) -> None:
    words = seeded(database)["task_answers"]
    words["urgent"]["unable"].append(words["urgent"]["done"][0])  # type: ignore[index]
    with database.engine("administrator").begin() as connection, pytest.raises(Refusal):
        alarms.change_setting(connection, "task_answers", json.dumps(words))


def test_that_a_city_states_how_large_its_grids_usually_are(database: Clone) -> None:
    with database.engine("administrator").begin() as connection:
        alarms.change_setting(connection, "usual_grids",
                              json.dumps({"cell_m2": 10_000, "households_from": 200, "households_to": 300}))
        assert connection.exec_driver_sql(
            "select api.area_set(area_id, 'grid_cell') -> 'usual' ->> 'households_to' from api.area where code = 'Z01'"
        ).scalar_one() == "300"
    with database.engine("administrator").begin() as connection, pytest.raises(Refusal):
        alarms.change_setting(connection, "usual_grids",
                              json.dumps({"cell_m2": 10_000, "households_from": 300, "households_to": 200}))
