-- What write_step does for every case beside its state: how it was closed, what may not close yet, who is to be called
-- back, and the clock of a reopened one; and the proof of the tables of this slice (docs/decisions/0026, 0027).
--
-- GR050 not as this kind of handling demands {why: reporter_not_told | not_tracked | approval_open | approval | over}
set role gridroom_owner;

-- What the kind of handling still demands before the case may be closed, '' when nothing. Asked by a view too.
create or replace function gridroom.closing_hindrance(c gridroom.case_file)
returns text language sql immutable set search_path = gridroom, public, pg_temp as $$
    select case
        when c.handling_kind = 'coordinate' and c.reporter_told_at is null then 'reporter_not_told'
        when c.handling_kind = 'emergency' and c.track_count = 0 then 'not_tracked'
        when c.handling_kind = 'approval' and c.approval_rung < 4 and not c.approval_refused then 'approval_open'
        else '' end
$$;

-- Whether whoever reported a case that closes like this is to be called back: setting call_back.
create or replace function gridroom.call_back_wanted(c gridroom.case_file)
returns boolean language sql stable set search_path = gridroom, public, pg_temp as $$
    select coalesce((
        select not coalesce(s.rule -> 'without' ? c.closing_kind, false)
               and (coalesce(s.rule -> 'always' ? c.source, false)
                    or (coalesce(s.rule -> 'sources' ? c.source, false) and c.reporter_phone <> ''))
        from (select setting_value('call_back') as rule) s), false)
$$;

-- Part of write_step, before the row is written.
create or replace function gridroom.aftercare(moved gridroom.case_file, step_action text, from_state text, stamp timestamptz)
returns gridroom.case_file language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    hindrance text;
begin
    if moved.handling_kind = 'emergency' and moved.urgency <> 'urgent' then
        perform refuse('GR004', 'an emergency is urgent', '{"field": "urgency", "why": "emergency"}');
    end if;
    if moved.handling_kind = 'approval' and moved.department_id is not null then
        perform refuse('GR050', 'an approval matter goes up its ladder, not to a department', '{"why": "approval"}');
    end if;
    if step_action in ('answer', 'inform_close', 'tell_reporter') then
        moved.reporter_told_at := stamp;
    end if;
    if moved.state = 'closed' and from_state <> 'closed' then
        hindrance := closing_hindrance(moved);
        if hindrance <> '' and step_action <> 'force_close' then
            perform refuse('GR050', 'the kind of handling demands more before it closes',
                           jsonb_build_object('why', hindrance, 'rung', moved.approval_rung));
        end if;
        moved.closing_kind := case step_action when 'answer' then 'answered' when 'audit_pass' then 'self_handled'
                                  when 'force_close' then 'forced' when 'inform_close' then 'informed' else 'normal' end;
        moved.call_back := case when call_back_wanted(moved) then 'due' else '' end;
        moved.call_back_count := 0;
    elsif from_state = 'closed' and moved.state <> 'closed' then
        moved.closing_kind := '';
        moved.call_back := '';
        moved.call_back_count := 0;
        moved.reporter_told_at := null;
        moved.track_count := 0;
    end if;
    if from_state = 'merged' and moved.state <> 'merged' then
        moved.call_back := '';
        moved.call_back_count := 0;
    end if;
    if is_ended(moved.state) then
        moved.receipt_due := null;
    end if;
    return moved;
end $$;

-- Every report that is part of a case has its own caller, who is owed a call when the case was closed and no more when
-- it is open again. Part of write_step.
create or replace function gridroom.owe_merged_callers(main gridroom.case_file)
returns void language sql set search_path = gridroom, public, pg_temp as $$
    update case_file r
    set call_back = case when main.state = 'closed' and call_back_wanted(r) then 'due' else '' end, call_back_count = 0
    where r.merged_into = main.case_id and r.state = 'merged'
$$;

-- Gives the case its kind of handling. An approval matter starts its ladder anew.
create or replace function gridroom.with_handling(c gridroom.case_file, kind text)
returns gridroom.case_file language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    if kind is null or kind not in ('', 'general', 'coordinate', 'emergency', 'approval') then
        perform refuse('GR004', 'unknown kind of handling', '{"field": "handling_kind", "why": "unknown"}');
    end if;
    if kind = 'approval' and c.handling_kind is distinct from 'approval' then
        -- Information only: nobody is sent out for it.
        if c.state not in ('reported', 'confirming', 'registered') then
            perform refuse('GR004', 'the case was dispatched already', '{"field": "handling_kind", "why": "dispatched"}');
        end if;
        c.approval_ladder := coalesce(c.approval_ladder, 0) + 1;
        c.approval_rung := 0;
        c.approval_refused := false;
    end if;
    if kind = 'emergency' then
        c.urgency := 'urgent';
    end if;
    c.handling_kind := kind;
    return c;
end $$;

-- A reopened case goes on with the time that its department had left: what lies between counts for nobody
-- (a reopening keeps the clock running, docs/trade.md §1.4). Part of run_clocks.
create or replace function gridroom.reopen_clock(c gridroom.case_file, stamp timestamptz)
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    handling case_clock;
begin
    perform stop_clock(k.clock_id, stamp) from case_clock k where k.case_id = c.case_id and k.stopped_at is null;
    select * into handling from case_clock k
    where k.case_id = c.case_id and k.name = 'handle' order by k.clock_id desc limit 1 for update;
    if handling.clock_id is null then
        perform start_clock(c.case_id, 'handle', c.limit_kind, c.limit_value, stamp);
        return;
    end if;
    insert into clock_pause (clock_id, paused_at, resumed_at, reason)
    values (handling.clock_id, handling.stopped_at, stamp, 'closed');
    update case_clock set stopped_at = null, was_overdue = null where clock_id = handling.clock_id;
    perform show_clock(handling.clock_id);
end $$;

create or replace function gridroom.hand_over_hash(h gridroom.hand_over)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select encode(sha256(convert_to(jsonb_build_array(
        h.hand_over_no, h.case_id, h.service, h.told, h.channel, h.words, extract(epoch from h.told_at),
        extract(epoch from h.written_at), h.written_by, extract(epoch from h.receipt_due), h.reference, h.reply,
        extract(epoch from h.confirmed_at), h.confirmed_by)::text, 'UTF8')), 'hex')
$$;

create or replace function gridroom.call_back_hash(b gridroom.call_back)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select encode(sha256(convert_to(jsonb_build_array(
        b.call_back_no, b.case_id, b.round, b.reached, b.responded, b.solved, b.satisfied, b.words,
        extract(epoch from b.called_at), b.called_by)::text, 'UTF8')), 'hex')
$$;

create or replace function gridroom.approval_hash(a gridroom.approval)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select encode(sha256(convert_to(jsonb_build_array(
        a.approval_no, a.case_id, a.ladder, a.rung, a.passed, a.office, a.words, extract(epoch from a.written_at),
        a.written_by)::text, 'UTF8')), 'hex')
$$;

-- Part of broken_links: what of this slice is not as the steps that wrote it say.
create or replace function gridroom.aftercare_faults()
returns table (case_id bigint, seq integer, problem text) language sql stable
set search_path = gridroom, public, pg_temp as $$
    with told as (
        select distinct on (w.what, h.key) s.case_id, s.seq, w.what, h.key::bigint as no, h.value as hash
        from case_step s
        cross join (values ('hand_overs'), ('call_backs'), ('approvals')) w(what)
        cross join lateral jsonb_each_text(s.detail -> w.what) h
        where s.action in ('hand_over', 'confirm_hand_over', 'call_back', 'approve_rung')
        order by w.what, h.key, s.seq desc
    ), kept as (
        select 'hand_overs' as what, h.hand_over_no as no, h.case_id, hand_over_hash(h) as hash from hand_over h
        union all
        select 'call_backs', b.call_back_no, b.case_id, call_back_hash(b) from call_back b
        union all
        select 'approvals', a.approval_no, a.case_id, approval_hash(a) from approval a
    )
    select coalesce(t.case_id, k.case_id), coalesce(t.seq, 0), case
        when t.no is null then case k.what when 'hand_overs' then 'a hand-over stands beside the history'
            when 'call_backs' then 'a call-back stands beside the history'
            else 'an approval stands beside the history' end
        else case t.what when 'hand_overs' then 'the hand-over is missing or was changed'
            when 'call_backs' then 'the call-back is missing or was changed'
            else 'the approval is missing or was changed' end end
    from told t full join kept k on k.what = t.what and k.no = t.no
    where t.hash is distinct from k.hash or t.case_id is distinct from k.case_id
    union all
    select c.case_id, coalesce(s.seq, 0), 'the kind of handling was changed'
    from case_file c
    left join (
        select distinct on (h.case_id) h.case_id, h.seq, h.detail ->> 'handling_kind' as kind from case_step h
        where h.detail ? 'handling_kind' order by h.case_id, h.seq desc
    ) s on s.case_id = c.case_id
    where c.handling_kind <> coalesce(s.kind, '')
    union all
    select c.case_id, coalesce(s.seq, 0), 'how it was closed was changed'
    from case_file c
    left join (
        select distinct on (h.case_id) h.case_id, h.seq, h.action from case_step h
        where h.to_state = 'closed' and h.from_state <> 'closed' order by h.case_id, h.seq desc
    ) s on s.case_id = c.case_id
    where c.closing_kind <> case when c.state <> 'closed' then '' else coalesce(
        case s.action when 'answer' then 'answered' when 'audit_pass' then 'self_handled' when 'force_close' then 'forced'
            when 'inform_close' then 'informed' else 'normal' end, '') end
$$;

reset role;
