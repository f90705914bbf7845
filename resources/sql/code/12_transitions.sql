-- The legal moves (docs/trade.md §1.3). A city changes who may do what (column duties); an upgrade leaves that alone.
set role gridroom_owner;

insert into gridroom.transition (action, from_state, to_state, duties, needs, own_department, rank) values
    ('report',    '',           'reported',   '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_grid_worker,gridroom_department,gridroom_administrator}', '{description}', false, 1),
    ('register',  'reported',   'registered', '{gridroom_call_taker,gridroom_duty_chief}', '{condition}', false, 1),
    ('answer',    'reported',   'closed',     '{gridroom_call_taker,gridroom_duty_chief,gridroom_administrator}', '{reply}', false, 2),
    ('reject',    'reported',   'rejected',   '{gridroom_call_taker,gridroom_duty_chief}', '{reason}', false, 3),
    ('ask_confirmation', 'reported', 'confirming', '{gridroom_call_taker,gridroom_duty_chief}', '{worker}', false, 4),
    ('confirm',   'confirming', 'reported',   '{gridroom_grid_worker,gridroom_call_taker,gridroom_duty_chief}', '{confirmation,finding}', false, 1),
    ('dispatch',  'registered', 'dispatched', '{gridroom_dispatcher,gridroom_duty_chief}', '{department}', false, 1),
    ('dispatch',  'returned',   'dispatched', '{gridroom_dispatcher,gridroom_duty_chief}', '{department}', false, 1),
    ('accept',    'dispatched', 'accepted',   '{gridroom_department}', '{}', true, 1),
    ('return',    'dispatched', 'returned',   '{gridroom_department}', '{reason}', true, 5),
    ('return',    'accepted',   'returned',   '{gridroom_department}', '{reason}', true, 5),
    ('handle',    'accepted',   'handled',    '{gridroom_department}', '{result}', true, 1),
    ('handle',    'in_rework',  'handled',    '{gridroom_department}', '{result}', true, 1),
    ('verify',    'handled',    'verified',   '{gridroom_inspector,gridroom_duty_chief}', '{}', false, 1),
    ('rework',    'handled',    'in_rework',  '{gridroom_inspector,gridroom_duty_chief}', '{reason}', false, 2),
    ('rework',    'verified',   'in_rework',  '{gridroom_inspector,gridroom_duty_chief}', '{reason}', false, 3),
    ('close',     'verified',   'closed',     '{gridroom_duty_chief,gridroom_call_taker}', '{closing_condition}', false, 1),
    ('take_back', 'dispatched', 'registered', '{gridroom_dispatcher,gridroom_duty_chief}', '{}', false, 5),
    ('suspend',   'dispatched', 'suspended',  '{gridroom_dispatcher,gridroom_duty_chief}', '{until,reason}', false, 6),
    ('suspend',   'accepted',   'suspended',  '{gridroom_dispatcher,gridroom_duty_chief}', '{until,reason}', false, 6),
    ('suspend',   'in_rework',  'suspended',  '{gridroom_dispatcher,gridroom_duty_chief}', '{until,reason}', false, 6),
    ('resume',    'suspended',  '<',          '{gridroom_dispatcher,gridroom_duty_chief}', '{}', false, 1),
    ('resume',    'deferred',   '<',          '{gridroom_dispatcher,gridroom_duty_chief}', '{}', false, 1),
    ('amend',     'reported',   '=',          '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}', '{changes,reason}', false, 7),
    ('amend',     'confirming', '=',          '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}', '{changes,reason}', false, 7),
    ('amend',     'registered', '=',          '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}', '{changes,reason}', false, 7),
    ('amend',     'returned',   '=',          '{gridroom_dispatcher,gridroom_duty_chief}', '{changes,reason}', false, 7),
    ('amend',     'dispatched', '=',          '{gridroom_dispatcher,gridroom_duty_chief}', '{changes,reason}', false, 7),
    ('amend',     'accepted',   '=',          '{gridroom_dispatcher,gridroom_duty_chief}', '{changes,reason}', false, 7),
    ('amend',     'in_rework',  '=',          '{gridroom_dispatcher,gridroom_duty_chief}', '{changes,reason}', false, 7),
    ('void',      'reported',   'voided',     '{gridroom_duty_chief}', '{reason}', false, 8),
    ('void',      'registered', 'voided',     '{gridroom_duty_chief}', '{reason}', false, 8),
    ('void',      'returned',   'voided',     '{gridroom_duty_chief}', '{reason}', false, 8),
    ('void',      'escalated',  'voided',     '{gridroom_duty_chief}', '{reason}', false, 8),
    ('void',      'disputed',   'voided',     '{gridroom_duty_chief}', '{reason}', false, 8),
    ('amend',     'disputed',   '=',          '{gridroom_dispatcher,gridroom_duty_chief}', '{changes,reason}', false, 7),
    ('void',      'dispatched', 'voided',     '{gridroom_duty_chief}', '{reason}', false, 8),
    ('note',      '*',          '=',          '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_grid_worker,gridroom_department,gridroom_administrator}', '{note}', false, 9),
    ('rule',      '*',          '=',          '{gridroom_administrator}', '{}', false, 9),  -- a changed rule moved its deadline
    ('attach',    '*',          '=',          '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_inspector,gridroom_grid_worker,gridroom_department,gridroom_administrator}', '{file}', false, 9)
on conflict (action, from_state) do update
    set to_state = excluded.to_state, needs = excluded.needs,
        own_department = excluded.own_department, rank = excluded.rank;

-- Moves that press a case wherever somebody can still be pressed, and those about more time for handling it.
insert into gridroom.transition (action, from_state, to_state, duties, needs, own_department, rank)
select m.action, s.state, m.to_state, m.duties, m.needs, m.own_department, m.rank
from (values
    ('remind', '=', '{reported,confirming,registered,returned,disputed,escalated,dispatched,accepted,in_rework,suspended,deferred,handled,verified}'::text[],
     '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}'::text[], '{words}'::text[], false, 6),
    ('supervise', '=', '{reported,confirming,registered,returned,disputed,escalated,dispatched,accepted,in_rework,suspended,deferred,handled,verified}',
     '{gridroom_duty_chief}', '{order_kind,card,reason,demand}', false, 6),
    ('resolve_order', '=', '{reported,confirming,registered,returned,disputed,escalated,dispatched,accepted,in_rework,suspended,deferred,handled,verified}',
     '{gridroom_duty_chief}', '{order_id,resolution}', false, 6),
    ('reply_to_order', '=', '{dispatched,accepted,in_rework,suspended,deferred,handled,verified}',
     '{gridroom_department}', '{order_id,reply}', true, 4),
    ('ask_extension', '=', '{accepted,in_rework}', '{gridroom_department}', '{reason}', true, 7),
    ('ask_deferral', '=', '{accepted,in_rework}', '{gridroom_department}', '{until,reason}', true, 7),
    ('withdraw_request', '=', '{accepted,in_rework}', '{gridroom_department}', '{}', true, 8),
    ('approve_request', '=', '{accepted,in_rework}', '{gridroom_dispatcher}', '{}', false, 4),
    ('grant_extension', '=', '{accepted,in_rework}', '{gridroom_duty_chief}', '{}', false, 3),
    ('grant_deferral', 'deferred', '{accepted,in_rework}', '{gridroom_duty_chief}', '{}', false, 3),
    ('refuse_request', '=', '{accepted,in_rework}', '{gridroom_dispatcher,gridroom_duty_chief}', '{reason}', false, 5),
    ('appeal_order', '=', '{dispatched,accepted,in_rework,suspended,deferred,handled,verified}', '{gridroom_department}', '{order_id,reason}', true, 7),
    ('decide_order_appeal', '=', '{reported,confirming,registered,returned,disputed,escalated,dispatched,accepted,in_rework,suspended,deferred,handled,verified}',
     '{gridroom_duty_chief}', '{order_id,upheld,reason}', false, 4),
    ('appeal_time', '=', '{closed}', '{gridroom_department}', '{reason}', true, 5),
    ('approve_appeal', '=', '{closed}', '{gridroom_dispatcher}', '{}', false, 3),
    ('grant_appeal', '=', '{closed}', '{gridroom_call_taker,gridroom_duty_chief}', '{}', false, 3),
    ('refuse_appeal', '=', '{closed}', '{gridroom_dispatcher,gridroom_call_taker,gridroom_duty_chief}', '{reason}', false, 4)
) m(action, to_state, states, duties, needs, own_department, rank), unnest(m.states) s(state)
on conflict (action, from_state) do update
    set to_state = excluded.to_state, needs = excluded.needs,
        own_department = excluded.own_department, rank = excluded.rank;

-- Several reports of one trouble (并案): while nobody has worked on the report, or by who dispatches while somebody might.
insert into gridroom.transition (action, from_state, to_state, duties, needs, own_department, rank)
select 'merge', s.state, 'merged', s.duties, '{into_case}', false, 6
from (values
    ('reported', '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}'::text[]),
    ('registered', '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}'),
    ('returned', '{gridroom_dispatcher,gridroom_duty_chief}'),
    ('dispatched', '{gridroom_dispatcher,gridroom_duty_chief}'),
    ('accepted', '{gridroom_dispatcher,gridroom_duty_chief}')
) s(state, duties)
union all values ('unmerge', 'merged', '<', '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}'::text[],
                  '{reason}'::text[], false, 6)
on conflict (action, from_state) do update
    set to_state = excluded.to_state, needs = excluded.needs,
        own_department = excluded.own_department, rank = excluded.rank;

-- Dispatching beyond the main line (23_dispatching.sql, 25_escalation.sql, 29_whistles.sql).
insert into gridroom.transition (action, from_state, to_state, duties, needs, own_department, rank)
select m.action, s.state, m.to_state, m.duties, m.needs, false, m.rank
from (values
    ('reassign', 'dispatched', '{dispatched,accepted}'::text[], '{gridroom_dispatcher,gridroom_duty_chief}'::text[],
     '{department,reason}'::text[], 5),
    ('change_assisting', '=', '{dispatched,accepted,in_rework}', '{gridroom_dispatcher,gridroom_duty_chief}', '{reason}', 6),
    ('accept_part', '=', '{dispatched,accepted,in_rework}', '{gridroom_department}', '{}', 1),
    ('finish_part', '=', '{dispatched,accepted,in_rework}', '{gridroom_department}', '{result}', 2),
    ('return_part', '=', '{dispatched,accepted,in_rework}', '{gridroom_department}', '{reason}', 5),
    ('send_back', 'reported', '{registered,returned}', '{gridroom_dispatcher,gridroom_duty_chief}', '{reason}', 5),
    ('dispute', 'disputed', '{registered,returned}', '{gridroom_dispatcher,gridroom_duty_chief}', '{reason}', 6),
    ('settle_dispute', 'dispatched', '{disputed}', '{gridroom_duty_chief}', '{department,reason}', 1),
    ('escalate', 'escalated', '{registered,returned,disputed,escalated}',
     '{gridroom_dispatcher,gridroom_duty_chief,gridroom_grid_worker}', '{to_level,reason}', 7),
    ('receive_escalation', '=', '{escalated}', '{gridroom_dispatcher,gridroom_duty_chief,gridroom_grid_worker}', '{receiver}', 1),
    ('return_from_level', 'registered', '{escalated}', '{gridroom_dispatcher,gridroom_duty_chief,gridroom_grid_worker}',
     '{reply}', 2),
    ('whistle', '=', '{registered,returned,disputed,escalated,dispatched,accepted,in_rework}',
     '{gridroom_dispatcher,gridroom_duty_chief,gridroom_grid_worker,gridroom_department}', '{departments,demand,appear_by}', 7),
    ('answer_whistle', '=', '{registered,returned,disputed,escalated,dispatched,accepted,in_rework,suspended,deferred,handled,verified}',
     '{gridroom_department}', '{whistle_answer}', 3)
) m(action, to_state, states, duties, needs, rank), unnest(m.states) s(state)
on conflict (action, from_state) do update
    set to_state = excluded.to_state, needs = excluded.needs,
        own_department = excluded.own_department, rank = excluded.rank;

insert into gridroom.setting (key, value) values
    ('time_zone', '"Asia/Shanghai"'),
    ('district_code', '"000000"'),
    ('case_number', '{"pattern": "{YYYY}-{MM}{DD}-{SEQ:5}"}'),
    ('supervision_number', '{"pattern": "DB{YYYY}-{MM}{DD}-{SEQ:3}"}'),
    ('stage_limits', '{"register": {"kind": "urgent_hour", "value": 0.25},
                       "confirm":  {"kind": "urgent_hour", "value": 0.5},
                       "dispatch": {"kind": "urgent_hour", "value": 0.25},
                       "verify":   {"kind": "urgent_hour", "value": 0.5}}'),
    ('duplicates', '{"metres": 50, "hours": 24, "same_minor": true, "open_hours": 168, "caller_hours": 168,
                     "alike": 0.4, "most": 6}'),
    ('card_rules', '[
        {"name": "accept", "when": "dispatched", "kind": "work_day", "value": 1, "card": "yellow",
         "words": "派遣后 1 个工作日未签收", "demand": "立即签收并安排处置", "reply_hours": 24},
        {"name": "accept_late", "when": "dispatched", "kind": "work_day", "value": 2, "card": "red",
         "words": "派遣后 2 个工作日未签收", "demand": "立即签收并书面说明原因", "reply_hours": 24},
        {"name": "overdue", "when": "handling", "card": "reminder",
         "words": "已超过处置时限", "demand": "尽快办结", "reply_hours": 0},
        {"name": "finish", "when": "handling", "kind": "work_day", "value": 5, "overdue": true, "card": "yellow",
         "words": "派遣后 5 个工作日未办结且已超时限", "demand": "限期办结并说明原因", "reply_hours": 24},
        {"name": "finish_late", "when": "handling", "kind": "work_day", "value": 7, "overdue": true, "card": "red",
         "words": "派遣后 7 个工作日未办结且已超时限", "demand": "立即办结并书面说明原因", "reply_hours": 24}]'),
    ('hours_per_work_day', '8'),
    ('largest_attachment', '20971520')
on conflict (key) do nothing;

insert into gridroom.office_hours (starts, ends)
select starts, ends from (values (time '08:00', time '12:00'), (time '14:00', time '18:00')) hours(starts, ends)
where not exists (select from gridroom.office_hours);

reset role;
