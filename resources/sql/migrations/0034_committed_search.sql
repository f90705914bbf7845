-- A search for a caller's number counts once it is committed, like every reading of personal data (docs/decisions/0052).
set role gridroom_owner;

alter table gridroom.caller_search add transaction_id xid8 not null default pg_current_xact_id();

reset role;
