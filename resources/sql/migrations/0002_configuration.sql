-- What a city configures itself is recorded: who changed what, when, from which value to which.
set role gridroom_owner;

create table gridroom.configuration_step (
    step_id     bigint generated always as identity primary key,
    at          timestamptz not null default now(),
    by_login    text not null default session_user,
    subject     text not null check (subject in ('major', 'minor', 'condition', 'calendar_day', 'office_hours', 'setting')),
    subject_key text not null,             -- e.g. 'event/01/10/1', '2026-10-10', 'case_number'
    old         jsonb,                     -- null: it was new
    new         jsonb not null
);
create index configuration_step_subject on gridroom.configuration_step (subject, subject_key);

-- Where a day comes from: the published calendar ('package') may be corrected by a later edition, a city's own day not.
alter table gridroom.calendar_day add source text not null default 'city' check (source in ('city', 'package'));

-- Office hours may touch and never overlap, else an hour would count twice. Whole seconds, so that int4range is exact.
alter table gridroom.office_hours
    add check (extract(microsecond from starts)::integer % 1000000 = 0 and extract(microsecond from ends)::integer % 1000000 = 0),
    add constraint office_hours_apart exclude using gist (
        int4range(extract(epoch from starts)::integer, extract(epoch from ends)::integer) with &&);

-- A major class that is switched off takes its minors along; switched on again it gives back exactly those.
alter table gridroom.catalogue_minor add disabled_with_major boolean not null default false check (disabled or not disabled_with_major);

reset role;
