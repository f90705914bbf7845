-- What is read of mergings.
set role gridroom_owner;

-- Reports that are part of another case: who is owed a call when it has ended. Seen by who sees the report.
create view api.merged_report_list as
    select r.merged_into as main_case_id, s.detail ->> 'into' as main_case_number, m.state as main_state,
           not coalesce(m.is_open, true) as main_ended, m.closed_at as main_ended_at,
           r.case_id, r.case_number, r.version, r.reported_at, r.source, r.keep_secret,
           case when w.wall then '' else left(split_part(r.description, E'\n', 1), 80) end as summary,
           case when w.wall then '' else gridroom.masked_name(r.reporter_name, r.keep_secret) end as reporter_name,
           case when w.wall then '' else gridroom.masked_phone(r.reporter_phone, r.keep_secret) end as reporter_phone,
           s.at as merged_at, s.by_name as merged_by
    from gridroom.case_file r
    cross join (select gridroom.is_wall_only() as wall) w
    left join gridroom.case_file m on m.case_id = r.merged_into
    left join lateral (
        select s.at, s.by_name, s.detail from gridroom.case_step s
        where s.case_id = r.case_id and s.action = 'merge' and s.detail ? 'into_id' order by s.seq desc limit 1
    ) s on true
    where r.merged_into is not null;

-- How many reports a case is made of besides its own, and the case of which it is a part; apart from case_detail,
-- because the main case may lie out of sight: then there is its number, as the step told it, and nothing else.
create view api.case_merging as
    select c.case_id, c.report_count::integer as report_count, c.merged_into as main_case_id,
           coalesce(s.detail ->> 'into', '') as main_case_number
    from gridroom.case_file c
    left join lateral (
        select s.detail from gridroom.case_step s
        where c.merged_into is not null and s.case_id = c.case_id and s.action = 'merge' and s.detail ? 'into_id'
        order by s.seq desc limit 1
    ) s on true
    where c.merged_into is not null or c.report_count > 0;

reset role;
