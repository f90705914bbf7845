-- Closing without verification (强制结案, 告知性结案), calling back (回访) and reopening (发回重办): docs/decisions/0026.
set role gridroom_owner;

-- Who closes like this takes the case from a department that had sent it back: it lies with nobody then.
create or replace function gridroom.closed_unverified(
    asked uuid, of_case bigint, seen_version integer, step_action text, why text, said text)
returns api.case_answer language plpgsql set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    before := c.state;
    c.level := '';
    if before in ('returned', 'disputed', 'escalated') then
        c.department_id := null;
    end if;
    c.state := 'closed';
    c.state_before_suspension := null;
    if said <> '' then
        c.result := said;
    end if;
    return write_step(c, step_action, before, checked_text('reason', why, 2000, true), asked,
                      case when said = '' then '{}' else jsonb_build_object('reply', said) end, clock => 'stop');
end $$;

create function api.force_close_case(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select closed_unverified(request_id, case_id, version, 'force_close', reason, '')
$$;

-- reply: what whoever reported it was told.
create function api.inform_close_case(request_id uuid, case_id bigint, version integer, reason text, reply text)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select closed_unverified(request_id, case_id, version, 'inform_close', reason, checked_text('reply', reply, 20000, true))
$$;

create or replace function gridroom.checked_yes_no(field text, value text)
returns text language plpgsql immutable set search_path = gridroom, pg_temp as $$
begin
    if coalesce(nullif(value, ''), 'unknown') not in ('yes', 'no', 'unknown') then
        perform refuse('GR004', 'yes, no or unknown', jsonb_build_object('field', field, 'why', 'unknown'));
    end if;
    return coalesce(nullif(value, ''), 'unknown');
end $$;

-- The three questions: did anybody contact you, is it solved, are you satisfied. Not reached: only words, and another
-- attempt is due until setting call_back says that it is enough.
create function api.call_back(request_id uuid, case_id bigint, version integer, reached boolean, responded text default '',
                              solved text default '', satisfied text default '', words text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(call_back.request_id, 'call_back', call_back.case_id);
    c case_file;
    b gridroom.call_back;
    enough integer := coalesce((setting_value('call_back') ->> 'attempts')::integer, 3);
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(call_back.case_id, call_back.version, 'call_back');
    if call_back.reached is null then
        perform refuse('GR004', 'reached or not', '{"field": "reached", "why": "empty"}');
    end if;
    b.responded := checked_yes_no('responded', call_back.responded);
    b.solved := checked_yes_no('solved', call_back.solved);
    b.satisfied := checked_yes_no('satisfied', call_back.satisfied);
    if not call_back.reached and (b.responded, b.solved, b.satisfied) <> ('unknown', 'unknown', 'unknown') then
        perform refuse('GR004', 'who was not reached did not answer', '{"field": "reached", "why": "not_reached"}');
    end if;
    if call_back.reached and (b.responded, b.solved, b.satisfied) = ('unknown', 'unknown', 'unknown')
       and coalesce(call_back.words, '') = '' then
        perform refuse('GR004', 'what did they say', '{"field": "words", "why": "empty"}');
    end if;
    insert into call_back (case_id, round, reached, responded, solved, satisfied, words, called_at)
    values (c.case_id, c.reopen_count, call_back.reached, b.responded, b.solved, b.satisfied,
            checked_text('words', call_back.words, 2000), clock_timestamp())
    returning * into b;
    c.call_back_count := c.call_back_count + 1;
    c.call_back := case when b.reached then 'done' when c.call_back <> 'due' then c.call_back
                        when c.call_back_count >= enough then 'unreached' else 'due' end;
    return write_step(c, 'call_back', c.state, b.words, call_back.request_id,
        jsonb_build_object('reached', b.reached, 'responded', b.responded, 'solved', b.solved, 'satisfied', b.satisfied,
                           'attempt', c.call_back_count,
                           'call_backs', jsonb_build_object(b.call_back_no, call_back_hash(b))));
end $$;

-- From the third reopening on (setting reopen_supervision) the same commit gives an order.
create or replace function gridroom.reopened(asked uuid, of_case bigint, seen_version integer, step_action text, why text)
returns api.case_answer language plpgsql set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    rule jsonb := setting_value('reopen_supervision');
    c case_file;
    o supervision_order;
    detail jsonb;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    if (step_action = 'reopen') <> (c.department_id is not null) then
        perform refuse('GR002', 'a case without a department goes back to the desk, one with a department to it',
                       jsonb_build_object('state', c.state, 'action', step_action));
    end if;
    detail := jsonb_build_object('closing_kind', c.closing_kind, 'closed_at', c.closed_at, 'count', c.reopen_count + 1,
        'was_overdue', (select k.was_overdue from case_clock k where k.case_id = c.case_id and k.name = 'handle'
                        order by k.clock_id desc limit 1));
    c.state := case step_action when 'reopen' then 'in_rework' else 'reported' end;
    c.closing_condition := '';
    c.reopen_count := c.reopen_count + 1;
    c := with_hand_overs(c);
    if c.handling_kind = 'approval' then
        c.approval_ladder := c.approval_ladder + 1;
        c.approval_rung := 0;
        c.approval_refused := false;
    end if;
    why := checked_text('reason', why, 2000, true);
    if c.reopen_count >= (rule ->> 'from')::integer then
        insert into supervision_order (order_number, case_id, kind, card, reason, demand, department_id, reply_by, issued_at)
        values (next_number('supervision'), c.case_id, coalesce(rule ->> 'kind', 'important'), coalesce(rule ->> 'card', 'yellow'),
                replace(replace(coalesce(rule ->> 'reason', '{why}'), '{count}', c.reopen_count::text), '{why}', why),
                coalesce(rule ->> 'demand', why), c.department_id,
                case when c.department_id is not null
                     then clock_timestamp() + make_interval(hours => coalesce((rule ->> 'reply_hours')::integer, 24)) end,
                clock_timestamp())
        returning * into o;
        detail := detail || jsonb_build_object('order_number', o.order_number, 'order_kind', o.kind, 'card', o.card,
            'reply_by', o.reply_by, 'orders', jsonb_build_object(o.order_number, order_hash(o)));
        c := with_orders(c);
    end if;
    return write_step(c, step_action, 'closed', why, asked, detail, receiver => c.department_id,
                      clock => case step_action when 'reopen' then 'reopen' else 'register' end);
end $$;

create function api.reopen_case(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select reopened(request_id, case_id, version, 'reopen', reason)
$$;

-- A case that never lay with a department: it is a report again.
create function api.reopen_report(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select reopened(request_id, case_id, version, 'reopen_report', reason)
$$;

reset role;
