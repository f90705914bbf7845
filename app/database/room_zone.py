"""The room's time zone: in it are meant all times that come without one."""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection

from app.database.server_time import read_server_time
from app.domain.failures import Failure

CHINA = timezone(timedelta(hours=8))


def room_zone(connection: Connection) -> tzinfo:
    """The zone of the setting ``time_zone``. Raises Failure when this computer does not know it."""
    name = read_server_time(connection).zone
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError as error:
        if name == "Asia/Shanghai":  # Windows brings no zone table; China has had no summer time since 1991
            return CHINA
        raise Failure(f"this computer does not know the time zone {name}") from error
