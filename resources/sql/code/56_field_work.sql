-- Tasks, answers, reports and pictures through a gateway: the worker's own acts, with the gateway named in the step.
-- The session is no person, so what it may touch is asked here: the tasks of that worker and the cases they reported.
set role gridroom_owner;

-- From here on, to the end of the transaction, steps are this worker's (acting_login in 20_case_functions.sql).
create or replace function gridroom.speak_for(asking gridroom.gateway, worker text)
returns gridroom.field_unit language plpgsql set search_path = gridroom, pg_temp as $$
declare
    spoken_for field_unit := worker_of_gateway(asking, checked_text('worker', worker, 63, true));
begin
    perform set_config('gridroom.worker', spoken_for.login, true);
    return spoken_for;
end $$;

-- Open tasks of a worker: asked by name, or of a duty grid that is theirs. Belongs to gridroom_across.
create or replace function gridroom.tasks_of(wanted_login text)
returns setof gridroom.field_task language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select t.* from field_task t
    where t.ended_at is null and clock_timestamp() <= task_expires(t)
      and (t.worker = wanted_login or exists (
          select from person p join area own on own.area_id = p.area_id join area grid on grid.area_id = t.duty_grid_id
          where p.login = wanted_login and p.active and (own.path <@ grid.path or (own.level, own.code) = (grid.level, grid.code))))
$$;

create or replace function gridroom.place_of_case(wanted bigint)
returns point language sql stable security definer set search_path = gridroom, pg_temp as $$
    select position from case_file where case_id = wanted
$$;

create function api.field_tasks(worker text)
returns table (code text, kind text, case_id bigint, words text, asked_at timestamptz, due_at timestamptz, longitude float8, latitude float8)
language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    asking gateway := this_gateway();
    unit field_unit := worker_of_gateway(asking, checked_text('worker', field_tasks.worker, 63, true));
begin
    return query
        select t.code, t.kind, t.case_id, t.words, t.asked_at, t.due_at, p.place[0], p.place[1]
        from tasks_of(unit.login) t, lateral (select place_of_case(t.case_id) as place) p
        order by t.due_at, t.task_id;
end $$;

-- The step that the answer makes. Belongs to gridroom_across: the gateway sees no case.
create or replace function gridroom.answer_for_worker(asked uuid, wanted_task bigint, result text, said text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    task field_task;
    c case_file;
    told jsonb;
begin
    select f.* into c from case_file f join field_task t using (case_id) where t.task_id = wanted_task for update of f;
    select * into task from field_task t where t.task_id = wanted_task for update;
    if task.ended_at is not null then
        perform refuse('GR002', 'this task has ended', jsonb_build_object('state', 'answered', 'action', 'answer_task',
            'at', task.ended_at, 'by', task.answered_by));
    end if;
    told := jsonb_build_object('task', task.code, 'task_kind', task.kind, 'outcome', result, 'late', clock_timestamp() > task.due_at);
    if task.kind = 'confirm' then
        c.state := 'reported';
        c.confirmation := result;
        return write_step(c, 'confirm', 'confirming', said, asked,
                          told || jsonb_build_object('confirmation', result, 'typed_in', false), clock => 'confirmed');
    elsif result = 'passed' then
        c.state := 'verified';
        return write_step(c, 'verify', 'handled', said, asked, told, clock => 'verified');
    elsif result = 'failed' then
        c.state := 'in_rework';
        c.rework_count := c.rework_count + 1;
        return write_step(c, 'rework', 'handled', said, asked, told, receiver => c.department_id, clock => 'rework');
    end if;
    return write_step(c, 'answer_task', c.state, said, asked, told);
end $$;

-- result: exists, absent, unable · passed, failed, unable · done, unable. words: what the worker wrote, may be empty.
create function api.field_answer_task(request_id uuid, worker text, code text, result text, words text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    asking gateway := this_gateway();
    asked uuid := field_answer_task.request_id;
    unit field_unit := speak_for(asking, field_answer_task.worker);
    answer api.case_answer := earlier_answer(asked, coalesce((
        select r.action from request r where r.request_id = asked and r.action in ('confirm', 'verify', 'rework', 'answer_task')),
        'answer_task'), null);
    said text := checked_text('words', field_answer_task.words, 2000);
    wanted text := plain_words(checked_text('code', field_answer_task.code, 20, true));
    task field_task;
begin
    if answer.case_id is not null then return answer; end if;
    if not is_task_code(wanted) then
        perform refuse('GR004', 'this is no code', '{"field": "code", "why": "mistyped"}');
    end if;
    select * into task from tasks_of(unit.login) t where t.code = wanted;
    if task.task_id is null then
        perform refuse('GR005', 'no open task with this code for this worker', '{"what": "task"}');
    end if;
    if result is null or not (setting_value('task_answers') -> task.kind) ? result then
        perform refuse('GR004', 'unknown result', jsonb_build_object('field', 'task_result', 'why', 'unknown', 'kind', task.kind));
    end if;
    return answer_for_worker(asked, task.task_id, result, coalesce(nullif(said, ''),
        setting_value('task_answers') -> task.kind -> result ->> 0));
end $$;

-- The words of a request, which write_step keeps with it; the same id with other words, or for another worker, is refused.
create or replace function gridroom.keep_words(asked uuid, words text[])
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    hash text := encode(sha256(convert_to(array_to_json(words)::text, 'UTF8')), 'hex');
begin
    if exists (select from request r where r.request_id = asked and r.asked_words not in ('', hash)) then
        perform refuse('GR006', 'this request id was used for something else', '{"action": "report", "why": "other_words"}');
    end if;
    perform set_config('gridroom.asked_words', hash, true);
end $$;

-- A worker's report. subcategory: 'component/01/01' as in the catalogue, '' while unknown. original_id: the id in the
-- back end's own books; the same one twice is refused, whatever the request id.
create function api.field_report(
    request_id uuid, worker text, description text, longitude float8 default null, latitude float8 default null,
    place text default '', subcategory text default '', urgency text default 'normal', original_id text default '',
    original_at timestamptz default null)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    asking gateway := this_gateway();
    unit   field_unit := speak_for(asking, field_report.worker);
    answer api.case_answer := earlier_answer(field_report.request_id, 'report', null);
    fresh  case_file;
begin
    perform keep_words(field_report.request_id, array[unit.login, field_report.description, field_report.longitude::text,
        field_report.latitude::text, field_report.place, field_report.subcategory, field_report.urgency, field_report.original_id,
        extract(epoch from field_report.original_at)::text]);
    if answer.case_id is not null then return answer; end if;
    perform checked_urgency(field_report.urgency);
    fresh.description := checked_text('description', field_report.description, 20000, true);
    fresh.place := checked_text('place', field_report.place, 500);
    fresh.source := 'patrol';
    fresh.urgency := field_report.urgency;
    fresh.handling_kind := '';
    fresh.reporter_name := '';
    fresh.reporter_phone := '';
    fresh.keep_secret := false;
    if coalesce(field_report.subcategory, '') <> '' then
        select m.minor_id into fresh.minor_id from catalogue_minor m
        where m.kind || '/' || m.major_code || '/' || m.code = checked_text('subcategory', field_report.subcategory, 100)
          and not m.disabled;
        if fresh.minor_id is null then
            perform refuse('GR004', 'no such class in the catalogue', '{"field": "minor_id", "why": "unknown"}');
        end if;
    end if;
    fresh.origin := 'gateway:' || asking.login;
    fresh.original_id := checked_text('original_id', field_report.original_id, 200);
    fresh.original_at := checked_original(field_report.original_at);
    fresh := placed(fresh, field_report.longitude, field_report.latitude);
    if not fresh.position <@ district_reach() then
        perform refuse('GR004', 'the place is far from the district', '{"field": "position", "why": "far_away"}');
    end if;
    answer := insert_case(fresh, field_report.request_id);
    perform set_config('gridroom.asked_words', '', true);
    return answer;
end $$;

-- A case that this worker reported or has or had a task on, while it is open; locked. Belongs to gridroom_across.
create or replace function gridroom.case_of_worker(wanted_case bigint, wanted_login text)
returns gridroom.case_file language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    c case_file;
begin
    select * into c from case_file f
    where f.case_id = wanted_case and f.is_open
      and (exists (select from case_step s where s.case_id = f.case_id and s.seq = 1 and s.by_login = wanted_login)
           or exists (select from field_task t where t.case_id = f.case_id and (
               t.worker = wanted_login or t.answered_by = wanted_login or t.task_id in (select o.task_id from tasks_of(wanted_login) o))))
    for update;
    if c is null then
        perform refuse('GR005', 'no such case for this worker', '{"what": "case"}');
    end if;
    return c;
end $$;

create function api.field_attach(
    request_id uuid, worker text, case_id bigint, kind text, file_name text, media_type text, bytes bytea,
    taken_at timestamptz default null, longitude float8 default null, latitude float8 default null)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    asking gateway := this_gateway();
    unit   field_unit := speak_for(asking, field_attach.worker);
    answer api.case_answer := earlier_answer(field_attach.request_id, 'attach', field_attach.case_id);
begin
    if answer.case_id is not null then return answer; end if;
    return attach_for_worker(field_attach.request_id, field_attach.case_id, unit.login, field_attach.kind, field_attach.file_name,
        field_attach.media_type, field_attach.bytes, field_attach.taken_at, field_attach.longitude, field_attach.latitude);
end $$;

create or replace function gridroom.attach_for_worker(
    asked uuid, wanted_case bigint, login text, kind text, file_name text, media_type text, bytes bytea, taken_at timestamptz,
    longitude float8, latitude float8)
returns api.case_answer language sql security definer set search_path = gridroom, api, public, pg_temp as $$
    select put_file(case_of_worker(wanted_case, login), asked, kind, file_name, media_type, bytes, taken_at, longitude, latitude)
$$;

reset role;
alter function gridroom.tasks_of(text) owner to gridroom_across;
alter function gridroom.place_of_case(bigint) owner to gridroom_across;
alter function gridroom.answer_for_worker(uuid, bigint, text, text) owner to gridroom_across;
alter function gridroom.case_of_worker(bigint, text) owner to gridroom_across;
alter function gridroom.attach_for_worker(uuid, bigint, text, text, text, text, bytea, timestamptz, float8, float8) owner to gridroom_across;
