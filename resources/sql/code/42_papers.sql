-- Issuing the papers of one case (docs/decisions/0048). Same content again: the same paper, a paper_print more; other content:
-- the next edition. The papers of orders and requests are written by the commit that gives, answers, asks or decides
-- them, their hashes stand in its step, and printing them later prints just that. The other two say what is now.
--
-- GR031 paper refused {why: not_dispatched | unknown}
set role gridroom_owner;

-- Who may issue which kind. A city's duties survive upgrades.
insert into gridroom.paper_kind (kind, duties) values
    ('flow', '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_grid_worker,gridroom_department}'),
    ('dispatch', '{gridroom_dispatcher,gridroom_duty_chief,gridroom_department}'),
    ('order', '{gridroom_dispatcher,gridroom_duty_chief,gridroom_department}'),
    ('request', '{gridroom_dispatcher,gridroom_duty_chief,gridroom_department}')
on conflict (kind) do nothing;

-- Writes the next edition unless the newest says the same; who calls it holds the case's row, so editions never cross.
create or replace function gridroom.freeze_paper(
    wanted_kind text, c gridroom.case_file, wanted_subject text, says jsonb, by_name text)
returns gridroom.paper language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    newest paper;
begin
    select * into newest from paper p
    where p.case_id = c.case_id and p.kind = wanted_kind and p.subject = wanted_subject order by p.sequence desc limit 1;
    if newest.content is not distinct from says then
        return newest;
    end if;
    insert into paper (kind, case_id, subject, paper_number, sequence, content, content_hash, case_version, issued_by)
    values (wanted_kind, c.case_id, wanted_subject, paper_number(wanted_kind, c, wanted_subject, says),
            coalesce(newest.sequence, 0) + 1, says, encode(sha256(convert_to(says::text, 'UTF8')), 'hex'), c.version, by_name)
    returning * into newest;
    return newest;
end $$;

-- Part of write_step: the papers of every order and request that this step wrote, and of a suspension. Returns their
-- hashes for the step, {"papers": {"number/edition": hash}}.
create or replace function gridroom.papers_of_step(
    of_case bigint, step_action text, step_remark text, step_detail jsonb, stamp timestamptz, by_name text)
returns jsonb language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    c       case_file;
    written paper;
    told    jsonb := '{}';
    subject text;
begin
    if step_action <> 'suspend' and not (step_detail ?| '{orders,requests}') then
        return '{}';
    end if;
    select * into c from case_file f where f.case_id = of_case;  -- as it is after the step, its clocks too
    for subject in select jsonb_object_keys(coalesce(step_detail -> 'orders', '{}')) loop
        written := freeze_paper('order', c, subject, order_paper_content(c, subject), by_name);
        told := told || jsonb_build_object(written.paper_number || '/' || written.sequence, written.content_hash);
    end loop;
    for subject in select jsonb_object_keys(coalesce(step_detail -> 'requests', '{}')) loop
        written := freeze_paper('request', c, 'T' || subject,
                                request_paper_content(c, subject::bigint, step_action, step_remark), by_name);
        told := told || jsonb_build_object(written.paper_number || '/' || written.sequence, written.content_hash);
    end loop;
    if step_action = 'suspend' then
        written := freeze_paper('request', c, 'S' || c.step_count, suspension_paper_content(
            c, step_remark, (step_detail ->> 'until')::timestamptz, stamp, by_name,
            1 + (select count(*) from case_step s where s.case_id = c.case_id and s.action = 'suspend')), by_name);
        told := told || jsonb_build_object(written.paper_number || '/' || written.sequence, written.content_hash);
    end if;
    return case when told = '{}' then '{}' else jsonb_build_object('papers', told) end;
end $$;

create or replace function gridroom.may_issue_paper(wanted_kind text)
returns boolean language sql stable set search_path = gridroom, pg_temp as $$
    select coalesce((select has_any_duty(k.duties) from paper_kind k where k.kind = wanted_kind), false)
$$;

create or replace function gridroom.paper_json(wanted bigint)
returns jsonb language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select jsonb_build_object('paper_id', p.paper_id, 'kind', p.kind, 'case_id', p.case_id, 'subject', p.subject,
        'paper_number', p.paper_number, 'sequence', p.sequence, 'content_hash', p.content_hash,
        'case_version', p.case_version, 'issued_at', local_moment(p.issued_at), 'issued_by', p.issued_by, 'content', p.content)
    from paper p where p.paper_id = wanted and not is_wall_only()
$$;

create function api.issue_paper(request_id uuid, case_id bigint, kind text, subject text default '')
returns jsonb language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    self    person := me();
    wanted  text := coalesce(issue_paper.subject, '');
    earlier request;
    c       case_file;
    says    jsonb;
    newest  paper;
begin
    perform need_request_id(issue_paper.request_id);
    if issue_paper.kind is null or issue_paper.kind not in ('flow', 'dispatch', 'order', 'request') then
        perform refuse('GR004', 'unknown kind of paper', '{"field": "kind", "why": "unknown"}');
    end if;
    earlier := earlier_request(issue_paper.request_id, 'issue_paper', issue_paper.case_id);
    if earlier.request_id is not null then
        return paper_json((earlier.answer ->> 'paper_id')::bigint);
    end if;
    if not may_issue_paper(issue_paper.kind) then
        perform refuse('GR003', 'this login may not issue this paper',
                       jsonb_build_object('action', 'issue_paper', 'kind', issue_paper.kind));
    end if;
    -- Nobody moves the case between reading and freezing; two who print wait for each other.
    select * into c from case_file f where f.case_id = issue_paper.case_id for no key update;
    if c.case_id is null then
        perform refuse('GR005', 'no such case for this login', '{"what": "case"}');
    end if;
    select * into newest from paper p
    where p.case_id = c.case_id and p.kind = issue_paper.kind and p.subject = wanted order by p.sequence desc limit 1;
    if newest.paper_id is null or issue_paper.kind in ('flow', 'dispatch') then
        says := paper_content(issue_paper.kind, c.case_id, wanted);
        if says is null then
            perform refuse('GR031', 'there is nothing to print', jsonb_build_object('kind', issue_paper.kind,
                'why', case when issue_paper.kind = 'dispatch' and wanted = '' then 'not_dispatched' else 'unknown' end));
        end if;
        newest := freeze_paper(issue_paper.kind, c, wanted, says, self.name);
    end if;
    insert into paper_print (paper_id) values (newest.paper_id);
    insert into request (request_id, login, action, case_id, answer)
    values (issue_paper.request_id, session_user, 'issue_paper', c.case_id, jsonb_build_object('paper_id', newest.paper_id));
    return paper_json(newest.paper_id);
end $$;

-- Every paper that this case has or could have: its newest edition, how often it was printed, whether it still says
-- what is (null: never issued). To a wall none.
create function api.case_papers(case_id bigint)
returns table (kind text, subject text, paper_number text, what text, paper_id bigint, sequence integer, content_hash text,
               issued_at timestamptz, issued_by text, prints integer, printed_at timestamptz, printed_by text, current boolean,
               may_issue boolean)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    with wanted as (
        select 'flow' as kind, '' as subject, '' as what, 1 as rank, 0::bigint as place, c as f
        from case_file c where c.case_id = case_papers.case_id
        union all
        select 'dispatch', '', '', 2, 0, c from case_file c
        where c.case_id = case_papers.case_id and (dispatch_stands(c) or exists (
            select from paper p where p.case_id = c.case_id and p.kind = 'dispatch'))
        union all
        select 'order', o.order_number, o.card, 3, -o.order_id, c
        from supervision_order o join case_file c on c.case_id = o.case_id where o.case_id = case_papers.case_id
        union all
        select 'request', 'T' || r.request_no, r.kind, 4, -r.request_no, c
        from time_request r join case_file c on c.case_id = r.case_id where r.case_id = case_papers.case_id
        union all
        select 'request', 'S' || s.seq, 'suspension', 5, -s.seq, c
        from case_step s join case_file c on c.case_id = s.case_id where s.case_id = case_papers.case_id and s.action = 'suspend'
    )
    select w.kind, w.subject, coalesce(n.paper_number, case w.kind when 'flow' then 'LZ-' || (w.f).case_number
               when 'dispatch' then 'PD-' || (w.f).case_number when 'order' then w.subject else '' end),
           w.what, n.paper_id, n.sequence, n.content_hash, n.issued_at, n.issued_by, coalesce(t.prints, 0), t.printed_at,
           coalesce(t.printed_by, ''),
           case when n.paper_id is null then null when w.kind in ('order', 'request') then true
                else n.content is not distinct from paper_content(w.kind, (w.f).case_id, w.subject) end,
           may_issue_paper(w.kind)
    from wanted w
    left join lateral (select p.* from paper p where p.case_id = (w.f).case_id and p.kind = w.kind and p.subject = w.subject
                       order by p.sequence desc limit 1) n on true
    left join lateral (select count(*)::integer as prints, max(x.printed_at) as printed_at,
                              (array_agg(name_of(x.printed_by) order by x.print_id desc))[1] as printed_by
                       from paper_print x where x.paper_id = n.paper_id) t on true
    where not is_wall_only()
    order by w.rank, w.place
$$;

-- Every edition that was issued, and what stands on it.
create view api.paper_list as
    select p.paper_id, p.kind, p.case_id, p.subject, p.paper_number, p.sequence, p.content_hash, p.case_version, p.issued_at,
           p.issued_by, (select count(*)::integer from gridroom.paper_print x where x.paper_id = p.paper_id) as prints,
           not exists (select from gridroom.paper q where q.case_id = p.case_id and q.kind = p.kind and q.subject = p.subject
                       and q.sequence > p.sequence) as newest
    from gridroom.paper p where not (select gridroom.is_wall_only());
create view api.paper_content as
    select p.paper_id, gridroom.paper_json(p.paper_id) as paper from gridroom.paper p
    where not (select gridroom.is_wall_only());

-- Whoever sees the case sees its papers; nobody changes or removes one.
do $$
declare
    kept text;
begin
    foreach kept in array array['paper', 'paper_print'] loop
        execute format('alter table gridroom.%I enable row level security', kept);
        execute format('alter table gridroom.%I force row level security', kept);
        execute format('drop policy if exists seen on gridroom.%I', kept);
        execute format('drop policy if exists issued on gridroom.%I', kept);
        execute format('create or replace trigger paper_stands before update or delete on gridroom.%I '
            'for each row execute function gridroom.sheet_stands()', kept);
        execute format('create or replace trigger paper_never_emptied before truncate on gridroom.%I '
            'for each statement execute function gridroom.sheet_stands()', kept);
    end loop;
end $$;
create policy seen on gridroom.paper for select
    using (exists (select from gridroom.case_file c where c.case_id = paper.case_id));
create policy issued on gridroom.paper for insert
    with check (exists (select from gridroom.case_file c where c.case_id = paper.case_id));
create policy seen on gridroom.paper_print for select
    using (exists (select from gridroom.paper p where p.paper_id = paper_print.paper_id));
create policy issued on gridroom.paper_print for insert
    with check (exists (select from gridroom.paper p where p.paper_id = paper_print.paper_id));

reset role;
