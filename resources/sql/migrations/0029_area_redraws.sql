-- Redrawing areas: what was asked, from which day on, what it replaced. And the exclusive grids (专属网格).
set role gridroom_owner;

-- A duty grid that is one market, hospital, park … with people of its own, cut out of its community like any other.
alter table gridroom.area add column exclusive boolean not null default false;
alter table gridroom.area add constraint area_exclusive_check check (not exclusive or level = 'duty_grid');

create table gridroom.area_redraw (
    redraw_id    integer generated always as identity primary key,
    request_id   uuid not null unique,
    level        text not null,
    parent_path  ltree not null,               -- by labels, which outlive versions
    from_day     date not null,                -- asked for
    took_effect  date,                         -- the first day on which it held
    areas        jsonb not null,               -- elements as api.put_areas takes them: new and changed areas
    ended        text[] not null,              -- codes
    seen         text not null,                -- of what was there when it was drawn
    before       jsonb,                        -- what it replaced, as elements
    added        text[],                       -- codes that it brought
    moved        integer,                      -- areas below that belong to another one since
    after        text,                         -- of what was there when it was done
    state        text not null default 'planned' check (state in ('planned', 'done', 'failed', 'withdrawn')),
    why          jsonb,                        -- why it failed
    undoes       integer references gridroom.area_redraw,
    asked_by     text not null default session_user,
    asked_at     timestamptz not null default now(),
    done_at      timestamptz
);
create index area_redraw_planned on gridroom.area_redraw (from_day) where state = 'planned';

reset role;
