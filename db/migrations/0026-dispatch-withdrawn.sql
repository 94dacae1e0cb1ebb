-- Why: a package taken back that still lies in its recipient's folder is taken out; whoever tells the recipient knows it.
-- Locks: short exclusive lock on dispatch_retraction. Duration: instant. Verify: \d dispatch_retraction

alter table dispatch_retraction add column withdrawn_at timestamptz;
select audit_protect_again();
