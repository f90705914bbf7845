-- Who looks at a case and who has unsent words for it (docs/decisions/0029). Seen by whoever sees the case; a wall
-- neither tells nor reads it.
set role gridroom_owner;

alter table gridroom.presence enable row level security;
alter table gridroom.presence force row level security;
drop policy if exists seen on gridroom.presence;
create policy seen on gridroom.presence for all
    using (login = session_user or exists (select from gridroom.case_file c where c.case_id = presence.case_id))
    with check (true);

-- A seat that was silent for so long is dead: three heartbeats of a workstation.
create or replace function gridroom.presence_patience()
returns interval language sql immutable as $$ select interval '45 seconds' $$;

create view api.presence_list as
    select p.seat, p.case_id, p.login, coalesce(n.name, p.login) as name, p.looks, p.has_words, p.since
    from gridroom.presence p left join gridroom.person n on n.login = p.login
    where p.told_at > clock_timestamp() - gridroom.presence_patience() and not (select gridroom.is_wall_only());

-- All that this seat looks at or has words for now; it takes the place of what the seat told before. Told again at
-- least every 15 seconds, else the seat counts as dead. Only what differs is told on; who sees the case buries the dead.
create function api.tell_presence(seat uuid, looks_at bigint, words_for bigint[] default '{}')
returns void language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    changed bigint;
begin
    if is_wall_only() or seat is null then
        return;
    end if;
    if coalesce(array_length(words_for, 1), 0) > 200 then
        perform refuse('GR004', 'words for too many cases', '{"field": "words_for", "why": "out_of_range", "limit": 200}');
    end if;
    for changed in
        with told as (
            select x.case_id, bool_or(x.looks) as looks, bool_or(not x.looks) as has_words
            from (select looks_at as case_id, true as looks union all select unnest(words_for), false) x
            join case_file c on c.case_id = x.case_id
            group by x.case_id
        ), gone as (
            delete from presence d
            using (select p.seat, p.case_id from presence p
                   where case when p.seat = tell_presence.seat and p.login = session_user
                              then p.case_id not in (select t.case_id from told t)
                              else p.told_at <= clock_timestamp() - presence_patience() end
                   for update skip locked) p  -- somebody else buries the same dead just now
            where (d.seat, d.case_id) = (p.seat, p.case_id)
            returning d.case_id
        ), before as materialized (
            select p.* from presence p where p.seat = tell_presence.seat
        ), put as (
            insert into presence (seat, case_id, login, looks, has_words)
            select tell_presence.seat, t.case_id, session_user, t.looks, t.has_words from told t
            on conflict on constraint presence_pkey do update
                set told_at = clock_timestamp(), looks = excluded.looks, has_words = excluded.has_words
                where presence.login = session_user
            returning presence.case_id, presence.looks, presence.has_words
        )
        select g.case_id from gone g
        union
        select u.case_id from put u left join before b using (case_id)
        where b.case_id is null or (b.looks, b.has_words) is distinct from (u.looks, u.has_words)
           or b.told_at <= clock_timestamp() - presence_patience()
    loop
        perform pg_notify('gridroom_presence', changed::text);
    end loop;
end $$;

reset role;
