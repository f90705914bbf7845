-- A run of the 3,300,000 cases, in the order in which they were reported; 1,800 a day, the last day is today.
-- The newest 37,500 are open but for every fifth. Set-based and without steps: ended cases are only in the way here.
with words as (
    select array['井盖缺失','井盖破损','路灯不亮','占道经营','暴露垃圾','非法小广告','违章停车','下水道堵塞','道路破损','绿化带缺株',
                 '施工噪音扰民','油烟扰民','乱堆物料','护栏损坏','公交站牌倾斜','消防栓漏水','河道漂浮物','非机动车乱停放','架空线缆脱落',
                 '沿街晾挂','积水','公厕不洁','健身器材损坏','交通信号灯故障'] as troubles,
           array['市民来电反映','巡查发现','微信公众号上报','网格员上报','住户反映','商户来电','路人反映','热线转来'] as openings,
           array['已影响行人通行，夜间尤其危险','多次反映仍未处理，请尽快派人','老人小孩经过容易摔倒','希望相关部门现场核实后答复',
                 '早晚高峰造成拥堵','气味很大，居民意见强烈','雨天情况更严重','现场已放置临时警示标志'] as closings,
           array['卖芝桥','银座','双水','富士','西路','南官','文昌','金水','腾达','新安','台州','灵山','珠光','东迎宾','桐江','中盛',
                 '数码','新桥','横街','金清','蓬街','峰江','螺洋','下梁'] as roads,
           array['大道','路','街','巷','东路','西路','南街','北街'] as kinds
), one as (
    select n, n > :total - 37500 and n % 5 <> 0 as stays_open,
           current_date - ((:total - n) / 1800)::integer as day,
           hashint8(n) & 2147483647 as h, hashint8(n * 7919) & 2147483647 as h2
    from generate_series(cast(:first as bigint), cast(:last as bigint)) n
), made as (
    select o.*, w.roads[1 + h % 24] || w.kinds[1 + h2 % 8] || (1 + h % 399) || '号' as place,
           w.troubles[1 + h2 % 24] as trouble, w.openings[1 + h % 8] as opening, w.closings[1 + (h2 / 7) % 8] as closing,
           day + make_interval(secs => 86400.0 * ((n - 1) % 1800) / 1800) as at,
           case when not stays_open then (array['closed','closed','closed','closed','closed','closed','closed','closed',
                                                'closed','closed','closed','rejected','voided'])[1 + h % 13]
                else (array['reported','registered','dispatched','dispatched','accepted','accepted','accepted','accepted',
                            'handled','handled','verified','in_rework'])[1 + h % 12] end as new_state
    from one o cross join words w
), placed as (
    select m.*, c.area_id as cell_id, c.path, subpath(c.path, 1, 1)::text::integer as street_id,
           subpath(c.path, 2, 1)::text::integer as community_id, c.x, c.y
    from made m join bench_cell c on c.n = m.h2 % :cells
)
insert into gridroom.case_file (case_number, version, state, description, place, position, cell_id, area_path, street_id,
    community_id, source, urgency, reporter_name, reporter_phone, minor_id, condition_id, limit_kind, limit_value,
    department_id, result, reported_at, registered_at, dispatched_at, accepted_at, handled_at, verified_at, closed_at,
    deadline_at, near_at, step_count)
select to_char(day, 'YYYY-MMDD') || '-' || (50001 + (p.n - 1) % 1800), 1 + h % 7, new_state,
       opening || '：' || place || '附近' || trouble || '，' || closing || '。',
       place, point(x + (h % 90) / 100000.0, y + (h2 % 90) / 100000.0), cell_id, path, street_id, community_id,
       (array['hotline','public','patrol','patrol','patrol','leader','video','department'])[1 + h % 8],
       case when h % 19 = 0 then 'urgent' else 'normal' end,
       (array['王','李','张','刘','陈','杨'])[1 + h % 6] || (array['先生','女士'])[1 + h2 % 2],
       '1380' || lpad((h % 10000000)::text, 7, '0'),
       f.minor_id, f.condition_id, f.limit_kind, f.limit_value,
       case when new_state in ('reported', 'registered', 'rejected') then null else 1 + h2 % :departments end,
       case when new_state in ('closed', 'handled', 'verified') then '已' || trouble || '处置完毕' else '' end,
       at, at + interval '6 min',
       case when new_state in ('reported', 'registered', 'rejected') then null else at + interval '11 min' end,
       case when new_state in ('closed', 'handled', 'verified', 'accepted') then at + interval '40 min' end,
       case when new_state in ('closed', 'handled', 'verified') then at + interval '5 h' end,
       case when new_state in ('closed', 'verified') then at + interval '6 h' end,
       case when not stays_open then at + interval '7 h' end,
       case when stays_open and new_state <> 'verified' then now() + make_interval(mins => h % 12000 - 2400) end,
       case when stays_open and new_state <> 'verified' then now() + make_interval(mins => h % 12000 - 2900) end, 0
from placed p
join bench_condition f on f.n = p.h % :conditions
order by p.n
