-- The register of components (部件). Their policies stand in 51_put_places.sql with those of the address book.
set role gridroom_owner;

-- One element: {code, class_code, name?, owner?, department? (its code), state?, longitude, latitude, changed_on?}.
create function api.put_components(components jsonb)
returns table (added integer, changed integer, unchanged integer)
language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    fresh integer;
    touched integer;
begin
    perform must_administer('put_components');
    perform check_register(components, '{code,class_code}');
    if exists (select from jsonb_array_elements(components) e(element)
               where not coalesce(e.element ->> 'state', 'intact') = any (array['intact', 'damaged', 'lost', 'abandoned'])
                  or length(e.element ->> 'class_code') > 20 or length(e.element ->> 'owner') > 200) then
        perform refuse('GR004', 'a component cannot be stored', jsonb_build_object('field', 'state', 'why', 'malformed'));
    end if;
    with put as (
        insert into component as c (position, code, class_code, name, owner, department_id, state, changed_on)
            select point((e.c ->> 'longitude')::float8, (e.c ->> 'latitude')::float8), checked_text('code', e.c ->> 'code', 100, true),
                   checked_text('class_code', e.c ->> 'class_code', 20, true), checked_text('name', coalesce(e.c ->> 'name', ''), 200),
                   checked_text('owner', coalesce(e.c ->> 'owner', ''), 200), d.department_id, coalesce(e.c ->> 'state', 'intact'),
                   coalesce((e.c ->> 'changed_on')::date, current_date)
            from jsonb_array_elements(components) with ordinality as e(c, item)
            left join department d on d.code = e.c ->> 'department'
            order by e.item
        on conflict (code) do update
            set position = excluded.position, class_code = excluded.class_code, name = excluded.name, owner = excluded.owner,
                department_id = excluded.department_id, state = excluded.state, changed_on = excluded.changed_on
            where (c.class_code, c.name, c.owner, c.department_id, c.state)
                  is distinct from (excluded.class_code, excluded.name, excluded.owner, excluded.department_id, excluded.state)
               or not c.position ~= excluded.position
        returning xmax = 0 as is_new
    )
    select coalesce(sum(is_new::integer), 0), count(*) into fresh, touched from put;
    return query select fresh, touched - fresh, jsonb_array_length(components) - touched;
exception when datetime_field_overflow or invalid_datetime_format then
    perform refuse('GR004', 'changed_on is no day', jsonb_build_object('field', 'changed_on', 'why', 'malformed'));
end $$;

-- The components nearest to a point, of one class or of all: exactly by metres, whatever the latitude. A class that is rare would
-- send the index far, so it is looked for among those within 2 km.
create or replace function gridroom.nearest_components(p point, most integer)
returns setof gridroom.component language plpgsql stable rows 10 set search_path = gridroom, pg_temp as $$
declare
    bound float8;
begin
    -- The index orders by degrees; the farthest of the first few bounds a box in which metres decide.
    select max(ground_metres(p, n.position)) into bound
        from (select c.position from component c order by c.position <-> p limit most) n;
    return query
        select c.* from component c where c.position <@ box_around(p, bound)
        order by ground_metres(p, c.position), c.component_id limit most;
end $$;

create function api.components_near(at_longitude float8, at_latitude float8, most integer default 10, of_class text default null)
returns table (component_id bigint, code text, class_code text, class_name text, name text, longitude float8, latitude float8,
               metres float8, owner text, department text, state text, changed_on date)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    p point := checked_place(at_longitude, at_latitude);
    wanted integer := least(greatest(most, 1), 200);
begin
    perform me();
    return query
        select n.component_id, n.code, n.class_code, coalesce(m.name, ''), n.name, n.position[0], n.position[1], n.metres,
               n.owner, coalesce(d.name, ''), n.state, n.changed_on
        from (
            select c.*, ground_metres(p, c.position) as metres from nearest_components(p, wanted) c where of_class is null
            union all
            select c.*, ground_metres(p, c.position)
            from (select x.* from component x
                  where of_class is not null and x.position <@ box_around(p, 2000) and x.class_code = of_class
                  order by ground_metres(p, x.position), x.component_id limit wanted) c
        ) n
        left join catalogue_minor m on m.kind = 'component' and m.major_code = left(n.class_code, 2) and m.code = substr(n.class_code, 3)
        left join department d using (department_id)
        order by n.metres, n.component_id;
end $$;

-- The component of that code, or no row: a report that names one finds its place and class.
create function api.component_of(wanted text)
returns table (component_id bigint, code text, class_code text, class_name text, name text, longitude float8, latitude float8,
               owner text, department text, state text, changed_on date)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
begin
    perform me();
    return query
        select c.component_id, c.code, c.class_code, coalesce(m.name, ''), c.name, c.position[0], c.position[1],
               c.owner, coalesce(d.name, ''), c.state, c.changed_on
        from component c
        left join catalogue_minor m on m.kind = 'component' and m.major_code = left(c.class_code, 2) and m.code = substr(c.class_code, 3)
        left join department d using (department_id)
        where c.code = btrim(wanted);
end $$;

reset role;
