-- Why: how much each sender may send (dated rows, set by an administrator), how much it has sent (one row a sender and measure, whatever
--   is stored), and which reports came of a document that waited in the spool while the database was away.
-- Locks: none on tables that exist. Duration: instant. Verify: \d intake_quota, \d intake_allowance, \d intake_ticket

create table intake_quota (
  quota_id bigint generated always as identity primary key,
  -- As the trail writes an actor: token:3, credential:5.
  sender text not null,
  documents_per_minute integer not null check (documents_per_minute > 0),
  mebibytes_per_hour integer not null check (mebibytes_per_hour > 0),
  alarms_per_minute integer not null check (alarms_per_minute > 0),
  valid_from timestamptz not null,
  set_by text not null,
  set_at timestamptz not null,
  reason text not null
);
create index intake_quota_in_force on intake_quota (sender, valid_from desc, quota_id desc);

-- What is spent is a point in time: until then the sender lives on what it has sent already. It is worth no flush of the disk.
create table intake_allowance (
  sender text not null,
  measure text not null check (measure in ('documents', 'bytes', 'alarms')),
  spent_until timestamptz not null,
  primary key (sender, measure)
);

create table intake_ticket (
  ticket text not null,
  report_id bigint not null references intake_report (report_id),
  -- Whose ticket it is, as the trail writes an actor.
  held_by text not null,
  spooled_at timestamptz not null,
  primary key (ticket, report_id)
);
create index intake_ticket_report on intake_ticket (report_id);

do $$
begin
  call access_wall('intake_ticket', access_report_rule('register', 'intake_ticket.report_id'));
end $$;
-- Only the service counts what is sent.
revoke insert, update, delete on intake_allowance from vigie_desk;
revoke update, delete on intake_quota from vigie_service, vigie_desk;
select audit_protect('intake_quota'), audit_protect('intake_ticket');
