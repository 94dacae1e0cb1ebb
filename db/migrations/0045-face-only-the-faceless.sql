-- Why: giving bundles a face read every member of every bundle that anybody joined; a bundle that has one needs none, and a set of an import
--   joins bundles of thousands.
-- Locks: none. Duration: instant.
-- Verify: src/features/triage/commands/leave-bundle.db.test.ts; a plan of the inner query shows one row read per bundle with a face.

create or replace function triage_face_bundles(bundles bigint[]) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  update triage_queue face
  set swallowed = false, level = together.level, due_at = together.due_at, dies_at = together.dies_at
  from unnest(bundles) as bundle (id)
  left join lateral (
    -- The face is the member of the lowest number, so that the first row read is mostly the answer.
    select bundle_id from triage_queue
    where bundle_id = bundle.id and not swallowed and state = 'open'
    order by bundle_id, report_id
    limit 1) as shown on true
  cross join lateral (
    select min(report_id) as report_id, min(level) as level, min(due_at) as due_at, min(dies_at) as dies_at
    from triage_queue
    where bundle_id = bundle.id and state = 'open' and shown.bundle_id is null) as together
  where face.report_id = together.report_id
$$;
