"""The demo district: an outline, streets and communities that we drew ourselves, cut into grid cells like any other.

It lies where no district is called so: two banks of a river that widens round an island.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection

from app.database.areas import AreaDraft, find_area, put_areas
from app.domain.area import AreaLevel
from app.imports.cell_store import plan_district, store_plan
from app.imports.problems import Progress, silent
from app.resource_files import resource_path

DISTRICT_CODE = "990099"             # GB/T 2260 gives no district a code that begins with 99
VALID_FROM = date(2026, 1, 1)
_UPPER = {AreaLevel.STREET: AreaLevel.DISTRICT, AreaLevel.COMMUNITY: AreaLevel.STREET}


def put_district(connection: Connection, progress: Progress = silent) -> None:
    """Store the drawn areas and the cells between them; asked twice it changes nothing. Needs an administrator."""
    drawn = json.loads(resource_path("demo", "district.geojson").read_text(encoding="utf-8"))["features"]
    put_areas(connection, [_draft(feature) for feature in drawn], VALID_FROM)
    district = find_area(connection, AreaLevel.DISTRICT, DISTRICT_CODE)
    if district is None:
        raise LookupError(f"district {DISTRICT_CODE} was stored and is not there")
    plan = plan_district(connection, district, progress=progress)
    store_plan(connection, plan, district, VALID_FROM, progress)


def _draft(feature: dict[str, Any]) -> AreaDraft:
    facts = feature["properties"]
    level = AreaLevel(facts["level"])
    longitude, latitude = facts["centre"]
    return AreaDraft(
        level, facts["code"], facts["name"], feature["geometry"], (longitude, latitude), facts["area_m2"],
        facts["parent_code"], _UPPER.get(level),
    )
