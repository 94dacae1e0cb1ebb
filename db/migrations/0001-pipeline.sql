-- Why: events and stage history; announcing an event and queueing its work is one act (platform/outbox).
-- Locks: none (new tables). Duration: instant. Verify: \d outbox_event

create table outbox_event (
  event_id bigint generated always as identity primary key,
  kind text not null,
  subjects bigint[] not null,
  span int8range not null,
  announced_at timestamptz not null default clock_timestamp()
);
-- "which events concern this report": one entry per set, however large the set.
create index outbox_event_span on outbox_event using gist (span);

create table outbox_subscription (
  event_kind text not null,
  stage text not null,
  primary key (event_kind, stage)
);

create table pipeline_stage_run (
  run_id bigint generated always as identity primary key,
  stage text not null,
  event_id bigint not null,
  subjects bigint[] not null,
  span int8range not null,
  started_at timestamptz not null,
  duration_ms double precision not null,
  outcome text not null check (outcome in ('done', 'split', 'parked'))
);
create index pipeline_stage_run_span on pipeline_stage_run using gist (span);

create table pipeline_parked (
  parked_id bigint generated always as identity primary key,
  stage text not null,
  event_id bigint not null,
  subject_id bigint not null,
  code text not null,
  reason text not null,
  attempts integer not null,
  parked_at timestamptz not null,
  released_at timestamptz,
  unique (stage, event_id, subject_id)
);
create index pipeline_parked_open on pipeline_parked (subject_id) where released_at is null;

-- Which queues of work are alive: what a dead one held is given back within seconds, not after the library's four hours.
create table pipeline_worker (
  pool_id text primary key,
  seen_at timestamptz not null
);
