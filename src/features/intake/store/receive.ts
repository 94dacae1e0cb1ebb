import type { Instant } from '#core/clock.ts';
import { asColumns } from '#platform/postgres/columns.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { RECEIVED_TABLES, type RowOf } from './received-tables.ts';

const SEQUENCES = {
  reports: 'intake_report_report_id_seq',
  raws: 'intake_raw_raw_id_seq',
  persons: 'intake_person_person_id_seq',
  victims: 'intake_victim_victim_id_seq',
  identifiers: 'intake_identifier_identifier_id_seq',
  incidents: 'intake_incident_incident_id_seq',
  files: 'intake_file_file_id_seq',
  narratives: 'intake_narrative_narrative_id_seq',
} as const;

/** What a receipt numbers before it writes. */
export type Numbered = keyof typeof SEQUENCES;

function blockOf(kind: Numbered, at: number): string {
  return `array(select nextval('${SEQUENCES[kind]}') from generate_series(1, $${at + 1}::int))::float8[] as ${kind}`;
}

/** Takes a block of ids from the sequences of the tables, so that a whole set can be written without asking back. */
export async function takeIds(
  tx: Tx,
  wanted: Readonly<Partial<Record<Numbered, number>>>,
): Promise<Record<Numbered, number[]>> {
  const kinds = Object.keys(SEQUENCES) as Numbered[];
  const [row] = await tx.query<Record<Numbered, number[]>>(
    `select ${kinds.map(blockOf).join(',\n            ')}`,
    kinds.map((kind) => wanted[kind] ?? 0),
  );
  if (!row) throw new Error('The sequences gave no ids.');
  return row;
}

/**
 * Holds a set by the document it begins with until the end of the transaction: the same folder imported twice at once is stored once,
 * and whoever comes second sees what the first one stored. Sets that differ go side by side; should they meet the same bytes on their
 * way, the index over them refuses the second one, which then looks again. A single report waits for nobody.
 */
export async function holdImports(tx: Tx, source: string, first: Buffer): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('intake-import'), hashtext($1 || encode($2, 'hex')))`, [
    source,
    first,
  ]);
}

export interface KnownImport {
  readonly sha256: string;
  readonly reportId: number;
  readonly number: string;
  readonly receivedAt: Instant;
}

/** Which of these contents were imported from this source before. */
export function selectKnownImports(q: Queryable, source: string, sha256s: readonly Buffer[]): Promise<KnownImport[]> {
  return q.query<KnownImport>(
    `select encode(raw.sha256, 'hex') as sha256, report.report_id as "reportId", report.number,
            raw.received_at as "receivedAt"
     from intake_raw raw
     join intake_report report on report.report_id = raw.report_id
     where raw.source = $1 and raw.kind = 'import' and raw.sha256 = any($2::bytea[])`,
    [source, sha256s],
  );
}

export interface KnownTip {
  readonly externalId: string;
  readonly reportId: number;
  readonly number: string;
  readonly version: number;
}

/** Locks the known reports behind CyberTip numbers, so that two new versions come one after the other. */
export function lockKnownTips(tx: Tx, externalIds: readonly string[]): Promise<KnownTip[]> {
  return tx.query<KnownTip>(
    `select external_id as "externalId", report_id as "reportId", number, current_version as version
     from intake_report
     where source = 'ncmec' and external_id = any($1::text[])
     order by report_id
     for update`,
    [externalIds],
  );
}

/** The first report of the same credential with the same bytes, for each content that has one. */
export function selectFirstSubmissions(
  q: Queryable,
  credentialId: number,
  sha256s: readonly Buffer[],
): Promise<{ sha256: string; reportId: number }[]> {
  return q.query<{ sha256: string; reportId: number }>(
    `select encode(raw.sha256, 'hex') as sha256, min(raw.report_id) as "reportId"
     from intake_raw raw
     join intake_report report on report.report_id = raw.report_id
     where raw.kind = 'report' and raw.sha256 = any($2::bytea[]) and report.credential_id = $1
     group by raw.sha256`,
    [credentialId, sha256s],
  );
}

/** A new version of known reports: what is current moves, what a person decided stays. */
export async function updateVersions(tx: Tx, rows: readonly RowOf<'intake_report'>[]): Promise<void> {
  const { from, values } = asColumns(rows, { ...RECEIVED_TABLES.intake_report, version: 'integer' });
  await tx.query(
    `update intake_report report
     set current_version = row.version, format = row.format, sender = row.sender, reading = row.reading,
         unreadable_reason = row.unreadable_reason, sender_alarm = coalesce(row.sender_alarm, report.sender_alarm),
         last_change_at = row.received_at
     from ${from}
     where report.report_id = row.report_id`,
    values,
  );
}
