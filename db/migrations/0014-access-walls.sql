-- Why: the second wall (security page, 3.2). What a signed-in person may read and write is decided by the database too, bound to
--   the session, so that a forgotten `where` returns nothing. vigie_service: intake, stages and the command line, sees all.
--   vigie_desk: every request of a signed-in person. Neither owns a table; neither may rewrite the ledger or the audit trail.
-- Locks: ACCESS EXCLUSIVE on every case-bearing table, an instant each. Duration: instant. Verify: test/journeys/access-matrix.test.ts

-- Roles belong to the whole server: another database on it may have made them already, even at this moment.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['vigie_service', 'vigie_desk'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole', wanted);
      end if;
    exception when duplicate_object or unique_violation then
      null;
    end;
    execute format('grant %I to %I', wanted, current_user);
  end loop;
end $$;

grant usage on schema public, graphile_worker to vigie_service, vigie_desk;
grant select, insert, update, delete on all tables in schema public to vigie_service, vigie_desk;
grant usage, select on all sequences in schema public to vigie_service, vigie_desk;
alter default privileges in schema public grant select, insert, update, delete on tables to vigie_service, vigie_desk;
alter default privileges in schema public grant usage, select on sequences to vigie_service, vigie_desk;
revoke update, delete, truncate on audit_entry, intake_ledger from vigie_service, vigie_desk;
revoke insert, update, delete on schema_migration from vigie_service, vigie_desk;

-- The queue of work guards its tables with row-level security of its own.
grant select, insert, update, delete on all tables in schema graphile_worker to vigie_service;
grant usage, select on all sequences in schema graphile_worker to vigie_service;
grant execute on all functions in schema graphile_worker to vigie_service;
do $$
declare
  guarded text;
begin
  for guarded in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
    execute format('create policy service on graphile_worker.%I to vigie_service using (true)', guarded);
  end loop;
end $$;

-- Need to know: a report in a compartment is seen by its members only; in two, by members of both.
create table access_compartment (
  compartment text primary key
);
insert into access_compartment values ('victims'), ('transnational'), ('exempt-bank'), ('foreign-caveat');

create table access_compartment_member (
  staff_id bigint not null references access_staff,
  compartment text not null references access_compartment,
  granted_by text not null,
  granted_at timestamptz not null,
  primary key (staff_id, compartment)
);

create table access_compartment_report (
  report_id bigint not null references intake_report,
  compartment text not null references access_compartment,
  reason text not null,
  put_by text not null,
  put_at timestamptz not null,
  primary key (report_id, compartment)
);

-- Break-glass: into a compartment for 60 minutes, on one person's word, looked at by another within 24 hours.
create table access_break_glass (
  opening_id bigint generated always as identity primary key,
  staff_id bigint not null references access_staff,
  compartment text not null references access_compartment,
  reason text not null,
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  review_due_at timestamptz not null,
  reviewed_by bigint references access_staff,
  reviewed_at timestamptz,
  verdict text check (verdict in ('justified', 'not-justified')),
  review_note text,
  overdue_at timestamptz,
  check (reviewed_by is distinct from staff_id)
);
create index access_break_glass_live on access_break_glass (staff_id, ends_at);
create index access_break_glass_open on access_break_glass (review_due_at) where reviewed_at is null;

-- An auditor sees acts and figures; the content of a numbered sample opens under a recorded mandate, until a day.
create table access_mandate (
  mandate_id bigint generated always as identity primary key,
  auditor_id bigint not null references access_staff,
  authority text not null,
  reason text not null,
  recorded_by bigint not null references access_staff,
  recorded_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  check (recorded_by <> auditor_id)
);
create index access_mandate_auditor on access_mandate (auditor_id, ends_at);

create table access_mandate_report (
  mandate_id bigint not null references access_mandate,
  report_id bigint not null references intake_report,
  primary key (mandate_id, report_id)
);

-- Which rows a role may ever read, coarser than the permissions of each act and never wider. Compared with them by a test.
create table access_row_class (
  class text not null check (class in ('register', 'content', 'victims', 'packages', 'acts')),
  role text not null,
  primary key (class, role)
);
insert into access_row_class (class, role)
select 'content', role from unnest(array['intake-clerk', 'triage-investigator', 'package-investigator', 'reviewer',
  'victim-id-specialist', 'transnational-officer', 'intelligence-analyst', 'liaison', 'supervisor']) as role
union all
select 'register', role from unnest(array['intake-clerk', 'triage-investigator', 'package-investigator', 'reviewer',
  'victim-id-specialist', 'transnational-officer', 'intelligence-analyst', 'liaison', 'supervisor', 'auditor',
  'provider-relations']) as role
union all
select 'victims', role from unnest(array['triage-investigator', 'package-investigator', 'reviewer',
  'victim-id-specialist', 'supervisor']) as role
union all
select 'packages', role from unnest(array['triage-investigator', 'package-investigator', 'reviewer',
  'transnational-officer', 'liaison', 'supervisor']) as role
union all
select 'acts', role from unnest(array['supervisor', 'auditor']) as role;

-- The person behind the session of this transaction; null without one. The secret itself is given, only its hash is stored:
-- whoever could read every table still could not speak for another session.
create function access_session_staff() returns bigint
language sql stable security definer set search_path = pg_catalog, public as $$
  select session.staff_id
  from access_session session
  join access_staff person using (staff_id)
  where session.token_sha256 = sha256(convert_to(current_setting('vigie.session', true), 'UTF8'))
    and session.ended_at is null
    and session.expires_at > now()
    and person.disabled_at is null
$$;

create function access_reads(wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (
    select
    from access_staff person
    join access_row_class readable on readable.role = any (person.roles)
    where person.staff_id = access_session_staff() and readable.class = wanted)
$$;

create function access_compartments_of(person bigint) returns text[]
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(array_agg(compartment), '{}')
  from (
    select compartment from access_compartment_member where staff_id = person
    union
    select compartment from access_break_glass where staff_id = person and ends_at > now()
  ) as entered
$$;

create function access_compartments() returns text[]
language sql stable security definer set search_path = pg_catalog, public as $$
  select access_compartments_of(access_session_staff())
$$;

-- Reports whose content a live mandate opens to the person.
create function access_mandated_for(person bigint) returns bigint[]
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(array_agg(report_id), '{}')
  from access_mandate
  join access_mandate_report using (mandate_id)
  where auditor_id = person and ended_at is null and ends_at > now()
$$;

create function access_mandated() returns bigint[]
language sql stable security definer set search_path = pg_catalog, public as $$
  select access_mandated_for(access_session_staff())
$$;

-- Which of these objects lie in a compartment the person is not in. Packages, deliveries and evidence follow their reports.
create function access_hidden_from(person bigint, kind text, ids bigint[]) returns bigint[]
language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(array_agg(distinct about.object_id), '{}')
  from (
    select report_id as object_id, report_id from unnest(ids) as report_id where kind = 'report'
    union all
    select package_id, report_id from packaging_member where kind = 'package' and package_id = any (ids)
    union all
    select delivery_id, report_id from dispatch_delivery join packaging_member using (package_id)
    where kind = 'delivery' and delivery_id = any (ids)
    union all
    select edge_id, unnest(array[a_report_id, b_report_id]) from linking_edge where kind = 'edge' and edge_id = any (ids)
  ) as about
  join access_compartment_report held using (report_id)
  where held.compartment <> all (access_compartments_of(person))
    and not about.report_id = any (access_mandated_for(person))
$$;

create function access_package_hidden(package bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select cardinality(access_hidden_from(access_session_staff(), 'package', array[package])) > 0
$$;

create function access_object_hidden(object uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (
    select
    from access_compartment_report held
    where held.compartment <> all (access_compartments())
      and (exists (select from intake_file where intake_file.report_id = held.report_id and object_id = object)
        or exists (select from intake_raw where intake_raw.report_id = held.report_id and object_id = object)))
$$;

-- What a person asked for by number and was not shown: its id when it stands, so that the trail tells "not yours" from "not found".
create function access_standing(kind text, given text) returns bigint
language sql stable security definer set search_path = pg_catalog, public as $$
  select report_id from intake_report where kind = 'report' and number = upper(given)
  union all
  select package_id from packaging_package where kind = 'package' and number = upper(given)
  union all
  select delivery_id from dispatch_delivery where kind = 'delivery' and delivery_id::text = given
  union all
  select edge_id from linking_edge where kind = 'edge' and edge_id::text = given
  limit 1
$$;

-- Queues work for a stage: the desk announces what it decided, and touches the queue of work in no other way.
create function outbox_queue_stage(stage text, event_id bigint, subjects bigint[], priority integer) returns void
language sql volatile security definer set search_path = pg_catalog, public as $$
  select graphile_worker.add_job('run-stage',
    json_build_object('stage', stage, 'eventId', event_id, 'subjects', subjects),
    priority => priority, max_attempts => 12)
$$;

-- The walls. On an external server the tables' owner may be an ordinary role: FORCE binds it too, so what reads past the walls
-- (these functions, the figures) belongs to the service.
grant create on schema public to vigie_service;
alter function access_package_hidden(bigint) owner to vigie_service;
alter function access_object_hidden(uuid) owner to vigie_service;
alter function access_hidden_from(bigint, text, bigint[]) owner to vigie_service;
alter function access_standing(text, text) owner to vigie_service;
alter function outbox_queue_stage(text, bigint, bigint[], integer) owner to vigie_service;
alter view stats_ledger_balance owner to vigie_service;
alter view stats_report_state owner to vigie_service;
alter view stats_reconciliation owner to vigie_service;
revoke create on schema public from vigie_service;

-- A wall around one table: the service passes, the desk by this rule; the owner, who only migrates, is bound by no rule of ours.
create procedure access_wall(guarded text, rule text) language plpgsql as $$
begin
  execute format('alter table %I enable row level security', guarded);
  execute format('alter table %I force row level security', guarded);
  execute format('create policy owner on %I to %I using (true)', guarded, current_user);
  execute format('create policy service on %I to vigie_service using (true)', guarded);
  execute format('create policy desk on %I to vigie_desk using (%s)', guarded, rule);
end $$;

-- The rule for rows of one report: the class, and no compartment the person is not in; or a mandate for this very report.
create function access_report_rule(class text, column_name text) returns text language sql immutable as $$
  select format('((select access_reads(%L)) and not exists (select from access_compartment_report held
    where held.report_id = %s and held.compartment <> all ((select access_compartments())::text[])))
    or %s = any ((select access_mandated())::bigint[])', class, column_name, column_name)
$$;

do $$
declare
  guarded text;
begin
  foreach guarded in array array['intake_report', 'intake_ledger', 'intake_ispws_report'] loop
    call access_wall(guarded, access_report_rule('register', guarded || '.report_id'));
  end loop;
  foreach guarded in array array['intake_version', 'intake_raw', 'intake_incident', 'intake_person', 'intake_identifier',
    'intake_file', 'intake_drift', 'media_match', 'linking_membership', 'linking_report_key', 'legal_clock', 'legal_gate',
    'triage_queue', 'triage_assessment', 'triage_confirmed_factor', 'triage_decision', 'triage_urgency_change',
    'routing_candidate', 'routing_route'] loop
    call access_wall(guarded, access_report_rule('content', guarded || '.report_id'));
  end loop;
  foreach guarded in array array['intake_victim', 'intake_victim_identifier'] loop
    call access_wall(guarded, access_report_rule('victims', guarded || '.report_id'));
  end loop;
  call access_wall('intake_narrative', format('(%s) and (not restricted or (select access_reads(''victims'')))',
    access_report_rule('content', 'intake_narrative.report_id')));
  foreach guarded in array array['linking_edge', 'linking_cannot_link'] loop
    call access_wall(guarded, format('(%s) and (%s)', access_report_rule('content', guarded || '.a_report_id'),
      access_report_rule('content', guarded || '.b_report_id')));
  end loop;
  call access_wall('linking_verdict',
    'exists (select from linking_edge edge where edge.edge_id = linking_verdict.edge_id)');
  -- Fingerprints and counts over the whole corpus: no content, and no report to be told apart by.
  foreach guarded in array array['linking_subject', 'linking_key', 'media_sighting', 'media_counted', 'triage_open_change'] loop
    call access_wall(guarded, '(select access_reads(''content''))');
  end loop;
  call access_wall('packaging_package',
    '(select access_reads(''packages'')) and not access_package_hidden(package_id)');
  foreach guarded in array array['packaging_fact', 'packaging_item', 'packaging_member', 'packaging_move', 'packaging_release',
    'packaging_sealed', 'dispatch_delivery', 'dispatch_outcome'] loop
    call access_wall(guarded,
      format('exists (select from packaging_package whole where whole.package_id = %I.package_id)', guarded));
  end loop;
  call access_wall('packaging_lead_line', access_report_rule('packages', 'packaging_lead_line.report_id'));
  call access_wall('dispatch_receipt',
    'exists (select from dispatch_delivery sent where sent.delivery_id = dispatch_receipt.delivery_id)');
  call access_wall('vault_object', '(select access_reads(''content'')) and not access_object_hidden(object_id)');
  call access_wall('vault_custody', '(select access_reads(''content'')) and not access_object_hidden(object_id)');
end $$;

-- Everybody's acts are written; they are read by those who review them.
alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy service on audit_entry to vigie_service using (true);
create policy owner on audit_entry to current_user using (true);
create policy desk_writes on audit_entry for insert to vigie_desk with check (true);
create policy desk_reads on audit_entry for select to vigie_desk using ((select access_reads('acts')));
