-- Why: what dies when, under which law; the legal gate of every identifier.
-- Locks: none (new tables). Duration: instant. Verify: \d legal_clock

create table legal_clock (
  clock_id bigint generated always as identity primary key,
  report_id bigint not null,
  kind text not null,
  regime text,
  starts_at timestamptz not null,
  due_at timestamptz not null,
  rule_version text not null,
  source_key text not null,
  standing text not null,
  ended_at timestamptz,
  unique (report_id, kind)
);
create index legal_clock_due on legal_clock (due_at) where ended_at is null;

create table legal_gate (
  report_id bigint not null,
  identifier_id bigint not null primary key,
  state text not null check (state in ('open', 'noted', 'blocked')),
  reason text not null,
  policy_version text not null,
  decided_by text not null,
  decided_at timestamptz not null
);
create index legal_gate_report on legal_gate (report_id);
