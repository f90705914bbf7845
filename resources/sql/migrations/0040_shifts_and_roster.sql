-- The shifts of the room from a day on, and who is on duty in them (docs/decisions/0068). Neither is edited: a plan of
-- another day or a later step of the roster takes the place of what was.
set role gridroom_owner;

create table gridroom.shift_plan (
    plan_id     bigint generated always as identity primary key,
    valid_from  date not null,
    shifts      jsonb not null,            -- [{"name": "早班", "starts": "07:00"}, …], see good_shifts
    made_at     timestamptz not null default now(),
    made_by     text not null default session_user,
    ended_at    timestamptz,               -- taken back, or replaced by another plan from the same day
    ended_by    text
);
create unique index shift_plan_current on gridroom.shift_plan (valid_from) where ended_at is null;

create table gridroom.roster_entry (
    entry_id    bigint generated always as identity primary key,
    day         date not null,             -- on which the shift begins
    shift       text not null,
    login       text not null references gridroom.person,
    leads       boolean not null default false,   -- 带班: answers for the shift
    made_at     timestamptz not null default now(),
    made_by     text not null default session_user,
    ended_at    timestamptz,
    ended_by    text
);
create unique index roster_entry_current on gridroom.roster_entry (day, shift, login) where ended_at is null;
create index roster_entry_day on gridroom.roster_entry (day);

alter table gridroom.configuration_step
    drop constraint configuration_step_subject_check,
    add constraint configuration_step_subject_check check (subject in (
        'major', 'minor', 'condition', 'calendar_day', 'office_hours', 'setting', 'areas', 'duty', 'area_figures',
        'shifts', 'roster', 'gateway'));

reset role;

insert into gridroom.shift_plan (valid_from, shifts)
select date '2000-01-01', value from gridroom.setting where key = 'shifts';
delete from gridroom.setting where key = 'shifts';
