-- Finding a case by what was written about it, over all years; and who looked for whose number. See decision 0045.
set role gridroom_owner;

-- Words as they are searched: one spelling, small letters, no spaces and no punctuation.
-- These three stand in an index: whoever changes them makes it anew.
create function gridroom.search_key(words text)
returns text language sql immutable parallel safe as $$
    select regexp_replace(lower(normalize(words, NFKC)), '[][\s!-/:-@\\^_`{-~、。〈〉《》「」『』【】〔〕·…—‘’“”～￥]+', '', 'g')
$$;
-- Each pair of neighbouring characters: most of what is looked for has two, and pg_trgm needs three in a row. The stretch
-- of cases stands in each, so that a search goes back stretch by stretch and reads of a common pair only what it needs.
create function gridroom.search_pairs(key text, stretch bigint)
returns text[] language sql immutable parallel safe as $$
    select string_to_array(rtrim(
        regexp_replace(left(key, length(key) / 2 * 2), '(..)', '\1' || stretch || ' ', 'g')
        || regexp_replace(substr(key, 2, (length(key) - 1) / 2 * 2), '(..)', '\1' || stretch || ' ', 'g')), ' ')
$$;
-- 262,144 cases, some months of a large district.
create function gridroom.search_stretch(case_id bigint)
returns bigint language sql immutable parallel safe as $$ select case_id >> 18 $$;

-- Beside the case, because a case changes with every step and its words seldom do.
create table gridroom.case_words (
    case_id bigint primary key references gridroom.case_file,
    key     text not null
);

-- The last digits of a number, in any year.
create index case_file_number_end on gridroom.case_file (reverse(case_number) text_pattern_ops);

-- Looking for whose number it is, is an act of its own (domain.md §11): who, when, which number, how many cases.
create table gridroom.caller_search (
    search_id bigint generated always as identity primary key,
    login     text not null default session_user,
    at        timestamptz not null default clock_timestamp(),
    number    text not null,               -- masked
    found     integer not null
);

reset role;
-- Past row security, which shows the owner nobody's cases; the index afterwards, in one sweep.
insert into gridroom.case_words (case_id, key)
select c.case_id, gridroom.search_key(concat_ws(' ', c.place, c.description, c.result)) from gridroom.case_file c;
create index case_words_pairs on gridroom.case_words using gin (
    gridroom.search_pairs(key, gridroom.search_stretch(case_id))) with (fastupdate = off);
