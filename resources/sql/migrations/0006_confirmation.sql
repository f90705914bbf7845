-- breaking: an older program has no name for the state 'confirming'.
-- Confirming on the spot before a report is registered (核实), domain.md §1.3 row 2.
set role gridroom_owner;

alter table gridroom.case_clock
    drop constraint case_clock_name_check,
    add constraint case_clock_name_check check (name in ('register', 'confirm', 'dispatch', 'handle', 'verify'));

alter table gridroom.case_file
    add confirmation text not null default '' check (confirmation in ('', 'exists', 'absent', 'unable'));  -- the last one

-- A case that is being confirmed is still to be registered; see 0005 for why the column is made anew.
alter table gridroom.case_file drop column stage cascade;
alter table gridroom.case_file add stage text not null generated always as (case state
    when 'reported' then 'to_register' when 'confirming' then 'to_register'
    when 'registered' then 'to_dispatch' when 'returned' then 'to_dispatch'
    when 'dispatched' then 'to_handle' when 'accepted' then 'to_handle' when 'in_rework' then 'to_handle'
    when 'suspended' then 'to_handle' when 'deferred' then 'to_handle'
    when 'handled' then 'to_verify'
    when 'verified' then 'to_close'
    else 'ended' end) stored;
create index case_file_open_stage on gridroom.case_file (stage, deadline_at) where is_open;

reset role;
