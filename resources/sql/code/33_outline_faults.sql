-- What borders may not do, for every client (docs/decisions/0062). Checked is what is put or ended, against everything that
-- stands then: areas of the same level, the area around, the areas inside.
--
-- Never accepted: a border that crosses itself, and in a redraw an overlap. Accepted with a reason that stays on record:
--   gap      ground of the parent that an area had and none has now
--   outside  an area sticks out of its parent more than it did
--   below    an area inside sticks out of what was put, more than before
--   overlap  two areas of a level lie on each other; only when files are put, since those of two offices do
-- accepted = {"reason": "…", "m2": {kind: square metres that were seen}}; more than what was seen is refused again.
--
-- GR020 why gap | outside | below | overlap {level, code, other, m2 of this pair, total, acceptable, shape} |
--           crosses_itself {level, code} | outline_unreadable {level, code} | reason_missing
set role gridroom_owner;

drop function if exists gridroom.area_faults(text, integer[], jsonb, integer[]);
drop function if exists gridroom.check_area_faults(text, integer[], jsonb, integer[], jsonb, text[]);

alter table gridroom.area_check enable row level security;
alter table gridroom.area_check force row level security;
drop policy if exists waiting on gridroom.area_check;
create policy waiting on gridroom.area_check
    using ((select gridroom.has_duty('administrator'))) with check ((select gridroom.has_duty('administrator')));

-- The current areas of a level whose borders come near this window.
create or replace function gridroom.areas_near(of_level text, around box)
returns setof integer language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    if of_level = 'grid_cell' then
        return query select r.area_id from area_ring r
            where r.level = 'grid_cell' and r.ring_no = 0 and r.current and r.ring && polygon(around);
    else
        return query select r.area_id from area_ring r
            where r.level <> 'grid_cell' and r.level = of_level and r.ring_no = 0 and r.current and r.ring && polygon(around);
    end if;
end $$;

-- Every fault beyond the tolerance, of what was put (touched) and what it replaced (was, as area_elements tells it); what lies
-- inside is told unless it is put too (with_it: all levels). strip: metres along a border that count for nothing; files round
-- their corners to 0.1 m, which is also how exactly a point is placed (docs/decisions/0018). Pairs of
-- outlines are named by area_id, or minus a place in was, and measured all at once.
create or replace function gridroom.area_faults(of_level text, touched integer[], was jsonb, with_it integer[], strip float8)
returns table (why text, code text, other text, m2 float8, shape jsonb)
language sql volatile set search_path = gridroom, public, pg_temp
    set work_mem = '64MB' set jit = off set enable_nestloop = off as $$  -- nobody knows how many rows a step will have
    with put as materialized (
        select a.area_id, a.code, o.outline,
               case when exists (select from area_outline x where x.area_id = a.parent_id) then a.parent_id end as parent_id
        from area a join area_outline o using (area_id)
        where a.area_id = any (touched) and a.valid_to is null and a.level = of_level
    ), old as materialized (
        select e.element ->> 'code' as code, -e.no::integer as key, e.element -> 'outline' as outline, p.area_id as parent_id,
               (select box(point(min(c.x), min(c.y)), point(max(c.x), max(c.y))) from outline_corners(array[e.element -> 'outline']) c) as extent
        from jsonb_array_elements(was) with ordinality as e(element, no)
        left join area p on p.valid_to is null and p.code = e.element ->> 'parent_code' and p.level = e.element ->> 'parent_level'
                        and exists (select from area_outline o where o.area_id = p.area_id)
        where jsonb_typeof(e.element -> 'outline') = 'object'
    ), near as (
        select distinct p.area_id, b.area_id as other_id
        from put p join area_ring r on r.area_id = p.area_id and r.ring_no = 0
        cross join lateral areas_near(of_level, box(r.ring)) b(area_id)
        where b.area_id <> p.area_id
    ), inside as materialized (
        select c.area_id, c.code, c.parent_id, o.outline, o.centre
        from area c join area_outline o using (area_id)
        where c.valid_to is null and c.parent_id = any (touched) and c.area_id not in (select unnest(with_it))
    ), pair as materialized (
        select row_number() over () as no, p.* from (
            select 'overlap' as kind, n.area_id as subject, n.area_id as one, n.other_id as other from near n
                left join put also on also.area_id = n.other_id where also.area_id is null or n.area_id < n.other_id
            union all select 'own', p.area_id, p.area_id, p.area_id from put p
            union all select 'in', p.area_id, p.area_id, p.parent_id from put p where p.parent_id is not null
            union all select 'old own', p.area_id, k.key, k.key from put p join old k using (code)
            union all select 'old in', p.area_id, k.key, p.parent_id from put p join old k using (code) where p.parent_id is not null
            union all select 'had', k.key, k.key, k.parent_id from old k where k.parent_id is not null
            union all select 'kept', k.key, k.key, b.area_id from old k
                cross join lateral (select distinct n.area_id from areas_near(of_level, k.extent) n(area_id)) b
                where k.parent_id is not null
            union all select 'inner own', i.area_id, i.area_id, i.area_id from inside i
            union all select 'inner in', i.area_id, i.area_id, i.parent_id from inside i
            union all select 'inner was', i.area_id, i.area_id, k.key from inside i join put p on p.area_id = i.parent_id
                join old k on i.centre <@ k.extent or k.code = p.code) p
    ), outline as materialized (
        select k.key, row_number() over (order by k.key) as no, coalesce(w.outline, o.outline) as outline
        from (select one as key from pair union select other from pair) k
        left join old w on w.key = k.key left join area_outline o on o.area_id = k.key
    ), measured as materialized (
        select p.kind, p.subject, p.one, p.other, coalesce(m.m2, 0) as m2
        from (select array_agg(o.outline order by o.no) as outlines from outline o) s
        cross join (select array_agg(a.no::integer order by p.no) as ones, array_agg(b.no::integer order by p.no) as others
                    from pair p join outline a on a.key = p.one join outline b on b.key = p.other) q
        cross join lateral (select * from pair p left join common_m2(s.outlines, q.ones, q.others) c on c.pair = p.no) m
        cross join lateral (select m.kind, m.subject, m.one, m.other) p
    ), told as (
        select 'overlap' as why, a.code, b.code as other, m.m2, null::jsonb as shape, own.m2 as whole
        from measured m join measured own on own.kind = 'own' and own.subject = m.subject
        join area a on a.area_id = m.one join area b on b.area_id = m.other
        where m.kind = 'overlap'
        union all
        select 'outside', p.code, '', f.own - f.inside - greatest(coalesce(f.old_own - f.old_in, 0), 0), p.outline, f.own
        from (select m.subject, max(m.m2) filter (where m.kind = 'own') as own, max(m.m2) filter (where m.kind = 'in') as inside,
                     max(m.m2) filter (where m.kind = 'old own') as old_own, max(m.m2) filter (where m.kind = 'old in') as old_in
              from measured m where m.kind in ('own', 'in', 'old own', 'old in') group by m.subject) f
        join put p on p.area_id = f.subject
        union all
        select 'gap', k.code, '', f.m2, k.outline, f.had
        from (select m.subject, sum(case m.kind when 'had' then m.m2 else -m.m2 end) as m2, max(m.m2) filter (where m.kind = 'had') as had
              from measured m where m.kind in ('had', 'kept') group by m.subject) f
        join old k on k.key = f.subject
        union all
        select 'below', i.code, p.code, f.own - f.inside - greatest(coalesce(f.own - f.old_in, 0), 0), i.outline, f.own
        from (select m.subject, max(m.m2) filter (where m.kind = 'inner own') as own, max(m.m2) filter (where m.kind = 'inner in') as inside,
                     max(m.m2) filter (where m.kind = 'inner was') as old_in
              from measured m where m.kind like 'inner%' group by m.subject) f
        join inside i on i.area_id = f.subject join area p on p.area_id = i.parent_id
    )
    select t.why, t.code, t.other, t.m2, t.shape from told t where t.m2 > greatest(outline_tolerance_m2(), t.whole * 1e-6, strip * 4 * sqrt(greatest(t.whole, 0)))
$$;

-- The acceptance as it may be kept, or null; refused without a reason.
create or replace function gridroom.checked_acceptance(accepted jsonb)
returns jsonb language plpgsql immutable set search_path = gridroom, pg_temp as $$
declare
    reason text := accepted ->> 'reason';
begin
    if accepted is null or jsonb_typeof(accepted) = 'null' then
        return null;
    end if;
    reason := checked_text('reason', reason, 500, true);
    if length(reason) < 4 or jsonb_typeof(accepted -> 'm2') is distinct from 'object'
       or exists (select from jsonb_each(accepted -> 'm2') e
                  where e.key not in ('gap', 'outside', 'below', 'overlap') or jsonb_typeof(e.value) <> 'number') then
        perform refuse('GR020', 'faults are accepted with a reason and their sizes', '{"why": "reason_missing"}');
    end if;
    return jsonb_build_object('reason', reason, 'm2', accepted -> 'm2');
end $$;

-- Refuses what may not stand; answers what was accepted, {kind: {m2, codes}}, or null.
create or replace function gridroom.check_area_faults(of_level text, touched integer[], was jsonb, with_it integer[], accepted jsonb,
                                                      may text[], strip float8)
returns jsonb language plpgsql volatile set search_path = gridroom, public, pg_temp as $$
declare
    wrong record;
    ids integer[];
    outlines jsonb[];
    known jsonb;
begin
    select array_agg(o.area_id order by o.area_id), array_agg(o.outline order by o.area_id) into ids, outlines
        from area_outline o where o.area_id = any (touched);
    select b.why, a.code into wrong from broken_outlines(outlines) b join area a on a.area_id = ids[b.shape]
        order by b.why, a.code limit 1;
    if found then
        perform refuse('GR020', format('the outline of %s has no inside', wrong.code),
                       jsonb_build_object('why', wrong.why, 'level', of_level, 'code', wrong.code));
    end if;
    with fault as materialized (select * from area_faults(of_level, touched, was, with_it, strip)),
    kind as (select f.why, sum(f.m2) as m2, jsonb_agg(f.code order by f.m2 desc) as codes from fault f group by f.why)
    select f.*, k.m2 as total, k.why = any (may) as acceptable,
           (select jsonb_object_agg(a.why, jsonb_build_object('m2', round(a.m2::numeric, 1), 'codes', a.codes)) from kind a) as everything,
           k.why = any (may) and k.m2 <= coalesce((accepted -> 'm2' ->> k.why)::float8, 0) + outline_tolerance_m2() as is_accepted
        into wrong
        from fault f join kind k using (why)
        order by k.why = any (may) and k.m2 <= coalesce((accepted -> 'm2' ->> k.why)::float8, 0) + outline_tolerance_m2(),
                 k.why = any (may), f.m2 desc limit 1;
    if not found then
        return null;
    end if;
    if not wrong.is_accepted then
        perform refuse('GR020', format('%s: %s %s, %s m2', of_level, wrong.why, wrong.code, round(wrong.m2)), jsonb_strip_nulls(
            jsonb_build_object('why', wrong.why, 'level', of_level, 'code', wrong.code, 'other', nullif(wrong.other, ''),
                'm2', round(wrong.m2::numeric, 1), 'total', round(wrong.total::numeric, 1), 'acceptable', wrong.acceptable,
                'faults', wrong.everything, 'shape', case when pg_column_size(wrong.shape) < 200000 then wrong.shape end)));
    end if;
    known := jsonb_build_object('reason', accepted ->> 'reason', 'faults', wrong.everything);
    insert into configuration_step (subject, subject_key, new) values ('areas', of_level, jsonb_build_object('accepted', known));
    return known;
exception when invalid_text_representation or invalid_parameter_value or numeric_value_out_of_range or datatype_mismatch
               or null_value_not_allowed or division_by_zero then
    perform refuse('GR020', 'an outline cannot be read', jsonb_build_object('why', 'outline_unreadable', 'reason', sqlerrm));
end $$;

-- What one call put or ended is checked when its transaction commits, with what the other calls did.
create or replace function gridroom.check_later(of_level text, touched integer[], was jsonb, accepted jsonb)
returns void language sql volatile set search_path = gridroom, pg_temp as $$
    insert into area_check (level, touched, was, accepted)
    select of_level, touched, was, accepted where cardinality(touched) > 0 or was <> '[]'
$$;

create or replace function gridroom.check_put_areas()
returns trigger language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    at_level text;
    put integer[];
    replaced jsonb;
    given jsonb;
    all_put integer[] := array(select distinct t from area_check c, unnest(c.touched) t);
begin
    for at_level in select c.level from area_check c group by 1 order by area_level_rank(c.level) loop
        put := array(select distinct t from area_check c, unnest(c.touched) t where c.level = at_level);
        select coalesce(jsonb_agg(f.element), '[]') into replaced from (
            select distinct on (e.element ->> 'code') e.element
            from area_check c cross join lateral jsonb_array_elements(c.was) e(element)
            where c.level = at_level order by e.element ->> 'code', c.check_id) f;
        select c.accepted into given from area_check c where c.level = at_level and c.accepted is not null order by c.check_id desc limit 1;
        perform check_area_faults(at_level, put, replaced, all_put, given, array['gap', 'outside', 'below', 'overlap'], 0.1);
    end loop;
    delete from area_check;
    return null;
end $$;

drop trigger if exists check_at_commit on gridroom.area_check;
create constraint trigger check_at_commit after insert on gridroom.area_check
    deferrable initially deferred for each row execute function gridroom.check_put_areas();

reset role;

-- Past row security: it looks at every area, whoever's commit it is.
grant delete on gridroom.area_check to gridroom_across;
alter function gridroom.check_put_areas() owner to gridroom_across;
