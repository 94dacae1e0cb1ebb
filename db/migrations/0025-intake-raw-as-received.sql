-- Why: what was received is kept as it came: squeezing each document took longer than reading it, and the bytes are read rarely. A row of
-- the queue is written at receipt and twice by the stages: with room on its own page the last of these touches no index.
-- Locks: short exclusive locks on intake_raw and triage_queue. Duration: instant; rows kept before stay as they are.
-- Verify: \d+ intake_raw; \d+ triage_queue

alter table intake_raw alter column bytes set storage external;
alter table intake_raw set (toast_tuple_target = 8160);
alter table triage_queue set (fillfactor = 40);
