-- What an administrator or duty chief sets at the desk (docs/decisions/0068): settings as they were seen, the shifts from
-- a day on, who is on duty in them, and which gateway may speak. GR015: it is another by now than was seen.
set role gridroom_owner;

do $$
declare
    own text;
begin
    foreach own in array array['shift_plan', 'roster_entry'] loop
        execute format('alter table gridroom.%I enable row level security', own);
        execute format('alter table gridroom.%I force row level security', own);
        execute format('drop policy if exists configuration_read on gridroom.%I', own);
        execute format('drop policy if exists configuration_write on gridroom.%I', own);
    end loop;
end $$;
-- A duty chief's roster is recorded like what an administrator configures.
drop policy if exists roster_write on gridroom.configuration_step;
create policy roster_write on gridroom.configuration_step for insert
    with check (subject = 'roster' and (select gridroom.has_duty('duty_chief')));
create policy configuration_read on gridroom.shift_plan for select using (true);
create policy configuration_write on gridroom.shift_plan using ((select gridroom.has_duty('administrator')))
    with check ((select gridroom.has_duty('administrator')));
-- Who works when is the room's own business: departments, field workers and walls do not read it.
create policy configuration_read on gridroom.roster_entry for select using (
    (select gridroom.has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_assessor,gridroom_administrator,gridroom_security_auditor}')));
create policy configuration_write on gridroom.roster_entry
    using ((select gridroom.has_any_duty('{gridroom_administrator,gridroom_duty_chief}')))
    with check ((select gridroom.has_any_duty('{gridroom_administrator,gridroom_duty_chief}')));

create or replace function gridroom.refuse_unseen()
returns void language plpgsql set search_path = gridroom, pg_temp as $$
begin
    perform refuse('GR015', 'it is another by now than was seen', '{"why": "unseen"}');
end $$;

insert into gridroom.setting (key, value) values ('map_home', '"district"') on conflict (key) do nothing;

-- A setting, if it still is what was looked at. Returns how many running deadlines moved.
create function api.change_seen_setting(key text, value jsonb, seen jsonb)
returns integer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
#variable_conflict use_column
begin
    perform only_administrator('change_setting');
    if not exists (select from setting s where s.key = change_seen_setting.key and s.value = seen for update) then
        perform refuse_unseen();
    end if;
    return change_setting(change_seen_setting.key, change_seen_setting.value);
end $$;

-- Shifts -------------------------------------------------------------------------------------------------------------

insert into gridroom.shift_plan (valid_from, shifts)
select date '2000-01-01', '[{"name": "早班", "starts": "07:00"}, {"name": "中班", "starts": "15:00"}, {"name": "夜班", "starts": "23:00"}]'
where not exists (select from gridroom.shift_plan);

create or replace function gridroom.shifts_on(on_day date)
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select shifts from shift_plan where valid_from <= on_day and ended_at is null order by valid_from desc limit 1
$$;

-- Shifts from a day on, today at the earliest: what was worked stays as it was called. seen: the newest plan_id known.
create function api.put_shifts(valid_from date, shifts jsonb, seen bigint)
returns bigint language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
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

-- Takes back a plan that does not hold yet.
create function api.end_shifts(plan_id bigint)
returns void language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
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

-- What stands, the first day first; holds: it is today's.
create function api.shift_plans()
returns table (plan_id bigint, valid_from date, shifts jsonb, made_at timestamptz, made_by text, holds boolean)
language sql stable security definer rows 5 set search_path = gridroom, public, pg_temp as $$
    select p.plan_id, p.valid_from, p.shifts, p.made_at, p.made_by,
           p.valid_from = (select max(c.valid_from) from shift_plan c where c.ended_at is null and c.valid_from <= now_local()::date)
    from shift_plan p where p.ended_at is null order by p.valid_from
$$;
create function api.newest_shift_plan()
returns bigint language sql stable security definer set search_path = gridroom, pg_temp as $$
    select max(p.plan_id) from shift_plan p
$$;
create function api.shifts_between(first_day date, last_day date)
returns table (day date, name text, starts time) language sql stable security definer rows 30 set search_path = gridroom, public, pg_temp as $$
    -- Counted, as a series from '-infinity' would never end.
    select first_day + d, s ->> 'name', (s ->> 'starts')::time
    from generate_series(0, least(last_day - first_day, 400)) d, jsonb_array_elements(shifts_on(first_day + d)) s
$$;
create function api.shifts_today()
returns table (name text, starts time) language sql stable security definer rows 3 set search_path = gridroom, public, pg_temp as $$
    select s ->> 'name', (s ->> 'starts')::time from jsonb_array_elements(shifts_on(now_local()::date)) s order by 2
$$;

-- The roster (值班表) -------------------------------------------------------------------------------------------------

create view api.roster as
    select e.day, e.shift, e.login, p.name, e.leads, e.made_at, e.made_by
    from gridroom.roster_entry e join gridroom.person p using (login) where e.ended_at is null;

-- Whom the room may put on its roster.
create view api.roster_person as
    select p.login, p.name from gridroom.person p
    where p.active and (select gridroom.has_any_duty('{gridroom_administrator,gridroom_duty_chief}'))
      and exists (select from pg_roles r where r.rolname = p.login and (
          pg_has_role(r.oid, 'gridroom_call_taker', 'member') or pg_has_role(r.oid, 'gridroom_dispatcher', 'member')
          or pg_has_role(r.oid, 'gridroom_duty_chief', 'member') or pg_has_role(r.oid, 'gridroom_inspector', 'member')));

-- What the seven days from first_day on look like, in one word.
create or replace function gridroom.roster_facts(first_day date)
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select coalesce(jsonb_agg(jsonb_build_object('day', e.day, 'shift', e.shift, 'login', e.login, 'leads', e.leads)
                              order by e.day, e.shift, e.login), '[]')
    from roster_entry e where e.ended_at is null and e.day between first_day and first_day + 6
$$;
create function api.roster_stamp(first_day date)
returns text language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select md5(roster_facts(first_day)::text)
$$;

-- The seven days from first_day on as they shall be: [{"day", "shift", "login", "leads"}]; what is there already stays as
-- it is, so the same once more changes nothing. Days before yesterday are over. Returns how many entries came or went.
create function api.put_roster(first_day date, entries jsonb, seen text)
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
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

-- Gateways ---------------------------------------------------------------------------------------------------------------

-- Stops a gateway at its next call, or lets it speak again.
create function api.set_gateway_active(gateway text, active boolean, reason text)
returns void language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
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

-- How the gateways do: counts and times, of nobody in particular. Belongs to gridroom_across.
create function api.gateway_activity()
returns table (login text, units integer, on_duty integer, last_heard timestamptz, positions_last_10_minutes bigint)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select g.login, count(l.unit_id)::integer, count(*) filter (where p.on_duty)::integer, max(p.changed_at),
           coalesce(sum((select count(*) from position_fix f where f.unit_id = l.unit_id and f.at > now() - interval '1 day'
                                                            and f.received_at > now() - interval '10 minutes')), 0)::bigint
    from gateway g
    left join gateway_unit l on l.gateway = g.login
    left join last_position p on p.unit_id = l.unit_id
    where has_any_duty('{gridroom_administrator,gridroom_duty_chief,gridroom_security_auditor}')
    group by g.login
$$;

reset role;
alter function api.gateway_activity() owner to gridroom_across;
