"""What of a file stands already: an outline as it is stored stays the same to the byte, and in its outer area.

An outline comes back from another program with its rings begun at another corner, turned round or rounded. Such a thing
is no change; without this it would open a version of every area, and by place a grid could even change its community.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import shapely
from sqlalchemy import Connection, text

from app.database.areas import AreaDraft, rings_of
from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel
from app.imports.projection import shape_of

SAME_WITHIN = 1e-7   # degrees, about a centimetre: what seven decimals leave
AT_ONCE = 2_000      # outlines read in one go: some megabytes
STANDING = text("""
    select a.code, a.provisional, coalesce(p.code, '') as parent_code, p.level as parent_level, o.outline
    from api.area a join api.area_outline o using (area_id) left join api.area p on p.area_id = a.parent_id
    where a.valid_to is null and a.level = :level and a.code = any(:codes)""")


class _Standing(NamedTuple):
    provisional: bool
    parent_code: str
    parent_level: AreaLevel | None
    outline: dict[str, Any]


def as_standing(connection: Connection, drafts: Sequence[AreaDraft]) -> list[AreaDraft]:
    """The drafts in their order; where the outline is the one that stands, it is given back as it is stored, under the
    outer area that it has unless the draft names another. What was drawn anew is no longer provisional."""
    return [_settled(draft, standing) for draft, standing in _with_standing(connection, drafts)]


def _settled(draft: AreaDraft, standing: _Standing | None) -> AreaDraft:
    if standing is None:
        return draft
    if not _same(shape_of(rings_of(draft.outline)), shape_of(rings_of(standing.outline))):
        return replace(draft, provisional=False)
    draft = replace(draft, outline=standing.outline, provisional=draft.provisional and standing.provisional)
    if draft.parent_code in ("", standing.parent_code):
        draft = replace(draft, parent_code=standing.parent_code, parent_level=standing.parent_level)
    return draft


def _same(one: Any, other: Any) -> bool:
    if shapely.equals_exact(shapely.normalize(one), shapely.normalize(other), SAME_WITHIN):
        return True
    # Rounding can let a ring begin at another corner even when it is put in order; only such outlines come this far.
    if shapely.get_num_coordinates(one) != shapely.get_num_coordinates(other):
        return False
    if abs(shapely.bounds(one) - shapely.bounds(other)).max() > SAME_WITHIN:
        return False
    return bool(shapely.hausdorff_distance(shapely.boundary(one), shapely.boundary(other)) <= SAME_WITHIN)


def _with_standing(
    connection: Connection, drafts: Sequence[AreaDraft]
) -> Iterator[tuple[AreaDraft, _Standing | None]]:
    for start in range(0, len(drafts), AT_ONCE):
        some = drafts[start : start + AT_ONCE]
        known: dict[tuple[AreaLevel, str], _Standing] = {}
        for level in {draft.level for draft in some}:
            codes = [draft.code for draft in some if draft.level == level]
            with translated():
                for row in connection.execute(STANDING, {"level": level, "codes": codes}):
                    inside = AreaLevel(row.parent_level) if row.parent_level else None
                    known[level, row.code] = _Standing(row.provisional, row.parent_code, inside, row.outline)
        for draft in some:
            yield draft, known.get((draft.level, draft.code))
