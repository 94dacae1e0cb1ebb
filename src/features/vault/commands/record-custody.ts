import { actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { insertCustody } from '../store/objects.ts';
import type { CustodyAct } from '../types.ts';

/** Writes custody lines, all at the present instant, in the transaction of the act. */
export async function recordCustody(
  tx: Tx,
  deps: { readonly clock: Clock },
  acts: readonly CustodyAct[],
): Promise<void> {
  if (acts.length === 0) return;
  const at = deps.clock.now();
  await insertCustody(
    tx,
    acts.map((act) => ({
      objectId: act.objectId,
      reportId: act.reportId ?? null,
      packageId: act.packageId ?? null,
      act: act.act,
      at,
      actor: actorRef(act.actor),
    })),
  );
}
