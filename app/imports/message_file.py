"""Citizens' messages with replies from a spreadsheet or CSV: found by column heading, read row by row, nothing guessed.

A row that cannot be used becomes a :class:`BadRow` and keeps its place; a file that cannot be used as a whole raises
ImportRefused before anything is stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from app.domain.report import LONGEST_DESCRIPTION, cleaned
from app.imports.dates import UnreadableTimeError, read_time
from app.imports.problems import ImportRefused
from app.imports.table_file import tables

MOST_ROWS = 200_000              # about a quarter of an hour of storing
HEADING_ROWS = 10                # the heading is looked for this far down

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

# Field → headings under which it is found without being asked.
HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("留言编号", "编号", "工单编号", "id"),
    "name": ("留言用户", "留言人", "姓名", "name"),
    "subject": ("留言主题", "主题", "标题", "subject"),
    "time": ("留言时间", "来信时间", "time"),
    "text": ("留言详情", "留言内容", "内容", "text"),
    "reply": ("答复意见", "答复内容", "reply"),
    "reply_time": ("答复时间", "回复时间", "reply_time"),
    "phone": ("联系电话", "电话", "phone"),
    "place": ("地址", "地点", "place"),
}
NEEDED = ("id", "name", "subject", "time", "text")
NEEDED_FOR_REPLY = ("reply", "reply_time")


@dataclass(frozen=True, slots=True)
class Message:
    """One usable row. Times are aware; ``notes`` say what was cleaned away."""

    row: int
    original_id: str
    description: str
    reporter_name: str
    reporter_phone: str
    place: str
    written_at: datetime
    reply: str
    replied_at: datetime | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be stored, and why."""

    row: int
    original_id: str
    why: str


@dataclass(frozen=True, slots=True)
class MessageFile:
    """All rows of a file in their order; ``notes`` tell what was assumed about it."""

    rows: tuple[Message | BadRow, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Table:
    """A heading that was found: field → column number."""

    columns: Mapping[str, int]
    zone: tzinfo
    with_reply: bool
    first_row_of: dict[str, int] = field(default_factory=dict)


class _BadRowError(Exception):
    """Why one row cannot be stored."""


def read_messages(
    path: Path, zone: tzinfo, *, headings: Mapping[str, str] | None = None, encoding: str = "", with_reply: bool = True
) -> MessageFile:
    """Read .xlsx, .xls or .csv. ``headings`` names other headings: field → heading.

    Times without a zone are in ``zone``. Raises ImportRefused for a file that is no table of messages.
    """
    chosen = dict(headings or {})
    if unknown := set(chosen) - set(HEADINGS):
        raise ImportRefused(f"no such field: {', '.join(sorted(unknown))}; fields are {', '.join(HEADINGS)}")
    notes: list[str] = []
    seen_headings: list[str] = []
    for sheet, cells_of_rows in tables(path, encoding, notes, MOST_ROWS + HEADING_ROWS):
        rows = iter(enumerate(cells_of_rows, 1))
        columns, tried = _find_heading(rows, chosen, with_reply)
        seen_headings.extend(tried)
        if columns is None:
            continue
        if sheet:
            notes.append(f"read from sheet {sheet}")
        table = _Table(columns, zone, with_reply)
        return MessageFile(tuple(_read_rows(table, rows, path.name)), tuple(notes))
    raise ImportRefused(_missing(path.name, seen_headings, chosen, with_reply))


def _find_heading(
    rows: Iterator[tuple[int, Sequence[object]]], chosen: Mapping[str, str], with_reply: bool
) -> tuple[Mapping[str, int] | None, list[str]]:
    """The columns of the first row that has all needed headings, or the words of the fullest row that was tried."""
    fullest: list[str] = []
    for number, cells in rows:
        words = [_heading(cell) for cell in cells]
        columns: dict[str, int] = {}
        for name, usual in HEADINGS.items():
            wanted = [_heading(chosen[name])] if name in chosen else [_heading(word) for word in usual]
            found = [words.index(word) for word in wanted if word in words]
            if found and words.count(words[found[0]]) > 1:
                times = words.count(words[found[0]])
                raise ImportRefused(f"the heading {cells[found[0]]!r} stands {times} times in row {number}: "
                                    "rename the column that is not meant")
            if found:
                columns[name] = found[0]
        if all(name in columns for name in _needed(with_reply)):
            return columns, []
        if sum(map(bool, words)) > sum(map(bool, fullest)):
            fullest = [str(cell).strip() for cell in cells]
        if number >= HEADING_ROWS:
            break
    return None, [word for word in fullest if word]


def _needed(with_reply: bool) -> tuple[str, ...]:
    return (*NEEDED, *NEEDED_FOR_REPLY) if with_reply else NEEDED


def _missing(name: str, found: Sequence[str], chosen: Mapping[str, str], with_reply: bool) -> str:
    wanted = {field: chosen.get(field) or HEADINGS[field][0] for field in _needed(with_reply)}
    here = {_heading(word) for word in found}
    lacking = {
        field: heading for field, heading in wanted.items()
        if not here & {_heading(word) for word in ((heading,) if field in chosen else HEADINGS[field])}
    }
    only_replies = with_reply and all(field in NEEDED_FOR_REPLY for field in lacking)
    hint = " Without replies: --leave-open." if only_replies else ""
    columns = ", ".join(f"{heading} ({field})" for field, heading in lacking.items())
    return (f"{name}: no column {columns or '?'}; found: {', '.join(found) or 'nothing'}; "
            f"needed: {', '.join(wanted.values())}. Name others with --column FIELD=HEADING.{hint}")


def _heading(cell: object) -> str:
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()).casefold()


def _read_rows(
    table: _Table, rows: Iterator[tuple[int, Sequence[object]]], name: str
) -> Iterator[Message | BadRow]:
    count = 0
    for number, cells in rows:
        if not any(str(cell).strip() for cell in cells):
            continue
        count += 1
        if count <= MOST_ROWS:
            yield _read_row(table, number, cells)
    if count == 0:
        raise ImportRefused(f"{name}: there is no row below the heading")
    if count > MOST_ROWS:
        raise ImportRefused(f"{name} has {count:,} rows, at most {MOST_ROWS:,} are taken at once: split it")


def _read_row(table: _Table, number: int, cells: Sequence[object]) -> Message | BadRow:
    def cell(name: str) -> object:
        column = table.columns.get(name)
        return cells[column] if column is not None and column < len(cells) else ""

    original_id = cleaned(_plain(cell("id")), keep_lines=False)
    try:
        if not original_id:
            raise _BadRowError("no number (id) of its own: a second run could not know it again")
        if original_id in table.first_row_of:
            raise _BadRowError(f"the number stands twice, first in row {table.first_row_of[original_id]}")
        table.first_row_of[original_id] = number
        texts = {name: _tidied(_plain(cell(name))) for name in ("subject", "text", "name", "phone", "place", "reply")}
        description = "\n".join(filter(None, (texts["subject"], texts["text"])))
        _check_length("message", description)
        _check_length("reply", texts["reply"])
        if not description:
            raise _BadRowError("no text")
        written_at = _time("time", cell("time"), table.zone)
        replied_at = None
        if table.with_reply and texts["reply"]:
            replied_at = _time("reply_time", cell("reply_time"), table.zone)
    except _BadRowError as error:
        return BadRow(number, original_id, str(error))
    dropped = sum(len(CONTROL.findall(_plain(cell(name)))) for name in HEADINGS)
    return Message(
        number, original_id, description, written_at=written_at, replied_at=replied_at,
        reporter_name=_one_line(texts["name"]), reporter_phone=_one_line(texts["phone"]),
        place=_one_line(texts["place"]),
        reply=texts["reply"] if table.with_reply else "",
        notes=(f"{dropped} control characters left out",) if dropped else (),
    )


def _one_line(words: str) -> str:
    return words.replace("\n", " ")


def _time(name: str, value: object, zone: tzinfo) -> datetime:
    try:
        return read_time(value, zone)
    except UnreadableTimeError as error:
        raise _BadRowError(f"{HEADINGS[name][0]}: {error}") from error


def _check_length(name: str, words: str) -> None:
    if len(words) > LONGEST_DESCRIPTION:
        raise _BadRowError(f"the {name} has {len(words):,} characters, at most {LONGEST_DESCRIPTION:,} are kept")


def _plain(value: object) -> str:
    """A cell as text; spreadsheets make 2549.0 of 2549."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _tidied(words: str) -> str:
    """Without the indentation, blank lines and invisible signs that web pages leave around a text."""
    lines = (line.strip() for line in cleaned(words).split("\n"))
    return "\n".join(line for line in lines if line)
