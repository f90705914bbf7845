-- Finding cases: by words (two characters and up, each given word must be there), by number or its last digits, by the
-- caller's telephone number; newest first, ended ones too. What is found is what this person may see: candidates come
-- from gridroom_across in portions, newest first, and each portion passes row security (docs/decisions/0045).
set role gridroom_owner;

alter table gridroom.caller_search enable row level security;
alter table gridroom.caller_search force row level security;
drop policy if exists kept on gridroom.caller_search;
create policy kept on gridroom.caller_search for all using (true) with check (login = session_user);

create or replace function gridroom.keep_case_words()
returns trigger language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
begin
    insert into case_words (case_id, key) values (new.case_id, search_key(concat_ws(' ', new.place, new.description, new.result)))
    on conflict (case_id) do update set key = excluded.key where case_words.key <> excluded.key;
    return null;
end $$;
create or replace trigger keep_case_words after insert on gridroom.case_file
    for each row execute function gridroom.keep_case_words();
create or replace trigger keep_changed_words after update of place, description, result on gridroom.case_file
    for each row when ((old.place, old.description, old.result) is distinct from (new.place, new.description, new.result))
    execute function gridroom.keep_case_words();

-- Cases from first_case to last_case whose words hold every key; no more than `most`, the newest. Without a stretch one
-- after the other, for the newest cases, in which a common word is met soon enough; else by the pairs of that stretch.
create or replace function gridroom.cases_with_words(keys text[], first_case bigint, last_case bigint, most integer, stretch bigint)
returns bigint[] language plpgsql stable security definer set search_path = gridroom, public, pg_temp as $$
declare
    patterns text[] := array(select '%' || k || '%' from unnest(keys) k);  -- a key holds neither % nor _
    pairs text[];
    found_ids bigint[];
begin
    if stretch is null then
        select array_agg(f.case_id) into found_ids from (
            select w.case_id from case_words w
            where w.case_id between first_case and last_case and w.key like all (patterns)
            order by w.case_id desc limit most
        ) f;
    else
        pairs := array(select distinct p from unnest(keys) k, unnest(search_pairs(k, stretch)) p);
        with held as materialized (  -- else the planner may walk the whole table by its number, hoping for an early end
            select w.case_id from case_words w
            where search_pairs(w.key, search_stretch(w.case_id)) @> pairs and w.case_id between first_case and last_case
              and w.key like all (patterns)
        )
        select array_agg(f.case_id) into found_ids from (select h.case_id from held h order by h.case_id desc limit most) f;
    end if;
    return coalesce(found_ids, '{}');
end $$;

-- Cases of this caller, the newest; never those whose reporter is kept secret.
create or replace function gridroom.cases_of_caller(number text, before_case bigint, most integer)
returns bigint[] language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select coalesce(array_agg(f.case_id), '{}') from (
        select c.case_id from case_file c
        where phone_key(c.reporter_phone) = phone_key(number) and c.reporter_phone <> '' and not c.keep_secret
          and c.case_id < before_case
        order by c.case_id desc limit most
    ) f
$$;

create or replace function gridroom.cases_numbered(number text, before_case bigint, most integer)
returns bigint[] language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select coalesce(array_agg(f.case_id), '{}') from (
        (select c.case_id from case_file c where c.case_number = number and c.case_id < before_case)
        union
        (select c.case_id from case_file c
         where reverse(c.case_number) like reverse(replace(replace(number, '%', ''), '_', '')) || '%' and length(number) >= 3
           and c.case_id < before_case
         order by c.case_id desc limit most)
        order by 1 desc limit most
    ) f
$$;

-- Who looked for a number, for the auditor and the duty chief.
-- Whether this search was written down by a transaction before this one; if not, it is written down now.
create or replace function gridroom.caller_search_on_record(searched text, hits integer)
returns boolean language plpgsql set search_path = gridroom, pg_temp as $$
declare
    masked text := left(searched, 3) || '****' || right(searched, 4);
begin
    if exists (select from caller_search s
               where s.login = session_user and s.number = masked and s.transaction_id <> pg_current_xact_id()
                 and s.at > clock_timestamp() - interval '10 minutes') then
        return true;
    end if;
    insert into caller_search (number, found) values (masked, hits);
    return false;
end $$;
drop function if exists gridroom.keep_caller_search(text, integer);

-- A telephone number: the first call only records the search; when that is committed, the same call tells.
-- words: what was typed. before_case: only older ones than this (for the next page). most: how many at most (≤ 200).
-- why: 'number', 'caller' or 'words'. back_to: how far back the search got; null: all years. An answer that stopped early
-- says so by back_to, so that nobody takes "none" for "never".
create function api.search_cases(words text, before_case bigint default null, most integer default 50)
returns table (case_id bigint, why text, back_to timestamptz) language plpgsql security definer
set search_path = gridroom, api, public, pg_temp as $$
#variable_conflict use_column
declare
    typed text := btrim(checked_text('words', search_cases.words, 200, true));
    room integer := least(greatest(coalesce(search_cases.most, 50), 1), 200);
    newest bigint := coalesce((select max(w.case_id) + 1 from case_words_newest() w), 1);
    keys text[];
    upper_end bigint;
    lower_end bigint;
    stretch bigint;
    at_once integer;
    looked integer := 0;
    portion bigint[];
    seen bigint[] := '{}';
    fresh bigint[];
    reached timestamptz;
begin
    newest := least(newest, greatest(coalesce(search_cases.before_case, newest), 1));
    if is_wall_only() then
        return;
    end if;
    if typed ~ '^[0-9A-Za-z〔〕._/-]*[0-9]{3,}$' then
        seen := array(select c.case_id from case_file c
                      where c.case_id = any (cases_numbered(typed, newest, room)) order by c.case_id desc);
        room := room - cardinality(seen);
        return query select f, 'number', null::timestamptz from unnest(seen) f;
    end if;
    if cardinality(seen) = 0 and phone_key(typed) <> '' and typed ~ '^[-+() 0-9]+$'
       and has_any_duty('{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}') then
        fresh := array(select c.case_id from case_file c
                       where c.case_id = any (cases_of_caller(typed, newest, room)) and c.case_id <> all (seen)
                       order by c.case_id desc);
        if caller_search_on_record(phone_key(typed), cardinality(fresh)) then
            seen := seen || fresh;
            room := room - cardinality(fresh);
            return query select f, 'caller', null::timestamptz from unnest(fresh) f;
        end if;
    end if;
    keys := array(select k from regexp_split_to_table(typed, '[\s,，、;；]+') w, lateral (select search_key(w) as k) s where length(k) >= 2);
    if cardinality(keys) = 0 then
        if typed !~ '[0-9]{3}' then
            perform refuse('GR004', 'a word has two characters at least', '{"field": "words", "why": "too_short"}');
        end if;
        return;
    end if;
    upper_end := newest - 1;
    lower_end := greatest(newest - 4000, 1);
    while upper_end >= 1 and room > 0 loop
        at_once := 2 * room;  -- most of what is found is seen by who sits at a desk
        loop
            portion := cases_with_words(keys, lower_end, upper_end, at_once, stretch);
            fresh := array(select c.case_id from case_file c
                           where c.case_id = any (portion) and c.case_id <> all (seen) order by c.case_id desc limit room);
            looked := looked + cardinality(portion);
            room := room - cardinality(fresh);
            return query select f, 'words', null::timestamptz from unnest(fresh) f;
            exit when room <= 0 or cardinality(portion) < at_once or looked >= 20000;
            upper_end := portion[cardinality(portion)] - 1;  -- more in this stretch than one portion
            at_once := least(2 * at_once, 2000);
        end loop;
        exit when room <= 0;
        if looked >= 20000 then
            -- Far more hold these words than this person may see: say how far it got instead of reading years of them.
            select c.reported_at into reached from case_file c where c.case_id <= upper_end order by c.case_id desc limit 1;
            return query select null::bigint, 'words', coalesce(reached, clock_timestamp());
            return;
        end if;
        upper_end := lower_end - 1;
        stretch := search_stretch(upper_end);
        lower_end := greatest(stretch << 18, 1);
    end loop;
end $$;

create or replace function gridroom.case_words_newest()
returns table (case_id bigint) language sql stable security definer set search_path = gridroom, pg_temp as $$
    select w.case_id from case_words w order by w.case_id desc limit 1
$$;

create view api.caller_search_list as
    select s.search_id, s.login, coalesce(p.name, s.login) as name, s.at, s.number, s.found
    from gridroom.caller_search s left join gridroom.person p using (login)
    where (select gridroom.has_any_duty('{gridroom_security_auditor,gridroom_duty_chief}'));

reset role;
alter function gridroom.cases_with_words(text[], bigint, bigint, integer, bigint) owner to gridroom_across;
alter function gridroom.cases_of_caller(text, bigint, integer) owner to gridroom_across;
alter function gridroom.cases_numbered(text, bigint, integer) owner to gridroom_across;
alter function gridroom.case_words_newest() owner to gridroom_across;
alter function gridroom.keep_case_words() owner to gridroom_across;
