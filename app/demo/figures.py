"""Households and population of the demo district: drawn by lot for each duty grid, the same every time."""

from __future__ import annotations

from random import Random

from sqlalchemy import Connection

from app.database.areas import areas
from app.database.map_areas import FiguresDraft, put_area_figures
from app.demo.district import VALID_FROM
from app.domain.area import AreaLevel

SOURCE = "示范区户数"


def put_demo_figures(connection: Connection) -> None:
    """Store them; asked twice it changes nothing. Needs an administrator."""
    drafts = []
    for grid in areas(connection, AreaLevel.DUTY_GRID):
        lot = Random(grid.code)  # 300 to 500 households are what a duty grid is cut for
        households = lot.randint(240, 560)
        drafts.append(FiguresDraft(grid.level, grid.code, households, round(households * lot.uniform(2.2, 3.0))))
    put_area_figures(connection, SOURCE, drafts, VALID_FROM)
