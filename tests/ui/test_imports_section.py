"""Files come in by mouse and keys: tried without a trace, stored, recorded; hostile ones are refused in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qtpy.QtCore import QMimeData, QPointF, Qt, QUrl
from qtpy.QtGui import QDragEnterEvent, QDropEvent
from qtpy.QtTest import QTest
from sqlalchemy import make_url, text

from app.database.places import past_imports, place_codes
from app.domain.file_import import ImportKind
from app.domain.import_reason import ENGLISH
from tests.database.clone import Clone
from tests.imports.made_files import box_ring, feature, write_geojson
from tests.ui.relay import Relay
from tests.ui.test_settings_page import F8, opened
from widgets.import_sentences import SENTENCES

HEAD = "编码,类型,名称,经度,纬度\n"


@pytest.fixture
def section(database: Clone, seat, qtbot):
    return opened(seat, qtbot, "ImportSection")[1]


def choose(section, kind: ImportKind, path: Path, qtbot) -> None:
    """The kind by keys, the file by dropping it onto the page."""
    form = section.form
    form.kind.setFocus()
    QTest.keyClick(form.kind, Qt.Key.Key_Home)
    while form.kind.currentData() != kind:
        QTest.keyClick(form.kind, Qt.Key.Key_Down)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    here = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), *here)
    section.dragEnterEvent(enter)
    assert enter.isAccepted()
    section.dropEvent(QDropEvent(QPointF(9, 9), *here))
    qtbot.waitUntil(lambda: section._looking is None, timeout=20_000)


def press(section, qtbot) -> str:
    QTest.keyClick(section, F8)
    assert section.carrying is not None
    qtbot.waitUntil(lambda: section.carrying is None, timeout=20_000)
    return section.account.said.text()


def refused(section) -> list[tuple[str, str, str]]:
    table = section.account.table
    return [tuple(table.item(row, column).text() for column in range(3)) for row in range(table.rowCount())]


def standing(database: Clone) -> set[str]:
    with database.engine("administrator").begin() as connection:
        return set(connection.execute(text("select code from api.area where valid_to is null")).scalars())


def place_list(path: Path, rows: int, *, head: str = HEAD, encoding: str = "utf-8") -> Path:
    lines = (f"M{n},门牌,银安街{n}号,{121.37 + n / 1e6:.6f},28.58\n" for n in range(rows))
    path.write_bytes((head + "".join(lines)).encode(encoding))
    return path


def test_that_every_reason_has_a_sentence_with_facts_that_it_has() -> None:
    from string import Formatter

    def facts(words: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(words) if name}

    assert set(SENTENCES) == set(ENGLISH)
    assert {code for code in ENGLISH if facts(SENTENCES[code]) - facts(ENGLISH[code])} == set()
    assert [words for words in SENTENCES.values() if "--" in words] == []


def test_that_a_list_is_tried_without_a_trace_then_stored_and_recorded(
    database: Clone, section, qtbot, tmp_path: Path,
) -> None:
    path = place_list(tmp_path / "门牌.csv", 3, encoding="gbk")
    with path.open("ab") as stream:
        stream.write("M9,门牌,<b>银安街</b>9号,远,28.58\nM8,怪,<img src=x>,121.37,28.58\n".encode("gbk"))
    choose(section, ImportKind.PLACE, path, qtbot)
    assert section.account.said.text() == "5 行，5 列。\n文件按 GBK 读取。"
    assert not section.form.attempt.isEnabled()    # a table says nothing of its coordinate system
    section.form.crs.setFocus()
    QTest.keyClick(section.form.crs, Qt.Key.Key_Down)
    assert press(section, qtbot) == "试导入，尚未入库：新增 3，变更 0，未变 0，未采用 2。"
    assert refused(section) == [
        ("第 5 行", "M9", "坐标不是数字"),
        ("第 6 行", "M8", "类型“怪”不认识；可用：道路, 门牌, 路灯, 公交站, 兴趣点, 小区")]
    report = next((section._imports._folder).glob("门牌-*.csv"))
    assert report.read_text("utf-8-sig").splitlines()[0] == "第 5 行,M9,坐标不是数字"
    with database.engine("administrator").begin() as connection:
        assert place_codes(connection, "门牌") == set()
        assert past_imports(connection) == []
    assert press(section, qtbot) == "已入库：新增 3，变更 0，未变 0，未采用 2。"
    qtbot.waitUntil(lambda: section.past.rowCount() == 1)
    assert [section.past.item(0, column).text() for column in range(1, 5)] == [
        "管理员", "地名", "门牌.csv", "新增 3，变更 0，未变 0，未采用 2"]
    with database.engine("administrator").begin() as connection:
        assert place_codes(connection, "门牌") == {"M0", "M1", "M2"}
    assert press(section, qtbot).startswith("试导入，尚未入库：新增 0，变更 0，未变 3")  # nothing is doubled
    assert not section.form.store.isEnabled()


def test_that_faulty_borders_stand_only_with_a_reason(database: Clone, section, qtbot, tmp_path: Path) -> None:
    path = write_geojson(
        tmp_path / "区.geojson", feature("<b>东区</b>", [box_ring(121.30, 28.50, 0.02)], code="990001"),
        feature("西区", [box_ring(121.31, 28.50, 0.02)], code="990002"))
    before = standing(database)
    choose(section, ImportKind.AREA, path, qtbot)
    assert section.account.said.text().startswith("2 行，2 列。")
    assert press(section, qtbot).startswith("边界有下列问题")
    assert "相互重叠" in section.account.notes.text()
    assert section.form.reason.isVisible()
    assert not section.form.store.isEnabled()
    section.form.reason.setText("两个单位各画一次，正在核对")
    assert press(section, qtbot).startswith("试导入，尚未入库：新增 2")
    assert standing(database) == before
    assert press(section, qtbot).startswith("已入库：新增 2")
    assert standing(database) == before | {"990001", "990002"}
    qtbot.waitUntil(lambda: section.past.rowCount() == 1)


@pytest.mark.parametrize(("name", "content", "kind", "words"), [
    ("空.geojson", b"", ImportKind.AREA, "空.geojson 是空文件。"),
    ("断.geojson", b'{"type": "FeatureCollection", "features": [', ImportKind.AREA,
     "断.geojson 在第 1 行中断，文件不完整，请重新获取。"),
    ("区.geojson", "{\"type\": \"区\"}".encode("gbk"), ImportKind.AREA, "请将编码选为 GBK。"),
    ("区.shp", b"nothing of the kind", ImportKind.AREA, "区.shp 不是 Shapefile。"),
    ("表.xlsx", b"PK\x03\x04broken", ImportKind.CAMERA, "表.xlsx 已损坏或不完整，请重新获取。"),
    ("空.csv", b"", ImportKind.COMPONENT, "空.csv 是空文件。"),
], ids=["empty", "cut", "gbk", "shape", "workbook", "nothing"])
def test_that_a_hostile_file_is_refused_in_words(
    section, qtbot, tmp_path: Path, name: str, content: bytes, kind: ImportKind, words: str,
) -> None:
    (tmp_path / name).write_bytes(content)
    choose(section, kind, tmp_path / name, qtbot)
    assert section.account.said.text().endswith(words)
    assert not section.form.attempt.isEnabled()


def test_that_a_hundred_megabytes_do_not_hold_the_window(section, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "大.csv"
    with path.open("wb") as stream:
        stream.write(HEAD.encode())
        stream.truncate(100 * 2**20)    # the rest is NUL
    choose(section, ImportKind.PLACE, path, qtbot)
    assert "空字符" in section.account.said.text()


def test_that_stopping_areas_leaves_nothing(database: Clone, section, qtbot, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "区.geojson", feature("东区", [box_ring(121.30, 28.50, 0.02)], code="990001"))
    before = standing(database)
    choose(section, ImportKind.AREA, path, qtbot)
    assert press(section, qtbot).startswith("试导入，尚未入库：新增 1")
    QTest.keyClick(section, F8)
    qtbot.mouseClick(section.progress._cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: section.carrying is None, timeout=20_000)
    assert section.account.said.text() == "已停止，没有入库。"
    assert standing(database) == before


COMPONENTS = "部件标识码,部件名称,状态,经度,纬度\n3310040102000001,井盖,完好,121.37,28.58\n12,井盖,怪,121.37,28.58\n"
CAMERAS = ("国标编码,名称,方向,经度,纬度\n33100400001310000001,路口,西南,121.37,28.58\n"
           "3.31E+19,路口,,121.37,28.58\n33100400001310000002,路口,歪,121.37,28.58\n")


@pytest.mark.parametrize(("kind", "content", "whys"), [
    (ImportKind.COMPONENT, COMPONENTS, ["“”不是小类代码：应为大类 2 位加小类 2 至 3 位"]),
    (ImportKind.CAMERA, CAMERAS, [
        "“3.31E+19”不是 20 位国标编码（GB/T 28181）；表格若将其转为数字会丢失位数，请将该列设为文本",
        "朝向：“歪”不是数字"]),
], ids=["components", "cameras"])
def test_that_lists_of_things_come_in(
    section, qtbot, tmp_path: Path, kind: ImportKind, content: str, whys: list[str],
) -> None:
    path = tmp_path / "设备\n<b>清单</b>.csv".replace("/", "-")
    path.write_text(content, "utf-8")
    choose(section, kind, path, qtbot)
    section.form.crs.setCurrentIndex(1)
    told = f"新增 1，变更 0，未变 0，未采用 {len(whys)}。"
    assert press(section, qtbot) == f"试导入，尚未入库：{told}"
    assert [row[2] for row in refused(section)] == whys
    assert press(section, qtbot) == f"已入库：{told}"
    qtbot.waitUntil(lambda: section.past.rowCount() == 1)
    assert "<b>清单<-b>" in section.past.item(0, 3).text()


def test_that_a_chosen_column_is_read_and_asks_for_another_try(section, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("号,类型,称呼,东,北\nA1,门牌,银安街1号,121.37,28.58\n", "utf-8")
    choose(section, ImportKind.PLACE, path, qtbot)
    section.form.crs.setCurrentIndex(1)
    assert press(section, qtbot) == "表.csv 中没有经度、纬度列；已有的列：号, 类型, 称呼, 东, 北。请在上方指定。"
    for field, heading in (("longitude", "东"), ("latitude", "北"), ("name", "称呼")):
        choice = section.form.columns.fields[field]
        choice.setCurrentIndex(choice.findData(heading))
    assert press(section, qtbot).startswith("试导入，尚未入库：新增 1")
    assert section.form.store.isEnabled()
    section.form.columns.fields["name"].setCurrentIndex(0)
    assert not section.form.store.isEnabled()


def test_that_areas_without_codes_are_given_theirs(section, qtbot, tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "区.geojson", feature("东区", [box_ring(121.30, 28.50, 0.02)]))
    choose(section, ImportKind.AREA, path, qtbot)
    press(section, qtbot)
    assert refused(section) == [("要素 1（东区）", "", "没有编码，请指定编码列或填写对照")]
    section.form.codes.setText("东区＝990001，")
    assert press(section, qtbot).startswith("试导入，尚未入库：新增 1")


def test_that_a_shifted_list_names_its_system(database: Clone, section, qtbot, tmp_path: Path) -> None:
    choose(section, ImportKind.PLACE, place_list(tmp_path / "门牌.csv", 5), qtbot)
    section.form.crs.setCurrentIndex(1)
    press(section, qtbot)
    press(section, qtbot)
    section.form.crs.setCurrentIndex(2)
    said = press(section, qtbot)
    assert said.startswith("文件中 5 个已知点偏离已知位置")
    assert said.endswith("文件实为 CGCS2000 而非 GCJ-02，请选择 CGCS2000。没有入库。")
    assert section.form.despite_shift.isVisible()


def test_that_stopping_says_what_stands(database: Clone, section, qtbot, tmp_path: Path) -> None:
    choose(section, ImportKind.PLACE, place_list(tmp_path / "门牌.csv", 3_000), qtbot)
    section.form.crs.setCurrentIndex(1)
    press(section, qtbot)
    QTest.keyClick(section, F8)
    qtbot.waitUntil(lambda: section.carrying is None or section.carrying.step == "storing rows")
    if section.carrying is not None:
        qtbot.mouseClick(section.progress._cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: section.carrying is None, timeout=20_000)
    with database.engine("administrator").begin() as connection:
        codes = place_codes(connection, "门牌")
    said = section.account.said.text()
    assert f"前 {len(codes):,} 行已入库" in said or (len(codes) == 3_000 and said.startswith("已入库"))


def test_that_a_lost_server_is_told_and_nothing_doubled(database: Clone, seat, qtbot, tmp_path: Path) -> None:
    url = make_url(database.url("administrator"))
    relay = Relay(url.host, url.port)
    try:
        through = url.set(host="127.0.0.1", port=relay.port).render_as_string(hide_password=False)
        section = opened(seat, qtbot, "ImportSection", url=through)[1]
        choose(section, ImportKind.PLACE, place_list(tmp_path / "门牌.csv", 6_000), qtbot)
        section.form.crs.setCurrentIndex(1)
        press(section, qtbot)
        QTest.keyClick(section, F8)
        qtbot.waitUntil(lambda: section.carrying.step == "storing rows" and section.carrying.done >= 1_000)
        relay.cut()
        qtbot.waitUntil(lambda: section.carrying is None, timeout=20_000)
        said = section.account.said.text()
        assert re.fullmatch("与服务器的连接中断。6,000 行中至少 [1-5],000 行已入库；"
                            "恢复后再次导入同一文件即可，不会重复。", said)
        with database.engine("administrator").begin() as connection:
            assert 1_000 <= len(place_codes(connection, "门牌")) < 6_000
        assert press(section, qtbot).startswith("试导入")
        assert press(section, qtbot).startswith("已入库")
        with database.engine("administrator").begin() as connection:
            assert connection.execute(text("select count(*) from api.place_codes('门牌')")).scalar_one() == 6_000
    finally:
        relay.end()


@pytest.mark.parametrize("login", ["taker", "dispatcher", "chief", "works", "wall"])
def test_that_only_an_administrator_reads_and_writes_the_record(database: Clone, login: str) -> None:
    for statement in ("select * from api.imports()", "select api.record_import('area', 'x', '{}')"):
        with database.engine(login).connect() as connection, pytest.raises(Exception, match="only an administrator"):
            connection.execute(text(statement))
    with database.engine(login).connect() as connection, pytest.raises(Exception, match="permission denied"):
        connection.execute(text("insert into gridroom.register_import (register, source, detail) "
                                "values ('area', 'x', '{}')"))
