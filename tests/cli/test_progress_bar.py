"""The one line that says how far long work is."""

from __future__ import annotations

import io

import pytest

from app.cli.progress_bar import ProgressBar, clock


class Screen(io.StringIO):
    """A terminal that remembers what was written to it."""

    def isatty(self) -> bool:
        return True


def test_that_a_terminal_shows_share_count_and_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    bar = ProgressBar(screen)
    bar(0, 200, "storing")
    bar(200, 200, "storing")
    bar.finish()
    assert "storing [########################] 200/200 100%" in screen.getvalue()
    assert screen.getvalue().endswith("\n")


def test_that_each_kind_of_work_has_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    bar = ProgressBar(screen)
    bar(1, 1, "cutting")
    bar(1, 1, "storing")
    bar.finish()
    cutting, storing, rest = screen.getvalue().split("\n")
    assert "cutting" in cutting
    assert "storing" in storing
    assert rest == ""


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_that_a_log_or_dumb_terminal_is_not_written_over(monkeypatch: pytest.MonkeyPatch, term: str) -> None:
    monkeypatch.setenv("TERM", term)
    stream = Screen() if term == "dumb" else io.StringIO()
    bar = ProgressBar(stream)
    for done in range(0, 1_001, 100):
        bar(done, 1_000, "storing")
    bar.finish()
    assert stream.getvalue() == "", "short work says nothing there"


def test_that_no_work_at_all_is_no_division_by_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Screen()
    bar = ProgressBar(screen)
    bar(0, 0, "storing")
    bar.finish()
    assert "0/0" in screen.getvalue()


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (59.6, "1:00"), (61, "1:01"), (3_661, "1:01:01")])
def test_that_times_are_short(seconds: float, words: str) -> None:
    assert clock(seconds) == words
