-- breaking: an older program has no name for the actions 'merge' and 'unmerge'.
-- Several reports of one trouble (domain.md §1.3 row 24): which case a report became part of, and what finds it.
set role gridroom_owner;

alter table gridroom.case_file
    add merged_into bigint references gridroom.case_file check (merged_into <> case_id),
    add report_count smallint not null default 0,  -- reports merged into this case
    add constraint merged_somewhere check ((state = 'merged') = (merged_into is not null));
create index case_file_merged_into on gridroom.case_file (merged_into) where merged_into is not null;

-- A telephone number as it is compared: digits alone, without the country's code. '' when too short to be one's own.
-- It stands in an index: whoever changes it makes the index anew.
create function gridroom.phone_key(phone text)
returns text language sql immutable parallel safe set search_path = pg_catalog as $$
    select case when length(digits) >= 7 then digits else '' end
    from (select regexp_replace(regexp_replace(normalize(phone, NFKC), '[^0-9]', '', 'g'),
                                '^(0086|86)(?=[0-9]{10})', '') as digits) d
$$;

-- What is asked while a caller is still speaking. The places of open cases only: there are a hundred times as many ended
-- ones, and those that ended in these days are found by when they did.
create index case_file_open_position on gridroom.case_file using gist (position) where is_open and position is not null;
create index case_file_ended on gridroom.case_file (closed_at) where closed_at is not null;
create index case_file_caller on gridroom.case_file (gridroom.phone_key(reporter_phone), reported_at)
    where reporter_phone <> '';

reset role;
