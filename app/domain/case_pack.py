"""Open cases as one block of bytes for the map's page (resources/map/case_layer.js).

Little endian: ``GRC1``, uint32 n, then float64 longitude, latitude [2 n] (degrees), float64 deadline[n], float64
near[n] (milliseconds since 1970, NaN: none), int32 case id[n], uint8 stage[n] (its place in the closed loop, 0…5) and
uint8 marks[n]: 1 urgent, 2 and 4 the gravest card (0 none … 3 red), 8 its clock is paused, 16 imported.
"""

from __future__ import annotations

import math
import struct
import sys
from array import array
from collections.abc import Iterable
from datetime import datetime

from app.domain.case import Case, Stage
from app.domain.supervision import Card

MAGIC = b"GRC1"
STAGES = {stage: at for at, stage in enumerate(Stage)}
_CARDS = {None: 0, Card.REMINDER: 1, Card.YELLOW: 2, Card.RED: 3}

# case id, longitude, latitude, deadline, near, stage, marks; the last but one and two in milliseconds or None.
CaseRow = tuple[int, float, float, float | None, float | None, int, int]


def case_row(case: Case) -> CaseRow | None:
    """One case as the page takes it; None when nobody knows where it is."""
    if case.position is None:
        return None
    marks = ((case.urgency == "urgent") | _CARDS[case.card] << 1 | (case.paused_remaining is not None) << 3
             | case.imported << 4)
    return (case.case_id, *case.position, milliseconds(case.deadline_at), milliseconds(case.near_at),
            STAGES[case.stage], marks)


def milliseconds(at: datetime | None) -> float | None:
    """Milliseconds since 1970."""
    return None if at is None else at.timestamp() * 1000


def pack_cases(cases: Iterable[Case]) -> tuple[bytes, int]:
    """The bytes and how many cases are in them; call it on a worker thread."""
    rows = [row for row in map(case_row, cases) if row is not None]
    places = array("d", (degree for row in rows for degree in row[1:3]))
    deadlines = array("d", (math.nan if row[3] is None else row[3] for row in rows))
    near = array("d", (math.nan if row[4] is None else row[4] for row in rows))
    ids = array("i", (row[0] for row in rows))
    return (MAGIC + struct.pack("<I", len(rows)) + b"".join(map(_little, (places, deadlines, near)))
            + _little(ids) + bytes(row[5] for row in rows) + bytes(row[6] for row in rows)), len(rows)


def _little(part: array[float] | array[int]) -> bytes:
    if sys.byteorder == "big":
        part.byteswap()
    return part.tobytes()
