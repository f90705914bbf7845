-- Roles are cluster-wide: created if missing, never dropped. Runs first, as superuser.
--
-- gridroom_owner   owns every table, view and function; nobody logs in as it, and row security is forced on it.
-- gridroom_across  owns the few functions that must look past row security (numbers, moving a case out of one's own
--                  sight); it has no login either and persons may not call its functions.
-- gridroom_gateway what a hand-held back end signs in with: it calls api.field_…, and is no person.
-- gridroom_person  every person is a member; the duties below are what a city grants to a login.
do $$
declare
    name text;
begin
    -- Two databases of one cluster may be set up at once; the lock is per database, so a lost race is caught too.
    foreach name in array array['gridroom_owner', 'gridroom_across', 'gridroom_person', 'gridroom_call_taker',
        'gridroom_dispatcher', 'gridroom_duty_chief', 'gridroom_department', 'gridroom_inspector',
        'gridroom_grid_worker', 'gridroom_assessor', 'gridroom_wall', 'gridroom_administrator',
        'gridroom_security_auditor', 'gridroom_gateway']
    loop
        if not exists (select from pg_roles where rolname = name) then
            begin
                execute format('create role %I nologin', name);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
    end loop;
    if not (select rolbypassrls from pg_roles where rolname = 'gridroom_across') then
        alter role gridroom_across bypassrls;
    end if;
end $$;
