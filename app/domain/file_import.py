"""An import from a file, as the desk asks for it and as it is told afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.domain.area import AreaLevel
from app.domain.failures import Failure
from app.domain.place import PlaceKind


class ImportKind(StrEnum):
    """What a file holds."""

    AREA = "area"
    PLACE = "place"
    COMPONENT = "component"
    CAMERA = "camera"


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """A file and what a person states of it. ``columns``: field → heading, for those that are not found by themselves.

    ``crs`` '' is what the file says; ``reason`` lets faults of borders stand, under the person's name.
    """

    kind: ImportKind
    path: Path
    crs: str = ""
    encoding: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    codes: tuple[tuple[str, str], ...] = ()     # name → code, for areas of a file without codes
    level: AreaLevel | None = None
    place_kind: PlaceKind | None = None
    repair: bool = False
    despite_shift: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is seen to hold before anything is asked. ``columns``: field → heading, '' where none was found."""

    rows: int
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    system: str = ""                       # '': the file does not say
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One row or feature that cannot be used. ``where`` and ``why`` are ImportReasons wherever a reason is known."""

    where: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class ImportAccount:
    """What an import did, or would do when it was only tried (``stored`` False).

    ``done`` of ``total`` rows were gone through; ``refusal`` is why it went no further. ``faults`` are faults of
    borders; ``acceptable`` says whether a reason lets them stand.
    """

    stored: bool = False
    total: int = 0
    done: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    acceptable: bool = False
    stopped: bool = False
    refusal: Failure | None = None
    report: str = ""                       # path of the file with all that was left out


@dataclass(frozen=True, slots=True)
class PastImport:
    """One line of the record: when, who, what, from which list, and what came of it."""

    at: datetime
    by: str
    kind: ImportKind
    source: str
    detail: Mapping[str, Any]
