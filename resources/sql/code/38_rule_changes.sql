-- A changed rule shows what it would do to open cases, and does it only when that was confirmed (docs/decisions/0044).
-- A change is one of
--   {"rule": "stage_limits", "value": {"register": {"kind": …, "value": …}, …}}
--   {"rule": "condition", "condition_id": n, "limit_kind": …, "limit_value": …}
--   {"rule": "card_rules", "value": […]}            36_cards.sql says of what
--   {"rule": "hours_per_work_day", "value": n}      these three always hold for open cases too,
--   {"rule": "office_hours", "value": [{"starts": "08:00", "ends": "12:00"}, …]}     because a deadline is computed
--   {"rule": "calendar_day", "day": "2026-10-10", "is_workday": true, "note": ""}    from them, never stored for good
--   {"rule": "calendar_days", "value": [{"day", "is_workday", "note"}, …], "known_until": "2027-12-31"}   a year at once
-- Rule changes are for administrators; cases of every area are concerned, so what touches them belongs to gridroom_across.
--
-- GR015 the rule or its effect is another than was shown {fingerprint}
set role gridroom_owner;

create or replace function gridroom.open_deadlines()
returns table (case_id bigint, case_number text, stage text, deadline_at timestamptz, paused_remaining interval, next_card_at timestamptz)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select f.case_id, f.case_number, f.stage, f.deadline_at, f.paused_remaining, k.next_card_at
    from case_file f join case_clock k using (clock_id) where f.is_open
$$;

-- Days of a year as announced; known_until, if it is given, says up to which day they are all known.
create or replace function gridroom.put_calendar_days(change jsonb)
returns void language plpgsql set search_path = gridroom, api, public, pg_temp as $$
begin
    if jsonb_typeof(change -> 'value') is distinct from 'array' or jsonb_array_length(change -> 'value') > 400 then
        perform refuse('GR004', 'up to 400 days at once', '{"field": "value", "why": "malformed"}');
    end if;
    perform api.put_calendar_day((d ->> 'day')::date, (d ->> 'is_workday')::boolean, coalesce(d ->> 'note', ''))
    from jsonb_array_elements(change -> 'value') d;
    if change ->> 'known_until' is not null then
        perform api.change_setting('calendar_known_until', change -> 'known_until');
    end if;
end $$;

-- Writes the rule itself.
create or replace function gridroom.write_rule(change jsonb)
returns void language plpgsql set search_path = gridroom, api, public, pg_temp as $$
declare
    f record;
begin
    case change ->> 'rule'
        when 'stage_limits', 'card_rules', 'hours_per_work_day' then
            perform api.change_setting(change ->> 'rule', change -> 'value');
        when 'office_hours' then
            perform api.put_office_hours(change -> 'value');
        when 'calendar_day' then
            perform api.put_calendar_day((change ->> 'day')::date, (change ->> 'is_workday')::boolean, coalesce(change ->> 'note', ''));
        when 'calendar_days' then
            perform put_calendar_days(change);
        when 'condition' then
            select m.kind, m.major_code, m.code, c.* into f from filing_condition c join catalogue_minor m using (minor_id)
            where c.condition_id = (change ->> 'condition_id')::integer;
            if f.condition_id is null then
                perform refuse('GR005', 'no such filing condition', '{"what": "condition"}');
            end if;
            perform api.put_condition(f.kind, f.major_code, f.code, f.seq, f.condition, change ->> 'limit_kind',
                (change ->> 'limit_value')::numeric, f.closing_condition, f.responsible_units, f.disabled);
        else
            perform refuse('GR004', 'there is no such rule', '{"field": "rule", "why": "unknown"}');
    end case;
exception when data_exception then
    perform refuse('GR004', 'the rule cannot be read', '{"field": "value", "why": "malformed"}');
end $$;

-- Gives open cases the new limit of their stage or of their filing condition. The others follow by themselves.
create or replace function gridroom.carry_to_open(change jsonb)
returns void language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    clock bigint;
begin
    if change ->> 'rule' = 'stage_limits' then
        for clock in
            update case_clock k set limit_kind = l.value ->> 'kind', limit_value = (l.value ->> 'value')::numeric
            from jsonb_each(change -> 'value') l
            where k.name = l.key and k.stopped_at is null
              and (k.limit_kind, k.limit_value) is distinct from (l.value ->> 'kind', (l.value ->> 'value')::numeric)
            returning k.clock_id
        loop
            perform show_clock(clock);
        end loop;
    elsif change ->> 'rule' = 'condition' then
        update case_file f set limit_kind = change ->> 'limit_kind', limit_value = trim_scale((change ->> 'limit_value')::numeric)
        where f.is_open and f.condition_id = (change ->> 'condition_id')::integer;
        for clock in
            update case_clock k set limit_kind = f.limit_kind, limit_value = f.limit_value
            from case_file f
            where f.case_id = k.case_id and f.is_open and f.condition_id = (change ->> 'condition_id')::integer
              and k.name = 'handle' and k.stopped_at is null
              and (k.limit_kind, k.limit_value) is distinct from (f.limit_kind, f.limit_value)
            returning k.clock_id
        loop
            perform show_clock(clock);
        end loop;
    end if;
    perform plan_card(f.case_id) from case_file f join case_clock k using (clock_id)
    where f.is_open and k.name = 'handle';
    perform plan_due_cards();
end $$;

-- Says exactly when the next card is due where it may be due by now.
create or replace function gridroom.plan_due_cards()
returns void language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
begin
    perform plan_card(f.case_id, exactly => true) from case_file f join case_clock k using (clock_id)
    where f.is_open and k.name = 'handle' and k.next_card_at <= clock_timestamp();
end $$;

-- What the change does to open cases. Carried out and taken back, so that what is shown is what will happen.
create or replace function gridroom.rule_effect(change jsonb)
returns jsonb language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    ids bigint[];
    dues timestamptz[];
    rests interval[];
    cards timestamptz[];
    moved jsonb;
    effect jsonb;
    stamp timestamptz := clock_timestamp();
begin
    begin
        perform plan_due_cards();
        select array_agg(o.case_id), array_agg(o.deadline_at), array_agg(o.paused_remaining), array_agg(o.next_card_at)
        into ids, dues, rests, cards from open_deadlines() o;
        perform write_rule(change);
        perform carry_to_open(change);
        select coalesce(jsonb_agg(jsonb_build_object(
                   'case_id', o.case_id, 'case_number', o.case_number, 'stage', o.stage,
                   'before', b.deadline_at, 'after', o.deadline_at,
                   'left_before', extract(epoch from b.paused_remaining), 'left_after', extract(epoch from o.paused_remaining),
                   'card_before', b.card_at, 'card_after', o.next_card_at)
                   order by o.deadline_at, o.case_id), '[]')
        into moved
        from open_deadlines() o
        join unnest(ids, dues, rests, cards) b(case_id, deadline_at, paused_remaining, card_at) using (case_id)
        where (o.deadline_at, o.paused_remaining, o.next_card_at) is distinct from (b.deadline_at, b.paused_remaining, b.card_at);
        raise exception using errcode = 'GR099', message = 'taken back';
    exception when sqlstate 'GR099' then
        null;
    end;
    effect := jsonb_build_object(
        'moved', jsonb_array_length(moved),
        'newly_overdue', (select count(*) from jsonb_array_elements(moved) m
                          where (m ->> 'after')::timestamptz <= stamp and ((m ->> 'before')::timestamptz <= stamp) is not true),
        'no_longer_overdue', (select count(*) from jsonb_array_elements(moved) m
                              where (m ->> 'before')::timestamptz <= stamp and ((m ->> 'after')::timestamptz <= stamp) is not true),
        'cards_now', (select count(*) from jsonb_array_elements(moved) m
                      where (m ->> 'card_after')::timestamptz <= stamp and ((m ->> 'card_before')::timestamptz <= stamp) is not true),
        'cases', moved);
    -- Cases come and go while somebody reads; what may not differ are the rules and how many people it would hurt.
    return effect || jsonb_build_object('fingerprint', encode(sha256(convert_to(jsonb_build_array(
        change, effect -> 'newly_overdue', effect -> 'cards_now',
        (select max(step_id) from configuration_step))::text, 'UTF8')), 'hex'));
end $$;

create function api.preview_rule(change jsonb)
returns jsonb language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
begin
    perform only_administrator('preview_rule');
    return rule_effect(change);
end $$;

-- to_open: open cases too, which must be as they were shown (seen: the fingerprint of the preview); else the rule holds
-- for what begins from now on. Every case whose deadline moves gets a step. Returns how many did.
create function api.change_rule(change jsonb, to_open boolean, seen text)
returns integer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    effect jsonb;
    always boolean := change ->> 'rule' in ('card_rules', 'hours_per_work_day', 'office_hours', 'calendar_day', 'calendar_days');
begin
    perform only_administrator('change_rule');
    if always and not coalesce(to_open, false) then
        perform refuse('GR004', 'this rule holds for open cases too', '{"field": "to_open", "why": "always"}');
    end if;
    perform pg_advisory_xact_lock(7004);
    if coalesce(to_open, false) then
        perform lock_open_cases();
        effect := rule_effect(change);
        if effect ->> 'fingerprint' is distinct from seen then
            perform refuse('GR015', 'the rules or their effect are others than were shown', jsonb_build_object('fingerprint', effect ->> 'fingerprint'));
        end if;
    end if;
    perform write_rule(change);
    if not coalesce(to_open, false) then
        return 0;
    end if;
    perform carry_to_open(change);
    return tell_moved(change, effect -> 'cases');
end $$;

-- Nobody moves an open case between what is compared and what is done.
create or replace function gridroom.lock_open_cases()
returns void language sql security definer set search_path = gridroom, public, pg_temp as $$
    select count(*) from (select from case_file where is_open order by case_id for no key update) locked
$$;

create or replace function gridroom.tell_moved(change jsonb, moved jsonb)
returns integer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    m jsonb;
    c case_file;
    told integer := 0;
begin
    for m in select * from jsonb_array_elements(moved) loop
        continue when (m -> 'before', m -> 'left_before') is not distinct from (m -> 'after', m -> 'left_after');
        select * into c from case_file f where f.case_id = (m ->> 'case_id')::bigint;
        perform write_step(c, 'rule', c.state, '', gen_random_uuid(), jsonb_build_object(
            'rule', change ->> 'rule', 'deadline_before', m -> 'before', 'deadline_after', m -> 'after'), raises => false);
        told := told + 1;
    end loop;
    return told;
end $$;

reset role;
alter function gridroom.open_deadlines() owner to gridroom_across;
alter function gridroom.carry_to_open(jsonb) owner to gridroom_across;
alter function gridroom.plan_due_cards() owner to gridroom_across;
alter function gridroom.lock_open_cases() owner to gridroom_across;
alter function gridroom.tell_moved(jsonb, jsonb) owner to gridroom_across;
