-- Why: the audit trail proves itself. Each entry, and each version of a protected row, is a leaf of one Merkle tree; what is changed
-- by hand afterwards is found and named. Words a person typed stay outside the tree, behind a salted commitment, so that they can be
-- shredded. Locks: audit_entry and the protected tables, exclusively, while their standing rows are logged once.
-- Duration: about 1 minute per million standing rows. Verify: npx vigie audit verify

-- One line per database session that writes. Its numbers are contiguous, so an entry taken away before it is in the tree leaves a hole.
create table audit_lane (
  lane_id bigint generated always as identity primary key,
  process_id uuid,
  last_seq bigint not null,
  opened_at timestamptz not null default clock_timestamp()
);

-- The next numbers of this session's lane. A transaction that rolls back gives its numbers back with everything else.
create function audit_take(wanted integer, out lane bigint, out first_seq bigint)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  lane := nullif(current_setting('vigie.lane', true), '')::bigint;
  if lane is not null then
    update audit_lane set last_seq = last_seq + wanted where lane_id = lane returning last_seq - wanted + 1 into first_seq;
    if found then return; end if;
  end if;
  insert into audit_lane (process_id, last_seq)
  values (nullif(current_setting('vigie.process', true), '')::uuid, wanted)
  returning lane_id into lane;
  first_seq := 1;
  perform set_config('vigie.lane', lane::text, false);
end $$;

-- What a process of ours says over a digest; null in a session that does not hold the token (which never enters the database).
create function audit_mac(digest bytea) returns bytea
language sql stable set search_path = pg_catalog, pg_temp as $$
  select sha256(decode(nullif(current_setting('vigie.token', true), ''), 'hex') || digest)
$$;

create function audit_microseconds(at timestamptz) returns bigint
language sql immutable parallel safe as $$ select (extract(epoch from at) * 1000000)::bigint $$;

-- Words that may be shredded: what a person typed as their purpose, names they wrote. The tree holds SHA-256(salt || value) only.
create table audit_value (
  commitment bytea primary key,
  salt bytea not null,
  value text not null
);

alter table audit_entry
  add column commitments jsonb not null default '{}',
  add column lane_id bigint,
  add column lane_seq bigint,
  add column process_id uuid,
  add column mac bytea;
alter sequence audit_entry_entry_id_seq cache 1;

create function audit_entry_digest(e audit_entry) returns bytea
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select sha256(convert_to(row(e.entry_id, audit_microseconds(e.at), e.actor, e.act, e.object_kind, e.object_ids, e.outcome,
    e.commitments, e.detail, e.lane_id, e.lane_seq, e.process_id)::text, 'UTF8'))
$$;

-- Entries of before this file get their lane and their commitments once.
alter table audit_entry disable trigger audit_entry_append_only;
with salted as materialized (
  select entry_id, purpose, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) as salt
  from audit_entry
  where purpose is not null
), kept as (
  insert into audit_value (commitment, salt, value)
  select sha256(salt || convert_to(purpose, 'UTF8')), salt, purpose from salted
)
update audit_entry
set commitments = jsonb_build_object('purpose', encode(sha256(salted.salt || convert_to(salted.purpose, 'UTF8')), 'hex'))
from salted
where salted.entry_id = audit_entry.entry_id;
with counted as (select entry_id, row_number() over (order by entry_id) as place, count(*) over () as total from audit_entry),
  taken as materialized (select lane, first_seq from audit_take((select count(*)::integer from audit_entry)))
update audit_entry
set lane_id = taken.lane, lane_seq = taken.first_seq + counted.place - 1,
    process_id = nullif(current_setting('vigie.process', true), '')::uuid
from counted, taken
where counted.entry_id = audit_entry.entry_id;
alter table audit_entry drop column purpose, alter column lane_id set not null, alter column lane_seq set not null;
update audit_entry set mac = audit_mac(audit_entry_digest(audit_entry));
alter table audit_entry enable trigger audit_entry_append_only;

-- Who wrote an entry is said by the session itself, whatever the statement says.
create function audit_sign_entry() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.process_id := nullif(current_setting('vigie.process', true), '')::uuid;
  if new.lane_seq is null then
    select lane, first_seq into new.lane_id, new.lane_seq from audit_take(1);
  end if;
  new.mac := audit_mac(audit_entry_digest(new));
  return new;
end $$;
create trigger audit_entry_signed before insert on audit_entry for each row execute function audit_sign_entry();

-- The versions of protected rows one statement made: per row its key and the SHA-256 of its columns; 32 zero bytes when it was deleted.
create table audit_row_batch (
  entry_id bigint primary key default nextval('audit_entry_entry_id_seq'),
  at timestamptz not null default clock_timestamp(),
  table_name text not null,
  keys text[] not null,
  hashes bytea[] not null,
  lane_id bigint not null,
  lane_seq bigint not null,
  process_id uuid,
  mac bytea
);
alter table audit_row_batch alter column hashes set storage external;
create index audit_row_batch_table on audit_row_batch (table_name, entry_id);

create function audit_rows_digest(keys text[], hashes bytea[]) returns bytea
language sql stable set bytea_output = 'hex' as $$
  select sha256(convert_to(keys::text || hashes::text, 'UTF8'))
$$;

create function audit_batch_digest(b audit_row_batch) returns bytea
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select sha256(convert_to(row(b.entry_id, audit_microseconds(b.at), b.table_name, audit_rows_digest(b.keys, b.hashes),
    b.lane_id, b.lane_seq, b.process_id)::text, 'UTF8'))
$$;

create function audit_log_rows(name text, row_keys text[], row_hashes bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  batch audit_row_batch;
begin
  batch.entry_id := nextval('audit_entry_entry_id_seq');
  batch.at := clock_timestamp();
  batch.table_name := name;
  batch.keys := row_keys;
  batch.hashes := row_hashes;
  batch.process_id := nullif(current_setting('vigie.process', true), '')::uuid;
  select lane, first_seq into batch.lane_id, batch.lane_seq from audit_take(1);
  batch.mac := audit_mac(audit_batch_digest(batch));
  insert into audit_row_batch (entry_id, at, table_name, keys, hashes, lane_id, lane_seq, process_id, mac)
  values (batch.entry_id, batch.at, batch.table_name, batch.keys, batch.hashes, batch.lane_id, batch.lane_seq,
    batch.process_id, batch.mac);
end $$;

-- Which tables are protected, with the columns their hashes cover and those left out because they change without meaning.
create table audit_protected (
  table_name text primary key,
  columns text[] not null,
  left_out text[] not null
);

-- Writes the functions and triggers of one table for the columns it has now, and logs the rows that stand in it.
create function audit_protect(name text, without text[] default '{}') returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $do$
declare
  covered text[];
  row_text text;
  key_text text;
  shaped text := $$set timezone = 'UTC' set datestyle = 'ISO, YMD' set intervalstyle = 'iso_8601' set extra_float_digits = 1
    set bytea_output = 'hex' set search_path = pg_catalog, public, pg_temp$$;
  gone text := $$'\x0000000000000000000000000000000000000000000000000000000000000000'::bytea$$;
begin
  -- Long bytes enter by their own digest: their text would be twice as long.
  select array_agg(attname::text order by attnum),
         string_agg(format(case when attname = 'bytes' then 'sha256(r.%I)' else 'r.%I' end, attname), ', ' order by attnum)
  into covered, row_text
  from pg_attribute
  where attrelid = name::regclass and attnum > 0 and not attisdropped and attname <> all (without);
  select string_agg(format(case when atttypid = 'bytea'::regtype then 'encode(r.%I, ''hex'')' else 'r.%I::text' end, attname),
           $$ || '/' || $$ order by array_position(indkey::smallint[], attnum))
  into key_text
  from pg_index
  join pg_attribute on attrelid = indrelid and attnum = any (indkey)
  where indrelid = name::regclass and indisprimary;

  execute format($f$create or replace function audit_rows_of_%1$s() returns table (row_key text, row_hash bytea)
    language sql stable %2$s as $body$
      select %3$s, sha256(convert_to(row(%4$s)::text, 'UTF8')) from %1$I r
    $body$ $f$, name, shaped, key_text, row_text);

  -- The rows that are not what was logged last, with the entry that logged them. Kept as a function per table, so that its plan is too.
  execute format($f$create or replace function audit_faults_of_%1$s() returns table (row_key text, kind text, entry_id bigint)
    language plpgsql stable %2$s as $body$
    begin
      return query
      with logged as (
        select distinct on (version.key collate "C") version.key, version.hash, version.entry_id
        from (
          select batch.entry_id, part.key, part.hash, part.place
          from audit_row_batch batch
          cross join unnest(batch.keys, batch.hashes) with ordinality as part(key, hash, place)
          where batch.table_name = %6$L
        ) version
        order by version.key collate "C", version.entry_id desc, version.place desc
      ), standing as (
        select %3$s as key, sha256(convert_to(row(%4$s)::text, 'UTF8')) as hash from %1$I r
      )
      select coalesce(logged.key, standing.key),
             case when standing.key is null then 'deleted'
                  when logged.key is null or logged.hash = %5$s then 'inserted'
                  else 'altered' end,
             logged.entry_id
      from logged
      full join standing on standing.key = logged.key
      where logged.hash is distinct from standing.hash and not (standing.key is null and logged.hash = %5$s);
    end $body$ $f$, name, shaped, key_text, row_text, gone, name);

  execute format($f$create or replace function audit_log_%1$s() returns trigger
    language plpgsql security definer %2$s as $body$
    declare
      changed_keys text[];
      changed_hashes bytea[];
    begin
      if tg_op = 'INSERT' then
        select array_agg(%3$s), array_agg(sha256(convert_to(row(%4$s)::text, 'UTF8')))
        into changed_keys, changed_hashes from new_rows r;
      elsif tg_op = 'DELETE' then
        select array_agg(%3$s), array_agg(%5$s) into changed_keys, changed_hashes from old_rows r;
      else
        select array_agg(coalesce(now.key, was.key)), array_agg(coalesce(now.hash, %5$s))
        into changed_keys, changed_hashes
        from (select %3$s as key, sha256(convert_to(row(%4$s)::text, 'UTF8')) as hash from new_rows r) now
        full join (select %3$s as key, sha256(convert_to(row(%4$s)::text, 'UTF8')) as hash from old_rows r) was
          on was.key = now.key
        where now.hash is distinct from was.hash;
      end if;
      if changed_keys is not null then perform audit_log_rows(%6$L, changed_keys, changed_hashes); end if;
      return null;
    end $body$ $f$, name, shaped, key_text, row_text, gone, name);

  execute format('drop trigger if exists audit_logged_insert on %I', name);
  execute format('drop trigger if exists audit_logged_update on %I', name);
  execute format('drop trigger if exists audit_logged_delete on %I', name);
  execute format('create trigger audit_logged_insert after insert on %1$I referencing new table as new_rows
    for each statement execute function audit_log_%1$s()', name);
  execute format('create trigger audit_logged_update after update on %1$I referencing old table as old_rows new table as new_rows
    for each statement execute function audit_log_%1$s()', name);
  execute format('create trigger audit_logged_delete after delete on %1$I referencing old table as old_rows
    for each statement execute function audit_log_%1$s()', name);

  insert into audit_protected (table_name, columns, left_out) values (name, covered, without)
  on conflict (table_name) do update set columns = excluded.columns, left_out = excluded.left_out;
  execute format($f$select audit_log_rows(%1$L, array_agg(row_key), array_agg(row_hash))
    from (select row_key, row_hash, row_number() over () / 1000 as set_number from audit_rows_of_%1$s()) standing
    group by set_number$f$, name);
end $do$;

-- Covers the columns that later files have added to protected tables; their rows are logged anew. Does nothing when there are none.
create function audit_protect_again() returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  found record;
begin
  perform pg_advisory_xact_lock(7400004);
  for found in
    select protected.table_name, protected.left_out
    from audit_protected protected
    where protected.columns <> (
      select array_agg(attname::text order by attnum)
      from pg_attribute
      where attrelid = protected.table_name::regclass and attnum > 0 and not attisdropped
        and attname <> all (protected.left_out))
  loop
    perform audit_protect(found.table_name, found.left_out);
  end loop;
end $$;

-- The tree. A leaf per entry (acts and row versions share their numbers); complete subtrees of 256, 65,536 … leaves by their root.
create table audit_leaf (
  leaf_index bigint primary key,
  entry_id bigint not null unique,
  leaf_hash bytea not null
);

create table audit_tile (
  level smallint not null,
  tile_index bigint not null,
  root_hash bytea not null,
  primary key (level, tile_index)
);

-- Signed heads. Every entry up to `integrated_up_to` is in the tree, or was rolled back: when a head is signed, so are the numbers
-- handed out at the head before (`issued_up_to`), once every transaction of then (below `running_below`) has ended.
create table audit_checkpoint (
  checkpoint_id bigint generated always as identity primary key,
  tree_size bigint not null unique,
  root_hash bytea not null,
  note text not null,
  signed_at timestamptz not null,
  integrated_up_to bigint not null,
  issued_up_to bigint not null,
  running_below xid8 not null
);

-- Who may vouch for the log from outside: two persons let a witness in.
create table audit_witness (
  witness_id bigint generated always as identity primary key,
  verifier_key text not null unique,
  name text not null,
  proposed_by bigint not null,
  proposed_at timestamptz not null,
  approved_by bigint check (approved_by <> proposed_by),
  approved_at timestamptz,
  revoked_at timestamptz
);

create table audit_cosignature (
  cosignature_id bigint generated always as identity primary key,
  checkpoint_id bigint not null references audit_checkpoint,
  witness_id bigint not null references audit_witness,
  line text not null,
  cosigned_at timestamptz not null,
  received_at timestamptz not null
);
create index audit_cosignature_checkpoint on audit_cosignature (checkpoint_id);

-- One line per silence of the witnesses, so that each is announced once.
create table audit_witness_alarm (
  alarm_id bigint generated always as identity primary key,
  silent_since timestamptz not null unique,
  raised_at timestamptz not null
);

-- Who has looked through the acts of a week (its Monday). Nobody's look covers their own acts.
create table audit_review (
  week date not null,
  reviewed_by bigint not null,
  reviewed_at timestamptz not null,
  figures_sha256 bytea not null,
  primary key (week, reviewed_by)
);
create index audit_entry_at on audit_entry using brin (at);

create function audit_refuse_truncate() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append only' using errcode = 'insufficient_privilege';
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['audit_row_batch', 'audit_leaf', 'audit_tile', 'audit_checkpoint', 'audit_cosignature',
                              'audit_witness_alarm', 'audit_review'] loop
    execute format('create trigger %1$s_append_only before update or delete on %1$I
      for each row execute function audit_refuse_change()', name);
  end loop;
  foreach name in array array['audit_entry', 'audit_row_batch', 'audit_leaf', 'audit_tile', 'audit_checkpoint', 'audit_cosignature',
                              'audit_witness_alarm', 'audit_review', 'audit_lane', 'audit_value', 'audit_witness'] loop
    execute format('create trigger %1$s_not_emptied before truncate on %1$I
      for each statement execute function audit_refuse_truncate()', name);
  end loop;
end $$;

-- Shredding is the one way a word leaves; the deletion itself is a logged row version.
create function audit_shred(given bytea[]) returns integer
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  with shredded as (delete from audit_value where commitment = any (given) returning 1)
  select count(*)::integer from shredded
$$;

select audit_protect('intake_report'), audit_protect('intake_raw'), audit_protect('intake_version'), audit_protect('intake_ledger'),
       audit_protect('intake_file'), audit_protect('intake_victim'), audit_protect('intake_identifier'),
       audit_protect('intake_victim_identifier'), audit_protect('intake_person'), audit_protect('intake_narrative'),
       audit_protect('legal_clock'), audit_protect('linking_verdict'), audit_protect('triage_decision'),
       audit_protect('triage_urgency_change'), audit_protect('packaging_sealed'), audit_protect('packaging_release'),
       audit_protect('packaging_move'), audit_protect('dispatch_receipt'), audit_protect('dispatch_outcome'),
       audit_protect('vault_object'), audit_protect('vault_custody'), audit_protect('access_staff'),
       audit_protect('access_credential', array['last_used_at']), audit_protect('access_token', array['last_used_at']),
       audit_protect('routing_recipient_key'), audit_protect('audit_value'), audit_protect('audit_witness'),
       audit_protect('audit_checkpoint'), audit_protect('audit_cosignature'), audit_protect('audit_review');

-- The roles of the service may add to the trail and read it, no more; lanes and row versions are written by the functions above.
do $$
declare
  role_name text;
begin
  for role_name in select rolname from pg_roles where rolname in ('vigie_service', 'vigie_desk') loop
    execute format('revoke update, delete, truncate on audit_entry, audit_row_batch, audit_leaf, audit_tile, audit_checkpoint,
      audit_cosignature, audit_witness_alarm, audit_review, audit_value, audit_protected, audit_lane from %I', role_name);
    execute format('revoke insert on audit_row_batch, audit_lane, audit_protected from %I', role_name);
    execute format('grant execute on function audit_shred(bytea[]) to %I', role_name);
  end loop;
  revoke execute on function audit_shred(bytea[]), audit_protect(text, text[]), audit_protect_again() from public;
end $$;

-- The words themselves are read by those who review acts; everybody's acts may add to them.
alter table audit_value enable row level security;
alter table audit_value force row level security;
create policy owner on audit_value to current_user using (true);
create policy service on audit_value to vigie_service using (true);
create policy desk_writes on audit_value for insert to vigie_desk with check (true);
create policy desk_reads on audit_value for select to vigie_desk using ((select access_reads('acts')));
