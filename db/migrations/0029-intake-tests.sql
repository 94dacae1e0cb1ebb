-- Why: what a sender marked as a test waits in a list of its own, newest first, and is found among millions by an index of those few.
-- Locks: intake_report, share, while a partial index is built over rows that are almost never there. Duration: one read of the table.
-- Verify: \d intake_report

create index intake_report_tests on intake_report (received_at desc, report_id desc) where excluded = 'test';
