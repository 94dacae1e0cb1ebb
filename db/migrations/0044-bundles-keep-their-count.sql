-- Why: what was received once, however often it was sent, is a figure of its period. It stays when members of a decided bundle are set
--   apart by later news or disposed of; and whoever holds a bundle holds it still when the report it was shown by leaves it.
-- Locks: linking_bundle_member, exclusive, for a moment (constant default; rows of decided bundles are written once). Duration: seconds.
-- Verify: src/pipeline/large-bundle.db.test.ts

-- of a decided bundle: counted with it for good, wherever the report stands since
alter table linking_bundle_member add column counted boolean not null default false;
update linking_bundle_member member set counted = true
from linking_bundle whole
where whole.bundle_id = member.bundle_id and whole.state = 'decided' and member.standing = 'together';

create or replace view stats_bundle_repeat as
select report_id
from (
  select report_id, row_number() over (partition by bundle_id order by report_id) as place
  from linking_bundle_member
  where bundle_id is not null and (standing = 'together' or counted)) as counted
where place > 1;

-- Whatever sets a report apart wakes it: under its own number, in nobody's hands, with who had begun. Whoever held the bundle by it holds
-- the bundle by its next face, as long.
create or replace function linking_wake_apart() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  left_by bigint[];
  held bigint[];
  holders bigint[];
  leases timestamptz[];
begin
  with leaving as (
    select queue.report_id, before.bundle_id, queue.holder_staff_id, queue.lease_until
    from after_rows now_so
    join before_rows before using (report_id)
    join triage_queue queue using (report_id)
    where now_so.standing = 'apart' and before.standing = 'together' and before.bundle_id is not null and queue.bundle_id is not null
    order by queue.report_id
    for update of queue
  ), woken as (
    update triage_queue queue
    set bundle_id = null, swallowed = false, holder_staff_id = null, lease_until = null, claimed_version = null,
        half_done_by = coalesce('staff:' || leaving.holder_staff_id, queue.half_done_by)
    from leaving
    where queue.report_id = leaving.report_id
    returning leaving.bundle_id, leaving.holder_staff_id, leaving.lease_until)
  select array_agg(distinct bundle_id), array_agg(bundle_id) filter (where holder_staff_id is not null),
         array_agg(holder_staff_id) filter (where holder_staff_id is not null),
         array_agg(lease_until) filter (where holder_staff_id is not null)
  into left_by, held, holders, leases
  from woken;
  if left_by is not null then
    perform triage_face_bundles(left_by);
  end if;
  if held is not null then
    update triage_queue face
    set holder_staff_id = claim.holder, lease_until = claim.lease_until, claimed_version = face.version
    from unnest(held, holders, leases) as claim (bundle_id, holder, lease_until)
    where face.bundle_id = claim.bundle_id and not face.swallowed and face.state = 'open' and face.holder_staff_id is null;
  end if;
  return null;
end $$;

select audit_protect_again();
