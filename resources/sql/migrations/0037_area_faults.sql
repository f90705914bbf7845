-- Which faults of outlines were accepted, why and by whom (docs/decisions/0062); what waits for its check at the commit; and
-- who draws where just now.
set role gridroom_owner;

drop function if exists gridroom.overlapping_outlines(jsonb, jsonb);
drop function if exists gridroom.under_both(float8, float8, float8, float8, float8);
drop function if exists gridroom.outline_edges(jsonb);
drop function if exists gridroom.crosses_itself(jsonb);
drop function if exists gridroom.overlap_tolerance_m2();
drop function if exists gridroom.put_areas_of_level(jsonb, text, date);
drop function if exists gridroom.ask_redraw(uuid, ltree, text, date, jsonb, text[], text, integer);

alter table gridroom.area_redraw
    add column accepted jsonb,                 -- {reason, m2: {kind: square metres}} as asked for
    add column faults   jsonb;                 -- what of it there was when it took effect

-- One row for each call that put or ended areas, until the transaction commits: a file comes in several calls, and between
-- them the areas of before and after lie on each other.
create table gridroom.area_check (
    check_id    integer generated always as identity primary key,
    level       text not null,
    touched     integer[] not null,            -- versions put
    was         jsonb not null,                -- elements that were replaced or ended
    accepted    jsonb
);

-- Who draws what: one drawing at one place in one seat. The words of it lie on that seat's disk, nothing of it here.
create table gridroom.area_drawing (
    seat        uuid not null,
    parent_path ltree not null,
    level       text not null,
    login       text not null default session_user,
    since       timestamptz not null default clock_timestamp(),
    told_at     timestamptz not null default clock_timestamp(),
    primary key (seat, parent_path, level)
);

reset role;
