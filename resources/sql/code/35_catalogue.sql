-- What a city configures itself: catalogue, calendar, office hours, settings. Administrators only; every change is
-- kept in configuration_step with what was and what is. Nothing is deleted: an old case keeps the class, the condition
-- and the limit under which it was registered. "put" makes or changes, and says which: 'new', 'changed', 'unchanged'.
set role gridroom_owner;

do $$
declare
    name text;
begin
    foreach name in array array['catalogue_major', 'catalogue_minor', 'filing_condition', 'calendar_day', 'office_hours',
                                'setting', 'configuration_step']
    loop
        execute format('alter table gridroom.%I enable row level security', name);
        execute format('alter table gridroom.%I force row level security', name);
        execute format('drop policy if exists configuration_read on gridroom.%I', name);
        execute format('drop policy if exists configuration_write on gridroom.%I', name);
        execute format('create policy configuration_read on gridroom.%I for select using (true)', name);
        execute format('create policy configuration_write on gridroom.%I using ((select gridroom.has_duty(''administrator'')))'
                       ' with check ((select gridroom.has_duty(''administrator'')))', name);
    end loop;
end $$;

create or replace function gridroom.keep_configuration_step()
returns trigger language plpgsql set search_path = gridroom, pg_temp as $$
begin
    raise exception using errcode = 'GR003', message = 'what was configured stays on record',
                          detail = jsonb_build_object('action', lower(tg_op))::text;
end $$;
create or replace trigger kept before update or delete or truncate on gridroom.configuration_step
    for each statement execute function gridroom.keep_configuration_step();

create or replace function gridroom.only_administrator(action text)
returns void language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    if not has_duty('administrator') then
        perform refuse('GR003', 'only an administrator may configure', jsonb_build_object('action', action));
    end if;
end $$;

-- Writes the step and says what it was: null → 'new', the same → 'unchanged' and no step, else 'changed'.
create or replace function gridroom.configured(of_subject text, key text, was jsonb, is_now jsonb)
returns text language plpgsql set search_path = gridroom, public, pg_temp as $$
begin
    if was = is_now then
        return 'unchanged';
    end if;
    insert into configuration_step (subject, subject_key, old, new) values (of_subject, key, was, is_now);
    return case when was is null then 'new' else 'changed' end;
end $$;

create or replace function gridroom.checked_code(field text, value text)
returns text language plpgsql immutable set search_path = gridroom, public, pg_temp as $$
begin
    if value is null or value !~ '^[0-9A-Za-z]{1,12}$' then
        perform refuse('GR004', format('%s is 1 to 12 digits or letters', field),
                       jsonb_build_object('field', field, 'why', 'malformed'));
    end if;
    return value;
end $$;

-- Catalogue ----------------------------------------------------------------------------------------------------------

create or replace function api.put_major(kind text, code text, name text, disabled boolean default false)
returns text language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    was catalogue_major;
    now_is catalogue_major;
begin
    perform only_administrator('put_major');
    if put_major.kind is null or put_major.kind not in ('component', 'event') then
        perform refuse('GR004', 'a class is a component or an event', '{"field": "kind", "why": "unknown"}');
    end if;
    perform checked_code('code', put_major.code);
    select * into was from catalogue_major m where m.kind = put_major.kind and m.code = put_major.code for update;
    now_is := (put_major.kind, put_major.code, checked_text('name', put_major.name, 60, true), coalesce(put_major.disabled, false));
    insert into catalogue_major select now_is.*
    on conflict (kind, code) do update set name = excluded.name, disabled = excluded.disabled;
    if now_is.disabled and not coalesce(was.disabled, false) then
        update catalogue_minor m set disabled = true, disabled_with_major = true
        where m.kind = put_major.kind and m.major_code = put_major.code and not m.disabled;
    elsif was.disabled and not now_is.disabled then
        update catalogue_minor m set disabled = false, disabled_with_major = false
        where m.kind = put_major.kind and m.major_code = put_major.code and m.disabled_with_major;
    end if;
    return configured('major', put_major.kind || '/' || put_major.code,
                      case when was.code is not null then to_jsonb(was) end, to_jsonb(now_is));
end $$;

create or replace function api.put_minor(kind text, major_code text, code text, name text, disabled boolean default false)
returns text language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    major catalogue_major;
    was catalogue_minor;
    now_is catalogue_minor;
begin
    perform only_administrator('put_minor');
    perform checked_code('code', put_minor.code);
    select * into major from catalogue_major m where m.kind = put_minor.kind and m.code = put_minor.major_code for share;
    if major.code is null then
        perform refuse('GR005', 'no such major class', '{"what": "major"}');
    end if;
    select * into was from catalogue_minor m
    where m.kind = put_minor.kind and m.major_code = put_minor.major_code and m.code = put_minor.code for update;
    insert into catalogue_minor as m (kind, major_code, code, name, disabled, disabled_with_major)
    values (put_minor.kind, put_minor.major_code, put_minor.code, checked_text('name', put_minor.name, 60, true),
            coalesce(put_minor.disabled, false) or major.disabled, major.disabled and not coalesce(put_minor.disabled, false))
    on conflict (kind, major_code, code) do update
    set name = excluded.name, disabled = excluded.disabled, disabled_with_major = excluded.disabled_with_major
    returning * into now_is;
    return configured('minor', concat_ws('/', put_minor.kind, put_minor.major_code, put_minor.code),
                      case when was.code is not null then to_jsonb(was) end, to_jsonb(now_is));
end $$;

create or replace function api.put_condition(
    kind text, major_code text, minor_code text, seq integer, condition text, limit_kind text, limit_value numeric,
    closing_condition text, responsible_units text default '', disabled boolean default false)
returns text language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    of_minor integer;
    was filing_condition;
    now_is filing_condition;
begin
    perform only_administrator('put_condition');
    select m.minor_id into of_minor from catalogue_minor m
    where m.kind = put_condition.kind and m.major_code = put_condition.major_code and m.code = put_condition.minor_code for share;
    if of_minor is null then
        perform refuse('GR005', 'no such minor class', '{"what": "minor"}');
    end if;
    if put_condition.seq is null or put_condition.seq not between 1 and 999 then
        perform refuse('GR004', 'a condition has a number from 1 to 999', '{"field": "seq", "why": "out_of_range"}');
    end if;
    perform limit_interval(put_condition.limit_kind, put_condition.limit_value);
    select * into was from filing_condition f where f.minor_id = of_minor and f.seq = put_condition.seq for update;
    insert into filing_condition as f (minor_id, seq, condition, limit_kind, limit_value, closing_condition,
                                       responsible_units, disabled)
    values (of_minor, put_condition.seq, checked_text('condition', put_condition.condition, 500, true),
            put_condition.limit_kind, trim_scale(put_condition.limit_value),
            checked_text('closing_condition', put_condition.closing_condition, 500, true),
            checked_text('responsible_units', put_condition.responsible_units, 500), coalesce(put_condition.disabled, false))
    on conflict (minor_id, seq) do update
    set condition = excluded.condition, limit_kind = excluded.limit_kind, limit_value = excluded.limit_value,
        closing_condition = excluded.closing_condition, responsible_units = excluded.responsible_units,
        disabled = excluded.disabled
    returning * into now_is;
    return configured('condition', concat_ws('/', put_condition.kind, put_condition.major_code, put_condition.minor_code, put_condition.seq),
                      case when was.seq is not null then to_jsonb(was) end, to_jsonb(now_is));
end $$;

-- Time ---------------------------------------------------------------------------------------------------------------

-- A holiday, a make-up workday, or null: as its weekday says. Returns how many running deadlines moved.
create or replace function api.put_calendar_day(day date, is_workday boolean, note text default '')
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    was calendar_day;
    now_is calendar_day;
begin
    perform only_administrator('put_calendar_day');
    if put_calendar_day.day is null or put_calendar_day.day not between date '2000-01-01' and date '2200-12-31' then
        perform refuse('GR004', 'a calendar day lies between 2000 and 2200', '{"field": "day", "why": "out_of_range"}');
    end if;
    now_is := (put_calendar_day.day, coalesce(put_calendar_day.is_workday, extract(isodow from put_calendar_day.day) < 6),
               checked_text('note', put_calendar_day.note, 100), 'city');
    select * into was from calendar_day c where c.day = put_calendar_day.day for update;
    insert into calendar_day as c select now_is.*
    on conflict (day) do update set is_workday = excluded.is_workday, note = excluded.note, source = 'city';
    if configured('calendar_day', put_calendar_day.day::text, case when was.day is not null then to_jsonb(was) end,
                  to_jsonb(now_is)) = 'unchanged' then
        return 0;
    end if;
    return recompute_deadlines(put_calendar_day.day, put_calendar_day.day);
end $$;

-- hours: [{"starts": "08:00", "ends": "12:00"}, …], the whole day; replaces what was. Returns how many deadlines moved.
create or replace function api.put_office_hours(hours jsonb)
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    was jsonb;
    now_is jsonb;
begin
    perform only_administrator('put_office_hours');
    lock table office_hours in share row exclusive mode;
    select jsonb_agg(jsonb_build_object('starts', starts, 'ends', ends) order by starts) into was from office_hours;
    begin
        delete from office_hours;
        insert into office_hours (starts, ends)
        select (e ->> 'starts')::time, (e ->> 'ends')::time from jsonb_array_elements(hours) e;
    exception
        when exclusion_violation or unique_violation then
            perform refuse('GR004', 'office hours overlap', '{"field": "office_hours", "why": "overlap"}');
        when check_violation or not_null_violation or data_exception then
            perform refuse('GR004', 'office hours run from one time of day to a later one, in whole seconds',
                           '{"field": "office_hours", "why": "malformed"}');
    end;
    select jsonb_agg(jsonb_build_object('starts', starts, 'ends', ends) order by starts) into now_is from office_hours;
    if now_is is null then
        perform refuse('GR004', 'without office hours nothing would ever be due', '{"field": "office_hours", "why": "empty"}');
    end if;
    if configured('office_hours', 'day', was, now_is) = 'unchanged' then
        return 0;
    end if;
    return recompute_deadlines();
end $$;

-- Settings -----------------------------------------------------------------------------------------------------------

-- Refuses a value that some function could not work with, and a key of which nothing is known (35_setting_rules.sql).
drop function if exists gridroom.check_setting(text, jsonb, jsonb);
create or replace function gridroom.check_setting(key text, value jsonb)
returns void language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    plain text := value #>> '{}';
    good boolean;
begin
    case key
        when 'time_zone' then
            good := exists (select from pg_timezone_names z where z.name = plain);
        when 'hours_per_work_day' then
            good := jsonb_typeof(value) = 'number' and plain::numeric between 1 and 24;
        when 'largest_attachment' then  -- bytes; one value is held in memory several times over
            good := jsonb_typeof(value) = 'number' and plain::numeric between 1024 and 209715200 and plain::numeric % 1 = 0;
        when 'district_code' then
            good := jsonb_typeof(value) = 'string' and plain ~ '^[0-9A-Za-z]{1,12}$';
        when 'urgent_words' then
            good := case when jsonb_typeof(value) = 'array' then jsonb_array_length(value) <= 500 and not exists (
                select from jsonb_array_elements(value) w
                where jsonb_typeof(w) <> 'string' or length(btrim(w #>> '{}')) not between 1 and 30) end;
        when 'calendar_known_until' then
            good := jsonb_typeof(value) = 'string' and plain ~ '^\d{4}-\d{2}-\d{2}$' and pg_input_is_date(plain);
        when 'case_number', 'sheet_number', 'supervision_number' then  -- counted by day, so without the day numbers would repeat
            plain := value ->> 'pattern';
            good := plain ~ '\{SEQ:\d\}' and plain ~ '\{YYYY\}|\{YY\}' and plain like '%{MM}%' and plain like '%{DD}%'
                    and length(plain) <= 80
                    and regexp_replace(plain, '\{(SEQ:\d|YYYY|YY|MM|DD|DISTRICT)\}', '', 'g') ~ '^[0-9A-Za-z一-龥〔〕._/-]*$';
        when 'duplicates' then
            good := duplicate_rules_hold(value);
        when 'paper_reporter' then
            good := value in ('"withheld"', '"masked"');
        when 'card_rules' then
            good := good_card_rules(value);
        when 'alarm_rules' then
            good := good_alarm_rules(value);
        when 'alarm_limits' then
            good := good_alarm_limits(value);
        else
            good := setting_holds(key, value);
            if good is null then
                perform refuse('GR004', format('nothing is known of what %s may be', key), jsonb_build_object('field', key, 'why', 'unknown'));
            end if;
    end case;
    if good is not true then
        perform refuse('GR004', format('%s cannot have this value', key), jsonb_build_object('field', key, 'why', 'malformed'));
    end if;
end $$;

create or replace function gridroom.pg_input_is_date(value text)
returns boolean language plpgsql immutable set search_path = pg_temp as $$
begin
    return value::date is not null;
exception when data_exception then
    return false;
end $$;

-- Returns how many running deadlines moved.
create or replace function api.change_setting(key text, value jsonb)
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    was jsonb;
begin
    perform only_administrator('change_setting');
    select s.value into was from setting s where s.key = change_setting.key for update;
    if not found then
        perform refuse('GR005', 'no such setting', '{"what": "setting"}');
    end if;
    perform check_setting(change_setting.key, change_setting.value);
    update setting s set value = change_setting.value, changed_at = now(), changed_by = session_user
    where s.key = change_setting.key and s.value <> change_setting.value;
    if configured('setting', change_setting.key, was, change_setting.value) = 'unchanged'
       or change_setting.key not in ('time_zone', 'hours_per_work_day') then
        return 0;
    end if;
    return recompute_deadlines();
end $$;

-- Views --------------------------------------------------------------------------------------------------------------

create or replace view api.catalogue as
select n.minor_id, n.kind, n.major_code, m.name as major_name, n.code, n.name, n.disabled,
       f.condition_id, f.seq, f.condition, f.limit_kind, f.limit_value, f.closing_condition, f.responsible_units,
       coalesce(f.disabled, false) as condition_disabled
from gridroom.catalogue_minor n
join gridroom.catalogue_major m on m.kind = n.kind and m.code = n.major_code
left join gridroom.filing_condition f using (minor_id);

create or replace view api.catalogue_major as
select kind, code, name, disabled from gridroom.catalogue_major;

create or replace view api.calendar_day as
select day, is_workday, note, source from gridroom.calendar_day;

create or replace view api.office_hours as
select starts, ends from gridroom.office_hours;

-- Who configured what: for administrators and security auditors.
create or replace view api.configuration_history as
select step_id, at, by_login, subject, subject_key, old, new from gridroom.configuration_step
where (select gridroom.has_duty('administrator') or gridroom.has_duty('security_auditor'));

reset role;
