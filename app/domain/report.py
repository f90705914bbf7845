"""A report before it is a case: what the desk takes down, checked before it is sent."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

SOURCES = ("hotline", "public", "patrol", "leader", "video", "department", "import")
LONGEST_DESCRIPTION = 20_000  # characters; the database refuses more (GR010)
LONGEST_LINE = 500            # characters of place, name, phone
MOST_FILES = 20               # files of one report
LARGEST_FILE = 20 * 1024 * 1024  # bytes, where the room has not said otherwise (setting largest_attachment)


# Marks that turn the reading direction round: nobody types them on purpose into a report.
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff"


def cleaned(text: str, *, keep_lines: bool = True) -> str:
    """``text`` without what no person typed: NUL, other control characters and direction overrides.

    Line breaks and tabs stay when ``keep_lines``; everything else a person may write stays as written.
    """
    kept = []
    for character in text.replace("\r\n", "\n").replace("\r", "\n"):
        if character in "\n\t":
            kept.append(character if keep_lines else " ")
        elif unicodedata.category(character) not in ("Cc", "Cs") and character not in _DIRECTIONS:
            kept.append(character)
    return "".join(kept).strip()


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What the desk knows of a report. ``request_id`` is made once, when the form opens."""

    request_id: UUID
    description: str
    source: str = "hotline"
    place: str = ""
    position: tuple[float, float] | None = None  # (longitude, latitude), CGCS2000/WGS-84
    minor_id: int | None = None
    urgency: str = "normal"                      # 'normal' | 'urgent'
    reporter_name: str = ""
    reporter_phone: str = ""
    keep_secret: bool = False
    origin: str = "desk"                         # 'desk', 'journal', 'import:<name>'
    original_id: str = ""
    original_at: datetime | None = None          # when it was taken down, if that is not now
    same_as: int | None = None                   # case id of a case that it is another report of

    def clean(self) -> ReportDraft:
        """The same draft without characters that nobody typed."""
        return replace(
            self,
            description=cleaned(self.description),
            place=cleaned(self.place, keep_lines=False),
            reporter_name=cleaned(self.reporter_name, keep_lines=False),
            reporter_phone=cleaned(self.reporter_phone, keep_lines=False),
        )

    def complaints(self) -> dict[str, str]:
        """Field → why it cannot be sent as it is ('empty', 'too_long', 'out_of_range'); empty when all is well."""
        found: dict[str, str] = {}
        if not cleaned(self.description):
            found["description"] = "empty"
        elif len(self.description) > LONGEST_DESCRIPTION:
            found["description"] = "too_long"
        for name in ("place", "reporter_name", "reporter_phone"):
            if len(getattr(self, name)) > LONGEST_LINE:
                found[name] = "too_long"
        if self.position is not None:
            longitude, latitude = self.position
            if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
                found["position"] = "out_of_range"
        return found


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A picture or document that belongs to a report before that is a case. ``file_id`` is its request id."""

    file_id: UUID
    file_name: str
    media_type: str
    data: bytes
    kind: str = "near"
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FileRefused:
    """A file that cannot go with a report: ``why`` is 'too_large', 'empty', 'too_many', 'folder' or 'unreadable'."""

    file_name: str
    why: str
    size: int = 0      # bytes
    limit: int = 0     # bytes, or files for 'too_many'
    told: str = ""     # the operating system's words


def why_refused(name: str, size: int, already: int, limit: int) -> FileRefused | None:
    """Why a file of ``size`` bytes cannot be the next one beside ``already`` others; None when it can."""
    if size == 0:
        return FileRefused(name, "empty")
    if size > limit:
        return FileRefused(name, "too_large", size, limit)
    if already >= MOST_FILES:
        return FileRefused(name, "too_many", size, MOST_FILES)
    return None
