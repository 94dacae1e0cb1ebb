import { Readable } from 'node:stream';
import type { Vault } from '#features/vault';
import { undescribedFile } from '../domain/empty-report.ts';
import type { RawBytes, Received, ReceivedMedia } from '../received.ts';
import type { SubmittedFileDetails } from '../types.ts';
import type { FoundRecord } from './found-record.ts';

/** What a record brings of the mail it lay in. */
export interface KeptMail {
  readonly files: readonly SubmittedFileDetails[];
  readonly media: readonly ReceivedMedia[];
  readonly raw: Partial<Pick<RawBytes, 'archiveSha256'>>;
}

/** Keeps the mail of a record in the vault where it is the first of several, as a file that came with it; `from`: how many files it has. */
export async function keepMail(vault: Vault, { cameIn }: FoundRecord, from: number): Promise<KeptMail> {
  if (cameIn === undefined) return { files: [], media: [], raw: {} };
  const raw = { archiveSha256: cameIn.sha256 };
  if (cameIn.whole === null) return { files: [], media: [], raw };
  const stored = await vault.storeStream(Readable.from([cameIn.whole]), { maxBytes: Number.MAX_SAFE_INTEGER });
  if (!stored.ok) throw new Error(`The vault refused a mail: ${stored.refusal.kind}.`);
  return {
    files: [undescribedFile(cameIn.name)],
    media: [{ ordinal: from, stored: stored.value, relation: 'unannounced' }],
    raw,
  };
}

/** By what the mail of a record is known, where it came in one. */
export function mailOf({ mail }: FoundRecord): Pick<Received, 'mail'> {
  return mail === undefined ? {} : { mail };
}
