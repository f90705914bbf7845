-- A rule that says no raises our own SQLSTATE (class GR) with machine-readable detail; clients translate by code.
--
-- GR001 stale version            {version, now_version, by, at, action}
-- GR002 not in this state        {state, action}
-- GR003 no right                 {action}
-- GR004 value missing or wrong   {field, why}
-- GR005 not found or not visible {what}
-- GR006 request id used for something else {action}
-- GR007 unknown or inactive person {login}
-- GR008 the department has already opened it {at}
-- GR010 text not acceptable      {field, why: empty | too_long | control_characters, limit}
-- GR011 file too large           {size, limit}
-- GR012 already attached         {attachment_id}
-- GR013 no more time            {why: overdue | enough | pending | none | not_approved | approved}
-- GR024 merging refused         {action, why: has_reports | order}
-- GR040 a part is not done      {departments}
-- GR041 the way up               {why: not_received | received, level}
-- GR050 not as its kind of handling demands, see 21_aftercare.sql
-- GR020 area refused, GR030 sheet refused, GR031 paper refused: see 30_areas.sql, 40_sheets.sql, 42_papers.sql
set role gridroom_owner;

create or replace function gridroom.refuse(code text, message text, detail jsonb default '{}')
returns void language plpgsql set search_path = gridroom, pg_temp as $$
begin
    raise exception using errcode = code, message = message, detail = detail::text;
end $$;

-- A write without a request id could not be told from its repetition.
create or replace function gridroom.need_request_id(asked uuid)
returns void language plpgsql immutable set search_path = gridroom, pg_temp as $$
begin
    if asked is null then
        perform refuse('GR004', 'request_id is missing', '{"field": "request_id", "why": "empty"}');
    end if;
end $$;

-- The text as it is kept, or a refusal. NUL cannot reach PostgreSQL at all; other control characters are refused
-- rather than dropped, so that nothing is edited in silence. limit counts characters.
create or replace function gridroom.checked_text(field text, value text, longest integer, required boolean default false)
returns text language plpgsql immutable set search_path = gridroom, pg_temp as $$
declare
    kept text := btrim(coalesce(value, ''), E' \t\n\r　');
begin
    if required and kept = '' then
        perform refuse('GR010', format('%s must not be empty', field), jsonb_build_object('field', field, 'why', 'empty'));
    end if;
    if length(kept) > longest then
        perform refuse('GR010', format('%s is longer than %s characters', field, longest),
                       jsonb_build_object('field', field, 'why', 'too_long', 'limit', longest));
    end if;
    if kept ~ E'[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]' then
        perform refuse('GR010', format('%s holds control characters', field),
                       jsonb_build_object('field', field, 'why', 'control_characters'));
    end if;
    return kept;
end $$;

reset role;
