-- Patrols: who walked how long, and which cells (docs/decisions/0037 says what a patrol is, 0061 how it is summed).
set role gridroom_owner;

-- The truth, from the fixes themselves: those of a local day inside each unit's own area, in runs without a longer gap than setting patrol_gap_minutes; the
-- time to the next fix of the run counts for the cell of the earlier one. Fixes worse than 100 m say too little.
create or replace function gridroom.walked(units integer[], of_day date)
returns table (unit_id integer, area_id integer, at timestamptz, run bigint, seconds float8)
language sql stable set search_path = gridroom, public, pg_temp as $$
    with rule as (
        select (of_day::timestamp at time zone time_zone()) as day_begins,
               ((of_day + 1)::timestamp at time zone time_zone()) as day_ends,
               position_rule('patrol_gap_minutes', 15) * 60 as longest_gap
    ), fix as (
        select f.unit_id, f.area_id, f.at
        from rule r, field_unit u
        join position_fix f using (unit_id)
        left join area here on here.area_id = f.area_id
        where u.unit_id = any (units) and f.at >= r.day_begins and f.at < r.day_ends and coalesce(f.accuracy, 0) <= 100
          and coalesce(here.path, '') <@ home_path(u)
    ), gap as (
        select f.*, extract(epoch from f.at - lag(f.at) over w) as before, extract(epoch from lead(f.at) over w - f.at) as after
        from fix f window w as (partition by f.unit_id order by f.at)
    )
    select g.unit_id, g.area_id, g.at,
           count(*) filter (where g.before is null or g.before > r.longest_gap) over (partition by g.unit_id order by g.at),
           case when g.after <= r.longest_gap then g.after else 0 end::float8
    from gap g, rule r
$$;

-- Sums what has come since for these units and this day; belongs to gridroom_across. The time to the next fix counts for the cell
-- of the earlier one, so the newest counted fix is carried on. When somebody else is at this day just now, their sums will do.
create or replace function gridroom.sum_patrols(units integer[], of_day date)
returns void language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    day_begins timestamptz := of_day::timestamp at time zone time_zone();
    day_ends timestamptz := (of_day + 1)::timestamp at time zone time_zone();
    gap float8 := position_rule('patrol_gap_minutes', 15) * 60;
    stale integer[];
begin
    if not pg_try_advisory_xact_lock(7036, of_day - '2000-01-01'::date) then
        return;
    end if;
    with late as (
        delete from patrol_anew a where a.day = of_day and a.unit_id = any (units) returning a.unit_id
    )
    select array_agg(s.unit_id) into stale from (
        select l.unit_id from late l
        union
        select p.unit_id from patrol_day p join field_unit u using (unit_id)
        where p.day = of_day and p.unit_id = any (units) and (p.longest_gap <> gap or p.home <> home_path(u))) s;
    if stale is not null then
        delete from patrol_day p where p.day = of_day and p.unit_id = any (stale);
        delete from patrol_run p where p.day = of_day and p.unit_id = any (stale);
        delete from patrol_cell p where p.day = of_day and p.unit_id = any (stale);
    end if;
    with unit as materialized (
        select u.unit_id, home_path(u) as home, p.up_to, p.area_id, p.run_began_at
        from field_unit u left join patrol_day p on p.unit_id = u.unit_id and p.day = of_day
        where u.unit_id = any (units)
    ), fix as (
        select k.unit_id, f.area_id, f.at
        from unit k
        cross join lateral (  -- unit by unit: the whole day would be read for the few fixes that are new
            select o.at, o.area_id, o.accuracy from position_fix o
            where o.unit_id = k.unit_id and o.at >= day_begins and o.at < day_ends and o.at > coalesce(k.up_to, '-infinity')
            offset 0) f
        left join area here on here.area_id = f.area_id
        where coalesce(f.accuracy, 0) <= 100 and coalesce(here.path, '') <@ k.home
        union all
        select k.unit_id, k.area_id, k.up_to from unit k where k.up_to is not null
    ), step as materialized (
        select f.unit_id, f.area_id, f.at, lag(f.at) over w as before, lead(f.at) over w as next
        from fix f window w as (partition by f.unit_id order by f.at)
    ), cell as (
        insert into patrol_cell as c (unit_id, day, area_id, seconds, first_at)
        select s.unit_id, of_day, coalesce(s.area_id, 0),
               coalesce(extract(epoch from sum(s.next - s.at) filter (where s.next - s.at <= make_interval(secs => gap))), 0), min(s.at)
        from step s group by 1, 3
        on conflict (day, unit_id, area_id) do update set seconds = c.seconds + excluded.seconds
    ), edge as (
        -- Where a patrol begins; the one that is carried on began earlier.
        select s.unit_id, s.at, case when s.at = u.up_to then u.run_began_at else s.at end as began_at,
               lead(s.before) over (partition by s.unit_id order by s.at) as last_at
        from step s join unit u using (unit_id)
        where s.before is null or s.before < s.at - make_interval(secs => gap)
    ), newest as (
        select distinct on (s.unit_id) s.unit_id, s.at, s.area_id from step s where s.next is null order by s.unit_id
    ), run as (
        insert into patrol_run as r (unit_id, day, began_at, last_at)
        select e.unit_id, of_day, e.began_at, coalesce(e.last_at, n.at) from edge e join newest n using (unit_id)
        on conflict (day, unit_id, began_at) do update set last_at = excluded.last_at
    )
    insert into patrol_day as p (unit_id, day, home, longest_gap, up_to, area_id, run_began_at)
    select n.unit_id, of_day, u.home, gap, n.at, n.area_id,
           (select e.began_at from edge e where e.unit_id = n.unit_id order by e.at desc limit 1)
    from newest n join unit u using (unit_id)
    on conflict (day, unit_id) do update
        set up_to = excluded.up_to, area_id = excluded.area_id, run_began_at = excluded.run_began_at;
end $$;

-- Every five minutes, by whichever workstation comes first: so that who asks in the evening waits for five minutes of fixes only.
create or replace function gridroom.sum_patrols_at_times()
returns void language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
begin
    perform from position_upkeep u where u.summed_at < clock_timestamp() - interval '5 minutes' for update skip locked;
    if found then
        update position_upkeep set summed_at = clock_timestamp();
        perform sum_patrols(array(select u.unit_id from field_unit u where u.active), d)
        from unnest(array[now_local()::date - 1, now_local()::date]) d;
    end if;
end $$;

-- Late fixes are marked by keep_fixes, which knows what came before.
drop function if exists gridroom.mark_late_fixes(gridroom.position_fix[]);

-- Units of a day whose sums are not what their fixes say, for whoever doubts them; nobody, if all is well. Belongs to
-- gridroom_across.
create or replace function gridroom.patrols_that_differ(of_day date)
returns setof integer language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    with truth as (
        select w.unit_id, coalesce(w.area_id, 0) as area_id, sum(w.seconds) as seconds
        from walked(array(select u.unit_id from field_unit u), of_day) w group by 1, 2
    )
    select distinct coalesce(t.unit_id, c.unit_id)
    from truth t full join (select * from patrol_cell p where p.day = of_day) c using (unit_id, area_id)
    where abs(coalesce(t.seconds, -1) - coalesce(c.seconds, -1)) > 0.001
$$;

create or replace function gridroom.may_see_patrols()
returns void language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    perform me();
    if not has_any_duty('{gridroom_duty_chief,gridroom_inspector,gridroom_assessor}') then
        perform refuse('GR003', 'this login may not see patrols', '{"action": "patrol_coverage"}');
    end if;
end $$;

-- Workers and vehicles whose own area lies in this one; all of the district without one.
create or replace function gridroom.units_under(wanted_area integer)
returns integer[] language sql stable set search_path = gridroom, public, pg_temp as $$
    select coalesce(array_agg(u.unit_id), '{}') from field_unit u
    where u.active and u.unit_id in (select my_track_units())
      and home_path(u) <@ coalesce((select a.path from area a where a.area_id = wanted_area), '')
$$;

-- Each worker's day: how many patrols, how many long enough, whether the rule is met. Sums, no places.
create function api.patrol_coverage(day date, area_id integer default null, worker text default '')
returns table (code text, name text, area text, first_at timestamptz, last_at timestamptz, minutes float8, patrols integer,
               long_patrols integer, rule_met boolean, cells_walked integer, cells_of_area integer)
language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
#variable_conflict use_column
declare
    asked integer[];
begin
    perform may_see_patrols();
    perform checked_day(patrol_coverage.day);
    if coalesce(patrol_coverage.worker, '') <> '' then
        asked := array[(readable_unit(patrol_coverage.worker)).unit_id];
    else
        asked := units_under(patrol_coverage.area_id);
    end if;
    perform sum_patrols(asked, patrol_coverage.day);
    return query
        with run as (
            select r.unit_id, r.began_at, r.last_at, extract(epoch from r.last_at - r.began_at)::float8 / 60 as minutes
            from patrol_run r where r.day = patrol_coverage.day and r.unit_id = any (asked)
        ), told as (
            select r.unit_id, min(r.began_at) as first_at, max(r.last_at) as last_at, sum(r.minutes) as minutes,
                   count(*) filter (where r.minutes > 0)::integer as patrols,
                   count(*) filter (where r.minutes >= position_rule('patrol_minutes', 120))::integer as long_patrols
            from run r group by r.unit_id
        ), cell as (
            select k.unit_id, count(*)::integer as cells
            from patrol_cell k join area c on c.area_id = k.area_id and c.level = 'grid_cell'
            where k.day = patrol_coverage.day and k.unit_id = any (asked) group by k.unit_id
        ), home as materialized (
            select u.unit_id, home_path(u) as path from field_unit u where u.unit_id = any (asked)
        ), size as materialized (
            select h.path, (select count(*)::integer from area c where c.level = 'grid_cell' and c.valid_to is null and c.path <@ h.path) as cells
            from (select distinct path from home) h
        )
        select u.code, coalesce(p.name, u.name), coalesce(a.name, ''), t.first_at, t.last_at, coalesce(t.minutes, 0),
               coalesce(t.patrols, 0), coalesce(t.long_patrols, 0),
               coalesce(t.long_patrols, 0) >= position_rule('patrols_a_day', 2), coalesce(k.cells, 0), s.cells
        from field_unit u
        join home h using (unit_id)
        join size s on s.path = h.path
        left join told t using (unit_id)
        left join cell k using (unit_id)
        left join person p on p.login = u.login
        left join area a on a.area_id = coalesce(p.area_id, u.area_id)
        order by u.code;
end $$;

-- Minutes a cell was walked on that day by whoever it was; cells that nobody walked are not listed.
create function api.cells_walked(day date, area_id integer default null)
returns table (cell_id integer, cell_code text, minutes float8, workers integer)
language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
#variable_conflict use_column
declare
    asked integer[];
begin
    perform may_see_patrols();
    perform checked_day(cells_walked.day);
    asked := units_under(cells_walked.area_id);
    perform sum_patrols(asked, cells_walked.day);
    return query
        select c.area_id, c.code, sum(s.seconds) / 60, count(*)::integer
        from patrol_cell s join area c on c.area_id = s.area_id and c.level = 'grid_cell'
        where s.day = cells_walked.day and s.unit_id = any (asked)
        group by c.area_id, c.code order by c.code;
end $$;

-- The same of one named worker: where somebody was, so it needs a reason and is recorded like a track.
create function api.cells_of_worker(worker text, day date, reason text)
returns table (cell_id integer, cell_code text, minutes float8, first_at timestamptz)
language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
#variable_conflict use_column
declare
    why text := checked_text('reason', cells_of_worker.reason, 2000, true);
    unit field_unit;
    begins timestamptz := checked_day(cells_of_worker.day)::timestamp at time zone time_zone();
begin
    perform may_see_patrols();
    perform checked_span(begins, begins + interval '1 day');
    unit := readable_unit(cells_of_worker.worker);
    if not reading_on_record(unit.unit_id, 'cells', begins, begins + interval '1 day', why) then
        return;
    end if;
    perform sum_patrols(array[unit.unit_id], cells_of_worker.day);
    return query
        select c.area_id, c.code, s.seconds / 60, s.first_at
        from patrol_cell s join area c on c.area_id = s.area_id and c.level = 'grid_cell'
        where s.day = cells_of_worker.day and s.unit_id = unit.unit_id
        order by s.first_at, c.code;
end $$;

reset role;
alter function gridroom.sum_patrols(integer[], date) owner to gridroom_across;
alter function gridroom.sum_patrols_at_times() owner to gridroom_across;
alter function gridroom.patrols_that_differ(date) owner to gridroom_across;
