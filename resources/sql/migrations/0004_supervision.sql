-- Reminders (催办) and supervision orders (督办, domain.md §1.3 row 21).
set role gridroom_owner;

create table gridroom.supervision_order (
    order_id      bigint generated always as identity primary key,
    order_number  text not null unique,
    case_id       bigint not null references gridroom.case_file,
    kind          text not null check (kind in ('timeout', 'leader', 'important')),
    card          text not null check (card in ('reminder', 'yellow', 'red')),
    reason        text not null,
    demand        text not null,           -- what is to be done
    department_id integer references gridroom.department,  -- who had the case then; null: the centre itself
    reply_by      timestamptz,             -- null: no reply is wanted
    issued_at     timestamptz not null,
    issued_by     text not null default session_user,
    reply         text not null default '',
    replied_at    timestamptz,
    replied_by    text,
    resolution    text not null default '',
    resolved_at   timestamptz,             -- by the duty chief, or because the case ended
    resolved_by   text,
    ended_with_case boolean not null default false,
    check (replied_at is null or reply_by is not null)
);
create index supervision_order_case on gridroom.supervision_order (case_id);
create index supervision_order_open on gridroom.supervision_order (reply_by) where resolved_at is null;

-- What the board shows of them, kept with the case so that 30,000 rows need no look elsewhere.
alter table gridroom.case_file
    add remind_count smallint not null default 0,
    add card text not null default '' check (card in ('', 'reminder', 'yellow', 'red')),  -- of the gravest open order
    add reply_due timestamptz;             -- the first reply that an open order still waits for

reset role;
