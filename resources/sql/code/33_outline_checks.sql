-- Whether outlines cross themselves or lie on each other, with nothing but arithmetic (docs/decisions/0049, 0062).
--
-- The area under which two polygons lie together is the sum over all pairs of their edges of the signed area that lies
-- under both edges: the integral of the lower of two straight lines, which has a closed form. It is exact for every simple
-- polygon, with holes and several parts, and asks for no library. Thousands of pairs are summed in one statement.
set role gridroom_owner;

-- Areas may lie on each other, stick out or leave ground free by that much, large ones by a millionth of their size: a straight
-- border in metres is none in degrees.
create or replace function gridroom.outline_tolerance_m2()
returns float8 language sql immutable set search_path = gridroom, pg_temp as $$ select 1.0::float8 $$;

-- Square metres of a square degree at a latitude, on the ellipsoid of CGCS2000 and WGS-84: the lengths of a degree north and
-- of one east, by their usual series.
create or replace function gridroom.square_degree_m2(latitude float8)
returns float8 language sql immutable set search_path = gridroom, pg_temp as $$
    select (111132.954 - 559.822 * cosd(2 * latitude) + 1.175 * cosd(4 * latitude))
         * (111412.84 * cosd(latitude) - 93.5 * cosd(3 * latitude) + 0.118 * cosd(5 * latitude))
$$;

-- The corners of GeoJSON outlines; shape counts the array from 1.
create or replace function gridroom.outline_corners(outlines jsonb[])
returns table (shape integer, part_no integer, ring_no integer, corner_no integer, x float8, y float8)
language sql immutable set search_path = gridroom, pg_temp as $$
    select s.no::integer, part.no::integer, ring.no::integer, corner.no::integer, (corner.at ->> 0)::float8, (corner.at ->> 1)::float8
    from unnest(outlines) with ordinality as s(outline, no)
    cross join lateral jsonb_array_elements(case s.outline ->> 'type' when 'Polygon' then jsonb_build_array(s.outline -> 'coordinates')
                                                                      else s.outline -> 'coordinates' end) with ordinality as part(rings, no)
    cross join lateral jsonb_array_elements(part.rings) with ordinality as ring(corners, no)
    cross join lateral jsonb_array_elements(ring.corners) with ordinality as corner(at, no)
$$;

-- Square metres that are common to outlines[ones[i]] and outlines[others[i]], for each i where their boxes meet; an outline
-- with itself: its size. edge: from left to right, upright ones left out; weight 1 above the inside, -1 below it.
create or replace function gridroom.common_m2(outlines jsonb[], ones integer[], others integer[])
returns table (pair integer, m2 float8)
language sql stable set search_path = gridroom, pg_temp set work_mem = '64MB' set jit = off as $$
    with sides as (
        select c.shape, c.part_no, c.ring_no, c.x, c.y,
               coalesce(lead(c.x) over ring, first_value(c.x) over ring) as to_x,
               coalesce(lead(c.y) over ring, first_value(c.y) over ring) as to_y,
               first_value(c.y) over ring as base
        from outline_corners(outlines) c window ring as (partition by c.shape, c.part_no, c.ring_no order by c.corner_no)
    ), turned as (
        select s.*, (case when sum((s.to_x - s.x) * (s.y + s.to_y - 2 * s.base)) over (partition by s.shape, s.part_no, s.ring_no) < 0
                          then -1 else 1 end) * (case when s.ring_no > 1 then -1 else 1 end) as turn
        from sides s
    ), edge as materialized (
        select t.shape, least(t.x, t.to_x) as x1, case when t.x < t.to_x then t.y else t.to_y end as y1,
               greatest(t.x, t.to_x) as x2, case when t.x < t.to_x then t.to_y else t.y end as y2,
               t.turn * sign(t.to_x - t.x) as weight
        from turned t where t.x <> t.to_x
    ), extent as materialized (
        select e.shape, min(e.x1) as west, min(least(e.y1, e.y2)) as south, max(e.x2) as east, max(greatest(e.y1, e.y2)) as north
        from edge e group by e.shape
    ), asked as materialized (
        select p.no::integer as pair, p.one, p.other, greatest(a.west, b.west) as west, least(a.east, b.east) as east,
               least(a.south, b.south) as base, square_degree_m2(a.south) as m2
        from unnest(ones, others) with ordinality as p(one, other, no)
        join extent a on a.shape = p.one
        join extent b on b.shape = p.other and a.west < b.east and b.west < a.east and a.south < b.north and b.south < a.north
    ), span as (
        select min(x.west) as west, greatest(max(x.east) - min(x.west), 1e-9) / 256 as wide from extent x
    ), bin as materialized (  -- edges by the upright strips that they cross, so that not every edge meets every other
        select e.*, b.no as strip, floor((e.x1 - s.west) / s.wide)::integer as first_strip
        from edge e cross join span s
        cross join lateral generate_series(floor((e.x1 - s.west) / s.wide)::integer, floor((e.x2 - s.west) / s.wide)::integer) b(no)
    ), stretch as (
        select p.pair, p.m2, e.weight * f.weight as weight, greatest(e.x1, f.x1) as l, least(e.x2, f.x2) as r, p.base,
               e.x1, e.y1, (e.y2 - e.y1) / (e.x2 - e.x1) as k, f.x1 as u1, f.y1 as v1, (f.y2 - f.y1) / (f.x2 - f.x1) as q
        from asked p
        join bin e on e.shape = p.one and e.x1 < p.east and e.x2 > p.west
        join bin f on f.shape = p.other and f.strip = e.strip and e.x1 < f.x2 and f.x1 < e.x2
        where p.one <> p.other and e.strip = greatest(e.first_strip, f.first_strip)  -- each pair of edges once
        offset 0
    ), height as (
        select s.pair, s.m2, s.weight, s.r - s.l as wide, s.y1 + (s.l - s.x1) * s.k - s.base as a0, s.v1 + (s.l - s.u1) * s.q - s.base as b0,
               s.y1 + (s.r - s.x1) * s.k - s.base as a1, s.v1 + (s.r - s.u1) * s.q - s.base as b1
        from stretch s offset 0
    )
    -- The lower of two lines is their mean less half their distance.
    select h.pair, sum(h.weight * h.wide * ((h.a0 + h.a1 + h.b0 + h.b1) / 4 - case
               when (h.a0 - h.b0) * (h.a1 - h.b1) >= 0 then abs(h.a0 - h.b0 + h.a1 - h.b1) / 4
               else (power(h.a0 - h.b0, 2) + power(h.a1 - h.b1, 2)) / (4 * abs(h.a0 - h.b0 - h.a1 + h.b1)) end) * h.m2)
    from height h group by h.pair
    union all
    select p.pair, sum(e.weight * (e.x2 - e.x1) * ((e.y1 + e.y2) / 2 - p.base) * p.m2)
    from asked p join edge e on e.shape = p.one where p.one = p.other group by p.pair
$$;

-- Of these outlines those that no inside can be told of: a ring that is not closed, or whose borders cross or touch each
-- other. Rings of one outline may touch each other at points. why: outline_unreadable | crosses_itself.
create or replace function gridroom.broken_outlines(outlines jsonb[])
returns table (shape integer, why text)
language sql stable set search_path = gridroom, pg_temp set work_mem = '64MB' set jit = off as $$
    with corner as materialized (select * from outline_corners(outlines)
    ), ring as (
        select c.shape, c.part_no, c.ring_no, count(*) as corners,
               array_agg(array[c.x, c.y] order by c.corner_no) as way
        from corner c group by c.shape, c.part_no, c.ring_no
    ), led as (
        select c.*, lead(c.x) over way as to_x, lead(c.y) over way as to_y
        from corner c window way as (partition by c.shape, c.part_no, c.ring_no order by c.corner_no)
    ), side as materialized (
        select l.shape, l.part_no, l.ring_no, l.x, l.y, l.to_x, l.to_y,
               row_number() over way as no, count(*) over (partition by l.shape, l.part_no, l.ring_no) as sides,
               row_number() over (partition by l.shape) as any_no
        from led l where l.to_x is not null and (l.x, l.y) <> (l.to_x, l.to_y)
        window way as (partition by l.shape, l.part_no, l.ring_no order by l.corner_no)
    ), strip as (  -- sides by the upright strips that they cross, so that not every side meets every other
        select s.*, b.no as strip
        from side s
        join (select shape, min(least(x, to_x)) as west, greatest(max(greatest(x, to_x)) - min(least(x, to_x)), 1e-9)
                         / greatest(count(*) / 16, 1) as wide from side group by shape) w using (shape)
        cross join lateral generate_series(floor((least(s.x, s.to_x) - w.west) / w.wide)::integer,
                                           floor((greatest(s.x, s.to_x) - w.west) / w.wide)::integer) b(no)
    ), turn as (
        select a.shape, (a.part_no, a.ring_no) = (b.part_no, b.ring_no) and b.no - a.no > 1 and b.no - a.no < a.sides - 1 as apart,
               sign((a.to_x - a.x) * (b.y - a.y) - (a.to_y - a.y) * (b.x - a.x))
                   * sign((a.to_x - a.x) * (b.to_y - a.y) - (a.to_y - a.y) * (b.to_x - a.x)) as one,
               sign((b.to_x - b.x) * (a.y - b.y) - (b.to_y - b.y) * (a.x - b.x))
                   * sign((b.to_x - b.x) * (a.to_y - b.y) - (b.to_y - b.y) * (a.to_x - b.x)) as other
        from strip a join strip b on a.shape = b.shape and a.strip = b.strip and a.any_no < b.any_no
           and least(a.x, a.to_x) <= greatest(b.x, b.to_x) and least(b.x, b.to_x) <= greatest(a.x, a.to_x)
           and least(a.y, a.to_y) <= greatest(b.y, b.to_y) and least(b.y, b.to_y) <= greatest(a.y, a.to_y)
    )
    select r.shape, 'outline_unreadable' from ring r
    where r.corners < 4 or r.way[1:1] <> r.way[r.corners:r.corners]
       or exists (select from unnest(r.way) v where not coalesce(v between -180 and 180, false))
    union
    select t.shape, 'crosses_itself' from turn t where (t.one < 0 and t.other < 0) or (t.apart and t.one <= 0 and t.other <= 0)
$$;

reset role;
