-- A reading of personal data counts once it is committed: who reads and rolls back would leave no trace.
set role gridroom_owner;

alter table gridroom.disclosure add transaction_id xid8 not null default pg_current_xact_id();
alter table gridroom.track_reading add transaction_id xid8 not null default pg_current_xact_id();

reset role;
