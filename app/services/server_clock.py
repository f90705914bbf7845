"""The server's time on this workstation: lights and clocks follow it, whatever the local clock says."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.database.server_time import ServerTime


class ServerClock:
    """Tells the server's time from one reading of it and the local monotonic clock.

    Whoever turns the local clock back moves nothing here. Times are aware, in the room's zone.
    """

    def __init__(self, zone: str = "Asia/Shanghai") -> None:
        self.zone = ZoneInfo(zone)
        self._at = datetime.now(UTC)
        self._read = time.monotonic()

    def set(self, reading: ServerTime) -> None:
        """Take a reading of the server's clock."""
        self._at, self._read, self.zone = reading.at, reading.read_at, ZoneInfo(reading.zone)

    def now(self) -> datetime:
        """The server's time now."""
        return (self._at + timedelta(seconds=time.monotonic() - self._read)).astimezone(self.zone)
