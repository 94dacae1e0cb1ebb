-- Why: an archive is kept whole, as its sender's bytes, until the first of its reports is disposed of. It holds the bytes of all of them, so it
--   goes with the first one (docs/decisions/0013), and stays for as long as one of them is under a legal hold. Nobody deletes a row by hand.
-- Locks: vault_case_key, exclusive, while its check is read again: about 1 s per million cases. Duration: seconds.
-- Verify: delete from intake_archive as vigie_service  →  must fail; \d intake_archive_report

create table intake_archive (
  archive_id bigint generated always as identity primary key,
  sha256 bytea not null unique,
  size_bytes bigint not null,
  file_name text,
  object_id uuid not null references vault_object,
  received_at timestamptz not null
);
create index intake_archive_object on intake_archive (object_id);

-- Which reports came out of it, with all of a report's versions.
create table intake_archive_report (
  archive_id bigint not null references intake_archive on delete cascade,
  report_id bigint not null references intake_report,
  primary key (archive_id, report_id)
);
create index intake_archive_report_report on intake_archive_report (report_id);

-- An archive is a case of the vault: its key ends when the first of its reports does.
alter table vault_case_key drop constraint vault_case_key_case_kind_check;
alter table vault_case_key add constraint vault_case_key_case_kind_check
  check (case_kind in ('report', 'package', 'bundle', 'unfiled', 'draft', 'archive'));

-- The archives these reports came in, whoever may see the other reports of them: a disposal may not overlook one.
create function intake_archives_of(ids bigint[]) returns table (archive_id bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select distinct came.archive_id from intake_archive_report came where came.report_id = any (ids)
$$;

-- Whoever may not see one of its reports sees neither the archive nor its object.
create function intake_archive_hidden(archive bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
    from access_compartment_report held
    join intake_archive_report came on came.report_id = held.report_id
    where came.archive_id = archive and held.compartment <> all (access_compartments()))
$$;

create or replace function access_object_hidden(object uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select
    from access_compartment_report held
    where held.compartment <> all (access_compartments())
      and (exists (select from intake_file where intake_file.report_id = held.report_id and object_id = object)
        or exists (select from intake_raw where intake_raw.report_id = held.report_id and object_id = object)
        or exists (select from intake_archive_report came join intake_archive using (archive_id)
                   where came.report_id = held.report_id and object_id = object)))
$$;

-- Reports that came in one archive with a report under a hold: what was sent with it is not taken apart while the hold lives.
create function legal_held_by_archive(ids bigint[], at timestamptz) returns table (report_id bigint, hold_id bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with reached as (
    select other.archive_id, other.report_id
    from intake_archives_of(ids) near
    join intake_archive_report other using (archive_id)
  )
  select distinct mine.report_id, held.hold_id
  from legal_held_reports((select array_agg(reached.report_id) from reached), at) held
  join reached using (report_id)
  join intake_archive_report mine on mine.archive_id = reached.archive_id
  where mine.report_id = any (ids)
$$;

grant create on schema public to vigie_service;
alter function intake_archives_of(bigint[]) owner to vigie_service;
alter function intake_archive_hidden(bigint) owner to vigie_service;
alter function legal_held_by_archive(bigint[], timestamptz) owner to vigie_service;
revoke create on schema public from vigie_service;

-- The one way out: the archives of reports that are being disposed of; answers which, so that their keys can follow.
-- The caller's instant opens nothing: a hold that is live now, or has no end and is not lifted, refuses whatever it is.
create function intake_forget_archives(ids bigint[], at timestamptz) returns table (archive_id bigint)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  -- Whoever says of a report that it came in one of them waits from here on; who said so before is seen by the check.
  perform from intake_archive archive
    where archive.archive_id in (select gone.archive_id from intake_archives_of(ids) gone)
    order by archive.archive_id
    for update;
  if exists (
    select
    from unnest(array[at, now(), 'infinity']) as asked (moment)
    cross join lateral legal_held_by_archive(ids, asked.moment)
  ) then
    raise exception 'an archive is under a legal hold' using errcode = 'insufficient_privilege';
  end if;
  return query
    delete from intake_archive archive
    using intake_archives_of(ids) gone
    where archive.archive_id = gone.archive_id
    returning archive.archive_id;
end $$;
revoke execute on function intake_forget_archives(bigint[], timestamptz) from public;
grant execute on function intake_forget_archives(bigint[], timestamptz) to vigie_service, vigie_desk;

do $$
begin
  call access_wall('intake_archive_report', access_report_rule('content', 'intake_archive_report.report_id'));
  call access_wall('intake_archive', '(select access_reads(''content'')) and not intake_archive_hidden(archive_id)');
end $$;
revoke update, delete on intake_archive, intake_archive_report from vigie_service, vigie_desk;
-- Archives come through the doors, never from a desk; the bench only says which reports came out of a document of one.
revoke insert on intake_archive from vigie_desk;

-- The digest of what is gone stays nowhere, the log included: a list of known archives could be tried on it.
select audit_protect('intake_archive', array['sha256', 'file_name']), audit_protect('intake_archive_report'), audit_protect_again();
