-- Cameras: where they look and whether they live. A stream's address holds a login and a password, so it is shown masked to
-- everybody; reading it in clear is not offered by any function here. See decision 0040.
set role gridroom_owner;

alter table gridroom.camera enable row level security;
alter table gridroom.camera force row level security;
drop policy if exists seen on gridroom.camera;
create policy seen on gridroom.camera using (area_path <@ (select gridroom.my_area_path())) with check (true);

-- 'rtsp://admin:secret@10.1.2.3:554/live/1?token=abc' → 'rtsp://10.1.2.3:554/…': where it comes from and no secret, wherever it stands.
create or replace function gridroom.masked_stream(address text)
returns text language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select case when address = '' then ''
                else coalesce(substring(address from '^([a-z][a-z0-9+.-]*://)') ||
                              coalesce(substring(regexp_replace(split_part(regexp_replace(address, '^[a-z][a-z0-9+.-]*://', ''), '/', 1), '^.*@', '')
                                                 from '^(\[[0-9a-fA-F:.]+\](?::[0-9]+)?|[A-Za-z0-9.-]+(?::[0-9]+)?)$'), '') || '/…', '…') end
$$;

-- What a 20-digit id says of itself: '' when it can be a camera's, else why not.
create or replace function gridroom.camera_code_fault(gb_code text)
returns text language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
    select case when coalesce(gb_code, '') !~ '^[0-9]{20}$' then 'malformed'
                when substr(gb_code, 11, 3) not in ('131', '132') then 'no_camera'
                when left(gb_code, 2)::integer not between 11 and 82 then 'no_area'
                else '' end
$$;

-- One element: {code, name, longitude, latitude, direction?, view_angle?, reach?, stream_address?}. A stream address that is not
-- given leaves the known one as it is.
create function api.put_cameras(cameras jsonb)
returns table (added integer, changed integer, unchanged integer)
language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    wrong record;
    fresh integer;
    touched integer;
begin
    perform must_administer('put_cameras');
    perform check_register(cameras, '{code,name}');
    select e.item, f.fault into wrong
    from jsonb_array_elements(cameras) with ordinality as e(c, item),
         lateral (select case when camera_code_fault(e.c ->> 'code') <> '' then 'code'
                              when not coalesce((e.c ->> 'direction')::numeric between 0 and 359.99, true) then 'direction'
                              when not coalesce((e.c ->> 'view_angle')::numeric between 0.01 and 360, true) then 'view_angle'
                              when not coalesce((e.c ->> 'reach')::numeric between 0.01 and 5000, true) then 'reach'
                              when length(e.c ->> 'stream_address') > 500
                                or e.c ->> 'stream_address' ~ '[[:cntrl:][:space:]]' then 'stream_address' end as fault) f
    where f.fault is not null order by e.item limit 1;
    if found then
        perform refuse('GR004', format('camera %s cannot be stored: %s', wrong.item, wrong.fault),
                       jsonb_build_object('field', wrong.fault, 'why', 'malformed', 'item', wrong.item));
    end if;
    with put as (
        insert into camera as k (gb_code, name, position, direction, view_angle, reach, covered, stream_address, area_path)
            select e.c ->> 'code', checked_text('name', e.c ->> 'name', 200, true), l.place, (e.c ->> 'direction')::real,
                   (e.c ->> 'view_angle')::real, (e.c ->> 'reach')::real, box_around(l.place, (e.c ->> 'reach')::float8),
                   coalesce(e.c ->> 'stream_address', ''),
                   coalesce((select a.path from area a where a.area_id = deepest_area(l.place)), '')
            from jsonb_array_elements(cameras) with ordinality as e(c, item),
                 lateral (select point((e.c ->> 'longitude')::float8, (e.c ->> 'latitude')::float8) as place) l
            order by e.item
        on conflict (gb_code) do update
            set name = excluded.name, position = excluded.position, direction = excluded.direction, view_angle = excluded.view_angle,
                reach = excluded.reach, covered = excluded.covered, area_path = excluded.area_path, active = true, changed_at = now(),
                stream_address = case when excluded.stream_address = '' then k.stream_address else excluded.stream_address end
            where not k.active
               or (k.name, k.direction, k.view_angle, k.reach, k.area_path)
                  is distinct from (excluded.name, excluded.direction, excluded.view_angle, excluded.reach, excluded.area_path)
               or not k.position ~= excluded.position or excluded.stream_address not in ('', k.stream_address)
        returning xmax = 0 as is_new
    )
    select coalesce(sum(is_new::integer), 0), count(*) into fresh, touched from put;
    return query select fresh, touched - fresh, jsonb_array_length(cameras) - touched;
exception when invalid_text_representation then
    perform refuse('GR004', 'direction, view_angle and reach are numbers', jsonb_build_object('field', 'direction', 'why', 'malformed'));
end $$;

-- A camera that is no more; its id stays known.
create function api.disable_cameras(codes text[])
returns integer language plpgsql security definer set search_path = gridroom, pg_temp as $$
declare
    gone integer;
begin
    perform must_administer('disable_cameras');
    update camera set active = false, changed_at = now() where gb_code = any (codes) and active;
    get diagnostics gone = row_count;
    return gone;
end $$;

create view api.camera_list as
    select c.camera_id, c.gb_code, c.name, c.position[0] as longitude, c.position[1] as latitude, c.direction, c.view_angle, c.reach,
           c.state, c.state_since, gridroom.masked_stream(c.stream_address) as masked_address, c.stream_address <> '' as has_stream,
           c.area_path::text as area_path
    from gridroom.camera c where c.active;

-- Whether a camera's field of view holds p. Nothing is known to be seen by a camera whose reach or direction is not known.
create or replace function gridroom.camera_covers(k gridroom.camera, p point)
returns boolean language sql immutable parallel safe as $$
    select coalesce(gridroom.ground_metres(k.position, p) <= k.reach and (k.view_angle >= 360 or gridroom.ground_metres(k.position, p) < 0.5 or
        180 - abs(abs((gridroom.bearing(k.position, p) - k.direction)::numeric % 360) - 180) <= k.view_angle / 2), false)
$$;

-- Past row security, within the path that it is given, because row security would keep the index from being asked.
create or replace function gridroom.cameras_around(p point, most integer, below ltree)
returns table (camera_id integer, metres float8, covers boolean)
language plpgsql stable security definer rows 10 set search_path = gridroom, public, pg_temp as $$
declare
    bound float8;
begin
    select max(ground_metres(p, n.position)) into bound
        from (select c.position from camera c where c.active and c.area_path <@ below order by c.position <-> p limit most) n;
    return query
        select c.camera_id, c.metres, c.covers
        from (
            select k.camera_id, ground_metres(p, k.position) as metres, camera_covers(k, p) as covers
            from camera k where k.active and k.area_path <@ below and k.covered && box(p, p)
            union
            select k.camera_id, ground_metres(p, k.position), camera_covers(k, p)
            from camera k where k.active and k.area_path <@ below and k.position <@ box_around(p, bound)
        ) c
        order by c.covers desc, c.metres, c.camera_id
        limit most;
end $$;

-- The cameras for a place: those whose field of view covers it first, then the nearest.
create function api.cameras_near(at_longitude float8, at_latitude float8, most integer default 10)
returns table (camera_id integer, gb_code text, name text, longitude float8, latitude float8, direction real, view_angle real, reach real,
               state text, state_since timestamptz, has_stream boolean, metres float8, covers boolean)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    p point := checked_place(at_longitude, at_latitude);
begin
    perform me();
    return query
        select c.camera_id, c.gb_code, c.name, c.position[0], c.position[1], c.direction, c.view_angle, c.reach,
               c.state, c.state_since, c.stream_address <> '', a.metres, a.covers
        from cameras_around(p, least(greatest(most, 1), 100), my_area_path()) a
        join camera c using (camera_id)
        order by a.covers desc, a.metres, c.camera_id;
end $$;

-- A seat that plays a camera, or a gateway that watches them, tells what it saw. An observation older than what is known changes
-- nothing; the same state again keeps since when it holds. Answers whether the state changed.
create function api.camera_state(gb_code text, state text, seen_at timestamptz default null)
returns boolean language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    known camera;
    at timestamptz := least(coalesce(camera_state.seen_at, clock_timestamp()), clock_timestamp());
begin
    perform me();
    if not (has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_administrator}')
            or exists (select from pg_roles r where r.rolname = 'gridroom_gateway' and pg_has_role(session_user, r.oid, 'member'))) then
        perform refuse('GR003', 'this person does not watch cameras', jsonb_build_object('action', 'camera_state'));
    end if;
    if camera_state.state is null or not camera_state.state = any (array['live', 'stalled', 'dead', 'unknown']) then
        perform refuse('GR004', 'a camera is live, stalled, dead or unknown', jsonb_build_object('field', 'state', 'why', 'malformed'));
    end if;
    select * into known from camera c where c.gb_code = camera_state.gb_code and c.active for update;
    if not found then
        perform refuse('GR005', 'there is no such camera here', jsonb_build_object('what', 'camera'));
    end if;
    if at <= known.state_seen_at then
        return false;
    end if;
    update camera c set state_seen_at = at, state = camera_state.state,
                        state_since = case when c.state = camera_state.state then c.state_since else at end
        where c.camera_id = known.camera_id;
    return known.state <> camera_state.state;
end $$;

create or replace function gridroom.tell_camera()
returns trigger language plpgsql set search_path = gridroom, pg_temp as $$
begin
    perform pg_notify('gridroom_camera', new.camera_id::text);
    return null;
end $$;
create or replace trigger tell_camera after update on gridroom.camera for each row
    when (old.state <> new.state or old.active <> new.active or not old.position ~= new.position or old.name <> new.name
          or (old.direction, old.view_angle, old.reach) is distinct from (new.direction, new.view_angle, new.reach))
    execute function gridroom.tell_camera();
create or replace trigger tell_new_camera after insert on gridroom.camera for each row execute function gridroom.tell_camera();

reset role;

alter function gridroom.cameras_around(point, integer, ltree) owner to gridroom_across;
grant execute on function gridroom.cameras_around(point, integer, ltree) to gridroom_owner;
