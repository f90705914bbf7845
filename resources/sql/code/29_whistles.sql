-- A street whistles: it calls departments to one case, with what it wants and when they are to be there; each answers that
-- it came or why it does not (吹哨报到; docs/decisions/0024). The state stays; the departments see the case meanwhile.
set role gridroom_owner;

-- Who speaks for a street: a person whose area is that street (a department or grid worker, the chief on duty there), or
-- the room, which writes down what the street said by telephone.
create or replace function gridroom.may_whistle(c gridroom.case_file)
returns boolean language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select c.street_id is not null and (
        exists (select from person p join area own on own.area_id = p.area_id and own.level = 'street'
                where p.login = session_user and p.active and c.area_path <@ own.path)
        or (has_any_duty('{gridroom_dispatcher,gridroom_duty_chief}') and my_level() = 'district'))
$$;

create or replace function gridroom.may_whistle_on(wanted_case bigint)
returns boolean language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select may_whistle(c) from case_file c where c.case_id = wanted_case
$$;

create function api.whistle_case(request_id uuid, case_id bigint, version integer, departments integer[], demand text,
                                 appear_by timestamptz)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(whistle_case.request_id, 'whistle', whistle_case.case_id);
    c case_file;
    called integer[];
    wants text := checked_text('demand', whistle_case.demand, 2000, true);
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(whistle_case.case_id, whistle_case.version, 'whistle');
    if not may_whistle(c) then
        perform refuse('GR003', 'a street whistles for its own cases', '{"action": "whistle", "why": "not_street"}');
    end if;
    called := checked_departments('departments', departments, true);
    if appear_by is null or appear_by <= now() or appear_by > now() + interval '31 days' then
        perform refuse('GR004', 'they are to be there within a month', '{"field": "appear_by", "why": "out_of_range"}');
    end if;
    if exists (select from case_unit u where u.case_id = c.case_id and u.part = 'whistled' and u.answer = ''
               and u.ended_at is null and u.department_id = any (called)) then
        perform refuse('GR004', 'one of them was whistled and has not answered', '{"field": "departments", "why": "exists"}');
    end if;
    wrote := end_units(c, '{whistled}', 'settled', wants, array(select d.department_id from department d
                                                                where d.department_id <> all (called)))
             || tell_units(c, called, 'whistled', wants, appear_by, my_level() = 'district');
    c := with_units(c);
    return write_step(c, 'whistle', c.state, wants, whistle_case.request_id,
                      told_units(wrote) || jsonb_build_object('departments', department_names(called), 'appear_by', appear_by));
end $$;

-- whistle_answer: 'arrived', or 'refused' with the reason in remark. A department that refuses sees the case no more.
create function api.answer_whistle(request_id uuid, case_id bigint, version integer, whistle_answer text, remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(answer_whistle.request_id, 'answer_whistle', answer_whistle.case_id);
    c case_file;
    u case_unit;
    words text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(answer_whistle.case_id, answer_whistle.version, 'answer_whistle');
    if not may_do_part(c.case_id, 'answer_whistle') then
        perform refuse('GR003', 'this department was not whistled, or has answered',
                       '{"action": "answer_whistle", "why": "no_part"}');
    end if;
    if whistle_answer is null or whistle_answer not in ('arrived', 'refused') then
        perform refuse('GR004', 'unknown answer', '{"field": "whistle_answer", "why": "unknown"}');
    end if;
    words := checked_text('remark', remark, 2000, whistle_answer = 'refused');
    update case_unit t set answer = whistle_answer, answered_at = clock_timestamp(), answered_by = session_user,
        answer_words = words, ended_at = case when whistle_answer = 'refused' then clock_timestamp() end,
        ended_by = case when whistle_answer = 'refused' then session_user end,
        ended_how = case when whistle_answer = 'refused' then 'refused' else '' end,
        ended_why = case when whistle_answer = 'refused' then words else '' end
    where t.case_id = c.case_id and t.department_id = (me()).department_id and t.part = 'whistled' and t.answer = ''
      and t.ended_at is null
    returning * into u;
    c := with_units(c);
    return write_step(c, 'answer_whistle', c.state, words, answer_whistle.request_id,
                      told_units(array[u.unit_no]) || jsonb_build_object('whistle_answer', whistle_answer,
                          'late', u.answered_at > u.due_at));
end $$;

-- How often departments were whistled, came, came late, refused, and owe an answer; by day and street.
create view api.whistle_count as
    select gridroom.local_day(u.told_at) as day, coalesce(s.name, '') as street,
           d.name as department, count(*)::integer as whistled,
           (count(*) filter (where u.answer = 'arrived'))::integer as arrived,
           (count(*) filter (where u.answer = 'arrived' and u.answered_at > u.due_at))::integer as late,
           (count(*) filter (where u.answer = 'refused'))::integer as refused,
           (count(*) filter (where u.answer = '' and u.due_at <= now()))::integer as overdue
    from gridroom.case_unit u
    join gridroom.department d on d.department_id = u.department_id
    left join gridroom.area s on s.area_id = u.street_id
    where u.part = 'whistled'
    group by 1, 2, 3;

reset role;
