-- Why: who a report comes from and the way it came are two things (a provider may write, telephone or use its portal); the offence
-- a sender or an analyst names; reports their sender marked as tests are in no count from the moment they are stored.
-- Locks: intake_report and intake_incident, exclusive, for a moment (no rewrite: constant default, null). Duration: instant.
-- Rows of both tables are logged anew, for the columns their hashes now cover.
-- Verify: \d intake_report

alter table intake_report add column channel text not null default 'file';
update intake_report set channel = 'ispws' where credential_id is not null;
alter table intake_report alter column channel drop default;
alter table intake_incident add column offence text;
select audit_protect_again();
