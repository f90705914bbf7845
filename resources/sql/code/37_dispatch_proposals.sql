-- Whom to dispatch to: the table of duties first, then who handled the same class around here in the last year, then the
-- units that the filing standard names. Each with why; whoever sent this very case back comes last and is never first, so
-- that no key takes it: where nobody else is known, rank 1 stays empty. And how often the
-- dispatcher was right (派遣准确率).
set role gridroom_owner;

-- Who handled this class in this street in the last year, the newest two thousand: asked of one index, whatever stands
-- in the table (docs/decisions/0025). Across areas, so it belongs to gridroom_across and tells counts only.
create or replace function gridroom.past_handling(of_minor integer, of_street integer, of_community integer)
returns table (department_id integer, in_street integer, in_community integer, of_all integer, returned integer)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    with newest as materialized (
        select f.department_id, f.community_id from case_file f
        where f.minor_id = of_minor and f.street_id = of_street and f.handled_at is not null
          and f.handled_at > now() - interval '1 year'
        order by f.handled_at desc limit 2000
    )
    select n.department_id, count(*)::integer, (count(*) filter (where n.community_id = of_community))::integer,
           (sum(count(*)) over ())::integer,
           (select count(*)::integer from case_unit u
            where u.minor_id = of_minor and u.department_id = n.department_id and u.ended_how = 'returned_wrong'
              and u.told_at > now() - interval '1 year')
    from newest n
    where n.department_id is not null
    group by n.department_id
$$;

-- The one active department that the words of the standard name, by its whole name or a part of it; null when not just one.
create or replace function gridroom.department_in_words(words text)
returns integer language sql stable set search_path = gridroom, pg_temp as $$
    select case when count(*) = 1 then min(d.department_id) end
    from department d
    where d.active and exists (
        select from regexp_split_to_table(words, '[、，,;；/\s]+') unit
        where length(unit) > 1 and (position(unit in d.name) > 0 or position(d.name in unit) > 0))
$$;

create or replace function gridroom.proposals(c gridroom.case_file)
returns table (rank integer, department_id integer, assisting integer[], source text, confidence numeric, why jsonb)
language sql stable set search_path = gridroom, public, pg_temp as $$
    with found as (
        (select 1 as tier, (r.entry).department_id, (r.entry).assisting, 'duty' as source,
                case when (r.entry).condition_id is not null or (r.entry).owner <> '' then 0.97
                     when (r.entry).minor_id is not null then 0.95 else 0.8 end as confidence, duty_why(r.entry, r.area_name) as why
         from duty_rows(c.minor_id, c.condition_id, c.area_path, c.description || ' ' || c.place, now_local()::date) r
         order by r.place limit 1)
        union all
        select 2, p.department_id, '{}', 'past',
               round(0.9 * p.in_street / (p.of_all + 2.0 + p.returned), 2),
               jsonb_build_object('in_street', p.in_street, 'in_community', p.in_community, 'of_all', p.of_all, 'returned', p.returned)
        from past_handling(c.minor_id, c.street_id, c.community_id) p
        union all
        select 3, u.department_id, '{}', 'standard', 0.6, jsonb_build_object('units', f.responsible_units)
        from filing_condition f, lateral (select department_in_words(f.responsible_units) as department_id) u
        where f.condition_id = c.condition_id and u.department_id is not null
    ), best as (
        select distinct on (f.department_id) f.*, returned.why as returned_why
        from found f
        join department d on d.department_id = f.department_id and d.active
        left join lateral (select u.ended_why as why from case_unit u
                           where u.case_id = c.case_id and u.department_id = f.department_id and u.ended_how = 'returned_wrong'
                           order by u.unit_no desc limit 1) returned on true
        order by f.department_id, f.tier
    )
    select (row_number() over (order by b.returned_why is not null, b.tier, b.confidence desc, b.department_id)
               + case when bool_and(b.returned_why is not null) over () then 1 else 0 end)::integer,
           b.department_id, b.assisting, b.source,
           case when b.returned_why is null then b.confidence else round(b.confidence * 0.1, 2) end,
           b.why || case when b.returned_why is null then '{}' else jsonb_build_object('returned_here', b.returned_why) end
    from best b
$$;

-- At most five, the best first; for those who dispatch.
create function api.dispatch_proposals(case_id bigint)
returns table (rank integer, department_id integer, department text, assisting integer[], source text, confidence numeric, why jsonb)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select p.rank, p.department_id, d.name, p.assisting, p.source, p.confidence, p.why
    from case_file c, proposals(c) p join department d on d.department_id = p.department_id
    where c.case_id = dispatch_proposals.case_id and c.is_open
      and has_any_duty('{gridroom_dispatcher,gridroom_duty_chief}')
    order by p.rank limit 5
$$;

-- Dispatches by day, dispatcher and class: how many were returned as not theirs, how many followed the first proposal.
-- Taken back by the dispatcher: not counted. A dispatcher sees their own, who leads or assesses everybody's.
create view api.dispatch_accuracy as
    select gridroom.local_day(u.told_at) as day, u.told_by as login, coalesce(p.name, u.told_by) as name,
           u.minor_id, coalesce(m.name, '') as subcategory, count(*)::integer as dispatched,
           (count(*) filter (where u.ended_how = 'returned_wrong'))::integer as returned,
           (count(*) filter (where u.ended_how = 'reassigned'))::integer as reassigned,
           (count(u.proposed_id))::integer as proposed,
           (count(*) filter (where u.proposed_id = u.department_id))::integer as followed,
           round(1 - (count(*) filter (where u.ended_how = 'returned_wrong'))::numeric / count(*), 4) as accuracy
    from gridroom.case_unit u
    left join gridroom.person p on p.login = u.told_by
    left join gridroom.catalogue_minor m on m.minor_id = u.minor_id
    where u.part = 'main' and u.ended_how <> 'taken_back'
      and (u.told_by = session_user or (select gridroom.has_any_duty('{gridroom_duty_chief,gridroom_assessor,gridroom_administrator,gridroom_security_auditor}')))
    group by 1, 2, 3, 4, 5;

-- What this person dispatched since then, and how much of it came back as not theirs.
create function api.my_dispatches(since timestamptz)
returns table (dispatched integer, returned integer) language sql stable security definer
set search_path = gridroom, public, pg_temp as $$
    select count(*)::integer, (count(*) filter (where u.ended_how = 'returned_wrong'))::integer
    from case_unit u
    where u.part = 'main' and u.told_by = session_user and u.told_at >= since and u.ended_how <> 'taken_back'
$$;

reset role;
alter function gridroom.past_handling(integer, integer, integer) owner to gridroom_across;
