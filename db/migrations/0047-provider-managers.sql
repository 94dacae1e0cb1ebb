-- Why: a provider's own manager invites colleagues, sees who has access and ends it, without asking the clearing house for each. Whoever is
--   one is named by the clearing house or by another manager of the same provider; nobody becomes one by this migration.
-- Locks: intake_provider_person, exclusive, for a moment (no rewrite: constant default). Its rows are logged anew, for the column their hashes
--   now cover. Duration: instant (hundreds of rows). Verify: \d intake_provider_person

alter table intake_provider_person add column manages boolean not null default false;
select audit_protect_again();
