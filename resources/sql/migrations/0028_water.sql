-- Rivers, lakes and canals as outlines: the ground of a map where no base map is configured. See decision 0033.
set role gridroom_owner;

create table gridroom.water (
    water_id      bigint generated always as identity primary key,
    source        text not null,           -- which list it came from; (source, code) is known again by the next import
    code          text not null,
    name          text not null,
    position      point not null,          -- where its name stands: x longitude, y latitude, CGCS2000/WGS-84
    outline       jsonb not null,          -- GeoJSON Polygon or MultiPolygon
    changed_at    timestamptz not null default now(),
    unique (source, code)
);

reset role;
