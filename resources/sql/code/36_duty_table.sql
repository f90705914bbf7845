-- The table of duties (权责清单): which unit answers for a class of things at a place, and which assist it. The row that
-- names the class most closely wins, among these the smallest area; a row that names an owner holds where the report
-- names that owner (docs/decisions/0025). Rows are never edited: a change ends one and makes the next.
set role gridroom_owner;

alter table gridroom.duty_entry enable row level security;
alter table gridroom.duty_entry force row level security;
drop policy if exists configuration_read on gridroom.duty_entry;
drop policy if exists configuration_write on gridroom.duty_entry;
create policy configuration_read on gridroom.duty_entry for select using (true);
create policy configuration_write on gridroom.duty_entry using ((select gridroom.has_duty('administrator')))
    with check ((select gridroom.has_duty('administrator')));

create or replace function gridroom.department_by(field text, named text)
returns integer language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    found_id integer;
begin
    select d.department_id into found_id from department d where named in (d.code, d.name) and d.active;
    if found_id is null then
        perform refuse('GR004', format('no department is called %s', named), jsonb_build_object('field', field, 'why', 'unknown'));
    end if;
    return found_id;
end $$;

-- What a row says, as configuration_step keeps it.
create or replace function gridroom.duty_facts(e gridroom.duty_entry)
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select to_jsonb(e) - '{duty_no,made_at,made_by,ended_by,valid_to,source}'::text[]
           || jsonb_build_object('department', d.name, 'assisting', department_names(e.assisting))
    from department d where d.department_id = e.department_id
$$;

-- minor_code '': the whole major class; seq null: every filing condition; area_level '': the whole district.
-- department and assisting: code or name. Answers 'new', 'changed' or 'unchanged'.
create function api.put_duty(
    kind text, major_code text, minor_code text, department text, assisting text[] default '{}', seq integer default null,
    area_level text default '', area_code text default '', owner text default '', note text default '',
    source text default 'desk', valid_from date default null)
returns text language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    was duty_entry;
    now_is duty_entry;
    area_name text;
begin
    perform only_administrator('put_duty');
    if not exists (select from catalogue_major m where m.kind = put_duty.kind and m.code = put_duty.major_code) then
        perform refuse('GR005', 'no such major class', '{"what": "major"}');
    end if;
    now_is.kind := put_duty.kind;
    now_is.major_code := put_duty.major_code;
    if coalesce(put_duty.minor_code, '') <> '' then
        select m.minor_id into now_is.minor_id from catalogue_minor m
        where m.kind = put_duty.kind and m.major_code = put_duty.major_code and m.code = put_duty.minor_code;
        if now_is.minor_id is null then
            perform refuse('GR005', 'no such minor class', '{"what": "minor"}');
        end if;
    end if;
    if put_duty.seq is not null then
        select f.condition_id into now_is.condition_id from filing_condition f
        where f.minor_id = now_is.minor_id and f.seq = put_duty.seq;
        if now_is.condition_id is null then
            perform refuse('GR005', 'no such filing condition', '{"what": "condition"}');
        end if;
    end if;
    if coalesce(put_duty.area_level, '') <> '' or coalesce(put_duty.area_code, '') <> '' then
        select a.level, a.code, a.name into now_is.area_level, now_is.area_code, area_name from area a
        where a.level = put_duty.area_level and a.code = put_duty.area_code and a.valid_to is null;
        if now_is.area_code is null then
            perform refuse('GR005', 'no such area', '{"what": "area"}');
        end if;
    end if;
    now_is.owner := checked_text('owner', put_duty.owner, 60);
    now_is.note := checked_text('note', put_duty.note, 500);
    now_is.department_id := department_by('department', put_duty.department);
    now_is.assisting := array_remove(checked_departments('assisting', array(
        select department_by('assisting', one) from unnest(put_duty.assisting) one)), now_is.department_id);
    now_is.valid_from := coalesce(put_duty.valid_from, now_local()::date);
    if put_duty.source is null or put_duty.source not in ('desk', 'standard', 'list') then
        perform refuse('GR004', 'unknown source', '{"field": "source", "why": "unknown"}');
    end if;
    now_is.source := put_duty.source;
    perform pg_advisory_xact_lock(hashtextextended('duty_entry', 7));
    select * into was from duty_entry e
    where e.valid_to is null and (e.kind, e.major_code, coalesce(e.minor_id, 0), coalesce(e.condition_id, 0),
                                  coalesce(e.area_level, ''), coalesce(e.area_code, ''), e.owner)
        = (now_is.kind, now_is.major_code, coalesce(now_is.minor_id, 0), coalesce(now_is.condition_id, 0),
           coalesce(now_is.area_level, ''), coalesce(now_is.area_code, ''), now_is.owner);
    if (was.department_id, was.assisting, was.note) = (now_is.department_id, now_is.assisting, now_is.note) then
        return 'unchanged';
    end if;
    if was.valid_from > now_is.valid_from then
        perform refuse('GR004', 'a newer row holds from later on', '{"field": "valid_from", "why": "out_of_range"}');
    end if;
    update duty_entry e set valid_to = now_is.valid_from, ended_by = session_user where e.duty_no = was.duty_no;
    insert into duty_entry (kind, major_code, minor_id, condition_id, area_level, area_code, owner, department_id, assisting,
                            source, note, valid_from)
    values (now_is.kind, now_is.major_code, now_is.minor_id, now_is.condition_id, now_is.area_level, now_is.area_code,
            now_is.owner, now_is.department_id, now_is.assisting, now_is.source, now_is.note, now_is.valid_from)
    returning * into now_is;
    return configured('duty', now_is.duty_no::text, case when was.duty_no is not null then duty_facts(was) end,
                      duty_facts(now_is));
end $$;

-- Ends a row from today on, with nothing in its place.
create function api.end_duty(duty_no integer, reason text)
returns text language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    e duty_entry;
begin
    perform only_administrator('end_duty');
    update duty_entry t set valid_to = greatest(now_local()::date, t.valid_from), ended_by = session_user
    where t.duty_no = end_duty.duty_no and t.valid_to is null returning * into e;
    if e.duty_no is null then
        perform refuse('GR005', 'no such row in force', '{"what": "duty"}');
    end if;
    return configured('duty', e.duty_no::text, duty_facts(e),
                      jsonb_build_object('ended', e.valid_to, 'reason', checked_text('reason', reason, 500, true)));
end $$;

-- The rows that hold for this class at this place on a day, the one that decides first. words: what was reported.
create or replace function gridroom.duty_rows(
    of_minor integer, of_condition integer, at_path ltree, words text, on_day date)
returns table (place bigint, entry gridroom.duty_entry, area_name text)
language sql stable set search_path = gridroom, public, pg_temp as $$
    select row_number() over (order by (e.owner <> '') desc, (e.condition_id is not null) desc, (e.minor_id is not null) desc,
                              nlevel(a.path) desc nulls last, e.duty_no desc),
           e, coalesce(a.name, '')
    from catalogue_minor m
    join duty_entry e on e.kind = m.kind and e.major_code = m.major_code and (e.minor_id is null or e.minor_id = m.minor_id)
    left join area a on a.level = e.area_level and a.code = e.area_code and a.valid_to is null
    where m.minor_id = of_minor
      and (e.condition_id is null or e.condition_id = of_condition)
      and e.valid_from <= on_day and (e.valid_to is null or e.valid_to > on_day)
      and (e.area_code is null or a.path @> at_path)
      and (e.owner = '' or position(e.owner in words) > 0)
$$;

-- Why a row holds, for a person to read.
create or replace function gridroom.duty_why(e gridroom.duty_entry, area_name text)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select jsonb_strip_nulls(jsonb_build_object(
        'duty_no', e.duty_no, 'category', j.name, 'class', m.name, 'condition', f.condition, 'area', nullif(area_name, ''),
        'area_level', e.area_level, 'owner', nullif(e.owner, ''), 'valid_from', e.valid_from, 'note', nullif(e.note, '')))
    from catalogue_major j
    left join catalogue_minor m on m.minor_id = e.minor_id
    left join filing_condition f on f.condition_id = e.condition_id
    where j.kind = e.kind and j.code = e.major_code
$$;

-- Who answers for a class in a cell, and by which row of the table; nothing when no row says.
create function api.duty_for(minor_id integer, cell_id integer, condition_id integer default null, words text default '')
returns table (department_id integer, department text, assisting integer[], assisting_names jsonb, why jsonb)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select (r.entry).department_id, d.name, (r.entry).assisting, department_names((r.entry).assisting), duty_why(r.entry, r.area_name)
    from duty_rows(duty_for.minor_id, duty_for.condition_id,
                   coalesce((select a.path from area a where a.area_id = duty_for.cell_id), ''), words, now_local()::date) r
    join department d on d.department_id = (r.entry).department_id
    order by r.place limit 1
$$;

-- The whole table, what no longer holds too.
create view api.duty_list as
    select e.duty_no, e.valid_from, e.valid_to, e.kind, e.major_code, j.name as category, coalesce(m.code, '') as minor_code,
           coalesce(m.name, '') as subcategory, f.seq, coalesce(f.condition, '') as condition, coalesce(e.area_level, '') as area_level,
           coalesce(e.area_code, '') as area_code, coalesce(a.name, '') as area, e.owner, e.department_id, d.name as department,
           e.assisting, array(select n.name from gridroom.department n where n.department_id = any (e.assisting) order by 1) as assisting_names,
           e.source, e.note, e.made_at, e.made_by
    from gridroom.duty_entry e
    join gridroom.catalogue_major j on j.kind = e.kind and j.code = e.major_code
    join gridroom.department d on d.department_id = e.department_id
    left join gridroom.catalogue_minor m on m.minor_id = e.minor_id
    left join gridroom.filing_condition f on f.condition_id = e.condition_id
    left join gridroom.area a on a.level = e.area_level and a.code = e.area_code and a.valid_to is null;

reset role;
