-- Cards that a rule gives, appeals against cards and against overtime (domain.md §1.3 rows 21 and 25).
set role gridroom_owner;

-- When the next card by rule is due on a clock, kept as the clock is: a minute's look asks one index.
alter table gridroom.case_clock
    add next_card_at timestamptz,
    add next_card text not null default '',   -- name of the rule in setting 'card_rules'
    add exempt boolean not null default false;  -- overtime does not count: an appeal was granted
create index case_clock_next_card on gridroom.case_clock (next_card_at) where stopped_at is null and next_card_at is not null;

alter table gridroom.supervision_order
    add rule text not null default '',        -- the rule that gave it; '': a person did
    add clock_id bigint references gridroom.case_clock,
    add appeal text not null default '',      -- why the department thinks it is wrong
    add appealed_at timestamptz,
    add appealed_by text,
    add appeal_outcome text not null default '' check (appeal_outcome in ('', 'pending', 'upheld', 'dismissed')),
    add appeal_decided_at timestamptz,
    add appeal_decided_by text,
    add appeal_words text not null default '',
    add check ((appeal_outcome = '') = (appealed_at is null)),
    add check ((appeal_outcome in ('', 'pending')) = (appeal_decided_at is null));
-- A rule gives its card once per clock, whichever workstations notice at the same moment.
create unique index supervision_order_rule on gridroom.supervision_order (clock_id, rule) where rule <> '';

create table gridroom.time_appeal (
    appeal_id     bigint generated always as identity primary key,
    case_id       bigint not null unique references gridroom.case_file,  -- only once for each case
    clock_id      bigint not null references gridroom.case_clock,
    department_id integer not null references gridroom.department,
    reason        text not null,
    asked_at      timestamptz not null,
    asked_by      text not null default session_user,
    approved_at   timestamptz,             -- first look, by the dispatcher
    approved_by   text,
    outcome       text not null default 'pending' check (outcome in ('pending', 'granted', 'refused', 'withdrawn')),
    decided_at    timestamptz,
    decided_by    text,
    decision      text not null default '',
    check ((outcome = 'pending') = (decided_at is null)),
    check (outcome <> 'granted' or approved_by <> decided_by)
);

alter table gridroom.case_file
    add time_appeal text not null default '' check (time_appeal in ('', 'pending', 'granted', 'refused', 'withdrawn')),
    add order_appeal boolean not null default false;  -- an appeal against one of its orders is pending

reset role;
