-- Areas: where a point lies, and what of them can be read. How they get in: 32_put_areas.sql.
--
-- One row of gridroom.area is one version of one area. Its path is made of stable labels: the area_id of the FIRST version
-- of each area from the district down. A street whose outline is drawn anew keeps its label, so that paths of old cases,
-- of people and of the cells below it stay comparable; only cell_id names the exact version.
--
-- Native geometric operators compare with a tolerance of 1e-6, here a millionth of a degree, about 0.1 m: a point that close
-- to a shared edge lies in both neighbours, and the lower area_id decides, for everybody alike.
set role gridroom_owner;

-- Policies: everybody who is signed in may read areas (through the views and functions below); an administrator writes.
alter table gridroom.area enable row level security;
alter table gridroom.area force row level security;
alter table gridroom.area_outline enable row level security;
alter table gridroom.area_outline force row level security;
alter table gridroom.area_ring enable row level security;
alter table gridroom.area_ring force row level security;
drop policy if exists area_read on gridroom.area;
drop policy if exists area_write on gridroom.area;
drop policy if exists area_outline_read on gridroom.area_outline;
drop policy if exists area_outline_write on gridroom.area_outline;
drop policy if exists area_ring_read on gridroom.area_ring;
drop policy if exists area_ring_write on gridroom.area_ring;
create policy area_read on gridroom.area for select using (true);
create policy area_outline_read on gridroom.area_outline for select using (true);
create policy area_ring_read on gridroom.area_ring for select using (true);
create policy area_write on gridroom.area
    using ((select gridroom.has_duty('administrator'))) with check ((select gridroom.has_duty('administrator')));
create policy area_outline_write on gridroom.area_outline
    using ((select gridroom.has_duty('administrator'))) with check ((select gridroom.has_duty('administrator')));
create policy area_ring_write on gridroom.area_ring
    using ((select gridroom.has_duty('administrator'))) with check ((select gridroom.has_duty('administrator')));

-- Where is a point ---------------------------------------------------------------------------------------------------

-- The current grid cell in which p lies (x longitude, y latitude, CGCS2000/WGS-84), or null.
-- GiST knows polygon && polygon and not polygon @> point, so the point searches as a box of no size. plpgsql, because its
-- plan is kept for the session; a polygon in a sub-select would become an init plan and lose the index.
create or replace function gridroom.locate_cell(p point)
returns integer language plpgsql stable parallel safe set search_path = gridroom, pg_temp as $$
begin
    return (
        select min(r.area_id)
        from area_ring r
        where r.level = 'grid_cell' and r.ring_no = 0 and r.current
          and r.ring && polygon(box(p, p))
          and r.ring @> p
          and not exists (select from area_ring hole
                          where hole.area_id = r.area_id and hole.polygon_no = r.polygon_no and hole.ring_no > 0
                            and hole.ring @> p));
end $$;

-- The current area of that level in which p lies, or null.
create or replace function gridroom.locate_area(p point, wanted_level text)
returns integer language plpgsql stable parallel safe set search_path = gridroom, pg_temp as $$
begin
    if wanted_level = 'grid_cell' then
        return locate_cell(p);
    end if;
    return (
        select min(r.area_id)
        from area_ring r
        where r.level <> 'grid_cell' and r.level = wanted_level and r.ring_no = 0 and r.current
          and r.ring && polygon(box(p, p))
          and r.ring @> p
          and not exists (select from area_ring hole
                          where hole.area_id = r.area_id and hole.polygon_no = r.polygon_no and hole.ring_no > 0
                            and hole.ring @> p));
end $$;

-- The innermost current area in which p lies, or null: a cell where there are cells, else what the district has drawn.
create or replace function gridroom.deepest_area(p point)
returns integer language plpgsql stable set search_path = gridroom, pg_temp as $$
declare
    found_area integer := locate_cell(p);
    at_level text;
begin
    foreach at_level in array array['duty_grid', 'community', 'street', 'district'] loop
        exit when found_area is not null;
        found_area := locate_area(p, at_level);
    end loop;
    return found_area;
end $$;

-- An area and everything above it, in the versions that belong together.
create or replace function gridroom.area_chain(of_area integer)
returns setof gridroom.area language sql stable set search_path = gridroom, public, pg_temp as $$
    with recursive upward as (
        select a.* from area a where a.area_id = of_area
        union all
        select a.* from area a join upward on a.area_id = upward.parent_id
    )
    select * from upward
$$;

-- Refuses what is no place on Earth; longitude and latitude exchanged shows here for most of China.
create or replace function gridroom.checked_place(longitude float8, latitude float8)
returns point language plpgsql immutable set search_path = gridroom, pg_temp as $$
begin
    -- NaN sorts above every number, so it fails the upper bound.
    if longitude is null or latitude is null or not (longitude between -180 and 180 and latitude between -90 and 90) then
        perform refuse('GR004', 'longitude must lie in -180…180 and latitude in -90…90',
                       jsonb_build_object('field', 'position', 'why', 'out_of_range'));
    end if;
    return point(longitude, latitude);
end $$;

-- Always one row. Outside every cell the deepest area that holds the point is named; outside all, empty texts.
create or replace function api.locate(longitude float8, latitude float8)
returns table (cell_id integer, cell_code text, duty_grid text, community text, street text, district text, area_path text)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
declare
    innermost integer := deepest_area(checked_place(longitude, latitude));
begin
    return query
        select min(c.area_id) filter (where c.level = 'grid_cell'),
               coalesce(min(c.code) filter (where c.level = 'grid_cell'), ''),
               coalesce(min(c.name) filter (where c.level = 'duty_grid'), ''),
               coalesce(min(c.name) filter (where c.level = 'community'), ''),
               coalesce(min(c.name) filter (where c.level = 'street'), ''),
               coalesce(min(c.name) filter (where c.level = 'district'), ''),
               coalesce(min(c.path::text) filter (where c.area_id = innermost), '')
        from area_chain(innermost) c;
end $$;

-- What can be read ----------------------------------------------------------------------------------------------------

create or replace view api.area as
    select a.area_id, a.level, a.code, a.name, a.parent_id, a.path::text as path, a.provisional, a.valid_from, a.valid_to,
           o.centre[0] as longitude, o.centre[1] as latitude, o.area_m2, a.exclusive
    from gridroom.area a
    left join gridroom.area_outline o using (area_id);

create or replace view api.area_outline as
    select o.area_id, a.level, o.outline
    from gridroom.area_outline o
    join gridroom.area a using (area_id);

-- Current cells whose bounding box comes within that many metres of a place, nearest centre first, at most 2,000.
create or replace function api.cells_near(longitude float8, latitude float8, metres float8)
returns table (area_id integer, outline jsonb)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
declare
    place point := checked_place(longitude, latitude);
    north float8;
    east float8;
    window_ring polygon;
begin
    if metres < 0.01 then
        perform refuse('GR004', 'more than nothing', '{"field": "metres", "why": "out_of_range"}');
    end if;
    north := least(metres, 50000) / 111320;
    east := north / greatest(cos(radians(latitude)), 0.01);
    window_ring := polygon(box(point(longitude - east, latitude - north), point(longitude + east, latitude + north)));
    return query
        select o.area_id, o.outline
        from area_outline o
        where o.area_id in (select r.area_id from area_ring r
                            where r.level = 'grid_cell' and r.ring_no = 0 and r.current and r.ring && window_ring)
        order by o.centre <-> place, o.area_id
        limit 2000;
end $$;

reset role;
