-- Dispatching: to a main unit and those that assist it, on one clock; taking back, returning, reassigning, sending back,
-- and who decides when nobody will have it (docs/trade.md §1.3 rows 6–10 and 23; docs/decisions/0024). Everybody who was told
-- has a row in case_unit, whose hash stands in the steps that wrote it. A department sees a case while it takes part.
--
-- GR040 a part of an assisting department is not done {departments}
set role gridroom_owner;

create or replace function gridroom.unit_hash(u gridroom.case_unit)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select encode(sha256(convert_to(jsonb_build_array(
        u.unit_no, u.case_id, u.department_id, u.part, extract(epoch from u.told_at), u.told_by, u.demand,
        extract(epoch from u.due_at), u.typed_in, u.answer, extract(epoch from u.answered_at), u.answered_by, u.answer_words,
        extract(epoch from u.done_at), u.done_by, u.done_words, extract(epoch from u.ended_at), u.ended_by, u.ended_how,
        u.ended_why, u.proposed_id, u.minor_id, u.street_id)::text, 'UTF8')), 'hex')
$$;

create or replace function gridroom.escalation_hash(e gridroom.case_escalation)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select encode(sha256(convert_to(jsonb_build_array(
        e.escalation_no, e.case_id, e.from_level, e.to_level, extract(epoch from e.sent_at), e.sent_by, e.reason, e.agreed_by,
        extract(epoch from e.receive_by), extract(epoch from e.received_at), e.received_by, e.receiver, e.receipt_number,
        extract(epoch from e.returned_at), e.returned_by, e.answer)::text, 'UTF8')), 'hex')
$$;

-- What a step says of the units that it wrote.
create or replace function gridroom.told_units(numbers bigint[])
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select jsonb_build_object('units', coalesce(jsonb_object_agg(u.unit_no, unit_hash(u)), '{}'))
    from case_unit u where u.unit_no = any (numbers)
$$;

-- The day in the room's zone; in views, hence security definer.
create or replace function gridroom.local_day(at timestamptz)
returns date language sql stable security definer set search_path = gridroom, pg_temp as $$
    select (at at time zone time_zone())::date
$$;

-- The names of departments, as a step keeps them for whoever reads it later.
create or replace function gridroom.department_names(departments integer[])
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select coalesce(jsonb_agg(d.name order by array_position(departments, d.department_id)), '[]')
    from department d where d.department_id = any (departments)
$$;

-- The case as the board and row security show its units.
create or replace function gridroom.with_units(c gridroom.case_file)
returns gridroom.case_file language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    select coalesce(array_agg(distinct u.department_id) filter (where u.part <> 'main'), '{}'),
           count(*) filter (where u.part = 'assist' and u.done_at is null),
           min(u.due_at) filter (where u.part = 'whistled' and u.answer = '')
    into c.seen_by, c.open_parts, c.whistle_due
    from case_unit u where u.case_id = c.case_id and u.ended_at is null;
    return c;
end $$;

-- Departments as they were chosen: known, in use, each once.
create or replace function gridroom.checked_departments(field text, chosen integer[], required boolean default false)
returns integer[] language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    kept integer[];
begin
    select coalesce(array_agg(one order by place), '{}') into kept
    from (select one, min(place) as place from unnest(chosen) with ordinality w(one, place) group by one) o;
    if required and cardinality(kept) = 0 then
        perform refuse('GR004', 'no department was chosen', jsonb_build_object('field', field, 'why', 'empty'));
    end if;
    if cardinality(kept) > 20 then
        perform refuse('GR004', 'more than twenty departments', jsonb_build_object('field', field, 'why', 'out_of_range'));
    end if;
    if exists (select from unnest(kept) k(one) where not exists (
        select from department d where d.department_id = k.one and d.active)) then
        perform refuse('GR004', 'no such department', jsonb_build_object('field', field, 'why', 'unknown'));
    end if;
    return kept;
end $$;

create or replace function gridroom.tell_units(
    c gridroom.case_file, departments integer[], as_part text, demand text default '', due_at timestamptz default null,
    typed_in boolean default false, proposed_id integer default null)
returns bigint[] language sql set search_path = gridroom, pg_temp as $$
    with told as (
        insert into case_unit (case_id, department_id, part, told_at, demand, due_at, typed_in, proposed_id, minor_id, street_id)
        select c.case_id, one, as_part, clock_timestamp(), tell_units.demand, tell_units.due_at, tell_units.typed_in,
               tell_units.proposed_id, c.minor_id, c.street_id
        from unnest(departments) one
        returning unit_no
    )
    select coalesce(array_agg(unit_no), '{}') from told
$$;

-- Lets the case leave those units that take this part and are not among `stay`.
create or replace function gridroom.end_units(c gridroom.case_file, parts text[], how text, why text, stay integer[] default '{}')
returns bigint[] language sql set search_path = gridroom, pg_temp as $$
    with ended as (
        update case_unit u set ended_at = clock_timestamp(), ended_by = session_user, ended_how = how, ended_why = why
        where u.case_id = c.case_id and u.part = any (parts) and u.ended_at is null and u.department_id <> all (stay)
        returning u.unit_no
    )
    select coalesce(array_agg(unit_no), '{}') from ended
$$;

-- Lays the case with a main unit and those that assist it. Those that assist already go on; the others are let go.
create or replace function gridroom.lay_with(
    c gridroom.case_file, step_action text, main integer, assisting integer[], words text, asked uuid, how text, clock text)
returns api.case_answer language plpgsql set search_path = gridroom, api, public, pg_temp as $$
declare
    before text := c.state;
    beside integer[] := array_remove(checked_departments('assisting', assisting), main);
    going  integer[];
    proposed integer;
    wrote  bigint[];
begin
    if main is null or not exists (select from department d where d.department_id = main and d.active) then
        perform refuse('GR004', 'no such department', '{"field": "department_id", "why": "unknown"}');
    end if;
    select coalesce(array_agg(u.department_id), '{}') into going from case_unit u
    where u.case_id = c.case_id and u.part = 'assist' and u.ended_at is null and u.department_id = any (beside);
    select p.department_id into proposed from proposals(c) p where p.rank = 1;
    wrote := end_units(c, '{main}', how, words) || end_units(c, '{assist}', 'released', words, going)
             || end_units(c, '{party}', 'settled', words);
    wrote := wrote || tell_units(c, array[main], 'main', proposed_id => proposed)
             || tell_units(c, array(select unnest(beside) except select unnest(going)), 'assist');
    c.state := 'dispatched';
    c.department_id := main;
    c.level := '';
    c := with_units(c);
    return write_step(c, step_action, before, words, asked,
                      told_units(wrote) || jsonb_strip_nulls(jsonb_build_object('assisting', nullif(department_names(beside), '[]'))),
                      receiver => main, clock => clock);
end $$;

-- assisting: departments that take part under the main one, on the same clock.
create function api.dispatch_case(request_id uuid, case_id bigint, version integer, department_id integer, remark text default '',
                                  assisting integer[] default '{}')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(dispatch_case.request_id, 'dispatch', dispatch_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(dispatch_case.case_id, dispatch_case.version, 'dispatch');
    -- Back to the same department after a return: its clock runs on. Another department starts afresh.
    return lay_with(c, 'dispatch', dispatch_case.department_id, assisting, checked_text('remark', remark, 2000),
                    dispatch_case.request_id, 'reassigned',
                    case when c.state = 'returned' and c.department_id = dispatch_case.department_id then '' else 'handle' end);
end $$;

create function api.take_back_dispatch(request_id uuid, case_id bigint, version integer, reason text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(take_back_dispatch.request_id, 'take_back', take_back_dispatch.case_id);
    c case_file;
    why text := checked_text('reason', reason, 2000);
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(take_back_dispatch.case_id, take_back_dispatch.version, 'take_back');
    if c.opened_at is not null then
        perform refuse('GR008', 'the department has opened the case', jsonb_build_object('at', c.opened_at));
    end if;
    wrote := end_units(c, '{main,assist}', 'taken_back', why);
    c.state := 'registered';
    c.department_id := null;
    c := with_units(c);
    return write_step(c, 'take_back', 'dispatched', why, take_back_dispatch.request_id, told_units(wrote),
                      clock => 'dispatch_again');
end $$;

-- cause: 'wrong_department' counts against the accuracy of dispatching, 'other' does not.
create function api.return_case(request_id uuid, case_id bigint, version integer, reason text, cause text default 'wrong_department')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(return_case.request_id, 'return', return_case.case_id);
    c case_file;
    before text;
    why text := checked_text('reason', reason, 2000, true);
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(return_case.case_id, return_case.version, 'return');
    return_case.cause := coalesce(nullif(return_case.cause, ''), 'wrong_department');
    if return_case.cause not in ('wrong_department', 'other') then
        perform refuse('GR004', 'unknown cause', '{"field": "cause", "why": "unknown"}');
    end if;
    wrote := end_units(c, '{main}', case return_case.cause when 'other' then 'returned' else 'returned_wrong' end, why);
    before := c.state;
    c.state := 'returned';
    c.return_count := c.return_count + 1;
    return write_step(c, 'return', before, why, return_case.request_id,
                      told_units(wrote) || jsonb_build_object('cause', return_case.cause));
end $$;

-- To another main unit, although the one that has it has looked already. The old one is told that it left and why
-- (api.left_case); the new one starts afresh.
create function api.reassign_case(request_id uuid, case_id bigint, version integer, department_id integer, reason text,
                                  assisting integer[] default '{}')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(reassign_case.request_id, 'reassign', reassign_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(reassign_case.case_id, reassign_case.version, 'reassign');
    if c.department_id = reassign_case.department_id then
        perform refuse('GR004', 'the case lies with this department already', '{"field": "department_id", "why": "same"}');
    end if;
    return lay_with(c, 'reassign', reassign_case.department_id, assisting, checked_text('reason', reason, 2000, true),
                    reassign_case.request_id, 'reassigned', 'handle');
end $$;

-- Who assists, anew: those that are missing are let go, those that are new are told.
create function api.change_assisting(request_id uuid, case_id bigint, version integer, assisting integer[], reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(change_assisting.request_id, 'change_assisting', change_assisting.case_id);
    c case_file;
    beside integer[];
    going integer[];
    why text := checked_text('reason', reason, 2000, true);
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(change_assisting.case_id, change_assisting.version, 'change_assisting');
    beside := array_remove(checked_departments('assisting', assisting), c.department_id);
    select coalesce(array_agg(u.department_id), '{}') into going from case_unit u
    where u.case_id = c.case_id and u.part = 'assist' and u.ended_at is null and u.department_id = any (beside);
    wrote := end_units(c, '{assist}', 'released', why, going)
             || tell_units(c, array(select unnest(beside) except select unnest(going)), 'assist', why);
    c := with_units(c);
    return write_step(c, 'change_assisting', c.state, why, change_assisting.request_id,
                      told_units(wrote) || jsonb_build_object('assisting', department_names(beside)));
end $$;

-- The parts of those that assist --------------------------------------------------------------------------------------

create or replace function gridroom.no_open_parts(c gridroom.case_file)
returns void language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    if c.open_parts > 0 then
        perform refuse('GR040', 'a part of an assisting department is not done', (
            select jsonb_build_object('departments', jsonb_agg(d.name order by u.unit_no))
            from case_unit u join department d using (department_id)
            where u.case_id = c.case_id and u.part = 'assist' and u.ended_at is null and u.done_at is null));
    end if;
end $$;

-- Whether this session's department may do this with its own part now. Asked by a view too, hence security definer.
create or replace function gridroom.may_do_part(wanted_case bigint, wanted_action text)
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select exists (
        select from case_unit u
        where u.case_id = wanted_case and u.department_id = my_department() and u.ended_at is null
          and case wanted_action
              when 'accept_part' then u.part = 'assist' and u.answer = '' and u.done_at is null
              when 'answer_whistle' then u.part = 'whistled' and u.answer = ''
              else u.part = 'assist' and u.done_at is null end)
$$;

create or replace function gridroom.do_part(
    asked uuid, of_case bigint, seen_version integer, step_action text, words text)
returns api.case_answer language plpgsql set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    c case_file;
    u case_unit;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    if not may_do_part(of_case, step_action) then
        perform refuse('GR003', 'this department has no such part in the case',
                       jsonb_build_object('action', step_action, 'why', 'no_part'));
    end if;
    update case_unit t set
        answer = case when t.answer = '' and step_action <> 'return_part' then 'accepted' else t.answer end,
        answered_at = case when step_action <> 'return_part' then coalesce(t.answered_at, clock_timestamp()) else t.answered_at end,
        answered_by = case when step_action <> 'return_part' then coalesce(t.answered_by, session_user) else t.answered_by end,
        answer_words = case when step_action = 'accept_part' then words else t.answer_words end,
        done_at = case when step_action = 'finish_part' then clock_timestamp() end,
        done_by = case when step_action = 'finish_part' then session_user end,
        done_words = case when step_action = 'finish_part' then words else '' end,
        ended_at = case when step_action = 'return_part' then clock_timestamp() end,
        ended_by = case when step_action = 'return_part' then session_user end,
        ended_how = case when step_action = 'return_part' then 'returned' else '' end,
        ended_why = case when step_action = 'return_part' then words else '' end
    where t.case_id = of_case and t.department_id = (me()).department_id and t.part = 'assist' and t.ended_at is null
    returning * into u;
    c := with_units(c);
    return write_step(c, step_action, c.state, words, asked, told_units(array[u.unit_no]));
end $$;

create function api.accept_part(request_id uuid, case_id bigint, version integer, remark text default '')
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select do_part(request_id, case_id, version, 'accept_part', checked_text('remark', remark, 2000))
$$;

create function api.finish_part(request_id uuid, case_id bigint, version integer, result text)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select do_part(request_id, case_id, version, 'finish_part', checked_text('result', result, 20000, true))
$$;

create function api.return_part(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select do_part(request_id, case_id, version, 'return_part', checked_text('reason', reason, 2000, true))
$$;

-- Back to the desk, and nobody's duty ----------------------------------------------------------------------------------

-- A dispatcher who gets a case back dispatches it again or hands it to whoever registered it, with all that was filled
-- in; never on to closing (rows 7 and 9).
create function api.send_back_case(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(send_back_case.request_id, 'send_back', send_back_case.case_id);
    c case_file;
    before text;
    why text := checked_text('reason', reason, 2000, true);
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(send_back_case.case_id, send_back_case.version, 'send_back');
    wrote := end_units(c, '{main,assist,party}', 'sent_back', why);
    before := c.state;
    c.state := 'reported';
    c.department_id := null;
    c := with_units(c);
    return write_step(c, 'send_back', before, why, send_back_case.request_id, told_units(wrote) || coalesce((
        select jsonb_build_object('to', s.by_name) from case_step s
        where s.case_id = c.case_id and s.action = 'register' order by s.seq desc limit 1), '{}'), clock => 'register');
end $$;

-- departments: whom it concerns; they see the case and may say what they think in notes. None: nobody is responsible.
create function api.dispute_case(request_id uuid, case_id bigint, version integer, reason text, departments integer[] default '{}')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(dispute_case.request_id, 'dispute', dispute_case.case_id);
    c case_file;
    before text;
    why text := checked_text('reason', reason, 2000, true);
    parties integer[];
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(dispute_case.case_id, dispute_case.version, 'dispute');
    parties := checked_departments('departments', departments);
    wrote := end_units(c, '{main,assist}', 'released', why) || tell_units(c, parties, 'party', why);
    before := c.state;
    c.state := 'disputed';
    c.department_id := null;
    c := with_units(c);
    return write_step(c, 'dispute', before, why, dispute_case.request_id,
                      told_units(wrote) || jsonb_build_object('departments', department_names(parties)), clock => 'dispute');
end $$;

-- The duty chief decides who owns it. Who had it last goes on with the time that was left.
create function api.settle_dispute(request_id uuid, case_id bigint, version integer, department_id integer, reason text,
                                   assisting integer[] default '{}')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(settle_dispute.request_id, 'settle_dispute', settle_dispute.case_id);
    c case_file;
    had integer;
    waits boolean;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(settle_dispute.case_id, settle_dispute.version, 'settle_dispute');
    select u.department_id into had from case_unit u
    where u.case_id = c.case_id and u.part = 'main' order by u.unit_no desc limit 1;
    waits := exists (select from case_clock k where k.case_id = c.case_id and k.name = 'handle' and k.stopped_at is null);
    return lay_with(c, 'settle_dispute', settle_dispute.department_id, assisting, checked_text('reason', reason, 2000, true),
                    settle_dispute.request_id, 'settled',
                    case when waits and had = settle_dispute.department_id then 'rework' else 'handle' end);
end $$;

-- Two departments said that it is not theirs: whose it is has to be decided. Asked by a view, hence security definer.
create or replace function gridroom.is_contested(wanted_case bigint)
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select count(distinct u.department_id) > 1 from case_unit u where u.case_id = wanted_case and u.ended_how = 'returned_wrong'
$$;

-- What left this session's department in the last thirty days, and why: nothing vanishes in silence. No more of the case
-- than its name, because it is theirs no longer. Looks past row security, so it belongs to gridroom_across.
create or replace function gridroom.left_from(department integer)
returns table (case_id bigint, case_number text, subcategory text, part text, left_at timestamptz, left_by text, how text,
               why text, now_with text)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select distinct on (u.case_id) c.case_id, c.case_number, coalesce(m.name, ''), u.part, u.ended_at, coalesce(p.name, u.ended_by),
           u.ended_how, u.ended_why, coalesce(d.name, '')
    from case_unit u
    join case_file c using (case_id)
    left join catalogue_minor m on m.minor_id = c.minor_id
    left join person p on p.login = u.ended_by
    left join department d on d.department_id = c.department_id
    where u.department_id = department and u.ended_at > now() - interval '30 days'
      and c.department_id is distinct from u.department_id and u.department_id <> all (c.seen_by)
    order by u.case_id, u.ended_at desc, u.unit_no desc
$$;

-- The function in the view stays with the owner of the view.
create or replace function gridroom.left_cases()
returns table (case_id bigint, case_number text, subcategory text, part text, left_at timestamptz, left_by text, how text,
               why text, now_with text)
language sql stable security definer set search_path = gridroom, pg_temp as $$
    select * from left_from(case when has_duty('department') then my_department() end)
$$;

reset role;
alter function gridroom.left_from(integer) owner to gridroom_across;
