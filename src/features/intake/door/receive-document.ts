import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Actor } from '#core/actor.ts';
import { MIB } from '#core/units.ts';
import { storableName } from '../commands/prepare-raw.ts';
import { emptyReport } from '../domain/empty-report.ts';
import { attachMedia } from '../import/attach-media.ts';
import type { Document } from '../import/find-documents.ts';
import { type FoundRecord, LARGEST_DOCUMENT_BYTES, readRecords } from '../import/read-document.ts';
import type { IntakeDeps, RawBytes } from '../received.ts';
import type { Arrival, ImportResult, Waiting } from './arrival.ts';
import { storeReceipts } from './store-receipts.ts';

const INLINE_BYTES = MIB;

/** Receives every report of one document; otherwise as `storeReceipts`. */
export function receiveDocument(
  deps: IntakeDeps,
  actor: Actor,
  document: Document,
  arrival: Arrival,
): Promise<ImportResult> {
  return storeReceipts(deps, actor, reportsIn(deps, document, arrival));
}

/** The reports of a document one by one, as they wait to be stored; one too large to be read is kept whole. */
export async function* reportsIn(deps: IntakeDeps, document: Document, arrival: Arrival): AsyncGenerator<Waiting> {
  const file = document.name;
  if (document.shape !== 'lines' && document.sizeBytes > LARGEST_DOCUMENT_BYTES) {
    const raw = await rawOf(deps, document, document.bytes ?? null, null);
    const unread = { report: emptyReport('unreadable'), unreadable: 'too-large' };
    yield { file, received: { ...received(arrival, unread), raw, media: [] } };
    return;
  }
  for await (const record of readRecords(document, deps.clock.now())) {
    const media = document.beside.size > 0 ? await attachMedia(deps.vault, document, record.report) : [];
    const raw = await rawOf(deps, document, record.bytes, record.contentType);
    yield { file, received: { ...received(arrival, record), raw, media } };
  }
}

function received(arrival: Arrival, record: Pick<FoundRecord, 'report' | 'unreadable'>) {
  return {
    via: 'import',
    source: arrival.source,
    channel: arrival.channel,
    sender: record.report.senderName ?? arrival.sender,
    credentialId: null,
    receivedAt: arrival.receivedAt,
    state: 'open',
    report: record.report,
    unreadable: record.unreadable,
  } as const;
}

/** The bytes of one report: small ones stay with its rows, larger ones go to the vault. Null: the whole file, unread. */
async function rawOf(
  deps: IntakeDeps,
  document: Document,
  bytes: Buffer | null,
  contentType: string | null,
): Promise<RawBytes> {
  const about = { contentType, fileName: storableName(document.name) };
  if (bytes !== null && bytes.length <= INLINE_BYTES) {
    const sha256 = createHash('sha256').update(bytes).digest();
    return { ...about, sha256, sizeBytes: bytes.length, inline: bytes, stored: null };
  }
  const stored = await storeBytes(deps, bytes === null ? createReadStream(document.path) : [bytes]);
  return { ...about, sha256: stored.sha256, sizeBytes: stored.sizeBytes, inline: null, stored };
}

async function storeBytes(deps: IntakeDeps, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const stored = await deps.vault.storeStream(asAsync(source), { maxBytes: Number.MAX_SAFE_INTEGER });
  if (!stored.ok) throw new Error(`The vault refused a document of the import: ${stored.refusal.kind}.`);
  return stored.value;
}

async function* asAsync(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* source;
}
