"""Reading the board, for worker threads: all of it, a beginning, or just what changed."""

from __future__ import annotations

from sqlalchemy import Engine

from app.database import cases
from app.database.failures_from_sql import translated
from app.database.server_time import ServerTime, read_server_time
from app.domain.case import Case, StageCount


class BoardReader:
    """What one person may see. Every call waits for the server; each raises Unreachable when there is none."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

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
        """These ids, and those of them that are in sight and open."""
        with translated(), self._engine.connect() as connection:
            return ids, cases.read_board_cases(connection, ids)

    def counts(self) -> tuple[list[StageCount], ServerTime]:
        """Open and overdue cases of each stage."""
        with translated(), self._engine.begin() as connection:
            reading = read_server_time(connection)
            return cases.stage_counts(connection), reading
