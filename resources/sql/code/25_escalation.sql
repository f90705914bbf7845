-- A case goes up, level by level, with a receipt at each and an answer that comes back down (docs/trade.md §1.3 row 22).
-- Two clocks in turn: until it is received, then until it is answered. docs/decisions/0024.
set role gridroom_owner;

create or replace function gridroom.told_escalation(e gridroom.case_escalation)
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select jsonb_build_object('level', e.to_level, 'escalations', jsonb_build_object(e.escalation_no, escalation_hash(e)))
$$;

create or replace function gridroom.level_no(level text)
returns integer language sql immutable set search_path = gridroom, pg_temp as $$
    select array_position(array['duty_grid', 'community', 'street', 'district', 'city'], level)
$$;

-- The level for which this person works: that of their area; without one the district.
create or replace function gridroom.my_level()
returns text language sql stable security definer set search_path = gridroom, pg_temp as $$
    select case when a.level is null then 'district' when a.level = 'grid_cell' then 'duty_grid' else a.level end
    from person p left join area a on a.area_id = p.area_id where p.login = session_user and p.active
$$;

-- The last way up that is still open.
create or replace function gridroom.open_escalation(c gridroom.case_file)
returns gridroom.case_escalation language sql set search_path = gridroom, pg_temp as $$
    select * from case_escalation e where e.case_id = c.case_id and e.returned_at is null order by e.escalation_no desc limit 1
$$;

-- to_level: community, street, district or city. The room may go past a level, people of an area hand on to the next one.
-- agreed_by: who of the street agreed, from the street to the district. receive_by: null takes the city's limit.
create function api.escalate_case(request_id uuid, case_id bigint, version integer, to_level text, reason text,
                                  agreed_by text default '', receive_by timestamptz default null)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(escalate_case.request_id, 'escalate', escalate_case.case_id);
    c case_file;
    e case_escalation;
    before text;
    wrote bigint[];
    stage_limit jsonb := coalesce(setting_value('stage_limits') -> 'escalate', '{"kind": "urgent_hour", "value": 2}');
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(escalate_case.case_id, escalate_case.version, 'escalate');
    before := c.state;
    e := open_escalation(c);
    if e.escalation_no is not null and e.received_at is null then
        perform refuse('GR041', 'the level before has not received it', jsonb_build_object('why', 'not_received', 'level', e.to_level));
    end if;
    e.from_level := coalesce(nullif(c.level, ''), case when my_level() = 'district' then 'duty_grid' else my_level() end);
    if escalate_case.to_level is null or level_no(escalate_case.to_level) is null
       or level_no(escalate_case.to_level) <= level_no(e.from_level) then
        perform refuse('GR004', 'a case goes up to a higher level', '{"field": "to_level", "why": "out_of_range"}');
    end if;
    if my_level() <> 'district' and level_no(escalate_case.to_level) <> level_no(e.from_level) + 1 then
        perform refuse('GR004', 'hand it on to the next level', '{"field": "to_level", "why": "not_next"}');
    end if;
    if e.from_level = 'street' and escalate_case.to_level = 'district' and checked_text('agreed_by', agreed_by, 60) = '' then
        perform refuse('GR010', 'the street has to agree', '{"field": "agreed_by", "why": "empty"}');
    end if;
    if receive_by <= now() or receive_by > now() + interval '366 days' then
        perform refuse('GR004', 'it is to be received within a year', '{"field": "receive_by", "why": "out_of_range"}');
    end if;
    insert into case_escalation (case_id, from_level, to_level, sent_at, reason, agreed_by, receive_by)
    values (c.case_id, e.from_level, escalate_case.to_level, clock_timestamp(), checked_text('reason', reason, 2000, true),
            checked_text('agreed_by', agreed_by, 60), coalesce(escalate_case.receive_by, add_limit(clock_timestamp(),
                stage_limit ->> 'kind', (stage_limit ->> 'value')::numeric)))
    returning * into e;
    wrote := end_units(c, '{main,assist,party}', 'released', e.reason);
    c.state := 'escalated';
    c.level := e.to_level;
    c.department_id := null;
    c := with_units(c);
    return write_step(c, 'escalate', before, e.reason, escalate_case.request_id, told_units(wrote) || told_escalation(e)
                      || jsonb_build_object('from_level', e.from_level, 'receive_by', e.receive_by), clock => 'escalate');
end $$;

-- Whether this session may give the receipt or the answer of the level where the case is: the desk, which types in what
-- it was told, or somebody of that level. Asked by a view too.
create or replace function gridroom.may_answer_level(at_level text)
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select has_any_duty('{gridroom_dispatcher,gridroom_duty_chief}') or my_level() = at_level
$$;

create or replace function gridroom.is_received(wanted_case bigint)
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select e.received_at is not null from case_escalation e where e.case_id = wanted_case order by e.escalation_no desc limit 1
$$;

-- receiver: who received it there. receipt_number: the city's own number, which a case at the city must have.
create function api.receive_escalation(request_id uuid, case_id bigint, version integer, receiver text, receipt_number text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(receive_escalation.request_id, 'receive_escalation', receive_escalation.case_id);
    c case_file;
    e case_escalation;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(receive_escalation.case_id, receive_escalation.version, 'receive_escalation');
    if not may_answer_level(c.level) then
        perform refuse('GR003', 'somebody of that level receives it', '{"action": "receive_escalation", "why": "other_level"}');
    end if;
    e := open_escalation(c);
    if e.received_at is not null then
        perform refuse('GR041', 'it was received already', jsonb_build_object('why', 'received', 'level', e.to_level));
    end if;
    update case_escalation t set received_at = clock_timestamp(), received_by = session_user,
        receiver = checked_text('receiver', receive_escalation.receiver, 60, true),
        receipt_number = checked_text('receipt_number', receive_escalation.receipt_number, 60, e.to_level = 'city')
    where t.escalation_no = e.escalation_no returning * into e;
    return write_step(c, 'receive_escalation', c.state, e.receiver, receive_escalation.request_id, told_escalation(e)
                      || jsonb_strip_nulls(jsonb_build_object('receipt_number', nullif(e.receipt_number, ''),
                             'typed_in', my_level() <> e.to_level)), clock => 'level');
end $$;

-- The answer comes down: the room dispatches again, with what the level said.
create function api.return_from_level(request_id uuid, case_id bigint, version integer, reply text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(return_from_level.request_id, 'return_from_level', return_from_level.case_id);
    c case_file;
    e case_escalation;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(return_from_level.case_id, return_from_level.version, 'return_from_level');
    if not may_answer_level(c.level) then
        perform refuse('GR003', 'somebody of that level answers', '{"action": "return_from_level", "why": "other_level"}');
    end if;
    e := open_escalation(c);
    if e.received_at is null then
        perform refuse('GR041', 'the level has not received it', jsonb_build_object('why', 'not_received', 'level', e.to_level));
    end if;
    update case_escalation t set returned_at = clock_timestamp(), returned_by = session_user,
        answer = checked_text('reply', reply, 20000, true)
    where t.escalation_no = e.escalation_no returning * into e;
    c.state := 'registered';
    c.level := '';
    return write_step(c, 'return_from_level', 'escalated', e.answer, return_from_level.request_id, told_escalation(e)
                      || jsonb_build_object('typed_in', my_level() <> e.to_level), clock => 'dispatch');
end $$;

reset role;
