-- What the map shows of time gone by: where cases were (heat), how a day went, places that come again and again, and who is in
-- an area now. Row security holds throughout: everybody sees the cases they may see. Points go out as bytes, in network order:
-- a hundred thousand of them as rows would cost both sides a second. See decision 0031.
set role gridroom_owner;

insert into gridroom.setting (key, value) values
    ('repeat_places', '{"metres": 50, "fewest": 3}')
on conflict (key) do nothing;

create or replace function gridroom.checked_period(starts timestamptz, ends timestamptz)
returns void language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    perform me();
    if (case when starts >= '2000-01-01' and ends <= '2200-01-01' then ends > starts and ends - starts <= interval '3700 days' end)
       is not true then
        perform refuse('GR004', 'a period of at most ten years', '{"field": "ends", "why": "out_of_range"}');
    end if;
end $$;

-- Longitude and latitude (float4 each: within a metre) of every case reported in the period; open_only: of those open now.
create function api.case_points(starts timestamptz, ends timestamptz, open_only boolean default false)
returns bytea language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
begin
    perform checked_period(case_points.starts, case_points.ends);
    return coalesce((
        select string_agg(float4send(c.position[0]::real) || float4send(c.position[1]::real), '')
        from case_file c
        where c.reported_at >= case_points.starts and c.reported_at < case_points.ends and c.position is not null
          and c.state <> 'voided' and (c.is_open or not case_points.open_only)), '');
end $$;

-- The stage in which a state is counted (as case_file.stage) as a number: its place in the closed loop, 5 is the end.
create or replace function gridroom.stage_number(state text)
returns smallint language sql immutable parallel safe as $$
    select case when state in ('reported', 'confirming') then 0
                when state in ('registered', 'returned', 'disputed', 'escalated') then 1
                when state in ('dispatched', 'accepted', 'in_rework', 'suspended', 'deferred') then 2
                when state in ('handled', 'self_handled') then 3
                when state = 'verified' then 4 else 5 end::smallint
$$;

-- How a local day went: for each case the stage it stood in when the day began, and each change of stage in the day. Records of
-- 26 bytes by time: case id (int8), seconds since the day began (float8, 0: it stood so already), longitude, latitude (float4),
-- stage (int2).
create function api.day_of_cases(day date)
returns bytea language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
declare
    begins timestamptz := checked_day(day_of_cases.day)::timestamp at time zone time_zone();
    ends timestamptz := (day_of_cases.day + 1)::timestamp at time zone time_zone();
begin
    perform checked_period(begins, ends);
    return coalesce((
        with there as (
            select c.case_id, c.position from case_file c
            where c.position is not null and c.reported_at < ends
              and (c.is_open or c.closed_at >= begins)
        ), moved as (
            select t.case_id, t.position, 0::float8 as second, stage_number(s.to_state) as stage, s.seq
            from there t
            cross join lateral (select s.to_state, s.seq from case_step s where s.case_id = t.case_id and s.at < begins
                                order by s.seq desc limit 1) s
            where stage_number(s.to_state) < 5
            union all
            select t.case_id, t.position, extract(epoch from s.at - begins)::float8, stage_number(s.to_state), s.seq
            from there t
            join case_step s on s.case_id = t.case_id and s.at >= begins and s.at < ends
        )
        select string_agg(int8send(m.case_id) || float8send(m.second) || float4send(m.position[0]::real)
                          || float4send(m.position[1]::real) || int2send(m.stage), '' order by m.second, m.case_id, m.seq)
        from moved m), '');
end $$;

-- Places with at least so many cases of the period within so many metres, those with most first; the defaults are in setting
-- repeat_places. Cases are gathered in squares of that size; a square whose surroundings hold more than those of its
-- neighbours is a place, its middle the mean of its cases, and a case belongs to the nearest place within reach.
create function api.repeat_places(starts timestamptz, ends timestamptz, metres float8 default null, fewest integer default null)
returns table (longitude float8, latitude float8, cases integer, open integer, place text, class text, case_ids bigint[])
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    reach float8 := coalesce(repeat_places.metres, (setting_value('repeat_places') ->> 'metres')::float8, 50);
    enough integer := coalesce(repeat_places.fewest, (setting_value('repeat_places') ->> 'fewest')::integer, 3);
    high float8;
begin
    perform checked_period(repeat_places.starts, repeat_places.ends);
    if (reach between 5 and 2000) is not true then
        perform refuse('GR004', 'from 5 to 2000 metres', '{"field": "metres", "why": "out_of_range"}');
    end if;
    high := reach / 111195;
    if (enough between 2 and 10000) is not true then
        perform refuse('GR004', 'two cases at least', '{"field": "fewest", "why": "out_of_range"}');
    end if;
    return query
        with known as materialized (
            select c.case_id, c.position as p, c.is_open, c.place, c.minor_id, c.reported_at
            from case_file c
            where c.reported_at >= repeat_places.starts and c.reported_at < repeat_places.ends and c.position is not null
              and c.state <> 'voided'
        ), recent as materialized (
            -- One scale for all: of each latitude its own, neighbouring rows would be shifted against each other.
            select k.*, floor(k.p[1] / high)::bigint as y, floor(k.p[0] * m.narrow / high)::bigint as x
            from known k cross join (select cos(radians(avg(o.p[1]))) as narrow from known o) m
        ), square as materialized (
            select r.y, r.x, count(*)::integer as n, point(avg(r.p[0]), avg(r.p[1])) as middle from recent r group by 1, 2
        ), around as materialized (
            select s.y, s.x, s.middle, s.n, o.n_around
            from square s
            join (select i.y + down as y, i.x + across as x, sum(i.n) as n_around
                  from square i cross join generate_series(-1, 1) down cross join generate_series(-1, 1) across
                  group by 1, 2 having sum(i.n) >= enough) o on (o.y, o.x) = (s.y, s.x)
        ), peak as materialized (
            select a.y, a.x, a.middle
            from around a
            join (select i.y + down as y, i.x + across as x, max(array[i.n, i.n_around, i.y, i.x]) as highest
                  from around i cross join generate_series(-1, 1) down cross join generate_series(-1, 1) across
                  group by 1, 2) o on (o.y, o.x) = (a.y, a.x)
            where o.highest = array[a.n, a.n_around, a.y, a.x]
        ), belongs as (
            select distinct on (r.case_id) r.case_id, r.is_open, r.place, r.minor_id, r.reported_at, k.y, k.x, k.middle
            from peak k
            cross join generate_series(-1, 1) down cross join generate_series(-1, 1) across
            join recent r on r.y = k.y + down and r.x = k.x + across
            where metres_between(k.middle, r.p) <= reach
            order by r.case_id, metres_between(k.middle, r.p)
        )
        select b.middle[0], b.middle[1], count(*)::integer, (count(*) filter (where b.is_open))::integer,
               coalesce(mode() within group (order by nullif(b.place, '')), ''),
               coalesce((select m.name from catalogue_minor m
                         where m.minor_id = mode() within group (order by b.minor_id)), ''),
               (array_agg(b.case_id order by b.reported_at desc))[1:200]
        from belongs b
        group by b.y, b.x, b.middle[0], b.middle[1]
        having count(*) >= enough
        order by 3 desc, 4 desc, 1, 2
        limit 100;
end $$;

-- The ids of those on duty whose last position lies in this area, of those that this login sees at all.
create function api.units_in(of_area integer)
returns setof integer language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select l.unit_id from last_position l
    where l.on_duty and l.area_path <@ (select a.path from area a where a.area_id = of_area)
    order by 1
$$;

reset role;
