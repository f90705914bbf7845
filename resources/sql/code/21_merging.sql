-- Several reports of one trouble become one case (并案), and apart again. The report keeps its number, its words, its
-- files, its caller and the call that is owed to them; its clocks stop, as the main case's go on for both. Both
-- histories tell it in one commit (docs/decisions/0022).
set role gridroom_owner;

-- The id under which the second history keeps its step of the same request.
create or replace function gridroom.other_half(request_id uuid)
returns uuid language sql immutable set search_path = pg_catalog as $$
    select md5('main case of ' || request_id)::uuid
$$;

-- Locks both cases, always the older one first: two people who merge A into B and B into A wait for each other's end
-- instead of deadlocking. Belongs to gridroom_across: a main case may have left the sight of who takes a report out.
create or replace function gridroom.lock_two(one bigint, other bigint)
returns void language plpgsql security definer set search_path = gridroom, pg_temp as $$
begin
    perform from case_file where case_id = least(one, other) for update;
    perform from case_file where case_id = greatest(one, other) for update;
end $$;

-- One more or one fewer report on the main case, told in its history. It raises no version: it adds to the case without
-- making anybody's view of it stale, like a note. Belongs to gridroom_across, see lock_two.
create or replace function gridroom.tell_main_case(
    main_id bigint, action text, words text, asked uuid, about gridroom.case_file)
returns void language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    main case_file;
begin
    select * into main from case_file where case_id = main_id;
    perform write_step(main, action, main.state, words, other_half(asked),
                       jsonb_build_object('report_id', about.case_id, 'report', about.case_number), raises => false);
    update case_file f set report_count = (select count(*) from case_file r where r.merged_into = main_id)
    where f.case_id = main_id;
end $$;

create or replace function gridroom.refuse_main_case(why text, more jsonb default '{}')
returns void language plpgsql set search_path = gridroom, pg_temp as $$
begin
    perform refuse('GR004', 'cannot be merged into this case', jsonb_build_object('field', 'into_case', 'why', why) || more);
end $$;

-- The case that a person means by its number, or by its last digits while one open case in sight ends in them.
create or replace function gridroom.case_by_number(wanted text)
returns bigint language plpgsql stable set search_path = gridroom, public, pg_temp as $$
declare
    found_ids bigint[];
begin
    select array_agg(f.case_id) into found_ids from case_file f where f.case_number = btrim(wanted);
    if found_ids is null and btrim(wanted) ~ '^[0-9]{3,20}$' then
        select array_agg(f.case_id) into found_ids from case_file f
        where f.is_open and right(f.case_number, length(btrim(wanted))) = btrim(wanted);
    end if;
    return case when cardinality(found_ids) = 1 then found_ids[1] end;
end $$;

-- Into which case: by its id, or by its number as a person knows it. into_version: refuse when it was changed since; null
-- takes it as it is.
create function api.merge_case(request_id uuid, case_id bigint, version integer, into_case bigint default null,
                               into_number text default '', reason text default '', into_version integer default null)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(merge_case.request_id, 'merge', merge_case.case_id);
    c      case_file;
    main   case_file;
    main_id bigint;
    before text;
    words  text := checked_text('reason', reason, 2000);
begin
    if answer.case_id is not null then return answer; end if;
    if into_case is null and coalesce(btrim(into_number), '') = '' then
        perform refuse_main_case('empty');
    end if;
    main_id := coalesce(merge_case.into_case, case_by_number(into_number));
    if main_id = merge_case.case_id then
        perform refuse_main_case('itself');
    end if;
    perform lock_two(merge_case.case_id, main_id);
    c := take_case(merge_case.case_id, merge_case.version, 'merge');
    select * into main from case_file f where f.case_id = main_id;
    if main is null then
        perform refuse_main_case('unknown');
    elsif main.merged_into is not null then
        perform refuse_main_case('merged');
    elsif not main.is_open then
        perform refuse_main_case('ended', jsonb_build_object('state', main.state));
    elsif into_version <> main.version then
        perform refuse_main_case('changed', jsonb_build_object('now_version', main.version));
    elsif c.report_count > 0 then
        perform refuse('GR024', 'other reports are part of this case', '{"action": "merge", "why": "has_reports"}');
    elsif c.card <> '' then
        perform refuse('GR024', 'a supervision order stands on this case', '{"action": "merge", "why": "order"}');
    end if;
    before := c.state;
    c.state_before_suspension := before;
    c.state := 'merged';
    c.merged_into := main.case_id;
    answer := write_step(c, 'merge', before, words, merge_case.request_id,
                         jsonb_build_object('into_id', main.case_id, 'into', main.case_number), clock => 'stop');
    perform tell_main_case(main.case_id, 'merge', words, merge_case.request_id, c);
    return answer;
end $$;

-- The clocks that the merging stopped run on as if it had never been: nobody gains time by merging and taking apart.
create or replace function gridroom.run_clocks_on(of_case bigint, since timestamptz)
returns void language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    again bigint[];
begin
    with reopened as (
        update case_clock k set stopped_at = null, was_overdue = null
        where k.case_id = of_case and k.stopped_at = since returning k.clock_id
    )
    select array_agg(clock_id order by clock_id) into again from reopened;
    update clock_pause p set resumed_at = null where p.clock_id = any (again) and p.resumed_at = since;
    perform show_clock(k) from unnest(again) k
    order by not exists (select from clock_pause p where p.clock_id = k and p.resumed_at is null);  -- what runs shows last
end $$;

create function api.unmerge_case(request_id uuid, case_id bigint, version integer, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(unmerge_case.request_id, 'unmerge', unmerge_case.case_id);
    c       case_file;
    main_id bigint;
    words   text;
    since   timestamptz;
begin
    if answer.case_id is not null then return answer; end if;
    words := checked_text('reason', reason, 2000, true);
    select f.merged_into into main_id from case_file f where f.case_id = unmerge_case.case_id;
    perform lock_two(unmerge_case.case_id, main_id);
    c := take_case(unmerge_case.case_id, unmerge_case.version, 'unmerge');
    main_id := c.merged_into;
    select s.at into since from case_step s
    where s.case_id = c.case_id and s.action = 'merge' and s.detail ? 'into_id' order by s.seq desc limit 1;
    c.state := c.state_before_suspension;
    c.state_before_suspension := null;
    c.merged_into := null;
    answer := write_step(c, 'unmerge', 'merged', words, unmerge_case.request_id,
                         jsonb_build_object('from_id', main_id, 'from', case_number_of(main_id)));
    perform run_clocks_on(c.case_id, since);
    perform tell_main_case(main_id, 'unmerge', words, unmerge_case.request_id, c);
    select f.deadline_at into answer.deadline_at from case_file f where f.case_id = c.case_id;
    return answer;
end $$;

-- A report that is known to be another one of a case that stands: both in one commit. A report is never lost for what
-- became of that case meanwhile: merged elsewhere, it follows; ended or gone, the report is a case of its own, and its
-- state in the answer says so.
create function api.report_and_merge(
    request_id uuid, into_case bigint, description text, source text default 'hotline', place text default '',
    longitude float8 default null, latitude float8 default null, minor_id integer default null,
    urgency text default 'normal', reporter_name text default '', reporter_phone text default '',
    keep_secret boolean default false, origin text default 'desk', original_id text default '',
    original_at timestamptz default null)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer  api.case_answer;
    merging uuid := md5('merging of ' || report_and_merge.request_id)::uuid;
    main    case_file;
begin
    perform legal_move('merge', 'reported');
    answer := api.report_case(
        request_id => report_and_merge.request_id, description => report_and_merge.description,
        source => report_and_merge.source, place => report_and_merge.place, longitude => report_and_merge.longitude,
        latitude => report_and_merge.latitude, minor_id => report_and_merge.minor_id,
        urgency => report_and_merge.urgency, reporter_name => report_and_merge.reporter_name,
        reporter_phone => report_and_merge.reporter_phone, keep_secret => report_and_merge.keep_secret,
        origin => report_and_merge.origin, original_id => report_and_merge.original_id,
        original_at => report_and_merge.original_at);
    if answer.repeated then
        return coalesce(earlier_answer(merging, 'merge', answer.case_id), answer);
    end if;
    select * into main from case_file f where f.case_id = report_and_merge.into_case;
    if main.merged_into is not null then
        select * into main from case_file f where f.case_id = main.merged_into;
    end if;
    if main.is_open is not true then
        return answer;
    end if;
    -- Ended between the look and the lock: the same as ended before.
    begin
        return api.merge_case(merging, answer.case_id, answer.version, main.case_id);
    exception when sqlstate 'GR004' then
        return answer;
    end;
end $$;

-- Where the relation is not what the histories say: the last word of each report's own history, and of its main case's.
create or replace function gridroom.broken_mergings()
returns table (case_id bigint, seq integer, problem text) language sql stable security definer
set search_path = gridroom, public, pg_temp as $$
    with told as (
        select distinct on (s.case_id) s.case_id, s.seq, (s.detail ->> 'into_id')::bigint as main_id
        from case_step s where s.action in ('merge', 'unmerge') and s.detail ?| '{into_id,from_id}'
        order by s.case_id, s.seq desc
    ), heard as (
        select distinct on (s.detail ->> 'report_id') (s.detail ->> 'report_id')::bigint as report_id,
               case when s.action = 'merge' then s.case_id end as main_id
        from case_step s where s.action in ('merge', 'unmerge') and s.detail ? 'report_id'
        order by s.detail ->> 'report_id', s.step_id desc
    ), counted as (
        select main_id, count(*) as reports from told where main_id is not null group by main_id
    )
    select c.case_id, coalesce(t.seq, 0), 'the merging is not as written'
    from case_file c
    left join told t on t.case_id = c.case_id
    left join heard h on h.report_id = c.case_id
    left join counted n on n.main_id = c.case_id
    where (c.merged_into is not null or c.report_count <> 0 or t.case_id is not null or h.report_id is not null
           or n.main_id is not null)
      and (c.merged_into is distinct from t.main_id or c.merged_into is distinct from h.main_id
           or c.report_count <> coalesce(n.reports, 0))
$$;

reset role;
alter function gridroom.lock_two(bigint, bigint) owner to gridroom_across;
alter function gridroom.tell_main_case(bigint, text, text, uuid, gridroom.case_file) owner to gridroom_across;
alter function gridroom.run_clocks_on(bigint, timestamptz) owner to gridroom_across;
alter function gridroom.broken_mergings() owner to gridroom_across;
