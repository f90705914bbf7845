CREATE SCHEMA api;
ALTER SCHEMA api OWNER TO gridroom_owner;
CREATE SCHEMA gridroom;
ALTER SCHEMA gridroom OWNER TO gridroom_owner;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';
CREATE EXTENSION IF NOT EXISTS ltree WITH SCHEMA public;
COMMENT ON EXTENSION ltree IS 'data type for hierarchical tree-like structures';
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
CREATE TYPE api.case_answer AS (
	case_id bigint,
	case_number text,
	version integer,
	state text,
	step_seq integer,
	at timestamp with time zone,
	deadline_at timestamp with time zone,
	repeated boolean
);
ALTER TYPE api.case_answer OWNER TO gridroom_owner;
CREATE TYPE gridroom.area_put AS (
	item integer,
	code text,
	parent_id integer,
	path public.ltree,
	last_id integer,
	last_path public.ltree,
	last_from date,
	area_id integer,
	verdict text
);
ALTER TYPE gridroom.area_put OWNER TO gridroom_owner;
CREATE FUNCTION api.accept_case(request_id uuid, case_id bigint, version integer, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(accept_case.request_id, 'accept', accept_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(accept_case.case_id, accept_case.version, 'accept');
    c.state := 'accepted';
    return write_step(c, 'accept', 'dispatched', checked_text('remark', remark, 2000), accept_case.request_id);
end $$;
ALTER FUNCTION api.accept_case(request_id uuid, case_id bigint, version integer, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.accept_part(request_id uuid, case_id bigint, version integer, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select do_part(request_id, case_id, version, 'accept_part', checked_text('remark', remark, 2000))
$$;
ALTER FUNCTION api.accept_part(request_id uuid, case_id bigint, version integer, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.acknowledge_alarms(request_id uuid, alarms text[]) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select act_on_alarms(request_id, alarms, 'acknowledge', null, '')
$$;
ALTER FUNCTION api.acknowledge_alarms(request_id uuid, alarms text[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.add_note(request_id uuid, case_id bigint, note text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(add_note.request_id, 'note', add_note.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(add_note.case_id, null, 'note');
    return write_step(c, 'note', c.state, checked_text('note', note, 20000, true), add_note.request_id, raises => false);
end $$;
ALTER FUNCTION api.add_note(request_id uuid, case_id bigint, note text) OWNER TO gridroom_owner;
CREATE FUNCTION api.allowed_for_all(case_ids bigint[]) RETURNS TABLE(action text, needs text[], rank smallint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select a.action, a.needs, max(a.rank) from api.allowed_action a
    where a.case_id = any (case_ids)
    group by a.action, a.needs
    having count(*) = (select count(distinct asked) from unnest(case_ids) asked)
    order by max(a.rank), a.action
$$;
ALTER FUNCTION api.allowed_for_all(case_ids bigint[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.amend_case(request_id uuid, case_id bigint, version integer, changes jsonb, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(amend_case.request_id, 'amend', amend_case.case_id);
    c   case_file;
    old case_file;
    why text := checked_text('reason', reason, 2000, true);
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(amend_case.case_id, amend_case.version, 'amend');
    old := c;
    if jsonb_typeof(changes) is distinct from 'object' or changes = '{}' or exists (
        select from jsonb_object_keys(changes) k where k not in ('description', 'place', 'longitude', 'latitude',
            'minor_id', 'urgency', 'reporter_name', 'reporter_phone', 'keep_secret')) then
        perform refuse('GR004', 'nothing that can be amended', '{"field": "changes", "why": "unknown"}');
    end if;
    if changes ? 'minor_id' and c.condition_id is not null then
        perform refuse('GR004', 'the class follows from the filing condition once registered',
                       '{"field": "minor_id", "why": "registered"}');
    end if;
    c.description := case when changes ? 'description' then checked_text('description', changes ->> 'description', 20000, true) else c.description end;
    c.place := case when changes ? 'place' then checked_text('place', changes ->> 'place', 500) else c.place end;
    c.urgency := checked_urgency(coalesce(changes ->> 'urgency', c.urgency));
    c.reporter_name := case when changes ? 'reporter_name' then checked_text('reporter_name', changes ->> 'reporter_name', 500) else c.reporter_name end;
    c.reporter_phone := case when changes ? 'reporter_phone' then checked_text('reporter_phone', changes ->> 'reporter_phone', 500) else c.reporter_phone end;
    c.keep_secret := coalesce((changes ->> 'keep_secret')::boolean, c.keep_secret);
    if changes ? 'minor_id' then
        c.minor_id := checked_minor((changes ->> 'minor_id')::integer);
    end if;
    if changes ? 'longitude' or changes ? 'latitude' then
        c := placed(c, (changes ->> 'longitude')::float8, (changes ->> 'latitude')::float8);
    end if;
    return write_step(c, 'amend', c.state, why, amend_case.request_id, jsonb_build_object('changed', (
        select coalesce(jsonb_object_agg(o.key, case
            when o.key in ('reporter_name', 'reporter_phone') then '{}'::jsonb
            else jsonb_build_object('was', o.value, 'is', n.value) end), '{}')
        from jsonb_each(to_jsonb(old)) o join jsonb_each(to_jsonb(c)) n using (key)
        where o.value is distinct from n.value)));
exception when invalid_text_representation or numeric_value_out_of_range then
    perform refuse('GR004', 'a value has the wrong form', '{"field": "changes", "why": "malformed"}');
    return null;
end $$;
ALTER FUNCTION api.amend_case(request_id uuid, case_id bigint, version integer, changes jsonb, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.answer_case(request_id uuid, case_id bigint, version integer, reply text, original_at timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(answer_case.request_id, 'answer', answer_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(answer_case.case_id, answer_case.version, 'answer');
    c.state := 'closed';
    c.result := checked_text('reply', reply, 20000, true);
    return write_step(c, 'answer', 'reported', c.result, answer_case.request_id, clock => 'stop',
                      step_original_at => checked_original(answer_case.original_at));
end $$;
ALTER FUNCTION api.answer_case(request_id uuid, case_id bigint, version integer, reply text, original_at timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.answer_field_task(request_id uuid, words text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION api.answer_field_task(request_id uuid, words text) OWNER TO gridroom_owner;
CREATE FUNCTION api.answer_whistle(request_id uuid, case_id bigint, version integer, whistle_answer text, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(answer_whistle.request_id, 'answer_whistle', answer_whistle.case_id);
    c case_file;
    u case_unit;
    words text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(answer_whistle.case_id, answer_whistle.version, 'answer_whistle');
    if not may_do_part(c.case_id, 'answer_whistle') then
        perform refuse('GR003', 'this department was not whistled, or has answered',
                       '{"action": "answer_whistle", "why": "no_part"}');
    end if;
    if whistle_answer is null or whistle_answer not in ('arrived', 'refused') then
        perform refuse('GR004', 'unknown answer', '{"field": "whistle_answer", "why": "unknown"}');
    end if;
    words := checked_text('remark', remark, 2000, whistle_answer = 'refused');
    update case_unit t set answer = whistle_answer, answered_at = clock_timestamp(), answered_by = session_user,
        answer_words = words, ended_at = case when whistle_answer = 'refused' then clock_timestamp() end,
        ended_by = case when whistle_answer = 'refused' then session_user end,
        ended_how = case when whistle_answer = 'refused' then 'refused' else '' end,
        ended_why = case when whistle_answer = 'refused' then words else '' end
    where t.case_id = c.case_id and t.department_id = (me()).department_id and t.part = 'whistled' and t.answer = ''
      and t.ended_at is null
    returning * into u;
    c := with_units(c);
    return write_step(c, 'answer_whistle', c.state, words, answer_whistle.request_id,
                      told_units(array[u.unit_no]) || jsonb_build_object('whistle_answer', whistle_answer,
                          'late', u.answered_at > u.due_at));
end $$;
ALTER FUNCTION api.answer_whistle(request_id uuid, case_id bigint, version integer, whistle_answer text, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.appeal_order(request_id uuid, case_id bigint, version integer, order_id bigint, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(appeal_order.request_id, 'appeal_order', appeal_order.case_id);
    c case_file;
    o supervision_order;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(appeal_order.case_id, appeal_order.version, 'appeal_order');
    o := open_order(c, appeal_order.order_id);
    if o.appeal_outcome <> '' then
        perform refuse('GR004', 'an order is appealed against once', '{"field": "order_id", "why": "appealed"}');
    end if;
    update supervision_order s
    set appeal = checked_text('reason', appeal_order.reason, 2000, true), appealed_at = clock_timestamp(),
        appealed_by = session_user, appeal_outcome = 'pending'
    where s.order_id = o.order_id returning * into o;
    c.order_appeal := true;
    return write_step(c, 'appeal_order', c.state, o.appeal, appeal_order.request_id,
        jsonb_build_object('order_number', o.order_number, 'orders', jsonb_build_object(o.order_number, order_hash(o))));
end $$;
ALTER FUNCTION api.appeal_order(request_id uuid, case_id bigint, version integer, order_id bigint, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.appeal_time(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(appeal_time.request_id, 'appeal_time', appeal_time.case_id);
    c case_file;
    k case_clock;
    a time_appeal;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(appeal_time.case_id, appeal_time.version, 'appeal_time');
    if c.time_appeal <> '' then
        perform refuse('GR014', 'a case is appealed for once', '{"why": "enough"}');
    end if;
    k := handling_clock(c.case_id);
    if k.was_overdue is not true then
        perform refuse('GR014', 'the case was handled in time', '{"why": "in_time"}');
    end if;
    insert into time_appeal (case_id, clock_id, department_id, reason, asked_at)
    values (c.case_id, k.clock_id, c.department_id, checked_text('reason', appeal_time.reason, 2000, true), clock_timestamp())
    returning * into a;
    c.time_appeal := 'pending';
    return write_step(c, 'appeal_time', c.state, a.reason, appeal_time.request_id, told_appeal(a));
end $$;
ALTER FUNCTION api.appeal_time(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.approve_appeal(request_id uuid, case_id bigint, version integer, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(approve_appeal.request_id, 'approve_appeal', approve_appeal.case_id);
    c case_file;
    a time_appeal;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(approve_appeal.case_id, approve_appeal.version, 'approve_appeal');
    a := appeal_to_decide(c, 'approve_appeal');
    if a.approved_at is not null then
        perform refuse('GR014', 'the appeal has had its first look', '{"why": "approved"}');
    end if;
    update time_appeal t set approved_at = clock_timestamp(), approved_by = session_user
    where t.appeal_id = a.appeal_id returning * into a;
    return write_step(c, 'approve_appeal', c.state, checked_text('remark', remark, 2000), approve_appeal.request_id, told_appeal(a));
end $$;
ALTER FUNCTION api.approve_appeal(request_id uuid, case_id bigint, version integer, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.approve_request(request_id uuid, case_id bigint, version integer, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(approve_request.request_id, 'approve_request', approve_request.case_id);
    c case_file;
    r time_request;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(approve_request.case_id, approve_request.version, 'approve_request');
    r := request_to_decide(c, 'approve_request');
    if r.approved_at is not null then
        perform refuse('GR013', 'the request has its first approval', '{"why": "approved"}');
    end if;
    update time_request t set approved_at = clock_timestamp(), approved_by = session_user
    where t.request_no = r.request_no returning * into r;
    c.time_approved := true;
    return write_step(c, 'approve_request', c.state, checked_text('remark', remark, 2000), approve_request.request_id,
                      told_request(r));
end $$;
ALTER FUNCTION api.approve_request(request_id uuid, case_id bigint, version integer, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.approve_rung(request_id uuid, case_id bigint, version integer, decision text, office text, decision_words text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(approve_rung.request_id, 'approve_rung', approve_rung.case_id);
    c case_file;
    a approval;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(approve_rung.case_id, approve_rung.version, 'approve_rung');
    if c.handling_kind <> 'approval' or c.approval_rung = 4 or c.approval_refused then
        perform refuse('GR050', 'nothing is left to approve', '{"why": "over"}');
    end if;
    if decision is null or decision not in ('passed', 'refused') or (c.approval_rung = 3 and decision = 'refused') then
        perform refuse('GR004', 'passed or refused; a notice is given', '{"field": "decision", "why": "unknown"}');
    end if;
    insert into approval (case_id, ladder, rung, passed, office, words, written_at)
    values (c.case_id, c.approval_ladder, c.approval_rung + 1, decision = 'passed',
            checked_text('office', approve_rung.office, 200, true),
            checked_text('decision_words', decision_words, 2000, true), clock_timestamp())
    returning * into a;
    if a.passed then
        c.approval_rung := a.rung;
    else
        c.approval_refused := true;
    end if;
    return write_step(c, 'approve_rung', c.state, a.words, approve_rung.request_id,
        jsonb_build_object('rung', a.rung, 'passed', a.passed, 'office', a.office,
                           'approvals', jsonb_build_object(a.approval_no, approval_hash(a))));
end $$;
ALTER FUNCTION api.approve_rung(request_id uuid, case_id bigint, version integer, decision text, office text, decision_words text) OWNER TO gridroom_owner;
CREATE FUNCTION api.area_counts() RETURNS TABLE(area_path text, open integer, overdue integer, reported integer, registered integer, closed integer, answered integer, satisfied integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    since timestamptz := now() - make_interval(days => map_days());
begin
    return query
        select p.area_path::text, sum(p.open)::integer, sum(p.overdue)::integer, sum(p.reported)::integer,
               sum(p.registered)::integer, sum(p.closed)::integer, sum(p.answered)::integer, sum(p.satisfied)::integer
        from (select c.area_path, count(*) as open, count(*) filter (where c.deadline_at <= now()) as overdue,
                     0 as reported, 0 as registered, 0 as closed, 0 as answered, 0 as satisfied
              from case_file c where c.is_open group by 1
              union all
              select c.area_path, 0, 0, count(*), count(c.registered_at),
                     count(*) filter (where c.state = 'closed' and c.registered_at is not null), 0, 0
              from case_file c where c.reported_at >= since and c.state <> 'voided' group by 1
              union all
              select c.area_path, 0, 0, 0, 0, 0, count(*), count(*) filter (where b.satisfied = 'yes')
              from call_back b join case_file c using (case_id)
              where b.called_at >= since and b.satisfied <> 'unknown' group by 1) p
        group by 1;
end $$;
ALTER FUNCTION api.area_counts() OWNER TO gridroom_owner;
CREATE FUNCTION api.area_days(of_parent integer, of_level text) RETURNS TABLE(day date, begun integer, ended integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select c.day, count(*) filter (where c.begins)::integer, count(*) filter (where not c.begins)::integer
    from area parent
    join area a on a.path <@ parent.path and a.level = of_level
    cross join lateral (values (a.valid_from, true), (a.valid_to, false)) c(day, begins)
    where parent.area_id = of_parent and c.day is not null
    group by c.day order by c.day desc
$$;
ALTER FUNCTION api.area_days(of_parent integer, of_level text) OWNER TO gridroom_owner;
CREATE FUNCTION api.area_figure_sheet(of_area integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    one area := standing_area(of_area);
    holds figures_now;
begin
    if one.area_id is null then
        perform refuse('GR005', 'there is no such area now', '{"what": "area"}');
    end if;
    select f.* into holds from figures_now f where f.area_id = one.area_id;
    return jsonb_build_object('level', one.level, 'code', one.code, 'name', one.name, 'today', now_local()::date,
        'outdated_on', case when holds.households is not null then holds.outdated_on end,
        'households', holds.households, 'population', holds.population, 'valid_from', holds.valid_from, 'source', holds.source,
        'below', (select jsonb_build_array(count(*), count(f.households) filter (where f.outdated_on is null)) from area a
                  left join figures_now f on f.area_id = a.area_id
                  where a.parent_id = one.area_id and a.valid_to is null),
        'steps', (select coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'by', coalesce(p.name, s.by_login), 'old', s.old, 'new', s.new)
                                            order by s.step_id desc), '[]')
                  from (select * from configuration_step c
                        where c.subject = 'area_figures' and c.subject_key = one.level || '/' || one.code
                        order by c.step_id desc limit 100) s
                  left join person p on p.login = s.by_login));
end $$;
ALTER FUNCTION api.area_figure_sheet(of_area integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.area_set(of_parent integer, of_level text) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    parent area := standing_area(of_parent);
begin
    if parent.area_id is null then
        parent := heir_of_area(of_parent);
    end if;
    if parent.area_id is null or not coalesce(area_level_rank(of_level) > area_level_rank(parent.level), false) then
        perform refuse('GR005', 'there is no such area now', '{"what": "area"}');
    end if;
    return jsonb_build_object(
        'parent', jsonb_build_object('area_id', parent.area_id, 'level', parent.level, 'code', parent.code, 'name', parent.name,
            'label', subpath(parent.path, -1)::text,
            'outline', (select o.outline from area_outline o where o.area_id = parent.area_id)),
        'level', of_level,
        'seen', area_set_stamp(parent.path, of_level),
        'today', now_local()::date,
        'planned', (select min(r.from_day) from area_redraw r where r.state = 'planned' and r.level = of_level
                      and (r.parent_path <@ parent.path or r.parent_path @> parent.path)),
        'used', (select coalesce(jsonb_agg(distinct a.code), '[]') from area a where a.level = of_level and a.path <@ parent.path),
        'parents', (select coalesce(jsonb_agg(jsonb_build_object('code', a.code, 'level', a.level, 'name', a.name) order by a.code), '[]')
                    from area a where a.valid_to is null and a.path <@ parent.path
                     and area_level_rank(a.level) < area_level_rank(of_level)),
        'usual', usual_grids(),
        -- What lies inside, so that parts that are drawn can be counted: centres of cells, places of open cases that this
        -- person sees, and the households that were given of anything here.
        'inner', case when of_level <> 'grid_cell' then (
            select coalesce(jsonb_agg(jsonb_build_array(o.centre[0], o.centre[1], subpath(a.path, -1)::text)), '[]')
            from area a join area_outline o using (area_id)
            where a.valid_to is null and a.level = 'grid_cell' and a.path <@ parent.path) else '[]' end,
        'cases', (select coalesce(jsonb_agg(jsonb_build_array(c.position[0], c.position[1])), '[]')
                  from (select f.position from case_file f
                        where f.is_open and f.area_path <@ parent.path and f.position is not null limit 20000) c),
        'figures', (select coalesce(jsonb_agg(jsonb_build_array(a.path::text, f.households)), '[]')
                    from area a left join figures_now f on f.area_id = a.area_id and f.outdated_on is null
                    where a.valid_to is null and a.path <@ parent.path
                      and exists (select from area_figures g join area b using (level, code) where b.valid_to is null and b.path <@ parent.path)),
        'areas', (select coalesce(jsonb_agg(e.element || jsonb_build_object('area_id', a.area_id, 'valid_from', a.valid_from,
                        'label', subpath(a.path, -1)::text,
                        'cells', (select count(*) from area c where c.valid_to is null and c.level = 'grid_cell' and c.path <@ a.path
                                  and c.area_id <> a.area_id),
                        'open_cases', (select count(*) from case_file f where f.is_open and f.area_path <@ a.path)) order by a.code), '[]')
                  from area_set(parent.path, of_level) a
                  cross join lateral (select area_elements(array[a.area_id]) -> 0 as element) e
                  where e.element is not null));
end $$;
ALTER FUNCTION api.area_set(of_parent integer, of_level text) OWNER TO gridroom_owner;
CREATE FUNCTION api.area_versions(of_area integer) RETURNS TABLE(area_id integer, code text, name text, provisional boolean, valid_from date, valid_to date, area_m2 double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select a.area_id, a.code, a.name, a.provisional, a.valid_from, a.valid_to, o.area_m2
    from area one
    join area a on a.path = one.path
    left join area_outline o on o.area_id = a.area_id
    where one.area_id = of_area
    order by a.valid_from desc, a.area_id desc
$$;
ALTER FUNCTION api.area_versions(of_area integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.areas_on(of_parent integer, of_level text, day date) RETURNS TABLE(area_id integer, label text, code text, name text, exclusive boolean, valid_from date, valid_to date, outline jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select a.area_id, subpath(a.path, -1)::text, a.code, a.name, a.exclusive, a.valid_from, a.valid_to, o.outline
    from area parent
    join area a on a.path <@ parent.path and a.level = of_level
    join area_outline o on o.area_id = a.area_id
    where parent.area_id = of_parent and a.valid_from <= day and (a.valid_to is null or a.valid_to > day)
    order by a.code, a.area_id
$$;
ALTER FUNCTION api.areas_on(of_parent integer, of_level text, day date) OWNER TO gridroom_owner;
CREATE FUNCTION api.ask_confirmation(request_id uuid, case_id bigint, version integer, worker text DEFAULT ''::text, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(ask_confirmation.request_id, 'ask_confirmation', ask_confirmation.case_id);
    c case_file;
    whom jsonb;
    code text;
    said text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(ask_confirmation.case_id, ask_confirmation.version, 'ask_confirmation');
    whom := task_receiver(c, worker);
    if whom is null then
        perform refuse('GR004', 'nobody there can confirm this case', '{"field": "worker", "why": "unknown"}');
    end if;
    c.state := 'confirming';
    c.confirmation := '';
    said := checked_text('remark', remark, 2000);
    code := new_task_code();
    answer := write_step(c, 'ask_confirmation', 'reported', said, ask_confirmation.request_id,
                         whom || jsonb_build_object('task', code), clock => 'confirm');
    perform put_task(c, 'confirm', code, whom, said, answer.at, answer.deadline_at);
    return answer;
end $$;
ALTER FUNCTION api.ask_confirmation(request_id uuid, case_id bigint, version integer, worker text, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.ask_deferral(request_id uuid, case_id bigint, version integer, until timestamp with time zone, reason text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select ask_time(request_id, case_id, version, 'ask_deferral', 'deferral', reason, until)
$$;
ALTER FUNCTION api.ask_deferral(request_id uuid, case_id bigint, version integer, until timestamp with time zone, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.ask_extension(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select ask_time(request_id, case_id, version, 'ask_extension', 'extension', reason, null)
$$;
ALTER FUNCTION api.ask_extension(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.attach_file(request_id uuid, case_id bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone DEFAULT NULL::timestamp with time zone, longitude double precision DEFAULT NULL::double precision, latitude double precision DEFAULT NULL::double precision) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(attach_file.request_id, 'attach', attach_file.case_id);
begin
    if answer.case_id is not null then return answer; end if;
    return put_file(take_case(attach_file.case_id, null, 'attach'), attach_file.request_id, attach_file.kind, attach_file.file_name,
        attach_file.media_type, attach_file.bytes, attach_file.taken_at, attach_file.longitude, attach_file.latitude);
end $$;
ALTER FUNCTION api.attach_file(request_id uuid, case_id bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) OWNER TO gridroom_owner;
CREATE FUNCTION api.attachment_bytes(attachment_id bigint) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION api.attachment_bytes(attachment_id bigint) OWNER TO gridroom_owner;
CREATE FUNCTION api.begin_planned_redraws() RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$ select begin_redraws() $$;
ALTER FUNCTION api.begin_planned_redraws() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.is_wall_only() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select has_duty('wall') and not has_any_duty(array['gridroom_call_taker', 'gridroom_dispatcher',
        'gridroom_duty_chief', 'gridroom_inspector', 'gridroom_department', 'gridroom_administrator'])
$$;
ALTER FUNCTION gridroom.is_wall_only() OWNER TO gridroom_owner;
CREATE TABLE gridroom.area (
    area_id integer NOT NULL,
    level text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    parent_id integer,
    path public.ltree NOT NULL,
    provisional boolean DEFAULT false NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    exclusive boolean DEFAULT false NOT NULL,
    CONSTRAINT area_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT area_exclusive_check CHECK (((NOT exclusive) OR (level = 'duty_grid'::text))),
    CONSTRAINT area_level_check CHECK ((level = ANY (ARRAY['district'::text, 'street'::text, 'community'::text, 'duty_grid'::text, 'grid_cell'::text])))
);
ALTER TABLE ONLY gridroom.area FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area OWNER TO gridroom_owner;
CREATE TABLE gridroom.case_file (
    case_id bigint NOT NULL,
    case_number text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    state text NOT NULL,
    state_before_suspension text,
    description text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    "position" point,
    cell_id integer,
    area_path public.ltree DEFAULT ''::public.ltree NOT NULL,
    street_id integer,
    community_id integer,
    source text NOT NULL,
    urgency text DEFAULT 'normal'::text NOT NULL,
    reporter_name text DEFAULT ''::text NOT NULL,
    reporter_phone text DEFAULT ''::text NOT NULL,
    keep_secret boolean DEFAULT false NOT NULL,
    minor_id integer,
    condition_id integer,
    limit_kind text,
    limit_value numeric,
    department_id integer,
    result text DEFAULT ''::text NOT NULL,
    closing_condition text DEFAULT ''::text NOT NULL,
    origin text DEFAULT 'desk'::text NOT NULL,
    original_id text DEFAULT ''::text NOT NULL,
    original_at timestamp with time zone,
    reported_at timestamp with time zone DEFAULT now() NOT NULL,
    registered_at timestamp with time zone,
    dispatched_at timestamp with time zone,
    opened_at timestamp with time zone,
    accepted_at timestamp with time zone,
    handled_at timestamp with time zone,
    verified_at timestamp with time zone,
    closed_at timestamp with time zone,
    clock_id bigint,
    deadline_at timestamp with time zone,
    near_at timestamp with time zone,
    paused_remaining interval,
    rework_count smallint DEFAULT 0 NOT NULL,
    return_count smallint DEFAULT 0 NOT NULL,
    sheet_number text DEFAULT ''::text NOT NULL,
    printed_line text,
    changed_after_print boolean DEFAULT false NOT NULL,
    step_count integer DEFAULT 0 NOT NULL,
    last_hash bytea,
    remind_count smallint DEFAULT 0 NOT NULL,
    card text DEFAULT ''::text NOT NULL,
    reply_due timestamp with time zone,
    time_request text DEFAULT ''::text NOT NULL,
    time_approved boolean DEFAULT false NOT NULL,
    confirmation text DEFAULT ''::text NOT NULL,
    stage text GENERATED ALWAYS AS (
CASE state
    WHEN 'reported'::text THEN 'to_register'::text
    WHEN 'confirming'::text THEN 'to_register'::text
    WHEN 'registered'::text THEN 'to_dispatch'::text
    WHEN 'returned'::text THEN 'to_dispatch'::text
    WHEN 'disputed'::text THEN 'to_dispatch'::text
    WHEN 'escalated'::text THEN 'to_dispatch'::text
    WHEN 'dispatched'::text THEN 'to_handle'::text
    WHEN 'accepted'::text THEN 'to_handle'::text
    WHEN 'in_rework'::text THEN 'to_handle'::text
    WHEN 'suspended'::text THEN 'to_handle'::text
    WHEN 'deferred'::text THEN 'to_handle'::text
    WHEN 'handled'::text THEN 'to_verify'::text
    WHEN 'self_handled'::text THEN 'to_verify'::text
    WHEN 'verified'::text THEN 'to_close'::text
    ELSE 'ended'::text
END) STORED NOT NULL,
    is_open boolean GENERATED ALWAYS AS ((state <> ALL (ARRAY['closed'::text, 'rejected'::text, 'voided'::text, 'merged'::text]))) STORED NOT NULL,
    merged_into bigint,
    report_count smallint DEFAULT 0 NOT NULL,
    seen_by integer[] DEFAULT '{}'::integer[] NOT NULL,
    open_parts smallint DEFAULT 0 NOT NULL,
    whistle_due timestamp with time zone,
    level text DEFAULT ''::text NOT NULL,
    handling_kind text DEFAULT ''::text NOT NULL,
    closing_kind text DEFAULT ''::text NOT NULL,
    reporter_told_at timestamp with time zone,
    track_count smallint DEFAULT 0 NOT NULL,
    approval_ladder smallint DEFAULT 0 NOT NULL,
    approval_rung smallint DEFAULT 0 NOT NULL,
    approval_refused boolean DEFAULT false NOT NULL,
    hand_overs text[] DEFAULT '{}'::text[] NOT NULL,
    receipt_due timestamp with time zone,
    call_back text DEFAULT ''::text NOT NULL,
    call_back_count smallint DEFAULT 0 NOT NULL,
    reopen_count smallint DEFAULT 0 NOT NULL,
    time_appeal text DEFAULT ''::text NOT NULL,
    order_appeal boolean DEFAULT false NOT NULL,
    CONSTRAINT case_file_approval_rung_check CHECK (((approval_rung >= 0) AND (approval_rung <= 4))),
    CONSTRAINT case_file_call_back_check CHECK ((call_back = ANY (ARRAY[''::text, 'due'::text, 'done'::text, 'unreached'::text]))),
    CONSTRAINT case_file_card_check CHECK ((card = ANY (ARRAY[''::text, 'reminder'::text, 'yellow'::text, 'red'::text]))),
    CONSTRAINT case_file_check CHECK ((merged_into <> case_id)),
    CONSTRAINT case_file_closing_kind_check CHECK ((closing_kind = ANY (ARRAY[''::text, 'normal'::text, 'answered'::text, 'self_handled'::text, 'forced'::text, 'informed'::text]))),
    CONSTRAINT case_file_confirmation_check CHECK ((confirmation = ANY (ARRAY[''::text, 'exists'::text, 'absent'::text, 'unable'::text]))),
    CONSTRAINT case_file_handling_kind_check CHECK ((handling_kind = ANY (ARRAY[''::text, 'general'::text, 'coordinate'::text, 'emergency'::text, 'approval'::text]))),
    CONSTRAINT case_file_level_check CHECK ((level = ANY (ARRAY[''::text, 'community'::text, 'street'::text, 'district'::text, 'city'::text]))),
    CONSTRAINT case_file_time_appeal_check CHECK ((time_appeal = ANY (ARRAY[''::text, 'pending'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text]))),
    CONSTRAINT case_file_time_request_check CHECK ((time_request = ANY (ARRAY[''::text, 'extension'::text, 'deferral'::text]))),
    CONSTRAINT case_file_urgency_check CHECK ((urgency = ANY (ARRAY['normal'::text, 'urgent'::text]))),
    CONSTRAINT merged_somewhere CHECK (((state = 'merged'::text) = (merged_into IS NOT NULL)))
)
WITH (autovacuum_vacuum_insert_scale_factor='0', autovacuum_vacuum_insert_threshold='20000', autovacuum_vacuum_scale_factor='0.02');
ALTER TABLE ONLY gridroom.case_file FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_file OWNER TO gridroom_owner;
CREATE TABLE gridroom.catalogue_major (
    kind text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    disabled boolean DEFAULT false NOT NULL,
    CONSTRAINT catalogue_major_kind_check CHECK ((kind = ANY (ARRAY['component'::text, 'event'::text])))
);
ALTER TABLE ONLY gridroom.catalogue_major FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.catalogue_major OWNER TO gridroom_owner;
CREATE TABLE gridroom.catalogue_minor (
    minor_id integer NOT NULL,
    kind text NOT NULL,
    major_code text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    disabled boolean DEFAULT false NOT NULL,
    disabled_with_major boolean DEFAULT false NOT NULL,
    CONSTRAINT catalogue_minor_check CHECK ((disabled OR (NOT disabled_with_major)))
);
ALTER TABLE ONLY gridroom.catalogue_minor FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.catalogue_minor OWNER TO gridroom_owner;
CREATE TABLE gridroom.department (
    department_id integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    parent_id integer,
    active boolean DEFAULT true NOT NULL
);
ALTER TABLE gridroom.department OWNER TO gridroom_owner;
CREATE VIEW api.case_board AS
 SELECT c.case_id,
    c.case_number,
    c.version,
    c.state,
    c.stage,
    c.is_open,
    COALESCE(m.kind, ''::text) AS kind,
    COALESCE(j.name, ''::text) AS category,
    COALESCE(m.name, ''::text) AS subcategory,
        CASE
            WHEN ( SELECT gridroom.is_wall_only() AS is_wall_only) THEN ''::text
            ELSE "left"(split_part(c.description, '
'::text, 1), 80)
        END AS summary,
    c.place,
    (c.area_path)::text AS area_path,
    COALESCE(s.name, ''::text) AS street,
    COALESCE(k.name, ''::text) AS community,
    COALESCE(g.code, ''::text) AS cell_code,
    c.department_id,
    COALESCE(d.name, ''::text) AS department,
    c.source,
    c.urgency,
    c.reported_at,
    c.deadline_at,
    c.near_at,
    c.paused_remaining,
    c.rework_count,
    c.return_count,
    c.opened_at,
    c.changed_after_print,
    (c.origin ~~ 'import:%'::text) AS imported,
    c.remind_count,
    c.card,
    c.reply_due,
    c.time_request,
    c.time_approved,
    c.confirmation,
    c.time_appeal,
    c.order_appeal,
    c.open_parts,
    c.whistle_due,
    c.level,
    c."position"[0] AS longitude,
    c."position"[1] AS latitude,
    c.handling_kind,
    c.closing_kind,
    c.call_back,
    c.call_back_count,
    c.reopen_count,
    array_to_string(c.hand_overs, ' '::text) AS hand_overs,
    c.receipt_due
   FROM ((((((gridroom.case_file c
     LEFT JOIN gridroom.catalogue_minor m ON ((m.minor_id = c.minor_id)))
     LEFT JOIN gridroom.catalogue_major j ON (((j.kind = m.kind) AND (j.code = m.major_code))))
     LEFT JOIN gridroom.area g ON ((g.area_id = c.cell_id)))
     LEFT JOIN gridroom.area s ON ((s.area_id = c.street_id)))
     LEFT JOIN gridroom.area k ON ((k.area_id = c.community_id)))
     LEFT JOIN gridroom.department d ON ((d.department_id = c.department_id)));
ALTER VIEW api.case_board OWNER TO gridroom_owner;
CREATE FUNCTION api.board_rows(case_ids bigint[]) RETURNS SETOF api.case_board
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    return query select * from api.case_board b where b.is_open and b.case_id = any (board_rows.case_ids);
end $$;
ALTER FUNCTION api.board_rows(case_ids bigint[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.call_back(request_id uuid, case_id bigint, version integer, reached boolean, responded text DEFAULT ''::text, solved text DEFAULT ''::text, satisfied text DEFAULT ''::text, words text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(call_back.request_id, 'call_back', call_back.case_id);
    c case_file;
    b gridroom.call_back;
    enough integer := coalesce((setting_value('call_back') ->> 'attempts')::integer, 3);
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(call_back.case_id, call_back.version, 'call_back');
    if call_back.reached is null then
        perform refuse('GR004', 'reached or not', '{"field": "reached", "why": "empty"}');
    end if;
    b.responded := checked_yes_no('responded', call_back.responded);
    b.solved := checked_yes_no('solved', call_back.solved);
    b.satisfied := checked_yes_no('satisfied', call_back.satisfied);
    if not call_back.reached and (b.responded, b.solved, b.satisfied) <> ('unknown', 'unknown', 'unknown') then
        perform refuse('GR004', 'who was not reached did not answer', '{"field": "reached", "why": "not_reached"}');
    end if;
    if call_back.reached and (b.responded, b.solved, b.satisfied) = ('unknown', 'unknown', 'unknown')
       and coalesce(call_back.words, '') = '' then
        perform refuse('GR004', 'what did they say', '{"field": "words", "why": "empty"}');
    end if;
    insert into call_back (case_id, round, reached, responded, solved, satisfied, words, called_at)
    values (c.case_id, c.reopen_count, call_back.reached, b.responded, b.solved, b.satisfied,
            checked_text('words', call_back.words, 2000), clock_timestamp())
    returning * into b;
    c.call_back_count := c.call_back_count + 1;
    c.call_back := case when b.reached then 'done' when c.call_back <> 'due' then c.call_back
                        when c.call_back_count >= enough then 'unreached' else 'due' end;
    return write_step(c, 'call_back', c.state, b.words, call_back.request_id,
        jsonb_build_object('reached', b.reached, 'responded', b.responded, 'solved', b.solved, 'satisfied', b.satisfied,
                           'attempt', c.call_back_count,
                           'call_backs', jsonb_build_object(b.call_back_no, call_back_hash(b))));
end $$;
ALTER FUNCTION api.call_back(request_id uuid, case_id bigint, version integer, reached boolean, responded text, solved text, satisfied text, words text) OWNER TO gridroom_owner;
CREATE FUNCTION api.camera_state(gb_code text, state text, seen_at timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    known camera;
    at timestamptz := least(coalesce(camera_state.seen_at, clock_timestamp()), clock_timestamp());
begin
    perform me();
    if not (has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_administrator}')
            or exists (select from pg_roles r where r.rolname = 'gridroom_gateway' and pg_has_role(session_user, r.oid, 'member'))) then
        perform refuse('GR003', 'this person does not watch cameras', jsonb_build_object('action', 'camera_state'));
    end if;
    if camera_state.state is null or not camera_state.state = any (array['live', 'stalled', 'dead', 'unknown']) then
        perform refuse('GR004', 'a camera is live, stalled, dead or unknown', jsonb_build_object('field', 'state', 'why', 'malformed'));
    end if;
    select * into known from camera c where c.gb_code = camera_state.gb_code and c.active for update;
    if not found then
        perform refuse('GR005', 'there is no such camera here', jsonb_build_object('what', 'camera'));
    end if;
    if at <= known.state_seen_at then
        return false;
    end if;
    update camera c set state_seen_at = at, state = camera_state.state,
                        state_since = case when c.state = camera_state.state then c.state_since else at end
        where c.camera_id = known.camera_id;
    return known.state <> camera_state.state;
end $$;
ALTER FUNCTION api.camera_state(gb_code text, state text, seen_at timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.cameras_near(at_longitude double precision, at_latitude double precision, most integer DEFAULT 10) RETURNS TABLE(camera_id integer, gb_code text, name text, longitude double precision, latitude double precision, direction real, view_angle real, reach real, state text, state_since timestamp with time zone, has_stream boolean, metres double precision, covers boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    p point := checked_place(at_longitude, at_latitude);
begin
    perform me();
    return query
        select c.camera_id, c.gb_code, c.name, c.position[0], c.position[1], c.direction, c.view_angle, c.reach,
               c.state, c.state_since, c.stream_address <> '', a.metres, a.covers
        from cameras_around(p, least(greatest(most, 1), 100), my_area_path()) a
        join camera c using (camera_id)
        order by a.covers desc, a.metres, c.camera_id;
end $$;
ALTER FUNCTION api.cameras_near(at_longitude double precision, at_latitude double precision, most integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.case_papers(case_id bigint) RETURNS TABLE(kind text, subject text, paper_number text, what text, paper_id bigint, sequence integer, content_hash text, issued_at timestamp with time zone, issued_by text, prints integer, printed_at timestamp with time zone, printed_by text, current boolean, may_issue boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION api.case_papers(case_id bigint) OWNER TO gridroom_owner;
CREATE FUNCTION api.case_points(starts timestamp with time zone, ends timestamp with time zone, open_only boolean DEFAULT false) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    perform checked_period(case_points.starts, case_points.ends);
    return coalesce((
        select string_agg(float4send(c.position[0]::real) || float4send(c.position[1]::real), '')
        from case_file c
        where c.reported_at >= case_points.starts and c.reported_at < case_points.ends and c.position is not null
          and c.state <> 'voided' and (c.is_open or not case_points.open_only)), '');
end $$;
ALTER FUNCTION api.case_points(starts timestamp with time zone, ends timestamp with time zone, open_only boolean) OWNER TO gridroom_owner;
CREATE FUNCTION api.cells_near(longitude double precision, latitude double precision, metres double precision) RETURNS TABLE(area_id integer, outline jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    place point := checked_place(longitude, latitude);
    north float8;
    east float8;
    window_ring polygon;
begin
    if metres < 0.01 then
        perform refuse('GR004', 'more than nothing', '{"field": "metres", "why": "out_of_range"}');
    end if;
    north := least(metres, 50000) / 111320;
    east := north / greatest(cos(radians(latitude)), 0.01);
    window_ring := polygon(box(point(longitude - east, latitude - north), point(longitude + east, latitude + north)));
    return query
        select o.area_id, o.outline
        from area_outline o
        where o.area_id in (select r.area_id from area_ring r
                            where r.level = 'grid_cell' and r.ring_no = 0 and r.current and r.ring && window_ring)
        order by o.centre <-> place, o.area_id
        limit 2000;
end $$;
ALTER FUNCTION api.cells_near(longitude double precision, latitude double precision, metres double precision) OWNER TO gridroom_owner;
CREATE FUNCTION api.cells_of_worker(worker text, day date, reason text) RETURNS TABLE(cell_id integer, cell_code text, minutes double precision, first_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    why text := checked_text('reason', cells_of_worker.reason, 2000, true);
    unit field_unit;
    begins timestamptz := checked_day(cells_of_worker.day)::timestamp at time zone time_zone();
begin
    perform may_see_patrols();
    perform checked_span(begins, begins + interval '1 day');
    unit := readable_unit(cells_of_worker.worker);
    if not reading_on_record(unit.unit_id, 'cells', begins, begins + interval '1 day', why) then
        return;
    end if;
    perform sum_patrols(array[unit.unit_id], cells_of_worker.day);
    return query
        select c.area_id, c.code, s.seconds / 60, s.first_at
        from patrol_cell s join area c on c.area_id = s.area_id and c.level = 'grid_cell'
        where s.day = cells_of_worker.day and s.unit_id = unit.unit_id
        order by s.first_at, c.code;
end $$;
ALTER FUNCTION api.cells_of_worker(worker text, day date, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.cells_walked(day date, area_id integer DEFAULT NULL::integer) RETURNS TABLE(cell_id integer, cell_code text, minutes double precision, workers integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    asked integer[];
begin
    perform may_see_patrols();
    perform checked_day(cells_walked.day);
    asked := units_under(cells_walked.area_id);
    perform sum_patrols(asked, cells_walked.day);
    return query
        select c.area_id, c.code, sum(s.seconds) / 60, count(*)::integer
        from patrol_cell s join area c on c.area_id = s.area_id and c.level = 'grid_cell'
        where s.day = cells_walked.day and s.unit_id = any (asked)
        group by c.area_id, c.code order by c.code;
end $$;
ALTER FUNCTION api.cells_walked(day date, area_id integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.change_assisting(request_id uuid, case_id bigint, version integer, assisting integer[], reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(change_assisting.request_id, 'change_assisting', change_assisting.case_id);
    c case_file;
    beside integer[];
    going integer[];
    why text := checked_text('reason', reason, 2000, true);
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(change_assisting.case_id, change_assisting.version, 'change_assisting');
    beside := array_remove(checked_departments('assisting', assisting), c.department_id);
    select coalesce(array_agg(u.department_id), '{}') into going from case_unit u
    where u.case_id = c.case_id and u.part = 'assist' and u.ended_at is null and u.department_id = any (beside);
    wrote := end_units(c, '{assist}', 'released', why, going)
             || tell_units(c, array(select unnest(beside) except select unnest(going)), 'assist', why);
    c := with_units(c);
    return write_step(c, 'change_assisting', c.state, why, change_assisting.request_id,
                      told_units(wrote) || jsonb_build_object('assisting', department_names(beside)));
end $$;
ALTER FUNCTION api.change_assisting(request_id uuid, case_id bigint, version integer, assisting integer[], reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.change_rule(change jsonb, to_open boolean, seen text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    effect jsonb;
    always boolean := change ->> 'rule' in ('card_rules', 'hours_per_work_day', 'office_hours', 'calendar_day', 'calendar_days');
begin
    perform only_administrator('change_rule');
    if always and not coalesce(to_open, false) then
        perform refuse('GR004', 'this rule holds for open cases too', '{"field": "to_open", "why": "always"}');
    end if;
    perform pg_advisory_xact_lock(7004);
    if coalesce(to_open, false) then
        perform lock_open_cases();
        effect := rule_effect(change);
        if effect ->> 'fingerprint' is distinct from seen then
            perform refuse('GR015', 'the rules or their effect are others than were shown', jsonb_build_object('fingerprint', effect ->> 'fingerprint'));
        end if;
    end if;
    perform write_rule(change);
    if not coalesce(to_open, false) then
        return 0;
    end if;
    perform carry_to_open(change);
    return tell_moved(change, effect -> 'cases');
end $$;
ALTER FUNCTION api.change_rule(change jsonb, to_open boolean, seen text) OWNER TO gridroom_owner;
CREATE FUNCTION api.change_seen_setting(key text, value jsonb, seen jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
begin
    perform only_administrator('change_setting');
    if not exists (select from setting s where s.key = change_seen_setting.key and s.value = seen for update) then
        perform refuse_unseen();
    end if;
    return change_setting(change_seen_setting.key, change_seen_setting.value);
end $$;
ALTER FUNCTION api.change_seen_setting(key text, value jsonb, seen jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.change_setting(key text, value jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    was jsonb;
begin
    perform only_administrator('change_setting');
    select s.value into was from setting s where s.key = change_setting.key for update;
    if not found then
        perform refuse('GR005', 'no such setting', '{"what": "setting"}');
    end if;
    perform check_setting(change_setting.key, change_setting.value);
    update setting s set value = change_setting.value, changed_at = now(), changed_by = session_user
    where s.key = change_setting.key and s.value <> change_setting.value;
    if configured('setting', change_setting.key, was, change_setting.value) = 'unchanged'
       or change_setting.key not in ('time_zone', 'hours_per_work_day') then
        return 0;
    end if;
    return recompute_deadlines();
end $$;
ALTER FUNCTION api.change_setting(key text, value jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.class_examples(per_class integer DEFAULT 40, newest integer DEFAULT 6000) RETURNS TABLE(case_id bigint, minor_id integer, description text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select e.case_id, e.minor_id, e.description
    from (
        select c.case_id, c.minor_id, left(c.description, 600) as description,
               row_number() over (partition by c.minor_id order by c.case_id desc) as nth
        from (
            select f.case_id, f.minor_id, f.description
            from case_file f
            where f.minor_id is not null and f.registered_at is not null and f.state not in ('rejected', 'voided')
              and (select has_any_duty(array['gridroom_call_taker', 'gridroom_dispatcher', 'gridroom_duty_chief']))
            order by f.case_id desc
            limit least(greatest(newest, 0), 20000)
        ) c
    ) e
    where e.nth <= least(greatest(per_class, 0), 1000)
    order by e.case_id desc
$$;
ALTER FUNCTION api.class_examples(per_class integer, newest integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.close_areas(area_ids integer[], from_day date DEFAULT NULL::date, accepted jsonb DEFAULT NULL::jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    day date := checked_area_day(from_day, 'close_areas');
    accepts jsonb := checked_acceptance(accepted);
    at_level text;
begin
    for at_level in select distinct a.level from area a where a.area_id = any (area_ids) and a.valid_to is null loop
        perform check_later(at_level, '{}', area_elements(array(
            select a.area_id from area a where a.area_id = any (area_ids) and a.level = at_level and a.valid_to is null)), accepts);
    end loop;
    return end_areas(area_ids, day);
end $$;
ALTER FUNCTION api.close_areas(area_ids integer[], from_day date, accepted jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.close_case(request_id uuid, case_id bigint, version integer, closing_condition text, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(close_case.request_id, 'close', close_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(close_case.case_id, close_case.version, 'close');
    if c.state = 'registered' and c.handling_kind not in ('coordinate', 'approval') then
        perform refuse('GR002', 'nobody handled it', jsonb_build_object('state', c.state, 'action', 'close'));
    end if;
    before := c.state;
    c.state := 'closed';
    c.closing_condition := checked_text('closing_condition', close_case.closing_condition, 500, true);
    return write_step(c, 'close', before, checked_text('remark', remark, 2000), close_case.request_id,
                      jsonb_build_object('closing_condition', c.closing_condition), clock => 'stop');
end $$;
ALTER FUNCTION api.close_case(request_id uuid, case_id bigint, version integer, closing_condition text, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.component_of(wanted text) RETURNS TABLE(component_id bigint, code text, class_code text, class_name text, name text, longitude double precision, latitude double precision, owner text, department text, state text, changed_on date)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
begin
    perform me();
    return query
        select c.component_id, c.code, c.class_code, coalesce(m.name, ''), c.name, c.position[0], c.position[1],
               c.owner, coalesce(d.name, ''), c.state, c.changed_on
        from component c
        left join catalogue_minor m on m.kind = 'component' and m.major_code = left(c.class_code, 2) and m.code = substr(c.class_code, 3)
        left join department d using (department_id)
        where c.code = btrim(wanted);
end $$;
ALTER FUNCTION api.component_of(wanted text) OWNER TO gridroom_owner;
CREATE FUNCTION api.components_near(at_longitude double precision, at_latitude double precision, most integer DEFAULT 10, of_class text DEFAULT NULL::text) RETURNS TABLE(component_id bigint, code text, class_code text, class_name text, name text, longitude double precision, latitude double precision, metres double precision, owner text, department text, state text, changed_on date)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    p point := checked_place(at_longitude, at_latitude);
    wanted integer := least(greatest(most, 1), 200);
begin
    perform me();
    return query
        select n.component_id, n.code, n.class_code, coalesce(m.name, ''), n.name, n.position[0], n.position[1], n.metres,
               n.owner, coalesce(d.name, ''), n.state, n.changed_on
        from (
            select c.*, ground_metres(p, c.position) as metres from nearest_components(p, wanted) c where of_class is null
            union all
            select c.*, ground_metres(p, c.position)
            from (select x.* from component x
                  where of_class is not null and x.position <@ box_around(p, 2000) and x.class_code = of_class
                  order by ground_metres(p, x.position), x.component_id limit wanted) c
        ) n
        left join catalogue_minor m on m.kind = 'component' and m.major_code = left(n.class_code, 2) and m.code = substr(n.class_code, 3)
        left join department d using (department_id)
        order by n.metres, n.component_id;
end $$;
ALTER FUNCTION api.components_near(at_longitude double precision, at_latitude double precision, most integer, of_class text) OWNER TO gridroom_owner;
CREATE FUNCTION api.confirm_case(request_id uuid, case_id bigint, version integer, confirmation text, finding text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(confirm_case.request_id, 'confirm', confirm_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(confirm_case.case_id, confirm_case.version, 'confirm');
    if not may_confirm(c.case_id) then
        perform refuse('GR003', 'somebody else was asked', '{"action": "confirm", "why": "not_asked"}');
    end if;
    if confirm_case.confirmation is null or confirm_case.confirmation not in ('exists', 'absent', 'unable') then
        perform refuse('GR004', 'unknown result', '{"field": "confirmation", "why": "unknown"}');
    end if;
    c.state := 'reported';
    c.confirmation := confirm_case.confirmation;
    return write_step(c, 'confirm', 'confirming', checked_text('finding', finding, 2000, true), confirm_case.request_id,
                      jsonb_build_object('confirmation', c.confirmation, 'typed_in', not has_duty('grid_worker')),
                      clock => 'confirmed');
end $$;
ALTER FUNCTION api.confirm_case(request_id uuid, case_id bigint, version integer, confirmation text, finding text) OWNER TO gridroom_owner;
CREATE FUNCTION api.confirm_hand_over(request_id uuid, case_id bigint, version integer, hand_over_no bigint, reply text, reference text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(confirm_hand_over.request_id, 'confirm_hand_over', confirm_hand_over.case_id);
    c case_file;
    h hand_over;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(confirm_hand_over.case_id, confirm_hand_over.version, 'confirm_hand_over');
    update hand_over o
    set reply = checked_text('reply', confirm_hand_over.reply, 2000, true),
        reference = checked_text('reference', confirm_hand_over.reference, 200),
        confirmed_at = clock_timestamp(), confirmed_by = session_user
    where o.hand_over_no = confirm_hand_over.hand_over_no and o.case_id = c.case_id and o.confirmed_at is null
    returning * into h;
    if h is null then
        perform refuse('GR004', 'no such hand-over waits for a receipt', '{"field": "hand_over_no", "why": "unknown"}');
    end if;
    return write_step(with_hand_overs(c), 'confirm_hand_over', c.state, h.reply, confirm_hand_over.request_id,
        jsonb_build_object('service', h.service, 'reference', h.reference, 'late', h.confirmed_at > h.receipt_due,
                           'hand_overs', jsonb_build_object(h.hand_over_no, hand_over_hash(h))));
end $$;
ALTER FUNCTION api.confirm_hand_over(request_id uuid, case_id bigint, version integer, hand_over_no bigint, reply text, reference text) OWNER TO gridroom_owner;
CREATE FUNCTION api.day_of_cases(day date) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    begins timestamptz := checked_day(day_of_cases.day)::timestamp at time zone time_zone();
    ends timestamptz := (day_of_cases.day + 1)::timestamp at time zone time_zone();
begin
    perform checked_period(begins, ends);
    return coalesce((
        -- Who was there then, in three parts that each have an index: reported in the month before, older and open still, older
        -- and ended since. One condition over reported_at and closed_at would read half of all cases for a day years ago.
        with there as materialized (
            select c.case_id, c.position from case_file c
            where c.position is not null and c.reported_at >= begins - interval '30 days' and c.reported_at < ends
              and (c.is_open or c.closed_at >= begins)
            union all
            select c.case_id, c.position from case_file c
            where c.position is not null and c.is_open and c.reported_at < begins - interval '30 days'
            union all
            select c.case_id, c.position from case_file c
            where c.position is not null and not c.is_open and c.reported_at < begins - interval '30 days'
              and c.closed_at >= begins and c.closed_at - c.reported_at > interval '30 days'
        ), moved as (
            select t.case_id, t.position, 0::float8 as second, stage_number(s.to_state) as stage, s.seq
            from there t
            cross join lateral (select s.to_state, s.seq from case_step s where s.case_id = t.case_id and s.at < begins
                                order by s.seq desc limit 1) s
            where stage_number(s.to_state) < 5
            union all
            select t.case_id, t.position, extract(epoch from s.at - begins)::float8, stage_number(s.to_state), s.seq
            from there t
            join case_step s on s.case_id = t.case_id and s.at >= begins and s.at < ends
        )
        select string_agg(int8send(m.case_id) || float8send(m.second) || float4send(m.position[0]::real)
                          || float4send(m.position[1]::real) || int2send(m.stage), '' order by m.second, m.case_id, m.seq)
        from moved m), '');
end $$;
ALTER FUNCTION api.day_of_cases(day date) OWNER TO gridroom_owner;
CREATE FUNCTION api.decide_order_appeal(request_id uuid, case_id bigint, version integer, order_id bigint, upheld boolean, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(decide_order_appeal.request_id, 'decide_order_appeal', decide_order_appeal.case_id);
    c case_file;
    o supervision_order;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(decide_order_appeal.case_id, decide_order_appeal.version, 'decide_order_appeal');
    o := open_order(c, decide_order_appeal.order_id);
    if o.appeal_outcome <> 'pending' then
        perform refuse('GR004', 'nobody appealed against this order', '{"field": "order_id", "why": "not_appealed"}');
    end if;
    if upheld is null then
        perform refuse('GR004', 'upheld or dismissed', '{"field": "upheld", "why": "empty"}');
    end if;
    perform refuse_own_request(c.department_id, 'decide_order_appeal');
    update supervision_order s
    set appeal_outcome = case when upheld then 'upheld' else 'dismissed' end, appeal_decided_at = clock_timestamp(),
        appeal_decided_by = session_user, appeal_words = checked_text('reason', decide_order_appeal.reason, 2000, true),
        resolved_at = case when upheld then clock_timestamp() end, resolved_by = case when upheld then session_user end
    where s.order_id = o.order_id returning * into o;
    c.order_appeal := exists (select from supervision_order s where s.case_id = c.case_id and s.appeal_outcome = 'pending');
    return write_step(with_orders(c), 'decide_order_appeal', c.state, o.appeal_words, decide_order_appeal.request_id,
        jsonb_build_object('order_number', o.order_number, 'upheld', upheld,
                           'orders', jsonb_build_object(o.order_number, order_hash(o))),
        receiver => o.department_id);
end $$;
ALTER FUNCTION api.decide_order_appeal(request_id uuid, case_id bigint, version integer, order_id bigint, upheld boolean, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.disable_cameras(codes text[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    gone integer;
begin
    perform must_administer('disable_cameras');
    update camera set active = false, changed_at = now() where gb_code = any (codes) and active;
    get diagnostics gone = row_count;
    return gone;
end $$;
ALTER FUNCTION api.disable_cameras(codes text[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.disable_places(source text, codes text[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    gone integer;
begin
    perform must_administer('disable_places');
    update place p set active = false, disabled_on = current_date, changed_at = now()
        where p.source = disable_places.source and p.code = any (codes) and p.active;
    get diagnostics gone = row_count;
    return gone;
end $$;
ALTER FUNCTION api.disable_places(source text, codes text[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.disclose_reporter(case_id bigint, reason text) RETURNS TABLE(reporter_name text, reporter_phone text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION api.disclose_reporter(case_id bigint, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.dispatch_case(request_id uuid, case_id bigint, version integer, department_id integer, remark text DEFAULT ''::text, assisting integer[] DEFAULT '{}'::integer[]) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(dispatch_case.request_id, 'dispatch', dispatch_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(dispatch_case.case_id, dispatch_case.version, 'dispatch');
    -- Back to the same department after a return: its clock runs on. Another department starts afresh.
    return lay_with(c, 'dispatch', dispatch_case.department_id, assisting, checked_text('remark', remark, 2000),
                    dispatch_case.request_id, 'reassigned',
                    case when c.state = 'returned' and c.department_id = dispatch_case.department_id then '' else 'handle' end);
end $$;
ALTER FUNCTION api.dispatch_case(request_id uuid, case_id bigint, version integer, department_id integer, remark text, assisting integer[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.dispatch_proposals(case_id bigint) RETURNS TABLE(rank integer, department_id integer, department text, assisting integer[], source text, confidence numeric, why jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select p.rank, p.department_id, d.name, p.assisting, p.source, p.confidence, p.why
    from case_file c, proposals(c) p join department d on d.department_id = p.department_id
    where c.case_id = dispatch_proposals.case_id and c.is_open
      and has_any_duty('{gridroom_dispatcher,gridroom_duty_chief}')
    order by p.rank limit 5
$$;
ALTER FUNCTION api.dispatch_proposals(case_id bigint) OWNER TO gridroom_owner;
CREATE FUNCTION api.dispute_case(request_id uuid, case_id bigint, version integer, reason text, departments integer[] DEFAULT '{}'::integer[]) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(dispute_case.request_id, 'dispute', dispute_case.case_id);
    c case_file;
    before text;
    why text := checked_text('reason', reason, 2000, true);
    parties integer[];
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(dispute_case.case_id, dispute_case.version, 'dispute');
    parties := checked_departments('departments', departments);
    wrote := end_units(c, '{main,assist}', 'released', why) || tell_units(c, parties, 'party', why);
    before := c.state;
    c.state := 'disputed';
    c.department_id := null;
    c := with_units(c);
    return write_step(c, 'dispute', before, why, dispute_case.request_id,
                      told_units(wrote) || jsonb_build_object('departments', department_names(parties)), clock => 'dispute');
end $$;
ALTER FUNCTION api.dispute_case(request_id uuid, case_id bigint, version integer, reason text, departments integer[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.due_at(started timestamp with time zone, limit_kind text, limit_value numeric) RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select add_limit(started, limit_kind, limit_value)
$$;
ALTER FUNCTION api.due_at(started timestamp with time zone, limit_kind text, limit_value numeric) OWNER TO gridroom_owner;
CREATE FUNCTION api.duty_for(minor_id integer, cell_id integer, condition_id integer DEFAULT NULL::integer, words text DEFAULT ''::text) RETURNS TABLE(department_id integer, department text, assisting integer[], assisting_names jsonb, why jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select (r.entry).department_id, d.name, (r.entry).assisting, department_names((r.entry).assisting), duty_why(r.entry, r.area_name)
    from duty_rows(duty_for.minor_id, duty_for.condition_id,
                   coalesce((select a.path from area a where a.area_id = duty_for.cell_id), ''), words, now_local()::date) r
    join department d on d.department_id = (r.entry).department_id
    order by r.place limit 1
$$;
ALTER FUNCTION api.duty_for(minor_id integer, cell_id integer, condition_id integer, words text) OWNER TO gridroom_owner;
CREATE FUNCTION api.end_blockers() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform me();
    return end_blocking_sessions();
end $$;
ALTER FUNCTION api.end_blockers() OWNER TO gridroom_owner;
CREATE FUNCTION api.end_duty(duty_no integer, reason text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    e duty_entry;
begin
    perform only_administrator('end_duty');
    update duty_entry t set valid_to = greatest(now_local()::date, t.valid_from), ended_by = session_user
    where t.duty_no = end_duty.duty_no and t.valid_to is null returning * into e;
    if e.duty_no is null then
        perform refuse('GR005', 'no such row in force', '{"what": "duty"}');
    end if;
    return configured('duty', e.duty_no::text, duty_facts(e),
                      jsonb_build_object('ended', e.valid_to, 'reason', checked_text('reason', reason, 500, true)));
end $$;
ALTER FUNCTION api.end_duty(duty_no integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.end_shifts(plan_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    p shift_plan;
begin
    perform only_administrator('end_shifts');
    update shift_plan t set ended_at = now(), ended_by = session_user
    where t.plan_id = end_shifts.plan_id and t.ended_at is null and t.valid_from > now_local()::date returning * into p;
    if p.plan_id is null then
        perform refuse('GR005', 'no such shifts to come', '{"what": "shifts"}');
    end if;
    perform configured('shifts', p.valid_from::text, p.shifts, coalesce(shifts_on(p.valid_from), '[]'));
end $$;
ALTER FUNCTION api.end_shifts(plan_id bigint) OWNER TO gridroom_owner;
CREATE FUNCTION api.escalate_case(request_id uuid, case_id bigint, version integer, to_level text, reason text, agreed_by text DEFAULT ''::text, receive_by timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(escalate_case.request_id, 'escalate', escalate_case.case_id);
    c case_file;
    e case_escalation;
    before text;
    wrote bigint[];
    stage_limit jsonb := coalesce(setting_value('stage_limits') -> 'escalate', '{"kind": "urgent_hour", "value": 2}');
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(escalate_case.case_id, escalate_case.version, 'escalate');
    before := c.state;
    e := open_escalation(c);
    if e.escalation_no is not null and e.received_at is null then
        perform refuse('GR041', 'the level before has not received it', jsonb_build_object('why', 'not_received', 'level', e.to_level));
    end if;
    e.from_level := coalesce(nullif(c.level, ''), case when my_level() = 'district' then 'duty_grid' else my_level() end);
    if escalate_case.to_level is null or level_no(escalate_case.to_level) is null
       or level_no(escalate_case.to_level) <= level_no(e.from_level) then
        perform refuse('GR004', 'a case goes up to a higher level', '{"field": "to_level", "why": "out_of_range"}');
    end if;
    if my_level() <> 'district' and level_no(escalate_case.to_level) <> level_no(e.from_level) + 1 then
        perform refuse('GR004', 'hand it on to the next level', '{"field": "to_level", "why": "not_next"}');
    end if;
    if e.from_level = 'street' and escalate_case.to_level = 'district' and checked_text('agreed_by', agreed_by, 60) = '' then
        perform refuse('GR010', 'the street has to agree', '{"field": "agreed_by", "why": "empty"}');
    end if;
    if receive_by <= now() or receive_by > now() + interval '366 days' then
        perform refuse('GR004', 'it is to be received within a year', '{"field": "receive_by", "why": "out_of_range"}');
    end if;
    insert into case_escalation (case_id, from_level, to_level, sent_at, reason, agreed_by, receive_by)
    values (c.case_id, e.from_level, escalate_case.to_level, clock_timestamp(), checked_text('reason', reason, 2000, true),
            checked_text('agreed_by', agreed_by, 60), coalesce(escalate_case.receive_by, add_limit(clock_timestamp(),
                stage_limit ->> 'kind', (stage_limit ->> 'value')::numeric)))
    returning * into e;
    wrote := end_units(c, '{main,assist,party}', 'released', e.reason);
    c.state := 'escalated';
    c.level := e.to_level;
    c.department_id := null;
    c := with_units(c);
    return write_step(c, 'escalate', before, e.reason, escalate_case.request_id, told_units(wrote) || told_escalation(e)
                      || jsonb_build_object('from_level', e.from_level, 'receive_by', e.receive_by), clock => 'escalate');
end $$;
ALTER FUNCTION api.escalate_case(request_id uuid, case_id bigint, version integer, to_level text, reason text, agreed_by text, receive_by timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.fail_self_handled(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(fail_self_handled.request_id, 'audit_fail', fail_self_handled.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(fail_self_handled.case_id, fail_self_handled.version, 'audit_fail');
    perform checked_auditor(c.case_id, 'audit_fail');
    c.state := 'reported';
    return write_step(c, 'audit_fail', 'self_handled', checked_text('reason', reason, 2000, true),
                      fail_self_handled.request_id, clock => 'register');
end $$;
ALTER FUNCTION api.fail_self_handled(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.field_answer_task(request_id uuid, worker text, code text, result text, words text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    asking gateway := this_gateway();
    asked uuid := field_answer_task.request_id;
    unit field_unit := speak_for(asking, field_answer_task.worker);
    answer api.case_answer := earlier_answer(asked, coalesce((
        select r.action from request r where r.request_id = asked and r.action in ('confirm', 'verify', 'rework', 'answer_task')),
        'answer_task'), null);
    said text := checked_text('words', field_answer_task.words, 2000);
    wanted text := plain_words(checked_text('code', field_answer_task.code, 20, true));
    task field_task;
begin
    if answer.case_id is not null then return answer; end if;
    if not is_task_code(wanted) then
        perform refuse('GR004', 'this is no code', '{"field": "code", "why": "mistyped"}');
    end if;
    select * into task from tasks_of(unit.login) t where t.code = wanted;
    if task.task_id is null then
        perform refuse('GR005', 'no open task with this code for this worker', '{"what": "task"}');
    end if;
    if result is null or not (setting_value('task_answers') -> task.kind) ? result then
        perform refuse('GR004', 'unknown result', jsonb_build_object('field', 'task_result', 'why', 'unknown', 'kind', task.kind));
    end if;
    return answer_for_worker(asked, task.task_id, result, coalesce(nullif(said, ''),
        setting_value('task_answers') -> task.kind -> result ->> 0));
end $$;
ALTER FUNCTION api.field_answer_task(request_id uuid, worker text, code text, result text, words text) OWNER TO gridroom_owner;
CREATE FUNCTION api.field_attach(request_id uuid, worker text, case_id bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone DEFAULT NULL::timestamp with time zone, longitude double precision DEFAULT NULL::double precision, latitude double precision DEFAULT NULL::double precision) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    asking gateway := this_gateway();
    unit   field_unit := speak_for(asking, field_attach.worker);
    answer api.case_answer := earlier_answer(field_attach.request_id, 'attach', field_attach.case_id);
begin
    if answer.case_id is not null then return answer; end if;
    return attach_for_worker(field_attach.request_id, field_attach.case_id, unit.login, field_attach.kind, field_attach.file_name,
        field_attach.media_type, field_attach.bytes, field_attach.taken_at, field_attach.longitude, field_attach.latitude);
end $$;
ALTER FUNCTION api.field_attach(request_id uuid, worker text, case_id bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) OWNER TO gridroom_owner;
CREATE FUNCTION api.field_on_duty(worker text, on_duty boolean, at timestamp with time zone DEFAULT now()) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    asking gateway := this_gateway();
    unit field_unit := worker_of_gateway(asking, checked_text('worker', worker, 63, true));
begin
    if field_on_duty.on_duty is null then
        perform refuse('GR004', 'on or off', '{"field": "on_duty", "why": "empty"}');
    end if;
    return keep_duty(unit.unit_id, field_on_duty.on_duty, checked_device_time(field_on_duty.at), asking.login);
end $$;
ALTER FUNCTION api.field_on_duty(worker text, on_duty boolean, at timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.field_position(worker text, longitude double precision, latitude double precision, at timestamp with time zone, accuracy double precision DEFAULT NULL::double precision, speed double precision DEFAULT NULL::double precision, heading double precision DEFAULT NULL::double precision, battery double precision DEFAULT NULL::double precision) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    asking gateway := this_gateway();
    fix position_fix;
begin
    perform checked_device_time(field_position.at);
    perform checked_place(longitude, latitude);
    fix := checked_fix(asking, jsonb_build_object(
        'worker', checked_text('worker', worker, 63, true), 'longitude', longitude, 'latitude', latitude,
        'at', to_char(field_position.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'accuracy', accuracy, 'speed', speed,
        'heading', heading, 'battery', battery), district_reach(), clock_timestamp());
    return keep_fixes(array[fix]) > 0;
end $$;
ALTER FUNCTION api.field_position(worker text, longitude double precision, latitude double precision, at timestamp with time zone, accuracy double precision, speed double precision, heading double precision, battery double precision) OWNER TO gridroom_owner;
CREATE FUNCTION api.field_positions(positions jsonb, OUT taken integer, OUT repeated integer, OUT refused jsonb) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    asking gateway := this_gateway();
    reach  box := district_reach();
    stamp  timestamptz := clock_timestamp();
    fixes  position_fix[] := '{}';
    size   integer := coalesce(pg_column_size(positions), 0);
    item   jsonb;
    index  integer := 0;
    why    text;
begin
    if size > 1000000 or (case when jsonb_typeof(positions) = 'array' then jsonb_array_length(positions) > 1000 end) then
        perform refuse('GR011', 'at most 1,000 positions and 1 MB at once', jsonb_build_object('size', size, 'limit', 1000000));
    end if;
    if jsonb_typeof(positions) is distinct from 'array' then
        perform refuse('GR004', 'positions are an array', '{"field": "positions", "why": "malformed"}');
    end if;
    refused := '[]';
    for item in select value from jsonb_array_elements(positions) loop
        begin
            fixes := fixes || checked_fix(asking, item, reach, stamp);
        exception when others then
            get stacked diagnostics why = pg_exception_detail;
            if sqlstate like 'GR%' then
                refused := refused || jsonb_build_object('index', index, 'code', sqlstate, 'message', sqlerrm, 'detail', why::jsonb);
            elsif sqlstate like '22%' then  -- a value that no type can hold: this position's own fault, like the others
                refused := refused || jsonb_build_object('index', index, 'code', 'GR004', 'message', 'there is no such value',
                                                         'detail', '{"field": "positions", "why": "malformed"}'::jsonb);
            else
                raise;
            end if;
        end;
        index := index + 1;
    end loop;
    taken := case when cardinality(fixes) > 0 then keep_fixes(fixes) else 0 end;
    repeated := cardinality(fixes) - taken;
end $$;
ALTER FUNCTION api.field_positions(positions jsonb, OUT taken integer, OUT repeated integer, OUT refused jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.field_report(request_id uuid, worker text, description text, longitude double precision DEFAULT NULL::double precision, latitude double precision DEFAULT NULL::double precision, place text DEFAULT ''::text, subcategory text DEFAULT ''::text, urgency text DEFAULT 'normal'::text, original_id text DEFAULT ''::text, original_at timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    asking gateway := this_gateway();
    unit   field_unit := speak_for(asking, field_report.worker);
    answer api.case_answer := earlier_answer(field_report.request_id, 'report', null);
    fresh  case_file;
begin
    perform keep_words(field_report.request_id, array[unit.login, field_report.description, field_report.longitude::text,
        field_report.latitude::text, field_report.place, field_report.subcategory, field_report.urgency, field_report.original_id,
        extract(epoch from field_report.original_at)::text]);
    if answer.case_id is not null then return answer; end if;
    perform checked_urgency(field_report.urgency);
    fresh.description := checked_text('description', field_report.description, 20000, true);
    fresh.place := checked_text('place', field_report.place, 500);
    fresh.source := 'patrol';
    fresh.urgency := field_report.urgency;
    fresh.handling_kind := '';
    fresh.reporter_name := '';
    fresh.reporter_phone := '';
    fresh.keep_secret := false;
    if coalesce(field_report.subcategory, '') <> '' then
        select m.minor_id into fresh.minor_id from catalogue_minor m
        where m.kind || '/' || m.major_code || '/' || m.code = checked_text('subcategory', field_report.subcategory, 100)
          and not m.disabled;
        if fresh.minor_id is null then
            perform refuse('GR004', 'no such class in the catalogue', '{"field": "minor_id", "why": "unknown"}');
        end if;
    end if;
    fresh.origin := 'gateway:' || asking.login;
    fresh.original_id := checked_text('original_id', field_report.original_id, 200);
    fresh.original_at := checked_original(field_report.original_at);
    fresh := placed(fresh, field_report.longitude, field_report.latitude);
    if not fresh.position <@ district_reach() then
        perform refuse('GR004', 'the place is far from the district', '{"field": "position", "why": "far_away"}');
    end if;
    answer := insert_case(fresh, field_report.request_id);
    perform set_config('gridroom.asked_words', '', true);
    return answer;
end $$;
ALTER FUNCTION api.field_report(request_id uuid, worker text, description text, longitude double precision, latitude double precision, place text, subcategory text, urgency text, original_id text, original_at timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.field_tasks(worker text) RETURNS TABLE(code text, kind text, case_id bigint, words text, asked_at timestamp with time zone, due_at timestamp with time zone, longitude double precision, latitude double precision)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    asking gateway := this_gateway();
    unit field_unit := worker_of_gateway(asking, checked_text('worker', field_tasks.worker, 63, true));
begin
    return query
        select t.code, t.kind, t.case_id, t.words, t.asked_at, t.due_at, p.place[0], p.place[1]
        from tasks_of(unit.login) t, lateral (select place_of_case(t.case_id) as place) p
        order by t.due_at, t.task_id;
end $$;
ALTER FUNCTION api.field_tasks(worker text) OWNER TO gridroom_owner;
CREATE FUNCTION api.find_place(words text, near point DEFAULT NULL::point, most integer DEFAULT 10) RETURNS TABLE(origin text, place_id bigint, kind text, name text, longitude double precision, latitude double precision, cell_id integer, cell_code text, community text, street text, area_path text, cases integer, metres double precision, score double precision, why text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $_$
#variable_conflict use_column
declare
    asked record;
    own_path ltree := my_area_path();
    wall boolean := is_wall_only();
    from_here point := case when near is null then null else checked_place(near[0], near[1]) end;
begin
    perform me();
    select * into asked from asked_place(words);
    if asked.key = '' then
        return;
    end if;
    return query
    with likely as materialized (
        select * from likely_stems(asked.key, asked.grams)
    ), stem as materialized (
        select distinct on (s.stem_id) s.stem_id, s.stem, s.likeness
        from (select * from likely
              union all select * from near_stems(case when exists (select from likely l where l.likeness > 0.75) then '{}' else asked.runs end)) s
        order by s.stem_id, s.likeness desc
    ), by_name as (
        select n.place_id, n.words, n.role, s.likeness, n.number_key, n.is_number,
               s.likeness + case when n.is_number = 3 then 0.6 when n.is_number = 2 then 0.35 when n.is_number = 1 then 0.25
                                 when n.number_key = '' then 0.1 else 0 end
               -- Said in one breath: the number stands right behind the name.
               + case when n.number_key <> '' and position(replace(s.stem, ' ', '') || split_part(n.number_key, '-', 1) in asked.key) > 0
                      then 0.2 + 0.05 * least(length(n.number_key), 4) else 0 end as score
        from stem s,
             lateral (
                 (select p.place_id, p.words, p.role, p.number_key, case when p.number_key = asked.numbers then 3 else 1 end as is_number
                  from place_name p
                  where asked.numbers <> '' and p.stem_id = s.stem_id and p.number_key ~>=~ asked.numbers and p.number_key ~<~ (asked.numbers || '~')
                  order by p.number_key using ~<~ limit 8)
                 union all
                 (select p.place_id, p.words, p.role, p.number_key, 2
                  from place_name p
                  where asked.numbers like '%-%' and p.stem_id = s.stem_id and p.number_key = any (asked.house_numbers) limit 6)
                 union all
                 (select p.place_id, p.words, p.role, p.number_key, 0
                  from place_name p where p.stem_id = s.stem_id and p.number_key = '' limit 6)
                 union all
                 -- A street that is known by its houses only.
                 (select p.place_id, p.words, p.role, p.number_key, 0
                  from place_name p where asked.numbers = '' and p.stem_id = s.stem_id and p.number_key ~>=~ '0' and p.number_key ~<~ ':'
                  order by p.number_key using ~<~ limit 3)
             ) n
    ), by_post as (
        select p.place_id, p.score + coalesce((select 0.5 * max(s.likeness) from place_name n join stem s using (stem_id)
                                               where n.place_id = p.place_id), 0) as score, p.why
        from (
            (select l.place_id, 1.6 as score, 'post' as why from place l
             where asked.post_key <> '' and l.active and l.locator_key <> '' and l.locator_key = asked.post_key limit 50)
            union all
            (select l.place_id, 1.4, 'post' from place l
             where asked.post_key ~ '^[0-9]+$' and asked.post_digits <> '' and l.active and l.locator_digits <> ''
               and l.locator_digits = asked.post_digits limit 200)
            union all
            -- LQ-123 for what is painted LQ-0123: the same letters, the same number.
            (select l.place_id, 1.5, 'post' from place l
             where asked.post_key ~ '^[a-z]+[0-9]+$' and asked.post_digits <> '' and l.active and l.locator_digits <> ''
               and l.locator_digits = asked.post_digits
               and regexp_replace(l.locator_key, '[0-9]+$', '') = regexp_replace(asked.post_key, '[0-9]+$', '') limit 50)
            union all
            (select l.place_id, 1.0, 'post_start' from place l
             where asked.post_key <> '' and l.active and l.locator_key <> '' and l.locator_key ~>=~ asked.post_key and l.locator_key ~<~ (asked.post_key || '~')
             order by l.locator_key using ~<~ limit 50)
        ) p
    ), of_book as (
        select distinct on (f.place_id) f.place_id, f.score, f.why
        from (select b.place_id, b.score - case b.role when 'former' then 0.1 when 'alias' then 0.02 else 0 end as score,
                     case when b.is_number = 3 or b.is_number = 2 and not starts_with(asked.numbers, b.number_key || '-') then 'number'
                          when b.is_number = 2 then 'number_of' when b.is_number = 1 then 'number_start'
                          when b.role <> 'name' then b.role when b.number_key <> '' then 'street_of'
                          when replace(place_words(b.words), ' ', '') = asked.key then 'name' else 'name_part' end as why
              from by_name b
              union all select p.place_id, p.score, p.why from by_post p) f
        order by f.place_id, f.score desc
    ), hit as (
        select 'book' as origin, p.place_id, p.kind, p.name_words as name, p.position as place, 0 as cases, b.score, b.why
        from of_book b
        join lateral (select l.*, coalesce((select n.words from place_name n where n.place_id = l.place_id and n.role = 'name' limit 1), l.name) as name_words
                      from place l where l.place_id = b.place_id and l.active) p on true
        union all
        select 'area', a.area_id, a.level, a.name, o.centre, 0,
               0.55 * held.count / greatest(cardinality(asked.grams), 1) + 0.45 * held.count / cardinality(g.grams)
               + case when place_key(a.name) = asked.key then 0.5 when starts_with(place_key(a.name), asked.key) then 0.2 else 0 end,
               'area'
        from area a
        join area_outline o using (area_id)
        cross join lateral (select place_grams(a.name) as grams) g
        cross join lateral (select count(*)::float8 as count from unnest(g.grams) x where x = any (asked.grams)) held
        where a.valid_to is null and a.level in ('district', 'street', 'community', 'duty_grid')
          and a.name like any (select '%' || x || '%' from unnest(asked.grams) x)
          and held.count > 0
        union all
        select 'case', 0, 'past_case', c.words, c.place, c.cases,
               0.5 * held.count / greatest(cardinality(asked.grams), 1) + 0.4 * held.count / cardinality(c.found_grams)
               + case when place_key(c.words) = asked.key then 0.3 else 0 end + 0.05 * least(c.cases, 10) / 10,
               'past_case'
        from case_places(asked.grams, own_path) c
        cross join lateral (select count(*)::float8 as count from unnest(c.found_grams) x where x = any (asked.grams)) held
        where not wall and held.count * 2 >= cardinality(asked.grams)
    ), best as (
        select distinct on (place_key(h.name), h.kind, h.origin = 'case') h.*, m.metres,
               h.score + case when m.metres is null then 0 else 0.1 / (1 + m.metres / 500) end as total
        from (select * from hit order by hit.score desc, hit.name limit 80) h,
             lateral (select case when from_here is null then null else ground_metres(from_here, h.place) end as metres) m
        order by place_key(h.name), h.kind, h.origin = 'case', h.score desc, m.metres, h.place_id
    ), shown as (
        select * from best order by best.total desc, length(best.name), best.name, best.place_id
        limit least(greatest(most, 1), 50)
    )
    select s.origin, s.place_id, s.kind, s.name, s.place[0], s.place[1], w.cell_id, w.cell_code, w.community, w.street, w.area_path,
           s.cases, s.metres, s.total, s.why
    from shown s, lateral api.locate(s.place[0], s.place[1]) w
    order by s.total desc, length(s.name), s.name, s.place_id;
end $_$;
ALTER FUNCTION api.find_place(words text, near point, most integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.finish_part(request_id uuid, case_id bigint, version integer, result text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select do_part(request_id, case_id, version, 'finish_part', checked_text('result', result, 20000, true))
$$;
ALTER FUNCTION api.finish_part(request_id uuid, case_id bigint, version integer, result text) OWNER TO gridroom_owner;
CREATE FUNCTION api.force_close_case(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select closed_unverified(request_id, case_id, version, 'force_close', reason, '')
$$;
ALTER FUNCTION api.force_close_case(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.gateway_activity() RETURNS TABLE(login text, units integer, on_duty integer, last_heard timestamp with time zone, positions_last_10_minutes bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select g.login, count(l.unit_id)::integer, count(*) filter (where p.on_duty)::integer, max(p.changed_at),
           coalesce(sum((select count(*) from position_fix f where f.unit_id = l.unit_id and f.at > now() - interval '1 day'
                                                            and f.received_at > now() - interval '10 minutes')), 0)::bigint
    from gateway g
    left join gateway_unit l on l.gateway = g.login
    left join last_position p on p.unit_id = l.unit_id
    where has_any_duty('{gridroom_administrator,gridroom_duty_chief,gridroom_security_auditor}')
    group by g.login
$$;
ALTER FUNCTION api.gateway_activity() OWNER TO gridroom_across;
CREATE FUNCTION api.grant_appeal(request_id uuid, case_id bigint, version integer, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select decide_appeal(request_id, case_id, version, 'grant_appeal', 'granted', checked_text('remark', remark, 2000))
$$;
ALTER FUNCTION api.grant_appeal(request_id uuid, case_id bigint, version integer, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.grant_deferral(request_id uuid, case_id bigint, version integer, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select decide_request(request_id, case_id, version, 'grant_deferral', 'granted', checked_text('remark', remark, 2000))
$$;
ALTER FUNCTION api.grant_deferral(request_id uuid, case_id bigint, version integer, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.grant_extension(request_id uuid, case_id bigint, version integer, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select decide_request(request_id, case_id, version, 'grant_extension', 'granted', checked_text('remark', remark, 2000))
$$;
ALTER FUNCTION api.grant_extension(request_id uuid, case_id bigint, version integer, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.hand_over_case(request_id uuid, case_id bigint, version integer, service text, told text, told_words text, channel text DEFAULT 'phone'::text, told_at timestamp with time zone DEFAULT NULL::timestamp with time zone, reference text DEFAULT ''::text, reply text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(hand_over_case.request_id, 'hand_over', hand_over_case.case_id);
    c case_file;
    h hand_over;
    stamp timestamptz := clock_timestamp();
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(hand_over_case.case_id, hand_over_case.version, 'hand_over');
    if hand_over_case.service is null or hand_over_case.service not in ('110', '119', '120') then
        perform refuse('GR004', 'unknown service', '{"field": "service", "why": "unknown"}');
    end if;
    if coalesce(nullif(hand_over_case.channel, ''), 'phone') not in ('phone', 'radio', 'in_person', 'platform') then
        perform refuse('GR004', 'unknown channel', '{"field": "channel", "why": "unknown"}');
    end if;
    if hand_over_case.told_at > stamp or hand_over_case.told_at < timestamptz '1900-01-01 00:00+00' then
        perform refuse('GR004', 'nobody was told then', '{"field": "told_at", "why": "out_of_range"}');
    end if;
    h.reference := checked_text('reference', hand_over_case.reference, 200);
    h.reply := checked_text('reply', hand_over_case.reply, 2000);
    insert into hand_over (case_id, service, told, channel, words, told_at, written_at, receipt_due, reference, reply,
                           confirmed_at, confirmed_by)
    values (c.case_id, hand_over_case.service, checked_text('told', hand_over_case.told, 200, true),
            coalesce(nullif(hand_over_case.channel, ''), 'phone'), checked_text('told_words', told_words, 2000, true),
            coalesce(hand_over_case.told_at, stamp), stamp,
            stamp + make_interval(mins => coalesce((setting_value('hand_over_receipt_minutes') #>> '{}')::integer, 10)),
            h.reference, h.reply, case when h.reference || h.reply <> '' then stamp end,
            case when h.reference || h.reply <> '' then session_user end)
    returning * into h;
    return write_step(with_hand_overs(c), 'hand_over', c.state, h.words, hand_over_case.request_id,
        jsonb_build_object('service', h.service, 'told', h.told, 'channel', h.channel, 'told_at', h.told_at,
                           'reference', h.reference, 'hand_overs', jsonb_build_object(h.hand_over_no, hand_over_hash(h))),
        receiver => answerable_department(c),
        step_original_at => hand_over_case.told_at);
end $$;
ALTER FUNCTION api.hand_over_case(request_id uuid, case_id bigint, version integer, service text, told text, told_words text, channel text, told_at timestamp with time zone, reference text, reply text) OWNER TO gridroom_owner;
CREATE FUNCTION api.handle_case(request_id uuid, case_id bigint, version integer, result text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(handle_case.request_id, 'handle', handle_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(handle_case.case_id, handle_case.version, 'handle');
    perform no_open_parts(c);
    before := c.state;
    c.state := 'handled';
    c.result := checked_text('result', handle_case.result, 20000, true);
    return write_step(c, 'handle', before, c.result, handle_case.request_id, clock => 'verify');
end $$;
ALTER FUNCTION api.handle_case(request_id uuid, case_id bigint, version integer, result text) OWNER TO gridroom_owner;
CREATE FUNCTION api.imports(most integer DEFAULT 50) RETURNS TABLE(import_id bigint, at timestamp with time zone, by_login text, by_name text, register text, source text, detail jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 50
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform must_administer('imports');
    return query
        select i.import_id, i.at, i.by_login, coalesce(p.name, i.by_login), i.register, i.source, i.detail
        from register_import i left join person p on p.login = i.by_login
        order by i.at desc, i.import_id desc
        limit greatest(0, least(coalesce(imports.most, 50), 500));
end $$;
ALTER FUNCTION api.imports(most integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.inform_close_case(request_id uuid, case_id bigint, version integer, reason text, reply text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select closed_unverified(request_id, case_id, version, 'inform_close', reason, checked_text('reply', reply, 20000, true))
$$;
ALTER FUNCTION api.inform_close_case(request_id uuid, case_id bigint, version integer, reason text, reply text) OWNER TO gridroom_owner;
CREATE FUNCTION api.issue_cards() RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select issue_due_cards()
$$;
ALTER FUNCTION api.issue_cards() OWNER TO gridroom_owner;
CREATE FUNCTION api.issue_paper(request_id uuid, case_id bigint, kind text, subject text DEFAULT ''::text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION api.issue_paper(request_id uuid, case_id bigint, kind text, subject text) OWNER TO gridroom_owner;
CREATE FUNCTION api.issue_sheet(request_id uuid, day date) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION api.issue_sheet(request_id uuid, day date) OWNER TO gridroom_owner;
CREATE FUNCTION api.known_points(register text, keys text[]) RETURNS TABLE(key text, longitude double precision, latitude double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform must_administer('known_points');
    if cardinality(keys) > 5000 then
        perform refuse('GR004', 'at most 5,000 at once', jsonb_build_object('field', 'keys', 'why', 'out_of_range'));
    end if;
    return query
        select k.key, k.place[0], k.place[1]
        from (
            select n.words as key, min(p.position::text)::point as place
            from place_name n join place p using (place_id)
            where known_points.register <> 'component' and n.words = any (keys) and n.role <> 'former' and p.active
            group by n.words having count(distinct p.position::text) = 1
            union all
            select c.code, c.position from component c where known_points.register = 'component' and c.code = any (keys)
            union all
            select c.gb_code, c.position from camera c where known_points.register = 'camera' and c.gb_code = any (keys)
        ) k;
end $$;
ALTER FUNCTION api.known_points(register text, keys text[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.live_positions_since(moment timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS TABLE(unit_id integer, kind text, code text, name text, department text, area text, longitude double precision, latitude double precision, at timestamp with time zone, accuracy real, speed real, heading real, battery smallint, stale boolean, on_duty boolean, changed_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select l.unit_id, u.kind, case when w.wall then '' else u.code end, case when w.wall then '' else coalesce(p.name, u.name) end,
           coalesce(d.name, ''), coalesce(a.name, ''), case when l.on_duty then l.place[0] end,
           case when l.on_duty then l.place[1] end, case when l.on_duty then l.at end, case when l.on_duty then l.accuracy end,
           case when l.on_duty then l.speed end, case when l.on_duty then l.heading end,
           case when l.on_duty and not w.wall then l.battery end, l.at < clock_timestamp() - w.stale, l.on_duty, l.changed_at
    from last_position l
    join field_unit u using (unit_id)
    left join person p on p.login = u.login
    left join department d on d.department_id = coalesce(p.department_id, u.department_id)
    left join area a on a.area_id = coalesce(p.area_id, u.area_id)
    cross join (select is_wall_only() as wall, position_rule('stale_minutes', 10) * interval '1 minute' as stale) w
    where case when moment is null then l.on_duty else l.changed_at >= moment end
$$;
ALTER FUNCTION api.live_positions_since(moment timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.locate(longitude double precision, latitude double precision) RETURNS TABLE(cell_id integer, cell_code text, duty_grid text, community text, street text, district text, area_path text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    innermost integer := deepest_area(checked_place(longitude, latitude));
begin
    return query
        select min(c.area_id) filter (where c.level = 'grid_cell'),
               coalesce(min(c.code) filter (where c.level = 'grid_cell'), ''),
               coalesce(min(c.name) filter (where c.level = 'duty_grid'), ''),
               coalesce(min(c.name) filter (where c.level = 'community'), ''),
               coalesce(min(c.name) filter (where c.level = 'street'), ''),
               coalesce(min(c.name) filter (where c.level = 'district'), ''),
               coalesce(min(c.path::text) filter (where c.area_id = innermost), '')
        from area_chain(innermost) c;
end $$;
ALTER FUNCTION api.locate(longitude double precision, latitude double precision) OWNER TO gridroom_owner;
CREATE FUNCTION api.merge_case(request_id uuid, case_id bigint, version integer, into_case bigint DEFAULT NULL::bigint, into_number text DEFAULT ''::text, reason text DEFAULT ''::text, into_version integer DEFAULT NULL::integer) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION api.merge_case(request_id uuid, case_id bigint, version integer, into_case bigint, into_number text, reason text, into_version integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.move_cases(batch uuid, action text, moves jsonb, vals jsonb DEFAULT '{}'::jsonb) RETURNS TABLE(case_id bigint, answer api.case_answer, code text, message text, detail jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    call text;
    said text;
    one  record;
begin
    if batch is null or jsonb_typeof(moves) is distinct from 'array' or jsonb_typeof(vals) is distinct from 'object' then
        perform refuse('GR004', 'a batch has an id, a list of cases and values', '{"field": "moves", "why": "malformed"}');
    end if;
    if jsonb_array_length(moves) not between 1 and 500 then
        perform refuse('GR004', 'a batch holds 1 to 500 cases', '{"field": "moves", "why": "out_of_range", "limit": 500}');
    end if;
    call := call_of(function_of(move_cases.action), vals);
    perform set_config('gridroom.batch', batch::text, true);
    if move_cases.action in ('merge', 'unmerge') then
        perform lock_batch(array(select m.case_id from jsonb_to_recordset(moves) m(case_id bigint)),
                           coalesce((vals ->> 'into_case')::bigint, case_by_number(vals ->> 'into_number')));
    end if;
    -- In the order of the ids, so that two batches never wait for each other.
    for one in select distinct on (m.case_id) m.case_id, m.version
               from jsonb_to_recordset(moves) m(case_id bigint, version integer) order by m.case_id loop
        case_id := one.case_id;
        code := ''; message := ''; detail := '{}'; answer := null;
        begin
            execute call into answer
            using md5(batch::text || move_cases.action || coalesce(one.case_id, 0))::uuid, one.case_id, one.version, vals;
        exception when others then
            get stacked diagnostics code = returned_sqlstate, message = message_text;
            if code like 'GR%' then
                get stacked diagnostics said = pg_exception_detail;
                detail := coalesce(nullif(said, ''), '{}')::jsonb;
            elsif code not in ('55P03', '40P01') then
                raise;
            end if;
        end;
        return next;
    end loop;
    perform set_config('gridroom.batch', '', true);
exception when invalid_text_representation or invalid_datetime_format or datetime_field_overflow
               or numeric_value_out_of_range or invalid_parameter_value then
    perform refuse('GR004', 'a value has the wrong form', '{"field": "moves", "why": "malformed"}');
end $$;
ALTER FUNCTION api.move_cases(batch uuid, action text, moves jsonb, vals jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.my_dispatches(since timestamp with time zone) RETURNS TABLE(dispatched integer, returned integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select count(*)::integer, (count(*) filter (where u.ended_how = 'returned_wrong'))::integer
    from case_unit u
    where u.part = 'main' and u.told_by = session_user and u.told_at >= since and u.ended_how <> 'taken_back'
$$;
ALTER FUNCTION api.my_dispatches(since timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.nearest_on_duty(longitude double precision, latitude double precision, n integer DEFAULT 5, kind text DEFAULT 'worker'::text, own_grid_first boolean DEFAULT true) RETURNS TABLE(unit_id integer, code text, name text, area text, metres double precision, at timestamp with time zone, stale boolean, own_grid boolean, stands_at_longitude double precision, stands_at_latitude double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    wanted point := checked_place(nearest_on_duty.longitude, nearest_on_duty.latitude);
    sight ltree := my_area_path();
    own integer[];
begin
    perform me();
    if not has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector}') then
        perform refuse('GR003', 'this login sends nobody', '{"action": "nearest_on_duty"}');
    end if;
    if (nearest_on_duty.n between 1 and 50) is not true then
        perform refuse('GR004', 'between 1 and 50 people', '{"field": "n", "why": "out_of_range"}');
    end if;
    if nearest_on_duty.kind is null or nearest_on_duty.kind not in ('worker', 'vehicle') then
        perform refuse('GR004', 'workers or vehicles', '{"field": "kind", "why": "unknown"}');
    end if;
    own := case when nearest_on_duty.kind = 'worker' then array(select grid_units(wanted)) else '{}' end;
    return query
        select u.unit_id, u.code, coalesce(p.name, u.name), coalesce(a.name, ''), metres_between(wanted, l.place), l.at,
               l.at < clock_timestamp() - position_rule('stale_minutes', 10) * interval '1 minute',
               u.unit_id = any (own), l.place[0], l.place[1]
        from last_position l
        join field_unit u using (unit_id)
        left join person p on p.login = u.login
        left join area a on a.area_id = coalesce(p.area_id, u.area_id)
        where l.on_duty and (
              u.unit_id in (select near.unit_id from near_units(wanted, nearest_on_duty.n, nearest_on_duty.kind, sight) near)
              or (nearest_on_duty.own_grid_first and u.unit_id = any (own)))
        order by nearest_on_duty.own_grid_first and u.unit_id = any (own) desc, 5, 1
        limit nearest_on_duty.n;
end $$;
ALTER FUNCTION api.nearest_on_duty(longitude double precision, latitude double precision, n integer, kind text, own_grid_first boolean) OWNER TO gridroom_owner;
CREATE FUNCTION api.newest_shift_plan() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select max(p.plan_id) from shift_plan p
$$;
ALTER FUNCTION api.newest_shift_plan() OWNER TO gridroom_owner;
CREATE FUNCTION api.open_case(case_id bigint) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    looked timestamptz;
begin
    update case_file c set opened_at = clock_timestamp()
    where c.case_id = open_case.case_id and c.opened_at is null and c.state = 'dispatched'
      and c.department_id = my_department() and has_duty('department');
    select c.opened_at into looked from case_file c where c.case_id = open_case.case_id;
    return looked;
end $$;
ALTER FUNCTION api.open_case(case_id bigint) OWNER TO gridroom_owner;
CREATE FUNCTION api.pass_self_handled(request_id uuid, case_id bigint, version integer, closing_condition text, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(pass_self_handled.request_id, 'audit_pass', pass_self_handled.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(pass_self_handled.case_id, pass_self_handled.version, 'audit_pass');
    perform checked_auditor(c.case_id, 'audit_pass');
    c.state := 'closed';
    c.closing_condition := checked_text('closing_condition', pass_self_handled.closing_condition, 500, true);
    return write_step(c, 'audit_pass', 'self_handled', checked_text('remark', remark, 2000), pass_self_handled.request_id,
                      jsonb_build_object('closing_condition', c.closing_condition), clock => 'stop');
end $$;
ALTER FUNCTION api.pass_self_handled(request_id uuid, case_id bigint, version integer, closing_condition text, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.patrol_coverage(day date, area_id integer DEFAULT NULL::integer, worker text DEFAULT ''::text) RETURNS TABLE(code text, name text, area text, first_at timestamp with time zone, last_at timestamp with time zone, minutes double precision, patrols integer, long_patrols integer, rule_met boolean, cells_walked integer, cells_of_area integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    asked integer[];
begin
    perform may_see_patrols();
    perform checked_day(patrol_coverage.day);
    if coalesce(patrol_coverage.worker, '') <> '' then
        asked := array[(readable_unit(patrol_coverage.worker)).unit_id];
    else
        asked := units_under(patrol_coverage.area_id);
    end if;
    perform sum_patrols(asked, patrol_coverage.day);
    return query
        with run as (
            select r.unit_id, r.began_at, r.last_at, extract(epoch from r.last_at - r.began_at)::float8 / 60 as minutes
            from patrol_run r where r.day = patrol_coverage.day and r.unit_id = any (asked)
        ), told as (
            select r.unit_id, min(r.began_at) as first_at, max(r.last_at) as last_at, sum(r.minutes) as minutes,
                   count(*) filter (where r.minutes > 0)::integer as patrols,
                   count(*) filter (where r.minutes >= position_rule('patrol_minutes', 120))::integer as long_patrols
            from run r group by r.unit_id
        ), cell as (
            select k.unit_id, count(*)::integer as cells
            from patrol_cell k join area c on c.area_id = k.area_id and c.level = 'grid_cell'
            where k.day = patrol_coverage.day and k.unit_id = any (asked) group by k.unit_id
        ), home as materialized (
            select u.unit_id, home_path(u) as path from field_unit u where u.unit_id = any (asked)
        ), size as materialized (
            select h.path, (select count(*)::integer from area c where c.level = 'grid_cell' and c.valid_to is null and c.path <@ h.path) as cells
            from (select distinct path from home) h
        )
        select u.code, coalesce(p.name, u.name), coalesce(a.name, ''), t.first_at, t.last_at, coalesce(t.minutes, 0),
               coalesce(t.patrols, 0), coalesce(t.long_patrols, 0),
               coalesce(t.long_patrols, 0) >= position_rule('patrols_a_day', 2), coalesce(k.cells, 0), s.cells
        from field_unit u
        join home h using (unit_id)
        join size s on s.path = h.path
        left join told t using (unit_id)
        left join cell k using (unit_id)
        left join person p on p.login = u.login
        left join area a on a.area_id = coalesce(p.area_id, u.area_id)
        order by u.code;
end $$;
ALTER FUNCTION api.patrol_coverage(day date, area_id integer, worker text) OWNER TO gridroom_owner;
CREATE FUNCTION api.place_at(longitude double precision, latitude double precision) RETURNS TABLE(place_id bigint, kind text, address text, metres double precision, bearing double precision, lamp_post text, lamp_post_metres double precision, road text, cell_id integer, cell_code text, duty_grid text, community text, street text, district text, area_path text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    p point := checked_place(longitude, latitude);
begin
    perform me();
    return query
        select a.place_id, coalesce(a.kind, ''), coalesce(a.words, ''), a.metres, bearing(a.position, p),
               coalesce(l.words, ''), l.metres, coalesce(r.name, a.street, ''),
               w.cell_id, w.cell_code, w.duty_grid, w.community, w.street, w.district, w.area_path
        from api.locate(longitude, latitude) w
        left join lateral (
            select x.place_id, x.kind, x.position, x.street, n.metres,
                   coalesce((select m.words from place_name m where m.place_id = x.place_id and m.role = 'name' limit 1), x.name) as words
            from nearest_addresses(p, 1) n join place x using (place_id) where n.metres <= 300) a on true
        left join lateral (
            select coalesce((select m.words from place_name m where m.place_id = x.place_id and m.role = 'name' limit 1), x.name) as words, n.metres
            from nearest_posts(p, 1) n join place x using (place_id) where n.metres <= 60) l on true
        left join lateral (
            select x.name from place x
            where x.active and x.extent && box_around(p, 60) and (x.line <-> p) * 111320 <= 70
            order by x.line <-> p, x.place_id limit 1) r on true;
end $$;
ALTER FUNCTION api.place_at(longitude double precision, latitude double precision) OWNER TO gridroom_owner;
CREATE FUNCTION api.place_codes(source text) RETURNS SETOF text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform must_administer('place_codes');
    return query select p.code from place p where p.source = place_codes.source and p.active;
end $$;
ALTER FUNCTION api.place_codes(source text) OWNER TO gridroom_owner;
CREATE FUNCTION api.preview_rule(change jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
begin
    perform only_administrator('preview_rule');
    return rule_effect(change);
end $$;
ALTER FUNCTION api.preview_rule(change jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_area_figures(source text, elements jsonb, from_day date DEFAULT NULL::date) RETURNS TABLE(added integer, changed integer, unchanged integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    from_source text;
    began date := coalesce(from_day, now_local()::date);
    one record;
    was area_figures;
    outcome text;
    outcomes text[] := '{}';
begin
    perform only_administrator('put_area_figures');
    from_source := checked_text('source', put_area_figures.source, 100, true);
    if began not between '2000-01-01' and now_local()::date + 3660 then
        perform refuse('GR004', 'this day is too far away', '{"field": "from_day", "why": "out_of_range"}');
    end if;
    if elements is null or jsonb_typeof(elements) <> 'array' or jsonb_array_length(elements) > 50000 then
        perform refuse('GR004', 'a JSON array of at most 50,000 elements is wanted', '{"field": "elements", "why": "out_of_range"}');
    end if;
    perform pg_advisory_xact_lock(7032);
    for one in
        select e.item, e.element ->> 'level' as level, btrim(e.element ->> 'code') as code,
               is_count(e.element -> 'households', 100000000) or e.element -> 'households' = 'null' as households_good,
               coalesce(jsonb_typeof(e.element -> 'population'), 'null') = 'null'
                   or (is_count(e.element -> 'population', 1000000000) and e.element -> 'households' <> 'null') as population_good,
               e.element
        from jsonb_array_elements(elements) with ordinality as e(element, item) order by e.item
    loop
        if one.households_good is not true or one.population_good is not true then
            perform refuse('GR004', format('element %s is no count', one.item), jsonb_build_object(
                'field', case when one.households_good then 'population' else 'households' end, 'why', 'malformed', 'item', one.item));
        end if;
        if not exists (select from area a where a.level = one.level and a.code = one.code and a.valid_to is null) then
            perform refuse('GR005', format('element %s names no area', one.item), jsonb_build_object('what', 'area', 'item', one.item));
        end if;
        select * into was from area_figures f
        where f.level = one.level and f.code = one.code and f.valid_from <= began order by f.valid_from desc limit 1;
        outcome := configured('area_figures', one.level || '/' || one.code,
            case when was.figures_id is not null then jsonb_build_object('households', was.households, 'population', was.population)
                || case when was.households is not null and border_ended(one.level, one.code, was.valid_from) <= began
                        then '{"before_redraw": true}'::jsonb else '{}' end
                 when one.element -> 'households' = 'null' then '{"households": null, "population": null}'::jsonb end,
            jsonb_build_object('households', (one.element ->> 'households')::integer, 'population', (one.element ->> 'population')::integer));
        outcomes := outcomes || outcome;
        if outcome <> 'unchanged' then
            insert into area_figures as f (level, code, households, population, valid_from, source)
            values (one.level, one.code, (one.element ->> 'households')::integer, (one.element ->> 'population')::integer, began, from_source)
            on conflict on constraint area_figures_level_code_valid_from_key do update
                set households = excluded.households, population = excluded.population, source = excluded.source,
                    put_at = now(), put_by = session_user;
        end if;
    end loop;
    return query select count(*) filter (where o = 'new')::integer, count(*) filter (where o = 'changed')::integer,
                        count(*) filter (where o = 'unchanged')::integer from unnest(outcomes) o;
end $$;
ALTER FUNCTION api.put_area_figures(source text, elements jsonb, from_day date) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_areas(areas jsonb, from_day date DEFAULT NULL::date, accepted jsonb DEFAULT NULL::jsonb) RETURNS TABLE(added integer, changed integer, unchanged integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    day date := checked_area_day(from_day, 'put_areas');
    at_level text;
    part record;
    accepts jsonb := checked_acceptance(accepted);
begin
    perform check_incoming_areas(areas);
    added := 0; changed := 0; unchanged := 0;
    for at_level in select i.level from incoming_areas(areas) i group by 1 order by area_level_rank(i.level) loop
        select * into part from put_areas_of_level(areas, at_level, day);
        added := added + part.added;
        changed := changed + part.changed;
        unchanged := unchanged + part.unchanged;
        perform tell_areas(part.roots);
        perform check_later(at_level, part.touched, part.was, accepts);
    end loop;
    return next;
end $$;
ALTER FUNCTION api.put_areas(areas jsonb, from_day date, accepted jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_calendar_day(day date, is_workday boolean, note text DEFAULT ''::text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    was calendar_day;
    now_is calendar_day;
begin
    perform only_administrator('put_calendar_day');
    if put_calendar_day.day is null or put_calendar_day.day not between date '2000-01-01' and date '2200-12-31' then
        perform refuse('GR004', 'a calendar day lies between 2000 and 2200', '{"field": "day", "why": "out_of_range"}');
    end if;
    now_is := (put_calendar_day.day, coalesce(put_calendar_day.is_workday, extract(isodow from put_calendar_day.day) < 6),
               checked_text('note', put_calendar_day.note, 100), 'city');
    select * into was from calendar_day c where c.day = put_calendar_day.day for update;
    insert into calendar_day as c select now_is.*
    on conflict (day) do update set is_workday = excluded.is_workday, note = excluded.note, source = 'city';
    if configured('calendar_day', put_calendar_day.day::text, case when was.day is not null then to_jsonb(was) end,
                  to_jsonb(now_is)) = 'unchanged' then
        return 0;
    end if;
    return recompute_deadlines(put_calendar_day.day, put_calendar_day.day);
end $$;
ALTER FUNCTION api.put_calendar_day(day date, is_workday boolean, note text) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_cameras(cameras jsonb) RETURNS TABLE(added integer, changed integer, unchanged integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    wrong record;
    fresh integer;
    touched integer;
begin
    perform must_administer('put_cameras');
    perform check_register(cameras, '{code,name}');
    select e.item, f.fault into wrong
    from jsonb_array_elements(cameras) with ordinality as e(c, item),
         lateral (select case when camera_code_fault(e.c ->> 'code') <> '' then 'code'
                              when not coalesce((e.c ->> 'direction')::numeric between 0 and 359.99, true) then 'direction'
                              when not coalesce((e.c ->> 'view_angle')::numeric between 0.01 and 360, true) then 'view_angle'
                              when not coalesce((e.c ->> 'reach')::numeric between 0.01 and 5000, true) then 'reach'
                              when length(e.c ->> 'stream_address') > 500
                                or e.c ->> 'stream_address' ~ '[[:cntrl:][:space:]]' then 'stream_address' end as fault) f
    where f.fault is not null order by e.item limit 1;
    if found then
        perform refuse('GR004', format('camera %s cannot be stored: %s', wrong.item, wrong.fault),
                       jsonb_build_object('field', wrong.fault, 'why', 'malformed', 'item', wrong.item));
    end if;
    with put as (
        insert into camera as k (gb_code, name, position, direction, view_angle, reach, covered, stream_address, area_path)
            select e.c ->> 'code', checked_text('name', e.c ->> 'name', 200, true), l.place, (e.c ->> 'direction')::real,
                   (e.c ->> 'view_angle')::real, (e.c ->> 'reach')::real, box_around(l.place, (e.c ->> 'reach')::float8),
                   coalesce(e.c ->> 'stream_address', ''),
                   coalesce((select a.path from area a where a.area_id = deepest_area(l.place)), '')
            from jsonb_array_elements(cameras) with ordinality as e(c, item),
                 lateral (select point((e.c ->> 'longitude')::float8, (e.c ->> 'latitude')::float8) as place) l
            order by e.item
        on conflict (gb_code) do update
            set name = excluded.name, position = excluded.position, direction = excluded.direction, view_angle = excluded.view_angle,
                reach = excluded.reach, covered = excluded.covered, area_path = excluded.area_path, active = true, changed_at = now(),
                stream_address = case when excluded.stream_address = '' then k.stream_address else excluded.stream_address end
            where not k.active
               or (k.name, k.direction, k.view_angle, k.reach, k.area_path)
                  is distinct from (excluded.name, excluded.direction, excluded.view_angle, excluded.reach, excluded.area_path)
               or not k.position ~= excluded.position or excluded.stream_address not in ('', k.stream_address)
        returning xmax = 0 as is_new
    )
    select coalesce(sum(is_new::integer), 0), count(*) into fresh, touched from put;
    return query select fresh, touched - fresh, jsonb_array_length(cameras) - touched;
exception when invalid_text_representation then
    perform refuse('GR004', 'direction, view_angle and reach are numbers', jsonb_build_object('field', 'direction', 'why', 'malformed'));
end $$;
ALTER FUNCTION api.put_cameras(cameras jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_components(components jsonb) RETURNS TABLE(added integer, changed integer, unchanged integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    fresh integer;
    touched integer;
begin
    perform must_administer('put_components');
    perform check_register(components, '{code,class_code}');
    if exists (select from jsonb_array_elements(components) e(element)
               where not coalesce(e.element ->> 'state', 'intact') = any (array['intact', 'damaged', 'lost', 'abandoned'])
                  or length(e.element ->> 'class_code') > 20 or length(e.element ->> 'owner') > 200) then
        perform refuse('GR004', 'a component cannot be stored', jsonb_build_object('field', 'state', 'why', 'malformed'));
    end if;
    with put as (
        insert into component as c (position, code, class_code, name, owner, department_id, state, changed_on)
            select point((e.c ->> 'longitude')::float8, (e.c ->> 'latitude')::float8), checked_text('code', e.c ->> 'code', 100, true),
                   checked_text('class_code', e.c ->> 'class_code', 20, true), checked_text('name', coalesce(e.c ->> 'name', ''), 200),
                   checked_text('owner', coalesce(e.c ->> 'owner', ''), 200), d.department_id, coalesce(e.c ->> 'state', 'intact'),
                   coalesce((e.c ->> 'changed_on')::date, current_date)
            from jsonb_array_elements(components) with ordinality as e(c, item)
            left join department d on d.code = e.c ->> 'department'
            order by e.item
        on conflict (code) do update
            set position = excluded.position, class_code = excluded.class_code, name = excluded.name, owner = excluded.owner,
                department_id = excluded.department_id, state = excluded.state, changed_on = excluded.changed_on
            where (c.class_code, c.name, c.owner, c.department_id, c.state)
                  is distinct from (excluded.class_code, excluded.name, excluded.owner, excluded.department_id, excluded.state)
               or not c.position ~= excluded.position
        returning xmax = 0 as is_new
    )
    select coalesce(sum(is_new::integer), 0), count(*) into fresh, touched from put;
    return query select fresh, touched - fresh, jsonb_array_length(components) - touched;
exception when datetime_field_overflow or invalid_datetime_format then
    perform refuse('GR004', 'changed_on is no day', jsonb_build_object('field', 'changed_on', 'why', 'malformed'));
end $$;
ALTER FUNCTION api.put_components(components jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_condition(kind text, major_code text, minor_code text, seq integer, condition text, limit_kind text, limit_value numeric, closing_condition text, responsible_units text DEFAULT ''::text, disabled boolean DEFAULT false) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    of_minor integer;
    was filing_condition;
    now_is filing_condition;
begin
    perform only_administrator('put_condition');
    select m.minor_id into of_minor from catalogue_minor m
    where m.kind = put_condition.kind and m.major_code = put_condition.major_code and m.code = put_condition.minor_code for share;
    if of_minor is null then
        perform refuse('GR005', 'no such minor class', '{"what": "minor"}');
    end if;
    if put_condition.seq is null or put_condition.seq not between 1 and 999 then
        perform refuse('GR004', 'a condition has a number from 1 to 999', '{"field": "seq", "why": "out_of_range"}');
    end if;
    perform limit_interval(put_condition.limit_kind, put_condition.limit_value);
    select * into was from filing_condition f where f.minor_id = of_minor and f.seq = put_condition.seq for update;
    insert into filing_condition as f (minor_id, seq, condition, limit_kind, limit_value, closing_condition,
                                       responsible_units, disabled)
    values (of_minor, put_condition.seq, checked_text('condition', put_condition.condition, 500, true),
            put_condition.limit_kind, trim_scale(put_condition.limit_value),
            checked_text('closing_condition', put_condition.closing_condition, 500, true),
            checked_text('responsible_units', put_condition.responsible_units, 500), coalesce(put_condition.disabled, false))
    on conflict (minor_id, seq) do update
    set condition = excluded.condition, limit_kind = excluded.limit_kind, limit_value = excluded.limit_value,
        closing_condition = excluded.closing_condition, responsible_units = excluded.responsible_units,
        disabled = excluded.disabled
    returning * into now_is;
    return configured('condition', concat_ws('/', put_condition.kind, put_condition.major_code, put_condition.minor_code, put_condition.seq),
                      case when was.seq is not null then to_jsonb(was) end, to_jsonb(now_is));
end $$;
ALTER FUNCTION api.put_condition(kind text, major_code text, minor_code text, seq integer, condition text, limit_kind text, limit_value numeric, closing_condition text, responsible_units text, disabled boolean) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_duty(kind text, major_code text, minor_code text, department text, assisting text[] DEFAULT '{}'::text[], seq integer DEFAULT NULL::integer, area_level text DEFAULT ''::text, area_code text DEFAULT ''::text, owner text DEFAULT ''::text, note text DEFAULT ''::text, source text DEFAULT 'desk'::text, valid_from date DEFAULT NULL::date) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    was duty_entry;
    now_is duty_entry;
    area_name text;
begin
    perform only_administrator('put_duty');
    if not exists (select from catalogue_major m where m.kind = put_duty.kind and m.code = put_duty.major_code) then
        perform refuse('GR005', 'no such major class', '{"what": "major"}');
    end if;
    now_is.kind := put_duty.kind;
    now_is.major_code := put_duty.major_code;
    if coalesce(put_duty.minor_code, '') <> '' then
        select m.minor_id into now_is.minor_id from catalogue_minor m
        where m.kind = put_duty.kind and m.major_code = put_duty.major_code and m.code = put_duty.minor_code;
        if now_is.minor_id is null then
            perform refuse('GR005', 'no such minor class', '{"what": "minor"}');
        end if;
    end if;
    if put_duty.seq is not null then
        select f.condition_id into now_is.condition_id from filing_condition f
        where f.minor_id = now_is.minor_id and f.seq = put_duty.seq;
        if now_is.condition_id is null then
            perform refuse('GR005', 'no such filing condition', '{"what": "condition"}');
        end if;
    end if;
    if coalesce(put_duty.area_level, '') <> '' or coalesce(put_duty.area_code, '') <> '' then
        select a.level, a.code, a.name into now_is.area_level, now_is.area_code, area_name from area a
        where a.level = put_duty.area_level and a.code = put_duty.area_code and a.valid_to is null;
        if now_is.area_code is null then
            perform refuse('GR005', 'no such area', '{"what": "area"}');
        end if;
    end if;
    now_is.owner := checked_text('owner', put_duty.owner, 60);
    now_is.note := checked_text('note', put_duty.note, 500);
    now_is.department_id := department_by('department', put_duty.department);
    now_is.assisting := array_remove(checked_departments('assisting', array(
        select department_by('assisting', one) from unnest(put_duty.assisting) one)), now_is.department_id);
    now_is.valid_from := coalesce(put_duty.valid_from, now_local()::date);
    if put_duty.source is null or put_duty.source not in ('desk', 'standard', 'list') then
        perform refuse('GR004', 'unknown source', '{"field": "source", "why": "unknown"}');
    end if;
    now_is.source := put_duty.source;
    perform pg_advisory_xact_lock(hashtextextended('duty_entry', 7));
    select * into was from duty_entry e
    where e.valid_to is null and (e.kind, e.major_code, coalesce(e.minor_id, 0), coalesce(e.condition_id, 0),
                                  coalesce(e.area_level, ''), coalesce(e.area_code, ''), e.owner)
        = (now_is.kind, now_is.major_code, coalesce(now_is.minor_id, 0), coalesce(now_is.condition_id, 0),
           coalesce(now_is.area_level, ''), coalesce(now_is.area_code, ''), now_is.owner);
    if (was.department_id, was.assisting, was.note) = (now_is.department_id, now_is.assisting, now_is.note) then
        return 'unchanged';
    end if;
    if was.valid_from > now_is.valid_from then
        perform refuse('GR004', 'a newer row holds from later on', '{"field": "valid_from", "why": "out_of_range"}');
    end if;
    update duty_entry e set valid_to = now_is.valid_from, ended_by = session_user where e.duty_no = was.duty_no;
    insert into duty_entry (kind, major_code, minor_id, condition_id, area_level, area_code, owner, department_id, assisting,
                            source, note, valid_from)
    values (now_is.kind, now_is.major_code, now_is.minor_id, now_is.condition_id, now_is.area_level, now_is.area_code,
            now_is.owner, now_is.department_id, now_is.assisting, now_is.source, now_is.note, now_is.valid_from)
    returning * into now_is;
    return configured('duty', now_is.duty_no::text, case when was.duty_no is not null then duty_facts(was) end,
                      duty_facts(now_is));
end $$;
ALTER FUNCTION api.put_duty(kind text, major_code text, minor_code text, department text, assisting text[], seq integer, area_level text, area_code text, owner text, note text, source text, valid_from date) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_major(kind text, code text, name text, disabled boolean DEFAULT false) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    was catalogue_major;
    now_is catalogue_major;
begin
    perform only_administrator('put_major');
    if put_major.kind is null or put_major.kind not in ('component', 'event') then
        perform refuse('GR004', 'a class is a component or an event', '{"field": "kind", "why": "unknown"}');
    end if;
    perform checked_code('code', put_major.code);
    select * into was from catalogue_major m where m.kind = put_major.kind and m.code = put_major.code for update;
    now_is := (put_major.kind, put_major.code, checked_text('name', put_major.name, 60, true), coalesce(put_major.disabled, false));
    insert into catalogue_major select now_is.*
    on conflict (kind, code) do update set name = excluded.name, disabled = excluded.disabled;
    if now_is.disabled and not coalesce(was.disabled, false) then
        update catalogue_minor m set disabled = true, disabled_with_major = true
        where m.kind = put_major.kind and m.major_code = put_major.code and not m.disabled;
    elsif was.disabled and not now_is.disabled then
        update catalogue_minor m set disabled = false, disabled_with_major = false
        where m.kind = put_major.kind and m.major_code = put_major.code and m.disabled_with_major;
    end if;
    return configured('major', put_major.kind || '/' || put_major.code,
                      case when was.code is not null then to_jsonb(was) end, to_jsonb(now_is));
end $$;
ALTER FUNCTION api.put_major(kind text, code text, name text, disabled boolean) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_minor(kind text, major_code text, code text, name text, disabled boolean DEFAULT false) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    major catalogue_major;
    was catalogue_minor;
    now_is catalogue_minor;
begin
    perform only_administrator('put_minor');
    perform checked_code('code', put_minor.code);
    select * into major from catalogue_major m where m.kind = put_minor.kind and m.code = put_minor.major_code for share;
    if major.code is null then
        perform refuse('GR005', 'no such major class', '{"what": "major"}');
    end if;
    select * into was from catalogue_minor m
    where m.kind = put_minor.kind and m.major_code = put_minor.major_code and m.code = put_minor.code for update;
    insert into catalogue_minor as m (kind, major_code, code, name, disabled, disabled_with_major)
    values (put_minor.kind, put_minor.major_code, put_minor.code, checked_text('name', put_minor.name, 60, true),
            coalesce(put_minor.disabled, false) or major.disabled, major.disabled and not coalesce(put_minor.disabled, false))
    on conflict (kind, major_code, code) do update
    set name = excluded.name, disabled = excluded.disabled, disabled_with_major = excluded.disabled_with_major
    returning * into now_is;
    return configured('minor', concat_ws('/', put_minor.kind, put_minor.major_code, put_minor.code),
                      case when was.code is not null then to_jsonb(was) end, to_jsonb(now_is));
end $$;
ALTER FUNCTION api.put_minor(kind text, major_code text, code text, name text, disabled boolean) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_office_hours(hours jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    was jsonb;
    now_is jsonb;
begin
    perform only_administrator('put_office_hours');
    lock table office_hours in share row exclusive mode;
    select jsonb_agg(jsonb_build_object('starts', starts, 'ends', ends) order by starts) into was from office_hours;
    begin
        delete from office_hours;
        insert into office_hours (starts, ends)
        select (e ->> 'starts')::time, (e ->> 'ends')::time from jsonb_array_elements(hours) e;
    exception
        when exclusion_violation or unique_violation then
            perform refuse('GR004', 'office hours overlap', '{"field": "office_hours", "why": "overlap"}');
        when check_violation or not_null_violation or data_exception then
            perform refuse('GR004', 'office hours run from one time of day to a later one, in whole seconds',
                           '{"field": "office_hours", "why": "malformed"}');
    end;
    select jsonb_agg(jsonb_build_object('starts', starts, 'ends', ends) order by starts) into now_is from office_hours;
    if now_is is null then
        perform refuse('GR004', 'without office hours nothing would ever be due', '{"field": "office_hours", "why": "empty"}');
    end if;
    if configured('office_hours', 'day', was, now_is) = 'unchanged' then
        return 0;
    end if;
    return recompute_deadlines();
end $$;
ALTER FUNCTION api.put_office_hours(hours jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_places(source text, places jsonb) RETURNS TABLE(added integer, changed integer, unchanged integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    from_source text;
    fresh integer;
    touched bigint[];
begin
    perform must_administer('put_places');
    from_source := checked_text('source', put_places.source, 100, true);
    perform check_register(places, '{code,kind,name}');
    if exists (select from jsonb_array_elements(places) e(element) where not (e.element ->> 'kind') = any (
            array['street', 'door_plate', 'lamp_post', 'bus_stop', 'poi', 'settlement'])) then
        perform refuse('GR004', 'a kind of place is not known', jsonb_build_object('field', 'kind', 'why', 'malformed'));
    end if;
    perform pg_advisory_xact_lock(7017);
    with put as (
        insert into place as p (source, code, kind, name, street, locator, locator_key, locator_digits, position, line, extent, area_path)
            select from_source, i.code, i.kind, i.name, i.street, i.locator, i.locator_key, i.locator_digits, i.place, i.line, i.extent,
                   coalesce((select a.path from area a where a.area_id = deepest_area(i.place)), '')
            from incoming_places(places) i order by i.item
        on conflict on constraint place_source_code_key do update
            set kind = excluded.kind, name = excluded.name, street = excluded.street, locator = excluded.locator,
                locator_key = excluded.locator_key, locator_digits = excluded.locator_digits, position = excluded.position,
                line = excluded.line, extent = excluded.extent, area_path = excluded.area_path, active = true, disabled_on = null,
                changed_at = now()
            where not p.active or (p.kind, p.name, p.street, p.locator) is distinct from (excluded.kind, excluded.name, excluded.street, excluded.locator)
               or not p.position ~= excluded.position or p.area_path <> excluded.area_path
               or p.line::text is distinct from excluded.line::text
        returning p.place_id, xmax = 0 as is_new
    )
    select coalesce(sum(is_new::integer), 0), coalesce(array_agg(place_id), '{}') into fresh, touched from put;
    perform name_places(from_source, places);
    return query select fresh, cardinality(touched) - fresh, jsonb_array_length(places) - cardinality(touched);
exception when invalid_text_representation or numeric_value_out_of_range then
    perform refuse('GR004', 'a line is a list of at least two points', jsonb_build_object('field', 'line', 'why', 'malformed'));
end $$;
ALTER FUNCTION api.put_places(source text, places jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_roster(first_day date, entries jsonb, seen text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    was jsonb;
    now_is jsonb;
    one record;
    gone integer;
    came integer;
begin
    if not has_any_duty('{gridroom_administrator,gridroom_duty_chief}') then
        perform refuse('GR003', 'a duty chief or an administrator makes the roster', '{"action": "put_roster"}');
    end if;
    perform me();
    if first_day is null or jsonb_typeof(entries) is distinct from 'array' or jsonb_array_length(entries) > 1000 then
        perform refuse('GR004', 'the roster of a week', '{"field": "entries", "why": "malformed"}');
    end if;
    perform pg_advisory_xact_lock(hashtextextended('roster', 7));
    was := roster_facts(first_day);
    begin
        for one in select e.day, e.shift, e.login, coalesce(e.leads, false) as leads, count(*) over (partition by e.day, e.shift, e.login) as times,
                          count(*) filter (where e.leads) over (partition by e.day, e.shift) as leaders
                   from jsonb_to_recordset(entries) e(day date, shift text, login text, leads boolean) loop
            if one.day is null or one.day not between first_day and first_day + 6 or one.times > 1 then
                perform refuse('GR004', 'a day of the week, a person once in a shift', '{"field": "day", "why": "out_of_range"}');
            end if;
            if one.leaders > 1 then
                perform refuse('GR004', 'one leads a shift', '{"field": "leads", "why": "several"}');
            end if;
            -- What stands already is not questioned: the shift may have had that name then, the person may have left since.
            continue when was @> jsonb_build_array(jsonb_build_object('day', one.day, 'shift', one.shift, 'login', one.login));
            if not exists (select from jsonb_array_elements(shifts_on(one.day)) s where s ->> 'name' = one.shift) then
                perform refuse('GR004', 'no such shift on that day', jsonb_build_object('field', 'shift', 'why', 'unknown', 'value', left(one.shift, 60)));
            end if;
            if not exists (select from person p where p.login = one.login and p.active) then
                perform refuse('GR005', 'no such person', '{"what": "person"}');
            end if;
        end loop;
    exception when data_exception then
        perform refuse('GR004', 'the roster cannot be read', '{"field": "entries", "why": "malformed"}');
    end;
    select coalesce(jsonb_agg(jsonb_build_object('day', e.day, 'shift', e.shift, 'login', e.login, 'leads', coalesce(e.leads, false))
                              order by e.day, e.shift, e.login), '[]') into now_is
    from jsonb_to_recordset(entries) e(day date, shift text, login text, leads boolean);
    if now_is = was then
        return 0;
    end if;
    if seen is distinct from md5(was::text) then
        perform refuse_unseen();
    end if;
    if exists (select from (select x from jsonb_array_elements(was) x except select x from jsonb_array_elements(now_is) x
                            union (select x from jsonb_array_elements(now_is) x except select x from jsonb_array_elements(was) x)) d
               where (d.x ->> 'day')::date < now_local()::date - 1) then
        perform refuse('GR004', 'these days are over', '{"field": "day", "why": "over"}');
    end if;
    update roster_entry e set ended_at = clock_timestamp(), ended_by = session_user
    where e.ended_at is null and e.day between first_day and first_day + 6
      and not now_is @> jsonb_build_array(jsonb_build_object('day', e.day, 'shift', e.shift, 'login', e.login, 'leads', e.leads));
    get diagnostics gone = row_count;
    insert into roster_entry (day, shift, login, leads)
    select e.day, e.shift, e.login, coalesce(e.leads, false)
    from jsonb_to_recordset(entries) e(day date, shift text, login text, leads boolean)
    where not exists (select from roster_entry t where t.ended_at is null and (t.day, t.shift, t.login) = (e.day, e.shift, e.login));
    get diagnostics came = row_count;
    perform configured('roster', first_day::text, was, now_is);
    return gone + came;
end $$;
ALTER FUNCTION api.put_roster(first_day date, entries jsonb, seen text) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_shifts(valid_from date, shifts jsonb, seen bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    was jsonb;
    made bigint;
begin
    perform only_administrator('put_shifts');
    perform pg_advisory_xact_lock(hashtextextended('shift_plan', 7));
    if seen is distinct from (select max(p.plan_id) from shift_plan p) then
        perform refuse_unseen();
    end if;
    if good_shifts(put_shifts.shifts) is not true then
        perform refuse('GR004', 'shifts have a name and a beginning each', '{"field": "shifts", "why": "malformed"}');
    end if;
    if put_shifts.valid_from is null or put_shifts.valid_from not between now_local()::date and now_local()::date + 3660 then
        perform refuse('GR004', 'shifts change from today on', '{"field": "valid_from", "why": "out_of_range"}');
    end if;
    was := shifts_on(put_shifts.valid_from);
    if was = put_shifts.shifts then
        return seen;
    end if;
    update shift_plan p set ended_at = now(), ended_by = session_user
    where p.valid_from = put_shifts.valid_from and p.ended_at is null;
    insert into shift_plan (valid_from, shifts) values (put_shifts.valid_from, put_shifts.shifts) returning plan_id into made;
    perform configured('shifts', put_shifts.valid_from::text, was, put_shifts.shifts);
    return made;
end $$;
ALTER FUNCTION api.put_shifts(valid_from date, shifts jsonb, seen bigint) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_vehicle(code text, name text, department_id integer DEFAULT NULL::integer, area_id integer DEFAULT NULL::integer, active boolean DEFAULT true) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    kept_code text := checked_text('code', put_vehicle.code, 63, true);
    was jsonb;
begin
    perform must_be_administrator('put_vehicle');
    if exists (select from person p where p.login = kept_code)
       or exists (select from field_unit u where u.code = kept_code and u.kind = 'worker') then
        perform refuse('GR004', 'this is the login of a person', '{"field": "code", "why": "exists"}');
    end if;
    if put_vehicle.area_id is not null and not exists (select from area a where a.area_id = put_vehicle.area_id) then
        perform refuse('GR004', 'no such area', '{"field": "area_id", "why": "unknown"}');
    end if;
    if put_vehicle.department_id is not null and not exists (select from department d where d.department_id = put_vehicle.department_id) then
        perform refuse('GR004', 'no such department', '{"field": "department_id", "why": "unknown"}');
    end if;
    select to_jsonb(u) into was from field_unit u where u.code = kept_code;
    insert into field_unit as u (kind, code, name, department_id, area_id, active)
    values ('vehicle', kept_code, checked_text('name', put_vehicle.name, 60, true), put_vehicle.department_id, put_vehicle.area_id,
            coalesce(put_vehicle.active, true))
    on conflict on constraint field_unit_code_key do update
        set name = excluded.name, department_id = excluded.department_id, area_id = excluded.area_id, active = excluded.active;
    insert into configuration_step (subject, subject_key, old, new)
    select 'setting', 'vehicle/' || kept_code, was, to_jsonb(u) from field_unit u where u.code = kept_code;
end $$;
ALTER FUNCTION api.put_vehicle(code text, name text, department_id integer, area_id integer, active boolean) OWNER TO gridroom_owner;
CREATE FUNCTION api.put_water(source text, elements jsonb) RETURNS TABLE(added integer, changed integer, unchanged integer, removed integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    from_source text;
    wrong bigint;
    gone integer;
begin
    perform must_administer('put_water');
    from_source := checked_text('source', put_water.source, 100, true);
    perform check_register(elements, '{code,name}');
    select min(e.item) into wrong from jsonb_array_elements(elements) with ordinality as e(element, item)
    where not is_outline(e.element -> 'outline') or length(e.element ->> 'outline') > 2000000;
    if wrong is not null then
        perform refuse('GR004', format('element %s has no outline', wrong),
                       jsonb_build_object('field', 'outline', 'why', 'malformed', 'item', wrong));
    end if;
    perform pg_advisory_xact_lock(7028);
    delete from water w where w.source = from_source
        and not exists (select from jsonb_array_elements(elements) e(element) where btrim(e.element ->> 'code') = w.code);
    get diagnostics gone = row_count;
    return query
        with put as (
            insert into water as w (source, code, name, position, outline)
                select from_source, btrim(e.element ->> 'code'), checked_text('name', e.element ->> 'name', 200, true),
                       point((e.element ->> 'longitude')::float8, (e.element ->> 'latitude')::float8), e.element -> 'outline'
                from jsonb_array_elements(elements) with ordinality as e(element, item) order by e.item
            on conflict on constraint water_source_code_key do update
                set name = excluded.name, position = excluded.position, outline = excluded.outline, changed_at = now()
                where (w.name, w.outline) is distinct from (excluded.name, excluded.outline) or not w.position ~= excluded.position
            returning xmax = 0 as is_new
        )
        select coalesce(sum(p.is_new::integer), 0)::integer, coalesce(sum((not p.is_new)::integer), 0)::integer,
               jsonb_array_length(elements) - count(*)::integer, gone
        from put p;
end $$;
ALTER FUNCTION api.put_water(source text, elements jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.reassign_case(request_id uuid, case_id bigint, version integer, department_id integer, reason text, assisting integer[] DEFAULT '{}'::integer[]) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(reassign_case.request_id, 'reassign', reassign_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(reassign_case.case_id, reassign_case.version, 'reassign');
    if c.department_id = reassign_case.department_id then
        perform refuse('GR004', 'the case lies with this department already', '{"field": "department_id", "why": "same"}');
    end if;
    return lay_with(c, 'reassign', reassign_case.department_id, assisting, checked_text('reason', reason, 2000, true),
                    reassign_case.request_id, 'reassigned', 'handle');
end $$;
ALTER FUNCTION api.reassign_case(request_id uuid, case_id bigint, version integer, department_id integer, reason text, assisting integer[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.receive_escalation(request_id uuid, case_id bigint, version integer, receiver text, receipt_number text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(receive_escalation.request_id, 'receive_escalation', receive_escalation.case_id);
    c case_file;
    e case_escalation;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(receive_escalation.case_id, receive_escalation.version, 'receive_escalation');
    if not may_answer_level(c.level) then
        perform refuse('GR003', 'somebody of that level receives it', '{"action": "receive_escalation", "why": "other_level"}');
    end if;
    e := open_escalation(c);
    if e.received_at is not null then
        perform refuse('GR041', 'it was received already', jsonb_build_object('why', 'received', 'level', e.to_level));
    end if;
    update case_escalation t set received_at = clock_timestamp(), received_by = session_user,
        receiver = checked_text('receiver', receive_escalation.receiver, 60, true),
        receipt_number = checked_text('receipt_number', receive_escalation.receipt_number, 60, e.to_level = 'city')
    where t.escalation_no = e.escalation_no returning * into e;
    return write_step(c, 'receive_escalation', c.state, e.receiver, receive_escalation.request_id, told_escalation(e)
                      || jsonb_strip_nulls(jsonb_build_object('receipt_number', nullif(e.receipt_number, ''),
                             'typed_in', my_level() <> e.to_level)), clock => 'level');
end $$;
ALTER FUNCTION api.receive_escalation(request_id uuid, case_id bigint, version integer, receiver text, receipt_number text) OWNER TO gridroom_owner;
CREATE FUNCTION api.record_history_check() RETURNS TABLE(case_id bigint, case_number text, seq integer, problem text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
begin
    if not has_any_duty('{gridroom_security_auditor,gridroom_administrator,gridroom_duty_chief}') then
        perform refuse('GR003', 'this login may not verify the history', '{"action": "verify_history"}');
    end if;
    perform pg_advisory_xact_lock(hashtextextended('history_check', 30));
    return query
        with broken as materialized (
            select * from broken_links()
        ), ended as (
            update history_finding f set ended_at = clock_timestamp()
            where f.ended_at is null and not exists (select from broken b where b.case_id = f.case_id)
        ), found as (
            insert into history_finding (case_id, seq, problem, found_at)
            select b.case_id, b.seq, b.problem, clock_timestamp() from broken b
            on conflict do nothing
        )
        select b.case_id, case_number_of(b.case_id), b.seq, b.problem from broken b order by b.case_id;
    perform pg_notify('gridroom_alarm', '0');
end $$;
ALTER FUNCTION api.record_history_check() OWNER TO gridroom_owner;
CREATE FUNCTION api.record_import(register text, source text, detail jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    recorded bigint;
begin
    perform must_administer('record_import');
    if length(detail::text) > 10000 or not coalesce(record_import.register in ('area', 'place', 'component', 'camera'), false) then
        perform refuse('GR004', 'no record of an import', jsonb_build_object('field', 'detail', 'why', 'malformed'));
    end if;
    insert into register_import (register, source, detail)
        values (record_import.register, checked_text('source', record_import.source, 100, true), coalesce(record_import.detail, '{}'))
        returning import_id into recorded;
    return recorded;
end $$;
ALTER FUNCTION api.record_import(register text, source text, detail jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.redraw_areas(request_id uuid, of_parent integer, of_level text, from_day date, areas jsonb, ended text[], seen text, accepted jsonb DEFAULT NULL::jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    parent area;
begin
    perform check_may_redraw();
    -- Any version of the parent will do: it may have been redrawn itself meanwhile, and `seen` tells about the rest.
    parent := standing_area(of_parent);
    if parent.area_id is null and exists (select from area a where a.area_id = of_parent) then
        perform refuse('GR020', 'the area around ended meanwhile', jsonb_strip_nulls(jsonb_build_object('why', 'parent_gone',
            'code', (select a.name from area a where a.area_id = of_parent), 'other', (heir_of_area(of_parent)).name)));
    end if;
    if parent.area_id is null or not coalesce(area_level_rank(of_level) > area_level_rank(parent.level), false) then
        perform refuse('GR005', 'there is no such area now', '{"what": "area"}');
    end if;
    return ask_redraw(request_id, parent.path, of_level, coalesce(from_day, now_local()::date),
        (select coalesce(jsonb_agg(e || jsonb_build_object('level', of_level)), '[]') from jsonb_array_elements(areas) e),
        coalesce(ended, '{}'), coalesce(seen, ''), null, accepted);
exception when invalid_parameter_value then
    perform refuse('GR020', 'areas must be a JSON array', '{"why": "not_an_array"}');
end $$;
ALTER FUNCTION api.redraw_areas(request_id uuid, of_parent integer, of_level text, from_day date, areas jsonb, ended text[], seen text, accepted jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.refuse_appeal(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select decide_appeal(request_id, case_id, version, 'refuse_appeal', 'refused', checked_text('reason', reason, 2000, true))
$$;
ALTER FUNCTION api.refuse_appeal(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.refuse_request(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select decide_request(request_id, case_id, version, 'refuse_request', 'refused', checked_text('reason', reason, 2000, true))
$$;
ALTER FUNCTION api.refuse_request(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.register_case(request_id uuid, case_id bigint, version integer, condition_id integer, remark text DEFAULT ''::text, handling_kind text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(register_case.request_id, 'register', register_case.case_id);
    c case_file;
    f filing_condition;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(register_case.case_id, register_case.version, 'register');
    select * into f from filing_condition fc where fc.condition_id = register_case.condition_id and not fc.disabled;
    if f is null then
        perform refuse('GR004', 'a case is registered under a filing condition', '{"field": "condition_id", "why": "unknown"}');
    end if;
    c.state := 'registered';
    c.minor_id := checked_minor(f.minor_id);
    c.condition_id := f.condition_id;
    c.limit_kind := f.limit_kind;
    c.limit_value := f.limit_value;
    c := with_handling(c, coalesce(nullif(register_case.handling_kind, ''), c.handling_kind));
    return write_step(c, 'register', 'reported', checked_text('remark', remark, 2000), register_case.request_id,
                      jsonb_build_object('condition', f.condition, 'limit_kind', f.limit_kind, 'limit_value', f.limit_value)
                      || case when c.handling_kind = '' then '{}' else jsonb_build_object('handling_kind', c.handling_kind) end,
                      -- What the desk itself brings about waits for no dispatch.
                      clock => case when c.handling_kind in ('coordinate', 'approval') then 'handle' else 'dispatch' end);
end $$;
ALTER FUNCTION api.register_case(request_id uuid, case_id bigint, version integer, condition_id integer, remark text, handling_kind text) OWNER TO gridroom_owner;
CREATE FUNCTION api.reject_case(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(reject_case.request_id, 'reject', reject_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(reject_case.case_id, reject_case.version, 'reject');
    c.state := 'rejected';
    return write_step(c, 'reject', 'reported', checked_text('reason', reason, 2000, true), reject_case.request_id,
                      clock => 'stop');
end $$;
ALTER FUNCTION api.reject_case(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.remind_case(request_id uuid, case_id bigint, version integer, words text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(remind_case.request_id, 'remind', remind_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(remind_case.case_id, remind_case.version, 'remind');
    c.remind_count := c.remind_count + 1;
    return write_step(c, 'remind', c.state, checked_text('words', words, 2000, true), remind_case.request_id,
                      jsonb_build_object('count', c.remind_count), receiver => answerable_department(c));
end $$;
ALTER FUNCTION api.remind_case(request_id uuid, case_id bigint, version integer, words text) OWNER TO gridroom_owner;
CREATE FUNCTION api.remove_view(request_id uuid, view_id bigint, version integer, restored boolean DEFAULT false) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    self  person := me();
    taken saved_view;
begin
    if remove_view.request_id is null or remove_view.restored is null then
        perform refuse('GR004', 'a request id, and removed or restored', jsonb_build_object('why', 'empty',
            'field', case when remove_view.request_id is null then 'request_id' else 'restored' end));
    end if;
    select * into taken from saved_view v where v.request_id = remove_view.request_id and v.view_id = remove_view.view_id;
    if taken.view_id is not null then return taken.view_id; end if;
    taken := take_view(remove_view.view_id, remove_view.version, true);
    if restored then
        taken.name := checked_view_name(taken.name, taken.shared, taken.view_id);
    end if;
    update saved_view v set removed_at = case when not restored then clock_timestamp() end, version = v.version + 1,
        for_duty = case when restored and exists (select from saved_view o where o.for_duty = v.for_duty
                        and o.removed_at is null and o.view_id <> v.view_id) then '' else v.for_duty end,
        request_id = remove_view.request_id, changed_by = session_user, changed_at = clock_timestamp()
    where v.view_id = taken.view_id;
    return taken.view_id;
end $$;
ALTER FUNCTION api.remove_view(request_id uuid, view_id bigint, version integer, restored boolean) OWNER TO gridroom_owner;
CREATE FUNCTION api.reopen_case(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select reopened(request_id, case_id, version, 'reopen', reason)
$$;
ALTER FUNCTION api.reopen_case(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.reopen_report(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select reopened(request_id, case_id, version, 'reopen_report', reason)
$$;
ALTER FUNCTION api.reopen_report(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.repeat_places(starts timestamp with time zone, ends timestamp with time zone, metres double precision DEFAULT NULL::double precision, fewest integer DEFAULT NULL::integer) RETURNS TABLE(longitude double precision, latitude double precision, cases integer, open integer, place text, class text, case_ids bigint[], bounded boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    SET work_mem TO '32MB'
    SET enable_nestloop TO 'off'
    AS $$
#variable_conflict use_column
declare
    reach float8 := coalesce(repeat_places.metres, (setting_value('repeat_places') ->> 'metres')::float8, 50);
    enough integer := coalesce(repeat_places.fewest, (setting_value('repeat_places') ->> 'fewest')::integer, 3);
    ours box := district_reach();
    east float8;      -- a corner, from which squares are counted
    north float8;
    tall float8;      -- squares to a degree of latitude, and of longitude where ours is farthest from the equator: within ours
    wide float8;      -- none is narrower than reach; outside it a place may lose a case at its edge
    row constant bigint := 1048576;  -- from a square to its northern neighbour; a small number, because hashint8 folds its halves
    about constant bigint[] := array[-row - 1, -row, -row + 1, -1, 0, 1, row - 1, row, row + 1];
    farthest float8;
    degrees_squared float8;
    ids bigint[];
    points point[];
    opens boolean[];
    times timestamptz[];
    squares bigint[];
    cores boolean[];
    left_out boolean;
    xs float8[] := '{}';
    ys float8[] := '{}';
    one record;
begin
    perform checked_period(repeat_places.starts, repeat_places.ends);
    if (reach between 5 and 2000) is not true then
        perform refuse('GR004', 'from 5 to 2000 metres', '{"field": "metres", "why": "out_of_range"}');
    end if;
    if (enough between 2 and 10000) is not true then
        perform refuse('GR004', 'two cases at least', '{"field": "fewest", "why": "out_of_range"}');
    end if;
    tall := 111195 / (reach + 0.001);
    if ours is null then  -- no outlines yet: where any case of the period lies
        select box(c.position, c.position) into ours from case_file c
        where c.reported_at >= repeat_places.starts and c.reported_at < repeat_places.ends and c.position is not null
          and c.state <> 'voided' limit 1;
    end if;
    east := floor((ours[1])[0]);
    north := floor((ours[1])[1]);
    farthest := greatest(abs((ours[0])[1]), abs((ours[1])[1]));
    wide := tall * cos(radians(case when farthest < 88 then ceil(farthest) else 89 end));
    degrees_squared := 1 / tall ^ 2;
    -- Twice over one index, which holds all that is asked here (case_file_where): cheaper than to keep a year of cases aside.
    select array_agg(k.case_id), array_agg(k.p), array_agg(k.is_open), array_agg(k.reported_at), array_agg(k.square), array_agg(w.is_core),
           bool_or(w.left_out)
        into ids, points, opens, times, squares, cores, left_out
    from (
        select c.case_id, c.position as p, c.is_open, c.reported_at,
               ((c.position[1] - north) * tall)::bigint * row + ((c.position[0] - east) * wide)::bigint as square
        from case_file c
        where c.reported_at >= repeat_places.starts and c.reported_at < repeat_places.ends and c.position is not null
          and c.state <> 'voided'
    ) k
    join (
        with counted as materialized (
            select ((c.position[1] - north) * tall)::bigint * row + ((c.position[0] - east) * wide)::bigint as square,
                   count(*)::integer as n
            from case_file c
            where c.reported_at >= repeat_places.starts and c.reported_at < repeat_places.ends and c.position is not null
              and c.state <> 'voided'
            group by 1
        ), core as (
            select s.square, count(*) over () > 500 or (select count(*) from counted) > 5000 as left_out
            from (select * from counted order by n desc, square limit 5000) s
            cross join unnest(about) d join counted o on o.square = s.square + d
            group by s.square, s.n having sum(o.n) >= enough
            order by s.n desc, sum(o.n) desc, s.square limit 500
        )
        select c.square + d as square, bool_or(d = 0) as is_core, bool_or(c.left_out) as left_out
        from core c cross join unnest(about) d group by 1
    ) w using (square);
    for one in
        with near as materialized (
            select u.p, u.square, u.is_core from unnest(points, squares, cores) u(p, square, is_core)
        ), core as (
            select n.square, count(*) as n, avg(n.p[0]) as x, avg(n.p[1]) as y from near n where n.is_core group by 1
        )
        select c.x, c.y
        from core c cross join unnest(about) d join near n on n.square = c.square + d
        where ((n.p[0] - c.x) * cos(radians(c.y))) ^ 2 + (n.p[1] - c.y) ^ 2 <= degrees_squared
        group by c.square, c.n, c.x, c.y having count(*) >= enough
        order by c.n desc, count(*) desc, c.square
    loop
        if not exists (select from unnest(xs, ys) t(x, y)
                       where ((t.x - one.x) * cos(radians(one.y))) ^ 2 + (t.y - one.y) ^ 2 <= degrees_squared) then
            xs := xs || one.x;
            ys := ys || one.y;
        end if;
    end loop;
    return query
        with middle as materialized (
            select m.x, m.y, m.nth, ((m.y - north) * tall)::bigint * row + ((m.x - east) * wide)::bigint as square
            from unnest(xs, ys) with ordinality m(x, y, nth)
        ), reached as (
            select distinct on (u.case_id) u.case_id, u.is_open, u.reported_at, m.nth
            from middle m
            cross join unnest(about) d
            join unnest(ids, points, opens, times, squares) u(case_id, p, is_open, reported_at, square) on u.square = m.square + d
            where ((u.p[0] - m.x) * cos(radians(m.y))) ^ 2 + (u.p[1] - m.y) ^ 2 <= degrees_squared
            order by u.case_id, ((u.p[0] - m.x) * cos(radians(m.y))) ^ 2 + (u.p[1] - m.y) ^ 2, m.nth
        ), found as (
            select r.nth, count(*)::integer as n, (count(*) filter (where r.is_open))::integer as open,
                   (array_agg(r.case_id order by r.reported_at desc, r.case_id desc))[1:200] as newest
            from reached r group by r.nth having count(*) >= enough
            order by 2 desc, 3 desc, 1 limit 100
        )
        select m.x, m.y, f.n, f.open, w.place, w.class, f.newest, left_out
        from found f join middle m using (nth)
        cross join lateral (
            select coalesce(mode() within group (order by nullif(c.place, '')), '') as place,
                   coalesce((select n.name from catalogue_minor n
                             where n.minor_id = mode() within group (order by c.minor_id)), '') as class
            from case_file c where c.case_id = any (f.newest)) w
        order by f.n desc, f.open desc, m.nth;
end $$;
ALTER FUNCTION api.repeat_places(starts timestamp with time zone, ends timestamp with time zone, metres double precision, fewest integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.reply_to_order(request_id uuid, case_id bigint, version integer, order_id bigint, reply text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(reply_to_order.request_id, 'reply_to_order', reply_to_order.case_id);
    c case_file;
    o supervision_order;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(reply_to_order.case_id, reply_to_order.version, 'reply_to_order');
    o := open_order(c, reply_to_order.order_id);
    if o.reply_by is null or o.replied_at is not null then
        perform refuse('GR004', 'this order waits for no reply', '{"field": "order_id", "why": "not_waiting"}');
    end if;
    update supervision_order s
    set reply = checked_text('reply', reply_to_order.reply, 20000, true), replied_at = clock_timestamp(),
        replied_by = session_user
    where s.order_id = o.order_id returning * into o;
    return write_step(with_orders(c), 'reply_to_order', c.state, o.reply, reply_to_order.request_id,
        jsonb_build_object('order_number', o.order_number, 'late', o.replied_at > o.reply_by,
                           'orders', jsonb_build_object(o.order_number, order_hash(o))));
end $$;
ALTER FUNCTION api.reply_to_order(request_id uuid, case_id bigint, version integer, order_id bigint, reply text) OWNER TO gridroom_owner;
CREATE FUNCTION api.report_and_merge(request_id uuid, into_case bigint, description text, source text DEFAULT 'hotline'::text, place text DEFAULT ''::text, longitude double precision DEFAULT NULL::double precision, latitude double precision DEFAULT NULL::double precision, minor_id integer DEFAULT NULL::integer, urgency text DEFAULT 'normal'::text, reporter_name text DEFAULT ''::text, reporter_phone text DEFAULT ''::text, keep_secret boolean DEFAULT false, origin text DEFAULT 'desk'::text, original_id text DEFAULT ''::text, original_at timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION api.report_and_merge(request_id uuid, into_case bigint, description text, source text, place text, longitude double precision, latitude double precision, minor_id integer, urgency text, reporter_name text, reporter_phone text, keep_secret boolean, origin text, original_id text, original_at timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.report_case(request_id uuid, description text, source text DEFAULT 'hotline'::text, place text DEFAULT ''::text, longitude double precision DEFAULT NULL::double precision, latitude double precision DEFAULT NULL::double precision, minor_id integer DEFAULT NULL::integer, urgency text DEFAULT 'normal'::text, reporter_name text DEFAULT ''::text, reporter_phone text DEFAULT ''::text, keep_secret boolean DEFAULT false, origin text DEFAULT 'desk'::text, original_id text DEFAULT ''::text, original_at timestamp with time zone DEFAULT NULL::timestamp with time zone, handling_kind text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    answer api.case_answer := earlier_answer(report_case.request_id, 'report', null);
    fresh  case_file;
    self   person := me();
begin
    if answer.case_id is not null then
        return answer;
    end if;
    perform legal_move('report', '');
    if report_case.source is null or report_case.source not in ('hotline', 'public', 'patrol', 'leader', 'video', 'department', 'import') then
        perform refuse('GR004', 'unknown source', '{"field": "source", "why": "unknown"}');
    end if;
    perform checked_urgency(report_case.urgency);
    if report_case.origin is null
       or (report_case.origin not in ('desk', 'journal') and report_case.origin not like 'import:_%') then
        perform refuse('GR004', 'unknown origin', '{"field": "origin", "why": "unknown"}');
    end if;
    -- An import claims another system's ids and times: only who answers for the desk may say so.
    if report_case.origin like 'import:%'
       and not has_any_duty('{gridroom_call_taker,gridroom_duty_chief,gridroom_administrator}') then
        perform refuse('GR003', 'this login may not import', '{"action": "import"}');
    end if;
    fresh.description := checked_text('description', report_case.description, 20000, true);
    fresh.place := checked_text('place', report_case.place, 500);
    fresh.source := report_case.source;
    fresh.urgency := report_case.urgency;
    fresh.reporter_name := checked_text('reporter_name', report_case.reporter_name, 500);
    fresh.reporter_phone := checked_text('reporter_phone', report_case.reporter_phone, 500);
    fresh.keep_secret := coalesce(report_case.keep_secret, false);
    fresh.minor_id := checked_minor(report_case.minor_id);
    fresh.origin := checked_text('origin', report_case.origin, 200);
    fresh.original_id := checked_text('original_id', report_case.original_id, 200);
    fresh.original_at := checked_original(report_case.original_at);
    fresh := placed(fresh, report_case.longitude, report_case.latitude);
    fresh.state := 'reported';
    fresh := with_handling(fresh, coalesce(report_case.handling_kind, ''));
    answer := insert_case(fresh, report_case.request_id);
    return answer;
end $$;
ALTER FUNCTION api.report_case(request_id uuid, description text, source text, place text, longitude double precision, latitude double precision, minor_id integer, urgency text, reporter_name text, reporter_phone text, keep_secret boolean, origin text, original_id text, original_at timestamp with time zone, handling_kind text) OWNER TO gridroom_owner;
CREATE FUNCTION api.report_self_handled(request_id uuid, description text, result text, picture_before bytea, picture_after bytea, place text DEFAULT ''::text, longitude double precision DEFAULT NULL::double precision, latitude double precision DEFAULT NULL::double precision, minor_id integer DEFAULT NULL::integer, worker text DEFAULT ''::text, media_type text DEFAULT 'image/jpeg'::text, taken_before timestamp with time zone DEFAULT NULL::timestamp with time zone, taken_after timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(report_self_handled.request_id, 'self_handle', null);
    asked uuid := report_self_handled.request_id;
begin
    if answer.case_id is not null then return answer; end if;
    answer := api.report_case(md5(asked || ' report')::uuid, description, 'patrol', place, longitude, latitude, minor_id);
    if picture_before is not null then
        perform api.attach_file(md5(asked || ' before')::uuid, answer.case_id, 'handle_before', 'before', media_type,
                                picture_before, taken_before, longitude, latitude);
    end if;
    if picture_after is not null then
        perform api.attach_file(md5(asked || ' after')::uuid, answer.case_id, 'handle_after', 'after', media_type,
                                picture_after, taken_after, longitude, latitude);
    end if;
    return api.self_handle_case(asked, answer.case_id, answer.version, result, worker);
end $$;
ALTER FUNCTION api.report_self_handled(request_id uuid, description text, result text, picture_before bytea, picture_after bytea, place text, longitude double precision, latitude double precision, minor_id integer, worker text, media_type text, taken_before timestamp with time zone, taken_after timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.resolve_order(request_id uuid, case_id bigint, version integer, order_id bigint, resolution text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(resolve_order.request_id, 'resolve_order', resolve_order.case_id);
    c case_file;
    o supervision_order;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(resolve_order.case_id, resolve_order.version, 'resolve_order');
    o := open_order(c, resolve_order.order_id);
    update supervision_order s
    set resolution = checked_text('resolution', resolve_order.resolution, 2000, true), resolved_at = clock_timestamp(),
        resolved_by = session_user
    where s.order_id = o.order_id returning * into o;
    return write_step(with_orders(c), 'resolve_order', c.state, o.resolution, resolve_order.request_id,
        jsonb_build_object('order_number', o.order_number, 'orders', jsonb_build_object(o.order_number, order_hash(o))),
        receiver => answerable_department(c));
end $$;
ALTER FUNCTION api.resolve_order(request_id uuid, case_id bigint, version integer, order_id bigint, resolution text) OWNER TO gridroom_owner;
CREATE FUNCTION api.resume_case(request_id uuid, case_id bigint, version integer, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(resume_case.request_id, 'resume', resume_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(resume_case.case_id, resume_case.version, 'resume');
    before := c.state;
    c.state := c.state_before_suspension;
    c.state_before_suspension := null;
    return write_step(c, 'resume', before, checked_text('remark', remark, 2000), resume_case.request_id, clock => 'resume');
end $$;
ALTER FUNCTION api.resume_case(request_id uuid, case_id bigint, version integer, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.resume_due() RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select resume_due_cases()
$$;
ALTER FUNCTION api.resume_due() OWNER TO gridroom_owner;
CREATE FUNCTION api.return_case(request_id uuid, case_id bigint, version integer, reason text, cause text DEFAULT 'wrong_department'::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(return_case.request_id, 'return', return_case.case_id);
    c case_file;
    before text;
    why text := checked_text('reason', reason, 2000, true);
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(return_case.case_id, return_case.version, 'return');
    return_case.cause := coalesce(nullif(return_case.cause, ''), 'wrong_department');
    if return_case.cause not in ('wrong_department', 'other') then
        perform refuse('GR004', 'unknown cause', '{"field": "cause", "why": "unknown"}');
    end if;
    wrote := end_units(c, '{main}', case return_case.cause when 'other' then 'returned' else 'returned_wrong' end, why);
    before := c.state;
    c.state := 'returned';
    c.return_count := c.return_count + 1;
    return write_step(c, 'return', before, why, return_case.request_id,
                      told_units(wrote) || jsonb_build_object('cause', return_case.cause));
end $$;
ALTER FUNCTION api.return_case(request_id uuid, case_id bigint, version integer, reason text, cause text) OWNER TO gridroom_owner;
CREATE FUNCTION api.return_from_level(request_id uuid, case_id bigint, version integer, reply text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(return_from_level.request_id, 'return_from_level', return_from_level.case_id);
    c case_file;
    e case_escalation;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(return_from_level.case_id, return_from_level.version, 'return_from_level');
    if not may_answer_level(c.level) then
        perform refuse('GR003', 'somebody of that level answers', '{"action": "return_from_level", "why": "other_level"}');
    end if;
    e := open_escalation(c);
    if e.received_at is null then
        perform refuse('GR041', 'the level has not received it', jsonb_build_object('why', 'not_received', 'level', e.to_level));
    end if;
    update case_escalation t set returned_at = clock_timestamp(), returned_by = session_user,
        answer = checked_text('reply', reply, 20000, true)
    where t.escalation_no = e.escalation_no returning * into e;
    c.state := 'registered';
    c.level := '';
    return write_step(c, 'return_from_level', 'escalated', e.answer, return_from_level.request_id, told_escalation(e)
                      || jsonb_build_object('typed_in', my_level() <> e.to_level), clock => 'dispatch');
end $$;
ALTER FUNCTION api.return_from_level(request_id uuid, case_id bigint, version integer, reply text) OWNER TO gridroom_owner;
CREATE FUNCTION api.return_part(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select do_part(request_id, case_id, version, 'return_part', checked_text('reason', reason, 2000, true))
$$;
ALTER FUNCTION api.return_part(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.rework_case(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(rework_case.request_id, 'rework', rework_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(rework_case.case_id, rework_case.version, 'rework');
    before := c.state;
    c.state := 'in_rework';
    c.rework_count := c.rework_count + 1;
    return write_step(c, 'rework', before, checked_text('reason', reason, 2000, true), rework_case.request_id,
                      receiver => c.department_id, clock => 'rework');
end $$;
ALTER FUNCTION api.rework_case(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.ring_alarms() RETURNS TABLE(alarm_key text, rule text, priority smallint, cause text, sound text, case_id bigint, since timestamp with time zone, fresh boolean, chatters boolean, flood boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    moment timestamptz := clock_timestamp();
    ten    interval := interval '10 minutes';
    before integer;
begin
    if is_wall_only() or not exists (select from person p where p.login = session_user and p.active) then
        return;
    end if;
    -- Seats of one person one after the other: they change the same rows.
    perform pg_advisory_xact_lock(hashtextextended('alarms of ' || session_user, 30));
    insert into alarm_watch (slot) values (date_bin(ten, moment, '2000-01-01')) on conflict do nothing;
    select count(*) into before from alarm_ring r
    where r.login = session_user and not r.chatters and r.at > moment - make_interval(secs => (alarm_limit('flood_minutes') * 60)::float8);
    return query
        with present as materialized (
            select * from alarm_states()
        ), gone as (
            update alarm_ring r set gone_at = moment
            where r.login = session_user and r.gone_at is null
              and not exists (select from present p where p.alarm_key = r.alarm_key and p.came_at = r.since)
        ), came as (
            insert into alarm_ring as r (login, alarm_key, since, rule, at, fresh, chatters)
            select session_user, p.alarm_key, p.came_at, p.rule, moment, p.came_at > moment - ten,
                   (select count(*) + 1 >= alarm_limit('chatter_times') from alarm_ring e
                    where e.login = session_user and e.alarm_key = p.alarm_key
                      and e.at > moment - make_interval(secs => (alarm_limit('chatter_minutes') * 60)::float8))
            from present p
            where p.state = 'new' and not exists (  -- an insert that conflicts costs more than to look first
                select from alarm_ring e where e.login = session_user and e.alarm_key = p.alarm_key and e.since = p.came_at
                                           and e.gone_at is null)
            order by p.came_at
            on conflict (login, alarm_key, since) do update set gone_at = null where r.gone_at is not null
            returning r.*, r.xmax::text = '0' as is_new
        )
        select c.alarm_key, c.rule, (x.r ->> 'priority')::smallint, x.r ->> 'cause', coalesce(x.r ->> 'sound', ''), p.case_id,
               c.since, c.fresh, c.chatters,
               before + count(*) filter (where not c.chatters) over () > alarm_limit('flood_alarms')
        from came c join present p using (alarm_key)
        join jsonb_array_elements(setting_value('alarm_rules')) x(r) on x.r ->> 'name' = c.rule
        where c.is_new
        order by 3, c.since;
end $$;
ALTER FUNCTION api.ring_alarms() OWNER TO gridroom_owner;
CREATE FUNCTION api.roster_stamp(first_day date) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select md5(roster_facts(first_day)::text)
$$;
ALTER FUNCTION api.roster_stamp(first_day date) OWNER TO gridroom_owner;
CREATE FUNCTION api.save_view(request_id uuid, view_id bigint, version integer, name text, content jsonb, shared boolean DEFAULT false, for_duty text DEFAULT ''::text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    self  person := me();
    taken saved_view;
    kept  text;
begin
    perform need_request_id(save_view.request_id);
    perform pg_advisory_xact_lock(hashtextextended(save_view.request_id::text, 7));
    select * into taken from saved_view v where v.request_id = save_view.request_id and v.changed_by = session_user;
    if taken.view_id is not null then return taken.view_id; end if;
    if save_view.shared is null or save_view.for_duty is null then
        perform refuse('GR004', 'shared or not, and for which duty', jsonb_build_object('why', 'empty',
            'field', case when save_view.shared is null then 'shared' else 'for_duty' end));
    end if;
    if (save_view.shared or save_view.for_duty <> '') and not may_share_views() then
        perform refuse('GR003', 'shared views are kept by the duty chief or the administrator', '{"action": "share_view"}');
    end if;
    if jsonb_typeof(content) is distinct from 'object' then
        perform refuse('GR004', 'a view is an object', '{"field": "content", "why": "malformed"}');
    end if;
    if length(content::text) > 16000 then
        perform refuse('GR010', 'the view is too large', '{"field": "content", "why": "too_long", "limit": 16000}');
    end if;
    if for_duty <> '' and not exists (select from pg_roles r where r.rolname = for_duty and r.rolname like 'gridroom\_%'
            and r.rolname not in ('gridroom_owner', 'gridroom_across', 'gridroom_person')) then
        perform refuse('GR004', 'no such duty', '{"field": "for_duty", "why": "unknown"}');
    end if;
    if save_view.view_id is not null then
        taken := take_view(save_view.view_id, save_view.version, false);
    elsif (select count(*) from saved_view v where v.owner = session_user and v.removed_at is null) >= 100 then
        perform refuse('GR004', 'a person keeps at most 100 views', '{"field": "view_name", "why": "out_of_range", "limit": 100}');
    end if;
    kept := checked_view_name(save_view.name, save_view.shared, save_view.view_id);
    if save_view.shared and for_duty <> '' then  -- one first view a duty: the newer one takes the place
        update saved_view v set for_duty = '', version = v.version + 1, changed_by = session_user, changed_at = clock_timestamp()
        where v.for_duty = save_view.for_duty and v.removed_at is null and v.view_id is distinct from save_view.view_id;
    end if;
    if save_view.view_id is null then
        insert into saved_view (shared, for_duty, name, content, request_id)
        values (save_view.shared, case when save_view.shared then save_view.for_duty else '' end, kept, save_view.content,
                save_view.request_id)
        returning * into taken;
    else
        -- The owner of a shared view who makes it private again keeps it; another one's becomes the keeper's own.
        update saved_view v set name = kept, content = save_view.content, shared = save_view.shared,
            for_duty = case when save_view.shared then save_view.for_duty else '' end,
            owner = case when save_view.shared then v.owner else session_user end, version = v.version + 1,
            request_id = save_view.request_id, changed_by = session_user, changed_at = clock_timestamp()
        where v.view_id = taken.view_id returning * into taken;
    end if;
    return taken.view_id;
end $$;
ALTER FUNCTION api.save_view(request_id uuid, view_id bigint, version integer, name text, content jsonb, shared boolean, for_duty text) OWNER TO gridroom_owner;
CREATE FUNCTION api.search_cases(words text, before_case bigint DEFAULT NULL::bigint, most integer DEFAULT 50) RETURNS TABLE(case_id bigint, why text, back_to timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $_$
#variable_conflict use_column
declare
    typed text := btrim(checked_text('words', search_cases.words, 200, true));
    room integer := least(greatest(coalesce(search_cases.most, 50), 1), 200);
    newest bigint := coalesce((select max(w.case_id) + 1 from case_words_newest() w), 1);
    keys text[];
    upper_end bigint;
    lower_end bigint;
    stretch bigint;
    at_once integer;
    looked integer := 0;
    portion bigint[];
    seen bigint[] := '{}';
    fresh bigint[];
    reached timestamptz;
begin
    newest := least(newest, greatest(coalesce(search_cases.before_case, newest), 1));
    if is_wall_only() then
        return;
    end if;
    if typed ~ '^[0-9A-Za-z〔〕._/-]*[0-9]{3,}$' then
        seen := array(select c.case_id from case_file c
                      where c.case_id = any (cases_numbered(typed, newest, room)) order by c.case_id desc);
        room := room - cardinality(seen);
        return query select f, 'number', null::timestamptz from unnest(seen) f;
    end if;
    if cardinality(seen) = 0 and phone_key(typed) <> '' and typed ~ '^[-+() 0-9]+$'
       and has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}') then
        fresh := array(select c.case_id from case_file c
                       where c.case_id = any (cases_of_caller(typed, newest, room)) and c.case_id <> all (seen)
                       order by c.case_id desc);
        if caller_search_on_record(phone_key(typed), cardinality(fresh)) then
            seen := seen || fresh;
            room := room - cardinality(fresh);
            return query select f, 'caller', null::timestamptz from unnest(fresh) f;
        end if;
    end if;
    keys := array(select k from regexp_split_to_table(typed, '[\s,，、;；]+') w, lateral (select search_key(w) as k) s where length(k) >= 2);
    if cardinality(keys) = 0 then
        if typed !~ '[0-9]{3}' then
            perform refuse('GR004', 'a word has two characters at least', '{"field": "words", "why": "too_short"}');
        end if;
        return;
    end if;
    upper_end := newest - 1;
    lower_end := greatest(newest - 4000, 1);
    while upper_end >= 1 and room > 0 loop
        at_once := 2 * room;  -- most of what is found is seen by who sits at a desk
        loop
            portion := cases_with_words(keys, lower_end, upper_end, at_once, stretch);
            fresh := array(select c.case_id from case_file c
                           where c.case_id = any (portion) and c.case_id <> all (seen) order by c.case_id desc limit room);
            looked := looked + cardinality(portion);
            room := room - cardinality(fresh);
            return query select f, 'words', null::timestamptz from unnest(fresh) f;
            exit when room <= 0 or cardinality(portion) < at_once or looked >= 20000;
            upper_end := portion[cardinality(portion)] - 1;  -- more in this stretch than one portion
            at_once := least(2 * at_once, 2000);
        end loop;
        exit when room <= 0;
        if looked >= 20000 then
            -- Far more hold these words than this person may see: say how far it got instead of reading years of them.
            select c.reported_at into reached from case_file c where c.case_id <= upper_end order by c.case_id desc limit 1;
            return query select null::bigint, 'words', coalesce(reached, clock_timestamp());
            return;
        end if;
        upper_end := lower_end - 1;
        stretch := search_stretch(upper_end);
        lower_end := greatest(stretch << 18, 1);
    end loop;
end $_$;
ALTER FUNCTION api.search_cases(words text, before_case bigint, most integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.self_handle_case(request_id uuid, case_id bigint, version integer, result text, worker text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(self_handle_case.request_id, 'self_handle', self_handle_case.case_id);
    c case_file;
    whose text := coalesce(worker, '');
    missing text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(self_handle_case.case_id, self_handle_case.version, 'self_handle');
    if has_duty('grid_worker') then
        if whose not in ('', session_user) then
            perform refuse('GR004', 'a grid worker settles for themselves only', '{"field": "worker", "why": "unknown"}');
        end if;
        whose := session_user;
    elsif not can_confirm(c, whose) then
        perform refuse('GR004', 'whose work was it', '{"field": "worker", "why": "unknown"}');
    end if;
    if coalesce((setting_value('self_handled_needs_pictures') #>> '{}')::boolean, true) then
        select min(w.kind) into missing from (values ('handle_after'), ('handle_before')) w(kind)
        where not exists (select from attachment a where a.case_id = c.case_id and a.kind = w.kind
                          and a.media_type like 'image/%');
        if missing is not null then
            perform refuse('GR004', 'a picture before and one after show that it was settled',
                           jsonb_build_object('field', 'pictures', 'why', 'missing', 'kind', missing));
        end if;
    end if;
    c.state := 'self_handled';
    c.result := checked_text('result', self_handle_case.result, 20000, true);
    return write_step(c, 'self_handle', 'reported', c.result, self_handle_case.request_id,
                      jsonb_build_object('worker', whose, 'typed_in', whose <> session_user), clock => 'verify');
end $$;
ALTER FUNCTION api.self_handle_case(request_id uuid, case_id bigint, version integer, result text, worker text) OWNER TO gridroom_owner;
CREATE FUNCTION api.send_back_case(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(send_back_case.request_id, 'send_back', send_back_case.case_id);
    c case_file;
    before text;
    why text := checked_text('reason', reason, 2000, true);
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(send_back_case.case_id, send_back_case.version, 'send_back');
    wrote := end_units(c, '{main,assist,party}', 'sent_back', why);
    before := c.state;
    c.state := 'reported';
    c.department_id := null;
    c := with_units(c);
    return write_step(c, 'send_back', before, why, send_back_case.request_id, told_units(wrote) || coalesce((
        select jsonb_build_object('to', s.by_name) from case_step s
        where s.case_id = c.case_id and s.action = 'register' order by s.seq desc limit 1), '{}'), clock => 'register');
end $$;
ALTER FUNCTION api.send_back_case(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.send_field_task(request_id uuid, case_id bigint, version integer, task_kind text, worker text DEFAULT ''::text, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION api.send_field_task(request_id uuid, case_id bigint, version integer, task_kind text, worker text, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.set_gateway_active(gateway text, active boolean, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    was gateway;
    words text := checked_text('reason', reason, 200, true);
begin
    perform must_be_administrator('set_gateway_active');
    select * into was from gateway g where g.login = set_gateway_active.gateway for update;
    if was.login is null then
        perform refuse('GR005', 'no such gateway', '{"what": "gateway"}');
    end if;
    if set_gateway_active.active is null then
        perform refuse('GR004', 'on or off', '{"field": "active", "why": "empty"}');
    end if;
    if was.active <> set_gateway_active.active then
        update gateway g set active = set_gateway_active.active where g.login = was.login;
        perform configured('gateway', was.login, jsonb_build_object('active', was.active),
                           jsonb_build_object('active', set_gateway_active.active, 'reason', words));
    end if;
end $$;
ALTER FUNCTION api.set_gateway_active(gateway text, active boolean, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.set_gateway_list(gateway text, codes text[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    was jsonb;
    wrong text;
begin
    perform must_be_administrator('set_gateway_list');
    if not exists (select from gateway g where g.login = set_gateway_list.gateway) then
        perform refuse('GR005', 'no such gateway', '{"what": "gateway"}');
    end if;
    insert into field_unit (kind, code, login)
    select 'worker', p.login, p.login from person p
    join pg_roles r on r.rolname = p.login and pg_has_role(r.oid, 'gridroom_grid_worker', 'member')
    where p.active and p.login = any (codes)
    on conflict do nothing;
    select c into wrong from unnest(codes) c where not exists (select from field_unit u where u.code = c) limit 1;
    if wrong is not null then
        perform refuse('GR004', 'neither a grid worker nor a vehicle', jsonb_build_object('field', 'codes', 'why', 'unknown', 'value', left(wrong, 63)));
    end if;
    select coalesce(jsonb_agg(u.code order by u.code), '[]') into was
    from gateway_unit g join field_unit u using (unit_id) where g.gateway = set_gateway_list.gateway;
    perform replace_gateway_list(set_gateway_list.gateway, codes);
    insert into configuration_step (subject, subject_key, old, new)
    values ('setting', 'gateway/' || set_gateway_list.gateway, was, to_jsonb(codes));
    return cardinality(codes);
end $$;
ALTER FUNCTION api.set_gateway_list(gateway text, codes text[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.set_handling(request_id uuid, case_id bigint, version integer, handling_kind text, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(set_handling.request_id, 'set_handling', set_handling.case_id);
    c case_file;
    before text;
    desk_works boolean;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(set_handling.case_id, set_handling.version, 'set_handling');
    if coalesce(set_handling.handling_kind, '') in ('', c.handling_kind) then
        perform refuse('GR004', 'that is no other kind of handling', '{"field": "handling_kind", "why": "unknown"}');
    end if;
    before := c.handling_kind;
    c := with_handling(c, set_handling.handling_kind);
    -- Registered, and the desk itself brings it about: then handling counts. Back again, dispatching does.
    desk_works := c.handling_kind in ('coordinate', 'approval');
    return write_step(c, 'set_handling', c.state, checked_text('remark', remark, 2000), set_handling.request_id,
        jsonb_build_object('handling_kind', c.handling_kind, 'was', before),
        clock => case when c.state <> 'registered' or desk_works = (before in ('coordinate', 'approval')) then ''
                      when desk_works then 'handle' else 'dispatch_again' end);
end $$;
ALTER FUNCTION api.set_handling(request_id uuid, case_id bigint, version integer, handling_kind text, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.settle_dispute(request_id uuid, case_id bigint, version integer, department_id integer, reason text, assisting integer[] DEFAULT '{}'::integer[]) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(settle_dispute.request_id, 'settle_dispute', settle_dispute.case_id);
    c case_file;
    had integer;
    waits boolean;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(settle_dispute.case_id, settle_dispute.version, 'settle_dispute');
    select u.department_id into had from case_unit u
    where u.case_id = c.case_id and u.part = 'main' order by u.unit_no desc limit 1;
    waits := exists (select from case_clock k where k.case_id = c.case_id and k.name = 'handle' and k.stopped_at is null);
    return lay_with(c, 'settle_dispute', settle_dispute.department_id, assisting, checked_text('reason', reason, 2000, true),
                    settle_dispute.request_id, 'settled',
                    case when waits and had = settle_dispute.department_id then 'rework' else 'handle' end);
end $$;
ALTER FUNCTION api.settle_dispute(request_id uuid, case_id bigint, version integer, department_id integer, reason text, assisting integer[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.sheet_is_current(sheet_id bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select case when s.scope = my_sheet_scope() then s.content = sheet_content(s.day, s.scope) end
    from sheet s where s.sheet_id = sheet_is_current.sheet_id
$$;
ALTER FUNCTION api.sheet_is_current(sheet_id bigint) OWNER TO gridroom_owner;
CREATE FUNCTION api.shelve_alarms(request_id uuid, alarms text[], until timestamp with time zone, reason text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    words text := checked_text('reason', shelve_alarms.reason, 200, true);
begin
    if until is null or until <= now() or until > now() + make_interval(secs => (alarm_limit('shelve_hours') * 3600)::float8 + 60) then
        perform refuse('GR004', 'an alarm is shelved for some hours', jsonb_build_object('field', 'until', 'why', 'out_of_range',
                       'hours', alarm_limit('shelve_hours')));
    end if;
    return act_on_alarms(request_id, alarms, 'shelve', until, words);
end $$;
ALTER FUNCTION api.shelve_alarms(request_id uuid, alarms text[], until timestamp with time zone, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.shift_plans() RETURNS TABLE(plan_id bigint, valid_from date, shifts jsonb, made_at timestamp with time zone, made_by text, holds boolean)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 5
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select p.plan_id, p.valid_from, p.shifts, p.made_at, p.made_by,
           p.valid_from = (select max(c.valid_from) from shift_plan c where c.ended_at is null and c.valid_from <= now_local()::date)
    from shift_plan p where p.ended_at is null order by p.valid_from
$$;
ALTER FUNCTION api.shift_plans() OWNER TO gridroom_owner;
CREATE FUNCTION api.shifts_between(first_day date, last_day date) RETURNS TABLE(day date, name text, starts time without time zone)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 30
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    -- Counted, as a series from '-infinity' would never end.
    select first_day + d, s ->> 'name', (s ->> 'starts')::time
    from generate_series(0, least(last_day - first_day, 400)) d, jsonb_array_elements(shifts_on(first_day + d)) s
$$;
ALTER FUNCTION api.shifts_between(first_day date, last_day date) OWNER TO gridroom_owner;
CREATE FUNCTION api.shifts_today() RETURNS TABLE(name text, starts time without time zone)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 3
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select s ->> 'name', (s ->> 'starts')::time from jsonb_array_elements(shifts_on(now_local()::date)) s order by 2
$$;
ALTER FUNCTION api.shifts_today() OWNER TO gridroom_owner;
CREATE FUNCTION api.similar_cases(longitude double precision DEFAULT NULL::double precision, latitude double precision DEFAULT NULL::double precision, minor_id integer DEFAULT NULL::integer, place text DEFAULT ''::text, description text DEFAULT ''::text, reporter_phone text DEFAULT ''::text, exclude_case bigint DEFAULT NULL::bigint) RETURNS TABLE(case_id bigint, case_number text, state text, stage text, department text, seen boolean, version integer, subcategory text, summary text, place_words text, reported_at timestamp with time zone, ended_at timestamp with time zone, deadline_at timestamp with time zone, near_at timestamp with time zone, paused_remaining interval, report_count integer, metres double precision, same_class boolean, same_caller boolean, alike double precision, likely double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select * from similar_to(
        case when similar_cases.longitude between -180 and 180 and similar_cases.latitude between -90 and 90
             then point(similar_cases.longitude, similar_cases.latitude) end,
        similar_cases.minor_id, coalesce(similar_cases.place, ''), coalesce(similar_cases.description, ''),
        left(coalesce(similar_cases.reporter_phone, ''), 60), similar_cases.exclude_case)
$$;
ALTER FUNCTION api.similar_cases(longitude double precision, latitude double precision, minor_id integer, place text, description text, reporter_phone text, exclude_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION api.similar_to_case(case_id bigint) RETURNS TABLE(case_id bigint, case_number text, state text, stage text, department text, seen boolean, version integer, subcategory text, summary text, place_words text, reported_at timestamp with time zone, ended_at timestamp with time zone, deadline_at timestamp with time zone, near_at timestamp with time zone, paused_remaining interval, report_count integer, metres double precision, same_class boolean, same_caller boolean, alike double precision, likely double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select s.* from case_file c, lateral similar_to(
        c.position, c.minor_id, c.place, c.description, case when c.keep_secret then '' else c.reporter_phone end,
        c.case_id) s
    where c.case_id = similar_to_case.case_id and c.merged_into is null
$$;
ALTER FUNCTION api.similar_to_case(case_id bigint) OWNER TO gridroom_owner;
CREATE FUNCTION api.supervise_case(request_id uuid, case_id bigint, version integer, order_kind text, card text, reason text, demand text, reply_by timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(supervise_case.request_id, 'supervise', supervise_case.case_id);
    c case_file;
    o supervision_order;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(supervise_case.case_id, supervise_case.version, 'supervise');
    if order_kind is null or order_kind not in ('timeout', 'leader', 'important') then
        perform refuse('GR004', 'unknown kind of order', '{"field": "order_kind", "why": "unknown"}');
    end if;
    if supervise_case.card is null or supervise_case.card not in ('reminder', 'yellow', 'red') then
        perform refuse('GR004', 'unknown card', '{"field": "card", "why": "unknown"}');
    end if;
    o.department_id := answerable_department(c);
    if supervise_case.reply_by is not null and o.department_id is null then
        perform refuse('GR004', 'no department has the case, so none can reply', '{"field": "reply_by", "why": "nobody"}');
    end if;
    if supervise_case.reply_by <= now() or supervise_case.reply_by > now() + interval '366 days' then
        perform refuse('GR004', 'a reply is due within a year', '{"field": "reply_by", "why": "out_of_range"}');
    end if;
    o.reason := checked_text('reason', supervise_case.reason, 2000, true);
    o.demand := checked_text('demand', supervise_case.demand, 2000, true);
    insert into supervision_order (order_number, case_id, kind, card, reason, demand, department_id, reply_by, issued_at)
    values (next_number('supervision'), c.case_id, order_kind, supervise_case.card, o.reason, o.demand, o.department_id,
            supervise_case.reply_by, clock_timestamp())
    returning * into o;
    return write_step(with_orders(c), 'supervise', c.state, o.reason, supervise_case.request_id,
        jsonb_build_object('order_number', o.order_number, 'order_kind', o.kind, 'card', o.card, 'demand', o.demand,
                           'reply_by', o.reply_by, 'orders', jsonb_build_object(o.order_number, order_hash(o))),
        receiver => o.department_id);
end $$;
ALTER FUNCTION api.supervise_case(request_id uuid, case_id bigint, version integer, order_kind text, card text, reason text, demand text, reply_by timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.suspend_case(request_id uuid, case_id bigint, version integer, until timestamp with time zone, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(suspend_case.request_id, 'suspend', suspend_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(suspend_case.case_id, suspend_case.version, 'suspend');
    -- An end date is part of the promise, at most a year away (docs/trade.md §1.3 row 13).
    if until is null or until <= now() or until > now() + interval '366 days' then
        perform refuse('GR004', 'a suspension ends within a year', '{"field": "until", "why": "out_of_range"}');
    end if;
    before := c.state;
    c.state_before_suspension := before;
    c.state := 'suspended';
    return write_step(c, 'suspend', before, checked_text('reason', reason, 2000, true), suspend_case.request_id,
                      jsonb_build_object('until', until), clock => 'pause', pause_until => until);
end $$;
ALTER FUNCTION api.suspend_case(request_id uuid, case_id bigint, version integer, until timestamp with time zone, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.take_back_dispatch(request_id uuid, case_id bigint, version integer, reason text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(take_back_dispatch.request_id, 'take_back', take_back_dispatch.case_id);
    c case_file;
    why text := checked_text('reason', reason, 2000);
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(take_back_dispatch.case_id, take_back_dispatch.version, 'take_back');
    if c.opened_at is not null then
        perform refuse('GR008', 'the department has opened the case', jsonb_build_object('at', c.opened_at));
    end if;
    wrote := end_units(c, '{main,assist}', 'taken_back', why);
    c.state := 'registered';
    c.department_id := null;
    c := with_units(c);
    return write_step(c, 'take_back', 'dispatched', why, take_back_dispatch.request_id, told_units(wrote),
                      clock => 'dispatch_again');
end $$;
ALTER FUNCTION api.take_back_dispatch(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.tell_drawing(seat uuid, of_parent integer, of_level text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    parent ltree := (select a.path from area a where a.area_id = of_parent);
begin
    perform check_may_redraw();
    if seat is null or (of_parent is not null and (parent is null or area_level_rank(of_level) is null)) then
        perform refuse('GR005', 'there is no such area', '{"what": "area"}');
    end if;
    delete from area_drawing d
        where d.told_at <= clock_timestamp() - presence_patience()
           or d.seat = tell_drawing.seat and d.login = session_user and (d.parent_path, d.level) is distinct from (parent, of_level);
    if parent is null then
        return '[]';
    end if;
    insert into area_drawing (seat, parent_path, level) values (tell_drawing.seat, parent, of_level)
        on conflict on constraint area_drawing_pkey do update set told_at = clock_timestamp() where area_drawing.login = session_user;
    return (select coalesce(jsonb_agg(jsonb_build_object('name', coalesce(p.name, d.login), 'since', d.since,
                       'same', d.login = session_user) order by d.since), '[]')
            from area_drawing d left join person p using (login)
            where d.seat <> tell_drawing.seat and d.level = of_level and (d.parent_path <@ parent or d.parent_path @> parent));
end $$;
ALTER FUNCTION api.tell_drawing(seat uuid, of_parent integer, of_level text) OWNER TO gridroom_owner;
CREATE FUNCTION api.tell_presence(seat uuid, looks_at bigint, words_for bigint[] DEFAULT '{}'::bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    changed bigint;
begin
    if is_wall_only() or seat is null then
        return;
    end if;
    if coalesce(array_length(words_for, 1), 0) > 200 then
        perform refuse('GR004', 'words for too many cases', '{"field": "words_for", "why": "out_of_range", "limit": 200}');
    end if;
    for changed in
        with told as (
            select x.case_id, bool_or(x.looks) as looks, bool_or(not x.looks) as has_words
            from (select looks_at as case_id, true as looks union all select unnest(words_for), false) x
            join case_file c on c.case_id = x.case_id
            group by x.case_id
        ), gone as (
            delete from presence d
            using (select p.seat, p.case_id from presence p
                   where case when p.seat = tell_presence.seat and p.login = session_user
                              then p.case_id not in (select t.case_id from told t)
                              else p.told_at <= clock_timestamp() - presence_patience() end
                   for update skip locked) p  -- somebody else buries the same dead just now
            where (d.seat, d.case_id) = (p.seat, p.case_id)
            returning d.case_id
        ), before as materialized (
            select p.* from presence p where p.seat = tell_presence.seat
        ), put as (
            insert into presence (seat, case_id, login, looks, has_words)
            select tell_presence.seat, t.case_id, session_user, t.looks, t.has_words from told t
            on conflict on constraint presence_pkey do update
                set told_at = clock_timestamp(), looks = excluded.looks, has_words = excluded.has_words
                where presence.login = session_user
            returning presence.case_id, presence.looks, presence.has_words
        )
        select g.case_id from gone g
        union
        select u.case_id from put u left join before b using (case_id)
        where b.case_id is null or (b.looks, b.has_words) is distinct from (u.looks, u.has_words)
           or b.told_at <= clock_timestamp() - presence_patience()
    loop
        perform pg_notify('gridroom_presence', changed::text);
    end loop;
end $$;
ALTER FUNCTION api.tell_presence(seat uuid, looks_at bigint, words_for bigint[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.tell_reporter(request_id uuid, case_id bigint, version integer, told_words text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(tell_reporter.request_id, 'tell_reporter', tell_reporter.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(tell_reporter.case_id, tell_reporter.version, 'tell_reporter');
    perform checked_department(c, 'tell_reporter');
    return write_step(c, 'tell_reporter', c.state, checked_text('told_words', told_words, 2000, true),
                      tell_reporter.request_id);
end $$;
ALTER FUNCTION api.tell_reporter(request_id uuid, case_id bigint, version integer, told_words text) OWNER TO gridroom_owner;
CREATE FUNCTION api.tend_positions() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
begin
    perform me();
    perform sum_patrols_at_times();
    return tend_positions_hourly();
end $$;
ALTER FUNCTION api.tend_positions() OWNER TO gridroom_owner;
CREATE FUNCTION api.track(worker text, starts timestamp with time zone, ends timestamp with time zone, reason text) RETURNS TABLE(at timestamp with time zone, longitude double precision, latitude double precision, accuracy real, speed real, heading real, cell_code text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    own boolean := track.worker = session_user;
    why text := checked_text('reason', track.reason, 2000, not own);
    unit field_unit;
begin
    perform me();
    if not (own or has_any_duty('{gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector}')) then
        perform refuse('GR003', 'this login may not read tracks', '{"action": "track"}');
    end if;
    perform checked_span(track.starts, track.ends);
    unit := readable_unit(track.worker);
    if not own and not reading_on_record(unit.unit_id, 'track', track.starts, track.ends, why) then
        return;
    end if;
    return query
        select f.at, f.place[0], f.place[1], f.accuracy, f.speed, f.heading, coalesce(c.code, '')
        from position_fix f left join area c on c.area_id = f.area_id and c.level = 'grid_cell'
        where f.unit_id = unit.unit_id and f.at >= track.starts and f.at < track.ends
        order by f.at;
end $$;
ALTER FUNCTION api.track(worker text, starts timestamp with time zone, ends timestamp with time zone, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.track_case(request_id uuid, case_id bigint, version integer, finding text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(track_case.request_id, 'track', track_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(track_case.case_id, track_case.version, 'track');
    perform checked_department(c, 'track');
    c.track_count := c.track_count + 1;
    return write_step(c, 'track', c.state, checked_text('finding', finding, 2000, true), track_case.request_id,
                      jsonb_build_object('count', c.track_count));
end $$;
ALTER FUNCTION api.track_case(request_id uuid, case_id bigint, version integer, finding text) OWNER TO gridroom_owner;
CREATE FUNCTION api.undo_redraw(request_id uuid, redraw_id integer, from_day date DEFAULT NULL::date, accepted jsonb DEFAULT NULL::jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    done area_redraw;
begin
    perform check_may_redraw();
    select * into done from area_redraw r where r.redraw_id = undo_redraw.redraw_id;
    if done.redraw_id is null then
        perform refuse('GR005', 'there is no such redraw', '{"what": "redraw"}');
    end if;
    if done.state <> 'done' then
        perform refuse('GR020', 'it was not carried out', '{"why": "not_done"}');
    end if;
    if exists (select from area_redraw r where r.undoes = done.redraw_id and r.state in ('planned', 'done')
                 and r.request_id <> undo_redraw.request_id) then
        perform refuse('GR020', 'it was undone already', '{"why": "undone_already"}');
    end if;
    return ask_redraw(request_id, done.parent_path, done.level, coalesce(from_day, now_local()::date), done.before, done.added,
                      done.after, done.redraw_id, accepted);
end $$;
ALTER FUNCTION api.undo_redraw(request_id uuid, redraw_id integer, from_day date, accepted jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION api.units_in(of_area integer) RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select l.unit_id from last_position l
    where l.on_duty and l.area_path <@ (select a.path from area a where a.area_id = of_area)
    order by 1
$$;
ALTER FUNCTION api.units_in(of_area integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.unmerge_case(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION api.unmerge_case(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.unshelve_alarms(request_id uuid, alarms text[]) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select act_on_alarms(request_id, alarms, 'unshelve', null, '')
$$;
ALTER FUNCTION api.unshelve_alarms(request_id uuid, alarms text[]) OWNER TO gridroom_owner;
CREATE FUNCTION api.verify_case(request_id uuid, case_id bigint, version integer, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(verify_case.request_id, 'verify', verify_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(verify_case.case_id, verify_case.version, 'verify');
    c.state := 'verified';
    return write_step(c, 'verify', 'handled', checked_text('remark', remark, 2000), verify_case.request_id,
                      clock => 'verified');
end $$;
ALTER FUNCTION api.verify_case(request_id uuid, case_id bigint, version integer, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION api.verify_history() RETURNS TABLE(case_id bigint, case_number text, seq integer, problem text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
begin
    if not has_any_duty('{gridroom_security_auditor,gridroom_administrator,gridroom_duty_chief}') then
        perform refuse('GR003', 'this login may not verify the history', '{"action": "verify_history"}');
    end if;
    return query
        select b.case_id, case_number_of(b.case_id), b.seq, b.problem from broken_links() b order by b.case_id;
end $$;
ALTER FUNCTION api.verify_history() OWNER TO gridroom_owner;
CREATE FUNCTION api.void_case(request_id uuid, case_id bigint, version integer, reason text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(void_case.request_id, 'void', void_case.case_id);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(void_case.case_id, void_case.version, 'void');
    before := c.state;
    c.state := 'voided';
    return write_step(c, 'void', before, checked_text('reason', reason, 2000, true), void_case.request_id, clock => 'stop');
end $$;
ALTER FUNCTION api.void_case(request_id uuid, case_id bigint, version integer, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION api.whistle_case(request_id uuid, case_id bigint, version integer, departments integer[], demand text, appear_by timestamp with time zone) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(whistle_case.request_id, 'whistle', whistle_case.case_id);
    c case_file;
    called integer[];
    wants text := checked_text('demand', whistle_case.demand, 2000, true);
    wrote bigint[];
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(whistle_case.case_id, whistle_case.version, 'whistle');
    if not may_whistle(c) then
        perform refuse('GR003', 'a street whistles for its own cases', '{"action": "whistle", "why": "not_street"}');
    end if;
    called := checked_departments('departments', departments, true);
    if appear_by is null or appear_by <= now() or appear_by > now() + interval '31 days' then
        perform refuse('GR004', 'they are to be there within a month', '{"field": "appear_by", "why": "out_of_range"}');
    end if;
    if exists (select from case_unit u where u.case_id = c.case_id and u.part = 'whistled' and u.answer = ''
               and u.ended_at is null and u.department_id = any (called)) then
        perform refuse('GR004', 'one of them was whistled and has not answered', '{"field": "departments", "why": "exists"}');
    end if;
    wrote := end_units(c, '{whistled}', 'settled', wants, array(select d.department_id from department d
                                                                where d.department_id <> all (called)))
             || tell_units(c, called, 'whistled', wants, appear_by, my_level() = 'district');
    c := with_units(c);
    return write_step(c, 'whistle', c.state, wants, whistle_case.request_id,
                      told_units(wrote) || jsonb_build_object('departments', department_names(called), 'appear_by', appear_by));
end $$;
ALTER FUNCTION api.whistle_case(request_id uuid, case_id bigint, version integer, departments integer[], demand text, appear_by timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION api.withdraw_redraw(redraw_id integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    perform check_may_redraw();
    update area_redraw r set state = 'withdrawn', done_at = clock_timestamp()
        where r.redraw_id = withdraw_redraw.redraw_id and r.state in ('planned', 'failed');
    if not found then
        perform refuse('GR005', 'there is no such plan', '{"what": "redraw"}');
    end if;
    perform pg_notify('gridroom_area', '0');
end $$;
ALTER FUNCTION api.withdraw_redraw(redraw_id integer) OWNER TO gridroom_owner;
CREATE FUNCTION api.withdraw_request(request_id uuid, case_id bigint, version integer, remark text DEFAULT ''::text) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select decide_request(request_id, case_id, version, 'withdraw_request', 'withdrawn', checked_text('remark', remark, 2000))
$$;
ALTER FUNCTION api.withdraw_request(request_id uuid, case_id bigint, version integer, remark text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.act_on_alarms(asked uuid, keys text[], wanted text, until timestamp with time zone, words text) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    done integer;
begin
    perform me();
    perform need_request_id(asked);
    if coalesce(cardinality(keys), 0) not between 1 and 1000 then
        perform refuse('GR004', 'between one and a thousand alarms', '{"field": "alarms", "why": "out_of_range", "limit": 1000}');
    end if;
    perform pg_advisory_xact_lock(hashtextextended(asked::text, 30));
    select count(*) into done from alarm_act a where a.request_id = asked and a.by_login = session_user and a.act = wanted;
    if done > 0 then return done; end if;
    if exists (select from alarm_act a where a.request_id = asked) then
        perform refuse('GR006', 'this request id was used for something else', '{}');
    end if;
    if wanted = 'shelve' then
        perform may_be_shelved(keys);
    end if;
    insert into alarm_act (alarm_key, act, since, at, until, reason, request_id)
    select s.alarm_key, wanted, s.since, clock_timestamp(), act_on_alarms.until, words, asked
    from alarm_states() s
    where s.alarm_key = any (keys)
      and case wanted when 'acknowledge' then s.state = 'new' when 'shelve' then true else s.state = 'shelved' end;
    get diagnostics done = row_count;
    -- Somebody else was quicker, or the condition is gone: that is what was wanted. But an alarm of others is not found.
    if done = 0 and not exists (select from alarm_ring r where r.login = session_user and r.alarm_key = any (keys))
       and not exists (select from alarm_facts() f where f.alarm_key = any (keys)) then
        perform refuse('GR005', 'no such alarm for this login', '{"what": "alarm"}');
    end if;
    return done;
end $$;
ALTER FUNCTION gridroom.act_on_alarms(asked uuid, keys text[], wanted text, until timestamp with time zone, words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.acting_login() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    worker text := coalesce(current_setting('gridroom.worker', true), '');
begin
    if worker <> '' and exists (
        select from gateway g join gateway_unit l on l.gateway = g.login join field_unit u using (unit_id)
        where g.login = session_user and g.active and u.login = worker) then
        return worker;
    end if;
    return session_user;
end $$;
ALTER FUNCTION gridroom.acting_login() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.add_counted(started timestamp with time zone, limit_kind text, counted interval) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    seconds numeric := extract(epoch from counted);
    seconds_a_day numeric;
    days_needed integer;
    zone text;
    from_day date;
    to_day date;
    last_day date;
    counted_here numeric;
    due timestamptz;
begin
    if (isfinite(started) and seconds >= 0) is not true then
        perform refuse('GR004', 'counted time starts at a moment and runs forward',
                       jsonb_build_object('field', 'started', 'why', 'out_of_range'));
    end if;
    if not is_office_time(limit_kind) then
        return started + make_interval(secs => seconds::double precision);
    end if;
    if seconds = 0 then
        return started;
    end if;
    select sum(extract(epoch from ends - starts)) into seconds_a_day from office_hours;
    if seconds_a_day is null then
        perform refuse('GR004', 'no office hours are set', jsonb_build_object('field', 'office_hours', 'why', 'empty'));
    end if;
    days_needed := ceil(seconds / seconds_a_day);
    zone := time_zone();
    from_day := (started at time zone zone)::date;
    last_day := from_day + 180 + 3 * days_needed;
    to_day := from_day + 4 + 2 * days_needed;  -- nearly always enough at once
    while from_day <= last_day loop
        to_day := least(to_day, last_day);
        select min(closes - make_interval(secs => (reached - seconds)::double precision)) filter (where reached >= seconds),
               coalesce(max(reached), 0)
        into due, counted_here
        from (
            select closes, sum(extract(epoch from closes - greatest(opens, started))) over (order by opens) as reached
            from office_windows(from_day, to_day, zone)
            where closes > started
        ) w;
        if due is not null then
            return due;
        end if;
        seconds := seconds - counted_here;
        from_day := to_day + 1;
        to_day := to_day + 31;
    end loop;
    perform refuse('GR004', 'the calendar has too few workdays to reach this limit',
                   jsonb_build_object('field', 'calendar_day', 'why', 'too_few_workdays', 'from', started, 'to', last_day));
end $$;
ALTER FUNCTION gridroom.add_counted(started timestamp with time zone, limit_kind text, counted interval) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.add_limit(started timestamp with time zone, limit_kind text, limit_value numeric) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select add_counted(started, limit_kind, limit_interval(limit_kind, limit_value))
$$;
ALTER FUNCTION gridroom.add_limit(started timestamp with time zone, limit_kind text, limit_value numeric) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.aftercare(moved gridroom.case_file, step_action text, from_state text, stamp timestamp with time zone) RETURNS gridroom.case_file
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.aftercare(moved gridroom.case_file, step_action text, from_state text, stamp timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.aftercare_faults() RETURNS TABLE(case_id bigint, seq integer, problem text)
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.aftercare_faults() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.alarm_facts() RETURNS TABLE(rule text, alarm_key text, case_id bigint, since timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    r      record;
    after  interval;
    moment timestamptz := now();
    mine   integer := my_department();
    chief  boolean := has_duty('duty_chief');
begin
    if is_wall_only() or mine is null and not exists (select from person p where p.login = session_user and p.active) then
        return;
    end if;
    for r in
        select x ->> 'name' as name, coalesce((x ->> 'after_minutes')::float8, 0) as minutes
        from jsonb_array_elements(setting_value('alarm_rules')) x
        where not coalesce((x ->> 'off')::boolean, false)
          and has_any_duty(array(select 'gridroom_' || d from jsonb_array_elements_text(x -> 'duties') d))
    loop
        after := make_interval(secs => r.minutes * 60);
        case r.name
        when 'urgent_report' then return query
            select r.name, 'urgent_report:' || c.case_id, c.case_id, c.reported_at + after from case_file c
            where c.is_open and c.urgency = 'urgent' and c.stage = 'to_register' and c.state = 'reported' and c.reported_at + after <= moment;
        when 'urgent_dispatch' then return query
            select r.name, 'urgent_dispatch:' || c.case_id, c.case_id, w.since + after
            from case_file c, lateral (select coalesce((select k.started_at from case_clock k where k.clock_id = c.clock_id),
                                                 c.registered_at, c.reported_at) as since) w
            where c.is_open and c.urgency = 'urgent' and c.stage = 'to_dispatch' and c.state in ('registered', 'returned')
              and w.since + after <= moment;
        when 'receipt_missing' then return query
            select r.name, 'receipt_missing:' || c.case_id, c.case_id, c.receipt_due + after from case_file c
            where c.receipt_due is not null and c.receipt_due <= moment - after and c.is_open;
        when 'red_card', 'yellow_card', 'leader_order' then return query
            select r.name, r.name || ':' || o.order_id, o.case_id, o.issued_at + after from supervision_order o
            where o.resolved_at is null and o.reply_by is not null and o.replied_at is null and o.issued_at + after <= moment
              and (o.department_id = mine or o.department_id is null and chief)
              and r.name = case when o.kind = 'leader' then 'leader_order' when o.card = 'red' then 'red_card' else 'yellow_card' end;
        when 'order_replied' then return query
            select r.name, 'order_replied:' || o.order_id, o.case_id, o.replied_at + after from supervision_order o
            where o.resolved_at is null and o.replied_at <= moment - after;
        when 'register_overdue' then return query
            select r.name, 'register_overdue:' || c.case_id, c.case_id, c.deadline_at + after from case_file c
            where c.is_open and c.stage = 'to_register' and c.deadline_at <= moment - after and c.state = 'reported' and c.urgency <> 'urgent';
        when 'confirm_overdue' then return query
            select r.name, 'confirm_overdue:' || c.case_id, c.case_id, c.deadline_at + after from case_file c
            where c.is_open and c.stage = 'to_register' and c.deadline_at <= moment - after and c.state = 'confirming';
        when 'dispatch_overdue' then return query
            select r.name, 'dispatch_overdue:' || c.case_id, c.case_id, c.deadline_at + after from case_file c
            where c.is_open and c.stage = 'to_dispatch' and c.deadline_at <= moment - after
              and c.state in ('registered', 'returned') and c.urgency <> 'urgent';
        when 'returned' then return query  -- once it is overdue, that is its alarm
            select r.name, 'returned:' || c.case_id, c.case_id, w.since + after
            from case_file c, lateral (select coalesce((select k.started_at from case_clock k where k.clock_id = c.clock_id),
                                                 c.registered_at, c.reported_at) as since) w
            where c.state = 'returned' and c.urgency <> 'urgent' and coalesce(c.deadline_at > moment, true) and w.since + after <= moment;
        when 'verify_overdue' then return query
            select r.name, 'verify_overdue:' || c.case_id, c.case_id, c.deadline_at + after from case_file c
            where c.is_open and c.stage = 'to_verify' and c.deadline_at <= moment - after and c.state = 'handled'
              and c.department_id is distinct from mine;
        when 'handle_overdue' then return query
            select r.name, 'handle_overdue:' || c.case_id, c.case_id, c.deadline_at + after from case_file c
            where c.is_open and c.department_id = mine and c.stage = 'to_handle' and c.deadline_at <= moment - after
              and c.state in ('dispatched', 'accepted', 'in_rework');
        when 'whistle' then return query
            select r.name, 'whistle:' || u.unit_no, u.case_id, u.told_at + after from case_unit u
            where u.part = 'whistled' and u.answer = '' and u.ended_at is null and u.department_id = mine and u.told_at + after <= moment;
        when 'escalation_unread' then return query
            select r.name, 'escalation_unread:' || e.escalation_no, e.case_id, e.receive_by + after
            from case_escalation e join case_file c on c.case_id = e.case_id
            where e.received_at is null and e.returned_at is null and e.receive_by <= moment - after and c.state = 'escalated';
        when 'task_overdue' then return query
            select r.name, 'task_overdue:' || t.task_id, t.case_id, t.due_at + after
            from field_task t join case_file c on c.case_id = t.case_id
            where t.ended_at is null and t.due_at <= moment - after and c.is_open
              and has_any_duty(case t.kind when 'verify' then '{gridroom_inspector,gridroom_duty_chief}'::text[]
                               when 'confirm' then '{gridroom_call_taker}' else '{gridroom_dispatcher}' end);
        when 'request_waits' then return query
            select r.name, 'request_waits:' || q.request_no, q.case_id, q.asked_at + after
            from case_file c join time_request q on q.case_id = c.case_id and q.outcome = 'pending'
            where c.time_request <> '' and q.approved_at is null and q.asked_at <= moment - after;
        when 'grant_waits' then return query
            select r.name, 'grant_waits:' || q.request_no, q.case_id, q.approved_at + after
            from case_file c join time_request q on q.case_id = c.case_id and q.outcome = 'pending'
            where c.time_request <> '' and q.approved_at <= moment - after and q.approved_by <> session_user;
        when 'appeal_waits' then return query
            select r.name, 'appeal_waits:' || a.appeal_id, a.case_id, a.asked_at + after
            from case_file c join time_appeal a on a.case_id = c.case_id
            where c.time_appeal = 'pending' and a.approved_at is null and a.asked_at <= moment - after;
        when 'appeal_grant_waits' then return query
            select r.name, 'appeal_grant_waits:' || a.appeal_id, a.case_id, a.approved_at + after
            from case_file c join time_appeal a on a.case_id = c.case_id
            where c.time_appeal = 'pending' and a.approved_at <= moment - after and a.approved_by <> session_user;
        when 'order_appeal_waits' then return query
            select r.name, 'order_appeal_waits:' || o.order_id, o.case_id, o.appealed_at + after
            from case_file c join supervision_order o on o.case_id = c.case_id
            where c.order_appeal and o.appeal_outcome = 'pending' and o.appealed_at <= moment - after;
        when 'call_back_overdue' then return query
            select r.name, 'call_back_overdue:' || c.case_id, c.case_id, c.closed_at + after from case_file c
            where c.call_back = 'due' and c.closed_at <= moment - after;
        when 'history_broken' then return query
            select r.name, 'history_broken:' || f.case_id, f.case_id, f.found_at + after from history_finding f
            where f.ended_at is null and f.found_at <= moment - after;
        when 'calendar_ends' then return query
            select r.name, 'calendar_ends:' || u.until, null::bigint, ((u.until - 30)::timestamp at time zone time_zone()) + after
            from (select coalesce(nullif(setting_value('calendar_known_until') #>> '{}', '')::date, moment::date) as until) u
            where ((u.until - 30)::timestamp at time zone time_zone()) + after <= moment;
        else null;  -- a rule of a newer program
        end case;
    end loop;
end $$;
ALTER FUNCTION gridroom.alarm_facts() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.alarm_figures() RETURNS TABLE(scope text, hours integer, operator_hours numeric, alarms integer, per_hour numeric, peak integer, flood_share numeric, top jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    with asked as (
        select s.scope, h.hours, now() - make_interval(hours => h.hours) as since
        from (values ('mine'), ('room')) s(scope), (values (8), (24), (720)) h(hours)
        where not is_wall_only() and (s.scope = 'mine' or has_any_duty('{gridroom_duty_chief,gridroom_administrator}'))
    ), rung as (
        select a.scope, a.hours, r.login, r.rule, date_bin('10 minutes', r.at, '2000-01-01') as slot
        from asked a join alarm_ring r on r.at > a.since and r.fresh and not r.chatters
                                      and (a.scope = 'room' or r.login = session_user)
    ), slots as (
        select a.scope, a.hours, w.login, w.slot, count(r.login)::integer as n
        from asked a join alarm_watch w on w.slot > a.since - interval '10 minutes' and (a.scope = 'room' or w.login = session_user)
        left join rung r on r.scope = a.scope and r.hours = a.hours and r.login = w.login and r.slot = w.slot
        group by a.scope, a.hours, w.login, w.slot
    ), counted as (
        select scope, hours, count(*) as slots, sum(n)::integer as alarms, max(n) as peak,
               count(*) filter (where n > alarm_limit('flood_alarms')) as flooded
        from slots group by scope, hours
    )
    select a.scope, a.hours, round(coalesce(c.slots, 0) / 6.0, 1), coalesce(c.alarms, 0), round(c.alarms * 6.0 / c.slots, 2),
           coalesce(c.peak, 0), round(c.flooded::numeric / c.slots, 4),
           coalesce((select jsonb_agg(jsonb_build_object('rule', t.rule, 'alarms', t.n) order by t.n desc, t.rule)
                     from (select r.rule, count(*) as n from rung r where r.scope = a.scope and r.hours = a.hours
                           group by r.rule order by 2 desc, 1 limit 10) t), '[]')
    from asked a left join counted c using (scope, hours)
$$;
ALTER FUNCTION gridroom.alarm_figures() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.alarm_limit(name text) RETURNS numeric
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select (setting_value('alarm_limits') ->> name)::numeric
$$;
ALTER FUNCTION gridroom.alarm_limit(name text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.alarm_rows() RETURNS TABLE(alarm_key text, rule text, priority smallint, cause text, of_rule integer, case_id bigint, case_number text, subject text, place text, department text, since timestamp with time zone, state text, acknowledged_at timestamp with time zone, acknowledged_by text, shelved_until timestamp with time zone, shelved_by text, reason text)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 200
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    with listed as (
        select * from (
            select s.*, count(*) over (partition by s.rule)::integer as of_rule,
                   row_number() over (partition by s.rule order by s.state = 'new' desc, s.since, s.alarm_key) as nth
            from alarm_states() s) n
        where n.nth <= 100
    )
    select l.alarm_key, l.rule, (x.r ->> 'priority')::smallint, x.r ->> 'cause', l.of_rule, l.case_id,
           coalesce(c.case_number, ''), coalesce(m.name, ''), coalesce(c.place, ''), coalesce(d.name, ''), l.since, l.state,
           l.acknowledged_at, coalesce(p.name, l.acknowledged_by, ''), l.shelved_until, coalesce(q.name, l.shelved_by, ''), l.reason
    from listed l
    join jsonb_array_elements(setting_value('alarm_rules')) x(r) on x.r ->> 'name' = l.rule
    left join case_file c on c.case_id = l.case_id
    left join catalogue_minor m on m.minor_id = c.minor_id
    left join department d on d.department_id = c.department_id
    left join person p on p.login = l.acknowledged_by
    left join person q on q.login = l.shelved_by
$$;
ALTER FUNCTION gridroom.alarm_rows() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.alarm_states() RETURNS TABLE(rule text, alarm_key text, case_id bigint, since timestamp with time zone, came_at timestamp with time zone, state text, acknowledged_at timestamp with time zone, acknowledged_by text, shelved_until timestamp with time zone, shelved_by text, reason text)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 200
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select f.rule, f.alarm_key, f.case_id, f.since, t.came_at,
           case when s.until > now() then 'shelved' when a.at is not null then 'acknowledged' else 'new' end,
           a.at, a.by_login, case when s.until > now() then s.until end, case when s.until > now() then s.by_login end,
           case when s.until > now() then s.reason else '' end
    from (select * from alarm_facts() offset 0) f
    left join lateral (
        select x.act, x.until, x.by_login, x.reason from alarm_act x
        where x.alarm_key = f.alarm_key and x.act <> 'acknowledge' and x.since = f.since order by x.act_no desc limit 1) s on s.act = 'shelve'
    cross join lateral (select greatest(f.since, case when s.until <= now() then s.until end) as came_at) t
    left join lateral (
        select x.at, x.by_login from alarm_act x
        where x.alarm_key = f.alarm_key and x.act = 'acknowledge' and x.since = f.since and x.at >= t.came_at
        order by x.act_no limit 1) a on true
$$;
ALTER FUNCTION gridroom.alarm_states() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.answer_for_worker(asked uuid, wanted_task bigint, result text, said text) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    task field_task;
    c case_file;
    told jsonb;
begin
    select f.* into c from case_file f join field_task t using (case_id) where t.task_id = wanted_task for update of f;
    select * into task from field_task t where t.task_id = wanted_task for update;
    if task.ended_at is not null then
        perform refuse('GR002', 'this task has ended', jsonb_build_object('state', 'answered', 'action', 'answer_task',
            'at', task.ended_at, 'by', task.answered_by));
    end if;
    told := jsonb_build_object('task', task.code, 'task_kind', task.kind, 'outcome', result, 'late', clock_timestamp() > task.due_at);
    if task.kind = 'confirm' then
        c.state := 'reported';
        c.confirmation := result;
        return write_step(c, 'confirm', 'confirming', said, asked,
                          told || jsonb_build_object('confirmation', result, 'typed_in', false), clock => 'confirmed');
    elsif result = 'passed' then
        c.state := 'verified';
        return write_step(c, 'verify', 'handled', said, asked, told, clock => 'verified');
    elsif result = 'failed' then
        c.state := 'in_rework';
        c.rework_count := c.rework_count + 1;
        return write_step(c, 'rework', 'handled', said, asked, told, receiver => c.department_id, clock => 'rework');
    end if;
    return write_step(c, 'answer_task', c.state, said, asked, told);
end $$;
ALTER FUNCTION gridroom.answer_for_worker(asked uuid, wanted_task bigint, result text, said text) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.answerable_department(c gridroom.case_file) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select case when c.state in ('dispatched', 'accepted', 'in_rework', 'suspended', 'deferred', 'handled', 'verified')
           then c.department_id end
$$;
ALTER FUNCTION gridroom.answerable_department(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.appeal_approved(of_case bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select exists (select from time_appeal a where a.case_id = of_case and a.outcome = 'pending' and a.approved_at is not null)
$$;
ALTER FUNCTION gridroom.appeal_approved(of_case bigint) OWNER TO gridroom_owner;
CREATE TABLE gridroom.time_appeal (
    appeal_id bigint NOT NULL,
    case_id bigint NOT NULL,
    clock_id bigint NOT NULL,
    department_id integer NOT NULL,
    reason text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by text DEFAULT SESSION_USER NOT NULL,
    approved_at timestamp with time zone,
    approved_by text,
    outcome text DEFAULT 'pending'::text NOT NULL,
    decided_at timestamp with time zone,
    decided_by text,
    decision text DEFAULT ''::text NOT NULL,
    CONSTRAINT time_appeal_check CHECK (((outcome = 'pending'::text) = (decided_at IS NULL))),
    CONSTRAINT time_appeal_check1 CHECK (((outcome <> 'granted'::text) OR (approved_by <> decided_by))),
    CONSTRAINT time_appeal_outcome_check CHECK ((outcome = ANY (ARRAY['pending'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text])))
);
ALTER TABLE ONLY gridroom.time_appeal FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.time_appeal OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.appeal_hash(a gridroom.time_appeal) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select encode(sha256(convert_to(jsonb_build_array(
        a.appeal_id, a.case_id, a.clock_id, a.department_id, a.reason, extract(epoch from a.asked_at), a.asked_by,
        extract(epoch from a.approved_at), a.approved_by, a.outcome, extract(epoch from a.decided_at), a.decided_by,
        a.decision)::text, 'UTF8')), 'hex')
$$;
ALTER FUNCTION gridroom.appeal_hash(a gridroom.time_appeal) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.appeal_to_decide(c gridroom.case_file, step_action text) RETURNS gridroom.time_appeal
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    a time_appeal;
begin
    select * into a from time_appeal t where t.case_id = c.case_id and t.outcome = 'pending' for update;
    if a is null then
        perform refuse('GR014', 'no appeal is pending', '{"why": "none"}');
    end if;
    perform refuse_own_request(a.department_id, step_action);
    return a;
end $$;
ALTER FUNCTION gridroom.appeal_to_decide(c gridroom.case_file, step_action text) OWNER TO gridroom_owner;
CREATE TABLE gridroom.approval (
    approval_no bigint NOT NULL,
    case_id bigint NOT NULL,
    ladder smallint NOT NULL,
    rung smallint NOT NULL,
    passed boolean NOT NULL,
    office text NOT NULL,
    words text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    written_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT approval_rung_check CHECK (((rung >= 1) AND (rung <= 4)))
);
ALTER TABLE ONLY gridroom.approval FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.approval OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.approval_hash(a gridroom.approval) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select encode(sha256(convert_to(jsonb_build_array(
        a.approval_no, a.case_id, a.ladder, a.rung, a.passed, a.office, a.words, extract(epoch from a.written_at),
        a.written_by)::text, 'UTF8')), 'hex')
$$;
ALTER FUNCTION gridroom.approval_hash(a gridroom.approval) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.area_around(place point, inner_level text) RETURNS integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    found_area integer;
    at_level text;
begin
    foreach at_level in array array['duty_grid', 'community', 'street', 'district'] loop
        continue when area_level_rank(at_level) >= area_level_rank(inner_level);
        found_area := locate_area(place, at_level);
        exit when found_area is not null;
    end loop;
    return found_area;
end $$;
ALTER FUNCTION gridroom.area_around(place point, inner_level text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.area_chain(of_area integer) RETURNS SETOF gridroom.area
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    with recursive upward as (
        select a.* from area a where a.area_id = of_area
        union all
        select a.* from area a join upward on a.area_id = upward.parent_id
    )
    select * from upward
$$;
ALTER FUNCTION gridroom.area_chain(of_area integer) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.area_elements(ids integer[]) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select coalesce(jsonb_agg(jsonb_build_object('level', a.level, 'code', a.code, 'name', a.name, 'provisional', a.provisional,
               'exclusive', a.exclusive, 'parent_code', p.code, 'parent_level', p.level, 'outline', o.outline,
               'centre', jsonb_build_array(o.centre[0], o.centre[1]), 'area_m2', o.area_m2) order by a.code), '[]')
    from area a join area_outline o using (area_id) left join area p on p.area_id = a.parent_id
    where a.area_id = any (ids)
$$;
ALTER FUNCTION gridroom.area_elements(ids integer[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.area_faults(of_level text, touched integer[], was jsonb, with_it integer[], strip double precision) RETURNS TABLE(why text, code text, other text, m2 double precision, shape jsonb)
    LANGUAGE sql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    SET work_mem TO '64MB'
    SET jit TO 'off'
    SET enable_nestloop TO 'off'
    AS $$  -- nobody knows how many rows a step will have
    with put as materialized (
        select a.area_id, a.code, o.outline,
               case when exists (select from area_outline x where x.area_id = a.parent_id) then a.parent_id end as parent_id
        from area a join area_outline o using (area_id)
        where a.area_id = any (touched) and a.valid_to is null and a.level = of_level
    ), old as materialized (
        select e.element ->> 'code' as code, -e.no::integer as key, e.element -> 'outline' as outline, p.area_id as parent_id,
               (select box(point(min(c.x), min(c.y)), point(max(c.x), max(c.y))) from outline_corners(array[e.element -> 'outline']) c) as extent
        from jsonb_array_elements(was) with ordinality as e(element, no)
        left join area p on p.valid_to is null and p.code = e.element ->> 'parent_code' and p.level = e.element ->> 'parent_level'
                        and exists (select from area_outline o where o.area_id = p.area_id)
        where jsonb_typeof(e.element -> 'outline') = 'object'
    ), near as (
        select distinct p.area_id, b.area_id as other_id
        from put p join area_ring r on r.area_id = p.area_id and r.ring_no = 0
        cross join lateral areas_near(of_level, box(r.ring)) b(area_id)
        where b.area_id <> p.area_id
    ), inside as materialized (
        select c.area_id, c.code, c.parent_id, o.outline, o.centre
        from area c join area_outline o using (area_id)
        where c.valid_to is null and c.parent_id = any (touched) and c.area_id not in (select unnest(with_it))
    ), pair as materialized (
        select row_number() over () as no, p.* from (
            select 'overlap' as kind, n.area_id as subject, n.area_id as one, n.other_id as other from near n
                left join put also on also.area_id = n.other_id where also.area_id is null or n.area_id < n.other_id
            union all select 'own', p.area_id, p.area_id, p.area_id from put p
            union all select 'in', p.area_id, p.area_id, p.parent_id from put p where p.parent_id is not null
            union all select 'old own', p.area_id, k.key, k.key from put p join old k using (code)
            union all select 'old in', p.area_id, k.key, p.parent_id from put p join old k using (code) where p.parent_id is not null
            union all select 'had', k.key, k.key, k.parent_id from old k where k.parent_id is not null
            union all select 'kept', k.key, k.key, b.area_id from old k
                cross join lateral (select distinct n.area_id from areas_near(of_level, k.extent) n(area_id)) b
                where k.parent_id is not null
            union all select 'inner own', i.area_id, i.area_id, i.area_id from inside i
            union all select 'inner in', i.area_id, i.area_id, i.parent_id from inside i
            union all select 'inner was', i.area_id, i.area_id, k.key from inside i join put p on p.area_id = i.parent_id
                join old k on i.centre <@ k.extent or k.code = p.code) p
    ), outline as materialized (
        select k.key, row_number() over (order by k.key) as no, coalesce(w.outline, o.outline) as outline
        from (select one as key from pair union select other from pair) k
        left join old w on w.key = k.key left join area_outline o on o.area_id = k.key
    ), measured as materialized (
        select p.kind, p.subject, p.one, p.other, coalesce(m.m2, 0) as m2
        from (select array_agg(o.outline order by o.no) as outlines from outline o) s
        cross join (select array_agg(a.no::integer order by p.no) as ones, array_agg(b.no::integer order by p.no) as others
                    from pair p join outline a on a.key = p.one join outline b on b.key = p.other) q
        cross join lateral (select * from pair p left join common_m2(s.outlines, q.ones, q.others) c on c.pair = p.no) m
        cross join lateral (select m.kind, m.subject, m.one, m.other) p
    ), told as (
        select 'overlap' as why, a.code, b.code as other, m.m2, null::jsonb as shape, own.m2 as whole
        from measured m join measured own on own.kind = 'own' and own.subject = m.subject
        join area a on a.area_id = m.one join area b on b.area_id = m.other
        where m.kind = 'overlap'
        union all
        select 'outside', p.code, '', f.own - f.inside - greatest(coalesce(f.old_own - f.old_in, 0), 0), p.outline, f.own
        from (select m.subject, max(m.m2) filter (where m.kind = 'own') as own, max(m.m2) filter (where m.kind = 'in') as inside,
                     max(m.m2) filter (where m.kind = 'old own') as old_own, max(m.m2) filter (where m.kind = 'old in') as old_in
              from measured m where m.kind in ('own', 'in', 'old own', 'old in') group by m.subject) f
        join put p on p.area_id = f.subject
        union all
        select 'gap', k.code, '', f.m2, k.outline, f.had
        from (select m.subject, sum(case m.kind when 'had' then m.m2 else -m.m2 end) as m2, max(m.m2) filter (where m.kind = 'had') as had
              from measured m where m.kind in ('had', 'kept') group by m.subject) f
        join old k on k.key = f.subject
        union all
        select 'below', i.code, p.code, f.own - f.inside - greatest(coalesce(f.own - f.old_in, 0), 0), i.outline, f.own
        from (select m.subject, max(m.m2) filter (where m.kind = 'inner own') as own, max(m.m2) filter (where m.kind = 'inner in') as inside,
                     max(m.m2) filter (where m.kind = 'inner was') as old_in
              from measured m where m.kind like 'inner%' group by m.subject) f
        join inside i on i.area_id = f.subject join area p on p.area_id = i.parent_id
    )
    select t.why, t.code, t.other, t.m2, t.shape from told t where t.m2 > greatest(outline_tolerance_m2(), t.whole * 1e-6, strip * 4 * sqrt(greatest(t.whole, 0)))
$$;
ALTER FUNCTION gridroom.area_faults(of_level text, touched integer[], was jsonb, with_it integer[], strip double precision) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.area_level_rank(level text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select array_position(array['district', 'street', 'community', 'duty_grid', 'grid_cell'], level)
$$;
ALTER FUNCTION gridroom.area_level_rank(level text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.area_set(parent_path public.ltree, of_level text) RETURNS SETOF gridroom.area
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select a.* from area a where a.valid_to is null and a.level = of_level and a.path <@ parent_path
$$;
ALTER FUNCTION gridroom.area_set(parent_path public.ltree, of_level text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.area_set_stamp(parent_path public.ltree, of_level text) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select encode(sha256(convert_to(coalesce(string_agg(
        a.area_id || '|' || a.code || '|' || a.name || '|' || a.path::text || '|' || a.exclusive || '|' || md5(o.outline::text), ';'
        order by a.area_id), ''), 'UTF8')), 'hex')
    from area_set(parent_path, of_level) a left join area_outline o using (area_id)
$$;
ALTER FUNCTION gridroom.area_set_stamp(parent_path public.ltree, of_level text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.areas_near(of_level text, around box) RETURNS SETOF integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    if of_level = 'grid_cell' then
        return query select r.area_id from area_ring r
            where r.level = 'grid_cell' and r.ring_no = 0 and r.current and r.ring && polygon(around);
    else
        return query select r.area_id from area_ring r
            where r.level <> 'grid_cell' and r.level = of_level and r.ring_no = 0 and r.current and r.ring && polygon(around);
    end if;
end $$;
ALTER FUNCTION gridroom.areas_near(of_level text, around box) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.ask_redraw(asked uuid, parent public.ltree, of_level text, day date, areas jsonb, ended text[], seen text, undoing integer, accepted jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    today date := now_local()::date;
    drawn area_redraw;
    wrong record;
begin
    perform need_request_id(asked);
    perform pg_advisory_xact_lock(hashtextextended('gridroom areas', 0));
    select * into drawn from area_redraw r where r.request_id = asked;
    if found then
        if drawn.asked_by <> session_user or drawn.parent_path <> parent or drawn.level <> of_level
           or drawn.undoes is distinct from undoing then
            perform refuse('GR006', 'this request id was used for something else', '{"action": "redraw_areas"}');
        end if;
        return redraw_answer(drawn.redraw_id, true);
    end if;
    if day < today then
        perform refuse('GR020', 'a redraw begins today or later', jsonb_build_object('why', 'past_date', 'today', today));
    end if;
    perform check_incoming_areas(areas);
    if jsonb_array_length(areas) = 0 and cardinality(ended) = 0 then
        perform refuse('GR020', 'nothing was drawn', '{"why": "nothing_drawn"}');
    end if;
    if jsonb_array_length(areas) > 3000 then
        perform refuse('GR020', 'at most 3,000 areas in one redraw', '{"why": "too_many", "limit": 3000}');
    end if;
    select e ->> 'code' as code into wrong from jsonb_array_elements(areas) e
        where (select count(*) from outline_corners(array[e -> 'outline'])) > 3000 limit 1;
    if found then
        perform refuse('GR020', 'the outline has too many points',
                       jsonb_build_object('why', 'too_many_points', 'code', wrong.code, 'limit', 3000));
    end if;
    select r.from_day into wrong from area_redraw r where r.state = 'planned' and r.level = of_level
        and (r.parent_path <@ parent or r.parent_path @> parent) limit 1;
    if found then
        perform refuse('GR020', 'a redraw of these areas is planned already',
                       jsonb_build_object('why', 'planned', 'from_day', wrong.from_day));
    end if;
    insert into area_redraw (request_id, level, parent_path, from_day, areas, ended, seen, undoes, accepted)
        values (asked, of_level, parent, day, areas, ended, seen, undoing, checked_acceptance(accepted)) returning * into drawn;
    if day > today then
        begin  -- all that will be done on the day is done now and taken back: nothing is planned that could not be
            perform carry_out_redraw(drawn.redraw_id);
            raise exception using errcode = 'GRDRY';
        exception when sqlstate 'GRDRY' then
            perform pg_notify('gridroom_area', '0');
        end;
    else
        perform carry_out_redraw(drawn.redraw_id);
    end if;
    return redraw_answer(drawn.redraw_id, false);
exception when invalid_text_representation or invalid_parameter_value or numeric_value_out_of_range or datatype_mismatch
               or null_value_not_allowed then
    perform refuse('GR020', 'an outline cannot be read', jsonb_build_object('why', 'outline_unreadable', 'reason', sqlerrm));
end $$;
ALTER FUNCTION gridroom.ask_redraw(asked uuid, parent public.ltree, of_level text, day date, areas jsonb, ended text[], seen text, undoing integer, accepted jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.ask_time(asked uuid, of_case bigint, seen_version integer, step_action text, wanted_kind text, why text, wanted_until timestamp with time zone) RETURNS api.case_answer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    c case_file;
    k case_clock;
    r time_request;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    select * into k from case_clock where clock_id = c.clock_id and name = 'handle';
    if c.time_request <> '' then
        perform refuse('GR013', 'a request is pending already', '{"why": "pending"}');
    end if;
    if c.deadline_at is null or k.clock_id is null or c.deadline_at <= clock_timestamp() then
        perform refuse('GR013', 'the case is overdue', jsonb_build_object('why', 'overdue', 'deadline_at', c.deadline_at));
    end if;
    if wanted_kind = 'extension' and k.added_limits >= 2 then
        perform refuse('GR013', 'it was extended twice', '{"why": "enough"}');
    end if;
    if wanted_kind = 'deferral' and (wanted_until > now() and wanted_until <= now() + interval '366 days') is not true then
        perform refuse('GR004', 'a deferral ends within a year', '{"field": "until", "why": "out_of_range"}');
    end if;
    insert into time_request (case_id, kind, clock_id, department_id, reason, until, asked_at)
    values (c.case_id, wanted_kind, k.clock_id, c.department_id, checked_text('reason', why, 2000, true), wanted_until,
            clock_timestamp())
    returning * into r;
    c.time_request := wanted_kind;
    return write_step(c, step_action, c.state, r.reason, asked, told_request(r));
end $$;
ALTER FUNCTION gridroom.ask_time(asked uuid, of_case bigint, seen_version integer, step_action text, wanted_kind text, why text, wanted_until timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.asked_place(words text) RETURNS TABLE(key text, grams text[], numbers text, house_numbers text[], post_key text, post_digits text, runs text[])
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
declare
    said text := place_words(words);
    spaced text := spoken_as_digits(words);
    stripped text;
    post text := '';
begin
    -- A lamp post is asked for by its word, or by letters and digits alone.
    stripped := regexp_replace(spaced, '(灯杆|灯柱|杆|路灯) ?(编号|号)? ?(?=[a-z0-9])|(灯杆|灯柱|杆)(编号|号)?$', ' ', 'g');
    if stripped <> spaced then  -- 文化路 + 路灯 + 灯杆: what is left of the words for the post is no name
        stripped := btrim(regexp_replace(regexp_replace(stripped, '路路 ', '路 '), '^路 ', ''));
    end if;
    if stripped <> spaced or spaced ~ '^[a-z0-9 ]+$' or spaced ~ '[a-z] ?[0-9]{2,} ?号?$' then
        post := coalesce(substring(stripped from '([a-z0-9][a-z0-9 ]*)'), '');
    end if;
    return query
        select place_key(spaced),
               place_grams(case when spaced <> said then said || ' ' else '' end ||
                           regexp_replace(numberless(stripped), '[a-z]+', case when post = '' then '\&' else ' ' end, 'g')
                           || case when post = '' then ' ' || replace(number_key(stripped), '-', ' ') else '' end),
               number_key(stripped),
               -- 3号117弄 for 117弄3号: two numbers may stand the other way round.
               number_runs(number_key(stripped))
                   || case when number_key(stripped) ~ '^[0-9]+-[0-9]+$' then regexp_replace(number_key(stripped), '^(.*)-(.*)$', '\2-\1') end, locator_key(post), locator_digits(post),
               array(select m.found[1] from regexp_matches(numberless(stripped), '[^a-z0-9 ]+', 'g') as m(found)
                     where length(m.found[1]) between 3 and 8 limit 3);
end $_$;
ALTER FUNCTION gridroom.asked_place(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.assisting_names(of_case bigint) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select jsonb_agg(d.name order by d.name)
    from case_unit u join department d using (department_id)
    where u.case_id = of_case and u.part = 'assist' and u.ended_at is null
$$;
ALTER FUNCTION gridroom.assisting_names(of_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.attach_for_worker(asked uuid, wanted_case bigint, login text, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) RETURNS api.case_answer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
    select put_file(case_of_worker(wanted_case, login), asked, kind, file_name, media_type, bytes, taken_at, longitude, latitude)
$$;
ALTER FUNCTION gridroom.attach_for_worker(asked uuid, wanted_case bigint, login text, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.batch_mark() RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
    select case when current_setting('gridroom.batch', true) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
           then jsonb_build_object('batch', current_setting('gridroom.batch', true)) else '{}' end
$_$;
ALTER FUNCTION gridroom.batch_mark() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.bearing(a point, b point) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select case when a ~= b then 0 else
        (degrees(atan2((b[0] - a[0]) * cos(radians((a[1] + b[1]) / 2)), b[1] - a[1]))::numeric + 360) % 360 end
$$;
ALTER FUNCTION gridroom.bearing(a point, b point) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.begin_redraws() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    due integer;
    begun integer := 0;
    told text;
begin
    for due in select r.redraw_id from area_redraw r where r.state = 'planned' and r.from_day <= now_local()::date
               order by r.from_day, r.redraw_id for update skip locked loop
        begin
            perform carry_out_redraw(due);
            begun := begun + 1;
        exception when sqlstate 'GR020' then
            get stacked diagnostics told = pg_exception_detail;
            update area_redraw set state = 'failed', why = told::jsonb, done_at = clock_timestamp() where redraw_id = due;
            perform pg_notify('gridroom_area', '0');
        end;
    end loop;
    return begun;
end $$;
ALTER FUNCTION gridroom.begin_redraws() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.border_ended(of_level text, of_code text, counted date) RETURNS date
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select v.valid_to
    from (select p.area_id, p.valid_to from area p
          where p.level = of_level and p.code = of_code and p.valid_to > counted order by p.valid_to limit 1) v
    join area_outline was on was.area_id = v.area_id
    join area a on a.level = of_level and a.code = of_code and a.valid_to is null
    join area_outline o on o.area_id = a.area_id
    where was.outline <> o.outline
$$;
ALTER FUNCTION gridroom.border_ended(of_level text, of_code text, counted date) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.box_around(p point, metres double precision) RETURNS box
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select box(point(p[0] - d.east, p[1] - d.north), point(p[0] + d.east, p[1] + d.north))
    from (select (metres + 0.01) / 111320 as north,
                 (metres + 0.01) / 111320 / greatest(cos(radians(least(abs(p[1]) + metres / 222640, 89.9))), 0.01) as east) d
$$;
ALTER FUNCTION gridroom.box_around(p point, metres double precision) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.broken_links() RETURNS TABLE(case_id bigint, seq integer, problem text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.broken_links() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.broken_mergings() RETURNS TABLE(case_id bigint, seq integer, problem text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.broken_mergings() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.broken_outlines(outlines jsonb[]) RETURNS TABLE(shape integer, why text)
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    SET work_mem TO '64MB'
    SET jit TO 'off'
    AS $$
    with corner as materialized (select * from outline_corners(outlines)
    ), ring as (
        select c.shape, c.part_no, c.ring_no, count(*) as corners,
               array_agg(array[c.x, c.y] order by c.corner_no) as way
        from corner c group by c.shape, c.part_no, c.ring_no
    ), led as (
        select c.*, lead(c.x) over way as to_x, lead(c.y) over way as to_y
        from corner c window way as (partition by c.shape, c.part_no, c.ring_no order by c.corner_no)
    ), side as materialized (
        select l.shape, l.part_no, l.ring_no, l.x, l.y, l.to_x, l.to_y,
               row_number() over way as no, count(*) over (partition by l.shape, l.part_no, l.ring_no) as sides,
               row_number() over (partition by l.shape) as any_no
        from led l where l.to_x is not null and (l.x, l.y) <> (l.to_x, l.to_y)
        window way as (partition by l.shape, l.part_no, l.ring_no order by l.corner_no)
    ), strip as (  -- sides by the upright strips that they cross, so that not every side meets every other
        select s.*, b.no as strip
        from side s
        join (select shape, min(least(x, to_x)) as west, greatest(max(greatest(x, to_x)) - min(least(x, to_x)), 1e-9)
                         / greatest(count(*) / 16, 1) as wide from side group by shape) w using (shape)
        cross join lateral generate_series(floor((least(s.x, s.to_x) - w.west) / w.wide)::integer,
                                           floor((greatest(s.x, s.to_x) - w.west) / w.wide)::integer) b(no)
    ), turn as (
        select a.shape, (a.part_no, a.ring_no) = (b.part_no, b.ring_no) and b.no - a.no > 1 and b.no - a.no < a.sides - 1 as apart,
               sign((a.to_x - a.x) * (b.y - a.y) - (a.to_y - a.y) * (b.x - a.x))
                   * sign((a.to_x - a.x) * (b.to_y - a.y) - (a.to_y - a.y) * (b.to_x - a.x)) as one,
               sign((b.to_x - b.x) * (a.y - b.y) - (b.to_y - b.y) * (a.x - b.x))
                   * sign((b.to_x - b.x) * (a.to_y - b.y) - (b.to_y - b.y) * (a.to_x - b.x)) as other
        from strip a join strip b on a.shape = b.shape and a.strip = b.strip and a.any_no < b.any_no
           and least(a.x, a.to_x) <= greatest(b.x, b.to_x) and least(b.x, b.to_x) <= greatest(a.x, a.to_x)
           and least(a.y, a.to_y) <= greatest(b.y, b.to_y) and least(b.y, b.to_y) <= greatest(a.y, a.to_y)
    )
    select r.shape, 'outline_unreadable' from ring r
    where r.corners < 4 or r.way[1:1] <> r.way[r.corners:r.corners]
       or exists (select from unnest(r.way) v where not coalesce(v between -180 and 180, false))
    union
    select t.shape, 'crosses_itself' from turn t where (t.one < 0 and t.other < 0) or (t.apart and t.one <= 0 and t.other <= 0)
$$;
ALTER FUNCTION gridroom.broken_outlines(outlines jsonb[]) OWNER TO gridroom_owner;
CREATE TABLE gridroom.call_back (
    call_back_no bigint NOT NULL,
    case_id bigint NOT NULL,
    round smallint NOT NULL,
    reached boolean NOT NULL,
    responded text NOT NULL,
    solved text NOT NULL,
    satisfied text NOT NULL,
    words text NOT NULL,
    called_at timestamp with time zone NOT NULL,
    called_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT call_back_check CHECK ((reached OR ((responded = 'unknown'::text) AND (solved = 'unknown'::text) AND (satisfied = 'unknown'::text)))),
    CONSTRAINT call_back_responded_check CHECK ((responded = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text]))),
    CONSTRAINT call_back_satisfied_check CHECK ((satisfied = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text]))),
    CONSTRAINT call_back_solved_check CHECK ((solved = ANY (ARRAY['yes'::text, 'no'::text, 'unknown'::text])))
);
ALTER TABLE ONLY gridroom.call_back FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.call_back OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.call_back_hash(b gridroom.call_back) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select encode(sha256(convert_to(jsonb_build_array(
        b.call_back_no, b.case_id, b.round, b.reached, b.responded, b.solved, b.satisfied, b.words,
        extract(epoch from b.called_at), b.called_by)::text, 'UTF8')), 'hex')
$$;
ALTER FUNCTION gridroom.call_back_hash(b gridroom.call_back) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.call_back_wanted(c gridroom.case_file) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select coalesce((
        select not coalesce(s.rule -> 'without' ? c.closing_kind, false)
               and (coalesce(s.rule -> 'always' ? c.source, false)
                    or (coalesce(s.rule -> 'sources' ? c.source, false) and c.reporter_phone <> ''))
        from (select setting_value('call_back') as rule) s), false)
$$;
ALTER FUNCTION gridroom.call_back_wanted(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.call_of(wanted oid, vals jsonb) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
    select format('select * from api.%I(%s)', p.proname, string_agg(format('%I => %s', a.name, case a.name
               when 'request_id' then '$1' when 'case_id' then '$2' when 'version' then '$3'
               else format(case when a.type in ('json'::regtype, 'jsonb'::regtype) then '($4 -> %L)::%s'
                           else '($4 ->> %L)::%s' end, a.name, a.type) end), ', '))
    from pg_proc p, unnest(p.proargnames, p.proargtypes::oid[]) with ordinality x(name, type_id, place),
         lateral (select x.name, x.type_id::regtype as type) a
    where p.oid = wanted and x.place <= p.pronargs
      and (x.place <= p.pronargs - p.pronargdefaults or vals ? a.name)
    group by p.proname
$_$;
ALTER FUNCTION gridroom.call_of(wanted oid, vals jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.caller_search_on_record(searched text, hits integer) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    masked text := left(searched, 3) || '****' || right(searched, 4);
begin
    if exists (select from caller_search s
               where s.login = session_user and s.number = masked and s.transaction_id <> pg_current_xact_id()
                 and s.at > clock_timestamp() - interval '10 minutes') then
        return true;
    end if;
    insert into caller_search (number, found) values (masked, hits);
    return false;
end $$;
ALTER FUNCTION gridroom.caller_search_on_record(searched text, hits integer) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.camera_code_fault(gb_code text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
    select case when coalesce(gb_code, '') !~ '^[0-9]{20}$' then 'malformed'
                when substr(gb_code, 11, 3) not in ('131', '132') then 'no_camera'
                when left(gb_code, 2)::integer not between 11 and 82 then 'no_area'
                else '' end
$_$;
ALTER FUNCTION gridroom.camera_code_fault(gb_code text) OWNER TO gridroom_owner;
CREATE TABLE gridroom.camera (
    camera_id integer NOT NULL,
    gb_code text NOT NULL,
    name text NOT NULL,
    "position" point NOT NULL,
    direction real,
    view_angle real,
    reach real,
    state text DEFAULT 'unknown'::text NOT NULL,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    state_seen_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    stream_address text DEFAULT ''::text NOT NULL,
    area_path public.ltree DEFAULT ''::public.ltree NOT NULL,
    active boolean DEFAULT true NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    covered box,
    CONSTRAINT camera_direction_check CHECK (((direction >= (0)::double precision) AND (direction < (360)::double precision))),
    CONSTRAINT camera_gb_code_check CHECK ((gb_code ~ '^[0-9]{20}$'::text)),
    CONSTRAINT camera_reach_check CHECK (((reach > (0)::double precision) AND (reach <= (5000)::double precision))),
    CONSTRAINT camera_state_check CHECK ((state = ANY (ARRAY['live'::text, 'stalled'::text, 'dead'::text, 'unknown'::text]))),
    CONSTRAINT camera_view_angle_check CHECK (((view_angle > (0)::double precision) AND (view_angle <= (360)::double precision)))
);
ALTER TABLE ONLY gridroom.camera FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.camera OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.camera_covers(k gridroom.camera, p point) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select coalesce(gridroom.ground_metres(k.position, p) <= k.reach and (k.view_angle >= 360 or gridroom.ground_metres(k.position, p) < 0.5 or
        180 - abs(abs((gridroom.bearing(k.position, p) - k.direction)::numeric % 360) - 180) <= k.view_angle / 2), false)
$$;
ALTER FUNCTION gridroom.camera_covers(k gridroom.camera, p point) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.cameras_around(p point, most integer, below public.ltree) RETURNS TABLE(camera_id integer, metres double precision, covers boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    bound float8;
begin
    select max(ground_metres(p, n.position)) into bound
        from (select c.position from camera c where c.active and c.area_path <@ below order by c.position <-> p limit most) n;
    return query
        select c.camera_id, c.metres, c.covers
        from (
            select k.camera_id, ground_metres(p, k.position) as metres, camera_covers(k, p) as covers
            from camera k where k.active and k.area_path <@ below and k.covered && box(p, p)
            union
            select k.camera_id, ground_metres(p, k.position), camera_covers(k, p)
            from camera k where k.active and k.area_path <@ below and k.position <@ box_around(p, bound)
        ) c
        order by c.covers desc, c.metres, c.camera_id
        limit most;
end $$;
ALTER FUNCTION gridroom.cameras_around(p point, most integer, below public.ltree) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.can_confirm(c gridroom.case_file, wanted_login text) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select exists (
        select from person p
        join pg_roles r on r.rolname = p.login and pg_has_role(r.oid, 'gridroom_grid_worker', 'member')
        left join area a on a.area_id = p.area_id
        where p.login = wanted_login and p.active and c.area_path <@ coalesce(a.path, ''::ltree))
$$;
ALTER FUNCTION gridroom.can_confirm(c gridroom.case_file, wanted_login text) OWNER TO gridroom_owner;
CREATE TABLE gridroom.case_clock (
    clock_id bigint NOT NULL,
    case_id bigint NOT NULL,
    name text NOT NULL,
    limit_kind text NOT NULL,
    limit_value numeric NOT NULL,
    started_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone,
    due_at timestamp with time zone,
    was_overdue boolean,
    added_limits smallint DEFAULT 0 NOT NULL,
    next_card_at timestamp with time zone,
    next_card text DEFAULT ''::text NOT NULL,
    exempt boolean DEFAULT false NOT NULL,
    CONSTRAINT case_clock_added_limits_check CHECK (((added_limits >= 0) AND (added_limits <= 2))),
    CONSTRAINT case_clock_name_check CHECK ((name = ANY (ARRAY['register'::text, 'confirm'::text, 'dispatch'::text, 'handle'::text, 'verify'::text, 'dispute'::text, 'escalate'::text, 'level'::text])))
);
ALTER TABLE ONLY gridroom.case_clock FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_clock OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.card_dues(k gridroom.case_clock, state text, exactly boolean DEFAULT true) RETURNS TABLE(rule jsonb, due timestamp with time zone)
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select r.rule,
           case when not exactly then
               greatest(case when r.rule ? 'value'
                             then k.started_at + limit_interval(r.rule ->> 'kind', (r.rule ->> 'value')::numeric) end,
                        case when (r.rule -> 'overdue')::boolean or not r.rule ? 'value' then k.due_at end)
           when r.rule ? 'value' then
               greatest(clock_reaches(k.clock_id, limit_interval(r.rule ->> 'kind', (r.rule ->> 'value')::numeric), r.rule ->> 'kind'),
                        case when (r.rule -> 'overdue')::boolean then clock_reaches(k.clock_id, clock_limit(k)) end)
           else clock_reaches(k.clock_id, clock_limit(k)) end
    from jsonb_array_elements(coalesce(setting_value('card_rules'), '[]')) r(rule)
    where (state = 'dispatched' or (r.rule ->> 'when' = 'handling' and state in ('accepted', 'in_rework')))
      and not exists (
          select from supervision_order o
          where o.clock_id = k.clock_id and o.rule <> ''
            and (o.rule = r.rule ->> 'name' or card_rank(o.card) > card_rank(r.rule ->> 'card')))
$$;
ALTER FUNCTION gridroom.card_dues(k gridroom.case_clock, state text, exactly boolean) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.card_rank(card text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$ select array_position(array['reminder', 'yellow', 'red'], card) $$;
ALTER FUNCTION gridroom.card_rank(card text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.carry_out_redraw(wanted integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    drawn area_redraw := (select r from area_redraw r where r.redraw_id = wanted);
    day date := greatest(drawn.from_day, now_local()::date);
    elements jsonb := (select coalesce(jsonb_agg(e || jsonb_build_object('level', drawn.level)), '[]')
                       from jsonb_array_elements(drawn.areas) e);
    codes text[] := array(select e ->> 'code' from jsonb_array_elements(elements) e);
    was integer[];
    ending integer[];
    fresh text[];
    part record;
    moved_below integer;
    accepts jsonb;
begin
    perform pg_advisory_xact_lock(hashtextextended('gridroom areas', 0));
    perform check_redraw(drawn);
    was := array(select a.area_id from area_set(drawn.parent_path, drawn.level) a where a.code = any (codes || drawn.ended));
    ending := array(select a.area_id from area_set(drawn.parent_path, drawn.level) a where a.code = any (drawn.ended));
    fresh := array(select c from unnest(codes) c
                   where not exists (select from area a where a.area_id = any (was) and a.code = c));
    update area_redraw set before = area_elements(was) where redraw_id = wanted;
    select * into part from put_areas_of_level(elements, drawn.level, day);
    moved_below := rehang_areas(drawn, array(select a.area_id from area_set(drawn.parent_path, drawn.level) a
                                             where a.code = any (codes)), ending, day);
    perform end_areas(ending, day);
    accepts := check_area_faults(drawn.level, part.touched, (select r.before from area_redraw r where r.redraw_id = wanted),
                                 part.touched, drawn.accepted, array['gap', 'outside', 'below'], 0);
    perform tell_areas(array[subpath(drawn.parent_path, 0, 1)::text]);
    update area_redraw set state = 'done', took_effect = day, faults = accepts -> 'faults', done_at = clock_timestamp(), added = fresh, moved = moved_below,
           after = area_set_stamp(drawn.parent_path, drawn.level)
        where redraw_id = wanted;
end $$;
ALTER FUNCTION gridroom.carry_out_redraw(wanted integer) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.carry_to_open(change jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    clock bigint;
begin
    if change ->> 'rule' = 'stage_limits' then
        for clock in
            update case_clock k set limit_kind = l.value ->> 'kind', limit_value = (l.value ->> 'value')::numeric
            from jsonb_each(change -> 'value') l
            where k.name = l.key and k.stopped_at is null
              and (k.limit_kind, k.limit_value) is distinct from (l.value ->> 'kind', (l.value ->> 'value')::numeric)
            returning k.clock_id
        loop
            perform show_clock(clock);
        end loop;
    elsif change ->> 'rule' = 'condition' then
        update case_file f set limit_kind = change ->> 'limit_kind', limit_value = trim_scale((change ->> 'limit_value')::numeric)
        where f.is_open and f.condition_id = (change ->> 'condition_id')::integer;
        for clock in
            update case_clock k set limit_kind = f.limit_kind, limit_value = f.limit_value
            from case_file f
            where f.case_id = k.case_id and f.is_open and f.condition_id = (change ->> 'condition_id')::integer
              and k.name = 'handle' and k.stopped_at is null
              and (k.limit_kind, k.limit_value) is distinct from (f.limit_kind, f.limit_value)
            returning k.clock_id
        loop
            perform show_clock(clock);
        end loop;
    end if;
    perform plan_card(f.case_id) from case_file f join case_clock k using (clock_id)
    where f.is_open and k.name = 'handle';
    perform plan_due_cards();
end $$;
ALTER FUNCTION gridroom.carry_to_open(change jsonb) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.case_by_number(wanted text) RETURNS bigint
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $_$
declare
    found_ids bigint[];
begin
    select array_agg(f.case_id) into found_ids from case_file f where f.case_number = btrim(wanted);
    if found_ids is null and btrim(wanted) ~ '^[0-9]{3,20}$' then
        select array_agg(f.case_id) into found_ids from case_file f
        where f.is_open and right(f.case_number, length(btrim(wanted))) = btrim(wanted);
    end if;
    return case when cardinality(found_ids) = 1 then found_ids[1] end;
end $_$;
ALTER FUNCTION gridroom.case_by_number(wanted text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.case_number_of(wanted bigint) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select case_number from case_file where case_id = wanted
$$;
ALTER FUNCTION gridroom.case_number_of(wanted bigint) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.case_of_worker(wanted_case bigint, wanted_login text) RETURNS gridroom.case_file
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    c case_file;
begin
    select * into c from case_file f
    where f.case_id = wanted_case and f.is_open
      and (exists (select from case_step s where s.case_id = f.case_id and s.seq = 1 and s.by_login = wanted_login)
           or exists (select from field_task t where t.case_id = f.case_id and (
               t.worker = wanted_login or t.answered_by = wanted_login or t.task_id in (select o.task_id from tasks_of(wanted_login) o))))
    for update;
    if c is null then
        perform refuse('GR005', 'no such case for this worker', '{"what": "case"}');
    end if;
    return c;
end $$;
ALTER FUNCTION gridroom.case_of_worker(wanted_case bigint, wanted_login text) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.case_places(grams text[], below public.ltree) RETURNS TABLE(words text, found_grams text[], cases integer, place point)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    return query
        select c.words, c.grams, c.cases, c.position
        from (select * from case_place p where p.grams && case_places.grams limit 3000) c
        where c.cases > 0 and c.area_path <@ below;
end $$;
ALTER FUNCTION gridroom.case_places(grams text[], below public.ltree) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.case_words_newest() RETURNS TABLE(case_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select w.case_id from case_words w order by w.case_id desc limit 1
$$;
ALTER FUNCTION gridroom.case_words_newest() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.cases_numbered(number text, before_case bigint, most integer) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select coalesce(array_agg(f.case_id), '{}') from (
        (select c.case_id from case_file c where c.case_number = number and c.case_id < before_case)
        union
        (select c.case_id from case_file c
         where reverse(c.case_number) like reverse(replace(replace(number, '%', ''), '_', '')) || '%' and length(number) >= 3
           and c.case_id < before_case
         order by c.case_id desc limit most)
        order by 1 desc limit most
    ) f
$$;
ALTER FUNCTION gridroom.cases_numbered(number text, before_case bigint, most integer) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.cases_of_caller(number text, before_case bigint, most integer) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select coalesce(array_agg(f.case_id), '{}') from (
        select c.case_id from case_file c
        where phone_key(c.reporter_phone) = phone_key(number) and c.reporter_phone <> '' and not c.keep_secret
          and c.case_id < before_case
        order by c.case_id desc limit most
    ) f
$$;
ALTER FUNCTION gridroom.cases_of_caller(number text, before_case bigint, most integer) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.cases_with_words(keys text[], first_case bigint, last_case bigint, most integer, stretch bigint) RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    patterns text[] := array(select '%' || k || '%' from unnest(keys) k);  -- a key holds neither % nor _
    pairs text[];
    found_ids bigint[];
begin
    if stretch is null then
        select array_agg(f.case_id) into found_ids from (
            select w.case_id from case_words w
            where w.case_id between first_case and last_case and w.key like all (patterns)
            order by w.case_id desc limit most
        ) f;
    else
        pairs := array(select distinct p from unnest(keys) k, unnest(search_pairs(k, stretch)) p);
        with held as materialized (  -- else the planner may walk the whole table by its number, hoping for an early end
            select w.case_id from case_words w
            where search_pairs(w.key, search_stretch(w.case_id)) @> pairs and w.case_id between first_case and last_case
              and w.key like all (patterns)
        )
        select array_agg(f.case_id) into found_ids from (select h.case_id from held h order by h.case_id desc limit most) f;
    end if;
    return coalesce(found_ids, '{}');
end $$;
ALTER FUNCTION gridroom.cases_with_words(keys text[], first_case bigint, last_case bigint, most integer, stretch bigint) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.check_area_faults(of_level text, touched integer[], was jsonb, with_it integer[], accepted jsonb, may text[], strip double precision) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    wrong record;
    ids integer[];
    outlines jsonb[];
    known jsonb;
begin
    select array_agg(o.area_id order by o.area_id), array_agg(o.outline order by o.area_id) into ids, outlines
        from area_outline o where o.area_id = any (touched);
    select b.why, a.code into wrong from broken_outlines(outlines) b join area a on a.area_id = ids[b.shape]
        order by b.why, a.code limit 1;
    if found then
        perform refuse('GR020', format('the outline of %s has no inside', wrong.code),
                       jsonb_build_object('why', wrong.why, 'level', of_level, 'code', wrong.code));
    end if;
    with fault as materialized (select * from area_faults(of_level, touched, was, with_it, strip)),
    kind as (select f.why, sum(f.m2) as m2, jsonb_agg(f.code order by f.m2 desc) as codes from fault f group by f.why)
    select f.*, k.m2 as total, k.why = any (may) as acceptable,
           (select jsonb_object_agg(a.why, jsonb_build_object('m2', round(a.m2::numeric, 1), 'codes', a.codes)) from kind a) as everything,
           k.why = any (may) and k.m2 <= coalesce((accepted -> 'm2' ->> k.why)::float8, 0) + outline_tolerance_m2() as is_accepted
        into wrong
        from fault f join kind k using (why)
        order by k.why = any (may) and k.m2 <= coalesce((accepted -> 'm2' ->> k.why)::float8, 0) + outline_tolerance_m2(),
                 k.why = any (may), f.m2 desc limit 1;
    if not found then
        return null;
    end if;
    if not wrong.is_accepted then
        perform refuse('GR020', format('%s: %s %s, %s m2', of_level, wrong.why, wrong.code, round(wrong.m2)), jsonb_strip_nulls(
            jsonb_build_object('why', wrong.why, 'level', of_level, 'code', wrong.code, 'other', nullif(wrong.other, ''),
                'm2', round(wrong.m2::numeric, 1), 'total', round(wrong.total::numeric, 1), 'acceptable', wrong.acceptable,
                'faults', wrong.everything, 'shape', case when pg_column_size(wrong.shape) < 200000 then wrong.shape end)));
    end if;
    known := jsonb_build_object('reason', accepted ->> 'reason', 'faults', wrong.everything);
    insert into configuration_step (subject, subject_key, new) values ('areas', of_level, jsonb_build_object('accepted', known));
    return known;
exception when invalid_text_representation or invalid_parameter_value or numeric_value_out_of_range or datatype_mismatch
               or null_value_not_allowed or division_by_zero then
    perform refuse('GR020', 'an outline cannot be read', jsonb_build_object('why', 'outline_unreadable', 'reason', sqlerrm));
end $$;
ALTER FUNCTION gridroom.check_area_faults(of_level text, touched integer[], was jsonb, with_it integer[], accepted jsonb, may text[], strip double precision) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.check_incoming_areas(areas jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    wrong record;
begin
    if areas is null or jsonb_typeof(areas) <> 'array' then
        perform refuse('GR020', 'areas must be a JSON array', jsonb_build_object('why', 'not_an_array'));
    end if;
    if jsonb_array_length(areas) > 20000 then
        perform refuse('GR020', 'at most 20,000 areas at once', jsonb_build_object('why', 'too_many', 'limit', 20000));
    end if;
    select c.* into wrong
    from (
        select i.item, i.level, i.code, i.centre,
               case when area_level_rank(i.level) is null then 'level_unknown'
                    when coalesce(i.code, '') = '' then 'code_missing'
                    when coalesce(i.name, '') = '' then 'name_missing'
                    when length(i.code) > 40 or length(i.name) > 200 then 'text_too_long'
                    when coalesce(i.outline ->> 'type', '') not in ('Polygon', 'MultiPolygon')
                         or i.outline #> '{coordinates,0,0,0}' is null then 'outline_missing'
                    when i.centre is null then 'centre_missing'
                    when not (i.centre[0] between -180 and 180 and i.centre[1] between -90 and 90) then 'out_of_range'
                    when not coalesce(i.area_m2 > 0 and i.area_m2 < 'infinity', false) then 'area_missing'
                    when i.exclusive and i.level <> 'duty_grid' then 'not_exclusive'
                    when count(*) over (partition by i.level, i.code) > 1 then 'code_twice'
               end as why
        from incoming_areas(areas) i) c
    where c.why is not null
    order by c.item
    limit 1;
    if found then
        perform refuse('GR020', format('area %s of the list (%s): %s', wrong.item, coalesce(wrong.code, '?'), wrong.why),
                       jsonb_strip_nulls(jsonb_build_object('why', wrong.why, 'level', wrong.level, 'code', wrong.code,
                           'longitude', wrong.centre[0], 'latitude', wrong.centre[1])));
    end if;
end $$;
ALTER FUNCTION gridroom.check_incoming_areas(areas jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.check_later(of_level text, touched integer[], was jsonb, accepted jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    insert into area_check (level, touched, was, accepted)
    select of_level, touched, was, accepted where cardinality(touched) > 0 or was <> '[]'
$$;
ALTER FUNCTION gridroom.check_later(of_level text, touched integer[], was jsonb, accepted jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.check_may_redraw() RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    if not has_duty('administrator') then
        perform refuse('GR003', 'only an administrator redraws areas', '{"action": "redraw_areas"}');
    end if;
end $$;
ALTER FUNCTION gridroom.check_may_redraw() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.check_put_areas() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    at_level text;
    put integer[];
    replaced jsonb;
    given jsonb;
    all_put integer[] := array(select distinct t from area_check c, unnest(c.touched) t);
begin
    for at_level in select c.level from area_check c group by 1 order by area_level_rank(c.level) loop
        put := array(select distinct t from area_check c, unnest(c.touched) t where c.level = at_level);
        select coalesce(jsonb_agg(f.element), '[]') into replaced from (
            select distinct on (e.element ->> 'code') e.element
            from area_check c cross join lateral jsonb_array_elements(c.was) e(element)
            where c.level = at_level order by e.element ->> 'code', c.check_id) f;
        select c.accepted into given from area_check c where c.level = at_level and c.accepted is not null order by c.check_id desc limit 1;
        perform check_area_faults(at_level, put, replaced, all_put, given, array['gap', 'outside', 'below', 'overlap'], 0.1);
    end loop;
    delete from area_check;
    return null;
end $$;
ALTER FUNCTION gridroom.check_put_areas() OWNER TO gridroom_across;
CREATE TABLE gridroom.area_redraw (
    redraw_id integer NOT NULL,
    request_id uuid NOT NULL,
    level text NOT NULL,
    parent_path public.ltree NOT NULL,
    from_day date NOT NULL,
    took_effect date,
    areas jsonb NOT NULL,
    ended text[] NOT NULL,
    seen text NOT NULL,
    before jsonb,
    added text[],
    moved integer,
    after text,
    state text DEFAULT 'planned'::text NOT NULL,
    why jsonb,
    undoes integer,
    asked_by text DEFAULT SESSION_USER NOT NULL,
    asked_at timestamp with time zone DEFAULT now() NOT NULL,
    done_at timestamp with time zone,
    accepted jsonb,
    faults jsonb,
    CONSTRAINT area_redraw_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'done'::text, 'failed'::text, 'withdrawn'::text])))
);
ALTER TABLE ONLY gridroom.area_redraw FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_redraw OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.check_redraw(drawn gridroom.area_redraw) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    elements jsonb := drawn.areas;
    wrong record;
    last_one area_redraw;
begin
    if area_set_stamp(drawn.parent_path, drawn.level) <> drawn.seen then
        select r.* into last_one from area_redraw r where r.state = 'done' and r.level = drawn.level
            and (r.parent_path <@ drawn.parent_path or r.parent_path @> drawn.parent_path) order by r.done_at desc limit 1;
        perform refuse('GR020', 'the areas were drawn anew meanwhile', jsonb_strip_nulls(jsonb_build_object('why', 'redrawn',
            'by', (select p.name from person p where p.login = last_one.asked_by), 'at', last_one.done_at)));
    end if;
    select d.code into wrong from unnest(drawn.ended) d(code)
        where d.code not in (select a.code from area_set(drawn.parent_path, drawn.level) a)
           or d.code in (select e ->> 'code' from jsonb_array_elements(elements) e) limit 1;
    if found then
        perform refuse('GR020', 'what ends must stand and not be drawn', jsonb_build_object('why', 'not_in_set', 'code', wrong.code));
    end if;
    if drawn.undoes is null then
        select e ->> 'code' as code into wrong from jsonb_array_elements(elements) e
            where exists (select from area a where a.level = drawn.level and a.code = e ->> 'code')
              and not exists (select from area_set(drawn.parent_path, drawn.level) a where a.code = e ->> 'code') limit 1;
        if found then
            perform refuse('GR020', 'the code belongs or belonged to another area',
                           jsonb_build_object('why', 'code_used', 'level', drawn.level, 'code', wrong.code));
        end if;
    end if;
    select e ->> 'code' as code into wrong from jsonb_array_elements(elements) e
        where not exists (select from area p where p.valid_to is null and p.path <@ drawn.parent_path
                            and p.code = e ->> 'parent_code' and area_level_rank(p.level) < area_level_rank(drawn.level)
                            and (e ->> 'parent_level' is null or p.level = e ->> 'parent_level')) limit 1;
    if found then
        perform refuse('GR020', 'the area would lie outside its set',
                       jsonb_build_object('why', 'outside_parent', 'level', drawn.level, 'code', wrong.code));
    end if;
exception when invalid_text_representation or invalid_parameter_value or numeric_value_out_of_range or datatype_mismatch
               or null_value_not_allowed or division_by_zero then
    perform refuse('GR020', 'an outline cannot be read', jsonb_build_object('why', 'outline_unreadable', 'reason', sqlerrm));
end $$;
ALTER FUNCTION gridroom.check_redraw(drawn gridroom.area_redraw) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.check_register(elements jsonb, needed text[]) RETURNS void
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    wrong record;
begin
    if elements is null or jsonb_typeof(elements) <> 'array' or jsonb_array_length(elements) > 20000 then
        perform refuse('GR004', 'a JSON array of at most 20,000 elements is wanted',
                       jsonb_build_object('field', 'elements', 'why', 'out_of_range'));
    end if;
    select c.* into wrong
    from (select e.item, case
                     when jsonb_typeof(e.element) <> 'object' then 'element'
                     when exists (select from unnest(needed) n where coalesce(btrim(e.element ->> n), '') = '') then
                         (select min(n) from unnest(needed) n where coalesce(btrim(e.element ->> n), '') = '')
                     when length(e.element ->> 'code') > 100 then 'code'
                     when length(e.element ->> 'name') > 200 then 'name'
                     when jsonb_typeof(e.element -> 'longitude') is distinct from 'number'
                       or jsonb_typeof(e.element -> 'latitude') is distinct from 'number'
                       or not ((e.element ->> 'longitude')::numeric between -180 and 180
                               and (e.element ->> 'latitude')::numeric between -90 and 90) then 'position'
                     when count(*) over (partition by btrim(e.element ->> 'code')) > 1 then 'code_twice'
                 end as field
          from jsonb_array_elements(elements) with ordinality as e(element, item)) c
    where c.field is not null
    order by c.item limit 1;
    if found then
        perform refuse('GR004', format('element %s cannot be stored: %s', wrong.item, wrong.field),
                       jsonb_build_object('field', wrong.field, 'why', 'malformed', 'item', wrong.item));
    end if;
end $$;
ALTER FUNCTION gridroom.check_register(elements jsonb, needed text[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.check_setting(key text, value jsonb) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $_$
declare
    plain text := value #>> '{}';
    good boolean;
begin
    case key
        when 'time_zone' then
            good := exists (select from pg_timezone_names z where z.name = plain);
        when 'hours_per_work_day' then
            good := jsonb_typeof(value) = 'number' and plain::numeric between 1 and 24;
        when 'largest_attachment' then  -- bytes; one value is held in memory several times over
            good := jsonb_typeof(value) = 'number' and plain::numeric between 1024 and 209715200 and plain::numeric % 1 = 0;
        when 'district_code' then
            good := jsonb_typeof(value) = 'string' and plain ~ '^[0-9A-Za-z]{1,12}$';
        when 'urgent_words' then
            good := case when jsonb_typeof(value) = 'array' then jsonb_array_length(value) <= 500 and not exists (
                select from jsonb_array_elements(value) w
                where jsonb_typeof(w) <> 'string' or length(btrim(w #>> '{}')) not between 1 and 30) end;
        when 'calendar_known_until' then
            good := jsonb_typeof(value) = 'string' and plain ~ '^\d{4}-\d{2}-\d{2}$' and pg_input_is_date(plain);
        when 'case_number', 'sheet_number', 'supervision_number' then  -- counted by day, so without the day numbers would repeat
            plain := value ->> 'pattern';
            good := plain ~ '\{SEQ:\d\}' and plain ~ '\{YYYY\}|\{YY\}' and plain like '%{MM}%' and plain like '%{DD}%'
                    and length(plain) <= 80
                    and regexp_replace(plain, '\{(SEQ:\d|YYYY|YY|MM|DD|DISTRICT)\}', '', 'g') ~ '^[0-9A-Za-z一-龥〔〕._/-]*$';
        when 'duplicates' then
            good := duplicate_rules_hold(value);
        when 'paper_reporter' then
            good := value in ('"withheld"', '"masked"');
        when 'card_rules' then
            good := good_card_rules(value);
        when 'alarm_rules' then
            good := good_alarm_rules(value);
        when 'alarm_limits' then
            good := good_alarm_limits(value);
        else
            good := setting_holds(key, value);
            if good is null then
                perform refuse('GR004', format('nothing is known of what %s may be', key), jsonb_build_object('field', key, 'why', 'unknown'));
            end if;
    end case;
    if good is not true then
        perform refuse('GR004', format('%s cannot have this value', key), jsonb_build_object('field', key, 'why', 'malformed'));
    end if;
end $_$;
ALTER FUNCTION gridroom.check_setting(key text, value jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_acceptance(accepted jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    reason text := accepted ->> 'reason';
begin
    if accepted is null or jsonb_typeof(accepted) = 'null' then
        return null;
    end if;
    reason := checked_text('reason', reason, 500, true);
    if length(reason) < 4 or jsonb_typeof(accepted -> 'm2') is distinct from 'object'
       or exists (select from jsonb_each(accepted -> 'm2') e
                  where e.key not in ('gap', 'outside', 'below', 'overlap') or jsonb_typeof(e.value) <> 'number') then
        perform refuse('GR020', 'faults are accepted with a reason and their sizes', '{"why": "reason_missing"}');
    end if;
    return jsonb_build_object('reason', reason, 'm2', accepted -> 'm2');
end $$;
ALTER FUNCTION gridroom.checked_acceptance(accepted jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_area_day(from_day date, action text) RETURNS date
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    today date := now_local()::date;
begin
    if not has_duty('administrator') then
        perform refuse('GR003', 'only an administrator changes areas', jsonb_build_object('action', action));
    end if;
    if from_day > today then
        perform refuse('GR020', 'areas cannot begin in the future',
                       jsonb_build_object('why', 'future_date', 'valid_from', from_day, 'today', today));
    end if;
    -- Two imports at once go one after the other: the second then finds what the first one stored.
    perform pg_advisory_xact_lock(hashtextextended('gridroom areas', 0));
    return coalesce(from_day, today);
end $$;
ALTER FUNCTION gridroom.checked_area_day(from_day date, action text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_auditor(wanted_case bigint, wanted_action text) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if settled_by(wanted_case) = session_user then
        perform refuse('GR003', 'who settled a case may not audit it',
                       jsonb_build_object('action', wanted_action, 'why', 'own_work'));
    end if;
end $$;
ALTER FUNCTION gridroom.checked_auditor(wanted_case bigint, wanted_action text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_code(field text, value text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $_$
begin
    if value is null or value !~ '^[0-9A-Za-z]{1,12}$' then
        perform refuse('GR004', format('%s is 1 to 12 digits or letters', field),
                       jsonb_build_object('field', field, 'why', 'malformed'));
    end if;
    return value;
end $_$;
ALTER FUNCTION gridroom.checked_code(field text, value text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_day(day date) RETURNS date
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    if (day between '2000-01-01' and '2199-12-31') is not true then
        perform refuse('GR004', 'no such day', '{"field": "day", "why": "out_of_range"}');
    end if;
    return day;
end $$;
ALTER FUNCTION gridroom.checked_day(day date) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_department(c gridroom.case_file, wanted_action text) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if c.department_id is distinct from my_department() and not has_any_duty(
        '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_grid_worker,gridroom_inspector}') then
        perform refuse('GR003', 'the case lies with another department',
                       jsonb_build_object('action', wanted_action, 'why', 'other_department'));
    end if;
end $$;
ALTER FUNCTION gridroom.checked_department(c gridroom.case_file, wanted_action text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_departments(field text, chosen integer[], required boolean DEFAULT false) RETURNS integer[]
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    kept integer[];
begin
    select coalesce(array_agg(one order by place), '{}') into kept
    from (select one, min(place) as place from unnest(chosen) with ordinality w(one, place) group by one) o;
    if required and cardinality(kept) = 0 then
        perform refuse('GR004', 'no department was chosen', jsonb_build_object('field', field, 'why', 'empty'));
    end if;
    if cardinality(kept) > 20 then
        perform refuse('GR004', 'more than twenty departments', jsonb_build_object('field', field, 'why', 'out_of_range'));
    end if;
    if exists (select from unnest(kept) k(one) where not exists (
        select from department d where d.department_id = k.one and d.active)) then
        perform refuse('GR004', 'no such department', jsonb_build_object('field', field, 'why', 'unknown'));
    end if;
    return kept;
end $$;
ALTER FUNCTION gridroom.checked_departments(field text, chosen integer[], required boolean) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_device_time(value timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    if value is null then
        perform refuse('GR004', 'the time is missing', '{"field": "at", "why": "empty"}');
    elsif value > clock_timestamp() + interval '2 minutes' then
        perform refuse('GR004', 'the time lies in the future', '{"field": "at", "why": "future"}');
    elsif value < clock_timestamp() - position_rule('late_hours', 72) * interval '1 hour' then
        perform refuse('GR004', 'the time lies too far back', '{"field": "at", "why": "out_of_range"}');
    end if;
    return value;
end $$;
ALTER FUNCTION gridroom.checked_device_time(value timestamp with time zone) OWNER TO gridroom_owner;
CREATE TABLE gridroom.gateway (
    login text NOT NULL,
    name text NOT NULL,
    active boolean DEFAULT true NOT NULL
);
ALTER TABLE ONLY gridroom.gateway FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.gateway OWNER TO gridroom_owner;
CREATE TABLE gridroom.position_fix (
    unit_id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    place point NOT NULL,
    area_id integer,
    accuracy real,
    speed real,
    heading real,
    battery smallint,
    received_at timestamp with time zone NOT NULL
)
PARTITION BY RANGE (at);
ALTER TABLE ONLY gridroom.position_fix FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.position_fix OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_fix(asking gridroom.gateway, item jsonb, reach box, stamp timestamp with time zone) RETURNS gridroom.position_fix
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    fix  position_fix;
    unit field_unit;
begin
    if jsonb_typeof(item) is distinct from 'object' then
        perform refuse('GR004', 'a position is an object', '{"field": "positions", "why": "malformed"}');
    end if;
    unit := unit_of_gateway(asking, item ->> 'worker');
    fix.unit_id := unit.unit_id;
    fix.place := point(number_of(item, 'longitude', -180, 180, true), number_of(item, 'latitude', -90, 90, true));
    if not fix.place <@ reach then
        perform refuse('GR004', 'the place is far from the district', '{"field": "position", "why": "far_away"}');
    end if;
    fix.at := moment_of(item);
    fix.accuracy := number_of(item, 'accuracy', 0, 100000);
    fix.speed := number_of(item, 'speed', 0, 150);
    fix.heading := number_of(item, 'heading', 0, 360);
    fix.battery := round(number_of(item, 'battery', 0, 100));
    fix.received_at := stamp;
    -- Where somebody is after work is nobody's business.
    if unit.kind = 'worker' and not exists (
        select from field_duty d where d.unit_id = unit.unit_id and d.began_at <= fix.at and fix.at <= coalesce(d.ended_at, fix.at)) then
        perform refuse('GR002', 'the worker was not on duty then', '{"state": "off_duty", "action": "field_position"}');
    end if;
    return fix;
end $$;
ALTER FUNCTION gridroom.checked_fix(asking gridroom.gateway, item jsonb, reach box, stamp timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_minor(wanted integer) RETURNS integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if wanted is not null and not exists (select from catalogue_minor where minor_id = wanted and not disabled) then
        perform refuse('GR004', 'no such class in the catalogue', '{"field": "minor_id", "why": "unknown"}');
    end if;
    return wanted;
end $$;
ALTER FUNCTION gridroom.checked_minor(wanted integer) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_original(value timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    if value > clock_timestamp() + interval '10 minutes' then
        perform refuse('GR004', 'the original time lies in the future', '{"field": "original_at", "why": "future"}');
    end if;
    if value < timestamptz '1900-01-01 00:00+00' then  -- also -infinity; no program need read what nobody means
        perform refuse('GR004', 'the original time lies before 1900', '{"field": "original_at", "why": "out_of_range"}');
    end if;
    return value;
end $$;
ALTER FUNCTION gridroom.checked_original(value timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_period(starts timestamp with time zone, ends timestamp with time zone) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform me();
    if (case when starts >= '2000-01-01' and ends <= '2200-01-01' then ends > starts and ends - starts <= interval '3700 days' end)
       is not true then
        perform refuse('GR004', 'a period of at most ten years', '{"field": "ends", "why": "out_of_range"}');
    end if;
end $$;
ALTER FUNCTION gridroom.checked_period(starts timestamp with time zone, ends timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_place(longitude double precision, latitude double precision) RETURNS point
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    -- NaN sorts above every number, so it fails the upper bound.
    if longitude is null or latitude is null or not (longitude between -180 and 180 and latitude between -90 and 90) then
        perform refuse('GR004', 'longitude must lie in -180…180 and latitude in -90…90',
                       jsonb_build_object('field', 'position', 'why', 'out_of_range'));
    end if;
    return point(longitude, latitude);
end $$;
ALTER FUNCTION gridroom.checked_place(longitude double precision, latitude double precision) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_span(starts timestamp with time zone, ends timestamp with time zone) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    if (case when starts >= '2000-01-01' and ends <= '2200-01-01' then ends > starts and ends - starts <= interval '31 days' end)
       is not true then
        perform refuse('GR004', 'a track is read for at most 31 days', '{"field": "ends", "why": "out_of_range"}');
    end if;
end $$;
ALTER FUNCTION gridroom.checked_span(starts timestamp with time zone, ends timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_text(field text, value text, longest integer, required boolean DEFAULT false) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    kept text := btrim(coalesce(value, ''), E' \t\n\r　');
begin
    if required and kept = '' then
        perform refuse('GR010', format('%s must not be empty', field), jsonb_build_object('field', field, 'why', 'empty'));
    end if;
    if length(kept) > longest then
        perform refuse('GR010', format('%s is longer than %s characters', field, longest),
                       jsonb_build_object('field', field, 'why', 'too_long', 'limit', longest));
    end if;
    if kept ~ E'[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]' then
        perform refuse('GR010', format('%s holds control characters', field),
                       jsonb_build_object('field', field, 'why', 'control_characters'));
    end if;
    return kept;
end $$;
ALTER FUNCTION gridroom.checked_text(field text, value text, longest integer, required boolean) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_urgency(urgency text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    if urgency is null or urgency not in ('normal', 'urgent') then
        perform refuse('GR004', 'unknown urgency', '{"field": "urgency", "why": "unknown"}');
    end if;
    return urgency;
end $$;
ALTER FUNCTION gridroom.checked_urgency(urgency text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_view_name(wanted text, is_shared boolean, except_id bigint) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    kept text := checked_text('view_name', wanted, 40, true);
begin
    if kept ~ E'[\\n\\r\\t]' then
        perform refuse('GR010', 'a name is one line', '{"field": "view_name", "why": "control_characters"}');
    end if;
    -- One at a time, so that the second of two who give the same name at once is told so.
    perform pg_advisory_xact_lock(hashtextextended('saved_view', 7));
    if exists (select from saved_view v where v.name = kept and v.removed_at is null and v.shared = is_shared
               and (is_shared or v.owner = session_user) and v.view_id is distinct from except_id) then
        perform refuse('GR004', 'this name is taken', '{"field": "view_name", "why": "exists"}');
    end if;
    return kept;
end $$;
ALTER FUNCTION gridroom.checked_view_name(wanted text, is_shared boolean, except_id bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.checked_yes_no(field text, value text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    if coalesce(nullif(value, ''), 'unknown') not in ('yes', 'no', 'unknown') then
        perform refuse('GR004', 'yes, no or unknown', jsonb_build_object('field', field, 'why', 'unknown'));
    end if;
    return coalesce(nullif(value, ''), 'unknown');
end $$;
ALTER FUNCTION gridroom.checked_yes_no(field text, value text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.clock_due(wanted bigint) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select clock_reaches(c.clock_id, clock_limit(c))
    from case_clock c
    where c.clock_id = wanted
      and not exists (select from clock_pause p where p.clock_id = c.clock_id and p.resumed_at is null)
$$;
ALTER FUNCTION gridroom.clock_due(wanted bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.clock_limit(c gridroom.case_clock) RETURNS interval
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select limit_interval(c.limit_kind, c.limit_value) * (1 + c.added_limits)
$$;
ALTER FUNCTION gridroom.clock_limit(c gridroom.case_clock) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.clock_reaches(wanted bigint, counted interval, counted_as text DEFAULT NULL::text) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    clock case_clock;
    pause clock_pause;
    starts timestamptz;
    used interval;
begin
    select * into clock from case_clock where clock_id = wanted;
    clock.limit_kind := coalesce(counted_as, clock.limit_kind);
    starts := clock.started_at;
    for pause in select * from clock_pause where clock_id = wanted order by paused_at loop
        used := counted_between(starts, pause.paused_at, clock.limit_kind);
        exit when used >= counted;  -- reached before this pause
        if pause.resumed_at is null then
            return null;
        end if;
        counted := counted - used;
        starts := pause.resumed_at;
    end loop;
    return add_counted(starts, clock.limit_kind, counted);
end $$;
ALTER FUNCTION gridroom.clock_reaches(wanted bigint, counted interval, counted_as text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.clock_used(wanted bigint, at timestamp with time zone) RETURNS interval
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select coalesce(sum(counted_between(s.starts, least(s.ends, at), s.limit_kind)), interval '0')
    from (
        select c.limit_kind, c.started_at as starts, coalesce(min(p.paused_at), at) as ends
        from case_clock c left join clock_pause p using (clock_id) where c.clock_id = wanted
        group by c.clock_id
        union all
        select c.limit_kind, p.resumed_at, coalesce(lead(p.paused_at) over (order by p.paused_at), at)
        from case_clock c join clock_pause p using (clock_id) where c.clock_id = wanted
    ) s
    where s.starts is not null
$$;
ALTER FUNCTION gridroom.clock_used(wanted bigint, at timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.closed_unverified(asked uuid, of_case bigint, seen_version integer, step_action text, why text, said text) RETURNS api.case_answer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    c case_file;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    before := c.state;
    c.level := '';
    if before in ('returned', 'disputed', 'escalated') then
        c.department_id := null;
    end if;
    c.state := 'closed';
    c.state_before_suspension := null;
    if said <> '' then
        c.result := said;
    end if;
    return write_step(c, step_action, before, checked_text('reason', why, 2000, true), asked,
                      case when said = '' then '{}' else jsonb_build_object('reply', said) end, clock => 'stop');
end $$;
ALTER FUNCTION gridroom.closed_unverified(asked uuid, of_case bigint, seen_version integer, step_action text, why text, said text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.closing_hindrance(c gridroom.case_file) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select case
        when c.handling_kind = 'coordinate' and c.reporter_told_at is null then 'reporter_not_told'
        when c.handling_kind = 'emergency' and c.track_count = 0 then 'not_tracked'
        when c.handling_kind = 'approval' and c.approval_rung < 4 and not c.approval_refused then 'approval_open'
        else '' end
$$;
ALTER FUNCTION gridroom.closing_hindrance(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.code_alphabet() RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select 'ACDEFGHJKMNPRTUWXY34679' $$;
ALTER FUNCTION gridroom.code_alphabet() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.code_check(head text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select substr(code_alphabet(), (sum((n + 1) * (position(substr(head, n, 1) in code_alphabet()) - 1)) % 23)::integer + 1, 1)
    from generate_series(1, length(head)) n
$$;
ALTER FUNCTION gridroom.code_check(head text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.common_m2(outlines jsonb[], ones integer[], others integer[]) RETURNS TABLE(pair integer, m2 double precision)
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    SET work_mem TO '64MB'
    SET jit TO 'off'
    AS $$
    with sides as (
        select c.shape, c.part_no, c.ring_no, c.x, c.y,
               coalesce(lead(c.x) over ring, first_value(c.x) over ring) as to_x,
               coalesce(lead(c.y) over ring, first_value(c.y) over ring) as to_y,
               first_value(c.y) over ring as base
        from outline_corners(outlines) c window ring as (partition by c.shape, c.part_no, c.ring_no order by c.corner_no)
    ), turned as (
        select s.*, (case when sum((s.to_x - s.x) * (s.y + s.to_y - 2 * s.base)) over (partition by s.shape, s.part_no, s.ring_no) < 0
                          then -1 else 1 end) * (case when s.ring_no > 1 then -1 else 1 end) as turn
        from sides s
    ), edge as materialized (
        select t.shape, least(t.x, t.to_x) as x1, case when t.x < t.to_x then t.y else t.to_y end as y1,
               greatest(t.x, t.to_x) as x2, case when t.x < t.to_x then t.to_y else t.y end as y2,
               t.turn * sign(t.to_x - t.x) as weight
        from turned t where t.x <> t.to_x
    ), extent as materialized (
        select e.shape, min(e.x1) as west, min(least(e.y1, e.y2)) as south, max(e.x2) as east, max(greatest(e.y1, e.y2)) as north
        from edge e group by e.shape
    ), asked as materialized (
        select p.no::integer as pair, p.one, p.other, greatest(a.west, b.west) as west, least(a.east, b.east) as east,
               least(a.south, b.south) as base, square_degree_m2(a.south) as m2
        from unnest(ones, others) with ordinality as p(one, other, no)
        join extent a on a.shape = p.one
        join extent b on b.shape = p.other and a.west < b.east and b.west < a.east and a.south < b.north and b.south < a.north
    ), span as (
        select min(x.west) as west, greatest(max(x.east) - min(x.west), 1e-9) / 256 as wide from extent x
    ), bin as materialized (  -- edges by the upright strips that they cross, so that not every edge meets every other
        select e.*, b.no as strip, floor((e.x1 - s.west) / s.wide)::integer as first_strip
        from edge e cross join span s
        cross join lateral generate_series(floor((e.x1 - s.west) / s.wide)::integer, floor((e.x2 - s.west) / s.wide)::integer) b(no)
    ), stretch as (
        select p.pair, p.m2, e.weight * f.weight as weight, greatest(e.x1, f.x1) as l, least(e.x2, f.x2) as r, p.base,
               e.x1, e.y1, (e.y2 - e.y1) / (e.x2 - e.x1) as k, f.x1 as u1, f.y1 as v1, (f.y2 - f.y1) / (f.x2 - f.x1) as q
        from asked p
        join bin e on e.shape = p.one and e.x1 < p.east and e.x2 > p.west
        join bin f on f.shape = p.other and f.strip = e.strip and e.x1 < f.x2 and f.x1 < e.x2
        where p.one <> p.other and e.strip = greatest(e.first_strip, f.first_strip)  -- each pair of edges once
        offset 0
    ), height as (
        select s.pair, s.m2, s.weight, s.r - s.l as wide, s.y1 + (s.l - s.x1) * s.k - s.base as a0, s.v1 + (s.l - s.u1) * s.q - s.base as b0,
               s.y1 + (s.r - s.x1) * s.k - s.base as a1, s.v1 + (s.r - s.u1) * s.q - s.base as b1
        from stretch s offset 0
    )
    -- The lower of two lines is their mean less half their distance.
    select h.pair, sum(h.weight * h.wide * ((h.a0 + h.a1 + h.b0 + h.b1) / 4 - case
               when (h.a0 - h.b0) * (h.a1 - h.b1) >= 0 then abs(h.a0 - h.b0 + h.a1 - h.b1) / 4
               else (power(h.a0 - h.b0, 2) + power(h.a1 - h.b1, 2)) / (4 * abs(h.a0 - h.b0 - h.a1 + h.b1)) end) * h.m2)
    from height h group by h.pair
    union all
    select p.pair, sum(e.weight * (e.x2 - e.x1) * ((e.y1 + e.y2) / 2 - p.base) * p.m2)
    from asked p join edge e on e.shape = p.one where p.one = p.other group by p.pair
$$;
ALTER FUNCTION gridroom.common_m2(outlines jsonb[], ones integer[], others integer[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.compare_areas(areas jsonb, at_level text, day date) RETURNS SETOF gridroom.area_put
    LANGUAGE sql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    with incoming as materialized (
        select i.*, coalesce(named.area_id, case when i.parent_code is null then area_around(i.centre, at_level) end) as parent_id
        from incoming_areas(areas) i
        left join lateral (
            select a.area_id from area a
            where a.valid_to is null and a.code = i.parent_code
              and a.level = any (array['district', 'street', 'community', 'duty_grid'])
              and area_level_rank(a.level) < area_level_rank(at_level)
              and (i.parent_level is null or a.level = i.parent_level)
            order by area_level_rank(a.level) desc limit 1) named on at_level <> 'district'
        where i.level = at_level
    ), last_version as materialized (
        select distinct on (a.code) a.area_id, a.code, a.name, a.provisional, a.exclusive, a.path, a.valid_from, a.valid_to
        from area a where a.level = at_level
        order by a.code, a.valid_from desc, a.area_id desc
    ), compared as (
        select i.item, i.code, i.parent_id, coalesce(parent.path, '') as upper_path, last.area_id as last_id,
               last.path as last_path, coalesce(last.valid_to, last.valid_from) as last_from,
               case when i.parent_id is null and at_level <> 'district' then 'orphan'
                    when last.area_id is null then 'add'
                    when last.valid_to is null and last.name = i.name and last.provisional = i.provisional
                         and last.exclusive = coalesce(i.exclusive, last.exclusive)
                         and last.path = coalesce(parent.path, '') || subpath(last.path, -1)
                         and (select o.outline = i.outline from area_outline o where o.area_id = last.area_id) then 'same'
                    when coalesce(last.valid_to, last.valid_from) > day then 'early'
                    when last.valid_to is not null then 'add'
                    when last.valid_from = day then 'correct'
                    else 'next' end as verdict
        from incoming i
        left join last_version last using (code)
        left join area parent on parent.area_id = i.parent_id
    ), numbered as (
        select c.*, case when c.verdict in ('add', 'next') then nextval('gridroom.area_area_id_seq')::integer
                         else c.last_id end as area_id
        from compared c
    )
    select n.item, n.code, n.parent_id, n.upper_path || coalesce(subpath(n.last_path, -1), n.area_id::text::ltree),
           n.last_id, n.last_path, n.last_from, n.area_id, n.verdict
    from numbered n
$$;
ALTER FUNCTION gridroom.compare_areas(areas jsonb, at_level text, day date) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.configured(of_subject text, key text, was jsonb, is_now jsonb) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if was = is_now then
        return 'unchanged';
    end if;
    insert into configuration_step (subject, subject_key, old, new) values (of_subject, key, was, is_now);
    return case when was is null then 'new' else 'changed' end;
end $$;
ALTER FUNCTION gridroom.configured(of_subject text, key text, was jsonb, is_now jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.count_case_place() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if tg_op = 'UPDATE' then
        if (old.place, old.area_path, old.keep_secret) is not distinct from (new.place, new.area_path, new.keep_secret)
           and (old.position is null) = (new.position is null) and (old.position is null or old.position ~= new.position) then
            return null;
        end if;
        if old.position is not null and not old.keep_secret then
            update case_place c set cases = c.cases - 1
                where c.place_key = place_key(old.place) and c.area_path = old.area_path and c.cases > 0;
        end if;
    end if;
    if new.position is not null and not new.keep_secret and length(place_key(new.place)) between 2 and 100 then
        insert into case_place as c (place_key, area_path, words, grams, cases, position, last_at)
            values (place_key(new.place), new.area_path, left(new.place, 200), place_grams(new.place), 1, new.position, now())
        on conflict (place_key, area_path) do update
            set cases = c.cases + 1, words = excluded.words, position = excluded.position, last_at = excluded.last_at;
    end if;
    return null;
end $$;
ALTER FUNCTION gridroom.count_case_place() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.counted_between(starts timestamp with time zone, ends timestamp with time zone, limit_kind text) RETURNS interval
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    zone text;
    seconds numeric;
begin
    if (isfinite(starts) and isfinite(ends) and ends - starts <= interval '36600 days') is not true then
        perform refuse('GR004', 'counted time lies between two moments at most a hundred years apart',
                       jsonb_build_object('field', 'ends', 'why', 'out_of_range'));
    end if;
    if not is_office_time(limit_kind) then
        seconds := extract(epoch from ends) - extract(epoch from starts);
    else
        zone := time_zone();
        select sum(extract(epoch from least(closes, ends) - greatest(opens, starts))) into seconds
        from office_windows((starts at time zone zone)::date, (ends at time zone zone)::date, zone)
        where closes > starts and opens < ends;
    end if;
    return make_interval(secs => greatest(coalesce(seconds, 0), 0)::double precision);
end $$;
ALTER FUNCTION gridroom.counted_between(starts timestamp with time zone, ends timestamp with time zone, limit_kind text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.decide_appeal(asked uuid, of_case bigint, seen_version integer, step_action text, result text, words text) RETURNS api.case_answer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    c case_file;
    a time_appeal;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    a := appeal_to_decide(c, step_action);
    if result = 'granted' and a.approved_at is null then
        perform refuse('GR014', 'the appeal has not had its first look', '{"why": "not_approved"}');
    end if;
    if result = 'granted' and a.approved_by = session_user then
        perform refuse('GR003', 'two people decide about an appeal',
                       jsonb_build_object('action', step_action, 'why', 'same_person'));
    end if;
    update time_appeal t set outcome = result, decided_at = clock_timestamp(), decided_by = session_user, decision = words
    where t.appeal_id = a.appeal_id returning * into a;
    perform exempt_clock(a.clock_id, result = 'granted');
    c.time_appeal := result;
    return write_step(c, step_action, c.state, words, asked, told_appeal(a), receiver => a.department_id);
end $$;
ALTER FUNCTION gridroom.decide_appeal(asked uuid, of_case bigint, seen_version integer, step_action text, result text, words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.decide_request(asked uuid, of_case bigint, seen_version integer, step_action text, result text, words text) RETURNS api.case_answer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    c case_file;
    r time_request;
    before text;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    before := c.state;
    r := request_to_decide(c, step_action);
    if result = 'granted' and r.approved_at is null then
        perform refuse('GR013', 'the request has no first approval', '{"why": "not_approved"}');
    end if;
    if result = 'granted' and r.approved_by = session_user then
        perform refuse('GR003', 'two people decide about more time',
                       jsonb_build_object('action', step_action, 'why', 'same_person'));
    end if;
    if result = 'granted' and r.until <= now() then
        perform refuse('GR004', 'the deferral would be over already', '{"field": "until", "why": "past"}');
    end if;
    update time_request t
    set outcome = result, decided_at = clock_timestamp(), decided_by = session_user, decision = words
    where t.request_no = r.request_no returning * into r;
    c.time_request := '';
    c.time_approved := false;
    if step_action = 'grant_extension' then
        perform extend_clock(r.clock_id);
    elsif step_action = 'grant_deferral' then
        c.state_before_suspension := before;
        c.state := 'deferred';
    end if;
    return write_step(c, step_action, before, words, asked, told_request(r), receiver => r.department_id,
                      clock => case when step_action = 'grant_deferral' then 'pause' else '' end, pause_until => r.until);
end $$;
ALTER FUNCTION gridroom.decide_request(asked uuid, of_case bigint, seen_version integer, step_action text, result text, words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.deepest_area(p point) RETURNS integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    found_area integer := locate_cell(p);
    at_level text;
begin
    foreach at_level in array array['duty_grid', 'community', 'street', 'district'] loop
        exit when found_area is not null;
        found_area := locate_area(p, at_level);
    end loop;
    return found_area;
end $$;
ALTER FUNCTION gridroom.deepest_area(p point) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.department_by(field text, named text) RETURNS integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    found_id integer;
begin
    select d.department_id into found_id from department d where named in (d.code, d.name) and d.active;
    if found_id is null then
        perform refuse('GR004', format('no department is called %s', named), jsonb_build_object('field', field, 'why', 'unknown'));
    end if;
    return found_id;
end $$;
ALTER FUNCTION gridroom.department_by(field text, named text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.department_in_words(words text) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select case when count(*) = 1 then min(d.department_id) end
    from department d
    where d.active and exists (
        select from regexp_split_to_table(words, '[、，,;；/\s]+') unit
        where length(unit) > 1 and (position(unit in d.name) > 0 or position(d.name in unit) > 0))
$$;
ALTER FUNCTION gridroom.department_in_words(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.department_name(wanted integer) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce((select d.name from department d where d.department_id = wanted), '')
$$;
ALTER FUNCTION gridroom.department_name(wanted integer) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.department_names(departments integer[]) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce(jsonb_agg(d.name order by array_position(departments, d.department_id)), '[]')
    from department d where d.department_id = any (departments)
$$;
ALTER FUNCTION gridroom.department_names(departments integer[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.dispatch_slip_content(c gridroom.case_file) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.dispatch_slip_content(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.dispatch_stands(c gridroom.case_file) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select c.dispatched_at is not null and c.department_id is not null
       and c.state in ('dispatched', 'accepted', 'in_rework', 'suspended', 'deferred', 'handled', 'verified', 'closed')
$$;
ALTER FUNCTION gridroom.dispatch_stands(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.district_reach() RETURNS box
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select box(point(min(((box(r.ring))[1])[0]) - e.degrees, min(((box(r.ring))[1])[1]) - e.degrees),
               point(max(((box(r.ring))[0])[0]) + e.degrees, max(((box(r.ring))[0])[1]) + e.degrees))
    from area_ring r, (select position_rule('reach_km', 50)::float8 / 100 as degrees) e
    where r.level = 'district' and r.current group by e.degrees
$$;
ALTER FUNCTION gridroom.district_reach() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.do_part(asked uuid, of_case bigint, seen_version integer, step_action text, words text) RETURNS api.case_answer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    c case_file;
    u case_unit;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    if not may_do_part(of_case, step_action) then
        perform refuse('GR003', 'this department has no such part in the case',
                       jsonb_build_object('action', step_action, 'why', 'no_part'));
    end if;
    update case_unit t set
        answer = case when t.answer = '' and step_action <> 'return_part' then 'accepted' else t.answer end,
        answered_at = case when step_action <> 'return_part' then coalesce(t.answered_at, clock_timestamp()) else t.answered_at end,
        answered_by = case when step_action <> 'return_part' then coalesce(t.answered_by, session_user) else t.answered_by end,
        answer_words = case when step_action = 'accept_part' then words else t.answer_words end,
        done_at = case when step_action = 'finish_part' then clock_timestamp() end,
        done_by = case when step_action = 'finish_part' then session_user end,
        done_words = case when step_action = 'finish_part' then words else '' end,
        ended_at = case when step_action = 'return_part' then clock_timestamp() end,
        ended_by = case when step_action = 'return_part' then session_user end,
        ended_how = case when step_action = 'return_part' then 'returned' else '' end,
        ended_why = case when step_action = 'return_part' then words else '' end
    where t.case_id = of_case and t.department_id = (me()).department_id and t.part = 'assist' and t.ended_at is null
    returning * into u;
    c := with_units(c);
    return write_step(c, step_action, c.state, words, asked, told_units(array[u.unit_no]));
end $$;
ALTER FUNCTION gridroom.do_part(asked uuid, of_case bigint, seen_version integer, step_action text, words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.drop_position_months(before timestamp with time zone) RETURNS text[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    SET lock_timeout TO '200ms'
    AS $$
declare
    month text;
    dropped text[] := '{}';
begin
    for month in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'gridroom.position_fix'::regclass
          and (to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month') at time zone 'UTC' <= before
    loop
        begin
            execute format('drop table gridroom.%I', month);
            dropped := dropped || right(month, 6);
        exception when lock_not_available then
            null;
        end;
    end loop;
    return dropped;
end $$;
ALTER FUNCTION gridroom.drop_position_months(before timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.duplicate_rule(name text, otherwise double precision) RETURNS double precision
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce(max(case when jsonb_typeof(value -> name) = 'number' then (value ->> name)::float8 end), otherwise)
    from setting where key = 'duplicates'
$$;
ALTER FUNCTION gridroom.duplicate_rule(name text, otherwise double precision) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.duplicate_rules_hold(rules jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select jsonb_typeof(rules) = 'object' and not exists (
        select from jsonb_each(case when jsonb_typeof(rules) = 'object' then rules else '{}' end) r
        left join (values ('metres', 0, 5000), ('hours', 0, 720), ('open_hours', 0, 8784), ('caller_hours', 0, 8784),
                          ('alike', 0.1, 1), ('most', 0, 50)) known(key, least, most) using (key)
        where case when r.key = 'same_minor' then jsonb_typeof(r.value) <> 'boolean'
                   when known.key is null or jsonb_typeof(r.value) <> 'number' then true
                   else (r.value #>> '{}')::numeric not between known.least and known.most end)
$$;
ALTER FUNCTION gridroom.duplicate_rules_hold(rules jsonb) OWNER TO gridroom_owner;
CREATE TABLE gridroom.duty_entry (
    duty_no integer NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    kind text NOT NULL,
    major_code text NOT NULL,
    minor_id integer,
    condition_id integer,
    area_level text,
    area_code text,
    owner text DEFAULT ''::text NOT NULL,
    department_id integer NOT NULL,
    assisting integer[] DEFAULT '{}'::integer[] NOT NULL,
    source text DEFAULT 'desk'::text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    made_by text DEFAULT SESSION_USER NOT NULL,
    ended_by text,
    CONSTRAINT duty_entry_check CHECK (((area_level IS NULL) = (area_code IS NULL))),
    CONSTRAINT duty_entry_check1 CHECK (((condition_id IS NULL) OR (minor_id IS NOT NULL))),
    CONSTRAINT duty_entry_check2 CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT duty_entry_source_check CHECK ((source = ANY (ARRAY['desk'::text, 'standard'::text, 'list'::text])))
);
ALTER TABLE ONLY gridroom.duty_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.duty_entry OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.duty_facts(e gridroom.duty_entry) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select to_jsonb(e) - '{duty_no,made_at,made_by,ended_by,valid_to,source}'::text[]
           || jsonb_build_object('department', d.name, 'assisting', department_names(e.assisting))
    from department d where d.department_id = e.department_id
$$;
ALTER FUNCTION gridroom.duty_facts(e gridroom.duty_entry) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.duty_rows(of_minor integer, of_condition integer, at_path public.ltree, words text, on_day date) RETURNS TABLE(place bigint, entry gridroom.duty_entry, area_name text)
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select row_number() over (order by (e.owner <> '') desc, (e.condition_id is not null) desc, (e.minor_id is not null) desc,
                              nlevel(a.path) desc nulls last, e.duty_no desc),
           e, coalesce(a.name, '')
    from catalogue_minor m
    join duty_entry e on e.kind = m.kind and e.major_code = m.major_code and (e.minor_id is null or e.minor_id = m.minor_id)
    left join area a on a.level = e.area_level and a.code = e.area_code and a.valid_to is null
    where m.minor_id = of_minor
      and (e.condition_id is null or e.condition_id = of_condition)
      and e.valid_from <= on_day and (e.valid_to is null or e.valid_to > on_day)
      and (e.area_code is null or a.path @> at_path)
      and (e.owner = '' or position(e.owner in words) > 0)
$$;
ALTER FUNCTION gridroom.duty_rows(of_minor integer, of_condition integer, at_path public.ltree, words text, on_day date) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.duty_why(e gridroom.duty_entry, area_name text) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select jsonb_strip_nulls(jsonb_build_object(
        'duty_no', e.duty_no, 'category', j.name, 'class', m.name, 'condition', f.condition, 'area', nullif(area_name, ''),
        'area_level', e.area_level, 'owner', nullif(e.owner, ''), 'valid_from', e.valid_from, 'note', nullif(e.note, '')))
    from catalogue_major j
    left join catalogue_minor m on m.minor_id = e.minor_id
    left join filing_condition f on f.condition_id = e.condition_id
    where j.kind = e.kind and j.code = e.major_code
$$;
ALTER FUNCTION gridroom.duty_why(e gridroom.duty_entry, area_name text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.earlier_answer(asked uuid, wanted_action text, wanted_case bigint) RETURNS api.case_answer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    earlier request := earlier_request(asked, wanted_action, wanted_case);
    answer  api.case_answer;
begin
    if earlier.request_id is null then
        return null;
    end if;
    answer := jsonb_populate_record(null::api.case_answer, earlier.answer);
    answer.repeated := true;
    return answer;
end $$;
ALTER FUNCTION gridroom.earlier_answer(asked uuid, wanted_action text, wanted_case bigint) OWNER TO gridroom_owner;
CREATE TABLE gridroom.request (
    request_id uuid NOT NULL,
    login text NOT NULL,
    action text NOT NULL,
    case_id bigint NOT NULL,
    answer jsonb NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    asked_words text DEFAULT COALESCE(current_setting('gridroom.asked_words'::text, true), ''::text) NOT NULL
);
ALTER TABLE gridroom.request OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.earlier_request(asked uuid, wanted_action text, wanted_case bigint DEFAULT NULL::bigint) RETURNS gridroom.request
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    earlier request;
begin
    perform need_request_id(asked);
    perform pg_advisory_xact_lock(hashtextextended(asked::text, 7));
    select * into earlier from request r where r.request_id = asked;
    if earlier.login <> session_user or earlier.action <> wanted_action
       or (wanted_case is not null and earlier.case_id <> wanted_case) then
        perform refuse('GR006', 'this request id was used for something else',
                       jsonb_build_object('action', earlier.action));
    end if;
    return earlier;
end $$;
ALTER FUNCTION gridroom.earlier_request(asked uuid, wanted_action text, wanted_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.end_appeal(of_case bigint, stamp timestamp with time zone) RETURNS jsonb
    LANGUAGE sql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    with ended as (
        update time_appeal a set outcome = 'withdrawn', decided_at = stamp, decided_by = session_user
        where a.case_id = of_case and a.outcome = 'pending'
        returning a.appeal_id, appeal_hash(a) as hash
    )
    select jsonb_build_object('appeals', coalesce(jsonb_object_agg(appeal_id, hash), '{}')) from ended
$$;
ALTER FUNCTION gridroom.end_appeal(of_case bigint, stamp timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.end_areas(area_ids integer[], day date) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    standing integer[] := array(select a.area_id from area a where a.area_id = any (area_ids) and a.valid_to is null);
    fresh integer[] := array(select a.area_id from area a where a.area_id = any (standing) and a.valid_from = day);
    wrong record;
begin
    select a.code, a.level, a.valid_from into wrong from area a where a.area_id = any (standing) and a.valid_from > day limit 1;
    if found then
        perform refuse('GR020', 'the area begins later than that day', jsonb_build_object('why', 'before_standing_version',
            'level', wrong.level, 'code', wrong.code, 'valid_from', wrong.valid_from));
    end if;
    select u.code, u.level into wrong from area inner_area join area u on u.area_id = inner_area.parent_id
        where inner_area.parent_id = any (standing) and inner_area.valid_to is null
          and not inner_area.area_id = any (standing) limit 1;
    if found then
        perform refuse('GR020', 'the area still has parts',
                       jsonb_build_object('why', 'has_parts', 'level', wrong.level, 'code', wrong.code));
    end if;
    perform tell_areas(array(select distinct subpath(a.path, 0, 1)::text from area a where a.area_id = any (standing)));
    insert into configuration_step (subject, subject_key, new)
        select 'areas', a.level, jsonb_build_object('valid_to', day, 'ended', count(*) filter (where a.valid_from < day),
                   'removed', count(*) filter (where a.valid_from = day), 'first_code', min(a.code), 'last_code', max(a.code))
        from area a where a.area_id = any (standing) group by a.level;
    update area_ring set current = false where area_id = any (standing);
    update area set valid_to = day where area_id = any (standing) and valid_from < day;
    begin
        delete from area_ring where area_id = any (fresh);
        delete from area_outline where area_id = any (fresh);
        delete from area where area_id = any (fresh);
    exception when foreign_key_violation then
        perform refuse('GR020', 'an area that began this very day is in use; state a later day',
                       jsonb_build_object('why', 'cases_filed_since', 'valid_from', day));
    end;
    return cardinality(standing);
end $$;
ALTER FUNCTION gridroom.end_areas(area_ids integer[], day date) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.end_blocking_sessions() RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    with held as (
        select distinct b.pid
        from pg_stat_activity w cross join lateral unnest(pg_blocking_pids(w.pid)) b(pid)
        where w.datname = current_database() and w.wait_event_type = 'Lock'
          and w.query_start < clock_timestamp() - interval '5 seconds'
    )
    select count(*) filter (where pg_terminate_backend(a.pid))::integer
    from held join pg_stat_activity a using (pid)
    where a.xact_start < clock_timestamp() - interval '2 minutes' and a.pid <> pg_backend_pid()
      and (exists (select from person p where p.login = a.usename) or exists (select from gateway g where g.login = a.usename))
$$;
ALTER FUNCTION gridroom.end_blocking_sessions() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.end_orders(of_case bigint, stamp timestamp with time zone) RETURNS jsonb
    LANGUAGE sql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    with ended as (
        update supervision_order o
        set resolved_at = stamp, resolved_by = session_user, ended_with_case = true,
            -- nobody has to decide an appeal against what is over
            appeal_outcome = case when o.appeal_outcome = 'pending' then 'dismissed' else o.appeal_outcome end,
            appeal_decided_at = case when o.appeal_outcome = 'pending' then stamp else o.appeal_decided_at end,
            appeal_decided_by = case when o.appeal_outcome = 'pending' then session_user else o.appeal_decided_by end
        where o.case_id = of_case and o.resolved_at is null
        returning o.order_number, order_hash(o) as hash
    )
    select jsonb_build_object('orders', coalesce(jsonb_object_agg(order_number, hash), '{}')) from ended
$$;
ALTER FUNCTION gridroom.end_orders(of_case bigint, stamp timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.end_request(of_case bigint, stamp timestamp with time zone) RETURNS jsonb
    LANGUAGE sql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    with ended as (
        update time_request r set outcome = 'withdrawn', decided_at = stamp, decided_by = session_user
        where r.case_id = of_case and r.outcome = 'pending'
        returning r.request_no, request_hash(r) as hash
    )
    select jsonb_build_object('requests', coalesce(jsonb_object_agg(request_no, hash), '{}')) from ended
$$;
ALTER FUNCTION gridroom.end_request(of_case bigint, stamp timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.end_tasks() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.end_tasks() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.end_units(c gridroom.case_file, parts text[], how text, why text, stay integer[] DEFAULT '{}'::integer[]) RETURNS bigint[]
    LANGUAGE sql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    with ended as (
        update case_unit u set ended_at = clock_timestamp(), ended_by = session_user, ended_how = how, ended_why = why
        where u.case_id = c.case_id and u.part = any (parts) and u.ended_at is null and u.department_id <> all (stay)
        returning u.unit_no
    )
    select coalesce(array_agg(unit_no), '{}') from ended
$$;
ALTER FUNCTION gridroom.end_units(c gridroom.case_file, parts text[], how text, why text, stay integer[]) OWNER TO gridroom_owner;
CREATE TABLE gridroom.case_escalation (
    escalation_no bigint NOT NULL,
    case_id bigint NOT NULL,
    from_level text NOT NULL,
    to_level text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    sent_by text DEFAULT SESSION_USER NOT NULL,
    reason text NOT NULL,
    agreed_by text DEFAULT ''::text NOT NULL,
    receive_by timestamp with time zone NOT NULL,
    received_at timestamp with time zone,
    received_by text,
    receiver text DEFAULT ''::text NOT NULL,
    receipt_number text DEFAULT ''::text NOT NULL,
    returned_at timestamp with time zone,
    returned_by text,
    answer text DEFAULT ''::text NOT NULL,
    CONSTRAINT case_escalation_check CHECK (((received_at IS NULL) = (received_by IS NULL))),
    CONSTRAINT case_escalation_check1 CHECK (((returned_at IS NULL) OR (received_at IS NOT NULL))),
    CONSTRAINT case_escalation_from_level_check CHECK ((from_level = ANY (ARRAY['duty_grid'::text, 'community'::text, 'street'::text, 'district'::text]))),
    CONSTRAINT case_escalation_to_level_check CHECK ((to_level = ANY (ARRAY['community'::text, 'street'::text, 'district'::text, 'city'::text])))
);
ALTER TABLE ONLY gridroom.case_escalation FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_escalation OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.escalation_hash(e gridroom.case_escalation) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select encode(sha256(convert_to(jsonb_build_array(
        e.escalation_no, e.case_id, e.from_level, e.to_level, extract(epoch from e.sent_at), e.sent_by, e.reason, e.agreed_by,
        extract(epoch from e.receive_by), extract(epoch from e.received_at), e.received_by, e.receiver, e.receipt_number,
        extract(epoch from e.returned_at), e.returned_by, e.answer)::text, 'UTF8')), 'hex')
$$;
ALTER FUNCTION gridroom.escalation_hash(e gridroom.case_escalation) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.exempt_clock(wanted bigint, is_exempt boolean) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    update case_clock set exempt = is_exempt where clock_id = wanted
$$;
ALTER FUNCTION gridroom.exempt_clock(wanted bigint, is_exempt boolean) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.extend_clock(wanted bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    update case_clock set added_limits = added_limits + 1 where clock_id = wanted and stopped_at is null;
    perform show_clock(wanted);
end $$;
ALTER FUNCTION gridroom.extend_clock(wanted bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.facts_hash(c gridroom.case_file) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select encode(sha256(convert_to(jsonb_build_array(
        c.case_id, c.case_number, c.state, c.description, c.place, c.position::text, c.cell_id, c.area_path::text,
        c.source, c.urgency, c.reporter_name, c.reporter_phone, c.keep_secret, c.minor_id, c.condition_id,
        c.limit_kind, c.limit_value, c.department_id, c.result, c.closing_condition, c.origin, c.original_id,
        extract(epoch from c.original_at))::text, 'UTF8')), 'hex')
$$;
ALTER FUNCTION gridroom.facts_hash(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.flow_slip_content(c gridroom.case_file) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.flow_slip_content(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE TABLE gridroom.paper (
    paper_id bigint NOT NULL,
    kind text NOT NULL,
    case_id bigint NOT NULL,
    subject text NOT NULL,
    paper_number text NOT NULL,
    sequence integer NOT NULL,
    content jsonb NOT NULL,
    content_hash text NOT NULL,
    case_version integer NOT NULL,
    issued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    issued_by text NOT NULL,
    CONSTRAINT paper_kind_check CHECK ((kind = ANY (ARRAY['flow'::text, 'dispatch'::text, 'order'::text, 'request'::text])))
);
ALTER TABLE ONLY gridroom.paper FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.paper OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.freeze_paper(wanted_kind text, c gridroom.case_file, wanted_subject text, says jsonb, by_name text) RETURNS gridroom.paper
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.freeze_paper(wanted_kind text, c gridroom.case_file, wanted_subject text, says jsonb, by_name text) OWNER TO gridroom_owner;
CREATE TABLE gridroom.sheet (
    sheet_id bigint NOT NULL,
    day date NOT NULL,
    scope text NOT NULL,
    sheet_number text NOT NULL,
    sequence integer NOT NULL,
    content jsonb NOT NULL,
    content_hash text NOT NULL,
    issued_at timestamp with time zone DEFAULT now() NOT NULL,
    issued_by text DEFAULT SESSION_USER NOT NULL
);
ALTER TABLE ONLY gridroom.sheet FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.sheet OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.freeze_sheet(wanted_day date, wanted_scope text, wanted_content jsonb, by_name text) RETURNS gridroom.sheet
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.freeze_sheet(wanted_day date, wanted_scope text, wanted_content jsonb, by_name text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.function_of(wanted_action text) RETURNS oid
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    found_function oid;
begin
    select p.oid into found_function from pg_proc p
    where p.pronamespace = 'api'::regnamespace and p.prorettype = 'api.case_answer'::regtype
      and p.proname in (wanted_action || '_case', wanted_action, 'add_' || wanted_action, wanted_action || '_dispatch')
      and p.proargnames @> '{request_id,case_id}'
      and exists (select from transition t where t.action = wanted_action)
    order by p.proname = wanted_action || '_case' desc limit 1;
    if found_function is null then
        perform refuse('GR004', format('%s is no move of a case', wanted_action), '{"field": "action", "why": "unknown"}');
    end if;
    return found_function;
end $$;
ALTER FUNCTION gridroom.function_of(wanted_action text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.good_alarm_limits(limits jsonb) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    return (limits ->> 'shelve_hours')::numeric between 0.1 and 24 and (limits ->> 'flood_alarms')::numeric between 1 and 1000
        and (limits ->> 'flood_minutes')::numeric between 1 and 120 and (limits ->> 'chatter_times')::numeric between 2 and 100
        and (limits ->> 'chatter_minutes')::numeric between 1 and 120
        and coalesce((limits ->> 'shelve_times')::numeric in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10), true);
exception when data_exception then
    return false;
end $$;
ALTER FUNCTION gridroom.good_alarm_limits(limits jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.good_alarm_rules(rules jsonb) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
begin
    return jsonb_typeof(rules) = 'array' and jsonb_array_length(rules) <= 60
        -- A broken history is never kept quiet: somebody is told of it within the hour.
        and exists (select from jsonb_array_elements(rules) r
                    where r ->> 'name' = 'history_broken' and r ->> 'priority' = '1' and jsonb_array_length(r -> 'duties') > 0
                          and coalesce((r ->> 'after_minutes')::numeric, 0) <= 60 and (r ->> 'off')::boolean is not true)
        and (select count(distinct r ->> 'name') from jsonb_array_elements(rules) r) = jsonb_array_length(rules)
        and not exists (
            select from jsonb_array_elements(rules) r
            where (r ->> 'name' ~ '^[a-z_]{1,30}$' and (r ->> 'priority')::numeric in (1, 2, 3) and r ->> 'cause' ~ '^[a-z_]{1,30}$'
                   and jsonb_typeof(r -> 'duties') = 'array'
                   and not exists (select from jsonb_array_elements_text(r -> 'duties') d
                                   where d not in ('call_taker', 'dispatcher', 'duty_chief', 'department', 'inspector',
                                                   'grid_worker', 'assessor', 'administrator', 'security_auditor'))
                   and coalesce((r ->> 'after_minutes')::numeric, 0) between 0 and 527040
                   and coalesce(r ->> 'sound', '') in ('', 'urgent', 'red_card', 'order', 'new_case')
                   and coalesce(jsonb_typeof(r -> 'off') = 'boolean', true)) is not true);
exception when data_exception then
    return false;
end $_$;
ALTER FUNCTION gridroom.good_alarm_rules(rules jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.good_call_back(value jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    return jsonb_typeof(value) = 'object' and numbers_within(value - '{sources,always,without}'::text[], '{"attempts": [1, 20, 1]}')
        and texts_within(value -> 'sources', 0, 20, 30) and texts_within(value -> 'always', 0, 20, 30)
        and texts_within(value -> 'without', 0, 20, 30);
end $$;
ALTER FUNCTION gridroom.good_call_back(value jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.good_card_rules(rules jsonb) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $_$
begin
    return jsonb_typeof(rules) = 'array' and jsonb_array_length(rules) <= 20
        and (select count(distinct r ->> 'name') from jsonb_array_elements(rules) r) = jsonb_array_length(rules)
        and not exists (
            select from jsonb_array_elements(rules) r
            where (r ->> 'name' ~ '^[a-z_]{1,30}$' and r ->> 'when' in ('dispatched', 'handling')
                   and r ->> 'card' in ('reminder', 'yellow', 'red')
                   and length(r ->> 'words') between 1 and 200 and length(r ->> 'demand') between 1 and 200
                   and (r ->> 'reply_hours')::numeric between 0 and 8784
                   and coalesce(jsonb_typeof(r -> 'overdue') = 'boolean', true)
                   and (case when r ? 'value' then limit_interval(r ->> 'kind', (r ->> 'value')::numeric) is not null
                        else r ->> 'when' = 'handling' end)) is not true);
exception when data_exception then
    return false;
end $_$;
ALTER FUNCTION gridroom.good_card_rules(rules jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.good_map_home(value jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    return value = '"district"' or numbers_within(value, '{"west": [-180, 180], "east": [-180, 180], "south": [-85, 85], "north": [-85, 85]}')
        and (value ->> 'east')::numeric - (value ->> 'west')::numeric >= 0.0005
        and (value ->> 'north')::numeric - (value ->> 'south')::numeric >= 0.0005;
end $$;
ALTER FUNCTION gridroom.good_map_home(value jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.good_positions(value jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    return case when numbers_within(value, '{"keep_days": [7, 3660, 1], "late_hours": [1, 720], "stale_minutes": [1, 1440],
            "longest_duty_hours": [1, 72], "reach_km": [1, 1000], "patrols_a_day": [0, 24, 1], "patrol_minutes": [1, 1440],
            "patrol_gap_minutes": [1, 1440]}')
        then (value ->> 'late_hours')::numeric <= (value ->> 'keep_days')::numeric * 24 end;
end $$;
ALTER FUNCTION gridroom.good_positions(value jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.good_reopen_supervision(value jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    return jsonb_typeof(value) = 'object'
        and numbers_within(value - '{kind,card,reason,demand}'::text[], '{"from": [1, 1000, 1], "reply_hours": [1, 8784, 1]}')
        and value -> 'kind' in ('"timeout"', '"leader"', '"important"') and value -> 'card' in ('"reminder"', '"yellow"', '"red"')
        and texts_within(jsonb_build_array(value -> 'reason', value -> 'demand'), 2, 2, 200);
end $$;
ALTER FUNCTION gridroom.good_reopen_supervision(value jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.good_shifts(shifts jsonb) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
begin
    return jsonb_typeof(shifts) = 'array' and jsonb_array_length(shifts) between 1 and 12
        and (select count(distinct (s ->> 'starts')::time) from jsonb_array_elements(shifts) s) = jsonb_array_length(shifts)
        and not exists (select from jsonb_array_elements(shifts) s
                        where (length(s ->> 'name') between 1 and 12 and s ->> 'starts' ~ '^\d\d:\d\d$') is not true);
exception when data_exception then
    return false;
end $_$;
ALTER FUNCTION gridroom.good_shifts(shifts jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.good_stage_limits(value jsonb) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    return jsonb_typeof(value) = 'object' and value ?& '{register,confirm,dispatch,verify}' and not exists (
        select from jsonb_each(value) l
        where l.key not in ('register', 'confirm', 'dispatch', 'verify', 'dispute', 'escalate', 'level')
              or jsonb_typeof(l.value -> 'value') is distinct from 'number' or jsonb_typeof(l.value -> 'kind') is distinct from 'string'
              or limit_interval(l.value ->> 'kind', (l.value ->> 'value')::numeric) is null);
end $$;
ALTER FUNCTION gridroom.good_stage_limits(value jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.good_task_answers(value jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    of_kind record;
begin
    if jsonb_typeof(value) is distinct from 'object' or value - '{confirm,verify,urgent}'::text[] <> '{}' then
        return false;
    end if;
    for of_kind in select * from (values ('confirm', '{exists,absent,unable}'::text[]), ('verify', '{passed,failed,unable}'),
                                         ('urgent', '{done,unable}')) k(kind, results) loop
        if jsonb_typeof(value -> of_kind.kind) is distinct from 'object' or (value -> of_kind.kind) - of_kind.results <> '{}'
           or exists (select from unnest(of_kind.results) r where texts_within(value -> of_kind.kind -> r, 1, 50, 30) is not true) then
            return false;
        end if;
        if exists (select from unnest(of_kind.results) r, jsonb_array_elements_text(value -> of_kind.kind -> r) w
                   group by w having count(*) > 1) then
            return false;
        end if;
    end loop;
    return true;
end $$;
ALTER FUNCTION gridroom.good_task_answers(value jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.grid_units(around point) RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select l.unit_id
    from area_chain(deepest_area(around)) g
    join area home on (home.level, home.code) = (g.level, g.code)  -- by code: the grid may have been redrawn since
    join person p on p.area_id = home.area_id and p.active
    join field_unit u on u.login = p.login and u.active
    join last_position l on l.unit_id = u.unit_id and l.on_duty
    where g.level = 'duty_grid'
$$;
ALTER FUNCTION gridroom.grid_units(around point) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.ground_metres(a point, b point) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select 111320 * sqrt(((a[0] - b[0]) * cos(radians((a[1] + b[1]) / 2))) ^ 2 + (a[1] - b[1]) ^ 2)
$$;
ALTER FUNCTION gridroom.ground_metres(a point, b point) OWNER TO gridroom_owner;
CREATE TABLE gridroom.hand_over (
    hand_over_no bigint NOT NULL,
    case_id bigint NOT NULL,
    service text NOT NULL,
    told text NOT NULL,
    channel text NOT NULL,
    words text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    written_at timestamp with time zone NOT NULL,
    written_by text DEFAULT SESSION_USER NOT NULL,
    receipt_due timestamp with time zone NOT NULL,
    reference text DEFAULT ''::text NOT NULL,
    reply text DEFAULT ''::text NOT NULL,
    confirmed_at timestamp with time zone,
    confirmed_by text,
    CONSTRAINT hand_over_channel_check CHECK ((channel = ANY (ARRAY['phone'::text, 'radio'::text, 'in_person'::text, 'platform'::text]))),
    CONSTRAINT hand_over_check CHECK (((confirmed_at IS NULL) = (confirmed_by IS NULL))),
    CONSTRAINT hand_over_service_check CHECK ((service = ANY (ARRAY['110'::text, '119'::text, '120'::text])))
);
ALTER TABLE ONLY gridroom.hand_over FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.hand_over OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.hand_over_hash(h gridroom.hand_over) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select encode(sha256(convert_to(jsonb_build_array(
        h.hand_over_no, h.case_id, h.service, h.told, h.channel, h.words, extract(epoch from h.told_at),
        extract(epoch from h.written_at), h.written_by, extract(epoch from h.receipt_due), h.reference, h.reply,
        extract(epoch from h.confirmed_at), h.confirmed_by)::text, 'UTF8')), 'hex')
$$;
ALTER FUNCTION gridroom.hand_over_hash(h gridroom.hand_over) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.handling_clock(of_case bigint) RETURNS gridroom.case_clock
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select * from case_clock k where k.case_id = of_case and k.name = 'handle' order by k.clock_id desc limit 1
$$;
ALTER FUNCTION gridroom.handling_clock(of_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.handling_due(c gridroom.case_file) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.handling_due(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.has_any_duty(duties text[]) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce(bool_or(pg_has_role(session_user, d, 'member')), false) from unnest(duties) d
$$;
ALTER FUNCTION gridroom.has_any_duty(duties text[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.has_cases(ids integer[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select exists (select from case_file where cell_id = any (ids))
$$;
ALTER FUNCTION gridroom.has_cases(ids integer[]) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.has_duty(duty text) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select pg_has_role(session_user, 'gridroom_' || duty, 'member')
$$;
ALTER FUNCTION gridroom.has_duty(duty text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.has_open_task(wanted_case bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select exists (select from field_task t where t.case_id = wanted_case and t.ended_at is null)
$$;
ALTER FUNCTION gridroom.has_open_task(wanted_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.has_order_to_appeal(of_case bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select exists (select from supervision_order o where o.case_id = of_case and o.resolved_at is null and o.appeal_outcome = '')
$$;
ALTER FUNCTION gridroom.has_order_to_appeal(of_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.heir_of_area(of_area integer) RETURNS gridroom.area
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select a from area ended join area_outline o on o.area_id = ended.area_id
    join area_ring r on r.level <> 'grid_cell' and r.level = ended.level and r.ring_no = 0 and r.current and r.ring @> o.centre
    join area a on a.area_id = r.area_id and a.valid_to is null
    where ended.area_id = of_area
      and not exists (select from area_ring hole where hole.area_id = r.area_id and hole.polygon_no = r.polygon_no
                        and hole.ring_no > 0 and hole.ring @> o.centre)
    order by a.area_id limit 1
$$;
ALTER FUNCTION gridroom.heir_of_area(of_area integer) OWNER TO gridroom_owner;
CREATE TABLE gridroom.field_unit (
    unit_id integer NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    login text,
    name text DEFAULT ''::text NOT NULL,
    department_id integer,
    area_id integer,
    active boolean DEFAULT true NOT NULL,
    CONSTRAINT field_unit_check CHECK (((kind = 'worker'::text) = (login IS NOT NULL))),
    CONSTRAINT field_unit_check1 CHECK (((login IS NULL) OR (login = code))),
    CONSTRAINT field_unit_kind_check CHECK ((kind = ANY (ARRAY['worker'::text, 'vehicle'::text])))
);
ALTER TABLE ONLY gridroom.field_unit FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.field_unit OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.home_path(u gridroom.field_unit) RETURNS public.ltree
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select coalesce((select a.path from area a
                     where a.area_id = coalesce((select p.area_id from person p where p.login = u.login), u.area_id)), '')
$$;
ALTER FUNCTION gridroom.home_path(u gridroom.field_unit) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.incoming_areas(areas jsonb) RETURNS TABLE(item integer, level text, code text, name text, parent_code text, parent_level text, provisional boolean, outline jsonb, centre point, area_m2 double precision, exclusive boolean)
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select e.item::integer, e.area ->> 'level', btrim(e.area ->> 'code'), btrim(e.area ->> 'name'),
           nullif(btrim(e.area ->> 'parent_code'), ''), nullif(e.area ->> 'parent_level', ''),
           coalesce((e.area ->> 'provisional')::boolean, false), e.area -> 'outline',
           point((e.area #>> '{centre,0}')::float8, (e.area #>> '{centre,1}')::float8), (e.area ->> 'area_m2')::float8,
           (e.area ->> 'exclusive')::boolean
    from jsonb_array_elements(areas) with ordinality as e(area, item)
$$;
ALTER FUNCTION gridroom.incoming_areas(areas jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.incoming_names(from_source text, places jsonb) RETURNS TABLE(place_id bigint, words text, role text, stem text, number_key text)
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select distinct on (p.place_id, n.words) p.place_id, n.words, n.role,
           stem_of(i.kind, n.words), case i.kind when 'door_plate' then number_key(n.words) when 'lamp_post' then 'L' || number_key(n.words) else '' end
    from incoming_places(places) i
    join place p on p.source = from_source and p.code = i.code
    cross join lateral (
        -- A plate that is told as street and number in two columns is called by both together.
        select case when i.kind in ('door_plate', 'lamp_post') and i.street <> ''
                         and position(place_key(i.street) in place_key(i.name)) = 0 then i.street || i.name else i.name end as words,
               'name' as role, 0 as rank
        union all select a, 'alias', 1 from unnest(i.aliases) a) n
    order by p.place_id, n.words, n.rank
$$;
ALTER FUNCTION gridroom.incoming_names(from_source text, places jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.incoming_places(places jsonb) RETURNS TABLE(item bigint, code text, kind text, name text, street text, locator text, locator_key text, locator_digits text, aliases text[], place point, line path, extent box)
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select e.item, btrim(e.p ->> 'code'), e.p ->> 'kind', checked_text('name', e.p ->> 'name', 200, true),
           checked_text('street', coalesce(e.p ->> 'street', ''), 200), checked_text('locator', coalesce(e.p ->> 'locator', ''), 60),
           case when e.p ->> 'kind' = 'lamp_post' then locator_key(coalesce(nullif(e.p ->> 'locator', ''), e.p ->> 'name')) else '' end,
           case when e.p ->> 'kind' = 'lamp_post' then locator_digits(coalesce(nullif(e.p ->> 'locator', ''), e.p ->> 'name')) else '' end,
           case when jsonb_typeof(e.p -> 'aliases') = 'array' then
               array(select checked_text('alias', a, 200) from jsonb_array_elements_text(e.p -> 'aliases') a where btrim(a) <> '' limit 20)
               else '{}' end,
           point((e.p ->> 'longitude')::float8, (e.p ->> 'latitude')::float8), l.line, box(polygon(pclose(l.line)))
    from jsonb_array_elements(places) with ordinality as e(p, item),
         lateral (select case when jsonb_typeof(e.p -> 'line') = 'array' and jsonb_array_length(e.p -> 'line') > 1
                              then popen(translate(e.p ->> 'line', '[] ', '()')::path) end as line) l
$$;
ALTER FUNCTION gridroom.incoming_places(places jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.insert_case(fresh gridroom.case_file, asked uuid) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
begin
    if fresh.original_id <> '' and exists (
        select from case_file where origin = fresh.origin and original_id = fresh.original_id) then
        perform refuse('GR004', 'this original is a case already', '{"field": "original_id", "why": "exists"}');
    end if;
    insert into case_file (case_number, state, description, place, position, cell_id, area_path, street_id, community_id,
        source, urgency, reporter_name, reporter_phone, keep_secret, minor_id, origin, original_id, original_at, reported_at,
        handling_kind, approval_ladder)
    values (next_number('case'), 'reported', fresh.description, fresh.place, fresh.position, fresh.cell_id, fresh.area_path,
        fresh.street_id, fresh.community_id, fresh.source, fresh.urgency, fresh.reporter_name, fresh.reporter_phone,
        fresh.keep_secret, fresh.minor_id, fresh.origin, fresh.original_id, fresh.original_at, clock_timestamp(),
        fresh.handling_kind, coalesce(fresh.approval_ladder, 0))
    returning * into fresh;
    return write_step(fresh, 'report', '', '', asked,
        case when fresh.handling_kind = '' then '{}' else jsonb_build_object('handling_kind', fresh.handling_kind) end, null, fresh.original_at, clock => 'register');
end $$;
ALTER FUNCTION gridroom.insert_case(fresh gridroom.case_file, asked uuid) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.is_contested(wanted_case bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select count(distinct u.department_id) > 1 from case_unit u where u.case_id = wanted_case and u.ended_how = 'returned_wrong'
$$;
ALTER FUNCTION gridroom.is_contested(wanted_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.is_count(value jsonb, most bigint) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select case when jsonb_typeof(value) = 'number' then value::numeric between 0 and most and value::numeric % 1 = 0 else false end
$$;
ALTER FUNCTION gridroom.is_count(value jsonb, most bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.is_ended(state text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$ select state in ('closed', 'rejected', 'voided', 'merged') $$;
ALTER FUNCTION gridroom.is_ended(state text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.is_office_time(limit_kind text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if limit_kind in ('work_hour', 'work_day') then
        return true;
    elsif limit_kind in ('urgent_hour', 'natural_day') then
        return false;
    end if;
    perform refuse('GR004', format('there is no limit kind %s', coalesce(limit_kind, 'null')),
                   jsonb_build_object('field', 'limit_kind', 'why', 'unknown'));
end $$;
ALTER FUNCTION gridroom.is_office_time(limit_kind text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.is_outline(outline jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
    select case when jsonb_typeof(outline) is distinct from 'object' or jsonb_typeof(outline -> 'coordinates') is distinct from 'array' then false
        else coalesce((
            select bool_and(jsonb_typeof(ring) = 'array' and jsonb_array_length(case jsonb_typeof(ring) when 'array' then ring else '[]' end) >= 4
                and not jsonb_path_exists(ring, 'strict $[*] ? (@.type() != "array" || @.size() < 2 || @[0].type() != "number" || @[1].type() != "number"
                    || @[0] < -180 || @[0] > 180 || @[1] < -90 || @[1] > 90)', '{}', true))
            from jsonb_path_query(outline, case outline ->> 'type' when 'Polygon' then 'strict $.coordinates[*]'
                when 'MultiPolygon' then 'strict $.coordinates[*][*]' else 'strict $.nothing' end::jsonpath, '{}', true) as r(ring)), false) end
$_$;
ALTER FUNCTION gridroom.is_outline(outline jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.is_received(wanted_case bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select e.received_at is not null from case_escalation e where e.case_id = wanted_case order by e.escalation_no desc limit 1
$$;
ALTER FUNCTION gridroom.is_received(wanted_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.is_task_code(token text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
    select token ~ '^[ACDEFGHJKMNPRTUWXY34679]{4,5}$' and token ~ '[A-Z]'
       and right(token, 1) = code_check(left(token, -1))
$_$;
ALTER FUNCTION gridroom.is_task_code(token text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.issue_due_cards() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    c case_file;
    k case_clock;
    r jsonb;
    o supervision_order;
    given integer := 0;
    stamp timestamptz;
begin
    perform me();
    for c in
        select f.* from case_clock d join case_file f on f.clock_id = d.clock_id
        where d.stopped_at is null and d.next_card_at <= clock_timestamp()
        order by f.case_id limit 200 for update of f skip locked
    loop
        select * into k from case_clock where clock_id = c.clock_id;
        select d.rule into r from card_dues(k, c.state) d
        where d.due <= clock_timestamp() order by card_rank(d.rule ->> 'card') desc, d.due limit 1;
        if r is not null then
            stamp := clock_timestamp();
            insert into supervision_order (order_number, case_id, kind, card, reason, demand, department_id, reply_by,
                                           issued_at, rule, clock_id)
            values (next_number('supervision'), c.case_id, 'timeout', r ->> 'card', r ->> 'words', r ->> 'demand',
                    answerable_department(c),
                    case when (r ->> 'reply_hours')::numeric > 0
                         then stamp + make_interval(secs => (r ->> 'reply_hours')::float8 * 3600) end,
                    stamp, r ->> 'name', k.clock_id)
            returning * into o;
            perform write_step(with_orders(c), 'supervise', c.state, o.reason, gen_random_uuid(),
                jsonb_build_object('automatic', true, 'rule', o.rule, 'order_number', o.order_number, 'order_kind', o.kind,
                                   'card', o.card, 'demand', o.demand, 'reply_by', o.reply_by,
                                   'orders', jsonb_build_object(o.order_number, order_hash(o))),
                receiver => o.department_id);
            given := given + 1;
        end if;
        perform plan_card(c.case_id, exactly => true);  -- the next rule, or the same one when it is really due
    end loop;
    return given;
end $$;
ALTER FUNCTION gridroom.issue_due_cards() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.keep_case_words() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    insert into case_words (case_id, key) values (new.case_id, search_key(concat_ws(' ', new.place, new.description, new.result)))
    on conflict (case_id) do update set key = excluded.key where case_words.key <> excluded.key;
    return null;
end $$;
ALTER FUNCTION gridroom.keep_case_words() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.keep_configuration_step() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    raise exception using errcode = 'GR003', message = 'what was configured stays on record',
                          detail = jsonb_build_object('action', lower(tg_op))::text;
end $$;
ALTER FUNCTION gridroom.keep_configuration_step() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.keep_duty(unit integer, begins boolean, moment timestamp with time zone, told_by text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    running field_duty;
begin
    perform from field_unit u where u.unit_id = unit for update;
    select * into running from field_duty d where d.unit_id = unit and d.ended_at is null;
    if begins and running is null
       -- Told late, or once more: what ended since stays ended.
       and not exists (select from field_duty d where d.unit_id = unit and d.ended_at > moment) then
        insert into field_duty (unit_id, began_at, gateway) values (unit, moment, told_by) on conflict do nothing;
    elsif not begins and running.began_at <= moment then
        update field_duty d set ended_at = moment where d.unit_id = unit and d.ended_at is null;
    end if;
    begins := exists (select from field_duty d where d.unit_id = unit and d.ended_at is null);
    update last_position l set on_duty = begins, changed_at = clock_timestamp() where l.unit_id = unit and l.on_duty <> begins;
    if found then
        perform tell_positions();
    end if;
    return begins;
end $$;
ALTER FUNCTION gridroom.keep_duty(unit integer, begins boolean, moment timestamp with time zone, told_by text) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.keep_fixes(fixes gridroom.position_fix[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    fresh integer;
begin
    perform from field_unit u where u.unit_id in (select f.unit_id from unnest(fixes) f) order by u.unit_id for no key update;
    perform tend_positions_hourly();  -- takes no lock on units, so it may come behind them
    perform make_position_month(m.month)  -- late ones at a month's edge; those ahead are made by tend_positions
    from (select distinct date_trunc('month', f.at, 'UTC') as month from unnest(fixes) f) m;
    with kept as (
        insert into position_fix (unit_id, at, place, area_id, accuracy, speed, heading, battery, received_at)
        select f.unit_id, f.at, f.place, deepest_area(f.place), f.accuracy, f.speed, f.heading, f.battery, f.received_at
        from unnest(fixes) f order by f.unit_id, f.at
        on conflict do nothing returning unit_id, at
    ), marked as (
        insert into patrol_anew (unit_id, day)
        select distinct k.unit_id, (k.at at time zone z.zone)::date
        from (select time_zone() as zone offset 0) z  -- asked once
        cross join kept k join last_position l on l.unit_id = k.unit_id and k.at < l.at
    )
    select count(*) into fresh from kept;
    insert into last_position as l (unit_id, at, place, area_id, area_path, accuracy, speed, heading, battery, on_duty, changed_at)
    select n.unit_id, n.at, n.place, n.area_id, coalesce(a.path, ''), n.accuracy, n.speed, n.heading, n.battery, n.on_duty,
           clock_timestamp()
    from (
        select distinct on (f.unit_id) f.unit_id, f.at, f.place, deepest_area(f.place) as area_id, f.accuracy, f.speed,
               f.heading, f.battery,
               u.kind = 'vehicle' or exists (select from field_duty d where d.unit_id = f.unit_id and d.ended_at is null) as on_duty
        from unnest(fixes) f join field_unit u using (unit_id) order by f.unit_id, f.at desc
    ) n left join area a on a.area_id = n.area_id
    order by n.unit_id
    on conflict (unit_id) do update
        set at = excluded.at, place = excluded.place, area_id = excluded.area_id, area_path = excluded.area_path,
            accuracy = excluded.accuracy, speed = excluded.speed, heading = excluded.heading, battery = excluded.battery,
            on_duty = excluded.on_duty, changed_at = excluded.changed_at
        where excluded.at > l.at;
    perform tell_positions();
    return fresh;
end $$;
ALTER FUNCTION gridroom.keep_fixes(fixes gridroom.position_fix[]) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.keep_words(asked uuid, words text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    hash text := encode(sha256(convert_to(array_to_json(words)::text, 'UTF8')), 'hex');
begin
    if exists (select from request r where r.request_id = asked and r.asked_words not in ('', hash)) then
        perform refuse('GR006', 'this request id was used for something else', '{"action": "report", "why": "other_words"}');
    end if;
    perform set_config('gridroom.asked_words', hash, true);
end $$;
ALTER FUNCTION gridroom.keep_words(asked uuid, words text[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.know_stems(wanted text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    with fresh as (
        insert into place_stem (stem, grams)
            select w.stem, place_grams(w.stem) from (select distinct unnest(wanted) as stem) w
            where not exists (select from place_stem s where s.stem = w.stem)
            order by w.stem
        returning grams
    )
    insert into place_gram (gram, stems)
        select g.gram, count(*) from fresh, unnest(fresh.grams) as g(gram) group by g.gram order by g.gram
    on conflict (gram) do update set stems = place_gram.stems + excluded.stems;
end $$;
ALTER FUNCTION gridroom.know_stems(wanted text[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.lay_with(c gridroom.case_file, step_action text, main integer, assisting integer[], words text, asked uuid, how text, clock text) RETURNS api.case_answer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    before text := c.state;
    beside integer[] := array_remove(checked_departments('assisting', assisting), main);
    going  integer[];
    proposed integer;
    wrote  bigint[];
begin
    if main is null or not exists (select from department d where d.department_id = main and d.active) then
        perform refuse('GR004', 'no such department', '{"field": "department_id", "why": "unknown"}');
    end if;
    select coalesce(array_agg(u.department_id), '{}') into going from case_unit u
    where u.case_id = c.case_id and u.part = 'assist' and u.ended_at is null and u.department_id = any (beside);
    select p.department_id into proposed from proposals(c) p where p.rank = 1;
    wrote := end_units(c, '{main}', how, words) || end_units(c, '{assist}', 'released', words, going)
             || end_units(c, '{party}', 'settled', words);
    wrote := wrote || tell_units(c, array[main], 'main', proposed_id => proposed)
             || tell_units(c, array(select unnest(beside) except select unnest(going)), 'assist');
    c.state := 'dispatched';
    c.department_id := main;
    c.level := '';
    c := with_units(c);
    return write_step(c, step_action, before, words, asked,
                      told_units(wrote) || jsonb_strip_nulls(jsonb_build_object('assisting', nullif(department_names(beside), '[]'))),
                      receiver => main, clock => clock);
end $$;
ALTER FUNCTION gridroom.lay_with(c gridroom.case_file, step_action text, main integer, assisting integer[], words text, asked uuid, how text, clock text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.left_cases() RETURNS TABLE(case_id bigint, case_number text, subcategory text, part text, left_at timestamp with time zone, left_by text, how text, why text, now_with text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select * from left_from(case when has_duty('department') then my_department() end)
$$;
ALTER FUNCTION gridroom.left_cases() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.left_from(department integer) RETURNS TABLE(case_id bigint, case_number text, subcategory text, part text, left_at timestamp with time zone, left_by text, how text, why text, now_with text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select distinct on (u.case_id) c.case_id, c.case_number, coalesce(m.name, ''), u.part, u.ended_at, coalesce(p.name, u.ended_by),
           u.ended_how, u.ended_why, coalesce(d.name, '')
    from case_unit u
    join case_file c using (case_id)
    left join catalogue_minor m on m.minor_id = c.minor_id
    left join person p on p.login = u.ended_by
    left join department d on d.department_id = c.department_id
    where u.department_id = department and u.ended_at > now() - interval '30 days'
      and c.department_id is distinct from u.department_id and u.department_id <> all (c.seen_by)
    order by u.case_id, u.ended_at desc, u.unit_no desc
$$;
ALTER FUNCTION gridroom.left_from(department integer) OWNER TO gridroom_across;
CREATE TABLE gridroom.transition (
    action text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    duties text[] NOT NULL,
    needs text[] DEFAULT '{}'::text[] NOT NULL,
    own_department boolean DEFAULT false NOT NULL,
    rank smallint NOT NULL
);
ALTER TABLE gridroom.transition OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.legal_move(wanted_action text, from_here text) RETURNS gridroom.transition
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    move transition;
begin
    select * into move from transition t
    where t.action = wanted_action and t.from_state in (from_here, '*') limit 1;
    if move is null then
        perform refuse('GR002', format('a case in state %s cannot be moved by %s', from_here, wanted_action),
                       jsonb_build_object('state', from_here, 'action', wanted_action));
    end if;
    if not has_any_duty(move.duties) then
        perform refuse('GR003', format('this login may not %s', wanted_action), jsonb_build_object('action', wanted_action));
    end if;
    return move;
end $$;
ALTER FUNCTION gridroom.legal_move(wanted_action text, from_here text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.level_no(level text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select array_position(array['duty_grid', 'community', 'street', 'district', 'city'], level)
$$;
ALTER FUNCTION gridroom.level_no(level text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.likely_stems(key text, grams text[]) RETURNS TABLE(stem_id integer, stem text, likeness double precision)
    LANGUAGE plpgsql STABLE ROWS 40
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    known integer := greatest((select max(stems) from place_gram), 1);
    sought text[];
    weights jsonb;
    asked float8;
begin
    -- Rare pairs first, until together they would lead to more than 2,000 stems; the rarest in any case.
    select array_agg(r.gram) filter (where r.before < 2000), jsonb_object_agg(r.gram, r.weight), sum(r.weight)
        into sought, weights, asked
    from (select g.gram, ln(1 + known::float8 / g.stems) + 0.1 as weight,
                 coalesce(sum(g.stems) over (order by g.stems, g.gram rows between unbounded preceding and 1 preceding), 0) as before
          from place_gram g where g.gram = any (grams)) r;
    return query
        select c.stem_id, c.stem, c.likeness
        from (
            select s.stem_id, s.stem, 0.55 * held.weight / asked + 0.45 * held.share
                   + case when replace(s.stem, ' ', '') = key then 0.5 when position(replace(s.stem, ' ', '') in key) > 0 then 0.2
                          when starts_with(replace(s.stem, ' ', ''), key) then 0.2 when position(key in replace(s.stem, ' ', '')) > 0 then 0.1
                          else 0 end as likeness
            from (select * from place_stem p where p.grams && sought limit 4000) s,
                 lateral (select coalesce(sum((weights ->> g)::float8), 0) as weight,
                                 count(*)::float8 / cardinality(s.grams) as share
                          from unnest(s.grams) g where weights ? g) held
            union all
            -- The first character of a name is enough to begin with.
            select s.stem_id, s.stem, 0.4 from (
                select p.stem_id, p.stem from place_stem p where length(key) = 1 and p.stem ~>=~ key and p.stem ~<~ (key || E'\U0010FFFF') order by p.stem using ~<~ limit 40) s
        ) c
        order by c.likeness desc, length(c.stem), c.stem_id limit 40;
end $$;
ALTER FUNCTION gridroom.likely_stems(key text, grams text[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.limit_interval(limit_kind text, limit_value numeric) RETURNS interval
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    hours numeric := limit_value;
begin
    if limit_value is null or not (limit_value > 0 and limit_value <= 87840) then  -- also NaN and infinity
        perform refuse('GR004', 'a limit must be more than nothing and less than ten years',
                       jsonb_build_object('field', 'limit_value', 'why', 'out_of_range'));
    end if;
    if limit_kind = 'work_day' then
        hours := limit_value * coalesce((setting_value('hours_per_work_day') #>> '{}')::numeric, 8);
    elsif limit_kind = 'natural_day' then
        hours := limit_value * 24;
    else
        perform is_office_time(limit_kind);  -- refuses what is no kind at all
    end if;
    if not (hours > 0 and hours <= 87840) then
        perform refuse('GR004', 'a limit must be more than nothing and less than ten years',
                       jsonb_build_object('field', 'limit_value', 'why', 'out_of_range'));
    end if;
    return make_interval(secs => (hours * 3600)::double precision);
end $$;
ALTER FUNCTION gridroom.limit_interval(limit_kind text, limit_value numeric) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.limit_words(limit_kind text, limit_value numeric) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce(trim_scale(limit_value) || ' ' || case limit_kind
        when 'urgent_hour' then '紧急工作时' when 'work_hour' then '工作时'
        when 'work_day' then '工作日' when 'natural_day' then '自然日' end, '')
$$;
ALTER FUNCTION gridroom.limit_words(limit_kind text, limit_value numeric) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.local_day(at timestamp with time zone) RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select (at at time zone time_zone())::date
$$;
ALTER FUNCTION gridroom.local_day(at timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.local_moment(moment timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select to_char(local, 'YYYY-MM-DD"T"HH24:MI:SS') || case when ahead < interval '0' then '-' else '+' end
           || to_char(greatest(ahead, -ahead), 'HH24:MI')
    from (select moment at time zone time_zone() as local,
                 (moment at time zone time_zone()) - (moment at time zone 'UTC') as ahead) m
$$;
ALTER FUNCTION gridroom.local_moment(moment timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.locate_area(p point, wanted_level text) RETURNS integer
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    if wanted_level = 'grid_cell' then
        return locate_cell(p);
    end if;
    return (
        select min(r.area_id)
        from area_ring r
        where r.level <> 'grid_cell' and r.level = wanted_level and r.ring_no = 0 and r.current
          and r.ring && polygon(box(p, p))
          and r.ring @> p
          and not exists (select from area_ring hole
                          where hole.area_id = r.area_id and hole.polygon_no = r.polygon_no and hole.ring_no > 0
                            and hole.ring @> p));
end $$;
ALTER FUNCTION gridroom.locate_area(p point, wanted_level text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.locate_cell(p point) RETURNS integer
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    return (
        select min(r.area_id)
        from area_ring r
        where r.level = 'grid_cell' and r.ring_no = 0 and r.current
          and r.ring && polygon(box(p, p))
          and r.ring @> p
          and not exists (select from area_ring hole
                          where hole.area_id = r.area_id and hole.polygon_no = r.polygon_no and hole.ring_no > 0
                            and hole.ring @> p));
end $$;
ALTER FUNCTION gridroom.locate_cell(p point) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.locator_digits(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $_$
    select coalesce(ltrim(substring(gridroom.locator_key(words) from '[0-9]+$'), '0'), '')
$_$;
ALTER FUNCTION gridroom.locator_digits(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.locator_key(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select regexp_replace(gridroom.place_words(words), '[^a-z0-9]', '', 'g')
$$;
ALTER FUNCTION gridroom.locator_key(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.lock_batch(ids bigint[], main bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform from case_file where case_id = any (ids || main || array(
        select r.merged_into from case_file r where r.case_id = any (ids) and r.merged_into is not null)) order by case_id for update;
exception when lock_not_available or deadlock_detected then
    null;  -- the moves find out themselves which case somebody else has in hand
end $$;
ALTER FUNCTION gridroom.lock_batch(ids bigint[], main bigint) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.lock_open_cases() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select count(*) from (select from case_file where is_open order by case_id for no key update) locked
$$;
ALTER FUNCTION gridroom.lock_open_cases() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.lock_two(one bigint, other bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform from case_file where case_id = least(one, other) for update;
    perform from case_file where case_id = greatest(one, other) for update;
end $$;
ALTER FUNCTION gridroom.lock_two(one bigint, other bigint) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.make_position_month(moment timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    first_day timestamp := date_trunc('month', moment at time zone 'UTC');
    month text := 'position_fix_' || to_char(first_day, 'YYYYMM');
begin
    if to_regclass('gridroom.' || month) is not null then
        return;
    end if;
    perform pg_advisory_xact_lock(7012);
    if to_regclass('gridroom.' || month) is not null then
        return;
    end if;
    execute format('create table gridroom.%I (like gridroom.position_fix including defaults including constraints)', month);
    -- Reached through the parent only: nobody, the owner included, sees a row by the name of the month.
    execute format('alter table gridroom.%I enable row level security', month);
    execute format('alter table gridroom.%I force row level security', month);
    execute format('alter table gridroom.position_fix attach partition gridroom.%I for values from (%L) to (%L)', month,
                   first_day at time zone 'UTC', (first_day + interval '1 month') at time zone 'UTC');
end $$;
ALTER FUNCTION gridroom.make_position_month(moment timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.map_days() RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce((gridroom.setting_value('map_days') #>> '{}')::integer, 30)
$$;
ALTER FUNCTION gridroom.map_days() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.mark_changed_after_print() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.mark_changed_after_print() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.masked_name(name text, secret boolean) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select case when name = '' then '' when secret then '***' else left(name, 1) || '**' end
$$;
ALTER FUNCTION gridroom.masked_name(name text, secret boolean) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.masked_phone(phone text, secret boolean) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select case when phone = '' then ''
                when secret then '***'
                when length(phone) >= 8 then left(phone, 3) || '****' || right(phone, 4)
                else repeat('*', greatest(length(phone) - 2, 1)) || right(phone, least(2, length(phone) - 1)) end
$$;
ALTER FUNCTION gridroom.masked_phone(phone text, secret boolean) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.masked_stream(address text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
    select case when address = '' then ''
                else coalesce(substring(address from '^([a-z][a-z0-9+.-]*://)') ||
                              coalesce(substring(regexp_replace(split_part(regexp_replace(address, '^[a-z][a-z0-9+.-]*://', ''), '/', 1), '^.*@', '')
                                                 from '^(\[[0-9a-fA-F:.]+\](?::[0-9]+)?|[A-Za-z0-9.-]+(?::[0-9]+)?)$'), '') || '/…', '…') end
$_$;
ALTER FUNCTION gridroom.masked_stream(address text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.may_answer_level(at_level text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select has_any_duty('{gridroom_dispatcher,gridroom_duty_chief}') or my_level() = at_level
$$;
ALTER FUNCTION gridroom.may_answer_level(at_level text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.may_be_shelved(keys text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    times integer := coalesce(alarm_limit('shelve_times'), 3);
    one   record;
begin
    -- One after the other, so that two who shelve at once are counted both.
    perform pg_advisory_xact_lock(hashtextextended('shelf', 30));
    for one in
        select f.alarm_key, x.r ->> 'priority' = '1' as critical,
               (select count(*) from alarm_act a where a.alarm_key = f.alarm_key and a.since = f.since and a.act = 'shelve') as before
        from alarm_facts() f join jsonb_array_elements(setting_value('alarm_rules')) x(r) on x.r ->> 'name' = f.rule
        where f.alarm_key = any (keys)
    loop
        if one.critical then
            perform refuse('GR004', 'a critical alarm is acknowledged, never shelved',
                           jsonb_build_object('field', 'alarms', 'why', 'critical', 'alarm', one.alarm_key));
        elsif one.before >= times then
            perform refuse('GR004', format('this alarm was shelved %s times already', one.before),
                           jsonb_build_object('field', 'alarms', 'why', 'shelved_often', 'alarm', one.alarm_key, 'times', times));
        end if;
    end loop;
end $$;
ALTER FUNCTION gridroom.may_be_shelved(keys text[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.may_confirm(wanted_case bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select has_any_duty('{gridroom_call_taker,gridroom_duty_chief}') or exists (
        select from (
            select s.detail from case_step s
            where s.case_id = wanted_case and s.action = 'ask_confirmation' order by s.seq desc limit 1
        ) asked
        where asked.detail ->> 'worker' = session_user
           or exists (
               select from person p
               join area own on own.area_id = p.area_id
               join area grid on grid.area_id = (asked.detail ->> 'duty_grid_id')::integer
               -- by code too: the grid may have been redrawn since this person was given it
               where p.login = session_user and p.active
                 and (own.path <@ grid.path or (own.level, own.code) = (grid.level, grid.code))))
$$;
ALTER FUNCTION gridroom.may_confirm(wanted_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.may_do_part(wanted_case bigint, wanted_action text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select exists (
        select from case_unit u
        where u.case_id = wanted_case and u.department_id = my_department() and u.ended_at is null
          and case wanted_action
              when 'accept_part' then u.part = 'assist' and u.answer = '' and u.done_at is null
              when 'answer_whistle' then u.part = 'whistled' and u.answer = ''
              else u.part = 'assist' and u.done_at is null end)
$$;
ALTER FUNCTION gridroom.may_do_part(wanted_case bigint, wanted_action text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.may_issue_paper(wanted_kind text) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce((select has_any_duty(k.duties) from paper_kind k where k.kind = wanted_kind), false)
$$;
ALTER FUNCTION gridroom.may_issue_paper(wanted_kind text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.may_see_patrols() RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform me();
    if not has_any_duty('{gridroom_duty_chief,gridroom_inspector,gridroom_assessor}') then
        perform refuse('GR003', 'this login may not see patrols', '{"action": "patrol_coverage"}');
    end if;
end $$;
ALTER FUNCTION gridroom.may_see_patrols() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.may_share_views() RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select gridroom.has_any_duty('{gridroom_duty_chief,gridroom_administrator}')
$$;
ALTER FUNCTION gridroom.may_share_views() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.may_whistle(c gridroom.case_file) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select c.street_id is not null and (
        exists (select from person p join area own on own.area_id = p.area_id and own.level = 'street'
                where p.login = session_user and p.active and c.area_path <@ own.path)
        or (has_any_duty('{gridroom_dispatcher,gridroom_duty_chief}') and my_level() = 'district'))
$$;
ALTER FUNCTION gridroom.may_whistle(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.may_whistle_on(wanted_case bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select may_whistle(c) from case_file c where c.case_id = wanted_case
$$;
ALTER FUNCTION gridroom.may_whistle_on(wanted_case bigint) OWNER TO gridroom_owner;
CREATE TABLE gridroom.person (
    login text NOT NULL,
    name text NOT NULL,
    department_id integer,
    area_id integer,
    active boolean DEFAULT true NOT NULL
);
ALTER TABLE gridroom.person OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.me() RETURNS gridroom.person
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    found_person person;
begin
    select * into found_person from person where login = session_user and active;
    if found_person is null then
        perform refuse('GR007', 'this login is not an active person here', jsonb_build_object('login', session_user));
    end if;
    return found_person;
end $$;
ALTER FUNCTION gridroom.me() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.metres_between(a point, b point) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select 2 * 6371008.8 * asin(least(1, sqrt(
        power(sin(radians((b[1] - a[1]) / 2)), 2)
        + cos(radians(a[1])) * cos(radians(b[1])) * power(sin(radians((b[0] - a[0]) / 2)), 2))))
$$;
ALTER FUNCTION gridroom.metres_between(a point, b point) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.moment_of(item jsonb) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
declare
    words text := item ->> 'at';
begin
    -- With a zone, or nobody knows which moment it is; no words such as 'now' or 'tomorrow'.
    if words is not null and words !~ '^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$' then
        perform refuse('GR004', 'a time is like 2026-11-21T21:14:07+08:00', '{"field": "at", "why": "malformed"}');
    end if;
    return checked_device_time(words::timestamptz);
exception when data_exception then  -- no such day, hour, zone
    perform refuse('GR004', 'there is no such time', '{"field": "at", "why": "malformed"}');
end $_$;
ALTER FUNCTION gridroom.moment_of(item jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.must_administer(action text) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform me();
    if not has_duty('administrator') then
        perform refuse('GR003', 'only an administrator may do this', jsonb_build_object('action', action));
    end if;
end $$;
ALTER FUNCTION gridroom.must_administer(action text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.must_be_administrator(wanted_action text) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform me();
    if not has_duty('administrator') then
        perform refuse('GR003', 'only an administrator configures', jsonb_build_object('action', wanted_action));
    end if;
end $$;
ALTER FUNCTION gridroom.must_be_administrator(wanted_action text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.my_area_path() RETURNS public.ltree
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select case
        when has_any_duty(array['gridroom_call_taker', 'gridroom_dispatcher', 'gridroom_duty_chief', 'gridroom_inspector',
                                'gridroom_grid_worker', 'gridroom_assessor', 'gridroom_wall', 'gridroom_security_auditor',
                                'gridroom_administrator'])
        then coalesce((select a.path from area a where a.area_id = p.area_id), ''::ltree)
    end
    from person p where p.login = session_user and p.active
$$;
ALTER FUNCTION gridroom.my_area_path() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.my_department() RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select department_id from person where login = session_user and active
$$;
ALTER FUNCTION gridroom.my_department() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.my_home_units() RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select u.unit_id from field_unit u
    left join person p on p.login = u.login
    left join area a on a.area_id = coalesce(p.area_id, u.area_id)
    where coalesce(a.path, '') <@ (select my_area_path())
$$;
ALTER FUNCTION gridroom.my_home_units() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.my_level() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select case when a.level is null then 'district' when a.level = 'grid_cell' then 'duty_grid' else a.level end
    from person p left join area a on a.area_id = p.area_id where p.login = session_user and p.active
$$;
ALTER FUNCTION gridroom.my_level() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.my_own_units() RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select u.unit_id from field_unit u
    where u.login = session_user or (u.department_id = (select my_department()) and (select has_duty('department')))
$$;
ALTER FUNCTION gridroom.my_own_units() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.my_sheet_scope() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select case when has_any_duty('{gridroom_dispatcher,gridroom_duty_chief}') then coalesce('@' || a.code, '')
                when has_duty('department') then d.code end
    from person p
    left join area a on a.area_id = p.area_id
    left join department d on d.department_id = p.department_id
    where p.login = session_user and p.active
$$;
ALTER FUNCTION gridroom.my_sheet_scope() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.my_track_units() RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select u.unit_id from field_unit u
    left join person p on p.login = u.login
    left join area a on a.area_id = coalesce(p.area_id, u.area_id)
    where ((select has_any_duty('{gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_assessor}'))
           and coalesce(a.path, '') <@ (select my_area_path()))
       or u.login = session_user
$$;
ALTER FUNCTION gridroom.my_track_units() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.name_of(login text) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce((select p.name from person p where p.login = name_of.login), login, '')
$$;
ALTER FUNCTION gridroom.name_of(login text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.name_places(from_source text, places jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    perform know_stems(array(select distinct i.stem from incoming_names(from_source, places) i));
    with incoming as materialized (
        select i.*, s.stem_id from incoming_names(from_source, places) i join place_stem s using (stem)
    ), former as (
        update place_name n set role = 'former'
        where n.place_id in (select i.place_id from incoming i) and n.role <> 'former'
          and not exists (select from incoming o where o.place_id = n.place_id and o.words = n.words)
    )
    insert into place_name as n (place_id, words, role, stem_id, number_key)
        select i.place_id, i.words, i.role, i.stem_id, i.number_key from incoming i
    on conflict (place_id, words) do update
        set role = excluded.role, stem_id = excluded.stem_id, number_key = excluded.number_key
        where (n.role, n.stem_id, n.number_key) is distinct from (excluded.role, excluded.stem_id, excluded.number_key);
end $$;
ALTER FUNCTION gridroom.name_places(from_source text, places jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.near_stems(runs text[]) RETURNS TABLE(stem_id integer, stem text, likeness double precision)
    LANGUAGE plpgsql STABLE ROWS 5
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    run text;
    patterns text[];
begin
    foreach run in array runs loop
        patterns := array(select left(run, n - 1) || '_' || substr(run, n + 1) from generate_series(2, length(run) - 1) n);
        return query
            select p.stem_id, p.stem, 0.75::float8 from place_stem p
            where p.stem ~>=~ left(run, 1) and p.stem ~<~ (left(run, 1) || E'\U0010FFFF') and p.stem like any (patterns) and p.stem <> run
            order by p.stem using ~<~ limit 5;
    end loop;
end $$;
ALTER FUNCTION gridroom.near_stems(runs text[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.near_units(around point, how_many integer, wanted_kind text, sight public.ltree) RETURNS TABLE(unit_id integer, metres double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    reach float8;
    north float8;
    east float8;
    seen integer[] := case when sight <> '' then array(select u.unit_id from field_unit u where home_path(u) <@ sight) end;
begin
    select max(metres_between(around, n.place)) into reach from (
        select l.place from last_position l join field_unit u using (unit_id)
        where l.on_duty and u.kind = wanted_kind and (sight = '' or l.area_path <@ sight or l.unit_id = any (seen))
        order by l.place <-> around limit how_many) n;
    north := degrees(reach / 6371008.8) * 1.000001 + 1e-9;
    east := north / greatest(cos(radians(least(abs(around[1]) + north, 89))), 0.01);
    return query
        select l.unit_id, metres_between(around, l.place)
        from last_position l join field_unit u using (unit_id)
        where l.on_duty and u.kind = wanted_kind and (sight = '' or l.area_path <@ sight or l.unit_id = any (seen))
          and l.place <@ box(point(around[0] - east, around[1] - north),
                             point(around[0] + east, around[1] + north))
        order by 2, 1 limit how_many;
end $$;
ALTER FUNCTION gridroom.near_units(around point, how_many integer, wanted_kind text, sight public.ltree) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.nearest_addresses(p point, most integer) RETURNS TABLE(place_id bigint, metres double precision)
    LANGUAGE plpgsql STABLE ROWS 1
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    bound float8;
begin
    select max(ground_metres(p, n.position)) into bound
        from (select l.position from place l where l.active and l.kind in ('door_plate', 'poi', 'bus_stop', 'settlement')
              order by l.position <-> p limit most) n;
    return query
        select l.place_id, ground_metres(p, l.position)
        from place l where l.active and l.kind in ('door_plate', 'poi', 'bus_stop', 'settlement') and l.position <@ box_around(p, bound)
        order by 2, 1 limit most;
end $$;
ALTER FUNCTION gridroom.nearest_addresses(p point, most integer) OWNER TO gridroom_owner;
CREATE TABLE gridroom.component (
    component_id bigint NOT NULL,
    "position" point NOT NULL,
    code text NOT NULL,
    class_code text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    owner text DEFAULT ''::text NOT NULL,
    department_id integer,
    state text DEFAULT 'intact'::text NOT NULL,
    changed_on date DEFAULT CURRENT_DATE NOT NULL,
    CONSTRAINT component_state_check CHECK ((state = ANY (ARRAY['intact'::text, 'damaged'::text, 'lost'::text, 'abandoned'::text])))
);
ALTER TABLE ONLY gridroom.component FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.component OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.nearest_components(p point, most integer) RETURNS SETOF gridroom.component
    LANGUAGE plpgsql STABLE ROWS 10
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    bound float8;
begin
    -- The index orders by degrees; the farthest of the first few bounds a box in which metres decide.
    select max(ground_metres(p, n.position)) into bound
        from (select c.position from component c order by c.position <-> p limit most) n;
    return query
        select c.* from component c where c.position <@ box_around(p, bound)
        order by ground_metres(p, c.position), c.component_id limit most;
end $$;
ALTER FUNCTION gridroom.nearest_components(p point, most integer) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.nearest_posts(p point, most integer) RETURNS TABLE(place_id bigint, metres double precision)
    LANGUAGE plpgsql STABLE ROWS 1
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    bound float8;
begin
    select max(ground_metres(p, n.position)) into bound
        from (select l.position from place l where l.active and l.kind = 'lamp_post' order by l.position <-> p limit most) n;
    return query
        select l.place_id, ground_metres(p, l.position)
        from place l where l.active and l.kind = 'lamp_post' and l.position <@ box_around(p, bound)
        order by 2, 1 limit most;
end $$;
ALTER FUNCTION gridroom.nearest_posts(p point, most integer) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.need_request_id(asked uuid) RETURNS void
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    if asked is null then
        perform refuse('GR004', 'request_id is missing', '{"field": "request_id", "why": "empty"}');
    end if;
end $$;
ALTER FUNCTION gridroom.need_request_id(asked uuid) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.never_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    raise exception using errcode = 'GR003', message = format('%s is append-only', tg_table_name),
        detail = jsonb_build_object('action', lower(tg_op), 'why', 'append_only')::text;
end $$;
ALTER FUNCTION gridroom.never_changed() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.new_task_code() RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.new_task_code() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.next_in_day(counter_scope text, counter_day date) RETURNS integer
    LANGUAGE sql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    insert into number_counter (scope, day, last) values (counter_scope, counter_day, 1)
    on conflict (scope, day) do update set last = number_counter.last + 1
    returning last
$$;
ALTER FUNCTION gridroom.next_in_day(counter_scope text, counter_day date) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.next_number(counter_scope text) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    today   date := now_local()::date;
    pattern text := coalesce(setting_value(counter_scope || '_number') ->> 'pattern', '{YYYY}{MM}{DD}{SEQ:5}');
    width   integer := coalesce(substring(pattern from '\{SEQ:(\d+)\}')::integer, 5);
    serial  text := next_in_day(counter_scope, today)::text;
begin
    if length(serial) < width then
        serial := lpad(serial, width, '0');
    end if;
    pattern := replace(pattern, '{DISTRICT}', coalesce(setting_value('district_code') #>> '{}', ''));
    pattern := replace(replace(pattern, '{YYYY}', to_char(today, 'YYYY')), '{YY}', to_char(today, 'YY'));
    pattern := replace(replace(pattern, '{MM}', to_char(today, 'MM')), '{DD}', to_char(today, 'DD'));
    return regexp_replace(pattern, '\{SEQ:\d+\}', serial);
end $$;
ALTER FUNCTION gridroom.next_number(counter_scope text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.no_open_parts(c gridroom.case_file) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if c.open_parts > 0 then
        perform refuse('GR040', 'a part of an assisting department is not done', (
            select jsonb_build_object('departments', jsonb_agg(d.name order by u.unit_no))
            from case_unit u join department d using (department_id)
            where u.case_id = c.case_id and u.part = 'assist' and u.ended_at is null and u.done_at is null));
    end if;
end $$;
ALTER FUNCTION gridroom.no_open_parts(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.now_local() RETURNS timestamp without time zone
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select now() at time zone gridroom.time_zone()
$$;
ALTER FUNCTION gridroom.now_local() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.number_key(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select coalesce(string_agg(coalesce(nullif(ltrim(left(m.found[1], 18), '0'), ''), '0'), '-' order by m.nth), '')
    from regexp_matches(gridroom.place_words(words), '[0-9]+', 'g') with ordinality as m(found, nth)
$$;
ALTER FUNCTION gridroom.number_key(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.number_of(item jsonb, field text, lowest numeric, highest numeric, required boolean DEFAULT false) RETURNS double precision
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    value jsonb := item -> field;
begin
    if value is null or value = 'null' then
        if required then
            perform refuse('GR004', field || ' is missing', jsonb_build_object('field', field, 'why', 'empty'));
        end if;
        return null;
    end if;
    if jsonb_typeof(value) <> 'number' or (value #>> '{}')::numeric not between lowest and highest then
        perform refuse('GR004', format('%s must be a number from %s to %s', field, lowest, highest),
                       jsonb_build_object('field', field, 'why', 'out_of_range'));
    end if;
    return (value #>> '{}')::numeric;
end $$;
ALTER FUNCTION gridroom.number_of(item jsonb, field text, lowest numeric, highest numeric, required boolean) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.number_runs(numbers text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select coalesce(array_agg(distinct array_to_string(n.each[a : a + more], '-')), '{}')
    from (select (string_to_array(numbers, '-'))[1:12] as each) n, generate_series(1, cardinality(n.each)) a, generate_series(0, 2) more
    where numbers <> '' and a + more <= cardinality(n.each)
$$;
ALTER FUNCTION gridroom.number_runs(numbers text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.numberless(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select btrim(regexp_replace(gridroom.place_words(words),
                                '[0-9]+ ?(号楼|号院|号|支弄|弄|幢|单元|室|层|座)? ?', ' ', 'g'))
$$;
ALTER FUNCTION gridroom.numberless(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.numbers_within(value jsonb, bounds jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    one record;
    given numeric;
begin
    if jsonb_typeof(value) is distinct from 'object' or (select count(*) from jsonb_object_keys(value))
       <> (select count(*) from jsonb_object_keys(bounds)) then
        return false;
    end if;
    for one in select b.key, b.value as bound from jsonb_each(bounds) b loop
        if jsonb_typeof(value -> one.key) is distinct from 'number' then
            return false;
        end if;
        given := (value ->> one.key)::numeric;
        if given not between (one.bound ->> 0)::numeric and (one.bound ->> 1)::numeric
           or jsonb_array_length(one.bound) > 2 and given % 1 <> 0 then
            return false;
        end if;
    end loop;
    return true;
end $$;
ALTER FUNCTION gridroom.numbers_within(value jsonb, bounds jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.office_dues(clocks bigint[]) RETURNS TABLE(clock_id bigint, due timestamp with time zone, near timestamp with time zone)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    zone text := time_zone();
    first_day date;
    last_day date;
    opens timestamptz[];
    closes timestamptz[];
    untils bigint[];       -- office time at the close of each window, counted from the first
    lengths bigint[];
begin
    select (min(c.started_at) at time zone zone)::date,
           (max(c.started_at) at time zone zone)::date + 180
               + 3 * ceil(max(extract(epoch from clock_limit(c)))
                          / (select sum(extract(epoch from h.ends - h.starts)) from office_hours h))::integer
    into first_day, last_day
    from case_clock c where c.clock_id = any (clocks);
    select array_agg(w.opens order by w.opens), array_agg(w.closes order by w.opens),
           array_agg(w.until order by w.opens), array_agg(w.length order by w.opens)
    into opens, closes, untils, lengths
    from (
        select o.opens, o.closes, l.length, sum(l.length) over (order by o.opens)::bigint as until
        from office_windows(first_day, last_day, zone) o,
             lateral (select (extract(epoch from o.closes - o.opens) * 1000000)::bigint as length) l
    ) w;
    return query
        with started as (
            select c.clock_id, coalesce(untils[w.at] - lengths[w.at], 0)
                   + coalesce(least(lengths[w.at], (extract(epoch from c.started_at - opens[w.at]) * 1000000)::bigint), 0) as used,
                   (extract(epoch from clock_limit(c)) * 1000000)::bigint as counted
            from case_clock c, lateral (select width_bucket(c.started_at, opens) as at) w
            where c.clock_id = any (clocks)
        ), wanted as (
            select s.clock_id, s.used + s.counted as due_mark, s.used + (s.counted * 3) / 4 as near_mark from started s
        )
        select w.clock_id, closes[d.at] - (untils[d.at] - w.due_mark) * interval '1 microsecond',
               closes[n.at] - (untils[n.at] - w.near_mark) * interval '1 microsecond'
        from wanted w,
             -- the first window that ends at the mark or later
             lateral (select width_bucket(w.due_mark - 1, untils) + 1 as at) d,
             lateral (select width_bucket(w.near_mark - 1, untils) + 1 as at) n
        where d.at <= cardinality(untils);
end $$;
ALTER FUNCTION gridroom.office_dues(clocks bigint[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.office_windows(first_day date, last_day date, zone text) RETURNS TABLE(opens timestamp with time zone, closes timestamp with time zone)
    LANGUAGE sql STABLE
    AS $$
    select (d.day + o.starts) at time zone zone, (d.day + o.ends) at time zone zone
    from (select first_day + n as day from generate_series(0, last_day - first_day) n) d
    left join gridroom.calendar_day c on c.day = d.day
    cross join gridroom.office_hours o
    where coalesce(c.is_workday, extract(isodow from d.day) < 6)
$$;
ALTER FUNCTION gridroom.office_windows(first_day date, last_day date, zone text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.only_administrator(action text) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if not has_duty('administrator') then
        perform refuse('GR003', 'only an administrator may configure', jsonb_build_object('action', action));
    end if;
end $$;
ALTER FUNCTION gridroom.only_administrator(action text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.open_deadlines() RETURNS TABLE(case_id bigint, case_number text, stage text, deadline_at timestamp with time zone, paused_remaining interval, next_card_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select f.case_id, f.case_number, f.stage, f.deadline_at, f.paused_remaining, k.next_card_at
    from case_file f join case_clock k using (clock_id) where f.is_open
$$;
ALTER FUNCTION gridroom.open_deadlines() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.open_escalation(c gridroom.case_file) RETURNS gridroom.case_escalation
    LANGUAGE sql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select * from case_escalation e where e.case_id = c.case_id and e.returned_at is null order by e.escalation_no desc limit 1
$$;
ALTER FUNCTION gridroom.open_escalation(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE TABLE gridroom.supervision_order (
    order_id bigint NOT NULL,
    order_number text NOT NULL,
    case_id bigint NOT NULL,
    kind text NOT NULL,
    card text NOT NULL,
    reason text NOT NULL,
    demand text NOT NULL,
    department_id integer,
    reply_by timestamp with time zone,
    issued_at timestamp with time zone NOT NULL,
    issued_by text DEFAULT SESSION_USER NOT NULL,
    reply text DEFAULT ''::text NOT NULL,
    replied_at timestamp with time zone,
    replied_by text,
    resolution text DEFAULT ''::text NOT NULL,
    resolved_at timestamp with time zone,
    resolved_by text,
    ended_with_case boolean DEFAULT false NOT NULL,
    rule text DEFAULT ''::text NOT NULL,
    clock_id bigint,
    appeal text DEFAULT ''::text NOT NULL,
    appealed_at timestamp with time zone,
    appealed_by text,
    appeal_outcome text DEFAULT ''::text NOT NULL,
    appeal_decided_at timestamp with time zone,
    appeal_decided_by text,
    appeal_words text DEFAULT ''::text NOT NULL,
    CONSTRAINT supervision_order_appeal_outcome_check CHECK ((appeal_outcome = ANY (ARRAY[''::text, 'pending'::text, 'upheld'::text, 'dismissed'::text]))),
    CONSTRAINT supervision_order_card_check CHECK ((card = ANY (ARRAY['reminder'::text, 'yellow'::text, 'red'::text]))),
    CONSTRAINT supervision_order_check CHECK (((replied_at IS NULL) OR (reply_by IS NOT NULL))),
    CONSTRAINT supervision_order_check1 CHECK (((appeal_outcome = ''::text) = (appealed_at IS NULL))),
    CONSTRAINT supervision_order_check2 CHECK (((appeal_outcome = ANY (ARRAY[''::text, 'pending'::text])) = (appeal_decided_at IS NULL))),
    CONSTRAINT supervision_order_kind_check CHECK ((kind = ANY (ARRAY['timeout'::text, 'leader'::text, 'important'::text])))
);
ALTER TABLE ONLY gridroom.supervision_order FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.supervision_order OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.open_order(c gridroom.case_file, wanted bigint) RETURNS gridroom.supervision_order
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    found_order supervision_order;
begin
    select * into found_order from supervision_order o
    where o.order_id = wanted and o.case_id = c.case_id and o.resolved_at is null for update;
    if found_order is null then
        perform refuse('GR004', 'no such open order on this case', '{"field": "order_id", "why": "unknown"}');
    end if;
    return found_order;
end $$;
ALTER FUNCTION gridroom.open_order(c gridroom.case_file, wanted bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.order_hash(o gridroom.supervision_order) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select encode(sha256(convert_to((jsonb_build_array(
        o.order_id, o.order_number, o.case_id, o.kind, o.card, o.reason, o.demand, o.department_id,
        extract(epoch from o.reply_by), extract(epoch from o.issued_at), o.issued_by, o.reply,
        extract(epoch from o.replied_at), o.replied_by, o.resolution, extract(epoch from o.resolved_at), o.resolved_by,
        o.ended_with_case)
        -- Appended only where there is something, so that an order from before there were rules and appeals keeps its hash.
        || case when o.rule <> '' then jsonb_build_array(o.rule, o.clock_id) else '[]'::jsonb end
        || case when o.appeal_outcome <> '' then jsonb_build_array(
               o.appeal, extract(epoch from o.appealed_at), o.appealed_by, o.appeal_outcome,
               extract(epoch from o.appeal_decided_at), o.appeal_decided_by, o.appeal_words) else '[]'::jsonb end)::text, 'UTF8')), 'hex')
$$;
ALTER FUNCTION gridroom.order_hash(o gridroom.supervision_order) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.order_paper_content(c gridroom.case_file, wanted_number text) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.order_paper_content(c gridroom.case_file, wanted_number text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.other_half(request_id uuid) RETURNS uuid
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog'
    AS $$
    select md5('main case of ' || request_id)::uuid
$$;
ALTER FUNCTION gridroom.other_half(request_id uuid) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.outline_corners(outlines jsonb[]) RETURNS TABLE(shape integer, part_no integer, ring_no integer, corner_no integer, x double precision, y double precision)
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select s.no::integer, part.no::integer, ring.no::integer, corner.no::integer, (corner.at ->> 0)::float8, (corner.at ->> 1)::float8
    from unnest(outlines) with ordinality as s(outline, no)
    cross join lateral jsonb_array_elements(case s.outline ->> 'type' when 'Polygon' then jsonb_build_array(s.outline -> 'coordinates')
                                                                      else s.outline -> 'coordinates' end) with ordinality as part(rings, no)
    cross join lateral jsonb_array_elements(part.rings) with ordinality as ring(corners, no)
    cross join lateral jsonb_array_elements(ring.corners) with ordinality as corner(at, no)
$$;
ALTER FUNCTION gridroom.outline_corners(outlines jsonb[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.outline_tolerance_m2() RETURNS double precision
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$ select 1.0::float8 $$;
ALTER FUNCTION gridroom.outline_tolerance_m2() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.owe_merged_callers(main gridroom.case_file) RETURNS void
    LANGUAGE sql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    update case_file r
    set call_back = case when main.state = 'closed' and call_back_wanted(r) then 'due' else '' end, call_back_count = 0
    where r.merged_into = main.case_id and r.state = 'merged'
$$;
ALTER FUNCTION gridroom.owe_merged_callers(main gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.paper_content(kind text, of_case bigint, subject text) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $_$
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
end $_$;
ALTER FUNCTION gridroom.paper_content(kind text, of_case bigint, subject text) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.paper_head(c gridroom.case_file) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.paper_head(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.paper_json(wanted bigint) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select jsonb_build_object('paper_id', p.paper_id, 'kind', p.kind, 'case_id', p.case_id, 'subject', p.subject,
        'paper_number', p.paper_number, 'sequence', p.sequence, 'content_hash', p.content_hash,
        'case_version', p.case_version, 'issued_at', local_moment(p.issued_at), 'issued_by', p.issued_by, 'content', p.content)
    from paper p where p.paper_id = wanted and not is_wall_only()
$$;
ALTER FUNCTION gridroom.paper_json(wanted bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.paper_number(kind text, c gridroom.case_file, subject text, content jsonb) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select case kind when 'flow' then 'LZ-' || c.case_number when 'dispatch' then 'PD-' || c.case_number
                     when 'order' then subject
                     else case content ->> 'request_kind' when 'extension' then 'YQ-' when 'deferral' then 'HB-' else 'GZ-' end
                          || c.case_number || '-' || (content ->> 'ordinal') end
$$;
ALTER FUNCTION gridroom.paper_number(kind text, c gridroom.case_file, subject text, content jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.paper_reporter(c gridroom.case_file) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select case
        when c.keep_secret then '{"shown": "secret"}'
        when c.reporter_name = '' and c.reporter_phone = '' then '{"shown": "none"}'
        when setting_value('paper_reporter') #>> '{}' = 'masked' then jsonb_build_object('shown', 'masked',
            'name', masked_name(c.reporter_name, false), 'phone', masked_phone(c.reporter_phone, false))
        else '{"shown": "withheld"}' end::jsonb
$$;
ALTER FUNCTION gridroom.paper_reporter(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.paper_units(of_case bigint) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'department', department_name(u.department_id), 'part', u.part, 'demand', u.demand,
        'told_at', local_moment(u.told_at), 'due_at', local_moment(u.due_at), 'answer', u.answer,
        'done_at', local_moment(u.done_at), 'done_words', u.done_words) order by u.part <> 'main', u.unit_no), '[]')
    from case_unit u where u.case_id = of_case and u.ended_at is null
$$;
ALTER FUNCTION gridroom.paper_units(of_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.papers_of_step(of_case bigint, step_action text, step_remark text, step_detail jsonb, stamp timestamp with time zone, by_name text) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.papers_of_step(of_case bigint, step_action text, step_remark text, step_detail jsonb, stamp timestamp with time zone, by_name text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.past_handling(of_minor integer, of_street integer, of_community integer) RETURNS TABLE(department_id integer, in_street integer, in_community integer, of_all integer, returned integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.past_handling(of_minor integer, of_street integer, of_community integer) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.patrols_that_differ(of_day date) RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    with truth as (
        select w.unit_id, coalesce(w.area_id, 0) as area_id, sum(w.seconds) as seconds
        from walked(array(select u.unit_id from field_unit u), of_day) w group by 1, 2
    )
    select distinct coalesce(t.unit_id, c.unit_id)
    from truth t full join (select * from patrol_cell p where p.day = of_day) c using (unit_id, area_id)
    where abs(coalesce(t.seconds, -1) - coalesce(c.seconds, -1)) > 0.001
$$;
ALTER FUNCTION gridroom.patrols_that_differ(of_day date) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.pause_clock(wanted bigint, at timestamp with time zone, until timestamp with time zone, reason text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    clock case_clock;
begin
    select * into clock from case_clock where clock_id = wanted for update;
    if clock.clock_id is null or clock.stopped_at is not null
       or exists (select from clock_pause p where p.clock_id = wanted and p.resumed_at is null) then
        perform refuse('GR002', 'this clock does not run', jsonb_build_object('state', 'paused', 'action', 'suspend'));
    end if;
    if at < clock.started_at or exists (select from clock_pause p where p.clock_id = wanted and p.resumed_at > at)
       or until <= at then
        perform refuse('GR004', 'a pause lies after what was counted before, and ends after it began',
                       jsonb_build_object('field', 'until', 'why', 'out_of_range'));
    end if;
    insert into clock_pause as p (clock_id, paused_at, until, reason)
    values (wanted, at, pause_clock.until, pause_clock.reason)
    on conflict (clock_id, paused_at) do update  -- paused and resumed within one transaction: no time was lost
    set resumed_at = null, until = excluded.until, reason = excluded.reason;
    perform show_clock(wanted);
end $$;
ALTER FUNCTION gridroom.pause_clock(wanted bigint, at timestamp with time zone, until timestamp with time zone, reason text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.pg_input_is_date(value text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_temp'
    AS $$
begin
    return value::date is not null;
exception when data_exception then
    return false;
end $$;
ALTER FUNCTION gridroom.pg_input_is_date(value text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.phone_key(phone text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
    select case when length(digits) >= 7 then digits else '' end
    from (select regexp_replace(regexp_replace(normalize(phone, NFKC), '[^0-9]', '', 'g'),
                                '^(0086|86)(?=[0-9]{10})', '') as digits) d
$$;
ALTER FUNCTION gridroom.phone_key(phone text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.place_grams(words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    with run as (
        select m.found[1] as run
        from regexp_matches(gridroom.place_words(words), '[a-z]+|[0-9]+|[^a-z0-9 ]+', 'g') as m(found)
    )
    select coalesce(array_agg(distinct g.gram), '{}')
    from run, lateral (
        select left(run, 40) as gram where run ~ '^[a-z]'
        union all select coalesce(nullif(ltrim(left(run, 18), '0'), ''), '0') where run ~ '^[0-9]'
        union all select run where run !~ '^[a-z0-9]' and length(run) = 1
        union all select substr(run, n, 2) from generate_series(1, length(run) - 1) n where run !~ '^[a-z0-9]'
    ) g
$$;
ALTER FUNCTION gridroom.place_grams(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.place_key(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select replace(gridroom.place_words(words), ' ', '')
$$;
ALTER FUNCTION gridroom.place_key(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.place_of_case(wanted bigint) RETURNS point
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select position from case_file where case_id = wanted
$$;
ALTER FUNCTION gridroom.place_of_case(wanted bigint) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.place_words(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select btrim(regexp_replace(
        translate(lower(normalize(left(coalesce(words, ''), 500), NFKC)), '號棟栋樓廈東門橋園場學醫廣車馬龍鎮鄉區縣', '号幢幢楼厦东门桥园场学医广车马龙镇乡区县'),
        '[^0-9a-z㐀-䶿一-鿿豈-﫿𠀀-𯨟]+', ' ', 'g'))
$$;
ALTER FUNCTION gridroom.place_words(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.placed(c gridroom.case_file, at_longitude double precision, at_latitude double precision) RETURNS gridroom.case_file
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    innermost integer;
begin
    c.position := null;
    if at_longitude is not null or at_latitude is not null then
        c.position := checked_place(at_longitude, at_latitude);
    end if;
    innermost := deepest_area(c.position);
    select max(a.area_id) filter (where a.level = 'grid_cell'), coalesce(max(a.path::text)
               filter (where a.area_id = innermost), '')::ltree,
           max(a.area_id) filter (where a.level = 'street'), max(a.area_id) filter (where a.level = 'community')
    into c.cell_id, c.area_path, c.street_id, c.community_id
    from area_chain(innermost) a;
    return c;
end $$;
ALTER FUNCTION gridroom.placed(c gridroom.case_file, at_longitude double precision, at_latitude double precision) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.plain_words(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select upper(translate(words,
        '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
        '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ'))
$$;
ALTER FUNCTION gridroom.plain_words(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.plan_card(of_case bigint, exactly boolean DEFAULT false) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    k case_clock;
    wanted timestamptz;
    wanted_rule text;
begin
    select c.* into k from case_clock c
    where c.case_id = of_case and c.name = 'handle' and c.stopped_at is null order by c.clock_id desc limit 1;
    if k.clock_id is null then
        return;
    end if;
    if not exists (select from clock_pause p where p.clock_id = k.clock_id and p.resumed_at is null) then
        select d.due, d.rule ->> 'name' into wanted, wanted_rule
        from case_file f, card_dues(k, f.state, exactly) d where f.case_id = of_case
        order by d.due limit 1;
    end if;
    update case_clock c set next_card_at = wanted, next_card = coalesce(wanted_rule, '')
    where c.clock_id = k.clock_id and (c.next_card_at, c.next_card) is distinct from (wanted, coalesce(wanted_rule, ''));
end $$;
ALTER FUNCTION gridroom.plan_card(of_case bigint, exactly boolean) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.plan_due_cards() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    perform plan_card(f.case_id, exactly => true) from case_file f join case_clock k using (clock_id)
    where f.is_open and k.name = 'handle' and k.next_card_at <= clock_timestamp();
end $$;
ALTER FUNCTION gridroom.plan_due_cards() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.position_rule(wanted text, usual numeric) RETURNS numeric
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce((setting_value('positions') ->> wanted)::numeric, usual)
$$;
ALTER FUNCTION gridroom.position_rule(wanted text, usual numeric) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.presence_patience() RETURNS interval
    LANGUAGE sql IMMUTABLE
    AS $$ select interval '45 seconds' $$;
ALTER FUNCTION gridroom.presence_patience() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.proposals(c gridroom.case_file) RETURNS TABLE(rank integer, department_id integer, assisting integer[], source text, confidence numeric, why jsonb)
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.proposals(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.put_areas_of_level(areas jsonb, at_level text, day date, OUT added integer, OUT changed integer, OUT unchanged integer, OUT roots text[], OUT touched integer[], OUT was jsonb) RETURNS record
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    puts area_put[] := array(select c from compare_areas(areas, at_level, day) c);
    wrong record;
    corrected integer[] := array(select p.area_id from unnest(puts) p where p.verdict = 'correct');
    ended integer[] := array(select p.last_id from unnest(puts) p where p.verdict = 'next');
    corrects jsonb := (select jsonb_agg(jsonb_build_object('code', a.code, 'name', a.name, 'outline', o.outline) order by a.code)
                       from area a join area_outline o using (area_id) where a.area_id = any (corrected));
begin
    touched := array(select p.area_id from unnest(puts) p join incoming_areas(areas) i using (item)
                     where p.verdict in ('add', 'next', 'correct')
                       and not exists (select from area a join area_outline o using (area_id)
                                       where p.verdict <> 'add' and a.area_id = p.last_id and a.parent_id = p.parent_id
                                         and o.outline = i.outline));
    was := area_elements(array(select p.last_id from unnest(puts) p
                               where p.verdict in ('next', 'correct') and p.area_id = any (touched)))
        || (select coalesce(jsonb_agg(jsonb_build_object('code', p.code)), '[]') from unnest(puts) p where p.verdict = 'add');
    select p.* into wrong from unnest(puts) p where p.verdict in ('orphan', 'early') order by p.item limit 1;
    if found then
        perform refuse('GR020', format('%s %s: %s', at_level, wrong.code, wrong.verdict), jsonb_strip_nulls(jsonb_build_object(
            'why', case wrong.verdict when 'orphan' then 'parent_missing' else 'before_standing_version' end,
            'level', at_level, 'code', wrong.code, 'valid_from', wrong.last_from)));
    end if;
    if has_cases(corrected) then
        perform refuse('GR020', 'cases have been filed in an area that began this very day; state a later day',
                       jsonb_build_object('why', 'cases_filed_since', 'level', at_level, 'valid_from', day));
    end if;
    update area set valid_to = day where area_id = any (ended);
    update area_ring set current = false where area_id = any (ended);
    insert into area (area_id, level, code, name, parent_id, path, provisional, exclusive, valid_from) overriding system value
        select p.area_id, at_level, p.code, i.name, p.parent_id, p.path, i.provisional,
               coalesce(i.exclusive, (select a.exclusive from area a where a.area_id = p.last_id and p.verdict = 'next'), false), day
        from unnest(puts) p join incoming_areas(areas) i using (item)
        where p.verdict in ('add', 'next');
    update area a set name = i.name, parent_id = p.parent_id, path = p.path, provisional = i.provisional,
                      exclusive = coalesce(i.exclusive, a.exclusive)
        from unnest(puts) p join incoming_areas(areas) i using (item)
        where p.verdict = 'correct' and a.area_id = p.area_id;
    perform store_outlines(areas, array(select p.item from unnest(puts) p where p.verdict <> 'same' order by p.item),
                           array(select p.area_id from unnest(puts) p where p.verdict <> 'same' order by p.item));
    update area a set parent_id = p.area_id
        from unnest(puts) p where p.verdict = 'next' and a.parent_id = p.last_id and a.valid_to is null;
    update area a set path = p.path || subpath(a.path, nlevel(p.last_path))
        from unnest(puts) p
        where p.verdict in ('next', 'correct') and p.path <> p.last_path and a.valid_to is null
          and a.path <@ p.last_path and a.path <> p.last_path;
    select count(*) filter (where p.verdict = 'add'), count(*) filter (where p.verdict in ('next', 'correct')),
           count(*) filter (where p.verdict = 'same'),
           array_agg(distinct subpath(p.path, 0, 1)::text) filter (where p.verdict <> 'same')
        into added, changed, unchanged, roots
        from unnest(puts) p;
    if roots is not null then
        insert into configuration_step (subject, subject_key, old, new)
            select 'areas', at_level, corrects, jsonb_build_object('valid_from', day, 'added', added, 'changed', changed,
                       'unchanged', unchanged, 'first_code', min(p.code), 'last_code', max(p.code))
            from unnest(puts) p where p.verdict <> 'same';
    end if;
end $$;
ALTER FUNCTION gridroom.put_areas_of_level(areas jsonb, at_level text, day date, OUT added integer, OUT changed integer, OUT unchanged integer, OUT roots text[], OUT touched integer[], OUT was jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.put_calendar_days(change jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
begin
    if jsonb_typeof(change -> 'value') is distinct from 'array' or jsonb_array_length(change -> 'value') > 400 then
        perform refuse('GR004', 'up to 400 days at once', '{"field": "value", "why": "malformed"}');
    end if;
    perform api.put_calendar_day((d ->> 'day')::date, (d ->> 'is_workday')::boolean, coalesce(d ->> 'note', ''))
    from jsonb_array_elements(change -> 'value') d;
    if change ->> 'known_until' is not null then
        perform api.change_setting('calendar_known_until', change -> 'known_until');
    end if;
end $$;
ALTER FUNCTION gridroom.put_calendar_days(change jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.put_file(c gridroom.case_file, asked uuid, file_kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) RETURNS api.case_answer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.put_file(c gridroom.case_file, asked uuid, file_kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.put_task(c gridroom.case_file, task_kind text, task_code text, receiver jsonb, remark text, stamp timestamp with time zone, due timestamp with time zone) RETURNS void
    LANGUAGE sql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    insert into field_task (code, kind, case_id, worker, duty_grid_id, asked, words, asked_at, due_at)
    values (task_code, task_kind, c.case_id, receiver ->> 'worker', (receiver ->> 'duty_grid_id')::integer, receiver ->> 'asked',
            task_text(c, task_kind, task_code, remark, due), stamp, due)
$$;
ALTER FUNCTION gridroom.put_task(c gridroom.case_file, task_kind text, task_code text, receiver jsonb, remark text, stamp timestamp with time zone, due timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.readable_unit(wanted text) RETURNS gridroom.field_unit
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    found_unit field_unit;
begin
    select * into found_unit from field_unit u where u.code = wanted and u.unit_id in (select my_track_units());
    if found_unit is null then
        perform refuse('GR005', 'no such worker or vehicle for this login', '{"what": "worker"}');
    end if;
    return found_unit;
end $$;
ALTER FUNCTION gridroom.readable_unit(wanted text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.reading_on_record(of_unit integer, kind text, begins timestamp with time zone, finishes timestamp with time zone, why text) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if exists (
        select from track_reading r
        where r.unit_id = of_unit and r.login = session_user and r.reason = why and r.what = kind
          and (r.starts, r.ends) = (begins, finishes)
          and r.transaction_id <> pg_current_xact_id() and r.at > clock_timestamp() - interval '10 minutes') then
        return true;
    end if;
    insert into track_reading (unit_id, what, starts, ends, reason) values (of_unit, kind, begins, finishes, why);
    return false;
end $$;
ALTER FUNCTION gridroom.reading_on_record(of_unit integer, kind text, begins timestamp with time zone, finishes timestamp with time zone, why text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.recompute_deadlines(first_day date DEFAULT NULL::date, last_day date DEFAULT NULL::date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    zone text := time_zone();
    affected bigint[];
    straight bigint[];
    changed integer := 0;
    others integer;
begin
    select coalesce(array_agg(locked.clock_id), '{}') into affected
    from (
        select f.clock_id from case_file f join case_clock c using (clock_id)
        where c.limit_kind in ('work_hour', 'work_day')
          and (first_day is null or c.due_at is null or c.due_at >= first_day::timestamp at time zone zone)
          and (last_day is null or c.started_at < (last_day + 1)::timestamp at time zone zone)
        order by f.case_id for no key update of f  -- in one order, so that two such runs wait instead of deadlocking
    ) locked;
    select coalesce(array_agg(d.clock_id), '{}') into straight
    from unnest(affected) d(clock_id) where not exists (select from clock_pause p where p.clock_id = d.clock_id);
    if cardinality(straight) > 0 and exists (select from office_hours) then
        with dues as (
            select * from office_dues(straight)
        ), clocks as (
            update case_clock c set due_at = d.due from dues d
            where c.clock_id = d.clock_id and c.due_at is distinct from d.due returning c.clock_id
        ), files as (
            update case_file f set deadline_at = d.due, near_at = d.near from dues d
            where f.clock_id = d.clock_id and (f.deadline_at, f.near_at) is distinct from (d.due, d.near) returning f.clock_id
        )
        select (select count(*) from (select clock_id from clocks union select clock_id from files) u),
               array(select unnest(straight) except select clock_id from dues)
        into changed, straight;
    end if;
    -- The rest one by one: with pauses, or out of reach, which add_counted refuses in words.
    select count(*) filter (where show_clock(r.clock_id)) into others
    from unnest(affected) r(clock_id)
    where r.clock_id = any (straight) or exists (select from clock_pause p where p.clock_id = r.clock_id);
    perform plan_card(c.case_id) from case_clock c where c.clock_id = any (affected) and c.name = 'handle';
    return changed + others;
end $$;
ALTER FUNCTION gridroom.recompute_deadlines(first_day date, last_day date) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.redraw_answer(wanted integer, again boolean) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select jsonb_build_object('redraw_id', r.redraw_id, 'state', r.state, 'from_day', coalesce(r.took_effect, r.from_day),
        'changed', jsonb_array_length(r.areas) - coalesce(cardinality(r.added), 0), 'added', coalesce(cardinality(r.added), 0),
        'ended', cardinality(r.ended), 'moved', coalesce(r.moved, 0), 'faults', r.faults, 'repeated', again)
    from area_redraw r where r.redraw_id = wanted
$$;
ALTER FUNCTION gridroom.redraw_answer(wanted integer, again boolean) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.refuse(code text, message text, detail jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    raise exception using errcode = code, message = message, detail = detail::text;
end $$;
ALTER FUNCTION gridroom.refuse(code text, message text, detail jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.refuse_main_case(why text, more jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform refuse('GR004', 'cannot be merged into this case', jsonb_build_object('field', 'into_case', 'why', why) || more);
end $$;
ALTER FUNCTION gridroom.refuse_main_case(why text, more jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.refuse_own_request(asked_by integer, step_action text) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if asked_by = (me()).department_id then
        perform refuse('GR003', 'nobody decides what their own department asked for',
                       jsonb_build_object('action', step_action, 'why', 'own_request'));
    end if;
end $$;
ALTER FUNCTION gridroom.refuse_own_request(asked_by integer, step_action text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.refuse_unseen() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform refuse('GR015', 'it is another by now than was seen', '{"why": "unseen"}');
end $$;
ALTER FUNCTION gridroom.refuse_unseen() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.rehang_areas(drawn gridroom.area_redraw, touched integer[], ending integer[], day date) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    moving jsonb;
    at_level text;
    part record;
    moved integer := 0;
begin
    with below as (
        select c.area_id, c.level, c.parent_id, o.centre
        from area c join area_outline o using (area_id)
        where c.valid_to is null and c.parent_id = any (touched || ending)
    ), placed as (
        select b.area_id, b.level, b.parent_id, (
            select min(a.area_id) from area_set(drawn.parent_path, drawn.level) a
            join area_ring r on r.area_id = a.area_id and r.ring_no = 0
            where not a.area_id = any (ending) and r.ring @> b.centre
              and not exists (select from area_ring hole where hole.area_id = r.area_id and hole.polygon_no = r.polygon_no
                                and hole.ring_no > 0 and hole.ring @> b.centre)) as target
        from below b
    )
    select jsonb_agg((area_elements(array[p.area_id]) -> 0) || jsonb_build_object('parent_code', t.code, 'parent_level', t.level))
        into moving
        from placed p join area t on t.area_id = p.target
        where p.target <> p.parent_id;
    if moving is null then
        return 0;
    end if;
    for at_level in select distinct e ->> 'level' from jsonb_array_elements(moving) e loop
        select * into part from put_areas_of_level(
            (select jsonb_agg(e) from jsonb_array_elements(moving) e where e ->> 'level' = at_level), at_level, day);
        moved := moved + part.changed;
    end loop;
    return moved;
end $$;
ALTER FUNCTION gridroom.rehang_areas(drawn gridroom.area_redraw, touched integer[], ending integer[], day date) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.reopen_clock(c gridroom.case_file, stamp timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.reopen_clock(c gridroom.case_file, stamp timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.reopened(asked uuid, of_case bigint, seen_version integer, step_action text, why text) RETURNS api.case_answer
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    answer api.case_answer := earlier_answer(asked, step_action, of_case);
    rule jsonb := setting_value('reopen_supervision');
    c case_file;
    o supervision_order;
    detail jsonb;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(of_case, seen_version, step_action);
    if (step_action = 'reopen') <> (c.department_id is not null) then
        perform refuse('GR002', 'a case without a department goes back to the desk, one with a department to it',
                       jsonb_build_object('state', c.state, 'action', step_action));
    end if;
    detail := jsonb_build_object('closing_kind', c.closing_kind, 'closed_at', c.closed_at, 'count', c.reopen_count + 1,
        'was_overdue', (select k.was_overdue from case_clock k where k.case_id = c.case_id and k.name = 'handle'
                        order by k.clock_id desc limit 1));
    c.state := case step_action when 'reopen' then 'in_rework' else 'reported' end;
    c.closing_condition := '';
    c.reopen_count := c.reopen_count + 1;
    c := with_hand_overs(c);
    if c.handling_kind = 'approval' then
        c.approval_ladder := c.approval_ladder + 1;
        c.approval_rung := 0;
        c.approval_refused := false;
    end if;
    why := checked_text('reason', why, 2000, true);
    if c.reopen_count >= (rule ->> 'from')::integer then
        insert into supervision_order (order_number, case_id, kind, card, reason, demand, department_id, reply_by, issued_at)
        values (next_number('supervision'), c.case_id, coalesce(rule ->> 'kind', 'important'), coalesce(rule ->> 'card', 'yellow'),
                replace(replace(coalesce(rule ->> 'reason', '{why}'), '{count}', c.reopen_count::text), '{why}', why),
                coalesce(rule ->> 'demand', why), c.department_id,
                case when c.department_id is not null
                     then clock_timestamp() + make_interval(hours => coalesce((rule ->> 'reply_hours')::integer, 24)) end,
                clock_timestamp())
        returning * into o;
        detail := detail || jsonb_build_object('order_number', o.order_number, 'order_kind', o.kind, 'card', o.card,
            'reply_by', o.reply_by, 'orders', jsonb_build_object(o.order_number, order_hash(o)));
        c := with_orders(c);
    end if;
    return write_step(c, step_action, 'closed', why, asked, detail, receiver => c.department_id,
                      clock => case step_action when 'reopen' then 'reopen' else 'register' end);
end $$;
ALTER FUNCTION gridroom.reopened(asked uuid, of_case bigint, seen_version integer, step_action text, why text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.replace_gateway_list(of_gateway text, codes text[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    delete from gateway_unit g where g.gateway = of_gateway;
    insert into gateway_unit (gateway, unit_id) select of_gateway, u.unit_id from field_unit u where u.code = any (codes);
$$;
ALTER FUNCTION gridroom.replace_gateway_list(of_gateway text, codes text[]) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.report_words(place text, description text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select left(place, 40) || ' ' || left(description, 80)
$$;
ALTER FUNCTION gridroom.report_words(place text, description text) OWNER TO gridroom_owner;
CREATE TABLE gridroom.time_request (
    request_no bigint NOT NULL,
    case_id bigint NOT NULL,
    kind text NOT NULL,
    clock_id bigint NOT NULL,
    department_id integer NOT NULL,
    reason text NOT NULL,
    until timestamp with time zone,
    asked_at timestamp with time zone NOT NULL,
    asked_by text DEFAULT SESSION_USER NOT NULL,
    approved_at timestamp with time zone,
    approved_by text,
    outcome text DEFAULT 'pending'::text NOT NULL,
    decided_at timestamp with time zone,
    decided_by text,
    decision text DEFAULT ''::text NOT NULL,
    CONSTRAINT time_request_check CHECK (((kind = 'deferral'::text) = (until IS NOT NULL))),
    CONSTRAINT time_request_check1 CHECK (((outcome = 'pending'::text) = (decided_at IS NULL))),
    CONSTRAINT time_request_check2 CHECK (((outcome <> 'granted'::text) OR (approved_by <> decided_by))),
    CONSTRAINT time_request_kind_check CHECK ((kind = ANY (ARRAY['extension'::text, 'deferral'::text]))),
    CONSTRAINT time_request_outcome_check CHECK ((outcome = ANY (ARRAY['pending'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text])))
);
ALTER TABLE ONLY gridroom.time_request FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.time_request OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.request_hash(r gridroom.time_request) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select encode(sha256(convert_to(jsonb_build_array(
        r.request_no, r.case_id, r.kind, r.clock_id, r.department_id, r.reason, extract(epoch from r.until),
        extract(epoch from r.asked_at), r.asked_by, extract(epoch from r.approved_at), r.approved_by, r.outcome,
        extract(epoch from r.decided_at), r.decided_by, r.decision)::text, 'UTF8')), 'hex')
$$;
ALTER FUNCTION gridroom.request_hash(r gridroom.time_request) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.request_paper_content(c gridroom.case_file, wanted bigint, running_action text DEFAULT ''::text, running_remark text DEFAULT ''::text) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.request_paper_content(c gridroom.case_file, wanted bigint, running_action text, running_remark text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.request_to_decide(c gridroom.case_file, step_action text) RETURNS gridroom.time_request
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    r time_request;
begin
    select * into r from time_request t where t.case_id = c.case_id and t.outcome = 'pending' for update;
    if r is null or (step_action, r.kind) in (('grant_extension', 'deferral'), ('grant_deferral', 'extension')) then
        perform refuse('GR013', 'no such request is pending', '{"why": "none"}');
    end if;
    if step_action <> 'withdraw_request' then
        perform refuse_own_request(r.department_id, step_action);
    end if;
    return r;
end $$;
ALTER FUNCTION gridroom.request_to_decide(c gridroom.case_file, step_action text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.resume_clock(wanted bigint, at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    update clock_pause set resumed_at = greatest(at, paused_at) where clock_id = wanted and resumed_at is null;
    if not found then
        perform refuse('GR002', 'this clock is not paused', jsonb_build_object('state', 'running', 'action', 'resume'));
    end if;
    perform show_clock(wanted);
end $$;
ALTER FUNCTION gridroom.resume_clock(wanted bigint, at timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.resume_due_cases() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    c case_file;
    before text;
    resumed integer := 0;
begin
    perform me();
    for c in
        select f.* from clock_pause p join case_file f on f.clock_id = p.clock_id
        where p.resumed_at is null and p.until <= clock_timestamp() and f.state in ('suspended', 'deferred')
        order by f.case_id for update of f skip locked
    loop
        before := c.state;
        c.state := c.state_before_suspension;
        c.state_before_suspension := null;
        perform write_step(c, 'resume', before, '', gen_random_uuid(), '{"automatic": true}', clock => 'resume');
        resumed := resumed + 1;
    end loop;
    return resumed;
end $$;
ALTER FUNCTION gridroom.resume_due_cases() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.room_day() RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$ select now_local()::date $$;
ALTER FUNCTION gridroom.room_day() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.roster_facts(first_day date) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce(jsonb_agg(jsonb_build_object('day', e.day, 'shift', e.shift, 'login', e.login, 'leads', e.leads)
                              order by e.day, e.shift, e.login), '[]')
    from roster_entry e where e.ended_at is null and e.day between first_day and first_day + 6
$$;
ALTER FUNCTION gridroom.roster_facts(first_day date) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.rule_effect(change jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    ids bigint[];
    dues timestamptz[];
    rests interval[];
    cards timestamptz[];
    moved jsonb;
    effect jsonb;
    stamp timestamptz := clock_timestamp();
begin
    begin
        perform plan_due_cards();
        select array_agg(o.case_id), array_agg(o.deadline_at), array_agg(o.paused_remaining), array_agg(o.next_card_at)
        into ids, dues, rests, cards from open_deadlines() o;
        perform write_rule(change);
        perform carry_to_open(change);
        select coalesce(jsonb_agg(jsonb_build_object(
                   'case_id', o.case_id, 'case_number', o.case_number, 'stage', o.stage,
                   'before', b.deadline_at, 'after', o.deadline_at,
                   'left_before', extract(epoch from b.paused_remaining), 'left_after', extract(epoch from o.paused_remaining),
                   'card_before', b.card_at, 'card_after', o.next_card_at)
                   order by o.deadline_at, o.case_id), '[]')
        into moved
        from open_deadlines() o
        join unnest(ids, dues, rests, cards) b(case_id, deadline_at, paused_remaining, card_at) using (case_id)
        where (o.deadline_at, o.paused_remaining, o.next_card_at) is distinct from (b.deadline_at, b.paused_remaining, b.card_at);
        raise exception using errcode = 'GR099', message = 'taken back';
    exception when sqlstate 'GR099' then
        null;
    end;
    effect := jsonb_build_object(
        'moved', jsonb_array_length(moved),
        'newly_overdue', (select count(*) from jsonb_array_elements(moved) m
                          where (m ->> 'after')::timestamptz <= stamp and ((m ->> 'before')::timestamptz <= stamp) is not true),
        'no_longer_overdue', (select count(*) from jsonb_array_elements(moved) m
                              where (m ->> 'before')::timestamptz <= stamp and ((m ->> 'after')::timestamptz <= stamp) is not true),
        'cards_now', (select count(*) from jsonb_array_elements(moved) m
                      where (m ->> 'card_after')::timestamptz <= stamp and ((m ->> 'card_before')::timestamptz <= stamp) is not true),
        'cases', moved);
    -- Cases come and go while somebody reads; what may not differ are the rules and how many people it would hurt.
    return effect || jsonb_build_object('fingerprint', encode(sha256(convert_to(jsonb_build_array(
        change, effect -> 'newly_overdue', effect -> 'cards_now',
        (select max(step_id) from configuration_step))::text, 'UTF8')), 'hex'));
end $$;
ALTER FUNCTION gridroom.rule_effect(change jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.run_clocks(c gridroom.case_file, wish text, stamp timestamp with time zone, pause_until timestamp with time zone, why text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    stage_limit jsonb;
    handling    bigint;
    registering bigint;
    began       timestamptz := stamp;
begin
    if wish = '' then
        return;
    end if;
    if wish = 'reopen' then
        perform reopen_clock(c, stamp);
        return;
    end if;
    select k.clock_id into handling from case_clock k
    where k.case_id = c.case_id and k.name = 'handle' and k.stopped_at is null order by k.clock_id desc limit 1;
    if wish = 'pause' then
        perform pause_clock(handling, stamp, pause_until, why);
        return;
    end if;
    if wish = 'resume' then
        -- Not later than promised, however late somebody notices.
        perform resume_clock(handling, least(stamp, (
            select p.until from clock_pause p where p.clock_id = handling and p.resumed_at is null)));
        return;
    end if;
    select k.clock_id into registering from case_clock k
    where k.case_id = c.case_id and k.name = 'register' and k.stopped_at is null;
    if wish = 'confirmed' then
        perform stop_clock(c.clock_id, stamp);
        perform resume_clock(registering, stamp);
        return;
    end if;
    if wish = 'verified' then
        -- Handling waits on: closing may still end in rework.
        perform stop_clock(c.clock_id, stamp);
        return;
    end if;
    if wish = 'confirm' then
        perform pause_clock(registering, stamp, null, 'confirming');
    elsif wish = 'verify' and handling is not null then
        perform pause_clock(handling, stamp, null, 'handled');
    elsif wish = 'dispute' and handling is not null then
        perform pause_clock(handling, stamp, null, 'disputed');
    elsif wish = 'rework' then
        if c.clock_id is distinct from handling and c.clock_id is not null then
            perform stop_clock(c.clock_id, stamp);
        end if;
        perform resume_clock(handling, stamp);
        update case_file set clock_id = handling where case_id = c.case_id;
        return;
    else
        perform stop_clock(k.clock_id, stamp) from case_clock k where k.case_id = c.case_id and k.stopped_at is null;
    end if;
    if wish = 'stop' then
        return;
    end if;
    if wish = 'dispatch_again' then
        -- A dispatch taken back gives nobody new time: the clock runs on from the registration.
        wish := 'dispatch';
        began := c.registered_at;
    end if;
    if wish = 'handle' then
        perform start_clock(c.case_id, 'handle', c.limit_kind, c.limit_value, began);
    else
        -- A city that set its limits before there were these stages has none for them.
        stage_limit := coalesce(setting_value('stage_limits') -> wish, case wish
            when 'confirm' then '{"kind": "urgent_hour", "value": 0.5}'::jsonb
            when 'dispute' then '{"kind": "work_day", "value": 1}'
            when 'escalate' then '{"kind": "urgent_hour", "value": 2}'
            when 'level' then '{"kind": "work_day", "value": 2}' end);
        if stage_limit is not null then
            perform start_clock(c.case_id, wish, stage_limit ->> 'kind', (stage_limit ->> 'value')::numeric, began);
        end if;
    end if;
end $$;
ALTER FUNCTION gridroom.run_clocks(c gridroom.case_file, wish text, stamp timestamp with time zone, pause_until timestamp with time zone, why text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.run_clocks_on(of_case bigint, since timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.run_clocks_on(of_case bigint, since timestamp with time zone) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.search_key(words text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select regexp_replace(lower(normalize(words, NFKC)), '[][\s!-/:-@\\^_`{-~、。〈〉《》「」『』【】〔〕·…—‘’“”～￥]+', '', 'g')
$$;
ALTER FUNCTION gridroom.search_key(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.search_pairs(key text, stretch bigint) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select string_to_array(rtrim(
        regexp_replace(left(key, length(key) / 2 * 2), '(..)', '\1' || stretch || ' ', 'g')
        || regexp_replace(substr(key, 2, (length(key) - 1) / 2 * 2), '(..)', '\1' || stretch || ' ', 'g')), ' ')
$$;
ALTER FUNCTION gridroom.search_pairs(key text, stretch bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.search_stretch(case_id bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select case_id >> 18 $$;
ALTER FUNCTION gridroom.search_stretch(case_id bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.sees_every_sheet() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select coalesce((select my_area_path()) = '', false) and has_any_duty('{gridroom_dispatcher,gridroom_duty_chief,'
        'gridroom_assessor,gridroom_administrator,gridroom_security_auditor}')
$$;
ALTER FUNCTION gridroom.sees_every_sheet() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.sees_live() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_wall}')
$$;
ALTER FUNCTION gridroom.sees_live() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.setting_holds(key text, value jsonb) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    return coalesce(case key
        when 'stage_limits' then good_stage_limits(value)
        when 'positions' then good_positions(value)
        when 'call_back' then good_call_back(value)
        when 'reopen_supervision' then good_reopen_supervision(value)
        when 'task_answers' then good_task_answers(value)
        when 'task_rules' then numbers_within(value, '{"expire_hours": [1, 8784], "code_rest_days": [0, 366], "urgent_minutes": [1, 10080]}')
        when 'repeat_places' then numbers_within(value, '{"metres": [5, 2000], "fewest": [2, 10000, 1]}')
        when 'hand_over_receipt_minutes' then numbers_within(jsonb_build_object('minutes', value), '{"minutes": [1, 1440, 1]}')
        when 'map_days' then numbers_within(jsonb_build_object('days', value), '{"days": [1, 3660, 1]}')
        when 'usual_grids' then numbers_within(value, '{"cell_m2": [100, 10000000], "households_from": [0, 100000, 1], "households_to": [1, 100000, 1]}')
                                and (value ->> 'households_from')::numeric <= (value ->> 'households_to')::numeric
        when 'map_home' then good_map_home(value)
        when 'self_handled_needs_pictures' then jsonb_typeof(value) = 'boolean'
    end, case when key in ('stage_limits', 'positions', 'call_back', 'reopen_supervision', 'task_answers', 'task_rules', 'repeat_places',
                           'hand_over_receipt_minutes', 'map_home', 'map_days', 'usual_grids', 'self_handled_needs_pictures') then false end);
end $$;
ALTER FUNCTION gridroom.setting_holds(key text, value jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.setting_value(wanted text) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select value from setting where key = wanted
$$;
ALTER FUNCTION gridroom.setting_value(wanted text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.settled_by(wanted_case bigint) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select s.detail ->> 'worker' from case_step s
    where s.case_id = wanted_case and s.action = 'self_handle' order by s.seq desc limit 1
$$;
ALTER FUNCTION gridroom.settled_by(wanted_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.sheet_content(wanted_day date, wanted_scope text) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.sheet_content(wanted_day date, wanted_scope text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.sheet_json(wanted bigint) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select jsonb_build_object(
        'sheet_id', s.sheet_id, 'sheet_number', s.sheet_number, 'sequence', s.sequence, 'content_hash', s.content_hash,
        'issued_at', local_moment(s.issued_at), 'issued_by', s.issued_by, 'content', s.content,
        'versions', (select coalesce(jsonb_object_agg(l.case_id, l.case_version), '{}') from sheet_line l
                     where l.sheet_id = s.sheet_id))
    from sheet s where s.sheet_id = wanted
$$;
ALTER FUNCTION gridroom.sheet_json(wanted bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.sheet_line_facts(c gridroom.case_file) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.sheet_line_facts(c gridroom.case_file) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.sheet_line_hash(c gridroom.case_file) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select encode(sha256(convert_to(sheet_line_facts(c)::text, 'UTF8')), 'hex')
$$;
ALTER FUNCTION gridroom.sheet_line_hash(c gridroom.case_file) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.sheet_stands() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    raise exception using errcode = 'GR003', message = format('%s is append-only', tg_table_name),
        detail = jsonb_build_object('action', lower(tg_op), 'why', 'append_only')::text;
end $$;
ALTER FUNCTION gridroom.sheet_stands() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.shifts_on(on_day date) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select shifts from shift_plan where valid_from <= on_day and ended_at is null order by valid_from desc limit 1
$$;
ALTER FUNCTION gridroom.shifts_on(on_day date) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.show_clock(wanted bigint) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    clock case_clock;
    paused_since timestamptz;
    counted interval;
    due timestamptz;
    near timestamptz;
    remaining interval;
    changed boolean;
begin
    select * into clock from case_clock where clock_id = wanted;
    select paused_at into paused_since from clock_pause where clock_id = wanted and resumed_at is null;
    counted := clock_limit(clock);
    if paused_since is null then
        due := clock_reaches(wanted, counted);
        near := clock_reaches(wanted, counted * 0.75);
    else
        remaining := counted - clock_used(wanted, paused_since);  -- negative: it was overdue already
    end if;
    update case_clock set due_at = due where clock_id = wanted and due_at is distinct from due;
    changed := found;
    if clock.stopped_at is null then
        update case_file f
        set clock_id = wanted, deadline_at = due, near_at = near, paused_remaining = remaining
        where f.case_id = clock.case_id
          and (f.clock_id, f.deadline_at, f.near_at, f.paused_remaining) is distinct from (wanted, due, near, remaining);
        changed := changed or found;
        if clock.name = 'handle' then
            perform plan_card(clock.case_id);
        end if;
    end if;
    return changed;
end $$;
ALTER FUNCTION gridroom.show_clock(wanted bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.similar_to(asked_at point, asked_minor integer, asked_place text, asked_words text, caller text, excluded bigint) RETURNS TABLE(case_id bigint, case_number text, state text, stage text, department text, seen boolean, version integer, subcategory text, summary text, place text, reported_at timestamp with time zone, ended_at timestamp with time zone, deadline_at timestamp with time zone, near_at timestamp with time zone, paused_remaining interval, report_count integer, metres double precision, same_class boolean, same_caller boolean, alike double precision, likely double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    reach      float8 := least(duplicate_rule('metres', 50), 5000);
    since      timestamptz := now() - make_interval(secs => 3600 * least(duplicate_rule('hours', 24), 720));
    open_since timestamptz := least(since, now() - make_interval(secs => 3600 * duplicate_rule('open_hours', 168)));
    rung_since timestamptz := now() - make_interval(secs => 3600 * duplicate_rule('caller_hours', 168));
    enough     float8 := duplicate_rule('alike', 0.4);
    one_class  boolean := coalesce((setting_value('duplicates') -> 'same_minor')::text = 'true', true);
    around     box := box_around(asked_at, reach * 1.01);  -- for the index; the distance itself decides
    wide       box := box_around(asked_at, 10 * reach);  -- further away the same words tell of another trouble
    words      text := report_words(asked_place, asked_words);
    number     text := case when has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}')
                            then phone_key(caller) else '' end;
    my_path    ltree := my_area_path();
    my_own     integer := case when has_duty('department') then my_department() end;
begin
    if is_wall_only() or not has_any_duty((select t.duties from transition t where t.action = 'report' limit 1)) then
        return;
    end if;
    return query
    with candidate as (
        select c.case_id from case_file c
        where around is not null and c.is_open and c.position <@ around and c.reported_at >= open_since
        union
        select c.case_id from case_file c
        where c.closed_at >= since and c.position <@ around and c.state <> 'voided'
        union
        select c.case_id from case_file c
        where number <> '' and phone_key(c.reporter_phone) = number and c.reporter_phone <> '' and not c.keep_secret
          and c.reported_at >= rung_since and c.state <> 'voided'
        union
        select c.case_id from case_file c
        where length(words) >= 6 and c.reported_at >= since and c.state <> 'voided'
          and (wide is null or c.position is null or c.position <@ wide)
          and case when asked_place <> '' and c.place <> '' and similarity(asked_place, c.place) < 0.3 then false
                   else similarity(words, report_words(c.place, c.description)) >= enough end
        union
        select c.case_id from case_file c
        where length(words) >= 6 and c.closed_at >= since and c.state <> 'voided'
          and (wide is null or c.position is null or c.position <@ wide)
          and case when asked_place <> '' and c.place <> '' and similarity(asked_place, c.place) < 0.3 then false
                   else similarity(words, report_words(c.place, c.description)) >= enough end
    ), judged as (
        select c.case_id, coalesce(c.merged_into, c.case_id) as main_id,
               case when asked_at is not null and c.position is not null then metres_between(asked_at, c.position) end as metres, c.minor_id = asked_minor as same_class,
               number <> '' and not c.keep_secret and phone_key(c.reporter_phone) = number
                   and c.reported_at >= rung_since as same_caller,
               similarity(words, report_words(c.place, c.description))::float8 as alike,
               coalesce(c.closed_at >= since, c.reported_at >= open_since) as still_fresh
        from candidate d join case_file c using (case_id)
        where excluded is null or (c.case_id <> excluded and c.merged_into is distinct from excluded)
    ), reasoned as (
        select j.case_id, j.main_id, j.same_caller,
               case when j.metres <= reach and j.still_fresh and (not one_class or j.same_class is not false)
                    then j.metres end as metres,
               j.same_class,
               case when j.alike >= enough and length(words) >= 6 and (j.metres is null or j.metres <= 10 * reach)
                    then j.alike end as alike
        from judged j
    ), best as (
        select distinct on (r.main_id) r.*,
               coalesce(3 - 1.5 * r.metres / nullif(reach, 0), 0) + 2 * coalesce(r.alike, 0)
               + case when r.same_caller then 1.5 else 0 end + case when r.same_class then 1 else 0 end as likely
        from reasoned r
        where r.metres is not null or r.alike is not null or r.same_caller
        order by r.main_id, likely desc
    ), shown as (
        select b.*, c as f, coalesce(c.area_path <@ my_path, false) or coalesce(c.department_id = my_own, false) as seen
        from best b join case_file c on c.case_id = b.main_id
        where c.case_id is distinct from excluded and c.state <> 'voided'
    )
    select case when s.seen then (s.f).case_id end, (s.f).case_number, (s.f).state, (s.f).stage, coalesce(d.name, ''),
           s.seen, case when s.seen then (s.f).version end, case when s.seen then coalesce(m.name, '') else '' end,
           case when s.seen then left(split_part((s.f).description, E'\n', 1), 80) else '' end,
           case when s.seen then (s.f).place else '' end, case when s.seen then (s.f).reported_at end,
           case when s.seen then (s.f).closed_at end, case when s.seen then (s.f).deadline_at end,
           case when s.seen then (s.f).near_at end, case when s.seen then (s.f).paused_remaining end,
           case when s.seen then (s.f).report_count::integer else 0 end,
           case when s.seen then s.metres end, s.seen and coalesce(s.same_class, false), s.seen and s.same_caller,
           case when s.seen then s.alike end, s.likely
    from shown s
    left join department d on d.department_id = (s.f).department_id
    left join catalogue_minor m on m.minor_id = (s.f).minor_id
    where s.seen or s.metres is not null or s.alike is not null
    order by (s.f).is_open desc, s.likely desc, s.main_id desc
    limit least(duplicate_rule('most', 6), 50)::integer;
end $$;
ALTER FUNCTION gridroom.similar_to(asked_at point, asked_minor integer, asked_place text, asked_words text, caller text, excluded bigint) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.speak_for(asking gridroom.gateway, worker text) RETURNS gridroom.field_unit
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    spoken_for field_unit := worker_of_gateway(asking, checked_text('worker', worker, 63, true));
begin
    perform set_config('gridroom.worker', spoken_for.login, true);
    return spoken_for;
end $$;
ALTER FUNCTION gridroom.speak_for(asking gridroom.gateway, worker text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.spoken_as_digits(words text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    told text := place_words(replace(words, '〇', '零'));
    run text;
    number text;
begin
    if told ~ '[〇零一二两三四五六七八九十百千] ?(号|弄|支弄|幢|单元|室|层|座)' then
        for run in select distinct m.found[1] from regexp_matches(told,
                '([〇零一二两三四五六七八九十百千]+) ?(?=(号|弄|支弄|幢|单元|室|层|座)(?!路|街|巷|桥|线|村|站|渠|坝|井))', 'g') as m(found)
                order by 1 loop
            number := spoken_number(run);
            if number <> '' then
                told := regexp_replace(told, '(^|[^〇零一二两三四五六七八九十百千])' || run
                    || '( ?(号|弄|支弄|幢|单元|室|层|座)(?!路|街|巷|桥|线|村|站|渠|坝|井))', '\1' || number || '\2', 'g');
            end if;
        end loop;
    end if;
    return told;
end $$;
ALTER FUNCTION gridroom.spoken_as_digits(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.spoken_number(words text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
declare
    digits constant text := translate(words, '〇零一二两三四五六七八九', '001223456789');
    sum integer := 0;
    figure integer;
    each text;
begin
    if words !~ '[十百千]' then
        return case when digits ~ '^[0-9]{1,9}$' then digits else '' end;
    elsif digits !~ '^([0-9]千)?(0?[0-9]百)?(0?[0-9]?十)?0?[0-9]?$' then
        return '';
    end if;
    foreach each in array string_to_array(digits, null) loop
        if each ~ '[0-9]' then
            figure := each::integer;
        else
            sum := sum + coalesce(nullif(figure, 0), 1) * case each when '千' then 1000 when '百' then 100 else 10 end;
            figure := 0;
        end if;
    end loop;
    return (sum + coalesce(figure, 0))::text;
end $_$;
ALTER FUNCTION gridroom.spoken_number(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.square_degree_m2(latitude double precision) RETURNS double precision
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select (111132.954 - 559.822 * cosd(2 * latitude) + 1.175 * cosd(4 * latitude))
         * (111412.84 * cosd(latitude) - 93.5 * cosd(3 * latitude) + 0.118 * cosd(5 * latitude))
$$;
ALTER FUNCTION gridroom.square_degree_m2(latitude double precision) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.stage_number(state text) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    select case when state in ('reported', 'confirming') then 0
                when state in ('registered', 'returned', 'disputed', 'escalated') then 1
                when state in ('dispatched', 'accepted', 'in_rework', 'suspended', 'deferred') then 2
                when state in ('handled', 'self_handled') then 3
                when state = 'verified' then 4 else 5 end::smallint
$$;
ALTER FUNCTION gridroom.stage_number(state text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.stamp_cases(printed gridroom.sheet) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.stamp_cases(printed gridroom.sheet) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.standing_area(of_area integer) RETURNS gridroom.area
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select a from area asked join area a on a.level = asked.level and a.code = asked.code and a.valid_to is null
    where asked.area_id = of_area
$$;
ALTER FUNCTION gridroom.standing_area(of_area integer) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.start_clock(of_case bigint, clock_name text, limit_kind text, limit_value numeric, at timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    started bigint;
begin
    perform stop_clock(c.clock_id, at) from case_clock c
    where c.case_id = of_case and c.stopped_at is null
      and not exists (select from clock_pause p where p.clock_id = c.clock_id and p.resumed_at is null);
    insert into case_clock (case_id, name, limit_kind, limit_value, started_at)
    values (of_case, clock_name, limit_kind, limit_value, at)
    returning clock_id into started;
    perform show_clock(started);
    return started;
end $$;
ALTER FUNCTION gridroom.start_clock(of_case bigint, clock_name text, limit_kind text, limit_value numeric, at timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.stem_of(kind text, words text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
    select case when kind = 'lamp_post' then
                    btrim(regexp_replace(regexp_replace(regexp_replace(numberless(words), '[a-z]+', ' ', 'g'),
                                                        '(灯杆|灯柱|路灯|杆)( |$)', ' ', 'g'), '路路?( |$)', '路\1'))
                when kind = 'door_plate' then numberless(words)
                else place_words(words) end
$_$;
ALTER FUNCTION gridroom.stem_of(kind text, words text) OWNER TO gridroom_owner;
CREATE TABLE gridroom.case_step (
    step_id bigint NOT NULL,
    case_id bigint NOT NULL,
    seq integer NOT NULL,
    action text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_login text NOT NULL,
    by_name text NOT NULL,
    by_department text NOT NULL,
    receiver_id integer,
    remark text NOT NULL,
    original_at timestamp with time zone,
    detail jsonb NOT NULL,
    request_id uuid NOT NULL,
    version integer NOT NULL,
    previous_hash bytea,
    hash bytea NOT NULL
);
ALTER TABLE ONLY gridroom.case_step FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_step OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.step_hash(s gridroom.case_step) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select sha256(coalesce(s.previous_hash, ''::bytea) || convert_to(jsonb_build_array(
        s.case_id, s.seq, s.action, s.from_state, s.to_state, extract(epoch from s.at), s.by_login, s.by_name,
        s.by_department, s.receiver_id, s.remark, extract(epoch from s.original_at), s.detail, s.request_id,
        s.version)::text, 'UTF8'))
$$;
ALTER FUNCTION gridroom.step_hash(s gridroom.case_step) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.step_was_late(s gridroom.case_step, c gridroom.case_file) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select exists (select from case_clock k where k.case_id = s.case_id and k.stopped_at = s.at and k.was_overdue
                   and k.name <> 'handle')
        or (s.action = 'handle' and c.handled_at = s.at and coalesce(s.at > handling_due(c), false))
$$;
ALTER FUNCTION gridroom.step_was_late(s gridroom.case_step, c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.stop_clock(wanted bigint, at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    clock case_clock;
begin
    select * into clock from case_clock where clock_id = wanted for update;
    if clock.clock_id is null or clock.stopped_at is not null then
        return;
    end if;
    update clock_pause set resumed_at = greatest(at, paused_at) where clock_id = wanted and resumed_at is null;
    clock.due_at := clock_due(wanted);
    update case_clock
    set stopped_at = at, due_at = clock.due_at, was_overdue = at >= clock.due_at  -- as the board's light has it
    where clock_id = wanted;
    update case_file set clock_id = null, deadline_at = null, near_at = null, paused_remaining = null
    where case_id = clock.case_id and clock_id = wanted;
end $$;
ALTER FUNCTION gridroom.stop_clock(wanted bigint, at timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.store_outlines(areas jsonb, items integer[], ids integer[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    beyond record;
begin
    delete from area_ring where area_id = any (ids);
    insert into area_outline (area_id, outline, centre, area_m2)
        select pair.area_id, i.outline, i.centre, i.area_m2
        from unnest(items, ids) as pair(item, area_id)
        join incoming_areas(areas) i using (item)
        on conflict (area_id) do update
            set outline = excluded.outline, centre = excluded.centre, area_m2 = excluded.area_m2;
    insert into area_ring (area_id, level, polygon_no, ring_no, ring)
        select pair.area_id, i.level, part.no - 1, border.no - 1, translate(border.ring::text, '[]', '()')::polygon
        from unnest(items, ids) as pair(item, area_id)
        join incoming_areas(areas) i using (item)
        cross join lateral jsonb_array_elements(
            case i.outline ->> 'type' when 'Polygon' then jsonb_build_array(i.outline -> 'coordinates')
                                      else i.outline -> 'coordinates' end) with ordinality as part(polygon, no)
        cross join lateral jsonb_array_elements(part.polygon) with ordinality as border(ring, no);
    select i.level, i.code, box(r.ring) as extent into beyond
        from unnest(items, ids) as pair(item, area_id)
        join area_ring r using (area_id)
        join incoming_areas(areas) i using (item)
        where not box(r.ring) <@ box(point(-180, -90), point(180, 90))
        limit 1;
    if found then
        perform refuse('GR020', 'outline is not in degrees', jsonb_build_object('why', 'out_of_range', 'level', beyond.level,
            'code', beyond.code, 'longitude', (beyond.extent[0])[0], 'latitude', (beyond.extent[0])[1]));
    end if;
exception when invalid_text_representation or invalid_parameter_value or numeric_value_out_of_range then
    perform refuse('GR020', 'an outline cannot be read', jsonb_build_object('why', 'outline_unreadable', 'reason', sqlerrm));
end $$;
ALTER FUNCTION gridroom.store_outlines(areas jsonb, items integer[], ids integer[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.sum_patrols(units integer[], of_day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    day_begins timestamptz := of_day::timestamp at time zone time_zone();
    day_ends timestamptz := (of_day + 1)::timestamp at time zone time_zone();
    gap float8 := position_rule('patrol_gap_minutes', 15) * 60;
    stale integer[];
begin
    if not pg_try_advisory_xact_lock(7036, of_day - '2000-01-01'::date) then
        return;
    end if;
    with late as (
        delete from patrol_anew a where a.day = of_day and a.unit_id = any (units) returning a.unit_id
    )
    select array_agg(s.unit_id) into stale from (
        select l.unit_id from late l
        union
        select p.unit_id from patrol_day p join field_unit u using (unit_id)
        where p.day = of_day and p.unit_id = any (units) and (p.longest_gap <> gap or p.home <> home_path(u))) s;
    if stale is not null then
        delete from patrol_day p where p.day = of_day and p.unit_id = any (stale);
        delete from patrol_run p where p.day = of_day and p.unit_id = any (stale);
        delete from patrol_cell p where p.day = of_day and p.unit_id = any (stale);
    end if;
    with unit as materialized (
        select u.unit_id, home_path(u) as home, p.up_to, p.area_id, p.run_began_at
        from field_unit u left join patrol_day p on p.unit_id = u.unit_id and p.day = of_day
        where u.unit_id = any (units)
    ), fix as (
        select k.unit_id, f.area_id, f.at
        from unit k
        cross join lateral (  -- unit by unit: the whole day would be read for the few fixes that are new
            select o.at, o.area_id, o.accuracy from position_fix o
            where o.unit_id = k.unit_id and o.at >= day_begins and o.at < day_ends and o.at > coalesce(k.up_to, '-infinity')
            offset 0) f
        left join area here on here.area_id = f.area_id
        where coalesce(f.accuracy, 0) <= 100 and coalesce(here.path, '') <@ k.home
        union all
        select k.unit_id, k.area_id, k.up_to from unit k where k.up_to is not null
    ), step as materialized (
        select f.unit_id, f.area_id, f.at, lag(f.at) over w as before, lead(f.at) over w as next
        from fix f window w as (partition by f.unit_id order by f.at)
    ), cell as (
        insert into patrol_cell as c (unit_id, day, area_id, seconds, first_at)
        select s.unit_id, of_day, coalesce(s.area_id, 0),
               coalesce(extract(epoch from sum(s.next - s.at) filter (where s.next - s.at <= make_interval(secs => gap))), 0), min(s.at)
        from step s group by 1, 3
        on conflict (day, unit_id, area_id) do update set seconds = c.seconds + excluded.seconds
    ), edge as (
        -- Where a patrol begins; the one that is carried on began earlier.
        select s.unit_id, s.at, case when s.at = u.up_to then u.run_began_at else s.at end as began_at,
               lead(s.before) over (partition by s.unit_id order by s.at) as last_at
        from step s join unit u using (unit_id)
        where s.before is null or s.before < s.at - make_interval(secs => gap)
    ), newest as (
        select distinct on (s.unit_id) s.unit_id, s.at, s.area_id from step s where s.next is null order by s.unit_id
    ), run as (
        insert into patrol_run as r (unit_id, day, began_at, last_at)
        select e.unit_id, of_day, e.began_at, coalesce(e.last_at, n.at) from edge e join newest n using (unit_id)
        on conflict (day, unit_id, began_at) do update set last_at = excluded.last_at
    )
    insert into patrol_day as p (unit_id, day, home, longest_gap, up_to, area_id, run_began_at)
    select n.unit_id, of_day, u.home, gap, n.at, n.area_id,
           (select e.began_at from edge e where e.unit_id = n.unit_id order by e.at desc limit 1)
    from newest n join unit u using (unit_id)
    on conflict (day, unit_id) do update
        set up_to = excluded.up_to, area_id = excluded.area_id, run_began_at = excluded.run_began_at;
end $$;
ALTER FUNCTION gridroom.sum_patrols(units integer[], of_day date) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.sum_patrols_at_times() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    perform from position_upkeep u where u.summed_at < clock_timestamp() - interval '5 minutes' for update skip locked;
    if found then
        update position_upkeep set summed_at = clock_timestamp();
        perform sum_patrols(array(select u.unit_id from field_unit u where u.active), d)
        from unnest(array[now_local()::date - 1, now_local()::date]) d;
    end if;
end $$;
ALTER FUNCTION gridroom.sum_patrols_at_times() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.suspension_paper_content(c gridroom.case_file, why text, until timestamp with time zone, at timestamp with time zone, by_name text, ordinal bigint) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select paper_head(c) || jsonb_build_object(
        'request_kind', 'suspension', 'asked_department', department_name(c.department_id), 'asked_by', '',
        'asked_at', local_moment(at), 'reason', why, 'until', local_moment(until), 'ordinal', ordinal,
        'due_before', null, 'approved_at', null, 'approved_by', '', 'approved_words', '',
        'outcome', 'granted', 'decided_at', local_moment(at), 'decided_by', by_name, 'decision', '')
$$;
ALTER FUNCTION gridroom.suspension_paper_content(c gridroom.case_file, why text, until timestamp with time zone, at timestamp with time zone, by_name text, ordinal bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.take_case(wanted_case bigint, seen_version integer, wanted_action text) RETURNS gridroom.case_file
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    taken case_file;
    move  transition;
    self  person := me();
begin
    select * into taken from case_file where case_id = wanted_case for update;
    if taken is null then
        perform refuse('GR005', 'no such case for this login', '{"what": "case"}');
    end if;
    if seen_version is null and wanted_action not in ('note', 'attach') then
        perform refuse('GR004', 'the version that was seen is missing', '{"field": "version", "why": "empty"}');
    end if;
    if seen_version is not null and seen_version <> taken.version then
        perform refuse('GR001', 'the case was changed meanwhile', (
            select jsonb_build_object('version', seen_version, 'now_version', taken.version, 'by', s.by_name,
                                      'at', s.at, 'action', s.action, 'state', taken.state)
            from case_step s where s.case_id = wanted_case and s.version = taken.version
            order by s.seq limit 1));
    end if;
    move := legal_move(wanted_action, taken.state);
    if move.own_department and taken.department_id is distinct from self.department_id then
        perform refuse('GR003', 'the case lies with another department',
                       jsonb_build_object('action', wanted_action, 'why', 'other_department'));
    end if;
    -- Who mends a case may not judge it (supervision and handling are apart, docs/trade.md §1.1).
    if wanted_action in ('verify', 'rework', 'close', 'force_close', 'inform_close')
       and (taken.department_id = self.department_id or self.department_id = any (taken.seen_by)) then
        perform refuse('GR003', 'who handled a case may not verify or close it',
                       jsonb_build_object('action', wanted_action, 'why', 'own_work'));
    end if;
    return taken;
end $$;
ALTER FUNCTION gridroom.take_case(wanted_case bigint, seen_version integer, wanted_action text) OWNER TO gridroom_owner;
CREATE TABLE gridroom.saved_view (
    view_id bigint NOT NULL,
    owner text DEFAULT SESSION_USER NOT NULL,
    shared boolean DEFAULT false NOT NULL,
    for_duty text DEFAULT ''::text NOT NULL,
    name text NOT NULL,
    content jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    request_id uuid NOT NULL,
    changed_by text DEFAULT SESSION_USER NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT saved_view_check CHECK ((shared OR (for_duty = ''::text)))
);
ALTER TABLE ONLY gridroom.saved_view FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.saved_view OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.take_view(wanted bigint, seen_version integer, removed boolean) RETURNS gridroom.saved_view
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    taken saved_view;
begin
    select * into taken from saved_view v where v.view_id = wanted and (removed or v.removed_at is null) for update;
    if taken is null then
        perform refuse('GR005', 'no such view for this login', '{"what": "view"}');
    end if;
    if taken.shared and not may_share_views() then
        perform refuse('GR003', 'shared views are kept by the duty chief or the administrator', '{"action": "share_view"}');
    end if;
    if seen_version is distinct from taken.version then
        perform refuse('GR001', 'the view was changed meanwhile', jsonb_build_object('version', seen_version,
            'now_version', taken.version, 'by', coalesce((select p.name from person p where p.login = taken.changed_by),
            taken.changed_by), 'at', taken.changed_at, 'action', 'save_view'));
    end if;
    return taken;
end $$;
ALTER FUNCTION gridroom.take_view(wanted bigint, seen_version integer, removed boolean) OWNER TO gridroom_owner;
CREATE TABLE gridroom.field_task (
    task_id bigint NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    case_id bigint NOT NULL,
    worker text,
    duty_grid_id integer,
    asked text NOT NULL,
    words text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    asked_by text DEFAULT SESSION_USER NOT NULL,
    due_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outcome text DEFAULT ''::text NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    answered_by text DEFAULT ''::text NOT NULL,
    gateway text DEFAULT ''::text NOT NULL,
    CONSTRAINT field_task_check CHECK (((worker IS NULL) <> (duty_grid_id IS NULL))),
    CONSTRAINT field_task_check1 CHECK (((outcome = ''::text) = (ended_at IS NULL))),
    CONSTRAINT field_task_kind_check CHECK ((kind = ANY (ARRAY['confirm'::text, 'verify'::text, 'urgent'::text]))),
    CONSTRAINT field_task_outcome_check CHECK ((outcome = ANY (ARRAY[''::text, 'exists'::text, 'absent'::text, 'passed'::text, 'failed'::text, 'done'::text, 'unable'::text, 'overtaken'::text, 'expired'::text])))
);
ALTER TABLE ONLY gridroom.field_task FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.field_task OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.task_expires(t gridroom.field_task) RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select t.due_at + coalesce((setting_value('task_rules') ->> 'expire_hours')::numeric, 24) * interval '1 hour'
$$;
ALTER FUNCTION gridroom.task_expires(t gridroom.field_task) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.task_in(words text) RETURNS gridroom.field_task
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $_$
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
end $_$;
ALTER FUNCTION gridroom.task_in(words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.task_receiver(c gridroom.case_file, worker text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    if coalesce(worker, '') = '' then
        return (select jsonb_build_object('duty_grid_id', g.area_id, 'asked', g.name)
                from area cell join area g on g.area_id = cell.parent_id and g.level = 'duty_grid' where cell.area_id = c.cell_id);
    elsif can_confirm(c, worker) then
        return (select jsonb_build_object('worker', p.login, 'asked', p.name) from person p where p.login = worker);
    end if;
    return null;
end $$;
ALTER FUNCTION gridroom.task_receiver(c gridroom.case_file, worker text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.task_result(task_kind text, words text) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.task_result(task_kind text, words text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.task_text(c gridroom.case_file, task_kind text, task_code text, remark text, due timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.task_text(c gridroom.case_file, task_kind text, task_code text, remark text, due timestamp with time zone) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.tasks_of(wanted_login text) RETURNS SETOF gridroom.field_task
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select t.* from field_task t
    where t.ended_at is null and clock_timestamp() <= task_expires(t)
      and (t.worker = wanted_login or exists (
          select from person p join area own on own.area_id = p.area_id join area grid on grid.area_id = t.duty_grid_id
          where p.login = wanted_login and p.active and (own.path <@ grid.path or (own.level, own.code) = (grid.level, grid.code))))
$$;
ALTER FUNCTION gridroom.tasks_of(wanted_login text) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.tell_alarm() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform pg_notify('gridroom_alarm', '0');
    return null;
end $$;
ALTER FUNCTION gridroom.tell_alarm() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.tell_areas(roots text[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select pg_notify('gridroom_area', root) from unnest(roots) root
$$;
ALTER FUNCTION gridroom.tell_areas(roots text[]) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.tell_camera() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform pg_notify('gridroom_camera', new.camera_id::text);
    return null;
end $$;
ALTER FUNCTION gridroom.tell_camera() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.tell_case() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform pg_notify('gridroom_case', new.case_id::text);
    return null;
end $$;
ALTER FUNCTION gridroom.tell_case() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.tell_catalogue() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform pg_notify('gridroom_catalogue', '0');
    return null;
end $$;
ALTER FUNCTION gridroom.tell_catalogue() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.tell_main_case(main_id bigint, action text, words text, asked uuid, about gridroom.case_file) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    main case_file;
begin
    select * into main from case_file where case_id = main_id;
    perform write_step(main, action, main.state, words, other_half(asked),
                       jsonb_build_object('report_id', about.case_id, 'report', about.case_number), raises => false);
    update case_file f set report_count = (select count(*) from case_file r where r.merged_into = main_id)
    where f.case_id = main_id;
end $$;
ALTER FUNCTION gridroom.tell_main_case(main_id bigint, action text, words text, asked uuid, about gridroom.case_file) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.tell_moved(change jsonb, moved jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    m jsonb;
    c case_file;
    told integer := 0;
begin
    for m in select * from jsonb_array_elements(moved) loop
        continue when (m -> 'before', m -> 'left_before') is not distinct from (m -> 'after', m -> 'left_after');
        select * into c from case_file f where f.case_id = (m ->> 'case_id')::bigint;
        perform write_step(c, 'rule', c.state, '', gen_random_uuid(), jsonb_build_object(
            'rule', change ->> 'rule', 'deadline_before', m -> 'before', 'deadline_after', m -> 'after'), raises => false);
        told := told + 1;
    end loop;
    return told;
end $$;
ALTER FUNCTION gridroom.tell_moved(change jsonb, moved jsonb) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.tell_positions() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform from position_upkeep u where u.told_at < clock_timestamp() - interval '500 milliseconds' for update skip locked;
    if found then
        update position_upkeep set told_at = clock_timestamp();
        perform pg_notify('gridroom_position', '0');
    end if;
end $$;
ALTER FUNCTION gridroom.tell_positions() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.tell_units(c gridroom.case_file, departments integer[], as_part text, demand text DEFAULT ''::text, due_at timestamp with time zone DEFAULT NULL::timestamp with time zone, typed_in boolean DEFAULT false, proposed_id integer DEFAULT NULL::integer) RETURNS bigint[]
    LANGUAGE sql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    with told as (
        insert into case_unit (case_id, department_id, part, told_at, demand, due_at, typed_in, proposed_id, minor_id, street_id)
        select c.case_id, one, as_part, clock_timestamp(), tell_units.demand, tell_units.due_at, tell_units.typed_in,
               tell_units.proposed_id, c.minor_id, c.street_id
        from unnest(departments) one
        returning unit_no
    )
    select coalesce(array_agg(unit_no), '{}') from told
$$;
ALTER FUNCTION gridroom.tell_units(c gridroom.case_file, departments integer[], as_part text, demand text, due_at timestamp with time zone, typed_in boolean, proposed_id integer) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.tell_view() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
begin
    perform pg_notify('gridroom_view', new.view_id::text);
    return null;
end $$;
ALTER FUNCTION gridroom.tell_view() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.tend_positions(stamp timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
declare
    oldest timestamptz := stamp - position_rule('keep_days', 90) * interval '1 day';
    longest interval := position_rule('longest_duty_hours', 16) * interval '1 hour';
    removed integer;
    months text[];
begin
    update position_upkeep set tended_at = stamp;
    for ahead in 0..2 loop
        perform make_position_month(stamp + ahead * interval '1 month');
    end loop;
    months := drop_position_months(oldest);
    -- By unit, because the index begins with it: looking through a month of all of them would take half a minute, every hour.
    delete from position_fix f using field_unit u where f.unit_id = u.unit_id and f.at < oldest;
    get diagnostics removed = row_count;
    if removed > 0 or cardinality(months) > 0 then
        insert into position_expiry (kept_from, fixes, months) values (oldest, removed, months);
    end if;
    delete from patrol_day d where d.day < (oldest at time zone time_zone())::date;
    delete from patrol_run d where d.day < (oldest at time zone time_zone())::date;
    delete from patrol_cell d where d.day < (oldest at time zone time_zone())::date;
    delete from patrol_anew d where d.day < (oldest at time zone time_zone())::date;
    -- First all, in the order in which batches of positions come to them: neither waits for the other in a circle.
    perform from last_position l
    where l.at < oldest or exists (select from field_duty d where d.unit_id = l.unit_id and d.ended_at is null
                                     and d.began_at < stamp - longest)
    order by l.unit_id for no key update;
    with ended as (
        update field_duty d set ended_at = d.began_at + longest, forgotten = true
        where d.ended_at is null and d.began_at < stamp - longest returning d.unit_id)
    update last_position l set on_duty = false, changed_at = clock_timestamp() from ended e where l.unit_id = e.unit_id;
    delete from last_position l where l.at < oldest;
    return removed;
end $$;
ALTER FUNCTION gridroom.tend_positions(stamp timestamp with time zone) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.tend_positions_hourly() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    perform from position_upkeep u where u.tended_at < clock_timestamp() - interval '1 hour' for update skip locked;
    if not found then
        return false;
    end if;
    perform tend_positions(clock_timestamp());
    return true;
end $$;
ALTER FUNCTION gridroom.tend_positions_hourly() OWNER TO gridroom_across;
CREATE FUNCTION gridroom.texts_within(value jsonb, fewest integer, most integer, longest integer) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $_$
begin
    return jsonb_typeof(value) = 'array' and jsonb_array_length(value) between fewest and most and not exists (
        select from jsonb_array_elements(value) w
        where jsonb_typeof(w) <> 'string' or length(w #>> '{}') not between 1 and longest
              or w #>> '{}' ~ E'^\\s|\\s$|[\\x01-\\x1f]');
end $_$;
ALTER FUNCTION gridroom.texts_within(value jsonb, fewest integer, most integer, longest integer) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.this_gateway() RETURNS gridroom.gateway
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    asking gateway;
begin
    select * into asking from gateway g where g.login = session_user and g.active and has_duty('gateway');
    if asking is null then
        perform refuse('GR003', 'this login is not a gateway', '{"action": "field", "why": "not_a_gateway"}');
    end if;
    return asking;
end $$;
ALTER FUNCTION gridroom.this_gateway() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.time_zone() RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce((select value #>> '{}' from setting where key = 'time_zone'), 'Asia/Shanghai')
$$;
ALTER FUNCTION gridroom.time_zone() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.told_appeal(a gridroom.time_appeal) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select jsonb_build_object('appeals', jsonb_build_object(a.appeal_id, appeal_hash(a)))
$$;
ALTER FUNCTION gridroom.told_appeal(a gridroom.time_appeal) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.told_escalation(e gridroom.case_escalation) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select jsonb_build_object('level', e.to_level, 'escalations', jsonb_build_object(e.escalation_no, escalation_hash(e)))
$$;
ALTER FUNCTION gridroom.told_escalation(e gridroom.case_escalation) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.told_request(r gridroom.time_request) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select jsonb_build_object('request_kind', r.kind, 'until', r.until,
                              'requests', jsonb_build_object(r.request_no, request_hash(r)))
$$;
ALTER FUNCTION gridroom.told_request(r gridroom.time_request) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.told_units(numbers bigint[]) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select jsonb_build_object('units', coalesce(jsonb_object_agg(u.unit_no, unit_hash(u)), '{}'))
    from case_unit u where u.unit_no = any (numbers)
$$;
ALTER FUNCTION gridroom.told_units(numbers bigint[]) OWNER TO gridroom_owner;
CREATE TABLE gridroom.case_unit (
    unit_no bigint NOT NULL,
    case_id bigint NOT NULL,
    department_id integer NOT NULL,
    part text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    told_by text DEFAULT SESSION_USER NOT NULL,
    demand text DEFAULT ''::text NOT NULL,
    due_at timestamp with time zone,
    typed_in boolean DEFAULT false NOT NULL,
    answer text DEFAULT ''::text NOT NULL,
    answered_at timestamp with time zone,
    answered_by text,
    answer_words text DEFAULT ''::text NOT NULL,
    done_at timestamp with time zone,
    done_by text,
    done_words text DEFAULT ''::text NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    ended_how text DEFAULT ''::text NOT NULL,
    ended_why text DEFAULT ''::text NOT NULL,
    proposed_id integer,
    minor_id integer,
    street_id integer,
    CONSTRAINT case_unit_answer_check CHECK ((answer = ANY (ARRAY[''::text, 'accepted'::text, 'arrived'::text, 'refused'::text]))),
    CONSTRAINT case_unit_check CHECK (((answered_at IS NULL) = (answer = ''::text))),
    CONSTRAINT case_unit_check1 CHECK (((ended_at IS NULL) = (ended_how = ''::text))),
    CONSTRAINT case_unit_check2 CHECK (((done_at IS NULL) OR (part = 'assist'::text))),
    CONSTRAINT case_unit_ended_how_check CHECK ((ended_how = ANY (ARRAY[''::text, 'taken_back'::text, 'returned_wrong'::text, 'returned'::text, 'reassigned'::text, 'released'::text, 'settled'::text, 'refused'::text, 'sent_back'::text]))),
    CONSTRAINT case_unit_part_check CHECK ((part = ANY (ARRAY['main'::text, 'assist'::text, 'party'::text, 'whistled'::text])))
);
ALTER TABLE ONLY gridroom.case_unit FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_unit OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.unit_hash(u gridroom.case_unit) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select encode(sha256(convert_to(jsonb_build_array(
        u.unit_no, u.case_id, u.department_id, u.part, extract(epoch from u.told_at), u.told_by, u.demand,
        extract(epoch from u.due_at), u.typed_in, u.answer, extract(epoch from u.answered_at), u.answered_by, u.answer_words,
        extract(epoch from u.done_at), u.done_by, u.done_words, extract(epoch from u.ended_at), u.ended_by, u.ended_how,
        u.ended_why, u.proposed_id, u.minor_id, u.street_id)::text, 'UTF8')), 'hex')
$$;
ALTER FUNCTION gridroom.unit_hash(u gridroom.case_unit) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.unit_of_gateway(asking gridroom.gateway, wanted text) RETURNS gridroom.field_unit
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    spoken_for field_unit;
begin
    select u.* into spoken_for
    from field_unit u join gateway_unit g on g.unit_id = u.unit_id and g.gateway = asking.login
    where u.code = wanted and u.active
      and (u.kind = 'vehicle' or exists (select from person p where p.login = u.login and p.active));
    if spoken_for is null then
        perform refuse('GR005', 'no such worker or vehicle for this gateway', '{"what": "worker"}');
    end if;
    return spoken_for;
end $$;
ALTER FUNCTION gridroom.unit_of_gateway(asking gridroom.gateway, wanted text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.units_under(wanted_area integer) RETURNS integer[]
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    select coalesce(array_agg(u.unit_id), '{}') from field_unit u
    where u.active and u.unit_id in (select my_track_units())
      and home_path(u) <@ coalesce((select a.path from area a where a.area_id = wanted_area), '')
$$;
ALTER FUNCTION gridroom.units_under(wanted_area integer) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.usual_grids() RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select setting_value('usual_grids')
$$;
ALTER FUNCTION gridroom.usual_grids() OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.walked(units integer[], of_day date) RETURNS TABLE(unit_id integer, area_id integer, at timestamp with time zone, run bigint, seconds double precision)
    LANGUAGE sql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
    with rule as (
        select (of_day::timestamp at time zone time_zone()) as day_begins,
               ((of_day + 1)::timestamp at time zone time_zone()) as day_ends,
               position_rule('patrol_gap_minutes', 15) * 60 as longest_gap
    ), fix as (
        select f.unit_id, f.area_id, f.at
        from rule r, field_unit u
        join position_fix f using (unit_id)
        left join area here on here.area_id = f.area_id
        where u.unit_id = any (units) and f.at >= r.day_begins and f.at < r.day_ends and coalesce(f.accuracy, 0) <= 100
          and coalesce(here.path, '') <@ home_path(u)
    ), gap as (
        select f.*, extract(epoch from f.at - lag(f.at) over w) as before, extract(epoch from lead(f.at) over w - f.at) as after
        from fix f window w as (partition by f.unit_id order by f.at)
    )
    select g.unit_id, g.area_id, g.at,
           count(*) filter (where g.before is null or g.before > r.longest_gap) over (partition by g.unit_id order by g.at),
           case when g.after <= r.longest_gap then g.after else 0 end::float8
    from gap g, rule r
$$;
ALTER FUNCTION gridroom.walked(units integer[], of_day date) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.was_handled_late(of_case bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    select coalesce((handling_clock(of_case)).was_overdue, false)
$$;
ALTER FUNCTION gridroom.was_handled_late(of_case bigint) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.with_hand_overs(c gridroom.case_file) RETURNS gridroom.case_file
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    select coalesce(array_agg(distinct h.service order by h.service), '{}'), min(h.receipt_due) filter (where h.confirmed_at is null)
    into c.hand_overs, c.receipt_due
    from hand_over h where h.case_id = c.case_id;
    return c;
end $$;
ALTER FUNCTION gridroom.with_hand_overs(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.with_handling(c gridroom.case_file, kind text) RETURNS gridroom.case_file
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
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
ALTER FUNCTION gridroom.with_handling(c gridroom.case_file, kind text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.with_orders(c gridroom.case_file) RETURNS gridroom.case_file
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    select coalesce((array['reminder', 'yellow', 'red'])[max(array_position(array['reminder', 'yellow', 'red'], o.card))], ''),
           min(o.reply_by) filter (where o.replied_at is null)
    into c.card, c.reply_due
    from supervision_order o where o.case_id = c.case_id and o.resolved_at is null;
    return c;
end $$;
ALTER FUNCTION gridroom.with_orders(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.with_units(c gridroom.case_file) RETURNS gridroom.case_file
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'public', 'pg_temp'
    AS $$
begin
    select coalesce(array_agg(distinct u.department_id) filter (where u.part <> 'main'), '{}'),
           count(*) filter (where u.part = 'assist' and u.done_at is null),
           min(u.due_at) filter (where u.part = 'whistled' and u.answer = '')
    into c.seen_by, c.open_parts, c.whistle_due
    from case_unit u where u.case_id = c.case_id and u.ended_at is null;
    return c;
end $$;
ALTER FUNCTION gridroom.with_units(c gridroom.case_file) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.worker_of_gateway(asking gridroom.gateway, wanted text) RETURNS gridroom.field_unit
    LANGUAGE plpgsql STABLE
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
declare
    spoken_for field_unit := unit_of_gateway(asking, wanted);
begin
    if spoken_for.kind <> 'worker' or not pg_has_role(spoken_for.login, 'gridroom_grid_worker', 'member') then
        perform refuse('GR005', 'no such grid worker for this gateway', '{"what": "worker"}');
    end if;
    return spoken_for;
end $$;
ALTER FUNCTION gridroom.worker_of_gateway(asking gridroom.gateway, wanted text) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.write_attachment(of_case bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, place point) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'gridroom', 'pg_temp'
    AS $$
    insert into attachment (case_id, kind, file_name, media_type, bytes, taken_at, position, added_by)
    values (of_case, kind, file_name, media_type, bytes, taken_at, place, acting_login()) returning attachment_id
$$;
ALTER FUNCTION gridroom.write_attachment(of_case bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, place point) OWNER TO gridroom_across;
CREATE FUNCTION gridroom.write_rule(change jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    f record;
begin
    case change ->> 'rule'
        when 'stage_limits', 'card_rules', 'hours_per_work_day' then
            perform api.change_setting(change ->> 'rule', change -> 'value');
        when 'office_hours' then
            perform api.put_office_hours(change -> 'value');
        when 'calendar_day' then
            perform api.put_calendar_day((change ->> 'day')::date, (change ->> 'is_workday')::boolean, coalesce(change ->> 'note', ''));
        when 'calendar_days' then
            perform put_calendar_days(change);
        when 'condition' then
            select m.kind, m.major_code, m.code, c.* into f from filing_condition c join catalogue_minor m using (minor_id)
            where c.condition_id = (change ->> 'condition_id')::integer;
            if f.condition_id is null then
                perform refuse('GR005', 'no such filing condition', '{"what": "condition"}');
            end if;
            perform api.put_condition(f.kind, f.major_code, f.code, f.seq, f.condition, change ->> 'limit_kind',
                (change ->> 'limit_value')::numeric, f.closing_condition, f.responsible_units, f.disabled);
        else
            perform refuse('GR004', 'there is no such rule', '{"field": "rule", "why": "unknown"}');
    end case;
exception when data_exception then
    perform refuse('GR004', 'the rule cannot be read', '{"field": "value", "why": "malformed"}');
end $$;
ALTER FUNCTION gridroom.write_rule(change jsonb) OWNER TO gridroom_owner;
CREATE FUNCTION gridroom.write_step(moved gridroom.case_file, step_action text, from_state text, step_remark text, step_request uuid, step_detail jsonb DEFAULT '{}'::jsonb, receiver integer DEFAULT NULL::integer, step_original_at timestamp with time zone DEFAULT NULL::timestamp with time zone, raises boolean DEFAULT true, clock text DEFAULT ''::text, pause_until timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS api.case_answer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'gridroom', 'api', 'public', 'pg_temp'
    AS $$
declare
    self   person;
    step   case_step;
    answer api.case_answer;
    stamp  timestamptz := clock_timestamp();
begin
    select * into self from person where login = acting_login();
    if self.login <> session_user then
        step_detail := step_detail || jsonb_build_object('gateway', session_user);
    end if;
    if step_action <> 'report' then
        -- Two steps of one case never share a moment or run backwards, whatever the server's clock does.
        select greatest(stamp, s.at + interval '1 microsecond') into stamp
        from case_step s where s.case_id = moved.case_id order by s.seq desc limit 1;
    end if;
    if raises and step_action <> 'report' then
        moved.version := moved.version + 1;
    end if;
    if moved.card <> '' and is_ended(moved.state) then
        step_detail := step_detail || end_orders(moved.case_id, stamp);
        moved := with_orders(moved);
        moved.order_appeal := false;
    end if;
    if moved.time_appeal = 'pending' and moved.state <> from_state then
        step_detail := step_detail || end_appeal(moved.case_id, stamp);
        moved.time_appeal := 'withdrawn';
    end if;
    if moved.time_request <> '' and moved.state <> from_state then
        step_detail := step_detail || end_request(moved.case_id, stamp);
        moved.time_request := '';
        moved.time_approved := false;
    end if;
    moved := aftercare(moved, step_action, from_state, stamp);
    update case_file set
        version = moved.version, state = moved.state, state_before_suspension = moved.state_before_suspension,
        description = moved.description, place = moved.place, position = moved.position, cell_id = moved.cell_id,
        area_path = moved.area_path, street_id = moved.street_id, community_id = moved.community_id,
        source = moved.source, urgency = moved.urgency, reporter_name = moved.reporter_name,
        reporter_phone = moved.reporter_phone, keep_secret = moved.keep_secret, minor_id = moved.minor_id,
        condition_id = moved.condition_id, limit_kind = moved.limit_kind, limit_value = moved.limit_value,
        department_id = moved.department_id, result = moved.result, closing_condition = moved.closing_condition,
        registered_at = case when step_action = 'register' then stamp else registered_at end,
        dispatched_at = case when step_action in ('dispatch', 'reassign', 'settle_dispute') then stamp
                             when step_action in ('take_back', 'send_back') then null else dispatched_at end,
        opened_at = case when step_action in ('dispatch', 'reassign', 'settle_dispute', 'take_back', 'send_back') then null
                         else opened_at end,
        accepted_at = case when step_action = 'accept' then stamp
                           when step_action in ('dispatch', 'reassign', 'settle_dispute', 'send_back') then null
                           else accepted_at end,
        handled_at = case when step_action = 'handle' then stamp else handled_at end,
        verified_at = case when step_action = 'verify' then stamp else verified_at end,
        closed_at = case when is_ended(moved.state) then coalesce(closed_at, stamp) end,
        rework_count = moved.rework_count, return_count = moved.return_count,
        remind_count = moved.remind_count, merged_into = moved.merged_into, card = moved.card, reply_due = moved.reply_due,
        confirmation = moved.confirmation, time_request = moved.time_request, time_approved = moved.time_approved,
        time_appeal = moved.time_appeal, order_appeal = moved.order_appeal,
        seen_by = moved.seen_by, open_parts = moved.open_parts, whistle_due = moved.whistle_due, level = moved.level,
        handling_kind = moved.handling_kind, closing_kind = moved.closing_kind,
        reporter_told_at = moved.reporter_told_at, track_count = moved.track_count,
        approval_ladder = moved.approval_ladder, approval_rung = moved.approval_rung,
        approval_refused = moved.approval_refused, hand_overs = moved.hand_overs, receipt_due = moved.receipt_due,
        call_back = moved.call_back, call_back_count = moved.call_back_count, reopen_count = moved.reopen_count,
        step_count = step_count + 1
    where case_id = moved.case_id
    returning * into moved;
    perform run_clocks(moved, clock, stamp, pause_until, step_remark);
    if moved.report_count > 0 and (moved.state = 'closed') <> (from_state = 'closed') then
        perform owe_merged_callers(moved);
    end if;
    if moved.state <> from_state and clock = '' then
        perform plan_card(moved.case_id);  -- the clock runs on, but which cards threaten depends on the state
    end if;
    step_detail := step_detail || papers_of_step(moved.case_id, step_action, step_remark, step_detail, stamp,
                                                 coalesce(self.name, session_user));
    step.case_id := moved.case_id;
    step.seq := moved.step_count;
    step.action := step_action;
    step.from_state := from_state;
    step.to_state := moved.state;
    step.at := stamp;
    step.by_login := coalesce(self.login, session_user);
    step.by_name := coalesce(self.name, session_user);
    step.by_department := coalesce((select name from department d where d.department_id = self.department_id), '');
    step.receiver_id := receiver;
    step.remark := step_remark;
    step.original_at := step_original_at;
    step.detail := step_detail || batch_mark() || jsonb_build_object('facts', facts_hash(moved));
    step.request_id := step_request;
    step.version := moved.version;
    step.previous_hash := moved.last_hash;
    step.hash := step_hash(step);
    insert into case_step (case_id, seq, action, from_state, to_state, at, by_login, by_name, by_department,
                           receiver_id, remark, original_at, detail, request_id, version, previous_hash, hash)
    values (step.case_id, step.seq, step.action, step.from_state, step.to_state, step.at, step.by_login, step.by_name,
            step.by_department, step.receiver_id, step.remark, step.original_at, step.detail, step.request_id,
            step.version, step.previous_hash, step.hash);
    update case_file set last_hash = step.hash where case_id = moved.case_id returning deadline_at into answer.deadline_at;
    answer.case_id := moved.case_id;
    answer.case_number := moved.case_number;
    answer.version := moved.version;
    answer.state := moved.state;
    answer.step_seq := step.seq;
    answer.at := stamp;
    answer.repeated := false;
    insert into request (request_id, login, action, case_id, answer)
    values (step_request, session_user, step_action, moved.case_id, to_jsonb(answer));
    return answer;
end $$;
ALTER FUNCTION gridroom.write_step(moved gridroom.case_file, step_action text, from_state text, step_remark text, step_request uuid, step_detail jsonb, receiver integer, step_original_at timestamp with time zone, raises boolean, clock text, pause_until timestamp with time zone) OWNER TO gridroom_across;
CREATE VIEW api.alarm_list AS
 SELECT alarm_key,
    rule,
    priority,
    cause,
    of_rule,
    case_id,
    case_number,
    subject,
    place,
    department,
    since,
    state,
    acknowledged_at,
    acknowledged_by,
    shelved_until,
    shelved_by,
    reason
   FROM gridroom.alarm_rows() alarm_rows(alarm_key, rule, priority, cause, of_rule, case_id, case_number, subject, place, department, since, state, acknowledged_at, acknowledged_by, shelved_until, shelved_by, reason);
ALTER VIEW api.alarm_list OWNER TO gridroom_owner;
CREATE VIEW api.alarm_rate AS
 SELECT scope,
    hours,
    operator_hours,
    alarms,
    per_hour,
    peak,
    flood_share,
    top,
    ( SELECT (count(*))::integer AS count
           FROM gridroom.alarm_facts() f(rule, alarm_key, case_id, since)
          WHERE (f.since < (now() - '1 day'::interval))) AS standing
   FROM gridroom.alarm_figures() g(scope, hours, operator_hours, alarms, per_hour, peak, flood_share, top);
ALTER VIEW api.alarm_rate OWNER TO gridroom_owner;
CREATE VIEW api.allowed_action AS
 SELECT c.case_id,
    t.action,
        CASE t.to_state
            WHEN '='::text THEN c.state
            WHEN '<'::text THEN c.state_before_suspension
            ELSE t.to_state
        END AS to_state,
    t.needs,
        CASE
            WHEN ((t.action = 'dispute'::text) AND (c.return_count > 1) AND gridroom.is_contested(c.case_id)) THEN (0)::smallint
            WHEN ((t.action = 'call_back'::text) AND (c.call_back <> 'due'::text)) THEN (8)::smallint
            ELSE t.rank
        END AS rank
   FROM (gridroom.case_file c
     JOIN gridroom.transition t ON (((t.from_state = c.state) OR (t.from_state = '*'::text))))
  WHERE (gridroom.has_any_duty(t.duties) AND ((NOT t.own_department) OR (c.department_id = ( SELECT gridroom.my_department() AS my_department))) AND (NOT ((t.action = ANY (ARRAY['verify'::text, 'rework'::text, 'close'::text, 'force_close'::text, 'inform_close'::text])) AND COALESCE(((c.department_id = ( SELECT gridroom.my_department() AS my_department)) OR (( SELECT gridroom.my_department() AS my_department) = ANY (c.seen_by))), false))) AND (NOT ((t.action = 'take_back'::text) AND (c.opened_at IS NOT NULL))) AND (NOT ((t.action = 'resolve_order'::text) AND (c.card = ''::text))) AND (NOT ((t.action = 'reply_to_order'::text) AND (c.reply_due IS NULL))) AND
        CASE t.action
            WHEN 'confirm'::text THEN gridroom.may_confirm(c.case_id)
            WHEN 'merge'::text THEN ((c.card = ''::text) AND (c.report_count = 0))
            WHEN 'accept_part'::text THEN gridroom.may_do_part(c.case_id, t.action)
            WHEN 'finish_part'::text THEN gridroom.may_do_part(c.case_id, t.action)
            WHEN 'return_part'::text THEN gridroom.may_do_part(c.case_id, t.action)
            WHEN 'answer_whistle'::text THEN gridroom.may_do_part(c.case_id, t.action)
            WHEN 'whistle'::text THEN gridroom.may_whistle_on(c.case_id)
            WHEN 'escalate'::text THEN ((c.level IS DISTINCT FROM 'city'::text) AND ((c.state <> 'escalated'::text) OR gridroom.is_received(c.case_id)))
            WHEN 'receive_escalation'::text THEN (gridroom.may_answer_level(c.level) AND (NOT gridroom.is_received(c.case_id)))
            WHEN 'return_from_level'::text THEN (gridroom.may_answer_level(c.level) AND gridroom.is_received(c.case_id))
            WHEN 'handle'::text THEN (c.open_parts = 0)
            WHEN 'answer_task'::text THEN gridroom.has_open_task(c.case_id)
            WHEN 'close'::text THEN ((c.state <> 'registered'::text) OR ((c.handling_kind = ANY (ARRAY['coordinate'::text, 'approval'::text])) AND (gridroom.closing_hindrance(c.*) = ''::text)))
            WHEN 'dispatch'::text THEN (c.handling_kind <> 'approval'::text)
            WHEN 'audit_pass'::text THEN (gridroom.settled_by(c.case_id) IS DISTINCT FROM SESSION_USER)
            WHEN 'audit_fail'::text THEN (gridroom.settled_by(c.case_id) IS DISTINCT FROM SESSION_USER)
            WHEN 'approve_rung'::text THEN ((c.handling_kind = 'approval'::text) AND (c.approval_rung < 4) AND (NOT c.approval_refused))
            WHEN 'confirm_hand_over'::text THEN (c.receipt_due IS NOT NULL)
            WHEN 'reopen'::text THEN (c.department_id IS NOT NULL)
            WHEN 'reopen_report'::text THEN (c.department_id IS NULL)
            WHEN 'ask_extension'::text THEN ((c.time_request = ''::text) AND (c.deadline_at > now()) AND (NOT (EXISTS ( SELECT
               FROM gridroom.case_clock k
              WHERE ((k.clock_id = c.clock_id) AND (k.added_limits >= 2))))))
            WHEN 'ask_deferral'::text THEN ((c.time_request = ''::text) AND (c.deadline_at > now()))
            WHEN 'approve_request'::text THEN ((c.time_request <> ''::text) AND (NOT c.time_approved))
            WHEN 'grant_extension'::text THEN ((c.time_request = 'extension'::text) AND c.time_approved)
            WHEN 'grant_deferral'::text THEN ((c.time_request = 'deferral'::text) AND c.time_approved)
            WHEN 'refuse_request'::text THEN (c.time_request <> ''::text)
            WHEN 'withdraw_request'::text THEN (c.time_request <> ''::text)
            WHEN 'rule'::text THEN false
            WHEN 'appeal_order'::text THEN ((c.card <> ''::text) AND gridroom.has_order_to_appeal(c.case_id))
            WHEN 'decide_order_appeal'::text THEN c.order_appeal
            WHEN 'appeal_time'::text THEN ((c.time_appeal = ''::text) AND gridroom.was_handled_late(c.case_id))
            WHEN 'approve_appeal'::text THEN ((c.time_appeal = 'pending'::text) AND (NOT gridroom.appeal_approved(c.case_id)))
            WHEN 'grant_appeal'::text THEN ((c.time_appeal = 'pending'::text) AND gridroom.appeal_approved(c.case_id))
            WHEN 'refuse_appeal'::text THEN (c.time_appeal = 'pending'::text)
            ELSE true
        END);
ALTER VIEW api.allowed_action OWNER TO gridroom_owner;
CREATE VIEW api.approval_list AS
 SELECT a.approval_no,
    a.case_id,
    c.case_number,
    a.ladder,
    a.rung,
    a.passed,
    a.office,
        CASE
            WHEN w.wall THEN ''::text
            ELSE a.words
        END AS words,
    a.written_at,
    COALESCE(p.name, a.written_by) AS written_by
   FROM (((gridroom.approval a
     JOIN gridroom.case_file c ON (((c.case_id = a.case_id) AND (c.approval_ladder = a.ladder))))
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     LEFT JOIN gridroom.person p ON ((p.login = a.written_by)));
ALTER VIEW api.approval_list OWNER TO gridroom_owner;
CREATE TABLE gridroom.area_outline (
    area_id integer NOT NULL,
    outline jsonb NOT NULL,
    centre point NOT NULL,
    area_m2 double precision NOT NULL,
    CONSTRAINT area_outline_area_m2_check CHECK ((area_m2 > (0)::double precision))
);
ALTER TABLE ONLY gridroom.area_outline FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_outline OWNER TO gridroom_owner;
CREATE VIEW api.area AS
 SELECT a.area_id,
    a.level,
    a.code,
    a.name,
    a.parent_id,
    (a.path)::text AS path,
    a.provisional,
    a.valid_from,
    a.valid_to,
    o.centre[0] AS longitude,
    o.centre[1] AS latitude,
    o.area_m2,
    a.exclusive
   FROM (gridroom.area a
     LEFT JOIN gridroom.area_outline o USING (area_id));
ALTER VIEW api.area OWNER TO gridroom_owner;
CREATE TABLE gridroom.area_figures (
    figures_id bigint NOT NULL,
    level text NOT NULL,
    code text NOT NULL,
    households integer,
    population integer,
    valid_from date NOT NULL,
    source text NOT NULL,
    put_at timestamp with time zone DEFAULT now() NOT NULL,
    put_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT area_figures_households_check CHECK (((households >= 0) AND (households <= 100000000))),
    CONSTRAINT area_figures_level_check CHECK ((level = ANY (ARRAY['district'::text, 'street'::text, 'community'::text, 'duty_grid'::text, 'grid_cell'::text]))),
    CONSTRAINT area_figures_people_in_households CHECK (((households IS NOT NULL) OR (population IS NULL))),
    CONSTRAINT area_figures_population_check CHECK (((population >= 0) AND (population <= 1000000000)))
);
ALTER TABLE ONLY gridroom.area_figures FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_figures OWNER TO gridroom_owner;
CREATE VIEW gridroom.figures_now AS
 WITH given AS (
         SELECT DISTINCT ON (g.level, g.code) g.figures_id,
            g.level,
            g.code,
            g.households,
            g.population,
            g.valid_from,
            g.source,
            g.put_at,
            g.put_by
           FROM gridroom.area_figures g
          WHERE (g.valid_from <= ( SELECT gridroom.room_day() AS room_day))
          ORDER BY g.level, g.code, g.valid_from DESC
        ), counted AS (
         SELECT DISTINCT ON (g.level, g.code) g.level,
            g.code,
            v.area_id,
            v.valid_to
           FROM (given g
             JOIN gridroom.area v ON (((v.level = g.level) AND (v.code = g.code) AND (v.valid_to > g.valid_from))))
          ORDER BY g.level, g.code, v.valid_to
        )
 SELECT a.area_id,
    a.path,
    f.level,
    f.code,
    f.households,
    f.population,
    f.valid_from,
    f.source,
    moved.valid_to AS outdated_on
   FROM ((given f
     JOIN gridroom.area a ON (((a.level = f.level) AND (a.code = f.code) AND (a.valid_to IS NULL))))
     LEFT JOIN ( SELECT c.level,
            c.code,
            c.valid_to
           FROM (((counted c
             JOIN gridroom.area_outline was ON ((was.area_id = c.area_id)))
             JOIN gridroom.area n ON (((n.level = c.level) AND (n.code = c.code) AND (n.valid_to IS NULL))))
             JOIN gridroom.area_outline o ON ((o.area_id = n.area_id)))
          WHERE (was.outline <> o.outline)) moved ON (((moved.level = f.level) AND (moved.code = f.code))));
ALTER VIEW gridroom.figures_now OWNER TO gridroom_owner;
CREATE VIEW api.area_figures AS
 SELECT area_id,
    level,
    code,
    public.ltree2text(public.subpath(path, '-1'::integer)) AS label,
    households,
    population,
    valid_from,
    source,
    (outdated_on IS NOT NULL) AS outdated
   FROM gridroom.figures_now f
  WHERE (households IS NOT NULL);
ALTER VIEW api.area_figures OWNER TO gridroom_owner;
CREATE VIEW api.area_outline AS
 SELECT o.area_id,
    a.level,
    o.outline
   FROM (gridroom.area_outline o
     JOIN gridroom.area a USING (area_id));
ALTER VIEW api.area_outline OWNER TO gridroom_owner;
CREATE VIEW api.area_redraw WITH (security_barrier='true') AS
 SELECT r.redraw_id,
    r.level,
    (r.parent_path)::text AS parent_path,
    p.name AS parent_name,
    r.from_day,
    r.took_effect,
    r.state,
    r.why,
    (jsonb_array_length(r.areas) - COALESCE(cardinality(r.added), 0)) AS changed,
    COALESCE(cardinality(r.added), 0) AS added,
    cardinality(r.ended) AS ended,
    COALESCE(r.moved, 0) AS moved,
    r.undoes,
    ( SELECT max(u.redraw_id) AS max
           FROM gridroom.area_redraw u
          WHERE ((u.undoes = r.redraw_id) AND (u.state = 'done'::text))) AS undone_by,
    r.asked_by,
    COALESCE(q.name, r.asked_by) AS asked_by_name,
    r.asked_at,
    r.done_at,
    (r.accepted ->> 'reason'::text) AS reason,
    r.faults
   FROM ((gridroom.area_redraw r
     LEFT JOIN LATERAL ( SELECT a.name
           FROM gridroom.area a
          WHERE (a.path OPERATOR(public.=) r.parent_path)
          ORDER BY a.valid_from DESC
         LIMIT 1) p ON (true))
     LEFT JOIN gridroom.person q ON ((q.login = r.asked_by)));
ALTER VIEW api.area_redraw OWNER TO gridroom_owner;
CREATE TABLE gridroom.attachment (
    attachment_id bigint NOT NULL,
    case_id bigint NOT NULL,
    kind text NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    bytes bytea NOT NULL,
    size integer GENERATED ALWAYS AS (length(bytes)) STORED NOT NULL,
    sha256 bytea GENERATED ALWAYS AS (sha256(bytes)) STORED NOT NULL,
    taken_at timestamp with time zone,
    "position" point,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    added_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT attachment_kind_check CHECK ((kind = ANY (ARRAY['near'::text, 'far'::text, 'reference'::text, 'handle_before'::text, 'handle_after'::text, 'document'::text, 'audio'::text])))
);
ALTER TABLE ONLY gridroom.attachment ALTER COLUMN bytes SET STORAGE EXTERNAL;
ALTER TABLE ONLY gridroom.attachment FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.attachment OWNER TO gridroom_owner;
CREATE VIEW api.attachment_list AS
 SELECT a.attachment_id,
    a.case_id,
    a.kind,
    a.file_name,
    a.media_type,
    a.size,
    encode(a.sha256, 'hex'::text) AS sha256,
    a.taken_at,
    a.added_at,
    COALESCE(p.name, a.added_by) AS added_by,
    a."position"[0] AS longitude,
    a."position"[1] AS latitude
   FROM (gridroom.attachment a
     LEFT JOIN gridroom.person p ON ((p.login = a.added_by)))
  WHERE (NOT ( SELECT gridroom.is_wall_only() AS is_wall_only));
ALTER VIEW api.attachment_list OWNER TO gridroom_owner;
CREATE TABLE gridroom.calendar_day (
    day date NOT NULL,
    is_workday boolean NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    source text DEFAULT 'city'::text NOT NULL,
    CONSTRAINT calendar_day_source_check CHECK ((source = ANY (ARRAY['city'::text, 'package'::text])))
);
ALTER TABLE ONLY gridroom.calendar_day FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.calendar_day OWNER TO gridroom_owner;
CREATE VIEW api.calendar_day AS
 SELECT day,
    is_workday,
    note,
    source
   FROM gridroom.calendar_day;
ALTER VIEW api.calendar_day OWNER TO gridroom_owner;
CREATE VIEW api.call_back_due AS
 SELECT c.case_id,
    c.case_number,
    COALESCE(main.closing_kind, c.closing_kind) AS closing_kind,
    COALESCE(main.closed_at, c.closed_at) AS closed_at,
    c.call_back_count,
    c.reopen_count,
        CASE
            WHEN w.wall THEN ''::text
            ELSE gridroom.masked_name(c.reporter_name, c.keep_secret)
        END AS reporter_name,
        CASE
            WHEN w.wall THEN ''::text
            ELSE gridroom.masked_phone(c.reporter_phone, c.keep_secret)
        END AS reporter_phone,
    c.source,
    c.place,
    COALESCE(m.name, ''::text) AS subcategory,
    COALESCE(d.name, ''::text) AS department,
    (c.merged_into IS NOT NULL) AS is_part,
        CASE
            WHEN w.wall THEN ''::text
            ELSE "left"(split_part(c.description, '
'::text, 1), 80)
        END AS summary,
    ( SELECT max(b.called_at) AS max
           FROM gridroom.call_back b
          WHERE (b.case_id = c.case_id)) AS last_called_at
   FROM ((((gridroom.case_file c
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     LEFT JOIN gridroom.catalogue_minor m ON ((m.minor_id = c.minor_id)))
     LEFT JOIN gridroom.case_file main ON ((main.case_id = c.merged_into)))
     LEFT JOIN gridroom.department d ON ((d.department_id = COALESCE(main.department_id, c.department_id))))
  WHERE (c.call_back = 'due'::text);
ALTER VIEW api.call_back_due OWNER TO gridroom_owner;
CREATE VIEW api.call_back_list AS
 SELECT b.call_back_no,
    b.case_id,
    c.case_number,
    b.round,
    b.reached,
    b.responded,
    b.solved,
    b.satisfied,
        CASE
            WHEN w.wall THEN ''::text
            ELSE b.words
        END AS words,
    b.called_at,
    COALESCE(p.name, b.called_by) AS called_by
   FROM (((gridroom.call_back b
     JOIN gridroom.case_file c ON ((c.case_id = b.case_id)))
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     LEFT JOIN gridroom.person p ON ((p.login = b.called_by)));
ALTER VIEW api.call_back_list OWNER TO gridroom_owner;
CREATE TABLE gridroom.caller_search (
    search_id bigint NOT NULL,
    login text DEFAULT SESSION_USER NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    number text NOT NULL,
    found integer NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL
);
ALTER TABLE ONLY gridroom.caller_search FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.caller_search OWNER TO gridroom_owner;
CREATE VIEW api.caller_search_list AS
 SELECT s.search_id,
    s.login,
    COALESCE(p.name, s.login) AS name,
    s.at,
    s.number,
    s.found
   FROM (gridroom.caller_search s
     LEFT JOIN gridroom.person p USING (login))
  WHERE ( SELECT gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief}'::text[]) AS has_any_duty);
ALTER VIEW api.caller_search_list OWNER TO gridroom_owner;
CREATE VIEW api.camera_list AS
 SELECT camera_id,
    gb_code,
    name,
    "position"[0] AS longitude,
    "position"[1] AS latitude,
    direction,
    view_angle,
    reach,
    state,
    state_since,
    gridroom.masked_stream(stream_address) AS masked_address,
    (stream_address <> ''::text) AS has_stream,
    (area_path)::text AS area_path
   FROM gridroom.camera c
  WHERE active;
ALTER VIEW api.camera_list OWNER TO gridroom_owner;
CREATE TABLE gridroom.filing_condition (
    condition_id integer NOT NULL,
    minor_id integer NOT NULL,
    seq smallint NOT NULL,
    condition text NOT NULL,
    limit_kind text NOT NULL,
    limit_value numeric NOT NULL,
    closing_condition text NOT NULL,
    responsible_units text DEFAULT ''::text NOT NULL,
    disabled boolean DEFAULT false NOT NULL,
    CONSTRAINT filing_condition_limit_kind_check CHECK ((limit_kind = ANY (ARRAY['urgent_hour'::text, 'work_hour'::text, 'work_day'::text, 'natural_day'::text]))),
    CONSTRAINT filing_condition_limit_value_check CHECK ((limit_value > (0)::numeric))
);
ALTER TABLE ONLY gridroom.filing_condition FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.filing_condition OWNER TO gridroom_owner;
CREATE VIEW api.case_detail AS
 SELECT c.case_id,
        CASE
            WHEN ( SELECT gridroom.is_wall_only() AS is_wall_only) THEN ''::text
            ELSE c.description
        END AS description,
    gridroom.masked_name(c.reporter_name, c.keep_secret) AS reporter_name,
    gridroom.masked_phone(c.reporter_phone, c.keep_secret) AS reporter_phone,
    c.keep_secret,
    c.minor_id,
    c.condition_id,
    COALESCE(f.condition, ''::text) AS condition,
    COALESCE(NULLIF(c.closing_condition, ''::text), f.closing_condition, ''::text) AS closing_condition,
    c.limit_kind,
    c.limit_value,
    COALESCE(g.name, ''::text) AS cell_name,
    COALESCE(dg.name, ''::text) AS duty_grid,
    c.registered_at,
    c.dispatched_at,
    c.accepted_at,
    c.handled_at,
    c.verified_at,
    c.closed_at,
    c.original_at,
    c.origin,
    c.original_id,
        CASE
            WHEN ( SELECT gridroom.is_wall_only() AS is_wall_only) THEN ''::text
            ELSE c.result
        END AS result,
    c.sheet_number,
    c.reporter_told_at,
    c.track_count,
    c.approval_rung,
    c.approval_refused,
    gridroom.closing_hindrance(c.*) AS closing_hindrance
   FROM (((gridroom.case_file c
     LEFT JOIN gridroom.filing_condition f ON ((f.condition_id = c.condition_id)))
     LEFT JOIN gridroom.area g ON ((g.area_id = c.cell_id)))
     LEFT JOIN gridroom.area dg ON (((dg.area_id = g.parent_id) AND (dg.level = 'duty_grid'::text))));
ALTER VIEW api.case_detail OWNER TO gridroom_owner;
CREATE VIEW api.case_merging AS
 SELECT c.case_id,
    (c.report_count)::integer AS report_count,
    c.merged_into AS main_case_id,
    COALESCE((s.detail ->> 'into'::text), ''::text) AS main_case_number
   FROM (gridroom.case_file c
     LEFT JOIN LATERAL ( SELECT s_1.detail
           FROM gridroom.case_step s_1
          WHERE ((c.merged_into IS NOT NULL) AND (s_1.case_id = c.case_id) AND (s_1.action = 'merge'::text) AND (s_1.detail ? 'into_id'::text))
          ORDER BY s_1.seq DESC
         LIMIT 1) s ON (true))
  WHERE ((c.merged_into IS NOT NULL) OR (c.report_count > 0));
ALTER VIEW api.case_merging OWNER TO gridroom_owner;
CREATE VIEW api.case_step_list AS
 SELECT s.step_id,
    s.case_id,
    s.seq,
    s.action,
    s.from_state,
    s.to_state,
    s.at,
        CASE
            WHEN ( SELECT gridroom.is_wall_only() AS is_wall_only) THEN ''::text
            ELSE s.by_login
        END AS by_login,
        CASE
            WHEN ( SELECT gridroom.is_wall_only() AS is_wall_only) THEN ''::text
            ELSE s.by_name
        END AS by_name,
    s.by_department,
    COALESCE(d.name, ''::text) AS receiver,
        CASE
            WHEN ( SELECT gridroom.is_wall_only() AS is_wall_only) THEN ''::text
            ELSE s.remark
        END AS remark,
    s.original_at,
        CASE
            WHEN ( SELECT gridroom.is_wall_only() AS is_wall_only) THEN '{}'::jsonb
            ELSE (s.detail - '{facts,orders,requests,units,escalations,hand_overs,call_backs,approvals,papers}'::text[])
        END AS detail,
    s.version
   FROM (gridroom.case_step s
     LEFT JOIN gridroom.department d ON ((d.department_id = s.receiver_id)));
ALTER VIEW api.case_step_list OWNER TO gridroom_owner;
CREATE VIEW api.case_unit_list AS
 SELECT u.unit_no,
    u.case_id,
    u.department_id,
    d.name AS department,
    u.part,
    u.told_at,
    COALESCE(t.name, u.told_by) AS told_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE u.demand
        END AS demand,
    u.due_at,
    u.typed_in,
    u.answer,
    u.answered_at,
    COALESCE(a.name, u.answered_by, ''::text) AS answered_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE u.answer_words
        END AS answer_words,
    u.done_at,
    COALESCE(f.name, u.done_by, ''::text) AS done_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE u.done_words
        END AS done_words,
    u.ended_at,
    COALESCE(e.name, u.ended_by, ''::text) AS ended_by,
    u.ended_how,
        CASE
            WHEN w.wall THEN ''::text
            ELSE u.ended_why
        END AS ended_why
   FROM ((((((gridroom.case_unit u
     JOIN gridroom.department d ON ((d.department_id = u.department_id)))
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     LEFT JOIN gridroom.person t ON ((t.login = u.told_by)))
     LEFT JOIN gridroom.person a ON ((a.login = u.answered_by)))
     LEFT JOIN gridroom.person f ON ((f.login = u.done_by)))
     LEFT JOIN gridroom.person e ON ((e.login = u.ended_by)));
ALTER VIEW api.case_unit_list OWNER TO gridroom_owner;
CREATE VIEW api.catalogue AS
 SELECT n.minor_id,
    n.kind,
    n.major_code,
    m.name AS major_name,
    n.code,
    n.name,
    n.disabled,
    f.condition_id,
    f.seq,
    f.condition,
    f.limit_kind,
    f.limit_value,
    f.closing_condition,
    f.responsible_units,
    COALESCE(f.disabled, false) AS condition_disabled
   FROM ((gridroom.catalogue_minor n
     JOIN gridroom.catalogue_major m ON (((m.kind = n.kind) AND (m.code = n.major_code))))
     LEFT JOIN gridroom.filing_condition f USING (minor_id));
ALTER VIEW api.catalogue OWNER TO gridroom_owner;
CREATE VIEW api.catalogue_major AS
 SELECT kind,
    code,
    name,
    disabled
   FROM gridroom.catalogue_major;
ALTER VIEW api.catalogue_major OWNER TO gridroom_owner;
CREATE TABLE gridroom.configuration_step (
    step_id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    by_login text DEFAULT SESSION_USER NOT NULL,
    subject text NOT NULL,
    subject_key text NOT NULL,
    old jsonb,
    new jsonb NOT NULL,
    CONSTRAINT configuration_step_subject_check CHECK ((subject = ANY (ARRAY['major'::text, 'minor'::text, 'condition'::text, 'calendar_day'::text, 'office_hours'::text, 'setting'::text, 'areas'::text, 'duty'::text, 'area_figures'::text, 'shifts'::text, 'roster'::text, 'gateway'::text])))
);
ALTER TABLE ONLY gridroom.configuration_step FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.configuration_step OWNER TO gridroom_owner;
CREATE VIEW api.configuration_history AS
 SELECT step_id,
    at,
    by_login,
    subject,
    subject_key,
    old,
    new
   FROM gridroom.configuration_step
  WHERE ( SELECT (gridroom.has_duty('administrator'::text) OR gridroom.has_duty('security_auditor'::text)));
ALTER VIEW api.configuration_history OWNER TO gridroom_owner;
CREATE VIEW api.confirmer_list AS
 SELECT c.case_id,
    p.login,
    p.name
   FROM (((gridroom.case_file c
     JOIN gridroom.person p ON (p.active))
     JOIN pg_roles r ON (((r.rolname = p.login) AND pg_has_role(r.oid, 'gridroom_grid_worker'::name, 'member'::text))))
     LEFT JOIN gridroom.area a ON ((a.area_id = p.area_id)))
  WHERE (c.is_open AND (c.area_path OPERATOR(public.<@) COALESCE(a.path, ''::public.ltree)) AND ( SELECT gridroom.has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector}'::text[]) AS has_any_duty));
ALTER VIEW api.confirmer_list OWNER TO gridroom_owner;
CREATE VIEW api.department AS
 SELECT department_id,
    code,
    name,
    parent_id,
    active
   FROM gridroom.department;
ALTER VIEW api.department OWNER TO gridroom_owner;
CREATE TABLE gridroom.disclosure (
    disclosure_id bigint NOT NULL,
    case_id bigint NOT NULL,
    login text DEFAULT SESSION_USER NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    reason text NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL
);
ALTER TABLE ONLY gridroom.disclosure FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.disclosure OWNER TO gridroom_owner;
CREATE VIEW api.disclosure_list AS
 SELECT x.disclosure_id,
    x.case_id,
    c.case_number,
    x.login,
    x.at,
    x.reason
   FROM (gridroom.disclosure x
     JOIN gridroom.case_file c ON ((c.case_id = x.case_id)))
  WHERE gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief}'::text[]);
ALTER VIEW api.disclosure_list OWNER TO gridroom_owner;
CREATE VIEW api.dispatch_accuracy AS
 SELECT gridroom.local_day(u.told_at) AS day,
    u.told_by AS login,
    COALESCE(p.name, u.told_by) AS name,
    u.minor_id,
    COALESCE(m.name, ''::text) AS subcategory,
    (count(*))::integer AS dispatched,
    (count(*) FILTER (WHERE (u.ended_how = 'returned_wrong'::text)))::integer AS returned,
    (count(*) FILTER (WHERE (u.ended_how = 'reassigned'::text)))::integer AS reassigned,
    (count(u.proposed_id))::integer AS proposed,
    (count(*) FILTER (WHERE (u.proposed_id = u.department_id)))::integer AS followed,
    round(((1)::numeric - ((count(*) FILTER (WHERE (u.ended_how = 'returned_wrong'::text)))::numeric / (count(*))::numeric)), 4) AS accuracy
   FROM ((gridroom.case_unit u
     LEFT JOIN gridroom.person p ON ((p.login = u.told_by)))
     LEFT JOIN gridroom.catalogue_minor m ON ((m.minor_id = u.minor_id)))
  WHERE ((u.part = 'main'::text) AND (u.ended_how <> 'taken_back'::text) AND ((u.told_by = SESSION_USER) OR ( SELECT gridroom.has_any_duty('{gridroom_duty_chief,gridroom_assessor,gridroom_administrator,gridroom_security_auditor}'::text[]) AS has_any_duty)))
  GROUP BY (gridroom.local_day(u.told_at)), u.told_by, COALESCE(p.name, u.told_by), u.minor_id, COALESCE(m.name, ''::text);
ALTER VIEW api.dispatch_accuracy OWNER TO gridroom_owner;
CREATE VIEW api.duty_list AS
 SELECT e.duty_no,
    e.valid_from,
    e.valid_to,
    e.kind,
    e.major_code,
    j.name AS category,
    COALESCE(m.code, ''::text) AS minor_code,
    COALESCE(m.name, ''::text) AS subcategory,
    f.seq,
    COALESCE(f.condition, ''::text) AS condition,
    COALESCE(e.area_level, ''::text) AS area_level,
    COALESCE(e.area_code, ''::text) AS area_code,
    COALESCE(a.name, ''::text) AS area,
    e.owner,
    e.department_id,
    d.name AS department,
    e.assisting,
    ARRAY( SELECT n.name
           FROM gridroom.department n
          WHERE (n.department_id = ANY (e.assisting))
          ORDER BY n.name) AS assisting_names,
    e.source,
    e.note,
    e.made_at,
    e.made_by
   FROM (((((gridroom.duty_entry e
     JOIN gridroom.catalogue_major j ON (((j.kind = e.kind) AND (j.code = e.major_code))))
     JOIN gridroom.department d ON ((d.department_id = e.department_id)))
     LEFT JOIN gridroom.catalogue_minor m ON ((m.minor_id = e.minor_id)))
     LEFT JOIN gridroom.filing_condition f ON ((f.condition_id = e.condition_id)))
     LEFT JOIN gridroom.area a ON (((a.level = e.area_level) AND (a.code = e.area_code) AND (a.valid_to IS NULL))));
ALTER VIEW api.duty_list OWNER TO gridroom_owner;
CREATE VIEW api.escalation_list AS
 SELECT e.escalation_no,
    e.case_id,
    e.from_level,
    e.to_level,
    e.sent_at,
    COALESCE(s.name, e.sent_by) AS sent_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE e.reason
        END AS reason,
        CASE
            WHEN w.wall THEN ''::text
            ELSE e.agreed_by
        END AS agreed_by,
    e.receive_by,
    e.received_at,
    COALESCE(r.name, e.received_by, ''::text) AS received_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE e.receiver
        END AS receiver,
    e.receipt_number,
    e.returned_at,
    COALESCE(b.name, e.returned_by, ''::text) AS returned_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE e.answer
        END AS answer
   FROM ((((gridroom.case_escalation e
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     LEFT JOIN gridroom.person s ON ((s.login = e.sent_by)))
     LEFT JOIN gridroom.person r ON ((r.login = e.received_by)))
     LEFT JOIN gridroom.person b ON ((b.login = e.returned_by)));
ALTER VIEW api.escalation_list OWNER TO gridroom_owner;
CREATE VIEW api.field_task_list AS
 SELECT t.task_id,
        CASE
            WHEN s.sends THEN t.code
            ELSE ''::text
        END AS code,
    t.kind,
    t.case_id,
    c.case_number,
    t.worker,
        CASE
            WHEN w.wall THEN ''::text
            ELSE t.asked
        END AS asked,
        CASE
            WHEN s.sends THEN t.words
            ELSE ''::text
        END AS words,
    t.asked_at,
    COALESCE(b.name, t.asked_by) AS asked_by,
    t.due_at,
    COALESCE(t.ended_at,
        CASE
            WHEN e.over THEN gridroom.task_expires(t.*)
            ELSE NULL::timestamp with time zone
        END) AS ended_at,
        CASE
            WHEN ((t.outcome = ''::text) AND e.over) THEN 'expired'::text
            ELSE t.outcome
        END AS outcome,
        CASE
            WHEN w.wall THEN ''::text
            ELSE t.answer
        END AS answer,
        CASE
            WHEN w.wall THEN ''::text
            ELSE COALESCE(a.name, t.answered_by)
        END AS answered_by
   FROM ((((((gridroom.field_task t
     JOIN gridroom.case_file c USING (case_id))
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     CROSS JOIN ( SELECT gridroom.has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector}'::text[]) AS sends) s)
     CROSS JOIN LATERAL ( SELECT ((t.ended_at IS NULL) AND (now() > gridroom.task_expires(t.*))) AS over) e)
     LEFT JOIN gridroom.person b ON ((b.login = t.asked_by)))
     LEFT JOIN gridroom.person a ON ((a.login = t.answered_by)));
ALTER VIEW api.field_task_list OWNER TO gridroom_owner;
CREATE TABLE gridroom.gateway_unit (
    gateway text NOT NULL,
    unit_id integer NOT NULL
);
ALTER TABLE ONLY gridroom.gateway_unit FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.gateway_unit OWNER TO gridroom_owner;
CREATE VIEW api.gateway_list AS
 SELECT g.login,
    g.name,
    g.active,
    u.code,
    u.kind,
    COALESCE(p.name, u.name) AS unit_name
   FROM (((gridroom.gateway g
     LEFT JOIN gridroom.gateway_unit l ON ((l.gateway = g.login)))
     LEFT JOIN gridroom.field_unit u USING (unit_id))
     LEFT JOIN gridroom.person p ON ((p.login = u.login)))
  WHERE gridroom.has_any_duty('{gridroom_administrator,gridroom_duty_chief,gridroom_security_auditor}'::text[]);
ALTER VIEW api.gateway_list OWNER TO gridroom_owner;
CREATE VIEW api.hand_over_list AS
 SELECT h.hand_over_no,
    h.case_id,
    c.case_number,
    h.service,
        CASE
            WHEN w.wall THEN ''::text
            ELSE h.told
        END AS told,
    h.channel,
        CASE
            WHEN w.wall THEN ''::text
            ELSE h.words
        END AS words,
    h.told_at,
    COALESCE(p.name, h.written_by) AS written_by,
    h.receipt_due,
    h.reference,
        CASE
            WHEN w.wall THEN ''::text
            ELSE h.reply
        END AS reply,
    h.confirmed_at,
    COALESCE(q.name, h.confirmed_by, ''::text) AS confirmed_by
   FROM ((((gridroom.hand_over h
     JOIN gridroom.case_file c ON ((c.case_id = h.case_id)))
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     LEFT JOIN gridroom.person p ON ((p.login = h.written_by)))
     LEFT JOIN gridroom.person q ON ((q.login = h.confirmed_by)));
ALTER VIEW api.hand_over_list OWNER TO gridroom_owner;
CREATE VIEW api.handling_time AS
 SELECT k.clock_id,
    k.case_id,
    c.department_id,
    k.started_at,
    k.stopped_at,
    k.due_at,
    k.was_overdue,
    k.exempt,
    (k.was_overdue AND (NOT k.exempt)) AS counts_as_overdue
   FROM (gridroom.case_clock k
     JOIN gridroom.case_file c USING (case_id))
  WHERE (k.name = 'handle'::text);
ALTER VIEW api.handling_time OWNER TO gridroom_owner;
CREATE VIEW api.left_case AS
 SELECT case_id,
    case_number,
    subcategory,
    part,
    left_at,
    left_by,
    how,
    why,
    now_with
   FROM gridroom.left_cases() left_cases(case_id, case_number, subcategory, part, left_at, left_by, how, why, now_with);
ALTER VIEW api.left_case OWNER TO gridroom_owner;
CREATE VIEW api.live_positions AS
 SELECT unit_id,
    kind,
    code,
    name,
    department,
    area,
    longitude,
    latitude,
    at,
    accuracy,
    speed,
    heading,
    battery,
    stale,
    on_duty,
    changed_at
   FROM api.live_positions_since(NULL::timestamp with time zone) live_positions_since(unit_id, kind, code, name, department, area, longitude, latitude, at, accuracy, speed, heading, battery, stale, on_duty, changed_at);
ALTER VIEW api.live_positions OWNER TO gridroom_owner;
CREATE VIEW api.me AS
 SELECT p.login,
    p.name,
    p.department_id,
    d.name AS department,
    p.area_id,
    a.name AS area,
    ARRAY( SELECT (r.rolname)::text AS rolname
           FROM pg_roles r
          WHERE ((r.rolname ~~ 'gridroom\_%'::text) AND (r.rolname <> ALL (ARRAY['gridroom_owner'::name, 'gridroom_across'::name, 'gridroom_person'::name])) AND pg_has_role(SESSION_USER, r.oid, 'member'::text))
          ORDER BY ((r.rolname)::text)) AS duties,
    clock_timestamp() AS server_time
   FROM ((gridroom.person p
     LEFT JOIN gridroom.department d ON ((d.department_id = p.department_id)))
     LEFT JOIN gridroom.area a ON ((a.area_id = p.area_id)))
  WHERE ((p.login = SESSION_USER) AND p.active);
ALTER VIEW api.me OWNER TO gridroom_owner;
CREATE VIEW api.merged_report_list AS
 SELECT r.merged_into AS main_case_id,
    (s.detail ->> 'into'::text) AS main_case_number,
    m.state AS main_state,
    (NOT COALESCE(m.is_open, true)) AS main_ended,
    m.closed_at AS main_ended_at,
    r.case_id,
    r.case_number,
    r.version,
    r.reported_at,
    r.source,
    r.keep_secret,
        CASE
            WHEN w.wall THEN ''::text
            ELSE "left"(split_part(r.description, '
'::text, 1), 80)
        END AS summary,
        CASE
            WHEN w.wall THEN ''::text
            ELSE gridroom.masked_name(r.reporter_name, r.keep_secret)
        END AS reporter_name,
        CASE
            WHEN w.wall THEN ''::text
            ELSE gridroom.masked_phone(r.reporter_phone, r.keep_secret)
        END AS reporter_phone,
    s.at AS merged_at,
    s.by_name AS merged_by
   FROM (((gridroom.case_file r
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     LEFT JOIN gridroom.case_file m ON ((m.case_id = r.merged_into)))
     LEFT JOIN LATERAL ( SELECT s_1.at,
            s_1.by_name,
            s_1.detail
           FROM gridroom.case_step s_1
          WHERE ((s_1.case_id = r.case_id) AND (s_1.action = 'merge'::text) AND (s_1.detail ? 'into_id'::text))
          ORDER BY s_1.seq DESC
         LIMIT 1) s ON (true))
  WHERE (r.merged_into IS NOT NULL);
ALTER VIEW api.merged_report_list OWNER TO gridroom_owner;
CREATE TABLE gridroom.office_hours (
    starts time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    CONSTRAINT office_hours_check CHECK ((ends > starts)),
    CONSTRAINT office_hours_check1 CHECK (((((EXTRACT(microsecond FROM starts))::integer % 1000000) = 0) AND (((EXTRACT(microsecond FROM ends))::integer % 1000000) = 0)))
);
ALTER TABLE ONLY gridroom.office_hours FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.office_hours OWNER TO gridroom_owner;
CREATE VIEW api.office_hours AS
 SELECT starts,
    ends
   FROM gridroom.office_hours;
ALTER VIEW api.office_hours OWNER TO gridroom_owner;
CREATE VIEW api.paper_content AS
 SELECT paper_id,
    gridroom.paper_json(paper_id) AS paper
   FROM gridroom.paper p
  WHERE (NOT ( SELECT gridroom.is_wall_only() AS is_wall_only));
ALTER VIEW api.paper_content OWNER TO gridroom_owner;
CREATE TABLE gridroom.paper_print (
    print_id bigint NOT NULL,
    paper_id bigint NOT NULL,
    printed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    printed_by text DEFAULT SESSION_USER NOT NULL
);
ALTER TABLE ONLY gridroom.paper_print FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.paper_print OWNER TO gridroom_owner;
CREATE VIEW api.paper_list AS
 SELECT paper_id,
    kind,
    case_id,
    subject,
    paper_number,
    sequence,
    content_hash,
    case_version,
    issued_at,
    issued_by,
    ( SELECT (count(*))::integer AS count
           FROM gridroom.paper_print x
          WHERE (x.paper_id = p.paper_id)) AS prints,
    (NOT (EXISTS ( SELECT
           FROM gridroom.paper q
          WHERE ((q.case_id = p.case_id) AND (q.kind = p.kind) AND (q.subject = p.subject) AND (q.sequence > p.sequence))))) AS newest
   FROM gridroom.paper p
  WHERE (NOT ( SELECT gridroom.is_wall_only() AS is_wall_only));
ALTER VIEW api.paper_list OWNER TO gridroom_owner;
CREATE TABLE gridroom.position_expiry (
    expiry_id bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    kept_from timestamp with time zone NOT NULL,
    fixes bigint NOT NULL,
    months text[] NOT NULL
);
ALTER TABLE ONLY gridroom.position_expiry FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.position_expiry OWNER TO gridroom_owner;
CREATE VIEW api.position_expiry_list AS
 SELECT expiry_id,
    at,
    kept_from,
    fixes,
    months
   FROM gridroom.position_expiry e
  WHERE gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief,gridroom_administrator}'::text[]);
ALTER VIEW api.position_expiry_list OWNER TO gridroom_owner;
CREATE UNLOGGED TABLE gridroom.presence (
    seat uuid NOT NULL,
    case_id bigint NOT NULL,
    login text DEFAULT SESSION_USER NOT NULL,
    looks boolean NOT NULL,
    has_words boolean NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    told_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
)
WITH (fillfactor='50');
ALTER TABLE ONLY gridroom.presence FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.presence OWNER TO gridroom_owner;
CREATE VIEW api.presence_list AS
 SELECT p.seat,
    p.case_id,
    p.login,
    COALESCE(n.name, p.login) AS name,
    p.looks,
    p.has_words,
    p.since
   FROM (gridroom.presence p
     LEFT JOIN gridroom.person n ON ((n.login = p.login)))
  WHERE ((p.told_at > (clock_timestamp() - gridroom.presence_patience())) AND (NOT ( SELECT gridroom.is_wall_only() AS is_wall_only)));
ALTER VIEW api.presence_list OWNER TO gridroom_owner;
CREATE TABLE gridroom.roster_entry (
    entry_id bigint NOT NULL,
    day date NOT NULL,
    shift text NOT NULL,
    login text NOT NULL,
    leads boolean DEFAULT false NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    made_by text DEFAULT SESSION_USER NOT NULL,
    ended_at timestamp with time zone,
    ended_by text
);
ALTER TABLE ONLY gridroom.roster_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.roster_entry OWNER TO gridroom_owner;
CREATE VIEW api.roster AS
 SELECT e.day,
    e.shift,
    e.login,
    p.name,
    e.leads,
    e.made_at,
    e.made_by
   FROM (gridroom.roster_entry e
     JOIN gridroom.person p USING (login))
  WHERE (e.ended_at IS NULL);
ALTER VIEW api.roster OWNER TO gridroom_owner;
CREATE VIEW api.roster_person AS
 SELECT login,
    name
   FROM gridroom.person p
  WHERE (active AND ( SELECT gridroom.has_any_duty('{gridroom_administrator,gridroom_duty_chief}'::text[]) AS has_any_duty) AND (EXISTS ( SELECT
           FROM pg_roles r
          WHERE ((r.rolname = p.login) AND (pg_has_role(r.oid, 'gridroom_call_taker'::name, 'member'::text) OR pg_has_role(r.oid, 'gridroom_dispatcher'::name, 'member'::text) OR pg_has_role(r.oid, 'gridroom_duty_chief'::name, 'member'::text) OR pg_has_role(r.oid, 'gridroom_inspector'::name, 'member'::text))))));
ALTER VIEW api.roster_person OWNER TO gridroom_owner;
CREATE VIEW api.saved_view_list AS
 SELECT v.view_id,
    v.name,
    v.shared,
    v.for_duty,
    v.content,
    v.version,
    COALESCE(p.name, v.changed_by) AS changed_by,
    v.changed_at,
    (v.owner = SESSION_USER) AS mine
   FROM (gridroom.saved_view v
     LEFT JOIN gridroom.person p ON ((p.login = v.changed_by)))
  WHERE ((v.removed_at IS NULL) AND (v.shared OR (v.owner = SESSION_USER)));
ALTER VIEW api.saved_view_list OWNER TO gridroom_owner;
CREATE TABLE public.gridroom_schema_stamp (
    number integer NOT NULL,
    name text NOT NULL,
    breaking boolean NOT NULL,
    checksum text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE public.gridroom_schema_stamp OWNER TO postgres;
CREATE VIEW api.schema_stamp AS
 SELECT number,
    name,
    breaking,
    applied_at
   FROM public.gridroom_schema_stamp
  WHERE (number > 0);
ALTER VIEW api.schema_stamp OWNER TO gridroom_owner;
CREATE TABLE gridroom.setting (
    key text NOT NULL,
    value jsonb NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_by text DEFAULT SESSION_USER NOT NULL
);
ALTER TABLE ONLY gridroom.setting FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.setting OWNER TO gridroom_owner;
CREATE VIEW api.setting AS
 SELECT key,
    value
   FROM gridroom.setting;
ALTER VIEW api.setting OWNER TO gridroom_owner;
CREATE VIEW api.sheet_content AS
 SELECT sheet_id,
    gridroom.sheet_json(sheet_id) AS sheet
   FROM gridroom.sheet s;
ALTER VIEW api.sheet_content OWNER TO gridroom_owner;
CREATE TABLE gridroom.sheet_line (
    sheet_id bigint NOT NULL,
    line_no integer NOT NULL,
    case_id bigint NOT NULL,
    case_version integer NOT NULL,
    line_hash text NOT NULL
);
ALTER TABLE ONLY gridroom.sheet_line FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.sheet_line OWNER TO gridroom_owner;
CREATE VIEW api.sheet_line_list AS
 SELECT l.sheet_id,
    l.line_no,
    l.case_id,
    l.case_version,
    l.line_hash,
    ((c.case_id IS NULL) OR c.changed_after_print OR (c.printed_line IS DISTINCT FROM l.line_hash)) AS changed
   FROM (gridroom.sheet_line l
     LEFT JOIN gridroom.case_file c ON ((c.case_id = l.case_id)));
ALTER VIEW api.sheet_line_list OWNER TO gridroom_owner;
CREATE TABLE gridroom.sheet_print (
    print_id bigint NOT NULL,
    sheet_id bigint NOT NULL,
    printed_at timestamp with time zone DEFAULT now() NOT NULL,
    printed_by text DEFAULT SESSION_USER NOT NULL
);
ALTER TABLE ONLY gridroom.sheet_print FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.sheet_print OWNER TO gridroom_owner;
CREATE VIEW api.sheet_list AS
 SELECT sheet_id,
    day,
    scope,
    (content ->> 'scope_name'::text) AS scope_name,
    sheet_number,
    sequence,
    content_hash,
    issued_at,
    issued_by,
    ((content ->> 'cases'::text))::integer AS cases,
    ( SELECT (count(*))::integer AS count
           FROM gridroom.sheet_print p
          WHERE (p.sheet_id = s.sheet_id)) AS prints
   FROM gridroom.sheet s;
ALTER VIEW api.sheet_list OWNER TO gridroom_owner;
CREATE VIEW api.stage_count AS
 SELECT stage,
    (count(*))::integer AS open_count,
    (count(*) FILTER (WHERE (deadline_at <= now())))::integer AS overdue_count
   FROM gridroom.case_file c
  WHERE is_open
  GROUP BY stage;
ALTER VIEW api.stage_count OWNER TO gridroom_owner;
CREATE TABLE gridroom.place (
    place_id bigint NOT NULL,
    source text NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    locator text DEFAULT ''::text NOT NULL,
    locator_key text DEFAULT ''::text NOT NULL,
    locator_digits text DEFAULT ''::text NOT NULL,
    "position" point NOT NULL,
    line path,
    extent box,
    area_path public.ltree DEFAULT ''::public.ltree NOT NULL,
    active boolean DEFAULT true NOT NULL,
    valid_from date DEFAULT CURRENT_DATE NOT NULL,
    disabled_on date,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT place_check CHECK ((active = (disabled_on IS NULL))),
    CONSTRAINT place_kind_check CHECK ((kind = ANY (ARRAY['street'::text, 'door_plate'::text, 'lamp_post'::text, 'bus_stop'::text, 'poi'::text, 'settlement'::text])))
);
ALTER TABLE ONLY gridroom.place FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.place OWNER TO gridroom_owner;
CREATE VIEW api.street_line AS
 SELECT place_id,
    name,
    (translate((line)::text, '()'::text, '[]'::text))::jsonb AS line
   FROM gridroom.place p
  WHERE (active AND (kind = 'street'::text) AND (line IS NOT NULL));
ALTER VIEW api.street_line OWNER TO gridroom_owner;
CREATE VIEW api.supervision_order_list AS
 SELECT o.order_id,
    o.order_number,
    o.case_id,
    c.case_number,
    o.kind,
    o.card,
        CASE
            WHEN w.wall THEN ''::text
            ELSE o.reason
        END AS reason,
        CASE
            WHEN w.wall THEN ''::text
            ELSE o.demand
        END AS demand,
    o.department_id,
    COALESCE(d.name, ''::text) AS department,
    o.reply_by,
    o.issued_at,
    COALESCE(i.name, o.issued_by) AS issued_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE o.reply
        END AS reply,
    o.replied_at,
    COALESCE(r.name, o.replied_by, ''::text) AS replied_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE o.resolution
        END AS resolution,
    o.resolved_at,
    COALESCE(e.name, o.resolved_by, ''::text) AS resolved_by,
    o.ended_with_case,
    o.rule,
        CASE
            WHEN w.wall THEN ''::text
            ELSE o.appeal
        END AS appeal,
    o.appealed_at,
    COALESCE(y.name, o.appealed_by, ''::text) AS appealed_by,
    o.appeal_outcome,
    o.appeal_decided_at,
    COALESCE(z.name, o.appeal_decided_by, ''::text) AS appeal_decided_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE o.appeal_words
        END AS appeal_words
   FROM ((((((((gridroom.supervision_order o
     JOIN gridroom.case_file c ON ((c.case_id = o.case_id)))
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     LEFT JOIN gridroom.department d ON ((d.department_id = o.department_id)))
     LEFT JOIN gridroom.person i ON ((i.login = o.issued_by)))
     LEFT JOIN gridroom.person r ON ((r.login = o.replied_by)))
     LEFT JOIN gridroom.person e ON ((e.login = o.resolved_by)))
     LEFT JOIN gridroom.person y ON ((y.login = o.appealed_by)))
     LEFT JOIN gridroom.person z ON ((z.login = o.appeal_decided_by)));
ALTER VIEW api.supervision_order_list OWNER TO gridroom_owner;
CREATE VIEW api.time_appeal_list AS
 SELECT a.appeal_id,
    a.case_id,
    c.case_number,
        CASE
            WHEN w.wall THEN ''::text
            ELSE a.reason
        END AS reason,
    d.name AS department,
    k.due_at,
    k.stopped_at,
    a.asked_at,
    COALESCE(q.name, a.asked_by) AS asked_by,
    a.approved_at,
    COALESCE(f.name, a.approved_by, ''::text) AS approved_by,
    a.outcome,
    a.decided_at,
    COALESCE(e.name, a.decided_by, ''::text) AS decided_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE a.decision
        END AS decision
   FROM (((((((gridroom.time_appeal a
     JOIN gridroom.case_file c ON ((c.case_id = a.case_id)))
     JOIN gridroom.case_clock k ON ((k.clock_id = a.clock_id)))
     JOIN gridroom.department d ON ((d.department_id = a.department_id)))
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     LEFT JOIN gridroom.person q ON ((q.login = a.asked_by)))
     LEFT JOIN gridroom.person f ON ((f.login = a.approved_by)))
     LEFT JOIN gridroom.person e ON ((e.login = a.decided_by)));
ALTER VIEW api.time_appeal_list OWNER TO gridroom_owner;
CREATE VIEW api.time_request_list AS
 SELECT r.request_no,
    r.case_id,
    c.case_number,
    r.kind,
        CASE
            WHEN w.wall THEN ''::text
            ELSE r.reason
        END AS reason,
    r.until,
    d.name AS department,
    r.asked_at,
    COALESCE(a.name, r.asked_by) AS asked_by,
    r.approved_at,
    COALESCE(f.name, r.approved_by, ''::text) AS approved_by,
    r.outcome,
    r.decided_at,
    COALESCE(e.name, r.decided_by, ''::text) AS decided_by,
        CASE
            WHEN w.wall THEN ''::text
            ELSE r.decision
        END AS decision
   FROM ((((((gridroom.time_request r
     JOIN gridroom.case_file c ON ((c.case_id = r.case_id)))
     JOIN gridroom.department d ON ((d.department_id = r.department_id)))
     CROSS JOIN ( SELECT gridroom.is_wall_only() AS wall) w)
     LEFT JOIN gridroom.person a ON ((a.login = r.asked_by)))
     LEFT JOIN gridroom.person f ON ((f.login = r.approved_by)))
     LEFT JOIN gridroom.person e ON ((e.login = r.decided_by)));
ALTER VIEW api.time_request_list OWNER TO gridroom_owner;
CREATE TABLE gridroom.track_reading (
    reading_id bigint NOT NULL,
    unit_id integer NOT NULL,
    what text NOT NULL,
    starts timestamp with time zone NOT NULL,
    ends timestamp with time zone NOT NULL,
    reason text NOT NULL,
    login text DEFAULT SESSION_USER NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT track_reading_what_check CHECK ((what = ANY (ARRAY['track'::text, 'cells'::text])))
);
ALTER TABLE ONLY gridroom.track_reading FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.track_reading OWNER TO gridroom_owner;
CREATE VIEW api.track_reading_list AS
 SELECT r.reading_id,
    r.at,
    r.login,
    COALESCE(n.name, r.login) AS by_name,
    u.code AS worker,
    COALESCE(p.name, u.name) AS name,
    r.what,
    r.starts,
    r.ends,
    r.reason
   FROM (((gridroom.track_reading r
     JOIN gridroom.field_unit u USING (unit_id))
     LEFT JOIN gridroom.person p ON ((p.login = u.login)))
     LEFT JOIN gridroom.person n ON ((n.login = r.login)))
  WHERE gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief}'::text[]);
ALTER VIEW api.track_reading_list OWNER TO gridroom_owner;
CREATE VIEW api.transition AS
 SELECT action,
    from_state,
    to_state,
    duties,
    needs,
    own_department,
    rank
   FROM gridroom.transition;
ALTER VIEW api.transition OWNER TO gridroom_owner;
CREATE TABLE gridroom.water (
    water_id bigint NOT NULL,
    source text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    "position" point NOT NULL,
    outline jsonb NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY gridroom.water FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.water OWNER TO gridroom_owner;
CREATE VIEW api.water_outline AS
 SELECT water_id,
    name,
    "position"[0] AS longitude,
    "position"[1] AS latitude,
    outline
   FROM gridroom.water w;
ALTER VIEW api.water_outline OWNER TO gridroom_owner;
CREATE VIEW api.whistle_count AS
 SELECT gridroom.local_day(u.told_at) AS day,
    COALESCE(s.name, ''::text) AS street,
    d.name AS department,
    (count(*))::integer AS whistled,
    (count(*) FILTER (WHERE (u.answer = 'arrived'::text)))::integer AS arrived,
    (count(*) FILTER (WHERE ((u.answer = 'arrived'::text) AND (u.answered_at > u.due_at))))::integer AS late,
    (count(*) FILTER (WHERE (u.answer = 'refused'::text)))::integer AS refused,
    (count(*) FILTER (WHERE ((u.answer = ''::text) AND (u.due_at <= now()))))::integer AS overdue
   FROM ((gridroom.case_unit u
     JOIN gridroom.department d ON ((d.department_id = u.department_id)))
     LEFT JOIN gridroom.area s ON ((s.area_id = u.street_id)))
  WHERE (u.part = 'whistled'::text)
  GROUP BY (gridroom.local_day(u.told_at)), COALESCE(s.name, ''::text), d.name;
ALTER VIEW api.whistle_count OWNER TO gridroom_owner;
CREATE TABLE gridroom.alarm_act (
    act_no bigint NOT NULL,
    alarm_key text NOT NULL,
    act text NOT NULL,
    since timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    by_login text DEFAULT SESSION_USER NOT NULL,
    until timestamp with time zone,
    reason text DEFAULT ''::text NOT NULL,
    request_id uuid NOT NULL,
    CONSTRAINT alarm_act_act_check CHECK ((act = ANY (ARRAY['acknowledge'::text, 'shelve'::text, 'unshelve'::text]))),
    CONSTRAINT alarm_act_check CHECK (((act = 'shelve'::text) = (until IS NOT NULL)))
);
ALTER TABLE ONLY gridroom.alarm_act FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.alarm_act OWNER TO gridroom_owner;
ALTER TABLE gridroom.alarm_act ALTER COLUMN act_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.alarm_act_act_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.alarm_ring (
    login text DEFAULT SESSION_USER NOT NULL,
    alarm_key text NOT NULL,
    since timestamp with time zone NOT NULL,
    rule text NOT NULL,
    at timestamp with time zone NOT NULL,
    fresh boolean NOT NULL,
    chatters boolean NOT NULL,
    gone_at timestamp with time zone
);
ALTER TABLE ONLY gridroom.alarm_ring FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.alarm_ring OWNER TO gridroom_owner;
CREATE TABLE gridroom.alarm_watch (
    login text DEFAULT SESSION_USER NOT NULL,
    slot timestamp with time zone NOT NULL
);
ALTER TABLE ONLY gridroom.alarm_watch FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.alarm_watch OWNER TO gridroom_owner;
ALTER TABLE gridroom.approval ALTER COLUMN approval_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.approval_approval_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.area ALTER COLUMN area_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.area_area_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.area_check (
    check_id integer NOT NULL,
    level text NOT NULL,
    touched integer[] NOT NULL,
    was jsonb NOT NULL,
    accepted jsonb
);
ALTER TABLE ONLY gridroom.area_check FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_check OWNER TO gridroom_owner;
ALTER TABLE gridroom.area_check ALTER COLUMN check_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.area_check_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.area_drawing (
    seat uuid NOT NULL,
    parent_path public.ltree NOT NULL,
    level text NOT NULL,
    login text DEFAULT SESSION_USER NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    told_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE ONLY gridroom.area_drawing FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_drawing OWNER TO gridroom_owner;
ALTER TABLE gridroom.area_figures ALTER COLUMN figures_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.area_figures_figures_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.area_redraw ALTER COLUMN redraw_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.area_redraw_redraw_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.area_ring (
    area_id integer NOT NULL,
    level text NOT NULL,
    polygon_no smallint NOT NULL,
    ring_no smallint NOT NULL,
    ring polygon NOT NULL,
    current boolean DEFAULT true NOT NULL
);
ALTER TABLE ONLY gridroom.area_ring FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_ring OWNER TO gridroom_owner;
ALTER TABLE gridroom.attachment ALTER COLUMN attachment_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.attachment_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.call_back ALTER COLUMN call_back_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.call_back_call_back_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.caller_search ALTER COLUMN search_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.caller_search_search_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.camera ALTER COLUMN camera_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.camera_camera_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.case_clock ALTER COLUMN clock_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.case_clock_clock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.case_escalation ALTER COLUMN escalation_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.case_escalation_escalation_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.case_file ALTER COLUMN case_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.case_file_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.case_place (
    place_key text NOT NULL,
    area_path public.ltree NOT NULL,
    words text NOT NULL,
    grams text[] NOT NULL,
    cases integer NOT NULL,
    "position" point NOT NULL,
    last_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY gridroom.case_place FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_place OWNER TO gridroom_owner;
ALTER TABLE gridroom.case_step ALTER COLUMN step_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.case_step_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.case_unit ALTER COLUMN unit_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.case_unit_unit_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.case_words (
    case_id bigint NOT NULL,
    key text NOT NULL
);
ALTER TABLE ONLY gridroom.case_words FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_words OWNER TO gridroom_owner;
ALTER TABLE gridroom.catalogue_minor ALTER COLUMN minor_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.catalogue_minor_minor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.clock_pause (
    clock_id bigint NOT NULL,
    paused_at timestamp with time zone NOT NULL,
    resumed_at timestamp with time zone,
    until timestamp with time zone,
    reason text NOT NULL,
    CONSTRAINT clock_pause_check CHECK (((resumed_at IS NULL) OR (resumed_at >= paused_at)))
);
ALTER TABLE gridroom.clock_pause OWNER TO gridroom_owner;
ALTER TABLE gridroom.component ALTER COLUMN component_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.component_component_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.configuration_step ALTER COLUMN step_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.configuration_step_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.department ALTER COLUMN department_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.department_department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.disclosure ALTER COLUMN disclosure_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.disclosure_disclosure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.duty_entry ALTER COLUMN duty_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.duty_entry_duty_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.field_duty (
    unit_id integer NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    gateway text NOT NULL,
    forgotten boolean DEFAULT false NOT NULL,
    CONSTRAINT field_duty_check CHECK ((ended_at >= began_at))
);
ALTER TABLE ONLY gridroom.field_duty FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.field_duty OWNER TO gridroom_owner;
ALTER TABLE gridroom.field_task ALTER COLUMN task_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.field_task_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.field_unit ALTER COLUMN unit_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.field_unit_unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.filing_condition ALTER COLUMN condition_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.filing_condition_condition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.hand_over ALTER COLUMN hand_over_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.hand_over_hand_over_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.history_finding (
    finding_no bigint NOT NULL,
    case_id bigint NOT NULL,
    seq integer NOT NULL,
    problem text NOT NULL,
    found_at timestamp with time zone NOT NULL,
    found_by text DEFAULT SESSION_USER NOT NULL,
    ended_at timestamp with time zone
);
ALTER TABLE ONLY gridroom.history_finding FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.history_finding OWNER TO gridroom_owner;
ALTER TABLE gridroom.history_finding ALTER COLUMN finding_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.history_finding_finding_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.last_position (
    unit_id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    place point NOT NULL,
    area_id integer,
    area_path public.ltree DEFAULT ''::public.ltree NOT NULL,
    accuracy real,
    speed real,
    heading real,
    battery smallint,
    on_duty boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL
)
WITH (fillfactor='50', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');
ALTER TABLE ONLY gridroom.last_position FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.last_position OWNER TO gridroom_owner;
CREATE TABLE gridroom.number_counter (
    scope text NOT NULL,
    day date NOT NULL,
    last integer NOT NULL
);
ALTER TABLE gridroom.number_counter OWNER TO gridroom_owner;
CREATE TABLE gridroom.paper_kind (
    kind text NOT NULL,
    duties text[] NOT NULL
);
ALTER TABLE gridroom.paper_kind OWNER TO gridroom_owner;
ALTER TABLE gridroom.paper ALTER COLUMN paper_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.paper_paper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.paper_print ALTER COLUMN print_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.paper_print_print_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.patrol_anew (
    anew_id bigint NOT NULL,
    unit_id integer NOT NULL,
    day date NOT NULL
);
ALTER TABLE ONLY gridroom.patrol_anew FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.patrol_anew OWNER TO gridroom_owner;
ALTER TABLE gridroom.patrol_anew ALTER COLUMN anew_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.patrol_anew_anew_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.patrol_cell (
    unit_id integer NOT NULL,
    day date NOT NULL,
    area_id integer NOT NULL,
    seconds double precision NOT NULL,
    first_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY gridroom.patrol_cell FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.patrol_cell OWNER TO gridroom_owner;
CREATE TABLE gridroom.patrol_day (
    unit_id integer NOT NULL,
    day date NOT NULL,
    home public.ltree NOT NULL,
    longest_gap double precision NOT NULL,
    up_to timestamp with time zone NOT NULL,
    area_id integer,
    run_began_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY gridroom.patrol_day FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.patrol_day OWNER TO gridroom_owner;
CREATE TABLE gridroom.patrol_run (
    unit_id integer NOT NULL,
    day date NOT NULL,
    began_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY gridroom.patrol_run FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.patrol_run OWNER TO gridroom_owner;
CREATE TABLE gridroom.place_gram (
    gram text NOT NULL,
    stems integer NOT NULL
);
ALTER TABLE ONLY gridroom.place_gram FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.place_gram OWNER TO gridroom_owner;
CREATE TABLE gridroom.place_name (
    place_id bigint NOT NULL,
    words text NOT NULL,
    role text NOT NULL,
    stem_id integer NOT NULL,
    number_key text NOT NULL,
    CONSTRAINT place_name_role_check CHECK ((role = ANY (ARRAY['name'::text, 'alias'::text, 'former'::text])))
);
ALTER TABLE ONLY gridroom.place_name FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.place_name OWNER TO gridroom_owner;
ALTER TABLE gridroom.place ALTER COLUMN place_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.place_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.place_stem (
    stem_id integer NOT NULL,
    stem text NOT NULL,
    grams text[] NOT NULL
);
ALTER TABLE ONLY gridroom.place_stem FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.place_stem OWNER TO gridroom_owner;
ALTER TABLE gridroom.place_stem ALTER COLUMN stem_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.place_stem_stem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.position_expiry ALTER COLUMN expiry_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.position_expiry_expiry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.position_upkeep (
    only_row boolean DEFAULT true NOT NULL,
    told_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    tended_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    summed_at timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    CONSTRAINT position_upkeep_only_row_check CHECK (only_row)
)
WITH (fillfactor='10');
ALTER TABLE ONLY gridroom.position_upkeep FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.position_upkeep OWNER TO gridroom_owner;
CREATE TABLE gridroom.register_import (
    import_id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    by_login text DEFAULT SESSION_USER NOT NULL,
    register text NOT NULL,
    source text NOT NULL,
    detail jsonb NOT NULL,
    CONSTRAINT register_import_register_check CHECK ((register = ANY (ARRAY['area'::text, 'place'::text, 'component'::text, 'camera'::text])))
);
ALTER TABLE ONLY gridroom.register_import FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.register_import OWNER TO gridroom_owner;
ALTER TABLE gridroom.register_import ALTER COLUMN import_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.register_import_import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.roster_entry ALTER COLUMN entry_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.roster_entry_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.saved_view ALTER COLUMN view_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.saved_view_view_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.sheet_print ALTER COLUMN print_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.sheet_print_print_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.sheet ALTER COLUMN sheet_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.sheet_sheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE gridroom.shift_plan (
    plan_id bigint NOT NULL,
    valid_from date NOT NULL,
    shifts jsonb NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    made_by text DEFAULT SESSION_USER NOT NULL,
    ended_at timestamp with time zone,
    ended_by text
);
ALTER TABLE ONLY gridroom.shift_plan FORCE ROW LEVEL SECURITY;
ALTER TABLE gridroom.shift_plan OWNER TO gridroom_owner;
ALTER TABLE gridroom.shift_plan ALTER COLUMN plan_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.shift_plan_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.supervision_order ALTER COLUMN order_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.supervision_order_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.time_appeal ALTER COLUMN appeal_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.time_appeal_appeal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.time_request ALTER COLUMN request_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.time_request_request_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.track_reading ALTER COLUMN reading_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.track_reading_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE gridroom.water ALTER COLUMN water_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gridroom.water_water_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY gridroom.alarm_act
    ADD CONSTRAINT alarm_act_pkey PRIMARY KEY (act_no);
ALTER TABLE ONLY gridroom.alarm_act
    ADD CONSTRAINT alarm_act_request_id_alarm_key_key UNIQUE (request_id, alarm_key);
ALTER TABLE ONLY gridroom.alarm_ring
    ADD CONSTRAINT alarm_ring_pkey PRIMARY KEY (login, alarm_key, since);
ALTER TABLE ONLY gridroom.alarm_watch
    ADD CONSTRAINT alarm_watch_pkey PRIMARY KEY (login, slot);
ALTER TABLE ONLY gridroom.approval
    ADD CONSTRAINT approval_case_id_ladder_rung_key UNIQUE (case_id, ladder, rung);
ALTER TABLE ONLY gridroom.approval
    ADD CONSTRAINT approval_pkey PRIMARY KEY (approval_no);
ALTER TABLE ONLY gridroom.area_check
    ADD CONSTRAINT area_check_pkey PRIMARY KEY (check_id);
ALTER TABLE ONLY gridroom.area_drawing
    ADD CONSTRAINT area_drawing_pkey PRIMARY KEY (seat, parent_path, level);
ALTER TABLE ONLY gridroom.area_figures
    ADD CONSTRAINT area_figures_level_code_valid_from_key UNIQUE (level, code, valid_from);
ALTER TABLE ONLY gridroom.area_figures
    ADD CONSTRAINT area_figures_pkey PRIMARY KEY (figures_id);
ALTER TABLE ONLY gridroom.area_outline
    ADD CONSTRAINT area_outline_pkey PRIMARY KEY (area_id);
ALTER TABLE ONLY gridroom.area
    ADD CONSTRAINT area_pkey PRIMARY KEY (area_id);
ALTER TABLE ONLY gridroom.area_redraw
    ADD CONSTRAINT area_redraw_pkey PRIMARY KEY (redraw_id);
ALTER TABLE ONLY gridroom.area_redraw
    ADD CONSTRAINT area_redraw_request_id_key UNIQUE (request_id);
ALTER TABLE ONLY gridroom.area_ring
    ADD CONSTRAINT area_ring_pkey PRIMARY KEY (area_id, polygon_no, ring_no);
ALTER TABLE ONLY gridroom.attachment
    ADD CONSTRAINT attachment_case_id_sha256_key UNIQUE (case_id, sha256);
ALTER TABLE ONLY gridroom.attachment
    ADD CONSTRAINT attachment_pkey PRIMARY KEY (attachment_id);
ALTER TABLE ONLY gridroom.calendar_day
    ADD CONSTRAINT calendar_day_pkey PRIMARY KEY (day);
ALTER TABLE ONLY gridroom.call_back
    ADD CONSTRAINT call_back_pkey PRIMARY KEY (call_back_no);
ALTER TABLE ONLY gridroom.caller_search
    ADD CONSTRAINT caller_search_pkey PRIMARY KEY (search_id);
ALTER TABLE ONLY gridroom.camera
    ADD CONSTRAINT camera_gb_code_key UNIQUE (gb_code);
ALTER TABLE ONLY gridroom.camera
    ADD CONSTRAINT camera_pkey PRIMARY KEY (camera_id);
ALTER TABLE ONLY gridroom.case_clock
    ADD CONSTRAINT case_clock_pkey PRIMARY KEY (clock_id);
ALTER TABLE ONLY gridroom.case_escalation
    ADD CONSTRAINT case_escalation_pkey PRIMARY KEY (escalation_no);
ALTER TABLE ONLY gridroom.case_file
    ADD CONSTRAINT case_file_case_number_key UNIQUE (case_number);
ALTER TABLE ONLY gridroom.case_file
    ADD CONSTRAINT case_file_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY gridroom.case_place
    ADD CONSTRAINT case_place_pkey PRIMARY KEY (place_key, area_path);
ALTER TABLE ONLY gridroom.case_step
    ADD CONSTRAINT case_step_case_id_seq_key UNIQUE (case_id, seq);
ALTER TABLE ONLY gridroom.case_step
    ADD CONSTRAINT case_step_pkey PRIMARY KEY (step_id);
ALTER TABLE ONLY gridroom.case_unit
    ADD CONSTRAINT case_unit_pkey PRIMARY KEY (unit_no);
ALTER TABLE ONLY gridroom.case_words
    ADD CONSTRAINT case_words_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY gridroom.catalogue_major
    ADD CONSTRAINT catalogue_major_pkey PRIMARY KEY (kind, code);
ALTER TABLE ONLY gridroom.catalogue_minor
    ADD CONSTRAINT catalogue_minor_kind_major_code_code_key UNIQUE (kind, major_code, code);
ALTER TABLE ONLY gridroom.catalogue_minor
    ADD CONSTRAINT catalogue_minor_pkey PRIMARY KEY (minor_id);
ALTER TABLE ONLY gridroom.clock_pause
    ADD CONSTRAINT clock_pause_pkey PRIMARY KEY (clock_id, paused_at);
ALTER TABLE ONLY gridroom.component
    ADD CONSTRAINT component_code_key UNIQUE (code);
ALTER TABLE ONLY gridroom.component
    ADD CONSTRAINT component_pkey PRIMARY KEY (component_id);
ALTER TABLE ONLY gridroom.configuration_step
    ADD CONSTRAINT configuration_step_pkey PRIMARY KEY (step_id);
ALTER TABLE ONLY gridroom.department
    ADD CONSTRAINT department_code_key UNIQUE (code);
ALTER TABLE ONLY gridroom.department
    ADD CONSTRAINT department_name_key UNIQUE (name);
ALTER TABLE ONLY gridroom.department
    ADD CONSTRAINT department_pkey PRIMARY KEY (department_id);
ALTER TABLE ONLY gridroom.disclosure
    ADD CONSTRAINT disclosure_pkey PRIMARY KEY (disclosure_id);
ALTER TABLE ONLY gridroom.duty_entry
    ADD CONSTRAINT duty_entry_pkey PRIMARY KEY (duty_no);
ALTER TABLE ONLY gridroom.field_duty
    ADD CONSTRAINT field_duty_pkey PRIMARY KEY (unit_id, began_at);
ALTER TABLE ONLY gridroom.field_task
    ADD CONSTRAINT field_task_pkey PRIMARY KEY (task_id);
ALTER TABLE ONLY gridroom.field_unit
    ADD CONSTRAINT field_unit_code_key UNIQUE (code);
ALTER TABLE ONLY gridroom.field_unit
    ADD CONSTRAINT field_unit_login_key UNIQUE (login);
ALTER TABLE ONLY gridroom.field_unit
    ADD CONSTRAINT field_unit_pkey PRIMARY KEY (unit_id);
ALTER TABLE ONLY gridroom.filing_condition
    ADD CONSTRAINT filing_condition_minor_id_seq_key UNIQUE (minor_id, seq);
ALTER TABLE ONLY gridroom.filing_condition
    ADD CONSTRAINT filing_condition_pkey PRIMARY KEY (condition_id);
ALTER TABLE ONLY gridroom.gateway
    ADD CONSTRAINT gateway_pkey PRIMARY KEY (login);
ALTER TABLE ONLY gridroom.gateway_unit
    ADD CONSTRAINT gateway_unit_pkey PRIMARY KEY (gateway, unit_id);
ALTER TABLE ONLY gridroom.hand_over
    ADD CONSTRAINT hand_over_pkey PRIMARY KEY (hand_over_no);
ALTER TABLE ONLY gridroom.history_finding
    ADD CONSTRAINT history_finding_pkey PRIMARY KEY (finding_no);
ALTER TABLE ONLY gridroom.last_position
    ADD CONSTRAINT last_position_pkey PRIMARY KEY (unit_id);
ALTER TABLE ONLY gridroom.number_counter
    ADD CONSTRAINT number_counter_pkey PRIMARY KEY (scope, day);
ALTER TABLE ONLY gridroom.office_hours
    ADD CONSTRAINT office_hours_apart EXCLUDE USING gist (int4range((EXTRACT(epoch FROM starts))::integer, (EXTRACT(epoch FROM ends))::integer) WITH &&);
ALTER TABLE ONLY gridroom.office_hours
    ADD CONSTRAINT office_hours_pkey PRIMARY KEY (starts);
ALTER TABLE ONLY gridroom.paper
    ADD CONSTRAINT paper_case_id_kind_subject_sequence_key UNIQUE (case_id, kind, subject, sequence);
ALTER TABLE ONLY gridroom.paper_kind
    ADD CONSTRAINT paper_kind_pkey PRIMARY KEY (kind);
ALTER TABLE ONLY gridroom.paper
    ADD CONSTRAINT paper_paper_number_sequence_key UNIQUE (paper_number, sequence);
ALTER TABLE ONLY gridroom.paper
    ADD CONSTRAINT paper_pkey PRIMARY KEY (paper_id);
ALTER TABLE ONLY gridroom.paper_print
    ADD CONSTRAINT paper_print_pkey PRIMARY KEY (print_id);
ALTER TABLE ONLY gridroom.patrol_anew
    ADD CONSTRAINT patrol_anew_pkey PRIMARY KEY (anew_id);
ALTER TABLE ONLY gridroom.patrol_cell
    ADD CONSTRAINT patrol_cell_pkey PRIMARY KEY (day, unit_id, area_id);
ALTER TABLE ONLY gridroom.patrol_day
    ADD CONSTRAINT patrol_day_pkey PRIMARY KEY (day, unit_id);
ALTER TABLE ONLY gridroom.patrol_run
    ADD CONSTRAINT patrol_run_pkey PRIMARY KEY (day, unit_id, began_at);
ALTER TABLE ONLY gridroom.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (login);
ALTER TABLE ONLY gridroom.place_gram
    ADD CONSTRAINT place_gram_pkey PRIMARY KEY (gram);
ALTER TABLE ONLY gridroom.place_name
    ADD CONSTRAINT place_name_pkey PRIMARY KEY (place_id, words);
ALTER TABLE ONLY gridroom.place
    ADD CONSTRAINT place_pkey PRIMARY KEY (place_id);
ALTER TABLE ONLY gridroom.place
    ADD CONSTRAINT place_source_code_key UNIQUE (source, code);
ALTER TABLE ONLY gridroom.place_stem
    ADD CONSTRAINT place_stem_pkey PRIMARY KEY (stem_id);
ALTER TABLE ONLY gridroom.place_stem
    ADD CONSTRAINT place_stem_stem_key UNIQUE (stem);
ALTER TABLE ONLY gridroom.position_expiry
    ADD CONSTRAINT position_expiry_pkey PRIMARY KEY (expiry_id);
ALTER TABLE ONLY gridroom.position_fix
    ADD CONSTRAINT position_fix_pkey PRIMARY KEY (unit_id, at);
ALTER TABLE ONLY gridroom.position_upkeep
    ADD CONSTRAINT position_upkeep_pkey PRIMARY KEY (only_row);
ALTER TABLE ONLY gridroom.presence
    ADD CONSTRAINT presence_pkey PRIMARY KEY (seat, case_id);
ALTER TABLE ONLY gridroom.register_import
    ADD CONSTRAINT register_import_pkey PRIMARY KEY (import_id);
ALTER TABLE ONLY gridroom.request
    ADD CONSTRAINT request_pkey PRIMARY KEY (request_id);
ALTER TABLE ONLY gridroom.roster_entry
    ADD CONSTRAINT roster_entry_pkey PRIMARY KEY (entry_id);
ALTER TABLE ONLY gridroom.saved_view
    ADD CONSTRAINT saved_view_pkey PRIMARY KEY (view_id);
ALTER TABLE ONLY gridroom.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (key);
ALTER TABLE ONLY gridroom.sheet
    ADD CONSTRAINT sheet_day_scope_sequence_key UNIQUE (day, scope, sequence);
ALTER TABLE ONLY gridroom.sheet_line
    ADD CONSTRAINT sheet_line_pkey PRIMARY KEY (sheet_id, line_no);
ALTER TABLE ONLY gridroom.sheet
    ADD CONSTRAINT sheet_pkey PRIMARY KEY (sheet_id);
ALTER TABLE ONLY gridroom.sheet_print
    ADD CONSTRAINT sheet_print_pkey PRIMARY KEY (print_id);
ALTER TABLE ONLY gridroom.shift_plan
    ADD CONSTRAINT shift_plan_pkey PRIMARY KEY (plan_id);
ALTER TABLE ONLY gridroom.supervision_order
    ADD CONSTRAINT supervision_order_order_number_key UNIQUE (order_number);
ALTER TABLE ONLY gridroom.supervision_order
    ADD CONSTRAINT supervision_order_pkey PRIMARY KEY (order_id);
ALTER TABLE ONLY gridroom.time_appeal
    ADD CONSTRAINT time_appeal_case_id_key UNIQUE (case_id);
ALTER TABLE ONLY gridroom.time_appeal
    ADD CONSTRAINT time_appeal_pkey PRIMARY KEY (appeal_id);
ALTER TABLE ONLY gridroom.time_request
    ADD CONSTRAINT time_request_pkey PRIMARY KEY (request_no);
ALTER TABLE ONLY gridroom.track_reading
    ADD CONSTRAINT track_reading_pkey PRIMARY KEY (reading_id);
ALTER TABLE ONLY gridroom.transition
    ADD CONSTRAINT transition_pkey PRIMARY KEY (action, from_state);
ALTER TABLE ONLY gridroom.water
    ADD CONSTRAINT water_pkey PRIMARY KEY (water_id);
ALTER TABLE ONLY gridroom.water
    ADD CONSTRAINT water_source_code_key UNIQUE (source, code);
ALTER TABLE ONLY public.gridroom_schema_stamp
    ADD CONSTRAINT gridroom_schema_stamp_pkey PRIMARY KEY (number);
CREATE INDEX alarm_act_key ON gridroom.alarm_act USING btree (alarm_key, act_no DESC);
CREATE INDEX alarm_ring_at ON gridroom.alarm_ring USING btree (at);
CREATE INDEX alarm_ring_of ON gridroom.alarm_ring USING btree (login, at);
CREATE INDEX alarm_ring_stands ON gridroom.alarm_ring USING btree (login) WHERE (gone_at IS NULL);
CREATE INDEX alarm_watch_slot ON gridroom.alarm_watch USING btree (slot);
CREATE UNIQUE INDEX area_code_current ON gridroom.area USING btree (level, code) WHERE (valid_to IS NULL);
CREATE INDEX area_code_past ON gridroom.area USING btree (level, code) WHERE (valid_to IS NOT NULL);
CREATE INDEX area_parent ON gridroom.area USING btree (parent_id);
CREATE INDEX area_path ON gridroom.area USING gist (path);
CREATE INDEX area_redraw_planned ON gridroom.area_redraw USING btree (from_day) WHERE (state = 'planned'::text);
CREATE INDEX area_ring_cell ON gridroom.area_ring USING gist (ring) WHERE ((level = 'grid_cell'::text) AND (ring_no = 0) AND current);
CREATE INDEX area_ring_other ON gridroom.area_ring USING gist (ring) WHERE ((level <> 'grid_cell'::text) AND (ring_no = 0) AND current);
CREATE INDEX call_back_called ON gridroom.call_back USING btree (called_at) WHERE (satisfied <> 'unknown'::text);
CREATE INDEX call_back_case ON gridroom.call_back USING btree (case_id);
CREATE INDEX camera_covered ON gridroom.camera USING gist (covered) WHERE (active AND (covered IS NOT NULL));
CREATE INDEX camera_position ON gridroom.camera USING gist ("position") WHERE active;
CREATE INDEX case_clock_case ON gridroom.case_clock USING btree (case_id);
CREATE INDEX case_clock_next_card ON gridroom.case_clock USING btree (next_card_at) WHERE ((stopped_at IS NULL) AND (next_card_at IS NOT NULL));
CREATE INDEX case_escalation_case ON gridroom.case_escalation USING btree (case_id);
CREATE INDEX case_escalation_waiting ON gridroom.case_escalation USING btree (receive_by) WHERE ((received_at IS NULL) AND (returned_at IS NULL));
CREATE INDEX case_file_area ON gridroom.case_file USING gist (area_path) WHERE is_open;
CREATE INDEX case_file_call_back ON gridroom.case_file USING btree (closed_at) WHERE (call_back = 'due'::text);
CREATE INDEX case_file_caller ON gridroom.case_file USING btree (gridroom.phone_key(reporter_phone), reported_at) WHERE (reporter_phone <> ''::text);
CREATE INDEX case_file_cell ON gridroom.case_file USING btree (cell_id) WHERE (cell_id IS NOT NULL);
CREATE INDEX case_file_dispatched ON gridroom.case_file USING btree (dispatched_at) WHERE (dispatched_at IS NOT NULL);
CREATE INDEX case_file_ended ON gridroom.case_file USING btree (closed_at) WHERE (closed_at IS NOT NULL);
CREATE INDEX case_file_long_lived ON gridroom.case_file USING btree (closed_at) WHERE (((closed_at - reported_at) > '30 days'::interval) AND ("position" IS NOT NULL));
CREATE INDEX case_file_merged_into ON gridroom.case_file USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX case_file_number_end ON gridroom.case_file USING btree (reverse(case_number) text_pattern_ops);
CREATE INDEX case_file_open_deadline ON gridroom.case_file USING btree (deadline_at, case_id) WHERE is_open;
CREATE INDEX case_file_open_department ON gridroom.case_file USING btree (department_id) WHERE is_open;
CREATE INDEX case_file_open_position ON gridroom.case_file USING gist ("position") WHERE (is_open AND ("position" IS NOT NULL));
CREATE INDEX case_file_open_seen_by ON gridroom.case_file USING gin (seen_by) WHERE is_open;
CREATE INDEX case_file_open_stage ON gridroom.case_file USING btree (stage, deadline_at) WHERE is_open;
CREATE INDEX case_file_order_appeal ON gridroom.case_file USING btree (case_id) WHERE order_appeal;
CREATE UNIQUE INDEX case_file_original ON gridroom.case_file USING btree (origin, original_id) WHERE (original_id <> ''::text);
CREATE INDEX case_file_past_handling ON gridroom.case_file USING btree (minor_id, street_id, handled_at DESC) INCLUDE (community_id, department_id) WHERE (handled_at IS NOT NULL);
CREATE INDEX case_file_receipt ON gridroom.case_file USING btree (receipt_due) WHERE (receipt_due IS NOT NULL);
CREATE INDEX case_file_reported ON gridroom.case_file USING btree (reported_at);
CREATE INDEX case_file_returned ON gridroom.case_file USING btree (case_id) WHERE (state = 'returned'::text);
CREATE INDEX case_file_time_appeal ON gridroom.case_file USING btree (case_id) WHERE (time_appeal = 'pending'::text);
CREATE INDEX case_file_time_request ON gridroom.case_file USING btree (case_id) WHERE (time_request <> ''::text);
CREATE INDEX case_file_urgent ON gridroom.case_file USING btree (stage) WHERE (is_open AND (urgency = 'urgent'::text));
CREATE INDEX case_file_where ON gridroom.case_file USING btree (reported_at) INCLUDE ("position", state, area_path, department_id, seen_by, is_open, closed_at, case_id) WHERE ("position" IS NOT NULL);
CREATE INDEX case_place_grams ON gridroom.case_place USING gin (grams);
CREATE INDEX case_unit_case ON gridroom.case_unit USING btree (case_id);
CREATE INDEX case_unit_dispatched ON gridroom.case_unit USING btree (told_at) WHERE (part = 'main'::text);
CREATE INDEX case_unit_left ON gridroom.case_unit USING btree (department_id, ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX case_unit_returned ON gridroom.case_unit USING btree (minor_id, department_id) WHERE (ended_how = 'returned_wrong'::text);
CREATE INDEX case_unit_whistled ON gridroom.case_unit USING btree (department_id) WHERE ((part = 'whistled'::text) AND (answer = ''::text) AND (ended_at IS NULL));
CREATE INDEX case_words_pairs ON gridroom.case_words USING gin (gridroom.search_pairs(key, gridroom.search_stretch(case_id))) WITH (fastupdate=off);
CREATE UNIQUE INDEX clock_pause_running ON gridroom.clock_pause USING btree (clock_id) WHERE (resumed_at IS NULL);
CREATE INDEX clock_pause_until ON gridroom.clock_pause USING btree (until) WHERE ((resumed_at IS NULL) AND (until IS NOT NULL));
CREATE INDEX component_position ON gridroom.component USING gist ("position");
CREATE INDEX configuration_step_subject ON gridroom.configuration_step USING btree (subject, subject_key);
CREATE UNIQUE INDEX duty_entry_current ON gridroom.duty_entry USING btree (kind, major_code, COALESCE(minor_id, 0), COALESCE(condition_id, 0), COALESCE(area_level, ''::text), COALESCE(area_code, ''::text), owner) WHERE (valid_to IS NULL);
CREATE INDEX duty_entry_minor ON gridroom.duty_entry USING btree (kind, major_code, minor_id);
CREATE UNIQUE INDEX field_duty_running ON gridroom.field_duty USING btree (unit_id) WHERE (ended_at IS NULL);
CREATE INDEX field_task_case ON gridroom.field_task USING btree (case_id);
CREATE INDEX field_task_code ON gridroom.field_task USING btree (code, task_id);
CREATE INDEX field_task_open ON gridroom.field_task USING btree (due_at) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX field_task_open_code ON gridroom.field_task USING btree (code) WHERE (ended_at IS NULL);
CREATE INDEX hand_over_case ON gridroom.hand_over USING btree (case_id);
CREATE UNIQUE INDEX history_finding_open ON gridroom.history_finding USING btree (case_id) WHERE (ended_at IS NULL);
CREATE INDEX last_position_changed ON gridroom.last_position USING btree (changed_at);
CREATE INDEX last_position_place ON gridroom.last_position USING gist (place) WHERE on_duty;
CREATE INDEX paper_print_paper ON gridroom.paper_print USING btree (paper_id);
CREATE INDEX patrol_anew_day ON gridroom.patrol_anew USING btree (day);
CREATE INDEX place_address ON gridroom.place USING gist ("position") WHERE (active AND (kind = ANY (ARRAY['door_plate'::text, 'poi'::text, 'bus_stop'::text, 'settlement'::text])));
CREATE INDEX place_lamp_post ON gridroom.place USING gist ("position") WHERE (active AND (kind = 'lamp_post'::text));
CREATE INDEX place_line ON gridroom.place USING gist (extent) WHERE (active AND (extent IS NOT NULL));
CREATE INDEX place_locator ON gridroom.place USING btree (locator_key text_pattern_ops) WHERE (active AND (locator_key <> ''::text));
CREATE INDEX place_locator_digits ON gridroom.place USING btree (locator_digits text_pattern_ops) WHERE (active AND (locator_digits <> ''::text));
CREATE INDEX place_name_stem ON gridroom.place_name USING btree (stem_id, number_key text_pattern_ops);
CREATE INDEX place_stem_grams ON gridroom.place_stem USING gin (grams) WITH (fastupdate=off);
CREATE INDEX place_stem_start ON gridroom.place_stem USING btree (stem text_pattern_ops);
CREATE INDEX presence_case ON gridroom.presence USING btree (case_id);
CREATE INDEX register_import_newest ON gridroom.register_import USING btree (at DESC);
CREATE UNIQUE INDEX roster_entry_current ON gridroom.roster_entry USING btree (day, shift, login) WHERE (ended_at IS NULL);
CREATE INDEX roster_entry_day ON gridroom.roster_entry USING btree (day);
CREATE UNIQUE INDEX saved_view_for_duty ON gridroom.saved_view USING btree (for_duty) WHERE ((removed_at IS NULL) AND (for_duty <> ''::text));
CREATE UNIQUE INDEX saved_view_own_name ON gridroom.saved_view USING btree (owner, name) WHERE ((removed_at IS NULL) AND (NOT shared));
CREATE UNIQUE INDEX saved_view_shared_name ON gridroom.saved_view USING btree (name) WHERE ((removed_at IS NULL) AND shared);
CREATE INDEX sheet_line_case ON gridroom.sheet_line USING btree (case_id);
CREATE UNIQUE INDEX shift_plan_current ON gridroom.shift_plan USING btree (valid_from) WHERE (ended_at IS NULL);
CREATE INDEX supervision_order_case ON gridroom.supervision_order USING btree (case_id);
CREATE INDEX supervision_order_open ON gridroom.supervision_order USING btree (reply_by) WHERE (resolved_at IS NULL);
CREATE UNIQUE INDEX supervision_order_rule ON gridroom.supervision_order USING btree (clock_id, rule) WHERE (rule <> ''::text);
CREATE INDEX time_request_case ON gridroom.time_request USING btree (case_id);
CREATE UNIQUE INDEX time_request_pending ON gridroom.time_request USING btree (case_id) WHERE (outcome = 'pending'::text);
CREATE CONSTRAINT TRIGGER check_at_commit AFTER INSERT ON gridroom.area_check DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gridroom.check_put_areas();
CREATE TRIGGER count_case_place AFTER INSERT OR UPDATE OF place, "position", area_path, keep_secret ON gridroom.case_file FOR EACH ROW EXECUTE FUNCTION gridroom.count_case_place();
CREATE TRIGGER end_tasks AFTER INSERT ON gridroom.case_step FOR EACH ROW EXECUTE FUNCTION gridroom.end_tasks();
CREATE TRIGGER keep_case_words AFTER INSERT ON gridroom.case_file FOR EACH ROW EXECUTE FUNCTION gridroom.keep_case_words();
CREATE TRIGGER keep_changed_words AFTER UPDATE OF place, description, result ON gridroom.case_file FOR EACH ROW WHEN ((((old.place IS DISTINCT FROM new.place) OR (old.description IS DISTINCT FROM new.description)) OR (old.result IS DISTINCT FROM new.result))) EXECUTE FUNCTION gridroom.keep_case_words();
CREATE TRIGGER kept BEFORE DELETE OR UPDATE OR TRUNCATE ON gridroom.configuration_step FOR EACH STATEMENT EXECUTE FUNCTION gridroom.keep_configuration_step();
CREATE TRIGGER mark_changed_after_print BEFORE UPDATE ON gridroom.case_file FOR EACH ROW WHEN ((new.printed_line IS NOT NULL)) EXECUTE FUNCTION gridroom.mark_changed_after_print();
CREATE TRIGGER never_changed BEFORE DELETE OR UPDATE ON gridroom.alarm_act FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_changed BEFORE DELETE OR UPDATE ON gridroom.approval FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_changed BEFORE DELETE OR UPDATE ON gridroom.attachment FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_changed BEFORE DELETE OR UPDATE ON gridroom.call_back FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_changed BEFORE DELETE OR UPDATE ON gridroom.caller_search FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_changed BEFORE DELETE OR UPDATE ON gridroom.case_step FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_changed BEFORE DELETE OR UPDATE ON gridroom.disclosure FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_changed BEFORE DELETE OR UPDATE ON gridroom.position_expiry FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_changed BEFORE DELETE OR UPDATE ON gridroom.request FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_changed BEFORE DELETE OR UPDATE ON gridroom.track_reading FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON gridroom.alarm_act FOR EACH STATEMENT EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON gridroom.approval FOR EACH STATEMENT EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON gridroom.attachment FOR EACH STATEMENT EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON gridroom.call_back FOR EACH STATEMENT EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON gridroom.caller_search FOR EACH STATEMENT EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON gridroom.case_step FOR EACH STATEMENT EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON gridroom.disclosure FOR EACH STATEMENT EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON gridroom.position_expiry FOR EACH STATEMENT EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON gridroom.request FOR EACH STATEMENT EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON gridroom.track_reading FOR EACH STATEMENT EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.alarm_ring FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.case_escalation FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.case_file FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.case_unit FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.duty_entry FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.hand_over FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.roster_entry FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.shift_plan FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.supervision_order FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.time_appeal FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER never_removed BEFORE DELETE ON gridroom.time_request FOR EACH ROW EXECUTE FUNCTION gridroom.never_changed();
CREATE TRIGGER paper_never_emptied BEFORE TRUNCATE ON gridroom.paper FOR EACH STATEMENT EXECUTE FUNCTION gridroom.sheet_stands();
CREATE TRIGGER paper_never_emptied BEFORE TRUNCATE ON gridroom.paper_print FOR EACH STATEMENT EXECUTE FUNCTION gridroom.sheet_stands();
CREATE TRIGGER paper_stands BEFORE DELETE OR UPDATE ON gridroom.paper FOR EACH ROW EXECUTE FUNCTION gridroom.sheet_stands();
CREATE TRIGGER paper_stands BEFORE DELETE OR UPDATE ON gridroom.paper_print FOR EACH ROW EXECUTE FUNCTION gridroom.sheet_stands();
CREATE TRIGGER sheet_never_emptied BEFORE TRUNCATE ON gridroom.sheet FOR EACH STATEMENT EXECUTE FUNCTION gridroom.sheet_stands();
CREATE TRIGGER sheet_never_emptied BEFORE TRUNCATE ON gridroom.sheet_line FOR EACH STATEMENT EXECUTE FUNCTION gridroom.sheet_stands();
CREATE TRIGGER sheet_never_emptied BEFORE TRUNCATE ON gridroom.sheet_print FOR EACH STATEMENT EXECUTE FUNCTION gridroom.sheet_stands();
CREATE TRIGGER sheet_stands BEFORE DELETE OR UPDATE ON gridroom.sheet FOR EACH ROW EXECUTE FUNCTION gridroom.sheet_stands();
CREATE TRIGGER sheet_stands BEFORE DELETE OR UPDATE ON gridroom.sheet_line FOR EACH ROW EXECUTE FUNCTION gridroom.sheet_stands();
CREATE TRIGGER sheet_stands BEFORE DELETE OR UPDATE ON gridroom.sheet_print FOR EACH ROW EXECUTE FUNCTION gridroom.sheet_stands();
CREATE TRIGGER tell_alarm AFTER INSERT ON gridroom.alarm_act FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_alarm();
CREATE TRIGGER tell_camera AFTER UPDATE ON gridroom.camera FOR EACH ROW WHEN (((old.state <> new.state) OR (old.active <> new.active) OR (NOT (old."position" ~= new."position")) OR (old.name <> new.name) OR (((old.direction IS DISTINCT FROM new.direction) OR (old.view_angle IS DISTINCT FROM new.view_angle)) OR (old.reach IS DISTINCT FROM new.reach)))) EXECUTE FUNCTION gridroom.tell_camera();
CREATE TRIGGER tell_case AFTER INSERT OR UPDATE ON gridroom.case_file FOR EACH ROW EXECUTE FUNCTION gridroom.tell_case();
CREATE TRIGGER tell_catalogue AFTER INSERT OR DELETE OR UPDATE ON gridroom.calendar_day FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_catalogue();
CREATE TRIGGER tell_catalogue AFTER INSERT OR DELETE OR UPDATE ON gridroom.catalogue_major FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_catalogue();
CREATE TRIGGER tell_catalogue AFTER INSERT OR DELETE OR UPDATE ON gridroom.catalogue_minor FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_catalogue();
CREATE TRIGGER tell_catalogue AFTER INSERT OR DELETE OR UPDATE ON gridroom.department FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_catalogue();
CREATE TRIGGER tell_catalogue AFTER INSERT OR DELETE OR UPDATE ON gridroom.filing_condition FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_catalogue();
CREATE TRIGGER tell_catalogue AFTER INSERT OR DELETE OR UPDATE ON gridroom.gateway FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_catalogue();
CREATE TRIGGER tell_catalogue AFTER INSERT OR DELETE OR UPDATE ON gridroom.office_hours FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_catalogue();
CREATE TRIGGER tell_catalogue AFTER INSERT OR DELETE OR UPDATE ON gridroom.roster_entry FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_catalogue();
CREATE TRIGGER tell_catalogue AFTER INSERT OR DELETE OR UPDATE ON gridroom.setting FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_catalogue();
CREATE TRIGGER tell_catalogue AFTER INSERT OR DELETE OR UPDATE ON gridroom.shift_plan FOR EACH STATEMENT EXECUTE FUNCTION gridroom.tell_catalogue();
CREATE TRIGGER tell_new_camera AFTER INSERT ON gridroom.camera FOR EACH ROW EXECUTE FUNCTION gridroom.tell_camera();
CREATE TRIGGER tell_view AFTER INSERT OR UPDATE ON gridroom.saved_view FOR EACH ROW EXECUTE FUNCTION gridroom.tell_view();
ALTER TABLE ONLY gridroom.approval
    ADD CONSTRAINT approval_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.area_outline
    ADD CONSTRAINT area_outline_area_id_fkey FOREIGN KEY (area_id) REFERENCES gridroom.area(area_id);
ALTER TABLE ONLY gridroom.area
    ADD CONSTRAINT area_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES gridroom.area(area_id);
ALTER TABLE ONLY gridroom.area_redraw
    ADD CONSTRAINT area_redraw_undoes_fkey FOREIGN KEY (undoes) REFERENCES gridroom.area_redraw(redraw_id);
ALTER TABLE ONLY gridroom.area_ring
    ADD CONSTRAINT area_ring_area_id_fkey FOREIGN KEY (area_id) REFERENCES gridroom.area(area_id);
ALTER TABLE ONLY gridroom.attachment
    ADD CONSTRAINT attachment_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.call_back
    ADD CONSTRAINT call_back_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.case_clock
    ADD CONSTRAINT case_clock_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.case_escalation
    ADD CONSTRAINT case_escalation_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.case_file
    ADD CONSTRAINT case_file_cell_id_fkey FOREIGN KEY (cell_id) REFERENCES gridroom.area(area_id);
ALTER TABLE ONLY gridroom.case_file
    ADD CONSTRAINT case_file_community_id_fkey FOREIGN KEY (community_id) REFERENCES gridroom.area(area_id);
ALTER TABLE ONLY gridroom.case_file
    ADD CONSTRAINT case_file_condition_id_fkey FOREIGN KEY (condition_id) REFERENCES gridroom.filing_condition(condition_id);
ALTER TABLE ONLY gridroom.case_file
    ADD CONSTRAINT case_file_department_id_fkey FOREIGN KEY (department_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.case_file
    ADD CONSTRAINT case_file_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.case_file
    ADD CONSTRAINT case_file_minor_id_fkey FOREIGN KEY (minor_id) REFERENCES gridroom.catalogue_minor(minor_id);
ALTER TABLE ONLY gridroom.case_file
    ADD CONSTRAINT case_file_street_id_fkey FOREIGN KEY (street_id) REFERENCES gridroom.area(area_id);
ALTER TABLE ONLY gridroom.case_step
    ADD CONSTRAINT case_step_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.case_step
    ADD CONSTRAINT case_step_receiver_id_fkey FOREIGN KEY (receiver_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.case_unit
    ADD CONSTRAINT case_unit_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.case_unit
    ADD CONSTRAINT case_unit_department_id_fkey FOREIGN KEY (department_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.case_unit
    ADD CONSTRAINT case_unit_minor_id_fkey FOREIGN KEY (minor_id) REFERENCES gridroom.catalogue_minor(minor_id);
ALTER TABLE ONLY gridroom.case_unit
    ADD CONSTRAINT case_unit_proposed_id_fkey FOREIGN KEY (proposed_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.case_unit
    ADD CONSTRAINT case_unit_street_id_fkey FOREIGN KEY (street_id) REFERENCES gridroom.area(area_id);
ALTER TABLE ONLY gridroom.case_words
    ADD CONSTRAINT case_words_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.catalogue_minor
    ADD CONSTRAINT catalogue_minor_kind_major_code_fkey FOREIGN KEY (kind, major_code) REFERENCES gridroom.catalogue_major(kind, code);
ALTER TABLE ONLY gridroom.clock_pause
    ADD CONSTRAINT clock_pause_clock_id_fkey FOREIGN KEY (clock_id) REFERENCES gridroom.case_clock(clock_id);
ALTER TABLE ONLY gridroom.component
    ADD CONSTRAINT component_department_id_fkey FOREIGN KEY (department_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.department
    ADD CONSTRAINT department_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.disclosure
    ADD CONSTRAINT disclosure_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.duty_entry
    ADD CONSTRAINT duty_entry_condition_id_fkey FOREIGN KEY (condition_id) REFERENCES gridroom.filing_condition(condition_id);
ALTER TABLE ONLY gridroom.duty_entry
    ADD CONSTRAINT duty_entry_department_id_fkey FOREIGN KEY (department_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.duty_entry
    ADD CONSTRAINT duty_entry_kind_major_code_fkey FOREIGN KEY (kind, major_code) REFERENCES gridroom.catalogue_major(kind, code);
ALTER TABLE ONLY gridroom.duty_entry
    ADD CONSTRAINT duty_entry_minor_id_fkey FOREIGN KEY (minor_id) REFERENCES gridroom.catalogue_minor(minor_id);
ALTER TABLE ONLY gridroom.field_duty
    ADD CONSTRAINT field_duty_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES gridroom.field_unit(unit_id);
ALTER TABLE ONLY gridroom.field_task
    ADD CONSTRAINT field_task_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.field_task
    ADD CONSTRAINT field_task_duty_grid_id_fkey FOREIGN KEY (duty_grid_id) REFERENCES gridroom.area(area_id);
ALTER TABLE ONLY gridroom.field_task
    ADD CONSTRAINT field_task_worker_fkey FOREIGN KEY (worker) REFERENCES gridroom.person(login);
ALTER TABLE ONLY gridroom.field_unit
    ADD CONSTRAINT field_unit_area_id_fkey FOREIGN KEY (area_id) REFERENCES gridroom.area(area_id);
ALTER TABLE ONLY gridroom.field_unit
    ADD CONSTRAINT field_unit_department_id_fkey FOREIGN KEY (department_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.field_unit
    ADD CONSTRAINT field_unit_login_fkey FOREIGN KEY (login) REFERENCES gridroom.person(login);
ALTER TABLE ONLY gridroom.filing_condition
    ADD CONSTRAINT filing_condition_minor_id_fkey FOREIGN KEY (minor_id) REFERENCES gridroom.catalogue_minor(minor_id);
ALTER TABLE ONLY gridroom.gateway_unit
    ADD CONSTRAINT gateway_unit_gateway_fkey FOREIGN KEY (gateway) REFERENCES gridroom.gateway(login);
ALTER TABLE ONLY gridroom.gateway_unit
    ADD CONSTRAINT gateway_unit_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES gridroom.field_unit(unit_id);
ALTER TABLE ONLY gridroom.hand_over
    ADD CONSTRAINT hand_over_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.history_finding
    ADD CONSTRAINT history_finding_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.last_position
    ADD CONSTRAINT last_position_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES gridroom.field_unit(unit_id);
ALTER TABLE ONLY gridroom.paper
    ADD CONSTRAINT paper_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.paper_print
    ADD CONSTRAINT paper_print_paper_id_fkey FOREIGN KEY (paper_id) REFERENCES gridroom.paper(paper_id);
ALTER TABLE ONLY gridroom.patrol_day
    ADD CONSTRAINT patrol_day_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES gridroom.field_unit(unit_id);
ALTER TABLE ONLY gridroom.person
    ADD CONSTRAINT person_area_id_fkey FOREIGN KEY (area_id) REFERENCES gridroom.area(area_id);
ALTER TABLE ONLY gridroom.person
    ADD CONSTRAINT person_department_id_fkey FOREIGN KEY (department_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.place_name
    ADD CONSTRAINT place_name_place_id_fkey FOREIGN KEY (place_id) REFERENCES gridroom.place(place_id);
ALTER TABLE ONLY gridroom.place_name
    ADD CONSTRAINT place_name_stem_id_fkey FOREIGN KEY (stem_id) REFERENCES gridroom.place_stem(stem_id);
ALTER TABLE ONLY gridroom.roster_entry
    ADD CONSTRAINT roster_entry_login_fkey FOREIGN KEY (login) REFERENCES gridroom.person(login);
ALTER TABLE ONLY gridroom.sheet_line
    ADD CONSTRAINT sheet_line_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.sheet_line
    ADD CONSTRAINT sheet_line_sheet_id_fkey FOREIGN KEY (sheet_id) REFERENCES gridroom.sheet(sheet_id);
ALTER TABLE ONLY gridroom.sheet_print
    ADD CONSTRAINT sheet_print_sheet_id_fkey FOREIGN KEY (sheet_id) REFERENCES gridroom.sheet(sheet_id);
ALTER TABLE ONLY gridroom.supervision_order
    ADD CONSTRAINT supervision_order_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.supervision_order
    ADD CONSTRAINT supervision_order_clock_id_fkey FOREIGN KEY (clock_id) REFERENCES gridroom.case_clock(clock_id);
ALTER TABLE ONLY gridroom.supervision_order
    ADD CONSTRAINT supervision_order_department_id_fkey FOREIGN KEY (department_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.time_appeal
    ADD CONSTRAINT time_appeal_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.time_appeal
    ADD CONSTRAINT time_appeal_clock_id_fkey FOREIGN KEY (clock_id) REFERENCES gridroom.case_clock(clock_id);
ALTER TABLE ONLY gridroom.time_appeal
    ADD CONSTRAINT time_appeal_department_id_fkey FOREIGN KEY (department_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.time_request
    ADD CONSTRAINT time_request_case_id_fkey FOREIGN KEY (case_id) REFERENCES gridroom.case_file(case_id);
ALTER TABLE ONLY gridroom.time_request
    ADD CONSTRAINT time_request_clock_id_fkey FOREIGN KEY (clock_id) REFERENCES gridroom.case_clock(clock_id);
ALTER TABLE ONLY gridroom.time_request
    ADD CONSTRAINT time_request_department_id_fkey FOREIGN KEY (department_id) REFERENCES gridroom.department(department_id);
ALTER TABLE ONLY gridroom.track_reading
    ADD CONSTRAINT track_reading_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES gridroom.field_unit(unit_id);
ALTER TABLE gridroom.alarm_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.alarm_ring ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.alarm_watch ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.approval ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_drawing ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_figures ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_outline ENABLE ROW LEVEL SECURITY;
CREATE POLICY area_outline_read ON gridroom.area_outline FOR SELECT USING (true);
CREATE POLICY area_outline_write ON gridroom.area_outline USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY area_read ON gridroom.area FOR SELECT USING (true);
ALTER TABLE gridroom.area_redraw ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.area_ring ENABLE ROW LEVEL SECURITY;
CREATE POLICY area_ring_read ON gridroom.area_ring FOR SELECT USING (true);
CREATE POLICY area_ring_write ON gridroom.area_ring USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY area_write ON gridroom.area USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
ALTER TABLE gridroom.attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.calendar_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.call_back ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.caller_search ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.camera ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_clock ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_escalation ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_place ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.case_words ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.catalogue_major ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.catalogue_minor ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.component ENABLE ROW LEVEL SECURITY;
CREATE POLICY configuration_read ON gridroom.calendar_day FOR SELECT USING (true);
CREATE POLICY configuration_read ON gridroom.catalogue_major FOR SELECT USING (true);
CREATE POLICY configuration_read ON gridroom.catalogue_minor FOR SELECT USING (true);
CREATE POLICY configuration_read ON gridroom.configuration_step FOR SELECT USING (true);
CREATE POLICY configuration_read ON gridroom.duty_entry FOR SELECT USING (true);
CREATE POLICY configuration_read ON gridroom.filing_condition FOR SELECT USING (true);
CREATE POLICY configuration_read ON gridroom.office_hours FOR SELECT USING (true);
CREATE POLICY configuration_read ON gridroom.roster_entry FOR SELECT USING (( SELECT gridroom.has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_assessor,gridroom_administrator,gridroom_security_auditor}'::text[]) AS has_any_duty));
CREATE POLICY configuration_read ON gridroom.setting FOR SELECT USING (true);
CREATE POLICY configuration_read ON gridroom.shift_plan FOR SELECT USING (true);
ALTER TABLE gridroom.configuration_step ENABLE ROW LEVEL SECURITY;
CREATE POLICY configuration_write ON gridroom.calendar_day USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY configuration_write ON gridroom.catalogue_major USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY configuration_write ON gridroom.catalogue_minor USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY configuration_write ON gridroom.configuration_step USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY configuration_write ON gridroom.duty_entry USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY configuration_write ON gridroom.filing_condition USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY configuration_write ON gridroom.office_hours USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY configuration_write ON gridroom.roster_entry USING (( SELECT gridroom.has_any_duty('{gridroom_administrator,gridroom_duty_chief}'::text[]) AS has_any_duty)) WITH CHECK (( SELECT gridroom.has_any_duty('{gridroom_administrator,gridroom_duty_chief}'::text[]) AS has_any_duty));
CREATE POLICY configuration_write ON gridroom.setting USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY configuration_write ON gridroom.shift_plan USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
ALTER TABLE gridroom.disclosure ENABLE ROW LEVEL SECURITY;
CREATE POLICY drawers ON gridroom.area_drawing USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
ALTER TABLE gridroom.duty_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.field_duty ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.field_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.field_unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.filing_condition ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.gateway ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.gateway_unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.hand_over ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.history_finding ENABLE ROW LEVEL SECURITY;
CREATE POLICY issued ON gridroom.paper FOR INSERT WITH CHECK ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = paper.case_id))));
CREATE POLICY issued ON gridroom.paper_print FOR INSERT WITH CHECK ((EXISTS ( SELECT
   FROM gridroom.paper p
  WHERE (p.paper_id = paper_print.paper_id))));
CREATE POLICY issued ON gridroom.sheet FOR INSERT WITH CHECK ((scope = ( SELECT gridroom.my_sheet_scope() AS my_sheet_scope)));
CREATE POLICY issued ON gridroom.sheet_line FOR INSERT WITH CHECK ((EXISTS ( SELECT
   FROM gridroom.sheet s
  WHERE (s.sheet_id = sheet_line.sheet_id))));
CREATE POLICY issued ON gridroom.sheet_print FOR INSERT WITH CHECK ((EXISTS ( SELECT
   FROM gridroom.sheet s
  WHERE (s.sheet_id = sheet_print.sheet_id))));
CREATE POLICY kept ON gridroom.caller_search USING (true) WITH CHECK ((login = SESSION_USER));
ALTER TABLE gridroom.last_position ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.office_hours ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.paper ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.paper_print ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.patrol_anew ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.patrol_cell ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.patrol_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.patrol_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.place ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.place_gram ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.place_name ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.place_stem ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.position_expiry ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.position_fix ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.position_upkeep ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.presence ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON gridroom.area_figures FOR SELECT USING (true);
CREATE POLICY read ON gridroom.component FOR SELECT USING (true);
CREATE POLICY read ON gridroom.place FOR SELECT USING (true);
CREATE POLICY read ON gridroom.place_gram FOR SELECT USING (true);
CREATE POLICY read ON gridroom.place_name FOR SELECT USING (true);
CREATE POLICY read ON gridroom.place_stem FOR SELECT USING (true);
CREATE POLICY read ON gridroom.register_import FOR SELECT USING (true);
CREATE POLICY read ON gridroom.water FOR SELECT USING (true);
CREATE POLICY redraw_read ON gridroom.area_redraw FOR SELECT USING ((( SELECT gridroom.has_duty('administrator'::text) AS has_duty) OR ( SELECT gridroom.has_duty('security_auditor'::text) AS has_duty)));
CREATE POLICY redraw_write ON gridroom.area_redraw USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
ALTER TABLE gridroom.register_import ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.roster_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY roster_write ON gridroom.configuration_step FOR INSERT WITH CHECK (((subject = 'roster'::text) AND ( SELECT gridroom.has_duty('duty_chief'::text) AS has_duty)));
ALTER TABLE gridroom.saved_view ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON gridroom.alarm_act USING ((NOT ( SELECT gridroom.is_wall_only() AS is_wall_only))) WITH CHECK ((by_login = SESSION_USER));
CREATE POLICY seen ON gridroom.alarm_ring USING ((login = SESSION_USER)) WITH CHECK ((login = SESSION_USER));
CREATE POLICY seen ON gridroom.alarm_watch USING ((login = SESSION_USER)) WITH CHECK ((login = SESSION_USER));
CREATE POLICY seen ON gridroom.approval USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = approval.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.attachment USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = attachment.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.call_back USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = call_back.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.camera USING ((area_path OPERATOR(public.<@) ( SELECT gridroom.my_area_path() AS my_area_path))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.case_clock USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = case_clock.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.case_escalation USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = case_escalation.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.case_file USING (((area_path OPERATOR(public.<@) ( SELECT gridroom.my_area_path() AS my_area_path)) OR (department_id = ( SELECT
        CASE
            WHEN gridroom.has_duty('department'::text) THEN gridroom.my_department()
            ELSE NULL::integer
        END AS "case")) OR (seen_by && ( SELECT
        CASE
            WHEN gridroom.has_duty('department'::text) THEN ARRAY[gridroom.my_department()]
            ELSE NULL::integer[]
        END AS "case")))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.case_place USING ((area_path OPERATOR(public.<@) ( SELECT gridroom.my_area_path() AS my_area_path))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.case_step USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = case_step.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.case_unit USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = case_unit.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.case_words USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = case_words.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.disclosure USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = disclosure.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.field_duty FOR SELECT USING ((( SELECT gridroom.has_duty('gateway'::text) AS has_duty) OR (unit_id IN ( SELECT gridroom.my_track_units() AS my_track_units))));
CREATE POLICY seen ON gridroom.field_task USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = field_task.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.field_unit USING (true);
CREATE POLICY seen ON gridroom.gateway USING (true);
CREATE POLICY seen ON gridroom.gateway_unit USING (true);
CREATE POLICY seen ON gridroom.hand_over USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = hand_over.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.history_finding USING (( SELECT gridroom.has_any_duty('{gridroom_security_auditor,gridroom_administrator,gridroom_duty_chief}'::text[]) AS has_any_duty)) WITH CHECK (true);
CREATE POLICY seen ON gridroom.last_position FOR SELECT USING (((( SELECT gridroom.sees_live() AS sees_live) AND ((area_path OPERATOR(public.<@) ( SELECT gridroom.my_area_path() AS my_area_path)) OR (unit_id IN ( SELECT gridroom.my_home_units() AS my_home_units)))) OR (unit_id IN ( SELECT gridroom.my_own_units() AS my_own_units))));
CREATE POLICY seen ON gridroom.paper FOR SELECT USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = paper.case_id))));
CREATE POLICY seen ON gridroom.paper_print FOR SELECT USING ((EXISTS ( SELECT
   FROM gridroom.paper p
  WHERE (p.paper_id = paper_print.paper_id))));
CREATE POLICY seen ON gridroom.patrol_cell FOR SELECT USING ((unit_id IN ( SELECT gridroom.my_track_units() AS my_track_units)));
CREATE POLICY seen ON gridroom.patrol_day FOR SELECT USING ((unit_id IN ( SELECT gridroom.my_track_units() AS my_track_units)));
CREATE POLICY seen ON gridroom.patrol_run FOR SELECT USING ((unit_id IN ( SELECT gridroom.my_track_units() AS my_track_units)));
CREATE POLICY seen ON gridroom.position_expiry FOR SELECT USING (( SELECT gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief,gridroom_administrator}'::text[]) AS has_any_duty));
CREATE POLICY seen ON gridroom.position_fix FOR SELECT USING ((unit_id IN ( SELECT gridroom.my_track_units() AS my_track_units)));
CREATE POLICY seen ON gridroom.position_upkeep FOR SELECT USING (true);
CREATE POLICY seen ON gridroom.presence USING (((login = SESSION_USER) OR (EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = presence.case_id))))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.saved_view USING ((shared OR (owner = SESSION_USER))) WITH CHECK ((shared OR (owner = SESSION_USER)));
CREATE POLICY seen ON gridroom.sheet FOR SELECT USING (((scope = ( SELECT gridroom.my_sheet_scope() AS my_sheet_scope)) OR ( SELECT gridroom.sees_every_sheet() AS sees_every_sheet)));
CREATE POLICY seen ON gridroom.sheet_line FOR SELECT USING ((EXISTS ( SELECT
   FROM gridroom.sheet s
  WHERE (s.sheet_id = sheet_line.sheet_id))));
CREATE POLICY seen ON gridroom.sheet_print FOR SELECT USING ((EXISTS ( SELECT
   FROM gridroom.sheet s
  WHERE (s.sheet_id = sheet_print.sheet_id))));
CREATE POLICY seen ON gridroom.supervision_order USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = supervision_order.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.time_appeal USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = time_appeal.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.time_request USING ((EXISTS ( SELECT
   FROM gridroom.case_file c
  WHERE (c.case_id = time_request.case_id)))) WITH CHECK (true);
CREATE POLICY seen ON gridroom.track_reading USING (((login = SESSION_USER) OR ( SELECT gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief}'::text[]) AS has_any_duty))) WITH CHECK (true);
ALTER TABLE gridroom.setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.sheet ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.sheet_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.sheet_print ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.shift_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.supervision_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.time_appeal ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.time_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE gridroom.track_reading ENABLE ROW LEVEL SECURITY;
CREATE POLICY waiting ON gridroom.area_check USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
ALTER TABLE gridroom.water ENABLE ROW LEVEL SECURITY;
CREATE POLICY write ON gridroom.area_figures USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY write ON gridroom.component USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY write ON gridroom.place USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY write ON gridroom.place_gram USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY write ON gridroom.place_name USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY write ON gridroom.place_stem USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY write ON gridroom.register_import USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
CREATE POLICY write ON gridroom.water USING (( SELECT gridroom.has_duty('administrator'::text) AS has_duty)) WITH CHECK (( SELECT gridroom.has_duty('administrator'::text) AS has_duty));
GRANT USAGE ON SCHEMA api TO gridroom_across;
GRANT USAGE ON SCHEMA api TO gridroom_person;
GRANT USAGE ON SCHEMA api TO gridroom_gateway;
GRANT USAGE ON SCHEMA gridroom TO gridroom_across;
REVOKE ALL ON FUNCTION api.accept_case(request_id uuid, case_id bigint, version integer, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.accept_case(request_id uuid, case_id bigint, version integer, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.accept_part(request_id uuid, case_id bigint, version integer, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.accept_part(request_id uuid, case_id bigint, version integer, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.acknowledge_alarms(request_id uuid, alarms text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.acknowledge_alarms(request_id uuid, alarms text[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.add_note(request_id uuid, case_id bigint, note text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.add_note(request_id uuid, case_id bigint, note text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.allowed_for_all(case_ids bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.allowed_for_all(case_ids bigint[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.amend_case(request_id uuid, case_id bigint, version integer, changes jsonb, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.amend_case(request_id uuid, case_id bigint, version integer, changes jsonb, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.answer_case(request_id uuid, case_id bigint, version integer, reply text, original_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.answer_case(request_id uuid, case_id bigint, version integer, reply text, original_at timestamp with time zone) TO gridroom_person;
REVOKE ALL ON FUNCTION api.answer_field_task(request_id uuid, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.answer_field_task(request_id uuid, words text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.answer_whistle(request_id uuid, case_id bigint, version integer, whistle_answer text, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.answer_whistle(request_id uuid, case_id bigint, version integer, whistle_answer text, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.appeal_order(request_id uuid, case_id bigint, version integer, order_id bigint, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.appeal_order(request_id uuid, case_id bigint, version integer, order_id bigint, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.appeal_time(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.appeal_time(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.approve_appeal(request_id uuid, case_id bigint, version integer, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.approve_appeal(request_id uuid, case_id bigint, version integer, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.approve_request(request_id uuid, case_id bigint, version integer, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.approve_request(request_id uuid, case_id bigint, version integer, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.approve_rung(request_id uuid, case_id bigint, version integer, decision text, office text, decision_words text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.approve_rung(request_id uuid, case_id bigint, version integer, decision text, office text, decision_words text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.area_counts() FROM PUBLIC;
GRANT ALL ON FUNCTION api.area_counts() TO gridroom_person;
REVOKE ALL ON FUNCTION api.area_days(of_parent integer, of_level text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.area_days(of_parent integer, of_level text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.area_figure_sheet(of_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.area_figure_sheet(of_area integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.area_set(of_parent integer, of_level text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.area_set(of_parent integer, of_level text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.area_versions(of_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.area_versions(of_area integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.areas_on(of_parent integer, of_level text, day date) FROM PUBLIC;
GRANT ALL ON FUNCTION api.areas_on(of_parent integer, of_level text, day date) TO gridroom_person;
REVOKE ALL ON FUNCTION api.ask_confirmation(request_id uuid, case_id bigint, version integer, worker text, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.ask_confirmation(request_id uuid, case_id bigint, version integer, worker text, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.ask_deferral(request_id uuid, case_id bigint, version integer, until timestamp with time zone, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.ask_deferral(request_id uuid, case_id bigint, version integer, until timestamp with time zone, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.ask_extension(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.ask_extension(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.attach_file(request_id uuid, case_id bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION api.attach_file(request_id uuid, case_id bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) TO gridroom_person;
REVOKE ALL ON FUNCTION api.attachment_bytes(attachment_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION api.attachment_bytes(attachment_id bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION api.begin_planned_redraws() FROM PUBLIC;
GRANT ALL ON FUNCTION api.begin_planned_redraws() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.is_wall_only() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.is_wall_only() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.is_wall_only() TO gridroom_person;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.area TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.case_file TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.catalogue_major TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.catalogue_minor TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.department TO gridroom_across;
GRANT SELECT ON TABLE api.case_board TO gridroom_person;
REVOKE ALL ON FUNCTION api.board_rows(case_ids bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.board_rows(case_ids bigint[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.call_back(request_id uuid, case_id bigint, version integer, reached boolean, responded text, solved text, satisfied text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.call_back(request_id uuid, case_id bigint, version integer, reached boolean, responded text, solved text, satisfied text, words text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.camera_state(gb_code text, state text, seen_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.camera_state(gb_code text, state text, seen_at timestamp with time zone) TO gridroom_person;
REVOKE ALL ON FUNCTION api.cameras_near(at_longitude double precision, at_latitude double precision, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.cameras_near(at_longitude double precision, at_latitude double precision, most integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.case_papers(case_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION api.case_papers(case_id bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION api.case_points(starts timestamp with time zone, ends timestamp with time zone, open_only boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION api.case_points(starts timestamp with time zone, ends timestamp with time zone, open_only boolean) TO gridroom_person;
REVOKE ALL ON FUNCTION api.cells_near(longitude double precision, latitude double precision, metres double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION api.cells_near(longitude double precision, latitude double precision, metres double precision) TO gridroom_person;
REVOKE ALL ON FUNCTION api.cells_of_worker(worker text, day date, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.cells_of_worker(worker text, day date, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.cells_walked(day date, area_id integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.cells_walked(day date, area_id integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.change_assisting(request_id uuid, case_id bigint, version integer, assisting integer[], reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.change_assisting(request_id uuid, case_id bigint, version integer, assisting integer[], reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.change_rule(change jsonb, to_open boolean, seen text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.change_rule(change jsonb, to_open boolean, seen text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.change_seen_setting(key text, value jsonb, seen jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.change_seen_setting(key text, value jsonb, seen jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.change_setting(key text, value jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.change_setting(key text, value jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.class_examples(per_class integer, newest integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.class_examples(per_class integer, newest integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.close_areas(area_ids integer[], from_day date, accepted jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.close_areas(area_ids integer[], from_day date, accepted jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.close_case(request_id uuid, case_id bigint, version integer, closing_condition text, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.close_case(request_id uuid, case_id bigint, version integer, closing_condition text, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.component_of(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.component_of(wanted text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.components_near(at_longitude double precision, at_latitude double precision, most integer, of_class text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.components_near(at_longitude double precision, at_latitude double precision, most integer, of_class text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.confirm_case(request_id uuid, case_id bigint, version integer, confirmation text, finding text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.confirm_case(request_id uuid, case_id bigint, version integer, confirmation text, finding text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.confirm_hand_over(request_id uuid, case_id bigint, version integer, hand_over_no bigint, reply text, reference text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.confirm_hand_over(request_id uuid, case_id bigint, version integer, hand_over_no bigint, reply text, reference text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.day_of_cases(day date) FROM PUBLIC;
GRANT ALL ON FUNCTION api.day_of_cases(day date) TO gridroom_person;
REVOKE ALL ON FUNCTION api.decide_order_appeal(request_id uuid, case_id bigint, version integer, order_id bigint, upheld boolean, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.decide_order_appeal(request_id uuid, case_id bigint, version integer, order_id bigint, upheld boolean, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.disable_cameras(codes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.disable_cameras(codes text[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.disable_places(source text, codes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.disable_places(source text, codes text[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.disclose_reporter(case_id bigint, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.disclose_reporter(case_id bigint, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.dispatch_case(request_id uuid, case_id bigint, version integer, department_id integer, remark text, assisting integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.dispatch_case(request_id uuid, case_id bigint, version integer, department_id integer, remark text, assisting integer[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.dispatch_proposals(case_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION api.dispatch_proposals(case_id bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION api.dispute_case(request_id uuid, case_id bigint, version integer, reason text, departments integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.dispute_case(request_id uuid, case_id bigint, version integer, reason text, departments integer[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.due_at(started timestamp with time zone, limit_kind text, limit_value numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION api.due_at(started timestamp with time zone, limit_kind text, limit_value numeric) TO gridroom_person;
REVOKE ALL ON FUNCTION api.duty_for(minor_id integer, cell_id integer, condition_id integer, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.duty_for(minor_id integer, cell_id integer, condition_id integer, words text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.end_blockers() FROM PUBLIC;
GRANT ALL ON FUNCTION api.end_blockers() TO gridroom_person;
REVOKE ALL ON FUNCTION api.end_duty(duty_no integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.end_duty(duty_no integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.end_shifts(plan_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION api.end_shifts(plan_id bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION api.escalate_case(request_id uuid, case_id bigint, version integer, to_level text, reason text, agreed_by text, receive_by timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.escalate_case(request_id uuid, case_id bigint, version integer, to_level text, reason text, agreed_by text, receive_by timestamp with time zone) TO gridroom_person;
REVOKE ALL ON FUNCTION api.fail_self_handled(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.fail_self_handled(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.field_answer_task(request_id uuid, worker text, code text, result text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.field_answer_task(request_id uuid, worker text, code text, result text, words text) TO gridroom_gateway;
REVOKE ALL ON FUNCTION api.field_attach(request_id uuid, worker text, case_id bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION api.field_attach(request_id uuid, worker text, case_id bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) TO gridroom_gateway;
REVOKE ALL ON FUNCTION api.field_on_duty(worker text, on_duty boolean, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.field_on_duty(worker text, on_duty boolean, at timestamp with time zone) TO gridroom_gateway;
REVOKE ALL ON FUNCTION api.field_position(worker text, longitude double precision, latitude double precision, at timestamp with time zone, accuracy double precision, speed double precision, heading double precision, battery double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION api.field_position(worker text, longitude double precision, latitude double precision, at timestamp with time zone, accuracy double precision, speed double precision, heading double precision, battery double precision) TO gridroom_gateway;
REVOKE ALL ON FUNCTION api.field_positions(positions jsonb, OUT taken integer, OUT repeated integer, OUT refused jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.field_positions(positions jsonb, OUT taken integer, OUT repeated integer, OUT refused jsonb) TO gridroom_gateway;
REVOKE ALL ON FUNCTION api.field_report(request_id uuid, worker text, description text, longitude double precision, latitude double precision, place text, subcategory text, urgency text, original_id text, original_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.field_report(request_id uuid, worker text, description text, longitude double precision, latitude double precision, place text, subcategory text, urgency text, original_id text, original_at timestamp with time zone) TO gridroom_gateway;
REVOKE ALL ON FUNCTION api.field_tasks(worker text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.field_tasks(worker text) TO gridroom_gateway;
REVOKE ALL ON FUNCTION api.find_place(words text, near point, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.find_place(words text, near point, most integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.finish_part(request_id uuid, case_id bigint, version integer, result text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.finish_part(request_id uuid, case_id bigint, version integer, result text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.force_close_case(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.force_close_case(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.gateway_activity() FROM PUBLIC;
GRANT ALL ON FUNCTION api.gateway_activity() TO gridroom_person;
REVOKE ALL ON FUNCTION api.grant_appeal(request_id uuid, case_id bigint, version integer, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.grant_appeal(request_id uuid, case_id bigint, version integer, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.grant_deferral(request_id uuid, case_id bigint, version integer, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.grant_deferral(request_id uuid, case_id bigint, version integer, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.grant_extension(request_id uuid, case_id bigint, version integer, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.grant_extension(request_id uuid, case_id bigint, version integer, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.hand_over_case(request_id uuid, case_id bigint, version integer, service text, told text, told_words text, channel text, told_at timestamp with time zone, reference text, reply text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.hand_over_case(request_id uuid, case_id bigint, version integer, service text, told text, told_words text, channel text, told_at timestamp with time zone, reference text, reply text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.handle_case(request_id uuid, case_id bigint, version integer, result text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.handle_case(request_id uuid, case_id bigint, version integer, result text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.imports(most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.imports(most integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.inform_close_case(request_id uuid, case_id bigint, version integer, reason text, reply text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.inform_close_case(request_id uuid, case_id bigint, version integer, reason text, reply text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.issue_cards() FROM PUBLIC;
GRANT ALL ON FUNCTION api.issue_cards() TO gridroom_person;
REVOKE ALL ON FUNCTION api.issue_paper(request_id uuid, case_id bigint, kind text, subject text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.issue_paper(request_id uuid, case_id bigint, kind text, subject text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.issue_sheet(request_id uuid, day date) FROM PUBLIC;
GRANT ALL ON FUNCTION api.issue_sheet(request_id uuid, day date) TO gridroom_person;
REVOKE ALL ON FUNCTION api.known_points(register text, keys text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.known_points(register text, keys text[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.live_positions_since(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.live_positions_since(moment timestamp with time zone) TO gridroom_person;
REVOKE ALL ON FUNCTION api.locate(longitude double precision, latitude double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION api.locate(longitude double precision, latitude double precision) TO gridroom_person;
REVOKE ALL ON FUNCTION api.merge_case(request_id uuid, case_id bigint, version integer, into_case bigint, into_number text, reason text, into_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.merge_case(request_id uuid, case_id bigint, version integer, into_case bigint, into_number text, reason text, into_version integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.move_cases(batch uuid, action text, moves jsonb, vals jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.move_cases(batch uuid, action text, moves jsonb, vals jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.my_dispatches(since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.my_dispatches(since timestamp with time zone) TO gridroom_person;
REVOKE ALL ON FUNCTION api.nearest_on_duty(longitude double precision, latitude double precision, n integer, kind text, own_grid_first boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION api.nearest_on_duty(longitude double precision, latitude double precision, n integer, kind text, own_grid_first boolean) TO gridroom_person;
REVOKE ALL ON FUNCTION api.newest_shift_plan() FROM PUBLIC;
GRANT ALL ON FUNCTION api.newest_shift_plan() TO gridroom_person;
REVOKE ALL ON FUNCTION api.open_case(case_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION api.open_case(case_id bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION api.pass_self_handled(request_id uuid, case_id bigint, version integer, closing_condition text, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.pass_self_handled(request_id uuid, case_id bigint, version integer, closing_condition text, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.patrol_coverage(day date, area_id integer, worker text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.patrol_coverage(day date, area_id integer, worker text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.place_at(longitude double precision, latitude double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION api.place_at(longitude double precision, latitude double precision) TO gridroom_person;
REVOKE ALL ON FUNCTION api.place_codes(source text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.place_codes(source text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.preview_rule(change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.preview_rule(change jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_area_figures(source text, elements jsonb, from_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_area_figures(source text, elements jsonb, from_day date) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_areas(areas jsonb, from_day date, accepted jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_areas(areas jsonb, from_day date, accepted jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_calendar_day(day date, is_workday boolean, note text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_calendar_day(day date, is_workday boolean, note text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_cameras(cameras jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_cameras(cameras jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_components(components jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_components(components jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_condition(kind text, major_code text, minor_code text, seq integer, condition text, limit_kind text, limit_value numeric, closing_condition text, responsible_units text, disabled boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_condition(kind text, major_code text, minor_code text, seq integer, condition text, limit_kind text, limit_value numeric, closing_condition text, responsible_units text, disabled boolean) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_duty(kind text, major_code text, minor_code text, department text, assisting text[], seq integer, area_level text, area_code text, owner text, note text, source text, valid_from date) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_duty(kind text, major_code text, minor_code text, department text, assisting text[], seq integer, area_level text, area_code text, owner text, note text, source text, valid_from date) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_major(kind text, code text, name text, disabled boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_major(kind text, code text, name text, disabled boolean) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_minor(kind text, major_code text, code text, name text, disabled boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_minor(kind text, major_code text, code text, name text, disabled boolean) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_office_hours(hours jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_office_hours(hours jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_places(source text, places jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_places(source text, places jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_roster(first_day date, entries jsonb, seen text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_roster(first_day date, entries jsonb, seen text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_shifts(valid_from date, shifts jsonb, seen bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_shifts(valid_from date, shifts jsonb, seen bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_vehicle(code text, name text, department_id integer, area_id integer, active boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_vehicle(code text, name text, department_id integer, area_id integer, active boolean) TO gridroom_person;
REVOKE ALL ON FUNCTION api.put_water(source text, elements jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.put_water(source text, elements jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.reassign_case(request_id uuid, case_id bigint, version integer, department_id integer, reason text, assisting integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.reassign_case(request_id uuid, case_id bigint, version integer, department_id integer, reason text, assisting integer[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.receive_escalation(request_id uuid, case_id bigint, version integer, receiver text, receipt_number text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.receive_escalation(request_id uuid, case_id bigint, version integer, receiver text, receipt_number text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.record_history_check() FROM PUBLIC;
GRANT ALL ON FUNCTION api.record_history_check() TO gridroom_person;
REVOKE ALL ON FUNCTION api.record_import(register text, source text, detail jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.record_import(register text, source text, detail jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.redraw_areas(request_id uuid, of_parent integer, of_level text, from_day date, areas jsonb, ended text[], seen text, accepted jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.redraw_areas(request_id uuid, of_parent integer, of_level text, from_day date, areas jsonb, ended text[], seen text, accepted jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.refuse_appeal(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.refuse_appeal(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.refuse_request(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.refuse_request(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.register_case(request_id uuid, case_id bigint, version integer, condition_id integer, remark text, handling_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.register_case(request_id uuid, case_id bigint, version integer, condition_id integer, remark text, handling_kind text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.reject_case(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.reject_case(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.remind_case(request_id uuid, case_id bigint, version integer, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.remind_case(request_id uuid, case_id bigint, version integer, words text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.remove_view(request_id uuid, view_id bigint, version integer, restored boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION api.remove_view(request_id uuid, view_id bigint, version integer, restored boolean) TO gridroom_person;
REVOKE ALL ON FUNCTION api.reopen_case(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.reopen_case(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.reopen_report(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.reopen_report(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.repeat_places(starts timestamp with time zone, ends timestamp with time zone, metres double precision, fewest integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.repeat_places(starts timestamp with time zone, ends timestamp with time zone, metres double precision, fewest integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.reply_to_order(request_id uuid, case_id bigint, version integer, order_id bigint, reply text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.reply_to_order(request_id uuid, case_id bigint, version integer, order_id bigint, reply text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.report_and_merge(request_id uuid, into_case bigint, description text, source text, place text, longitude double precision, latitude double precision, minor_id integer, urgency text, reporter_name text, reporter_phone text, keep_secret boolean, origin text, original_id text, original_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.report_and_merge(request_id uuid, into_case bigint, description text, source text, place text, longitude double precision, latitude double precision, minor_id integer, urgency text, reporter_name text, reporter_phone text, keep_secret boolean, origin text, original_id text, original_at timestamp with time zone) TO gridroom_person;
REVOKE ALL ON FUNCTION api.report_case(request_id uuid, description text, source text, place text, longitude double precision, latitude double precision, minor_id integer, urgency text, reporter_name text, reporter_phone text, keep_secret boolean, origin text, original_id text, original_at timestamp with time zone, handling_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.report_case(request_id uuid, description text, source text, place text, longitude double precision, latitude double precision, minor_id integer, urgency text, reporter_name text, reporter_phone text, keep_secret boolean, origin text, original_id text, original_at timestamp with time zone, handling_kind text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.report_self_handled(request_id uuid, description text, result text, picture_before bytea, picture_after bytea, place text, longitude double precision, latitude double precision, minor_id integer, worker text, media_type text, taken_before timestamp with time zone, taken_after timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.report_self_handled(request_id uuid, description text, result text, picture_before bytea, picture_after bytea, place text, longitude double precision, latitude double precision, minor_id integer, worker text, media_type text, taken_before timestamp with time zone, taken_after timestamp with time zone) TO gridroom_person;
REVOKE ALL ON FUNCTION api.resolve_order(request_id uuid, case_id bigint, version integer, order_id bigint, resolution text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.resolve_order(request_id uuid, case_id bigint, version integer, order_id bigint, resolution text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.resume_case(request_id uuid, case_id bigint, version integer, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.resume_case(request_id uuid, case_id bigint, version integer, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.resume_due() FROM PUBLIC;
GRANT ALL ON FUNCTION api.resume_due() TO gridroom_person;
REVOKE ALL ON FUNCTION api.return_case(request_id uuid, case_id bigint, version integer, reason text, cause text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.return_case(request_id uuid, case_id bigint, version integer, reason text, cause text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.return_from_level(request_id uuid, case_id bigint, version integer, reply text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.return_from_level(request_id uuid, case_id bigint, version integer, reply text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.return_part(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.return_part(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.rework_case(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.rework_case(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.ring_alarms() FROM PUBLIC;
GRANT ALL ON FUNCTION api.ring_alarms() TO gridroom_person;
REVOKE ALL ON FUNCTION api.roster_stamp(first_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION api.roster_stamp(first_day date) TO gridroom_person;
REVOKE ALL ON FUNCTION api.save_view(request_id uuid, view_id bigint, version integer, name text, content jsonb, shared boolean, for_duty text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.save_view(request_id uuid, view_id bigint, version integer, name text, content jsonb, shared boolean, for_duty text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.search_cases(words text, before_case bigint, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.search_cases(words text, before_case bigint, most integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.self_handle_case(request_id uuid, case_id bigint, version integer, result text, worker text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.self_handle_case(request_id uuid, case_id bigint, version integer, result text, worker text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.send_back_case(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.send_back_case(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.send_field_task(request_id uuid, case_id bigint, version integer, task_kind text, worker text, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.send_field_task(request_id uuid, case_id bigint, version integer, task_kind text, worker text, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.set_gateway_active(gateway text, active boolean, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.set_gateway_active(gateway text, active boolean, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.set_gateway_list(gateway text, codes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.set_gateway_list(gateway text, codes text[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.set_handling(request_id uuid, case_id bigint, version integer, handling_kind text, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.set_handling(request_id uuid, case_id bigint, version integer, handling_kind text, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.settle_dispute(request_id uuid, case_id bigint, version integer, department_id integer, reason text, assisting integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.settle_dispute(request_id uuid, case_id bigint, version integer, department_id integer, reason text, assisting integer[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.sheet_is_current(sheet_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION api.sheet_is_current(sheet_id bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION api.shelve_alarms(request_id uuid, alarms text[], until timestamp with time zone, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.shelve_alarms(request_id uuid, alarms text[], until timestamp with time zone, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.shift_plans() FROM PUBLIC;
GRANT ALL ON FUNCTION api.shift_plans() TO gridroom_person;
REVOKE ALL ON FUNCTION api.shifts_between(first_day date, last_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION api.shifts_between(first_day date, last_day date) TO gridroom_person;
REVOKE ALL ON FUNCTION api.shifts_today() FROM PUBLIC;
GRANT ALL ON FUNCTION api.shifts_today() TO gridroom_person;
REVOKE ALL ON FUNCTION api.similar_cases(longitude double precision, latitude double precision, minor_id integer, place text, description text, reporter_phone text, exclude_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION api.similar_cases(longitude double precision, latitude double precision, minor_id integer, place text, description text, reporter_phone text, exclude_case bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION api.similar_to_case(case_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION api.similar_to_case(case_id bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION api.supervise_case(request_id uuid, case_id bigint, version integer, order_kind text, card text, reason text, demand text, reply_by timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.supervise_case(request_id uuid, case_id bigint, version integer, order_kind text, card text, reason text, demand text, reply_by timestamp with time zone) TO gridroom_person;
REVOKE ALL ON FUNCTION api.suspend_case(request_id uuid, case_id bigint, version integer, until timestamp with time zone, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.suspend_case(request_id uuid, case_id bigint, version integer, until timestamp with time zone, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.take_back_dispatch(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.take_back_dispatch(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.tell_drawing(seat uuid, of_parent integer, of_level text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.tell_drawing(seat uuid, of_parent integer, of_level text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.tell_presence(seat uuid, looks_at bigint, words_for bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.tell_presence(seat uuid, looks_at bigint, words_for bigint[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.tell_reporter(request_id uuid, case_id bigint, version integer, told_words text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.tell_reporter(request_id uuid, case_id bigint, version integer, told_words text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.tend_positions() FROM PUBLIC;
GRANT ALL ON FUNCTION api.tend_positions() TO gridroom_person;
REVOKE ALL ON FUNCTION api.track(worker text, starts timestamp with time zone, ends timestamp with time zone, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.track(worker text, starts timestamp with time zone, ends timestamp with time zone, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.track_case(request_id uuid, case_id bigint, version integer, finding text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.track_case(request_id uuid, case_id bigint, version integer, finding text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.undo_redraw(request_id uuid, redraw_id integer, from_day date, accepted jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION api.undo_redraw(request_id uuid, redraw_id integer, from_day date, accepted jsonb) TO gridroom_person;
REVOKE ALL ON FUNCTION api.units_in(of_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.units_in(of_area integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.unmerge_case(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.unmerge_case(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.unshelve_alarms(request_id uuid, alarms text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION api.unshelve_alarms(request_id uuid, alarms text[]) TO gridroom_person;
REVOKE ALL ON FUNCTION api.verify_case(request_id uuid, case_id bigint, version integer, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.verify_case(request_id uuid, case_id bigint, version integer, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.verify_history() FROM PUBLIC;
GRANT ALL ON FUNCTION api.verify_history() TO gridroom_person;
REVOKE ALL ON FUNCTION api.void_case(request_id uuid, case_id bigint, version integer, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.void_case(request_id uuid, case_id bigint, version integer, reason text) TO gridroom_person;
REVOKE ALL ON FUNCTION api.whistle_case(request_id uuid, case_id bigint, version integer, departments integer[], demand text, appear_by timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION api.whistle_case(request_id uuid, case_id bigint, version integer, departments integer[], demand text, appear_by timestamp with time zone) TO gridroom_person;
REVOKE ALL ON FUNCTION api.withdraw_redraw(redraw_id integer) FROM PUBLIC;
GRANT ALL ON FUNCTION api.withdraw_redraw(redraw_id integer) TO gridroom_person;
REVOKE ALL ON FUNCTION api.withdraw_request(request_id uuid, case_id bigint, version integer, remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION api.withdraw_request(request_id uuid, case_id bigint, version integer, remark text) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.act_on_alarms(asked uuid, keys text[], wanted text, until timestamp with time zone, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.act_on_alarms(asked uuid, keys text[], wanted text, until timestamp with time zone, words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.acting_login() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.acting_login() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.add_counted(started timestamp with time zone, limit_kind text, counted interval) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.add_counted(started timestamp with time zone, limit_kind text, counted interval) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.add_limit(started timestamp with time zone, limit_kind text, limit_value numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.add_limit(started timestamp with time zone, limit_kind text, limit_value numeric) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.aftercare(moved gridroom.case_file, step_action text, from_state text, stamp timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.aftercare(moved gridroom.case_file, step_action text, from_state text, stamp timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.aftercare_faults() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.aftercare_faults() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.alarm_facts() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.alarm_facts() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.alarm_facts() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.alarm_figures() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.alarm_figures() TO gridroom_owner;
GRANT ALL ON FUNCTION gridroom.alarm_figures() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.alarm_limit(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.alarm_limit(name text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.alarm_rows() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.alarm_rows() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.alarm_rows() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.alarm_states() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.alarm_states() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.answer_for_worker(asked uuid, wanted_task bigint, result text, said text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.answer_for_worker(asked uuid, wanted_task bigint, result text, said text) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.answerable_department(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.answerable_department(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.appeal_approved(of_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.appeal_approved(of_case bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.appeal_approved(of_case bigint) TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.time_appeal TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.appeal_hash(a gridroom.time_appeal) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.appeal_hash(a gridroom.time_appeal) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.appeal_to_decide(c gridroom.case_file, step_action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.appeal_to_decide(c gridroom.case_file, step_action text) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.approval TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.approval_hash(a gridroom.approval) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.approval_hash(a gridroom.approval) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.area_around(place point, inner_level text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.area_around(place point, inner_level text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.area_chain(of_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.area_chain(of_area integer) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.area_elements(ids integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.area_elements(ids integer[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.area_faults(of_level text, touched integer[], was jsonb, with_it integer[], strip double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.area_faults(of_level text, touched integer[], was jsonb, with_it integer[], strip double precision) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.area_level_rank(level text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.area_level_rank(level text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.area_set(parent_path public.ltree, of_level text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.area_set(parent_path public.ltree, of_level text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.area_set_stamp(parent_path public.ltree, of_level text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.area_set_stamp(parent_path public.ltree, of_level text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.areas_near(of_level text, around box) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.areas_near(of_level text, around box) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.ask_redraw(asked uuid, parent public.ltree, of_level text, day date, areas jsonb, ended text[], seen text, undoing integer, accepted jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.ask_redraw(asked uuid, parent public.ltree, of_level text, day date, areas jsonb, ended text[], seen text, undoing integer, accepted jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.ask_time(asked uuid, of_case bigint, seen_version integer, step_action text, wanted_kind text, why text, wanted_until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.ask_time(asked uuid, of_case bigint, seen_version integer, step_action text, wanted_kind text, why text, wanted_until timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.asked_place(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.asked_place(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.assisting_names(of_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.assisting_names(of_case bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.attach_for_worker(asked uuid, wanted_case bigint, login text, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.attach_for_worker(asked uuid, wanted_case bigint, login text, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.batch_mark() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.batch_mark() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.bearing(a point, b point) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.bearing(a point, b point) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.begin_redraws() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.begin_redraws() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.border_ended(of_level text, of_code text, counted date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.border_ended(of_level text, of_code text, counted date) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.box_around(p point, metres double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.box_around(p point, metres double precision) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.broken_links() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.broken_links() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.broken_mergings() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.broken_mergings() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.broken_outlines(outlines jsonb[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.broken_outlines(outlines jsonb[]) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.call_back TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.call_back_hash(b gridroom.call_back) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.call_back_hash(b gridroom.call_back) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.call_back_wanted(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.call_back_wanted(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.call_of(wanted oid, vals jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.call_of(wanted oid, vals jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.caller_search_on_record(searched text, hits integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.caller_search_on_record(searched text, hits integer) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.camera_code_fault(gb_code text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.camera_code_fault(gb_code text) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.camera TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.camera_covers(k gridroom.camera, p point) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.camera_covers(k gridroom.camera, p point) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.cameras_around(p point, most integer, below public.ltree) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.cameras_around(p point, most integer, below public.ltree) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.can_confirm(c gridroom.case_file, wanted_login text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.can_confirm(c gridroom.case_file, wanted_login text) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.case_clock TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.card_dues(k gridroom.case_clock, state text, exactly boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.card_dues(k gridroom.case_clock, state text, exactly boolean) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.card_rank(card text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.card_rank(card text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.carry_out_redraw(wanted integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.carry_out_redraw(wanted integer) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.carry_to_open(change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.carry_to_open(change jsonb) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.case_by_number(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.case_by_number(wanted text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.case_number_of(wanted bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.case_number_of(wanted bigint) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.case_of_worker(wanted_case bigint, wanted_login text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.case_of_worker(wanted_case bigint, wanted_login text) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.case_places(grams text[], below public.ltree) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.case_places(grams text[], below public.ltree) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.case_words_newest() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.case_words_newest() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.cases_numbered(number text, before_case bigint, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.cases_numbered(number text, before_case bigint, most integer) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.cases_of_caller(number text, before_case bigint, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.cases_of_caller(number text, before_case bigint, most integer) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.cases_with_words(keys text[], first_case bigint, last_case bigint, most integer, stretch bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.cases_with_words(keys text[], first_case bigint, last_case bigint, most integer, stretch bigint) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.check_area_faults(of_level text, touched integer[], was jsonb, with_it integer[], accepted jsonb, may text[], strip double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.check_area_faults(of_level text, touched integer[], was jsonb, with_it integer[], accepted jsonb, may text[], strip double precision) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.check_incoming_areas(areas jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.check_incoming_areas(areas jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.check_later(of_level text, touched integer[], was jsonb, accepted jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.check_later(of_level text, touched integer[], was jsonb, accepted jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.check_may_redraw() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.check_may_redraw() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.check_put_areas() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.check_put_areas() TO gridroom_owner;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.area_redraw TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.check_redraw(drawn gridroom.area_redraw) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.check_redraw(drawn gridroom.area_redraw) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.check_register(elements jsonb, needed text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.check_register(elements jsonb, needed text[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.check_setting(key text, value jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.check_setting(key text, value jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_acceptance(accepted jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_acceptance(accepted jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_area_day(from_day date, action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_area_day(from_day date, action text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_auditor(wanted_case bigint, wanted_action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_auditor(wanted_case bigint, wanted_action text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_code(field text, value text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_code(field text, value text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_day(day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_day(day date) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_department(c gridroom.case_file, wanted_action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_department(c gridroom.case_file, wanted_action text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_departments(field text, chosen integer[], required boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_departments(field text, chosen integer[], required boolean) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_device_time(value timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_device_time(value timestamp with time zone) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.gateway TO gridroom_across;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.position_fix TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_fix(asking gridroom.gateway, item jsonb, reach box, stamp timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_fix(asking gridroom.gateway, item jsonb, reach box, stamp timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_minor(wanted integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_minor(wanted integer) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_original(value timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_original(value timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_period(starts timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_period(starts timestamp with time zone, ends timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_place(longitude double precision, latitude double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_place(longitude double precision, latitude double precision) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_span(starts timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_span(starts timestamp with time zone, ends timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_text(field text, value text, longest integer, required boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_text(field text, value text, longest integer, required boolean) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_urgency(urgency text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_urgency(urgency text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_view_name(wanted text, is_shared boolean, except_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_view_name(wanted text, is_shared boolean, except_id bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.checked_yes_no(field text, value text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.checked_yes_no(field text, value text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.clock_due(wanted bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.clock_due(wanted bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.clock_limit(c gridroom.case_clock) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.clock_limit(c gridroom.case_clock) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.clock_reaches(wanted bigint, counted interval, counted_as text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.clock_reaches(wanted bigint, counted interval, counted_as text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.clock_used(wanted bigint, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.clock_used(wanted bigint, at timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.closed_unverified(asked uuid, of_case bigint, seen_version integer, step_action text, why text, said text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.closed_unverified(asked uuid, of_case bigint, seen_version integer, step_action text, why text, said text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.closing_hindrance(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.closing_hindrance(c gridroom.case_file) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.closing_hindrance(c gridroom.case_file) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.code_alphabet() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.code_alphabet() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.code_check(head text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.code_check(head text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.common_m2(outlines jsonb[], ones integer[], others integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.common_m2(outlines jsonb[], ones integer[], others integer[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.compare_areas(areas jsonb, at_level text, day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.compare_areas(areas jsonb, at_level text, day date) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.configured(of_subject text, key text, was jsonb, is_now jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.configured(of_subject text, key text, was jsonb, is_now jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.count_case_place() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.count_case_place() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.counted_between(starts timestamp with time zone, ends timestamp with time zone, limit_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.counted_between(starts timestamp with time zone, ends timestamp with time zone, limit_kind text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.decide_appeal(asked uuid, of_case bigint, seen_version integer, step_action text, result text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.decide_appeal(asked uuid, of_case bigint, seen_version integer, step_action text, result text, words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.decide_request(asked uuid, of_case bigint, seen_version integer, step_action text, result text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.decide_request(asked uuid, of_case bigint, seen_version integer, step_action text, result text, words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.deepest_area(p point) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.deepest_area(p point) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.department_by(field text, named text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.department_by(field text, named text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.department_in_words(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.department_in_words(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.department_name(wanted integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.department_name(wanted integer) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.department_names(departments integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.department_names(departments integer[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.dispatch_slip_content(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.dispatch_slip_content(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.dispatch_stands(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.dispatch_stands(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.district_reach() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.district_reach() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.do_part(asked uuid, of_case bigint, seen_version integer, step_action text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.do_part(asked uuid, of_case bigint, seen_version integer, step_action text, words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.drop_position_months(before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.drop_position_months(before timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.duplicate_rule(name text, otherwise double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.duplicate_rule(name text, otherwise double precision) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.duplicate_rules_hold(rules jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.duplicate_rules_hold(rules jsonb) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.duty_entry TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.duty_facts(e gridroom.duty_entry) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.duty_facts(e gridroom.duty_entry) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.duty_rows(of_minor integer, of_condition integer, at_path public.ltree, words text, on_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.duty_rows(of_minor integer, of_condition integer, at_path public.ltree, words text, on_day date) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.duty_why(e gridroom.duty_entry, area_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.duty_why(e gridroom.duty_entry, area_name text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.earlier_answer(asked uuid, wanted_action text, wanted_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.earlier_answer(asked uuid, wanted_action text, wanted_case bigint) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.request TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.earlier_request(asked uuid, wanted_action text, wanted_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.earlier_request(asked uuid, wanted_action text, wanted_case bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.end_appeal(of_case bigint, stamp timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.end_appeal(of_case bigint, stamp timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.end_areas(area_ids integer[], day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.end_areas(area_ids integer[], day date) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.end_blocking_sessions() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.end_blocking_sessions() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.end_orders(of_case bigint, stamp timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.end_orders(of_case bigint, stamp timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.end_request(of_case bigint, stamp timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.end_request(of_case bigint, stamp timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.end_tasks() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.end_tasks() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.end_units(c gridroom.case_file, parts text[], how text, why text, stay integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.end_units(c gridroom.case_file, parts text[], how text, why text, stay integer[]) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.case_escalation TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.escalation_hash(e gridroom.case_escalation) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.escalation_hash(e gridroom.case_escalation) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.exempt_clock(wanted bigint, is_exempt boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.exempt_clock(wanted bigint, is_exempt boolean) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.extend_clock(wanted bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.extend_clock(wanted bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.facts_hash(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.facts_hash(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.flow_slip_content(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.flow_slip_content(c gridroom.case_file) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.paper TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.freeze_paper(wanted_kind text, c gridroom.case_file, wanted_subject text, says jsonb, by_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.freeze_paper(wanted_kind text, c gridroom.case_file, wanted_subject text, says jsonb, by_name text) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.sheet TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.freeze_sheet(wanted_day date, wanted_scope text, wanted_content jsonb, by_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.freeze_sheet(wanted_day date, wanted_scope text, wanted_content jsonb, by_name text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.function_of(wanted_action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.function_of(wanted_action text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.good_alarm_limits(limits jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.good_alarm_limits(limits jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.good_alarm_rules(rules jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.good_alarm_rules(rules jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.good_call_back(value jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.good_call_back(value jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.good_card_rules(rules jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.good_card_rules(rules jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.good_map_home(value jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.good_map_home(value jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.good_positions(value jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.good_positions(value jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.good_reopen_supervision(value jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.good_reopen_supervision(value jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.good_shifts(shifts jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.good_shifts(shifts jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.good_stage_limits(value jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.good_stage_limits(value jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.good_task_answers(value jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.good_task_answers(value jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.grid_units(around point) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.grid_units(around point) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.ground_metres(a point, b point) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.ground_metres(a point, b point) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.hand_over TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.hand_over_hash(h gridroom.hand_over) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.hand_over_hash(h gridroom.hand_over) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.handling_clock(of_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.handling_clock(of_case bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.handling_due(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.handling_due(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.has_any_duty(duties text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.has_any_duty(duties text[]) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.has_any_duty(duties text[]) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.has_cases(ids integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.has_cases(ids integer[]) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.has_duty(duty text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.has_duty(duty text) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.has_duty(duty text) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.has_open_task(wanted_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.has_open_task(wanted_case bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.has_open_task(wanted_case bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.has_order_to_appeal(of_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.has_order_to_appeal(of_case bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.has_order_to_appeal(of_case bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.heir_of_area(of_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.heir_of_area(of_area integer) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.field_unit TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.home_path(u gridroom.field_unit) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.home_path(u gridroom.field_unit) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.incoming_areas(areas jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.incoming_areas(areas jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.incoming_names(from_source text, places jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.incoming_names(from_source text, places jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.incoming_places(places jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.incoming_places(places jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.insert_case(fresh gridroom.case_file, asked uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.insert_case(fresh gridroom.case_file, asked uuid) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.is_contested(wanted_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.is_contested(wanted_case bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.is_contested(wanted_case bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.is_count(value jsonb, most bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.is_count(value jsonb, most bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.is_ended(state text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.is_ended(state text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.is_office_time(limit_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.is_office_time(limit_kind text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.is_outline(outline jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.is_outline(outline jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.is_received(wanted_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.is_received(wanted_case bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.is_received(wanted_case bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.is_task_code(token text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.is_task_code(token text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.issue_due_cards() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.issue_due_cards() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.keep_case_words() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.keep_case_words() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.keep_configuration_step() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.keep_configuration_step() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.keep_duty(unit integer, begins boolean, moment timestamp with time zone, told_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.keep_duty(unit integer, begins boolean, moment timestamp with time zone, told_by text) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.keep_fixes(fixes gridroom.position_fix[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.keep_fixes(fixes gridroom.position_fix[]) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.keep_words(asked uuid, words text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.keep_words(asked uuid, words text[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.know_stems(wanted text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.know_stems(wanted text[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.lay_with(c gridroom.case_file, step_action text, main integer, assisting integer[], words text, asked uuid, how text, clock text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.lay_with(c gridroom.case_file, step_action text, main integer, assisting integer[], words text, asked uuid, how text, clock text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.left_cases() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.left_cases() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.left_cases() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.left_from(department integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.left_from(department integer) TO gridroom_owner;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.transition TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.legal_move(wanted_action text, from_here text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.legal_move(wanted_action text, from_here text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.level_no(level text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.level_no(level text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.likely_stems(key text, grams text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.likely_stems(key text, grams text[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.limit_interval(limit_kind text, limit_value numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.limit_interval(limit_kind text, limit_value numeric) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.limit_words(limit_kind text, limit_value numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.limit_words(limit_kind text, limit_value numeric) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.local_day(at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.local_day(at timestamp with time zone) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.local_day(at timestamp with time zone) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.local_moment(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.local_moment(moment timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.locate_area(p point, wanted_level text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.locate_area(p point, wanted_level text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.locate_cell(p point) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.locate_cell(p point) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.locator_digits(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.locator_digits(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.locator_key(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.locator_key(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.lock_batch(ids bigint[], main bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.lock_batch(ids bigint[], main bigint) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.lock_open_cases() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.lock_open_cases() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.lock_two(one bigint, other bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.lock_two(one bigint, other bigint) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.make_position_month(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.make_position_month(moment timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.map_days() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.map_days() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.mark_changed_after_print() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.mark_changed_after_print() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.masked_name(name text, secret boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.masked_name(name text, secret boolean) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.masked_name(name text, secret boolean) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.masked_phone(phone text, secret boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.masked_phone(phone text, secret boolean) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.masked_phone(phone text, secret boolean) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.masked_stream(address text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.masked_stream(address text) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.masked_stream(address text) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.may_answer_level(at_level text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.may_answer_level(at_level text) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.may_answer_level(at_level text) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.may_be_shelved(keys text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.may_be_shelved(keys text[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.may_confirm(wanted_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.may_confirm(wanted_case bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.may_confirm(wanted_case bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.may_do_part(wanted_case bigint, wanted_action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.may_do_part(wanted_case bigint, wanted_action text) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.may_do_part(wanted_case bigint, wanted_action text) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.may_issue_paper(wanted_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.may_issue_paper(wanted_kind text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.may_see_patrols() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.may_see_patrols() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.may_share_views() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.may_share_views() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.may_whistle(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.may_whistle(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.may_whistle_on(wanted_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.may_whistle_on(wanted_case bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.may_whistle_on(wanted_case bigint) TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.person TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.me() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.me() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.metres_between(a point, b point) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.metres_between(a point, b point) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.moment_of(item jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.moment_of(item jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.must_administer(action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.must_administer(action text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.must_be_administrator(wanted_action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.must_be_administrator(wanted_action text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.my_area_path() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.my_area_path() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.my_area_path() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.my_department() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.my_department() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.my_department() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.my_home_units() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.my_home_units() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.my_home_units() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.my_level() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.my_level() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.my_own_units() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.my_own_units() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.my_own_units() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.my_sheet_scope() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.my_sheet_scope() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.my_sheet_scope() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.my_track_units() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.my_track_units() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.my_track_units() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.name_of(login text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.name_of(login text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.name_places(from_source text, places jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.name_places(from_source text, places jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.near_stems(runs text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.near_stems(runs text[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.near_units(around point, how_many integer, wanted_kind text, sight public.ltree) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.near_units(around point, how_many integer, wanted_kind text, sight public.ltree) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.nearest_addresses(p point, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.nearest_addresses(p point, most integer) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.component TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.nearest_components(p point, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.nearest_components(p point, most integer) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.nearest_posts(p point, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.nearest_posts(p point, most integer) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.need_request_id(asked uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.need_request_id(asked uuid) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.never_changed() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.never_changed() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.new_task_code() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.new_task_code() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.next_in_day(counter_scope text, counter_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.next_in_day(counter_scope text, counter_day date) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.next_number(counter_scope text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.next_number(counter_scope text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.no_open_parts(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.no_open_parts(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.now_local() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.now_local() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.number_key(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.number_key(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.number_of(item jsonb, field text, lowest numeric, highest numeric, required boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.number_of(item jsonb, field text, lowest numeric, highest numeric, required boolean) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.number_runs(numbers text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.number_runs(numbers text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.numberless(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.numberless(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.numbers_within(value jsonb, bounds jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.numbers_within(value jsonb, bounds jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.office_dues(clocks bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.office_dues(clocks bigint[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.office_windows(first_day date, last_day date, zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.office_windows(first_day date, last_day date, zone text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.only_administrator(action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.only_administrator(action text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.open_deadlines() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.open_deadlines() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.open_escalation(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.open_escalation(c gridroom.case_file) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.supervision_order TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.open_order(c gridroom.case_file, wanted bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.open_order(c gridroom.case_file, wanted bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.order_hash(o gridroom.supervision_order) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.order_hash(o gridroom.supervision_order) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.order_paper_content(c gridroom.case_file, wanted_number text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.order_paper_content(c gridroom.case_file, wanted_number text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.other_half(request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.other_half(request_id uuid) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.outline_corners(outlines jsonb[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.outline_corners(outlines jsonb[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.outline_tolerance_m2() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.outline_tolerance_m2() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.owe_merged_callers(main gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.owe_merged_callers(main gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.paper_content(kind text, of_case bigint, subject text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.paper_content(kind text, of_case bigint, subject text) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.paper_head(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.paper_head(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.paper_json(wanted bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.paper_json(wanted bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.paper_json(wanted bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.paper_number(kind text, c gridroom.case_file, subject text, content jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.paper_number(kind text, c gridroom.case_file, subject text, content jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.paper_reporter(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.paper_reporter(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.paper_units(of_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.paper_units(of_case bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.papers_of_step(of_case bigint, step_action text, step_remark text, step_detail jsonb, stamp timestamp with time zone, by_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.papers_of_step(of_case bigint, step_action text, step_remark text, step_detail jsonb, stamp timestamp with time zone, by_name text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.past_handling(of_minor integer, of_street integer, of_community integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.past_handling(of_minor integer, of_street integer, of_community integer) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.patrols_that_differ(of_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.patrols_that_differ(of_day date) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.pause_clock(wanted bigint, at timestamp with time zone, until timestamp with time zone, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.pause_clock(wanted bigint, at timestamp with time zone, until timestamp with time zone, reason text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.pg_input_is_date(value text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.pg_input_is_date(value text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.phone_key(phone text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.phone_key(phone text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.place_grams(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.place_grams(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.place_key(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.place_key(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.place_of_case(wanted bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.place_of_case(wanted bigint) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.place_words(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.place_words(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.placed(c gridroom.case_file, at_longitude double precision, at_latitude double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.placed(c gridroom.case_file, at_longitude double precision, at_latitude double precision) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.plain_words(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.plain_words(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.plan_card(of_case bigint, exactly boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.plan_card(of_case bigint, exactly boolean) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.plan_due_cards() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.plan_due_cards() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.position_rule(wanted text, usual numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.position_rule(wanted text, usual numeric) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.presence_patience() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.presence_patience() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.presence_patience() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.proposals(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.proposals(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.put_areas_of_level(areas jsonb, at_level text, day date, OUT added integer, OUT changed integer, OUT unchanged integer, OUT roots text[], OUT touched integer[], OUT was jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.put_areas_of_level(areas jsonb, at_level text, day date, OUT added integer, OUT changed integer, OUT unchanged integer, OUT roots text[], OUT touched integer[], OUT was jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.put_calendar_days(change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.put_calendar_days(change jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.put_file(c gridroom.case_file, asked uuid, file_kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.put_file(c gridroom.case_file, asked uuid, file_kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, longitude double precision, latitude double precision) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.put_task(c gridroom.case_file, task_kind text, task_code text, receiver jsonb, remark text, stamp timestamp with time zone, due timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.put_task(c gridroom.case_file, task_kind text, task_code text, receiver jsonb, remark text, stamp timestamp with time zone, due timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.readable_unit(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.readable_unit(wanted text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.reading_on_record(of_unit integer, kind text, begins timestamp with time zone, finishes timestamp with time zone, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.reading_on_record(of_unit integer, kind text, begins timestamp with time zone, finishes timestamp with time zone, why text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.recompute_deadlines(first_day date, last_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.recompute_deadlines(first_day date, last_day date) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.redraw_answer(wanted integer, again boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.redraw_answer(wanted integer, again boolean) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.refuse(code text, message text, detail jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.refuse(code text, message text, detail jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.refuse_main_case(why text, more jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.refuse_main_case(why text, more jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.refuse_own_request(asked_by integer, step_action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.refuse_own_request(asked_by integer, step_action text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.refuse_unseen() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.refuse_unseen() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.rehang_areas(drawn gridroom.area_redraw, touched integer[], ending integer[], day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.rehang_areas(drawn gridroom.area_redraw, touched integer[], ending integer[], day date) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.reopen_clock(c gridroom.case_file, stamp timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.reopen_clock(c gridroom.case_file, stamp timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.reopened(asked uuid, of_case bigint, seen_version integer, step_action text, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.reopened(asked uuid, of_case bigint, seen_version integer, step_action text, why text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.replace_gateway_list(of_gateway text, codes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.replace_gateway_list(of_gateway text, codes text[]) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.report_words(place text, description text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.report_words(place text, description text) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.time_request TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.request_hash(r gridroom.time_request) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.request_hash(r gridroom.time_request) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.request_paper_content(c gridroom.case_file, wanted bigint, running_action text, running_remark text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.request_paper_content(c gridroom.case_file, wanted bigint, running_action text, running_remark text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.request_to_decide(c gridroom.case_file, step_action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.request_to_decide(c gridroom.case_file, step_action text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.resume_clock(wanted bigint, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.resume_clock(wanted bigint, at timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.resume_due_cases() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.resume_due_cases() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.room_day() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.room_day() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.room_day() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.roster_facts(first_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.roster_facts(first_day date) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.rule_effect(change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.rule_effect(change jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.run_clocks(c gridroom.case_file, wish text, stamp timestamp with time zone, pause_until timestamp with time zone, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.run_clocks(c gridroom.case_file, wish text, stamp timestamp with time zone, pause_until timestamp with time zone, why text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.run_clocks_on(of_case bigint, since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.run_clocks_on(of_case bigint, since timestamp with time zone) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.search_key(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.search_key(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.search_pairs(key text, stretch bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.search_pairs(key text, stretch bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.search_stretch(case_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.search_stretch(case_id bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.sees_every_sheet() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.sees_every_sheet() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.sees_every_sheet() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.sees_live() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.sees_live() TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.sees_live() TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.setting_holds(key text, value jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.setting_holds(key text, value jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.setting_value(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.setting_value(wanted text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.settled_by(wanted_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.settled_by(wanted_case bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.settled_by(wanted_case bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.sheet_content(wanted_day date, wanted_scope text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.sheet_content(wanted_day date, wanted_scope text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.sheet_json(wanted bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.sheet_json(wanted bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.sheet_json(wanted bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.sheet_line_facts(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.sheet_line_facts(c gridroom.case_file) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.sheet_line_hash(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.sheet_line_hash(c gridroom.case_file) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.sheet_stands() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.sheet_stands() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.shifts_on(on_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.shifts_on(on_day date) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.show_clock(wanted bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.show_clock(wanted bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.similar_to(asked_at point, asked_minor integer, asked_place text, asked_words text, caller text, excluded bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.similar_to(asked_at point, asked_minor integer, asked_place text, asked_words text, caller text, excluded bigint) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.speak_for(asking gridroom.gateway, worker text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.speak_for(asking gridroom.gateway, worker text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.spoken_as_digits(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.spoken_as_digits(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.spoken_number(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.spoken_number(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.square_degree_m2(latitude double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.square_degree_m2(latitude double precision) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.stage_number(state text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.stage_number(state text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.stamp_cases(printed gridroom.sheet) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.stamp_cases(printed gridroom.sheet) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.standing_area(of_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.standing_area(of_area integer) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.start_clock(of_case bigint, clock_name text, limit_kind text, limit_value numeric, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.start_clock(of_case bigint, clock_name text, limit_kind text, limit_value numeric, at timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.stem_of(kind text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.stem_of(kind text, words text) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.case_step TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.step_hash(s gridroom.case_step) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.step_hash(s gridroom.case_step) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.step_was_late(s gridroom.case_step, c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.step_was_late(s gridroom.case_step, c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.stop_clock(wanted bigint, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.stop_clock(wanted bigint, at timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.store_outlines(areas jsonb, items integer[], ids integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.store_outlines(areas jsonb, items integer[], ids integer[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.sum_patrols(units integer[], of_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.sum_patrols(units integer[], of_day date) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.sum_patrols_at_times() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.sum_patrols_at_times() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.suspension_paper_content(c gridroom.case_file, why text, until timestamp with time zone, at timestamp with time zone, by_name text, ordinal bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.suspension_paper_content(c gridroom.case_file, why text, until timestamp with time zone, at timestamp with time zone, by_name text, ordinal bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.take_case(wanted_case bigint, seen_version integer, wanted_action text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.take_case(wanted_case bigint, seen_version integer, wanted_action text) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.saved_view TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.take_view(wanted bigint, seen_version integer, removed boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.take_view(wanted bigint, seen_version integer, removed boolean) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.field_task TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.task_expires(t gridroom.field_task) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.task_expires(t gridroom.field_task) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.task_expires(t gridroom.field_task) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.task_in(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.task_in(words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.task_receiver(c gridroom.case_file, worker text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.task_receiver(c gridroom.case_file, worker text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.task_result(task_kind text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.task_result(task_kind text, words text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.task_text(c gridroom.case_file, task_kind text, task_code text, remark text, due timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.task_text(c gridroom.case_file, task_kind text, task_code text, remark text, due timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.tasks_of(wanted_login text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tasks_of(wanted_login text) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.tell_alarm() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tell_alarm() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.tell_areas(roots text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tell_areas(roots text[]) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.tell_camera() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tell_camera() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.tell_case() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tell_case() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.tell_catalogue() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tell_catalogue() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.tell_main_case(main_id bigint, action text, words text, asked uuid, about gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tell_main_case(main_id bigint, action text, words text, asked uuid, about gridroom.case_file) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.tell_moved(change jsonb, moved jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tell_moved(change jsonb, moved jsonb) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.tell_positions() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tell_positions() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.tell_units(c gridroom.case_file, departments integer[], as_part text, demand text, due_at timestamp with time zone, typed_in boolean, proposed_id integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tell_units(c gridroom.case_file, departments integer[], as_part text, demand text, due_at timestamp with time zone, typed_in boolean, proposed_id integer) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.tell_view() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tell_view() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.tend_positions(stamp timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tend_positions(stamp timestamp with time zone) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.tend_positions_hourly() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.tend_positions_hourly() TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.texts_within(value jsonb, fewest integer, most integer, longest integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.texts_within(value jsonb, fewest integer, most integer, longest integer) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.this_gateway() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.this_gateway() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.time_zone() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.time_zone() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.told_appeal(a gridroom.time_appeal) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.told_appeal(a gridroom.time_appeal) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.told_escalation(e gridroom.case_escalation) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.told_escalation(e gridroom.case_escalation) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.told_request(r gridroom.time_request) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.told_request(r gridroom.time_request) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.told_units(numbers bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.told_units(numbers bigint[]) TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.case_unit TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.unit_hash(u gridroom.case_unit) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.unit_hash(u gridroom.case_unit) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.unit_of_gateway(asking gridroom.gateway, wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.unit_of_gateway(asking gridroom.gateway, wanted text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.units_under(wanted_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.units_under(wanted_area integer) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.usual_grids() FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.usual_grids() TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.walked(units integer[], of_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.walked(units integer[], of_day date) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.was_handled_late(of_case bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.was_handled_late(of_case bigint) TO gridroom_across;
GRANT ALL ON FUNCTION gridroom.was_handled_late(of_case bigint) TO gridroom_person;
REVOKE ALL ON FUNCTION gridroom.with_hand_overs(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.with_hand_overs(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.with_handling(c gridroom.case_file, kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.with_handling(c gridroom.case_file, kind text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.with_orders(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.with_orders(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.with_units(c gridroom.case_file) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.with_units(c gridroom.case_file) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.worker_of_gateway(asking gridroom.gateway, wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.worker_of_gateway(asking gridroom.gateway, wanted text) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.write_attachment(of_case bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, place point) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.write_attachment(of_case bigint, kind text, file_name text, media_type text, bytes bytea, taken_at timestamp with time zone, place point) TO gridroom_owner;
REVOKE ALL ON FUNCTION gridroom.write_rule(change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.write_rule(change jsonb) TO gridroom_across;
REVOKE ALL ON FUNCTION gridroom.write_step(moved gridroom.case_file, step_action text, from_state text, step_remark text, step_request uuid, step_detail jsonb, receiver integer, step_original_at timestamp with time zone, raises boolean, clock text, pause_until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION gridroom.write_step(moved gridroom.case_file, step_action text, from_state text, step_remark text, step_request uuid, step_detail jsonb, receiver integer, step_original_at timestamp with time zone, raises boolean, clock text, pause_until timestamp with time zone) TO gridroom_owner;
REVOKE ALL ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_creat(integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.lo_creat(integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_create(oid) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.lo_create(oid) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.lo_open(oid, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_open(oid, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.lo_open(oid, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.lo_put(oid, bigint, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_put(oid, bigint, bytea) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.lo_put(oid, bigint, bytea) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.lo_truncate(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_truncate(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.lo_truncate(integer, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.lo_truncate64(integer, bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_truncate64(integer, bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.lo_truncate64(integer, bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.lowrite(integer, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lowrite(integer, bytea) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.lowrite(integer, bytea) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_notify(text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_notify(text, text) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_notify(text, text) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_sleep(double precision) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_sleep(double precision) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_sleep_for(interval) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_sleep_for(interval) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_sleep_for(interval) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_sleep_until(timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_sleep_until(timestamp with time zone) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_sleep_until(timestamp with time zone) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) TO gridroom_across;
REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) TO gridroom_owner;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) TO gridroom_across;
GRANT SELECT ON TABLE api.alarm_list TO gridroom_person;
GRANT SELECT ON TABLE api.alarm_rate TO gridroom_person;
GRANT SELECT ON TABLE api.allowed_action TO gridroom_person;
GRANT SELECT ON TABLE api.approval_list TO gridroom_person;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.area_outline TO gridroom_across;
GRANT SELECT ON TABLE api.area TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.area_figures TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.figures_now TO gridroom_across;
GRANT SELECT ON TABLE api.area_figures TO gridroom_person;
GRANT SELECT ON TABLE api.area_outline TO gridroom_person;
GRANT SELECT ON TABLE api.area_redraw TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.attachment TO gridroom_across;
GRANT SELECT ON TABLE api.attachment_list TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.calendar_day TO gridroom_across;
GRANT SELECT ON TABLE api.calendar_day TO gridroom_person;
GRANT SELECT ON TABLE api.call_back_due TO gridroom_person;
GRANT SELECT ON TABLE api.call_back_list TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.caller_search TO gridroom_across;
GRANT SELECT ON TABLE api.caller_search_list TO gridroom_person;
GRANT SELECT ON TABLE api.camera_list TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.filing_condition TO gridroom_across;
GRANT SELECT ON TABLE api.case_detail TO gridroom_person;
GRANT SELECT ON TABLE api.case_merging TO gridroom_person;
GRANT SELECT ON TABLE api.case_step_list TO gridroom_person;
GRANT SELECT ON TABLE api.case_unit_list TO gridroom_person;
GRANT SELECT ON TABLE api.catalogue TO gridroom_person;
GRANT SELECT ON TABLE api.catalogue_major TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.configuration_step TO gridroom_across;
GRANT SELECT ON TABLE api.configuration_history TO gridroom_person;
GRANT SELECT ON TABLE api.confirmer_list TO gridroom_person;
GRANT SELECT ON TABLE api.department TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.disclosure TO gridroom_across;
GRANT SELECT ON TABLE api.disclosure_list TO gridroom_person;
GRANT SELECT ON TABLE api.dispatch_accuracy TO gridroom_person;
GRANT SELECT ON TABLE api.duty_list TO gridroom_person;
GRANT SELECT ON TABLE api.escalation_list TO gridroom_person;
GRANT SELECT ON TABLE api.field_task_list TO gridroom_person;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.gateway_unit TO gridroom_across;
GRANT SELECT ON TABLE api.gateway_list TO gridroom_person;
GRANT SELECT ON TABLE api.hand_over_list TO gridroom_person;
GRANT SELECT ON TABLE api.handling_time TO gridroom_person;
GRANT SELECT ON TABLE api.left_case TO gridroom_person;
GRANT SELECT ON TABLE api.live_positions TO gridroom_person;
GRANT SELECT ON TABLE api.me TO gridroom_person;
GRANT SELECT ON TABLE api.merged_report_list TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.office_hours TO gridroom_across;
GRANT SELECT ON TABLE api.office_hours TO gridroom_person;
GRANT SELECT ON TABLE api.paper_content TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.paper_print TO gridroom_across;
GRANT SELECT ON TABLE api.paper_list TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.position_expiry TO gridroom_across;
GRANT SELECT ON TABLE api.position_expiry_list TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.presence TO gridroom_across;
GRANT SELECT ON TABLE api.presence_list TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.roster_entry TO gridroom_across;
GRANT SELECT ON TABLE api.roster TO gridroom_person;
GRANT SELECT ON TABLE api.roster_person TO gridroom_person;
GRANT SELECT ON TABLE api.saved_view_list TO gridroom_person;
GRANT SELECT ON TABLE public.gridroom_schema_stamp TO gridroom_owner;
GRANT SELECT ON TABLE api.schema_stamp TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.setting TO gridroom_across;
GRANT SELECT ON TABLE api.setting TO gridroom_person;
GRANT SELECT ON TABLE api.sheet_content TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.sheet_line TO gridroom_across;
GRANT SELECT ON TABLE api.sheet_line_list TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.sheet_print TO gridroom_across;
GRANT SELECT ON TABLE api.sheet_list TO gridroom_person;
GRANT SELECT ON TABLE api.stage_count TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.place TO gridroom_across;
GRANT SELECT ON TABLE api.street_line TO gridroom_person;
GRANT SELECT ON TABLE api.supervision_order_list TO gridroom_person;
GRANT SELECT ON TABLE api.time_appeal_list TO gridroom_person;
GRANT SELECT ON TABLE api.time_request_list TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.track_reading TO gridroom_across;
GRANT SELECT ON TABLE api.track_reading_list TO gridroom_person;
GRANT SELECT ON TABLE api.transition TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.water TO gridroom_across;
GRANT SELECT ON TABLE api.water_outline TO gridroom_person;
GRANT SELECT ON TABLE api.whistle_count TO gridroom_person;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.alarm_act TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.alarm_act_act_no_seq TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.alarm_ring TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.alarm_watch TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.approval_approval_no_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.area_area_id_seq TO gridroom_across;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.area_check TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.area_check_check_id_seq TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.area_drawing TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.area_figures_figures_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.area_redraw_redraw_id_seq TO gridroom_across;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.area_ring TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.attachment_attachment_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.call_back_call_back_no_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.caller_search_search_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.camera_camera_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.case_clock_clock_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.case_escalation_escalation_no_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.case_file_case_id_seq TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.case_place TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.case_step_step_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.case_unit_unit_no_seq TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.case_words TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.catalogue_minor_minor_id_seq TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.clock_pause TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.component_component_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.configuration_step_step_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.department_department_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.disclosure_disclosure_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.duty_entry_duty_no_seq TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.field_duty TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.field_task_task_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.field_unit_unit_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.filing_condition_condition_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.hand_over_hand_over_no_seq TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.history_finding TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.history_finding_finding_no_seq TO gridroom_across;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.last_position TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.number_counter TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.paper_kind TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.paper_paper_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.paper_print_print_id_seq TO gridroom_across;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.patrol_anew TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.patrol_anew_anew_id_seq TO gridroom_across;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.patrol_cell TO gridroom_across;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.patrol_day TO gridroom_across;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE gridroom.patrol_run TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.place_gram TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.place_name TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.place_place_id_seq TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.place_stem TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.place_stem_stem_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.position_expiry_expiry_id_seq TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.position_upkeep TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.register_import TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.register_import_import_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.roster_entry_entry_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.saved_view_view_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.sheet_print_print_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.sheet_sheet_id_seq TO gridroom_across;
GRANT SELECT,INSERT,UPDATE ON TABLE gridroom.shift_plan TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.shift_plan_plan_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.supervision_order_order_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.time_appeal_appeal_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.time_request_request_no_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.track_reading_reading_id_seq TO gridroom_across;
GRANT USAGE ON SEQUENCE gridroom.water_water_id_seq TO gridroom_across;
ALTER DEFAULT PRIVILEGES FOR ROLE gridroom_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC;
