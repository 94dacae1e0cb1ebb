-- Why: people of providers write notices at /provider: drafts that are never lost, files that come in pieces, and a wall in the database:
--   a session of a provider sees that provider's drafts, files, notices and receipts, and no report.
-- Locks: vault_case_key, exclusive, for a moment (a check is replaced; it holds one row per case). Duration: instant.
-- Verify: src/features/intake/portal/walls.db.test.ts

-- The provider behind the session of this transaction; null for everybody else.
create function intake_own_provider() returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select tie.provider_id
  from intake_provider_person tie
  join access_staff person using (staff_id)
  where tie.staff_id = access_session_staff() and 'provider' = any (person.roles)
$$;

-- Of a report a provider may know one thing: the number on its own receipt.
create function intake_own_number(report bigint) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select report.number
  from intake_notice notice
  join intake_report report using (report_id)
  where notice.report_id = $1 and notice.provider_id = intake_own_provider()
$$;

create table intake_notice_draft (
  draft_id bigint generated always as identity primary key,
  provider_id bigint not null references intake_provider,
  -- s3: notice to police; s2: addresses alone
  duty text not null check (duty in ('s2', 's3')),
  -- the provider's own number; ours until it gives one
  reference text not null,
  -- every answer as typed, by the name of its field: emptied once it is sent
  answers jsonb not null,
  started_by bigint not null references access_staff,
  started_at timestamptz not null,
  saved_at timestamptz not null,
  sent_at timestamptz,
  -- of the notice it became
  report_number text,
  check ((sent_at is null) = (report_number is null))
);
create index intake_notice_draft_open on intake_notice_draft (provider_id, saved_at desc) where sent_at is null;

-- A log or document on its way or here; its bytes lie in the vault, in the case of its draft.
create table intake_notice_upload (
  upload_id text primary key,
  draft_id bigint not null references intake_notice_draft,
  name text not null,
  size_bytes bigint not null,
  started_at timestamptz not null,
  -- whole; null while it is coming
  object_id uuid references vault_object
);
create index intake_notice_upload_of on intake_notice_upload (draft_id);

-- What has come of it, in the pieces it came in; put together and let go once all is here.
create table intake_notice_upload_part (
  upload_id text not null references intake_notice_upload on delete cascade,
  starts_at bigint not null,
  size_bytes bigint not null,
  object_id uuid not null references vault_object,
  primary key (upload_id, starts_at)
);

grant create on schema public to vigie_service;
alter function intake_own_provider() owner to vigie_service;
alter function intake_own_number(bigint) owner to vigie_service;
revoke create on schema public from vigie_service;

do $$
begin
  call access_wall('intake_notice_draft', 'provider_id = (select intake_own_provider())');
  call access_wall('intake_notice_upload',
    'exists (select from intake_notice_draft draft where draft.draft_id = intake_notice_upload.draft_id)');
  call access_wall('intake_notice_upload_part',
    'exists (select from intake_notice_upload whole where whole.upload_id = intake_notice_upload_part.upload_id)');
end $$;
create policy own on intake_notice for select to vigie_desk using (provider_id = (select intake_own_provider()));
create policy own on intake_notice_receipt for select to vigie_desk
  using (exists (select from intake_notice notice where notice.report_id = intake_notice_receipt.report_id));

-- Bytes of a draft are a case of their own: sent, they are the report's; given up, their key is destroyed.
alter table vault_case_key drop constraint vault_case_key_case_kind_check;
alter table vault_case_key add constraint vault_case_key_case_kind_check
  check (case_kind in ('report', 'package', 'bundle', 'unfiled', 'draft'));
