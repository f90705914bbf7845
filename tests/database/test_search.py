"""Searching over all years: words of two characters, numbers, callers; what is seen is what may be seen."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.database.search import search_cases
from app.domain.case import Action
from app.domain.failures import Refusal
from app.domain.search import FoundBy, SearchAnswer
from tests.database.clone import Clone
from tests.database.desk import act, dispatched, handled, report


def found(database: Clone, words: str, login: str = "taker", **values: Any) -> SearchAnswer:
    with database.engine(login).begin() as connection:
        return search_cases(connection, words, **values)


def numbers(answer: SearchAnswer) -> list[str]:
    return [one.case.case_number for one in answer.found]


@pytest.mark.parametrize("words", ["井盖", "卖芝桥", "１１７号", "lq-0123", "LQ 0123", "井盖 芝桥", "缺失，井盖",
                                   "盖缺"])
def test_that_words_of_two_characters_find_what_holds_them_all(database: Clone, words: str) -> None:
    wanted = report(database, description="卖芝桥东路117号井盖缺失, 灯杆 LQ-0123 旁", place="")
    report(database, description="路灯不亮", place="桥东路")
    assert numbers(found(database, words)) == [wanted.case_number]


@pytest.mark.parametrize("words", ["盖井", "井盖 路灯", "井%失", "井_缺", "' or 1=1", "井盖缺失了吗"])
def test_that_what_does_not_hold_them_is_not_found(database: Clone, words: str) -> None:
    report(database, description="卖芝桥东路井盖缺失")
    assert found(database, words).found == ()


def test_that_ended_cases_and_what_was_done_and_amended_are_found_too(database: Clone) -> None:
    answer = act(database, "inspector", Action.VERIFY, handled(database))
    closed = act(database, "chief", Action.CLOSE, answer, closing_condition="恢复")
    assert numbers(found(database, "已更换")) == [closed.case_number]
    amended = report(database, description="原来的话")
    act(database, "taker", Action.AMEND, amended, changes={"description": "改过的话"}, reason="更正")
    assert numbers(found(database, "改过的话")) == [amended.case_number]
    assert found(database, "原来的话").found == ()


def test_that_a_number_or_its_end_finds_the_case_of_any_year(database: Clone) -> None:
    one = report(database)
    rejected = act(database, "taker", Action.REJECT, report(database), reason="不属受理范围")
    for typed in (rejected.case_number, rejected.case_number[-5:], rejected.case_number[-3:]):
        answer = found(database, typed)
        hits = [(hit.case.case_number, hit.by) for hit in answer.found]
        assert hits == [(rejected.case_number, FoundBy.NUMBER)], typed
    assert one.case_number not in numbers(found(database, rejected.case_number))


def test_that_a_caller_is_found_by_the_desk_only_and_the_search_is_on_record(database: Clone) -> None:
    wanted = report(database, reporter_name="来电人", reporter_phone="138-1234 5678")
    report(database, reporter_phone="13812345678", keep_secret=True)
    with database.engine("taker").connect() as connection:  # nobody looks and rolls the record back
        for _ in range(2):
            assert search_cases(connection, "13812345678").found == ()
        connection.rollback()
    assert found(database, "13812345678").found == ()
    answer = found(database, "13812345678")
    assert [(hit.case.case_number, hit.by) for hit in answer.found] == [(wanted.case_number, FoundBy.CALLER)]
    for login in ("works", "inspector", "worker", "wall", "assessor"):
        found(database, "13812345678", login)
        assert found(database, "13812345678", login).found == (), login
    with database.engine("auditor").connect() as connection:
        rows = connection.execute(text("select login, number, found from api.caller_search_list")).all()
    assert [tuple(row) for row in rows] == [("taker", "138****5678", 1)]
    with database.engine("taker").connect() as connection:
        assert connection.execute(text("select count(*) from api.caller_search_list")).scalar_one() == 0
    with database.owner.begin() as connection, pytest.raises(Exception, match="append-only"):
        connection.execute(text("delete from gridroom.caller_search"))


def test_that_nobody_finds_what_they_may_not_see(database: Clone) -> None:
    mine = dispatched(database, description="井盖缺失甲", department_id=1)
    other = dispatched(database, description="井盖缺失乙", department_id=2)
    assert numbers(found(database, "井盖缺失", "works")) == [mine.case_number]
    assert numbers(found(database, "井盖缺失", "sanitation")) == [other.case_number]
    assert found(database, other.case_number, "works").found == ()
    assert found(database, "井盖缺失", "wall").found == ()
    for login in ("taker", "works", "wall"):
        with database.engine(login).connect() as connection, pytest.raises(Exception, match="permission denied"):
            connection.execute(text("select * from gridroom.case_words"))
        with database.engine(login).connect() as connection, pytest.raises(Exception, match="permission denied"):
            connection.execute(text("select gridroom.cases_of_caller('13812345678', 99, 9)"))


def test_that_the_newest_come_first_and_pages_go_on_where_the_last_ended(database: Clone) -> None:
    made = [report(database, description=f"第{n}处占道经营").case_number for n in range(7)]
    first = found(database, "占道经营", most=3)
    assert (numbers(first), first.more) == (made[:3:-1], True)
    second = found(database, "占道经营", most=3, before=first.found[-1].case.case_id)
    third = found(database, "占道经营", most=3, before=second.found[-1].case.case_id)
    assert numbers(first) + numbers(second) + numbers(third) == made[::-1]
    assert not third.more


@pytest.mark.parametrize("before", [-(2**63), -1, 0, 1, 2**63 - 1])
def test_that_no_page_takes_for_ever(database: Clone, before: int) -> None:
    made = report(database)
    with database.engine("taker").begin() as connection:
        connection.execute(text("set local statement_timeout = '5s'"))
        answer = search_cases(connection, "井盖缺失", before=before)
    assert numbers(answer) == ([made.case_number] if before > 1 else [])


@pytest.mark.parametrize("words", ["", " ", "井", "。，", "\x00", "长" * 300])
def test_that_too_little_or_too_much_is_refused_in_words(database: Clone, words: str) -> None:
    with pytest.raises(Refusal) as no:
        found(database, words)
    assert no.value.code in ("GR004", "GR010")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(st.text("井盖路灯1 a，,", min_size=1, max_size=9), min_size=1, max_size=4),
       word=st.text("井盖路灯1a", min_size=2, max_size=3))
def test_that_pairs_find_just_what_a_plain_look_finds(database: Clone, texts: list[str], word: str) -> None:
    with database.owner.begin() as connection:
        hits = connection.execute(text("""
            select said, gridroom.search_pairs(key, 7) @> gridroom.search_pairs(gridroom.search_key(:word), 7),
                   position(gridroom.search_key(:word) in key) > 0
            from (select said, gridroom.search_key(said) as key from unnest(cast(:texts as text[])) said) t
            """), {"texts": texts, "word": word}).all()
    for said, by_pairs, plainly in hits:
        assert by_pairs or not plainly, (said, word)
        cleaned = "".join(one for one in said.lower() if one not in " ，,")
        assert plainly == (word.lower() in cleaned), (said, word)
