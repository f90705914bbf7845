-- The daily dispatch sheet (每日派遣单): what a local day's dispatches were, frozen, numbered and hashed.
--
-- One row of gridroom.sheet is one content that a day's sheet has had. Issuing it again with the same content adds a
-- sheet_print and nothing else, so that a reprint is the same sheet; other content is the next edition (sequence).
-- The number is derived from day and scope ('PQ-20261121', 'PQ-20261121-SZ'), not counted: editions of one day then
-- share it, nobody can burn one, and the paper tells its day by itself. (day, scope, sequence) is unique.
-- content_hash = SHA-256 of content::text as UTF-8; jsonb prints in one canonical way, so anybody can check it.
--
-- Scope: '' whole database · '@' and the code of the area for people who see only an area · code of the department for
-- a department's own people. Equal scope means equal sight, so two people of one scope issue the same sheet.
--
-- GR030 sheet refused {why: future, day}
set role gridroom_owner;

-- Does the case's last dispatch stand? Taken back, returned or voided ones do not.
create or replace function gridroom.dispatch_stands(c gridroom.case_file)
returns boolean language sql immutable set search_path = gridroom, public, pg_temp as $$
    select c.dispatched_at is not null and c.department_id is not null
       and c.state in ('dispatched', 'accepted', 'in_rework', 'suspended', 'deferred', 'handled', 'verified', 'closed')
$$;

-- 2026-11-21T21:14:07+08:00 in the room's zone: what is printed, and the offset that makes it a moment.
create or replace function gridroom.local_moment(moment timestamptz)
returns text language sql stable set search_path = gridroom, public, pg_temp as $$
    select to_char(local, 'YYYY-MM-DD"T"HH24:MI:SS') || case when ahead < interval '0' then '-' else '+' end
           || to_char(greatest(ahead, -ahead), 'HH24:MI')
    from (select moment at time zone time_zone() as local,
                 (moment at time zone time_zone()) - (moment at time zone 'UTC') as ahead) m
$$;

create or replace function gridroom.limit_words(limit_kind text, limit_value numeric)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select coalesce(trim_scale(limit_value) || ' ' || case limit_kind
        when 'urgent_hour' then '紧急工作时' when 'work_hour' then '工作时'
        when 'work_day' then '工作日' when 'natural_day' then '自然日' end, '')
$$;

-- When the department is due. Its clock pauses while its work is judged, and the due time would move with that pause;
-- on paper stands the due time under which the work was done. Null while the case is suspended or deferred.
create or replace function gridroom.handling_due(c gridroom.case_file)
returns timestamptz language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    clock   case_clock;
    pause   clock_pause;
    starts  timestamptz;
    counted interval;
    used    interval;
begin
    select * into clock from case_clock k where k.case_id = c.case_id and k.name = 'handle'
    order by k.clock_id desc limit 1;
    if clock.clock_id is null or c.state not in ('handled', 'verified', 'closed') then
        return clock.due_at;
    end if;
    starts := clock.started_at;
    counted := clock_limit(clock);
    for pause in select * from clock_pause p where p.clock_id = clock.clock_id and p.paused_at < c.handled_at
                 and p.resumed_at is not null order by p.paused_at loop
        used := counted_between(starts, pause.paused_at, clock.limit_kind);
        exit when used >= counted;
        counted := counted - used;
        starts := pause.resumed_at;
    end loop;
    return add_counted(starts, clock.limit_kind, counted);
end $$;

-- Views call functions with the caller's rights, so what policies and views ask is security definer from here on.

-- Whose sheet this person may issue: '' · '@' and area code · department code · null.
create or replace function gridroom.my_sheet_scope()
returns text language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select case when has_any_duty('{gridroom_dispatcher,gridroom_duty_chief}') then coalesce('@' || a.code, '')
                when has_duty('department') then d.code end
    from person p
    left join area a on a.area_id = p.area_id
    left join department d on d.department_id = p.department_id
    where p.login = session_user and p.active
$$;

create or replace function gridroom.sheet_json(wanted bigint)
returns jsonb language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select jsonb_build_object(
        'sheet_id', s.sheet_id, 'sheet_number', s.sheet_number, 'sequence', s.sequence, 'content_hash', s.content_hash,
        'issued_at', local_moment(s.issued_at), 'issued_by', s.issued_by, 'content', s.content,
        'versions', (select coalesce(jsonb_object_agg(l.case_id, l.case_version), '{}') from sheet_line l
                     where l.sheet_id = s.sheet_id))
    from sheet s where s.sheet_id = wanted
$$;

-- Who assists in the case now, in order of their names.
create or replace function gridroom.assisting_names(of_case bigint)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    select jsonb_agg(d.name order by d.name)
    from case_unit u join department d using (department_id)
    where u.case_id = of_case and u.part = 'assist' and u.ended_at is null
$$;

reset role;

-- Row security must not make one line read differently for two people: these three look across, as gridroom_across.

-- The facts that stand on the line of a case, or null where it stands on no sheet. A version is not among them: mere
-- acceptance changes nothing on paper. Assisting units, further reports and reopening stand there only where there are
-- any, so that lines printed before they did are not marked as changed.
create or replace function gridroom.sheet_line_facts(c gridroom.case_file)
returns jsonb language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select jsonb_build_object(
        'case_id', c.case_id, 'case_number', c.case_number, 'department_id', c.department_id,
        'category', coalesce((select j.name || ' · ' || m.name from catalogue_minor m
                              join catalogue_major j on j.kind = m.kind and j.code = m.major_code
                              where m.minor_id = c.minor_id), ''),
        'place', c.place,
        'cell_code', coalesce((select g.code from area g where g.area_id = c.cell_id), ''),
        'duty_grid', coalesce((select dg.name from area g join area dg on dg.area_id = g.parent_id
                               where g.area_id = c.cell_id and dg.level = 'duty_grid'), ''),
        'description', c.description,
        'limit_text', limit_words(c.limit_kind, c.limit_value),
        'dispatched_at', local_moment(c.dispatched_at),
        'deadline_at', local_moment(handling_due(c)),
        'reporter_phone', masked_phone(c.reporter_phone, c.keep_secret),
        'urgent', c.urgency = 'urgent')
        || jsonb_strip_nulls(jsonb_build_object('assisting', assisting_names(c.case_id),
            'reports', nullif(c.report_count, 0), 'reopened', nullif(c.reopen_count, 0)))
    where dispatch_stands(c)
$$;

create or replace function gridroom.sheet_line_hash(c gridroom.case_file)
returns text language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select encode(sha256(convert_to(sheet_line_facts(c)::text, 'UTF8')), 'hex')
$$;

-- 印后变更: keeps the mark true to what was printed last. Only for printed cases, and only where a printed fact (or the
-- clock behind the due time) can have changed: all other writes pay for one comparison.
create or replace function gridroom.mark_changed_after_print()
returns trigger language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
begin
    if (old.printed_line, old.description, old.place, old.cell_id, old.minor_id, old.limit_kind, old.limit_value,
        old.department_id, old.dispatched_at, old.reporter_phone, old.keep_secret, old.urgency, old.deadline_at,
        old.paused_remaining, old.clock_id, old.seen_by, old.report_count, old.reopen_count, dispatch_stands(old))
       is distinct from
       (new.printed_line, new.description, new.place, new.cell_id, new.minor_id, new.limit_kind, new.limit_value,
        new.department_id, new.dispatched_at, new.reporter_phone, new.keep_secret, new.urgency, new.deadline_at,
        new.paused_remaining, new.clock_id, new.seen_by, new.report_count, new.reopen_count, dispatch_stands(new)) then
        new.changed_after_print := new.printed_line is distinct from sheet_line_hash(new);
    end if;
    return new;
end $$;

alter function gridroom.sheet_line_facts(gridroom.case_file) owner to gridroom_across;
alter function gridroom.sheet_line_hash(gridroom.case_file) owner to gridroom_across;
alter function gridroom.mark_changed_after_print() owner to gridroom_across;
revoke all on function gridroom.sheet_line_facts(gridroom.case_file), gridroom.sheet_line_hash(gridroom.case_file),
    gridroom.mark_changed_after_print() from public;
grant execute on function gridroom.sheet_line_facts(gridroom.case_file), gridroom.sheet_line_hash(gridroom.case_file),
    gridroom.mark_changed_after_print() to gridroom_owner;

set role gridroom_owner;

create or replace trigger mark_changed_after_print before update on gridroom.case_file
    for each row when (new.printed_line is not null) execute function gridroom.mark_changed_after_print();

-- What the sheet of this day and scope says now. Sections in order of department code, lines in order of dispatch.
create or replace function gridroom.sheet_content(wanted_day date, wanted_scope text)
returns jsonb language sql stable set search_path = gridroom, public, pg_temp as $$
    with line as (
        select c.department_id, sheet_line_facts(c) as facts,
               row_number() over (partition by c.department_id order by c.dispatched_at, c.case_id) as place
        from case_file c
        where c.dispatched_at >= wanted_day::timestamp at time zone time_zone()
          and c.dispatched_at < (wanted_day + 1)::timestamp at time zone time_zone()
          and dispatch_stands(c)
          and case when wanted_scope = '' then true
                   when wanted_scope like '@%' then c.area_path <@ (select my_area_path())
                   else c.department_id = (select my_department()) end
    ), section as (
        select d.code, count(*) as cases, count(*) filter (where (facts ->> 'urgent')::boolean) as urgent,
               jsonb_build_object('department_id', d.department_id, 'department', d.name,
                                  'lines', jsonb_agg(facts order by line.place)) as body
        from line join department d using (department_id)
        group by d.department_id, d.code, d.name
    )
    select jsonb_build_object(
        'day', wanted_day, 'scope', wanted_scope,
        'scope_name', coalesce(case
            when wanted_scope like '@%' then (select a.name from area a join person p using (area_id) where p.login = session_user)
            when wanted_scope <> '' then (select d.name from department d where d.code = wanted_scope) end, ''),
        'district', coalesce((
            select a.name from area a where a.level = 'district' and a.valid_to is null
            order by a.code <> coalesce(setting_value('district_code') #>> '{}', ''), a.area_id limit 1), ''),
        'cases', coalesce((select sum(cases) from section), 0),
        'urgent', coalesce((select sum(urgent) from section), 0),
        'sections', coalesce((select jsonb_agg(body order by code) from section), '[]'))
$$;

-- Freezes a new edition: the sheet, its lines, and on the cases what was printed of them.
create or replace function gridroom.freeze_sheet(wanted_day date, wanted_scope text, wanted_content jsonb, by_name text)
returns gridroom.sheet language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    fresh sheet;
begin
    select coalesce(max(s.sequence), 0) + 1 into fresh.sequence
    from sheet s where s.day = wanted_day and s.scope = wanted_scope;
    fresh.sheet_number := 'PQ-' || to_char(wanted_day, 'YYYYMMDD')
        || case when wanted_scope <> '' then '-' || ltrim(wanted_scope, '@') else '' end;
    insert into sheet (day, scope, sheet_number, sequence, content, content_hash, issued_at, issued_by)
    values (wanted_day, wanted_scope, fresh.sheet_number, fresh.sequence, wanted_content,
            encode(sha256(convert_to(wanted_content::text, 'UTF8')), 'hex'), clock_timestamp(), by_name)
    returning * into fresh;
    insert into sheet_line (sheet_id, line_no, case_id, case_version, line_hash)
    select fresh.sheet_id, row_number() over (order by s.no, l.no), c.case_id, c.version,
           encode(sha256(convert_to(l.facts::text, 'UTF8')), 'hex')
    from jsonb_array_elements(wanted_content -> 'sections') with ordinality s(body, no)
    cross join jsonb_array_elements(s.body -> 'lines') with ordinality l(facts, no)
    join case_file c on c.case_id = (l.facts ->> 'case_id')::bigint;
    return fresh;
end $$;

-- Writes on the cases what this sheet printed of them, and takes it off those that were on an earlier edition and are
-- no longer. The trigger sets the mark, from the row as it is now. Locked in order of case, so that two sheets that
-- share cases wait for each other.
create or replace function gridroom.stamp_cases(printed gridroom.sheet)
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
begin
    perform from case_file c
    where c.case_id in (select l.case_id from sheet_line l join sheet s using (sheet_id)
                        where s.day = printed.day and s.scope = printed.scope)
    order by c.case_id for no key update;
    update case_file c set printed_line = l.line_hash, sheet_number = printed.sheet_number
    from sheet_line l
    where l.sheet_id = printed.sheet_id and c.case_id = l.case_id
      and (c.printed_line, c.sheet_number) is distinct from (l.line_hash, printed.sheet_number);
    update case_file c set printed_line = null, sheet_number = '', changed_after_print = false
    where c.sheet_number = printed.sheet_number
      and c.case_id in (select l.case_id from sheet_line l join sheet s using (sheet_id)
                        where s.day = printed.day and s.scope = printed.scope)
      and not exists (select from sheet_line l where l.sheet_id = printed.sheet_id and l.case_id = c.case_id);
end $$;

-- Issues (or issues again) the sheet of a day for the scope of this person. Answers sheet_json.
create or replace function api.issue_sheet(request_id uuid, day date)
returns jsonb language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    self      person := me();
    own_scope text := my_sheet_scope();
    earlier   request;
    now_says  jsonb;
    newest    sheet;
begin
    if own_scope is null then
        perform refuse('GR003', 'this login may not issue a dispatch sheet', '{"action": "issue_sheet"}');
    end if;
    if issue_sheet.request_id is null or issue_sheet.day is null then
        perform refuse('GR004', 'request_id and day are needed', jsonb_build_object('why', 'empty', 'field',
                       case when issue_sheet.request_id is null then 'request_id' else 'day' end));
    end if;
    if not isfinite(issue_sheet.day) or issue_sheet.day < date '1900-01-01' or issue_sheet.day > now_local()::date then
        perform refuse('GR030', 'that day has not come yet, or lies before 1900',
                       jsonb_build_object('why', 'future', 'day', issue_sheet.day, 'today', now_local()::date));
    end if;
    earlier := earlier_request(issue_sheet.request_id, 'issue_sheet');
    if earlier.request_id is not null then
        return sheet_json((earlier.answer ->> 'sheet_id')::bigint);
    end if;
    perform pg_advisory_xact_lock(hashtextextended(issue_sheet.day || ' ' || own_scope, 40));
    now_says := sheet_content(issue_sheet.day, own_scope);
    select * into newest from sheet s where s.day = issue_sheet.day and s.scope = own_scope
    order by s.sequence desc limit 1;
    if newest.content is distinct from now_says then
        newest := freeze_sheet(issue_sheet.day, own_scope, now_says, self.name);
    end if;
    perform stamp_cases(newest);
    insert into sheet_print (sheet_id, printed_at, printed_by) values (newest.sheet_id, clock_timestamp(), session_user);
    insert into request (request_id, login, action, case_id, answer)
    values (issue_sheet.request_id, session_user, 'issue_sheet', 0, jsonb_build_object('sheet_id', newest.sheet_id));
    return sheet_json(newest.sheet_id);
end $$;

-- Would issuing it again now give the same edition? Null for a sheet of another scope than this person's.
create or replace function api.sheet_is_current(sheet_id bigint)
returns boolean language sql stable security definer set search_path = gridroom, api, public, pg_temp as $$
    select case when s.scope = my_sheet_scope() then s.content = sheet_content(s.day, s.scope) end
    from sheet s where s.sheet_id = sheet_is_current.sheet_id
$$;

-- An issued sheet stands: neither the functions nor their owner change or remove one.
create or replace function gridroom.sheet_stands()
returns trigger language plpgsql set search_path = gridroom, pg_temp as $$
begin
    raise exception using errcode = 'GR003', message = format('%s is append-only', tg_table_name),
        detail = jsonb_build_object('action', lower(tg_op), 'why', 'append_only')::text;
end $$;
do $$
declare
    kept text;
begin
    foreach kept in array array['sheet', 'sheet_line', 'sheet_print'] loop
        execute format('create or replace trigger sheet_stands before update or delete on gridroom.%I '
            'for each row execute function gridroom.sheet_stands()', kept);
        execute format('create or replace trigger sheet_never_emptied before truncate on gridroom.%I '
            'for each statement execute function gridroom.sheet_stands()', kept);
    end loop;
end $$;

-- Who sees a sheet: its own scope; and every scope for those who watch over the whole (duty chief, assessor,
-- administrator, auditor without an area of their own).
create or replace function gridroom.sees_every_sheet()
returns boolean language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select coalesce((select my_area_path()) = '', false) and has_any_duty('{gridroom_dispatcher,gridroom_duty_chief,'
        'gridroom_assessor,gridroom_administrator,gridroom_security_auditor}')
$$;
alter table gridroom.sheet enable row level security;
alter table gridroom.sheet force row level security;
drop policy if exists seen on gridroom.sheet;
create policy seen on gridroom.sheet for select
    using (scope = (select gridroom.my_sheet_scope()) or (select gridroom.sees_every_sheet()));
drop policy if exists issued on gridroom.sheet;
create policy issued on gridroom.sheet for insert with check (scope = (select gridroom.my_sheet_scope()));
do $$
declare
    belonging text;
begin
    foreach belonging in array array['sheet_line', 'sheet_print'] loop
        execute format('alter table gridroom.%I enable row level security', belonging);
        execute format('alter table gridroom.%I force row level security', belonging);
        execute format('drop policy if exists seen on gridroom.%I', belonging);
        execute format('create policy seen on gridroom.%1$I for select using (exists ('
            'select from gridroom.sheet s where s.sheet_id = %1$I.sheet_id))', belonging);
        execute format('drop policy if exists issued on gridroom.%I', belonging);
        execute format('create policy issued on gridroom.%1$I for insert with check (exists ('
            'select from gridroom.sheet s where s.sheet_id = %1$I.sheet_id))', belonging);
    end loop;
end $$;

-- The sheets that were issued, with how often, and how many of their cases have changed since.
create or replace view api.sheet_list as
    select s.sheet_id, s.day, s.scope, s.content ->> 'scope_name' as scope_name, s.sheet_number, s.sequence,
           s.content_hash, s.issued_at, s.issued_by, (s.content ->> 'cases')::integer as cases,
           (select count(*)::integer from gridroom.sheet_print p where p.sheet_id = s.sheet_id) as prints
    from gridroom.sheet s;

create or replace view api.sheet_content as
    select s.sheet_id, gridroom.sheet_json(s.sheet_id) as sheet from gridroom.sheet s;

-- Every line of every sheet: is the case still as it stands there? A case that left this person's sight is not.
create or replace view api.sheet_line_list as
    select l.sheet_id, l.line_no, l.case_id, l.case_version, l.line_hash,
           c.case_id is null or c.changed_after_print or c.printed_line is distinct from l.line_hash as changed
    from gridroom.sheet_line l
    left join gridroom.case_file c on c.case_id = l.case_id;

reset role;
