-- Water as a map shows it. A list is put whole: what it no longer holds is taken away, since nothing refers to it.
--
-- One element: {code, name, longitude, latitude, outline}. Refused: GR003 (administrators only), GR004 {field, why, item}.
set role gridroom_owner;

alter table gridroom.water enable row level security;
alter table gridroom.water force row level security;
drop policy if exists read on gridroom.water;
drop policy if exists write on gridroom.water;
create policy read on gridroom.water for select using (true);
create policy write on gridroom.water using ((select gridroom.has_duty('administrator')))
    with check ((select gridroom.has_duty('administrator')));

-- Whether this is the outline of something: rings of at least four places on Earth.
create or replace function gridroom.is_outline(outline jsonb)
returns boolean language sql immutable set search_path = gridroom, pg_temp as $$
    select case when jsonb_typeof(outline) is distinct from 'object' or jsonb_typeof(outline -> 'coordinates') is distinct from 'array' then false
        else coalesce((
            select bool_and(jsonb_typeof(ring) = 'array' and jsonb_array_length(case jsonb_typeof(ring) when 'array' then ring else '[]' end) >= 4
                and not jsonb_path_exists(ring, 'strict $[*] ? (@.type() != "array" || @.size() < 2 || @[0].type() != "number" || @[1].type() != "number"
                    || @[0] < -180 || @[0] > 180 || @[1] < -90 || @[1] > 90)', '{}', true))
            from jsonb_path_query(outline, case outline ->> 'type' when 'Polygon' then 'strict $.coordinates[*]'
                when 'MultiPolygon' then 'strict $.coordinates[*][*]' else 'strict $.nothing' end::jsonpath, '{}', true) as r(ring)), false) end
$$;

create function api.put_water(source text, elements jsonb)
returns table (added integer, changed integer, unchanged integer, removed integer)
language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    from_source text;
    wrong bigint;
    gone integer;
begin
    perform must_administer('put_water');
    from_source := checked_text('source', put_water.source, 100, true);
    perform check_register(elements, '{code,name}');
    select min(e.item) into wrong from jsonb_array_elements(elements) with ordinality as e(element, item)
    where not is_outline(e.element -> 'outline') or length(e.element ->> 'outline') > 2000000;
    if wrong is not null then
        perform refuse('GR004', format('element %s has no outline', wrong),
                       jsonb_build_object('field', 'outline', 'why', 'malformed', 'item', wrong));
    end if;
    perform pg_advisory_xact_lock(7028);
    delete from water w where w.source = from_source
        and not exists (select from jsonb_array_elements(elements) e(element) where btrim(e.element ->> 'code') = w.code);
    get diagnostics gone = row_count;
    return query
        with put as (
            insert into water as w (source, code, name, position, outline)
                select from_source, btrim(e.element ->> 'code'), checked_text('name', e.element ->> 'name', 200, true),
                       point((e.element ->> 'longitude')::float8, (e.element ->> 'latitude')::float8), e.element -> 'outline'
                from jsonb_array_elements(elements) with ordinality as e(element, item) order by e.item
            on conflict on constraint water_source_code_key do update
                set name = excluded.name, position = excluded.position, outline = excluded.outline, changed_at = now()
                where (w.name, w.outline) is distinct from (excluded.name, excluded.outline) or not w.position ~= excluded.position
            returning xmax = 0 as is_new
        )
        select coalesce(sum(p.is_new::integer), 0)::integer, coalesce(sum((not p.is_new)::integer), 0)::integer,
               jsonb_array_length(elements) - count(*)::integer, gone
        from put p;
end $$;

create view api.water_outline as
    select w.water_id, w.name, w.position[0] as longitude, w.position[1] as latitude, w.outline from gridroom.water w;

reset role;
