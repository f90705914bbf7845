-- More time: a department asks, the dispatcher approves first, the duty chief grants; two people, neither of the
-- asking department (docs/decisions/0020). An extension gives the handling clock its limit once more, a deferral
-- pauses it until a day. Every request has its hash in the steps that wrote it.
--
-- GR013 no more time can be asked for or decided {why: overdue | enough | pending | none | not_approved | approved}
set role gridroom_owner;

-- What happens to a pending request when its case moves on: nobody has to decide it any more. Part of write_step.
-- Returns the request and its hash for the step.
create or replace function gridroom.end_request(of_case bigint, stamp timestamptz)
returns jsonb language sql set search_path = gridroom, pg_temp as $$
    with ended as (
        update time_request r set outcome = 'withdrawn', decided_at = stamp, decided_by = session_user
        where r.case_id = of_case and r.outcome = 'pending'
        returning r.request_no, request_hash(r) as hash
    )
    select jsonb_build_object('requests', coalesce(jsonb_object_agg(request_no, hash), '{}')) from ended
$$;

create or replace function gridroom.told_request(r gridroom.time_request)
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select jsonb_build_object('request_kind', r.kind, 'until', r.until,
                              'requests', jsonb_build_object(r.request_no, request_hash(r)))
$$;

create or replace function gridroom.ask_time(
    asked uuid, of_case bigint, seen_version integer, step_action text, wanted_kind text, why text, wanted_until timestamptz)
returns api.case_answer language plpgsql set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    c case_file;
    k case_clock;
    r time_request;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    select * into k from case_clock where clock_id = c.clock_id and name = 'handle';
    if c.time_request <> '' then
        perform refuse('GR013', 'a request is pending already', '{"why": "pending"}');
    end if;
    if c.deadline_at is null or k.clock_id is null or c.deadline_at <= clock_timestamp() then
        perform refuse('GR013', 'the case is overdue', jsonb_build_object('why', 'overdue', 'deadline_at', c.deadline_at));
    end if;
    if wanted_kind = 'extension' and k.added_limits >= 2 then
        perform refuse('GR013', 'it was extended twice', '{"why": "enough"}');
    end if;
    if wanted_kind = 'deferral' and (wanted_until > now() and wanted_until <= now() + interval '366 days') is not true then
        perform refuse('GR004', 'a deferral ends within a year', '{"field": "until", "why": "out_of_range"}');
    end if;
    insert into time_request (case_id, kind, clock_id, department_id, reason, until, asked_at)
    values (c.case_id, wanted_kind, k.clock_id, c.department_id, checked_text('reason', why, 2000, true), wanted_until,
            clock_timestamp())
    returning * into r;
    c.time_request := wanted_kind;
    return write_step(c, step_action, c.state, r.reason, asked, told_request(r));
end $$;

create function api.ask_extension(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select ask_time(request_id, case_id, version, 'ask_extension', 'extension', reason, null)
$$;

create function api.ask_deferral(request_id uuid, case_id bigint, version integer, until timestamptz, reason text)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select ask_time(request_id, case_id, version, 'ask_deferral', 'deferral', reason, until)
$$;

-- The pending request that this person is to decide, or a refusal.
create or replace function gridroom.request_to_decide(c gridroom.case_file, step_action text)
returns gridroom.time_request language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    r time_request;
begin
    select * into r from time_request t where t.case_id = c.case_id and t.outcome = 'pending' for update;
    if r is null or (step_action, r.kind) in (('grant_extension', 'deferral'), ('grant_deferral', 'extension')) then
        perform refuse('GR013', 'no such request is pending', '{"why": "none"}');
    end if;
    if step_action <> 'withdraw_request' then
        perform refuse_own_request(r.department_id, step_action);
    end if;
    return r;
end $$;

create function api.approve_request(request_id uuid, case_id bigint, version integer, remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(approve_request.request_id, 'approve_request', approve_request.case_id);
    c case_file;
    r time_request;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(approve_request.case_id, approve_request.version, 'approve_request');
    r := request_to_decide(c, 'approve_request');
    if r.approved_at is not null then
        perform refuse('GR013', 'the request has its first approval', '{"why": "approved"}');
    end if;
    update time_request t set approved_at = clock_timestamp(), approved_by = session_user
    where t.request_no = r.request_no returning * into r;
    c.time_approved := true;
    return write_step(c, 'approve_request', c.state, checked_text('remark', remark, 2000), approve_request.request_id,
                      told_request(r));
end $$;

-- Granted, refused or withdrawn: the request is over, and what it asked for comes about when it was granted.
create or replace function gridroom.decide_request(
    asked uuid, of_case bigint, seen_version integer, step_action text, result text, words text)
returns api.case_answer language plpgsql set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    c case_file;
    r time_request;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    before := c.state;
    r := request_to_decide(c, step_action);
    if result = 'granted' and r.approved_at is null then
        perform refuse('GR013', 'the request has no first approval', '{"why": "not_approved"}');
    end if;
    if result = 'granted' and r.approved_by = session_user then
        perform refuse('GR003', 'two people decide about more time',
                       jsonb_build_object('action', step_action, 'why', 'same_person'));
    end if;
    if result = 'granted' and r.until <= now() then
        perform refuse('GR004', 'the deferral would be over already', '{"field": "until", "why": "past"}');
    end if;
    update time_request t
    set outcome = result, decided_at = clock_timestamp(), decided_by = session_user, decision = words
    where t.request_no = r.request_no returning * into r;
    c.time_request := '';
    c.time_approved := false;
    if step_action = 'grant_extension' then
        perform extend_clock(r.clock_id);
    elsif step_action = 'grant_deferral' then
        c.state_before_suspension := before;
        c.state := 'deferred';
    end if;
    return write_step(c, step_action, before, words, asked, told_request(r), receiver => r.department_id,
                      clock => case when step_action = 'grant_deferral' then 'pause' else '' end, pause_until => r.until);
end $$;

create function api.grant_extension(request_id uuid, case_id bigint, version integer, remark text default '')
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select decide_request(request_id, case_id, version, 'grant_extension', 'granted', checked_text('remark', remark, 2000))
$$;

create function api.grant_deferral(request_id uuid, case_id bigint, version integer, remark text default '')
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select decide_request(request_id, case_id, version, 'grant_deferral', 'granted', checked_text('remark', remark, 2000))
$$;

create function api.refuse_request(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select decide_request(request_id, case_id, version, 'refuse_request', 'refused', checked_text('reason', reason, 2000, true))
$$;

create function api.withdraw_request(request_id uuid, case_id bigint, version integer, remark text default '')
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select decide_request(request_id, case_id, version, 'withdraw_request', 'withdrawn', checked_text('remark', remark, 2000))
$$;

-- Deferred and suspended cases whose day has come go on, in the name of whoever's workstation noticed it first and
-- marked as automatic; the clock runs on from the promised moment, not from when it was noticed. What somebody else
-- has in hand is left to the next call. Returns how many went on.
create or replace function gridroom.resume_due_cases()
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    c case_file;
    before text;
    resumed integer := 0;
begin
    perform me();
    for c in
        select f.* from clock_pause p join case_file f on f.clock_id = p.clock_id
        where p.resumed_at is null and p.until <= clock_timestamp() and f.state in ('suspended', 'deferred')
        order by f.case_id for update of f skip locked
    loop
        before := c.state;
        c.state := c.state_before_suspension;
        c.state_before_suspension := null;
        perform write_step(c, 'resume', before, '', gen_random_uuid(), '{"automatic": true}', clock => 'resume');
        resumed := resumed + 1;
    end loop;
    return resumed;
end $$;

create function api.resume_due()
returns integer language sql security definer set search_path = gridroom, public, pg_temp as $$
    select resume_due_cases()
$$;

reset role;
alter function gridroom.resume_due_cases() owner to gridroom_across;
