"""A list of duties becomes the table of duties, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from app.imports.duty_file import DutiesStored, store_duties, store_standard
from app.imports.problems import ImportRefused
from tests.database.clone import Clone

GOOD = """区级权责清单,,,,
大类,小类,区域,主办单位,协办单位
公用设施,上水井盖,,市政公用中心,市容环卫中心
公用设施,上水井盖,一号街道,市容环卫中心,
街面秩序,,,D2,
"""


def stored(database: Clone, tmp_path: Path, words: str, encoding: str = "utf-8") -> DutiesStored:
    file = tmp_path / "duties.csv"
    file.write_bytes(words.encode(encoding))
    with database.engine("administrator").begin() as connection:
        return store_duties(connection, file, encoding="gbk" if encoding == "gb18030" else "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_that_a_list_is_taken_over_and_again_changes_nothing(database: Clone, tmp_path: Path, encoding: str) -> None:
    assert stored(database, tmp_path, GOOD, encoding) == DutiesStored(3, 0, 0)
    assert stored(database, tmp_path, GOOD, encoding) == DutiesStored(0, 0, 3)
    with database.engine("dispatcher").connect() as connection:
        rows = list(connection.execute(text("select area, department, assisting_names, subcategory, source "
                                            "from api.duty_list order by duty_no")))
    assert [tuple(row) for row in rows] == [
        ("", "市政公用中心", ["市容环卫中心"], "上水井盖", "list"),
        ("一号街道", "市容环卫中心", [], "上水井盖", "list"),
        ("", "市容环卫中心", [], "", "list")]


@pytest.mark.parametrize(("was", "becomes", "complaint"), [
    ("上水井盖,,市政", "飞碟井盖,,市政", "飞碟井盖"), ("一号街道", "月球街道", "月球街道"), ("D2", "没有", "没有"),
    ("大类,小类", "甲,乙", "no row with a class")])
def test_that_one_bad_row_refuses_the_whole_list_and_is_named(
        database: Clone, tmp_path: Path, was: str, becomes: str, complaint: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        stored(database, tmp_path, GOOD.replace(was, becomes))
    assert complaint in "\n".join(map(str, refused.value.problems))
    with database.engine("dispatcher").connect() as connection:
        assert connection.execute(text("select count(*) from api.duty_list")).scalar() == 0


def test_that_rubbish_is_refused_in_words(database: Clone, tmp_path: Path) -> None:
    for name in ("duties.xlsx", "duties.csv"):
        file = tmp_path / name
        file.write_bytes(b"\x00\xff\xfe rubbish \x81")
        with pytest.raises(ImportRefused), database.engine("administrator").begin() as connection:
            store_duties(connection, file)


def test_that_the_filing_standard_names_its_departments(database: Clone) -> None:
    with database.engine("administrator").begin() as connection:
        done = store_standard(connection)
    assert (done.new, [problem.why for problem in done.unnamed]) == (4, ["行政执法", "行政执法"])
