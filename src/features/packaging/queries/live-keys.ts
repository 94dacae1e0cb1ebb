import type { Clock } from '#core/clock.ts';
import { agencyByCode } from '#features/routing';
import type { Queryable } from '#platform/postgres/transaction.ts';

/** Whether every key these files are encrypted to is still approved and in force. */
export async function areKeysLive(
  q: Queryable,
  deps: { readonly clock: Clock },
  agencyCode: string,
  files: readonly { readonly keyId: number }[],
): Promise<boolean> {
  const live = new Set((await agencyByCode(q, agencyCode, deps.clock.now()))?.keys.map((key) => key.keyId));
  return files.length > 0 && files.every((file) => live.has(file.keyId));
}
