-- Who is asking. Inside SECURITY DEFINER current_user is the owner, so the person is always session_user.
set role gridroom_owner;

create or replace function gridroom.setting_value(wanted text)
returns jsonb language sql stable set search_path = gridroom, pg_temp as $$
    select value from setting where key = wanted
$$;

create or replace function gridroom.time_zone()
returns text language sql stable set search_path = gridroom, pg_temp as $$
    select coalesce((select value #>> '{}' from setting where key = 'time_zone'), 'Asia/Shanghai')
$$;

create or replace function gridroom.now_local()
returns timestamp language sql stable set search_path = gridroom, pg_temp as $$
    select now() at time zone gridroom.time_zone()
$$;

-- Short duty name ('dispatcher') → is the session a member of that group role? A superuser is a member of all.
create or replace function gridroom.has_duty(duty text)
returns boolean language sql stable set search_path = gridroom, pg_temp as $$
    select pg_has_role(session_user, 'gridroom_' || duty, 'member')
$$;

create or replace function gridroom.has_any_duty(duties text[])
returns boolean language sql stable set search_path = gridroom, pg_temp as $$
    select coalesce(bool_or(pg_has_role(session_user, d, 'member')), false) from unnest(duties) d
$$;

create or replace function gridroom.me()
returns gridroom.person language plpgsql stable set search_path = gridroom, pg_temp as $$
declare
    found_person person;
begin
    select * into found_person from person where login = session_user and active;
    if found_person is null then
        perform refuse('GR007', 'this login is not an active person here', jsonb_build_object('login', session_user));
    end if;
    return found_person;
end $$;

-- In whose name the session writes: its own, or that of the worker for whom a gateway speaks in this transaction
-- (56_field_work.sql). Anybody can set a variable, so it counts only for a gateway and only for a worker on its list.
create or replace function gridroom.acting_login()
returns text language plpgsql stable security definer set search_path = gridroom, pg_temp as $$
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

-- The three facts that row security asks; null person → sees nothing. Policies call them as (select f()).
create or replace function gridroom.my_department()
returns integer language sql stable security definer set search_path = gridroom, pg_temp as $$
    select department_id from person where login = session_user and active
$$;

-- Path of the area whose cases this person may see, or null. A department sees by department, not by area; everybody
-- else with an active person row sees their area, and without an area of their own the whole database.
create or replace function gridroom.my_area_path()
returns ltree language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select case
        when has_any_duty(array['gridroom_call_taker', 'gridroom_dispatcher', 'gridroom_duty_chief', 'gridroom_inspector',
                                'gridroom_grid_worker', 'gridroom_assessor', 'gridroom_wall', 'gridroom_security_auditor',
                                'gridroom_administrator'])
        then coalesce((select a.path from area a where a.area_id = p.area_id), ''::ltree)
    end
    from person p where p.login = session_user and p.active
$$;

-- A wall display sees counts and places, never what a citizen wrote.
create or replace function gridroom.is_wall_only()
returns boolean language sql stable security definer set search_path = gridroom, pg_temp as $$
    select has_duty('wall') and not has_any_duty(array['gridroom_call_taker', 'gridroom_dispatcher',
        'gridroom_duty_chief', 'gridroom_inspector', 'gridroom_department', 'gridroom_administrator'])
$$;

-- 13800000001 → 138****0001; short numbers keep their last two digits.
create or replace function gridroom.masked_phone(phone text, secret boolean)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select case when phone = '' then ''
                when secret then '***'
                when length(phone) >= 8 then left(phone, 3) || '****' || right(phone, 4)
                else repeat('*', greatest(length(phone) - 2, 1)) || right(phone, least(2, length(phone) - 1)) end
$$;

-- The family name and a star for the rest.
create or replace function gridroom.masked_name(name text, secret boolean)
returns text language sql immutable set search_path = gridroom, pg_temp as $$
    select case when name = '' then '' when secret then '***' else left(name, 1) || '**' end
$$;

reset role;
