import type { Clock } from '#core/clock.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { EXPUNGE_PARTS, type ExpungePart } from '../domain/expunge-parts.ts';
import { completeExpunges, insertParts, lockExpungesOf } from '../store/disposals.ts';

/** Notes that a part of the house let go of these reports, once; the last part announces `expunge.completed`. */
export async function noteExpungePart(
  tx: Tx,
  deps: { readonly clock: Clock },
  part: ExpungePart,
  reportIds: readonly number[],
  removed: number,
): Promise<void> {
  const now = deps.clock.now();
  const acts = await lockExpungesOf(tx, reportIds);
  await insertParts(tx, part, new Map(reportIds.map((id, index) => [id, index === 0 ? removed : 0])), now);
  const completed = await completeExpunges(tx, acts, EXPUNGE_PARTS, now);
  await announce(tx, { kind: 'expunge.completed', subjects: completed });
}
