import type { Clock } from '#core/clock.ts';
import { recordMany } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { endExpiredLeases, foldOpenChanges } from '../store/claims.ts';

/** Gives reports whose lease ran out back to the queue, with who had begun; at most 1,000 a call. Until then they count as free already. */
export async function expireLeases(tx: Tx, deps: { readonly clock: Clock }): Promise<number> {
  const reportIds = await endExpiredLeases(tx, deps.clock.now());
  await recordMany(
    tx,
    reportIds.map((reportId) => ({
      actor: { kind: 'stage', stage: 'expire-leases' },
      act: 'expire-lease',
      objectKind: 'report',
      objectIds: [reportId],
      outcome: 'done',
    })),
  );
  await foldOpenChanges(tx);
  return reportIds.length;
}
