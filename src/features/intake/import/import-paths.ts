import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Actor } from '#core/actor.ts';
import { MIB } from '#core/units.ts';
import type { Source } from '#core/vocabulary.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { receiveSet } from '../commands/receive-set.ts';
import { mappingsOf } from '../domain/choose-mapping.ts';
import { emptyReport } from '../domain/empty-report.ts';
import type { IntakeDeps, RawBytes, ReceiptOutcome, Received } from '../received.ts';
import { selectLive } from '../store/mappings.ts';
import type { Channel } from '../types.ts';
import { attachMedia } from './attach-media.ts';
import { type Document, findDocuments } from './find-documents.ts';
import { type FoundRecord, LARGEST_DOCUMENT_BYTES, readRecords, tableRecords } from './read-document.ts';

export interface ImportOptions {
  readonly source: Source;
  /** Who sent the files, where they do not say. */
  readonly provider?: string;
  /** How they came. @default file */
  readonly channel?: Channel;
}

/** What an import did (interface page, section 3). */
export interface ImportResult {
  readonly received: number;
  readonly repeated: number;
  readonly newVersions: number;
  readonly unreadable: number;
  readonly items: readonly {
    readonly file: string;
    readonly report: string;
    readonly outcome: ReceiptOutcome['outcome'];
  }[];
}

interface Waiting {
  readonly file: string;
  readonly received: Received;
}

const SET_SIZE = 1_000;
const INLINE_BYTES = MIB;
// A set is also bounded by its bytes, so that a folder of large documents does not fill memory.
const SET_BYTES = 32 * MIB;

/**
 * Receives the reports of files and folders, in sets of at most 1,000, each in one transaction. Bytes imported before answer
 * `repeated` and store nothing; what nobody can read is received as unreadable. Throws `not-permitted` for an actor who may not.
 */
export async function importPaths(
  deps: IntakeDeps,
  actor: Actor,
  paths: readonly string[],
  options: ImportOptions,
): Promise<ImportResult> {
  const items: ImportResult['items'][number][] = [];
  let storing: Promise<void> = Promise.resolve();
  // The next set is read while the last one is being stored; at most two are in memory.
  for await (const set of setsOf(deps, paths, options)) {
    await storing;
    storing = storeSet(deps, actor, set, items);
    storing.catch(() => undefined);
  }
  await storing;
  const count = (outcome: ReceiptOutcome['outcome']) => items.filter((item) => item.outcome === outcome).length;
  return {
    received: count('received'),
    repeated: count('repeated'),
    newVersions: count('new-version'),
    unreadable: count('unreadable'),
    items,
  };
}

async function* setsOf(
  deps: IntakeDeps,
  paths: readonly string[],
  options: ImportOptions,
): AsyncGenerator<readonly Waiting[]> {
  let set: Waiting[] = [];
  let bytes = 0;
  for await (const waiting of arrivals(deps, paths, options)) {
    set.push(waiting);
    bytes += waiting.received.raw.inline?.length ?? 0;
    if (set.length >= SET_SIZE || bytes >= SET_BYTES) {
      yield set;
      set = [];
      bytes = 0;
    }
  }
  if (set.length > 0) yield set;
}

async function* arrivals(deps: IntakeDeps, paths: readonly string[], options: ImportOptions): AsyncGenerator<Waiting> {
  // Looked up once: what a mapping costs, those pay who have one.
  const live = mappingsOf(await selectLive(deps.db, options.source), options.provider ?? null);
  for await (const document of findDocuments(paths)) {
    const isNamed = paths.includes(document.path);
    const table = isNamed || document.shape === 'table' ? await tableRecords(document, live) : null;
    if (table === null && (document.shape === 'other' || document.shape === 'table') && !isNamed) continue;
    if (table === null && document.shape !== 'lines' && document.sizeBytes > LARGEST_DOCUMENT_BYTES) {
      yield { file: document.path, received: await tooLarge(deps, document, options) };
      continue;
    }
    for await (const record of table ?? readRecords(document, deps.clock.now(), live)) {
      const media = document.beside.size > 0 ? await attachMedia(deps.vault, document, record.report) : [];
      yield {
        file: document.path,
        received: { ...arrival(deps, options, record), raw: await rawOf(deps, document, record), media },
      };
    }
  }
}

function arrival(deps: IntakeDeps, options: ImportOptions, record: Pick<FoundRecord, 'report' | 'unreadable'>) {
  return {
    via: 'import',
    source: options.source,
    channel: options.channel ?? 'file',
    sender: options.provider ?? null,
    credentialId: null,
    receivedAt: deps.clock.now(),
    state: 'open',
    report: record.report,
    unreadable: record.unreadable,
  } as const;
}

async function rawOf(deps: IntakeDeps, document: Document, record: FoundRecord): Promise<RawBytes> {
  const { bytes, contentType } = record;
  const facts = {
    sha256: createHash('sha256').update(bytes).digest(),
    sizeBytes: bytes.length,
    contentType,
    fileName: document.path,
  };
  if (bytes.length <= INLINE_BYTES) return { ...facts, inline: bytes, stored: null };
  return { ...facts, inline: null, stored: await storeBytes(deps, [bytes]) };
}

async function tooLarge(deps: IntakeDeps, document: Document, options: ImportOptions): Promise<Received> {
  const stored = await storeBytes(deps, createReadStream(document.path));
  const raw = {
    sha256: stored.sha256,
    sizeBytes: stored.sizeBytes,
    inline: null,
    stored,
    contentType: null,
    fileName: document.path,
  };
  return { ...arrival(deps, options, { report: emptyReport('unreadable'), unreadable: 'too-large' }), raw, media: [] };
}

async function storeBytes(deps: IntakeDeps, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const stored = await deps.vault.storeStream(asAsync(source), { maxBytes: Number.MAX_SAFE_INTEGER });
  if (!stored.ok) throw new Error(`The vault refused a document of the import: ${stored.refusal.kind}.`);
  return stored.value;
}

async function* asAsync(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* source;
}

async function storeSet(
  deps: IntakeDeps,
  actor: Actor,
  set: readonly Waiting[],
  items: ImportResult['items'][number][],
): Promise<void> {
  const stored = await inTransaction(deps.db, (tx) =>
    receiveSet(
      tx,
      deps,
      actor,
      set.map((waiting) => waiting.received),
    ),
  );
  if (!stored.ok) throw new Error('not-permitted');
  for (const [at, outcome] of stored.value.entries()) {
    items.push({ file: set[at]?.file ?? '', report: outcome.number, outcome: outcome.outcome });
  }
}
