"""The demo's river, lake and pond: drawn by us where no district lies."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from app.database.map_ground import WaterDraft, put_water
from app.resource_files import resource_path

SOURCE = "示范区水系"


def put_demo_water(connection: Connection) -> None:
    """Store it; asked twice it changes nothing. Needs an administrator."""
    drawn = json.loads(resource_path("demo", "water.geojson").read_text(encoding="utf-8"))["features"]
    put_water(connection, SOURCE, [
        WaterDraft(one["properties"]["code"], one["properties"]["name"], tuple(one["properties"]["centre"]),
                   one["geometry"]) for one in drawn])
