-- What the board keeps beside the cases: saved views, which follow a person to any workstation, and who is looking.
set role gridroom_owner;

create table gridroom.saved_view (
    view_id     bigint generated always as identity primary key,
    owner       text not null default session_user,
    shared      boolean not null default false,  -- for everybody; made by the duty chief or the administrator
    for_duty    text not null default '',        -- group role whose people begin with it; shared views only
    name        text not null,
    content     jsonb not null,                  -- filter, order, columns: the client's business
    version     integer not null default 1,
    request_id  uuid not null,                   -- of the last change: the same press twice is one
    changed_by  text not null default session_user,
    changed_at  timestamptz not null default now(),
    removed_at  timestamptz,                     -- a removed view can be put back
    check (shared or for_duty = '')
);
create unique index saved_view_own_name on gridroom.saved_view (owner, name) where removed_at is null and not shared;
create unique index saved_view_shared_name on gridroom.saved_view (name) where removed_at is null and shared;
create unique index saved_view_for_duty on gridroom.saved_view (for_duty) where removed_at is null and for_duty <> '';

-- Who looks at a case or has unsent words for it. Of the moment, so unlogged: a server that crashed has forgotten it,
-- and every workstation tells again within a heartbeat. No foreign key: it would lock the case's row at every look.
create unlogged table gridroom.presence (
    seat        uuid not null,                   -- one running program
    case_id     bigint not null,
    login       text not null default session_user,
    looks       boolean not null,
    has_words   boolean not null,
    since       timestamptz not null default clock_timestamp(),
    told_at     timestamptz not null default clock_timestamp(),
    primary key (seat, case_id)
) with (fillfactor = 50);
create index presence_case on gridroom.presence (case_id);

reset role;
