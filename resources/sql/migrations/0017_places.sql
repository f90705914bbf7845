-- Where things are: the address book, the register of components (部件) and the cameras. See decisions 0039 and 0040.
set role gridroom_owner;

-- The address book ---------------------------------------------------------------------------------------------
-- One row is one place; a place that is gone is switched off, never removed, so that old words still find it.
create table gridroom.place (
    place_id      bigint generated always as identity primary key,
    source        text not null,           -- which list it came from; (source, code) is known again by the next import
    code          text not null,
    kind          text not null check (kind in ('street', 'door_plate', 'lamp_post', 'bus_stop', 'poi', 'settlement')),
    name          text not null,
    street        text not null default '',
    locator       text not null default '',  -- number on a lamp post, as it is painted on it
    locator_key   text not null default '',  -- the same as it is searched: lq0123
    locator_digits text not null default '', -- and its last digits without leading zeros: 123
    position      point not null,            -- x longitude, y latitude, CGCS2000/WGS-84
    line          path,                      -- a street's middle line, where it is known
    extent        box,                       -- what the line spans
    area_path     ltree not null default '',
    active        boolean not null default true,
    valid_from    date not null default current_date,
    disabled_on   date,
    changed_at    timestamptz not null default now(),
    unique (source, code),
    check (active = (disabled_on is null))
);
create index place_address on gridroom.place using gist (position) where active and kind in ('door_plate', 'poi', 'bus_stop', 'settlement');
create index place_lamp_post on gridroom.place using gist (position) where active and kind = 'lamp_post';
create index place_line on gridroom.place using gist (extent) where active and extent is not null;
create index place_locator on gridroom.place (locator_key text_pattern_ops) where active and locator_key <> '';
create index place_locator_digits on gridroom.place (locator_digits text_pattern_ops) where active and locator_digits <> '';

-- What names are made of. A million door plates share some thousand stems (卖芝桥东路), so that pairs of characters are
-- looked for among the stems and numbers below the few stems that are found.
create table gridroom.place_stem (
    stem_id       integer generated always as identity primary key,
    stem          text not null unique,
    grams         text[] not null
);
create index place_stem_grams on gridroom.place_stem using gin (grams) with (fastupdate = off);
create index place_stem_start on gridroom.place_stem (stem text_pattern_ops);

-- How many stems hold a pair of characters: rare ones say more, and are looked for first.
create table gridroom.place_gram (
    gram          text primary key,
    stems         integer not null
);

-- Every name that a place has or had.
create table gridroom.place_name (
    place_id      bigint not null references gridroom.place,
    words         text not null,
    role          text not null check (role in ('name', 'alias', 'former')),
    stem_id       integer not null references gridroom.place_stem,
    number_key    text not null,           -- 117弄3号 → 117-3; '' without a number
    primary key (place_id, words)
);
create index place_name_stem on gridroom.place_name (stem_id, number_key text_pattern_ops);

-- Places named in cases, counted; what a person sees of it is bounded by their area like the cases themselves.
create table gridroom.case_place (
    place_key     text not null,
    area_path     ltree not null,
    words         text not null,           -- as last written
    grams         text[] not null,
    cases         integer not null,
    position      point not null,
    last_at       timestamptz not null,
    primary key (place_key, area_path)
);
create index case_place_grams on gridroom.case_place using gin (grams);

-- Components ----------------------------------------------------------------------------------------------------
-- A city registers millions (上海 11,340,000), so a row holds what is needed to find it and no more.
create table gridroom.component (
    component_id  bigint generated always as identity primary key,
    position      point not null,
    code          text not null unique,    -- 部件标识码, 16 digits in most cities, not in all
    class_code    text not null,           -- major and minor class of the catalogue: 0101
    name          text not null default '',
    owner         text not null default '',   -- 权属单位
    department_id integer references gridroom.department,
    state         text not null default 'intact' check (state in ('intact', 'damaged', 'lost', 'abandoned')),
    changed_on    date not null default current_date
);
create index component_position on gridroom.component using gist (position);

-- Cameras -------------------------------------------------------------------------------------------------------
create table gridroom.camera (
    camera_id     integer generated always as identity primary key,
    gb_code       text not null unique check (gb_code ~ '^[0-9]{20}$'),  -- GB/T 28181
    name          text not null,
    position      point not null,
    direction     real check (direction >= 0 and direction < 360),       -- degrees from north, clockwise; null: not known
    view_angle    real check (view_angle > 0 and view_angle <= 360),     -- degrees
    reach         real check (reach > 0 and reach <= 5000),              -- metres
    state         text not null default 'unknown' check (state in ('live', 'stalled', 'dead', 'unknown')),
    state_since   timestamptz not null default now(),
    state_seen_at timestamptz not null default '-infinity',              -- newest observation of the state
    stream_address text not null default '',  -- holds a password: no view shows it as it is
    area_path     ltree not null default '',
    active        boolean not null default true,
    changed_at    timestamptz not null default now()
);
create index camera_position on gridroom.camera using gist (position) where active;

-- Who took in which list, and what came of it.
create table gridroom.register_import (
    import_id     bigint generated always as identity primary key,
    at            timestamptz not null default now(),
    by_login      text not null default session_user,
    register      text not null check (register in ('place', 'component', 'camera')),
    source        text not null,
    detail        jsonb not null
);

reset role;
