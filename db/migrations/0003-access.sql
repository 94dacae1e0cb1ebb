-- Why: who may sign in and which machines may report. Secrets are stored as SHA-256 of 256-bit random values only.
-- Locks: none (new tables). Duration: instant. Verify: \d access_staff

create table access_staff (
  staff_id bigint generated always as identity primary key,
  name text not null unique,
  language text not null default 'en' check (language in ('en', 'fr')),
  roles text[] not null,
  demo boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table access_sign_in_link (
  code_sha256 bytea primary key,
  staff_id bigint not null references access_staff,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table access_session (
  token_sha256 bytea primary key,
  staff_id bigint not null references access_staff,
  csrf_token text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  stepped_up_at timestamptz,
  ended_at timestamptz
);
create index access_session_staff on access_session (staff_id);

create table access_credential (
  credential_id bigint generated always as identity primary key,
  username text not null unique,
  secret_sha256 bytea not null,
  provider text not null,
  scope text not null,
  created_at timestamptz not null,
  rotated_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);

create table access_token (
  token_id bigint generated always as identity primary key,
  name text not null,
  secret_sha256 bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz
);

-- The stored answer to a POST that carried an Idempotency-Key.
create table access_idempotency (
  client text not null,
  key text not null,
  fingerprint_sha256 bytea not null,
  status integer,
  answer jsonb,
  created_at timestamptz not null,
  primary key (client, key)
);
