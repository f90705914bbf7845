"""Letting the cases of a demo begin in the past; only the owner of its database may.

A demo in which everything began this minute shows no deadline near or over. So the cases are made through the ordinary
functions by the demo's people first, and then, in the same transaction and before anybody works, :func:`move_times`
gives their steps the moments of the story and chains them anew. It is for demo data only: the setting ``demo`` says
so in the database, triggers forbid it to everybody but a superuser, and ``verify-history`` holds afterwards because
every hash is that of what is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, text

LONGEST_BACK = timedelta(days=60)
_GIVE_UP_BELOW = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class StepMoment:
    """When a step of a demo case is to have happened."""

    case_id: int
    seq: int
    at: datetime


class StepsMade:
    """Tells which steps came into being since it was last asked, in whatever case."""

    _APART = timedelta(seconds=20)

    def __init__(self, connection: Connection) -> None:
        self._connection, self._last = connection, 0

    def at(self, moment: datetime) -> list[StepMoment]:
        """The new steps, to have happened at ``moment``; of several in one case each a little later."""
        rows = self._connection.execute(text(
            "select step_id, case_id, seq from gridroom.case_step where step_id > :last order by step_id"),
            {"last": self._last}).all()
        first: dict[int, int] = {}
        made = []
        for row in rows:
            later = row.seq - first.setdefault(row.case_id, row.seq)
            made.append(StepMoment(row.case_id, row.seq, moment + later * self._APART))
        self._last = rows[-1].step_id if rows else self._last
        return made


def room_time(connection: Connection) -> tuple[datetime, str]:
    """(now by the server, name of the room's time zone)."""
    row = connection.execute(text("select clock_timestamp() as now, gridroom.time_zone() as zone")).one()
    return row.now, row.zone


def begun_before(connection: Connection, ends: datetime, limit_kind: str, limit_value: float, share: float) -> datetime:
    """The latest moment from which ``share`` of a limit has been counted at ``ends``; within 60 days."""
    wanted = share * _seconds(connection, limit_kind, limit_value)
    early, late = ends - LONGEST_BACK, ends
    while late - early > _GIVE_UP_BELOW:
        middle = early + (late - early) / 2
        counted = connection.execute(
            text("select extract(epoch from gridroom.counted_between(:starts, :ends, :kind))"),
            {"starts": middle, "ends": ends, "kind": limit_kind},
        ).scalar_one()
        early, late = (middle, late) if float(counted) >= wanted else (early, middle)
    return early


def counted_after(
    connection: Connection, starts: datetime, limit_kind: str, limit_value: float, share: float
) -> datetime:
    """The moment at which ``share`` of a limit that starts at ``starts`` has been counted."""
    seconds = share * _seconds(connection, limit_kind, limit_value)
    moment: datetime = connection.execute(
        text("select gridroom.add_counted(:starts, :kind, make_interval(secs => :seconds))"),
        {"starts": starts, "kind": limit_kind, "seconds": seconds},
    ).scalar_one()
    return moment


def _seconds(connection: Connection, limit_kind: str, limit_value: float) -> float:
    return float(connection.execute(
        text("select extract(epoch from gridroom.limit_interval(:kind, :value))"),
        {"kind": limit_kind, "value": limit_value},
    ).scalar_one())


@contextmanager
def numbers_of(connection: Connection, day: date) -> Iterator[None]:
    """Cases made within the block are numbered as on ``day``, and today's count begins anew after it."""
    was = connection.execute(text("select value from gridroom.setting where key = 'case_number'")).scalar_one()
    pattern = was["pattern"]
    for token, words in (("{YYYY}", f"{day:%Y}"), ("{YY}", f"{day:%y}"), ("{MM}", f"{day:%m}"), ("{DD}", f"{day:%d}")):
        pattern = pattern.replace(token, words)
    set_pattern = text("update gridroom.setting set value = jsonb_build_object('pattern', cast(:pattern as text))"
                       " where key = 'case_number'")
    connection.execute(set_pattern, {"pattern": pattern})
    yield
    connection.execute(set_pattern, {"pattern": was["pattern"]})
    connection.execute(
        text("update gridroom.number_counter set day = :day where scope = 'case'"
             " and day = gridroom.now_local()::date and day <> :day"), {"day": day})


def move_times(connection: Connection, moments: Sequence[StepMoment]) -> None:
    """Give every step of the cases in ``moments`` its moment, with all that follows from it; superuser only.

    Raises ValueError unless each step of each of these cases has one.
    """
    connection.execute(text(_MOMENTS), {
        "case_ids": [moment.case_id for moment in moments],
        "seqs": [moment.seq for moment in moments],
        "moments": [moment.at for moment in moments],
    })
    twice = len({(moment.case_id, moment.seq) for moment in moments}) != len(moments)
    if twice or connection.execute(text(_WITHOUT_MOMENT)).scalar_one():
        raise ValueError("every step of a demo case needs one moment")
    connection.execute(text("set local session_replication_role = replica"))  # the append-only triggers
    for statement in (_MOVE_CASES, _MOVE_CLOCKS, _MOVE_PAUSES, _MOVE_ATTACHMENTS, _MOVE_REQUESTS, _DROP_PAPERS,
                      _MOVE_THE_REST, _CHAIN_ANEW):
        connection.exec_driver_sql(statement)
    connection.execute(text("set local session_replication_role = origin"))
    connection.exec_driver_sql(_SHOW_CLOCKS)


_MOMENTS = """
create temporary table demo_moment on commit drop as
select s.step_id, s.case_id, s.seq, s.at as was, m.at as now_is
from unnest(cast(:case_ids as bigint[]), cast(:seqs as integer[]), cast(:moments as timestamptz[]))
    as m(case_id, seq, at)
join gridroom.case_step s using (case_id, seq)"""

_WITHOUT_MOMENT = """
select exists (select from gridroom.case_step s
               where s.case_id in (select case_id from demo_moment)
                 and not exists (select from demo_moment m where m.step_id = s.step_id))"""

# Every time of a case is that of one of its steps; only the first look of a department is not a step of its own.
_MOVE_CASES = """
with moved as (
    select c.case_id,
           min(m.now_is) as reported_at,
           max(m.now_is) filter (where m.was = c.registered_at) as registered_at,
           max(m.now_is) filter (where m.was = c.dispatched_at) as dispatched_at,
           max(m.now_is) filter (where m.was = c.accepted_at) as accepted_at,
           max(m.now_is) filter (where m.was = c.handled_at) as handled_at,
           max(m.now_is) filter (where m.was = c.verified_at) as verified_at,
           max(m.now_is) filter (where m.was = c.closed_at) as closed_at
    from gridroom.case_file c join demo_moment m using (case_id) group by c.case_id)
update gridroom.case_file c
set reported_at = moved.reported_at, registered_at = moved.registered_at, dispatched_at = moved.dispatched_at,
    accepted_at = moved.accepted_at, handled_at = moved.handled_at, verified_at = moved.verified_at,
    closed_at = moved.closed_at,
    opened_at = case when c.opened_at is not null
                     then coalesce(moved.dispatched_at + (moved.accepted_at - moved.dispatched_at) / 2,
                                   moved.dispatched_at + interval '1 minute') end
from moved where moved.case_id = c.case_id"""

_MOVE_CLOCKS = """
update gridroom.case_clock c
set started_at = (select now_is from demo_moment m where m.case_id = c.case_id and m.was = c.started_at),
    stopped_at = (select now_is from demo_moment m where m.case_id = c.case_id and m.was = c.stopped_at)
where c.case_id in (select case_id from demo_moment)"""

_MOVE_PAUSES = """
update gridroom.clock_pause p
set paused_at = (select now_is from demo_moment m where m.case_id = c.case_id and m.was = p.paused_at),
    resumed_at = (select now_is from demo_moment m where m.case_id = c.case_id and m.was = p.resumed_at)
from gridroom.case_clock c
where c.clock_id = p.clock_id and c.case_id in (select case_id from demo_moment)"""

_MOVE_ATTACHMENTS = """
update gridroom.attachment a set added_at = m.now_is
from demo_moment m join gridroom.case_step s using (step_id)
where a.attachment_id = (s.detail ->> 'attachment_id')::bigint and a.case_id = s.case_id and s.action = 'attach'"""

_MOVE_REQUESTS = """
update gridroom.request r set at = m.now_is, answer = r.answer || jsonb_build_object('at', m.now_is)
from demo_moment m join gridroom.case_step s using (step_id) where r.request_id = s.request_id"""

# A paper says when: those of moved steps are made anew, from the history, by whoever prints them first.
_DROP_PAPERS = """
delete from gridroom.paper where case_id in (select case_id from demo_moment);
update gridroom.case_step s set detail = s.detail - 'papers' from demo_moment m
where m.step_id = s.step_id and s.detail ? 'papers'"""

# Whatever else belongs to a case and was written with a step: orders, units, requests, receipts, call-backs. What
# is due later stays as it is: it is wanted in the demo's future.
_MOVE_THE_REST = """
do $$
declare
    held record;
begin
    for held in
        select c.table_name, c.column_name from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
        join information_schema.columns k using (table_schema, table_name)
        where c.table_schema = 'gridroom' and t.table_type = 'BASE TABLE' and c.data_type = 'timestamp with time zone'
          and k.column_name = 'case_id'
          and c.table_name not in ('case_file', 'case_clock', 'case_step', 'attachment', 'request')
    loop
        execute 'update gridroom.' || quote_ident(held.table_name) || ' t set ' || quote_ident(held.column_name)
                || ' = m.now_is from demo_moment m where m.case_id = t.case_id and m.was = t.'
                || quote_ident(held.column_name);
    end loop;
end $$"""

_CHAIN_ANEW = """
do $$
declare
    step gridroom.case_step;
    before bytea;
begin
    for step in select s.* from gridroom.case_step s join demo_moment m using (step_id) order by s.case_id, s.seq loop
        step.at := (select now_is from demo_moment m where m.step_id = step.step_id);
        step.previous_hash := case when step.seq > 1 then before end;
        step.hash := gridroom.step_hash(step);
        update gridroom.case_step s set at = step.at, previous_hash = step.previous_hash, hash = step.hash
        where s.step_id = step.step_id;
        update gridroom.case_file c set last_hash = step.hash where c.case_id = step.case_id;
        before := step.hash;
    end loop;
end $$"""

# Only of stopped clocks and of the one that runs: one that waits, paused, has no due time to show.
_SHOW_CLOCKS = """
do $$
begin
    perform gridroom.show_clock(clock_id) from gridroom.case_clock
    where stopped_at is not null and case_id in (select case_id from demo_moment);
    update gridroom.case_clock set was_overdue = stopped_at >= due_at
    where stopped_at is not null and case_id in (select case_id from demo_moment);
    perform gridroom.show_clock(f.clock_id) from gridroom.case_file f
    where f.clock_id is not null and f.case_id in (select case_id from demo_moment);
end $$"""
