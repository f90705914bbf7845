"""Short ways to say what happens in the field: a gateway, workers on duty, and where they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text

from app.database.failures_from_sql import translated
from app.database.gateways import put_vehicle
from app.domain.people import Duty
from tests.database.clone import Clone

HERE = (121.3715, 28.5815)  # the middle of cell …005
GATEWAY = "pat"


def now() -> datetime:
    return datetime.now(UTC)


def furnish(database: Clone) -> Clone:
    """A gateway for two workers and a vehicle. ``second`` belongs to the duty grid; both on duty for three hours."""
    database.login("second", "网格员二号", [Duty.GRID_WORKER], area_code="Z01")
    with database.engine("administrator").begin() as connection:
        put_vehicle(connection, "JA1234", "巡查一号车", department_id=1)
    database.gateway(GATEWAY, ["worker", "second", "JA1234"])
    for worker in ("worker", "second"):
        duty(database, worker, True, now() - timedelta(hours=3))
    return database


def ask(database: Clone, login: str, statement: str, **values: Any) -> Any:
    """What one statement of ``login`` answers; refusals come as Refusal."""
    with database.engine(login).begin() as connection, translated():
        return connection.execute(text(statement), values).scalar_one_or_none()


def duty(database: Clone, worker: str, on_duty: bool, at: datetime, gateway: str = GATEWAY) -> bool:
    """A worker goes on duty or off; whether they are on duty after it."""
    return bool(ask(database, gateway, "select api.field_on_duty(:worker, :on_duty, :at)",
                    worker=worker, on_duty=on_duty, at=at))


def place(database: Clone, worker: str, position: tuple[float, float] = HERE, at: datetime | None = None,
          gateway: str = GATEWAY, **values: float) -> bool:
    """One fix; whether it was new."""
    more = "".join(f", {name} => :{name}" for name in values)
    return bool(ask(database, gateway, f"select api.field_position(:worker, :longitude, :latitude, :at{more})",
                    worker=worker, longitude=position[0], latitude=position[1], at=at or now(), **values))
