-- Patrols summed as they happen (docs/decisions/0061): a district's day is a million fixes, and nobody waits half a minute for it.
-- Kept as long as the fixes; always to be had again from these (gridroom.walked, gridroom.patrols_that_differ).
set role gridroom_owner;

-- How far the fixes of a unit's local day are summed, and by which rules; other rules, and the day is summed anew.
create table gridroom.patrol_day (
    unit_id     integer not null references gridroom.field_unit,
    day         date not null,
    home        ltree not null,            -- the unit's own area
    longest_gap float8 not null,           -- seconds
    up_to       timestamptz not null,      -- the newest fix that counts
    area_id     integer,                   -- in which it lies
    run_began_at timestamptz not null,     -- the patrol to which it belongs
    primary key (day, unit_id)
);
create table gridroom.patrol_run (
    unit_id     integer not null,
    day         date not null,
    began_at    timestamptz not null,
    last_at     timestamptz not null,
    primary key (day, unit_id, began_at)
);
create table gridroom.patrol_cell (
    unit_id     integer not null,
    day         date not null,
    area_id     integer not null,          -- 0: in no area
    seconds     float8 not null,
    first_at    timestamptz not null,
    primary key (day, unit_id, area_id)
);
-- Days into which a fix came late. Only ever added to by gateways, so that none of them waits for somebody who reads.
create table gridroom.patrol_anew (
    anew_id     bigint generated always as identity primary key,
    unit_id     integer not null,
    day         date not null
);
create index patrol_anew_day on gridroom.patrol_anew (day);
alter table gridroom.position_upkeep add column summed_at timestamptz not null default '-infinity';

-- What was removed because its time was over: how much, never whose.
create table gridroom.position_expiry (
    expiry_id   bigint generated always as identity primary key,
    at          timestamptz not null default clock_timestamp(),
    kept_from   timestamptz not null,      -- older fixes are gone
    fixes       bigint not null,           -- removed one by one
    months      text[] not null            -- dropped whole: 202608
);

reset role;
