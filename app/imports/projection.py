"""Degrees to metres around one place, and outlines between their three shapes: tuples, shapely, GeoJSON.

Degrees are CGCS2000/WGS-84 (longitude, latitude). Metres are a transverse Mercator on the CGCS2000 ellipsoid whose
central meridian runs through the place, or beside it, so that areas within 40 km are true to 0.005 %.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pyproj
import shapely

from app.domain.area import MultiPolygon

DECIMALS = 9               # of a degree: a tenth of a millimetre
CHORD_DEGREES = 0.002      # a straight line in degrees bends in metres; cut this short, by less than a millimetre


class LocalProjection:
    """Degrees ↔ metres around one longitude."""

    def __init__(self, longitude: float) -> None:
        self._projection = pyproj.Proj(proj="tmerc", lat_0=0, lon_0=longitude, k=1, x_0=500_000, y_0=0, ellps="GRS80")

    @classmethod
    def around(cls, geometry: Any) -> LocalProjection:
        """The projection whose meridian runs within 5 km of the middle of ``geometry`` (degrees)."""
        west, _, east, _ = shapely.bounds(geometry)
        return cls._at_tenth(round((west + east) * 5))

    @classmethod
    @lru_cache(maxsize=64)
    def _at_tenth(cls, tenths: int) -> LocalProjection:
        """Meridians stand at tenths of a degree, so that thousands of neighbours share one."""
        return cls(tenths / 10)

    def to_metres(self, geometry: Any) -> Any:
        """A geometry, or an array of them, from degrees to metres."""
        return shapely.transform(geometry, lambda xy: np.column_stack(self._projection(xy[:, 0], xy[:, 1])))

    def to_degrees(self, geometry: Any) -> Any:
        """A geometry, or an array of them, from metres to degrees, rounded to :data:`DECIMALS`."""

        def back(xy: Any) -> Any:
            return np.round(np.column_stack(self._projection(xy[:, 0], xy[:, 1], inverse=True)), DECIMALS)

        return shapely.transform(geometry, back)


def shape_of(outline: MultiPolygon) -> Any:
    """Plain rings as a shapely geometry."""
    return shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in outline])


def outline_of(shape: Any) -> MultiPolygon:
    """A shapely Polygon or MultiPolygon as plain rings."""
    return tuple(
        tuple(tuple((float(x), float(y)) for x, y in ring.coords) for ring in (part.exterior, *part.interiors))
        for part in shapely.get_parts(shape)
    )


def geojson_of(shapes: Sequence[Any]) -> list[dict[str, Any]]:
    """Shapely geometries (degrees) as GeoJSON geometries."""
    return [json.loads(words) for words in shapely.to_geojson(np.asarray(shapes, dtype=object))]
