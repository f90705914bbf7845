-- The legal moves beside and after handling, see 12_transitions.sql, and what a city sets about them.
set role gridroom_owner;

insert into gridroom.transition (action, from_state, to_state, duties, needs, own_department, rank)
select m.action, s.state, m.to_state, m.duties, m.needs, m.own_department, m.rank
from (values
    -- Settled on the spot (自行处置) and its audit.
    ('self_handle', 'self_handled', '{reported}'::text[], '{gridroom_grid_worker,gridroom_call_taker,gridroom_duty_chief}'::text[], '{result}'::text[], false, 5),
    ('audit_pass', 'closed', '{self_handled}', '{gridroom_call_taker,gridroom_duty_chief}', '{closing_condition}', false, 1),
    ('audit_fail', 'reported', '{self_handled}', '{gridroom_call_taker,gridroom_duty_chief}', '{reason}', false, 2),
    ('void', 'voided', '{self_handled}', '{gridroom_duty_chief}', '{reason}', false, 8),
    ('amend', '=', '{self_handled}', '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}', '{changes,reason}', false, 7),
    -- The four kinds of handling and what each demands.
    ('set_handling', '=', '{reported,confirming,registered,returned,dispatched,accepted,in_rework,suspended,deferred,handled,verified,disputed,escalated}',
     '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}', '{handling_kind}', false, 7),
    ('tell_reporter', '=', '{registered,returned,dispatched,accepted,in_rework,suspended,deferred,handled,verified,disputed,escalated}',
     '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_department,gridroom_grid_worker}', '{told_words}', false, 6),
    ('track', '=', '{reported,confirming,self_handled,registered,returned,dispatched,accepted,in_rework,suspended,deferred,handled,verified,disputed,escalated}',
     '{gridroom_grid_worker,gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief,gridroom_department,gridroom_inspector}', '{finding}', false, 6),
    ('approve_rung', '=', '{registered}', '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}',
     '{decision,office,decision_words}', false, 3),
    ('close', 'closed', '{registered}', '{gridroom_duty_chief,gridroom_call_taker}', '{closing_condition}', false, 4),
    -- Handed over to 110, 119, 120.
    ('hand_over', '=', '{reported,confirming,self_handled,registered,returned,dispatched,accepted,in_rework,suspended,deferred,handled,verified,disputed,escalated}',
     '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}', '{service,told,told_words}', false, 7),
    ('confirm_hand_over', '=', '{reported,confirming,self_handled,registered,returned,dispatched,accepted,in_rework,suspended,deferred,handled,verified,disputed,escalated}',
     '{gridroom_call_taker,gridroom_dispatcher,gridroom_duty_chief}', '{hand_over_no,reply}', false, 5),
    -- Closing without the work being verified: the duty chief's alone.
    ('force_close', 'closed', '{registered,returned,dispatched,accepted,in_rework,suspended,deferred,handled,verified,disputed,escalated}',
     '{gridroom_duty_chief}', '{reason}', false, 9),
    ('inform_close', 'closed', '{registered,returned,dispatched,accepted,in_rework,suspended,deferred,handled,verified,disputed,escalated}',
     '{gridroom_duty_chief}', '{reason,reply}', false, 9),
    -- Afterwards.
    ('call_back', '=', '{closed,merged}', '{gridroom_call_taker,gridroom_duty_chief}', '{reached}', false, 1),
    ('reopen', 'in_rework', '{closed}', '{gridroom_call_taker,gridroom_duty_chief}', '{reason}', false, 5),
    ('reopen_report', 'reported', '{closed}', '{gridroom_call_taker,gridroom_duty_chief}', '{reason}', false, 5)
) m(action, to_state, states, duties, needs, own_department, rank), unnest(m.states) s(state)
on conflict (action, from_state) do update
    set to_state = excluded.to_state, needs = excluded.needs,
        own_department = excluded.own_department, rank = excluded.rank;

-- call_back: whose cases are to be called back, without: closings after which nobody is; attempts: until it is given up.
insert into gridroom.setting (key, value) values
    ('hand_over_receipt_minutes', '10'),
    ('self_handled_needs_pictures', 'true'),
    ('call_back', '{"sources": ["hotline", "public"], "always": ["leader"], "without": ["answered"], "attempts": 3}'),
    ('reopen_supervision', '{"from": 3, "kind": "important", "card": "yellow", "reply_hours": 24,
                             "reason": "第{count}次发回重办：{why}", "demand": "提级督办，限期办结并书面说明原因"}')
on conflict (key) do nothing;

reset role;
