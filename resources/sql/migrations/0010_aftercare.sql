-- breaking: an older program has no name for the actions that stand in these histories.
-- What comes beside and after handling (domain.md §1.3 rows 5, 19, 20, 26, the four kinds of handling, §8 call-back).
set role gridroom_owner;

-- A matter handed over to 110, 119 or 120 (应急转入): who there was told what, and what they said.
create table gridroom.hand_over (
    hand_over_no  bigint generated always as identity primary key,
    case_id       bigint not null references gridroom.case_file,
    service       text not null check (service in ('110', '119', '120')),
    told          text not null,           -- the person or desk there
    channel       text not null check (channel in ('phone', 'radio', 'in_person', 'platform')),
    words         text not null,           -- what they were told
    told_at       timestamptz not null,
    written_at    timestamptz not null,
    written_by    text not null default session_user,
    receipt_due   timestamptz not null,    -- they are to confirm by then
    reference     text not null default '',  -- their number for it
    reply         text not null default '',
    confirmed_at  timestamptz,
    confirmed_by  text,
    check ((confirmed_at is null) = (confirmed_by is null))
);
create index hand_over_case on gridroom.hand_over (case_id);

-- Calls to whoever reported (回访), every attempt of them.
create table gridroom.call_back (
    call_back_no  bigint generated always as identity primary key,
    case_id       bigint not null references gridroom.case_file,
    round         smallint not null,       -- how often the case had been reopened: each closing asks again
    reached       boolean not null,
    responded     text not null check (responded in ('yes', 'no', 'unknown')),  -- 响应: did anybody contact them
    solved        text not null check (solved in ('yes', 'no', 'unknown')),     -- 解决
    satisfied     text not null check (satisfied in ('yes', 'no', 'unknown')),  -- 满意
    words         text not null,
    called_at     timestamptz not null,
    called_by     text not null default session_user,
    check (reached or (responded, solved, satisfied) = ('unknown', 'unknown', 'unknown'))
);
create index call_back_case on gridroom.call_back (case_id);

-- The ladder of an approval matter (审批): community defines, town audits, county approves, notice is given.
create table gridroom.approval (
    approval_no   bigint generated always as identity primary key,
    case_id       bigint not null references gridroom.case_file,
    ladder        smallint not null,       -- counts anew when the kind of handling was set again
    rung          smallint not null check (rung between 1 and 4),
    passed        boolean not null,
    office        text not null,           -- who there decided
    words         text not null,
    written_at    timestamptz not null,
    written_by    text not null default session_user,
    unique (case_id, ladder, rung)
);

alter table gridroom.case_file
    add handling_kind text not null default '' check (handling_kind in ('', 'general', 'coordinate', 'emergency', 'approval')),
    add closing_kind text not null default '' check (closing_kind in ('', 'normal', 'answered', 'self_handled', 'forced', 'informed')),
    add reporter_told_at timestamptz,      -- when the result of a coordinated matter was told
    add track_count smallint not null default 0,   -- reports from the spot
    add approval_ladder smallint not null default 0,
    add approval_rung smallint not null default 0 check (approval_rung between 0 and 4),  -- how far up it has passed
    add approval_refused boolean not null default false,
    add hand_overs text[] not null default '{}',   -- the services that were told
    add receipt_due timestamptz,           -- the first of their receipts that is still missing
    add call_back text not null default '' check (call_back in ('', 'due', 'done', 'unreached')),
    add call_back_count smallint not null default 0,  -- attempts since it was closed
    add reopen_count smallint not null default 0;
create index case_file_call_back on gridroom.case_file (closed_at) where call_back = 'due';
create index case_file_receipt on gridroom.case_file (receipt_due) where receipt_due is not null;

reset role;  -- row security binds the owner, and these are everybody's cases
update gridroom.case_file c
set closing_kind = case when exists (
    select from gridroom.case_step s where s.case_id = c.case_id and s.action = 'answer') then 'answered' else 'normal' end
where c.state = 'closed';
