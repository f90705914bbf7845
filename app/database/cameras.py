"""Cameras: where they look and whether they live (resources/sql/code/56).

The address of a stream holds a password and is written only, never read: what comes back is masked. All functions raise
Refusal (GR003 no right, GR004 value, GR005 not there or not visible) or Unreachable; the caller begins and commits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, text

from app.database.failures_from_sql import translated
from app.database.places import Put
from app.domain.place import Camera, CameraState

MOST_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class CameraDraft:
    """A camera as an import knows it; None: not known. '' as stream address leaves the known one as it is."""

    code: str
    name: str
    position: tuple[float, float]
    direction: float | None = None     # degrees from north, clockwise, below 360
    view_angle: float | None = None    # degrees, up to 360
    reach: float | None = None         # metres, up to 5,000
    stream_address: str = ""


def cameras(connection: Connection) -> list[Camera]:
    """Every camera that this person may see, by id."""
    with translated():
        rows = connection.execute(text("select * from api.camera_list order by gb_code"))
        return [_camera(row, masked_address=row.masked_address, area_path=row.area_path) for row in rows]


def camera(connection: Connection, camera_id: int) -> Camera | None:
    """One camera after it changed; None when it is gone or out of sight."""
    with translated():
        row = connection.execute(
            text("select * from api.camera_list where camera_id = :camera_id"), {"camera_id": camera_id}).one_or_none()
    return None if row is None else _camera(row, masked_address=row.masked_address, area_path=row.area_path)


def cameras_near(connection: Connection, longitude: float, latitude: float, most: int = 10) -> list[Camera]:
    """Cameras for a place (degrees, CGCS2000/WGS-84): those whose field of view covers it first, then the nearest."""
    with translated():
        rows = connection.execute(
            text("select * from api.cameras_near(:longitude, :latitude, :most)"),
            {"longitude": longitude, "latitude": latitude, "most": most},
        )
        return [_camera(row, metres=row.metres, covers=row.covers) for row in rows]


def tell_camera_state(
    connection: Connection, gb_code: str, state: CameraState, seen_at: datetime | None = None
) -> bool:
    """Tell what was seen of a camera; True when that is a change. An observation older than the known one is none."""
    with translated():
        return bool(connection.execute(
            text("select api.camera_state(:gb_code, :state, :seen_at)"),
            {"gb_code": gb_code, "state": str(state), "seen_at": seen_at}).scalar_one())


def put_cameras(connection: Connection, drafts: Sequence[CameraDraft]) -> Put:
    """Store cameras, known again by their id. Needs an administrator."""
    answer = Put()
    for start in range(0, len(drafts), MOST_AT_ONCE):
        elements = json.dumps([_element(draft) for draft in drafts[start : start + MOST_AT_ONCE]], ensure_ascii=False)
        with translated():
            row = connection.execute(
                text("select * from api.put_cameras(cast(:elements as jsonb))"), {"elements": elements}).one()
        answer += Put(row.added, row.changed, row.unchanged)
    return answer


def disable_cameras(connection: Connection, codes: Iterable[str]) -> int:
    """Switch cameras off that are no more; answers how many were on. Needs an administrator."""
    with translated():
        return int(connection.execute(text("select api.disable_cameras(:codes)"), {"codes": list(codes)}).scalar_one())


def _element(draft: CameraDraft) -> dict[str, Any]:
    element: dict[str, Any] = {
        "code": draft.code, "name": draft.name, "longitude": draft.position[0], "latitude": draft.position[1],
        "stream_address": draft.stream_address,
    }
    for name in ("direction", "view_angle", "reach"):
        value = getattr(draft, name)
        if value is not None:
            element[name] = value
    return element


def _camera(row: Row[Any], **more: Any) -> Camera:
    return Camera(
        row.camera_id, row.gb_code, row.name, (row.longitude, row.latitude), row.direction, row.view_angle, row.reach,
        CameraState(row.state), row.state_since, row.has_stream, **more,
    )
