-- Why: whether the log was verified in the last day is asked every hour and may not read the whole log for it.
-- Locks: short exclusive lock on audit_entry. Duration: about 1 s per million entries. Verify: \d audit_entry
create index audit_entry_verified on audit_entry (at) where act = 'verify-audit';
