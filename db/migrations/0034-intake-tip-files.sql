-- Why: a CyberTip comes as JSON, PDF and media in one drop. Files its JSON does not announce and the PDF of the tip itself are kept as files of
--   the report and told apart; bytes out of an archive say which; what a PDF says is a draft that a person confirms, field by field.
-- Locks: intake_file and intake_raw, exclusive: a moment for the columns (no rewrite), then while their rows are logged anew by the audit
--   trail. Duration: about 10 s per million rows of either. Verify: \d intake_draft_field; vigie audit verify

alter table intake_file add column relation text check (relation in ('unannounced', 'tip-pdf'));
alter table intake_raw add column archive_sha256 bytea;

-- Each PDF is read once, behind its wall; what came of it.
create table intake_pdf_reading (
  report_id bigint not null references intake_report,
  sha256 bytea not null,
  outcome text not null check (outcome in ('read', 'not-a-pdf', 'too-large', 'too-slow', 'crashed')),
  pages integer,
  -- it has more than is read
  is_cut boolean not null default false,
  read_at timestamptz not null,
  primary key (report_id, sha256)
);

create table intake_draft_field (
  field_id bigint generated always as identity primary key,
  report_id bigint not null references intake_report,
  pdf_sha256 bytea not null,
  -- counted from 1
  page integer not null,
  line integer not null,
  -- as printed
  label text not null,
  -- a code of intake/domain/find-pdf-fields.ts
  kind text not null,
  value text not null,
  verdict text check (verdict in ('confirmed', 'rejected')),
  judged_by text,
  judged_at timestamptz,
  unique (report_id, pdf_sha256, page, line, kind),
  check ((verdict is null) = (judged_by is null) and (verdict is null) = (judged_at is null))
);

do $$
declare
  guarded text;
begin
  foreach guarded in array array['intake_pdf_reading', 'intake_draft_field'] loop
    call access_wall(guarded, access_report_rule('content', guarded || '.report_id'));
  end loop;
end $$;

select audit_protect('intake_draft_field'), audit_protect_again();
