"""Filed cases as examples of their classes, as far as this person may see them."""

from __future__ import annotations

from sqlalchemy import Connection, text

from app.domain.catalogue import FiledText


def class_examples(connection: Connection, per_class: int = 40) -> list[FiledText]:
    """The newest registered cases, at most ``per_class`` of each class, newest first.

    Empty for whoever neither takes cases down nor dispatches them.
    """
    rows = connection.execute(text("select minor_id, description from api.class_examples(:per_class)"),
                              {"per_class": per_class})
    return [FiledText(row.minor_id, row.description) for row in rows]
