import type { Actor } from '#core/actor.ts';
import { recordMany } from '#features/audit';
import { leaveBundles } from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import { markReawakened } from '../store/queue.ts';

/** Why a closed report deserves another look. */
export type ReawakeningReason = 'new-version' | 'new-link' | 'new-hash' | 'returned-by-recipient' | 'danger-grew';

/** Takes reports out of their bundles and marks decided ones for another look, with the reason; their disposition stays a person's. Gives back how many were decided. */
export async function reawaken(
  tx: Tx,
  actor: Actor,
  reports: readonly { readonly reportId: number; readonly reason: ReawakeningReason }[],
): Promise<number> {
  if (reports.length === 0) return 0;
  await leaveBundles(
    tx,
    reports.map((one) => one.reportId),
    'news',
  );
  const marked = await markReawakened(
    tx,
    reports.map((one) => one.reportId),
    reports.map((one) => one.reason),
  );
  await recordMany(
    tx,
    marked.map((reportId) => ({
      actor,
      act: 'reawaken-report',
      objectKind: 'report',
      objectIds: [reportId],
      outcome: 'done' as const,
    })),
  );
  return marked.length;
}
