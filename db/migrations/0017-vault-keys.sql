-- Why: an object's key is wrapped by the key of each case it is kept for, a case's key by the root: a case can be destroyed alone,
--      and a new root key rewrites no object. Tombstones, the scrub's place and its faults.
-- Locks: vault_object exclusively (identity column, dropped columns). Duration: about 10 s per million objects.
-- Verify: select count(*) from vault_object o where expunged_at is null and not exists (select from vault_wrap w where w.object_id = o.object_id) → 0

-- A tombstone keeps no hash: nothing that is left may be compared with a list of known files.
alter table vault_object
  add column object_no bigint generated always as identity unique,
  add column expunged_at timestamptz,
  add column certificate_ref text,
  add column shredded_at timestamptz,
  alter column sha256 drop not null,
  alter column sha1 drop not null,
  alter column md5 drop not null,
  add constraint vault_object_whole_or_expunged check (
    (expunged_at is null) = (sha256 is not null) and (expunged_at is null) = (sha1 is not null)
    and (expunged_at is null) = (md5 is not null) and (shredded_at is null or expunged_at is not null));
-- What the shredder has still to do.
create index vault_object_to_shred on vault_object (object_no) where expunged_at is not null and shredded_at is null;

-- Public names of root keys; the keys themselves never enter the database. One is current.
create table vault_root_key (
  root_key_id text primary key,
  kind text not null check (kind in ('file', 'command')),
  made_current_at timestamptz not null,
  replaced_at timestamptz
);
create unique index vault_root_key_current on vault_root_key ((true)) where replaced_at is null;

-- A destroyed key stays as a row without key; bytes that come for its case later get a new one.
create table vault_case_key (
  case_key_id bigint generated always as identity primary key,
  case_kind text not null check (case_kind in ('report', 'package', 'bundle', 'unfiled')),
  case_id bigint not null,
  wrapped_kek bytea,
  root_key_id text references vault_root_key,
  made_at timestamptz not null,
  destroyed_at timestamptz,
  destroyed_by text,
  certificate_ref text,
  check ((destroyed_at is null) = (wrapped_kek is not null) and (destroyed_at is null) = (root_key_id is not null)),
  check ((destroyed_at is null) = (destroyed_by is null))
);
create unique index vault_case_key_live on vault_case_key (case_kind, case_id) where destroyed_at is null;
create index vault_case_key_root on vault_case_key (root_key_id) where destroyed_at is null;

-- One wrap per object and case. Without a case key: as it was before there were case keys, under the root itself, until adopted.
create table vault_wrap (
  object_id uuid not null references vault_object,
  case_kind text not null,
  case_id bigint not null,
  case_key_id bigint references vault_case_key,
  root_key_id text,
  wrapped_key bytea not null,
  wrapped_at timestamptz not null,
  primary key (object_id, case_kind, case_id),
  check ((case_key_id is null) <> (root_key_id is null))
);
create index vault_wrap_case_key on vault_wrap (case_key_id);
create index vault_wrap_direct on vault_wrap (object_id) where case_key_id is null;

insert into vault_wrap (object_id, case_kind, case_id, root_key_id, wrapped_key, wrapped_at)
select distinct on (object_id, case_kind, case_id) object_id, case_kind, case_id, root_key_id, wrapped_key, stored_at
from (
  select object.object_id, 'report' as case_kind, custody.report_id as case_id, root_key_id, wrapped_key, stored_at
  from vault_object object
  join vault_custody custody on custody.object_id = object.object_id and custody.report_id is not null
  union all
  select object.object_id, 'package', custody.package_id, root_key_id, wrapped_key, stored_at
  from vault_object object
  join vault_custody custody on custody.object_id = object.object_id and custody.package_id is not null
) as kept;
insert into vault_wrap (object_id, case_kind, case_id, root_key_id, wrapped_key, wrapped_at)
select object_id, 'unfiled', 0, root_key_id, wrapped_key, stored_at
from vault_object
where not exists (select from vault_wrap where vault_wrap.object_id = vault_object.object_id);

alter table vault_object drop column wrapped_key, drop column root_key_id;

-- Where the scrub stands: one row. `busy_until`: a worker is reading; others keep away.
create table vault_scrub (
  only_row boolean primary key default true check (only_row),
  pass_started_at timestamptz,
  after_object_no bigint not null default 0,
  objects_read bigint not null default 0,
  last_pass_started_at timestamptz,
  last_pass_ended_at timestamptz,
  busy_until timestamptz
);
insert into vault_scrub default values;

create table vault_scrub_fault (
  fault_id bigint generated always as identity primary key,
  object_id uuid not null references vault_object,
  fault text not null,
  found_at timestamptz not null,
  seen_at timestamptz not null,
  cleared_at timestamptz
);
create unique index vault_scrub_fault_open on vault_scrub_fault (object_id) where cleared_at is null;

-- The audit's watch over vault_object was written for the columns it had before.
select audit_protect_again();
