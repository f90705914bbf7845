-- Every import is recorded alike, areas too, with the name of its file and what came of it (docs/decisions/0070).
set role gridroom_owner;

alter table gridroom.register_import
    drop constraint register_import_register_check,
    add constraint register_import_register_check check (register in ('area', 'place', 'component', 'camera'));
create index register_import_newest on gridroom.register_import (at desc);

reset role;
