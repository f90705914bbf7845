-- Who reads what of the alarms; no path to change what people did, nor to forget a ring.
set role gridroom_owner;

alter table gridroom.alarm_ring enable row level security;
alter table gridroom.alarm_ring force row level security;
drop policy if exists seen on gridroom.alarm_ring;
create policy seen on gridroom.alarm_ring for all using (login = session_user) with check (login = session_user);
alter table gridroom.alarm_watch enable row level security;
alter table gridroom.alarm_watch force row level security;
drop policy if exists seen on gridroom.alarm_watch;
create policy seen on gridroom.alarm_watch for all using (login = session_user) with check (login = session_user);
-- An act is read only together with its alarm, which asks row security itself; keys hold no words.
alter table gridroom.alarm_act enable row level security;
alter table gridroom.alarm_act force row level security;
drop policy if exists seen on gridroom.alarm_act;
create policy seen on gridroom.alarm_act for all using (not (select gridroom.is_wall_only())) with check (by_login = session_user);
alter table gridroom.history_finding enable row level security;
alter table gridroom.history_finding force row level security;
drop policy if exists seen on gridroom.history_finding;
create policy seen on gridroom.history_finding for all
    using ((select gridroom.has_any_duty('{gridroom_security_auditor,gridroom_administrator,gridroom_duty_chief}')))
    with check (true);
create or replace trigger never_changed before update or delete on gridroom.alarm_act
    for each row execute function gridroom.never_changed();
create or replace trigger never_emptied before truncate on gridroom.alarm_act
    for each statement execute function gridroom.never_changed();
create or replace trigger never_removed before delete on gridroom.alarm_ring
    for each row execute function gridroom.never_changed();

create or replace function gridroom.tell_alarm()
returns trigger language plpgsql set search_path = gridroom, pg_temp as $$
begin
    perform pg_notify('gridroom_alarm', '0');
    return null;
end $$;
create or replace trigger tell_alarm after insert on gridroom.alarm_act
    for each statement execute function gridroom.tell_alarm();

reset role;
