-- Redrawing the areas of one level inside one parent, from a day on, as one piece (docs/decisions/0049).
--
-- Whoever draws reads api.area_set and hands back what it said in `seen`. Drawn are the new and changed areas (elements as in
-- 32_put_areas.sql, their level is of_level) and the codes of those that end; what is not named stays as it is. A day that has
-- not come yet makes a plan, carried out by api.begin_planned_redraws on that day, so that new reports find the new areas from
-- that day on and not earlier. Old cases keep cell and path. Nothing is erased: undoing is one more redraw.
--
-- GR020 area refused, besides the reasons in 32_put_areas.sql, why is one of
--   redrawn {by, at} | parent_gone {code: its name, other: who has its middle now} | planned {from_day} | past_date {today} | code_used {code} | the faults of 33_outline_faults.sql |
--   outside_parent {code} | not_in_set {code} | nothing_drawn | too_many_points {code, limit} | not_done | undone_already
set role gridroom_owner;

-- How large a grid usually is: cells about 100 m by 100 m; a duty grid 300 to 500 households (docs/decisions/0063).
insert into gridroom.setting (key, value) values
    ('usual_grids', '{"cell_m2": 10000, "households_from": 300, "households_to": 500}') on conflict (key) do nothing;

alter table gridroom.area_redraw enable row level security;
alter table gridroom.area_redraw force row level security;
drop policy if exists redraw_read on gridroom.area_redraw;
drop policy if exists redraw_write on gridroom.area_redraw;
create policy redraw_read on gridroom.area_redraw for select
    using ((select gridroom.has_duty('administrator')) or (select gridroom.has_duty('security_auditor')));
create policy redraw_write on gridroom.area_redraw
    using ((select gridroom.has_duty('administrator'))) with check ((select gridroom.has_duty('administrator')));

-- The current areas of a level at or below a path.
create or replace function gridroom.area_set(parent_path ltree, of_level text)
returns setof gridroom.area language sql stable set search_path = gridroom, public, pg_temp as $$
    select a.* from area a where a.valid_to is null and a.level = of_level and a.path <@ parent_path
$$;

-- Changes whenever one of them does, in place too.
create or replace function gridroom.area_set_stamp(parent_path ltree, of_level text)
returns text language sql stable set search_path = gridroom, public, pg_temp as $$
    select encode(sha256(convert_to(coalesce(string_agg(
        a.area_id || '|' || a.code || '|' || a.name || '|' || a.path::text || '|' || a.exclusive || '|' || md5(o.outline::text), ';'
        order by a.area_id), ''), 'UTF8')), 'hex')
    from area_set(parent_path, of_level) a left join area_outline o using (area_id)
$$;

create or replace function gridroom.area_elements(ids integer[])
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select coalesce(jsonb_agg(jsonb_build_object('level', a.level, 'code', a.code, 'name', a.name, 'provisional', a.provisional,
               'exclusive', a.exclusive, 'parent_code', p.code, 'parent_level', p.level, 'outline', o.outline,
               'centre', jsonb_build_array(o.centre[0], o.centre[1]), 'area_m2', o.area_m2) order by a.code), '[]')
    from area a join area_outline o using (area_id) left join area p on p.area_id = a.parent_id
    where a.area_id = any (ids)
$$;

create or replace function gridroom.usual_grids()
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select setting_value('usual_grids')
$$;

-- As the area of which this is a version stands now, wherever it belongs by now; null: it ended.
create or replace function gridroom.standing_area(of_area integer)
returns gridroom.area language sql stable set search_path = gridroom, public, pg_temp as $$
    select a from area asked join area a on a.level = asked.level and a.code = asked.code and a.valid_to is null
    where asked.area_id = of_area
$$;

-- The area of its level that has the middle of one that ended.
create or replace function gridroom.heir_of_area(of_area integer)
returns gridroom.area language sql stable set search_path = gridroom, public, pg_temp as $$
    select a from area ended join area_outline o on o.area_id = ended.area_id
    join area_ring r on r.level <> 'grid_cell' and r.level = ended.level and r.ring_no = 0 and r.current and r.ring @> o.centre
    join area a on a.area_id = r.area_id and a.valid_to is null
    where ended.area_id = of_area
      and not exists (select from area_ring hole where hole.area_id = r.area_id and hole.polygon_no = r.polygon_no
                        and hole.ring_no > 0 and hole.ring @> o.centre)
    order by a.area_id limit 1
$$;

-- What an editor starts from: the parent as it stands now, whichever version was asked for (of one that ended: who has its
-- middle), the areas, the codes that were ever used, and the stamp.
create function api.area_set(of_parent integer, of_level text)
returns jsonb language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
declare
    parent area := standing_area(of_parent);
begin
    if parent.area_id is null then
        parent := heir_of_area(of_parent);
    end if;
    if parent.area_id is null or not coalesce(area_level_rank(of_level) > area_level_rank(parent.level), false) then
        perform refuse('GR005', 'there is no such area now', '{"what": "area"}');
    end if;
    return jsonb_build_object(
        'parent', jsonb_build_object('area_id', parent.area_id, 'level', parent.level, 'code', parent.code, 'name', parent.name,
            'label', subpath(parent.path, -1)::text,
            'outline', (select o.outline from area_outline o where o.area_id = parent.area_id)),
        'level', of_level,
        'seen', area_set_stamp(parent.path, of_level),
        'today', now_local()::date,
        'planned', (select min(r.from_day) from area_redraw r where r.state = 'planned' and r.level = of_level
                      and (r.parent_path <@ parent.path or r.parent_path @> parent.path)),
        'used', (select coalesce(jsonb_agg(distinct a.code), '[]') from area a where a.level = of_level and a.path <@ parent.path),
        'parents', (select coalesce(jsonb_agg(jsonb_build_object('code', a.code, 'level', a.level, 'name', a.name) order by a.code), '[]')
                    from area a where a.valid_to is null and a.path <@ parent.path
                     and area_level_rank(a.level) < area_level_rank(of_level)),
        'usual', usual_grids(),
        -- What lies inside, so that parts that are drawn can be counted: centres of cells, places of open cases that this
        -- person sees, and the households that were given of anything here.
        'inner', case when of_level <> 'grid_cell' then (
            select coalesce(jsonb_agg(jsonb_build_array(o.centre[0], o.centre[1], subpath(a.path, -1)::text)), '[]')
            from area a join area_outline o using (area_id)
            where a.valid_to is null and a.level = 'grid_cell' and a.path <@ parent.path) else '[]' end,
        'cases', (select coalesce(jsonb_agg(jsonb_build_array(c.position[0], c.position[1])), '[]')
                  from (select f.position from case_file f
                        where f.is_open and f.area_path <@ parent.path and f.position is not null limit 20000) c),
        'figures', (select coalesce(jsonb_agg(jsonb_build_array(a.path::text, f.households)), '[]')
                    from area a left join figures_now f on f.area_id = a.area_id and f.outdated_on is null
                    where a.valid_to is null and a.path <@ parent.path
                      and exists (select from area_figures g join area b using (level, code) where b.valid_to is null and b.path <@ parent.path)),
        'areas', (select coalesce(jsonb_agg(e.element || jsonb_build_object('area_id', a.area_id, 'valid_from', a.valid_from,
                        'label', subpath(a.path, -1)::text,
                        'cells', (select count(*) from area c where c.valid_to is null and c.level = 'grid_cell' and c.path <@ a.path
                                  and c.area_id <> a.area_id),
                        'open_cases', (select count(*) from case_file f where f.is_open and f.area_path <@ a.path)) order by a.code), '[]')
                  from area_set(parent.path, of_level) a
                  cross join lateral (select area_elements(array[a.area_id]) -> 0 as element) e
                  where e.element is not null));
end $$;

-- What the drawing breaks, told of the worst. Asked when it is asked for and again on the day.
create or replace function gridroom.check_redraw(drawn gridroom.area_redraw)
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    elements jsonb := drawn.areas;
    wrong record;
    last_one area_redraw;
begin
    if area_set_stamp(drawn.parent_path, drawn.level) <> drawn.seen then
        select r.* into last_one from area_redraw r where r.state = 'done' and r.level = drawn.level
            and (r.parent_path <@ drawn.parent_path or r.parent_path @> drawn.parent_path) order by r.done_at desc limit 1;
        perform refuse('GR020', 'the areas were drawn anew meanwhile', jsonb_strip_nulls(jsonb_build_object('why', 'redrawn',
            'by', (select p.name from person p where p.login = last_one.asked_by), 'at', last_one.done_at)));
    end if;
    select d.code into wrong from unnest(drawn.ended) d(code)
        where d.code not in (select a.code from area_set(drawn.parent_path, drawn.level) a)
           or d.code in (select e ->> 'code' from jsonb_array_elements(elements) e) limit 1;
    if found then
        perform refuse('GR020', 'what ends must stand and not be drawn', jsonb_build_object('why', 'not_in_set', 'code', wrong.code));
    end if;
    if drawn.undoes is null then
        select e ->> 'code' as code into wrong from jsonb_array_elements(elements) e
            where exists (select from area a where a.level = drawn.level and a.code = e ->> 'code')
              and not exists (select from area_set(drawn.parent_path, drawn.level) a where a.code = e ->> 'code') limit 1;
        if found then
            perform refuse('GR020', 'the code belongs or belonged to another area',
                           jsonb_build_object('why', 'code_used', 'level', drawn.level, 'code', wrong.code));
        end if;
    end if;
    select e ->> 'code' as code into wrong from jsonb_array_elements(elements) e
        where not exists (select from area p where p.valid_to is null and p.path <@ drawn.parent_path
                            and p.code = e ->> 'parent_code' and area_level_rank(p.level) < area_level_rank(drawn.level)
                            and (e ->> 'parent_level' is null or p.level = e ->> 'parent_level')) limit 1;
    if found then
        perform refuse('GR020', 'the area would lie outside its set',
                       jsonb_build_object('why', 'outside_parent', 'level', drawn.level, 'code', wrong.code));
    end if;
exception when invalid_text_representation or invalid_parameter_value or numeric_value_out_of_range or datatype_mismatch
               or null_value_not_allowed or division_by_zero then
    perform refuse('GR020', 'an outline cannot be read', jsonb_build_object('why', 'outline_unreadable', 'reason', sqlerrm));
end $$;

-- Areas below what was redrawn or ended that lie in another of the areas now: each becomes a version under that one.
-- They are judged by their centre. Answers how many.
create or replace function gridroom.rehang_areas(drawn gridroom.area_redraw, touched integer[], ending integer[], day date)
returns integer language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    moving jsonb;
    at_level text;
    part record;
    moved integer := 0;
begin
    with below as (
        select c.area_id, c.level, c.parent_id, o.centre
        from area c join area_outline o using (area_id)
        where c.valid_to is null and c.parent_id = any (touched || ending)
    ), placed as (
        select b.area_id, b.level, b.parent_id, (
            select min(a.area_id) from area_set(drawn.parent_path, drawn.level) a
            join area_ring r on r.area_id = a.area_id and r.ring_no = 0
            where not a.area_id = any (ending) and r.ring @> b.centre
              and not exists (select from area_ring hole where hole.area_id = r.area_id and hole.polygon_no = r.polygon_no
                                and hole.ring_no > 0 and hole.ring @> b.centre)) as target
        from below b
    )
    select jsonb_agg((area_elements(array[p.area_id]) -> 0) || jsonb_build_object('parent_code', t.code, 'parent_level', t.level))
        into moving
        from placed p join area t on t.area_id = p.target
        where p.target <> p.parent_id;
    if moving is null then
        return 0;
    end if;
    for at_level in select distinct e ->> 'level' from jsonb_array_elements(moving) e loop
        select * into part from put_areas_of_level(
            (select jsonb_agg(e) from jsonb_array_elements(moving) e where e ->> 'level' = at_level), at_level, day);
        moved := moved + part.changed;
    end loop;
    return moved;
end $$;

-- Does what was drawn, on this day or, if nobody was there on the day, on the first day on which somebody is.
create or replace function gridroom.carry_out_redraw(wanted integer)
returns void language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    drawn area_redraw := (select r from area_redraw r where r.redraw_id = wanted);
    day date := greatest(drawn.from_day, now_local()::date);
    elements jsonb := (select coalesce(jsonb_agg(e || jsonb_build_object('level', drawn.level)), '[]')
                       from jsonb_array_elements(drawn.areas) e);
    codes text[] := array(select e ->> 'code' from jsonb_array_elements(elements) e);
    was integer[];
    ending integer[];
    fresh text[];
    part record;
    moved_below integer;
    accepts jsonb;
begin
    perform pg_advisory_xact_lock(hashtextextended('gridroom areas', 0));
    perform check_redraw(drawn);
    was := array(select a.area_id from area_set(drawn.parent_path, drawn.level) a where a.code = any (codes || drawn.ended));
    ending := array(select a.area_id from area_set(drawn.parent_path, drawn.level) a where a.code = any (drawn.ended));
    fresh := array(select c from unnest(codes) c
                   where not exists (select from area a where a.area_id = any (was) and a.code = c));
    update area_redraw set before = area_elements(was) where redraw_id = wanted;
    select * into part from put_areas_of_level(elements, drawn.level, day);
    moved_below := rehang_areas(drawn, array(select a.area_id from area_set(drawn.parent_path, drawn.level) a
                                             where a.code = any (codes)), ending, day);
    perform end_areas(ending, day);
    accepts := check_area_faults(drawn.level, part.touched, (select r.before from area_redraw r where r.redraw_id = wanted),
                                 part.touched, drawn.accepted, array['gap', 'outside', 'below'], 0);
    perform tell_areas(array[subpath(drawn.parent_path, 0, 1)::text]);
    update area_redraw set state = 'done', took_effect = day, faults = accepts -> 'faults', done_at = clock_timestamp(), added = fresh, moved = moved_below,
           after = area_set_stamp(drawn.parent_path, drawn.level)
        where redraw_id = wanted;
end $$;

create or replace function gridroom.redraw_answer(wanted integer, again boolean)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select jsonb_build_object('redraw_id', r.redraw_id, 'state', r.state, 'from_day', coalesce(r.took_effect, r.from_day),
        'changed', jsonb_array_length(r.areas) - coalesce(cardinality(r.added), 0), 'added', coalesce(cardinality(r.added), 0),
        'ended', cardinality(r.ended), 'moved', coalesce(r.moved, 0), 'faults', r.faults, 'repeated', again)
    from area_redraw r where r.redraw_id = wanted
$$;

create or replace function gridroom.ask_redraw(asked uuid, parent ltree, of_level text, day date, areas jsonb, ended text[],
                                               seen text, undoing integer, accepted jsonb)
returns jsonb language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    today date := now_local()::date;
    drawn area_redraw;
    wrong record;
begin
    perform need_request_id(asked);
    perform pg_advisory_xact_lock(hashtextextended('gridroom areas', 0));
    select * into drawn from area_redraw r where r.request_id = asked;
    if found then
        if drawn.asked_by <> session_user or drawn.parent_path <> parent or drawn.level <> of_level
           or drawn.undoes is distinct from undoing then
            perform refuse('GR006', 'this request id was used for something else', '{"action": "redraw_areas"}');
        end if;
        return redraw_answer(drawn.redraw_id, true);
    end if;
    if day < today then
        perform refuse('GR020', 'a redraw begins today or later', jsonb_build_object('why', 'past_date', 'today', today));
    end if;
    perform check_incoming_areas(areas);
    if jsonb_array_length(areas) = 0 and cardinality(ended) = 0 then
        perform refuse('GR020', 'nothing was drawn', '{"why": "nothing_drawn"}');
    end if;
    if jsonb_array_length(areas) > 3000 then
        perform refuse('GR020', 'at most 3,000 areas in one redraw', '{"why": "too_many", "limit": 3000}');
    end if;
    select e ->> 'code' as code into wrong from jsonb_array_elements(areas) e
        where (select count(*) from outline_corners(array[e -> 'outline'])) > 3000 limit 1;
    if found then
        perform refuse('GR020', 'the outline has too many points',
                       jsonb_build_object('why', 'too_many_points', 'code', wrong.code, 'limit', 3000));
    end if;
    select r.from_day into wrong from area_redraw r where r.state = 'planned' and r.level = of_level
        and (r.parent_path <@ parent or r.parent_path @> parent) limit 1;
    if found then
        perform refuse('GR020', 'a redraw of these areas is planned already',
                       jsonb_build_object('why', 'planned', 'from_day', wrong.from_day));
    end if;
    insert into area_redraw (request_id, level, parent_path, from_day, areas, ended, seen, undoes, accepted)
        values (asked, of_level, parent, day, areas, ended, seen, undoing, checked_acceptance(accepted)) returning * into drawn;
    if day > today then
        begin  -- all that will be done on the day is done now and taken back: nothing is planned that could not be
            perform carry_out_redraw(drawn.redraw_id);
            raise exception using errcode = 'GRDRY';
        exception when sqlstate 'GRDRY' then
            perform pg_notify('gridroom_area', '0');
        end;
    else
        perform carry_out_redraw(drawn.redraw_id);
    end if;
    return redraw_answer(drawn.redraw_id, false);
exception when invalid_text_representation or invalid_parameter_value or numeric_value_out_of_range or datatype_mismatch
               or null_value_not_allowed then
    perform refuse('GR020', 'an outline cannot be read', jsonb_build_object('why', 'outline_unreadable', 'reason', sqlerrm));
end $$;

create or replace function gridroom.check_may_redraw()
returns void language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    if not has_duty('administrator') then
        perform refuse('GR003', 'only an administrator redraws areas', '{"action": "redraw_areas"}');
    end if;
end $$;

create function api.redraw_areas(request_id uuid, of_parent integer, of_level text, from_day date, areas jsonb, ended text[], seen text,
                                 accepted jsonb default null)
returns jsonb language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    parent area;
begin
    perform check_may_redraw();
    -- Any version of the parent will do: it may have been redrawn itself meanwhile, and `seen` tells about the rest.
    parent := standing_area(of_parent);
    if parent.area_id is null and exists (select from area a where a.area_id = of_parent) then
        perform refuse('GR020', 'the area around ended meanwhile', jsonb_strip_nulls(jsonb_build_object('why', 'parent_gone',
            'code', (select a.name from area a where a.area_id = of_parent), 'other', (heir_of_area(of_parent)).name)));
    end if;
    if parent.area_id is null or not coalesce(area_level_rank(of_level) > area_level_rank(parent.level), false) then
        perform refuse('GR005', 'there is no such area now', '{"what": "area"}');
    end if;
    return ask_redraw(request_id, parent.path, of_level, coalesce(from_day, now_local()::date),
        (select coalesce(jsonb_agg(e || jsonb_build_object('level', of_level)), '[]') from jsonb_array_elements(areas) e),
        coalesce(ended, '{}'), coalesce(seen, ''), null, accepted);
exception when invalid_parameter_value then
    perform refuse('GR020', 'areas must be a JSON array', '{"why": "not_an_array"}');
end $$;

-- A further version that is as it was before; refused when the areas were redrawn since.
create function api.undo_redraw(request_id uuid, redraw_id integer, from_day date default null, accepted jsonb default null)
returns jsonb language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    done area_redraw;
begin
    perform check_may_redraw();
    select * into done from area_redraw r where r.redraw_id = undo_redraw.redraw_id;
    if done.redraw_id is null then
        perform refuse('GR005', 'there is no such redraw', '{"what": "redraw"}');
    end if;
    if done.state <> 'done' then
        perform refuse('GR020', 'it was not carried out', '{"why": "not_done"}');
    end if;
    if exists (select from area_redraw r where r.undoes = done.redraw_id and r.state in ('planned', 'done')
                 and r.request_id <> undo_redraw.request_id) then
        perform refuse('GR020', 'it was undone already', '{"why": "undone_already"}');
    end if;
    return ask_redraw(request_id, done.parent_path, done.level, coalesce(from_day, now_local()::date), done.before, done.added,
                      done.after, done.redraw_id, accepted);
end $$;

create function api.withdraw_redraw(redraw_id integer)
returns void language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
begin
    perform check_may_redraw();
    update area_redraw r set state = 'withdrawn', done_at = clock_timestamp()
        where r.redraw_id = withdraw_redraw.redraw_id and r.state in ('planned', 'failed');
    if not found then
        perform refuse('GR005', 'there is no such plan', '{"what": "redraw"}');
    end if;
    perform pg_notify('gridroom_area', '0');
end $$;

-- Carries out what is due; asked every minute by every workstation, done once. A plan that cannot be carried out says why.
create or replace function gridroom.begin_redraws()
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    due integer;
    begun integer := 0;
    told text;
begin
    for due in select r.redraw_id from area_redraw r where r.state = 'planned' and r.from_day <= now_local()::date
               order by r.from_day, r.redraw_id for update skip locked loop
        begin
            perform carry_out_redraw(due);
            begun := begun + 1;
        exception when sqlstate 'GR020' then
            get stacked diagnostics told = pg_exception_detail;
            update area_redraw set state = 'failed', why = told::jsonb, done_at = clock_timestamp() where redraw_id = due;
            perform pg_notify('gridroom_area', '0');
        end;
    end loop;
    return begun;
end $$;

create function api.begin_planned_redraws()
returns integer language sql security definer set search_path = gridroom, public, pg_temp as $$ select begin_redraws() $$;

create view api.area_redraw with (security_barrier) as
    select r.redraw_id, r.level, r.parent_path::text as parent_path, p.name as parent_name, r.from_day, r.took_effect, r.state,
           r.why, jsonb_array_length(r.areas) - coalesce(cardinality(r.added), 0) as changed,
           coalesce(cardinality(r.added), 0) as added, cardinality(r.ended) as ended, coalesce(r.moved, 0) as moved,
           r.undoes, (select max(u.redraw_id) from gridroom.area_redraw u where u.undoes = r.redraw_id and u.state = 'done') as undone_by,
           r.asked_by, coalesce(q.name, r.asked_by) as asked_by_name, r.asked_at, r.done_at,
           r.accepted ->> 'reason' as reason, r.faults
    from gridroom.area_redraw r
    left join lateral (select a.name from gridroom.area a where a.path = r.parent_path order by a.valid_from desc limit 1) p on true
    left join gridroom.person q on q.login = r.asked_by;

-- How the areas of a level inside a parent were on a day, in the versions of that day.
create function api.areas_on(of_parent integer, of_level text, day date)
returns table (area_id integer, label text, code text, name text, exclusive boolean, valid_from date, valid_to date, outline jsonb)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select a.area_id, subpath(a.path, -1)::text, a.code, a.name, a.exclusive, a.valid_from, a.valid_to, o.outline
    from area parent
    join area a on a.path <@ parent.path and a.level = of_level
    join area_outline o on o.area_id = a.area_id
    where parent.area_id = of_parent and a.valid_from <= day and (a.valid_to is null or a.valid_to > day)
    order by a.code, a.area_id
$$;

-- The days on which one of them began or ended, newest first.
create function api.area_days(of_parent integer, of_level text)
returns table (day date, begun integer, ended integer)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select c.day, count(*) filter (where c.begins)::integer, count(*) filter (where not c.begins)::integer
    from area parent
    join area a on a.path <@ parent.path and a.level = of_level
    cross join lateral (values (a.valid_from, true), (a.valid_to, false)) c(day, begins)
    where parent.area_id = of_parent and c.day is not null
    group by c.day order by c.day desc
$$;

reset role;

-- Past row security: whoever is signed in on the day carries a plan out.
grant delete on gridroom.area, gridroom.area_outline, gridroom.area_ring to gridroom_across;
alter function gridroom.carry_out_redraw(integer) owner to gridroom_across;
alter function gridroom.begin_redraws() owner to gridroom_across;
grant execute on function gridroom.carry_out_redraw(integer), gridroom.begin_redraws() to gridroom_owner;
