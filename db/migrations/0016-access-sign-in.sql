-- Why: people prove who they are by a passkey, by a passphrase with a one-time code, or by their work account; failures count
-- per person and place, so that nobody can lock a colleague out. Secrets stand here as hashes, or sealed with a key outside.
-- Locks: short exclusive on access_session, access_sign_in_link, access_credential (new columns, no rewrite). Duration: instant.
-- Verify: \d access_passkey

alter table access_session
  add column locked_at timestamptz,
  add column method text not null default 'link' check (method in ('link', 'passkey', 'code', 'work-account'));

-- 'start-up' links are printed on the terminal and work from this machine only; 'enrolment' links come from an administrator.
alter table access_sign_in_link
  add column kind text not null default 'start-up' check (kind in ('start-up', 'enrolment')),
  add column issued_by bigint references access_staff (staff_id);

-- Two live secrets while a machine changes over; a pinned client certificate where the provider has one.
alter table access_credential
  add column former_secret_sha256 bytea,
  add column former_until timestamptz,
  add column certificate_sha256 bytea check (length(certificate_sha256) = 32);

create table access_passkey (
  passkey_id bigint generated always as identity primary key,
  staff_id bigint not null references access_staff,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  rp_id text not null,
  aaguid text not null,
  backed_up boolean not null,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null,
  last_used_at timestamptz,
  removed_at timestamptz
);
create index access_passkey_staff on access_passkey (staff_id);

-- The one-time code secret is sealed (AES-256-GCM, key in the data folder); last_step makes every code work once.
create table access_code_secret (
  staff_id bigint primary key references access_staff,
  sealed_secret bytea not null,
  passphrase_salt bytea not null,
  passphrase_hash bytea not null,
  last_step bigint not null default 0,
  created_at timestamptz not null,
  last_used_at timestamptz
);

-- What was asked of one browser: single use, short. The session is set where somebody is signed in (enrol, unlock, step up).
create table access_challenge (
  challenge_sha256 bytea primary key,
  intent text not null check (intent in ('sign-in', 'unlock', 'step-up', 'enrol')),
  browser_sha256 bytea not null,
  staff_id bigint references access_staff,
  session_sha256 bytea,
  sealed_detail bytea,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- A browser that a person has proved themselves in keeps a failure count of its own.
create table access_device (
  browser_sha256 bytea not null,
  staff_id bigint not null references access_staff,
  first_used_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (browser_sha256, staff_id)
);

-- Failures of one person (or of a name nobody has, as its hash) from one browser or network.
create table access_failure (
  who_sha256 bytea not null,
  source_sha256 bytea not null,
  staff_id bigint references access_staff,
  source_kind text not null check (source_kind in ('device', 'network')),
  failures integer not null,
  window_started_at timestamptz not null,
  last_failed_at timestamptz not null,
  locked_until timestamptz,
  primary key (who_sha256, source_sha256)
);

-- The work-account service, as dated rows: the newest row is the one in force; a row without an issuer switches it off.
create table access_work_service (
  work_service_id bigint generated always as identity primary key,
  issuer text,
  client_id text,
  sealed_secret bytea,
  acr_values text[] not null default '{}',
  amr_required text[] not null default '{}',
  from_instant timestamptz not null,
  entered_by bigint references access_staff (staff_id)
);

create table access_work_account (
  work_account_id bigint generated always as identity primary key,
  issuer text not null,
  subject text not null,
  -- Said by the person to an administrator, who then knows which row is theirs.
  reference text not null unique,
  staff_id bigint references access_staff,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  linked_at timestamptz,
  unique (issuer, subject)
);

-- Where people reach the console beside this machine, as dated rows; passkeys belong to its relying-party id.
create table access_public_address (
  public_address_id bigint generated always as identity primary key,
  origin text,
  rp_id text,
  -- Header in which a TLS terminator on this machine hands on the SHA-256 of a client certificate; null: none is believed.
  certificate_header text,
  from_instant timestamptz not null,
  entered_by bigint references access_staff (staff_id)
);

-- Acts that need a second administrator. A pending row is one that is neither decided nor past its end.
create table access_role_proposal (
  proposal_id bigint generated always as identity primary key,
  staff_id bigint not null references access_staff,
  roles text[] not null,
  proposed_by bigint not null references access_staff (staff_id),
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by bigint references access_staff (staff_id),
  decided_at timestamptz,
  approved boolean,
  check (decided_by is null or decided_by <> proposed_by or approved = false)
);

create table access_reset_proposal (
  proposal_id bigint generated always as identity primary key,
  staff_id bigint not null references access_staff,
  act text not null check (act in ('reset-keys', 'link-work-account')),
  work_account_id bigint references access_work_account,
  proposed_by bigint not null references access_staff (staff_id),
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by bigint references access_staff (staff_id),
  decided_at timestamptz,
  approved boolean,
  check (decided_by is null or decided_by <> proposed_by or approved = false)
);
