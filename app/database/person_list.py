"""Everybody who may sign in, as the database's owner sees them."""

from __future__ import annotations

from sqlalchemy import Connection, text

from app.domain.people import Duty, Person


def list_people(owner_connection: Connection) -> list[Person]:
    """All active persons by login."""
    rows = owner_connection.execute(text(
        "select p.login, p.name, p.department_id, d.name as department, p.area_id, a.name as area, "
        "array(select r.rolname::text from pg_auth_members m join pg_roles r on r.oid = m.roleid "
        "      join pg_roles who on who.oid = m.member where who.rolname = p.login) as roles "
        "from gridroom.person p left join gridroom.department d using (department_id) "
        "left join gridroom.area a on a.area_id = p.area_id where p.active order by p.login"))
    known = {duty.value for duty in Duty}
    return [
        Person(row.login, row.name, frozenset(Duty(role) for role in row.roles if role in known),
               row.department_id, row.department or "", row.area_id, row.area or "")
        for row in rows
    ]


def department_codes(owner_connection: Connection) -> list[str]:
    """The codes of the active departments."""
    asked = owner_connection.execute(text("select code from gridroom.department where active order by code"))
    return list(asked.scalars())


def area_id_of(owner_connection: Connection, code: str) -> int | None:
    """The area that bears ``code`` today, or None."""
    return owner_connection.execute(
        text("select area_id from gridroom.area where code = :code and valid_to is null"), {"code": code}
    ).scalar_one_or_none()
