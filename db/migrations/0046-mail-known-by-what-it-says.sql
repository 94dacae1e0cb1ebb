-- Why: servers on the way of a mail write headers of their own, so that the same mail by two doors, or along two ways, has other bytes. It is
--   known by its Message-ID together with what it says, and each way it came by is kept.
-- Locks: none on tables that exist. Duration: instant. Verify: \d intake_mail

create table intake_mail (
  mail_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report (report_id),
  -- the message as it came, whole
  sha256 bytea not null,
  source text not null,
  -- SHA-256 over its Message-ID and what it says; see intake/parse/mail-identity.ts
  identity bytea not null check (length(identity) = 32),
  size_bytes bigint not null,
  -- Of a further copy: its header as it came; its body is the first one's. Null: the first, kept whole.
  header bytea check (length(header) <= 262144),
  received_at timestamptz not null,
  unique (report_id, sha256)
);
-- Of two that come at once one is first; the other looks again.
create unique index intake_mail_first on intake_mail (source, identity) where header is null;

do $$
begin
  call access_wall('intake_mail', access_report_rule('content', 'intake_mail.report_id'));
end $$;

-- The digest of what is gone stays nowhere, the log included: a copy of the mail could be tried on it.
select audit_protect('intake_mail', array['sha256', 'identity']), audit_protect_again();
