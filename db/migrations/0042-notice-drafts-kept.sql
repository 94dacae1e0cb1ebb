-- Why: drafts nobody comes back to are found by their last touch, and go (reference/intake/portal.json). And what a draft became, who began
--   it and when it was sent stand in the log of rows from now on. Its answers and its last touch are left out: they change with every page
--   that is saved, are no notice yet, and are emptied once it is sent. Uploads and their pieces stay outside: rows of minutes, whose
--   deletion is their normal end; the bytes they point to have every move in vault_custody, which is in the log.
-- Locks: intake_notice_draft, share, while the index is built and the rows are logged. Duration: instant (thousands of rows at most).
-- Verify: \d intake_notice_draft; select * from audit_faults_of_intake_notice_draft();

create index intake_notice_draft_touched on intake_notice_draft (saved_at) where sent_at is null;

select audit_protect('intake_notice_draft', array['answers', 'saved_at']), audit_protect_again();
