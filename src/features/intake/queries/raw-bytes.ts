import { buffer } from 'node:stream/consumers';
import type { Vault } from '#features/vault';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { maskedBytes } from '../parse/mask-secrets.ts';
import { selectRawOfVersion } from '../store/facts.ts';
import { reportHeads } from './report-heads.ts';

/**
 * The bytes of a report exactly as received, of its current version unless told otherwise; throws when there is none. A document that
 * carries a secret is given with the secret masked: the exact bytes stay in the vault and nothing here reads them out. The caller audits its act.
 */
export async function rawBytesOf(q: Queryable, vault: Vault, reportId: number, version?: number): Promise<Buffer> {
  const wanted = version ?? (await reportHeads(q, [reportId]))[0]?.version ?? 1;
  const raw = await selectRawOfVersion(q, reportId, wanted);
  if (!raw) throw new Error(`Report ${reportId} has no version ${wanted}.`);
  if (raw.bytes) return raw.bytes;
  if (raw.objectId === null) throw new Error(`Version ${wanted} of report ${reportId} has no bytes.`);
  const bytes = await buffer(await vault.openObject(q, raw.objectId));
  return raw.advice?.includes('secret-in-document') === true ? maskedBytes(bytes) : bytes;
}
