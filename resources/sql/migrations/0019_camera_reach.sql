-- What a camera can see lies in this box: which cameras see a place is asked of an index instead of every camera within 5 km.
set role gridroom_owner;

alter table gridroom.camera add covered box;
create index camera_covered on gridroom.camera using gist (covered) where active and covered is not null;
alter table gridroom.camera no force row level security;
update gridroom.camera set covered = box(point(position[0] - reach / 80000, position[1] - reach / 110000),
                                         point(position[0] + reach / 80000, position[1] + reach / 110000))
    where reach is not null;
alter table gridroom.camera force row level security;

reset role;
