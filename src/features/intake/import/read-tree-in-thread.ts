import { emptyReport } from '../domain/empty-report.ts';
import { inThread } from '../parse/parse-in-thread.ts';
import type { FoundRecord } from './found-record.ts';
import type { TreeDocument } from './read-tree.ts';

const THREAD = new URL('./tree-thread.ts', import.meta.url);

type Sent = Omit<FoundRecord, 'bytes'> & { readonly bytes: Uint8Array | null };

/**
 * The reports of a large document, read in a thread of its own: an urgent one at the door beside it does not wait. A document the thread
 * could not bear is received whole, for a person to split.
 */
export async function readTreeInThread(document: TreeDocument): Promise<readonly FoundRecord[]> {
  const { kind, bytes } = document;
  try {
    const records = await inThread<readonly Sent[]>(THREAD, document);
    return records.map((record) => ({ ...record, bytes: record.bytes === null ? bytes : Buffer.from(record.bytes) }));
  } catch {
    return [{ bytes, report: emptyReport('unreadable'), unreadable: 'too-large', contentType: `application/${kind}` }];
  }
}
