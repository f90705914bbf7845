-- Deadlines (docs/trade.md §1.4). Counted time is what a limit counts: every second for urgent_hour and natural_day,
-- office hours on workdays for work_hour and work_day (1 work_day = setting hours_per_work_day office hours).
-- Intervals of counted time hold hours and seconds only, never days, so adding one never depends on a time zone.
-- The clocks that run by it: 16_clocks.sql.
set role gridroom_owner;

create or replace function gridroom.is_office_time(limit_kind text)
returns boolean language plpgsql immutable set search_path = gridroom, public, pg_temp as $$
begin
    if limit_kind in ('work_hour', 'work_day') then
        return true;
    elsif limit_kind in ('urgent_hour', 'natural_day') then
        return false;
    end if;
    perform refuse('GR004', format('there is no limit kind %s', coalesce(limit_kind, 'null')),
                   jsonb_build_object('field', 'limit_kind', 'why', 'unknown'));
end $$;

-- Counted time of a limit. Up to ten years of hours: beyond that somebody mistyped.
create or replace function gridroom.limit_interval(limit_kind text, limit_value numeric)
returns interval language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    hours numeric := limit_value;
begin
    if limit_value is null or not (limit_value > 0 and limit_value <= 87840) then  -- also NaN and infinity
        perform refuse('GR004', 'a limit must be more than nothing and less than ten years',
                       jsonb_build_object('field', 'limit_value', 'why', 'out_of_range'));
    end if;
    if limit_kind = 'work_day' then
        hours := limit_value * coalesce((setting_value('hours_per_work_day') #>> '{}')::numeric, 8);
    elsif limit_kind = 'natural_day' then
        hours := limit_value * 24;
    else
        perform is_office_time(limit_kind);  -- refuses what is no kind at all
    end if;
    if not (hours > 0 and hours <= 87840) then
        perform refuse('GR004', 'a limit must be more than nothing and less than ten years',
                       jsonb_build_object('field', 'limit_value', 'why', 'out_of_range'));
    end if;
    return make_interval(secs => (hours * 3600)::double precision);
end $$;

-- Office hours of the workdays from first_day to last_day. A day that the calendar does not know is a workday from
-- Monday to Friday. Set-returning and without settings of its own, so that the planner can inline it.
create or replace function gridroom.office_windows(first_day date, last_day date, zone text)
returns table (opens timestamptz, closes timestamptz) language sql stable as $$
    select (d.day + o.starts) at time zone zone, (d.day + o.ends) at time zone zone
    from (select first_day + n as day from generate_series(0, last_day - first_day) n) d
    left join gridroom.calendar_day c on c.day = d.day
    cross join gridroom.office_hours o
    where coalesce(c.is_workday, extract(isodow from d.day) < 6)
$$;

-- The first moment at which `counted` has been counted since `started`. Work that would end at 12:00 is due at 12:00,
-- not when the office opens again. Refused when half a year and three times the limit's days are not enough: then the
-- calendar or the office hours are wrong, and no loop may run after a workday that never comes.
create or replace function gridroom.add_counted(started timestamptz, limit_kind text, counted interval)
returns timestamptz language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    seconds numeric := extract(epoch from counted);
    seconds_a_day numeric;
    days_needed integer;
    zone text;
    from_day date;
    to_day date;
    last_day date;
    counted_here numeric;
    due timestamptz;
begin
    if (isfinite(started) and seconds >= 0) is not true then
        perform refuse('GR004', 'counted time starts at a moment and runs forward',
                       jsonb_build_object('field', 'started', 'why', 'out_of_range'));
    end if;
    if not is_office_time(limit_kind) then
        return started + make_interval(secs => seconds::double precision);
    end if;
    if seconds = 0 then
        return started;
    end if;
    select sum(extract(epoch from ends - starts)) into seconds_a_day from office_hours;
    if seconds_a_day is null then
        perform refuse('GR004', 'no office hours are set', jsonb_build_object('field', 'office_hours', 'why', 'empty'));
    end if;
    days_needed := ceil(seconds / seconds_a_day);
    zone := time_zone();
    from_day := (started at time zone zone)::date;
    last_day := from_day + 180 + 3 * days_needed;
    to_day := from_day + 4 + 2 * days_needed;  -- nearly always enough at once
    while from_day <= last_day loop
        to_day := least(to_day, last_day);
        select min(closes - make_interval(secs => (reached - seconds)::double precision)) filter (where reached >= seconds),
               coalesce(max(reached), 0)
        into due, counted_here
        from (
            select closes, sum(extract(epoch from closes - greatest(opens, started))) over (order by opens) as reached
            from office_windows(from_day, to_day, zone)
            where closes > started
        ) w;
        if due is not null then
            return due;
        end if;
        seconds := seconds - counted_here;
        from_day := to_day + 1;
        to_day := to_day + 31;
    end loop;
    perform refuse('GR004', 'the calendar has too few workdays to reach this limit',
                   jsonb_build_object('field', 'calendar_day', 'why', 'too_few_workdays', 'from', started, 'to', last_day));
end $$;

create or replace function gridroom.add_limit(started timestamptz, limit_kind text, limit_value numeric)
returns timestamptz language sql stable set search_path = gridroom, public, pg_temp as $$
    select add_counted(started, limit_kind, limit_interval(limit_kind, limit_value))
$$;

-- Counted time from `starts` to `ends`; none when `ends` is not later.
create or replace function gridroom.counted_between(starts timestamptz, ends timestamptz, limit_kind text)
returns interval language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    zone text;
    seconds numeric;
begin
    if (isfinite(starts) and isfinite(ends) and ends - starts <= interval '36600 days') is not true then
        perform refuse('GR004', 'counted time lies between two moments at most a hundred years apart',
                       jsonb_build_object('field', 'ends', 'why', 'out_of_range'));
    end if;
    if not is_office_time(limit_kind) then
        seconds := extract(epoch from ends) - extract(epoch from starts);
    else
        zone := time_zone();
        select sum(extract(epoch from least(closes, ends) - greatest(opens, starts))) into seconds
        from office_windows((starts at time zone zone)::date, (ends at time zone zone)::date, zone)
        where closes > starts and opens < ends;
    end if;
    return make_interval(secs => greatest(coalesce(seconds, 0), 0)::double precision);
end $$;

-- When a limit that starts then is due; for a form that wants to show it before anything is written.
create or replace function api.due_at(started timestamptz, limit_kind text, limit_value numeric)
returns timestamptz language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select add_limit(started, limit_kind, limit_value)
$$;

reset role;
