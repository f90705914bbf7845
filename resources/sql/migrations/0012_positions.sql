-- Gateways of hand-held back ends, the people and vehicles in the field, and where they are (docs/decisions/0036, 0037).
set role gridroom_owner;

-- A gateway is a program, not a person: it has a login of its own and no row in gridroom.person.
create table gridroom.gateway (
    login       text primary key,
    name        text not null,             -- '平安通', '城管通'
    active      boolean not null default true
);

-- Who or what can have a position. A worker is a person with that login; a vehicle is known by its code.
create table gridroom.field_unit (
    unit_id     integer generated always as identity primary key,
    kind        text not null check (kind in ('worker', 'vehicle')),
    code        text not null unique,
    login       text unique references gridroom.person,
    name        text not null default '',  -- of a vehicle; a worker is called as the person is
    department_id integer references gridroom.department,  -- of a vehicle
    area_id     integer references gridroom.area,          -- of a vehicle; a worker's is the person's
    active      boolean not null default true,
    check ((kind = 'worker') = (login is not null)),
    check (login is null or login = code)
);
-- Whom a gateway may speak for.
create table gridroom.gateway_unit (
    gateway     text not null references gridroom.gateway,
    unit_id     integer not null references gridroom.field_unit,
    primary key (gateway, unit_id)
);

create table gridroom.field_duty (
    unit_id     integer not null references gridroom.field_unit,
    began_at    timestamptz not null,
    ended_at    timestamptz,
    gateway     text not null,             -- that told of its beginning
    forgotten   boolean not null default false,  -- ended by the longest duty, not by the worker
    primary key (unit_id, began_at),
    check (ended_at >= began_at)
);
create unique index field_duty_running on gridroom.field_duty (unit_id) where ended_at is null;

-- Tracks, a partition a month (UTC) made ahead by gridroom.make_position_month. Without foreign keys: nothing that they
-- would point to is ever deleted, and each would cost a look-up per fix.
create table gridroom.position_fix (
    unit_id     integer not null,
    at          timestamptz not null,      -- by the device
    place       point not null,            -- x longitude, y latitude, CGCS2000/WGS-84
    area_id     integer,                   -- innermost area in its version of that moment; the cell where there are cells
    accuracy    real,                      -- metres
    speed       real,                      -- metres a second
    heading     real,                      -- degrees from north
    battery     smallint,                  -- per cent
    received_at timestamptz not null,
    primary key (unit_id, at)
) partition by range (at);

-- The newest fix of each, for live dots; small, and written all the time.
create table gridroom.last_position (
    unit_id     integer primary key references gridroom.field_unit,
    at          timestamptz not null,
    place       point not null,
    area_id     integer,
    area_path   ltree not null default '',
    accuracy    real,
    speed       real,
    heading     real,
    battery     smallint,
    on_duty     boolean not null,
    changed_at  timestamptz not null       -- by the server: of this row, whatever changed
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index last_position_place on gridroom.last_position using gist (place) where on_duty;
create index last_position_changed on gridroom.last_position (changed_at);

-- When listeners were last told and old fixes last removed: one row.
create table gridroom.position_upkeep (
    only_row    boolean primary key default true check (only_row),
    told_at     timestamptz not null default '-infinity',
    tended_at   timestamptz not null default '-infinity'
) with (fillfactor = 10);
insert into gridroom.position_upkeep default values;

-- Who read whose track, and why (行踪轨迹 is sensitive, PIPL art. 28; domain.md §11).
create table gridroom.track_reading (
    reading_id  bigint generated always as identity primary key,
    unit_id     integer not null references gridroom.field_unit,
    what        text not null check (what in ('track', 'cells')),
    starts      timestamptz not null,
    ends        timestamptz not null,
    reason      text not null,
    login       text not null default session_user,
    at          timestamptz not null default clock_timestamp()
);

reset role;
