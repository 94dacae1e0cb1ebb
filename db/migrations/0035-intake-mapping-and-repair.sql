-- Why: a new sender's tables and documents are read by a mapping an administrator makes (versioned, never edited once published, tested
--   against saved samples); what could not be read is repaired or redirected by a person, on the report's own road. The source of a
--   report is the one its last ledger row names, so that a redirection is a row of the ledger and both roads keep the same sum.
-- Locks: intake_report keeps writers waiting while its partial index is built, about 1 s per million rows. Duration: seconds.
-- Verify: update intake_mapping_version set content = '{}' where state = 'live'  →  must fail

create table intake_mapping (
  mapping_id bigint generated always as identity primary key,
  source text not null,
  sender text not null check (btrim(sender) <> ''),
  kind text not null check (kind in ('csv', 'json', 'xml')),
  created_by text not null,
  created_at timestamptz not null
);
create index intake_mapping_of_source on intake_mapping (source);

create table intake_mapping_version (
  mapping_id bigint not null references intake_mapping,
  version integer not null,
  state text not null check (state in ('draft', 'live', 'retired')),
  -- Mapping (intake/domain/mapping.ts)
  content jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  published_by text,
  published_at timestamptz,
  retired_by text,
  retired_at timestamptz,
  primary key (mapping_id, version),
  check ((state = 'draft') = (published_at is null) and (published_at is null) = (published_by is null)),
  check ((state = 'retired') = (retired_at is not null) and (retired_at is null) = (retired_by is null))
);
create unique index intake_mapping_version_draft on intake_mapping_version (mapping_id) where state = 'draft';
create unique index intake_mapping_version_live on intake_mapping_version (mapping_id) where state = 'live';

create function intake_keep_published() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (tg_op = 'DELETE' or new.state = 'draft'
      or (new.content, new.published_by, new.published_at) is distinct from (old.content, old.published_by, old.published_at)) then
    raise exception 'a published mapping never changes' using errcode = 'insufficient_privilege';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger intake_mapping_version_kept before update or delete on intake_mapping_version
  for each row execute function intake_keep_published();

-- Rows an administrator uploads to look at; marked as made up or as given by the sender for this. Never a report, in no count.
create table intake_mapping_sample (
  sample_id bigint generated always as identity primary key,
  mapping_id bigint not null references intake_mapping,
  file_name text not null,
  origin text not null check (origin in ('made-up', 'given-by-sender')),
  bytes bytea not null check (octet_length(bytes) <= 524288),
  added_by text not null,
  added_at timestamptz not null,
  -- What a person saw it read as and found right; publishing compares with it.
  expected jsonb,
  expected_by text,
  expected_at timestamptz,
  check ((expected is null) = (expected_by is null) and (expected is null) = (expected_at is null))
);
create index intake_mapping_sample_mapping on intake_mapping_sample (mapping_id);

-- What people did on the repair bench.
create table intake_repair (
  repair_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  act text not null check (act in ('read-again', 'repaired', 'redirected', 'handed')),
  by text not null,
  at timestamptz not null,
  -- the text a person repaired, as a further raw
  raw_id bigint,
  -- codes and numbers: reader, versions, sources
  detail jsonb not null default '{}',
  note text
);
create index intake_repair_report on intake_repair (report_id);

create index intake_report_unreadable on intake_report (received_at desc, report_id desc)
  where reading = 'unreadable' and state in ('unfinished', 'open', 'held');

-- The classes there are, and one more: rows uploaded as samples are seen by those who make mappings, and by nobody else.
do $$
declare
  classes text;
begin
  select string_agg(quote_literal(class), ', ' order by class) into classes
  from (
    select class from access_row_class
    union
    select (regexp_matches(pg_get_constraintdef(oid), '''([a-z-]+)''', 'g'))[1] from pg_constraint
    where conname = 'access_row_class_class_check' and conrelid = 'access_row_class'::regclass
    union
    select 'samples'
  ) as known;
  alter table access_row_class drop constraint access_row_class_class_check;
  execute format('alter table access_row_class add constraint access_row_class_class_check check (class in (%s))', classes);
end $$;
insert into access_row_class (class, role) values ('samples', 'administrator');

do $$
begin
  call access_wall('intake_mapping_sample', '(select access_reads(''samples''))');
  call access_wall('intake_repair', access_report_rule('content', 'intake_repair.report_id'));
end $$;

-- Whoever reads a repaired report again writes a child's facts into their compartment, and need not be able to read them back.
create policy desk_repairs on intake_victim for insert to vigie_desk with check ((select access_reads('content')));
create policy desk_repairs on intake_victim_identifier for insert to vigie_desk with check ((select access_reads('content')));
create policy desk_repairs on intake_narrative for insert to vigie_desk with check ((select access_reads('content')));

create or replace view stats_ledger_balance as
select report_id,
       (array_agg(source order by entry_id desc))[1] as source,
       min(received_day) as received_day,
       count(*) filter (where from_state = 'outside') as received,
       (array_agg(to_state order by entry_id desc))[1] as ledger_state,
       count(*) filter (where from_state <> expected_from) as broken_moves
from (
  select entry_id, report_id, source, received_day, from_state, to_state,
         lag(to_state, 1, 'outside') over (partition by report_id order by entry_id) as expected_from
  from intake_ledger
) as moves
group by report_id;

select audit_protect('intake_mapping'), audit_protect('intake_mapping_version'), audit_protect('intake_repair'),
       audit_protect_again();
