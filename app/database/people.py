"""Who I am, the departments, and making persons (an act of the server's owner)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing

from psycopg2 import sql
from psycopg2.extensions import encrypt_password
from sqlalchemy import Connection, text

from app.domain.failures import Failure, Refusal
from app.domain.people import Department, Duty, Person


def who_am_i(connection: Connection) -> Person:
    """The person signed in on this connection.

    Raises Refusal GR007 when the login is no active person of this district.
    """
    row = connection.execute(text("select * from api.me")).one_or_none()
    if row is None:
        raise Refusal("GR007", "this login is not an active person here", {})
    known = {duty.value for duty in Duty}
    return Person(
        login=row.login,
        name=row.name,
        duties=frozenset(Duty(name) for name in row.duties if name in known),
        department_id=row.department_id,
        department=row.department or "",
        area_id=row.area_id,
        area=row.area or "",
    )


def departments(connection: Connection) -> list[Department]:
    """All departments, active ones first, by name."""
    rows = connection.execute(text("select department_id, code, name, active from api.department "
                                   "order by not active, code"))
    return [Department(row.department_id, row.code, row.name, row.active) for row in rows]


def create_person(
    owner_connection: Connection,
    login: str,
    password: str,
    name: str,
    duties: Iterable[Duty],
    department_code: str | None = None,
    area_id: int | None = None,
    connections: int | None = None,
) -> None:
    """Make (or bring up to date) a login role with its duties. The caller commits; needs the server's owner.

    Roles belong to the whole server, so a login that exists keeps its other databases. ``connections``: how many it may
    have at a time, so that one login cannot take them all; None: as before.
    """
    granted = [duty.value for duty in duties]
    with closing(owner_connection.connection.cursor()) as cursor:
        role = sql.Identifier(login)
        cursor.execute("select from pg_roles where rolname = %s", (login,))
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("create role {} login").format(role))
        cursor.execute("select pg_has_role(%s, 'gridroom_gateway', 'member')", (login,))
        if cursor.fetchone() == (True,):
            raise Failure(f"{login!r} is the login of a gateway, which is a program and never a person")
        # Only the SCRAM verifier travels: a statement may stand in the server's log or its statistics.
        verifier = encrypt_password(password, login, cursor.connection, "scram-sha-256")
        cursor.execute(sql.SQL("alter role {} login password {}").format(role, sql.Literal(verifier)))
        if connections is not None:
            cursor.execute(sql.SQL("alter role {} connection limit {}").format(role, sql.Literal(connections)))
        for duty in Duty:
            verb = sql.SQL("grant {} to {}" if duty.value in granted else "revoke {} from {}")
            cursor.execute(verb.format(sql.Identifier(duty.value), role))
        cursor.execute(sql.SQL("grant gridroom_person to {}").format(role))
    department_id = None
    if department_code is not None:
        department_id = owner_connection.execute(
            text("select department_id from gridroom.department where code = :code"), {"code": department_code}
        ).scalar_one()
    owner_connection.execute(
        text("insert into gridroom.person (login, name, department_id, area_id) "
             "values (:login, :name, :department_id, :area_id) on conflict (login) do update "
             "set name = excluded.name, department_id = excluded.department_id, area_id = excluded.area_id, "
             "active = true"),
        {"login": login, "name": name, "department_id": department_id, "area_id": area_id},
    )
