-- Tasks for field staff: confirm (核实), verify (核查), urgent (突发). A task is a text with a short code for the worker's
-- group; the answer pasted back with the code closes it and makes the case's step, in one commit (docs/decisions/0038).
-- A confirm task is the text of api.ask_confirmation (28_confirmation.sql), not a second way to ask.
set role gridroom_owner;

insert into gridroom.transition (action, from_state, to_state, duties, needs, own_department, rank)
select m.action, s.state, '=', '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector}'::text[], m.needs, false, 7
from (values ('send_task', '{task_kind,worker}'::text[]), ('answer_task', '{words}')) m(action, needs),
     unnest('{reported,confirming,self_handled,registered,returned,disputed,escalated,dispatched,accepted,in_rework,suspended,deferred,handled,verified}'::text[]) s(state)
on conflict (action, from_state) do update
    set to_state = excluded.to_state, needs = excluded.needs,
        own_department = excluded.own_department, rank = excluded.rank;

insert into gridroom.setting (key, value) values
    -- Longer words are looked for first, so 不存在 is not 存在; a city adds its workers' own.
    ('task_answers', '{
        "confirm": {"exists": ["存在", "属实", "确有", "有此情况", "exists"],
                    "absent": ["不存在", "不属实", "没有发现", "未发现", "无此情况", "没有此情况", "absent"],
                    "unable": ["无法核实", "无法确认", "进不去", "看不到", "unable"]},
        "verify":  {"passed": ["通过", "合格", "已修复", "已整改", "已恢复", "passed"],
                    "failed": ["不通过", "未通过", "不合格", "未修复", "未整改", "未恢复", "没修好", "failed"],
                    "unable": ["无法核查", "无法确认", "进不去", "看不到", "unable"]},
        "urgent":  {"done":   ["已到场", "已处置", "已控制", "已处理", "完成", "done"],
                    "unable": ["无法到场", "无法处置", "未到场", "未处置", "未控制", "未处理", "未完成", "unable"]}}'),
    ('task_rules', '{"expire_hours": 24, "code_rest_days": 14, "urgent_minutes": 30}')
on conflict (key) do nothing;

-- Codes ---------------------------------------------------------------------------------------------------------------

-- 23 letters and digits that are not mistaken for one another when read aloud or typed; a prime number of them, so that
-- one weighted sum finds every single wrong letter and every two that changed places.
create or replace function gridroom.code_alphabet()
returns text language sql immutable parallel safe as $$ select 'ACDEFGHJKMNPRTUWXY34679' $$;

-- The last letter of a code whose other letters these are.
create or replace function gridroom.code_check(head text)
returns text language sql immutable parallel safe set search_path = gridroom, pg_temp as $$
    select substr(code_alphabet(), (sum((n + 1) * (position(substr(head, n, 1) in code_alphabet()) - 1)) % 23)::integer + 1, 1)
    from generate_series(1, length(head)) n
$$;

create or replace function gridroom.is_task_code(token text)
returns boolean language sql immutable parallel safe set search_path = gridroom, pg_temp as $$
    select token ~ '^[ACDEFGHJKMNPRTUWXY34679]{4,5}$' and token ~ '[A-Z]'
       and right(token, 1) = code_check(left(token, -1))
$$;

-- Upper case, full-width forms as plain ones: as people paste.
create or replace function gridroom.plain_words(words text)
returns text language sql immutable parallel safe as $$
    select upper(translate(words,
        '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
        '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ'))
$$;

-- A code that no open task has and none had lately; four letters, five when those are nearly used up. Belongs to
-- gridroom_across: a code is free of all, not of those that one person sees.
create or replace function gridroom.new_task_code()
returns text language plpgsql volatile security definer set search_path = gridroom, public, pg_temp as $$
declare
    rest interval := coalesce((setting_value('task_rules') ->> 'code_rest_days')::numeric, 14) * interval '1 day';
    head text;
begin
    perform pg_advisory_xact_lock(7013);  -- two tasks at once do not find the same one free
    for attempt in 1..200 loop
        select string_agg(substr(code_alphabet(), floor(random() * 23)::integer + 1, 1), '') into head
        from generate_series(1, case when attempt <= 60 then 3 else 4 end);
        head := head || code_check(head);
        if is_task_code(head) and not exists (
            select from field_task t where t.code = head and (t.ended_at is null or t.ended_at > clock_timestamp() - rest)) then
            return head;
        end if;
    end loop;
    perform refuse('GR004', 'there is no free code', '{"field": "code", "why": "exists"}');
end $$;

-- Sending -------------------------------------------------------------------------------------------------------------

-- Who is asked, for a step and a task: a grid worker who sees the case, or with '' the duty grid in which it lies. Null
-- when there is nobody.
create or replace function gridroom.task_receiver(c gridroom.case_file, worker text)
returns jsonb language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    if coalesce(worker, '') = '' then
        return (select jsonb_build_object('duty_grid_id', g.area_id, 'asked', g.name)
                from area cell join area g on g.area_id = cell.parent_id and g.level = 'duty_grid' where cell.area_id = c.cell_id);
    elsif can_confirm(c, worker) then
        return (select jsonb_build_object('worker', p.login, 'asked', p.name) from person p where p.login = worker);
    end if;
    return null;
end $$;

-- What goes into the group: place, class, what to do, until when, the code. No description and nothing of the reporter:
-- a group is read by many. Long runs of digits in what was typed are somebody's number.
create or replace function gridroom.task_text(c gridroom.case_file, task_kind text, task_code text, remark text, due timestamptz)
returns text language sql stable set search_path = gridroom, public, pg_temp as $$
    select concat_ws(E'\n',
        format('【%s】%s', case task_kind when 'confirm' then '核实' when 'verify' then '核查' else '突发' end, task_code),
        '地点: ' || coalesce(nullif(regexp_replace(c.place, '\d{7,}', '***', 'g'), ''), cell.name, '见下'),
        '位置: ' || nullif(concat_ws(' · ', k.name, grid.name, cell.name), ''),
        '坐标: ' || round(c.position[0]::numeric, 6) || ',' || round(c.position[1]::numeric, 6),
        '事项: ' || coalesce(j.name || ' · ' || m.name, '待现场判定'),
        '要求: ' || case task_kind when 'confirm' then '到现场看是否存在, 拍近景远景'
                              when 'verify' then '到现场看是否已处置好, 拍处置后照片'
                              else '立即到现场先行处置, 随时报告' end,
        '说明: ' || nullif(regexp_replace(remark, '\d{7,}', '***', 'g'), ''),
        '时限: ' || to_char(due at time zone time_zone(), 'MM-DD HH24:MI') || ' 前',
        '回复: ' || task_code || ' ' || case task_kind when 'confirm' then '存在 / 不存在 / 无法核实'
                                             when 'verify' then '通过 / 不通过 / 无法核查'
                                             else '已处置 / 无法处置' end || ', 再加说明')
    from (select 1) one
    left join area cell on cell.area_id = c.cell_id
    left join area grid on grid.area_id = cell.parent_id and grid.level = 'duty_grid'
    left join area k on k.area_id = c.community_id
    left join catalogue_minor m on m.minor_id = c.minor_id
    left join catalogue_major j on j.kind = m.kind and j.code = m.major_code
$$;

create or replace function gridroom.put_task(c gridroom.case_file, task_kind text, task_code text, receiver jsonb, remark text,
                                             stamp timestamptz, due timestamptz)
returns void language sql set search_path = gridroom, public, pg_temp as $$
    insert into field_task (code, kind, case_id, worker, duty_grid_id, asked, words, asked_at, due_at)
    values (task_code, task_kind, c.case_id, receiver ->> 'worker', (receiver ->> 'duty_grid_id')::integer, receiver ->> 'asked',
            task_text(c, task_kind, task_code, remark, due), stamp, due)
$$;

-- task_kind: 'confirm' (then this is ask_confirmation), 'verify' (whoever may verify sends for it) or 'urgent'.
-- worker: a login, '' for the case's duty grid.
create function api.send_field_task(request_id uuid, case_id bigint, version integer, task_kind text, worker text default '',
                                    remark text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer;
    c case_file;
    whom jsonb;
    code text;
    due timestamptz;
    stage_limit jsonb;
    said text;
begin
    if task_kind = 'confirm' then
        return api.ask_confirmation(send_field_task.request_id, send_field_task.case_id, send_field_task.version, worker, remark);
    end if;
    answer := earlier_answer(send_field_task.request_id, 'send_task', send_field_task.case_id);
    if answer.case_id is not null then return answer; end if;
    c := take_case(send_field_task.case_id, send_field_task.version, 'send_task');
    if task_kind is null or task_kind not in ('verify', 'urgent') then
        perform refuse('GR004', 'unknown kind of task', '{"field": "task_kind", "why": "unknown"}');
    end if;
    if task_kind = 'verify' then
        perform take_case(c.case_id, c.version, 'verify');  -- the same state, rights and separation of duties
    end if;
    whom := task_receiver(c, worker);
    if whom is null then
        perform refuse('GR004', 'nobody there can be sent', '{"field": "worker", "why": "unknown"}');
    end if;
    said := checked_text('remark', remark, 2000);
    stage_limit := coalesce(case task_kind when 'verify' then setting_value('stage_limits') -> 'verify' end, jsonb_build_object(
        'kind', 'urgent_hour', 'value', coalesce((setting_value('task_rules') ->> 'urgent_minutes')::numeric, 30) / 60));
    due := add_limit(clock_timestamp(), stage_limit ->> 'kind', (stage_limit ->> 'value')::numeric);
    code := new_task_code();
    answer := write_step(c, 'send_task', c.state, said, send_field_task.request_id,
                         whom || jsonb_build_object('task', code, 'task_kind', task_kind, 'due_at', due));
    perform put_task(c, task_kind, code, whom, said, answer.at, due);
    return answer;
end $$;

-- Ending --------------------------------------------------------------------------------------------------------------

-- What became of the case ends its tasks: the step that answers one, or whatever else carried the case on. Runs as the
-- owner of write_step.
create or replace function gridroom.end_tasks()
returns trigger language plpgsql set search_path = gridroom, pg_temp as $$
begin
    update field_task t
    set ended_at = new.at, answered_by = new.by_login, answer = new.remark, gateway = coalesce(new.detail ->> 'gateway', ''),
        outcome = case when new.action = 'confirm' then coalesce(new.detail ->> 'confirmation', 'overtaken')
                       when new.action = 'verify' then 'passed' when new.action = 'rework' then 'failed'
                       when new.action = 'answer_task' then new.detail ->> 'outcome'
                       else 'overtaken' end
    where t.case_id = new.case_id and t.ended_at is null
      and case when new.action = 'answer_task' then t.code = new.detail ->> 'task'
               when t.kind = 'confirm' then new.to_state <> 'confirming'
               when t.kind = 'verify' then new.to_state <> 'handled'
               else new.to_state in ('closed', 'rejected', 'voided', 'merged') end;
    return null;
end $$;
create or replace trigger end_tasks after insert on gridroom.case_step for each row execute function gridroom.end_tasks();

-- Asked by a view too, hence security definer.
create or replace function gridroom.task_expires(t gridroom.field_task)
returns timestamptz language sql stable security definer set search_path = gridroom, pg_temp as $$
    select t.due_at + coalesce((setting_value('task_rules') ->> 'expire_hours')::numeric, 24) * interval '1 hour'
$$;

-- Reading an answer ---------------------------------------------------------------------------------------------------

-- The result that these words tell for this kind of task, or a refusal when they tell none or two.
create or replace function gridroom.task_result(task_kind text, words text)
returns text language plpgsql stable set search_path = gridroom, pg_temp as $$
declare
    rest text := plain_words(words);
    told text[] := '{}';
    one record;
begin
    for one in
        select r.key as result, plain_words(w) as word
        from jsonb_each(setting_value('task_answers') -> task_kind) r, jsonb_array_elements_text(r.value) w
        order by length(w) desc, w
    loop
        if position(one.word in rest) > 0 then
            told := told || one.result;
            rest := replace(rest, one.word, ' ');
        end if;
    end loop;
    told := array(select distinct t from unnest(told) t);
    if cardinality(told) <> 1 then
        perform refuse('GR004', 'these words tell no single result', jsonb_build_object(
            'field', 'task_result', 'why', case when cardinality(told) = 0 then 'empty' else 'ambiguous' end, 'kind', task_kind));
    end if;
    return told[1];
end $$;

-- The one open task whose code stands in these words, among those that this session sees; locked. Belongs to nobody
-- special: row security hides the tasks of others.
create or replace function gridroom.task_in(words text)
returns gridroom.field_task language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    tokens text[] := array(select distinct m[1] from regexp_matches(plain_words(words), '[A-Z0-9]+', 'g') m);
    codes  text[] := array(select t from unnest(tokens) t where is_task_code(t));
    found_ids bigint[];
    task   field_task;
begin
    found_ids := array(select t.task_id from field_task t where t.code = any (codes) and t.ended_at is null);
    if cardinality(found_ids) > 1 then
        perform refuse('GR004', 'these words hold the codes of several tasks', '{"field": "code", "why": "ambiguous"}');
    end if;
    select * into task from field_task t where t.task_id = found_ids[1] for update;
    if task.task_id is null or task.ended_at is not null then  -- answered while we waited for it
        select * into task from field_task t where t.code = any (codes) and t.ended_at is not null order by t.task_id desc limit 1;
        if task.task_id is not null then
            perform refuse('GR002', 'this task has ended', jsonb_build_object(
                'state', case when task.outcome in ('overtaken', 'expired') then task.outcome else 'answered' end,
                'action', 'answer_task', 'at', task.ended_at,
                'by', coalesce((select p.name from person p where p.login = task.answered_by), task.answered_by)));
        elsif cardinality(codes) > 0 then
            perform refuse('GR005', 'no task with this code', '{"what": "task"}');
        end if;
        perform refuse('GR004', 'these words hold no code', jsonb_build_object('field', 'code', 'why', case
            when exists (select from unnest(tokens) t where t ~ '^[A-Z0-9]{4,5}$') then 'mistyped' else 'empty' end));
    end if;
    if clock_timestamp() > task_expires(task) then
        perform refuse('GR002', 'this task has expired', jsonb_build_object(
            'state', 'expired', 'action', 'answer_task', 'at', task_expires(task), 'by', ''));
    end if;
    return task;
end $$;

-- "A7K3 存在 照片已发", pasted or typed by the desk: closes the task and makes the case's step with these words, under the
-- rights of who pastes. Who may confirm, verify or send to rework decides as it does without a task.
create function api.answer_field_task(request_id uuid, words text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    asked uuid := answer_field_task.request_id;
    answer api.case_answer := earlier_answer(asked, coalesce((
        select r.action from request r where r.request_id = asked and r.action in ('confirm', 'verify', 'rework', 'answer_task')),
        'answer_task'), null);
    said text := checked_text('words', answer_field_task.words, 2000, true);
    task field_task;
    c case_file;
    result text;
begin
    if answer.case_id is not null then return answer; end if;
    task := task_in(said);
    result := task_result(task.kind, replace(plain_words(said), task.code, ' '));
    select * into c from case_file f where f.case_id = task.case_id for update;
    if task.kind = 'confirm' then
        return api.confirm_case(asked, c.case_id, c.version, result, said);
    elsif result = 'passed' then
        return api.verify_case(asked, c.case_id, c.version, said);
    elsif result = 'failed' then
        return api.rework_case(asked, c.case_id, c.version, said);
    end if;
    c := take_case(c.case_id, c.version, 'answer_task');
    return write_step(c, 'answer_task', c.state, said, asked, jsonb_build_object(
        'task', task.code, 'task_kind', task.kind, 'outcome', result, 'late', clock_timestamp() > task.due_at));
end $$;

-- What can be read ----------------------------------------------------------------------------------------------------

alter table gridroom.field_task enable row level security;
alter table gridroom.field_task force row level security;
drop policy if exists seen on gridroom.field_task;
create policy seen on gridroom.field_task for all using (exists (
    select from gridroom.case_file c where c.case_id = field_task.case_id)) with check (true);

-- Asked by a view, hence security definer.
create or replace function gridroom.has_open_task(wanted_case bigint)
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select exists (select from field_task t where t.case_id = wanted_case and t.ended_at is null)
$$;

-- The texts are for who sends them; others see that somebody is on the way.
create view api.field_task_list as
    select t.task_id, case when s.sends then t.code else '' end as code, t.kind, t.case_id, c.case_number, t.worker,
           case when w.wall then '' else t.asked end as asked, case when s.sends then t.words else '' end as words,
           t.asked_at, coalesce(b.name, t.asked_by) as asked_by, t.due_at,
           coalesce(t.ended_at, case when e.over then gridroom.task_expires(t) end) as ended_at,
           case when t.outcome = '' and e.over then 'expired' else t.outcome end as outcome,
           case when w.wall then '' else t.answer end as answer,
           case when w.wall then '' else coalesce(a.name, t.answered_by) end as answered_by
    from gridroom.field_task t
    join gridroom.case_file c using (case_id)
    cross join (select gridroom.is_wall_only() as wall) w
    cross join (select gridroom.has_any_duty(
        '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector}') as sends) s
    cross join lateral (select t.ended_at is null and now() > gridroom.task_expires(t) as over) e
    left join gridroom.person b on b.login = t.asked_by
    left join gridroom.person a on a.login = t.answered_by;

reset role;
alter function gridroom.new_task_code() owner to gridroom_across;
