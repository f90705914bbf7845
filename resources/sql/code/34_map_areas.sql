-- What the map shows of areas: how many cases lie where. Outlines are read from api.area and api.area_outline.
--
-- Row security holds: everybody counts the cases they may see. Counts are no words of citizens, so wall displays have
-- them too. A case counts under the path it was filed under; paths are made of stable labels (30_areas.sql), so a new
-- version of an area keeps its old cases.
set role gridroom_owner;

-- The days that "recently" means for the rates on the map.
create or replace function gridroom.map_days()
returns integer language sql stable set search_path = gridroom, pg_temp as $$
    select coalesce((gridroom.setting_value('map_days') #>> '{}')::integer, 30)
$$;

-- One row per path on which cases lie: open and overdue now; reported within the last days, and of these registered
-- and closed; reporters called back within them who said whether they are satisfied, and those who are. The branches are
-- separate so that each finds its own index.
create function api.area_counts()
returns table (area_path text, open integer, overdue integer, reported integer, registered integer, closed integer,
               answered integer, satisfied integer)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
declare
    since timestamptz := now() - make_interval(days => map_days());
begin
    return query
        select p.area_path::text, sum(p.open)::integer, sum(p.overdue)::integer, sum(p.reported)::integer,
               sum(p.registered)::integer, sum(p.closed)::integer, sum(p.answered)::integer, sum(p.satisfied)::integer
        from (select c.area_path, count(*) as open, count(*) filter (where c.deadline_at <= now()) as overdue,
                     0 as reported, 0 as registered, 0 as closed, 0 as answered, 0 as satisfied
              from case_file c where c.is_open group by 1
              union all
              select c.area_path, 0, 0, count(*), count(c.registered_at),
                     count(*) filter (where c.state = 'closed' and c.registered_at is not null), 0, 0
              from case_file c where c.reported_at >= since and c.state <> 'voided' group by 1
              union all
              select c.area_path, 0, 0, 0, 0, 0, count(*), count(*) filter (where b.satisfied = 'yes')
              from call_back b join case_file c using (case_id)
              where b.called_at >= since and b.satisfied <> 'unknown' group by 1) p
        group by 1;
end $$;

-- The versions of one area, newest first: by its stable label, the last of its path.
create function api.area_versions(of_area integer)
returns table (area_id integer, code text, name text, provisional boolean, valid_from date, valid_to date, area_m2 float8)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select a.area_id, a.code, a.name, a.provisional, a.valid_from, a.valid_to, o.area_m2
    from area one
    join area a on a.path = one.path
    left join area_outline o on o.area_id = a.area_id
    where one.area_id = of_area
    order by a.valid_from desc, a.area_id desc
$$;

reset role;
