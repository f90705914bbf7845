-- What the papers of one case say: event flow slip (网格排查事件流转单), dispatch slip (派遣单), supervision order (督办单),
-- request for extension, deferral or suspension (延期/缓办/挂账申请表). Codes, not words: the words of the trade are set
-- when the paper is drawn. Moments are the room's (local_moment). Of the reporter stands only what setting
-- 'paper_reporter' allows: 'withheld' (default) nothing, 'masked' as on a screen; of a case kept secret never anything.
set role gridroom_owner;

insert into gridroom.setting (key, value) values ('paper_reporter', '"withheld"') on conflict (key) do nothing;

create or replace function gridroom.name_of(login text)
returns text language sql stable set search_path = gridroom, pg_temp as $$
    select coalesce((select p.name from person p where p.login = name_of.login), login, '')
$$;

create or replace function gridroom.department_name(wanted integer)
returns text language sql stable set search_path = gridroom, pg_temp as $$
    select coalesce((select d.name from department d where d.department_id = wanted), '')
$$;

create or replace function gridroom.paper_reporter(c gridroom.case_file)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select case
        when c.keep_secret then '{"shown": "secret"}'
        when c.reporter_name = '' and c.reporter_phone = '' then '{"shown": "none"}'
        when setting_value('paper_reporter') #>> '{}' = 'masked' then jsonb_build_object('shown', 'masked',
            'name', masked_name(c.reporter_name, false), 'phone', masked_phone(c.reporter_phone, false))
        else '{"shown": "withheld"}' end::jsonb
$$;

-- What stands on every paper of a case.
create or replace function gridroom.paper_head(c gridroom.case_file)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select jsonb_build_object(
        'case_number', c.case_number,
        'district', coalesce((
            select a.name from area a where a.level = 'district' and a.valid_to is null
            order by a.code <> coalesce(setting_value('district_code') #>> '{}', ''), a.area_id limit 1), ''),
        'kind', coalesce(m.kind, ''), 'category', coalesce(j.name || ' · ' || m.name, ''),
        'place', c.place, 'cell_code', coalesce(g.code, ''), 'duty_grid', coalesce(dg.name, ''),
        'street', coalesce(s.name, ''), 'community', coalesce(k.name, ''),
        'description', c.description, 'source', c.source, 'urgent', c.urgency = 'urgent',
        'secret', c.keep_secret, 'reporter', paper_reporter(c),
        'department', department_name(c.department_id),
        'reported_at', local_moment(c.reported_at), 'dispatched_at', local_moment(c.dispatched_at),
        'limit_text', limit_words(c.limit_kind, c.limit_value), 'deadline_at', local_moment(handling_due(c)))
    from (select 1) one
    left join catalogue_minor m on m.minor_id = c.minor_id
    left join catalogue_major j on j.kind = m.kind and j.code = m.major_code
    left join area g on g.area_id = c.cell_id
    left join area dg on dg.area_id = g.parent_id and dg.level = 'duty_grid'
    left join area s on s.area_id = c.street_id
    left join area k on k.area_id = c.community_id
$$;

-- Who has a part in the case now, the main unit first.
create or replace function gridroom.paper_units(of_case bigint)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'department', department_name(u.department_id), 'part', u.part, 'demand', u.demand,
        'told_at', local_moment(u.told_at), 'due_at', local_moment(u.due_at), 'answer', u.answer,
        'done_at', local_moment(u.done_at), 'done_words', u.done_words) order by u.part <> 'main', u.unit_no), '[]')
    from case_unit u where u.case_id = of_case and u.ended_at is null
$$;

-- Whether a stage was late when this step ended it: its clock stopped with the step, or handling was passed on late.
create or replace function gridroom.step_was_late(s gridroom.case_step, c gridroom.case_file)
returns boolean language sql stable set search_path = gridroom, public, pg_temp as $$
    select exists (select from case_clock k where k.case_id = s.case_id and k.stopped_at = s.at and k.was_overdue
                   and k.name <> 'handle')
        or (s.action = 'handle' and c.handled_at = s.at and coalesce(s.at > handling_due(c), false))
$$;

create or replace function gridroom.dispatch_slip_content(c gridroom.case_file)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select paper_head(c) || jsonb_build_object(
        'condition', coalesce((select f.condition from filing_condition f where f.condition_id = c.condition_id), ''),
        'closing_condition', coalesce(nullif(c.closing_condition, ''), (
            select f.closing_condition from filing_condition f where f.condition_id = c.condition_id), ''),
        'handling_kind', c.handling_kind, 'units', paper_units(c.case_id),
        'dispatched_by', coalesce((select s.by_name from case_step s where s.case_id = c.case_id
            and s.action in ('dispatch', 'reassign', 'settle_dispute') order by s.seq desc limit 1), ''),
        'instruction', coalesce((select s.remark from case_step s where s.case_id = c.case_id
            and s.action in ('dispatch', 'reassign', 'settle_dispute') order by s.seq desc limit 1), ''),
        'reports', c.report_count, 'reworked', c.rework_count, 'reopened', c.reopen_count)
    where dispatch_stands(c)
$$;

-- Notes are for the desk and files stand under their own head: neither is a stage of the flow.
create or replace function gridroom.flow_slip_content(c gridroom.case_file)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select paper_head(c) || jsonb_build_object(
        'state', c.state, 'handling_kind', c.handling_kind,
        'grid_head', coalesce((select string_agg(p.name, '、' order by p.login) from person p
            join area dg on dg.area_id = p.area_id and dg.level = 'duty_grid'
            join area g on g.parent_id = dg.area_id and g.area_id = c.cell_id
            join pg_roles r on r.rolname = p.login and pg_has_role(r.oid, 'gridroom_grid_worker', 'member')
            where p.active), ''),
        'suggestion', coalesce((select f.responsible_units from filing_condition f where f.condition_id = c.condition_id), ''),
        'units', paper_units(c.case_id),
        'handler', coalesce((select s.by_name from case_step s where s.case_id = c.case_id and s.action in ('accept', 'handle')
            order by s.seq desc limit 1), ''),
        'accepted_at', local_moment(c.accepted_at), 'result', c.result, 'handled_at', local_moment(c.handled_at),
        'verified_at', local_moment(c.verified_at), 'closing_condition', c.closing_condition,
        'closing_kind', c.closing_kind, 'closed_at', local_moment(c.closed_at),
        'overtime_exempt', c.time_appeal = 'granted',
        'told_at', local_moment(c.reporter_told_at), 'call_back', c.call_back,
        'reports', c.report_count, 'main_case', coalesce((
            select f.case_number from case_file f where f.case_id = c.merged_into), ''),
        'card', c.card, 'orders', (select count(*) from supervision_order o where o.case_id = c.case_id),
        'reworked', c.rework_count, 'returned', c.return_count, 'reopened', c.reopen_count, 'reminded', c.remind_count,
        'hand_overs', to_jsonb(c.hand_overs),
        'approvals', coalesce((select jsonb_agg(jsonb_build_object('rung', a.rung, 'passed', a.passed, 'office', a.office,
            'words', a.words, 'at', local_moment(a.written_at)) order by a.rung)
            from approval a where a.case_id = c.case_id and a.ladder = c.approval_ladder), '[]'),
        'call_backs', coalesce((select jsonb_agg(jsonb_build_object('at', local_moment(b.called_at), 'reached', b.reached,
            'responded', b.responded, 'solved', b.solved, 'satisfied', b.satisfied, 'words', b.words) order by b.call_back_no)
            from call_back b where b.case_id = c.case_id), '[]'),
        'steps', coalesce((select jsonb_agg(jsonb_build_object(
            'seq', s.seq, 'at', local_moment(s.at), 'action', s.action, 'to_state', s.to_state, 'by_name', s.by_name,
            'by_department', s.by_department, 'receiver', department_name(s.receiver_id), 'remark', s.remark,
            'seconds', s.seconds, 'late', step_was_late(s.step, c),
            'automatic', coalesce((s.detail ->> 'automatic')::boolean, false)) order by s.seq)
            from (select t as step, t.seq, t.at, t.action, t.to_state, t.by_name, t.by_department, t.receiver_id, t.remark, t.detail,
                         extract(epoch from t.at - lag(t.at) over (order by t.seq))::bigint as seconds
                  from case_step t where t.case_id = c.case_id and t.action not in ('note', 'attach')) s), '[]'),
        'files', coalesce((select jsonb_agg(jsonb_build_object('attachment_id', a.attachment_id, 'kind', a.kind,
            'file_name', a.file_name, 'media_type', a.media_type, 'sha256', encode(a.sha256, 'hex'),
            'at', local_moment(coalesce(a.taken_at, a.added_at))) order by a.attachment_id)
            from attachment a where a.case_id = c.case_id), '[]'))
$$;

create or replace function gridroom.order_paper_content(c gridroom.case_file, wanted_number text)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select paper_head(c) || jsonb_build_object(
        'order_number', o.order_number, 'order_kind', o.kind, 'card', o.card, 'reason', o.reason, 'demand', o.demand,
        'ordered', department_name(o.department_id), 'reply_by', local_moment(o.reply_by),
        'given_at', local_moment(o.issued_at), 'given_by', case when o.rule = '' then name_of(o.issued_by) else '' end,
        'given_by_department', coalesce((select department_name(p.department_id) from person p
                                         where p.login = o.issued_by and o.rule = ''), ''),
        'by_rule', o.rule <> '',
        'reply', o.reply, 'replied_at', local_moment(o.replied_at), 'replied_by', name_of(o.replied_by),
        'resolution', o.resolution, 'resolved_at', local_moment(o.resolved_at), 'resolved_by', name_of(o.resolved_by),
        'ended_with_case', o.ended_with_case,
        'appeal', o.appeal, 'appealed_at', local_moment(o.appealed_at), 'appealed_by', name_of(o.appealed_by),
        'appeal_outcome', o.appeal_outcome, 'appeal_words', o.appeal_words,
        'appeal_decided_at', local_moment(o.appeal_decided_at), 'appeal_decided_by', name_of(o.appeal_decided_by))
    from supervision_order o where o.case_id = c.case_id and o.order_number = wanted_number
$$;

-- running: the step that is being written now, which the history does not have yet.
create or replace function gridroom.request_paper_content(
    c gridroom.case_file, wanted bigint, running_action text default '', running_remark text default '')
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select paper_head(c) || jsonb_build_object(
        'request_kind', r.kind, 'asked_department', department_name(r.department_id), 'asked_by', name_of(r.asked_by),
        'asked_at', local_moment(r.asked_at), 'reason', r.reason, 'until', local_moment(r.until),
        'ordinal', (select count(*) from time_request t where t.case_id = r.case_id and t.kind = r.kind
                    and t.request_no <= r.request_no),
        -- The due time under which it was asked: what its first edition said.
        'due_before', coalesce((select p.content -> 'due_before' from paper p where p.case_id = r.case_id
            and p.kind = 'request' and p.subject = 'T' || r.request_no and p.sequence = 1),
            case when r.outcome = 'pending' then to_jsonb(local_moment(handling_due(c))) end),
        'approved_at', local_moment(r.approved_at), 'approved_by', name_of(r.approved_by),
        'approved_words', case when running_action = 'approve_request' then running_remark else coalesce((
            select s.remark from case_step s where s.case_id = r.case_id and s.action = 'approve_request'
            and s.detail -> 'requests' ? r.request_no::text order by s.seq desc limit 1), '') end,
        'outcome', r.outcome, 'decided_at', local_moment(r.decided_at), 'decided_by', name_of(r.decided_by),
        'decision', r.decision)
    from time_request r where r.case_id = c.case_id and r.request_no = wanted
$$;

create or replace function gridroom.suspension_paper_content(
    c gridroom.case_file, why text, until timestamptz, at timestamptz, by_name text, ordinal bigint)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select paper_head(c) || jsonb_build_object(
        'request_kind', 'suspension', 'asked_department', department_name(c.department_id), 'asked_by', '',
        'asked_at', local_moment(at), 'reason', why, 'until', local_moment(until), 'ordinal', ordinal,
        'due_before', null, 'approved_at', null, 'approved_by', '', 'approved_words', '',
        'outcome', 'granted', 'decided_at', local_moment(at), 'decided_by', by_name, 'decision', '')
$$;

create or replace function gridroom.paper_number(kind text, c gridroom.case_file, subject text, content jsonb)
returns text language sql stable set search_path = gridroom, public, pg_temp as $$
    select case kind when 'flow' then 'LZ-' || c.case_number when 'dispatch' then 'PD-' || c.case_number
                     when 'order' then subject
                     else case content ->> 'request_kind' when 'extension' then 'YQ-' when 'deferral' then 'HB-' else 'GZ-' end
                          || c.case_number || '-' || (content ->> 'ordinal') end
$$;

-- What this paper says now; null where there is no such paper.
create or replace function gridroom.paper_content(kind text, of_case bigint, subject text)
returns jsonb language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
declare
    c case_file;
    s case_step;
begin
    select * into c from case_file f where f.case_id = of_case;
    if c.case_id is null or (subject = '') <> (kind in ('flow', 'dispatch')) then
        return null;
    elsif kind = 'flow' then
        return flow_slip_content(c);
    elsif kind = 'dispatch' then
        return dispatch_slip_content(c);
    elsif kind = 'order' then
        return order_paper_content(c, subject);
    elsif subject ~ '^T\d{1,18}$' then
        return request_paper_content(c, substr(subject, 2)::bigint);
    elsif subject ~ '^S\d{1,9}$' then
        select * into s from case_step t where t.case_id = of_case and t.seq = substr(subject, 2)::integer and t.action = 'suspend';
        return case when s.step_id is not null then suspension_paper_content(c, s.remark, (s.detail ->> 'until')::timestamptz, s.at,
            s.by_name, (select count(*) from case_step t where t.case_id = of_case and t.action = 'suspend' and t.seq <= s.seq)) end;
    end if;
    return null;
end $$;

reset role;
-- What a paper says does not depend on who asks.
alter function gridroom.paper_content(text, bigint, text) owner to gridroom_across;
revoke all on function gridroom.paper_content(text, bigint, text) from public;
grant execute on function gridroom.paper_content(text, bigint, text) to gridroom_owner;
