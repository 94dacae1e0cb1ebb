-- Why: what went wrong, who is affected, what was done, to whom it was reported; each incident with the clocks it was born under.
-- Locks: none (new tables). Duration: instant. Verify: \d incidents_incident

create table incidents_incident (
  incident_id bigint generated always as identity primary key,
  number text not null unique,
  -- a code of incidents/domain/incident-kinds.ts
  kind text not null,
  state text not null check (state in ('open', 'contained', 'judged', 'closed')),
  -- opened by itself: the event and what it was about, so that it opens once
  event_kind text,
  about_id bigint,
  opened_by text not null,
  happened_at timestamptz,
  known_at timestamptz not null,
  what text not null check (btrim(what) <> ''),
  affected text,
  containment text,
  material text check (material in ('material', 'not-material')),
  judgement text,
  jeopardises_function boolean,
  personal_information boolean,
  closed_at timestamptz,
  unique (event_kind, about_id)
);
create index incidents_incident_open on incidents_incident (known_at) where state <> 'closed';

-- Its timeline: every act, never changed.
create table incidents_act (
  act_id bigint generated always as identity primary key,
  incident_id bigint not null references incidents_incident,
  act text not null,
  by text not null,
  at timestamptz not null,
  note text
);
create index incidents_act_incident on incidents_act (incident_id, act_id);

create table incidents_clock (
  incident_id bigint not null references incidents_incident,
  -- a code of reference/deadlines/incidents.json
  kind text not null,
  starts_at timestamptz not null,
  due_at timestamptz not null,
  rule_version text not null,
  source_key text not null,
  standing text not null,
  met_at timestamptz,
  -- why it does not run after all
  ended_reason text,
  primary key (incident_id, kind)
);
create index incidents_clock_due on incidents_clock (due_at) where met_at is null and ended_reason is null;

create table incidents_report (
  report_no bigint generated always as identity primary key,
  incident_id bigint not null references incidents_incident,
  -- whom: a minister, the privacy commissioner, a partner, the person concerned
  told text not null check (btrim(told) <> ''),
  clock_kind text,
  reference text,
  by text not null,
  at timestamptz not null
);
create index incidents_report_incident on incidents_report (incident_id);

create function incidents_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the timeline of an incident is append only' using errcode = 'insufficient_privilege';
end $$;

create trigger incidents_act_append_only before update or delete on incidents_act
  for each row execute function incidents_refuse_change();
create trigger incidents_report_append_only before update or delete on incidents_report
  for each row execute function incidents_refuse_change();

select audit_protect('incidents_incident'), audit_protect('incidents_act'), audit_protect('incidents_clock'),
       audit_protect('incidents_report');
