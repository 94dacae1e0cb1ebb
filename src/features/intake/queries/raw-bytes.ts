import { buffer } from 'node:stream/consumers';
import type { Vault } from '#features/vault';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectRawOfVersion } from '../store/facts.ts';
import { reportHeads } from './report-heads.ts';

/** The bytes of a report exactly as received, of its current version unless told otherwise; throws when there is none. The caller audits its act. */
export async function rawBytesOf(q: Queryable, vault: Vault, reportId: number, version?: number): Promise<Buffer> {
  const wanted = version ?? (await reportHeads(q, [reportId]))[0]?.version ?? 1;
  const raw = await selectRawOfVersion(q, reportId, wanted);
  if (!raw) throw new Error(`Report ${reportId} has no version ${wanted}.`);
  if (raw.bytes) return raw.bytes;
  if (raw.objectId === null) throw new Error(`Version ${wanted} of report ${reportId} has no bytes.`);
  return buffer(await vault.openObject(q, raw.objectId));
}
