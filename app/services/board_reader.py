"""Reading the board, for worker threads: all of it, a beginning, or just what changed."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from app.database import cases
from app.database.failures_from_sql import translated
from app.database.server_time import ServerTime, read_server_time
from app.domain.case import Case, StageCount
from app.domain.failures import Unreachable


class BoardReader:
    """What one person may see. Every call waits for the server; each raises Unreachable when there is none."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader: Connection | None = None
        self._open = True

    def close(self) -> None:
        """Let go of the connection; for the end of a session."""
        self._open = False
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.invalidate()  # it goes for good; giving it back politely would fail on a line that was cut
            reader.close()

    def first(self, rows: int) -> tuple[list[Case], list[StageCount], ServerTime]:
        """The first ``rows`` cases by deadline, the counts, and the server's time of the reading."""
        with translated(), self._engine.begin() as connection:
            reading = read_server_time(connection)
            return cases.read_board(connection, rows), cases.stage_counts(connection), reading

    def everything(self) -> tuple[list[Case], ServerTime]:
        """All open cases in sight."""
        with translated(), self._engine.begin() as connection:
            reading = read_server_time(connection)
            return cases.read_board(connection), reading

    def changed(self, ids: list[int]) -> tuple[list[int], list[Case]]:
        """These ids, and those of them that are in sight and open.

        One statement on a connection kept for it: every round trip more would be felt on every screen.
        """
        reader, self._reader = self._reader, None  # whoever works with it has it alone
        if reader is not None:
            try:
                rows = self._read_on(reader, ids)
            except Unreachable:
                reader = None  # the kept one died; whether the server did, a fresh one tells
        if reader is None:
            with translated():
                reader = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            rows = self._read_on(reader, ids)
        if self._open:
            self._reader = reader
        else:
            reader.invalidate()
            reader.close()
        return ids, rows

    @staticmethod
    def _read_on(reader: Connection, ids: list[int]) -> list[Case]:
        try:
            with translated():
                return cases.read_board_cases(reader, ids)
        except BaseException:
            reader.invalidate()
            reader.close()
            raise

    def counts(self) -> tuple[list[StageCount], ServerTime]:
        """Open and overdue cases of each stage."""
        with translated(), self._engine.begin() as connection:
            reading = read_server_time(connection)
            return cases.stage_counts(connection), reading
