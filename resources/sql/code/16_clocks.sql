-- The clocks of a case and their pause ledger (docs/decisions/0009). When a clock is due is always computed again from
-- case_clock and clock_pause by the rules of 15_deadlines.sql; what case_file shows is a copy of it.
set role gridroom_owner;

-- Counted time that a clock has used up to `at`, its pauses left out.
create or replace function gridroom.clock_used(wanted bigint, at timestamptz)
returns interval language sql stable set search_path = gridroom, public, pg_temp as $$
    select coalesce(sum(counted_between(s.starts, least(s.ends, at), s.limit_kind)), interval '0')
    from (
        select c.limit_kind, c.started_at as starts, coalesce(min(p.paused_at), at) as ends
        from case_clock c left join clock_pause p using (clock_id) where c.clock_id = wanted
        group by c.clock_id
        union all
        select c.limit_kind, p.resumed_at, coalesce(lead(p.paused_at) over (order by p.paused_at), at)
        from case_clock c join clock_pause p using (clock_id) where c.clock_id = wanted
    ) s
    where s.starts is not null
$$;

-- When the clock has counted `counted`, by its own kind of limit or by another; null when it is paused before that.
drop function if exists gridroom.clock_reaches(bigint, interval);
create or replace function gridroom.clock_reaches(wanted bigint, counted interval, counted_as text default null)
returns timestamptz language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    clock case_clock;
    pause clock_pause;
    starts timestamptz;
    used interval;
begin
    select * into clock from case_clock where clock_id = wanted;
    clock.limit_kind := coalesce(counted_as, clock.limit_kind);
    starts := clock.started_at;
    for pause in select * from clock_pause where clock_id = wanted order by paused_at loop
        used := counted_between(starts, pause.paused_at, clock.limit_kind);
        exit when used >= counted;  -- reached before this pause
        if pause.resumed_at is null then
            return null;
        end if;
        counted := counted - used;
        starts := pause.resumed_at;
    end loop;
    return add_counted(starts, clock.limit_kind, counted);
end $$;

-- What the clock is to count: its limit, and once more for every extension.
create or replace function gridroom.clock_limit(c gridroom.case_clock)
returns interval language sql stable set search_path = gridroom, public, pg_temp as $$
    select limit_interval(c.limit_kind, c.limit_value) * (1 + c.added_limits)
$$;

-- When the clock is due, from its ledger; null while it is paused.
create or replace function gridroom.clock_due(wanted bigint)
returns timestamptz language sql stable set search_path = gridroom, public, pg_temp as $$
    select clock_reaches(c.clock_id, clock_limit(c))
    from case_clock c
    where c.clock_id = wanted
      and not exists (select from clock_pause p where p.clock_id = c.clock_id and p.resumed_at is null)
$$;

-- Writes what the ledger says to the clock and, while it runs, to its case; true when that changed anything.
create or replace function gridroom.show_clock(wanted bigint)
returns boolean language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    clock case_clock;
    paused_since timestamptz;
    counted interval;
    due timestamptz;
    near timestamptz;
    remaining interval;
    changed boolean;
begin
    select * into clock from case_clock where clock_id = wanted;
    select paused_at into paused_since from clock_pause where clock_id = wanted and resumed_at is null;
    counted := clock_limit(clock);
    if paused_since is null then
        due := clock_reaches(wanted, counted);
        near := clock_reaches(wanted, counted * 0.75);
    else
        remaining := counted - clock_used(wanted, paused_since);  -- negative: it was overdue already
    end if;
    update case_clock set due_at = due where clock_id = wanted and due_at is distinct from due;
    changed := found;
    if clock.stopped_at is null then
        update case_file f
        set clock_id = wanted, deadline_at = due, near_at = near, paused_remaining = remaining
        where f.case_id = clock.case_id
          and (f.clock_id, f.deadline_at, f.near_at, f.paused_remaining) is distinct from (wanted, due, near, remaining);
        changed := changed or found;
        if clock.name = 'handle' then
            perform plan_card(clock.case_id);
        end if;
    end if;
    return changed;
end $$;

create or replace function gridroom.stop_clock(wanted bigint, at timestamptz)
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    clock case_clock;
begin
    select * into clock from case_clock where clock_id = wanted for update;
    if clock.clock_id is null or clock.stopped_at is not null then
        return;
    end if;
    update clock_pause set resumed_at = greatest(at, paused_at) where clock_id = wanted and resumed_at is null;
    clock.due_at := clock_due(wanted);
    update case_clock
    set stopped_at = at, due_at = clock.due_at, was_overdue = at >= clock.due_at  -- as the board's light has it
    where clock_id = wanted;
    update case_file set clock_id = null, deadline_at = null, near_at = null, paused_remaining = null
    where case_id = clock.case_id and clock_id = wanted;
end $$;

-- A case has one running clock at most: starting one stops the one that ran. A paused one waits (handling waits while
-- the work is judged, and goes on with rework).
create or replace function gridroom.start_clock(of_case bigint, clock_name text, limit_kind text, limit_value numeric,
                                                at timestamptz)
returns bigint language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    started bigint;
begin
    perform stop_clock(c.clock_id, at) from case_clock c
    where c.case_id = of_case and c.stopped_at is null
      and not exists (select from clock_pause p where p.clock_id = c.clock_id and p.resumed_at is null);
    insert into case_clock (case_id, name, limit_kind, limit_value, started_at)
    values (of_case, clock_name, limit_kind, limit_value, at)
    returning clock_id into started;
    perform show_clock(started);
    return started;
end $$;

create or replace function gridroom.pause_clock(wanted bigint, at timestamptz, until timestamptz, reason text)
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    clock case_clock;
begin
    select * into clock from case_clock where clock_id = wanted for update;
    if clock.clock_id is null or clock.stopped_at is not null
       or exists (select from clock_pause p where p.clock_id = wanted and p.resumed_at is null) then
        perform refuse('GR002', 'this clock does not run', jsonb_build_object('state', 'paused', 'action', 'suspend'));
    end if;
    if at < clock.started_at or exists (select from clock_pause p where p.clock_id = wanted and p.resumed_at > at)
       or until <= at then
        perform refuse('GR004', 'a pause lies after what was counted before, and ends after it began',
                       jsonb_build_object('field', 'until', 'why', 'out_of_range'));
    end if;
    insert into clock_pause as p (clock_id, paused_at, until, reason)
    values (wanted, at, pause_clock.until, pause_clock.reason)
    on conflict (clock_id, paused_at) do update  -- paused and resumed within one transaction: no time was lost
    set resumed_at = null, until = excluded.until, reason = excluded.reason;
    perform show_clock(wanted);
end $$;

create or replace function gridroom.resume_clock(wanted bigint, at timestamptz)
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
begin
    update clock_pause set resumed_at = greatest(at, paused_at) where clock_id = wanted and resumed_at is null;
    if not found then
        perform refuse('GR002', 'this clock is not paused', jsonb_build_object('state', 'running', 'action', 'resume'));
    end if;
    perform show_clock(wanted);
end $$;

-- Gives the clock its limit once more.
create or replace function gridroom.extend_clock(wanted bigint)
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
begin
    update case_clock set added_limits = added_limits + 1 where clock_id = wanted and stopped_at is null;
    perform show_clock(wanted);
end $$;

-- Due and near times of many clocks that never paused, in one pass: office time from the first start on as one scale of
-- microseconds, on which every clock is two look-ups. The same rule as add_counted, which a test holds it to. A clock whose
-- time is not reached within half a year and three times the longest limit has no row here.
create or replace function gridroom.office_dues(clocks bigint[])
returns table (clock_id bigint, due timestamptz, near timestamptz)
language plpgsql stable set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    zone text := time_zone();
    first_day date;
    last_day date;
    opens timestamptz[];
    closes timestamptz[];
    untils bigint[];       -- office time at the close of each window, counted from the first
    lengths bigint[];
begin
    select (min(c.started_at) at time zone zone)::date,
           (max(c.started_at) at time zone zone)::date + 180
               + 3 * ceil(max(extract(epoch from clock_limit(c)))
                          / (select sum(extract(epoch from h.ends - h.starts)) from office_hours h))::integer
    into first_day, last_day
    from case_clock c where c.clock_id = any (clocks);
    select array_agg(w.opens order by w.opens), array_agg(w.closes order by w.opens),
           array_agg(w.until order by w.opens), array_agg(w.length order by w.opens)
    into opens, closes, untils, lengths
    from (
        select o.opens, o.closes, l.length, sum(l.length) over (order by o.opens)::bigint as until
        from office_windows(first_day, last_day, zone) o,
             lateral (select (extract(epoch from o.closes - o.opens) * 1000000)::bigint as length) l
    ) w;
    return query
        with started as (
            select c.clock_id, coalesce(untils[w.at] - lengths[w.at], 0)
                   + coalesce(least(lengths[w.at], (extract(epoch from c.started_at - opens[w.at]) * 1000000)::bigint), 0) as used,
                   (extract(epoch from clock_limit(c)) * 1000000)::bigint as counted
            from case_clock c, lateral (select width_bucket(c.started_at, opens) as at) w
            where c.clock_id = any (clocks)
        ), wanted as (
            select s.clock_id, s.used + s.counted as due_mark, s.used + (s.counted * 3) / 4 as near_mark from started s
        )
        select w.clock_id, closes[d.at] - (untils[d.at] - w.due_mark) * interval '1 microsecond',
               closes[n.at] - (untils[n.at] - w.near_mark) * interval '1 microsecond'
        from wanted w,
             -- the first window that ends at the mark or later
             lateral (select width_bucket(w.due_mark - 1, untils) + 1 as at) d,
             lateral (select width_bucket(w.near_mark - 1, untils) + 1 as at) n
        where d.at <= cardinality(untils);
end $$;

reset role;

-- After a change of calendar, office hours or hours a day: every running or paused clock shows its ledger again.
-- A change of some days only touches clocks that had started by the last and were not due before the first of them.
-- Looks across areas, so it belongs to gridroom_across. Returns how many clocks changed.
create or replace function gridroom.recompute_deadlines(first_day date default null, last_day date default null)
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    zone text := time_zone();
    affected bigint[];
    straight bigint[];
    changed integer := 0;
    others integer;
begin
    select coalesce(array_agg(locked.clock_id), '{}') into affected
    from (
        select f.clock_id from case_file f join case_clock c using (clock_id)
        where c.limit_kind in ('work_hour', 'work_day')
          and (first_day is null or c.due_at is null or c.due_at >= first_day::timestamp at time zone zone)
          and (last_day is null or c.started_at < (last_day + 1)::timestamp at time zone zone)
        order by f.case_id for no key update of f  -- in one order, so that two such runs wait instead of deadlocking
    ) locked;
    select coalesce(array_agg(d.clock_id), '{}') into straight
    from unnest(affected) d(clock_id) where not exists (select from clock_pause p where p.clock_id = d.clock_id);
    if cardinality(straight) > 0 and exists (select from office_hours) then
        with dues as (
            select * from office_dues(straight)
        ), clocks as (
            update case_clock c set due_at = d.due from dues d
            where c.clock_id = d.clock_id and c.due_at is distinct from d.due returning c.clock_id
        ), files as (
            update case_file f set deadline_at = d.due, near_at = d.near from dues d
            where f.clock_id = d.clock_id and (f.deadline_at, f.near_at) is distinct from (d.due, d.near) returning f.clock_id
        )
        select (select count(*) from (select clock_id from clocks union select clock_id from files) u),
               array(select unnest(straight) except select clock_id from dues)
        into changed, straight;
    end if;
    -- The rest one by one: with pauses, or out of reach, which add_counted refuses in words.
    select count(*) filter (where show_clock(r.clock_id)) into others
    from unnest(affected) r(clock_id)
    where r.clock_id = any (straight) or exists (select from clock_pause p where p.clock_id = r.clock_id);
    perform plan_card(c.case_id) from case_clock c where c.clock_id = any (affected) and c.name = 'handle';
    return changed + others;
end $$;
drop function if exists gridroom.recompute_deadlines(date);
alter function gridroom.recompute_deadlines(date, date) owner to gridroom_across;
revoke all on function gridroom.recompute_deadlines(date, date) from public;
grant execute on function gridroom.recompute_deadlines(date, date) to gridroom_owner;
