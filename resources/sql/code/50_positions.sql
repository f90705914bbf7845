-- People and vehicles in the field: what is taken from a gateway, live dots, tracks, patrols, who is nearest.
-- docs/decisions/0036 says who may speak for whom, 0037 who sees what of it and for how long.
set role gridroom_owner;

insert into gridroom.setting (key, value) values
    -- Patrols: two a day of two hours each (docs/trade.md §4). Fixes further apart than patrol_gap_minutes are two patrols.
    ('positions', '{"keep_days": 90, "late_hours": 72, "stale_minutes": 10, "longest_duty_hours": 16, "reach_km": 50,
                    "patrols_a_day": 2, "patrol_minutes": 120, "patrol_gap_minutes": 15}')
on conflict (key) do nothing;

create or replace function gridroom.position_rule(wanted text, usual numeric)
returns numeric language sql stable set search_path = gridroom, pg_temp as $$
    select coalesce((setting_value('positions') ->> wanted)::numeric, usual)
$$;

-- Months and retention ------------------------------------------------------------------------------------------------

-- The partition in which this moment lies. Attaching an empty table makes readers and writers of the others wait for nothing.
create or replace function gridroom.make_position_month(moment timestamptz)
returns void language plpgsql security definer set search_path = gridroom, pg_temp as $$
declare
    first_day timestamp := date_trunc('month', moment at time zone 'UTC');
    month text := 'position_fix_' || to_char(first_day, 'YYYYMM');
begin
    if to_regclass('gridroom.' || month) is not null then
        return;
    end if;
    perform pg_advisory_xact_lock(7012);
    if to_regclass('gridroom.' || month) is not null then
        return;
    end if;
    execute format('create table gridroom.%I (like gridroom.position_fix including defaults including constraints)', month);
    -- Reached through the parent only: nobody, the owner included, sees a row by the name of the month.
    execute format('alter table gridroom.%I enable row level security', month);
    execute format('alter table gridroom.%I force row level security', month);
    execute format('alter table gridroom.position_fix attach partition gridroom.%I for values from (%L) to (%L)', month,
                   first_day at time zone 'UTC', (first_day + interval '1 month') at time zone 'UTC');
end $$;

-- Those dropped. A month that somebody reads just now is left for the next hour: all who tell positions would wait behind.
drop function if exists gridroom.drop_position_months(timestamptz);
create function gridroom.drop_position_months(before timestamptz)
returns text[] language plpgsql security definer set search_path = gridroom, pg_temp set lock_timeout = '200ms' as $$
declare
    month text;
    dropped text[] := '{}';
begin
    for month in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'gridroom.position_fix'::regclass
          and (to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month') at time zone 'UTC' <= before
    loop
        begin
            execute format('drop table gridroom.%I', month);
            dropped := dropped || right(month, 6);
        exception when lock_not_available then
            null;
        end;
    end loop;
    return dropped;
end $$;

-- Makes the coming months, ends duties that nobody ended, removes fixes older than they may be kept, and what was summed of them,
-- and leaves a record of it. Belongs to gridroom_across. Returns how many fixes went one by one (whole months are dropped
-- uncounted).
create or replace function gridroom.tend_positions(stamp timestamptz)
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    oldest timestamptz := stamp - position_rule('keep_days', 90) * interval '1 day';
    longest interval := position_rule('longest_duty_hours', 16) * interval '1 hour';
    removed integer;
    months text[];
begin
    update position_upkeep set tended_at = stamp;
    for ahead in 0..2 loop
        perform make_position_month(stamp + ahead * interval '1 month');
    end loop;
    months := drop_position_months(oldest);
    -- By unit, because the index begins with it: looking through a month of all of them would take half a minute, every hour.
    delete from position_fix f using field_unit u where f.unit_id = u.unit_id and f.at < oldest;
    get diagnostics removed = row_count;
    if removed > 0 or cardinality(months) > 0 then
        insert into position_expiry (kept_from, fixes, months) values (oldest, removed, months);
    end if;
    delete from patrol_day d where d.day < (oldest at time zone time_zone())::date;
    delete from patrol_run d where d.day < (oldest at time zone time_zone())::date;
    delete from patrol_cell d where d.day < (oldest at time zone time_zone())::date;
    delete from patrol_anew d where d.day < (oldest at time zone time_zone())::date;
    -- First all, in the order in which batches of positions come to them: neither waits for the other in a circle.
    perform from last_position l
    where l.at < oldest or exists (select from field_duty d where d.unit_id = l.unit_id and d.ended_at is null
                                     and d.began_at < stamp - longest)
    order by l.unit_id for no key update;
    with ended as (
        update field_duty d set ended_at = d.began_at + longest, forgotten = true
        where d.ended_at is null and d.began_at < stamp - longest returning d.unit_id)
    update last_position l set on_duty = false, changed_at = clock_timestamp() from ended e where l.unit_id = e.unit_id;
    delete from last_position l where l.at < oldest;
    return removed;
end $$;

-- Once an hour is enough, whoever asks; the others pass at once.
create or replace function gridroom.tend_positions_hourly()
returns boolean language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
begin
    perform from position_upkeep u where u.tended_at < clock_timestamp() - interval '1 hour' for update skip locked;
    if not found then
        return false;
    end if;
    perform tend_positions(clock_timestamp());
    return true;
end $$;

-- For every workstation to ask: what may not be kept goes even when no gateway reports any more.
create function api.tend_positions()
returns boolean language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
begin
    perform me();
    perform sum_patrols_at_times();
    return tend_positions_hourly();
end $$;

-- Listeners hear of positions at most twice a second, whoever moved: five hundred notices a second would make every commit
-- queue for the one lock of NOTIFY. The last fix before a silence may go untold, so clients also read by themselves.
create or replace function gridroom.tell_positions()
returns void language plpgsql set search_path = gridroom, pg_temp as $$
begin
    perform from position_upkeep u where u.told_at < clock_timestamp() - interval '500 milliseconds' for update skip locked;
    if found then
        update position_upkeep set told_at = clock_timestamp();
        perform pg_notify('gridroom_position', '0');
    end if;
end $$;

-- Sight ---------------------------------------------------------------------------------------------------------------

-- Path of the area a unit belongs to; '' is the whole district.
create or replace function gridroom.home_path(u gridroom.field_unit)
returns ltree language sql stable set search_path = gridroom, public, pg_temp as $$
    select coalesce((select a.path from area a
                     where a.area_id = coalesce((select p.area_id from person p where p.login = u.login), u.area_id)), '')
$$;

-- Asked by policies, hence security definer.
create or replace function gridroom.sees_live()
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_wall}')
$$;

create or replace function gridroom.my_home_units()
returns setof integer language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select u.unit_id from field_unit u
    left join person p on p.login = u.login
    left join area a on a.area_id = coalesce(p.area_id, u.area_id)
    where coalesce(a.path, '') <@ (select my_area_path())
$$;

-- One's own, and the vehicles of one's department.
create or replace function gridroom.my_own_units()
returns setof integer language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select u.unit_id from field_unit u
    where u.login = session_user or (u.department_id = (select my_department()) and (select has_duty('department')))
$$;

-- Whose past may be read, by the functions below and with their reasons.
create or replace function gridroom.my_track_units()
returns setof integer language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select u.unit_id from field_unit u
    left join person p on p.login = u.login
    left join area a on a.area_id = coalesce(p.area_id, u.area_id)
    where ((select has_any_duty('{gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_assessor}'))
           and coalesce(a.path, '') <@ (select my_area_path()))
       or u.login = session_user
$$;

do $$
declare
    own text;
begin
    foreach own in array array['gateway', 'field_unit', 'gateway_unit', 'field_duty', 'position_fix', 'last_position',
                               'position_upkeep', 'track_reading', 'patrol_day', 'patrol_run', 'patrol_cell', 'patrol_anew',
                               'position_expiry'] loop
        execute format('alter table gridroom.%I enable row level security', own);
        execute format('alter table gridroom.%I force row level security', own);
        execute format('drop policy if exists seen on gridroom.%I', own);
    end loop;
end $$;
create policy seen on gridroom.gateway for all using (true);
create policy seen on gridroom.field_unit for all using (true);
create policy seen on gridroom.gateway_unit for all using (true);
create policy seen on gridroom.position_upkeep for select using (true);
create policy seen on gridroom.field_duty for select
    using ((select gridroom.has_duty('gateway')) or unit_id in (select gridroom.my_track_units()));
create policy seen on gridroom.patrol_day for select using (unit_id in (select gridroom.my_track_units()));
create policy seen on gridroom.patrol_run for select using (unit_id in (select gridroom.my_track_units()));
create policy seen on gridroom.patrol_cell for select using (unit_id in (select gridroom.my_track_units()));
create policy seen on gridroom.position_expiry for select
    using ((select gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief,gridroom_administrator}')));
create policy seen on gridroom.position_fix for select using (unit_id in (select gridroom.my_track_units()));
create policy seen on gridroom.last_position for select using (
    -- In this order: the lists behind it are made only when a row needs them.
    ((select gridroom.sees_live())
     and (area_path <@ (select gridroom.my_area_path()) or unit_id in (select gridroom.my_home_units())))
    or unit_id in (select gridroom.my_own_units()));
create policy seen on gridroom.track_reading for all
    using (login = session_user or (select gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief}')))
    with check (true);

-- Live dots -----------------------------------------------------------------------------------------------------------

-- Every unit whose row changed since, those gone off duty too (on_duty false, nothing else told): what a map asks after
-- a notice. Without a moment: those on duty. A wall display gets dots without names.
create function api.live_positions_since(moment timestamptz default null)
returns table (unit_id integer, kind text, code text, name text, department text, area text, longitude float8, latitude float8,
               at timestamptz, accuracy real, speed real, heading real, battery smallint, stale boolean, on_duty boolean,
               changed_at timestamptz)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select l.unit_id, u.kind, case when w.wall then '' else u.code end, case when w.wall then '' else coalesce(p.name, u.name) end,
           coalesce(d.name, ''), coalesce(a.name, ''), case when l.on_duty then l.place[0] end,
           case when l.on_duty then l.place[1] end, case when l.on_duty then l.at end, case when l.on_duty then l.accuracy end,
           case when l.on_duty then l.speed end, case when l.on_duty then l.heading end,
           case when l.on_duty and not w.wall then l.battery end, l.at < clock_timestamp() - w.stale, l.on_duty, l.changed_at
    from last_position l
    join field_unit u using (unit_id)
    left join person p on p.login = u.login
    left join department d on d.department_id = coalesce(p.department_id, u.department_id)
    left join area a on a.area_id = coalesce(p.area_id, u.area_id)
    cross join (select is_wall_only() as wall, position_rule('stale_minutes', 10) * interval '1 minute' as stale) w
    where case when moment is null then l.on_duty else l.changed_at >= moment end
$$;

create view api.live_positions as select * from api.live_positions_since(null);

-- Tracks --------------------------------------------------------------------------------------------------------------

-- The unit of this code whose past this session may read, or a refusal.
create or replace function gridroom.readable_unit(wanted text)
returns gridroom.field_unit language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    found_unit field_unit;
begin
    select * into found_unit from field_unit u where u.code = wanted and u.unit_id in (select my_track_units());
    if found_unit is null then
        perform refuse('GR005', 'no such worker or vehicle for this login', '{"what": "worker"}');
    end if;
    return found_unit;
end $$;

-- A day of which there can be a record; others have no beginning that a time could hold.
create or replace function gridroom.checked_day(day date)
returns date language plpgsql immutable set search_path = gridroom, pg_temp as $$
begin
    if (day between '2000-01-01' and '2199-12-31') is not true then
        perform refuse('GR004', 'no such day', '{"field": "day", "why": "out_of_range"}');
    end if;
    return day;
end $$;

create or replace function gridroom.checked_span(starts timestamptz, ends timestamptz)
returns void language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    if (case when starts >= '2000-01-01' and ends <= '2200-01-01' then ends > starts and ends - starts <= interval '31 days' end)
       is not true then
        perform refuse('GR004', 'a track is read for at most 31 days', '{"field": "ends", "why": "out_of_range"}');
    end if;
end $$;

-- Whether this reading was written down by a transaction before this one; if not, it is written down now.
create or replace function gridroom.reading_on_record(of_unit integer, kind text, begins timestamptz, finishes timestamptz, why text)
returns boolean language plpgsql set search_path = gridroom, public, pg_temp as $$
begin
    if exists (
        select from track_reading r
        where r.unit_id = of_unit and r.login = session_user and r.reason = why and r.what = kind
          and (r.starts, r.ends) = (begins, finishes)
          and r.transaction_id <> pg_current_xact_id() and r.at > clock_timestamp() - interval '10 minutes') then
        return true;
    end if;
    insert into track_reading (unit_id, what, starts, ends, reason) values (of_unit, kind, begins, finishes, why);
    return false;
end $$;

-- Where a named worker or vehicle went: an act of its own, with a reason (docs/trade.md §11). One's own needs none. The first call
-- writes it down and tells nothing; when that is committed, the same call within ten minutes tells (docs/decisions/0052).
create function api.track(worker text, starts timestamptz, ends timestamptz, reason text)
returns table (at timestamptz, longitude float8, latitude float8, accuracy real, speed real, heading real, cell_code text)
language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    own boolean := track.worker = session_user;
    why text := checked_text('reason', track.reason, 2000, not own);
    unit field_unit;
begin
    perform me();
    if not (own or has_any_duty('{gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector}')) then
        perform refuse('GR003', 'this login may not read tracks', '{"action": "track"}');
    end if;
    perform checked_span(track.starts, track.ends);
    unit := readable_unit(track.worker);
    if not own and not reading_on_record(unit.unit_id, 'track', track.starts, track.ends, why) then
        return;
    end if;
    return query
        select f.at, f.place[0], f.place[1], f.accuracy, f.speed, f.heading, coalesce(c.code, '')
        from position_fix f left join area c on c.area_id = f.area_id and c.level = 'grid_cell'
        where f.unit_id = unit.unit_id and f.at >= track.starts and f.at < track.ends
        order by f.at;
end $$;

-- What was removed when its time was over, for those who answer for it.
create view api.position_expiry_list as
    select e.expiry_id, e.at, e.kept_from, e.fixes, e.months from gridroom.position_expiry e
    where gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief,gridroom_administrator}');

create view api.track_reading_list as
    select r.reading_id, r.at, r.login, coalesce(n.name, r.login) as by_name, u.code as worker, coalesce(p.name, u.name) as name,
           r.what, r.starts, r.ends, r.reason
    from gridroom.track_reading r
    join gridroom.field_unit u using (unit_id)
    left join gridroom.person p on p.login = u.login
    left join gridroom.person n on n.login = r.login
    where gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief}');

-- Who is near ---------------------------------------------------------------------------------------------------------

-- Metres between two points on a sphere of the earth's mean radius.
create or replace function gridroom.metres_between(a point, b point)
returns float8 language sql immutable parallel safe as $$
    select 2 * 6371008.8 * asin(least(1, sqrt(
        power(sin(radians((b[1] - a[1]) / 2)), 2)
        + cos(radians(a[1])) * cos(radians(b[1])) * power(sin(radians((b[0] - a[0]) / 2)), 2))))
$$;

-- The n nearest on duty by true distance. The index knows degrees only, where east is longer than it is: so the n
-- nearest by degrees give a radius, and all within it are measured. Belongs to gridroom_across, because an operator that
-- is not leakproof would not reach the index past row security; sight is asked here instead.
create or replace function gridroom.near_units(around point, how_many integer, wanted_kind text, sight ltree)
returns table (unit_id integer, metres float8) language plpgsql stable security definer
set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    reach float8;
    north float8;
    east float8;
    seen integer[] := case when sight <> '' then array(select u.unit_id from field_unit u where home_path(u) <@ sight) end;
begin
    select max(metres_between(around, n.place)) into reach from (
        select l.place from last_position l join field_unit u using (unit_id)
        where l.on_duty and u.kind = wanted_kind and (sight = '' or l.area_path <@ sight or l.unit_id = any (seen))
        order by l.place <-> around limit how_many) n;
    north := degrees(reach / 6371008.8) * 1.000001 + 1e-9;
    east := north / greatest(cos(radians(least(abs(around[1]) + north, 89))), 0.01);
    return query
        select l.unit_id, metres_between(around, l.place)
        from last_position l join field_unit u using (unit_id)
        where l.on_duty and u.kind = wanted_kind and (sight = '' or l.area_path <@ sight or l.unit_id = any (seen))
          and l.place <@ box(point(around[0] - east, around[1] - north),
                             point(around[0] + east, around[1] + north))
        order by 2, 1 limit how_many;
end $$;

-- Who of the duty grid in which the place lies is on duty and somewhere.
create or replace function gridroom.grid_units(around point)
returns setof integer language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select l.unit_id
    from area_chain(deepest_area(around)) g
    join area home on (home.level, home.code) = (g.level, g.code)  -- by code: the grid may have been redrawn since
    join person p on p.area_id = home.area_id and p.active
    join field_unit u on u.login = p.login and u.active
    join last_position l on l.unit_id = u.unit_id and l.on_duty
    where g.level = 'duty_grid'
$$;

-- For those who send somebody: the workers of the place's own duty grid first, then the nearest, at most n (1 to 50).
create function api.nearest_on_duty(longitude float8, latitude float8, n integer default 5, kind text default 'worker',
                                    own_grid_first boolean default true)
returns table (unit_id integer, code text, name text, area text, metres float8, at timestamptz, stale boolean, own_grid boolean,
               stands_at_longitude float8, stands_at_latitude float8)
language plpgsql stable security definer set search_path = gridroom, api, public, pg_temp as $$
#variable_conflict use_column
declare
    wanted point := checked_place(nearest_on_duty.longitude, nearest_on_duty.latitude);
    sight ltree := my_area_path();
    own integer[];
begin
    perform me();
    if not has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector}') then
        perform refuse('GR003', 'this login sends nobody', '{"action": "nearest_on_duty"}');
    end if;
    if (nearest_on_duty.n between 1 and 50) is not true then
        perform refuse('GR004', 'between 1 and 50 people', '{"field": "n", "why": "out_of_range"}');
    end if;
    if nearest_on_duty.kind is null or nearest_on_duty.kind not in ('worker', 'vehicle') then
        perform refuse('GR004', 'workers or vehicles', '{"field": "kind", "why": "unknown"}');
    end if;
    own := case when nearest_on_duty.kind = 'worker' then array(select grid_units(wanted)) else '{}' end;
    return query
        select u.unit_id, u.code, coalesce(p.name, u.name), coalesce(a.name, ''), metres_between(wanted, l.place), l.at,
               l.at < clock_timestamp() - position_rule('stale_minutes', 10) * interval '1 minute',
               u.unit_id = any (own), l.place[0], l.place[1]
        from last_position l
        join field_unit u using (unit_id)
        left join person p on p.login = u.login
        left join area a on a.area_id = coalesce(p.area_id, u.area_id)
        where l.on_duty and (
              u.unit_id in (select near.unit_id from near_units(wanted, nearest_on_duty.n, nearest_on_duty.kind, sight) near)
              or (nearest_on_duty.own_grid_first and u.unit_id = any (own)))
        order by nearest_on_duty.own_grid_first and u.unit_id = any (own) desc, 5, 1
        limit nearest_on_duty.n;
end $$;

reset role;
alter function gridroom.tend_positions(timestamptz) owner to gridroom_across;
alter function gridroom.tend_positions_hourly() owner to gridroom_across;
alter function gridroom.tell_positions() owner to gridroom_across;
alter function gridroom.near_units(point, integer, text, ltree) owner to gridroom_across;
alter function gridroom.grid_units(point) owner to gridroom_across;
grant delete on gridroom.position_fix, gridroom.last_position, gridroom.patrol_day, gridroom.patrol_run, gridroom.patrol_cell,
    gridroom.patrol_anew to gridroom_across;
select gridroom.make_position_month(now() + ahead * interval '1 month') from generate_series(0, 2) ahead;
