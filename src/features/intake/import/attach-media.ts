import { createReadStream } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Vault } from '#features/vault';
import type { ReceivedMedia } from '../received.ts';
import type { SubmittedReport } from '../types.ts';
import type { Document } from './find-documents.ts';

/**
 * Stores the files that a report names and that lie beside its document. A name leads to a file only in that one folder: a path in a
 * name is cut to its last part. Whether the bytes are those the sender hashed is said by the hashes kept on both.
 */
export async function attachMedia(
  vault: Vault,
  document: Document,
  report: SubmittedReport,
): Promise<readonly ReceivedMedia[]> {
  const media: ReceivedMedia[] = [];
  for (const [ordinal, file] of report.files.entries()) {
    const name = [file.givenName, file.originalName].find((one) => one !== null && document.beside.has(basename(one)));
    if (!name) continue;
    const source = createReadStream(join(dirname(document.path), basename(name)));
    const stored = await vault.storeStream(source, { maxBytes: Number.MAX_SAFE_INTEGER });
    if (!stored.ok) throw new Error(`The vault refused a file of the import: ${stored.refusal.kind}.`);
    media.push({ ordinal, stored: stored.value });
  }
  return media;
}
