"""Spreadsheets that are no good: each gets a sentence, none gets the memory."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from app.imports.problems import ImportRefused
from app.imports.workbook import MOST_CELLS, MOST_UNPACKED_BYTES, sheets_of
from tests.imports.made_files import SHEET, cell_xml, sheet_xml, understate_sizes, write_xlsx


def rows_of(path: Path) -> list[list[object]]:
    return [list(row) for _, rows in sheets_of(path) for row in rows]


def refusal(path: Path) -> str:
    with pytest.raises(ImportRefused) as caught:
        rows_of(path)
    return str(caught.value)


def test_that_rows_keep_their_numbers_and_columns_their_order(tmp_path: Path) -> None:
    body = f'<row r="3">{cell_xml(3, 1, "乙")}{cell_xml(3, 3, 5)}</row><row r="5">{cell_xml(5, 1, "丙")}</row>'
    sheet = sheet_xml([]).replace("<sheetData></sheetData>", f"<sheetData>{body}</sheetData>")
    assert rows_of(write_xlsx(tmp_path / "a.xlsx", sheet=sheet)) == [
        ["", "", ""], ["", "", ""], ["乙", "", 5.0], ["", "", ""], ["丙", "", ""]]


@pytest.mark.parametrize(("data", "words"), [
    (b"", "is empty"), (b"no spreadsheet at all", "no spreadsheet"), (b"PK\x03\x04 cut off", "damaged or cut off"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "no spreadsheet"),
])
def test_that_what_is_no_spreadsheet_is_a_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert words in refusal(path)


def test_that_a_cut_off_workbook_is_told(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", [["甲", 1]] * 500).read_bytes()
    for share in (0.2, 0.5, 0.9, 0.999):
        (tmp_path / "b.xlsx").write_bytes(whole[: int(len(whole) * share)])
        assert "damaged or cut off" in refusal(tmp_path / "b.xlsx")


def test_that_a_flipped_byte_is_noticed(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[f"格{number}", number] for number in range(500)])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo(SHEET).header_offset + 200
    data[at] ^= 0xFF
    path.write_bytes(bytes(data))
    assert "damaged" in refusal(path)


def test_that_another_zip_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("photo.jpg", b"123")
    assert "no Excel workbook" in refusal(tmp_path / "a.xlsx")


def bomb(path: Path) -> Path:
    """A workbook of half a megabyte that unpacks to half a gigabyte."""
    write_xlsx(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.bin", "w") as entry:
        zeros = bytes(1 << 20)
        for _ in range(MOST_UNPACKED_BYTES // len(zeros) + 20):
            entry.write(zeros)
    return path


def test_that_a_zip_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    said = refusal(bomb(tmp_path / "a.xlsx"))
    assert "would unpack from 0." in said
    assert "at most 400 MB" in said


def test_that_a_zip_bomb_that_lies_about_its_size_is_refused_while_reading(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx")
    understate_sizes(path, 1_000)
    tracemalloc.start()
    said = refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "damaged" in said or "although it says" in said
    assert peak < 30_000_000


def test_that_two_cells_in_far_corners_are_no_table(tmp_path: Path) -> None:
    body = f'<row r="1">{cell_xml(1, 0, 1)}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = sheet_xml([]).replace("<sheetData></sheetData>", f"<sheetData>{body}</sheetData>")
    said = refusal(write_xlsx(tmp_path / "a.xlsx", sheet=sheet))
    assert "1,048,576 rows × 16,384 columns" in said
    assert f"{MOST_CELLS:,}" in said


def test_that_too_many_rows_are_counted_before_they_are_read(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [[number] for number in range(300)])
    with pytest.raises(ImportRefused, match="300 rows, at most 200"):
        next(sheets_of(path, most_rows=200))


def test_that_a_folder_and_a_missing_file_are_sentences(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path)
    assert "No such file" in refusal(tmp_path / "none.xlsx")
