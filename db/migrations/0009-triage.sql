-- Why: how urgent, who holds it, what became of it. The queue row is born with the receipt, before any stage has run.
-- Locks: none (new tables). Duration: instant. Verify: \d triage_queue

create table triage_assessment (
  report_id bigint not null,
  version integer not null,
  rule_version text not null,
  danger smallint not null,
  completeness smallint not null,
  urgency text not null check (urgency in ('P1', 'P2', 'P3', 'P4', 'informational')),
  floor text,
  -- the applied parts and the proposals (triage/store/assessments.ts); what did not apply follows from the rule version
  factors jsonb not null,
  assessed_at timestamptz not null,
  primary key (report_id, version, rule_version, assessed_at)
);

create table triage_queue (
  report_id bigint primary key,
  source text not null,
  -- the report's current version, and the one its holder claimed: a decision on an older one is refused
  version integer not null default 1,
  claimed_version integer,
  received_at timestamptz not null,
  -- 1 imminent … 4 low, 5 informational; provisional rows start from the sender's own alarm
  level smallint not null,
  -- earliest of decision-due and data-loss clock
  due_at timestamptz not null,
  dies_at timestamptz,
  provisional boolean not null,
  danger smallint,
  completeness smallint,
  -- two leading danger factors, codes
  leading_factors text[] not null default '{}',
  -- set by routing: best candidate and the place in words
  place_hint jsonb,
  subject_id bigint,
  state text not null check (state in ('open', 'held', 'decided')),
  -- the sender's or a person's floor: rules never go below it
  floor_level smallint,
  floor_by text check (floor_by in ('sender', 'person')),
  -- what a person had before them when they set the floor: another alarm, or more danger, counts again
  overruled_alarm text,
  overruled_danger smallint,
  holder_staff_id bigint,
  lease_until timestamptz,
  half_done_by text,
  reawakened_reason text,
  draft jsonb
);
-- The order of the queue: level, then the earliest clock; exactly the sort of every page of it.
create index triage_queue_order on triage_queue (level, due_at, report_id) where state <> 'decided';
create index triage_queue_dies on triage_queue (dies_at, report_id) where state <> 'decided' and dies_at is not null;
create index triage_queue_reawakened on triage_queue (level, due_at, report_id) where reawakened_reason is not null;
create index triage_queue_holder on triage_queue (holder_staff_id) where holder_staff_id is not null;

create table triage_confirmed_factor (
  report_id bigint not null,
  factor text not null,
  verdict text not null check (verdict in ('confirmed', 'refused', 'considered')),
  by text not null,
  at timestamptz not null,
  primary key (report_id, factor)
);

create table triage_decision (
  decision_id bigint generated always as identity primary key,
  report_id bigint not null,
  disposition text not null,
  reason text not null,
  note text,
  target text,
  decided_by bigint not null,
  decided_at timestamptz not null,
  -- 30 s: until then it can be undone and nothing has been announced
  effective_at timestamptz not null,
  undone_at timestamptz,
  announced_at timestamptz
);
create index triage_decision_report on triage_decision (report_id);
create index triage_decision_due on triage_decision (effective_at) where undone_at is null and announced_at is null;

create table triage_urgency_change (
  change_id bigint generated always as identity primary key,
  report_id bigint not null,
  from_level smallint not null,
  to_level smallint not null,
  reason text not null,
  by bigint not null,
  at timestamptz not null
);
create index triage_urgency_change_report on triage_urgency_change (report_id);

-- How many wait, exactly and at once: counting 100,000 rows for every page of the queue costs 30 ms, summing a few changes nothing.
-- Every statement that changes the number appends its difference; a round folds them into one row.
create table triage_open_change (
  change_id bigint generated always as identity primary key,
  difference bigint not null
);

create function triage_note_opened() returns trigger language plpgsql as $$
begin
  insert into triage_open_change (difference)
  select count(*) from after_rows where state <> 'decided' having count(*) > 0;
  return null;
end $$;

create function triage_note_changed() returns trigger language plpgsql as $$
declare
  difference bigint := (select count(*) from after_rows where state <> 'decided')
                     - (select count(*) from before_rows where state <> 'decided');
begin
  if difference <> 0 then
    insert into triage_open_change (difference) values (difference);
  end if;
  return null;
end $$;

create function triage_note_emptied() returns trigger language plpgsql as $$
begin
  delete from triage_open_change;
  return null;
end $$;

create trigger triage_queue_opened after insert on triage_queue
  referencing new table as after_rows for each statement execute function triage_note_opened();
create trigger triage_queue_changed after update on triage_queue
  referencing old table as before_rows new table as after_rows for each statement execute function triage_note_changed();
create trigger triage_queue_emptied after truncate on triage_queue
  for each statement execute function triage_note_emptied();
