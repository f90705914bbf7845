-- What each setting may be. A value that a function could not work with would stop work for everybody, and silently: no
-- deadline, no alarm, no position kept. So every key has a rule here or in check_setting, and one without is not changed.
set role gridroom_owner;

-- An object with exactly these numbers, each {"name": [least, most]} or, in whole steps, {"name": [least, most, 1]}.
create or replace function gridroom.numbers_within(value jsonb, bounds jsonb)
returns boolean language plpgsql immutable set search_path = gridroom, pg_temp as $$
declare
    one record;
    given numeric;
begin
    if jsonb_typeof(value) is distinct from 'object' or (select count(*) from jsonb_object_keys(value))
       <> (select count(*) from jsonb_object_keys(bounds)) then
        return false;
    end if;
    for one in select b.key, b.value as bound from jsonb_each(bounds) b loop
        if jsonb_typeof(value -> one.key) is distinct from 'number' then
            return false;
        end if;
        given := (value ->> one.key)::numeric;
        if given not between (one.bound ->> 0)::numeric and (one.bound ->> 1)::numeric
           or jsonb_array_length(one.bound) > 2 and given % 1 <> 0 then
            return false;
        end if;
    end loop;
    return true;
end $$;

-- A list of up to `most` texts, each one line of 1 to `longest` characters without blanks at its ends.
create or replace function gridroom.texts_within(value jsonb, fewest integer, most integer, longest integer)
returns boolean language plpgsql immutable set search_path = gridroom, pg_temp as $$
begin
    return jsonb_typeof(value) = 'array' and jsonb_array_length(value) between fewest and most and not exists (
        select from jsonb_array_elements(value) w
        where jsonb_typeof(w) <> 'string' or length(w #>> '{}') not between 1 and longest
              or w #>> '{}' ~ E'^\\s|\\s$|[\\x01-\\x1f]');
end $$;

-- A new report without a limit would never be overdue, so the stages that every case passes have one.
create or replace function gridroom.good_stage_limits(value jsonb)
returns boolean language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    return jsonb_typeof(value) = 'object' and value ?& '{register,confirm,dispatch,verify}' and not exists (
        select from jsonb_each(value) l
        where l.key not in ('register', 'confirm', 'dispatch', 'verify', 'dispute', 'escalate', 'level')
              or jsonb_typeof(l.value -> 'value') is distinct from 'number' or jsonb_typeof(l.value -> 'kind') is distinct from 'string'
              or limit_interval(l.value ->> 'kind', (l.value ->> 'value')::numeric) is null);
end $$;

-- Fixes are kept at least as long as a late one may come in, so that no device's late fix is thrown away at once.
create or replace function gridroom.good_positions(value jsonb)
returns boolean language plpgsql immutable set search_path = gridroom, pg_temp as $$
begin
    return case when numbers_within(value, '{"keep_days": [7, 3660, 1], "late_hours": [1, 720], "stale_minutes": [1, 1440],
            "longest_duty_hours": [1, 72], "reach_km": [1, 1000], "patrols_a_day": [0, 24, 1], "patrol_minutes": [1, 1440],
            "patrol_gap_minutes": [1, 1440]}')
        then (value ->> 'late_hours')::numeric <= (value ->> 'keep_days')::numeric * 24 end;
end $$;

create or replace function gridroom.good_call_back(value jsonb)
returns boolean language plpgsql immutable set search_path = gridroom, pg_temp as $$
begin
    return jsonb_typeof(value) = 'object' and numbers_within(value - '{sources,always,without}'::text[], '{"attempts": [1, 20, 1]}')
        and texts_within(value -> 'sources', 0, 20, 30) and texts_within(value -> 'always', 0, 20, 30)
        and texts_within(value -> 'without', 0, 20, 30);
end $$;

create or replace function gridroom.good_reopen_supervision(value jsonb)
returns boolean language plpgsql immutable set search_path = gridroom, pg_temp as $$
begin
    return jsonb_typeof(value) = 'object'
        and numbers_within(value - '{kind,card,reason,demand}'::text[], '{"from": [1, 1000, 1], "reply_hours": [1, 8784, 1]}')
        and value -> 'kind' in ('"timeout"', '"leader"', '"important"') and value -> 'card' in ('"reminder"', '"yellow"', '"red"')
        and texts_within(jsonb_build_array(value -> 'reason', value -> 'demand'), 2, 2, 200);
end $$;

-- Every result of every kind of task has words of its own, and no word means two things.
create or replace function gridroom.good_task_answers(value jsonb)
returns boolean language plpgsql immutable set search_path = gridroom, pg_temp as $$
declare
    of_kind record;
begin
    if jsonb_typeof(value) is distinct from 'object' or value - '{confirm,verify,urgent}'::text[] <> '{}' then
        return false;
    end if;
    for of_kind in select * from (values ('confirm', '{exists,absent,unable}'::text[]), ('verify', '{passed,failed,unable}'),
                                         ('urgent', '{done,unable}')) k(kind, results) loop
        if jsonb_typeof(value -> of_kind.kind) is distinct from 'object' or (value -> of_kind.kind) - of_kind.results <> '{}'
           or exists (select from unnest(of_kind.results) r where texts_within(value -> of_kind.kind -> r, 1, 50, 30) is not true) then
            return false;
        end if;
        if exists (select from unnest(of_kind.results) r, jsonb_array_elements_text(value -> of_kind.kind -> r) w
                   group by w having count(*) > 1) then
            return false;
        end if;
    end loop;
    return true;
end $$;

-- What the map shows first: "district", the whole of it, or borders in degrees with something between them.
create or replace function gridroom.good_map_home(value jsonb)
returns boolean language plpgsql immutable set search_path = gridroom, pg_temp as $$
begin
    return value = '"district"' or numbers_within(value, '{"west": [-180, 180], "east": [-180, 180], "south": [-85, 85], "north": [-85, 85]}')
        and (value ->> 'east')::numeric - (value ->> 'west')::numeric >= 0.0005
        and (value ->> 'north')::numeric - (value ->> 'south')::numeric >= 0.0005;
end $$;

-- Null: there is no rule for this key.
create or replace function gridroom.setting_holds(key text, value jsonb)
returns boolean language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    return coalesce(case key
        when 'stage_limits' then good_stage_limits(value)
        when 'positions' then good_positions(value)
        when 'call_back' then good_call_back(value)
        when 'reopen_supervision' then good_reopen_supervision(value)
        when 'task_answers' then good_task_answers(value)
        when 'task_rules' then numbers_within(value, '{"expire_hours": [1, 8784], "code_rest_days": [0, 366], "urgent_minutes": [1, 10080]}')
        when 'repeat_places' then numbers_within(value, '{"metres": [5, 2000], "fewest": [2, 10000, 1]}')
        when 'hand_over_receipt_minutes' then numbers_within(jsonb_build_object('minutes', value), '{"minutes": [1, 1440, 1]}')
        when 'map_days' then numbers_within(jsonb_build_object('days', value), '{"days": [1, 3660, 1]}')
        when 'usual_grids' then numbers_within(value, '{"cell_m2": [100, 10000000], "households_from": [0, 100000, 1], "households_to": [1, 100000, 1]}')
                                and (value ->> 'households_from')::numeric <= (value ->> 'households_to')::numeric
        when 'map_home' then good_map_home(value)
        when 'self_handled_needs_pictures' then jsonb_typeof(value) = 'boolean'
    end, case when key in ('stage_limits', 'positions', 'call_back', 'reopen_supervision', 'task_answers', 'task_rules', 'repeat_places',
                           'hand_over_receipt_minutes', 'map_home', 'map_days', 'usual_grids', 'self_handled_needs_pictures') then false end);
end $$;

reset role;
