-- Schema api holds no data: its views and functions are dropped and made again, so that any signature may change.
do $$
declare
    statement text;
begin
    for statement in
        select format('drop view if exists %I.%I cascade', schemaname, viewname) from pg_views where schemaname = 'api'
    loop
        execute statement;
    end loop;
    for statement in
        select format('drop function if exists %s cascade', p.oid::regprocedure)
        from pg_proc p where p.pronamespace = 'api'::regnamespace
    loop
        execute statement;
    end loop;
end $$;
