import { asColumns } from '#platform/postgres/columns.ts';
import type { Tx } from '#platform/postgres/transaction.ts';

const OF_VERSION = { report_id: 'bigint', version: 'integer' } as const;

const IDENTIFIER = {
  ...OF_VERSION,
  kind: 'text',
  value: 'text',
  normal: 'text',
  service: 'text',
  port: 'integer',
  observed_as_written: 'text',
  observed_at: 'timestamptz',
  observed_zone: 'text',
  event: 'text',
  provenance: 'text',
  caveat: 'text',
  verified: 'boolean',
  possible_proxy: 'boolean',
  path: 'text',
} as const;

/** Where a received report is written, in the order it is: each table with the columns a receipt fills. */
export const RECEIVED_TABLES = {
  intake_report: {
    report_id: 'bigint',
    number: 'text',
    source: 'text',
    format: 'text',
    channel: 'text',
    sender: 'text',
    credential_id: 'bigint',
    external_id: 'text',
    received_at: 'timestamptz',
    entered_at: 'timestamptz',
    state: 'text',
    reading: 'text',
    unreadable_reason: 'text',
    sender_alarm: 'text',
    finished_at: 'timestamptz',
    last_change_at: 'timestamptz',
    duplicate_of: 'bigint',
    excluded: 'text',
  },
  intake_raw: {
    raw_id: 'bigint',
    report_id: 'bigint',
    source: 'text',
    kind: 'text',
    content_type: 'text',
    file_name: 'text',
    sha256: 'bytea',
    size_bytes: 'bigint',
    bytes: 'bytea',
    object_id: 'uuid',
    archive_sha256: 'bytea',
    received_at: 'timestamptz',
  },
  intake_version: { ...OF_VERSION, raw_id: 'bigint', parsed_at: 'timestamptz', content: 'jsonb' },
  intake_incident: {
    incident_id: 'bigint',
    ...OF_VERSION,
    incident_type: 'text',
    platform: 'text',
    occurred_as_written: 'text',
    occurred_at: 'timestamptz',
    occurred_zone: 'text',
    occurred_description: 'text',
    description: 'text',
    offence: 'text',
  },
  intake_person: { person_id: 'bigint', ...OF_VERSION, role: 'text', ordinal: 'integer', details: 'jsonb' },
  intake_victim: { victim_id: 'bigint', ...OF_VERSION, ordinal: 'integer', details: 'jsonb' },
  intake_identifier: { identifier_id: 'bigint', ...IDENTIFIER, person_id: 'bigint', person_role: 'text' },
  intake_victim_identifier: { ...IDENTIFIER, victim_id: 'bigint' },
  intake_file: {
    file_id: 'bigint',
    ...OF_VERSION,
    ordinal: 'integer',
    ispws_file_id: 'text',
    object_id: 'uuid',
    original_name: 'text',
    size_bytes: 'bigint',
    md5: 'bytea',
    sha1: 'bytea',
    sha256: 'bytea',
    viewed_by_esp: 'boolean',
    relation: 'text',
    details: 'jsonb',
    received_at: 'timestamptz',
  },
  intake_narrative: { narrative_id: 'bigint', ...OF_VERSION, path: 'text', body: 'text', restricted: 'boolean' },
  intake_drift: { ...OF_VERSION, path: 'text', kind: 'text', detail: 'text' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type ReceivedTable = keyof typeof RECEIVED_TABLES;

/** A row by the columns of its table. */
export type RowOf<T extends ReceivedTable> = { readonly [C in keyof (typeof RECEIVED_TABLES)[T]]?: unknown };

// A report may bring 100,000 captures: written in pieces, the text of a statement stays small.
const ROWS_PER_STATEMENT = 5_000;

/** Writes rows of one table, a set of any size in few statements; a column a row does not name is null. */
export async function insertReceived<T extends ReceivedTable>(
  tx: Tx,
  table: T,
  rows: readonly RowOf<T>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) {
    const { from, values } = asColumns(rows.slice(at, at + ROWS_PER_STATEMENT), RECEIVED_TABLES[table]);
    const columns = Object.keys(RECEIVED_TABLES[table]).join(', ');
    await tx.query(`insert into ${table} (${columns}) overriding system value select ${columns} from ${from}`, values);
  }
}
