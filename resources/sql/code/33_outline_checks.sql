-- Whether outlines cross themselves or lie on each other, with nothing but arithmetic (docs/decisions/0049).
--
-- The area under which two polygons lie together is the sum over all pairs of their edges of the signed area that lies
-- under both edges: the integral of the lower of two straight lines, which has a closed form. It is exact for every simple
-- polygon, with holes and several parts, and asks for no library.
set role gridroom_owner;

-- Areas may lie on each other by that much: what is left of rounding is far below it.
create or replace function gridroom.overlap_tolerance_m2()
returns float8 language sql immutable set search_path = gridroom, pg_temp as $$ select 1.0::float8 $$;

-- The edges of a GeoJSON outline from left to right, upright ones left out; weight: 1 above the inside, -1 below it.
create or replace function gridroom.outline_edges(outline jsonb)
returns table (x1 float8, y1 float8, x2 float8, y2 float8, weight integer)
language sql immutable set search_path = gridroom, pg_temp as $$
    with corners as (
        select part.no as part_no, ring.no as ring_no, corner.no, (corner.at ->> 0)::float8 as x, (corner.at ->> 1)::float8 as y
        from jsonb_array_elements(case outline ->> 'type' when 'Polygon' then jsonb_build_array(outline -> 'coordinates')
                                                          else outline -> 'coordinates' end) with ordinality as part(rings, no)
        cross join lateral jsonb_array_elements(part.rings) with ordinality as ring(corners, no)
        cross join lateral jsonb_array_elements(ring.corners) with ordinality as corner(at, no)
    ), sides as (
        select c.part_no, c.ring_no, c.x, c.y,
               coalesce(lead(c.x) over ring, first_value(c.x) over ring) as to_x,
               coalesce(lead(c.y) over ring, first_value(c.y) over ring) as to_y,
               first_value(c.y) over ring as base
        from corners c window ring as (partition by c.part_no, c.ring_no order by c.no)
    ), turned as (
        select s.*, (case when sum((s.to_x - s.x) * (s.y + s.to_y - 2 * s.base)) over (partition by s.part_no, s.ring_no) < 0
                          then -1 else 1 end) * (case when s.ring_no > 1 then -1 else 1 end) as turn
        from sides s
    )
    select least(t.x, t.to_x), case when t.x < t.to_x then t.y else t.to_y end,
           greatest(t.x, t.to_x), case when t.x < t.to_x then t.to_y else t.y end,
           t.turn * sign(t.to_x - t.x)::integer
    from turned t where t.x <> t.to_x
$$;

-- The integral of the lower of two lines over their common stretch; heights are given at its two ends.
create or replace function gridroom.under_both(wide float8, one_left float8, other_left float8, one_right float8, other_right float8)
returns float8 language sql immutable parallel safe set search_path = gridroom, pg_temp as $$
    select case
        when (one_left - other_left) * (one_right - other_right) >= 0
            then wide * (least(one_left, other_left) + least(one_right, other_right)) / 2
        else (select wide * (t * (least(one_left, other_left) + at) + (1 - t) * (at + least(one_right, other_right))) / 2
              from (select s.t, one_left + s.t * (one_right - one_left) as at
                    from (select (one_left - other_left) / ((one_left - other_left) - (one_right - other_right)) as t) s) c)
    end
$$;

-- Pairs of outlines that lie on each other beyond the tolerance: each of `drawn` with each of `drawn` and `standing`
-- (arrays of {code, outline}), the largest first.
create or replace function gridroom.overlapping_outlines(drawn jsonb, standing jsonb)
returns table (code text, other text, m2 float8)
language sql stable set search_path = gridroom, pg_temp as $$
    with outlines as materialized (
        select row_number() over () as no, o.area ->> 'code' as code, o.is_drawn,
               array_agg(array[e.x1, e.y1, e.x2, e.y2, e.weight]) as edges,
               min(e.x1) as west, min(least(e.y1, e.y2)) as south, max(e.x2) as east, max(greatest(e.y1, e.y2)) as north
        from (select jsonb_array_elements(drawn) as area, true as is_drawn
              union all select jsonb_array_elements(standing), false) o
        cross join lateral outline_edges(o.area -> 'outline') e
        group by o.area, o.is_drawn
    ), pairs as (
        select a.code, b.code as other, a.edges, b.edges as other_edges, least(a.south, b.south) as base,
               power(111320, 2) * cos(radians(a.south)) as m2
        from outlines a join outlines b on a.is_drawn and (not b.is_drawn or a.no < b.no)
         and a.west < b.east and b.west < a.east and a.south < b.north and b.south < a.north
    ), sums as (
        select p.code, p.other, s.total * p.m2 as m2
        from pairs p
        cross join lateral (
            select sum(w * under_both(r - l, y1 + (l - x1) * k - p.base, v1 + (l - u1) * q - p.base,
                                      y1 + (r - x1) * k - p.base, v1 + (r - u1) * q - p.base)) as total
            from (select greatest(e.x1, f.x1) as l, least(e.x2, f.x2) as r, e.w * f.w as w, e.x1, e.y1, f.x1 as u1, f.y1 as v1,
                         (e.y2 - e.y1) / (e.x2 - e.x1) as k, (f.y2 - f.y1) / (f.x2 - f.x1) as q
                  from (select p.edges[i][1] as x1, p.edges[i][2] as y1, p.edges[i][3] as x2, p.edges[i][4] as y2,
                               p.edges[i][5] as w from generate_subscripts(p.edges, 1) i) e
                  join (select p.other_edges[j][1] as x1, p.other_edges[j][2] as y1, p.other_edges[j][3] as x2,
                               p.other_edges[j][4] as y2, p.other_edges[j][5] as w
                        from generate_subscripts(p.other_edges, 1) j) f on e.x1 < f.x2 and f.x1 < e.x2) stretch) s
    )
    select s.code, s.other, s.m2 from sums s where s.m2 > overlap_tolerance_m2() order by s.m2 desc
$$;

-- Whether a border of this outline crosses another border of it. Borders that only touch do not cross.
create or replace function gridroom.crosses_itself(outline jsonb)
returns boolean language sql immutable set search_path = gridroom, pg_temp as $$
    with side as materialized (
        select row_number() over () as no, r.x, r.y, r.to_x, r.to_y
        from (select (corner.at ->> 0)::float8 as x, (corner.at ->> 1)::float8 as y,
                     lead((corner.at ->> 0)::float8) over ring as to_x, lead((corner.at ->> 1)::float8) over ring as to_y
              from jsonb_array_elements(case outline ->> 'type' when 'Polygon' then jsonb_build_array(outline -> 'coordinates')
                                                                else outline -> 'coordinates' end) with ordinality as part(rings, no)
              cross join lateral jsonb_array_elements(part.rings) with ordinality as ring(corners, no)
              cross join lateral jsonb_array_elements(ring.corners) with ordinality as corner(at, no)
              window ring as (partition by part.no, ring.no order by corner.no)) r
        where r.to_x is not null
    )
    select exists (
        select from side a join side b on a.no < b.no
           and least(a.x, a.to_x) < greatest(b.x, b.to_x) and least(b.x, b.to_x) < greatest(a.x, a.to_x)
           and least(a.y, a.to_y) < greatest(b.y, b.to_y) and least(b.y, b.to_y) < greatest(a.y, a.to_y)
        where sign((a.to_x - a.x) * (b.y - a.y) - (a.to_y - a.y) * (b.x - a.x))
            * sign((a.to_x - a.x) * (b.to_y - a.y) - (a.to_y - a.y) * (b.to_x - a.x)) < 0
          and sign((b.to_x - b.x) * (a.y - b.y) - (b.to_y - b.y) * (a.x - b.x))
            * sign((b.to_x - b.x) * (a.to_y - b.y) - (b.to_y - b.y) * (a.to_x - b.x)) < 0)
$$;

reset role;
