-- Alarms: what needs an action of this person now (EEMUA 191; docs/decisions/0050). Conditions are asked of the record;
-- setting 'alarm_rules' says which of them are alarms, for whom, how grave, and after how long. A rule:
--   name          which condition, see alarm_facts
--   priority      1 critical · 2 high · 3 low
--   cause         under which heading it is listed
--   duties        whose alarm it is
--   after_minutes how long the condition may stand before it is one
--   sound         '' or the kind of sound when it comes
--   off           true: this city does not want it
set role gridroom_owner;

insert into gridroom.setting (key, value) values
    ('alarm_rules', '[
        {"name": "urgent_report",     "priority": 1, "cause": "urgent",    "duties": ["call_taker", "duty_chief"], "sound": "urgent"},
        {"name": "urgent_dispatch",   "priority": 1, "cause": "urgent",    "duties": ["dispatcher"], "sound": "urgent"},
        {"name": "receipt_missing",   "priority": 1, "cause": "urgent",    "duties": ["dispatcher", "duty_chief"], "sound": "urgent"},
        {"name": "red_card",          "priority": 1, "cause": "order",     "duties": ["department", "duty_chief"], "sound": "red_card"},
        {"name": "leader_order",      "priority": 2, "cause": "order",     "duties": ["department", "duty_chief"], "sound": "order"},
        {"name": "yellow_card",       "priority": 2, "cause": "order",     "duties": ["department", "duty_chief"], "sound": "order"},
        {"name": "dispatch_overdue",  "priority": 2, "cause": "overdue",   "duties": ["dispatcher"], "sound": "new_case"},
        {"name": "register_overdue",  "priority": 2, "cause": "overdue",   "duties": ["call_taker"], "sound": "new_case"},
        {"name": "escalation_unread", "priority": 2, "cause": "receipt",   "duties": ["dispatcher", "duty_chief"], "sound": "new_case"},
        {"name": "whistle",           "priority": 2, "cause": "receipt",   "duties": ["department"], "sound": "order"},
        {"name": "confirm_overdue",   "priority": 3, "cause": "overdue",   "duties": ["call_taker"]},
        {"name": "verify_overdue",    "priority": 3, "cause": "overdue",   "duties": ["inspector", "duty_chief"]},
        {"name": "handle_overdue",    "priority": 3, "cause": "overdue",   "duties": ["department"]},
        {"name": "returned",          "priority": 3, "cause": "returned",  "duties": ["dispatcher"], "sound": "new_case"},
        {"name": "task_overdue",      "priority": 3, "cause": "field",     "duties": ["call_taker", "dispatcher", "inspector"]},
        {"name": "request_waits",     "priority": 3, "cause": "decision",  "duties": ["dispatcher"], "after_minutes": 30},
        {"name": "grant_waits",       "priority": 3, "cause": "decision",  "duties": ["duty_chief"], "after_minutes": 30},
        {"name": "appeal_waits",      "priority": 3, "cause": "decision",  "duties": ["dispatcher"], "after_minutes": 120},
        {"name": "appeal_grant_waits","priority": 3, "cause": "decision",  "duties": ["duty_chief"], "after_minutes": 120},
        {"name": "order_appeal_waits","priority": 3, "cause": "decision",  "duties": ["duty_chief"], "after_minutes": 120},
        {"name": "order_replied",     "priority": 3, "cause": "decision",  "duties": ["duty_chief"], "after_minutes": 30},
        {"name": "call_back_overdue", "priority": 3, "cause": "call_back", "duties": ["call_taker"], "after_minutes": 1440},
        {"name": "history_broken",    "priority": 1, "cause": "system",    "duties": ["security_auditor", "duty_chief"], "sound": "urgent"},
        {"name": "calendar_ends",     "priority": 3, "cause": "system",    "duties": ["administrator", "duty_chief"]}]'),
    ('alarm_limits', '{"shelve_hours": 8, "flood_alarms": 10, "flood_minutes": 10, "chatter_times": 3, "chatter_minutes": 10}')
on conflict (key) do nothing;

create or replace function gridroom.good_alarm_rules(rules jsonb)
returns boolean language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    return jsonb_typeof(rules) = 'array' and jsonb_array_length(rules) <= 60
        -- A broken history is never kept quiet: somebody is told of it within the hour.
        and exists (select from jsonb_array_elements(rules) r
                    where r ->> 'name' = 'history_broken' and r ->> 'priority' = '1' and jsonb_array_length(r -> 'duties') > 0
                          and coalesce((r ->> 'after_minutes')::numeric, 0) <= 60 and (r ->> 'off')::boolean is not true)
        and (select count(distinct r ->> 'name') from jsonb_array_elements(rules) r) = jsonb_array_length(rules)
        and not exists (
            select from jsonb_array_elements(rules) r
            where (r ->> 'name' ~ '^[a-z_]{1,30}$' and (r ->> 'priority')::numeric in (1, 2, 3) and r ->> 'cause' ~ '^[a-z_]{1,30}$'
                   and jsonb_typeof(r -> 'duties') = 'array'
                   and not exists (select from jsonb_array_elements_text(r -> 'duties') d
                                   where d not in ('call_taker', 'dispatcher', 'duty_chief', 'department', 'inspector',
                                                   'grid_worker', 'assessor', 'administrator', 'security_auditor'))
                   and coalesce((r ->> 'after_minutes')::numeric, 0) between 0 and 527040
                   and coalesce(r ->> 'sound', '') in ('', 'urgent', 'red_card', 'order', 'new_case')
                   and coalesce(jsonb_typeof(r -> 'off') = 'boolean', true)) is not true);
exception when data_exception then
    return false;
end $$;

create or replace function gridroom.good_alarm_limits(limits jsonb)
returns boolean language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    return (limits ->> 'shelve_hours')::numeric between 0.1 and 24 and (limits ->> 'flood_alarms')::numeric between 1 and 1000
        and (limits ->> 'flood_minutes')::numeric between 1 and 120 and (limits ->> 'chatter_times')::numeric between 2 and 100
        and (limits ->> 'chatter_minutes')::numeric between 1 and 120
        and coalesce((limits ->> 'shelve_times')::numeric in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), true);
exception when data_exception then
    return false;
end $$;

-- Shifts follow each other around the clock; each lasts until the next one starts.
create or replace function gridroom.good_shifts(shifts jsonb)
returns boolean language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    return jsonb_typeof(shifts) = 'array' and jsonb_array_length(shifts) between 1 and 12
        and (select count(distinct (s ->> 'starts')::time) from jsonb_array_elements(shifts) s) = jsonb_array_length(shifts)
        and not exists (select from jsonb_array_elements(shifts) s
                        where (length(s ->> 'name') between 1 and 12 and s ->> 'starts' ~ '^\d\d:\d\d$') is not true);
exception when data_exception then
    return false;
end $$;

create or replace function gridroom.alarm_limit(name text)
returns numeric language sql stable set search_path = gridroom, pg_temp as $$
    select (setting_value('alarm_limits') ->> name)::numeric
$$;

-- The conditions that are this person's alarms now: thin, all of them, under their own sight of cases. A wall has none.
create or replace function gridroom.alarm_facts()
returns table (rule text, alarm_key text, case_id bigint, since timestamptz)
language plpgsql stable security definer rows 200 set search_path = gridroom, public, pg_temp as $$
#variable_conflict use_column
declare
    r      record;
    after  interval;
    moment timestamptz := now();
    mine   integer := my_department();
    chief  boolean := has_duty('duty_chief');
begin
    if is_wall_only() or mine is null and not exists (select from person p where p.login = session_user and p.active) then
        return;
    end if;
    for r in
        select x ->> 'name' as name, coalesce((x ->> 'after_minutes')::float8, 0) as minutes
        from jsonb_array_elements(setting_value('alarm_rules')) x
        where not coalesce((x ->> 'off')::boolean, false)
          and has_any_duty(array(select 'gridroom_' || d from jsonb_array_elements_text(x -> 'duties') d))
    loop
        after := make_interval(secs => r.minutes * 60);
        case r.name
        when 'urgent_report' then return query
            select r.name, 'urgent_report:' || c.case_id, c.case_id, c.reported_at + after from case_file c
            where c.is_open and c.urgency = 'urgent' and c.stage = 'to_register' and c.state = 'reported' and c.reported_at + after <= moment;
        when 'urgent_dispatch' then return query
            select r.name, 'urgent_dispatch:' || c.case_id, c.case_id, w.since + after
            from case_file c, lateral (select coalesce((select k.started_at from case_clock k where k.clock_id = c.clock_id),
                                                 c.registered_at, c.reported_at) as since) w
            where c.is_open and c.urgency = 'urgent' and c.stage = 'to_dispatch' and c.state in ('registered', 'returned')
              and w.since + after <= moment;
        when 'receipt_missing' then return query
            select r.name, 'receipt_missing:' || c.case_id, c.case_id, c.receipt_due + after from case_file c
            where c.receipt_due is not null and c.receipt_due <= moment - after and c.is_open;
        when 'red_card', 'yellow_card', 'leader_order' then return query
            select r.name, r.name || ':' || o.order_id, o.case_id, o.issued_at + after from supervision_order o
            where o.resolved_at is null and o.reply_by is not null and o.replied_at is null and o.issued_at + after <= moment
              and (o.department_id = mine or o.department_id is null and chief)
              and r.name = case when o.kind = 'leader' then 'leader_order' when o.card = 'red' then 'red_card' else 'yellow_card' end;
        when 'order_replied' then return query
            select r.name, 'order_replied:' || o.order_id, o.case_id, o.replied_at + after from supervision_order o
            where o.resolved_at is null and o.replied_at <= moment - after;
        when 'register_overdue' then return query
            select r.name, 'register_overdue:' || c.case_id, c.case_id, c.deadline_at + after from case_file c
            where c.is_open and c.stage = 'to_register' and c.deadline_at <= moment - after and c.state = 'reported' and c.urgency <> 'urgent';
        when 'confirm_overdue' then return query
            select r.name, 'confirm_overdue:' || c.case_id, c.case_id, c.deadline_at + after from case_file c
            where c.is_open and c.stage = 'to_register' and c.deadline_at <= moment - after and c.state = 'confirming';
        when 'dispatch_overdue' then return query
            select r.name, 'dispatch_overdue:' || c.case_id, c.case_id, c.deadline_at + after from case_file c
            where c.is_open and c.stage = 'to_dispatch' and c.deadline_at <= moment - after
              and c.state in ('registered', 'returned') and c.urgency <> 'urgent';
        when 'returned' then return query  -- once it is overdue, that is its alarm
            select r.name, 'returned:' || c.case_id, c.case_id, w.since + after
            from case_file c, lateral (select coalesce((select k.started_at from case_clock k where k.clock_id = c.clock_id),
                                                 c.registered_at, c.reported_at) as since) w
            where c.state = 'returned' and c.urgency <> 'urgent' and coalesce(c.deadline_at > moment, true) and w.since + after <= moment;
        when 'verify_overdue' then return query
            select r.name, 'verify_overdue:' || c.case_id, c.case_id, c.deadline_at + after from case_file c
            where c.is_open and c.stage = 'to_verify' and c.deadline_at <= moment - after and c.state = 'handled'
              and c.department_id is distinct from mine;
        when 'handle_overdue' then return query
            select r.name, 'handle_overdue:' || c.case_id, c.case_id, c.deadline_at + after from case_file c
            where c.is_open and c.department_id = mine and c.stage = 'to_handle' and c.deadline_at <= moment - after
              and c.state in ('dispatched', 'accepted', 'in_rework');
        when 'whistle' then return query
            select r.name, 'whistle:' || u.unit_no, u.case_id, u.told_at + after from case_unit u
            where u.part = 'whistled' and u.answer = '' and u.ended_at is null and u.department_id = mine and u.told_at + after <= moment;
        when 'escalation_unread' then return query
            select r.name, 'escalation_unread:' || e.escalation_no, e.case_id, e.receive_by + after
            from case_escalation e join case_file c on c.case_id = e.case_id
            where e.received_at is null and e.returned_at is null and e.receive_by <= moment - after and c.state = 'escalated';
        when 'task_overdue' then return query
            select r.name, 'task_overdue:' || t.task_id, t.case_id, t.due_at + after
            from field_task t join case_file c on c.case_id = t.case_id
            where t.ended_at is null and t.due_at <= moment - after and c.is_open
              and has_any_duty(case t.kind when 'verify' then '{gridroom_inspector,gridroom_duty_chief}'::text[]
                               when 'confirm' then '{gridroom_call_taker}' else '{gridroom_dispatcher}' end);
        when 'request_waits' then return query
            select r.name, 'request_waits:' || q.request_no, q.case_id, q.asked_at + after
            from case_file c join time_request q on q.case_id = c.case_id and q.outcome = 'pending'
            where c.time_request <> '' and q.approved_at is null and q.asked_at <= moment - after;
        when 'grant_waits' then return query
            select r.name, 'grant_waits:' || q.request_no, q.case_id, q.approved_at + after
            from case_file c join time_request q on q.case_id = c.case_id and q.outcome = 'pending'
            where c.time_request <> '' and q.approved_at <= moment - after and q.approved_by <> session_user;
        when 'appeal_waits' then return query
            select r.name, 'appeal_waits:' || a.appeal_id, a.case_id, a.asked_at + after
            from case_file c join time_appeal a on a.case_id = c.case_id
            where c.time_appeal = 'pending' and a.approved_at is null and a.asked_at <= moment - after;
        when 'appeal_grant_waits' then return query
            select r.name, 'appeal_grant_waits:' || a.appeal_id, a.case_id, a.approved_at + after
            from case_file c join time_appeal a on a.case_id = c.case_id
            where c.time_appeal = 'pending' and a.approved_at <= moment - after and a.approved_by <> session_user;
        when 'order_appeal_waits' then return query
            select r.name, 'order_appeal_waits:' || o.order_id, o.case_id, o.appealed_at + after
            from case_file c join supervision_order o on o.case_id = c.case_id
            where c.order_appeal and o.appeal_outcome = 'pending' and o.appealed_at <= moment - after;
        when 'call_back_overdue' then return query
            select r.name, 'call_back_overdue:' || c.case_id, c.case_id, c.closed_at + after from case_file c
            where c.call_back = 'due' and c.closed_at <= moment - after;
        when 'history_broken' then return query
            select r.name, 'history_broken:' || f.case_id, f.case_id, f.found_at + after from history_finding f
            where f.ended_at is null and f.found_at <= moment - after;
        when 'calendar_ends' then return query
            select r.name, 'calendar_ends:' || u.until, null::bigint, ((u.until - 30)::timestamp at time zone time_zone()) + after
            from (select coalesce(nullif(setting_value('calendar_known_until') #>> '{}', '')::date, moment::date) as until) u
            where ((u.until - 30)::timestamp at time zone time_zone()) + after <= moment;
        else null;  -- a rule of a newer program
        end case;
    end loop;
end $$;

drop function if exists gridroom.waits_since(bigint, timestamptz, timestamptz);

-- The alarms with what people did about them. came_at: when it began or came back from the shelf by itself.
create or replace function gridroom.alarm_states()
returns table (rule text, alarm_key text, case_id bigint, since timestamptz, came_at timestamptz, state text,
               acknowledged_at timestamptz, acknowledged_by text, shelved_until timestamptz, shelved_by text, reason text)
language sql stable security definer rows 200 set search_path = gridroom, public, pg_temp as $$
    select f.rule, f.alarm_key, f.case_id, f.since, t.came_at,
           case when s.until > now() then 'shelved' when a.at is not null then 'acknowledged' else 'new' end,
           a.at, a.by_login, case when s.until > now() then s.until end, case when s.until > now() then s.by_login end,
           case when s.until > now() then s.reason else '' end
    from (select * from alarm_facts() offset 0) f
    left join lateral (
        select x.act, x.until, x.by_login, x.reason from alarm_act x
        where x.alarm_key = f.alarm_key and x.act <> 'acknowledge' and x.since = f.since order by x.act_no desc limit 1) s on s.act = 'shelve'
    cross join lateral (select greatest(f.since, case when s.until <= now() then s.until end) as came_at) t
    left join lateral (
        select x.at, x.by_login from alarm_act x
        where x.alarm_key = f.alarm_key and x.act = 'acknowledge' and x.since = f.since and x.at >= t.came_at
        order by x.act_no limit 1) a on true
$$;

-- The list: at most 100 of each rule, the oldest first; of_rule counts all of them.
create or replace function gridroom.alarm_rows()
returns table (alarm_key text, rule text, priority smallint, cause text, of_rule integer, case_id bigint, case_number text,
               subject text, place text, department text, since timestamptz, state text, acknowledged_at timestamptz,
               acknowledged_by text, shelved_until timestamptz, shelved_by text, reason text)
language sql stable security definer rows 200 set search_path = gridroom, public, pg_temp as $$
    with listed as (
        select * from (
            select s.*, count(*) over (partition by s.rule)::integer as of_rule,
                   row_number() over (partition by s.rule order by s.state = 'new' desc, s.since, s.alarm_key) as nth
            from alarm_states() s) n
        where n.nth <= 100
    )
    select l.alarm_key, l.rule, (x.r ->> 'priority')::smallint, x.r ->> 'cause', l.of_rule, l.case_id,
           coalesce(c.case_number, ''), coalesce(m.name, ''), coalesce(c.place, ''), coalesce(d.name, ''), l.since, l.state,
           l.acknowledged_at, coalesce(p.name, l.acknowledged_by, ''), l.shelved_until, coalesce(q.name, l.shelved_by, ''), l.reason
    from listed l
    join jsonb_array_elements(setting_value('alarm_rules')) x(r) on x.r ->> 'name' = l.rule
    left join case_file c on c.case_id = l.case_id
    left join catalogue_minor m on m.minor_id = c.minor_id
    left join department d on d.department_id = c.department_id
    left join person p on p.login = l.acknowledged_by
    left join person q on q.login = l.shelved_by
$$;
create view api.alarm_list as
    select alarm_key, rule, priority, cause, of_rule, case_id, case_number, subject, place, department, since, state,
           acknowledged_at, acknowledged_by, shelved_until, shelved_by, reason
    from gridroom.alarm_rows();

-- What people do -------------------------------------------------------------------------------------------------------

-- The shelf hides an alarm from everybody, so a critical one never lies there, and no other one for ever: while the same
-- trouble stands, it is put there at most as often as alarm_limits.shelve_times says (three times if it says nothing).
create or replace function gridroom.may_be_shelved(keys text[])
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    times integer := coalesce(alarm_limit('shelve_times'), 3);
    one   record;
begin
    -- One after the other, so that two who shelve at once are counted both.
    perform pg_advisory_xact_lock(hashtextextended('shelf', 30));
    for one in
        select f.alarm_key, x.r ->> 'priority' = '1' as critical,
               (select count(*) from alarm_act a where a.alarm_key = f.alarm_key and a.since = f.since and a.act = 'shelve') as before
        from alarm_facts() f join jsonb_array_elements(setting_value('alarm_rules')) x(r) on x.r ->> 'name' = f.rule
        where f.alarm_key = any (keys)
    loop
        if one.critical then
            perform refuse('GR004', 'a critical alarm is acknowledged, never shelved',
                           jsonb_build_object('field', 'alarms', 'why', 'critical', 'alarm', one.alarm_key));
        elsif one.before >= times then
            perform refuse('GR004', format('this alarm was shelved %s times already', one.before),
                           jsonb_build_object('field', 'alarms', 'why', 'shelved_often', 'alarm', one.alarm_key, 'times', times));
        end if;
    end loop;
end $$;

-- The shelf and the tick: one act on several alarms that this person has. Returns on how many.
create or replace function gridroom.act_on_alarms(asked uuid, keys text[], wanted text, until timestamptz, words text)
returns integer language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    done integer;
begin
    perform me();
    perform need_request_id(asked);
    if coalesce(cardinality(keys), 0) not between 1 and 1000 then
        perform refuse('GR004', 'between one and a thousand alarms', '{"field": "alarms", "why": "out_of_range", "limit": 1000}');
    end if;
    perform pg_advisory_xact_lock(hashtextextended(asked::text, 30));
    select count(*) into done from alarm_act a where a.request_id = asked and a.by_login = session_user and a.act = wanted;
    if done > 0 then return done; end if;
    if exists (select from alarm_act a where a.request_id = asked) then
        perform refuse('GR006', 'this request id was used for something else', '{}');
    end if;
    if wanted = 'shelve' then
        perform may_be_shelved(keys);
    end if;
    insert into alarm_act (alarm_key, act, since, at, until, reason, request_id)
    select s.alarm_key, wanted, s.since, clock_timestamp(), act_on_alarms.until, words, asked
    from alarm_states() s
    where s.alarm_key = any (keys)
      and case wanted when 'acknowledge' then s.state = 'new' when 'shelve' then true else s.state = 'shelved' end;
    get diagnostics done = row_count;
    -- Somebody else was quicker, or the condition is gone: that is what was wanted. But an alarm of others is not found.
    if done = 0 and not exists (select from alarm_ring r where r.login = session_user and r.alarm_key = any (keys))
       and not exists (select from alarm_facts() f where f.alarm_key = any (keys)) then
        perform refuse('GR005', 'no such alarm for this login', '{"what": "alarm"}');
    end if;
    return done;
end $$;

create function api.acknowledge_alarms(request_id uuid, alarms text[])
returns integer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select act_on_alarms(request_id, alarms, 'acknowledge', null, '')
$$;

-- Off the list until then, for everybody who has it, with the reason for all to read; it comes back by itself.
create function api.shelve_alarms(request_id uuid, alarms text[], until timestamptz, reason text)
returns integer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    words text := checked_text('reason', shelve_alarms.reason, 200, true);
begin
    if until is null or until <= now() or until > now() + make_interval(secs => (alarm_limit('shelve_hours') * 3600)::float8 + 60) then
        perform refuse('GR004', 'an alarm is shelved for some hours', jsonb_build_object('field', 'until', 'why', 'out_of_range',
                       'hours', alarm_limit('shelve_hours')));
    end if;
    return act_on_alarms(request_id, alarms, 'shelve', until, words);
end $$;

create function api.unshelve_alarms(request_id uuid, alarms text[])
returns integer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select act_on_alarms(request_id, alarms, 'unshelve', null, '')
$$;

-- A workstation asks this with every reading: which alarms are to be told to this person now. Each is told once, to the
-- first seat that asks; it also notes that somebody sits here, and which alarms are over.
create function api.ring_alarms()
returns table (alarm_key text, rule text, priority smallint, cause text, sound text, case_id bigint, since timestamptz,
               fresh boolean, chatters boolean, flood boolean)
language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
#variable_conflict use_column
declare
    moment timestamptz := clock_timestamp();
    ten    interval := interval '10 minutes';
    before integer;
begin
    if is_wall_only() or not exists (select from person p where p.login = session_user and p.active) then
        return;
    end if;
    -- Seats of one person one after the other: they change the same rows.
    perform pg_advisory_xact_lock(hashtextextended('alarms of ' || session_user, 30));
    insert into alarm_watch (slot) values (date_bin(ten, moment, '2000-01-01')) on conflict do nothing;
    select count(*) into before from alarm_ring r
    where r.login = session_user and not r.chatters and r.at > moment - make_interval(secs => (alarm_limit('flood_minutes') * 60)::float8);
    return query
        with present as materialized (
            select * from alarm_states()
        ), gone as (
            update alarm_ring r set gone_at = moment
            where r.login = session_user and r.gone_at is null
              and not exists (select from present p where p.alarm_key = r.alarm_key and p.came_at = r.since)
        ), came as (
            insert into alarm_ring as r (login, alarm_key, since, rule, at, fresh, chatters)
            select session_user, p.alarm_key, p.came_at, p.rule, moment, p.came_at > moment - ten,
                   (select count(*) + 1 >= alarm_limit('chatter_times') from alarm_ring e
                    where e.login = session_user and e.alarm_key = p.alarm_key
                      and e.at > moment - make_interval(secs => (alarm_limit('chatter_minutes') * 60)::float8))
            from present p
            where p.state = 'new' and not exists (  -- an insert that conflicts costs more than to look first
                select from alarm_ring e where e.login = session_user and e.alarm_key = p.alarm_key and e.since = p.came_at
                                           and e.gone_at is null)
            order by p.came_at
            on conflict (login, alarm_key, since) do update set gone_at = null where r.gone_at is not null
            returning r.*, r.xmax::text = '0' as is_new
        )
        select c.alarm_key, c.rule, (x.r ->> 'priority')::smallint, x.r ->> 'cause', coalesce(x.r ->> 'sound', ''), p.case_id,
               c.since, c.fresh, c.chatters,
               before + count(*) filter (where not c.chatters) over () > alarm_limit('flood_alarms')
        from came c join present p using (alarm_key)
        join jsonb_array_elements(setting_value('alarm_rules')) x(r) on x.r ->> 'name' = c.rule
        where c.is_new
        order by 3, c.since;
end $$;

-- Checks the whole history and keeps what it finds, so that a broken one is an alarm until a later check finds it whole.
create function api.record_history_check()
returns table (case_id bigint, case_number text, seq integer, problem text) language plpgsql security definer
set search_path = gridroom, api, public, pg_temp as $$
#variable_conflict use_column
begin
    if not has_any_duty('{gridroom_security_auditor,gridroom_administrator,gridroom_duty_chief}') then
        perform refuse('GR003', 'this login may not verify the history', '{"action": "verify_history"}');
    end if;
    perform pg_advisory_xact_lock(hashtextextended('history_check', 30));
    return query
        with broken as materialized (
            select * from broken_links()
        ), ended as (
            update history_finding f set ended_at = clock_timestamp()
            where f.ended_at is null and not exists (select from broken b where b.case_id = f.case_id)
        ), found as (
            insert into history_finding (case_id, seq, problem, found_at)
            select b.case_id, b.seq, b.problem, clock_timestamp() from broken b
            on conflict do nothing
        )
        select b.case_id, case_number_of(b.case_id), b.seq, b.problem from broken b order by b.case_id;
    perform pg_notify('gridroom_alarm', '0');
end $$;

-- The desk measures itself: how many alarms an operator had an hour, at worst in ten minutes, and how long in flood. One's
-- own figures; the room's, without names, for the duty chief and the administrator.
drop function if exists gridroom.alarm_figures();
create function gridroom.alarm_figures()
returns table (scope text, hours integer, operator_hours numeric, alarms integer, per_hour numeric, peak integer,
               flood_share numeric, top jsonb)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    with asked as (
        select s.scope, h.hours, now() - make_interval(hours => h.hours) as since
        from (values ('mine'), ('room')) s(scope), (values (8), (24), (720)) h(hours)
        where not is_wall_only() and (s.scope = 'mine' or has_any_duty('{gridroom_duty_chief,gridroom_administrator}'))
    ), rung as (
        select a.scope, a.hours, r.login, r.rule, date_bin('10 minutes', r.at, '2000-01-01') as slot
        from asked a join alarm_ring r on r.at > a.since and r.fresh and not r.chatters
                                      and (a.scope = 'room' or r.login = session_user)
    ), slots as (
        select a.scope, a.hours, w.login, w.slot, count(r.login)::integer as n
        from asked a join alarm_watch w on w.slot > a.since - interval '10 minutes' and (a.scope = 'room' or w.login = session_user)
        left join rung r on r.scope = a.scope and r.hours = a.hours and r.login = w.login and r.slot = w.slot
        group by a.scope, a.hours, w.login, w.slot
    ), counted as (
        select scope, hours, count(*) as slots, sum(n)::integer as alarms, max(n) as peak,
               count(*) filter (where n > alarm_limit('flood_alarms')) as flooded
        from slots group by scope, hours
    )
    select a.scope, a.hours, round(coalesce(c.slots, 0) / 6.0, 1), coalesce(c.alarms, 0), round(c.alarms * 6.0 / c.slots, 2),
           coalesce(c.peak, 0), round(c.flooded::numeric / c.slots, 4),
           coalesce((select jsonb_agg(jsonb_build_object('rule', t.rule, 'alarms', t.n) order by t.n desc, t.rule)
                     from (select r.rule, count(*) as n from rung r where r.scope = a.scope and r.hours = a.hours
                           group by r.rule order by 2 desc, 1 limit 10) t), '[]')
    from asked a left join counted c using (scope, hours)
$$;

-- per_hour: acceptable is up to six; standing: of one's own, those that stand longer than a day.
create view api.alarm_rate as
    select g.scope, g.hours, g.operator_hours, g.alarms, g.per_hour, g.peak, g.flood_share, g.top,
           (select count(*)::integer from gridroom.alarm_facts() f where f.since < now() - interval '1 day') as standing
    from gridroom.alarm_figures() g;

reset role;
alter function gridroom.alarm_figures() owner to gridroom_across;
