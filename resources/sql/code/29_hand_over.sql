-- Handing a matter over to 110, 119 or 120 (应急转入, docs/trade.md §1.3 row 26). The case goes on; several may be told.
-- Whoever was told is to confirm within setting hand_over_receipt_minutes: what is missing shows on the board.
set role gridroom_owner;

-- The case as the board shows its hand-overs.
create or replace function gridroom.with_hand_overs(c gridroom.case_file)
returns gridroom.case_file language plpgsql stable set search_path = gridroom, public, pg_temp as $$
begin
    select coalesce(array_agg(distinct h.service order by h.service), '{}'), min(h.receipt_due) filter (where h.confirmed_at is null)
    into c.hand_overs, c.receipt_due
    from hand_over h where h.case_id = c.case_id;
    return c;
end $$;

-- told_at: when it really was, if it is written down later. reference or reply given at once: they confirmed at once.
create function api.hand_over_case(
    request_id uuid, case_id bigint, version integer, service text, told text, told_words text,
    channel text default 'phone', told_at timestamptz default null, reference text default '', reply text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(hand_over_case.request_id, 'hand_over', hand_over_case.case_id);
    c case_file;
    h hand_over;
    stamp timestamptz := clock_timestamp();
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(hand_over_case.case_id, hand_over_case.version, 'hand_over');
    if hand_over_case.service is null or hand_over_case.service not in ('110', '119', '120') then
        perform refuse('GR004', 'unknown service', '{"field": "service", "why": "unknown"}');
    end if;
    if coalesce(nullif(hand_over_case.channel, ''), 'phone') not in ('phone', 'radio', 'in_person', 'platform') then
        perform refuse('GR004', 'unknown channel', '{"field": "channel", "why": "unknown"}');
    end if;
    if hand_over_case.told_at > stamp or hand_over_case.told_at < timestamptz '1900-01-01 00:00+00' then
        perform refuse('GR004', 'nobody was told then', '{"field": "told_at", "why": "out_of_range"}');
    end if;
    h.reference := checked_text('reference', hand_over_case.reference, 200);
    h.reply := checked_text('reply', hand_over_case.reply, 2000);
    insert into hand_over (case_id, service, told, channel, words, told_at, written_at, receipt_due, reference, reply,
                           confirmed_at, confirmed_by)
    values (c.case_id, hand_over_case.service, checked_text('told', hand_over_case.told, 200, true),
            coalesce(nullif(hand_over_case.channel, ''), 'phone'), checked_text('told_words', told_words, 2000, true),
            coalesce(hand_over_case.told_at, stamp), stamp,
            stamp + make_interval(mins => coalesce((setting_value('hand_over_receipt_minutes') #>> '{}')::integer, 10)),
            h.reference, h.reply, case when h.reference || h.reply <> '' then stamp end,
            case when h.reference || h.reply <> '' then session_user end)
    returning * into h;
    return write_step(with_hand_overs(c), 'hand_over', c.state, h.words, hand_over_case.request_id,
        jsonb_build_object('service', h.service, 'told', h.told, 'channel', h.channel, 'told_at', h.told_at,
                           'reference', h.reference, 'hand_overs', jsonb_build_object(h.hand_over_no, hand_over_hash(h))),
        receiver => answerable_department(c),
        step_original_at => hand_over_case.told_at);
end $$;

create function api.confirm_hand_over(request_id uuid, case_id bigint, version integer, hand_over_no bigint, reply text,
                                      reference text default '')
returns api.case_answer language plpgsql security definer set search_path = gridroom, api, public, pg_temp as $$
declare
    answer api.case_answer := earlier_answer(confirm_hand_over.request_id, 'confirm_hand_over', confirm_hand_over.case_id);
    c case_file;
    h hand_over;
begin
    if answer.case_id is not null then return answer; end if;
    c := take_case(confirm_hand_over.case_id, confirm_hand_over.version, 'confirm_hand_over');
    update hand_over o
    set reply = checked_text('reply', confirm_hand_over.reply, 2000, true),
        reference = checked_text('reference', confirm_hand_over.reference, 200),
        confirmed_at = clock_timestamp(), confirmed_by = session_user
    where o.hand_over_no = confirm_hand_over.hand_over_no and o.case_id = c.case_id and o.confirmed_at is null
    returning * into h;
    if h is null then
        perform refuse('GR004', 'no such hand-over waits for a receipt', '{"field": "hand_over_no", "why": "unknown"}');
    end if;
    return write_step(with_hand_overs(c), 'confirm_hand_over', c.state, h.reply, confirm_hand_over.request_id,
        jsonb_build_object('service', h.service, 'reference', h.reference, 'late', h.confirmed_at > h.receipt_due,
                           'hand_overs', jsonb_build_object(h.hand_over_no, hand_over_hash(h))));
end $$;

reset role;
