-- Confirming before registering: a grid worker, or the duty grid in which the case lies, is asked whether it is so.
-- Meanwhile the clock of registering rests and one of confirming runs (docs/decisions/0021). Who was asked stands in
-- the step that asked, and in the task that it sends (54_field_tasks.sql).
set role gridroom_owner;

-- Grid workers who see this case, so that they can answer.
create or replace function gridroom.can_confirm(c gridroom.case_file, wanted_login text)
returns boolean language sql stable set search_path = gridroom, public, pg_temp as $$
    select exists (
        select from person p
        join pg_roles r on r.rolname = p.login and pg_has_role(r.oid, 'gridroom_grid_worker', 'member')
        left join area a on a.area_id = p.area_id
        where p.login = wanted_login and p.active and c.area_path <@ coalesce(a.path, ''::ltree))
$$;

-- Whether this session may give the answer: who was asked by name, a worker of the duty grid that was asked, or the
-- desk that types in what it was told. Asked by a view too, hence security definer.
create or replace function gridroom.may_confirm(wanted_case bigint)
returns boolean language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select has_any_duty('{gridroom_call_taker,gridroom_duty_chief}') or exists (
        select from (
            select s.detail from case_step s
            where s.case_id = wanted_case and s.action = 'ask_confirmation' order by s.seq desc limit 1
        ) asked
        where asked.detail ->> 'worker' = session_user
           or exists (
               select from person p
               join area own on own.area_id = p.area_id
               join area grid on grid.area_id = (asked.detail ->> 'duty_grid_id')::integer
               -- by code too: the grid may have been redrawn since this person was given it
               where p.login = session_user and p.active
                 and (own.path <@ grid.path or (own.level, own.code) = (grid.level, grid.code))))
$$;

-- worker: the login of a grid worker; '' asks the duty grid of the case's cell.
create function api.ask_confirmation(request_id uuid, case_id bigint, version integer, worker text default '', remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(ask_confirmation.request_id, 'ask_confirmation', ask_confirmation.case_id);
    c case_file;
    whom jsonb;
    code text;
    said text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(ask_confirmation.case_id, ask_confirmation.version, 'ask_confirmation');
    whom := task_receiver(c, worker);
    if whom is null then
        perform refuse('GR004', 'nobody there can confirm this case', '{"field": "worker", "why": "unknown"}');
    end if;
    c.state := 'confirming';
    c.confirmation := '';
    said := checked_text('remark', remark, 2000);
    code := new_task_code();
    answer := write_step(c, 'ask_confirmation', 'reported', said, ask_confirmation.request_id,
                         whom || jsonb_build_object('task', code), clock => 'confirm');
    perform put_task(c, 'confirm', code, whom, said, answer.at, answer.deadline_at);
    return answer;
end $$;

create function api.confirm_case(request_id uuid, case_id bigint, version integer, confirmation text, finding text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(confirm_case.request_id, 'confirm', confirm_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(confirm_case.case_id, confirm_case.version, 'confirm');
    if not may_confirm(c.case_id) then
        perform refuse('GR003', 'somebody else was asked', '{"action": "confirm", "why": "not_asked"}');
    end if;
    if confirm_case.confirmation is null or confirm_case.confirmation not in ('exists', 'absent', 'unable') then
        perform refuse('GR004', 'unknown result', '{"field": "confirmation", "why": "unknown"}');
    end if;
    c.state := 'reported';
    c.confirmation := confirm_case.confirmation;
    return write_step(c, 'confirm', 'confirming', checked_text('finding', finding, 2000, true), confirm_case.request_id,
                      jsonb_build_object('confirmation', c.confirmation, 'typed_in', not has_duty('grid_worker')),
                      clock => 'confirmed');
end $$;

reset role;
