-- Why: the acts are listed newest first, by person, kind, outcome and object; a page may not cost more the longer the trail has grown.
-- Locks: audit_entry against writing while the indexes are built. Duration: about 4 s per million entries. Verify: \d audit_entry

create index audit_entry_newest on audit_entry (at, entry_id);
create index audit_entry_actor on audit_entry (actor, at, entry_id);
create index audit_entry_act on audit_entry (act, at, entry_id);
create index audit_entry_not_done on audit_entry (outcome, at, entry_id) where outcome <> 'done';

-- Numbers of the newest acts about these objects, and nothing else of them. Row-level security keeps `&&` from an index of the caller's
-- own (the operator is not leakproof), so the index is asked here and the rows are read by the caller, behind the wall.
create function audit_entries_about(kind text, ids bigint[], since timestamptz, before timestamptz, after_at timestamptz, after_id bigint, most integer)
returns setof bigint
language sql stable security definer set search_path = pg_catalog, public as $$
  with about as materialized (
    select entry_id, at from audit_entry where object_ids && ids and object_kind = kind
  )
  select entry_id from about
  where (since is null or at >= since) and (before is null or at < before)
    and (after_id is null or (at, entry_id) < (after_at, after_id))
  order by at desc, entry_id desc
  limit most
$$;
grant create on schema public to vigie_service;
alter function audit_entries_about(text, bigint[], timestamptz, timestamptz, timestamptz, bigint, integer) owner to vigie_service;
revoke create on schema public from vigie_service;
