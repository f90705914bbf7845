"""Times in the styles that files bring."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.imports.dates import UnreadableTimeError, read_time

SHANGHAI = ZoneInfo("Asia/Shanghai")
FULL = datetime(2019, 4, 25, 9, 32, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize("value", [
    "2019/4/25 9:32:09", "2019-04-25 09:32:09", "2019-04-25T09:32:09", "2019.4.25 9:32:09", "2019年4月25日 9时32分9秒",
    "2019年4月25日9点32分09秒", "25.04.2019 09:32:09", "20190425093209", 20190425093209.0, 43580.397326388886,
    "43580.397326388886", "25/04/2019 9:32:09", "04-25-2019 09:32:09", "2019-04-25T09:32:09+08:00",
    "2019-04-25T01:32:09Z", "2019-04-25 上午9:32:09", "2019/4/25 9:32:09 AM", "２０１９／４／２５　９：３２：０９",
    " 2019/4/25\t9:32:09\n", "2019-04-25 09:32:09.000", datetime(2019, 4, 25, 9, 32, 9),  # noqa: DTZ001
    datetime(2019, 4, 25, 1, 32, 9, tzinfo=UTC),
])
def test_that_all_these_are_one_moment(value: object) -> None:
    assert read_time(value, SHANGHAI) == FULL


@pytest.mark.parametrize("value", [
    "2019-04-25", "2019年4月25日", "25.4.2019", "20190425", 43580, "2019/4/25", date(2019, 4, 25),
])
def test_that_a_day_alone_begins_at_midnight(value: object) -> None:
    assert read_time(value, SHANGHAI) == datetime(2019, 4, 25, tzinfo=SHANGHAI)


def test_that_afternoon_counts() -> None:
    assert read_time("2019年4月25日 下午3:05", SHANGHAI).hour == 15
    assert read_time("2019-04-25 12:05 AM", SHANGHAI).hour == 0
    assert read_time("2019-04-25 12:05 PM", SHANGHAI).hour == 12


def test_that_a_day_in_summer_time_goes_through() -> None:
    assert read_time("1988-07-01 12:00", SHANGHAI).utcoffset().total_seconds() == 9 * 3600  # type: ignore[union-attr]


@pytest.mark.parametrize(("value", "why"), [
    ("04/05/2019", "day/month or month/day"), ("4-5-2019 10:00", "day/month or month/day"),
    ("19-4-25", "no time in a form"),
    ("2019-02-30", "no real time"), ("2019-13-01", "no real time"), ("2019-04-25 25:00", "no real time"),
    ("2019-04-25 9:61", "no real time"), ("", "no time given"), ("   ", "no time given"), (None, "no time given"),
    (True, "no time given"), (12.5, "is no time"), (float("nan"), "is no time"), (float("inf"), "is no time"),
    (-1, "is no time"), ("1556155929", "no time in a form"), ("昨天", "no time in a form"),
    ("1019-04-25", "cannot be meant"),
    ("9999-12-31", "cannot be meant"), ("2019-04-25; drop table", "no time in a form"), ("=NOW()", "no time in a form"),
    ("2019-04-25 09:32:09+99:99", "no real time"),
])
def test_that_what_is_unclear_is_refused_with_a_reason(value: object, why: str) -> None:
    with pytest.raises(UnreadableTimeError, match=why):
        read_time(value, SHANGHAI)
