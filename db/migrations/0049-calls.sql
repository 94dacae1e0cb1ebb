-- Why: a child in danger is handed over by voice before any package: who was reached on what number, when, what was said, and until when
--   they promised to call back. Two clocks run beside it: by voice, and by package.
-- Locks: none on tables that exist. Duration: instant. Verify: \d calls_call, \d calls_clock

create table calls_call (
  call_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  -- the version that was in front of whoever called
  version integer not null,
  -- a service of the directory; null where somebody else was called
  agency_code text,
  number text not null check (btrim(number) <> ''),
  number_from text not null check (number_from in ('directory', 'typed')),
  result text not null check (result in ('reached', 'no-answer')),
  called_at timestamptz not null,
  reached_name text,
  reached_badge text,
  -- a code of reference/calls/grounds.json, under the version of that list
  ground text,
  rule_version text not null,
  -- until when they call back; null once they did, or where nothing was promised
  awaits_until timestamptz,
  by bigint not null,
  recorded_at timestamptz not null,
  check (result = 'no-answer' or (reached_name is not null and ground is not null))
);
create index calls_call_report on calls_call (report_id);
create index calls_call_awaited on calls_call (awaits_until, call_id) where awaits_until is not null;

-- The facts that were given, in the caller's words: they may name a child, so they stand behind the wall of what is known of victims.
create table calls_told (
  call_id bigint primary key references calls_call,
  report_id bigint not null references intake_report,
  facts text not null check (btrim(facts) <> '')
);
create index calls_told_report on calls_told (report_id);

-- What became of a call-back, each try a row.
create table calls_call_back (
  call_back_id bigint generated always as identity primary key,
  call_id bigint not null references calls_call,
  report_id bigint not null references intake_report,
  result text not null check (result in ('came', 'not-reached', 'not-needed')),
  at timestamptz not null,
  note text not null check (btrim(note) <> ''),
  awaits_until timestamptz,
  by bigint not null,
  recorded_at timestamptz not null
);
create index calls_call_back_call on calls_call_back (call_id);
create index calls_call_back_report on calls_call_back (report_id);

create table calls_clock (
  report_id bigint not null references intake_report,
  kind text not null check (kind in ('voice', 'package')),
  -- whether the report became imminent, or somebody was called without that
  because text not null check (because in ('imminent', 'called')),
  starts_at timestamptz not null,
  due_at timestamptz not null,
  rule_version text not null,
  met_at timestamptz,
  -- a person no longer holds the report for imminent, or said why no package follows
  ended_at timestamptz,
  ended_reason text,
  ended_by bigint,
  primary key (report_id, kind)
);
create index calls_clock_due on calls_clock (kind desc, due_at, report_id) where met_at is null and ended_at is null;

do $$
begin
  call access_wall('calls_call', access_report_rule('content', 'calls_call.report_id'));
  call access_wall('calls_told', access_report_rule('victims', 'calls_told.report_id'));
  call access_wall('calls_call_back', access_report_rule('content', 'calls_call_back.report_id'));
  call access_wall('calls_clock', access_report_rule('content', 'calls_clock.report_id'));
end $$;

-- Whoever called writes down what was said, and need not be able to read it back.
create policy desk_calls on calls_told for insert to vigie_desk with check ((select access_reads('content')));

select audit_protect('calls_call'), audit_protect('calls_told'), audit_protect('calls_call_back'), audit_protect('calls_clock');
