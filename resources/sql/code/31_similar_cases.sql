-- Cases that a report may be about already: near in space and time, from the same caller, in similar words. Asked while
-- somebody still speaks, so every part of it stands on an index (docs/decisions/0023).
set role gridroom_owner;

-- One number of setting 'duplicates', or what holds where a city left it out.
create or replace function gridroom.duplicate_rule(name text, otherwise float8)
returns float8 language sql stable set search_path = gridroom, pg_temp as $$
    select coalesce(max(case when jsonb_typeof(value -> name) = 'number' then (value ->> name)::float8 end), otherwise)
    from setting where key = 'duplicates'
$$;

-- Whether these can be the rules: the distance in metres, the hours since a case ended, was reported while it is still
-- open, or was reported by the same caller; how alike words must be (0…1), and how many are shown at most.
create or replace function gridroom.duplicate_rules_hold(rules jsonb)
returns boolean language sql immutable set search_path = gridroom, pg_temp as $$
    select jsonb_typeof(rules) = 'object' and not exists (
        select from jsonb_each(case when jsonb_typeof(rules) = 'object' then rules else '{}' end) r
        left join (values ('metres', 0, 5000), ('hours', 0, 720), ('open_hours', 0, 8784), ('caller_hours', 0, 8784),
                          ('alike', 0.1, 1), ('most', 0, 50)) known(key, least, most) using (key)
        where case when r.key = 'same_minor' then jsonb_typeof(r.value) <> 'boolean'
                   when known.key is null or jsonb_typeof(r.value) <> 'number' then true
                   else (r.value #>> '{}')::numeric not between known.least and known.most end)
$$;

-- What two reports are compared by: the place and the words. Without a search path of its own, so that it becomes part of
-- the query that asks thousands of rows.
create or replace function gridroom.report_words(place text, description text)
returns text language sql immutable parallel safe as $$
    select left(place, 40) || ' ' || left(description, 80)
$$;

-- The likely ones, with each reason. Belongs to gridroom_across, because the same trouble may have been taken down for
-- another street or department; of a case out of sight it tells number, stage and department, and never whether the
-- caller is the same. The caller is compared for the desk only, who may read the number in clear anyway; a caller who is
-- kept secret is never compared, because that reading is recorded and this is not.
create or replace function gridroom.similar_to(
    asked_at point, asked_minor integer, asked_place text, asked_words text, caller text, excluded bigint)
returns table (case_id bigint, case_number text, state text, stage text, department text, seen boolean, version integer,
               subcategory text, summary text, place text, reported_at timestamptz, ended_at timestamptz,
               deadline_at timestamptz, near_at timestamptz, paused_remaining interval, report_count integer,
               metres float8, same_class boolean, same_caller boolean, alike float8, likely float8)
language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    reach      float8 := least(duplicate_rule('metres', 50), 5000);
    since      timestamptz := now() - make_interval(secs => 3600 * least(duplicate_rule('hours', 24), 720));
    open_since timestamptz := least(since, now() - make_interval(secs => 3600 * duplicate_rule('open_hours', 168)));
    rung_since timestamptz := now() - make_interval(secs => 3600 * duplicate_rule('caller_hours', 168));
    enough     float8 := duplicate_rule('alike', 0.4);
    one_class  boolean := coalesce((setting_value('duplicates') -> 'same_minor')::text = 'true', true);
    around     box := box_around(asked_at, reach * 1.01);  -- for the index; the distance itself decides
    wide       box := box_around(asked_at, 10 * reach);  -- further away the same words tell of another trouble
    words      text := report_words(asked_place, asked_words);
    number     text := case when has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}')
                            then phone_key(caller) else '' end;
    my_path    ltree := my_area_path();
    my_own     integer := case when has_duty('department') then my_department() end;
begin
    if is_wall_only() or not has_any_duty((select t.duties from transition t where t.action = 'report' limit 1)) then
        return;
    end if;
    return query
    with candidate as (
        select c.case_id from case_file c
        where around is not null and c.is_open and c.position <@ around and c.reported_at >= open_since
        union
        select c.case_id from case_file c
        where c.closed_at >= since and c.position <@ around and c.state <> 'voided'
        union
        select c.case_id from case_file c
        where number <> '' and phone_key(c.reporter_phone) = number and c.reporter_phone <> '' and not c.keep_secret
          and c.reported_at >= rung_since and c.state <> 'voided'
        union
        select c.case_id from case_file c
        where length(words) >= 6 and c.reported_at >= since and c.state <> 'voided'
          and (wide is null or c.position is null or c.position <@ wide)
          and case when asked_place <> '' and c.place <> '' and similarity(asked_place, c.place) < 0.3 then false
                   else similarity(words, report_words(c.place, c.description)) >= enough end
        union
        select c.case_id from case_file c
        where length(words) >= 6 and c.closed_at >= since and c.state <> 'voided'
          and (wide is null or c.position is null or c.position <@ wide)
          and case when asked_place <> '' and c.place <> '' and similarity(asked_place, c.place) < 0.3 then false
                   else similarity(words, report_words(c.place, c.description)) >= enough end
    ), judged as (
        select c.case_id, coalesce(c.merged_into, c.case_id) as main_id,
               case when asked_at is not null and c.position is not null then metres_between(asked_at, c.position) end as metres, c.minor_id = asked_minor as same_class,
               number <> '' and not c.keep_secret and phone_key(c.reporter_phone) = number
                   and c.reported_at >= rung_since as same_caller,
               similarity(words, report_words(c.place, c.description))::float8 as alike,
               coalesce(c.closed_at >= since, c.reported_at >= open_since) as still_fresh
        from candidate d join case_file c using (case_id)
        where excluded is null or (c.case_id <> excluded and c.merged_into is distinct from excluded)
    ), reasoned as (
        select j.case_id, j.main_id, j.same_caller,
               case when j.metres <= reach and j.still_fresh and (not one_class or j.same_class is not false)
                    then j.metres end as metres,
               j.same_class,
               case when j.alike >= enough and length(words) >= 6 and (j.metres is null or j.metres <= 10 * reach)
                    then j.alike end as alike
        from judged j
    ), best as (
        select distinct on (r.main_id) r.*,
               coalesce(3 - 1.5 * r.metres / nullif(reach, 0), 0) + 2 * coalesce(r.alike, 0)
               + case when r.same_caller then 1.5 else 0 end + case when r.same_class then 1 else 0 end as likely
        from reasoned r
        where r.metres is not null or r.alike is not null or r.same_caller
        order by r.main_id, likely desc
    ), shown as (
        select b.*, c as f, coalesce(c.area_path <@ my_path, false) or coalesce(c.department_id = my_own, false) as seen
        from best b join case_file c on c.case_id = b.main_id
        where c.case_id is distinct from excluded and c.state <> 'voided'
    )
    select case when s.seen then (s.f).case_id end, (s.f).case_number, (s.f).state, (s.f).stage, coalesce(d.name, ''),
           s.seen, case when s.seen then (s.f).version end, case when s.seen then coalesce(m.name, '') else '' end,
           case when s.seen then left(split_part((s.f).description, E'\n', 1), 80) else '' end,
           case when s.seen then (s.f).place else '' end, case when s.seen then (s.f).reported_at end,
           case when s.seen then (s.f).closed_at end, case when s.seen then (s.f).deadline_at end,
           case when s.seen then (s.f).near_at end, case when s.seen then (s.f).paused_remaining end,
           case when s.seen then (s.f).report_count::integer else 0 end,
           case when s.seen then s.metres end, s.seen and coalesce(s.same_class, false), s.seen and s.same_caller,
           case when s.seen then s.alike end, s.likely
    from shown s
    left join department d on d.department_id = (s.f).department_id
    left join catalogue_minor m on m.minor_id = (s.f).minor_id
    where s.seen or s.metres is not null or s.alike is not null
    order by (s.f).is_open desc, s.likely desc, s.main_id desc
    limit least(duplicate_rule('most', 6), 50)::integer;
end $$;

-- Of a report that is being taken down. longitude, latitude: degrees, CGCS2000/WGS-84.
create function api.similar_cases(
    longitude float8 default null, latitude float8 default null, minor_id integer default null, place text default '',
    description text default '', reporter_phone text default '', exclude_case bigint default null)
returns table (case_id bigint, case_number text, state text, stage text, department text, seen boolean, version integer,
               subcategory text, summary text, place_words text, reported_at timestamptz, ended_at timestamptz,
               deadline_at timestamptz, near_at timestamptz, paused_remaining interval, report_count integer,
               metres float8, same_class boolean, same_caller boolean, alike float8, likely float8)
language sql stable security definer set search_path = gridroom, api, public, pg_temp as $$
    select * from similar_to(
        case when similar_cases.longitude between -180 and 180 and similar_cases.latitude between -90 and 90
             then point(similar_cases.longitude, similar_cases.latitude) end,
        similar_cases.minor_id, coalesce(similar_cases.place, ''), coalesce(similar_cases.description, ''),
        left(coalesce(similar_cases.reporter_phone, ''), 60), similar_cases.exclude_case)
$$;

-- Of a case that this person sees: by what stands in it, its caller's number too, which this person need not know.
create function api.similar_to_case(case_id bigint)
returns table (case_id bigint, case_number text, state text, stage text, department text, seen boolean, version integer,
               subcategory text, summary text, place_words text, reported_at timestamptz, ended_at timestamptz,
               deadline_at timestamptz, near_at timestamptz, paused_remaining interval, report_count integer,
               metres float8, same_class boolean, same_caller boolean, alike float8, likely float8)
language sql stable security definer set search_path = gridroom, api, public, pg_temp as $$
    select s.* from case_file c, lateral similar_to(
        c.position, c.minor_id, c.place, c.description, case when c.keep_secret then '' else c.reporter_phone end,
        c.case_id) s
    where c.case_id = similar_to_case.case_id and c.merged_into is null
$$;

reset role;
alter function gridroom.similar_to(point, integer, text, text, text, bigint) owner to gridroom_across;
