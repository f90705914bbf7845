-- Settled on the spot by a grid worker and audited by the desk (自行处置), and the four kinds of handling: general,
-- coordinated, emergency, approval (docs/trade.md §1.3). What each kind demands is asked in 21_aftercare.sql.
set role gridroom_owner;

-- The login of the grid worker who settled it; the desk may have typed it in for them. Asked by a view too.
create or replace function gridroom.settled_by(wanted_case bigint)
returns text language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select s.detail ->> 'worker' from case_step s
    where s.case_id = wanted_case and s.action = 'self_handle' order by s.seq desc limit 1
$$;

-- worker: whose work it was when the desk types it in; a grid worker's own is always their own.
create function api.self_handle_case(request_id uuid, case_id bigint, version integer, result text, worker text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(self_handle_case.request_id, 'self_handle', self_handle_case.case_id);
    c case_file;
    whose text := coalesce(worker, '');
    missing text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(self_handle_case.case_id, self_handle_case.version, 'self_handle');
    if has_duty('grid_worker') then
        if whose not in ('', session_user) then
            perform refuse('GR004', 'a grid worker settles for themselves only', '{"field": "worker", "why": "unknown"}');
        end if;
        whose := session_user;
    elsif not can_confirm(c, whose) then
        perform refuse('GR004', 'whose work was it', '{"field": "worker", "why": "unknown"}');
    end if;
    if coalesce((setting_value('self_handled_needs_pictures') #>> '{}')::boolean, true) then
        select min(w.kind) into missing from (values ('handle_after'), ('handle_before')) w(kind)
        where not exists (select from attachment a where a.case_id = c.case_id and a.kind = w.kind
                          and a.media_type like 'image/%');
        if missing is not null then
            perform refuse('GR004', 'a picture before and one after show that it was settled',
                           jsonb_build_object('field', 'pictures', 'why', 'missing', 'kind', missing));
        end if;
    end if;
    c.state := 'self_handled';
    c.result := checked_text('result', self_handle_case.result, 20000, true);
    return write_step(c, 'self_handle', 'reported', c.result, self_handle_case.request_id,
                      jsonb_build_object('worker', whose, 'typed_in', whose <> session_user), clock => 'verify');
end $$;

-- All at once, for a hand-held back end: the report, its two pictures and that it was settled, in one commit under one
-- request id. The parts have ids that follow from it.
create function api.report_self_handled(
    request_id uuid, description text, result text, picture_before bytea, picture_after bytea, place text default '',
    longitude float8 default null, latitude float8 default null, minor_id integer default null, worker text default '',
    media_type text default 'image/jpeg', taken_before timestamptz default null, taken_after timestamptz default null)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(report_self_handled.request_id, 'self_handle', null);
    asked uuid := report_self_handled.request_id;
begin
    if answer.case_id is not null then return answer; end if;
    answer := api.report_case(md5(asked || ' report')::uuid, description, 'patrol', place, longitude, latitude, minor_id);
    if picture_before is not null then
        perform api.attach_file(md5(asked || ' before')::uuid, answer.case_id, 'handle_before', 'before', media_type,
                                picture_before, taken_before, longitude, latitude);
    end if;
    if picture_after is not null then
        perform api.attach_file(md5(asked || ' after')::uuid, answer.case_id, 'handle_after', 'after', media_type,
                                picture_after, taken_after, longitude, latitude);
    end if;
    return api.self_handle_case(asked, answer.case_id, answer.version, result, worker);
end $$;

create or replace function gridroom.checked_auditor(wanted_case bigint, wanted_action text)
returns void language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    if settled_by(wanted_case) = session_user then
        perform refuse('GR003', 'who settled a case may not audit it',
                       jsonb_build_object('action', wanted_action, 'why', 'own_work'));
    end if;
end $$;

create function api.pass_self_handled(request_id uuid, case_id bigint, version integer, closing_condition text, remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(pass_self_handled.request_id, 'audit_pass', pass_self_handled.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(pass_self_handled.case_id, pass_self_handled.version, 'audit_pass');
    perform checked_auditor(c.case_id, 'audit_pass');
    c.state := 'closed';
    c.closing_condition := checked_text('closing_condition', pass_self_handled.closing_condition, 500, true);
    return write_step(c, 'audit_pass', 'self_handled', checked_text('remark', remark, 2000), pass_self_handled.request_id,
                      jsonb_build_object('closing_condition', c.closing_condition), clock => 'stop');
end $$;

-- It goes on as any report that is still to be registered; who settled it reads why.
create function api.fail_self_handled(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(fail_self_handled.request_id, 'audit_fail', fail_self_handled.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(fail_self_handled.case_id, fail_self_handled.version, 'audit_fail');
    perform checked_auditor(c.case_id, 'audit_fail');
    c.state := 'reported';
    return write_step(c, 'audit_fail', 'self_handled', checked_text('reason', reason, 2000, true),
                      fail_self_handled.request_id, clock => 'register');
end $$;

create function api.set_handling(request_id uuid, case_id bigint, version integer, handling_kind text, remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(set_handling.request_id, 'set_handling', set_handling.case_id);
    c case_file;
    before text;
    desk_works boolean;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(set_handling.case_id, set_handling.version, 'set_handling');
    if coalesce(set_handling.handling_kind, '') in ('', c.handling_kind) then
        perform refuse('GR004', 'that is no other kind of handling', '{"field": "handling_kind", "why": "unknown"}');
    end if;
    before := c.handling_kind;
    c := with_handling(c, set_handling.handling_kind);
    -- Registered, and the desk itself brings it about: then handling counts. Back again, dispatching does.
    desk_works := c.handling_kind in ('coordinate', 'approval');
    return write_step(c, 'set_handling', c.state, checked_text('remark', remark, 2000), set_handling.request_id,
        jsonb_build_object('handling_kind', c.handling_kind, 'was', before),
        clock => case when c.state <> 'registered' or desk_works = (before in ('coordinate', 'approval')) then ''
                      when desk_works then 'handle' else 'dispatch_again' end);
end $$;

-- The result of a coordinated matter was told to the person who brought it.
create function api.tell_reporter(request_id uuid, case_id bigint, version integer, told_words text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(tell_reporter.request_id, 'tell_reporter', tell_reporter.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(tell_reporter.case_id, tell_reporter.version, 'tell_reporter');
    perform checked_department(c, 'tell_reporter');
    return write_step(c, 'tell_reporter', c.state, checked_text('told_words', told_words, 2000, true),
                      tell_reporter.request_id);
end $$;

create function api.track_case(request_id uuid, case_id bigint, version integer, finding text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(track_case.request_id, 'track', track_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(track_case.case_id, track_case.version, 'track');
    perform checked_department(c, 'track');
    c.track_count := c.track_count + 1;
    return write_step(c, 'track', c.state, checked_text('finding', finding, 2000, true), track_case.request_id,
                      jsonb_build_object('count', c.track_count));
end $$;

-- A department speaks about its own cases only; the desk and the grid about all they see.
create or replace function gridroom.checked_department(c gridroom.case_file, wanted_action text)
returns void language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    if c.department_id is distinct from my_department() and not has_any_duty(
        '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_grid_worker,gridroom_inspector}') then
        perform refuse('GR003', 'the case lies with another department',
                       jsonb_build_object('action', wanted_action, 'why', 'other_department'));
    end if;
end $$;

-- The next rung: the community defines (1), the town audits (2), the county approves (3), notice is given (4).
-- Refused on a rung, the ladder ends; the case may then be closed with that answer.
create function api.approve_rung(request_id uuid, case_id bigint, version integer, decision text, office text, decision_words text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(approve_rung.request_id, 'approve_rung', approve_rung.case_id);
    c case_file;
    a approval;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(approve_rung.case_id, approve_rung.version, 'approve_rung');
    if c.handling_kind <> 'approval' or c.approval_rung = 4 or c.approval_refused then
        perform refuse('GR050', 'nothing is left to approve', '{"why": "over"}');
    end if;
    if decision is null or decision not in ('passed', 'refused') or (c.approval_rung = 3 and decision = 'refused') then
        perform refuse('GR004', 'passed or refused; a notice is given', '{"field": "decision", "why": "unknown"}');
    end if;
    insert into approval (case_id, ladder, rung, passed, office, words, written_at)
    values (c.case_id, c.approval_ladder, c.approval_rung + 1, decision = 'passed',
            checked_text('office', approve_rung.office, 200, true),
            checked_text('decision_words', decision_words, 2000, true), clock_timestamp())
    returning * into a;
    if a.passed then
        c.approval_rung := a.rung;
    else
        c.approval_refused := true;
    end if;
    return write_step(c, 'approve_rung', c.state, a.words, approve_rung.request_id,
        jsonb_build_object('rung', a.rung, 'passed', a.passed, 'office', a.office,
                           'approvals', jsonb_build_object(a.approval_no, approval_hash(a))));
end $$;

reset role;
