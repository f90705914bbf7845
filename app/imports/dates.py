"""Times as people and programs write them, read without guessing: what could be two days is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from app.domain.import_reason import ImportReason, because

EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (a serial is a local time; the zone is put on at the end)
EARLIEST, LATEST = 1949, 2100  # years

_TIME = (
    r"(?:[T\s]*(?P<half>上午|下午|AM|PM)?\s*(?P<hour>\d{1,2})(?::|时|点)(?P<minute>\d{1,2})?分?"
    r"(?::?(?P<second>\d{1,2})(?:[.,]\d{1,9})?秒?)?\s*(?P<half_after>AM|PM)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?" + _TIME, re.I
)
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})" + _TIME, re.I)
UNCLEAR = re.compile(r"(?P<one>\d{1,2})[-/](?P<other>\d{1,2})[-/](?P<year>\d{4})" + _TIME, re.I)
DIGITS = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?"
)
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


class UnreadableTimeError(ValueError):
    """A time that cannot be read, or could be read in two ways; the text says why."""

    def __init__(self, reason: ImportReason) -> None:
        super().__init__(reason)
        self.reason = reason


def read_time(value: object, zone: tzinfo) -> datetime:
    """An aware time from a cell: a datetime, an Excel serial, or one of the usual ways to write one.

    2019/4/25 9:32:09 · 2019-04-25 · 2019-04-25T09:32:09+08:00 · 2019年4月25日 9时32分 · 25.04.2019 · 20190425093209 ·
    43580.397. Without a zone of its own it is a time in ``zone``. Raises UnreadableTimeError.
    """
    if isinstance(value, datetime):
        return _checked(value if value.tzinfo else value.replace(tzinfo=zone))
    if isinstance(value, date):
        return _checked(datetime.combine(value, time(), zone))
    if isinstance(value, bool) or value is None:
        raise UnreadableTimeError(because("time_missing"))
    if isinstance(value, int | float):
        return _number(float(value), zone)
    text = " ".join(unicodedata.normalize("NFKC", str(value)).split())
    if not text:
        raise UnreadableTimeError(because("time_missing"))
    if SERIAL.fullmatch(text):
        return _number(float(text), zone)
    for form in (YEAR_FIRST, DAY_FIRST, DIGITS):
        found = form.fullmatch(text)
        if found:
            return _made(found, int(found["month"]), int(found["day"]), text, zone)
    found = UNCLEAR.fullmatch(text)
    if found:
        one, other = int(found["one"]), int(found["other"])
        if one <= 12 and other <= 12 and one != other:
            raise UnreadableTimeError(because("time_unclear", text=text))
        month, day = (one, other) if one <= 12 else (other, one)
        return _made(found, month, day, text, zone)
    raise UnreadableTimeError(because("time_unknown", text=text[:40]))


def _number(value: float, zone: tzinfo) -> datetime:
    """Days since the end of 1899 as spreadsheets count them, or digits such as 20190425 that became a number."""
    if value.is_integer() and value >= 10_000_000:
        return read_time(str(int(value)), zone)
    if not 18_000 <= value <= 73_500:  # 1949 … 2101
        raise UnreadableTimeError(because("time_number", value=value))
    moment = EXCEL_EPOCH + timedelta(seconds=round(value * 86_400))
    return _checked(moment.replace(tzinfo=zone))


def _made(found: re.Match[str], month: int, day: int, text: str, zone: tzinfo) -> datetime:
    parts = found.groupdict()
    hour = int(parts["hour"] or 0)
    half = (parts.get("half") or parts.get("half_after") or "").upper()
    if half in ("下午", "PM") and hour < 12:
        hour += 12
    elif half in ("上午", "AM") and hour == 12:
        hour = 0
    own = parts.get("zone")
    try:
        moment = datetime(int(found["year"]), month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0),
                          tzinfo=_offset(own) if own else zone)
    except ValueError as error:
        raise UnreadableTimeError(because("time_unreal", text=text, error=error)) from error
    return _checked(moment)


def _offset(words: str) -> tzinfo:
    if words in ("Z", "z"):
        return UTC
    sign = -1 if words[0] == "-" else 1
    digits = words[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _checked(moment: datetime) -> datetime:
    if not EARLIEST <= moment.year <= LATEST:
        raise UnreadableTimeError(because("time_year", year=moment.year))
    return moment
