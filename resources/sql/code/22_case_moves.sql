-- The moves of the main line: one function each, and nothing else writes a case. Each takes the request id, the case
-- and the version that the person saw, and answers with the new version. Names and order: docs/trade.md §1.3.
set role gridroom_owner;

-- Puts a place on a case: cell, area path, street and community follow from the point.
create or replace function gridroom.placed(c gridroom.case_file, at_longitude float8, at_latitude float8)
returns gridroom.case_file language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    innermost integer;
begin
    c.position := null;
    if at_longitude is not null or at_latitude is not null then
        c.position := checked_place(at_longitude, at_latitude);
    end if;
    innermost := deepest_area(c.position);
    select max(a.area_id) filter (where a.level = 'grid_cell'), coalesce(max(a.path::text)
               filter (where a.area_id = innermost), '')::ltree,
           max(a.area_id) filter (where a.level = 'street'), max(a.area_id) filter (where a.level = 'community')
    into c.cell_id, c.area_path, c.street_id, c.community_id
    from area_chain(innermost) a;
    return c;
end $$;

create or replace function gridroom.checked_minor(wanted integer)
returns integer language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    if wanted is not null and not exists (select from catalogue_minor where minor_id = wanted and not disabled) then
        perform refuse('GR004', 'no such class in the catalogue', '{"field": "minor_id", "why": "unknown"}');
    end if;
    return wanted;
end $$;

create or replace function gridroom.checked_original(value timestamptz)
returns timestamptz language plpgsql stable set search_path = gridroom, pg_temp as $$
begin
    if value > clock_timestamp() + interval '10 minutes' then
        perform refuse('GR004', 'the original time lies in the future', '{"field": "original_at", "why": "future"}');
    end if;
    if value < timestamptz '1900-01-01 00:00+00' then  -- also -infinity; no program need read what nobody means
        perform refuse('GR004', 'the original time lies before 1900', '{"field": "original_at", "why": "out_of_range"}');
    end if;
    return value;
end $$;

create function api.report_case(
    request_id uuid, description text, source text default 'hotline', place text default '',
    longitude float8 default null, latitude float8 default null, minor_id integer default null,
    urgency text default 'normal', reporter_name text default '', reporter_phone text default '',
    keep_secret boolean default false, origin text default 'desk', original_id text default '',
    original_at timestamptz default null, handling_kind text default '')
returns api.case_answer language plpgsql security definer
set search_path = gridroom, api, public, pg_temp as $$
#variable_conflict use_column
declare
    answer api.case_answer := earlier_answer(report_case.request_id, 'report', null);
    fresh  case_file;
    self   person := me();
begin
    if answer.case_id is not null then
        return answer;
    end if;
    perform legal_move('report', '');
    if report_case.source is null or report_case.source not in ('hotline', 'public', 'patrol', 'leader', 'video', 'department', 'import') then
        perform refuse('GR004', 'unknown source', '{"field": "source", "why": "unknown"}');
    end if;
    perform checked_urgency(report_case.urgency);
    if report_case.origin is null
       or (report_case.origin not in ('desk', 'journal') and report_case.origin not like 'import:_%') then
        perform refuse('GR004', 'unknown origin', '{"field": "origin", "why": "unknown"}');
    end if;
    -- An import claims another system's ids and times: only who answers for the desk may say so.
    if report_case.origin like 'import:%'
       and not has_any_duty('{gridroom_call_taker,gridroom_duty_chief,gridroom_administrator}') then
        perform refuse('GR003', 'this login may not import', '{"action": "import"}');
    end if;
    fresh.description := checked_text('description', report_case.description, 20000, true);
    fresh.place := checked_text('place', report_case.place, 500);
    fresh.source := report_case.source;
    fresh.urgency := report_case.urgency;
    fresh.reporter_name := checked_text('reporter_name', report_case.reporter_name, 500);
    fresh.reporter_phone := checked_text('reporter_phone', report_case.reporter_phone, 500);
    fresh.keep_secret := coalesce(report_case.keep_secret, false);
    fresh.minor_id := checked_minor(report_case.minor_id);
    fresh.origin := checked_text('origin', report_case.origin, 200);
    fresh.original_id := checked_text('original_id', report_case.original_id, 200);
    fresh.original_at := checked_original(report_case.original_at);
    fresh := placed(fresh, report_case.longitude, report_case.latitude);
    fresh.state := 'reported';
    fresh := with_handling(fresh, coalesce(report_case.handling_kind, ''));
    answer := insert_case(fresh, report_case.request_id);
    return answer;
end $$;

-- The insert itself belongs to gridroom_across: a worker may report what lies outside their own area.
create or replace function gridroom.insert_case(fresh gridroom.case_file, asked uuid)
returns api.case_answer language plpgsql security definer
set search_path = gridroom, api, public, pg_temp as $$
begin
    if fresh.original_id <> '' and exists (
        select from case_file where origin = fresh.origin and original_id = fresh.original_id) then
        perform refuse('GR004', 'this original is a case already', '{"field": "original_id", "why": "exists"}');
    end if;
    insert into case_file (case_number, state, description, place, position, cell_id, area_path, street_id, community_id,
        source, urgency, reporter_name, reporter_phone, keep_secret, minor_id, origin, original_id, original_at, reported_at,
        handling_kind, approval_ladder)
    values (next_number('case'), 'reported', fresh.description, fresh.place, fresh.position, fresh.cell_id, fresh.area_path,
        fresh.street_id, fresh.community_id, fresh.source, fresh.urgency, fresh.reporter_name, fresh.reporter_phone,
        fresh.keep_secret, fresh.minor_id, fresh.origin, fresh.original_id, fresh.original_at, clock_timestamp(),
        fresh.handling_kind, coalesce(fresh.approval_ladder, 0))
    returning * into fresh;
    return write_step(fresh, 'report', '', '', asked,
        case when fresh.handling_kind = '' then '{}' else jsonb_build_object('handling_kind', fresh.handling_kind) end, null, fresh.original_at, clock => 'register');
end $$;

create function api.reject_case(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(reject_case.request_id, 'reject', reject_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(reject_case.case_id, reject_case.version, 'reject');
    c.state := 'rejected';
    return write_step(c, 'reject', 'reported', checked_text('reason', reason, 2000, true), reject_case.request_id,
                      clock => 'stop');
end $$;

create function api.answer_case(request_id uuid, case_id bigint, version integer, reply text, original_at timestamptz default null)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(answer_case.request_id, 'answer', answer_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(answer_case.case_id, answer_case.version, 'answer');
    c.state := 'closed';
    c.result := checked_text('reply', reply, 20000, true);
    return write_step(c, 'answer', 'reported', c.result, answer_case.request_id, clock => 'stop',
                      step_original_at => checked_original(answer_case.original_at));
end $$;

create function api.register_case(request_id uuid, case_id bigint, version integer, condition_id integer, remark text default '',
                                  handling_kind text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(register_case.request_id, 'register', register_case.case_id);
    c case_file;
    f filing_condition;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(register_case.case_id, register_case.version, 'register');
    select * into f from filing_condition fc where fc.condition_id = register_case.condition_id and not fc.disabled;
    if f is null then
        perform refuse('GR004', 'a case is registered under a filing condition', '{"field": "condition_id", "why": "unknown"}');
    end if;
    c.state := 'registered';
    c.minor_id := checked_minor(f.minor_id);
    c.condition_id := f.condition_id;
    c.limit_kind := f.limit_kind;
    c.limit_value := f.limit_value;
    c := with_handling(c, coalesce(nullif(register_case.handling_kind, ''), c.handling_kind));
    return write_step(c, 'register', 'reported', checked_text('remark', remark, 2000), register_case.request_id,
                      jsonb_build_object('condition', f.condition, 'limit_kind', f.limit_kind, 'limit_value', f.limit_value)
                      || case when c.handling_kind = '' then '{}' else jsonb_build_object('handling_kind', c.handling_kind) end,
                      -- What the desk itself brings about waits for no dispatch.
                      clock => case when c.handling_kind in ('coordinate', 'approval') then 'handle' else 'dispatch' end);
end $$;

create function api.accept_case(request_id uuid, case_id bigint, version integer, remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(accept_case.request_id, 'accept', accept_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(accept_case.case_id, accept_case.version, 'accept');
    c.state := 'accepted';
    return write_step(c, 'accept', 'dispatched', checked_text('remark', remark, 2000), accept_case.request_id);
end $$;

create function api.handle_case(request_id uuid, case_id bigint, version integer, result text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(handle_case.request_id, 'handle', handle_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(handle_case.case_id, handle_case.version, 'handle');
    perform no_open_parts(c);
    before := c.state;
    c.state := 'handled';
    c.result := checked_text('result', handle_case.result, 20000, true);
    return write_step(c, 'handle', before, c.result, handle_case.request_id, clock => 'verify');
end $$;

create function api.verify_case(request_id uuid, case_id bigint, version integer, remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(verify_case.request_id, 'verify', verify_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(verify_case.case_id, verify_case.version, 'verify');
    c.state := 'verified';
    return write_step(c, 'verify', 'handled', checked_text('remark', remark, 2000), verify_case.request_id,
                      clock => 'verified');
end $$;

create function api.rework_case(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(rework_case.request_id, 'rework', rework_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(rework_case.case_id, rework_case.version, 'rework');
    before := c.state;
    c.state := 'in_rework';
    c.rework_count := c.rework_count + 1;
    return write_step(c, 'rework', before, checked_text('reason', reason, 2000, true), rework_case.request_id,
                      receiver => c.department_id, clock => 'rework');
end $$;

create function api.close_case(request_id uuid, case_id bigint, version integer, closing_condition text, remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(close_case.request_id, 'close', close_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(close_case.case_id, close_case.version, 'close');
    if c.state = 'registered' and c.handling_kind not in ('coordinate', 'approval') then
        perform refuse('GR002', 'nobody handled it', jsonb_build_object('state', c.state, 'action', 'close'));
    end if;
    before := c.state;
    c.state := 'closed';
    c.closing_condition := checked_text('closing_condition', close_case.closing_condition, 500, true);
    return write_step(c, 'close', before, checked_text('remark', remark, 2000), close_case.request_id,
                      jsonb_build_object('closing_condition', c.closing_condition), clock => 'stop');
end $$;

create function api.void_case(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(void_case.request_id, 'void', void_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(void_case.case_id, void_case.version, 'void');
    before := c.state;
    c.state := 'voided';
    return write_step(c, 'void', before, checked_text('reason', reason, 2000, true), void_case.request_id, clock => 'stop');
end $$;

create function api.suspend_case(request_id uuid, case_id bigint, version integer, until timestamptz, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(suspend_case.request_id, 'suspend', suspend_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(suspend_case.case_id, suspend_case.version, 'suspend');
    -- An end date is part of the promise, at most a year away (docs/trade.md §1.3 row 13).
    if until is null or until <= now() or until > now() + interval '366 days' then
        perform refuse('GR004', 'a suspension ends within a year', '{"field": "until", "why": "out_of_range"}');
    end if;
    before := c.state;
    c.state_before_suspension := before;
    c.state := 'suspended';
    return write_step(c, 'suspend', before, checked_text('reason', reason, 2000, true), suspend_case.request_id,
                      jsonb_build_object('until', until), clock => 'pause', pause_until => until);
end $$;

create function api.resume_case(request_id uuid, case_id bigint, version integer, remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(resume_case.request_id, 'resume', resume_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(resume_case.case_id, resume_case.version, 'resume');
    before := c.state;
    c.state := c.state_before_suspension;
    c.state_before_suspension := null;
    return write_step(c, 'resume', before, checked_text('remark', remark, 2000), resume_case.request_id, clock => 'resume');
end $$;

-- Mends what was taken down wrongly. The step names every field with what it was and what it is; personal data only
-- by name of the field.
create function api.amend_case(request_id uuid, case_id bigint, version integer, changes jsonb, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(amend_case.request_id, 'amend', amend_case.case_id);
    c   case_file;
    old case_file;
    why text := checked_text('reason', reason, 2000, true);
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(amend_case.case_id, amend_case.version, 'amend');
    old := c;
    if jsonb_typeof(changes) is distinct from 'object' or changes = '{}' or exists (
        select from jsonb_object_keys(changes) k where k not in ('description', 'place', 'longitude', 'latitude',
            'minor_id', 'urgency', 'reporter_name', 'reporter_phone', 'keep_secret')) then
        perform refuse('GR004', 'nothing that can be amended', '{"field": "changes", "why": "unknown"}');
    end if;
    if changes ? 'minor_id' and c.condition_id is not null then
        perform refuse('GR004', 'the class follows from the filing condition once registered',
                       '{"field": "minor_id", "why": "registered"}');
    end if;
    c.description := case when changes ? 'description' then checked_text('description', changes ->> 'description', 20000, true) else c.description end;
    c.place := case when changes ? 'place' then checked_text('place', changes ->> 'place', 500) else c.place end;
    c.urgency := checked_urgency(coalesce(changes ->> 'urgency', c.urgency));
    c.reporter_name := case when changes ? 'reporter_name' then checked_text('reporter_name', changes ->> 'reporter_name', 500) else c.reporter_name end;
    c.reporter_phone := case when changes ? 'reporter_phone' then checked_text('reporter_phone', changes ->> 'reporter_phone', 500) else c.reporter_phone end;
    c.keep_secret := coalesce((changes ->> 'keep_secret')::boolean, c.keep_secret);
    if changes ? 'minor_id' then
        c.minor_id := checked_minor((changes ->> 'minor_id')::integer);
    end if;
    if changes ? 'longitude' or changes ? 'latitude' then
        c := placed(c, (changes ->> 'longitude')::float8, (changes ->> 'latitude')::float8);
    end if;
    return write_step(c, 'amend', c.state, why, amend_case.request_id, jsonb_build_object('changed', (
        select coalesce(jsonb_object_agg(o.key, case
            when o.key in ('reporter_name', 'reporter_phone') then '{}'::jsonb
            else jsonb_build_object('was', o.value, 'is', n.value) end), '{}')
        from jsonb_each(to_jsonb(old)) o join jsonb_each(to_jsonb(c)) n using (key)
        where o.value is distinct from n.value)));
exception when invalid_text_representation or numeric_value_out_of_range then
    perform refuse('GR004', 'a value has the wrong form', '{"field": "changes", "why": "malformed"}');
    return null;
end $$;

reset role;
alter function gridroom.insert_case(gridroom.case_file, uuid) owner to gridroom_across;
