-- Why: acts that two different persons do together, held apart by the table itself; the one written exception and its register.
-- Locks: short exclusive lock on routing_recipient_key for its new constraint. Duration: instant.
-- Verify: update access_proposal set approved_by = proposed_by, approved_hash = content_hash, approved_at = now()  →  must fail

create table access_proposal (
  proposal_id bigint generated always as identity primary key,
  -- a code of access/domain/proposal-kinds.ts
  kind text not null,
  -- what it is about, in a code: an agency, a package, a digest
  target text not null,
  -- exactly what will happen; emptied when a report it names is disposed of, its hash stays
  content jsonb not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  -- reports the content speaks of: whoever may not see them may not see it
  report_ids bigint[] not null default '{}',
  proposed_by bigint not null references access_staff,
  proposed_at timestamptz not null,
  reason text not null check (btrim(reason) <> ''),
  -- whom the act would benefit: they may not approve it
  barred bigint[] not null default '{}',
  expires_at timestamptz not null,
  approved_by bigint references access_staff,
  approved_at timestamptz,
  approved_hash text,
  ended_at timestamptz,
  ended_how text check (ended_how in ('spent', 'spent-alone', 'refused', 'withdrawn', 'expired')),
  ended_by bigint references access_staff,
  ended_note text,
  constraint access_proposal_two_persons check (approved_by <> proposed_by),
  constraint access_proposal_not_barred check (not (approved_by = any (barred))),
  constraint access_proposal_same_content check (approved_hash = content_hash),
  constraint access_proposal_whole_approval check (
    (approved_by is null) = (approved_at is null) and (approved_by is null) = (approved_hash is null)),
  constraint access_proposal_whole_end check ((ended_at is null) = (ended_how is null)),
  constraint access_proposal_spent_by_two check (ended_how <> 'spent' or approved_by is not null),
  constraint access_proposal_one_exception check (ended_how <> 'spent-alone' or kind = 'urgent-notice')
);
-- One open proposal for one content: two approvals of the same thing would be two acts.
create unique index access_proposal_open on access_proposal (kind, content_hash) where ended_at is null;
create index access_proposal_by on access_proposal (proposed_by, proposal_id desc);
create index access_proposal_ended on access_proposal (proposal_id desc) where ended_at is not null;
create index access_proposal_reports on access_proposal using gin (report_ids);

create function access_keep_proposal() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a proposal is never removed' using errcode = 'insufficient_privilege';
  end if;
  if (new.kind, new.target, new.content_hash, new.report_ids, new.proposed_by, new.proposed_at, new.barred, new.expires_at)
     is distinct from
     (old.kind, old.target, old.content_hash, old.report_ids, old.proposed_by, old.proposed_at, old.barred, old.expires_at)
     or (new.content <> old.content and new.content <> '{}')
     or (new.reason <> old.reason and new.content <> '{}')
  then
    raise exception 'what was proposed never changes' using errcode = 'insufficient_privilege';
  end if;
  if old.approved_by is not null and (new.approved_by, new.approved_at) is distinct from (old.approved_by, old.approved_at)
     or old.ended_at is not null and (new.ended_at, new.ended_how, new.ended_by, new.approved_by)
        is distinct from (old.ended_at, old.ended_how, old.ended_by, old.approved_by)
  then
    raise exception 'an approval or an end is given once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger access_proposal_kept before update or delete on access_proposal
  for each row execute function access_keep_proposal();

-- The switch of the one exception: off until a row says otherwise, each row entered by two persons.
create table access_urgent_switch (
  switch_id bigint generated always as identity primary key,
  is_on boolean not null,
  -- the head of the centre, as named on the signed document
  signed_by text not null check (btrim(signed_by) <> ''),
  signed_on date not null,
  document text not null check (btrim(document) <> ''),
  valid_from timestamptz not null,
  valid_until timestamptz,
  proposal_id bigint not null unique references access_proposal,
  entered_at timestamptz not null,
  check (valid_until is null or valid_until > valid_from)
);

-- Every notice that left on one person's reason; reviewed by another one within 24 h.
create table access_urgent_use (
  use_id bigint generated always as identity primary key,
  proposal_id bigint not null unique references access_proposal,
  switch_id bigint not null references access_urgent_switch,
  report_id bigint not null,
  agency_code text not null,
  left_by bigint not null references access_staff,
  left_at timestamptz not null,
  reason text not null check (btrim(reason) <> ''),
  review_due_at timestamptz not null,
  overdue_announced_at timestamptz,
  reviewed_by bigint references access_staff,
  reviewed_at timestamptz,
  verdict text check (verdict in ('justified', 'not-justified')),
  review_note text,
  constraint access_urgent_use_other_reviewer check (reviewed_by <> left_by),
  check ((reviewed_by is null) = (reviewed_at is null) and (reviewed_by is null) = (verdict is null))
);
create index access_urgent_use_open on access_urgent_use (review_due_at) where reviewed_at is null;
create index access_urgent_use_report on access_urgent_use (report_id);

-- A key of the directory: the rule of routing, now held by the table too. References of people are compared as written.
alter table routing_recipient_key
  add constraint routing_recipient_key_two_persons check (approved_by <> proposed_by);

-- Who may ever read what waits for a second person. The page of an urgent notice is content; an auditor sees its use, not its page.
alter table access_row_class drop constraint access_row_class_class_check;
alter table access_row_class add constraint access_row_class_class_check
  check (class in ('register', 'content', 'victims', 'packages', 'acts', 'proposals', 'retention'));
insert into access_row_class (class, role)
select 'proposals', role from unnest(array['triage-investigator', 'package-investigator', 'reviewer', 'victim-id-specialist',
  'transnational-officer', 'intelligence-analyst', 'liaison', 'supervisor', 'administrator', 'auditor']) as role;
do $$
begin
  call access_wall('access_proposal', $rule$(select access_reads('proposals'))
    and (kind <> 'urgent-notice' or (select access_reads('content')))
    and cardinality(access_hidden_from(access_session_staff(), 'report', report_ids)) = 0$rule$);
  call access_wall('access_urgent_use', access_report_rule('register', 'access_urgent_use.report_id'));
end $$;

select audit_protect('access_proposal'), audit_protect('access_urgent_switch'),
       audit_protect('access_urgent_use', array['overdue_announced_at']);
