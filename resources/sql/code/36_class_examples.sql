-- What a workstation proposes from: words of filed cases with their classes, and words that speak for urgency.
set role gridroom_owner;

-- Each entry speaks for an urgent case when all its words, separated by spaces, stand in the description.
insert into gridroom.setting (key, value) values ('urgent_words', '[
    "井盖 缺失", "井盖 不见", "井盖 移位", "井盖 丢", "塌陷", "坍塌", "倒塌", "漏电", "触电", "电线 裸露", "电线 掉", "线缆 掉",
    "漏气", "燃气 泄漏", "煤气 味", "爆炸", "起火", "着火", "冒烟", "火灾", "爆管", "水管 破裂", "坠落", "掉落 砸", "树 倒",
    "有人 受伤", "摔伤", "被困", "溺水", "落水", "消防通道 堵"]')
on conflict (key) do nothing;

-- Newest first, at most `per_class` of each class among the newest `newest` cases that were registered. Only who takes
-- cases down or dispatches them learns; row security holds, so nobody is taught by a case that they may not see.
create function api.class_examples(per_class integer default 40, newest integer default 6000)
returns table (case_id bigint, minor_id integer, description text)
language sql stable security definer set search_path = gridroom, public, pg_temp as $$
    select e.case_id, e.minor_id, e.description
    from (
        select c.case_id, c.minor_id, left(c.description, 600) as description,
               row_number() over (partition by c.minor_id order by c.case_id desc) as nth
        from (
            select f.case_id, f.minor_id, f.description
            from case_file f
            where f.minor_id is not null and f.registered_at is not null and f.state not in ('rejected', 'voided')
              and (select has_any_duty(array['gridroom_call_taker', 'gridroom_dispatcher', 'gridroom_duty_chief']))
            order by f.case_id desc
            limit least(greatest(newest, 0), 20000)
        ) c
    ) e
    where e.nth <= least(greatest(per_class, 0), 1000)
    order by e.case_id desc
$$;

reset role;
