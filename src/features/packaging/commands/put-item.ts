import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result } from '#core/result.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type ItemNumber, type ItemRefusal, type ItemVerdict, judgeItem, together } from '../domain/item-rules.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { type ItemRow, writeItem } from '../store/items.ts';
import { claimAuthorship, selectMembers } from '../store/packages.ts';
import { auditAct, type BeginRefusal, beginAct } from './begin-act.ts';
import { itemFactsOf } from './gather-routed.ts';

/** What a person says of one of the seven items. */
export interface ItemChange extends ItemVerdict {
  readonly packageId: number;
  readonly item: ItemNumber;
  /** Until when a pending item may be waited for; null: no date. */
  readonly dueAt: Instant | null;
}

/** Puts one item of a draft. Refuses `not-permitted`, `wrong-state` (only drafts change) and what the item's own rule refuses. */
export async function putItem(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  change: ItemChange,
): Promise<Result<ItemRow, BeginRefusal | { readonly kind: ItemRefusal }>> {
  const { packageId, item, dueAt, state, reason, text } = change;
  const begun = await beginAct(tx, actor, PERMISSIONS.putItem, { packageId, inStates: ['draft'] });
  if (!begun.ok) return begun;
  const { found, person } = begun.value;
  const reportIds = (await selectMembers(tx, [packageId])).map((member) => member.reportId);
  const facts = together([...(await itemFactsOf(tx, reportIds)).values()]);
  const judged = judgeItem(item, { state, reason, text }, facts);
  if (!judged.ok) return judged;
  const changedAt = deps.clock.now();
  const row = { ...judged.value, packageId: found.packageId, item, dueAt, changedBy: actorRef(actor), changedAt };
  await writeItem(tx, row);
  await claimAuthorship(tx, packageId, person.staffId);
  await auditAct(tx, actor, PERMISSIONS.putItem, packageId, { outcome: 'done', detail: { item, state } });
  return ok(row);
}
