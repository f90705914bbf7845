-- After a commit every workstation hears a topic and an id, nothing else: NOTIFY does not ask row security.
set role gridroom_owner;

create or replace function gridroom.tell_case()
returns trigger language plpgsql set search_path = gridroom, pg_temp as $$
begin
    perform pg_notify('gridroom_case', new.case_id::text);
    return null;
end $$;
create or replace trigger tell_case after insert or update on gridroom.case_file
    for each row execute function gridroom.tell_case();

create or replace function gridroom.tell_catalogue()
returns trigger language plpgsql set search_path = gridroom, pg_temp as $$
begin
    perform pg_notify('gridroom_catalogue', '0');
    return null;
end $$;
do $$
declare
    watched text;
begin
    foreach watched in array array['catalogue_major', 'catalogue_minor', 'filing_condition', 'department', 'setting',
                                   'office_hours', 'calendar_day', 'shift_plan', 'roster_entry', 'gateway'] loop
        execute format('create or replace trigger tell_catalogue after insert or update or delete on gridroom.%I '
            'for each statement execute function gridroom.tell_catalogue()', watched);
    end loop;
end $$;

reset role;
