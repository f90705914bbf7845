"""Issuing a day's sheet and turning issued sheets into PDF: what the command and the page do, without a screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, Engine

from app.database import sheets
from app.database.failures_from_sql import translated
from app.domain.sheet import Sheet, SheetEntry
from app.paper.fonts import paper_fonts
from app.paper.sheet_pdf import sheet_pdf


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """An issued edition, ready to be shown, saved or printed."""

    sheet: Sheet
    pdf: bytes
    changed: frozenset[int]            # cases on it that changed after printing (印后变更)
    current: bool | None               # issuing it again would change nothing; None: another scope than one's own
    editions: tuple[SheetEntry, ...]   # everything issued for that day in this person's sight


@dataclass(frozen=True, slots=True)
class SheetState:
    """How an issued edition stands to the cases as they are now."""

    changed: frozenset[int]
    current: bool | None


class SheetDesk:
    """One person's way to the sheets; every call asks the server and may take a second. Safe from several threads.

    Each method raises Refusal, Unreachable, LoginRefused or NoPaperFont.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def issue(self, request_id: UUID, day: date) -> PrintedSheet:
        """Issue the sheet of ``day``; unchanged content is the same sheet and the same bytes."""
        with translated(), self._engine.begin() as connection:
            return self._printed(connection, sheets.issue_sheet(connection, request_id, day))

    def show(self, day: date, sheet_id: int | None = None) -> PrintedSheet | None:
        """The edition ``sheet_id``, else the newest of ``day``, without issuing anything; None: there is none.

        Where somebody sees the sheets of several scopes, the one of the widest scope comes first.
        """
        with translated(), self._engine.begin() as connection:
            if sheet_id is None:
                issued = sheets.sheets(connection, day)
                if not issued:
                    return None
                sheet_id = issued[0].sheet_id
            return self._printed(connection, sheets.read_sheet(connection, sheet_id))

    def state(self, sheet: Sheet) -> SheetState:
        """What has changed since ``sheet`` was issued, as of now."""
        with translated(), self._engine.begin() as connection:
            return SheetState(sheets.changed_after_print(connection, sheet.sheet_number, sheet.sequence),
                              sheets.is_current(connection, sheet.sheet_number, sheet.sequence))

    def today(self) -> date:
        """The room's day, by the server's clock."""
        with translated(), self._engine.begin() as connection:
            return sheets.room_day(connection)

    def _printed(self, connection: Connection, sheet: Sheet) -> PrintedSheet:
        return PrintedSheet(
            sheet=sheet,
            pdf=sheet_pdf(sheet, paper_fonts()),
            changed=sheets.changed_after_print(connection, sheet.sheet_number, sheet.sequence),
            current=sheets.is_current(connection, sheet.sheet_number, sheet.sequence),
            editions=tuple(sheets.sheets(connection, sheet.day)),
        )
