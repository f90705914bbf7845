"""Finds out that a file's coordinates are not in the system that was declared, by points that are known already.

GCJ-02 data declared as WGS-84 lies some 500 m beside the truth, still in the right district, and nobody sees it on a
list. Against a few known points the direction and length of the error give it away: a shift that fits one of the
published transformations (coordinates.py) and not zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from app.domain.import_reason import ImportReason, because
from app.imports.coordinates import ToDegrees, from_bd09, from_gcj02, to_bd09, to_gcj02

FEWEST = 3             # known points; fewer prove nothing
MOST_APART = 3_000.0   # metres; farther apart two places of one name are two places
NOTICEABLE = 60.0      # metres: surveyed lists agree to a few metres, doors and centres of estates to some ten
DEGREE = 111_320.0     # metres

# What happened → where a point that truly lies at xy would then be read.
FAULTS: dict[ImportReason, ToDegrees] = {
    because("gcj_as_degrees"): to_gcj02,
    because("bd_as_degrees"): to_bd09,
    because("degrees_as_gcj"): from_gcj02,
    because("degrees_as_bd"): from_bd09,
    because("bd_as_gcj"): lambda xy: from_gcj02(to_bd09(xy)),
    because("gcj_as_bd"): lambda xy: from_bd09(to_gcj02(xy)),
}


@dataclass(frozen=True, slots=True)
class Shift:
    """How far known points lie beside themselves. ``fault`` says which mistake fits; '' when none of them does."""

    points: int
    metres: float          # median distance
    fault: ImportReason | Literal[""]

    @property
    def told(self) -> ImportReason:
        """How far, and which mistake it was."""
        return because("shifted", points=self.points, metres=self.metres, fault=self.fault or because("shift_unknown"))

    def __str__(self) -> str:
        return self.told


def find_shift(
    read: Mapping[str, tuple[float, float]], known: Mapping[str, tuple[float, float]]
) -> tuple[int, Shift | None]:
    """(known points compared, the shift or None) for points by name, degrees (longitude, latitude), CGCS2000.

    Medians over all, so that some wrong pairs do not decide.
    """
    names = [name for name in read if name in known]
    if not names:
        return 0, None
    here = np.array([read[name] for name in names], dtype=float)
    truly = np.array([known[name] for name in names], dtype=float)
    apart = _metres(here, truly)
    here, truly, apart = (one[apart < MOST_APART] for one in (here, truly, apart))
    if len(apart) < FEWEST:
        return len(apart), None
    usual = float(np.median(apart))
    if usual < NOTICEABLE:
        return len(apart), None
    fits = {fault: float(np.median(_metres(here, shifted(truly)))) for fault, shifted in FAULTS.items()}
    best = min(fits, key=lambda fault: fits[fault])
    return len(apart), Shift(len(apart), usual, best if fits[best] < usual / 3 else "")


def _metres(one: Any, other: Any) -> Any:
    east = (one[:, 0] - other[:, 0]) * np.cos(np.radians((one[:, 1] + other[:, 1]) / 2))
    return DEGREE * np.hypot(east, one[:, 1] - other[:, 1])
