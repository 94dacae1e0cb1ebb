-- Why: what was received is kept as it came: squeezing each document took longer than reading it, and the bytes are read rarely. A row of
-- the queue is written at receipt and twice by the stages: with room on its own page the last of these touches no index. No question
-- looks for documents by their content: gathering statistics of them was half a processor's work while an import ran.
-- Locks: short exclusive locks on the tables named. Duration: instant; rows kept before stay as they are.
-- Verify: \d+ intake_raw; \d+ triage_queue

alter table intake_raw alter column bytes set storage external;
alter table intake_raw set (toast_tuple_target = 8160);
alter table triage_queue set (fillfactor = 40);

alter table intake_raw alter column bytes set statistics 0;
alter table intake_version alter column content set statistics 0;
alter table intake_person alter column details set statistics 0;
alter table intake_victim alter column details set statistics 0;
alter table intake_file alter column details set statistics 0;
alter table intake_narrative alter column body set statistics 0;
alter table triage_assessment alter column factors set statistics 0;
alter table triage_queue alter column place_hint set statistics 0;
alter table routing_candidate alter column explanation set statistics 0;
alter table linking_edge alter column evidence set statistics 0;
alter table audit_row_batch alter column keys set statistics 0, alter column hashes set statistics 0;
alter table audit_entry alter column detail set statistics 0, alter column commitments set statistics 0;
