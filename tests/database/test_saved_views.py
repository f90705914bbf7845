"""Saved views follow a person; shared ones are for everybody and kept by the chief or the administrator."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database import saved_views
from app.domain.failures import Refusal
from app.domain.saved_view import SavedView
from tests.database.clone import Clone

WORKS = SavedView(0, "市政待派", content={"text": "井盖", "stages": ["to_dispatch"]})


def keep(database: Clone, login: str, view: SavedView, request_id=None) -> int:
    with database.engine(login).begin() as connection:
        return saved_views.save_view(connection, request_id or uuid4(), view)


def seen(database: Clone, login: str) -> list[SavedView]:
    with database.engine(login).connect() as connection:
        return saved_views.read_views(connection)


def refused(database: Clone, login: str, view: SavedView) -> tuple[str, object]:
    with pytest.raises(Refusal) as no:
        keep(database, login, view)
    return no.value.code, no.value.detail.get("why")


def test_that_a_view_follows_its_person_and_nobody_else_sees_it(database: Clone) -> None:
    request_id = uuid4()
    view_id = keep(database, "dispatcher", WORKS, request_id)
    assert keep(database, "dispatcher", WORKS, request_id) == view_id  # pressed twice
    (mine,) = seen(database, "dispatcher")
    assert (mine.name, mine.content, mine.mine, mine.version) == (WORKS.name, WORKS.content, True, 1)
    assert seen(database, "taker") == []
    assert refused(database, "taker", replace(mine, name="别人的")) == ("GR005", None)


def test_that_bad_names_are_refused(database: Clone) -> None:
    keep(database, "dispatcher", WORKS)
    for name, why in ((" 　", "empty"), ("长" * 41, "too_long"), ("两\n行", "control_characters"),
                      ("控\x07制", "control_characters")):
        assert refused(database, "dispatcher", replace(WORKS, name=name)) == ("GR010", why)
    assert refused(database, "dispatcher", replace(WORKS, name=f" {WORKS.name} ")) == ("GR004", "exists")
    keep(database, "taker", WORKS)  # another person may give it again


def test_that_only_chief_and_administrator_share(database: Clone) -> None:
    assert refused(database, "dispatcher", replace(WORKS, shared=True))[0] == "GR003"
    view_id = keep(database, "chief", replace(WORKS, shared=True, for_duty="gridroom_dispatcher"))
    (shared,) = seen(database, "dispatcher")
    assert (shared.view_id, shared.shared, shared.mine, shared.changed_by) == (view_id, True, False, "值班长")
    assert refused(database, "dispatcher", replace(shared, name="抢走"))[0] == "GR003"
    assert refused(database, "dispatcher", replace(shared, shared=False))[0] == "GR003"
    keep(database, "administrator", replace(shared, name="管理员改名"))
    assert refused(database, "chief", replace(shared, name="后到"))[0] == "GR001"
    assert refused(database, "chief", replace(WORKS, shared=True, for_duty="gridroom_owner")) == ("GR004", "unknown")


def test_that_a_duty_has_one_first_view(database: Clone) -> None:
    for name in ("一", "二"):
        keep(database, "chief", SavedView(0, name, shared=True, for_duty="gridroom_dispatcher"))
    assert {one.name: one.for_duty for one in seen(database, "taker")} == {"一": "", "二": "gridroom_dispatcher"}
    keep(database, "chief", SavedView(0, "私", for_duty="gridroom_dispatcher"))
    assert {one.for_duty for one in seen(database, "chief") if not one.shared} == {""}


def test_that_a_removed_view_comes_back_unless_its_name_was_given_again(database: Clone) -> None:
    view_id = keep(database, "dispatcher", WORKS)
    with database.engine("dispatcher").begin() as connection:
        saved_views.remove_view(connection, uuid4(), view_id, 1)
    assert seen(database, "dispatcher") == []
    with database.engine("dispatcher").begin() as connection:
        saved_views.remove_view(connection, uuid4(), view_id, 2, restored=True)
    (back,) = seen(database, "dispatcher")
    assert (back.view_id, back.version, back.content) == (view_id, 3, WORKS.content)
    with database.engine("dispatcher").begin() as connection:
        saved_views.remove_view(connection, uuid4(), view_id, 3)
    keep(database, "dispatcher", WORKS)
    with database.engine("dispatcher").begin() as connection, pytest.raises(Refusal) as no:
        saved_views.remove_view(connection, uuid4(), view_id, 4, restored=True)
    assert (no.value.code, no.value.detail["why"]) == ("GR004", "exists")
    with database.engine("taker").begin() as connection, pytest.raises(Refusal) as no:
        saved_views.remove_view(connection, uuid4(), view_id, 4)
    assert no.value.code == "GR005"


def test_that_what_is_no_view_or_too_large_is_refused(database: Clone) -> None:
    assert refused(database, "dispatcher", replace(WORKS, content={"text": "长" * 16_001})) == ("GR010", "too_long")
    with database.engine("dispatcher").begin() as connection, pytest.raises(Exception, match="a view is an object"):
        connection.execute(text("select api.save_view(gen_random_uuid(), null, null, '名', '[]')"))


def test_that_nobody_without_the_right_touches_the_first_view_of_a_duty(database: Clone) -> None:
    keep(database, "chief", SavedView(0, "首屏", shared=True, for_duty="gridroom_dispatcher"))
    (before,) = seen(database, "dispatcher")
    for login in ("dispatcher", "taker", "works"):
        assert refused(database, login, SavedView(0, "私", for_duty="gridroom_dispatcher"))[0] == "GR003"
    keep(database, "chief", SavedView(0, "私", for_duty="gridroom_dispatcher"))  # a private one takes nobody's place
    assert seen(database, "dispatcher") == [before]
    keep(database, "administrator", SavedView(0, "新首屏", shared=True, for_duty="gridroom_dispatcher"))
    displaced = next(one for one in seen(database, "dispatcher") if one.view_id == before.view_id)
    assert (displaced.for_duty, displaced.version) == ("", before.version + 1)
    assert displaced.changed_by != before.changed_by  # who took the place stands there


@pytest.mark.parametrize("call", [
    "save_view(gen_random_uuid(), null, null, '甲', '{}', null)",
    "save_view(gen_random_uuid(), null, null, '甲', '{}', false, null)",
    "save_view(null, null, null, '甲', '{}')",
    "remove_view(null, {view}, 1)",
    "remove_view(gen_random_uuid(), {view}, 1, null)",
])
def test_that_what_is_missing_is_refused_by_name(database: Clone, call: str) -> None:
    view = keep(database, "dispatcher", WORKS)
    with database.engine("dispatcher").begin() as connection, pytest.raises(DBAPIError) as no:
        connection.execute(text("select api." + call.replace("{view}", str(view))))
    assert getattr(no.value.orig, "pgcode", None) == "GR004"
