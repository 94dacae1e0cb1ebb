-- Why: what was received, exactly; the report in its versions and parts; the ledger in which received = dispositioned + open.
-- Locks: none (new tables). Duration: instant. Verify: \d intake_report

create table intake_report (
  report_id bigint generated always as identity primary key,
  number text not null unique,
  source text not null,
  format text not null,
  sender text not null,
  credential_id bigint,
  -- The sender's own number; ncmec: the CyberTip number. Known versions share it.
  external_id text,
  received_at timestamptz not null,
  -- unfinished | open | held | a disposition
  state text not null,
  current_version integer not null default 1,
  -- parsed: understood; unreadable: received and kept, shown on the repair bench with its reason
  reading text not null default 'parsed' check (reading in ('parsed', 'unreadable')),
  unreadable_reason text,
  -- The sender's own alarm (priority 1, escalateToHighPriority, exigent): a floor only a person lowers.
  sender_alarm text,
  finished_at timestamptz,
  retracted_at timestamptz,
  closed_unfinished_at timestamptz,
  last_change_at timestamptz not null,
  duplicate_of bigint references intake_report,
  excluded text check (excluded in ('drill', 'training', 'test'))
);
create unique index intake_report_known_tip on intake_report (source, external_id) where source = 'ncmec' and external_id is not null;
create index intake_report_external on intake_report (external_id) where external_id is not null;
create index intake_report_open on intake_report (received_at) where state in ('unfinished', 'open', 'held');
create index intake_report_unfinished on intake_report (last_change_at) where state = 'unfinished' and closed_unfinished_at is null;
create index intake_report_received on intake_report (received_at desc, report_id desc);

-- The number a sender of /ispws sees. Positive and safe as a JS integer.
create sequence intake_ispws_number start 4100001;
create table intake_ispws_report (
  ispws_id bigint primary key,
  report_id bigint not null unique references intake_report,
  credential_id bigint not null
);

create table intake_raw (
  raw_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  source text not null,
  -- report | file-details | retract | finish | import
  kind text not null,
  content_type text,
  sha256 bytea not null,
  size_bytes bigint not null,
  -- up to 1 MiB here; larger ones are vault objects
  bytes bytea,
  object_id uuid,
  file_name text,
  received_at timestamptz not null,
  check ((bytes is null) <> (object_id is null))
);
create index intake_raw_report on intake_raw (report_id);
-- A repeated submission is linked to the first one with the same bytes, never merged.
create index intake_raw_same_bytes on intake_raw (sha256, report_id) where kind = 'report';
-- The same bytes imported again are a repetition, not a report.
create unique index intake_raw_imported_once on intake_raw (source, sha256) where kind = 'import';

create table intake_version (
  report_id bigint not null references intake_report,
  version integer not null,
  raw_id bigint not null,
  parsed_at timestamptz not null,
  -- SubmittedReport without its people, identifiers, files and narratives (intake/types.ts)
  content jsonb not null,
  primary key (report_id, version)
);

create table intake_incident (
  incident_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  version integer not null,
  incident_type text,
  platform text,
  occurred_as_written text,
  occurred_at timestamptz,
  occurred_zone text check (occurred_zone in ('stated', 'unstated', 'unreadable')),
  occurred_description text,
  description text
);
create index intake_incident_report on intake_incident (report_id);

create table intake_person (
  person_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  version integer not null,
  role text not null check (role in ('reported', 'intended-recipient', 'reporter', 'third')),
  ordinal integer not null,
  -- SubmittedPerson (intake/types.ts)
  details jsonb not null
);
create index intake_person_report on intake_person (report_id);

-- Restricted: children. Only the compartments of the domain page, section 10, ever read these two tables.
create table intake_victim (
  victim_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  version integer not null,
  ordinal integer not null,
  details jsonb not null
);
create index intake_victim_report on intake_victim (report_id);

create table intake_identifier (
  identifier_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  version integer not null,
  person_id bigint,
  person_role text,
  kind text not null,
  value text not null,
  normal text,
  service text,
  port integer,
  observed_as_written text,
  observed_at timestamptz,
  observed_zone text check (observed_zone in ('stated', 'unstated', 'unreadable')),
  event text,
  provenance text not null,
  caveat text,
  verified boolean,
  possible_proxy boolean,
  path text not null
);
create index intake_identifier_report on intake_identifier (report_id);
create index intake_identifier_normal on intake_identifier (kind, normal) where normal is not null;

create table intake_victim_identifier (
  identifier_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  version integer not null,
  victim_id bigint,
  kind text not null,
  value text not null,
  normal text,
  service text,
  port integer,
  observed_as_written text,
  observed_at timestamptz,
  observed_zone text check (observed_zone in ('stated', 'unstated', 'unreadable')),
  event text,
  provenance text not null,
  caveat text,
  verified boolean,
  possible_proxy boolean,
  path text not null
);
create index intake_victim_identifier_report on intake_victim_identifier (report_id);

create table intake_file (
  file_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  version integer not null,
  ordinal integer not null,
  -- the fileId an /ispws client was given; begins with a letter g-z
  ispws_file_id text unique,
  -- null: announced in the report, bytes not received
  object_id uuid,
  original_name text,
  size_bytes bigint,
  md5 bytea,
  sha1 bytea,
  sha256 bytea,
  viewed_by_esp boolean,
  -- SubmittedFileDetails (intake/types.ts)
  details jsonb not null default '{}',
  received_at timestamptz not null
);
create index intake_file_report on intake_file (report_id);
create index intake_file_sha256 on intake_file (sha256) where sha256 is not null;
create index intake_file_md5 on intake_file (md5) where md5 is not null;

create table intake_narrative (
  narrative_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  version integer not null,
  path text not null,
  body text not null,
  -- narratives of victims are read under the victims' rules
  restricted boolean not null default false
);
create index intake_narrative_report on intake_narrative (report_id);

create table intake_drift (
  drift_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  version integer not null,
  path text not null,
  kind text not null,
  detail text not null
);
create index intake_drift_report on intake_drift (report_id);

create table intake_ledger (
  entry_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  source text not null,
  from_state text not null,
  to_state text not null,
  at timestamptz not null,
  -- the day of receipt in the centre's time zone: the day a report counts in
  received_day date not null,
  actor text not null
);
create index intake_ledger_report on intake_ledger (report_id);
create index intake_ledger_day on intake_ledger (received_day, source);
