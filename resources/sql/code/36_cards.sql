-- Cards by rule (路桥: a day to accept, five to finish; the province's two and seven; docs/trade.md §1.4) and appeals against
-- orders (docs/decisions/0042). A rule of setting 'card_rules':
--   name          unique; a card is given once per handling clock and name
--   when          'dispatched': nobody accepted it yet · 'handling': with a department
--   kind, value   how long after the dispatch, pauses left out; without them: at the case's own deadline
--   overdue       true: not before the case's own deadline has passed
--   card, words, demand, reply_hours   what the order says; reply_hours 0: no reply is wanted
set role gridroom_owner;

-- Whether every rule can be read, and no two share a name.
create or replace function gridroom.good_card_rules(rules jsonb)
returns boolean language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    return jsonb_typeof(rules) = 'array' and jsonb_array_length(rules) <= 20
        and (select count(distinct r ->> 'name') from jsonb_array_elements(rules) r) = jsonb_array_length(rules)
        and not exists (
            select from jsonb_array_elements(rules) r
            where (r ->> 'name' ~ '^[a-z_]{1,30}$' and r ->> 'when' in ('dispatched', 'handling')
                   and r ->> 'card' in ('reminder', 'yellow', 'red')
                   and length(r ->> 'words') between 1 and 200 and length(r ->> 'demand') between 1 and 200
                   and (r ->> 'reply_hours')::numeric between 0 and 8784
                   and coalesce(jsonb_typeof(r -> 'overdue') = 'boolean', true)
                   and (case when r ? 'value' then limit_interval(r ->> 'kind', (r ->> 'value')::numeric) is not null
                        else r ->> 'when' = 'handling' end)) is not true);
exception when data_exception then
    return false;
end $$;

create or replace function gridroom.card_rank(card text)
returns integer language sql immutable as $$ select array_position(array['reminder', 'yellow', 'red'], card) $$;

-- When each rule that still applies to this clock in this state of its case is due. Who had a yellow card is not
-- reminded afterwards: a rule never gives less than was given. Not exactly: a moment that is cheap to tell and never
-- too late, because counted time is never longer than the time that passed.
create or replace function gridroom.card_dues(k gridroom.case_clock, state text, exactly boolean default true)
returns table (rule jsonb, due timestamptz) language sql stable set search_path = gridroom, public, pg_temp as $$
    select r.rule,
           case when not exactly then
               greatest(case when r.rule ? 'value'
                             then k.started_at + limit_interval(r.rule ->> 'kind', (r.rule ->> 'value')::numeric) end,
                        case when (r.rule -> 'overdue')::boolean or not r.rule ? 'value' then k.due_at end)
           when r.rule ? 'value' then
               greatest(clock_reaches(k.clock_id, limit_interval(r.rule ->> 'kind', (r.rule ->> 'value')::numeric), r.rule ->> 'kind'),
                        case when (r.rule -> 'overdue')::boolean then clock_reaches(k.clock_id, clock_limit(k)) end)
           else clock_reaches(k.clock_id, clock_limit(k)) end
    from jsonb_array_elements(coalesce(setting_value('card_rules'), '[]')) r(rule)
    where (state = 'dispatched' or (r.rule ->> 'when' = 'handling' and state in ('accepted', 'in_rework')))
      and not exists (
          select from supervision_order o
          where o.clock_id = k.clock_id and o.rule <> ''
            and (o.rule = r.rule ->> 'name' or card_rank(o.card) > card_rank(r.rule ->> 'card')))
$$;

-- Writes on the running handling clock of a case when to look at it for its next card; nothing while it is paused or
-- nobody has it. Every dispatch asks this, so it is told exactly only to who looks (2.7 ms of a dispatch's 4, measured).
drop function if exists gridroom.plan_card(bigint);
create or replace function gridroom.plan_card(of_case bigint, exactly boolean default false)
returns void language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    k case_clock;
    wanted timestamptz;
    wanted_rule text;
begin
    select c.* into k from case_clock c
    where c.case_id = of_case and c.name = 'handle' and c.stopped_at is null order by c.clock_id desc limit 1;
    if k.clock_id is null then
        return;
    end if;
    if not exists (select from clock_pause p where p.clock_id = k.clock_id and p.resumed_at is null) then
        select d.due, d.rule ->> 'name' into wanted, wanted_rule
        from case_file f, card_dues(k, f.state, exactly) d where f.case_id = of_case
        order by d.due limit 1;
    end if;
    update case_clock c set next_card_at = wanted, next_card = coalesce(wanted_rule, '')
    where c.clock_id = k.clock_id and (c.next_card_at, c.next_card) is distinct from (wanted, coalesce(wanted_rule, ''));
end $$;

-- Gives every card whose moment has come, in the name of whoever's workstation noticed it first and marked as given by
-- rule. What somebody else has in hand is left to the next call. Returns how many were given.
create or replace function gridroom.issue_due_cards()
returns integer language plpgsql security definer set search_path = gridroom, public, pg_temp as $$
declare
    c case_file;
    k case_clock;
    r jsonb;
    o supervision_order;
    given integer := 0;
    stamp timestamptz;
begin
    perform me();
    for c in
        select f.* from case_clock d join case_file f on f.clock_id = d.clock_id
        where d.stopped_at is null and d.next_card_at <= clock_timestamp()
        order by f.case_id limit 200 for update of f skip locked
    loop
        select * into k from case_clock where clock_id = c.clock_id;
        select d.rule into r from card_dues(k, c.state) d
        where d.due <= clock_timestamp() order by card_rank(d.rule ->> 'card') desc, d.due limit 1;
        if r is not null then
            stamp := clock_timestamp();
            insert into supervision_order (order_number, case_id, kind, card, reason, demand, department_id, reply_by,
                                           issued_at, rule, clock_id)
            values (next_number('supervision'), c.case_id, 'timeout', r ->> 'card', r ->> 'words', r ->> 'demand',
                    answerable_department(c),
                    case when (r ->> 'reply_hours')::numeric > 0
                         then stamp + make_interval(secs => (r ->> 'reply_hours')::float8 * 3600) end,
                    stamp, r ->> 'name', k.clock_id)
            returning * into o;
            perform write_step(with_orders(c), 'supervise', c.state, o.reason, gen_random_uuid(),
                jsonb_build_object('automatic', true, 'rule', o.rule, 'order_number', o.order_number, 'order_kind', o.kind,
                                   'card', o.card, 'demand', o.demand, 'reply_by', o.reply_by,
                                   'orders', jsonb_build_object(o.order_number, order_hash(o))),
                receiver => o.department_id);
            given := given + 1;
        end if;
        perform plan_card(c.case_id, exactly => true);  -- the next rule, or the same one when it is really due
    end loop;
    return given;
end $$;

create function api.issue_cards()
returns integer language sql security definer set search_path = gridroom, public, pg_temp as $$
    select issue_due_cards()
$$;

-- A department appeals against an open order; the duty chief upholds it (the order ends and does not count) or dismisses
-- it (the order stays as it is).
create function api.appeal_order(request_id uuid, case_id bigint, version integer, order_id bigint, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(appeal_order.request_id, 'appeal_order', appeal_order.case_id);
    c case_file;
    o supervision_order;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(appeal_order.case_id, appeal_order.version, 'appeal_order');
    o := open_order(c, appeal_order.order_id);
    if o.appeal_outcome <> '' then
        perform refuse('GR004', 'an order is appealed against once', '{"field": "order_id", "why": "appealed"}');
    end if;
    update supervision_order s
    set appeal = checked_text('reason', appeal_order.reason, 2000, true), appealed_at = clock_timestamp(),
        appealed_by = session_user, appeal_outcome = 'pending'
    where s.order_id = o.order_id returning * into o;
    c.order_appeal := true;
    return write_step(c, 'appeal_order', c.state, o.appeal, appeal_order.request_id,
        jsonb_build_object('order_number', o.order_number, 'orders', jsonb_build_object(o.order_number, order_hash(o))));
end $$;

create function api.decide_order_appeal(request_id uuid, case_id bigint, version integer, order_id bigint, upheld boolean, reason text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(decide_order_appeal.request_id, 'decide_order_appeal', decide_order_appeal.case_id);
    c case_file;
    o supervision_order;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(decide_order_appeal.case_id, decide_order_appeal.version, 'decide_order_appeal');
    o := open_order(c, decide_order_appeal.order_id);
    if o.appeal_outcome <> 'pending' then
        perform refuse('GR004', 'nobody appealed against this order', '{"field": "order_id", "why": "not_appealed"}');
    end if;
    if upheld is null then
        perform refuse('GR004', 'upheld or dismissed', '{"field": "upheld", "why": "empty"}');
    end if;
    perform refuse_own_request(c.department_id, 'decide_order_appeal');
    update supervision_order s
    set appeal_outcome = case when upheld then 'upheld' else 'dismissed' end, appeal_decided_at = clock_timestamp(),
        appeal_decided_by = session_user, appeal_words = checked_text('reason', decide_order_appeal.reason, 2000, true),
        resolved_at = case when upheld then clock_timestamp() end, resolved_by = case when upheld then session_user end
    where s.order_id = o.order_id returning * into o;
    c.order_appeal := exists (select from supervision_order s where s.case_id = c.case_id and s.appeal_outcome = 'pending');
    return write_step(with_orders(c), 'decide_order_appeal', c.state, o.appeal_words, decide_order_appeal.request_id,
        jsonb_build_object('order_number', o.order_number, 'upheld', upheld,
                           'orders', jsonb_build_object(o.order_number, order_hash(o))),
        receiver => o.department_id);
end $$;

reset role;
alter function gridroom.issue_due_cards() owner to gridroom_across;
