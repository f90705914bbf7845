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
    -- What belongs to the second owner goes back to the first, so that every file can replace its own functions.
    for statement in
        select format('alter function %s owner to gridroom_owner', p.oid::regprocedure)
        from pg_proc p where p.pronamespace = 'gridroom'::regnamespace and p.proowner = 'gridroom_across'::regrole
    loop
        execute statement;
    end loop;
end $$;
