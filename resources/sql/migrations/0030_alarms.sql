-- Alarms: what people did about them, when they rang for whom, and who was at a desk (docs/decisions/0050). What an alarm
-- is stands in no table: it is asked of the record each time.
set role gridroom_owner;

-- Acknowledged, shelved, taken from the shelf: one line an act. For everybody who has the same alarm.
create table gridroom.alarm_act (
    act_no      bigint generated always as identity primary key,
    alarm_key   text not null,             -- rule and subject, 'red_card:17'
    act         text not null check (act in ('acknowledge', 'shelve', 'unshelve')),
    since       timestamptz not null,      -- of the alarm as it stood then: if it comes again, it is another one
    at          timestamptz not null,
    by_login    text not null default session_user,
    until       timestamptz,
    reason      text not null default '',
    request_id  uuid not null,
    check ((act = 'shelve') = (until is not null)),
    unique (request_id, alarm_key)
);
create index alarm_act_key on gridroom.alarm_act (alarm_key, act_no desc);

-- An alarm rings once for a person, whatever seat they sign in at and however often they connect.
create table gridroom.alarm_ring (
    login       text not null default session_user,
    alarm_key   text not null,
    since       timestamptz not null,      -- when it came, or came back from the shelf
    rule        text not null,
    at          timestamptz not null,
    fresh       boolean not null,          -- it came while this person was at a desk; false: it stood already
    chatters    boolean not null,          -- it came and went so often that it was not told again
    gone_at     timestamptz,               -- when it was noticed to be over
    primary key (login, alarm_key, since)
);
create index alarm_ring_at on gridroom.alarm_ring (at);
create index alarm_ring_of on gridroom.alarm_ring (login, at);
create index alarm_ring_stands on gridroom.alarm_ring (login) where gone_at is null;

-- Ten minutes in which a person had a workstation running: operator hours are counted by them.
create table gridroom.alarm_watch (
    login       text not null default session_user,
    slot        timestamptz not null,      -- its beginning
    primary key (login, slot)
);
create index alarm_watch_slot on gridroom.alarm_watch (slot);

-- Cases whose history was found broken, until a later check finds it whole.
create table gridroom.history_finding (
    finding_no  bigint generated always as identity primary key,
    case_id     bigint not null references gridroom.case_file,
    seq         integer not null,
    problem     text not null,
    found_at    timestamptz not null,
    found_by    text not null default session_user,
    ended_at    timestamptz
);
create unique index history_finding_open on gridroom.history_finding (case_id) where ended_at is null;

-- What alarms look for among all open cases.
create index case_file_urgent on gridroom.case_file (stage) where is_open and urgency = 'urgent';
create index case_file_returned on gridroom.case_file (case_id) where state = 'returned';
create index case_file_time_request on gridroom.case_file (case_id) where time_request <> '';
create index case_file_time_appeal on gridroom.case_file (case_id) where time_appeal = 'pending';
create index case_file_order_appeal on gridroom.case_file (case_id) where order_appeal;
create index case_unit_whistled on gridroom.case_unit (department_id) where part = 'whistled' and answer = '' and ended_at is null;
create index case_escalation_waiting on gridroom.case_escalation (receive_by) where received_at is null and returned_at is null;

reset role;
