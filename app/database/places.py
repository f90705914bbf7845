"""The address book and the register of components (resources/sql/code/50…54).

Coordinates are (longitude, latitude) in degrees, CGCS2000/WGS-84. All functions raise Refusal (GR003 no right, GR004
value) or Unreachable; the caller begins and commits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, text

from app.database.failures_from_sql import translated
from app.domain.file_import import ImportKind, PastImport
from app.domain.place import Component, FoundPlace, PlaceAt, PlaceKind

MOST_AT_ONCE = 2_000  # elements in one call: some hundred kilobytes of JSON


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A place as an import knows it. ``line`` is a street's middle line; ``locator`` the number on a lamp post."""

    code: str
    kind: PlaceKind
    name: str
    position: tuple[float, float]
    street: str = ""
    locator: str = ""
    aliases: tuple[str, ...] = ()
    line: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentDraft:
    """A component as an import knows it; ``department`` its department's code, ``class_code`` major and minor."""

    code: str
    class_code: str
    position: tuple[float, float]
    name: str = ""
    owner: str = ""
    department: str = ""
    state: str = "intact"
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """How many elements an import added, changed and left as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Put) -> Put:
        return Put(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


def find_place(
    connection: Connection, words: str, near: tuple[float, float] | None = None, most: int = 10
) -> list[FoundPlace]:
    """Places for words as they are typed, the best first; between equals the one nearer to ``near`` wins."""
    point = None if near is None else f"({near[0]!r},{near[1]!r})"
    with translated():
        rows = connection.execute(
            text("select * from api.find_place(:words, cast(:near as point), :most)"),
            {"words": words.replace("\0", " "), "near": point, "most": most},
        )
        return [
            FoundPlace(row.origin, row.place_id, row.kind, row.name, (row.longitude, row.latitude), row.cell_id,
                       row.cell_code, row.community, row.street, row.area_path, row.cases, row.metres, row.score,
                       row.why)
            for row in rows
        ]


def place_at(connection: Connection, longitude: float, latitude: float) -> PlaceAt:
    """The nearest address, lamp post and road of a point, and its areas. Raises Refusal GR004 for no place on Earth."""
    with translated():
        row = connection.execute(
            text("select * from api.place_at(:longitude, :latitude)"), {"longitude": longitude, "latitude": latitude}
        ).one()
    return PlaceAt(
        row.place_id, row.kind, row.address, row.metres, row.bearing, row.lamp_post, row.lamp_post_metres, row.road,
        row.cell_id, row.cell_code, row.duty_grid, row.community, row.street, row.district, row.area_path,
    )


def put_places(connection: Connection, source: str, drafts: Sequence[PlaceDraft]) -> Put:
    """Store places of one list, known again by their code. Needs an administrator."""
    answer = Put()
    for start in range(0, len(drafts), MOST_AT_ONCE):
        elements = json.dumps([_place(draft) for draft in drafts[start : start + MOST_AT_ONCE]], ensure_ascii=False)
        answer += _put(connection, "select * from api.put_places(:source, cast(:elements as jsonb))",
                       {"source": source, "elements": elements})
    return answer


def place_codes(connection: Connection, source: str) -> set[str]:
    """The codes of a list that are switched on. Needs an administrator."""
    with translated():
        return set(connection.execute(text("select api.place_codes(:source)"), {"source": source}).scalars())


def disable_places(connection: Connection, source: str, codes: Iterable[str]) -> int:
    """Switch places off that are no more; answers how many were on. Needs an administrator."""
    with translated():
        return int(connection.execute(
            text("select api.disable_places(:source, :codes)"), {"source": source, "codes": list(codes)}).scalar_one())


def known_points(connection: Connection, register: str, keys: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Where things of these names (components: codes) are known to stand; at most 5,000. Needs an administrator."""
    with translated():
        rows = connection.execute(
            text("select * from api.known_points(:register, :keys)"), {"register": register, "keys": list(keys)})
        return {row.key: (row.longitude, row.latitude) for row in rows}


def record_import(connection: Connection, register: str, source: str, detail: dict[str, Any]) -> None:
    """Leave the line that every import leaves: what ('area', 'place', 'component', 'camera') and what came of it."""
    with translated():
        connection.execute(
            text("select api.record_import(:register, :source, cast(:detail as jsonb))"),
            {"register": register, "source": source, "detail": json.dumps(detail, ensure_ascii=False)})


def past_imports(connection: Connection, most: int = 50) -> list[PastImport]:
    """The newest imports. Needs an administrator."""
    with translated():
        rows = connection.execute(text("select * from api.imports(:most)"), {"most": most})
        return [PastImport(row.at, row.by_name, ImportKind(row.register), row.source, row.detail) for row in rows]


def put_components(connection: Connection, drafts: Sequence[ComponentDraft]) -> Put:
    """Store components, known again by their code. Needs an administrator."""
    answer = Put()
    for start in range(0, len(drafts), MOST_AT_ONCE):
        elements = json.dumps([_component(draft) for draft in drafts[start : start + MOST_AT_ONCE]], ensure_ascii=False)
        answer += _put(connection, "select * from api.put_components(cast(:elements as jsonb))", {"elements": elements})
    return answer


def components_near(
    connection: Connection, longitude: float, latitude: float, most: int = 10, class_code: str | None = None
) -> list[Component]:
    """The components nearest to a point, of one class (then within 2 km) or of all, the nearest first."""
    with translated():
        rows = connection.execute(
            text("select * from api.components_near(:longitude, :latitude, :most, :class_code)"),
            {"longitude": longitude, "latitude": latitude, "most": most, "class_code": class_code},
        )
        return [_found_component(row, row.metres) for row in rows]


def component_of(connection: Connection, code: str) -> Component | None:
    """The component of that code (部件标识码), or None."""
    with translated():
        row = connection.execute(text("select * from api.component_of(:code)"), {"code": code}).one_or_none()
    return None if row is None else _found_component(row, None)


def _put(connection: Connection, statement: str, values: dict[str, Any]) -> Put:
    with translated():
        row = connection.execute(text(statement), values).one()
    return Put(row.added, row.changed, row.unchanged)


def _place(draft: PlaceDraft) -> dict[str, Any]:
    element: dict[str, Any] = {
        "code": draft.code, "kind": draft.kind, "name": draft.name, "street": draft.street, "locator": draft.locator,
        "aliases": list(draft.aliases), "longitude": draft.position[0], "latitude": draft.position[1],
    }
    if draft.line:
        element["line"] = [list(point) for point in draft.line]
    return element


def _component(draft: ComponentDraft) -> dict[str, Any]:
    element: dict[str, Any] = {
        "code": draft.code, "class_code": draft.class_code, "name": draft.name, "owner": draft.owner,
        "department": draft.department, "state": draft.state, "longitude": draft.position[0],
        "latitude": draft.position[1],
    }
    if draft.changed_on is not None:
        element["changed_on"] = draft.changed_on.isoformat()
    return element


def _found_component(row: Row[Any], metres: float | None) -> Component:
    return Component(
        row.component_id, row.code, row.class_code, row.class_name, row.name, (row.longitude, row.latitude), metres,
        row.owner, row.department, row.state, row.changed_on,
    )
