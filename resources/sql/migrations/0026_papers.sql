-- The printed forms of one case (domain.md §7): what each said, frozen and numbered in editions.
set role gridroom_owner;

-- One row is one content that a paper has had; printing the same again adds a paper_print only.
create table gridroom.paper (
    paper_id      bigint generated always as identity primary key,
    kind          text not null check (kind in ('flow', 'dispatch', 'order', 'request')),
    case_id       bigint not null references gridroom.case_file,
    subject       text not null,           -- '' · number of the order · 'T' and number of the request · 'S' and step of the suspension
    paper_number  text not null,
    sequence      integer not null,
    content       jsonb not null,
    content_hash  text not null,           -- SHA-256 of content::text as UTF-8
    case_version  integer not null,
    issued_at     timestamptz not null default clock_timestamp(),
    issued_by     text not null,
    unique (case_id, kind, subject, sequence),
    unique (paper_number, sequence)
);
create table gridroom.paper_print (
    print_id      bigint generated always as identity primary key,
    paper_id      bigint not null references gridroom.paper,
    printed_at    timestamptz not null default clock_timestamp(),
    printed_by    text not null default session_user
);
create index paper_print_paper on gridroom.paper_print (paper_id);

-- Who may issue which kind of paper; a city changes the duties.
create table gridroom.paper_kind (
    kind          text primary key,
    duties        text[] not null
);

reset role;
