"""The catalogue as stored: classes with their filing conditions (docs/trade.md §2), and the puts that change it."""

from __future__ import annotations

import json
from enum import StrEnum
from itertools import groupby

from sqlalchemy import Connection, text

from app.domain.catalogue import FilingCondition, LimitKind, Subcategory


class Put(StrEnum):
    """What a put did; the words are those of resources/sql/code/35_catalogue.sql."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def subcategories(connection: Connection, *, disabled: bool = False) -> list[Subcategory]:
    """All minor classes with their filing conditions in order of codes, components first.

    Switched-off classes and conditions are left out unless ``disabled``.
    """
    rows = connection.execute(
        text(
            "select * from api.catalogue where :disabled or not disabled"
            " order by kind, major_code, code, minor_id, seq"
        ),
        {"disabled": disabled},
    )
    found = []
    for _, group in groupby(rows, key=lambda row: row.minor_id):
        of_minor = list(group)
        minor = of_minor[0]
        conditions = tuple(
            FilingCondition(
                condition_id=row.condition_id,
                minor_id=row.minor_id,
                seq=row.seq,
                condition=row.condition,
                limit_kind=LimitKind(row.limit_kind),
                limit_value=float(row.limit_value),
                closing_condition=row.closing_condition,
                responsible_units=row.responsible_units,
            )
            for row in of_minor
            if row.condition_id is not None and (disabled or not row.condition_disabled)
        )
        found.append(
            Subcategory(
                minor_id=minor.minor_id,
                kind=minor.kind,
                major_code=minor.major_code,
                category=minor.major_name,
                code=minor.code,
                name=minor.name,
                disabled=minor.disabled,
                conditions=conditions,
            )
        )
    return found


def put_major(connection: Connection, kind: str, code: str, name: str, *, disabled: bool = False) -> Put:
    """Make or change a major class (大类); switched off, it takes its minors along. Administrators only (GR003)."""
    return _put(connection, "put_major", kind=kind, code=code, name=name, disabled=disabled)


def put_minor(
    connection: Connection, kind: str, major_code: str, code: str, name: str, *, disabled: bool = False
) -> Put:
    """Make or change a minor class (小类). Administrators only (GR003); GR005 without its major class."""
    return _put(connection, "put_minor", kind=kind, major_code=major_code, code=code, name=name, disabled=disabled)


def put_condition(
    connection: Connection,
    kind: str,
    major_code: str,
    minor_code: str,
    seq: int,
    condition: str,
    limit_kind: LimitKind,
    limit_value: float,
    closing_condition: str,
    responsible_units: str = "",
    *,
    disabled: bool = False,
) -> Put:
    """Make or change filing condition ``seq`` of a minor class; cases registered before keep their old limit.

    Administrators only (GR003); raises Refusal GR004 or GR010 for a value that cannot stand, GR005 without the class.
    """
    return _put(
        connection, "put_condition", kind=kind, major_code=major_code, minor_code=minor_code, seq=seq,
        condition=condition, limit_kind=limit_kind.value, limit_value=limit_value,
        closing_condition=closing_condition, responsible_units=responsible_units, disabled=disabled,
    )


_PUTS = {
    "put_major": text("select api.put_major(:kind, :code, :name, :disabled)"),
    "put_minor": text("select api.put_minor(:kind, :major_code, :code, :name, :disabled)"),
    "put_condition": text(
        "select api.put_condition(:kind, :major_code, :minor_code, :seq, :condition, :limit_kind, :limit_value,"
        " :closing_condition, :responsible_units, :disabled)"
    ),
}


def _put(connection: Connection, function: str, **values: object) -> Put:
    return Put(connection.execute(_PUTS[function], values).scalar_one())


def setting(connection: Connection, key: str) -> object:
    """One of the city's settings, None for an unknown key."""
    return connection.execute(text("select value from api.setting where key = :key"), {"key": key}).scalar_one_or_none()


def change_setting(connection: Connection, key: str, value: object) -> int:
    """Change one of the city's settings; returns how many running deadlines moved. Administrators only (GR003).

    Raises Refusal GR004 for a value that some function could not work with, GR005 for an unknown key.
    """
    moved: int = connection.execute(
        text("select api.change_setting(:key, cast(:value as jsonb))"), {"key": key, "value": json.dumps(value)}
    ).scalar_one()
    return moved
