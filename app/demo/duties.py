"""The demo's table of duties: what the filing standard names, and a few rows of the district's own."""

from __future__ import annotations

from sqlalchemy import Connection

from app.database.dispatching import DutyRow, put_duty

# kind, major, minor, main unit, assisting units: by the codes of app.demo.accounts.
_OWN = (
    ("component", "01", "03", "SZ01", ("PS01",)),        # a rain grating: what is under it is the drains' concern
    ("component", "01", "37", "SZ01", ()),
    ("event", "01", "10", "HW01", ()),
    ("event", "01", "18", "YL01", ()),
    ("event", "01", "36", "ZF01", ("HW01",)),
    ("event", "04", "06", "ZF01", ("JD01",)),
)


def put_duties(connection: Connection) -> None:
    """Fill the table; ``connection`` is an administrator's."""
    from app.imports.duty_file import store_standard

    store_standard(connection)
    for kind, major, minor, main, assisting in _OWN:
        put_duty(connection, DutyRow(kind, major, minor, main, assisting, source="list"))
