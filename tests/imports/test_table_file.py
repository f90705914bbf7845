"""Columns of a table found by their headings, and what is said when they are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.imports.problems import ImportRefused
from app.imports.table_file import cell, read_table


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "t.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_that_columns_are_found_below_a_title_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "留言表\n编号, 留言 详情 ,分类\n1,路灯,甲\n2,,乙\n"), ["留言详情", "分类"])
    assert table.first_row == 3
    assert [cell(row, table.column("留言详情")) for row in table.rows] == ["路灯", ""]


def test_that_gbk_is_read_and_said(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "详情\n路灯坏了\n", "gbk"), ["详情"])
    assert "GBK" in table.notes[0]
    assert [cell(row, 0) for row in table.rows] == ["路灯坏了"]


@pytest.mark.parametrize(("text", "words"), [
    ("编号,内容\n1,a\n", "no column 详情; it has: 编号, 内容"),
    ("详情,详情\n1,a\n", "stands 2 times in row 1"),
    ("", "is empty"),
])
def test_that_a_table_without_the_column_is_refused_and_says_what_it_has(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        read_table(written(tmp_path, text), ["详情"])
