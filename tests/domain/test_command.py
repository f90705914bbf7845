"""Matching words of the command bar: parts, aliases, first letters of the pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.command import Suggestion, SuggestionKind, initials, match_rank, matching


@pytest.mark.parametrize(("words", "letters"), [
    ("市政公用中心", "szgyzx"), ("新报案", "xba"), ("派遣", "pq"), ("路桥街道", "lqjd"), ("督办", "db"),
    ("a1 路", "a1l"),
    ("（）", ""), ("", ""), ("一座", "yz"), ("啊", "a"), ("😀", ""),
])
def test_that_common_characters_have_an_initial(words: str, letters: str) -> None:
    assert initials(words) == letters


@pytest.mark.parametrize(("typed", "rank"), [
    ("派遣单", 0), ("派遣", 1), ("pqd", 2), ("sheet", 2), ("遣单", 3), ("单派", None), ("", 1), ("pqx", None),
])
def test_that_the_better_match_ranks_first(typed: str, rank: int | None) -> None:
    assert match_rank(typed, "派遣单", ("sheet",)) == rank


def test_that_equal_matches_keep_their_order() -> None:
    made = [Suggestion(SuggestionKind.COMMAND, words, lambda: None) for words in ("转派遣", "派遣单", "派遣", "派人")]
    assert [one.words for one in matching("派遣", made)] == ["派遣", "派遣单", "转派遣"]


@given(st.text(max_size=20), st.text(max_size=20))
def test_that_any_words_can_be_typed(typed: str, words: str) -> None:
    assert match_rank(typed, words) in (None, 0, 1, 2, 3)
