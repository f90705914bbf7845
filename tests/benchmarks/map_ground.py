"""The cells that the map is measured with: squares, or cells cut from a district's outline as the program cuts them.

``squares`` are 34,969 boxes. ``drawn`` are some 35,700 cells of the district that the benchmark ``cells`` draws.
``FILE#NAME`` are those of the feature with this ``name`` in a GeoJSON file (WGS-84), e.g. a real district.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely

from app.domain.area import MultiPolygon
from app.domain.area_pack import Outlined
from app.domain.map_figures import INDICATORS, AreaCounts, AreaFacts, Coloured, coloured
from app.imports.grid_cells import cut_cells
from app.imports.projection import outline_of
from tests.benchmarks.cells import drawn_district

SIDE, WEST, SOUTH, WIDE, HIGH = 187, 121.2, 28.4, 0.0018, 0.0016  # 34,969 squares
CODE, METRES = "999903", 100.0
SQUARES, DRAWN = "squares", "drawn"


@dataclass(frozen=True, slots=True)
class Ground:
    """Cells, and the middle of what is shown of them (longitude, latitude)."""

    cells: tuple[Outlined, ...]
    centre: tuple[float, float]

    def geojson(self) -> bytes:
        """The cells as Leaflet takes them, each with one of five colours."""
        return json.dumps({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"v": at * 7919 % 5},
             "geometry": {"type": "MultiPolygon", "coordinates": cell.outline}}
            for at, cell in enumerate(self.cells)]}).encode()

    def figures(self, turn: int) -> Coloured:
        """Counts that look random, others at each turn."""
        return coloured(INDICATORS[0], [(AreaCounts(open=(at * 7919 + turn * 31) % 50 + 1), AreaFacts(1e4))
                                        for at in range(len(self.cells))])


def ground(kind: str) -> Ground:
    """The cells of a kind; see above. Raises KeyError for a name that the file does not have."""
    if kind == SQUARES:
        return Ground(tuple(map(_square, range(SIDE * SIDE))), (WEST + SIDE * WIDE / 2, SOUTH + SIDE * HIGH / 2))
    return _cut(drawn_district() if kind == DRAWN else _from_file(*kind.rsplit("#", 1)))


def _square(at: int) -> Outlined:
    x, y = WEST + at % SIDE * WIDE, SOUTH + at // SIDE * HIGH
    ring = ((x, y), (x + WIDE, y), (x + WIDE, y + HIGH), (x, y + HIGH), (x, y))
    return Outlined(at, f"{at:06}", (x + WIDE / 2, y + HIGH / 2), ((ring,),))


def _cut(outline: MultiPolygon) -> Ground:
    plan = cut_cells(outline, CODE, size=METRES)
    cells = tuple(Outlined(at, cell.code[-6:], cell.centre, outline_of(cell.shape))
                  for at, cell in enumerate(plan.cells))
    west, south, east, north = shapely.total_bounds([cell.shape for cell in plan.cells])
    return Ground(cells, (float(west + east) / 2, float(south + north) / 2))


def _from_file(file: str, name: str) -> MultiPolygon:
    features: list[dict[str, Any]] = json.loads(Path(file).read_text("utf-8"))["features"]
    shapes = {one["properties"]["name"]: shapely.geometry.shape(one["geometry"]) for one in features}
    return outline_of(shapes[name])
