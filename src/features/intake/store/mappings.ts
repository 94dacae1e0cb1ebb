import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { LiveMapping } from '../domain/choose-mapping.ts';
import type { Mapping, MappingKind } from '../domain/mapping.ts';

export type MappingState = 'draft' | 'live' | 'retired';

export interface MappingHead {
  readonly mappingId: number;
  readonly source: Source;
  readonly sender: string;
  readonly kind: MappingKind;
  readonly createdBy: string;
  readonly createdAt: Instant;
}

export interface MappingVersion {
  readonly mappingId: number;
  readonly version: number;
  readonly state: MappingState;
  readonly content: Mapping;
  readonly changedBy: string;
  readonly changedAt: Instant;
  readonly publishedBy: string | null;
  readonly publishedAt: Instant | null;
  readonly retiredAt: Instant | null;
}

export interface SampleRow {
  readonly sampleId: number;
  readonly fileName: string;
  readonly origin: 'made-up' | 'given-by-sender';
  readonly bytes: Buffer;
  readonly addedBy: string;
  readonly addedAt: Instant;
  readonly expected: unknown;
  readonly expectedBy: string | null;
  readonly expectedAt: Instant | null;
}

const HEAD = `mapping_id as "mappingId", source, sender, kind, created_by as "createdBy", created_at as "createdAt"`;
const VERSION = `mapping_id as "mappingId", version, state, content, changed_by as "changedBy", changed_at as "changedAt",
  published_by as "publishedBy", published_at as "publishedAt", retired_at as "retiredAt"`;

const LIVE = `select mapping.mapping_id as "mappingId", version.version, mapping.source, mapping.sender, version.content as mapping
     from intake_mapping mapping
     join intake_mapping_version version on version.mapping_id = mapping.mapping_id and version.state = 'live'`;

/** Mappings in force for a source: looked up once per import. */
export function selectLive(q: Queryable, source: Source): Promise<LiveMapping[]> {
  return q.query<LiveMapping>(
    `${LIVE}
     where mapping.source = $1
     order by mapping.mapping_id`,
    [source],
  );
}

/** Every mapping in force: a few per source. */
export function selectEveryLive(q: Queryable): Promise<LiveMapping[]> {
  return q.query<LiveMapping>(
    `${LIVE}
     order by mapping.mapping_id`,
  );
}

/** The live version of one mapping; null when none is in force. */
export async function selectLiveById(q: Queryable, mappingId: number): Promise<LiveMapping | null> {
  const [row] = await q.query<LiveMapping>(
    `${LIVE}
     where mapping.mapping_id = $1`,
    [mappingId],
  );
  return row ?? null;
}

export function selectMappings(q: Queryable, limit: number): Promise<MappingHead[]> {
  return q.query<MappingHead>(`select ${HEAD} from intake_mapping order by mapping_id desc limit $1`, [limit]);
}

/** One mapping, locked until the end of the transaction: two people do not publish it at once. */
export async function lockMapping(tx: Tx, mappingId: number): Promise<MappingHead | null> {
  const [row] = await tx.query<MappingHead>(`select ${HEAD} from intake_mapping where mapping_id = $1 for update`, [
    mappingId,
  ]);
  return row ?? null;
}

export async function selectMapping(q: Queryable, mappingId: number): Promise<MappingHead | null> {
  const [row] = await q.query<MappingHead>(`select ${HEAD} from intake_mapping where mapping_id = $1`, [mappingId]);
  return row ?? null;
}

/** All versions of some mappings, newest first. */
export function selectVersions(q: Queryable, mappingIds: readonly number[]): Promise<MappingVersion[]> {
  return q.query<MappingVersion>(
    `select ${VERSION} from intake_mapping_version
     where mapping_id = any($1::bigint[])
     order by mapping_id, version desc`,
    [mappingIds],
  );
}

export async function insertMapping(
  tx: Tx,
  head: { readonly source: Source; readonly sender: string; readonly kind: MappingKind },
  by: { readonly actor: string; readonly at: Instant },
): Promise<number> {
  const [row] = await tx.query<{ mappingId: number }>(
    `insert into intake_mapping (source, sender, kind, created_by, created_at)
     values ($1, $2, $3, $4, $5)
     returning mapping_id as "mappingId"`,
    [head.source, head.sender, head.kind, by.actor, by.at],
  );
  if (!row) throw new Error('A mapping was not written.');
  return row.mappingId;
}

/** Writes the draft of a mapping: over the one there is, or as the next version. */
export async function writeDraft(
  tx: Tx,
  mappingId: number,
  content: Mapping,
  by: { readonly actor: string; readonly at: Instant },
): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `insert into intake_mapping_version (mapping_id, version, state, content, changed_by, changed_at)
     select $1, coalesce(max(version) filter (where state = 'draft'), coalesce(max(version), 0) + 1), 'draft', $2::jsonb, $3, $4
     from intake_mapping_version where mapping_id = $1
     on conflict (mapping_id, version) do update
     set content = excluded.content, changed_by = excluded.changed_by, changed_at = excluded.changed_at
     returning version`,
    [mappingId, JSON.stringify(content), by.actor, by.at],
  );
  if (!row) throw new Error('A draft was not written.');
  return row.version;
}

/** The live version of a mapping ends. */
export async function retireLive(tx: Tx, mappingId: number, by: { readonly actor: string; readonly at: Instant }) {
  const rows = await tx.query<{ version: number }>(
    `update intake_mapping_version
     set state = 'retired', retired_by = $2, retired_at = $3
     where mapping_id = $1 and state = 'live'
     returning version`,
    [mappingId, by.actor, by.at],
  );
  return rows[0]?.version ?? null;
}

export async function publishDraft(tx: Tx, mappingId: number, by: { readonly actor: string; readonly at: Instant }) {
  await tx.query(
    `update intake_mapping_version
     set state = 'live', published_by = $2, published_at = $3
     where mapping_id = $1 and state = 'draft'`,
    [mappingId, by.actor, by.at],
  );
}

const SAMPLE = `sample_id as "sampleId", file_name as "fileName", origin, bytes, added_by as "addedBy", added_at as "addedAt",
  expected, expected_by as "expectedBy", expected_at as "expectedAt"`;

export function selectSamples(q: Queryable, mappingId: number): Promise<SampleRow[]> {
  return q.query<SampleRow>(`select ${SAMPLE} from intake_mapping_sample where mapping_id = $1 order by sample_id`, [
    mappingId,
  ]);
}

export async function insertSample(
  tx: Tx,
  mappingId: number,
  sample: Pick<SampleRow, 'fileName' | 'origin' | 'bytes'>,
  by: { readonly actor: string; readonly at: Instant },
): Promise<number> {
  const [row] = await tx.query<{ sampleId: number }>(
    `insert into intake_mapping_sample (mapping_id, file_name, origin, bytes, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6)
     returning sample_id as "sampleId"`,
    [mappingId, sample.fileName, sample.origin, sample.bytes, by.actor, by.at],
  );
  if (!row) throw new Error('A sample was not written.');
  return row.sampleId;
}

export async function deleteSample(tx: Tx, mappingId: number, sampleId: number): Promise<boolean> {
  const rows = await tx.query(
    'delete from intake_mapping_sample where mapping_id = $1 and sample_id = $2 returning sample_id',
    [mappingId, sampleId],
  );
  return rows.length > 0;
}

export async function writeExpected(
  tx: Tx,
  sampleId: number,
  expected: unknown,
  by: { readonly actor: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `update intake_mapping_sample
     set expected = $2::jsonb, expected_by = $3, expected_at = $4
     where sample_id = $1`,
    [sampleId, JSON.stringify(expected), by.actor, by.at],
  );
}
