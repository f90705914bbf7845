"""Marking what was found, and telling a caller's number from other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.search import is_caller_number, marked_parts


@pytest.mark.parametrize(("words", "marked"), [
    ("井盖", ["井盖"]), ("井盖 路", ["路", "井盖"]), ("LQ", ["lq"]), ("没有", []), ("", []), (" ，", []),
    ("井 井盖", ["井盖"]),
    (".*", []), ("(", []),
])
def test_that_the_found_words_are_marked(words: str, marked: list[str]) -> None:
    parts = marked_parts("某路 井盖缺失 lq-1", words)
    assert [part for part, is_marked in parts if is_marked] == marked
    assert "".join(part for part, _ in parts) == "某路 井盖缺失 lq-1"


@given(st.text(max_size=30), st.text(max_size=8))
def test_that_marking_changes_no_word(text: str, words: str) -> None:
    assert "".join(part for part, _ in marked_parts(text, words)) == text


@pytest.mark.parametrize(("words", "is_caller"), [
    ("13812345678", True), ("138-1234 5678", True), ("０５７６-82345678", True), ("00417", False), ("井盖", False),
    ("2026-1121-00417", False), ("", False), ("138****5678", False),
])
def test_that_what_would_be_recorded_is_known_before(words: str, is_caller: bool) -> None:
    assert is_caller_number(words) is is_caller
