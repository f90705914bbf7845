-- Who draws borders where just now, so that a second person is told before they draw the same. Nothing of the drawing itself.
set role gridroom_owner;

alter table gridroom.area_drawing enable row level security;
alter table gridroom.area_drawing force row level security;
drop policy if exists drawers on gridroom.area_drawing;
create policy drawers on gridroom.area_drawing
    using ((select gridroom.has_duty('administrator'))) with check ((select gridroom.has_duty('administrator')));

-- This seat draws areas of that level inside that area, or (of_parent null) draws no more. Told again at least every 15
-- seconds. Answers who else draws there, or around or inside it at the same level: [{name, since, same: the same login}].
create function api.tell_drawing(seat uuid, of_parent integer, of_level text)
returns jsonb language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    parent ltree := (select a.path from area a where a.area_id = of_parent);
begin
    perform check_may_redraw();
    if seat is null or (of_parent is not null and (parent is null or area_level_rank(of_level) is null)) then
        perform refuse('GR005', 'there is no such area', '{"what": "area"}');
    end if;
    delete from area_drawing d
        where d.told_at <= clock_timestamp() - presence_patience()
           or d.seat = tell_drawing.seat and d.login = session_user and (d.parent_path, d.level) is distinct from (parent, of_level);
    if parent is null then
        return '[]';
    end if;
    insert into area_drawing (seat, parent_path, level) values (tell_drawing.seat, parent, of_level)
        on conflict on constraint area_drawing_pkey do update set told_at = clock_timestamp() where area_drawing.login = session_user;
    return (select coalesce(jsonb_agg(jsonb_build_object('name', coalesce(p.name, d.login), 'since', d.since,
                       'same', d.login = session_user) order by d.since), '[]')
            from area_drawing d left join person p using (login)
            where d.seat <> tell_drawing.seat and d.level = of_level and (d.parent_path <@ parent or d.parent_path @> parent));
end $$;

reset role;
grant delete on gridroom.area_drawing to gridroom_owner;
