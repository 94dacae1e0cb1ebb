import type { Queryable } from '#platform/postgres/transaction.ts';

const ofReport = 'report_id = any ($1::bigint[]) and $2::bigint is not null';
const ofPackage = 'package_id = $2 and $1::bigint[] is not null';
const ofPair = '(a_report_id = any ($1::bigint[]) or b_report_id = any ($1::bigint[])) and $2::bigint is not null';
const ofObject = `object_id in (
  select object_id from intake_file where report_id = any ($1::bigint[])
  union select object_id from intake_raw where report_id = any ($1::bigint[])) and $2::bigint is not null`;

/** Rows that say in words whose they are: what leads from them to their reports is hidden too. */
function bySide(column: string): string {
  return `${column} = any (select 'side ' || id from unnest($1::bigint[]) as id) and $2::bigint is not null`;
}

/** Which rows of a guarded table belong to the other side: a condition over its reports ($1) and its package ($2). */
export const FOREIGN_ROWS: Readonly<Record<string, string>> = {
  intake_report: ofReport,
  intake_ledger: ofReport,
  intake_ispws_report: ofReport,
  intake_version: ofReport,
  intake_raw: ofReport,
  intake_mail: ofReport,
  intake_incident: ofReport,
  intake_person: ofReport,
  intake_identifier: ofReport,
  intake_file: ofReport,
  intake_drift: ofReport,
  intake_draft_field: ofReport,
  intake_pdf_reading: ofReport,
  intake_narrative: ofReport,
  intake_repair: ofReport,
  intake_archive: bySide('file_name'),
  intake_archive_report: ofReport,
  intake_victim: ofReport,
  intake_victim_identifier: ofReport,
  intake_notice: ofReport,
  intake_notice_receipt: ofReport,
  intake_join:
    '(entry_report_id = any ($1::bigint[]) or formal_report_id = any ($1::bigint[])) and $2::bigint is not null',
  intake_ticket: ofReport,
  legal_clock: ofReport,
  legal_gate: ofReport,
  media_match: ofReport,
  linking_edge: ofPair,
  linking_cannot_link: ofPair,
  linking_membership: ofReport,
  linking_report_key: ofReport,
  linking_bundle: bySide('sender'),
  linking_bundle_member: ofReport,
  linking_verdict: `exists (select from linking_edge where linking_edge.edge_id = linking_verdict.edge_id and ${ofPair})`,
  triage_queue: ofReport,
  triage_assessment: ofReport,
  triage_confirmed_factor: ofReport,
  triage_decision: ofReport,
  triage_urgency_change: ofReport,
  triage_bundle_sample: bySide('sample_hash'),
  triage_bundle_decision: bySide('sample_hash'),
  routing_candidate: ofReport,
  routing_route: ofReport,
  calls_call: ofReport,
  calls_told: ofReport,
  calls_call_back: ofReport,
  calls_clock: ofReport,
  packaging_package: ofPackage,
  packaging_member: ofPackage,
  packaging_item: ofPackage,
  packaging_fact: ofPackage,
  packaging_move: ofPackage,
  packaging_sealed: ofPackage,
  packaging_release: ofPackage,
  packaging_lead_line: ofReport,
  dispatch_delivery: ofPackage,
  dispatch_outcome: ofPackage,
  dispatch_receipt: `exists (select from dispatch_delivery where dispatch_delivery.delivery_id = dispatch_receipt.delivery_id and ${ofPackage})`,
  access_proposal: 'report_ids && $1::bigint[] and $2::bigint is not null',
  access_urgent_use: ofReport,
  legal_hold: bySide('target'),
  legal_expunge: bySide('authority'),
  legal_expunged_report: ofReport,
  legal_expunge_part: ofReport,
  legal_certificate: bySide('number'),
  dispatch_retraction: ofPackage,
  vault_object: ofObject,
  vault_custody: ofObject,
};

/** Tables of the whole corpus: fingerprints and counts without a report to be told apart by; a desk role reads all or none. */
const CORPUS_TABLES = [
  'linking_subject',
  'linking_key',
  'media_sighting',
  'media_counted',
  'triage_open_change',
  // Rows an administrator uploaded to make a mapping with: of no report.
  'intake_mapping_sample',
];

/** What people of providers write before it is a report: no role of the desk reads a row (src/features/intake/portal/portal.db.test.ts). */
const PORTAL_TABLES = ['intake_notice_draft', 'intake_notice_upload', 'intake_notice_upload_part'];

/** Everybody writes there; only those who review acts read. */
const TRAIL_TABLES = ['audit_entry', 'audit_value'];

/** Tables that hold no case: the house itself. */
export const HOUSE_TABLES = [
  'access_break_glass',
  'access_compartment',
  'access_compartment_member',
  'access_compartment_report',
  'access_credential',
  'access_idempotency',
  'access_mandate',
  'access_mandate_report',
  'access_row_class',
  'access_session',
  'access_urgent_switch',
  'intake_provider',
  'intake_provider_name',
  'intake_provider_person',
  'legal_regime_date',
  'intake_cut_over',
  'incidents_act',
  'intake_allowance',
  'intake_quota',
  'incidents_clock',
  'incidents_incident',
  'incidents_report',
  'access_sign_in_link',
  'access_staff',
  'access_token',
  'audit_checkpoint',
  'intake_mapping',
  'intake_mapping_version',
  'audit_cosignature',
  'audit_lane',
  'audit_leaf',
  'audit_protected',
  'audit_review',
  'audit_row_batch',
  'audit_tile',
  'audit_witness',
  'audit_witness_alarm',
  'outbox_event',
  'outbox_subscription',
  'pipeline_parked',
  'pipeline_stage_run',
  'pipeline_worker',
  'routing_agency',
  'routing_channel',
  'routing_coverage',
  'routing_recipient_key',
  'schema_migration',
  'stats_baseline',
  'vault_wrap',
  'vault_scrub_fault',
  'vault_scrub',
  'vault_root_key',
  'vault_case_key',
  'access_work_service',
  'access_work_account',
  'access_role_proposal',
  'access_reset_proposal',
  'access_public_address',
  'access_passkey',
  'access_failure',
  'access_device',
  'access_code_secret',
  'access_challenge',
];

/** Tables with row-level security that binds even their owner, those of the whole corpus and the trail left out. */
export async function guardedTables(q: Queryable): Promise<readonly string[]> {
  const names = await tablesWhere(q, 'relrowsecurity and relforcerowsecurity');
  const others = [...CORPUS_TABLES, ...TRAIL_TABLES, ...PORTAL_TABLES];
  return names.filter((name) => !others.includes(name));
}

export function unguardedTables(q: Queryable): Promise<readonly string[]> {
  return tablesWhere(q, 'not (relrowsecurity and relforcerowsecurity)');
}

async function tablesWhere(q: Queryable, condition: string): Promise<readonly string[]> {
  const rows = await q.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and ${condition}`,
  );
  return rows.map(({ name }) => name).sort();
}
