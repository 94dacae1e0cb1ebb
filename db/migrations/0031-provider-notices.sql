-- Why: providers have an identity of their own (SOR 3(a)); their notices keep the regime they were born under, are one per reference,
--   and leave receipts that can be printed again; the day a regime comes into force is a dated row.
-- Locks: none (new tables). Duration: instant. Verify: \d intake_notice

create table intake_provider (
  provider_id bigint generated always as identity primary key,
  -- the unique identifier of SOR 3(a), on every receipt
  code text not null unique,
  name text not null,
  name_fr text,
  contact_name text,
  contact_email text,
  contact_phone text,
  since timestamptz not null
);

-- Every name a credential, a token or a file calls a provider by, folded; names are never reused for another.
create table intake_provider_name (
  folded text primary key,
  provider_id bigint not null references intake_provider,
  name text not null
);
create index intake_provider_name_of on intake_provider_name (provider_id);

-- People who sign in for a provider.
create table intake_provider_person (
  staff_id bigint primary key references access_staff,
  provider_id bigint not null references intake_provider,
  tied_by text not null,
  tied_at timestamptz not null
);
create index intake_provider_person_of on intake_provider_person (provider_id);

-- One row per notice, of its current version: figures and flags, no content.
create table intake_notice (
  report_id bigint primary key references intake_report,
  provider_id bigint not null references intake_provider,
  -- the provider's own number
  reference text,
  -- s3: notice to police; s2: addresses alone
  duty text not null check (duty in ('s2', 's3')),
  -- born under; never changed. Null for s2.
  regime text,
  received_at timestamptz not null,
  keep_until timestamptz,
  -- of what was said, in a fixed order, without the reference
  content_sha256 bytea not null,
  -- null unless stated with its zone
  discovered_at timestamptz,
  missing text[] not null,
  transmission_data_missing boolean not null,
  completeness smallint not null,
  connections integer not null,
  connections_without_port integer not null,
  times integer not null,
  times_without_zone integer not null,
  files integer not null,
  files_view_unstated integer not null,
  -- how often the same notice was sent again
  repeats integer not null default 0
);
create unique index intake_notice_reference on intake_notice (provider_id, reference) where reference is not null;
create unique index intake_notice_once on intake_notice (provider_id, content_sha256) where reference is null;
create index intake_notice_content on intake_notice (provider_id, content_sha256);
create index intake_notice_newest on intake_notice (provider_id, received_at desc, report_id desc);
create index intake_notice_period on intake_notice (received_at);

-- What the sender was given, word for word; one per version.
create table intake_notice_receipt (
  report_id bigint not null references intake_report,
  version integer not null,
  received_at timestamptz not null,
  sha256 bytea not null,
  provider_code text not null,
  provider_name text not null,
  -- what was missing or not understood, and until when data are kept, as told (intake/received.ts: NoticeTold)
  told jsonb not null,
  primary key (report_id, version)
);

do $$
declare
  guarded text;
begin
  foreach guarded in array array['intake_notice', 'intake_notice_receipt'] loop
    call access_wall(guarded, access_report_rule('register', guarded || '.report_id'));
  end loop;
end $$;

-- When a regime comes into force, as somebody with the right to say so set it; a later row supersedes, none is changed.
create table legal_regime_date (
  regime_date_id bigint generated always as identity primary key,
  regime text not null,
  -- first day in force, in the regime's zone; null: taken back
  in_force_from date,
  authority text not null check (btrim(authority) <> ''),
  set_by text not null,
  approved_by text not null,
  set_at timestamptz not null,
  check (set_by <> approved_by)
);
create index legal_regime_date_of on legal_regime_date (regime, set_at);

create function legal_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the dates of regimes are append only' using errcode = 'insufficient_privilege';
end $$;
create trigger legal_regime_date_append_only before update or delete on legal_regime_date
  for each row execute function legal_refuse_change();

select audit_protect('intake_provider'), audit_protect('intake_provider_name'), audit_protect('intake_provider_person'),
       audit_protect('intake_notice', array['repeats']), audit_protect('intake_notice_receipt'), audit_protect('legal_regime_date');
