-- Tasks for field staff (docs/decisions/0038): what was sent into a worker's group, and what came back.
set role gridroom_owner;

create table gridroom.field_task (
    task_id     bigint generated always as identity primary key,
    code        text not null,             -- what the worker types back, its last letter a check
    kind        text not null check (kind in ('confirm', 'verify', 'urgent')),
    case_id     bigint not null references gridroom.case_file,
    worker      text references gridroom.person,            -- who was asked …
    duty_grid_id integer references gridroom.area,          -- … or the workers of which duty grid
    asked       text not null,             -- the name of either
    words       text not null,             -- the text to copy; nobody's personal data
    asked_at    timestamptz not null,
    asked_by    text not null default session_user,
    due_at      timestamptz not null,
    ended_at    timestamptz,
    outcome     text not null default '' check (outcome in ('', 'exists', 'absent', 'passed', 'failed', 'done', 'unable',
                                                            'overtaken', 'expired')),
    answer      text not null default '',
    answered_by text not null default '',
    gateway     text not null default '',  -- through which it was answered
    check ((worker is null) <> (duty_grid_id is null)),
    check ((outcome = '') = (ended_at is null))
);
create unique index field_task_open_code on gridroom.field_task (code) where ended_at is null;
create index field_task_code on gridroom.field_task (code, task_id);
create index field_task_case on gridroom.field_task (case_id);
create index field_task_open on gridroom.field_task (due_at) where ended_at is null;

reset role;
