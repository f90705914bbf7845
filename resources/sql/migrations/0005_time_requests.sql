-- breaking: an older program has no name for the state 'deferred'.
-- More time that a department asks for: extension (延期) and deferral (缓办), domain.md §1.3 rows 11 and 12.
set role gridroom_owner;

-- How many times the clock was given its limit once more: recomputed with the limit, so that a changed calendar holds.
alter table gridroom.case_clock add added_limits smallint not null default 0 check (added_limits between 0 and 2);
create index clock_pause_until on gridroom.clock_pause (until) where resumed_at is null and until is not null;

create table gridroom.time_request (
    request_no    bigint generated always as identity primary key,
    case_id       bigint not null references gridroom.case_file,
    kind          text not null check (kind in ('extension', 'deferral')),
    clock_id      bigint not null references gridroom.case_clock,
    department_id integer not null references gridroom.department,
    reason        text not null,
    until         timestamptz,             -- of a deferral
    asked_at      timestamptz not null,
    asked_by      text not null default session_user,
    approved_at   timestamptz,             -- first approval, by the dispatcher
    approved_by   text,
    outcome       text not null default 'pending' check (outcome in ('pending', 'granted', 'refused', 'withdrawn')),
    decided_at    timestamptz,
    decided_by    text,
    decision      text not null default '',  -- words of whoever granted, refused or withdrew it
    check ((kind = 'deferral') = (until is not null)),
    check ((outcome = 'pending') = (decided_at is null)),
    check (outcome <> 'granted' or approved_by <> decided_by)
);
create index time_request_case on gridroom.time_request (case_id);
create unique index time_request_pending on gridroom.time_request (case_id) where outcome = 'pending';

alter table gridroom.case_file
    add time_request text not null default '' check (time_request in ('', 'extension', 'deferral')),  -- the pending one
    add time_approved boolean not null default false;  -- it has its first approval

-- A deferred case is one to handle. The expression of a generated column can be changed only from PostgreSQL 17 on;
-- the views that hang on it are made anew from code/.
alter table gridroom.case_file drop column stage cascade;
alter table gridroom.case_file add stage text not null generated always as (case state
    when 'reported' then 'to_register'
    when 'registered' then 'to_dispatch' when 'returned' then 'to_dispatch'
    when 'dispatched' then 'to_handle' when 'accepted' then 'to_handle' when 'in_rework' then 'to_handle'
    when 'suspended' then 'to_handle' when 'deferred' then 'to_handle'
    when 'handled' then 'to_verify'
    when 'verified' then 'to_close'
    else 'ended' end) stored;
create index case_file_open_stage on gridroom.case_file (stage, deadline_at) where is_open;

reset role;
