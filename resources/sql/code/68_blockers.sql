-- A transaction that somebody leaves open holds the counter of numbers or a case against everybody else. The limit on idle
-- transactions is a setting that a session may lift; so the others end it (docs/decisions/0055).
set role gridroom_owner;

-- Ends sessions of persons whose transaction is older than two minutes and for which somebody has waited five seconds.
-- Every workstation asks each minute. Returns how many were ended.
create or replace function gridroom.end_blocking_sessions()
returns integer language sql security definer set search_path = gridroom, pg_temp as $$
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

create function api.end_blockers()
returns integer language plpgsql security definer set search_path = gridroom, pg_temp as $$
begin
    perform me();
    return end_blocking_sessions();
end $$;

reset role;
alter function gridroom.end_blocking_sessions() owner to gridroom_across;
