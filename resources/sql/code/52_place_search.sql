-- Finding places: forward while somebody types, backward from a point. See decision 0039.
set role gridroom_owner;

-- Places named in cases: counted past row security, told within the area of who asks.
alter table gridroom.case_place enable row level security;
alter table gridroom.case_place force row level security;
drop policy if exists seen on gridroom.case_place;
create policy seen on gridroom.case_place using (area_path <@ (select gridroom.my_area_path())) with check (true);

-- A case counts while it has words and a point, and its reporter did not ask to be kept secret: the place may be a home.
create or replace function gridroom.count_case_place()
returns trigger language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
begin
    if tg_op = 'UPDATE' then
        if (old.place, old.area_path, old.keep_secret) is not distinct from (new.place, new.area_path, new.keep_secret)
           and (old.position is null) = (new.position is null) and (old.position is null or old.position ~= new.position) then
            return null;
        end if;
        if old.position is not null and not old.keep_secret then
            update case_place c set cases = c.cases - 1
                where c.place_key = place_key(old.place) and c.area_path = old.area_path and c.cases > 0;
        end if;
    end if;
    if new.position is not null and not new.keep_secret and length(place_key(new.place)) between 2 and 100 then
        insert into case_place as c (place_key, area_path, words, grams, cases, position, last_at)
            values (place_key(new.place), new.area_path, left(new.place, 200), place_grams(new.place), 1, new.position, now())
        on conflict (place_key, area_path) do update
            set cases = c.cases + 1, words = excluded.words, position = excluded.position, last_at = excluded.last_at;
    end if;
    return null;
end $$;
create or replace trigger count_case_place after insert or update of place, position, area_path, keep_secret on gridroom.case_file
    for each row execute function gridroom.count_case_place();

-- Past row security, because it would keep the index from being asked; within the path that it is given.
create or replace function gridroom.case_places(grams text[], below ltree)
returns table (words text, found_grams text[], cases integer, place point)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
begin
    return query
        select c.words, c.grams, c.cases, c.position
        from (select * from case_place p where p.grams && case_places.grams limit 3000) c
        where c.cases > 0 and c.area_path <@ below;
end $$;

-- '2-117-3' → {2, 117, 3, 2-117, 117-3}: any of it may be a house, where a sentence holds other numbers too.
create or replace function gridroom.number_runs(numbers text)
returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct array_to_string(n.each[a : a + more], '-')), '{}')
    from (select (string_to_array(numbers, '-'))[1:12] as each) n, generate_series(1, cardinality(n.each)) a, generate_series(0, 2) more
    where numbers <> '' and a + more <= cardinality(n.each)
$$;

-- Names that differ from one of these in one character, neither the first nor the last (those are found by the pairs that are
-- left): 银按街 → 银安街. Few names begin with the same character, so this is one short walk along an index.
create or replace function gridroom.near_stems(runs text[])
returns table (stem_id integer, stem text, likeness float8)
language plpgsql stable rows 5 set search_path = gridroom, pg_temp as $$
declare
    run text;
    patterns text[];
begin
    foreach run in array runs loop
        patterns := array(select left(run, n - 1) || '_' || substr(run, n + 1) from generate_series(2, length(run) - 1) n);
        return query
            select p.stem_id, p.stem, 0.75::float8 from place_stem p
            where p.stem ~>=~ left(run, 1) and p.stem ~<~ (left(run, 1) || E'\U0010FFFF') and p.stem like any (patterns) and p.stem <> run
            order by p.stem using ~<~ limit 5;
    end loop;
end $$;

-- What somebody typed, taken apart. Dropped first: rooms of an earlier version have it with another result.
drop function if exists gridroom.asked_place(text);
create function gridroom.asked_place(words text)
returns table (key text, grams text[], numbers text, house_numbers text[], post_key text, post_digits text, runs text[])
language plpgsql immutable set search_path = gridroom, pg_temp as $$
declare
    said text := place_words(words);
    spaced text := spoken_as_digits(words);
    stripped text;
    post text := '';
begin
    -- A lamp post is asked for by its word, or by letters and digits alone.
    stripped := regexp_replace(spaced, '(灯杆|灯柱|杆|路灯) ?(编号|号)? ?(?=[a-z0-9])|(灯杆|灯柱|杆)(编号|号)?$', ' ', 'g');
    if stripped <> spaced then  -- 文化路 + 路灯 + 灯杆: what is left of the words for the post is no name
        stripped := btrim(regexp_replace(regexp_replace(stripped, '路路 ', '路 '), '^路 ', ''));
    end if;
    if stripped <> spaced or spaced ~ '^[a-z0-9 ]+$' or spaced ~ '[a-z] ?[0-9]{2,} ?号?$' then
        post := coalesce(substring(stripped from '([a-z0-9][a-z0-9 ]*)'), '');
    end if;
    return query
        select place_key(spaced),
               place_grams(case when spaced <> said then said || ' ' else '' end ||
                           regexp_replace(numberless(stripped), '[a-z]+', case when post = '' then '\&' else ' ' end, 'g')
                           || case when post = '' then ' ' || replace(number_key(stripped), '-', ' ') else '' end),
               number_key(stripped),
               -- 3号117弄 for 117弄3号: two numbers may stand the other way round.
               number_runs(number_key(stripped))
                   || case when number_key(stripped) ~ '^[0-9]+-[0-9]+$' then regexp_replace(number_key(stripped), '^(.*)-(.*)$', '\2-\1') end, locator_key(post), locator_digits(post),
               array(select m.found[1] from regexp_matches(numberless(stripped), '[^a-z0-9 ]+', 'g') as m(found)
                     where length(m.found[1]) between 3 and 8 limit 3);
end $$;

-- The stems that hold most of what was typed, the rare pairs counting most: at most 40, bounded work however common the words.
create or replace function gridroom.likely_stems(key text, grams text[])
returns table (stem_id integer, stem text, likeness float8)
language plpgsql stable rows 40 set search_path = gridroom, pg_temp as $$
declare
    known integer := greatest((select max(stems) from place_gram), 1);
    sought text[];
    weights jsonb;
    asked float8;
begin
    -- Rare pairs first, until together they would lead to more than 2,000 stems; the rarest in any case.
    select array_agg(r.gram) filter (where r.before < 2000), jsonb_object_agg(r.gram, r.weight), sum(r.weight)
        into sought, weights, asked
    from (select g.gram, ln(1 + known::float8 / g.stems) + 0.1 as weight,
                 coalesce(sum(g.stems) over (order by g.stems, g.gram rows between unbounded preceding and 1 preceding), 0) as before
          from place_gram g where g.gram = any (grams)) r;
    return query
        select c.stem_id, c.stem, c.likeness
        from (
            select s.stem_id, s.stem, 0.55 * held.weight / asked + 0.45 * held.share
                   + case when replace(s.stem, ' ', '') = key then 0.5 when position(replace(s.stem, ' ', '') in key) > 0 then 0.2
                          when starts_with(replace(s.stem, ' ', ''), key) then 0.2 when position(key in replace(s.stem, ' ', '')) > 0 then 0.1
                          else 0 end as likeness
            from (select * from place_stem p where p.grams && sought limit 4000) s,
                 lateral (select coalesce(sum((weights ->> g)::float8), 0) as weight,
                                 count(*)::float8 / cardinality(s.grams) as share
                          from unnest(s.grams) g where weights ? g) held
            union all
            -- The first character of a name is enough to begin with.
            select s.stem_id, s.stem, 0.4 from (
                select p.stem_id, p.stem from place_stem p where length(key) = 1 and p.stem ~>=~ key and p.stem ~<~ (key || E'\U0010FFFF') order by p.stem using ~<~ limit 40) s
        ) c
        order by c.likeness desc, length(c.stem), c.stem_id limit 40;
end $$;

-- Places for words as they are typed, the best first. Missing words, their order, full-width digits and 号/弄/幢 do not matter.
-- near: between equals the nearer one wins. why: number | number_start | number_of (the house of 117-3) | name | name_part | alias |
-- former | street_of | post | post_start | area | past_case.
create function api.find_place(words text, near point default null, most integer default 10)
returns table (origin text, place_id bigint, kind text, name text, longitude float8, latitude float8, cell_id integer, cell_code text,
               community text, street text, area_path text, cases integer, metres float8, score float8, why text)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    asked record;
    own_path ltree := my_area_path();
    wall boolean := is_wall_only();
    from_here point := case when near is null then null else checked_place(near[0], near[1]) end;
begin
    perform me();
    select * into asked from asked_place(words);
    if asked.key = '' then
        return;
    end if;
    return query
    with likely as materialized (
        select * from likely_stems(asked.key, asked.grams)
    ), stem as materialized (
        select distinct on (s.stem_id) s.stem_id, s.stem, s.likeness
        from (select * from likely
              union all select * from near_stems(case when exists (select from likely l where l.likeness > 0.75) then '{}' else asked.runs end)) s
        order by s.stem_id, s.likeness desc
    ), by_name as (
        select n.place_id, n.words, n.role, s.likeness, n.number_key, n.is_number,
               s.likeness + case when n.is_number = 3 then 0.6 when n.is_number = 2 then 0.35 when n.is_number = 1 then 0.25
                                 when n.number_key = '' then 0.1 else 0 end
               -- Said in one breath: the number stands right behind the name.
               + case when n.number_key <> '' and position(replace(s.stem, ' ', '') || split_part(n.number_key, '-', 1) in asked.key) > 0
                      then 0.2 + 0.05 * least(length(n.number_key), 4) else 0 end as score
        from stem s,
             lateral (
                 (select p.place_id, p.words, p.role, p.number_key, case when p.number_key = asked.numbers then 3 else 1 end as is_number
                  from place_name p
                  where asked.numbers <> '' and p.stem_id = s.stem_id and p.number_key ~>=~ asked.numbers and p.number_key ~<~ (asked.numbers || '~')
                  order by p.number_key using ~<~ limit 8)
                 union all
                 (select p.place_id, p.words, p.role, p.number_key, 2
                  from place_name p
                  where asked.numbers like '%-%' and p.stem_id = s.stem_id and p.number_key = any (asked.house_numbers) limit 6)
                 union all
                 (select p.place_id, p.words, p.role, p.number_key, 0
                  from place_name p where p.stem_id = s.stem_id and p.number_key = '' limit 6)
                 union all
                 -- A street that is known by its houses only.
                 (select p.place_id, p.words, p.role, p.number_key, 0
                  from place_name p where asked.numbers = '' and p.stem_id = s.stem_id and p.number_key ~>=~ '0' and p.number_key ~<~ ':'
                  order by p.number_key using ~<~ limit 3)
             ) n
    ), by_post as (
        select p.place_id, p.score + coalesce((select 0.5 * max(s.likeness) from place_name n join stem s using (stem_id)
                                               where n.place_id = p.place_id), 0) as score, p.why
        from (
            (select l.place_id, 1.6 as score, 'post' as why from place l
             where asked.post_key <> '' and l.active and l.locator_key <> '' and l.locator_key = asked.post_key limit 50)
            union all
            (select l.place_id, 1.4, 'post' from place l
             where asked.post_key ~ '^[0-9]+$' and asked.post_digits <> '' and l.active and l.locator_digits <> ''
               and l.locator_digits = asked.post_digits limit 200)
            union all
            -- LQ-123 for what is painted LQ-0123: the same letters, the same number.
            (select l.place_id, 1.5, 'post' from place l
             where asked.post_key ~ '^[a-z]+[0-9]+$' and asked.post_digits <> '' and l.active and l.locator_digits <> ''
               and l.locator_digits = asked.post_digits
               and regexp_replace(l.locator_key, '[0-9]+$', '') = regexp_replace(asked.post_key, '[0-9]+$', '') limit 50)
            union all
            (select l.place_id, 1.0, 'post_start' from place l
             where asked.post_key <> '' and l.active and l.locator_key <> '' and l.locator_key ~>=~ asked.post_key and l.locator_key ~<~ (asked.post_key || '~')
             order by l.locator_key using ~<~ limit 50)
        ) p
    ), of_book as (
        select distinct on (f.place_id) f.place_id, f.score, f.why
        from (select b.place_id, b.score - case b.role when 'former' then 0.1 when 'alias' then 0.02 else 0 end as score,
                     case when b.is_number = 3 or b.is_number = 2 and not starts_with(asked.numbers, b.number_key || '-') then 'number'
                          when b.is_number = 2 then 'number_of' when b.is_number = 1 then 'number_start'
                          when b.role <> 'name' then b.role when b.number_key <> '' then 'street_of'
                          when replace(place_words(b.words), ' ', '') = asked.key then 'name' else 'name_part' end as why
              from by_name b
              union all select p.place_id, p.score, p.why from by_post p) f
        order by f.place_id, f.score desc
    ), hit as (
        select 'book' as origin, p.place_id, p.kind, p.name_words as name, p.position as place, 0 as cases, b.score, b.why
        from of_book b
        join lateral (select l.*, coalesce((select n.words from place_name n where n.place_id = l.place_id and n.role = 'name' limit 1), l.name) as name_words
                      from place l where l.place_id = b.place_id and l.active) p on true
        union all
        select 'area', a.area_id, a.level, a.name, o.centre, 0,
               0.55 * held.count / greatest(cardinality(asked.grams), 1) + 0.45 * held.count / cardinality(g.grams)
               + case when place_key(a.name) = asked.key then 0.5 when starts_with(place_key(a.name), asked.key) then 0.2 else 0 end,
               'area'
        from area a
        join area_outline o using (area_id)
        cross join lateral (select place_grams(a.name) as grams) g
        cross join lateral (select count(*)::float8 as count from unnest(g.grams) x where x = any (asked.grams)) held
        where a.valid_to is null and a.level in ('district', 'street', 'community', 'duty_grid')
          and a.name like any (select '%' || x || '%' from unnest(asked.grams) x)
          and held.count > 0
        union all
        select 'case', 0, 'past_case', c.words, c.place, c.cases,
               0.5 * held.count / greatest(cardinality(asked.grams), 1) + 0.4 * held.count / cardinality(c.found_grams)
               + case when place_key(c.words) = asked.key then 0.3 else 0 end + 0.05 * least(c.cases, 10) / 10,
               'past_case'
        from case_places(asked.grams, own_path) c
        cross join lateral (select count(*)::float8 as count from unnest(c.found_grams) x where x = any (asked.grams)) held
        where not wall and held.count * 2 >= cardinality(asked.grams)
    ), best as (
        select distinct on (place_key(h.name), h.kind, h.origin = 'case') h.*, m.metres,
               h.score + case when m.metres is null then 0 else 0.1 / (1 + m.metres / 500) end as total
        from (select * from hit order by hit.score desc, hit.name limit 80) h,
             lateral (select case when from_here is null then null else ground_metres(from_here, h.place) end as metres) m
        order by place_key(h.name), h.kind, h.origin = 'case', h.score desc, m.metres, h.place_id
    ), shown as (
        select * from best order by best.total desc, length(best.name), best.name, best.place_id
        limit least(greatest(most, 1), 50)
    )
    select s.origin, s.place_id, s.kind, s.name, s.place[0], s.place[1], w.cell_id, w.cell_code, w.community, w.street, w.area_path,
           s.cases, s.metres, s.total, s.why
    from shown s, lateral api.locate(s.place[0], s.place[1]) w
    order by s.total desc, length(s.name), s.name, s.place_id;
end $$;

-- The places of these kinds nearest to p, exactly: the index orders by degrees, so the farthest of the first few bounds a box
-- in which metres decide.
create or replace function gridroom.nearest_addresses(p point, most integer)
returns table (place_id bigint, metres float8)
language plpgsql stable rows 1 set search_path = gridroom, pg_temp as $$
declare
    bound float8;
begin
    select max(ground_metres(p, n.position)) into bound
        from (select l.position from place l where l.active and l.kind in ('door_plate', 'poi', 'bus_stop', 'settlement')
              order by l.position <-> p limit most) n;
    return query
        select l.place_id, ground_metres(p, l.position)
        from place l where l.active and l.kind in ('door_plate', 'poi', 'bus_stop', 'settlement') and l.position <@ box_around(p, bound)
        order by 2, 1 limit most;
end $$;
create or replace function gridroom.nearest_posts(p point, most integer)
returns table (place_id bigint, metres float8)
language plpgsql stable rows 1 set search_path = gridroom, pg_temp as $$
declare
    bound float8;
begin
    select max(ground_metres(p, n.position)) into bound
        from (select l.position from place l where l.active and l.kind = 'lamp_post' order by l.position <-> p limit most) n;
    return query
        select l.place_id, ground_metres(p, l.position)
        from place l where l.active and l.kind = 'lamp_post' and l.position <@ box_around(p, bound)
        order by 2, 1 limit most;
end $$;

-- What stands at a point: always one row. address lies within 300 m, the lamp post within 60 m, the road within 60 m of it; else
-- empty. bearing: degrees from north in which the point lies as seen from the address.
create function api.place_at(longitude float8, latitude float8)
returns table (place_id bigint, kind text, address text, metres float8, bearing float8, lamp_post text, lamp_post_metres float8, road text,
               cell_id integer, cell_code text, duty_grid text, community text, street text, district text, area_path text)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    p point := checked_place(longitude, latitude);
begin
    perform me();
    return query
        select a.place_id, coalesce(a.kind, ''), coalesce(a.words, ''), a.metres, bearing(a.position, p),
               coalesce(l.words, ''), l.metres, coalesce(r.name, a.street, ''),
               w.cell_id, w.cell_code, w.duty_grid, w.community, w.street, w.district, w.area_path
        from api.locate(longitude, latitude) w
        left join lateral (
            select x.place_id, x.kind, x.position, x.street, n.metres,
                   coalesce((select m.words from place_name m where m.place_id = x.place_id and m.role = 'name' limit 1), x.name) as words
            from nearest_addresses(p, 1) n join place x using (place_id) where n.metres <= 300) a on true
        left join lateral (
            select coalesce((select m.words from place_name m where m.place_id = x.place_id and m.role = 'name' limit 1), x.name) as words, n.metres
            from nearest_posts(p, 1) n join place x using (place_id) where n.metres <= 60) l on true
        left join lateral (
            select x.name from place x
            where x.active and x.extent && box_around(p, 60) and (x.line <-> p) * 111320 <= 70
            order by x.line <-> p, x.place_id limit 1) r on true;
end $$;

-- Streets as they run, for a map: line is a JSON list of [longitude, latitude].
create view api.street_line as
    select p.place_id, p.name, translate(p.line::text, '()', '[]')::jsonb as line
    from gridroom.place p where p.active and p.kind = 'street' and p.line is not null;

reset role;

grant usage on schema gridroom to gridroom_across;
alter function gridroom.count_case_place() owner to gridroom_across;
alter function gridroom.case_places(text[], ltree) owner to gridroom_across;
grant execute on function gridroom.case_places(text[], ltree) to gridroom_owner;

-- A room that had cases before it had this: counted once.
insert into gridroom.case_place (place_key, area_path, words, grams, cases, position, last_at)
    select k.key, c.area_path, left(max(c.place), 200), gridroom.place_grams(max(c.place)), count(*),
           (array_agg(c.position order by c.case_id desc))[1], max(c.reported_at)
    from gridroom.case_file c, lateral (select gridroom.place_key(c.place) as key) k
    where c.position is not null and not c.keep_secret and length(k.key) between 2 and 100
      and not exists (select from gridroom.case_place)
    group by k.key, c.area_path;
