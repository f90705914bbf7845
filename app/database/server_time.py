"""What time it is at the server, with the delay of asking taken out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated


@dataclass(frozen=True, slots=True)
class ServerTime:
    """The server's clock showed ``at`` (aware) when the local ``time.monotonic()`` was ``read_at`` seconds."""

    at: datetime
    read_at: float
    zone: str                        # of the room, setting time_zone


def read_server_time(connection: Connection) -> ServerTime:
    """Read the server's clock. Raises Unreachable when the connection is gone."""
    with translated():
        before = time.monotonic()
        at, zone = connection.execute(
            text("select clock_timestamp(), (select value #>> '{}' from api.setting where key = 'time_zone')")).one()
        return ServerTime(at, (before + time.monotonic()) / 2, zone or "Asia/Shanghai")
