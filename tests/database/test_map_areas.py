"""How many cases lie where, as each person may see it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.database.map_areas import area_counts, area_versions, read_map_areas
from app.domain.area import AreaLevel
from app.domain.map_figures import AreaCounts
from tests.database.clone import Clone
from tests.database.desk import report


def counts(database: Clone, login: str) -> dict[str, AreaCounts]:
    with database.engine(login).begin() as connection:
        return area_counts(connection)


def path_of(database: Clone, code: str) -> str:
    with database.owner.begin() as connection:
        asked = text("select path::text from gridroom.area where code = :code")
        return connection.execute(asked, {"code": code}).scalar()


def test_that_cases_count_where_they_were_filed(database):
    report(database, position=(121.3705, 28.5805))
    report(database, position=(121.3705, 28.5805))
    report(database, position=(121.3715, 28.5815))
    found = counts(database, "dispatcher")
    assert found[path_of(database, "999901001001001")] == AreaCounts(open=2, reported=2)
    assert found[path_of(database, "999901001001005")] == AreaCounts(open=1, reported=1)


def test_that_overdue_closed_old_and_voided_cases_count_as_what_they_are(database):
    for _ in range(5):
        report(database, position=(121.3705, 28.5805))
    with database.owner.begin() as connection:
        connection.exec_driver_sql("""
            update gridroom.case_file set deadline_at = now() - interval '1 minute' where case_id = 1;
            update gridroom.case_file set state = 'closed', registered_at = now() where case_id = 2;
            update gridroom.case_file set state = 'voided' where case_id = 3;
            update gridroom.case_file set reported_at = now() - interval '31 days', state = 'closed' where case_id = 4;
            update gridroom.case_file set state = 'registered', registered_at = now() where case_id = 5;
        """)
    assert counts(database, "chief") == {
        path_of(database, "999901001001001"): AreaCounts(open=2, overdue=1, reported=3, registered=2, closed=1)}


def test_that_everybody_counts_only_what_they_may_see(database):
    report(database, position=(121.3705, 28.5805))
    elsewhere = database.login("far", "外区值班长", (), None)
    assert len(counts(database, "wall")) == 1
    assert counts(database, "works") == {}       # it was dispatched to nobody yet
    assert counts(database, elsewhere) == {}     # no duty at all


@pytest.mark.parametrize("login", ["taker", "works", "wall", "auditor"])
def test_that_nobody_reads_the_tables_behind_it(database, login):
    with database.engine(login).connect() as connection, pytest.raises(Exception, match="permission denied"):
        connection.exec_driver_sql("select gridroom.map_days()")


def test_that_every_current_area_comes_with_its_outline(database):
    with database.engine("wall").begin() as connection:
        found = list(read_map_areas(connection))
    assert [sum(one.level is level for one in found) for level in AreaLevel] == [1, 1, 1, 1, 9]
    cell = next(one for one in found if one.outlined.name == "单元网格5")
    assert cell.path.endswith(f".{cell.label}")
    assert cell.area_m2 == 10_000
    assert len(cell.outlined.outline[0][0]) == 5


def test_that_an_area_tells_its_versions(database):
    with database.owner.begin() as connection:
        connection.exec_driver_sql("""
            update gridroom.area set valid_to = '2024-03-01' where code = '999901001001005';
            insert into gridroom.area (level, code, name, parent_id, path, valid_from)
                select level, code, '新名', parent_id, path, '2024-03-01' from gridroom.area
                where code = '999901001001005';
        """)
        newest = connection.exec_driver_sql("select max(area_id) from gridroom.area").scalar()
    with database.engine("taker").begin() as connection:
        versions = area_versions(connection, newest)
        assert [one.name for one in versions] == ["新名", "单元网格5"]
        assert [one.valid_to is None for one in versions] == [True, False]
        assert area_versions(connection, versions[1].area_id) == versions
        assert area_versions(connection, 0) == []
