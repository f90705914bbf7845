-- An appeal against overtime (申诉, docs/trade.md §1.3 row 25): once for each case, after it was closed; the dispatcher looks
-- first, the desk decides; two people, neither of the asking department. Granted, the overtime does not count in any
-- statistic, and stays as the fact it is (docs/decisions/0043).
--
-- GR014 no appeal against overtime {why: in_time | enough | none | not_approved | approved}
set role gridroom_owner;

create or replace function gridroom.told_appeal(a gridroom.time_appeal)
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select jsonb_build_object('appeals', jsonb_build_object(a.appeal_id, appeal_hash(a)))
$$;

-- The last handling clock of a case; its overtime is what an appeal is about.
create or replace function gridroom.handling_clock(of_case bigint)
returns gridroom.case_clock language sql stable set search_path = gridroom, pg_temp as $$
    select * from case_clock k where k.case_id = of_case and k.name = 'handle' order by k.clock_id desc limit 1
$$;

-- A case that is taken up again has no overtime to appeal against yet. Part of write_step.
create or replace function gridroom.end_appeal(of_case bigint, stamp timestamptz)
returns jsonb language sql set search_path = gridroom, pg_temp as $$
    with ended as (
        update time_appeal a set outcome = 'withdrawn', decided_at = stamp, decided_by = session_user
        where a.case_id = of_case and a.outcome = 'pending'
        returning a.appeal_id, appeal_hash(a) as hash
    )
    select jsonb_build_object('appeals', coalesce(jsonb_object_agg(appeal_id, hash), '{}')) from ended
$$;

create function api.appeal_time(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(appeal_time.request_id, 'appeal_time', appeal_time.case_id);
    c case_file;
    k case_clock;
    a time_appeal;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(appeal_time.case_id, appeal_time.version, 'appeal_time');
    if c.time_appeal <> '' then
        perform refuse('GR014', 'a case is appealed for once', '{"why": "enough"}');
    end if;
    k := handling_clock(c.case_id);
    if k.was_overdue is not true then
        perform refuse('GR014', 'the case was handled in time', '{"why": "in_time"}');
    end if;
    insert into time_appeal (case_id, clock_id, department_id, reason, asked_at)
    values (c.case_id, k.clock_id, c.department_id, checked_text('reason', appeal_time.reason, 2000, true), clock_timestamp())
    returning * into a;
    c.time_appeal := 'pending';
    return write_step(c, 'appeal_time', c.state, a.reason, appeal_time.request_id, told_appeal(a));
end $$;

-- The appeal that this person is to decide, or a refusal.
create or replace function gridroom.appeal_to_decide(c gridroom.case_file, step_action text)
returns gridroom.time_appeal language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    a time_appeal;
begin
    select * into a from time_appeal t where t.case_id = c.case_id and t.outcome = 'pending' for update;
    if a is null then
        perform refuse('GR014', 'no appeal is pending', '{"why": "none"}');
    end if;
    perform refuse_own_request(a.department_id, step_action);
    return a;
end $$;

create function api.approve_appeal(request_id uuid, case_id bigint, version integer, remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(approve_appeal.request_id, 'approve_appeal', approve_appeal.case_id);
    c case_file;
    a time_appeal;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(approve_appeal.case_id, approve_appeal.version, 'approve_appeal');
    a := appeal_to_decide(c, 'approve_appeal');
    if a.approved_at is not null then
        perform refuse('GR014', 'the appeal has had its first look', '{"why": "approved"}');
    end if;
    update time_appeal t set approved_at = clock_timestamp(), approved_by = session_user
    where t.appeal_id = a.appeal_id returning * into a;
    return write_step(c, 'approve_appeal', c.state, checked_text('remark', remark, 2000), approve_appeal.request_id, told_appeal(a));
end $$;

create or replace function gridroom.decide_appeal(
    asked uuid, of_case bigint, seen_version integer, step_action text, result text, words text)
returns api.case_answer language plpgsql set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    c case_file;
    a time_appeal;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    a := appeal_to_decide(c, step_action);
    if result = 'granted' and a.approved_at is null then
        perform refuse('GR014', 'the appeal has not had its first look', '{"why": "not_approved"}');
    end if;
    if result = 'granted' and a.approved_by = session_user then
        perform refuse('GR003', 'two people decide about an appeal',
                       jsonb_build_object('action', step_action, 'why', 'same_person'));
    end if;
    update time_appeal t set outcome = result, decided_at = clock_timestamp(), decided_by = session_user, decision = words
    where t.appeal_id = a.appeal_id returning * into a;
    perform exempt_clock(a.clock_id, result = 'granted');
    c.time_appeal := result;
    return write_step(c, step_action, c.state, words, asked, told_appeal(a), receiver => a.department_id);
end $$;

create or replace function gridroom.exempt_clock(wanted bigint, is_exempt boolean)
returns void language sql security definer set search_path = gridroom, pg_temp as $$
    update case_clock set exempt = is_exempt where clock_id = wanted
$$;

create function api.grant_appeal(request_id uuid, case_id bigint, version integer, remark text default '')
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select decide_appeal(request_id, case_id, version, 'grant_appeal', 'granted', checked_text('remark', remark, 2000))
$$;

create function api.refuse_appeal(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select decide_appeal(request_id, case_id, version, 'refuse_appeal', 'refused', checked_text('reason', reason, 2000, true))
$$;

-- Asked by a view, hence security definer.
create or replace function gridroom.was_handled_late(of_case bigint)
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select coalesce((handling_clock(of_case)).was_overdue, false)
$$;
create or replace function gridroom.appeal_approved(of_case bigint)
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select exists (select from time_appeal a where a.case_id = of_case and a.outcome = 'pending' and a.approved_at is not null)
$$;
create or replace function gridroom.has_order_to_appeal(of_case bigint)
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select exists (select from supervision_order o where o.case_id = of_case and o.resolved_at is null and o.appeal_outcome = '')
$$;

reset role;
