-- Reminders and supervision orders. They leave the state alone and raise the version: who moves a case should have
-- seen that it is pressed (docs/decisions/0019). Every order has its hash in the steps that wrote it.
set role gridroom_owner;

-- The case as the board shows its open orders.
create or replace function gridroom.with_orders(c gridroom.case_file)
returns gridroom.case_file language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    select coalesce((array['reminder', 'yellow', 'red'])[max(array_position(array['reminder', 'yellow', 'red'], o.card))], ''),
           min(o.reply_by) filter (where o.replied_at is null)
    into c.card, c.reply_due
    from supervision_order o where o.case_id = c.case_id and o.resolved_at is null;
    return c;
end $$;

-- An ended case ends its orders: what was not answered stays so, for everybody to see. Part of write_step, so it may
-- not depend on what the author sees. Returns the orders and their hashes for the step.
create or replace function gridroom.end_orders(of_case bigint, stamp timestamptz)
returns jsonb language sql set search_path = gridroom, pg_temp as $$
    with ended as (
        update supervision_order o
        set resolved_at = stamp, resolved_by = session_user, ended_with_case = true,
            -- nobody has to decide an appeal against what is over
            appeal_outcome = case when o.appeal_outcome = 'pending' then 'dismissed' else o.appeal_outcome end,
            appeal_decided_at = case when o.appeal_outcome = 'pending' then stamp else o.appeal_decided_at end,
            appeal_decided_by = case when o.appeal_outcome = 'pending' then session_user else o.appeal_decided_by end
        where o.case_id = of_case and o.resolved_at is null
        returning o.order_number, order_hash(o) as hash
    )
    select jsonb_build_object('orders', coalesce(jsonb_object_agg(order_number, hash), '{}')) from ended
$$;

-- The open order of this case, or a refusal.
create or replace function gridroom.open_order(c gridroom.case_file, wanted bigint)
returns gridroom.supervision_order language plpgsql set search_path = gridroom, public, pg_temp as $$
declare
    found_order supervision_order;
begin
    select * into found_order from supervision_order o
    where o.order_id = wanted and o.case_id = c.case_id and o.resolved_at is null for update;
    if found_order is null then
        perform refuse('GR004', 'no such open order on this case', '{"field": "order_id", "why": "unknown"}');
    end if;
    return found_order;
end $$;

create function api.remind_case(request_id uuid, case_id bigint, version integer, words text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(remind_case.request_id, 'remind', remind_case.case_id);
    c case_file;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(remind_case.case_id, remind_case.version, 'remind');
    c.remind_count := c.remind_count + 1;
    return write_step(c, 'remind', c.state, checked_text('words', words, 2000, true), remind_case.request_id,
                      jsonb_build_object('count', c.remind_count), receiver => answerable_department(c));
end $$;

-- The department that would have to answer for the case now; null while it lies with the centre.
create or replace function gridroom.answerable_department(c gridroom.case_file)
returns integer language sql immutable set search_path = gridroom, public, pg_temp as $$
    select case when c.state in ('dispatched', 'accepted', 'in_rework', 'suspended', 'deferred', 'handled', 'verified')
           then c.department_id end
$$;

-- reply_by: the department is to reply in writing by then; null: it only has to act.
create function api.supervise_case(request_id uuid, case_id bigint, version integer, order_kind text, card text,
                                   reason text, demand text, reply_by timestamptz default null)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(supervise_case.request_id, 'supervise', supervise_case.case_id);
    c case_file;
    o supervision_order;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(supervise_case.case_id, supervise_case.version, 'supervise');
    if order_kind is null or order_kind not in ('timeout', 'leader', 'important') then
        perform refuse('GR004', 'unknown kind of order', '{"field": "order_kind", "why": "unknown"}');
    end if;
    if supervise_case.card is null or supervise_case.card not in ('reminder', 'yellow', 'red') then
        perform refuse('GR004', 'unknown card', '{"field": "card", "why": "unknown"}');
    end if;
    o.department_id := answerable_department(c);
    if supervise_case.reply_by is not null and o.department_id is null then
        perform refuse('GR004', 'no department has the case, so none can reply', '{"field": "reply_by", "why": "nobody"}');
    end if;
    if supervise_case.reply_by <= now() or supervise_case.reply_by > now() + interval '366 days' then
        perform refuse('GR004', 'a reply is due within a year', '{"field": "reply_by", "why": "out_of_range"}');
    end if;
    o.reason := checked_text('reason', supervise_case.reason, 2000, true);
    o.demand := checked_text('demand', supervise_case.demand, 2000, true);
    insert into supervision_order (order_number, case_id, kind, card, reason, demand, department_id, reply_by, issued_at)
    values (next_number('supervision'), c.case_id, order_kind, supervise_case.card, o.reason, o.demand, o.department_id,
            supervise_case.reply_by, clock_timestamp())
    returning * into o;
    return write_step(with_orders(c), 'supervise', c.state, o.reason, supervise_case.request_id,
        jsonb_build_object('order_number', o.order_number, 'order_kind', o.kind, 'card', o.card, 'demand', o.demand,
                           'reply_by', o.reply_by, 'orders', jsonb_build_object(o.order_number, order_hash(o))),
        receiver => o.department_id);
end $$;

create function api.reply_to_order(request_id uuid, case_id bigint, version integer, order_id bigint, reply text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(reply_to_order.request_id, 'reply_to_order', reply_to_order.case_id);
    c case_file;
    o supervision_order;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(reply_to_order.case_id, reply_to_order.version, 'reply_to_order');
    o := open_order(c, reply_to_order.order_id);
    if o.reply_by is null or o.replied_at is not null then
        perform refuse('GR004', 'this order waits for no reply', '{"field": "order_id", "why": "not_waiting"}');
    end if;
    update supervision_order s
    set reply = checked_text('reply', reply_to_order.reply, 20000, true), replied_at = clock_timestamp(),
        replied_by = session_user
    where s.order_id = o.order_id returning * into o;
    return write_step(with_orders(c), 'reply_to_order', c.state, o.reply, reply_to_order.request_id,
        jsonb_build_object('order_number', o.order_number, 'late', o.replied_at > o.reply_by,
                           'orders', jsonb_build_object(o.order_number, order_hash(o))));
end $$;

create function api.resolve_order(request_id uuid, case_id bigint, version integer, order_id bigint, resolution text)
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(resolve_order.request_id, 'resolve_order', resolve_order.case_id);
    c case_file;
    o supervision_order;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(resolve_order.case_id, resolve_order.version, 'resolve_order');
    o := open_order(c, resolve_order.order_id);
    update supervision_order s
    set resolution = checked_text('resolution', resolve_order.resolution, 2000, true), resolved_at = clock_timestamp(),
        resolved_by = session_user
    where s.order_id = o.order_id returning * into o;
    return write_step(with_orders(c), 'resolve_order', c.state, o.resolution, resolve_order.request_id,
        jsonb_build_object('order_number', o.order_number, 'orders', jsonb_build_object(o.order_number, order_hash(o))),
        receiver => answerable_department(c));
end $$;

reset role;
