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
        -- Who was there then, in three parts that each have an index: reported in the month before, older and open still, older
        -- and ended since. One condition over reported_at and closed_at would read half of all cases for a day years ago.
        with there as materialized (
            select c.case_id, c.position from case_file c
            where c.position is not null and c.reported_at >= begins - interval '30 days' and c.reported_at < ends
              and (c.is_open or c.closed_at >= begins)
            union all
            select c.case_id, c.position from case_file c
            where c.position is not null and c.is_open and c.reported_at < begins - interval '30 days'
            union all
            select c.case_id, c.position from case_file c
            where c.position is not null and not c.is_open and c.reported_at < begins - interval '30 days'
              and c.closed_at >= begins and c.closed_at - c.reported_at > interval '30 days'
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

-- Places to which cases come again and again: circles of so many metres (setting repeat_places; 50 m is where the trade takes two
-- cases for one place, docs/trade.md §1.3) that hold at least so many cases of the period, those with most first, at most 100.
--
-- Cases are counted in squares of that size on one lattice. A square that has enough cases in itself and its eight neighbours is a
-- core; at most 500 cores, the fullest. The middle of a place is the mean of its core's cases. The fullest core comes first, a middle
-- within reach of an earlier one is the same place, and each case counts for the middle nearest to it, at most reach (to the
-- millimetre) away. So no chain of cases grows into one place, one stray case between two crowds does not unite them, and neither
-- the words of an address nor the order of cases decide. place and class: what most of the newest 200 have. bounded, alike in all rows:
-- there were more squares or more cores than are looked at (5,000, 500), so that of the less crowded places some may be missing.
-- See decision 0060.
create function api.repeat_places(starts timestamptz, ends timestamptz, metres float8 default null, fewest integer default null)
returns table (longitude float8, latitude float8, cases integer, open integer, place text, class text, case_ids bigint[],
               bounded boolean)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp set work_mem = '32MB'
    set enable_nestloop = off  -- how many squares there are is no statistic's business: a guess of one row would compare all with all
as $$
#variable_conflict use_column
declare
    reach float8 := coalesce(repeat_places.metres, (setting_value('repeat_places') ->> 'metres')::float8, 50);
    enough integer := coalesce(repeat_places.fewest, (setting_value('repeat_places') ->> 'fewest')::integer, 3);
    ours box := district_reach();
    east float8;      -- a corner, from which squares are counted
    north float8;
    tall float8;      -- squares to a degree of latitude, and of longitude where ours is farthest from the equator: within ours
    wide float8;      -- none is narrower than reach; outside it a place may lose a case at its edge
    row constant bigint := 1048576;  -- from a square to its northern neighbour; a small number, because hashint8 folds its halves
    about constant bigint[] := array[-row - 1, -row, -row + 1, -1, 0, 1, row - 1, row, row + 1];
    farthest float8;
    degrees_squared float8;
    ids bigint[];
    points point[];
    opens boolean[];
    times timestamptz[];
    squares bigint[];
    cores boolean[];
    left_out boolean;
    xs float8[] := '{}';
    ys float8[] := '{}';
    one record;
begin
    perform checked_period(repeat_places.starts, repeat_places.ends);
    if (reach between 5 and 2000) is not true then
        perform refuse('GR004', 'from 5 to 2000 metres', '{"field": "metres", "why": "out_of_range"}');
    end if;
    if (enough between 2 and 10000) is not true then
        perform refuse('GR004', 'two cases at least', '{"field": "fewest", "why": "out_of_range"}');
    end if;
    tall := 111195 / (reach + 0.001);
    if ours is null then  -- no outlines yet: where any case of the period lies
        select box(c.position, c.position) into ours from case_file c
        where c.reported_at >= repeat_places.starts and c.reported_at < repeat_places.ends and c.position is not null
          and c.state <> 'voided' limit 1;
    end if;
    east := floor((ours[1])[0]);
    north := floor((ours[1])[1]);
    farthest := greatest(abs((ours[0])[1]), abs((ours[1])[1]));
    wide := tall * cos(radians(case when farthest < 88 then ceil(farthest) else 89 end));
    degrees_squared := 1 / tall ^ 2;
    -- Twice over one index, which holds all that is asked here (case_file_where): cheaper than to keep a year of cases aside.
    select array_agg(k.case_id), array_agg(k.p), array_agg(k.is_open), array_agg(k.reported_at), array_agg(k.square), array_agg(w.is_core),
           bool_or(w.left_out)
        into ids, points, opens, times, squares, cores, left_out
    from (
        select c.case_id, c.position as p, c.is_open, c.reported_at,
               ((c.position[1] - north) * tall)::bigint * row + ((c.position[0] - east) * wide)::bigint as square
        from case_file c
        where c.reported_at >= repeat_places.starts and c.reported_at < repeat_places.ends and c.position is not null
          and c.state <> 'voided'
    ) k
    join (
        with counted as materialized (
            select ((c.position[1] - north) * tall)::bigint * row + ((c.position[0] - east) * wide)::bigint as square,
                   count(*)::integer as n
            from case_file c
            where c.reported_at >= repeat_places.starts and c.reported_at < repeat_places.ends and c.position is not null
              and c.state <> 'voided'
            group by 1
        ), core as (
            select s.square, count(*) over () > 500 or (select count(*) from counted) > 5000 as left_out
            from (select * from counted order by n desc, square limit 5000) s
            cross join unnest(about) d join counted o on o.square = s.square + d
            group by s.square, s.n having sum(o.n) >= enough
            order by s.n desc, sum(o.n) desc, s.square limit 500
        )
        select c.square + d as square, bool_or(d = 0) as is_core, bool_or(c.left_out) as left_out
        from core c cross join unnest(about) d group by 1
    ) w using (square);
    for one in
        with near as materialized (
            select u.p, u.square, u.is_core from unnest(points, squares, cores) u(p, square, is_core)
        ), core as (
            select n.square, count(*) as n, avg(n.p[0]) as x, avg(n.p[1]) as y from near n where n.is_core group by 1
        )
        select c.x, c.y
        from core c cross join unnest(about) d join near n on n.square = c.square + d
        where ((n.p[0] - c.x) * cos(radians(c.y))) ^ 2 + (n.p[1] - c.y) ^ 2 <= degrees_squared
        group by c.square, c.n, c.x, c.y having count(*) >= enough
        order by c.n desc, count(*) desc, c.square
    loop
        if not exists (select from unnest(xs, ys) t(x, y)
                       where ((t.x - one.x) * cos(radians(one.y))) ^ 2 + (t.y - one.y) ^ 2 <= degrees_squared) then
            xs := xs || one.x;
            ys := ys || one.y;
        end if;
    end loop;
    return query
        with middle as materialized (
            select m.x, m.y, m.nth, ((m.y - north) * tall)::bigint * row + ((m.x - east) * wide)::bigint as square
            from unnest(xs, ys) with ordinality m(x, y, nth)
        ), reached as (
            select distinct on (u.case_id) u.case_id, u.is_open, u.reported_at, m.nth
            from middle m
            cross join unnest(about) d
            join unnest(ids, points, opens, times, squares) u(case_id, p, is_open, reported_at, square) on u.square = m.square + d
            where ((u.p[0] - m.x) * cos(radians(m.y))) ^ 2 + (u.p[1] - m.y) ^ 2 <= degrees_squared
            order by u.case_id, ((u.p[0] - m.x) * cos(radians(m.y))) ^ 2 + (u.p[1] - m.y) ^ 2, m.nth
        ), found as (
            select r.nth, count(*)::integer as n, (count(*) filter (where r.is_open))::integer as open,
                   (array_agg(r.case_id order by r.reported_at desc, r.case_id desc))[1:200] as newest
            from reached r group by r.nth having count(*) >= enough
            order by 2 desc, 3 desc, 1 limit 100
        )
        select m.x, m.y, f.n, f.open, w.place, w.class, f.newest, left_out
        from found f join middle m using (nth)
        cross join lateral (
            select coalesce(mode() within group (order by nullif(c.place, '')), '') as place,
                   coalesce((select n.name from catalogue_minor n
                             where n.minor_id = mode() within group (order by c.minor_id)), '') as class
            from case_file c where c.case_id = any (f.newest)) w
        order by f.n desc, f.open desc, m.nth;
end $$;

-- The ids of those on duty whose last position lies in this area, of those that this login sees at all.
create function api.units_in(of_area integer)
returns setof integer language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select l.unit_id from last_position l
    where l.on_duty and l.area_path <@ (select a.path from area a where a.area_id = of_area)
    order by 1
$$;

reset role;
