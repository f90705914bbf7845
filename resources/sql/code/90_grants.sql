-- Last of all: nothing for anyone, then just what each may do. Runs as superuser.
revoke all on schema gridroom, api from public;
revoke all on all tables in schema gridroom, api from public;
revoke all on all functions in schema gridroom, api from public;
alter default privileges for role gridroom_owner revoke execute on functions from public;
revoke create on schema public from public;
do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to gridroom_person, gridroom_gateway', current_database());
    -- Numbers have no gaps, so an open report makes the next one wait: a transaction that somebody leaves open, at a
    -- prompt or on a machine that fell asleep, must end by itself. (Whoever needs longer sets it in their session.)
    execute format('alter database %I set idle_in_transaction_session_timeout to %L', current_database(), '30s');
end $$;

-- Functions of PostgreSQL itself by which one login could hold up the room: guessed locks, files that nobody counts, sleep.
do $$
declare
    harmful regprocedure;
begin
    for harmful in
        select p.oid from pg_proc p
        where p.pronamespace = 'pg_catalog'::regnamespace
          and (p.proname ~ '^pg_(try_)?advisory_' or p.proname in ('lo_create', 'lo_creat', 'lo_from_bytea', 'lo_put', 'lo_open',
               'lowrite', 'lo_truncate', 'lo_truncate64', 'pg_sleep', 'pg_sleep_for', 'pg_sleep_until', 'pg_notify'))
    loop
        execute format('revoke execute on function %s from public', harmful);
        execute format('grant execute on function %s to gridroom_owner, gridroom_across', harmful);
    end loop;
end $$;
-- Whoever holds up others for minutes is ended by the first workstation that notices (api.end_blockers).
grant pg_read_all_stats, pg_signal_backend to gridroom_across;

-- The stamp stands outside our schemas, because it is there before them; everybody may see it through its view.
grant select on public.gridroom_schema_stamp to gridroom_owner;

-- The second owner reaches the tables that its functions write.
grant usage on schema gridroom, api to gridroom_across;
grant select, insert, update on all tables in schema gridroom to gridroom_across;
grant usage on all sequences in schema gridroom to gridroom_across;
grant execute on all functions in schema gridroom to gridroom_owner, gridroom_across;
-- What gridroom_across owns, the owner's functions may call; nobody else may.

-- Persons read views and call functions; which move is whose is decided inside, by table transition.
grant usage on schema api to gridroom_person;
grant select on all tables in schema api to gridroom_person;
grant execute on all functions in schema api to gridroom_person;
-- A gateway speaks for workers in the field by those functions alone, and persons do not speak through it.
grant usage on schema api to gridroom_gateway;
do $$
declare
    field oid;
begin
    for field in select oid from pg_proc where pronamespace = 'api'::regnamespace and proname like 'field\_%' loop
        execute format('revoke execute on function %s from gridroom_person', field::regprocedure);
        execute format('grant execute on function %s to gridroom_gateway', field::regprocedure);
    end loop;
end $$;
-- A view reads tables with its owner's rights but runs functions with its reader's: those that stand in a view or a
-- policy may be run, and no others. Without USAGE on schema gridroom nobody can call them by name.
do $$
declare
    asked oid;
begin
    for asked in
        select distinct d.refobjid from pg_depend d
        join pg_proc p on p.oid = d.refobjid and p.pronamespace = 'gridroom'::regnamespace
        where d.refclassid = 'pg_proc'::regclass and d.classid in ('pg_rewrite'::regclass, 'pg_policy'::regclass)
    loop
        execute format('grant execute on function %s to gridroom_person', asked::regprocedure);
    end loop;
end $$;
do $$
declare
    duty text;
begin
    foreach duty in array array['call_taker', 'dispatcher', 'duty_chief', 'department', 'inspector', 'grid_worker',
                                'assessor', 'wall', 'administrator', 'security_auditor'] loop
        execute format('grant gridroom_person to gridroom_%s', duty);
    end loop;
end $$;
