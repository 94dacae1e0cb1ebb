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

-- Gates that are not open; an identifier or file without a row is open.
create table legal_gate (
  target text not null check (target in ('identifier', 'file')),
  target_id bigint not null,
  report_id bigint not null,
  state text not null check (state in ('noted', 'blocked')),
  -- code of the policy row; its words stand in reference/regimes/gate-policy.json
  reason text not null,
  policy_version text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (target, target_id)
);
create index legal_gate_report on legal_gate (report_id);
