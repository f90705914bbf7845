-- The tables of Gridroom. Forward only: a later change is a later file.
-- Roles exist already (code/00_roles.sql runs first); everything here belongs to gridroom_owner.

create schema gridroom authorization gridroom_owner;
create schema api authorization gridroom_owner;
create extension if not exists ltree with schema public;
create extension if not exists pg_trgm with schema public;
create extension if not exists btree_gist with schema public;

set role gridroom_owner;

-- Settings that a city edits (api.change_setting), one JSON value each.
create table gridroom.setting (
    key         text primary key,
    value       jsonb not null,
    changed_at  timestamptz not null default now(),
    changed_by  text not null default session_user
);

-- Areas ------------------------------------------------------------------------------------------------------
-- One row is one version of one area: old cases keep the version they were filed under.
create table gridroom.area (
    area_id     integer generated always as identity primary key,
    level       text not null check (level in ('district', 'street', 'community', 'duty_grid', 'grid_cell')),
    code        text not null,
    name        text not null,
    parent_id   integer references gridroom.area,
    path        ltree not null,            -- area ids from the district down to this one
    provisional boolean not null default false,  -- cut by make-cells, not drawn by the district
    valid_from  date not null,
    valid_to    date,                      -- first day on which it no longer holds
    check (valid_to is null or valid_to > valid_from)
);
create unique index area_code_current on gridroom.area (level, code) where valid_to is null;
create index area_parent on gridroom.area (parent_id);
create index area_path on gridroom.area using gist (path);

-- Outline as it came (GeoJSON geometry, CGCS2000/WGS-84), with what is asked of it most.
create table gridroom.area_outline (
    area_id     integer primary key references gridroom.area,
    outline     jsonb not null,
    centre      point not null,            -- a point inside; x longitude, y latitude
    area_m2     double precision not null check (area_m2 > 0)
);

-- The same outline as native polygons, so that GiST answers "which cell is this in"; holes are rings of their own.
create table gridroom.area_ring (
    area_id     integer not null references gridroom.area,
    level       text not null,
    polygon_no  smallint not null,
    ring_no     smallint not null,         -- 0: outer border, 1…: holes
    ring        polygon not null,
    current     boolean not null default true,
    primary key (area_id, polygon_no, ring_no)
);
create index area_ring_cell on gridroom.area_ring using gist (ring)
    where level = 'grid_cell' and ring_no = 0 and current;
create index area_ring_other on gridroom.area_ring using gist (ring)
    where level <> 'grid_cell' and ring_no = 0 and current;

-- Departments and people ---------------------------------------------------------------------------------------
create table gridroom.department (
    department_id integer generated always as identity primary key,
    code        text not null unique,
    name        text not null unique,
    parent_id   integer references gridroom.department,
    active      boolean not null default true
);

-- A person is a login role of the cluster; what they may do are the group roles they are members of.
create table gridroom.person (
    login         text primary key,
    name          text not null,
    department_id integer references gridroom.department,
    area_id       integer references gridroom.area,
    active        boolean not null default true
);

-- Time ---------------------------------------------------------------------------------------------------------
create table gridroom.office_hours (
    starts      time not null,
    ends        time not null,
    primary key (starts),
    check (ends > starts)
);
create table gridroom.calendar_day (
    day         date primary key,
    is_workday  boolean not null,
    note        text not null default ''
);

-- Catalogue ----------------------------------------------------------------------------------------------------
create table gridroom.catalogue_major (
    kind        text not null check (kind in ('component', 'event')),
    code        text not null,
    name        text not null,
    disabled    boolean not null default false,
    primary key (kind, code)
);
create table gridroom.catalogue_minor (
    minor_id    integer generated always as identity primary key,
    kind        text not null,
    major_code  text not null,
    code        text not null,
    name        text not null,
    disabled    boolean not null default false,
    foreign key (kind, major_code) references gridroom.catalogue_major (kind, code),
    unique (kind, major_code, code)
);
create table gridroom.filing_condition (
    condition_id integer generated always as identity primary key,
    minor_id    integer not null references gridroom.catalogue_minor,
    seq         smallint not null,
    condition   text not null,
    limit_kind  text not null check (limit_kind in ('urgent_hour', 'work_hour', 'work_day', 'natural_day')),
    limit_value numeric not null check (limit_value > 0),
    closing_condition text not null,
    responsible_units text not null default '',
    disabled    boolean not null default false,
    unique (minor_id, seq)
);

-- Transitions: which action leads from where to where, and who may (domain.md §1.3). Read by SQL, shown by the client.
create table gridroom.transition (
    action      text not null,
    from_state  text not null,             -- '' for the very first step
    to_state    text not null,             -- '=' keeps the state, '<' returns to the state before suspension
    duties      text[] not null,           -- group roles that may do it
    needs       text[] not null default '{}',  -- values that must be given
    own_department boolean not null default false,  -- a department only for cases that lie with it
    rank        smallint not null,         -- order in which to offer it; 1 is the likely next one
    primary key (action, from_state)
);

-- Case numbers: one counter a day and rule, so that numbers have no gaps and never repeat.
create table gridroom.number_counter (
    scope       text not null,             -- 'case', 'sheet'
    day         date not null,
    last        integer not null,
    primary key (scope, day)
);

-- Cases --------------------------------------------------------------------------------------------------------
create table gridroom.case_file (
    case_id       bigint generated always as identity primary key,
    case_number   text not null unique,
    version       integer not null default 1,
    state         text not null,
    state_before_suspension text,
    stage         text not null generated always as (case state
        when 'reported' then 'to_register'
        when 'registered' then 'to_dispatch' when 'returned' then 'to_dispatch'
        when 'dispatched' then 'to_handle' when 'accepted' then 'to_handle'
        when 'in_rework' then 'to_handle' when 'suspended' then 'to_handle'
        when 'handled' then 'to_verify'
        when 'verified' then 'to_close'
        else 'ended' end) stored,
    is_open       boolean not null generated always as (state not in ('closed', 'rejected', 'voided')) stored,

    description   text not null,
    place         text not null default '',
    position      point,                   -- x longitude, y latitude, CGCS2000/WGS-84
    cell_id       integer references gridroom.area,
    area_path     ltree not null default '',
    street_id     integer references gridroom.area,
    community_id  integer references gridroom.area,
    source        text not null,
    urgency       text not null default 'normal' check (urgency in ('normal', 'urgent')),
    reporter_name text not null default '',
    reporter_phone text not null default '',
    keep_secret   boolean not null default false,

    minor_id      integer references gridroom.catalogue_minor,
    condition_id  integer references gridroom.filing_condition,
    limit_kind    text,                    -- as it was when the case was registered
    limit_value   numeric,
    department_id integer references gridroom.department,
    result        text not null default '',
    closing_condition text not null default '',

    origin        text not null default 'desk',
    original_id   text not null default '',
    original_at   timestamptz,             -- when it was really taken down, if recorded later
    reported_at   timestamptz not null default now(),
    registered_at timestamptz,
    dispatched_at timestamptz,
    opened_at     timestamptz,             -- the department looked at it: no take-back after this
    accepted_at   timestamptz,
    handled_at    timestamptz,
    verified_at   timestamptz,
    closed_at     timestamptz,             -- closed, rejected or voided

    clock_id      bigint,                  -- the clock that runs (or is paused) now
    deadline_at   timestamptz,             -- its due time; null while none runs or it is paused
    near_at       timestamptz,             -- a quarter of the limit is left from here on
    paused_remaining interval,             -- counted time left while paused

    rework_count  smallint not null default 0,
    return_count  smallint not null default 0,
    sheet_number  text not null default '',
    printed_line  text,                    -- hash of the line as last printed
    changed_after_print boolean not null default false,

    step_count    integer not null default 0,
    last_hash     bytea                    -- hash of the newest step: a cut-off tail shows
);
create index case_file_open_deadline on gridroom.case_file (deadline_at, case_id) where is_open;
create index case_file_open_department on gridroom.case_file (department_id) where is_open;
create index case_file_open_stage on gridroom.case_file (stage, deadline_at) where is_open;
create index case_file_area on gridroom.case_file using gist (area_path) where is_open;
create index case_file_cell on gridroom.case_file (cell_id) where cell_id is not null;
create index case_file_dispatched on gridroom.case_file (dispatched_at) where dispatched_at is not null;
create index case_file_reported on gridroom.case_file (reported_at);
create unique index case_file_original on gridroom.case_file (origin, original_id) where original_id <> '';

-- What every write answers; the same request id always gives the same answer.
create type api.case_answer as (
    case_id     bigint,
    case_number text,
    version     integer,
    state       text,
    step_seq    integer,
    at          timestamptz,
    deadline_at timestamptz,
    repeated    boolean
);

-- History: appended by the functions, never updated or deleted, chained by hash within a case.
create table gridroom.case_step (
    step_id       bigint generated always as identity primary key,
    case_id       bigint not null references gridroom.case_file,
    seq           integer not null,
    action        text not null,
    from_state    text not null,
    to_state      text not null,
    at            timestamptz not null,
    by_login      text not null,
    by_name       text not null,
    by_department text not null,
    receiver_id   integer references gridroom.department,
    remark        text not null,
    original_at   timestamptz,
    detail        jsonb not null,
    request_id    uuid not null,
    version       integer not null,        -- of the case after this step
    previous_hash bytea,
    hash          bytea not null,
    unique (case_id, seq)
);

-- Requests carried out: the same id again gets the first answer.
create table gridroom.request (
    request_id    uuid primary key,
    login         text not null,
    action        text not null,
    case_id       bigint not null,
    answer        jsonb not null,
    at            timestamptz not null default now()
);

-- Clocks and their pauses (domain.md §1.4): a deadline can always be computed again from these.
create table gridroom.case_clock (
    clock_id      bigint generated always as identity primary key,
    case_id       bigint not null references gridroom.case_file,
    name          text not null check (name in ('register', 'dispatch', 'handle', 'verify')),
    limit_kind    text not null,
    limit_value   numeric not null,
    started_at    timestamptz not null,
    stopped_at    timestamptz,
    due_at        timestamptz,             -- null while paused
    was_overdue   boolean                  -- known when it stops
);
create index case_clock_case on gridroom.case_clock (case_id);
create table gridroom.clock_pause (
    clock_id      bigint not null references gridroom.case_clock,
    paused_at     timestamptz not null,
    resumed_at    timestamptz,
    until         timestamptz,             -- when it is to resume at the latest
    reason        text not null,
    primary key (clock_id, paused_at),
    check (resumed_at is null or resumed_at >= paused_at)
);
create unique index clock_pause_running on gridroom.clock_pause (clock_id) where resumed_at is null;

-- Evidence -----------------------------------------------------------------------------------------------------
create table gridroom.attachment (
    attachment_id bigint generated always as identity primary key,
    case_id       bigint not null references gridroom.case_file,
    kind          text not null check (kind in ('near', 'far', 'reference', 'handle_before', 'handle_after', 'document', 'audio')),
    file_name     text not null,
    media_type    text not null,
    bytes         bytea not null,
    size          integer not null generated always as (length(bytes)) stored,
    sha256        bytea not null generated always as (sha256(bytes)) stored,
    taken_at      timestamptz,
    position      point,
    added_at      timestamptz not null default now(),
    added_by      text not null default session_user,
    unique (case_id, sha256)
);
alter table gridroom.attachment alter column bytes set storage external;

-- Who read personal data in clear, and why (PIPL art. 51; domain.md §11).
create table gridroom.disclosure (
    disclosure_id bigint generated always as identity primary key,
    case_id       bigint not null references gridroom.case_file,
    login         text not null default session_user,
    at            timestamptz not null default now(),
    reason        text not null
);

-- Paper --------------------------------------------------------------------------------------------------------
-- One row per content that a day's sheet has had; printing the same content again adds a sheet_print only.
create table gridroom.sheet (
    sheet_id      bigint generated always as identity primary key,
    day           date not null,
    scope         text not null,           -- '' or the code of the one department it is for
    sheet_number  text not null,
    sequence      integer not null,
    content       jsonb not null,
    content_hash  text not null,
    issued_at     timestamptz not null default now(),
    issued_by     text not null default session_user,
    unique (day, scope, sequence)
);
create table gridroom.sheet_line (
    sheet_id      bigint not null references gridroom.sheet,
    line_no       integer not null,
    case_id       bigint not null references gridroom.case_file,
    case_version  integer not null,
    line_hash     text not null,
    primary key (sheet_id, line_no)
);
create index sheet_line_case on gridroom.sheet_line (case_id);
create table gridroom.sheet_print (
    print_id      bigint generated always as identity primary key,
    sheet_id      bigint not null references gridroom.sheet,
    printed_at    timestamptz not null default now(),
    printed_by    text not null default session_user
);

reset role;
