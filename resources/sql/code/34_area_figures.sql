-- Households and population of areas (docs/decisions/0054): what a city knows of an area in numbers, from a day on. A row
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

-- One element: {level, code, households, population or null}. All are put, or none; from_day null: today. The same numbers
-- as hold on that day change nothing. Refused: GR003 (administrators only), GR004 {field, why, item}, GR005 {what: area, item}.
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
               is_count(e.element -> 'households', 100000000) as households_good,
               coalesce(jsonb_typeof(e.element -> 'population'), 'null') = 'null' or is_count(e.element -> 'population', 1000000000) as population_good,
               e.element
        from jsonb_array_elements(elements) with ordinality as e(element, item) order by e.item
    loop
        if not one.households_good or not one.population_good then
            perform refuse('GR004', format('element %s is no count', one.item), jsonb_build_object(
                'field', case when one.households_good then 'population' else 'households' end, 'why', 'malformed', 'item', one.item));
        end if;
        if not exists (select from area a where a.level = one.level and a.code = one.code and a.valid_to is null) then
            perform refuse('GR005', format('element %s names no area', one.item), jsonb_build_object('what', 'area', 'item', one.item));
        end if;
        select * into was from area_figures f
        where f.level = one.level and f.code = one.code and f.valid_from <= began order by f.valid_from desc limit 1;
        outcome := configured('area_figures', one.level || '/' || one.code,
            case when was.figures_id is not null then jsonb_build_object('households', was.households, 'population', was.population) end,
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

-- What is known of one area: what holds today, of when its borders are, how many areas just below have figures, and every
-- figure that was ever put, newest first, with who put it: nothing is edited in silence.
create function api.area_figure_sheet(of_area integer)
returns jsonb language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
declare
    one area := (select a from area asked join area a on a.path = asked.path and a.valid_to is null where asked.area_id = of_area limit 1);
    holds area_figures;
begin
    if one.area_id is null then
        perform refuse('GR005', 'there is no such area now', '{"what": "area"}');
    end if;
    select f.* into holds from area_figures f
        where f.level = one.level and f.code = one.code and f.valid_from <= now_local()::date order by f.valid_from desc limit 1;
    return jsonb_build_object('level', one.level, 'code', one.code, 'name', one.name, 'borders_from', one.valid_from, 'today', now_local()::date,
        'redrawn', exists (select from area a where a.path = one.path and a.area_id <> one.area_id),
        'households', holds.households, 'population', holds.population, 'valid_from', holds.valid_from, 'source', holds.source,
        'below', (select jsonb_build_array(count(*), count(g.figures_id)) from area a
                  left join lateral (select f.figures_id from area_figures f
                                     where f.level = a.level and f.code = a.code and f.valid_from <= now_local()::date limit 1) g on true
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
    select a.area_id, f.level, f.code, ltree2text(subpath(a.path, -1)) as label, f.households, f.population, f.valid_from, f.source
    from (select distinct on (g.level, g.code) g.* from gridroom.area_figures g
          where g.valid_from <= (select gridroom.room_day())
          order by g.level, g.code, g.valid_from desc) f
    join gridroom.area a on a.level = f.level and a.code = f.code and a.valid_to is null;

reset role;
