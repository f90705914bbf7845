-- What every move of a case shares: asking once, locking, checking, numbering, writing the step.
set role gridroom_owner;

-- What was asked under this request id before, a row of nulls when nothing was. The advisory lock makes a second press
-- wait for the first.
create or replace function gridroom.earlier_request(asked uuid, wanted_action text, wanted_case bigint default null)
returns gridroom.request language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    earlier request;
begin
    perform need_request_id(asked);
    perform pg_advisory_xact_lock(hashtextextended(asked::text, 7));
    select * into earlier from request r where r.request_id = asked;
    if earlier.login <> session_user or earlier.action <> wanted_action
       or (wanted_case is not null and earlier.case_id <> wanted_case) then
        perform refuse('GR006', 'this request id was used for something else',
                       jsonb_build_object('action', earlier.action));
    end if;
    return earlier;
end $$;

-- The answer that a request id got already, or null.
create or replace function gridroom.earlier_answer(asked uuid, wanted_action text, wanted_case bigint)
returns api.case_answer language plpgsql set search_path = gridroom, api, public, pg_temp as $$
declare
    earlier request := earlier_request(asked, wanted_action, wanted_case);
    answer  api.case_answer;
begin
    if earlier.request_id is null then
        return null;
    end if;
    answer := jsonb_populate_record(null::api.case_answer, earlier.answer);
    answer.repeated := true;
    return answer;
end $$;

create or replace function gridroom.checked_urgency(urgency text)
returns text language plpgsql immutable set search_path = gridroom, pg_temp as $$
begin
    if urgency is null or urgency not in ('normal', 'urgent') then
        perform refuse('GR004', 'unknown urgency', '{"field": "urgency", "why": "unknown"}');
    end if;
    return urgency;
end $$;

-- Nobody decides what their own department asked for.
create or replace function gridroom.refuse_own_request(asked_by integer, step_action text)
returns void language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    if asked_by = (me()).department_id then
        perform refuse('GR003', 'nobody decides what their own department asked for',
                       jsonb_build_object('action', step_action, 'why', 'own_request'));
    end if;
end $$;

-- Whether a case in this state is off the board for good; the same list stands in the column is_open.
create or replace function gridroom.is_ended(state text)
returns boolean language sql immutable as $$ select state in ('closed', 'rejected', 'voided', 'merged') $$;

-- The legal move for this action in this state, or a refusal.
create or replace function gridroom.legal_move(wanted_action text, from_here text)
returns gridroom.transition language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    move transition;
begin
    select * into move from transition t
    where t.action = wanted_action and t.from_state in (from_here, '*') limit 1;
    if move is null then
        perform refuse('GR002', format('a case in state %s cannot be moved by %s', from_here, wanted_action),
                       jsonb_build_object('state', from_here, 'action', wanted_action));
    end if;
    if not has_any_duty(move.duties) then
        perform refuse('GR003', format('this login may not %s', wanted_action), jsonb_build_object('action', wanted_action));
    end if;
    return move;
end $$;

-- Locks the case and checks that this person may do this to it as they saw it. Only a note or a file, which add to a
-- case without changing it, may come without a version.
-- Row security hides what the person may not see, so "not found" and "not yours" are one refusal.
create or replace function gridroom.take_case(wanted_case bigint, seen_version integer, wanted_action text)
returns gridroom.case_file language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    taken case_file;
    move  transition;
    self  person := me();
begin
    select * into taken from case_file where case_id = wanted_case for update;
    if taken is null then
        perform refuse('GR005', 'no such case for this login', '{"what": "case"}');
    end if;
    if seen_version is null and wanted_action not in ('note', 'attach') then
        perform refuse('GR004', 'the version that was seen is missing', '{"field": "version", "why": "empty"}');
    end if;
    if seen_version is not null and seen_version <> taken.version then
        perform refuse('GR001', 'the case was changed meanwhile', (
            select jsonb_build_object('version', seen_version, 'now_version', taken.version, 'by', s.by_name,
                                      'at', s.at, 'action', s.action, 'state', taken.state)
            from case_step s where s.case_id = wanted_case and s.version = taken.version
            order by s.seq limit 1));
    end if;
    move := legal_move(wanted_action, taken.state);
    if move.own_department and taken.department_id is distinct from self.department_id then
        perform refuse('GR003', 'the case lies with another department',
                       jsonb_build_object('action', wanted_action, 'why', 'other_department'));
    end if;
    -- Who mends a case may not judge it (supervision and handling are apart, docs/trade.md §1.1).
    if wanted_action in ('verify', 'rework', 'close', 'force_close', 'inform_close')
       and (taken.department_id = self.department_id or self.department_id = any (taken.seen_by)) then
        perform refuse('GR003', 'who handled a case may not verify or close it',
                       jsonb_build_object('action', wanted_action, 'why', 'own_work'));
    end if;
    return taken;
end $$;

-- The next number of a scope on a local day, without gaps: the counter row stays locked until commit.
create or replace function gridroom.next_in_day(counter_scope text, counter_day date)
returns integer language sql set search_path = gridroom, pg_temp as $$
    insert into number_counter (scope, day, last) values (counter_scope, counter_day, 1)
    on conflict (scope, day) do update set last = number_counter.last + 1
    returning last
$$;

-- A number by pattern: {DISTRICT} {YYYY} {YY} {MM} {DD} {SEQ:n}; the rule is setting 'case_number'.
create or replace function gridroom.next_number(counter_scope text)
returns text language plpgsql set search_path = gridroom, pg_temp as $$
declare
    today   date := now_local()::date;
    pattern text := coalesce(setting_value(counter_scope || '_number') ->> 'pattern', '{YYYY}{MM}{DD}{SEQ:5}');
    width   integer := coalesce(substring(pattern from '\{SEQ:(\d+)\}')::integer, 5);
    serial  text := next_in_day(counter_scope, today)::text;
begin
    if length(serial) < width then
        serial := lpad(serial, width, '0');
    end if;
    pattern := replace(pattern, '{DISTRICT}', coalesce(setting_value('district_code') #>> '{}', ''));
    pattern := replace(replace(pattern, '{YYYY}', to_char(today, 'YYYY')), '{YY}', to_char(today, 'YY'));
    pattern := replace(replace(pattern, '{MM}', to_char(today, 'MM')), '{DD}', to_char(today, 'DD'));
    return regexp_replace(pattern, '\{SEQ:\d+\}', serial);
end $$;

-- Everything on the case that somebody decided or wrote. Each step keeps the hash of it, so an edit behind the
-- functions' back shows in verify_history.
create or replace function gridroom.facts_hash(c gridroom.case_file)
returns text language sql immutable set search_path = gridroom, public, pg_temp as $$
    select encode(sha256(convert_to(jsonb_build_array(
        c.case_id, c.case_number, c.state, c.description, c.place, c.position::text, c.cell_id, c.area_path::text,
        c.source, c.urgency, c.reporter_name, c.reporter_phone, c.keep_secret, c.minor_id, c.condition_id,
        c.limit_kind, c.limit_value, c.department_id, c.result, c.closing_condition, c.origin, c.original_id,
        extract(epoch from c.original_at))::text, 'UTF8')), 'hex')
$$;

create or replace function gridroom.step_hash(s gridroom.case_step)
returns bytea language sql immutable set search_path = gridroom, pg_temp as $$
    select sha256(coalesce(s.previous_hash, ''::bytea) || convert_to(jsonb_build_array(
        s.case_id, s.seq, s.action, s.from_state, s.to_state, extract(epoch from s.at), s.by_login, s.by_name,
        s.by_department, s.receiver_id, s.remark, extract(epoch from s.original_at), s.detail, s.request_id,
        s.version)::text, 'UTF8'))
$$;

create or replace function gridroom.order_hash(o gridroom.supervision_order)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select encode(sha256(convert_to((jsonb_build_array(
        o.order_id, o.order_number, o.case_id, o.kind, o.card, o.reason, o.demand, o.department_id,
        extract(epoch from o.reply_by), extract(epoch from o.issued_at), o.issued_by, o.reply,
        extract(epoch from o.replied_at), o.replied_by, o.resolution, extract(epoch from o.resolved_at), o.resolved_by,
        o.ended_with_case)
        -- Appended only where there is something, so that an order from before there were rules and appeals keeps its hash.
        || case when o.rule <> '' then jsonb_build_array(o.rule, o.clock_id) else '[]'::jsonb end
        || case when o.appeal_outcome <> '' then jsonb_build_array(
               o.appeal, extract(epoch from o.appealed_at), o.appealed_by, o.appeal_outcome,
               extract(epoch from o.appeal_decided_at), o.appeal_decided_by, o.appeal_words) else '[]'::jsonb end)::text, 'UTF8')), 'hex')
$$;

create or replace function gridroom.request_hash(r gridroom.time_request)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select encode(sha256(convert_to(jsonb_build_array(
        r.request_no, r.case_id, r.kind, r.clock_id, r.department_id, r.reason, extract(epoch from r.until),
        extract(epoch from r.asked_at), r.asked_by, extract(epoch from r.approved_at), r.approved_by, r.outcome,
        extract(epoch from r.decided_at), r.decided_by, r.decision)::text, 'UTF8')), 'hex')
$$;

create or replace function gridroom.appeal_hash(a gridroom.time_appeal)
returns text language sql immutable set search_path = gridroom, public, pg_temp as $$
    select encode(sha256(convert_to(jsonb_build_array(
        a.appeal_id, a.case_id, a.clock_id, a.department_id, a.reason, extract(epoch from a.asked_at), a.asked_by,
        extract(epoch from a.approved_at), a.approved_by, a.outcome, extract(epoch from a.decided_at), a.decided_by,
        a.decision)::text, 'UTF8')), 'hex')
$$;

-- Puts the decided row in place, runs the clocks and appends the step. Belongs to gridroom_across (see the end of
-- this file): a move may carry a case out of its author's sight, which row security would refuse.
--   moved        the case as it is to be, taken from take_case
--   raises       false for a note or a file: they add to a case without making anyone's view of it stale
--   clock        '' leave the clocks alone · 'stop' · 'pause' · 'resume' · or the name of the clock to start now
create or replace function gridroom.write_step(
    moved gridroom.case_file, step_action text, from_state text, step_remark text, step_request uuid,
    step_detail jsonb default '{}', receiver integer default null, step_original_at timestamptz default null,
    raises boolean default true, clock text default '', pause_until timestamptz default null)
returns api.case_answer language plpgsql security definer
set search_path = gridroom, api, public, pg_temp as $$
declare
    self   person;
    step   case_step;
    answer api.case_answer;
    stamp  timestamptz := clock_timestamp();
begin
    select * into self from person where login = acting_login();
    if self.login <> session_user then
        step_detail := step_detail || jsonb_build_object('gateway', session_user);
    end if;
    if step_action <> 'report' then
        -- Two steps of one case never share a moment or run backwards, whatever the server's clock does.
        select greatest(stamp, s.at + interval '1 microsecond') into stamp
        from case_step s where s.case_id = moved.case_id order by s.seq desc limit 1;
    end if;
    if raises and step_action <> 'report' then
        moved.version := moved.version + 1;
    end if;
    if moved.card <> '' and is_ended(moved.state) then
        step_detail := step_detail || end_orders(moved.case_id, stamp);
        moved := with_orders(moved);
        moved.order_appeal := false;
    end if;
    if moved.time_appeal = 'pending' and moved.state <> from_state then
        step_detail := step_detail || end_appeal(moved.case_id, stamp);
        moved.time_appeal := 'withdrawn';
    end if;
    if moved.time_request <> '' and moved.state <> from_state then
        step_detail := step_detail || end_request(moved.case_id, stamp);
        moved.time_request := '';
        moved.time_approved := false;
    end if;
    moved := aftercare(moved, step_action, from_state, stamp);
    update case_file set
        version = moved.version, state = moved.state, state_before_suspension = moved.state_before_suspension,
        description = moved.description, place = moved.place, position = moved.position, cell_id = moved.cell_id,
        area_path = moved.area_path, street_id = moved.street_id, community_id = moved.community_id,
        source = moved.source, urgency = moved.urgency, reporter_name = moved.reporter_name,
        reporter_phone = moved.reporter_phone, keep_secret = moved.keep_secret, minor_id = moved.minor_id,
        condition_id = moved.condition_id, limit_kind = moved.limit_kind, limit_value = moved.limit_value,
        department_id = moved.department_id, result = moved.result, closing_condition = moved.closing_condition,
        registered_at = case when step_action = 'register' then stamp else registered_at end,
        dispatched_at = case when step_action in ('dispatch', 'reassign', 'settle_dispute') then stamp
                             when step_action in ('take_back', 'send_back') then null else dispatched_at end,
        opened_at = case when step_action in ('dispatch', 'reassign', 'settle_dispute', 'take_back', 'send_back') then null
                         else opened_at end,
        accepted_at = case when step_action = 'accept' then stamp
                           when step_action in ('dispatch', 'reassign', 'settle_dispute', 'send_back') then null
                           else accepted_at end,
        handled_at = case when step_action = 'handle' then stamp else handled_at end,
        verified_at = case when step_action = 'verify' then stamp else verified_at end,
        closed_at = case when is_ended(moved.state) then coalesce(closed_at, stamp) end,
        rework_count = moved.rework_count, return_count = moved.return_count,
        remind_count = moved.remind_count, merged_into = moved.merged_into, card = moved.card, reply_due = moved.reply_due,
        confirmation = moved.confirmation, time_request = moved.time_request, time_approved = moved.time_approved,
        time_appeal = moved.time_appeal, order_appeal = moved.order_appeal,
        seen_by = moved.seen_by, open_parts = moved.open_parts, whistle_due = moved.whistle_due, level = moved.level,
        handling_kind = moved.handling_kind, closing_kind = moved.closing_kind,
        reporter_told_at = moved.reporter_told_at, track_count = moved.track_count,
        approval_ladder = moved.approval_ladder, approval_rung = moved.approval_rung,
        approval_refused = moved.approval_refused, hand_overs = moved.hand_overs, receipt_due = moved.receipt_due,
        call_back = moved.call_back, call_back_count = moved.call_back_count, reopen_count = moved.reopen_count,
        step_count = step_count + 1
    where case_id = moved.case_id
    returning * into moved;
    perform run_clocks(moved, clock, stamp, pause_until, step_remark);
    if moved.report_count > 0 and (moved.state = 'closed') <> (from_state = 'closed') then
        perform owe_merged_callers(moved);
    end if;
    if moved.state <> from_state and clock = '' then
        perform plan_card(moved.case_id);  -- the clock runs on, but which cards threaten depends on the state
    end if;

    step_detail := step_detail || papers_of_step(moved.case_id, step_action, step_remark, step_detail, stamp,
                                                 coalesce(self.name, session_user));

    step.case_id := moved.case_id;
    step.seq := moved.step_count;
    step.action := step_action;
    step.from_state := from_state;
    step.to_state := moved.state;
    step.at := stamp;
    step.by_login := coalesce(self.login, session_user);
    step.by_name := coalesce(self.name, session_user);
    step.by_department := coalesce((select name from department d where d.department_id = self.department_id), '');
    step.receiver_id := receiver;
    step.remark := step_remark;
    step.original_at := step_original_at;
    step.detail := step_detail || batch_mark() || jsonb_build_object('facts', facts_hash(moved));
    step.request_id := step_request;
    step.version := moved.version;
    step.previous_hash := moved.last_hash;
    step.hash := step_hash(step);
    insert into case_step (case_id, seq, action, from_state, to_state, at, by_login, by_name, by_department,
                           receiver_id, remark, original_at, detail, request_id, version, previous_hash, hash)
    values (step.case_id, step.seq, step.action, step.from_state, step.to_state, step.at, step.by_login, step.by_name,
            step.by_department, step.receiver_id, step.remark, step.original_at, step.detail, step.request_id,
            step.version, step.previous_hash, step.hash);
    update case_file set last_hash = step.hash where case_id = moved.case_id returning deadline_at into answer.deadline_at;

    answer.case_id := moved.case_id;
    answer.case_number := moved.case_number;
    answer.version := moved.version;
    answer.state := moved.state;
    answer.step_seq := step.seq;
    answer.at := stamp;
    answer.repeated := false;
    insert into request (request_id, login, action, case_id, answer)
    values (step_request, session_user, step_action, moved.case_id, to_jsonb(answer));
    return answer;
end $$;

-- The clocks of the loop (docs/trade.md §1.4). Handling starts at dispatch and is paused, not stopped, while the work is
-- judged or the case suspended, so that rework goes on with the time that was left.
create or replace function gridroom.run_clocks(
    c gridroom.case_file, wish text, stamp timestamptz, pause_until timestamptz, why text)
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    stage_limit jsonb;
    handling    bigint;
    registering bigint;
    began       timestamptz := stamp;
begin
    if wish = '' then
        return;
    end if;
    if wish = 'reopen' then
        perform reopen_clock(c, stamp);
        return;
    end if;
    select k.clock_id into handling from case_clock k
    where k.case_id = c.case_id and k.name = 'handle' and k.stopped_at is null order by k.clock_id desc limit 1;
    if wish = 'pause' then
        perform pause_clock(handling, stamp, pause_until, why);
        return;
    end if;
    if wish = 'resume' then
        -- Not later than promised, however late somebody notices.
        perform resume_clock(handling, least(stamp, (
            select p.until from clock_pause p where p.clock_id = handling and p.resumed_at is null)));
        return;
    end if;
    select k.clock_id into registering from case_clock k
    where k.case_id = c.case_id and k.name = 'register' and k.stopped_at is null;
    if wish = 'confirmed' then
        perform stop_clock(c.clock_id, stamp);
        perform resume_clock(registering, stamp);
        return;
    end if;
    if wish = 'verified' then
        -- Handling waits on: closing may still end in rework.
        perform stop_clock(c.clock_id, stamp);
        return;
    end if;
    if wish = 'confirm' then
        perform pause_clock(registering, stamp, null, 'confirming');
    elsif wish = 'verify' and handling is not null then
        perform pause_clock(handling, stamp, null, 'handled');
    elsif wish = 'dispute' and handling is not null then
        perform pause_clock(handling, stamp, null, 'disputed');
    elsif wish = 'rework' then
        if c.clock_id is distinct from handling and c.clock_id is not null then
            perform stop_clock(c.clock_id, stamp);
        end if;
        perform resume_clock(handling, stamp);
        update case_file set clock_id = handling where case_id = c.case_id;
        return;
    else
        perform stop_clock(k.clock_id, stamp) from case_clock k where k.case_id = c.case_id and k.stopped_at is null;
    end if;
    if wish = 'stop' then
        return;
    end if;
    if wish = 'dispatch_again' then
        -- A dispatch taken back gives nobody new time: the clock runs on from the registration.
        wish := 'dispatch';
        began := c.registered_at;
    end if;
    if wish = 'handle' then
        perform start_clock(c.case_id, 'handle', c.limit_kind, c.limit_value, began);
    else
        -- A city that set its limits before there were these stages has none for them.
        stage_limit := coalesce(setting_value('stage_limits') -> wish, case wish
            when 'confirm' then '{"kind": "urgent_hour", "value": 0.5}'::jsonb
            when 'dispute' then '{"kind": "work_day", "value": 1}'
            when 'escalate' then '{"kind": "urgent_hour", "value": 2}'
            when 'level' then '{"kind": "work_day", "value": 2}' end);
        if stage_limit is not null then
            perform start_clock(c.case_id, wish, stage_limit ->> 'kind', (stage_limit ->> 'value')::numeric, began);
        end if;
    end if;
end $$;

reset role;
alter function gridroom.write_step(gridroom.case_file, text, text, text, uuid, jsonb, integer, timestamptz, boolean, text, timestamptz)
    owner to gridroom_across;
