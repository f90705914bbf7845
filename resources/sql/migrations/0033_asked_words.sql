-- What was asked with a request id, as a hash: the same id with other words is no repetition (docs/field-gateway.md).
set role gridroom_owner;

alter table gridroom.request add asked_words text not null default coalesce(current_setting('gridroom.asked_words', true), '');

reset role;
