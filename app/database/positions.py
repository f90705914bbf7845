"""Positions of people and vehicles: live dots, tracks, patrols, who is nearest (rules: code/50_positions.sql)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.position import Fix, LivePosition, NearbyUnit, PatrolDay, TrackReading, UnitKind, WalkedCell


def live_positions(connection: Connection, since: datetime | None = None) -> list[LivePosition]:
    """Those on duty; with ``since`` what changed from then on, those gone off duty too.

    Ask with the newest ``changed_at`` less some seconds: two transactions may become visible in another order than
    their times. Notices come at most twice a second and the last before a silence may not, so also ask every half
    minute.
    """
    rows = connection.execute(text("select * from api.live_positions_since(:since)"), {"since": since})
    return [
        LivePosition(row.unit_id, UnitKind(row.kind), row.code, row.name, row.department, row.area,
                     None if row.longitude is None else (row.longitude, row.latitude), row.at, row.accuracy, row.speed,
                     row.heading, row.battery, row.stale, row.on_duty, row.changed_at)
        for row in rows]


def nearest_on_duty(
    connection: Connection, longitude: float, latitude: float, n: int = 5, kind: UnitKind = UnitKind.WORKER,
    own_grid_first: bool = True,
) -> list[NearbyUnit]:
    """At most ``n`` on duty, those of the place's own duty grid first, then by distance in metres.

    Raises Refusal GR003 for who sends nobody, GR004.
    """
    with translated():
        rows = connection.execute(
            text("select * from api.nearest_on_duty(:longitude, :latitude, :n, :kind, :own_grid_first)"),
            {"longitude": longitude, "latitude": latitude, "n": n, "kind": kind.value,
             "own_grid_first": own_grid_first}).all()
    return [NearbyUnit(row.unit_id, row.code, row.name, row.area, row.metres, row.at, row.stale, row.own_grid,
                       (row.stands_at_longitude, row.stands_at_latitude)) for row in rows]


def track(connection: Connection, worker: str, starts: datetime, ends: datetime, reason: str) -> list[Fix]:
    """Where ``worker`` (login, or code of a vehicle) went. The first call only records the reading with its reason and
    answers nothing; in the next transaction, within ten minutes, the same call tells. One's own track is told at once.

    Raises Refusal GR003, GR004, GR005, GR010.
    """
    with translated():
        rows = connection.execute(text("select * from api.track(:worker, :starts, :ends, :reason)"),
                                  {"worker": worker, "starts": starts, "ends": ends, "reason": reason}).all()
    return [Fix(row.at, (row.longitude, row.latitude), row.accuracy, row.speed, row.heading, row.cell_code)
            for row in rows]


def track_readings(connection: Connection) -> list[TrackReading]:
    """Who read whose track, newest first; for the auditor and the duty chief, nobody else sees a row."""
    rows = connection.execute(text("select * from api.track_reading_list order by reading_id desc"))
    return [TrackReading(row.reading_id, row.at, row.by_name, row.name, row.what, row.starts, row.ends, row.reason)
            for row in rows]


def patrol_coverage(
    connection: Connection, day: date, area_id: int | None = None, worker: str = ""
) -> list[PatrolDay]:
    """Each worker's patrols of a local day, of one area or one worker. Raises Refusal GR003, GR005."""
    with translated():
        rows = connection.execute(text("select * from api.patrol_coverage(:day, :area_id, :worker)"),
                                  {"day": day, "area_id": area_id, "worker": worker}).all()
    return [PatrolDay(*row) for row in rows]


def cells_walked(connection: Connection, day: date, area_id: int | None = None) -> list[WalkedCell]:
    """The cells of an area that were walked on a day, by whoever it was. Raises Refusal GR003."""
    with translated():
        rows = connection.execute(text("select * from api.cells_walked(:day, :area_id)"),
                                  {"day": day, "area_id": area_id}).all()
    return [WalkedCell(row.cell_id, row.cell_code, row.minutes) for row in rows]


def cells_of_worker(connection: Connection, worker: str, day: date, reason: str) -> list[WalkedCell]:
    """The cells that a named worker walked; recorded, and told, like a track. Raises Refusal GR003, GR005, GR010."""
    with translated():
        rows = connection.execute(text("select * from api.cells_of_worker(:worker, :day, :reason)"),
                                  {"worker": worker, "day": day, "reason": reason}).all()
    return [WalkedCell(row.cell_id, row.cell_code, row.minutes) for row in rows]


def tend_positions(connection: Connection) -> bool:
    """Remove what may not be kept any longer, at most once an hour; whether this call did it. Ask at any time."""
    with translated():
        tended: bool = connection.execute(text("select api.tend_positions()")).scalar_one()
    return tended
