-- breaking: an older program has no name for the states 'self_handled', 'disputed', 'escalated' and 'merged'.
-- The states of the rest of the loop (domain.md §1.3): settled on the spot and to be audited (row 5), nobody's duty yet
-- (row 10), with a higher level (row 22), part of another case (row 24).
set role gridroom_owner;

-- See 0005 for why generated columns are made anew; their indexes go and come with them.
alter table gridroom.case_file drop column stage cascade, drop column is_open cascade;
alter table gridroom.case_file
    add stage text not null generated always as (case state
        when 'reported' then 'to_register' when 'confirming' then 'to_register'
        when 'registered' then 'to_dispatch' when 'returned' then 'to_dispatch'
        when 'disputed' then 'to_dispatch' when 'escalated' then 'to_dispatch'
        when 'dispatched' then 'to_handle' when 'accepted' then 'to_handle' when 'in_rework' then 'to_handle'
        when 'suspended' then 'to_handle' when 'deferred' then 'to_handle'
        when 'handled' then 'to_verify' when 'self_handled' then 'to_verify'
        when 'verified' then 'to_close'
        else 'ended' end) stored,
    add is_open boolean not null
        generated always as (state not in ('closed', 'rejected', 'voided', 'merged')) stored;
create index case_file_open_deadline on gridroom.case_file (deadline_at, case_id) where is_open;
create index case_file_open_department on gridroom.case_file (department_id) where is_open;
create index case_file_open_stage on gridroom.case_file (stage, deadline_at) where is_open;
create index case_file_area on gridroom.case_file using gist (area_path) where is_open;

reset role;
