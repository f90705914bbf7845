-- The same move for many cases (docs/decisions/0028). Each case is a savepoint of its own: what is refused is named,
-- the rest stands. Every step carries the id of its batch.
set role gridroom_owner;

-- What write_step adds to the step's detail. A person who sets the parameter by hand marks their own steps, no more.
create or replace function gridroom.batch_mark()
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select case when current_setting('gridroom.batch', true) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
           then jsonb_build_object('batch', current_setting('gridroom.batch', true)) else '{}' end
$$;

-- The function of schema api that carries out this action, by the names that all of them have.
create or replace function gridroom.function_of(wanted_action text)
returns oid language plpgsql stable set search_path = gridroom, pg_temp as $$
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

-- The call of that function with $1 request, $2 case, $3 version and the values of $4 (jsonb) that it takes by name.
create or replace function gridroom.call_of(wanted oid, vals jsonb)
returns text language sql stable set search_path = gridroom, pg_temp as $$
    select format('select * from api.%I(%s)', p.proname, string_agg(format('%I => %s', a.name, case a.name
               when 'request_id' then '$1' when 'case_id' then '$2' when 'version' then '$3'
               else format(case when a.type in ('json'::regtype, 'jsonb'::regtype) then '($4 -> %L)::%s'
                           else '($4 ->> %L)::%s' end, a.name, a.type) end), ', '))
    from pg_proc p, unnest(p.proargnames, p.proargtypes::oid[]) with ordinality x(name, type_id, place),
         lateral (select x.name, x.type_id::regtype as type) a
    where p.oid = wanted and x.place <= p.pronargs
      and (x.place <= p.pronargs - p.pronargdefaults or vals ? a.name)
    group by p.proname
$$;

-- Merging and taking apart lock a second case. All of them are locked before the first move, by id, or the batch would hold
-- the main case and wait for a report that somebody is merging into it. Belongs to gridroom_across, see lock_two.
create or replace function gridroom.lock_batch(ids bigint[], main bigint)
returns void language plpgsql security definer set search_path = gridroom, pg_temp as $$
begin
    perform from case_file where case_id = any (ids || main || array(
        select r.merged_into from case_file r where r.case_id = any (ids) and r.merged_into is not null)) order by case_id for update;
exception when lock_not_available or deadlock_detected then
    null;  -- the moves find out themselves which case somebody else has in hand
end $$;

-- moves: [{"case_id": 1, "version": 3}, …], at most 500; vals: what the action needs, by name, the same for all.
-- The same batch, case and action again gives the first answer, so a double press is harmless. A row without code was
-- carried out; else code, message and detail are the refusal (55P03 or 40P01: somebody else has the case in hand).
create function api.move_cases(batch uuid, action text, moves jsonb, vals jsonb default '{}')
returns table (case_id bigint, answer api.case_answer, code text, message text, detail jsonb)
language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
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

-- The moves that this person may make on each of these cases, the likely ones first.
create function api.allowed_for_all(case_ids bigint[])
returns table (action text, needs text[], rank smallint)
language sql stable security definer set search_path = gridroom, api, public, pg_temp as $$
    select a.action, a.needs, max(a.rank) from api.allowed_action a
    where a.case_id = any (case_ids)
    group by a.action, a.needs
    having count(*) = (select count(distinct asked) from unnest(case_ids) asked)
    order by max(a.rank), a.action
$$;

reset role;
alter function gridroom.lock_batch(bigint[], bigint) owner to gridroom_across;
