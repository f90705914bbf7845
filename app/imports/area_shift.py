"""Whether outlines lie beside where their areas are known: GCJ-02 that was declared as WGS-84 (shift_check.py)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

from app.database.areas import AreaDraft
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel
from app.imports.problems import ImportRefused
from app.imports.shift_check import FEWEST, find_shift

MOST_COMPARED = 5_000
KNOWN = text("select code, longitude, latitude from api.area where valid_to is null and level = :level"
             " and longitude is not null and code = any(:codes)")


def check_area_shift(connection: Connection, level: AreaLevel, drafts: Sequence[AreaDraft], *,
                     despite_shift: bool) -> list[str]:
    """Notes about it. Raises ImportRefused when every outline moved as one of the published shifts moves it, unless
    ``despite_shift``. Needs three areas that are known by their code; fewer prove nothing."""
    step = max(1, len(drafts) // MOST_COMPARED)
    read = {draft.code: draft.centre for draft in drafts[::step]}
    with translated():
        rows = connection.execute(KNOWN, {"level": level, "codes": list(read)})
        known = {row.code: (row.longitude, row.latitude) for row in rows}
    compared, shift = find_shift(read, known)
    if shift is None:
        return [] if compared >= FEWEST else [
            f"the coordinate system of level {level.value} could not be checked: too few areas are known by code"]
    if shift.fault and not despite_shift:
        raise ImportRefused(f"{shift}. Nothing was stored; --despite-shift stores it as declared")
    return [str(shift)]
