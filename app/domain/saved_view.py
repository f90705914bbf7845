"""A way to look at the board that a person keeps under a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

LONGEST_NAME = 40  # characters; the database says so too (resources/sql/code/50_saved_views.sql)


@dataclass(frozen=True, slots=True)
class SavedView:
    """``content`` is plain JSON, made and read by ``widgets/view_content.py``; ``view_id`` 0 is not saved yet."""

    view_id: int
    name: str
    shared: bool = False
    for_duty: str = ""               # the duty whose people begin with it; shared views only
    content: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    changed_by: str = ""
    changed_at: datetime | None = None
    mine: bool = True
