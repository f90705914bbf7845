"""Alarms, what people do about them, and how many a desk has. The rules are in resources/sql/code/66_alarms.sql."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, text

from app.database.failures_from_sql import translated
from app.database.history import BrokenLink
from app.domain.alarm import Alarm, AlarmRate, Ring, order_of
from app.domain.shift import Shift


def read_alarms(connection: Connection) -> list[Alarm]:
    """All alarms of this person: unanswered and grave ones first, the oldest first."""
    rows = connection.execute(text(
        "select alarm_key, rule, priority, cause, of_rule, case_id, case_number, subject, place, department, since, "
        "state, acknowledged_at, acknowledged_by, shelved_until, shelved_by, reason from api.alarm_list"))
    return sorted((Alarm(*row) for row in rows), key=order_of)


def ring(connection: Connection) -> list[Ring]:
    """What is to be told to this person now; the server remembers that it was. The caller commits."""
    rows = connection.execute(text("select alarm_key, rule, priority, cause, sound, case_id, since, fresh, chatters, "
                                   "flood from api.ring_alarms()"))
    return [Ring(*row) for row in rows]


def acknowledge(connection: Connection, request_id: UUID, keys: Sequence[str]) -> int:
    """Somebody has seen them; returns how many it was new for. Raises Refusal GR005 when they are not this person's."""
    return _act(connection, "select api.acknowledge_alarms(:request, cast(:keys as text[]))", request_id, keys)


def shelve(connection: Connection, request_id: UUID, keys: Sequence[str], until: datetime, reason: str) -> int:
    """Off the list until then. Raises Refusal GR004 (until), GR010 (reason), GR005."""
    return _act(connection, "select api.shelve_alarms(:request, cast(:keys as text[]), :until, :reason)", request_id,
                keys, until=until, reason=reason)


def unshelve(connection: Connection, request_id: UUID, keys: Sequence[str]) -> int:
    """Back on the list before their time. Raises Refusal GR005."""
    return _act(connection, "select api.unshelve_alarms(:request, cast(:keys as text[]))", request_id, keys)


def _act(connection: Connection, words: str, request_id: UUID, keys: Sequence[str], **values: object) -> int:
    with translated():
        done: int = connection.execute(text(words), {"request": request_id, "keys": list(keys), **values}).scalar_one()
    return done


def read_rate(connection: Connection) -> list[AlarmRate]:
    """One's own rate of the last 8 hours, day and 30 days; for the chief and the administrator also the room's."""
    rows = connection.execute(text(
        "select scope, hours, operator_hours, alarms, per_hour, peak, flood_share, standing, top from api.alarm_rate "
        "order by scope, hours"))
    return [AlarmRate(
        row.scope, row.hours, float(row.operator_hours), row.alarms,
        None if row.per_hour is None else float(row.per_hour),
        row.peak, None if row.flood_share is None else float(row.flood_share), row.standing,
        tuple((one["rule"], one["alarms"]) for one in row.top)) for row in rows]


def record_history_check(connection: Connection) -> list[BrokenLink]:
    """Check the whole history and keep what is found, which makes it an alarm. Raises Refusal GR003."""
    with translated():
        rows = connection.execute(text("select case_id, case_number, seq, problem from api.record_history_check()"))
        return [BrokenLink(row.case_id, row.case_number, row.seq, row.problem) for row in rows]


def change_setting(connection: Connection, key: str, value: str) -> None:
    """Set one of ``alarm_rules`` and ``alarm_limits`` (JSON). Raises Refusal GR003, GR004."""
    with translated():
        connection.execute(text("select api.change_setting(:key, cast(:value as jsonb))"), {"key": key, "value": value})


def read_leader(connection: Connection) -> str:
    """The name of who leads the running shift by the roster (带班); '' where nobody does or one may not know."""
    return connection.execute(text(
        "select r.name from (select s.day, s.name from api.setting z, lateral (select clock_timestamp() at time zone"
        " (z.value #>> '{}') as at) n, lateral api.shifts_between(n.at::date - 1, n.at::date) s"
        " where z.key = 'time_zone' and s.day + s.starts <= n.at order by s.day + s.starts desc limit 1) running"
        " join api.roster r on (r.day, r.shift) = (running.day, running.name) and r.leads")).scalar() or ""


def read_shifts(connection: Connection) -> list[Shift]:
    """The shifts of the room today, in the order of the day."""
    rows = connection.execute(text("select name, starts from api.shifts_today()"))
    return [Shift(row.name, row.starts) for row in rows]
