-- Why: what exactly leaves the house. A sealed version never changes; release is by a second person over its digests.
-- Locks: none (new tables). Duration: instant. Verify: \d packaging_package

create table packaging_package (
  package_id bigint generated always as identity primary key,
  number text not null unique,
  agency_code text not null,
  role text not null,
  language text not null,
  subject_id bigint,
  state text not null,
  author_staff_id bigint,
  created_at timestamptz not null,
  submitted_at timestamptz,
  submitted_by bigint,
  -- why a reviewer sent it back, or why it is parked
  note text
);
create index packaging_package_state on packaging_package (state, created_at);
create index packaging_package_subject on packaging_package (subject_id) where subject_id is not null;

create table packaging_member (
  package_id bigint not null references packaging_package,
  report_id bigint not null,
  role text not null,
  lead boolean not null,
  added_at timestamptz not null,
  primary key (package_id, report_id)
);
create index packaging_member_report on packaging_member (report_id);
-- A report may feed several packages; exactly one of them is marked lead.
create unique index packaging_member_one_lead on packaging_member (report_id) where lead;

create table packaging_item (
  package_id bigint not null references packaging_package,
  item smallint not null check (item between 1 and 7),
  state text not null check (state in ('present', 'not-applicable', 'pending')),
  reason text,
  body jsonb,
  due_at timestamptz,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (package_id, item)
);

create table packaging_sealed (
  sealed_id bigint generated always as identity primary key,
  package_id bigint not null references packaging_package,
  part integer not null default 1,
  bag_hash text not null,
  zip_sha256 bytea not null,
  content jsonb not null,
  -- [{ keyId, form, objectId, sha256, sizeBytes }]
  files jsonb not null,
  signer text not null,
  sealed_at timestamptz not null,
  -- a reviewer sent the package back: kept for ever, never delivered
  withdrawn_at timestamptz
);
-- However often a seal is attempted, one version of a part stands.
create unique index packaging_sealed_one_version on packaging_sealed (package_id, part) where withdrawn_at is null;

create table packaging_release (
  release_id bigint generated always as identity primary key,
  package_id bigint not null references packaging_package,
  part integer not null default 1,
  bag_hash text not null,
  released_by bigint not null,
  released_at timestamptz not null,
  -- sent back before anything left: the release no longer holds
  withdrawn_at timestamptz
);
create unique index packaging_release_one on packaging_release (package_id, part) where withdrawn_at is null;

-- Every move of a package: who, when, why. The road of the package is read from here.
create table packaging_move (
  move_id bigint generated always as identity primary key,
  package_id bigint not null references packaging_package,
  from_state text,
  to_state text not null,
  by text not null,
  at timestamptz not null,
  note text
);
create index packaging_move_package on packaging_move (package_id);

-- What becomes of a fact that may not leave as it is: left out, or released under a named authority.
create table packaging_fact (
  package_id bigint not null references packaging_package,
  target text not null check (target in ('identifier', 'file')),
  target_id bigint not null,
  verdict text not null check (verdict in ('excluded', 'released')),
  -- why it is left out, or the reference of the authority
  reason text not null,
  by text not null,
  at timestamptz not null,
  primary key (package_id, target, target_id)
);

-- Leads for a country wait here until their batch is released (bulk referral).
create table packaging_lead_line (
  line_id bigint generated always as identity primary key,
  report_id bigint not null unique,
  agency_code text not null,
  batch_id bigint,
  added_at timestamptz not null
);
