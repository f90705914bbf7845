"""Cases that a report may be about already, each with its reasons; and reports that are part of another case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known of a report while it is taken down. ``position`` is (longitude, latitude), CGCS2000/WGS-84."""

    position: tuple[float, float] | None = None
    minor_id: int | None = None
    place: str = ""
    description: str = ""
    reporter_phone: str = ""

    def tells_anything(self) -> bool:
        """Whether there is something to compare at all."""
        return self.position is not None or len(self.reporter_phone) >= 7 or len(self.place + self.description) >= 5


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """One that it may be, the likeliest first. Out of this person's sight (``case_id`` None) there are its number, its
    state and its department, and no word more."""

    case_id: int | None
    case_number: str
    state: str                       # CaseState value
    stage: str                       # Stage value
    department: str
    version: int | None
    subcategory: str
    summary: str
    place: str
    reported_at: datetime | None
    ended_at: datetime | None        # it was closed or rejected a short while ago
    deadline_at: datetime | None
    near_at: datetime | None
    paused_remaining: timedelta | None
    report_count: int                # reports that are part of it already
    metres: float | None             # how far away; None: that is no reason
    same_class: bool
    same_caller: bool
    alike: float | None              # of its words, 0…1; None: that is no reason

    @property
    def is_open(self) -> bool:
        """Whether a report can still become part of it."""
        return self.stage != "ended"


@dataclass(frozen=True, slots=True)
class MergedReport:
    """A report that is part of another case; its caller is owed a call of their own when that one has ended."""

    case_id: int
    case_number: str
    version: int
    reported_at: datetime
    source: str
    summary: str
    reporter_name: str               # masked
    reporter_phone: str              # masked
    merged_at: datetime | None
    merged_by: str


@dataclass(frozen=True, slots=True)
class Merging:
    """How a case stands to others: the reports in it, as far as this person sees them, or the case it is part of."""

    report_count: int = 0
    main_case_id: int | None = None
    main_case_number: str = ""
    reports: tuple[MergedReport, ...] = ()


NOT_MERGED = Merging()
