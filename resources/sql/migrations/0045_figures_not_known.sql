-- Households can be taken back to "not known", and are not known where the border moved after they were counted
-- (docs/decisions/0071).
set role gridroom_owner;

alter table gridroom.area_figures alter column households drop not null;
alter table gridroom.area_figures add constraint area_figures_people_in_households check (households is not null or population is null);

-- The versions of an area that stand no more: whether its border moved.
create index area_code_past on gridroom.area (level, code) where valid_to is not null;

reset role;
