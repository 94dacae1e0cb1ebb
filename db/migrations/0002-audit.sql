-- Why: what was done, by whom; written in the transaction of the act itself. Append only.
-- Locks: none (new tables). Duration: instant. Verify: update audit_entry set act = act  →  must fail

create table audit_entry (
  entry_id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  act text not null,
  object_kind text not null,
  object_ids bigint[] not null default '{}',
  outcome text not null check (outcome in ('done', 'denied', 'refused')),
  purpose text,
  detail jsonb not null default '{}'
);
create index audit_entry_object on audit_entry using gin (object_ids) with (fastupdate = on);

create function audit_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append only' using errcode = 'insufficient_privilege';
end $$;

create trigger audit_entry_append_only before update or delete on audit_entry
  for each row execute function audit_refuse_change();
