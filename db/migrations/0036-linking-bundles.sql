-- Why: the same thing reported a thousand times by people who saw it is one question, not a thousand. Near-identical reports collapse to
--   one bundle that a person decides once; whatever speaks of a child or of danger stands apart, and the database itself sees to that:
--   a report that is set apart, by whatever path, waits in the queue under its own number again, in the same transaction.
-- Locks: triage_queue and triage_decision, exclusive, for a moment (nullable and constant-default columns); the indexes of the queue are
--   built anew, which keeps writers waiting about 2 s per million rows. Duration: seconds.
-- Verify: \d linking_bundle; src/features/triage/commands/decide-bundle.db.test.ts

create table linking_bundle (
  bundle_id bigint generated always as identity primary key,
  -- VB-YYYY-n: B-… is for batches of leads
  number text not null unique,
  fingerprint bigint not null,
  -- by which rule its members are alike, and under which version of the rules
  kind text not null check (kind in ('same-files', 'same-words', 'platform-batch')),
  rules text not null,
  sender text not null,
  incident_type text,
  state text not null check (state in ('open', 'decided', 'dissolved')),
  -- counts the samples that were opened: a member of a later round was not there when the sample was drawn
  round integer not null default 0,
  formed_at timestamptz not null,
  closed_at timestamptz,
  -- until then a decision may be taken back, and no further bundle of the same fingerprint is formed
  settles_at timestamptz
);
create unique index linking_bundle_open on linking_bundle (fingerprint) where state = 'open';
create index linking_bundle_alike on linking_bundle (fingerprint, bundle_id);

-- One row per report that has a fingerprint or that a person set apart. Standing goes from together to apart and never back.
create table linking_bundle_member (
  report_id bigint primary key,
  fingerprint bigint,
  -- the bundle it is in, or was set apart from; null while it waits for enough others
  bundle_id bigint references linking_bundle,
  standing text not null check (standing in ('together', 'apart')),
  -- codes: why it stands apart
  reasons text[] not null default '{}',
  -- a person's words, where a person took it out
  words text,
  round integer not null default 0,
  since timestamptz not null
);
create index linking_bundle_member_waiting on linking_bundle_member (fingerprint) where bundle_id is null;
create index linking_bundle_member_of on linking_bundle_member (bundle_id, standing, report_id) where bundle_id is not null;

-- What a person was shown before deciding: whoever decides has opened this.
create table triage_bundle_sample (
  sample_id bigint generated always as identity primary key,
  bundle_id bigint not null references linking_bundle,
  staff_id bigint not null,
  round integer not null,
  sample_hash text not null,
  report_ids bigint[] not null,
  opened_at timestamptz not null
);
create index triage_bundle_sample_of on triage_bundle_sample (bundle_id, staff_id, sample_id);

create table triage_bundle_decision (
  bundle_decision_id bigint generated always as identity primary key,
  bundle_id bigint not null references linking_bundle,
  disposition text not null,
  reason text not null,
  target text,
  sample_hash text not null,
  reports integer not null,
  decided_by bigint not null,
  decided_at timestamptz not null,
  effective_at timestamptz not null,
  undone_at timestamptz
);
create index triage_bundle_decision_of on triage_bundle_decision (bundle_id, bundle_decision_id);

alter table triage_decision add column bundle_decision_id bigint;
create index triage_decision_bundle on triage_decision (bundle_decision_id) where bundle_decision_id is not null;

-- The queue shows one row of a bundle: its face, the member that has waited longest. The others are swallowed while the bundle is open.
alter table triage_queue add column bundle_id bigint;
alter table triage_queue add column swallowed boolean not null default false;
alter table triage_queue add constraint triage_queue_swallowed_in check (not swallowed or (bundle_id is not null and level > 1));
create index triage_queue_bundle on triage_queue (bundle_id, report_id) where bundle_id is not null;
drop index triage_queue_order;
create index triage_queue_order on triage_queue (level, due_at, report_id) where state <> 'decided' and not swallowed;
drop index triage_queue_dies;
create index triage_queue_dies on triage_queue (dies_at, report_id)
  where state <> 'decided' and not swallowed and dies_at is not null;

-- Gives a bundle that lost its face the next one, with the earliest clocks of those it stands for.
create function triage_face_bundles(bundles bigint[]) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
  update triage_queue face
  set swallowed = false, level = together.level, due_at = together.due_at, dies_at = together.dies_at
  from (
    select bundle_id, min(report_id) as report_id, min(level) as level, min(due_at) as due_at, min(dies_at) as dies_at
    from triage_queue
    where bundle_id = any (bundles) and state = 'open'
    group by bundle_id
    having bool_and(swallowed)) as together
  where face.report_id = together.report_id
$$;

-- Whatever sets a report apart wakes it: under its own number, in nobody's hands.
create function linking_wake_apart() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  left_by bigint[];
begin
  with woken as (
    update triage_queue queue
    set bundle_id = null, swallowed = false, holder_staff_id = null, lease_until = null, claimed_version = null
    from after_rows now_so
    join before_rows before using (report_id)
    where now_so.standing = 'apart' and before.standing = 'together' and before.bundle_id is not null
      and queue.report_id = now_so.report_id and queue.bundle_id is not null
    returning before.bundle_id)
  select array_agg(distinct bundle_id) into left_by from woken;
  if left_by is not null then
    perform triage_face_bundles(left_by);
  end if;
  return null;
end $$;
create trigger linking_bundle_member_apart after update on linking_bundle_member
  referencing old table as before_rows new table as after_rows for each statement execute function linking_wake_apart();

-- A report that is closed off to a compartment is decided with those who may know of it, never among others.
create function linking_set_apart_compartment() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into linking_bundle_member (report_id, standing, reasons, since)
  select distinct report_id, 'apart', array['compartment'], now() from new_rows
  on conflict (report_id) do update
    set standing = 'apart', reasons = array_append(linking_bundle_member.reasons, 'compartment')
    where linking_bundle_member.standing = 'together';
  return null;
end $$;
create trigger access_compartment_report_apart after insert on access_compartment_report
  referencing new table as new_rows for each statement execute function linking_set_apart_compartment();

grant create on schema public to vigie_service;
alter function triage_face_bundles(bigint[]) owner to vigie_service;
alter function linking_wake_apart() owner to vigie_service;
alter function linking_set_apart_compartment() owner to vigie_service;
revoke create on schema public from vigie_service;

call access_wall('linking_bundle_member', access_report_rule('content', 'linking_bundle_member.report_id'));
-- A bundle, and what was done with it, is there for whoever may see one of its members.
call access_wall('linking_bundle',
  'exists (select from linking_bundle_member member where member.bundle_id = linking_bundle.bundle_id)');
call access_wall('triage_bundle_sample',
  'exists (select from linking_bundle whole where whole.bundle_id = triage_bundle_sample.bundle_id)');
call access_wall('triage_bundle_decision',
  'exists (select from linking_bundle whole where whole.bundle_id = triage_bundle_decision.bundle_id)');

-- Members counted again in the raw figures: every one but the first of its bundle.
create view stats_bundle_repeat as
select report_id
from (
  select report_id, row_number() over (partition by bundle_id order by report_id) as place
  from linking_bundle_member
  where bundle_id is not null and standing = 'together') as counted
where place > 1;
alter view stats_bundle_repeat owner to vigie_service;

select audit_protect_again();
