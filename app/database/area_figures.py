"""What is known of one area in numbers, and everything that was ever put of it (34_area_figures.sql)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.area import AreaLevel
from app.domain.figure_sheet import FigureSheet, FigureStep


def read_figure_sheet(connection: Connection, area_id: int) -> FigureSheet:
    """Of the area of which ``area_id`` is a version. Raises Refusal GR005 when it stands no more, Unreachable."""
    with translated():
        told = connection.execute(text("select api.area_figure_sheet(:area_id)"), {"area_id": area_id}).scalar_one()
    steps = tuple(FigureStep(datetime.fromisoformat(one["at"]), one["by"], (one["old"] or {}).get("households"),
                             (one["old"] or {}).get("population"), one["new"]["households"], one["new"]["population"])
                  for one in told["steps"])
    return FigureSheet(
        AreaLevel(told["level"]), told["code"], told["name"], date.fromisoformat(told["today"]), told["households"],
        told["population"], date.fromisoformat(told["valid_from"]) if told["valid_from"] else None,
        told["source"] or "", date.fromisoformat(told["outdated_on"]) if told["outdated_on"] else None,
        told["below"][0], told["below"][1], steps)
