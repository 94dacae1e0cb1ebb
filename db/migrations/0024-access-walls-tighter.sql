-- Why: what a second reading found open in the second wall. An opening by break-glass was as good as a membership; a mandate outlived
--   the auditor's role; a temporary table could stand before the tables the walls ask; a desk role could rewrite the wall's own tables;
--   counted media named reports whatever their compartment; a number was compared as text, past its index.
-- Locks: an instant on the tables named; the two indexes keep writers waiting about 2 s per million rows.
-- Verify: src/features/access/walls.db.test.ts, test/journeys/access-matrix.test.ts

-- A mandate opens reports to an auditor who is nothing else: whoever works at the desk sees what the desk may see.
create or replace function access_mandated_for(person bigint) returns bigint[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(array_agg(report_id), '{}')
  from access_mandate
  join access_mandate_report using (mandate_id)
  join access_staff auditor on auditor.staff_id = access_mandate.auditor_id
  where auditor_id = person and ended_at is null and ends_at > now()
    and auditor.disabled_at is null and 'auditor' = any (auditor.roles)
    and not exists (select from access_row_class where class = 'content' and role = any (auditor.roles))
$$;

create or replace function access_standing(kind text, given text) returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select report_id from intake_report where kind = 'report' and number = upper(given)
  union all
  select package_id from packaging_package where kind = 'package' and number = upper(given)
  union all
  select delivery_id from dispatch_delivery
  where kind = 'delivery' and delivery_id = case when given ~ '^\d{1,18}$' then given::bigint end
  union all
  select edge_id from linking_edge
  where kind = 'edge' and edge_id = case when given ~ '^\d{1,18}$' then given::bigint end
  limit 1
$$;

-- The temporary schema comes last, whoever made a table in it.
do $$
declare
  open_to_temporary regprocedure;
begin
  for open_to_temporary in
    select oid::regprocedure from pg_proc
    where pronamespace = 'public'::regnamespace and prosecdef
      and exists (select from unnest(proconfig) as setting where setting = 'search_path=pg_catalog, public')
  loop
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', open_to_temporary);
  end loop;
end $$;

revoke insert, update, delete on access_row_class, access_compartment from vigie_service, vigie_desk;

-- Only stages count media.
drop policy desk on media_counted;
drop policy desk on media_sighting;

-- What a case holds, and when a witness spoke last, without reading everybody's.
create index vault_wrap_case on vault_wrap (case_kind, case_id);
create index audit_cosignature_witness on audit_cosignature (witness_id, cosigned_at desc);
