"""The sheet as a real PDF, read back: text, pictures of the pages, codes, bytes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from app.domain.sheet import Sheet
from app.paper.case_code import code_text
from app.paper.fonts import paper_fonts
from app.paper.sheet_layout import BOTTOM, TOP, lay_out
from app.paper.sheet_pdf import sheet_pdf
from tests.paper.reading import all_text, codes, page_texts, pictures
from tests.paper.sample_sheets import DAY, line, sheet
from ui.scan_watch import scanned_number


def pdf_of(made: Sheet) -> bytes:
    return sheet_pdf(made, paper_fonts())


def test_that_the_first_page_says_what_it_is() -> None:
    (text,) = page_texts(pdf_of(sheet([line(1, urgent=True)], sequence=2, scope="市政公用中心")))
    for words in ("示范区 每日派遣单", "2026年11月21日 星期六", "PQ-20261121", "第 2 版", "本版代替第 1 版, 前版作废",
                  "签发 2026-11-21 21:14:07", "派遣员一号", "市政公用中心", "1 件, 其中紧急 1 件", "第 1 / 1 页",
                  "派遣员", "值班长", "接收单位", hashlib.sha256(b"a sample").hexdigest()):
        assert words in text, words


def test_that_a_line_says_everything_about_its_case() -> None:
    text = all_text(pdf_of(sheet([line(417, urgent=True, place="银座街与腾达路口")])))
    for words in ("2026-1121-00417", "公用设施", "上水井盖", "银座街与腾达路口", "331004001001001", "路南-01",
                  "井盖缺失,行人绕行。", "2紧急工作时", "截止11-21周六23:54", "138****1234", "紧急", "派遣21:54"):
        assert words in text, words


def test_that_a_line_says_who_assists_and_what_came_with_it_and_nothing_where_there_is_nothing() -> None:
    text = all_text(pdf_of(sheet([line(1, assisting=("市容环卫中心", "园林绿化中心"), reports=2, reopened=1)])))
    for words in ("协办市容环卫中心、园林绿化中心", "另有2件反映", "发回重办1次"):
        assert words in text, words
    plain = all_text(pdf_of(sheet([line(1)])))
    assert not any(words in plain for words in ("协办", "另有", "重办"))


def test_that_the_code_of_every_line_can_be_scanned_from_the_printed_page() -> None:
    made = sheet([line(number) for number in range(1, 21)])
    scanned = [text for picture in pictures(pdf_of(made), 200) for text in codes(picture)]
    assert scanned == [code_text(f"2026-1121-{number:05}") for number in range(1, 21)]
    assert scanned_number(scanned[0]) == "2026-1121-00001"  # what a workstation makes of it


def test_that_the_same_sheet_is_the_same_bytes_in_this_process_and_in_another() -> None:
    made = sheet([line(number, "同一张单子必须逐字节相同 😀" * number) for number in range(1, 40)], departments=3)
    once = pdf_of(made)
    assert pdf_of(made) == once
    program = (
        "import hashlib, sys; from app.paper.fonts import paper_fonts; from app.paper.sheet_pdf import sheet_pdf\n"
        "from tests.paper.sample_sheets import line, sheet\n"
        "made = sheet([line(n, '同一张单子必须逐字节相同 😀' * n) for n in range(1, 40)], departments=3)\n"
        "print(hashlib.sha256(sheet_pdf(made, paper_fonts())).hexdigest())")
    for seed in ("1", "2"):
        other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True,
                               cwd=Path(__file__).parents[2], env={"PYTHONHASHSEED": seed, "PATH": "", "TZ": "UTC"})
        assert other.stdout.strip() == hashlib.sha256(once).hexdigest()


def test_that_another_content_is_other_bytes() -> None:
    assert pdf_of(sheet([line(1)])) != pdf_of(sheet([line(1, place="别处")]))


def test_that_three_hundred_lines_keep_head_and_numbers_on_every_page() -> None:
    made = sheet([line(number) for number in range(1, 301)], departments=3)
    texts = page_texts(pdf_of(made))
    for number, text in enumerate(texts, start=1):
        assert f"第 {number} / {len(texts)} 页" in text
        assert "PQ-20261121" in text
        assert hashlib.sha256(b"a sample").hexdigest()[:12] in text
        if "2026-1121-" in text:
            assert "问题描述" in text, number
            assert any(name in text for name in ("市政公用中心", "市容环卫中心", "园林绿化中心"))
    whole = "\n".join(texts)
    assert [f"2026-1121-{number:05}" for number in range(1, 301) if f"2026-1121-{number:05}" not in whole] == []
    on_pages = sum(int(text.split("本页 ")[1].split(" 件")[0]) for text in texts)
    assert on_pages == 300
    assert "合计 300 件, 涉及 3 个部门。" in texts[-1]
    assert whole.count("小计 100 件") == 3


def test_that_a_description_of_five_thousand_characters_flows_over_pages_whole() -> None:
    words = "".join(chr(0x4E00 + number) for number in range(5000))
    faces = paper_fonts().text
    kept = "".join(character for character in words if faces[0].has(character))
    pdf = pdf_of(sheet([line(1), line(2, kept), line(3)]))
    texts = page_texts(pdf)
    assert len(texts) >= 4
    assert "下页续" in texts[0]
    assert all("2026-1121-00002" in text for text in texts[1:-1])
    parts = [character for character in all_text(pdf) if "\u4e00" <= character <= "\u9fff"]
    seen = "".join(parts)
    assert [character for character in kept if character not in seen] == []
    assert [text for picture in pictures(pdf, 200) for text in codes(picture)] == [
        code_text(f"2026-1121-{number:05}") for number in (1, 2, 3)]


HOSTILE = [
    "<script>alert(1)</script> & &amp; <b>粗</b> <para> </font> %s {0} \\ \"引号\" '单'",
    "控\x00制\x07字\x1b[31m符\u202e反转\u202c 末",
    "A" * 2000, "！" * 900, "（" * 300, "，" * 300, "http://example.cn/" + "a/b?c=d&" * 200, " \n\t \n ", "",
    "\n".join("行" for _ in range(400)), "é\u0301\u0301\u0301 ﷽ 👨\u200d👩\u200d👧 ❤️",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_that_hostile_words_print_as_words_inside_their_column(text: str) -> None:
    made = sheet([line(1, text, place=text[:500], category=text[:200], duty_grid=text[:100], limit_text=text[:60],
                       reporter_phone=text[:30]), line(2)])
    layout = lay_out(made, paper_fonts())
    for page in layout.pages:
        for block, top in page.placed:
            assert top >= TOP
            assert top + block.height <= BOTTOM + 0.01
    seen = all_text(pdf_of(made))
    for words in ("<script>alert(1)</script>", "<b>粗</b>", "</font>"):
        assert (words in seen) == (words in text)
    assert "2026-1121-00002" in seen
    # Nothing is drawn into the margins or over the edge of the paper.
    for picture in pictures(pdf_of(made), 72):
        assert picture.crop((0, 0, 20, picture.height)).getextrema() == (255, 255)
        assert picture.crop((picture.width - 20, 0, picture.width, picture.height)).getextrema() == (255, 255)


def test_that_missing_characters_are_told_in_a_footnote() -> None:
    text = "".join(page_texts(pdf_of(sheet([line(1, "𠮷野家 𠮷"), line(2, place="ไ")]))))
    assert "本单共 3 处: U+0E44, U+20BB7 ×2" in text


def test_that_no_page_shows_an_empty_glyph() -> None:
    """Every character that is drawn has its own glyph in the embedded fonts: index 0 is the black box."""
    pdf = pdf_of(sheet([line(1, "𠮷😀 全部汉字都有字形: 镕囧﨎 αя한 ①㎡²"), line(2, "\u0378\ue000")], sequence=2))
    reader = pypdf.PdfReader(BytesIO(pdf))
    drawn = {face.name: face for face in (*paper_fonts().text, *paper_fonts().mono)}
    assert drawn
    for page in reader.pages:
        for character in page.extract_text():
            assert character.isspace() or any(face.has(character) for face in drawn.values()), repr(character)


def test_that_an_empty_day_is_a_valid_sheet_that_says_when_it_was_checked() -> None:
    (text,) = page_texts(pdf_of(sheet([])))
    assert "没有派遣案件。核对时间 2026-11-21 21:14:07" in text
    assert "值班长" in text


def test_that_urgent_lines_can_be_told_in_grey_by_shape_and_word() -> None:
    plain, urgent = (pictures(pdf_of(sheet([line(1, urgent=flag)])), 150)[0] for flag in (False, True))
    assert "紧急" in page_texts(pdf_of(sheet([line(1, urgent=True)])))[0]
    dark = [sum(picture.crop((60, 280, 80, 420)).histogram()[:100]) for picture in (plain, urgent)]
    assert dark[1] > dark[0] + 300  # the bar at the row's edge


def test_that_due_times_of_another_year_and_no_due_time_are_told() -> None:
    made = sheet([line(1, deadline_at=line(1).dispatched_at.replace(year=2027)), line(2, deadline_at=None)])
    text = all_text(pdf_of(made))
    assert "截止2027-11-21周日08:02" in text
    assert "截止—" in text
    assert made.day == DAY


def test_that_real_messages_print_whole(real_data: Path) -> None:
    book = CalamineWorkbook.from_path(real_data / "citizen_messages_with_replies.xlsx")
    rows = book.get_sheet_by_index(0).to_python()[1:]
    longest = sorted((str(row[4]) for row in rows), key=len)[-30:]
    made = sheet([line(number, words) for number, words in enumerate(longest, start=1)], departments=3)
    pdf = pdf_of(made)
    layout = lay_out(made, paper_fonts())
    seen = all_text(pdf)
    for words in longest:
        start = "".join(words.split())[:12]
        if all(any(face.has(character) for face in paper_fonts().text) for character in start):
            assert start in seen
    assert layout.setter.missing.total == 0 or "〓" in seen
    assert len(layout.pages) == len(page_texts(pdf))
