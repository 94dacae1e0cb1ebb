import { createHash } from 'node:crypto';
import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { MIB } from '#core/units.ts';
import type { Vault } from '#features/vault';
import type { RawBytes } from '../received.ts';
import { rawColumns } from './receipt-rows.ts';

/** Above this the bytes live in the vault: a row of the database stays a row. */
const INLINE_BYTES = MIB;

// Neither a name nor a type longer than this is one; NUL is the one character PostgreSQL cannot keep.
const MOST_CHARACTERS = 1_000;

/** Readies received bytes for their transaction: hashed, and in the vault when larger than 1 MiB or told to stay there. Refuses `disk-full`. */
export async function prepareRaw(
  vault: Vault,
  bytes: Buffer,
  about: {
    readonly contentType?: string | undefined;
    readonly fileName?: string | undefined;
    /** By `staysInVault` of the report that was read from them. */
    readonly staysInVault?: boolean;
  } = {},
): Promise<Result<RawBytes, { readonly kind: 'disk-full' }>> {
  const raw = {
    sha256: createHash('sha256').update(bytes).digest(),
    sizeBytes: bytes.length,
    contentType: storableName(about.contentType),
    fileName: storableName(about.fileName),
  };
  if (bytes.length <= INLINE_BYTES && about.staysInVault !== true) return ok({ ...raw, inline: bytes, stored: null });
  const stored = await vault.storeStream(piecesOf(bytes), { maxBytes: Number.MAX_SAFE_INTEGER });
  return stored.ok ? ok({ ...raw, inline: null, stored: stored.value }) : refuse({ kind: 'disk-full' });
}

/** As `prepareRaw`, where nobody waits for an answer: no room in the vault stops the work, which is tried again. */
export async function readyRaw(...given: Parameters<typeof prepareRaw>): Promise<RawBytes> {
  const raw = await prepareRaw(...given);
  if (!raw.ok) throw new Error(`The vault refused a document of the import: ${raw.refusal.kind}.`);
  return raw.value;
}

/** A name as the database can hold it; null for none. */
export function storableName(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  return text.toWellFormed().replaceAll('\0', '\ufffd').slice(0, MOST_CHARACTERS);
}

/** Bytes that are kept beside those received, with why: `repair` of a person's hand, `import` for one record of a document of several. */
export interface PreparedRaw {
  readonly raw: RawBytes;
  readonly kind: 'repair' | 'import';
}

/** The row of such bytes; `objectId`: where the vault keeps them, if it does. */
export function rawRowOf(
  { raw, kind }: PreparedRaw,
  objectId: ObjectId | null,
  about: { readonly rawId: number; readonly reportId: number; readonly source: string; readonly at: Instant },
) {
  return {
    raw_id: about.rawId,
    report_id: about.reportId,
    source: about.source,
    kind,
    ...rawColumns(raw, objectId),
    received_at: about.at,
  };
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += MIB) yield bytes.subarray(at, at + MIB);
}
