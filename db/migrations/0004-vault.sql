-- Why: where the bytes of evidence are, sealed with a key of their own; the root key never enters the database.
-- Locks: none (new tables). Duration: instant. Verify: \d vault_object

create table vault_object (
  object_id uuid primary key,
  sha256 bytea not null unique,
  sha1 bytea not null,
  md5 bytea not null,
  size_bytes bigint not null,
  stored_as text not null unique,
  wrapped_key bytea not null,
  root_key_id text not null,
  stored_at timestamptz not null
);
create index vault_object_md5 on vault_object (md5);

create table vault_custody (
  entry_id bigint generated always as identity primary key,
  object_id uuid not null references vault_object,
  report_id bigint,
  package_id bigint,
  act text not null,
  at timestamptz not null,
  actor text not null
);
create index vault_custody_object on vault_custody (object_id);
create index vault_custody_report on vault_custody (report_id) where report_id is not null;
