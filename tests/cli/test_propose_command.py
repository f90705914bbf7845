"""``gridroom learn`` and ``gridroom propose`` as a person calls them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.proposals.model_file import load_model
from tests.cli.conftest import Gridroom, _own_home

LEARNED = "主题,详情,分类\n" + "".join(
    f"{subject},{detail},{label}\n" for subject, detail, label in (
        ("路灯不亮", "两盏路灯坏了", "照明"), ("路灯倾斜", "灯杆快倒了", "照明"), ("灯不亮", "路灯整夜不亮", "照明"),
        ("垃圾堆积", "垃圾没人清运", "环卫"), ("垃圾满溢", "垃圾桶满了", "环卫"), ("气味", "生活垃圾气味难闻", "环卫"),
        ("夜间施工", "施工扰民", "噪声"), ("太吵", "半夜施工", "噪声"), ("轰鸣", "施工噪声", "噪声"), ("", "", "")))


@pytest.fixture(scope="module")
def learned() -> Iterator[Gridroom]:
    """The command in a home that has learned three classes."""
    for called in _own_home():
        file = called.home.parent / "known.csv"
        file.write_text(LEARNED, encoding="utf-8")
        said = called("learn", str(file), "--text", "主题", "--text", "详情", "--class", "分类")
        assert said.code == 0, said.complained
        assert "9 texts, 3 classes" in said.said
        yield called


def asked(home: Gridroom, text: str, name: str = "ask.csv") -> Path:
    path = home.home.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def test_that_three_classes_are_told_and_written_for_each_row(learned: Gridroom) -> None:
    file, out = asked(learned, "号,内容\n1,巷口路灯又坏了\n2,\n3,=垃圾没人管\n"), learned.home.parent / "out.csv"
    out.unlink(missing_ok=True)
    done = learned("propose", str(file), "--text", "内容", "--out", str(out))
    assert done.code == 0, done.complained
    assert "3 of 3 rows, 1 without a proposal" in done.said
    assert "2\t照明 0." in done.said  # sure, but of nine texts never quite
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [(row["row"], row["class_1"]) for row in rows] == [("2", "照明"), ("3", ""), ("4", "环卫")]
    assert {rows[0][f"class_{nth}"] for nth in (1, 2, 3)} == {"照明", "环卫", "噪声"}
    assert "路灯" in rows[0]["why_1"]
    assert float(rows[0]["confidence_1"]) > float(rows[0]["confidence_2"])


def test_that_a_file_that_exists_is_replaced_only_when_asked(learned: Gridroom) -> None:
    file, out = asked(learned, "内容\n路灯\n"), learned.home.parent / "kept.csv"
    out.write_text("mine", encoding="utf-8")
    refused = learned("propose", str(file), "--text", "内容", "--out", str(out))
    assert (refused.code, out.read_text("utf-8")) == (2, "mine")
    assert "--overwrite" in refused.complained
    assert learned("propose", str(file), "--text", "内容", "--out", str(out), "--overwrite").code == 0
    assert "照明" in out.read_text("utf-8-sig")


@pytest.mark.parametrize(("text", "words"), [
    ("号,正文\n1,路灯\n", "no column 内容; it has: 号, 正文"),
    ("内容\n", "no row below the heading"),
    ("", "is empty"),
])
def test_that_a_file_that_cannot_be_used_is_told_in_one_sentence(learned: Gridroom, text: str, words: str) -> None:
    done = learned("propose", str(asked(learned, text, "bad.csv")), "--text", "内容")
    assert done.code == 2
    assert words in done.complained
    assert "Traceback" not in done.complained


def test_that_one_class_is_not_enough_to_learn(learned: Gridroom) -> None:
    done = learned("learn", str(asked(learned, "文,类\n路灯,甲\n灯,甲\n")), "--text", "文", "--class", "类")
    assert done.code == 2
    assert "two classes" in done.complained


def test_that_the_room_proposes_from_its_catalogue_and_cases_on_the_first_day(gridroom: Gridroom) -> None:
    done = gridroom("propose", str(asked(gridroom, "内容\n路边的雨水井盖不见了\n")), "--text", "内容", "--catalogue")
    assert done.code == 0, done.complained
    assert "雨水井盖 · 公用设施" in done.said


def test_that_texts_without_a_class_teach_which_words_are_common(gridroom: Gridroom) -> None:
    known = asked(gridroom, LEARNED, "known.csv")
    more = asked(gridroom, "主题,详情\n" + "市民来电,望尽快处理\n" * 2 + "市民来信,望尽快处理\n", "more.csv")
    words = ("learn", str(known), "--text", "主题", "--text", "详情", "--class", "分类", "--also")
    assert gridroom(*words, str(more)).code == 0
    model = load_model(gridroom.home / "proposals" / "learned.model")
    assert model.measured.texts == 9  # learned from, and judged by, those with a class alone
    assert model.runs.number("尽快") is not None
    wrong = gridroom(*words, str(asked(gridroom, "标题\n市民\n", "wrong.csv")))
    assert wrong.code == 2
    assert "标题" in wrong.complained
