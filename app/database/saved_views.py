"""Saved views of the board. The rules are in resources/sql/code/50_saved_views.sql."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.domain.saved_view import SavedView


def read_views(connection: Connection) -> list[SavedView]:
    """One's own and the shared ones, by name, the own ones first."""
    rows = connection.execute(text("select * from api.saved_view_list order by shared, name, view_id"))
    return [SavedView(row.view_id, row.name, row.shared, row.for_duty, dict(row.content), row.version, row.changed_by,
                      row.changed_at, row.mine) for row in rows]


def save_view(connection: Connection, request_id: UUID, view: SavedView) -> int:
    """Keep a new view (``view_id`` 0) or a changed one; returns its id.

    Raises Refusal: GR001 changed meanwhile, GR003 may not share, GR004 name taken, GR010 bad name.
    """
    with translated():
        view_id: int = connection.execute(text(
            "select api.save_view(:request, cast(:view_id as bigint), :version, :name, cast(:content as jsonb), "
            ":shared, :for_duty)"), {
                "request": request_id, "view_id": view.view_id or None, "version": view.version, "name": view.name,
                "content": json.dumps(view.content, ensure_ascii=False), "shared": view.shared,
                "for_duty": view.for_duty}).scalar_one()
    return view_id


def remove_view(connection: Connection, request_id: UUID, view_id: int, version: int, *,
                restored: bool = False) -> int:
    """Take a view off the list, or put it back. Raises Refusal (GR001, GR003, GR004 when the name is taken, GR005)."""
    with translated():
        done: int = connection.execute(text("select api.remove_view(:request, :view_id, :version, :restored)"), {
            "request": request_id, "view_id": view_id, "version": version, "restored": restored}).scalar_one()
    return done
