-- Main and assisting units, disputes, whistles, levels above, and the table of duties (domain.md §1.3 rows 6–10, 22, 23).
set role gridroom_owner;

-- Who was told of a case in which part, when, and what came of it. The main unit has one row for every dispatch to it.
create table gridroom.case_unit (
    unit_no       bigint generated always as identity primary key,
    case_id       bigint not null references gridroom.case_file,
    department_id integer not null references gridroom.department,
    part          text not null check (part in ('main', 'assist', 'party', 'whistled')),
    told_at       timestamptz not null,
    told_by       text not null default session_user,
    demand        text not null default '',  -- what is asked of it, beside the case itself
    due_at        timestamptz,               -- of a whistle: when to be there
    typed_in      boolean not null default false,  -- the desk wrote down what a street said by telephone
    answer        text not null default '' check (answer in ('', 'accepted', 'arrived', 'refused')),
    answered_at   timestamptz,
    answered_by   text,
    answer_words  text not null default '',
    done_at       timestamptz,
    done_by       text,
    done_words    text not null default '',
    ended_at      timestamptz,               -- the case left it: it sees the case no more
    ended_by      text,
    ended_how     text not null default '' check (ended_how in ('', 'taken_back', 'returned_wrong', 'returned', 'reassigned',
                                                                'released', 'settled', 'refused', 'sent_back')),
    ended_why     text not null default '',
    proposed_id   integer references gridroom.department,  -- the first proposal when it was dispatched
    minor_id      integer references gridroom.catalogue_minor,  -- of the case then, for counting
    street_id     integer references gridroom.area,
    check ((answered_at is null) = (answer = '')),
    check ((ended_at is null) = (ended_how = '')),
    check (done_at is null or part = 'assist')
);
create index case_unit_case on gridroom.case_unit (case_id);
create index case_unit_dispatched on gridroom.case_unit (told_at) where part = 'main';
create index case_unit_left on gridroom.case_unit (department_id, ended_at) where ended_at is not null;
create index case_unit_returned on gridroom.case_unit (minor_id, department_id) where ended_how = 'returned_wrong';

-- A case handed up, level by level, with a receipt at each (row 22).
create table gridroom.case_escalation (
    escalation_no bigint generated always as identity primary key,
    case_id       bigint not null references gridroom.case_file,
    from_level    text not null check (from_level in ('duty_grid', 'community', 'street', 'district')),
    to_level      text not null check (to_level in ('community', 'street', 'district', 'city')),
    sent_at       timestamptz not null,
    sent_by       text not null default session_user,
    reason        text not null,
    agreed_by     text not null default '',  -- street to district: who of the street agreed
    receive_by    timestamptz not null,
    received_at   timestamptz,
    received_by   text,                      -- the login that wrote the receipt
    receiver      text not null default '',  -- who received it there, in words
    receipt_number text not null default '', -- of the city
    returned_at   timestamptz,
    returned_by   text,
    answer        text not null default '',
    check ((received_at is null) = (received_by is null)),
    check (returned_at is null or received_at is not null)
);
create index case_escalation_case on gridroom.case_escalation (case_id);

alter table gridroom.case_file
    add seen_by integer[] not null default '{}',   -- departments beside the main one that take part
    add open_parts smallint not null default 0,    -- parts of assisting departments that are not done
    add whistle_due timestamptz,                   -- the first whistle that waits for an answer
    add level text not null default '' check (level in ('', 'community', 'street', 'district', 'city'));  -- to which it went up
create index case_file_open_seen_by on gridroom.case_file using gin (seen_by) where is_open;
-- Who handled this class here before: the newest of a street without a look at the table.
create index case_file_past_handling on gridroom.case_file (minor_id, street_id, handled_at desc)
    include (community_id, department_id) where handled_at is not null;

alter table gridroom.case_clock
    drop constraint case_clock_name_check,
    add constraint case_clock_name_check
        check (name in ('register', 'confirm', 'dispatch', 'handle', 'verify', 'dispute', 'escalate', 'level'));

-- The table of duties (权责清单). A row is never edited: a change ends it and makes the next one.
create table gridroom.duty_entry (
    duty_no       integer generated always as identity primary key,
    valid_from    date not null,
    valid_to      date,                      -- first day on which it no longer holds
    kind          text not null,
    major_code    text not null,
    minor_id      integer references gridroom.catalogue_minor,    -- null: the whole major class
    condition_id  integer references gridroom.filing_condition,   -- null: every filing condition
    area_level    text,                      -- with area_code; null: the whole district
    area_code     text,
    owner         text not null default '',  -- '' : whoever owns the thing
    department_id integer not null references gridroom.department,
    assisting     integer[] not null default '{}',
    source        text not null default 'desk' check (source in ('desk', 'standard', 'list')),
    note          text not null default '',
    made_at       timestamptz not null default now(),
    made_by       text not null default session_user,
    ended_by      text,
    foreign key (kind, major_code) references gridroom.catalogue_major (kind, code),
    check ((area_level is null) = (area_code is null)),
    check (condition_id is null or minor_id is not null),
    check (valid_to is null or valid_to >= valid_from)
);
create unique index duty_entry_current on gridroom.duty_entry
    (kind, major_code, coalesce(minor_id, 0), coalesce(condition_id, 0), coalesce(area_level, ''), coalesce(area_code, ''), owner)
    where valid_to is null;
create index duty_entry_minor on gridroom.duty_entry (kind, major_code, minor_id);

alter table gridroom.configuration_step
    drop constraint configuration_step_subject_check,
    add constraint configuration_step_subject_check check (subject in (
        'major', 'minor', 'condition', 'calendar_day', 'office_hours', 'setting', 'areas', 'duty'));

reset role;
