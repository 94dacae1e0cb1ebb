-- Why: what comes by voice, fax or hand is joined to the formal report that follows and counted once; clocks run from the first notice;
--   yesterday's cases come in under a cut-over day that an administrator sets; former yearly totals are sourced, signed baseline figures.
-- Locks: short exclusive lock on intake_report (new column, one check over again: under 1 s per million rows). Duration: instant.
-- Verify: \d intake_join; update stats_baseline set value = value  →  must fail

-- Joined: the other report of the same notice is the one that counts.
alter table intake_report drop constraint intake_report_excluded_check;
alter table intake_report add constraint intake_report_excluded_check
  check (excluded in ('drill', 'training', 'test', 'joined'));
-- The first notice of what was joined to it; its clocks run from here.
alter table intake_report add column first_notice_at timestamptz;
create index intake_report_by_hand on intake_report (source, received_at) where channel in ('voice', 'fax', 'hand');

-- A person's word on an entry of the desk and a formal report: one notice, or two.
create table intake_join (
  join_id bigint generated always as identity primary key,
  entry_report_id bigint not null references intake_report,
  formal_report_id bigint not null references intake_report,
  verdict text not null check (verdict in ('same-notice', 'different')),
  -- same-notice: which of the two is counted and worked on
  counted_report_id bigint references intake_report,
  -- the disposition the join gave to the other one; null: a person had disposed of both before
  closed_as text,
  -- what the machine had found at that moment: codes and kinds of identifiers, never their values
  reasons jsonb not null,
  by text not null,
  at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  check (entry_report_id <> formal_report_id),
  check ((verdict = 'same-notice') = (counted_report_id is not null)),
  check (counted_report_id is null or counted_report_id in (entry_report_id, formal_report_id)),
  check ((undone_by is null) = (undone_at is null))
);
create unique index intake_join_pair on intake_join (entry_report_id, formal_report_id) where undone_at is null;
-- An entry belongs to one formal report, a formal report to one entry.
create unique index intake_join_entry on intake_join (entry_report_id) where undone_at is null and verdict = 'same-notice';
create unique index intake_join_formal on intake_join (formal_report_id) where undone_at is null and verdict = 'same-notice';
create index intake_join_by_formal on intake_join (formal_report_id);

-- The day this house began to receive by itself: what came before it may come in with its own instant, nothing else. The last row holds.
create table intake_cut_over (
  cut_over_id bigint generated always as identity primary key,
  day date not null,
  reason text not null check (btrim(reason) <> ''),
  set_by text not null,
  set_at timestamptz not null
);

-- Old cases: received_at is their original receipt, this is when they were entered here; null for what this house received itself.
alter table intake_report add column entered_at timestamptz;

create function intake_before_cut_over() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (
    select
    from (select day from intake_cut_over order by cut_over_id desc limit 1) as cut_over
    where (new.received_at at time zone 'America/Toronto')::date < cut_over.day)
  then
    raise exception 'only what was received before the cut-over day keeps an instant of its own'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger intake_report_cut_over before insert or update of received_at, entered_at on intake_report
  for each row when (new.entered_at is not null) execute function intake_before_cut_over();

-- The first day on which this house received by itself: whoever sets the day sees no report.
create function intake_first_own_day() returns date
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select (min(received_at) at time zone 'America/Toronto')::date from intake_report where entered_at is null
$$;
grant create on schema public to vigie_service;
alter function intake_first_own_day() owner to vigie_service;
revoke create on schema public from vigie_service;

-- Figures of years before: entered once, by two persons, signed; a correction is a new row.
create table stats_baseline (
  baseline_id bigint generated always as identity primary key,
  year integer not null check (year between 1900 and 2999),
  -- a code of core/vocabulary.ts; null: all sources together
  source text,
  -- received | packages | leads
  measure text not null,
  value bigint not null check (value >= 0),
  provenance text not null check (btrim(provenance) <> ''),
  document_sha256 text not null check (document_sha256 ~ '^[0-9a-f]{64}$'),
  replaces bigint unique references stats_baseline,
  proposal_id bigint not null unique references access_proposal,
  entered_by bigint not null references access_staff,
  approved_by bigint not null references access_staff,
  entered_at timestamptz not null,
  -- the figure as signed, its signature (CMS, detached) and the signer
  body bytea not null,
  signature bytea not null,
  signer text not null,
  check (entered_by <> approved_by)
);
create unique index stats_baseline_once on stats_baseline (year, measure, coalesce(source, '')) where replaces is null;
create index stats_baseline_year on stats_baseline (year);

create function stats_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a baseline figure is corrected by a new one' using errcode = 'insufficient_privilege';
end $$;
create trigger stats_baseline_append_only before update or delete on stats_baseline
  for each row execute function stats_refuse_change();

create function intake_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a cut-over day is followed by another one, never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger intake_cut_over_append_only before update or delete on intake_cut_over
  for each row execute function intake_refuse_change();

do $$
begin
  call access_wall('intake_join', format('(%s) and (%s)', access_report_rule('content', 'intake_join.entry_report_id'),
    access_report_rule('content', 'intake_join.formal_report_id')));
end $$;

select audit_protect('intake_join'), audit_protect('intake_cut_over'), audit_protect('stats_baseline'), audit_protect_again();
