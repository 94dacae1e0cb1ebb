-- Why: what is kept how long, what is held, what was disposed of and by whom; a held report is disposed of by no path at all.
-- Locks: short exclusive lock on intake_report for one nullable column. Duration: instant.
-- Verify: place a hold on a report, then update intake_report set expunged_at = now() where …  →  must fail

-- The tombstone: number, source, day of receipt, states and ledger stay; everything that was received is gone.
alter table intake_report add column expunged_at timestamptz;

create table legal_hold (
  hold_id bigint generated always as identity primary key,
  scope text not null check (scope in ('report', 'package', 'subject')),
  -- the number people say, and the id behind it
  target text not null,
  target_id bigint not null,
  kind text not null check (kind in ('court', 'investigation', 'access-request', 'complaint', 'other')),
  reason text not null check (btrim(reason) <> ''),
  placed_by bigint not null,
  placed_at timestamptz not null,
  holds_from timestamptz not null,
  holds_until timestamptz,
  lifted_by bigint,
  lifted_at timestamptz,
  lift_reason text,
  check (holds_until is null or holds_until > holds_from),
  check ((lifted_by is null) = (lifted_at is null) and (lifted_by is null) = (lift_reason is null))
);
create index legal_hold_target on legal_hold (scope, target_id) where lifted_at is null;

-- Which of these reports are held at an instant, and by which hold: itself, a package it is in, the subject it belongs to
-- (a hold follows a merged subject). Runs with its owner's eyes: a hold somebody may not see still holds.
create function legal_held_reports(ids bigint[], at timestamptz)
returns table (report_id bigint, hold_id bigint)
language sql stable security definer set search_path = pg_catalog, public as $$
  with recursive live as (
    select hold.hold_id, hold.scope, hold.target_id
    from legal_hold hold
    where hold.lifted_at is null and hold.holds_from <= at and (hold.holds_until is null or hold.holds_until > at)
  ), subject as (
    select live.hold_id, live.target_id as subject_id from live where live.scope = 'subject'
    union
    select subject.hold_id, merged.merged_into
    from subject join linking_subject merged on merged.subject_id = subject.subject_id
    where merged.merged_into is not null
  )
  select live.target_id, live.hold_id from live where live.scope = 'report' and live.target_id = any (ids)
  union
  select member.report_id, live.hold_id
  from live join packaging_member member on member.package_id = live.target_id
  where live.scope = 'package' and member.report_id = any (ids)
  union
  select membership.report_id, subject.hold_id
  from subject join linking_membership membership on membership.subject_id = subject.subject_id
  where membership.report_id = any (ids)
$$;

create function legal_refuse_held() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  if old.expunged_at is not null and new.expunged_at is distinct from old.expunged_at then
    raise exception 'what is disposed of stays so' using errcode = 'insufficient_privilege';
  end if;
  if new.expunged_at is not null and old.expunged_at is null
     and exists (select from legal_held_reports(array[new.report_id], new.expunged_at))
  then
    raise exception 'report % is under a legal hold', new.report_id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger intake_report_held before update of expunged_at on intake_report
  for each row execute function legal_refuse_held();

-- One act of disposal, by two persons.
create table legal_expunge (
  expunge_id bigint generated always as identity primary key,
  proposal_id bigint not null unique,
  authority text not null,
  rule_version text not null,
  proposed_by bigint not null,
  approved_by bigint not null,
  carried_out_by bigint not null,
  at timestamptz not null,
  -- packages whose recipients hold a copy: [{ number, agency }]
  copies jsonb not null,
  completed_at timestamptz,
  check (proposed_by <> approved_by)
);

create table legal_expunged_report (
  report_id bigint primary key,
  expunge_id bigint not null references legal_expunge,
  number text not null,
  class text not null,
  last_used_at timestamptz not null,
  due_at timestamptz not null
);
create index legal_expunged_report_act on legal_expunged_report (expunge_id);

-- Which part of the house has let go of which report, and how many rows or objects that were.
create table legal_expunge_part (
  report_id bigint not null references legal_expunged_report,
  part text not null,
  removed integer not null,
  at timestamptz not null,
  primary key (report_id, part)
);

create table legal_certificate (
  certificate_id bigint generated always as identity primary key,
  number text not null unique,
  expunge_id bigint not null unique references legal_expunge,
  -- the signed bytes: JSON with the digests of both documents
  body bytea not null,
  -- detached CMS over body
  signature bytea not null,
  signer text not null,
  -- null where no typesetter is installed
  pdf_en bytea,
  pdf_fr bytea,
  signed_at timestamptz not null
);

-- A recipient holds a package with something that is disposed of or retracted: somebody tells them, and says how.
create table dispatch_retraction (
  retraction_id bigint generated always as identity primary key,
  package_id bigint not null,
  agency_code text not null,
  bag_hash text not null,
  because text not null check (because in ('expunged', 'retracted')),
  opened_at timestamptz not null,
  told_by bigint,
  told_at timestamptz,
  told_how text,
  unique (package_id, because)
);
create index dispatch_retraction_open on dispatch_retraction (opened_at) where told_at is null;

-- Every package these reports are in, seen with the service's eyes: a disposal may not overlook a copy because the person who
-- carries it out may not see the other reports of the package.
create function packaging_holding(ids bigint[])
returns table (package_id bigint, number text, agency_code text, state text, report_ids bigint[], last_move_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public as $$
  select package.package_id, package.number, package.agency_code, package.state,
         (select array_agg(member.report_id order by member.report_id)
          from packaging_member member
          where member.package_id = package.package_id),
         coalesce((select max(move.at) from packaging_move move where move.package_id = package.package_id), package.created_at)
  from packaging_package package
  where package.package_id in (select member.package_id from packaging_member member where member.report_id = any (ids))
$$;

-- Whether the person may not see what a hold is on: the report, one of the package, one of the subject.
create function legal_target_hidden(scope text, target bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select cardinality(access_hidden_from(access_session_staff(), case scope when 'package' then 'package' else 'report' end,
    case scope when 'subject' then (select array_agg(report_id) from linking_membership where subject_id = target)
      else array[target] end)) > 0
$$;

create function legal_expunge_hidden(act bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select cardinality(access_hidden_from(access_session_staff(), 'report',
    (select array_agg(report_id) from legal_expunged_report where expunge_id = act))) > 0
$$;

grant create on schema public to vigie_service;
alter function legal_held_reports(bigint[], timestamptz) owner to vigie_service;
alter function legal_refuse_held() owner to vigie_service;
alter function packaging_holding(bigint[]) owner to vigie_service;
alter function legal_expunge_hidden(bigint) owner to vigie_service;
alter function legal_target_hidden(text, bigint) owner to vigie_service;
revoke create on schema public from vigie_service;

insert into access_row_class (class, role)
select 'retention', role from unnest(array['package-investigator', 'reviewer', 'transnational-officer', 'liaison', 'supervisor',
  'administrator', 'auditor']) as role;
do $$
begin
  call access_wall('legal_hold', $rule$(select access_reads('retention')) and not legal_target_hidden(scope, target_id)$rule$);
  call access_wall('legal_expunged_report', access_report_rule('retention', 'legal_expunged_report.report_id'));
  call access_wall('legal_expunge_part', access_report_rule('retention', 'legal_expunge_part.report_id'));
  -- An act and its certificate name every report of the act: whoever may not see one of them sees neither.
  call access_wall('legal_expunge', '(select access_reads(''retention'')) and not legal_expunge_hidden(expunge_id)');
  call access_wall('legal_certificate', '(select access_reads(''retention'')) and not legal_expunge_hidden(expunge_id)');
  call access_wall('dispatch_retraction',
    'exists (select from packaging_package whole where whole.package_id = dispatch_retraction.package_id)');
end $$;

select audit_protect('legal_hold'), audit_protect('legal_expunge'), audit_protect('legal_expunged_report'),
       audit_protect('legal_certificate'), audit_protect('dispatch_retraction'), audit_protect_again();
