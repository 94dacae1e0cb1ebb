-- Why: which reports concern one person, by which evidence. Edges are the truth; memberships follow from them and from people's verdicts.
-- Locks: none (new tables). Duration: instant. Verify: \d linking_edge

create table linking_subject (
  subject_id bigint generated always as identity primary key,
  created_at timestamptz not null,
  may_be_minor boolean not null default false,
  -- a merged subject keeps its row, so that the merge can be undone
  merged_into bigint references linking_subject
);

-- One row per strong identifier value: 64-bit fingerprint of (kind, service, normal form).
create table linking_key (
  fingerprint bigint primary key,
  kind text not null,
  anchor_report_id bigint not null,
  report_count integer not null,
  -- k: held by more reports than this, a value no longer joins
  hub_above integer not null,
  -- shared by too many reports: demoted from strong, and it says so
  hub_since timestamptz
) with (fillfactor = 80);

-- Which report holds which strong values. The strong clusters follow from these rows alone, whatever the order of arrival;
-- they also keep a stage that runs again from counting twice.
create table linking_report_key (
  report_id bigint not null,
  fingerprint bigint not null,
  primary key (report_id, fingerprint)
);

create table linking_edge (
  edge_id bigint generated always as identity primary key,
  a_report_id bigint not null,
  b_report_id bigint not null,
  kind text not null,
  fingerprint bigint not null,
  -- log2 weight of evidence in steps of 1/1024, so that its parts (evidence.parts) add up to it exactly
  weight double precision not null,
  evidence jsonb not null,
  model text not null,
  verdict text not null default 'proposed' check (verdict in ('proposed', 'same', 'maybe', 'different')),
  verdict_by text,
  verdict_at timestamptz,
  created_at timestamptz not null,
  unique (a_report_id, b_report_id, fingerprint)
);
create index linking_edge_b on linking_edge (b_report_id);

create table linking_membership (
  report_id bigint primary key,
  subject_id bigint not null references linking_subject,
  standing text not null check (standing in ('proposed', 'confirmed')),
  -- the value by which the report joined; null for the first report of a subject
  joined_by bigint,
  since timestamptz not null
);
create index linking_membership_subject on linking_membership (subject_id);

create table linking_cannot_link (
  a_report_id bigint not null,
  b_report_id bigint not null,
  by text not null,
  at timestamptz not null,
  primary key (a_report_id, b_report_id)
);

-- Every verdict, with what it changed, so that it can be undone for ever.
create table linking_verdict (
  verdict_id bigint generated always as identity primary key,
  edge_id bigint not null references linking_edge,
  verdict text not null,
  by text not null,
  at timestamptz not null,
  moved jsonb not null,
  undone_at timestamptz
);
create index linking_verdict_edge on linking_verdict (edge_id);
