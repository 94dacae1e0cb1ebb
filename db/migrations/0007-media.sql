-- Why: is this file known? Exact recurrence of files between reports; lists come with their own issue.
-- Locks: none (new tables). Duration: instant. Verify: \d media_match

create table media_match (
  match_id bigint generated always as identity primary key,
  report_id bigint not null,
  file_id bigint not null,
  kind text not null check (kind in ('seen-before')),
  hash_kind text not null check (hash_kind in ('sha256', 'md5')),
  first_report_id bigint not null,
  earlier_reports integer not null,
  matched_at timestamptz not null,
  unique (file_id, kind)
);
create index media_match_report on media_match (report_id);

-- One row per distinct file content: where first seen, in how many reports.
create table media_sighting (
  hash bytea primary key,
  hash_kind text not null check (hash_kind in ('sha256', 'md5')),
  first_report_id bigint not null,
  report_count integer not null
) with (fillfactor = 80);

-- Which report was counted for which content, so that a stage that runs again counts nothing twice.
create table media_counted (
  report_id bigint not null,
  hash bytea not null,
  primary key (report_id, hash)
);
