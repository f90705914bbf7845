"""Households of areas and the satisfaction of those called back: who puts them, who reads them, what is refused."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.database.area_figures import read_figure_sheet
from app.database.map_areas import FiguresDraft, area_counts, area_people, put_area_figures
from app.database.redraws import read_area_set, undo_redraw
from app.domain.area import AreaLevel
from app.domain.case import Action
from app.domain.failures import Refusal
from app.domain.figure_sheet import FigureSheet
from app.domain.map_figures import AreaCounts, AreaPeople, sum_people
from app.imports.figure_file import read_figures
from app.imports.problems import ImportRefused
from tests.database.aftercare import closed
from tests.database.clone import PEOPLE
from tests.database.desk import act
from tests.database.test_redraws import area_id, box, element, redraw, today

GRID = FiguresDraft(AreaLevel.DUTY_GRID, "Z01", 400, 1000)


def put(database, *drafts, login="administrator", day=None):
    with database.engine(login).begin() as connection:
        return put_area_figures(connection, "街道台账", drafts, day)


def people(database, login="dispatcher"):
    with database.engine(login).connect() as connection:
        return list(area_people(connection).values())


def test_that_the_same_figures_change_nothing_and_others_hold_from_their_day(database):
    with database.owner.connect() as connection:
        today = connection.execute(text("select gridroom.room_day()")).scalar()
    assert put(database, GRID, day=today - timedelta(days=30)) == (1, 0, 0)
    assert put(database, GRID) == (0, 0, 1)
    more = FiguresDraft(AreaLevel.DUTY_GRID, "Z01", 420)
    assert put(database, more, day=today + timedelta(days=9)) == (0, 1, 0)
    assert people(database) == [AreaPeople(400, 1000)]
    assert put(database, more, day=today - timedelta(days=2)) == (0, 1, 0)
    assert people(database) == [AreaPeople(420, None)]
    with database.owner.connect() as connection:
        steps = connection.execute(text("""
            select by_login, old ->> 'households', new ->> 'households' from gridroom.configuration_step
            where subject = 'area_figures' order by step_id""")).all()
    assert [tuple(step) for step in steps] == [
        ("administrator", None, "400"), ("administrator", "400", "420"), ("administrator", "400", "420")]


@pytest.mark.parametrize("login", PEOPLE)
def test_that_only_an_administrator_puts_figures_and_everybody_reads_them(database, login):
    put(database, GRID)
    assert people(database, login) == [AreaPeople(400, 1000)]
    with database.engine(login).connect() as connection, pytest.raises(Exception, match="permission denied"):
        connection.execute(text("insert into gridroom.area_figures (level, code, households, valid_from, source) "
                                "values ('duty_grid', 'Z01', 1, current_date, 'x')"))
    if login != "administrator":
        with pytest.raises(Refusal) as refused:
            put(database, GRID, login=login)
        assert refused.value.code == "GR003"


@pytest.mark.parametrize(("elements", "code"), [
    ("null", "GR004"), ("{}", "GR004"), ("[7]", "GR004"), ('[{"level": "duty_grid", "code": "Z01"}]', "GR004"),
    ('[{"level": "duty_grid", "code": "Z01", "households": -1}]', "GR004"),
    ('[{"level": "duty_grid", "code": "Z01", "households": null, "population": 5}]', "GR004"),
    ('[{"level": "duty_grid", "code": "Z01", "households": 1.5}]', "GR004"),
    ('[{"level": "duty_grid", "code": "Z01", "households": "7"}]', "GR004"),
    ('[{"level": "duty_grid", "code": "Z01", "households": 1e30}]', "GR004"),
    ('[{"level": "duty_grid", "code": "Z01", "households": 7, "population": "many"}]', "GR004"),
    ('[{"level": "duty_grid", "code": "Z99", "households": 7}]', "GR005"),
    ('[{"level": "no_level", "code": "Z01", "households": 7}]', "GR005"),
])
def test_that_what_is_no_figure_is_refused_whole(database, elements, code):
    from app.database.failures_from_sql import translated
    with database.engine("administrator").begin() as connection, pytest.raises(Refusal) as refused, translated():
        connection.execute(text("select * from api.put_area_figures('x', cast(:e as jsonb))"), {"e": elements})
    assert refused.value.code == code
    assert people(database) == []


def test_that_figures_are_summed_upwards_only_when_all_areas_below_have_them():
    paths = ["1", "1.2", "1.2.3", "1.2.4", "1.5", "1.5.6"]
    some = {"3": AreaPeople(100, 250), "6": AreaPeople(50)}
    assert sum_people(some, paths) == {**some, "5": AreaPeople(50, None, summed=True)}
    assert sum_people({**some, "4": AreaPeople(10, 20)}, paths)["1"] == AreaPeople(160, None, summed=True)
    assert sum_people({**some, "2": AreaPeople(500, 900)}, paths)["1"] == AreaPeople(550, None, summed=True)
    assert sum_people({}, paths) == {}


def test_that_satisfaction_counts_those_who_said_and_needs_three(database):
    for satisfied in ("yes", "yes", "no", "unknown"):
        act(database, "taker", Action.CALL_BACK, closed(database), reached=True, responded="yes", solved="yes",
            satisfied=satisfied, remark="回访")
    act(database, "taker", Action.CALL_BACK, closed(database), reached=False, responded="unknown", solved="unknown",
        satisfied="unknown", remark="未接")
    for login, seen in (("chief", 1), ("wall", 1), ("sanitation", 0)):
        with database.engine(login).connect() as connection:
            found = list(area_counts(connection).values())
        assert [(one.answered, one.satisfied) for one in found] == [(3, 2)] * seen
    assert AreaCounts(answered=3, satisfied=2).satisfaction == pytest.approx(66.67, abs=0.01)
    assert AreaCounts(answered=2, satisfied=2).satisfaction is None


def test_that_a_file_is_read_by_code_or_name_and_bad_rows_are_told(database, tmp_path):
    file = tmp_path / "户数.csv"
    file.write_text("各网格户数\n编码,名称,户数,人口\nZ01,,\"1,204\",3010\n,一号社区,５00,\n,没有的社区,3,\n"
                    "999901001,,三百,\n,,9,\nZ01,,7,\n,,,\n", "utf-8")
    with database.engine("administrator").connect() as connection:
        found = read_figures(connection, file)
    assert found.drafts == (FiguresDraft(AreaLevel.DUTY_GRID, "Z01", 1204, 3010),
                            FiguresDraft(AreaLevel.COMMUNITY, "999901001001", 500, None))
    assert [one.where for one in found.bad] == ["row 5", "row 6", "row 7", "row 8"]
    file.write_text("名称,人口\n一号社区,7\n", "utf-8")
    with database.engine("administrator").connect() as connection, pytest.raises(ImportRefused, match="户数"):
        read_figures(connection, file)


def test_that_an_area_tells_its_figures_and_their_past(database):
    put(database, GRID, day=today(database) - timedelta(days=30))
    put(database, FiguresDraft(AreaLevel.DUTY_GRID, "Z01", 420), day=today(database) - timedelta(days=2))
    found = sheet_of(database, "Z01")
    assert (found.households, found.population, found.source) == (420, None, "街道台账")
    assert [(step.was_households, step.households, step.by) for step in found.steps] == [
        (400, 420, "管理员"), (None, 400, "管理员")]
    assert found.outdated_on is None
    above = sheet_of(database, "999901001001")
    assert (above.households, above.below, above.below_known) == (None, 1, 1)
    assert sheet_of(database, "999901001001005").households is None, "nothing is shared out downwards"


def sheet_of(database, code: str, login: str = "wall") -> FigureSheet:
    with database.engine(login).connect() as connection:
        return read_figure_sheet(connection, area_id(database, code))


def shrink(database) -> None:
    """The duty grid loses its northern third to a new one, today."""
    south = element("Z01", box(121.37, 28.58, 121.373, 28.582), "999901001001", name="责任网格01")
    north = element("Z02", box(121.37, 28.582, 121.373, 28.583), "999901001001", name="责任网格02")
    redraw(database, [south, north], parent="999901001001", level=AreaLevel.DUTY_GRID)


def test_that_a_count_from_before_the_border_moved_is_told_and_in_no_sum_until_it_is_counted_again(database):
    counted = today(database) - timedelta(days=30)
    put(database, GRID, day=counted)
    shrink(database)
    assert people(database) == [AreaPeople(400, 1000, outdated=True)]
    assert sheet_of(database, "Z01").outdated_on == today(database)
    assert sheet_of(database, "999901001001").below_known == 0
    with database.engine("administrator").connect() as connection:
        told = read_area_set(connection, area_id(database, "999901001001"), AreaLevel.DUTY_GRID)
    assert {households for _, households in told["figures"]} == {None}, "a drawing does not count with it either"
    with database.engine("administrator").begin() as connection:
        undo_redraw(connection, uuid4(), 1)
    assert people(database) == [AreaPeople(400, 1000)], "the border is the one in which it was counted"


def test_that_the_same_number_counted_again_holds_for_the_new_border(database):
    put(database, GRID, day=today(database) - timedelta(days=30))
    shrink(database)
    assert put(database, GRID, day=today(database) - timedelta(days=1)) == (0, 0, 1), "before the border moved"
    assert put(database, GRID) == (0, 1, 0)
    assert people(database) == [AreaPeople(400, 1000)]
    assert sheet_of(database, "Z01").outdated_on is None
    assert put(database, GRID) == (0, 0, 1)


def test_that_a_number_is_taken_back_on_record(database):
    nothing = FiguresDraft(AreaLevel.DUTY_GRID, "Z01", None)
    assert put(database, nothing) == (0, 0, 1), "it was not known"
    put(database, GRID, day=today(database) - timedelta(days=30))
    assert put(database, nothing) == (0, 1, 0)
    assert put(database, nothing) == (0, 0, 1)
    assert people(database) == []
    sheet = sheet_of(database, "Z01")
    assert (sheet.households, sheet.valid_from, sheet.source) == (None, today(database), "街道台账")
    assert (sheet.steps[0].was_households, sheet.steps[0].households) == (400, None)
    assert sheet_of(database, "999901001001").below_known == 0
    assert put(database, GRID, day=today(database) + timedelta(days=1)) == (0, 1, 0)


def test_that_outdated_figures_give_way_to_a_sum_and_are_in_none():
    paths = ["1", "1.2", "1.3"]
    old, new = AreaPeople(100, 250, outdated=True), AreaPeople(70)
    assert "1" not in sum_people({"2": old, "3": new}, paths)
    assert sum_people({"1": old, "2": new, "3": new}, paths)["1"] == AreaPeople(140, None, summed=True)
    assert sum_people({"1": old, "2": new}, paths)["1"] == old
