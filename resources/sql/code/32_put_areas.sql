-- Outlines get in by api.put_areas: an administrator gives a JSON array, all of it is stored or nothing.
--
-- One element: {level, code, name, parent_code?, parent_level?, provisional?, exclusive? (duty grids;
--               without it what stands is kept), outline: GeoJSON
--               Polygon | MultiPolygon, centre: [longitude, latitude] inside the outline, area_m2}
-- An import calls it once for each few thousand elements, outermost level first, inside one transaction.
-- Unchanged areas stay untouched; a changed one closes its version on the stated day and opens the next. Cases keep the cell
-- version that they were filed under. Every call that changes something leaves a configuration_step (subject 'areas'): who,
-- how many of which level from which day on, and what an outline was that was corrected on the day it began.
--
-- GR020 area refused {why, level?, code?, …}; why is one of
--   not_an_array | too_many {limit} | level_unknown | code_missing | code_twice | name_missing | text_too_long {limit} |
--   outline_missing | outline_unreadable {reason} | out_of_range {longitude, latitude} | centre_missing | area_missing |
--   parent_missing {parent} | not_exclusive | future_date {today} | before_standing_version {valid_from} | cases_filed_since {cases} | has_parts
set role gridroom_owner;

create or replace function gridroom.area_level_rank(level text)
returns integer language sql immutable set search_path = gridroom, pg_temp as $$
    select array_position(array['district', 'street', 'community', 'duty_grid', 'grid_cell'], level)
$$;

-- The elements as rows, in their order. (Dropped first: its columns grew.)
drop function if exists gridroom.compare_areas(jsonb, text, date);
drop function if exists gridroom.incoming_areas(jsonb);
create function gridroom.incoming_areas(areas jsonb)
returns table (item integer, level text, code text, name text, parent_code text, parent_level text, provisional boolean,
               outline jsonb, centre point, area_m2 float8, exclusive boolean)
language sql immutable set search_path = gridroom, pg_temp as $$
    select e.item::integer, e.area ->> 'level', btrim(e.area ->> 'code'), btrim(e.area ->> 'name'),
           nullif(btrim(e.area ->> 'parent_code'), ''), nullif(e.area ->> 'parent_level', ''),
           coalesce((e.area ->> 'provisional')::boolean, false), e.area -> 'outline',
           point((e.area #>> '{centre,0}')::float8, (e.area #>> '{centre,1}')::float8), (e.area ->> 'area_m2')::float8,
           (e.area ->> 'exclusive')::boolean
    from jsonb_array_elements(areas) with ordinality as e(area, item)
$$;

-- The first element that cannot be stored, told by level and code.
create or replace function gridroom.check_incoming_areas(areas jsonb)
returns void language plpgsql set search_path = gridroom, pg_temp as $$
declare
    wrong record;
begin
    if areas is null or jsonb_typeof(areas) <> 'array' then
        perform refuse('GR020', 'areas must be a JSON array', jsonb_build_object('why', 'not_an_array'));
    end if;
    if jsonb_array_length(areas) > 20000 then
        perform refuse('GR020', 'at most 20,000 areas at once', jsonb_build_object('why', 'too_many', 'limit', 20000));
    end if;
    select c.* into wrong
    from (
        select i.item, i.level, i.code, i.centre,
               case when area_level_rank(i.level) is null then 'level_unknown'
                    when coalesce(i.code, '') = '' then 'code_missing'
                    when coalesce(i.name, '') = '' then 'name_missing'
                    when length(i.code) > 40 or length(i.name) > 200 then 'text_too_long'
                    when coalesce(i.outline ->> 'type', '') not in ('Polygon', 'MultiPolygon')
                         or i.outline #> '{coordinates,0,0,0}' is null then 'outline_missing'
                    when i.centre is null then 'centre_missing'
                    when not (i.centre[0] between -180 and 180 and i.centre[1] between -90 and 90) then 'out_of_range'
                    when not coalesce(i.area_m2 > 0 and i.area_m2 < 'infinity', false) then 'area_missing'
                    when i.exclusive and i.level <> 'duty_grid' then 'not_exclusive'
                    when count(*) over (partition by i.level, i.code) > 1 then 'code_twice'
               end as why
        from incoming_areas(areas) i) c
    where c.why is not null
    order by c.item
    limit 1;
    if found then
        perform refuse('GR020', format('area %s of the list (%s): %s', wrong.item, coalesce(wrong.code, '?'), wrong.why),
                       jsonb_strip_nulls(jsonb_build_object('why', wrong.why, 'level', wrong.level, 'code', wrong.code,
                           'longitude', wrong.centre[0], 'latitude', wrong.centre[1])));
    end if;
end $$;

-- Writes outline and native rings of an area anew; "[[x, y], …]" becomes the input text of polygon by its brackets alone.
create or replace function gridroom.store_outlines(areas jsonb, items integer[], ids integer[])
returns void language plpgsql set search_path = gridroom, pg_temp as $$
declare
    beyond record;
begin
    delete from area_ring where area_id = any (ids);
    insert into area_outline (area_id, outline, centre, area_m2)
        select pair.area_id, i.outline, i.centre, i.area_m2
        from unnest(items, ids) as pair(item, area_id)
        join incoming_areas(areas) i using (item)
        on conflict (area_id) do update
            set outline = excluded.outline, centre = excluded.centre, area_m2 = excluded.area_m2;
    insert into area_ring (area_id, level, polygon_no, ring_no, ring)
        select pair.area_id, i.level, part.no - 1, border.no - 1, translate(border.ring::text, '[]', '()')::polygon
        from unnest(items, ids) as pair(item, area_id)
        join incoming_areas(areas) i using (item)
        cross join lateral jsonb_array_elements(
            case i.outline ->> 'type' when 'Polygon' then jsonb_build_array(i.outline -> 'coordinates')
                                      else i.outline -> 'coordinates' end) with ordinality as part(polygon, no)
        cross join lateral jsonb_array_elements(part.polygon) with ordinality as border(ring, no);
    select i.level, i.code, box(r.ring) as extent into beyond
        from unnest(items, ids) as pair(item, area_id)
        join area_ring r using (area_id)
        join incoming_areas(areas) i using (item)
        where not box(r.ring) <@ box(point(-180, -90), point(180, 90))
        limit 1;
    if found then
        perform refuse('GR020', 'outline is not in degrees', jsonb_build_object('why', 'out_of_range', 'level', beyond.level,
            'code', beyond.code, 'longitude', (beyond.extent[0])[0], 'latitude', (beyond.extent[0])[1]));
    end if;
exception when invalid_text_representation or invalid_parameter_value or numeric_value_out_of_range then
    perform refuse('GR020', 'an outline cannot be read', jsonb_build_object('why', 'outline_unreadable', 'reason', sqlerrm));
end $$;

-- Does a case lie in one of these versions? Asked past row security: an administrator need not see the case to keep its cell.
create or replace function gridroom.has_cases(ids integer[])
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select exists (select from case_file where cell_id = any (ids))
$$;

-- The nearest outer area of a place: how a parent is found when the file names none.
create or replace function gridroom.area_around(place point, inner_level text)
returns integer language plpgsql stable set search_path = gridroom, pg_temp as $$
declare
    found_area integer;
    at_level text;
begin
    foreach at_level in array array['duty_grid', 'community', 'street', 'district'] loop
        continue when area_level_rank(at_level) >= area_level_rank(inner_level);
        found_area := locate_area(place, at_level);
        exit when found_area is not null;
    end loop;
    return found_area;
end $$;

-- What is to be done with one element. verdict: same | add | next (close the standing version, open another) |
-- correct (the standing version began on that very day: written anew in place) | orphan | early.
drop type if exists gridroom.area_put;
create type gridroom.area_put as (
    item integer, code text, parent_id integer, path ltree, last_id integer, last_path ltree, last_from date, area_id integer,
    verdict text);

create function gridroom.compare_areas(areas jsonb, at_level text, day date)
returns setof gridroom.area_put language sql volatile set search_path = gridroom, public, pg_temp as $$
    with incoming as materialized (
        select i.*, coalesce(named.area_id, case when i.parent_code is null then area_around(i.centre, at_level) end) as parent_id
        from incoming_areas(areas) i
        left join lateral (
            select a.area_id from area a
            where a.valid_to is null and a.code = i.parent_code
              and a.level = any (array['district', 'street', 'community', 'duty_grid'])
              and area_level_rank(a.level) < area_level_rank(at_level)
              and (i.parent_level is null or a.level = i.parent_level)
            order by area_level_rank(a.level) desc limit 1) named on at_level <> 'district'
        where i.level = at_level
    ), last_version as materialized (
        select distinct on (a.code) a.area_id, a.code, a.name, a.provisional, a.exclusive, a.path, a.valid_from, a.valid_to
        from area a where a.level = at_level
        order by a.code, a.valid_from desc, a.area_id desc
    ), compared as (
        select i.item, i.code, i.parent_id, coalesce(parent.path, '') as upper_path, last.area_id as last_id,
               last.path as last_path, coalesce(last.valid_to, last.valid_from) as last_from,
               case when i.parent_id is null and at_level <> 'district' then 'orphan'
                    when last.area_id is null then 'add'
                    when last.valid_to is null and last.name = i.name and last.provisional = i.provisional
                         and last.exclusive = coalesce(i.exclusive, last.exclusive)
                         and last.path = coalesce(parent.path, '') || subpath(last.path, -1)
                         and (select o.outline = i.outline from area_outline o where o.area_id = last.area_id) then 'same'
                    when coalesce(last.valid_to, last.valid_from) > day then 'early'
                    when last.valid_to is not null then 'add'
                    when last.valid_from = day then 'correct'
                    else 'next' end as verdict
        from incoming i
        left join last_version last using (code)
        left join area parent on parent.area_id = i.parent_id
    ), numbered as (
        select c.*, case when c.verdict in ('add', 'next') then nextval('gridroom.area_area_id_seq')::integer
                         else c.last_id end as area_id
        from compared c
    )
    select n.item, n.code, n.parent_id, n.upper_path || coalesce(subpath(n.last_path, -1), n.area_id::text::ltree),
           n.last_id, n.last_path, n.last_from, n.area_id, n.verdict
    from numbered n
$$;

-- Stores the elements of one level and says which roots they lie under.
-- touched: versions whose borders or parent are new; was: the elements that they replaced, {code} alone for what is new.
create or replace function gridroom.put_areas_of_level(areas jsonb, at_level text, day date,
    out added integer, out changed integer, out unchanged integer, out roots text[], out touched integer[], out was jsonb)
language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    puts area_put[] := array(select c from compare_areas(areas, at_level, day) c);
    wrong record;
    corrected integer[] := array(select p.area_id from unnest(puts) p where p.verdict = 'correct');
    ended integer[] := array(select p.last_id from unnest(puts) p where p.verdict = 'next');
    corrects jsonb := (select jsonb_agg(jsonb_build_object('code', a.code, 'name', a.name, 'outline', o.outline) order by a.code)
                       from area a join area_outline o using (area_id) where a.area_id = any (corrected));
begin
    touched := array(select p.area_id from unnest(puts) p join incoming_areas(areas) i using (item)
                     where p.verdict in ('add', 'next', 'correct')
                       and not exists (select from area a join area_outline o using (area_id)
                                       where p.verdict <> 'add' and a.area_id = p.last_id and a.parent_id = p.parent_id
                                         and o.outline = i.outline));
    was := area_elements(array(select p.last_id from unnest(puts) p
                               where p.verdict in ('next', 'correct') and p.area_id = any (touched)))
        || (select coalesce(jsonb_agg(jsonb_build_object('code', p.code)), '[]') from unnest(puts) p where p.verdict = 'add');
    select p.* into wrong from unnest(puts) p where p.verdict in ('orphan', 'early') order by p.item limit 1;
    if found then
        perform refuse('GR020', format('%s %s: %s', at_level, wrong.code, wrong.verdict), jsonb_strip_nulls(jsonb_build_object(
            'why', case wrong.verdict when 'orphan' then 'parent_missing' else 'before_standing_version' end,
            'level', at_level, 'code', wrong.code, 'valid_from', wrong.last_from)));
    end if;
    if has_cases(corrected) then
        perform refuse('GR020', 'cases have been filed in an area that began this very day; state a later day',
                       jsonb_build_object('why', 'cases_filed_since', 'level', at_level, 'valid_from', day));
    end if;
    update area set valid_to = day where area_id = any (ended);
    update area_ring set current = false where area_id = any (ended);
    insert into area (area_id, level, code, name, parent_id, path, provisional, exclusive, valid_from) overriding system value
        select p.area_id, at_level, p.code, i.name, p.parent_id, p.path, i.provisional,
               coalesce(i.exclusive, (select a.exclusive from area a where a.area_id = p.last_id and p.verdict = 'next'), false), day
        from unnest(puts) p join incoming_areas(areas) i using (item)
        where p.verdict in ('add', 'next');
    update area a set name = i.name, parent_id = p.parent_id, path = p.path, provisional = i.provisional,
                      exclusive = coalesce(i.exclusive, a.exclusive)
        from unnest(puts) p join incoming_areas(areas) i using (item)
        where p.verdict = 'correct' and a.area_id = p.area_id;
    perform store_outlines(areas, array(select p.item from unnest(puts) p where p.verdict <> 'same' order by p.item),
                           array(select p.area_id from unnest(puts) p where p.verdict <> 'same' order by p.item));
    update area a set parent_id = p.area_id
        from unnest(puts) p where p.verdict = 'next' and a.parent_id = p.last_id and a.valid_to is null;
    update area a set path = p.path || subpath(a.path, nlevel(p.last_path))
        from unnest(puts) p
        where p.verdict in ('next', 'correct') and p.path <> p.last_path and a.valid_to is null
          and a.path <@ p.last_path and a.path <> p.last_path;
    select count(*) filter (where p.verdict = 'add'), count(*) filter (where p.verdict in ('next', 'correct')),
           count(*) filter (where p.verdict = 'same'),
           array_agg(distinct subpath(p.path, 0, 1)::text) filter (where p.verdict <> 'same')
        into added, changed, unchanged, roots
        from unnest(puts) p;
    if roots is not null then
        insert into configuration_step (subject, subject_key, old, new)
            select 'areas', at_level, corrects, jsonb_build_object('valid_from', day, 'added', added, 'changed', changed,
                       'unchanged', unchanged, 'first_code', min(p.code), 'last_code', max(p.code))
            from unnest(puts) p where p.verdict <> 'same';
    end if;
end $$;

-- One notification for each root that an import touched: PostgreSQL sends equal payloads of one transaction once.
create or replace function gridroom.tell_areas(roots text[])
returns void language sql volatile set search_path = gridroom, pg_temp as $$
    select pg_notify('gridroom_area', root) from unnest(roots) root
$$;

create or replace function gridroom.checked_area_day(from_day date, action text)
returns date language plpgsql volatile set search_path = gridroom, pg_temp as $$
declare
    today date := now_local()::date;
begin
    if not has_duty('administrator') then
        perform refuse('GR003', 'only an administrator changes areas', jsonb_build_object('action', action));
    end if;
    if from_day > today then
        perform refuse('GR020', 'areas cannot begin in the future',
                       jsonb_build_object('why', 'future_date', 'valid_from', from_day, 'today', today));
    end if;
    -- Two imports at once go one after the other: the second then finds what the first one stored.
    perform pg_advisory_xact_lock(hashtextextended('gridroom areas', 0));
    return coalesce(from_day, today);
end $$;

-- Stores areas that hold from from_day (default: today) on. Administrator only. Elements: see the head of this file. Borders
-- are checked at the commit (33_outline_faults.sql), or at once after "set constraints all immediate".
create or replace function api.put_areas(areas jsonb, from_day date default null, accepted jsonb default null)
returns table (added integer, changed integer, unchanged integer)
language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    day date := checked_area_day(from_day, 'put_areas');
    at_level text;
    part record;
    accepts jsonb := checked_acceptance(accepted);
begin
    perform check_incoming_areas(areas);
    added := 0; changed := 0; unchanged := 0;
    for at_level in select i.level from incoming_areas(areas) i group by 1 order by area_level_rank(i.level) loop
        select * into part from put_areas_of_level(areas, at_level, day);
        added := added + part.added;
        changed := changed + part.changed;
        unchanged := unchanged + part.unchanged;
        perform tell_areas(part.roots);
        perform check_later(at_level, part.touched, part.was, accepts);
    end loop;
    return next;
end $$;

-- Ends areas that no longer exist, inner levels first; what began on that very day and was never used is removed.
-- Answers how many were ended. Who may is asked before.
create or replace function gridroom.end_areas(area_ids integer[], day date)
returns integer language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    standing integer[] := array(select a.area_id from area a where a.area_id = any (area_ids) and a.valid_to is null);
    fresh integer[] := array(select a.area_id from area a where a.area_id = any (standing) and a.valid_from = day);
    wrong record;
begin
    select a.code, a.level, a.valid_from into wrong from area a where a.area_id = any (standing) and a.valid_from > day limit 1;
    if found then
        perform refuse('GR020', 'the area begins later than that day', jsonb_build_object('why', 'before_standing_version',
            'level', wrong.level, 'code', wrong.code, 'valid_from', wrong.valid_from));
    end if;
    select u.code, u.level into wrong from area inner_area join area u on u.area_id = inner_area.parent_id
        where inner_area.parent_id = any (standing) and inner_area.valid_to is null
          and not inner_area.area_id = any (standing) limit 1;
    if found then
        perform refuse('GR020', 'the area still has parts',
                       jsonb_build_object('why', 'has_parts', 'level', wrong.level, 'code', wrong.code));
    end if;
    perform tell_areas(array(select distinct subpath(a.path, 0, 1)::text from area a where a.area_id = any (standing)));
    insert into configuration_step (subject, subject_key, new)
        select 'areas', a.level, jsonb_build_object('valid_to', day, 'ended', count(*) filter (where a.valid_from < day),
                   'removed', count(*) filter (where a.valid_from = day), 'first_code', min(a.code), 'last_code', max(a.code))
        from area a where a.area_id = any (standing) group by a.level;
    update area_ring set current = false where area_id = any (standing);
    update area set valid_to = day where area_id = any (standing) and valid_from < day;
    begin
        delete from area_ring where area_id = any (fresh);
        delete from area_outline where area_id = any (fresh);
        delete from area where area_id = any (fresh);
    exception when foreign_key_violation then
        perform refuse('GR020', 'an area that began this very day is in use; state a later day',
                       jsonb_build_object('why', 'cases_filed_since', 'valid_from', day));
    end;
    return cardinality(standing);
end $$;

-- The same for an administrator; ground that nobody has then is a gap, checked at the commit.
create or replace function api.close_areas(area_ids integer[], from_day date default null, accepted jsonb default null)
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    day date := checked_area_day(from_day, 'close_areas');
    accepts jsonb := checked_acceptance(accepted);
    at_level text;
begin
    for at_level in select distinct a.level from area a where a.area_id = any (area_ids) and a.valid_to is null loop
        perform check_later(at_level, '{}', area_elements(array(
            select a.area_id from area a where a.area_id = any (area_ids) and a.level = at_level and a.valid_to is null)), accepts);
    end loop;
    return end_areas(area_ids, day);
end $$;

reset role;

-- Past row security, so not the owner's (00_roles.sql).
grant usage on schema gridroom to gridroom_across;
grant select on gridroom.case_file to gridroom_across;
alter function gridroom.has_cases(integer[]) owner to gridroom_across;
grant execute on function gridroom.has_cases(integer[]) to gridroom_owner;
