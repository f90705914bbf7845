"""Lines of text: nothing lost, nothing wider than its column, no mark where it may not stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.paper.fonts import GETA, paper_fonts
from app.paper.text_flow import NOT_FIRST, FlowLine, Missing, flow, one_line

SIZE, WIDTH = 9.5, 120.0


def lines_of(text: str, width: float = WIDTH, missing: Missing | None = None) -> list[FlowLine]:
    return flow(text, paper_fonts().text, SIZE, width, missing or Missing())


def words_of(line: FlowLine) -> str:
    return "".join(run.text for run in line.runs)


PIECES = st.sampled_from(
    ["井盖", "，", "。", "（", "）", "、", "117", "abc", " ", "\n", "！", "https://example.cn/a?b=c", "“", "”"])


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=60), st.floats(20, 300))
def test_that_every_character_comes_out_once_and_in_order(pieces: list[str], width: float) -> None:
    text = "".join(pieces)
    lines = lines_of(text, width)
    assert "".join(words_of(line) for line in lines).replace(" ", "") == "".join(text.split())
    assert all(line.width - width < 4 or len(words_of(line)) == 1 for line in lines)  # a space may hang out


def test_that_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = "路面塌陷（长约两米，宽约一米），请“尽快”处理；已围挡。" * 20
    for width in range(60, 200, 7):
        lines = [words_of(line) for line in lines_of(text, width)]
        assert not [line for line in lines if line[0] in NOT_FIRST], width
        assert not [line for line in lines if line[-1] in "（“"], width


def test_that_a_latin_word_stays_whole_and_one_longer_than_the_line_is_broken() -> None:
    assert [words_of(line).strip() for line in lines_of("编号 ABCDEF 已到", 45)] == ["编号", "ABCDEF", "已到"]
    long = lines_of("x" * 500)
    assert len(long) > 5
    assert all(line.width <= WIDTH for line in long)


@pytest.mark.parametrize("text", ["𠮷野家", "收到😀谢谢", "ไทย"])
def test_that_a_character_without_a_glyph_becomes_a_visible_mark_and_is_counted(text: str) -> None:
    missing = Missing()
    shown = "".join(words_of(line) for line in lines_of(text, missing=missing))
    faces = paper_fonts().text
    lacking = [character for character in text if not any(face.has(character) for face in faces)]
    assert shown.count(GETA) == len(lacking) == missing.total
    assert shown == "".join(GETA if character in lacking else character for character in text)


def test_that_joined_signs_count_once_and_invisible_characters_not_at_all() -> None:
    missing = Missing()
    text = "家👨\u200d👩\u200d👧\u200b人\u202e\x00\ufeff\x1b"
    shown = "".join(words_of(line) for line in lines_of(text, missing=missing))
    assert shown == f"家{GETA}人"
    assert missing.total == 1


def test_that_a_tab_is_a_space_and_empty_lines_are_left_out() -> None:
    assert [words_of(line) for line in lines_of("一\t二\r\n\r\n\n三 \u2028四")] == ["一 二", "三", "四"]


def test_that_a_long_line_that_may_not_wrap_ends_in_dots() -> None:
    line = one_line("市政公用中心" * 20, paper_fonts().text, SIZE, 100, Missing())
    assert words_of(line).endswith("…")
    assert line.width <= 100
