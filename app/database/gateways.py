"""Gateways of hand-held back ends: making one (an act of the server's owner) and saying for whom it may speak."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

from psycopg2 import sql
from psycopg2.extensions import encrypt_password
from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.database.server_time import read_server_time
from app.domain.failures import Failure


@dataclass(frozen=True, slots=True)
class Gateway:
    """A hand-held back end and the workers and vehicles on its list."""

    login: str
    name: str
    active: bool
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GatewayActivity:
    """What came through a gateway: its units, how many are on duty, when a position or a change of duty came last."""

    units: int
    on_duty: int
    last_heard: datetime | None
    positions_last_10_minutes: int


@dataclass(frozen=True, slots=True)
class ExpiredPositions:
    """What was removed on one local day because its time was over; whose it was, nothing tells."""

    day: date
    fixes: int                       # removed one by one
    months: tuple[str, ...]          # dropped whole and uncounted: '2026-08'
    since: datetime | None           # up to here it was gone before; None: from the beginning
    until: datetime                  # what is older is gone


def create_gateway(owner_connection: Connection, login: str, password: str, name: str) -> None:
    """Make (or bring up to date) the login of a gateway. The caller commits; needs the server's owner.

    Raises Failure when the login is a person's: a gateway is a program and may never be both.
    """
    taken = owner_connection.execute(
        text("select exists (select from gridroom.person where login = :login) or exists (select from pg_roles r "
             "where r.rolname = :login and pg_has_role(r.oid, 'gridroom_person', 'member'))"), {"login": login})
    if taken.scalar_one():
        raise Failure(f"{login!r} is the login of a person")
    with closing(owner_connection.connection.cursor()) as cursor:
        role = sql.Identifier(login)
        cursor.execute("select from pg_roles where rolname = %s", (login,))
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("create role {} login").format(role))
        verifier = encrypt_password(password, login, cursor.connection, "scram-sha-256")
        cursor.execute(sql.SQL("alter role {} login password {}").format(role, sql.Literal(verifier)))
        cursor.execute(sql.SQL("grant gridroom_gateway to {}").format(role))
    owner_connection.execute(
        text("insert into gridroom.gateway (login, name) values (:login, :name) on conflict (login) do update "
             "set name = excluded.name, active = true"), {"login": login, "name": name})


def set_gateway_list(connection: Connection, gateway: str, codes: Iterable[str]) -> int:
    """Logins of grid workers and codes of vehicles for whom the gateway may speak from now on; how many.

    For an administrator; the change is recorded. Raises Refusal GR003, GR004 (an unknown code), GR005.
    """
    with translated():
        count: int = connection.execute(text("select api.set_gateway_list(:gateway, :codes)"),
                                        {"gateway": gateway, "codes": list(codes)}).scalar_one()
    return count


def put_vehicle(
    connection: Connection, code: str, name: str, department_id: int | None = None, area_id: int | None = None,
    active: bool = True,
) -> None:
    """Make or change a vehicle; for an administrator. Raises Refusal GR003, GR004, GR010."""
    with translated():
        connection.execute(text("select api.put_vehicle(:code, :name, :department_id, :area_id, :active)"),
                           {"code": code, "name": name, "department_id": department_id, "area_id": area_id,
                            "active": active})


def set_gateway_active(connection: Connection, gateway: str, active: bool, reason: str) -> None:
    """Stop a gateway at its next call, or let it speak again. Raises Refusal GR003, GR005, GR010."""
    with translated():
        connection.execute(text("select api.set_gateway_active(:gateway, :active, :reason)"),
                           {"gateway": gateway, "active": active, "reason": reason})


def gateway_activity(connection: Connection) -> dict[str, GatewayActivity]:
    """How each gateway does, by login; empty for who may not see them."""
    rows = connection.execute(text("select * from api.gateway_activity()"))
    return {row.login: GatewayActivity(row.units, row.on_duty, row.last_heard, row.positions_last_10_minutes)
            for row in rows}


def list_gateways(connection: Connection) -> list[Gateway]:
    """All gateways with their lists, by login; empty for who may not see them."""
    rows = connection.execute(text(
        "select login, name, active, array_remove(array_agg(code order by code), null) as codes "
        "from api.gateway_list group by login, name, active order by login"))
    return [Gateway(row.login, row.name, row.active, tuple(row.codes)) for row in rows]


def expired_positions(connection: Connection, most: int = 60) -> list[ExpiredPositions]:
    """Removals by local day, the newest first; empty for who may not see them."""
    rows = connection.execute(text(
        "with removed as ("
        " select (e.at at time zone :zone)::date as day, sum(e.fixes)::bigint as fixes, max(e.kept_from) as until,"
        " coalesce(string_agg(nullif(array_to_string(e.months, ' '), ''), ' '), '') as months"
        " from api.position_expiry_list e group by 1) "
        "select *, lag(until) over (order by day) as since from removed order by day desc limit :most"),
        {"zone": read_server_time(connection).zone, "most": most})
    return [ExpiredPositions(row.day, row.fixes, tuple(f"{one[:4]}-{one[4:]}" for one in sorted({*row.months.split()})),
                             row.since, row.until) for row in rows]
