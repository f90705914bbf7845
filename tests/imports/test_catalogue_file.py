"""A city's catalogue from a file: both published layouts, merged cells, every wrong row named, all or nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sqlalchemy import text

from app.database.catalogue import subcategories
from app.domain.catalogue import LimitKind
from app.domain.failures import Refusal
from app.imports.catalogue_file import SEED_CATALOGUE, read_catalogue
from app.imports.catalogue_store import load_seed_catalogue, store_catalogue
from app.imports.problems import ImportRefused
from tests.database.clone import Clone

OWN = ("kind,major_code,major_name,minor_code,minor_name,seq,condition,limit_kind,limit_value,"
       "closing_condition,responsible_units")
PUBLISHED = "大类代码,大类名称,小类代码,小类名称,立案条件,处置时限,结案条件,责任主体"
MERGED = f"""城市管理标准（部件）,,,,,,,
{PUBLISHED}
1,公用设施,1,上水井盖,缺失,2紧急工作时,恢复,供水
,,,,破损,4小时,更换,
,,2,污水井盖,破损,1.5个工作日,更换,排水
城市管理标准（事件）,,,,,,,
{PUBLISHED}
01,市容环境,01,私搭乱建,正在建设,2紧急工作日,制止,
"""


def written(folder: Path, content: str, name: str = "catalogue.csv", encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(content.encode(encoding))
    return file


def problems_of(file: Path) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        read_catalogue(file)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_that_merged_cells_and_parts_are_understood(tmp_path: Path, encoding: str) -> None:
    rows = read_catalogue(written(tmp_path, MERGED, encoding=encoding)).rows
    assert [(r.kind, r.major_code, r.minor_code, r.minor_name, r.seq, r.limit_kind, r.limit_value, r.responsible_units)
            for r in rows] == [
        ("component", "01", "01", "上水井盖", 1, LimitKind.URGENT_HOUR, 2.0, "供水"),
        ("component", "01", "01", "上水井盖", 2, LimitKind.WORK_HOUR, 4.0, "供水"),
        ("component", "01", "02", "污水井盖", 1, LimitKind.WORK_DAY, 1.5, "排水"),
        ("event", "01", "01", "私搭乱建", 1, LimitKind.NATURAL_DAY, 2.0, "")]


def test_that_words_beside_a_limit_are_named(tmp_path: Path) -> None:
    found = read_catalogue(written(tmp_path, MERGED.replace("4小时", "种植季节4小时")))
    assert [str(note) for note in found.notes] == ["4: not kept beside the limit: 种植季节"]


@pytest.mark.parametrize(
    ("was", "becomes", "problem"),
    [
        ("4小时", "马上", "4: '马上' is no time limit"),
        ("4小时", "4小时或2天", "4: '4小时或2天' is no time limit"),
        ("4小时", "", "4: the limit is missing"),
        (",,,,破损,4小时", ",,,,,4小时", "4: condition is missing"),
        ("（部件）", "", "3: kind is missing"),
        ("1,公用设施,1,上水井盖", "1,公用设施,,", "3: minor_code is missing"),
        (",,2,污水井盖", ",,1,污水井盖", "5: component/01/01 is both 上水井盖 and 污水井盖"),
        ("处置时限", "期限", "2: columns are missing: limit"),
    ],
)
def test_that_each_wrong_row_is_named(tmp_path: Path, was: str, becomes: str, problem: str) -> None:
    assert problem in problems_of(written(tmp_path, MERGED.replace(was, becomes)))


def test_that_the_same_condition_twice_is_named(tmp_path: Path) -> None:
    row = "component,01,公用设施,01,上水井盖,1,缺失,urgent_hour,2,恢复,供水\n"
    named = problems_of(written(tmp_path, f"{OWN}\n{row}{row}"))
    assert named == ["3: condition 1 of component/01/01 stands here twice"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""), ("empty.xlsx", b""), ("truncated.xlsx", b"PK\x03\x04 and no more"),
        ("noise.csv", b"\xff\xfe\x81"), ("text.csv", "一段没有表头的话".encode()), ("quote.csv", b'a,"b\n'),
        ("heading.csv", PUBLISHED.encode()),
        ("pdf.xlsx", b"%PDF-1.7"),
    ],
)
def test_that_what_is_no_catalogue_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefused):
        read_catalogue(tmp_path / name)


def test_that_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused):
        read_catalogue(tmp_path / "nowhere.csv")


def test_that_the_programs_own_catalogue_is_complete_and_put_once(database: Clone) -> None:
    with database.engine("administrator").begin() as connection:
        first = load_seed_catalogue(connection)
        assert load_seed_catalogue(connection).unchanged == 190 + 519 + 11  # majors 5 + 6
        found = subcategories(connection)
    assert first.new + first.changed + first.unchanged == 720
    assert [sum(minor.kind == kind for minor in found) for kind in ("component", "event")] == [92, 98]


def test_that_the_programs_own_catalogue_holds_short_facts() -> None:
    rows = read_catalogue(SEED_CATALOGUE).rows
    assert [sum(row.kind == kind for row in rows) for kind in ("component", "event")] == [375, 144]
    assert max(len(row.condition) for row in rows) <= 24


def test_that_nothing_is_taken_over_when_the_database_refuses_one_row(tmp_path: Path, database: Clone) -> None:
    catalogue = read_catalogue(written(tmp_path, MERGED.replace("正在建设", "长" * 501)))
    with pytest.raises(ImportRefused) as refused, database.engine("administrator").begin() as connection:
        store_catalogue(connection, catalogue)
    assert [problem.where for problem in refused.value.problems] == ["8"]
    with database.engine("taker").connect() as connection:
        assert "污水井盖" not in [minor.name for minor in subcategories(connection)]


def test_that_only_an_administrator_takes_a_catalogue_over(tmp_path: Path, database: Clone) -> None:
    catalogue = read_catalogue(written(tmp_path, MERGED))
    with pytest.raises(Refusal) as refused, database.engine("chief").begin() as connection:
        store_catalogue(connection, catalogue)
    assert refused.value.code == "GR003"


def test_that_conditions_the_file_lacks_are_counted_and_switched_off_on_wish(tmp_path: Path, database: Clone) -> None:
    catalogue = read_catalogue(written(tmp_path, MERGED))  # the template has four more conditions
    with database.engine("administrator").begin() as connection:
        assert store_catalogue(connection, catalogue).absent == 4
        assert store_catalogue(connection, catalogue, switch_off_absent=True).absent == 4
        assert store_catalogue(connection, catalogue).absent == 0
        assert connection.execute(text("select count(*) from api.catalogue where condition_disabled")).scalar_one() == 4


@pytest.mark.parametrize(
    ("name", "conditions", "noted"),
    [("filing_standards.csv", 279, ["交通设施", "种植季节"]), ("filing_standards_with_units.xlsx", 519, ["制止"])],
)
def test_that_the_real_standards_come_in_whole(
    database: Clone, real_data: Path, name: str, conditions: int, noted: list[str]
) -> None:
    catalogue = read_catalogue(real_data / name)
    assert len(catalogue.rows) == conditions
    assert all(word in str(note) for word, note in zip(noted, catalogue.notes, strict=True))
    with database.engine("administrator").begin() as connection:
        load_seed_catalogue(connection)
        first = store_catalogue(connection, catalogue)
        again = store_catalogue(connection, catalogue)
    assert first.new == 0
    assert first.changed > 0
    assert (again.new, again.changed) == (0, 0)


def test_that_the_shipped_limits_are_those_of_the_real_standard(real_data: Path) -> None:
    """The spreadsheet, save for the three limits in which the later edition differs (docs/decisions)."""
    shipped = read_catalogue(SEED_CATALOGUE)
    real = read_catalogue(real_data / "filing_standards_with_units.xlsx")

    def limits(rows: object) -> dict[tuple[object, ...], tuple[object, ...]]:
        return {(r.kind, r.major_code, r.minor_code, r.seq): (r.limit_kind, r.limit_value) for r in rows}  # type: ignore[attr-defined]

    ours, theirs = limits(shipped.rows), limits(real.rows)
    assert ours.keys() == theirs.keys()
    assert {key for key in ours if ours[key] != theirs[key]} == {
        ("component", "01", code, 2) for code in ("10", "11", "14")}


def test_that_the_seed_file_is_plain_utf8_csv() -> None:
    with SEED_CATALOGUE.open(encoding="utf-8", newline="") as file:
        widths = {len(row) for row in csv.reader(file)}
    assert widths == {11}
