-- The address book is filled by an administrator's import: api.put_places takes some thousand rows at once, all or none.
--
-- One element: {code, kind, name, street?, locator?, aliases?: [text], longitude, latitude, line?: [[x, y], …]}. Known again by (source,
-- code): unchanged rows stay untouched, a changed name stays behind as a former name, a row that was switched off comes back.
-- Refused: GR003 (administrators only), GR004 {field, why, item} for the first row that cannot be stored.
set role gridroom_owner;

do $$
declare
    register text;
begin
    foreach register in array array['place', 'place_stem', 'place_gram', 'place_name', 'component', 'register_import'] loop
        execute format('alter table gridroom.%I enable row level security', register);
        execute format('alter table gridroom.%I force row level security', register);
        execute format('drop policy if exists read on gridroom.%I', register);
        execute format('drop policy if exists write on gridroom.%I', register);
        execute format('create policy read on gridroom.%I for select using (true)', register);
        execute format('create policy write on gridroom.%I using ((select gridroom.has_duty(''administrator''))) '
            'with check ((select gridroom.has_duty(''administrator'')))', register);
    end loop;
end $$;

create or replace function gridroom.must_administer(action text)
returns void language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    perform me();
    if not has_duty('administrator') then
        perform refuse('GR003', 'only an administrator may do this', jsonb_build_object('action', action));
    end if;
end $$;

-- Refuses a list that is none, is too long, or has an element without what every register needs.
create or replace function gridroom.check_register(elements jsonb, needed text[])
returns void language plpgsql immutable set search_path = gridroom, pg_temp as $$
declare
    wrong record;
begin
    if elements is null or jsonb_typeof(elements) <> 'array' or jsonb_array_length(elements) > 20000 then
        perform refuse('GR004', 'a JSON array of at most 20,000 elements is wanted',
                       jsonb_build_object('field', 'elements', 'why', 'out_of_range'));
    end if;
    select c.* into wrong
    from (select e.item, case
                     when jsonb_typeof(e.element) <> 'object' then 'element'
                     when exists (select from unnest(needed) n where coalesce(btrim(e.element ->> n), '') = '') then
                         (select min(n) from unnest(needed) n where coalesce(btrim(e.element ->> n), '') = '')
                     when length(e.element ->> 'code') > 100 then 'code'
                     when length(e.element ->> 'name') > 200 then 'name'
                     when jsonb_typeof(e.element -> 'longitude') is distinct from 'number'
                       or jsonb_typeof(e.element -> 'latitude') is distinct from 'number'
                       or not ((e.element ->> 'longitude')::numeric between -180 and 180
                               and (e.element ->> 'latitude')::numeric between -90 and 90) then 'position'
                     when count(*) over (partition by btrim(e.element ->> 'code')) > 1 then 'code_twice'
                 end as field
          from jsonb_array_elements(elements) with ordinality as e(element, item)) c
    where c.field is not null
    order by c.item limit 1;
    if found then
        perform refuse('GR004', format('element %s cannot be stored: %s', wrong.item, wrong.field),
                       jsonb_build_object('field', wrong.field, 'why', 'malformed', 'item', wrong.item));
    end if;
end $$;

-- New stems with their pairs of characters; one import at a time, so that nobody counts the same stem twice.
create or replace function gridroom.know_stems(wanted text[])
returns void language plpgsql set search_path = gridroom, pg_temp as $$
begin
    with fresh as (
        insert into place_stem (stem, grams)
            select w.stem, place_grams(w.stem) from (select distinct unnest(wanted) as stem) w
            where not exists (select from place_stem s where s.stem = w.stem)
            order by w.stem
        returning grams
    )
    insert into place_gram (gram, stems)
        select g.gram, count(*) from fresh, unnest(fresh.grams) as g(gram) group by g.gram order by g.gram
    on conflict (gram) do update set stems = place_gram.stems + excluded.stems;
end $$;

-- The stem of a name: of what has a house or post number the words without it, of all else the whole name.
-- Words keep their gaps, so that pairs never cross them.
create or replace function gridroom.stem_of(kind text, words text)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select case when kind = 'lamp_post' then
                    btrim(regexp_replace(regexp_replace(regexp_replace(numberless(words), '[a-z]+', ' ', 'g'),
                                                        '(灯杆|灯柱|路灯|杆)( |$)', ' ', 'g'), '路路?( |$)', '路\1'))
                when kind = 'door_plate' then numberless(words)
                else place_words(words) end
$$;

-- The elements as rows, in their order.
create or replace function gridroom.incoming_places(places jsonb)
returns table (item bigint, code text, kind text, name text, street text, locator text, locator_key text, locator_digits text,
               aliases text[], place point, line path, extent box)
language sql stable set search_path = gridroom, public, pg_temp as $$
    select e.item, btrim(e.p ->> 'code'), e.p ->> 'kind', checked_text('name', e.p ->> 'name', 200, true),
           checked_text('street', coalesce(e.p ->> 'street', ''), 200), checked_text('locator', coalesce(e.p ->> 'locator', ''), 60),
           case when e.p ->> 'kind' = 'lamp_post' then locator_key(coalesce(nullif(e.p ->> 'locator', ''), e.p ->> 'name')) else '' end,
           case when e.p ->> 'kind' = 'lamp_post' then locator_digits(coalesce(nullif(e.p ->> 'locator', ''), e.p ->> 'name')) else '' end,
           case when jsonb_typeof(e.p -> 'aliases') = 'array' then
               array(select checked_text('alias', a, 200) from jsonb_array_elements_text(e.p -> 'aliases') a where btrim(a) <> '' limit 20)
               else '{}' end,
           point((e.p ->> 'longitude')::float8, (e.p ->> 'latitude')::float8), l.line, box(polygon(pclose(l.line)))
    from jsonb_array_elements(places) with ordinality as e(p, item),
         lateral (select case when jsonb_typeof(e.p -> 'line') = 'array' and jsonb_array_length(e.p -> 'line') > 1
                              then popen(translate(e.p ->> 'line', '[] ', '()')::path) end as line) l
$$;

create function api.put_places(source text, places jsonb)
returns table (added integer, changed integer, unchanged integer)
language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    from_source text;
    fresh integer;
    touched bigint[];
begin
    perform must_administer('put_places');
    from_source := checked_text('source', put_places.source, 100, true);
    perform check_register(places, '{code,kind,name}');
    if exists (select from jsonb_array_elements(places) e(element) where not (e.element ->> 'kind') = any (
            array['street', 'door_plate', 'lamp_post', 'bus_stop', 'poi', 'settlement'])) then
        perform refuse('GR004', 'a kind of place is not known', jsonb_build_object('field', 'kind', 'why', 'malformed'));
    end if;
    perform pg_advisory_xact_lock(7017);
    with put as (
        insert into place as p (source, code, kind, name, street, locator, locator_key, locator_digits, position, line, extent, area_path)
            select from_source, i.code, i.kind, i.name, i.street, i.locator, i.locator_key, i.locator_digits, i.place, i.line, i.extent,
                   coalesce((select a.path from area a where a.area_id = deepest_area(i.place)), '')
            from incoming_places(places) i order by i.item
        on conflict on constraint place_source_code_key do update
            set kind = excluded.kind, name = excluded.name, street = excluded.street, locator = excluded.locator,
                locator_key = excluded.locator_key, locator_digits = excluded.locator_digits, position = excluded.position,
                line = excluded.line, extent = excluded.extent, area_path = excluded.area_path, active = true, disabled_on = null,
                changed_at = now()
            where not p.active or (p.kind, p.name, p.street, p.locator) is distinct from (excluded.kind, excluded.name, excluded.street, excluded.locator)
               or not p.position ~= excluded.position or p.area_path <> excluded.area_path
               or p.line::text is distinct from excluded.line::text
        returning p.place_id, xmax = 0 as is_new
    )
    select coalesce(sum(is_new::integer), 0), coalesce(array_agg(place_id), '{}') into fresh, touched from put;
    perform name_places(from_source, places);
    return query select fresh, cardinality(touched) - fresh, jsonb_array_length(places) - cardinality(touched);
exception when invalid_text_representation or numeric_value_out_of_range then
    perform refuse('GR004', 'a line is a list of at least two points', jsonb_build_object('field', 'line', 'why', 'malformed'));
end $$;

-- The names of what came in: what a place is called no more is kept as a former name.
create or replace function gridroom.incoming_names(from_source text, places jsonb)
returns table (place_id bigint, words text, role text, stem text, number_key text)
language sql stable set search_path = gridroom, public, pg_temp as $$
    select distinct on (p.place_id, n.words) p.place_id, n.words, n.role,
           stem_of(i.kind, n.words), case i.kind when 'door_plate' then number_key(n.words) when 'lamp_post' then 'L' || number_key(n.words) else '' end
    from incoming_places(places) i
    join place p on p.source = from_source and p.code = i.code
    cross join lateral (
        -- A plate that is told as street and number in two columns is called by both together.
        select case when i.kind in ('door_plate', 'lamp_post') and i.street <> ''
                         and position(place_key(i.street) in place_key(i.name)) = 0 then i.street || i.name else i.name end as words,
               'name' as role, 0 as rank
        union all select a, 'alias', 1 from unnest(i.aliases) a) n
    order by p.place_id, n.words, n.rank
$$;

create or replace function gridroom.name_places(from_source text, places jsonb)
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
begin
    perform know_stems(array(select distinct i.stem from incoming_names(from_source, places) i));
    with incoming as materialized (
        select i.*, s.stem_id from incoming_names(from_source, places) i join place_stem s using (stem)
    ), former as (
        update place_name n set role = 'former'
        where n.place_id in (select i.place_id from incoming i) and n.role <> 'former'
          and not exists (select from incoming o where o.place_id = n.place_id and o.words = n.words)
    )
    insert into place_name as n (place_id, words, role, stem_id, number_key)
        select i.place_id, i.words, i.role, i.stem_id, i.number_key from incoming i
    on conflict (place_id, words) do update
        set role = excluded.role, stem_id = excluded.stem_id, number_key = excluded.number_key
        where (n.role, n.stem_id, n.number_key) is distinct from (excluded.role, excluded.stem_id, excluded.number_key);
end $$;

-- The codes of a list that are switched on, for an import that wants to know which are missing from the new one.
create function api.place_codes(source text)
returns setof text language plpgsql stable security definer set search_path = gridroom, pg_temp as $$
begin
    perform must_administer('place_codes');
    return query select p.code from place p where p.source = place_codes.source and p.active;
end $$;

-- Places that are gone; they are found no more and stay in the book.
create function api.disable_places(source text, codes text[])
returns integer language plpgsql security definer set search_path = gridroom, pg_temp as $$
declare
    gone integer;
begin
    perform must_administer('disable_places');
    update place p set active = false, disabled_on = current_date, changed_at = now()
        where p.source = disable_places.source and p.code = any (codes) and p.active;
    get diagnostics gone = row_count;
    return gone;
end $$;

-- Where things stand that are known already, by the names or codes of a new list: what a wrongly declared coordinate system is
-- found out by. A name that several places bear says nothing.
create function api.known_points(register text, keys text[])
returns table (key text, longitude float8, latitude float8)
language plpgsql stable security definer set search_path = gridroom, pg_temp as $$
begin
    perform must_administer('known_points');
    if cardinality(keys) > 5000 then
        perform refuse('GR004', 'at most 5,000 at once', jsonb_build_object('field', 'keys', 'why', 'out_of_range'));
    end if;
    return query
        select k.key, k.place[0], k.place[1]
        from (
            select n.words as key, min(p.position::text)::point as place
            from place_name n join place p using (place_id)
            where known_points.register <> 'component' and n.words = any (keys) and n.role <> 'former' and p.active
            group by n.words having count(distinct p.position::text) = 1
            union all
            select c.code, c.position from component c where known_points.register = 'component' and c.code = any (keys)
            union all
            select c.gb_code, c.position from camera c where known_points.register = 'camera' and c.gb_code = any (keys)
        ) k;
end $$;

-- Every import leaves a line: who, which list, what came of it.
create function api.record_import(register text, source text, detail jsonb)
returns bigint language plpgsql security definer set search_path = gridroom, pg_temp as $$
declare
    recorded bigint;
begin
    perform must_administer('record_import');
    if length(detail::text) > 10000 or not coalesce(record_import.register in ('area', 'place', 'component', 'camera'), false) then
        perform refuse('GR004', 'no record of an import', jsonb_build_object('field', 'detail', 'why', 'malformed'));
    end if;
    insert into register_import (register, source, detail)
        values (record_import.register, checked_text('source', record_import.source, 100, true), coalesce(record_import.detail, '{}'))
        returning import_id into recorded;
    return recorded;
end $$;

-- The newest imports, for who may import; by_name: as the person is called now.
create function api.imports(most integer default 50)
returns table (import_id bigint, at timestamptz, by_login text, by_name text, register text, source text, detail jsonb)
language plpgsql stable security definer rows 50 set search_path = gridroom, pg_temp as $$
begin
    perform must_administer('imports');
    return query
        select i.import_id, i.at, i.by_login, coalesce(p.name, i.by_login), i.register, i.source, i.detail
        from register_import i left join person p on p.login = i.by_login
        order by i.at desc, i.import_id desc
        limit greatest(0, least(coalesce(imports.most, 50), 500));
end $$;

reset role;
