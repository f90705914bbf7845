"""What a workstation knows of catalogue and areas."""

from __future__ import annotations

from sqlalchemy import text

from app.background.jobs import Jobs
from app.services.catalogue_book import CatalogueBook
from tests.database.clone import Clone


def test_that_the_room_s_own_district_comes_before_its_neighbours(database: Clone, jobs: Jobs, qtbot) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("insert into gridroom.area (level, code, name, path, valid_from) values "
                                "('district', '000001', '邻区', '900001', '2026-01-01'), "
                                "('district', '331099', '本区', '900002', '2026-01-01')"))
        connection.execute(text("update gridroom.setting set value = '\"331099\"' where key = 'district_code'"))
    book = CatalogueBook(database.engine("taker"), jobs)
    with qtbot.waitSignal(book.changed, timeout=10_000):
        book.read()
    assert book.districts[0].name == "本区"
    assert "邻区" in {district.name for district in book.districts}
