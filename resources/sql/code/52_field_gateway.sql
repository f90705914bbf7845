-- What a hand-held back end (平安通, 城管通) may call, and nothing else: docs/field-gateway.md. The session is the gateway's;
-- each call names the worker or vehicle it speaks for, which must be on the gateway's list.
--
-- A position is known by (unit, time of the device), a duty by (worker, time of its beginning): asked again they answer
-- the same, so they take no request id. What touches a case takes one like every other move.
set role gridroom_owner;

-- The gateway that is asking, or a refusal; persons and the server's owner are none.
create or replace function gridroom.this_gateway()
returns gridroom.gateway language plpgsql stable set search_path = gridroom, pg_temp as $$
declare
    asking gateway;
begin
    select * into asking from gateway g where g.login = session_user and g.active and has_duty('gateway');
    if asking is null then
        perform refuse('GR003', 'this login is not a gateway', '{"action": "field", "why": "not_a_gateway"}');
    end if;
    return asking;
end $$;

-- The unit that this gateway may speak for. Unknown, gone and somebody else's are one refusal.
create or replace function gridroom.unit_of_gateway(asking gridroom.gateway, wanted text)
returns gridroom.field_unit language plpgsql stable set search_path = gridroom, pg_temp as $$
declare
    spoken_for field_unit;
begin
    select u.* into spoken_for
    from field_unit u join gateway_unit g on g.unit_id = u.unit_id and g.gateway = asking.login
    where u.code = wanted and u.active
      and (u.kind = 'vehicle' or exists (select from person p where p.login = u.login and p.active));
    if spoken_for is null then
        perform refuse('GR005', 'no such worker or vehicle for this gateway', '{"what": "worker"}');
    end if;
    return spoken_for;
end $$;

-- The grid worker that this gateway may speak for.
create or replace function gridroom.worker_of_gateway(asking gridroom.gateway, wanted text)
returns gridroom.field_unit language plpgsql stable set search_path = gridroom, pg_temp as $$
declare
    spoken_for field_unit := unit_of_gateway(asking, wanted);
begin
    if spoken_for.kind <> 'worker' or not pg_has_role(spoken_for.login, 'gridroom_grid_worker', 'member') then
        perform refuse('GR005', 'no such grid worker for this gateway', '{"what": "worker"}');
    end if;
    return spoken_for;
end $$;

-- Reading what a device sent ------------------------------------------------------------------------------------------

create or replace function gridroom.number_of(item jsonb, field text, lowest numeric, highest numeric, required boolean default false)
returns float8 language plpgsql immutable set search_path = gridroom, pg_temp as $$
declare
    value jsonb := item -> field;
begin
    if value is null or value = 'null' then
        if required then
            perform refuse('GR004', field || ' is missing', jsonb_build_object('field', field, 'why', 'empty'));
        end if;
        return null;
    end if;
    if jsonb_typeof(value) <> 'number' or (value #>> '{}')::numeric not between lowest and highest then
        perform refuse('GR004', format('%s must be a number from %s to %s', field, lowest, highest),
                       jsonb_build_object('field', field, 'why', 'out_of_range'));
    end if;
    return (value #>> '{}')::numeric;
end $$;

-- A moment as a device tells it: not later than two minutes from now (its clock may be a little fast) and not older than
-- setting late_hours (it may have been without a network).
create or replace function gridroom.checked_device_time(value timestamptz)
returns timestamptz language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    if value is null then
        perform refuse('GR004', 'the time is missing', '{"field": "at", "why": "empty"}');
    elsif value > clock_timestamp() + interval '2 minutes' then
        perform refuse('GR004', 'the time lies in the future', '{"field": "at", "why": "future"}');
    elsif value < clock_timestamp() - position_rule('late_hours', 72) * interval '1 hour' then
        perform refuse('GR004', 'the time lies too far back', '{"field": "at", "why": "out_of_range"}');
    end if;
    return value;
end $$;

create or replace function gridroom.moment_of(item jsonb)
returns timestamptz language plpgsql stable set search_path = gridroom, pg_temp as $$
declare
    words text := item ->> 'at';
begin
    -- With a zone, or nobody knows which moment it is; no words such as 'now' or 'tomorrow'.
    if words is not null and words !~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$' then
        perform refuse('GR004', 'a time is like 2026-11-21T21:14:07+08:00', '{"field": "at", "why": "malformed"}');
    end if;
    return checked_device_time(words::timestamptz);
exception when data_exception then  -- no such day, hour, zone
    perform refuse('GR004', 'there is no such time', '{"field": "at", "why": "malformed"}');
end $$;

-- The box round the district, setting reach_km wider: what lies outside is no place of ours. Null before there are areas.
create or replace function gridroom.district_reach()
returns box language sql stable set search_path = gridroom, pg_temp as $$
    select box(point(min(((box(r.ring))[1])[0]) - e.degrees, min(((box(r.ring))[1])[1]) - e.degrees),
               point(max(((box(r.ring))[0])[0]) + e.degrees, max(((box(r.ring))[0])[1]) + e.degrees))
    from area_ring r, (select position_rule('reach_km', 50)::float8 / 100 as degrees) e
    where r.level = 'district' and r.current group by e.degrees
$$;

create or replace function gridroom.checked_fix(asking gridroom.gateway, item jsonb, reach box, stamp timestamptz)
returns gridroom.position_fix language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    fix  position_fix;
    unit field_unit;
begin
    if jsonb_typeof(item) is distinct from 'object' then
        perform refuse('GR004', 'a position is an object', '{"field": "positions", "why": "malformed"}');
    end if;
    unit := unit_of_gateway(asking, item ->> 'worker');
    fix.unit_id := unit.unit_id;
    fix.place := point(number_of(item, 'longitude', -180, 180, true), number_of(item, 'latitude', -90, 90, true));
    if not fix.place <@ reach then
        perform refuse('GR004', 'the place is far from the district', '{"field": "position", "why": "far_away"}');
    end if;
    fix.at := moment_of(item);
    fix.accuracy := number_of(item, 'accuracy', 0, 100000);
    fix.speed := number_of(item, 'speed', 0, 150);
    fix.heading := number_of(item, 'heading', 0, 360);
    fix.battery := round(number_of(item, 'battery', 0, 100));
    fix.received_at := stamp;
    -- Where somebody is after work is nobody's business.
    if unit.kind = 'worker' and not exists (
        select from field_duty d where d.unit_id = unit.unit_id and d.began_at <= fix.at and fix.at <= coalesce(d.ended_at, fix.at)) then
        perform refuse('GR002', 'the worker was not on duty then', '{"state": "off_duty", "action": "field_position"}');
    end if;
    return fix;
end $$;

-- Positions -----------------------------------------------------------------------------------------------------------

-- Keeps what is new and shows the newest of each unit. Belongs to gridroom_across. Returns how many were new.
--
-- One batch at a time for a unit, by a lock on the unit that all take in the order of ids: so no two batches deadlock, and what
-- is late can be told from what is new. Sums of patrols (docs/decisions/0061) go on from the newest fix they see, and see what is
-- committed. A fix newer than all before it therefore always comes into them; any other marks its day, summed already or not,
-- because whoever sums just now does not see it yet.
create or replace function gridroom.keep_fixes(fixes gridroom.position_fix[])
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    fresh integer;
begin
    perform from field_unit u where u.unit_id in (select f.unit_id from unnest(fixes) f) order by u.unit_id for no key update;
    perform tend_positions_hourly();  -- takes no lock on units, so it may come behind them
    perform make_position_month(m.month)  -- late ones at a month's edge; those ahead are made by tend_positions
    from (select distinct date_trunc('month', f.at, 'UTC') as month from unnest(fixes) f) m;
    with kept as (
        insert into position_fix (unit_id, at, place, area_id, accuracy, speed, heading, battery, received_at)
        select f.unit_id, f.at, f.place, deepest_area(f.place), f.accuracy, f.speed, f.heading, f.battery, f.received_at
        from unnest(fixes) f order by f.unit_id, f.at
        on conflict do nothing returning unit_id, at
    ), marked as (
        insert into patrol_anew (unit_id, day)
        select distinct k.unit_id, (k.at at time zone z.zone)::date
        from (select time_zone() as zone offset 0) z  -- asked once
        cross join kept k join last_position l on l.unit_id = k.unit_id and k.at < l.at
    )
    select count(*) into fresh from kept;
    insert into last_position as l (unit_id, at, place, area_id, area_path, accuracy, speed, heading, battery, on_duty, changed_at)
    select n.unit_id, n.at, n.place, n.area_id, coalesce(a.path, ''), n.accuracy, n.speed, n.heading, n.battery, n.on_duty,
           clock_timestamp()
    from (
        select distinct on (f.unit_id) f.unit_id, f.at, f.place, deepest_area(f.place) as area_id, f.accuracy, f.speed,
               f.heading, f.battery,
               u.kind = 'vehicle' or exists (select from field_duty d where d.unit_id = f.unit_id and d.ended_at is null) as on_duty
        from unnest(fixes) f join field_unit u using (unit_id) order by f.unit_id, f.at desc
    ) n left join area a on a.area_id = n.area_id
    order by n.unit_id
    on conflict (unit_id) do update
        set at = excluded.at, place = excluded.place, area_id = excluded.area_id, area_path = excluded.area_path,
            accuracy = excluded.accuracy, speed = excluded.speed, heading = excluded.heading, battery = excluded.battery,
            on_duty = excluded.on_duty, changed_at = excluded.changed_at
        where excluded.at > l.at;
    perform tell_positions();
    return fresh;
end $$;

-- One fix of one worker or vehicle; true when it was new, false when it was there already. Times with their zone.
create function api.field_position(worker text, longitude float8, latitude float8, at timestamptz, accuracy float8 default null,
                                   speed float8 default null, heading float8 default null, battery float8 default null)
returns boolean language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    asking gateway := this_gateway();
    fix position_fix;
begin
    perform checked_device_time(field_position.at);
    perform checked_place(longitude, latitude);
    fix := checked_fix(asking, jsonb_build_object(
        'worker', checked_text('worker', worker, 63, true), 'longitude', longitude, 'latitude', latitude,
        'at', to_char(field_position.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'accuracy', accuracy, 'speed', speed,
        'heading', heading, 'battery', battery), district_reach(), clock_timestamp());
    return keep_fixes(array[fix]) > 0;
end $$;

-- Many at once: [{"worker", "longitude", "latitude", "at", "accuracy", "speed", "heading", "battery"}, …], at most 1,000
-- and 1 MB. One that is wrong is named in refused [{"index", "code", "message", "detail"}] and spoils no other.
create function api.field_positions(positions jsonb, out taken integer, out repeated integer, out refused jsonb)
language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    asking gateway := this_gateway();
    reach  box := district_reach();
    stamp  timestamptz := clock_timestamp();
    fixes  position_fix[] := '{}';
    size   integer := coalesce(pg_column_size(positions), 0);
    item   jsonb;
    index  integer := 0;
    why    text;
begin
    if size > 1000000 or (case when jsonb_typeof(positions) = 'array' then jsonb_array_length(positions) > 1000 end) then
        perform refuse('GR011', 'at most 1,000 positions and 1 MB at once', jsonb_build_object('size', size, 'limit', 1000000));
    end if;
    if jsonb_typeof(positions) is distinct from 'array' then
        perform refuse('GR004', 'positions are an array', '{"field": "positions", "why": "malformed"}');
    end if;
    refused := '[]';
    for item in select value from jsonb_array_elements(positions) loop
        begin
            fixes := fixes || checked_fix(asking, item, reach, stamp);
        exception when others then
            get stacked diagnostics why = pg_exception_detail;
            if sqlstate like 'GR%' then
                refused := refused || jsonb_build_object('index', index, 'code', sqlstate, 'message', sqlerrm, 'detail', why::jsonb);
            elsif sqlstate like '22%' then  -- a value that no type can hold: this position's own fault, like the others
                refused := refused || jsonb_build_object('index', index, 'code', 'GR004', 'message', 'there is no such value',
                                                         'detail', '{"field": "positions", "why": "malformed"}'::jsonb);
            else
                raise;
            end if;
        end;
        index := index + 1;
    end loop;
    taken := case when cardinality(fixes) > 0 then keep_fixes(fixes) else 0 end;
    repeated := cardinality(fixes) - taken;
end $$;

-- On duty and off ---------------------------------------------------------------------------------------------------------

-- Belongs to gridroom_across. True while the worker is on duty after it.
create or replace function gridroom.keep_duty(unit integer, begins boolean, moment timestamptz, told_by text)
returns boolean language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    running field_duty;
begin
    perform from field_unit u where u.unit_id = unit for update;
    select * into running from field_duty d where d.unit_id = unit and d.ended_at is null;
    if begins and running is null
       -- Told late, or once more: what ended since stays ended.
       and not exists (select from field_duty d where d.unit_id = unit and d.ended_at > moment) then
        insert into field_duty (unit_id, began_at, gateway) values (unit, moment, told_by) on conflict do nothing;
    elsif not begins and running.began_at <= moment then
        update field_duty d set ended_at = moment where d.unit_id = unit and d.ended_at is null;
    end if;
    begins := exists (select from field_duty d where d.unit_id = unit and d.ended_at is null);
    update last_position l set on_duty = begins, changed_at = clock_timestamp() where l.unit_id = unit and l.on_duty <> begins;
    if found then
        perform tell_positions();
    end if;
    return begins;
end $$;

create function api.field_on_duty(worker text, on_duty boolean, at timestamptz default now())
returns boolean language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    asking gateway := this_gateway();
    unit field_unit := worker_of_gateway(asking, checked_text('worker', worker, 63, true));
begin
    if field_on_duty.on_duty is null then
        perform refuse('GR004', 'on or off', '{"field": "on_duty", "why": "empty"}');
    end if;
    return keep_duty(unit.unit_id, field_on_duty.on_duty, checked_device_time(field_on_duty.at), asking.login);
end $$;

-- What an administrator sets ------------------------------------------------------------------------------------------------

create or replace function gridroom.must_be_administrator(wanted_action text)
returns void language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    perform me();
    if not has_duty('administrator') then
        perform refuse('GR003', 'only an administrator configures', jsonb_build_object('action', wanted_action));
    end if;
end $$;

create function api.put_vehicle(code text, name text, department_id integer default null, area_id integer default null,
                                active boolean default true)
returns void language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    kept_code text := checked_text('code', put_vehicle.code, 63, true);
    was jsonb;
begin
    perform must_be_administrator('put_vehicle');
    if exists (select from person p where p.login = kept_code)
       or exists (select from field_unit u where u.code = kept_code and u.kind = 'worker') then
        perform refuse('GR004', 'this is the login of a person', '{"field": "code", "why": "exists"}');
    end if;
    if put_vehicle.area_id is not null and not exists (select from area a where a.area_id = put_vehicle.area_id) then
        perform refuse('GR004', 'no such area', '{"field": "area_id", "why": "unknown"}');
    end if;
    if put_vehicle.department_id is not null and not exists (select from department d where d.department_id = put_vehicle.department_id) then
        perform refuse('GR004', 'no such department', '{"field": "department_id", "why": "unknown"}');
    end if;
    select to_jsonb(u) into was from field_unit u where u.code = kept_code;
    insert into field_unit as u (kind, code, name, department_id, area_id, active)
    values ('vehicle', kept_code, checked_text('name', put_vehicle.name, 60, true), put_vehicle.department_id, put_vehicle.area_id,
            coalesce(put_vehicle.active, true))
    on conflict on constraint field_unit_code_key do update
        set name = excluded.name, department_id = excluded.department_id, area_id = excluded.area_id, active = excluded.active;
    insert into configuration_step (subject, subject_key, old, new)
    select 'setting', 'vehicle/' || kept_code, was, to_jsonb(u) from field_unit u where u.code = kept_code;
end $$;

-- For whom a gateway may speak: logins of grid workers and codes of vehicles. Who is not listed any more falls silent.
create function api.set_gateway_list(gateway text, codes text[])
returns integer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    was jsonb;
    wrong text;
begin
    perform must_be_administrator('set_gateway_list');
    if not exists (select from gateway g where g.login = set_gateway_list.gateway) then
        perform refuse('GR005', 'no such gateway', '{"what": "gateway"}');
    end if;
    insert into field_unit (kind, code, login)
    select 'worker', p.login, p.login from person p
    join pg_roles r on r.rolname = p.login and pg_has_role(r.oid, 'gridroom_grid_worker', 'member')
    where p.active and p.login = any (codes)
    on conflict do nothing;
    select c into wrong from unnest(codes) c where not exists (select from field_unit u where u.code = c) limit 1;
    if wrong is not null then
        perform refuse('GR004', 'neither a grid worker nor a vehicle', jsonb_build_object('field', 'codes', 'why', 'unknown', 'value', left(wrong, 63)));
    end if;
    select coalesce(jsonb_agg(u.code order by u.code), '[]') into was
    from gateway_unit g join field_unit u using (unit_id) where g.gateway = set_gateway_list.gateway;
    perform replace_gateway_list(set_gateway_list.gateway, codes);
    insert into configuration_step (subject, subject_key, old, new)
    values ('setting', 'gateway/' || set_gateway_list.gateway, was, to_jsonb(codes));
    return cardinality(codes);
end $$;

create or replace function gridroom.replace_gateway_list(of_gateway text, codes text[])
returns void language sql security definer set search_path = gridroom, pg_temp as $$
    delete from gateway_unit g where g.gateway = of_gateway;
    insert into gateway_unit (gateway, unit_id) select of_gateway, u.unit_id from field_unit u where u.code = any (codes);
$$;

create view api.gateway_list as
    select g.login, g.name, g.active, u.code, u.kind, coalesce(p.name, u.name) as unit_name
    from gridroom.gateway g
    left join gridroom.gateway_unit l on l.gateway = g.login
    left join gridroom.field_unit u using (unit_id)
    left join gridroom.person p on p.login = u.login
    where gridroom.has_any_duty('{gridroom_administrator,gridroom_duty_chief,gridroom_security_auditor}');

reset role;
alter function gridroom.keep_fixes(gridroom.position_fix[]) owner to gridroom_across;
alter function gridroom.keep_duty(integer, boolean, timestamptz, text) owner to gridroom_across;
alter function gridroom.replace_gateway_list(text, text[]) owner to gridroom_across;
grant delete on gridroom.gateway_unit to gridroom_across;
