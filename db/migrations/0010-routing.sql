-- Why: which police service has jurisdiction. Directory rows carry source, standing and validity dates.
-- Locks: none (new tables). Duration: instant. Verify: \d routing_agency

create table routing_agency (
  code text primary key,
  name_en text not null,
  name_fr text not null,
  country text not null,
  -- languages of work, first one preferred
  languages text[] not null,
  kind text not null,
  duty_line text,
  confirm_before_first_use boolean not null,
  -- human-rights-not-reviewed until the operator's review is on record
  caution text,
  -- I-24/7, SIENA, CMT, liaison officer
  police_channel text,
  -- reference of the arrangement that allows disclosure abroad (Privacy Act 8(2)(f))
  agreement text,
  contact_verified_on date,
  standing text not null,
  source_key text not null,
  valid_from date,
  valid_to date
);

create table routing_coverage (
  coverage_id bigint generated always as identity primary key,
  code text not null references routing_agency,
  -- municipality | military-base | first-nations-territory | province-part | province | country | unknown-place
  kind text not null,
  value text not null,
  province text,
  rank smallint not null,
  standing text not null,
  source_key text not null,
  valid_from date,
  valid_to date,
  unique nulls not distinct (code, kind, value, province)
);
create index routing_coverage_value on routing_coverage (kind, value);

create table routing_channel (
  code text primary key references routing_agency,
  -- spool: a folder; pickup: one-time link
  kind text not null check (kind in ('spool', 'pickup')),
  entered_by text not null,
  entered_at timestamptz not null
);

create table routing_recipient_key (
  key_id bigint generated always as identity primary key,
  code text not null references routing_agency,
  form text not null check (form in ('x509', 'age')),
  material text not null,
  fingerprint text not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  proposed_by text not null,
  proposed_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  revoked_at timestamptz
);
create index routing_recipient_key_code on routing_recipient_key (code);

create table routing_candidate (
  report_id bigint not null,
  -- reported-place | victim-place
  role text not null,
  rank smallint not null,
  code text not null,
  weight double precision not null,
  -- reasons and cautions with their source paths (routing/types.ts)
  explanation jsonb not null,
  rule_version text not null,
  proposed_at timestamptz not null,
  primary key (report_id, role, rank)
);

create table routing_route (
  route_id bigint generated always as identity primary key,
  report_id bigint not null,
  role text not null,
  code text not null,
  status text not null check (status in ('proposed', 'accepted', 'contested')),
  decided_by text not null,
  decided_at timestamptz not null,
  unique (report_id, role)
);
