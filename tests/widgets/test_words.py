"""Words of the trade: every code has one, times and durations read as the room says them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.area import AreaLevel
from app.domain.case import Action, CaseState, Stage
from app.domain.confirmation import Confirmation
from app.domain.failures import LoginRefused, Outdated, Refusal, TookTooLong, Unreachable
from app.domain.people import Duty
from app.domain.report import SOURCES
from app.domain.supervision import Card, OrderKind
from app.domain.time_request import TimeOutcome, TimeRequestKind
from tests.widgets.sample_cases import NOW, make_case
from widgets import request_words, time_words, words
from widgets.failure_words import failure_words, refusal_words


def is_chinese(text):
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize(("word", "codes"), [
    (words.state_word, CaseState), (words.stage_word, Stage), (words.action_word, Action), (words.duty_word, Duty),
    (words.source_word, SOURCES), (words.level_word, AreaLevel), (words.kind_word, ("component", "event")),
    (words.urgency_word, ("normal", "urgent")), (request_words.card_word, Card),
    (request_words.order_kind_word, OrderKind), (request_words.confirmation_word, Confirmation),
    (request_words.request_word, TimeRequestKind), (request_words.outcome_word, TimeOutcome),
    (words.attachment_word, ("near", "far", "reference", "handle_before", "handle_after", "document", "audio")),
])
def test_that_every_code_has_a_chinese_word(tokens, word, codes):
    assert all(is_chinese(word(code)) for code in codes)


def test_that_an_unknown_code_is_shown_rather_than_hidden(tokens):
    assert words.source_word("telegram") == "telegram"


@pytest.mark.parametrize(("minutes", "said"), [
    (0.2, "剩 1 分"), (18, "剩 18 分"), (80, "剩 1 小时 20 分"), (60, "剩 1 小时"), (20 * 60 + 5, "剩 20 小时"),
    (26 * 60, "剩 1 天 2 小时"), (-180, "超 3 小时"), (-4, "超 4 分"),
])
def test_that_the_time_left_reads_as_the_room_says_it(tokens, minutes, said):
    case = make_case(deadline_at=NOW + timedelta(minutes=minutes))
    assert time_words.remaining_words(case, NOW) == said


def test_that_a_paused_clock_says_so(tokens):
    assert time_words.remaining_words(make_case(paused_remaining=timedelta(hours=5)), NOW) == "暂停 · 剩 5 小时"


@pytest.mark.parametrize(("hours", "said"), [
    (0, "21:14"), (-24, "昨天 21:14"), (24, "明天 21:14"), (-24 * 18, "11-03 21:14"), (-24 * 400, "2025-10-17 21:14"),
])
def test_that_moments_are_as_short_as_they_may_be(tokens, hours, said):
    assert time_words.moment_words(NOW + timedelta(hours=hours), NOW) == said


def test_that_a_limit_reads_as_in_the_standards(tokens):
    assert time_words.limit_words("urgent_hour", 2.0) == "2 紧急工作时"


REFUSALS = {
    "GR001": {"version": 3, "now_version": 4, "by": "派遣员二号", "at": NOW.isoformat(), "action": "dispatch"},
    "GR002": {"state": "handled", "action": "dispatch"}, "GR003": {"action": "void"},
    "GR004": {"field": "department_id", "why": "unknown"}, "GR005": {"what": "case"}, "GR006": {}, "GR007": {},
    "GR008": {}, "GR010": {"field": "reason", "why": "too_long", "limit": 2000},
    "GR011": {"size": 31457280, "limit": 20971520}, "GR012": {}, "GR013": {"why": "overdue"}, "GR020": {}, "GR030": {},
}


@pytest.mark.parametrize("code", REFUSALS)
def test_that_every_refusal_is_a_chinese_sentence_without_a_placeholder(tokens, code):
    said = refusal_words(code, REFUSALS[code], NOW)
    assert is_chinese(said)
    assert "{" not in said
    assert code not in said


@pytest.mark.parametrize("why", ["overdue", "enough", "pending", "none", "not_approved", "approved"])
def test_that_every_reason_against_more_time_has_its_own_sentence(tokens, why):
    said = {refusal_words("GR013", {"why": one}, NOW) for one in (why, "something later")}
    assert all(is_chinese(one) for one in said)
    assert len(said) == (1 if why == "none" else 2)


def test_that_a_refusal_names_what_it_is_about(tokens):
    assert "派遣员二号" in refusal_words("GR001", REFUSALS["GR001"], NOW)
    assert "待核查" in refusal_words("GR002", REFUSALS["GR002"], NOW)
    assert "20.0 MB" in refusal_words("GR011", REFUSALS["GR011"], NOW)
    assert "GR099" in refusal_words("GR099", {}, NOW, "later rule")


def test_that_the_reason_of_a_missing_right_is_told(tokens):
    assert "本人处置" in refusal_words("GR003", {"action": "verify", "why": "own_work"}, NOW)
    assert "其他部门" in refusal_words("GR003", {"action": "accept", "why": "other_department"}, NOW)
    assert "查看上报人明文" in refusal_words("GR003", {"action": "disclose"}, NOW)
    assert "还没有到" in refusal_words("GR030", {"why": "future", "day": "2027-01-01"}, NOW)


def test_that_a_refusal_with_a_strange_detail_is_still_a_sentence(tokens):
    for code in REFUSALS:
        assert refusal_words(code, {}, NOW)


def test_that_every_kind_of_failure_has_words(tokens):
    for failure in (Unreachable(), TookTooLong(), LoginRefused(), Outdated(9, 3), Refusal("GR005", "x")):
        assert is_chinese(failure_words(failure, NOW))
