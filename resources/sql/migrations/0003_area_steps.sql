-- Who drew, redrew or ended areas is recorded like everything else that a city configures.
set role gridroom_owner;

alter table gridroom.configuration_step
    drop constraint configuration_step_subject_check,
    add constraint configuration_step_subject_check
        check (subject in ('major', 'minor', 'condition', 'calendar_day', 'office_hours', 'setting', 'areas'));

reset role;
