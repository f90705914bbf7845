-- What may be read. Views run with the owner's rights, and row security is forced on the owner and keyed on
-- session_user: so a view shows each person their own rows, and a masked column cannot be read around it.
set role gridroom_owner;

create view api.me as
    select p.login, p.name, p.department_id, d.name as department, p.area_id, a.name as area,
           array(select r.rolname::text from pg_roles r
                 where r.rolname like 'gridroom\_%' and r.rolname not in ('gridroom_owner', 'gridroom_across', 'gridroom_person')
                   and pg_has_role(session_user, r.oid, 'member') order by 1) as duties,
           clock_timestamp() as server_time
    from gridroom.person p
    left join gridroom.department d on d.department_id = p.department_id
    left join gridroom.area a on a.area_id = p.area_id
    where p.login = session_user and p.active;

create view api.department as
    select department_id, code, name, parent_id, active from gridroom.department;

create view api.setting as
    select key, value from gridroom.setting;

create view api.transition as
    select action, from_state, to_state, duties, needs, own_department, rank from gridroom.transition;

create view api.schema_stamp as
    select number, name, breaking, applied_at from public.gridroom_schema_stamp where number > 0;

-- One row of the board. cell_code and duty grid are of the version of the grid that the case was filed under.
create view api.case_board as
    select c.case_id, c.case_number, c.version, c.state, c.stage, c.is_open,
           coalesce(m.kind, '') as kind, coalesce(j.name, '') as category, coalesce(m.name, '') as subcategory,
           case when (select gridroom.is_wall_only()) then '' else left(split_part(c.description, E'\n', 1), 80) end as summary,
           c.place, c.area_path::text as area_path, coalesce(s.name, '') as street, coalesce(k.name, '') as community,
           coalesce(g.code, '') as cell_code, c.department_id, coalesce(d.name, '') as department,
           c.source, c.urgency, c.reported_at, c.deadline_at, c.near_at, c.paused_remaining,
           c.rework_count, c.return_count, c.opened_at, c.changed_after_print, c.origin like 'import:%' as imported,
           c.remind_count, c.card, c.reply_due, c.time_request, c.time_approved, c.confirmation, c.time_appeal, c.order_appeal, c.open_parts, c.whistle_due, c.level,
           c.position[0] as longitude, c.position[1] as latitude,
           c.handling_kind, c.closing_kind, c.call_back, c.call_back_count, c.reopen_count,
           array_to_string(c.hand_overs, ' ') as hand_overs, c.receipt_due
    from gridroom.case_file c
    left join gridroom.catalogue_minor m on m.minor_id = c.minor_id
    left join gridroom.catalogue_major j on j.kind = m.kind and j.code = m.major_code
    left join gridroom.area g on g.area_id = c.cell_id
    left join gridroom.area s on s.area_id = c.street_id
    left join gridroom.area k on k.area_id = c.community_id
    left join gridroom.department d on d.department_id = c.department_id;

-- The open ones among these cases, for every workstation after every change: in plpgsql the plan is kept for the
-- session, without which the planner takes four fifths of the 0.9 ms (measured, 20 workstations ask at once).
create function api.board_rows(case_ids bigint[])
returns setof api.case_board language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
begin
    return query select * from api.case_board b where b.is_open and b.case_id = any (board_rows.case_ids);
end $$;

create view api.case_detail as
    select c.case_id, case when (select gridroom.is_wall_only()) then '' else c.description end as description,
           gridroom.masked_name(c.reporter_name, c.keep_secret) as reporter_name,
           gridroom.masked_phone(c.reporter_phone, c.keep_secret) as reporter_phone,
           c.keep_secret, c.minor_id, c.condition_id, coalesce(f.condition, '') as condition,
           coalesce(nullif(c.closing_condition, ''), f.closing_condition, '') as closing_condition,
           c.limit_kind, c.limit_value, coalesce(g.name, '') as cell_name, coalesce(dg.name, '') as duty_grid,
           c.registered_at, c.dispatched_at, c.accepted_at, c.handled_at, c.verified_at, c.closed_at,
           c.original_at, c.origin, c.original_id,
           case when (select gridroom.is_wall_only()) then '' else c.result end as result, c.sheet_number,
           c.reporter_told_at, c.track_count, c.approval_rung, c.approval_refused, gridroom.closing_hindrance(c) as closing_hindrance
    from gridroom.case_file c
    left join gridroom.filing_condition f on f.condition_id = c.condition_id
    left join gridroom.area g on g.area_id = c.cell_id
    left join gridroom.area dg on dg.area_id = g.parent_id and dg.level = 'duty_grid';

create view api.case_step_list as
    -- A wall is not told who: a worker's step, its time and the case's place say where somebody was.
    select s.step_id, s.case_id, s.seq, s.action, s.from_state, s.to_state, s.at,
           case when (select gridroom.is_wall_only()) then '' else s.by_login end as by_login,
           case when (select gridroom.is_wall_only()) then '' else s.by_name end as by_name, s.by_department,
           coalesce(d.name, '') as receiver, case when (select gridroom.is_wall_only()) then '' else s.remark end as remark,
           s.original_at, case when (select gridroom.is_wall_only()) then '{}'
                               else s.detail - '{facts,orders,requests,units,escalations,hand_overs,call_backs,approvals,papers}'::text[] end as detail, s.version
    from gridroom.case_step s
    left join gridroom.department d on d.department_id = s.receiver_id;

create view api.attachment_list as
    select a.attachment_id, a.case_id, a.kind, a.file_name, a.media_type, a.size, encode(a.sha256, 'hex') as sha256,
           a.taken_at, a.added_at, coalesce(p.name, a.added_by) as added_by,
           a.position[0] as longitude, a.position[1] as latitude
    from gridroom.attachment a
    left join gridroom.person p on p.login = a.added_by
    where not (select gridroom.is_wall_only());

create view api.supervision_order_list as
    select o.order_id, o.order_number, o.case_id, c.case_number, o.kind, o.card,
           case when w.wall then '' else o.reason end as reason, case when w.wall then '' else o.demand end as demand,
           o.department_id, coalesce(d.name, '') as department, o.reply_by, o.issued_at,
           coalesce(i.name, o.issued_by) as issued_by, case when w.wall then '' else o.reply end as reply, o.replied_at,
           coalesce(r.name, o.replied_by, '') as replied_by, case when w.wall then '' else o.resolution end as resolution,
           o.resolved_at, coalesce(e.name, o.resolved_by, '') as resolved_by, o.ended_with_case, o.rule,
           case when w.wall then '' else o.appeal end as appeal, o.appealed_at, coalesce(y.name, o.appealed_by, '') as appealed_by,
           o.appeal_outcome, o.appeal_decided_at, coalesce(z.name, o.appeal_decided_by, '') as appeal_decided_by,
           case when w.wall then '' else o.appeal_words end as appeal_words
    from gridroom.supervision_order o
    join gridroom.case_file c on c.case_id = o.case_id
    cross join (select gridroom.is_wall_only() as wall) w
    left join gridroom.department d on d.department_id = o.department_id
    left join gridroom.person i on i.login = o.issued_by
    left join gridroom.person r on r.login = o.replied_by
    left join gridroom.person e on e.login = o.resolved_by
    left join gridroom.person y on y.login = o.appealed_by
    left join gridroom.person z on z.login = o.appeal_decided_by;

create view api.time_request_list as
    select r.request_no, r.case_id, c.case_number, r.kind, case when w.wall then '' else r.reason end as reason, r.until,
           d.name as department, r.asked_at, coalesce(a.name, r.asked_by) as asked_by, r.approved_at,
           coalesce(f.name, r.approved_by, '') as approved_by, r.outcome, r.decided_at,
           coalesce(e.name, r.decided_by, '') as decided_by, case when w.wall then '' else r.decision end as decision
    from gridroom.time_request r
    join gridroom.case_file c on c.case_id = r.case_id
    join gridroom.department d on d.department_id = r.department_id
    cross join (select gridroom.is_wall_only() as wall) w
    left join gridroom.person a on a.login = r.asked_by
    left join gridroom.person f on f.login = r.approved_by
    left join gridroom.person e on e.login = r.decided_by;

create view api.time_appeal_list as
    select a.appeal_id, a.case_id, c.case_number, case when w.wall then '' else a.reason end as reason, d.name as department,
           k.due_at, k.stopped_at, a.asked_at, coalesce(q.name, a.asked_by) as asked_by, a.approved_at,
           coalesce(f.name, a.approved_by, '') as approved_by, a.outcome, a.decided_at,
           coalesce(e.name, a.decided_by, '') as decided_by, case when w.wall then '' else a.decision end as decision
    from gridroom.time_appeal a
    join gridroom.case_file c on c.case_id = a.case_id
    join gridroom.case_clock k on k.clock_id = a.clock_id
    join gridroom.department d on d.department_id = a.department_id
    cross join (select gridroom.is_wall_only() as wall) w
    left join gridroom.person q on q.login = a.asked_by
    left join gridroom.person f on f.login = a.approved_by
    left join gridroom.person e on e.login = a.decided_by;

-- Handling as statistics count it: overtime that an appeal exempted is told apart and stays visible.
create view api.handling_time as
    select k.clock_id, k.case_id, c.department_id, k.started_at, k.stopped_at, k.due_at, k.was_overdue, k.exempt,
           k.was_overdue and not k.exempt as counts_as_overdue
    from gridroom.case_clock k join gridroom.case_file c using (case_id)
    where k.name = 'handle';

create view api.hand_over_list as
    select h.hand_over_no, h.case_id, c.case_number, h.service, case when w.wall then '' else h.told end as told, h.channel,
           case when w.wall then '' else h.words end as words, h.told_at, coalesce(p.name, h.written_by) as written_by,
           h.receipt_due, h.reference, case when w.wall then '' else h.reply end as reply, h.confirmed_at,
           coalesce(q.name, h.confirmed_by, '') as confirmed_by
    from gridroom.hand_over h
    join gridroom.case_file c on c.case_id = h.case_id
    cross join (select gridroom.is_wall_only() as wall) w
    left join gridroom.person p on p.login = h.written_by
    left join gridroom.person q on q.login = h.confirmed_by;

create view api.call_back_list as
    select b.call_back_no, b.case_id, c.case_number, b.round, b.reached, b.responded, b.solved, b.satisfied,
           case when w.wall then '' else b.words end as words, b.called_at, coalesce(p.name, b.called_by) as called_by
    from gridroom.call_back b
    join gridroom.case_file c on c.case_id = b.case_id
    cross join (select gridroom.is_wall_only() as wall) w
    left join gridroom.person p on p.login = b.called_by;

-- Closed cases whose reporter is still to be called, the longest waiting first; the telephone masked as everywhere.
create view api.call_back_due as
    select c.case_id, c.case_number, coalesce(main.closing_kind, c.closing_kind) as closing_kind,
           coalesce(main.closed_at, c.closed_at) as closed_at, c.call_back_count, c.reopen_count,
           case when w.wall then '' else gridroom.masked_name(c.reporter_name, c.keep_secret) end as reporter_name,
           case when w.wall then '' else gridroom.masked_phone(c.reporter_phone, c.keep_secret) end as reporter_phone,
           c.source, c.place, coalesce(m.name, '') as subcategory, coalesce(d.name, '') as department,
           c.merged_into is not null as is_part, case when w.wall then '' else left(split_part(c.description, E'\n', 1), 80) end as summary,
           (select max(b.called_at) from gridroom.call_back b where b.case_id = c.case_id) as last_called_at
    from gridroom.case_file c
    cross join (select gridroom.is_wall_only() as wall) w
    left join gridroom.catalogue_minor m on m.minor_id = c.minor_id
    left join gridroom.case_file main on main.case_id = c.merged_into
    left join gridroom.department d on d.department_id = coalesce(main.department_id, c.department_id)
    where c.call_back = 'due';

create view api.approval_list as
    select a.approval_no, a.case_id, c.case_number, a.ladder, a.rung, a.passed, a.office,
           case when w.wall then '' else a.words end as words, a.written_at, coalesce(p.name, a.written_by) as written_by
    from gridroom.approval a
    join gridroom.case_file c on c.case_id = a.case_id and c.approval_ladder = a.ladder
    cross join (select gridroom.is_wall_only() as wall) w
    left join gridroom.person p on p.login = a.written_by;

-- Who can be asked to confirm a case on the spot or be sent there; for those who may ask.
create view api.confirmer_list as
    select c.case_id, p.login, p.name
    from gridroom.case_file c
    join gridroom.person p on p.active
    join pg_roles r on r.rolname = p.login and pg_has_role(r.oid, 'gridroom_grid_worker', 'member')
    left join gridroom.area a on a.area_id = p.area_id
    where c.is_open and c.area_path <@ coalesce(a.path, ''::ltree)
      and (select gridroom.has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector}'));

-- The moves this person may make on each case they see, the likely next one with the smallest rank.
create view api.allowed_action as
    select c.case_id, t.action,
           case t.to_state when '=' then c.state when '<' then c.state_before_suspension else t.to_state end as to_state,
           t.needs, case when t.action = 'dispute' and c.return_count > 1 and gridroom.is_contested(c.case_id) then 0::smallint
                         -- Calling back is what comes next only where somebody waits for it.
                         when t.action = 'call_back' and c.call_back <> 'due' then 8::smallint
                         else t.rank end as rank
    from gridroom.case_file c
    join gridroom.transition t on t.from_state in (c.state, '*')
    where gridroom.has_any_duty(t.duties)
      and (not t.own_department or c.department_id = (select gridroom.my_department()))
      and not (t.action in ('verify', 'rework', 'close', 'force_close', 'inform_close')
               and coalesce(c.department_id = (select gridroom.my_department())
                            or (select gridroom.my_department()) = any (c.seen_by), false))
      and not (t.action = 'take_back' and c.opened_at is not null)
      and not (t.action = 'resolve_order' and c.card = '')
      and not (t.action = 'reply_to_order' and c.reply_due is null)
      and case t.action
          when 'confirm' then gridroom.may_confirm(c.case_id)
          when 'merge' then c.card = '' and c.report_count = 0
          when 'accept_part' then gridroom.may_do_part(c.case_id, t.action)
          when 'finish_part' then gridroom.may_do_part(c.case_id, t.action)
          when 'return_part' then gridroom.may_do_part(c.case_id, t.action)
          when 'answer_whistle' then gridroom.may_do_part(c.case_id, t.action)
          when 'whistle' then gridroom.may_whistle_on(c.case_id)
          when 'escalate' then c.level is distinct from 'city' and (c.state <> 'escalated' or gridroom.is_received(c.case_id))
          when 'receive_escalation' then gridroom.may_answer_level(c.level) and not gridroom.is_received(c.case_id)
          when 'return_from_level' then gridroom.may_answer_level(c.level) and gridroom.is_received(c.case_id)
          when 'handle' then c.open_parts = 0
          when 'answer_task' then gridroom.has_open_task(c.case_id)
          when 'close' then c.state <> 'registered' or (
              c.handling_kind in ('coordinate', 'approval') and gridroom.closing_hindrance(c) = '')
          when 'dispatch' then c.handling_kind <> 'approval'
          when 'audit_pass' then gridroom.settled_by(c.case_id) is distinct from session_user
          when 'audit_fail' then gridroom.settled_by(c.case_id) is distinct from session_user
          when 'approve_rung' then c.handling_kind = 'approval' and c.approval_rung < 4 and not c.approval_refused
          when 'confirm_hand_over' then c.receipt_due is not null
          when 'reopen' then c.department_id is not null
          when 'reopen_report' then c.department_id is null
          when 'ask_extension' then c.time_request = '' and c.deadline_at > now() and not exists (
              select from gridroom.case_clock k where k.clock_id = c.clock_id and k.added_limits >= 2)
          when 'ask_deferral' then c.time_request = '' and c.deadline_at > now()
          when 'approve_request' then c.time_request <> '' and not c.time_approved
          when 'grant_extension' then c.time_request = 'extension' and c.time_approved
          when 'grant_deferral' then c.time_request = 'deferral' and c.time_approved
          when 'refuse_request' then c.time_request <> ''
          when 'withdraw_request' then c.time_request <> ''
          when 'rule' then false
          when 'appeal_order' then c.card <> '' and gridroom.has_order_to_appeal(c.case_id)
          when 'decide_order_appeal' then c.order_appeal
          when 'appeal_time' then c.time_appeal = '' and gridroom.was_handled_late(c.case_id)
          when 'approve_appeal' then c.time_appeal = 'pending' and not gridroom.appeal_approved(c.case_id)
          when 'grant_appeal' then c.time_appeal = 'pending' and gridroom.appeal_approved(c.case_id)
          when 'refuse_appeal' then c.time_appeal = 'pending'
          else true end;

-- Who was told of a case, in which part, and what came of it; to a wall no words.
create view api.case_unit_list as
    select u.unit_no, u.case_id, u.department_id, d.name as department, u.part, u.told_at, coalesce(t.name, u.told_by) as told_by,
           case when w.wall then '' else u.demand end as demand, u.due_at, u.typed_in, u.answer, u.answered_at,
           coalesce(a.name, u.answered_by, '') as answered_by, case when w.wall then '' else u.answer_words end as answer_words,
           u.done_at, coalesce(f.name, u.done_by, '') as done_by, case when w.wall then '' else u.done_words end as done_words,
           u.ended_at, coalesce(e.name, u.ended_by, '') as ended_by, u.ended_how,
           case when w.wall then '' else u.ended_why end as ended_why
    from gridroom.case_unit u
    join gridroom.department d on d.department_id = u.department_id
    cross join (select gridroom.is_wall_only() as wall) w
    left join gridroom.person t on t.login = u.told_by
    left join gridroom.person a on a.login = u.answered_by
    left join gridroom.person f on f.login = u.done_by
    left join gridroom.person e on e.login = u.ended_by;

-- The way up of a case, level by level.
create view api.escalation_list as
    select e.escalation_no, e.case_id, e.from_level, e.to_level, e.sent_at, coalesce(s.name, e.sent_by) as sent_by,
           case when w.wall then '' else e.reason end as reason, case when w.wall then '' else e.agreed_by end as agreed_by,
           e.receive_by, e.received_at, coalesce(r.name, e.received_by, '') as received_by,
           case when w.wall then '' else e.receiver end as receiver, e.receipt_number, e.returned_at,
           coalesce(b.name, e.returned_by, '') as returned_by, case when w.wall then '' else e.answer end as answer
    from gridroom.case_escalation e
    cross join (select gridroom.is_wall_only() as wall) w
    left join gridroom.person s on s.login = e.sent_by
    left join gridroom.person r on r.login = e.received_by
    left join gridroom.person b on b.login = e.returned_by;

-- For a department: what it no longer has, and why.
create view api.left_case as
    select case_id, case_number, subcategory, part, left_at, left_by, how, why, now_with from gridroom.left_cases();

create view api.stage_count as
    select c.stage, count(*)::integer as open_count,
           count(*) filter (where c.deadline_at <= now())::integer as overdue_count
    from gridroom.case_file c where c.is_open group by c.stage;

create view api.disclosure_list as
    select x.disclosure_id, x.case_id, c.case_number, x.login, x.at, x.reason
    from gridroom.disclosure x join gridroom.case_file c on c.case_id = x.case_id
    where gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief}');

reset role;
