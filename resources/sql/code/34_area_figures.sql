-- Households and population of areas (docs/decisions/0054, 0071): what a city knows of an area in numbers, from a day on. A row
-- names the area by level and code, so it holds for every outline of it. Numbers of many people, of nobody in
-- particular: everybody who is signed in may read them, walls too.
set role gridroom_owner;

alter table gridroom.area_figures enable row level security;
alter table gridroom.area_figures force row level security;
drop policy if exists read on gridroom.area_figures;
drop policy if exists write on gridroom.area_figures;
create policy read on gridroom.area_figures for select using (true);
create policy write on gridroom.area_figures using ((select gridroom.has_duty('administrator')))
    with check ((select gridroom.has_duty('administrator')));

-- Whether this is a whole number from 0 to most.
create or replace function gridroom.is_count(value jsonb, most bigint)
returns boolean language sql immutable set search_path = gridroom, pg_temp as $$
    select case when jsonb_typeof(value) = 'number' then value::numeric between 0 and most and value::numeric % 1 = 0 else false end
$$;

-- The day on which the border ended in which an area was counted on this day; null: it is the border of now, drawn back perhaps.
create or replace function gridroom.border_ended(of_level text, of_code text, counted date)
returns date language sql stable set search_path = gridroom, pg_temp as $$
    select v.valid_to
    from (select p.area_id, p.valid_to from area p
          where p.level = of_level and p.code = of_code and p.valid_to > counted order by p.valid_to limit 1) v
    join area_outline was on was.area_id = v.area_id
    join area a on a.level = of_level and a.code = of_code and a.valid_to is null
    join area_outline o on o.area_id = a.area_id
    where was.outline <> o.outline
$$;

-- One element: {level, code, households, population or null}; households null: it is not known (any more). All are put, or
-- none; from_day null: today. The same numbers as hold on that day change nothing, unless the border moved since: then they
-- were counted again. Refused: GR003 (administrators only), GR004 {field, why, item}, GR005 {what: area, item}.
create function api.put_area_figures(source text, elements jsonb, from_day date default null)
returns table (added integer, changed integer, unchanged integer)
language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    from_source text;
    began date := coalesce(from_day, now_local()::date);
    one record;
    was area_figures;
    outcome text;
    outcomes text[] := '{}';
begin
    perform only_administrator('put_area_figures');
    from_source := checked_text('source', put_area_figures.source, 100, true);
    if began not between '2000-01-01' and now_local()::date + 3660 then
        perform refuse('GR004', 'this day is too far away', '{"field": "from_day", "why": "out_of_range"}');
    end if;
    if elements is null or jsonb_typeof(elements) <> 'array' or jsonb_array_length(elements) > 50000 then
        perform refuse('GR004', 'a JSON array of at most 50,000 elements is wanted', '{"field": "elements", "why": "out_of_range"}');
    end if;
    perform pg_advisory_xact_lock(7032);
    for one in
        select e.item, e.element ->> 'level' as level, btrim(e.element ->> 'code') as code,
               is_count(e.element -> 'households', 100000000) or e.element -> 'households' = 'null' as households_good,
               coalesce(jsonb_typeof(e.element -> 'population'), 'null') = 'null'
                   or (is_count(e.element -> 'population', 1000000000) and e.element -> 'households' <> 'null') as population_good,
               e.element
        from jsonb_array_elements(elements) with ordinality as e(element, item) order by e.item
    loop
        if one.households_good is not true or one.population_good is not true then
            perform refuse('GR004', format('element %s is no count', one.item), jsonb_build_object(
                'field', case when one.households_good then 'population' else 'households' end, 'why', 'malformed', 'item', one.item));
        end if;
        if not exists (select from area a where a.level = one.level and a.code = one.code and a.valid_to is null) then
            perform refuse('GR005', format('element %s names no area', one.item), jsonb_build_object('what', 'area', 'item', one.item));
        end if;
        select * into was from area_figures f
        where f.level = one.level and f.code = one.code and f.valid_from <= began order by f.valid_from desc limit 1;
        outcome := configured('area_figures', one.level || '/' || one.code,
            case when was.figures_id is not null then jsonb_build_object('households', was.households, 'population', was.population)
                || case when was.households is not null and border_ended(one.level, one.code, was.valid_from) <= began
                        then '{"before_redraw": true}'::jsonb else '{}' end
                 when one.element -> 'households' = 'null' then '{"households": null, "population": null}'::jsonb end,
            jsonb_build_object('households', (one.element ->> 'households')::integer, 'population', (one.element ->> 'population')::integer));
        outcomes := outcomes || outcome;
        if outcome <> 'unchanged' then
            insert into area_figures as f (level, code, households, population, valid_from, source)
            values (one.level, one.code, (one.element ->> 'households')::integer, (one.element ->> 'population')::integer, began, from_source)
            on conflict on constraint area_figures_level_code_valid_from_key do update
                set households = excluded.households, population = excluded.population, source = excluded.source,
                    put_at = now(), put_by = session_user;
        end if;
    end loop;
    return query select count(*) filter (where o = 'new')::integer, count(*) filter (where o = 'changed')::integer,
                        count(*) filter (where o = 'unchanged')::integer from unnest(outcomes) o;
end $$;

-- The room's day; asked by a view, hence security definer.
create or replace function gridroom.room_day()
returns date language sql stable security definer set search_path = gridroom, pg_temp as $$ select now_local()::date $$;

-- What holds today, of current areas; outdated_on: the border in which it was counted ended then, so it is of another area.
drop view if exists gridroom.figures_now;
create view gridroom.figures_now as
    with given as (
        select distinct on (g.level, g.code) g.* from gridroom.area_figures g
        where g.valid_from <= (select gridroom.room_day())
        order by g.level, g.code, g.valid_from desc
    ), counted as (
        select distinct on (g.level, g.code) g.level, g.code, v.area_id, v.valid_to
        from given g join gridroom.area v on v.level = g.level and v.code = g.code and v.valid_to > g.valid_from
        order by g.level, g.code, v.valid_to
    )
    select a.area_id, a.path, f.level, f.code, f.households, f.population, f.valid_from, f.source, moved.valid_to as outdated_on
    from given f
    join gridroom.area a on a.level = f.level and a.code = f.code and a.valid_to is null
    left join (select c.level, c.code, c.valid_to
               from counted c join gridroom.area_outline was on was.area_id = c.area_id
               join gridroom.area n on n.level = c.level and n.code = c.code and n.valid_to is null
               join gridroom.area_outline o on o.area_id = n.area_id
               where was.outline <> o.outline) moved on moved.level = f.level and moved.code = f.code;

-- What is known of one area: what holds today, whether its border moved since, how many areas just below have figures, and every
-- figure that was ever put, newest first, with who put it: nothing is edited in silence.
create function api.area_figure_sheet(of_area integer)
returns jsonb language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
declare
    one area := standing_area(of_area);
    holds figures_now;
begin
    if one.area_id is null then
        perform refuse('GR005', 'there is no such area now', '{"what": "area"}');
    end if;
    select f.* into holds from figures_now f where f.area_id = one.area_id;
    return jsonb_build_object('level', one.level, 'code', one.code, 'name', one.name, 'today', now_local()::date,
        'outdated_on', case when holds.households is not null then holds.outdated_on end,
        'households', holds.households, 'population', holds.population, 'valid_from', holds.valid_from, 'source', holds.source,
        'below', (select jsonb_build_array(count(*), count(f.households) filter (where f.outdated_on is null)) from area a
                  left join figures_now f on f.area_id = a.area_id
                  where a.parent_id = one.area_id and a.valid_to is null),
        'steps', (select coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'by', coalesce(p.name, s.by_login), 'old', s.old, 'new', s.new)
                                            order by s.step_id desc), '[]')
                  from (select * from configuration_step c
                        where c.subject = 'area_figures' and c.subject_key = one.level || '/' || one.code
                        order by c.step_id desc limit 100) s
                  left join person p on p.login = s.by_login));
end $$;

-- What holds today, of current areas; label: the last of the path, the same in all versions of the outline.
create view api.area_figures as
    select f.area_id, f.level, f.code, ltree2text(subpath(f.path, -1)) as label, f.households, f.population, f.valid_from, f.source,
           f.outdated_on is not null as outdated
    from gridroom.figures_now f where f.households is not null;

reset role;
