-- Why: a worker can be kept to some kinds of work (vigie worker --only): a queued job bears the name of its stage, so that a pool
-- takes the stages it knows and leaves the others; a living pool says which kinds it takes, so that readiness can tell what nobody does.
-- Jobs queued before keep the name run-stage and are taken by workers of the kind stages.
-- Locks: pipeline_worker exclusively, for an instant. Duration: instant. Verify: \d pipeline_worker; \sf outbox_queue_stage

alter table pipeline_worker add column kinds text[] not null default '{stages,seal,dispatch}';

create or replace function outbox_queue_stage(stage text, event_id bigint, subjects bigint[], priority integer) returns void
language sql volatile security definer set search_path = pg_catalog, public as $$
  select graphile_worker.add_job(stage,
    json_build_object('stage', stage, 'eventId', event_id, 'subjects', subjects),
    priority => priority, max_attempts => 12)
$$;
