-- Notes, files, the department's first look, personal data in clear, and the proof of the history.
set role gridroom_owner;

create function api.add_note(request_id uuid, case_id bigint, note text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(add_note.request_id, 'note', add_note.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(add_note.case_id, null, 'note');
    return write_step(c, 'note', c.state, checked_text('note', note, 20000, true), add_note.request_id, raises => false);
end $$;

-- longitude/latitude: where the picture was taken. The hash stands in the step, so the file is part of the chain.
create function api.attach_file(
    request_id uuid, case_id bigint, kind text, file_name text, media_type text, bytes bytea,
    taken_at timestamptz default null, longitude float8 default null, latitude float8 default null)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(attach_file.request_id, 'attach', attach_file.case_id);
begin
    if answer.case_id is not null then return answer; end if;
    return put_file(take_case(attach_file.case_id, null, 'attach'), attach_file.request_id, attach_file.kind, attach_file.file_name,
        attach_file.media_type, attach_file.bytes, attach_file.taken_at, attach_file.longitude, attach_file.latitude);
end $$;

-- The file itself, for whoever was let through to the case.
create or replace function gridroom.put_file(
    c gridroom.case_file, asked uuid, file_kind text, file_name text, media_type text, bytes bytea, taken_at timestamptz,
    longitude float8, latitude float8)
returns api.case_answer language plpgsql set search_path = gridroom, api, public, pg_temp as $$
declare
    largest integer := (setting_value('largest_attachment') #>> '{}')::integer;
    size    integer := coalesce(length(put_file.bytes), 0);
    hash    bytea := sha256(put_file.bytes);
    present bigint;
    added   bigint;
begin
    if file_kind is null or file_kind not in ('near', 'far', 'reference', 'handle_before', 'handle_after', 'document', 'audio') then
        perform refuse('GR004', 'unknown kind of file', '{"field": "kind", "why": "unknown"}');
    end if;
    if size = 0 then
        perform refuse('GR004', 'the file is empty', '{"field": "bytes", "why": "empty"}');
    end if;
    if size > largest then
        perform refuse('GR011', 'the file is too large', jsonb_build_object('size', size, 'limit', largest));
    end if;
    select a.attachment_id into present from attachment a where a.case_id = c.case_id and a.sha256 = hash;
    if present is not null then
        perform refuse('GR012', 'this file is attached already', jsonb_build_object('attachment_id', present));
    end if;
    -- A camera's clock may be wrong; but it says a day that a calendar has.
    if put_file.taken_at not between '1900-01-01' and '2200-01-01' then
        perform refuse('GR004', 'no picture was taken then', '{"field": "taken_at", "why": "out_of_range"}');
    end if;
    added := write_attachment(c.case_id, file_kind, checked_text('file_name', put_file.file_name, 255, true),
        checked_text('media_type', put_file.media_type, 100, true), put_file.bytes, put_file.taken_at,
        case when longitude between -180 and 180 and latitude between -90 and 90 then point(longitude, latitude) end);
    return write_step(c, 'attach', c.state, checked_text('file_name', put_file.file_name, 255), asked,
        jsonb_build_object('attachment_id', added, 'kind', file_kind, 'size', size, 'sha256', encode(hash, 'hex')),
        raises => false);
end $$;

create or replace function gridroom.write_attachment(
    of_case bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamptz, place point)
returns bigint language sql security definer set search_path = gridroom, pg_temp as $$
    insert into attachment (case_id, kind, file_name, media_type, bytes, taken_at, position, added_by)
    values (of_case, kind, file_name, media_type, bytes, taken_at, place, acting_login()) returning attachment_id
$$;

create function api.attachment_bytes(attachment_id bigint)
returns bytea language plpgsql stable security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    found_bytes bytea;
begin
    select a.bytes into found_bytes from attachment a
    where a.attachment_id = attachment_bytes.attachment_id and not is_wall_only();
    if found_bytes is null then
        perform refuse('GR005', 'no such file for this login', '{"what": "attachment"}');
    end if;
    return found_bytes;
end $$;

-- The department has looked: from here on a dispatch is returned or reassigned, not taken back.
create function api.open_case(case_id bigint)
returns timestamptz language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    looked timestamptz;
begin
    update case_file c set opened_at = clock_timestamp()
    where c.case_id = open_case.case_id and c.opened_at is null and c.state = 'dispatched'
      and c.department_id = my_department() and has_duty('department');
    select c.opened_at into looked from case_file c where c.case_id = open_case.case_id;
    return looked;
end $$;

-- Personal data in clear is an act of its own, with a reason (PIPL art. 51; docs/trade.md §11). The first call writes it down and
-- tells nothing; when that is committed, the same call within ten minutes tells. In one transaction nothing is told, so
-- that nobody reads and rolls back (docs/decisions/0052).
create function api.disclose_reporter(case_id bigint, reason text)
returns table (reporter_name text, reporter_phone text) language plpgsql security definer
set search_path = gridroom, api, public, pg_temp as $$
declare
    c   case_file;
    why text := checked_text('reason', disclose_reporter.reason, 2000, true);
    self person := me();
begin
    select * into c from case_file f where f.case_id = disclose_reporter.case_id;
    if c is null then
        perform refuse('GR005', 'no such case for this login', '{"what": "case"}');
    end if;
    if not (has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector}')
            or (has_duty('department') and c.department_id = self.department_id and not c.keep_secret)) then
        perform refuse('GR003', 'this login may not see who reported', '{"action": "disclose"}');
    end if;
    if exists (select from disclosure d
               where d.case_id = c.case_id and d.login = session_user and d.reason = why
                 and d.transaction_id <> pg_current_xact_id() and d.at > clock_timestamp() - interval '10 minutes') then
        return query select c.reporter_name, c.reporter_phone;
    else
        insert into disclosure (case_id, reason) values (c.case_id, why);
    end if;
end $$;

-- The first broken link of every case that has one: a changed, removed or inserted step, a cut-off tail, a case
-- edited behind the functions, a file whose bytes are no longer those of its step, an order or a request that is
-- not as written.
create or replace function gridroom.broken_links()
returns table (case_id bigint, seq integer, problem text) language sql stable security definer
set search_path = gridroom, public, pg_temp as $$
    with chain as (
        select s.case_id, s.seq, s.hash, s.previous_hash, step_hash(s) as recomputed, s.detail ->> 'facts' as facts,
               row_number() over w as place, lag(s.hash) over w as before,
               lead(s.seq) over w is null as is_last
        from case_step s window w as (partition by s.case_id order by s.seq)
    ), faults as (
        select case_id, seq, case
            when seq <> place then 'a step is missing before this one'
            when previous_hash is distinct from before then 'does not follow from the step before'
            when hash <> recomputed then 'the step was changed'
            end as problem
        from chain
        union all
        select c.case_id, coalesce(k.seq, 0), case
            when k.seq is null or c.step_count <> k.seq or c.last_hash is distinct from k.hash then 'the last steps are missing'
            when k.facts is distinct from facts_hash(c) then 'the case was edited without a step'
            end
        from case_file c left join chain k on k.case_id = c.case_id and k.is_last
        union all
        select s.case_id, s.seq, 'the file is missing or was changed'
        from case_step s
        left join attachment a on a.attachment_id = (s.detail ->> 'attachment_id')::bigint
        where s.action = 'attach' and (a.sha256 is null or encode(sha256(a.bytes), 'hex') <> s.detail ->> 'sha256')
        union all
        select told.case_id, told.seq, 'the order is missing or was changed'
        from (
            select distinct on (h.key) s.case_id, s.seq, h.key as order_number, h.value as hash
            from case_step s, jsonb_each_text(s.detail -> 'orders') h order by h.key, s.seq desc
        ) told
        left join supervision_order o using (order_number)
        where o.order_id is null or order_hash(o) <> told.hash
        union all
        select told.case_id, told.seq, 'the paper is missing or was changed'
        from (select s.case_id, s.seq, h.key as paper, h.value as hash
              from case_step s, jsonb_each_text(s.detail -> 'papers') h) told
        left join paper p on p.case_id = told.case_id and p.paper_number || '/' || p.sequence = told.paper
        where p.paper_id is null or p.content_hash <> told.hash
           or encode(sha256(convert_to(p.content::text, 'UTF8')), 'hex') <> told.hash
        union all
        select c.case_id, coalesce(s.seq, 0), 'the confirmation was changed'
        from case_file c
        left join lateral (
            select s.seq, s.detail ->> 'confirmation' as confirmation from case_step s
            where s.case_id = c.case_id and s.action in ('confirm', 'ask_confirmation') order by s.seq desc limit 1
        ) s on true
        where c.confirmation <> '' and s.confirmation is distinct from c.confirmation
        union all
        select told.case_id, told.seq, 'the request for time is missing or was changed'
        from (
            select distinct on (h.key) s.case_id, s.seq, h.key::bigint as request_no, h.value as hash
            from case_step s, jsonb_each_text(s.detail -> 'requests') h order by h.key, s.seq desc
        ) told
        left join time_request r using (request_no)
        where r.case_id is null or request_hash(r) <> told.hash
        union all
        select told.case_id, told.seq, 'the appeal against overtime is missing or was changed'
        from (
            select distinct on (h.key) s.case_id, s.seq, h.key::bigint as appeal_id, h.value as hash
            from case_step s, jsonb_each_text(s.detail -> 'appeals') h order by h.key, s.seq desc
        ) told
        left join time_appeal a using (appeal_id)
        left join case_clock k on k.clock_id = a.clock_id
        where a.case_id is null or appeal_hash(a) <> told.hash or k.exempt is distinct from (a.outcome = 'granted')
        union all
        select a.case_id, 0, 'an appeal stands beside the history'
        from time_appeal a
        where not exists (select from case_step s where s.case_id = a.case_id and s.detail -> 'appeals' ? a.appeal_id::text)
        union all
        select r.case_id, 0, 'a request for time stands beside the history'
        from time_request r
        where not exists (
            select from case_step s where s.case_id = r.case_id and s.detail -> 'requests' ? r.request_no::text)
        union all
        select m.case_id, m.seq, m.problem from broken_mergings() m
        union all
        select told.case_id, told.seq, 'a unit of the case is missing or was changed'
        from (
            select distinct on (h.key) s.case_id, s.seq, h.key::bigint as unit_no, h.value as hash
            from case_step s, jsonb_each_text(s.detail -> 'units') h order by h.key, s.seq desc
        ) told
        left join case_unit u using (unit_no)
        where u.case_id is null or unit_hash(u) <> told.hash
        union all
        select u.case_id, 0, 'a unit stands beside the history'
        from case_unit u
        where not exists (select from case_step s where s.case_id = u.case_id and s.detail -> 'units' ? u.unit_no::text)
        union all
        select c.case_id, c.step_count, 'the case shows other units than were told'
        from case_file c
        where c.seen_by <> array(select distinct u.department_id from case_unit u
                                 where u.case_id = c.case_id and u.part <> 'main' and u.ended_at is null order by 1)
        union all
        select told.case_id, told.seq, 'the way up is missing or was changed'
        from (
            select distinct on (h.key) s.case_id, s.seq, h.key::bigint as escalation_no, h.value as hash
            from case_step s, jsonb_each_text(s.detail -> 'escalations') h order by h.key, s.seq desc
        ) told
        left join case_escalation e using (escalation_no)
        where e.case_id is null or escalation_hash(e) <> told.hash
        union all
        select e.case_id, 0, 'a way up stands beside the history'
        from case_escalation e
        where not exists (
            select from case_step s where s.case_id = e.case_id and s.detail -> 'escalations' ? e.escalation_no::text)
        union all
        select o.case_id, 0, 'an order stands beside the history'
        from supervision_order o
        where not exists (select from case_step s where s.case_id = o.case_id and s.detail -> 'orders' ? o.order_number)
        union all
        select a.case_id, a.seq, a.problem from aftercare_faults() a
    )
    select distinct on (case_id) case_id, seq, problem from faults where problem is not null order by case_id, seq
$$;

create or replace function gridroom.case_number_of(wanted bigint)
returns text language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select case_number from case_file where case_id = wanted
$$;

create function api.verify_history()
returns table (case_id bigint, case_number text, seq integer, problem text) language plpgsql stable security definer
set search_path = gridroom, api, public, pg_temp as $$
begin
    if not has_any_duty('{gridroom_security_auditor,gridroom_administrator,gridroom_duty_chief}') then
        perform refuse('GR003', 'this login may not verify the history', '{"action": "verify_history"}');
    end if;
    return query
        select b.case_id, case_number_of(b.case_id), b.seq, b.problem from broken_links() b order by b.case_id;
end $$;

reset role;
alter function gridroom.write_attachment(bigint, text, text, text, bytea, timestamptz, point) owner to gridroom_across;
alter function gridroom.broken_links() owner to gridroom_across;
alter function gridroom.case_number_of(bigint) owner to gridroom_across;
