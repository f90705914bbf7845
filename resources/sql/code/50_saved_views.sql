-- Saved views of the board. One's own are one's own business; shared ones are made by the duty chief or administrator.
set role gridroom_owner;

alter table gridroom.saved_view enable row level security;
alter table gridroom.saved_view force row level security;
drop policy if exists seen on gridroom.saved_view;
create policy seen on gridroom.saved_view for all
    using (shared or owner = session_user) with check (shared or owner = session_user);

create or replace function gridroom.tell_view()
returns trigger language plpgsql set search_path = gridroom, pg_temp as $$
begin
    perform pg_notify('gridroom_view', new.view_id::text);
    return null;
end $$;
create or replace trigger tell_view after insert or update on gridroom.saved_view
    for each row execute function gridroom.tell_view();

create view api.saved_view_list as
    select v.view_id, v.name, v.shared, v.for_duty, v.content, v.version, coalesce(p.name, v.changed_by) as changed_by,
           v.changed_at, v.owner = session_user as mine
    from gridroom.saved_view v left join gridroom.person p on p.login = v.changed_by
    where v.removed_at is null and (v.shared or v.owner = session_user);

create or replace function gridroom.may_share_views()
returns boolean language sql stable set search_path = gridroom, pg_temp as $$
    select gridroom.has_any_duty('{gridroom_duty_chief,gridroom_administrator}')
$$;

-- The view as it stands, locked, or a refusal. removed: whether it may be one that was removed.
create or replace function gridroom.take_view(wanted bigint, seen_version integer, removed boolean)
returns gridroom.saved_view language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    taken saved_view;
begin
    select * into taken from saved_view v where v.view_id = wanted and (removed or v.removed_at is null) for update;
    if taken is null then
        perform refuse('GR005', 'no such view for this login', '{"what": "view"}');
    end if;
    if taken.shared and not may_share_views() then
        perform refuse('GR003', 'shared views are kept by the duty chief or the administrator', '{"action": "share_view"}');
    end if;
    if seen_version is distinct from taken.version then
        perform refuse('GR001', 'the view was changed meanwhile', jsonb_build_object('version', seen_version,
            'now_version', taken.version, 'by', coalesce((select p.name from person p where p.login = taken.changed_by),
            taken.changed_by), 'at', taken.changed_at, 'action', 'save_view'));
    end if;
    return taken;
end $$;

-- A free name, as it is kept. Names of one person, and of the shared views, are not given twice.
create or replace function gridroom.checked_view_name(wanted text, is_shared boolean, except_id bigint)
returns text language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    kept text := checked_text('view_name', wanted, 40, true);
begin
    if kept ~ E'[\\n\\r\\t]' then
        perform refuse('GR010', 'a name is one line', '{"field": "view_name", "why": "control_characters"}');
    end if;
    -- One at a time, so that the second of two who give the same name at once is told so.
    perform pg_advisory_xact_lock(hashtextextended('saved_view', 7));
    if exists (select from saved_view v where v.name = kept and v.removed_at is null and v.shared = is_shared
               and (is_shared or v.owner = session_user) and v.view_id is distinct from except_id) then
        perform refuse('GR004', 'this name is taken', '{"field": "view_name", "why": "exists"}');
    end if;
    return kept;
end $$;

-- A new view (view_id null) or a change of one as it was seen. for_duty: the group role that begins with it, or ''.
create function api.save_view(request_id uuid, view_id bigint, version integer, name text, content jsonb,
                              shared boolean default false, for_duty text default '')
returns bigint language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    self  person := me();
    taken saved_view;
    kept  text;
begin
    perform need_request_id(save_view.request_id);
    perform pg_advisory_xact_lock(hashtextextended(save_view.request_id::text, 7));
    select * into taken from saved_view v where v.request_id = save_view.request_id and v.changed_by = session_user;
    if taken.view_id is not null then return taken.view_id; end if;
    if save_view.shared is null or save_view.for_duty is null then
        perform refuse('GR004', 'shared or not, and for which duty', jsonb_build_object('why', 'empty',
            'field', case when save_view.shared is null then 'shared' else 'for_duty' end));
    end if;
    if (save_view.shared or save_view.for_duty <> '') and not may_share_views() then
        perform refuse('GR003', 'shared views are kept by the duty chief or the administrator', '{"action": "share_view"}');
    end if;
    if jsonb_typeof(content) is distinct from 'object' then
        perform refuse('GR004', 'a view is an object', '{"field": "content", "why": "malformed"}');
    end if;
    if length(content::text) > 16000 then
        perform refuse('GR010', 'the view is too large', '{"field": "content", "why": "too_long", "limit": 16000}');
    end if;
    if for_duty <> '' and not exists (select from pg_roles r where r.rolname = for_duty and r.rolname like 'gridroom\_%'
            and r.rolname not in ('gridroom_owner', 'gridroom_across', 'gridroom_person')) then
        perform refuse('GR004', 'no such duty', '{"field": "for_duty", "why": "unknown"}');
    end if;
    if save_view.view_id is not null then
        taken := take_view(save_view.view_id, save_view.version, false);
    elsif (select count(*) from saved_view v where v.owner = session_user and v.removed_at is null) >= 100 then
        perform refuse('GR004', 'a person keeps at most 100 views', '{"field": "view_name", "why": "out_of_range", "limit": 100}');
    end if;
    kept := checked_view_name(save_view.name, save_view.shared, save_view.view_id);
    if save_view.shared and for_duty <> '' then  -- one first view a duty: the newer one takes the place
        update saved_view v set for_duty = '', version = v.version + 1, changed_by = session_user, changed_at = clock_timestamp()
        where v.for_duty = save_view.for_duty and v.removed_at is null and v.view_id is distinct from save_view.view_id;
    end if;
    if save_view.view_id is null then
        insert into saved_view (shared, for_duty, name, content, request_id)
        values (save_view.shared, case when save_view.shared then save_view.for_duty else '' end, kept, save_view.content,
                save_view.request_id)
        returning * into taken;
    else
        -- The owner of a shared view who makes it private again keeps it; another one's becomes the keeper's own.
        update saved_view v set name = kept, content = save_view.content, shared = save_view.shared,
            for_duty = case when save_view.shared then save_view.for_duty else '' end,
            owner = case when save_view.shared then v.owner else session_user end, version = v.version + 1,
            request_id = save_view.request_id, changed_by = session_user, changed_at = clock_timestamp()
        where v.view_id = taken.view_id returning * into taken;
    end if;
    return taken.view_id;
end $$;

-- Removed is not gone: restored = true puts it back, under its name if that is still free.
create function api.remove_view(request_id uuid, view_id bigint, version integer, restored boolean default false)
returns bigint language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    self  person := me();
    taken saved_view;
begin
    if remove_view.request_id is null or remove_view.restored is null then
        perform refuse('GR004', 'a request id, and removed or restored', jsonb_build_object('why', 'empty',
            'field', case when remove_view.request_id is null then 'request_id' else 'restored' end));
    end if;
    select * into taken from saved_view v where v.request_id = remove_view.request_id and v.view_id = remove_view.view_id;
    if taken.view_id is not null then return taken.view_id; end if;
    taken := take_view(remove_view.view_id, remove_view.version, true);
    if restored then
        taken.name := checked_view_name(taken.name, taken.shared, taken.view_id);
    end if;
    update saved_view v set removed_at = case when not restored then clock_timestamp() end, version = v.version + 1,
        for_duty = case when restored and exists (select from saved_view o where o.for_duty = v.for_duty
                        and o.removed_at is null and o.view_id <> v.view_id) then '' else v.for_duty end,
        request_id = remove_view.request_id, changed_by = session_user, changed_at = clock_timestamp()
    where v.view_id = taken.view_id;
    return taken.view_id;
end $$;

reset role;
