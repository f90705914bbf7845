"""Message files: columns by heading, rows one by one, and whatever people put into cells."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.imports.message_file import MOST_ROWS, BadRow, Message, MessageFile, read_messages
from app.imports.problems import ImportRefused
from tests.imports.made_files import write_xlsx

SHANGHAI = ZoneInfo("Asia/Shanghai")
HEADING = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
ROW = [2549.0, "A00045581", "路灯不亮", "2019/4/25 9:32:09", "\n\t\t\n\t\t三号楼前的路灯不亮。\n\n　　请修。\t",
       "已修好。", "2019/5/10 14:56:53"]


def row(**changes: Any) -> list[Any]:
    """ROW with other cells, by short name."""
    names = ["id", "name", "subject", "time", "text", "reply", "reply_time"]
    return [changes.get(name, value) for name, value in zip(names, ROW, strict=True)]


def read(path: Path, **options: Any) -> MessageFile:
    return read_messages(path, SHANGHAI, **options)


def read_rows(tmp_path: Path, *rows: list[Any], **options: Any) -> tuple[Message | BadRow, ...]:
    return read(write_xlsx(tmp_path / "m.xlsx", [HEADING, *rows]), **options).rows


def first(tmp_path: Path, **changes: Any) -> Message:
    (found,) = read_rows(tmp_path, row(**changes))
    assert isinstance(found, Message), found
    return found


def reason(tmp_path: Path, **changes: Any) -> str:
    (found,) = read_rows(tmp_path, row(**changes))
    assert isinstance(found, BadRow), found
    return found.why


def refusal(path: Path, **options: Any) -> str:
    with pytest.raises(ImportRefused) as caught:
        read(path, **options)
    return str(caught.value)


def write_csv(path: Path, *rows: list[Any], encoding: str = "utf-8") -> Path:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def test_that_a_row_is_read_whole_and_tidied(tmp_path: Path) -> None:
    assert first(tmp_path) == Message(
        row=2, original_id="2549", description="路灯不亮\n三号楼前的路灯不亮。\n请修。", reporter_name="A00045581",
        reporter_phone="", place="", written_at=datetime(2019, 4, 25, 9, 32, 9, tzinfo=SHANGHAI), reply="已修好。",
        replied_at=datetime(2019, 5, 10, 14, 56, 53, tzinfo=SHANGHAI), notes=())


def test_that_columns_are_found_by_heading_in_any_order_below_a_title(tmp_path: Path) -> None:
    order = [4, 6, 0, 2, 1, 5, 3]
    rows = [["某市留言汇总"], [], [f" {HEADING[k][:2]} {HEADING[k][2:]}\n" for k in order] + ["联系电话", "备注"],
            [ROW[k] for k in order] + [13800000000.0, "x"]]
    (found,) = read(write_xlsx(tmp_path / "m.xlsx", rows)).rows
    assert isinstance(found, Message)
    assert (found.row, found.original_id, found.reporter_phone) == (4, "2549", "13800000000")


def test_that_missing_columns_are_named_with_what_was_found(tmp_path: Path) -> None:
    heading = [*HEADING[:4], "正文", "答复意见", "回复日期"]
    path = write_xlsx(tmp_path / "m.xlsx", [heading, ROW])
    said = refusal(path)
    assert "no column 留言详情 (text), 答复时间 (reply_time)" in said
    assert "found: 留言编号, 留言用户, 留言主题, 留言时间, 正文, 答复意见, 回复日期" in said
    assert "--column FIELD=HEADING" in said
    assert len(read(path, headings={"text": "正文", "reply_time": "回复日期"}).rows) == 1
    assert "no such field: nonsense" in refusal(path, headings={"nonsense": "正文"})


def test_that_a_heading_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "m.xlsx", [[*HEADING, " 留言编号"], [*row(), "7"]])
    assert "stands 2 times in row 1" in refusal(path)


def test_that_replies_are_not_needed_when_cases_stay_open(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "m.xlsx", [HEADING[:5], ROW[:5]])
    said = refusal(path)
    assert "no column 答复意见 (reply), 答复时间 (reply_time)" in said
    assert said.endswith("Without replies: --leave-open.")
    (found,) = read(path, with_reply=False).rows
    assert isinstance(found, Message)
    assert (found.reply, found.replied_at) == ("", None)


@pytest.mark.parametrize(("changes", "why"), [
    ({"id": ""}, "no number"), ({"id": "\x00\u202e"}, "no number"),
    ({"time": "04/05/2019"}, "留言时间: '04/05/2019' could be"), ({"time": ""}, "留言时间: no time given"),
    ({"reply_time": "?"}, "答复时间: '\\?' is no time"), ({"subject": "", "text": " \n"}, "no text"),
    ({"text": "长" * 30_000}, "the message has 30,005 characters, at most 20,000"),
    ({"reply": "长" * 20_001}, "the reply has 20,001 characters"),
])
def test_that_a_bad_row_keeps_its_place_and_its_reason(tmp_path: Path, changes: dict[str, Any], why: str) -> None:
    found = read_rows(tmp_path, row(id=1), row(**changes), row(id=3))
    assert [entry.row for entry in found] == [2, 3, 4]
    assert [isinstance(entry, BadRow) for entry in found] == [False, True, False]
    bad = found[1]
    assert isinstance(bad, BadRow)
    assert re.search(why, bad.why)


def test_that_a_number_that_stands_twice_is_refused_the_second_time(tmp_path: Path) -> None:
    found = read_rows(tmp_path, row(id=7), row(id="7"), row(id=7.0))
    assert [isinstance(entry, BadRow) for entry in found] == [False, True, True]
    assert "first in row 2" in str(found[2])


def test_that_hostile_text_stays_text(tmp_path: Path) -> None:
    words = '<script>alert(1)</script> =HYPERLINK("http://x") \'; drop table case_file; -- {{7*7}} \\u0000'
    assert first(tmp_path, text=words).description.endswith(words)


def test_that_control_characters_and_direction_marks_are_left_out_and_said(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "m.csv", HEADING, row(id="9", text="甲\x07乙\x1b[31m丙\u202e丁"))
    (found,) = read(path).rows
    assert isinstance(found, Message)
    assert found.description == "路灯不亮\n甲乙[31m丙丁"
    assert found.notes == ("2 control characters left out",)


def test_that_nul_characters_in_a_csv_are_left_out_and_said(tmp_path: Path) -> None:
    file = read(write_csv(tmp_path / "m.csv", HEADING, row(text="甲\0乙")))
    assert file.notes == ("1 NUL characters left out",)
    assert isinstance(file.rows[0], Message)
    assert file.rows[0].description.endswith("甲乙")


def test_that_a_cell_of_a_hundred_thousand_characters_is_one_bad_row(tmp_path: Path) -> None:
    file = read(write_csv(tmp_path / "m.csv", HEADING, row(id="1"), row(id="2", text="长" * 100_000), row(id="3")))
    assert [isinstance(entry, BadRow) for entry in file.rows] == [False, True, False]
    assert "100,005 characters" in str(file.rows[1])


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_that_gbk_is_read_and_said(tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "m.csv", HEADING, row(), encoding=encoding)
    file = read(path)
    assert file.notes == ("the file is not UTF-8 but reads as GBK: read so",)
    assert isinstance(file.rows[0], Message)
    assert read(path, encoding="gbk").notes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_that_unicode_is_read_without_a_word(tmp_path: Path, encoding: str) -> None:
    file = read(write_csv(tmp_path / "m.csv", HEADING, row(), encoding=encoding))
    assert isinstance(file.rows[0], Message)
    assert file.notes == ()


def test_that_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes("留言编号".encode() + b"\xff\xff\n")
    assert "is not UTF-8: byte" in refusal(path)
    path.write_bytes(write_xlsx(tmp_path / "m.xlsx", [HEADING]).read_bytes())
    assert "a zip archive (or an Office file)" in refusal(path)


def test_that_semicolons_and_tabs_separate_too(tmp_path: Path) -> None:
    for separator in (";", "\t"):
        path = tmp_path / "m.csv"
        lines = [separator.join(map(str, cells)) for cells in (HEADING, row(text="好"))]
        path.write_text("\n".join(lines), encoding="utf-8")
        assert isinstance(read(path).rows[0], Message)


def test_that_odd_line_ends_inside_a_cell_do_not_split_a_row(tmp_path: Path) -> None:
    file = read(write_csv(tmp_path / "m.csv", HEADING, row(text="甲\x0b乙\u2028丙\r\n丁"), row(id=2)))
    assert [isinstance(entry, Message) for entry in file.rows] == [True, True]


@pytest.mark.parametrize(("data", "words"), [(b"", "is empty"), (b"\n\n", "is empty"), (b"\xef\xbb\xbf", "no column")])
def test_that_an_empty_file_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes(data)
    assert words in refusal(path)
    assert "no row below" in refusal(write_xlsx(tmp_path / "m.xlsx", [HEADING, ["", " "]]))


def test_that_a_million_rows_are_counted_and_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    line = "1,a,b,2019-04-25,c,d,2019-04-26\n"
    path.write_text(",".join(HEADING) + "\n" + line * 1_000_000, encoding="utf-8")
    assert f"1,000,000 rows, at most {MOST_ROWS:,} are taken at once" in refusal(path)


def test_that_the_real_messages_can_all_be_read(real_data: Path) -> None:
    file = read(real_data / "citizen_messages_with_replies.xlsx")
    assert len(file.rows) == 2_816
    assert [entry for entry in file.rows if isinstance(entry, BadRow)] == []
    message = file.rows[0]
    assert isinstance(message, Message)
    assert message.original_id == "2549"
    assert "\t" not in message.description
