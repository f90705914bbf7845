-- Households and population of areas, from a day on (docs/decisions/0054).
set role gridroom_owner;

create table gridroom.area_figures (
    figures_id  bigint generated always as identity primary key,
    level       text not null check (level in ('district', 'street', 'community', 'duty_grid', 'grid_cell')),
    code        text not null,             -- of the area, in whatever version of its outline
    households  integer not null check (households between 0 and 100000000),
    population  integer check (population between 0 and 1000000000),
    valid_from  date not null,             -- until the next row of the same area begins
    source      text not null,
    put_at      timestamptz not null default now(),
    put_by      text not null default session_user,
    unique (level, code, valid_from)
);

alter table gridroom.configuration_step
    drop constraint configuration_step_subject_check,
    add constraint configuration_step_subject_check check (subject in (
        'major', 'minor', 'condition', 'calendar_day', 'office_hours', 'setting', 'areas', 'duty', 'area_figures'));

-- The map counts what callers said within the last days.
create index call_back_called on gridroom.call_back (called_at) where satisfied <> 'unknown';

reset role;
