"""Lists of places, components and cameras into the database, some thousand rows a commit; run again, it goes on.

Before the first row is stored, what the list names and the database knows already is compared: a list in another
coordinate system than was declared is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.database.cameras import CameraDraft, put_cameras
from app.database.failures_from_sql import translated
from app.database.places import (
    ComponentDraft,
    PlaceDraft,
    Put,
    disable_places,
    known_points,
    place_codes,
    put_components,
    put_places,
    record_import,
)
from app.domain.failures import Refusal
from app.domain.import_reason import because
from app.imports.message_file import BadRow
from app.imports.problems import ImportRefused, Progress, silent
from app.imports.shift_check import FEWEST, find_shift

AT_ONCE = 1_000          # rows in one commit
MOST_COMPARED = 5_000
Draft = PlaceDraft | ComponentDraft | CameraDraft


@dataclass(slots=True)
class Stored:
    """What became of a list. ``done`` rows of it were gone through; ``bad`` says why which were left out."""

    put: Put = field(default_factory=Put)
    switched_off: int = 0
    done: int = 0
    bad: list[BadRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def store_register(
    connection: Connection, register: str, source: str, rows: Sequence[Draft | BadRow], *,
    switch_off_absent: bool = False, despite_shift: bool = False, progress: Progress = silent,
    stopped: Callable[[], bool] = lambda: False, file: str = "",
) -> Stored:
    """Store a list; ``register`` is 'place', 'component' or 'camera'. Bad rows are left out and told.

    With ``switch_off_absent`` places of ``source`` that the list does not hold are switched off, once all is stored.
    Raises ImportRefused for a list whose points are shifted (unless ``despite_shift``), Refusal GR003 without the
    right, Unreachable; what was committed before stays.
    """
    stored = Stored(bad=[row for row in rows if isinstance(row, BadRow)])
    drafts = [row for row in rows if not isinstance(row, BadRow)]
    with translated(), connection.begin():
        _check_shift(connection, register, drafts, despite_shift, stored.notes)
    while stored.done < len(drafts) and not stopped():
        progress(stored.done, len(drafts), "storing")
        part = drafts[stored.done : stored.done + AT_ONCE]
        with translated(), connection.begin():
            stored.put += _put_some(connection, register, source, part, stored.bad)
        stored.done += len(part)
    progress(stored.done, len(drafts), "storing")
    with translated(), connection.begin():
        if switch_off_absent and register == "place" and stored.done == len(drafts):
            # A row that is there and cannot be read is not absent.
            here = {draft.code for draft in drafts} | {bad.original_id for bad in stored.bad}
            stored.switched_off = disable_places(connection, source, place_codes(connection, source) - here)
        record_import(connection, register, source, {
            "file": file, "rows": len(rows),
            "done": stored.done, "added": stored.put.added, "changed": stored.put.changed,
            "unchanged": stored.put.unchanged, "left_out": len(stored.bad), "switched_off": stored.switched_off})
    return stored


def try_register(
    connection: Connection, register: str, source: str, rows: Sequence[Draft | BadRow], *,
    despite_shift: bool = False, progress: Progress = silent, stopped: Callable[[], bool] = lambda: False,
) -> Stored:
    """What ``store_register`` would do, and nothing of it is kept: each part is stored and taken back.

    A code stands once in a list, so that no part changes what becomes of the next. Raises what ``store_register`` does.
    """
    stored = Stored(bad=[row for row in rows if isinstance(row, BadRow)])
    drafts = [row for row in rows if not isinstance(row, BadRow)]
    with translated(), connection.begin():
        _check_shift(connection, register, drafts, despite_shift, stored.notes)
    while stored.done < len(drafts) and not stopped():
        progress(stored.done, len(drafts), "trying")
        part = drafts[stored.done : stored.done + AT_ONCE]
        with translated(), connection.begin() as attempt:
            stored.put += _put_some(connection, register, source, part, stored.bad)
            attempt.rollback()
        stored.done += len(part)
    progress(stored.done, len(drafts), "trying")
    return stored


def _check_shift(
    connection: Connection, register: str, drafts: Sequence[Draft], despite_shift: bool, notes: list[str]
) -> None:
    read = _sample(register, drafts)
    compared, shift = find_shift(read, known_points(connection, register, list(read)))
    if compared < FEWEST and register != "place":
        # The codes are new; what is named like a place of the address book stands there.
        named = _sample("place", [draft for draft in drafts if draft.name])
        compared, shift = find_shift(named, known_points(connection, "place", list(named)))
    if shift is None:
        if compared < FEWEST:
            notes.append(because("list_unchecked"))
        return
    if not despite_shift:
        raise ImportRefused(because("shift_refused", shift=shift.told))
    notes.append(shift.told)


def _sample(register: str, drafts: Sequence[Draft]) -> Mapping[str, tuple[float, float]]:
    """Name (``register`` 'place') or code → point of rows spread over the list; names that stand twice say nothing."""
    step = max(1, len(drafts) // MOST_COMPARED + 1)
    points: dict[str, tuple[float, float]] = {}
    twice = set()
    for draft in drafts[::step]:
        key = draft.name if register == "place" else draft.code
        if isinstance(draft, PlaceDraft) and draft.street and draft.street not in draft.name:
            key = draft.street + draft.name
        if key in points:
            twice.add(key)
        points[key] = draft.position
    return {key: point for key, point in points.items() if key not in twice}


def _put_some(
    connection: Connection, register: str, source: str, part: Sequence[Draft], bad: list[BadRow]
) -> Put:
    """Store one part; a row that the database refuses is left out and told, the others are stored."""
    left = list(part)
    while left:
        try:
            with connection.begin_nested():
                if register == "place":
                    return put_places(connection, source, [one for one in left if isinstance(one, PlaceDraft)])
                if register == "component":
                    return put_components(connection, [one for one in left if isinstance(one, ComponentDraft)])
                return put_cameras(connection, [one for one in left if isinstance(one, CameraDraft)])
        except Refusal as refusal:
            item = refusal.detail.get("item")
            if refusal.code not in ("GR004", "GR010") or (item is None and len(left) > 1 and refusal.code != "GR010"):
                raise
            at = int(item) - 1 if item is not None else _refused_alone(connection, register, source, left)
            bad.append(BadRow(0, left[at].code, because(
                "server_refused", message=refusal.message, code=refusal.code, detail=refusal.detail)))
            del left[at]
    return Put()


def _refused_alone(connection: Connection, register: str, source: str, left: Sequence[Draft]) -> int:
    """Which of them the database refuses, when it did not say: each tried alone and taken back."""
    for at, draft in enumerate(left):
        attempt = connection.begin_nested()
        try:
            if isinstance(draft, PlaceDraft):
                put_places(connection, source, [draft])
            elif isinstance(draft, ComponentDraft):
                put_components(connection, [draft])
            else:
                put_cameras(connection, [draft])
        except Refusal:
            return at
        finally:
            if attempt.is_active:
                attempt.rollback()
    return 0
