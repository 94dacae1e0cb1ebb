-- Why: who has fallen silent is found from each sender's own last report, without reading all there are.
-- Locks: intake_report, share, while the index is built (about 2 s per million rows). Duration: seconds. Verify: \d intake_report

create index intake_report_sender on intake_report (source, sender, received_at desc);
