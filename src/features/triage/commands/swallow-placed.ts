import type { Clock } from '#core/clock.ts';
import { formBundles, leaveBundles, type Placed } from '#features/linking';
import type { Tx } from '#platform/postgres/transaction.ts';
import { lockFreeRows, swallowRows } from '../store/bundled-rows.ts';

/**
 * Takes reports that joined a bundle out of the queue, and forms the bundles that are ripe. A report that somebody holds, raised or decided
 * stays where it is: it is set apart.
 */
export async function swallowPlaced(tx: Tx, deps: { readonly clock: Clock }, placed: Placed): Promise<void> {
  const now = deps.clock.now();
  if (placed.joined.size > 0) {
    const ids = [...placed.joined.keys()];
    const free = new Set(await lockFreeRows(tx, ids, now));
    await swallowRows(tx, new Map([...placed.joined].filter(([reportId]) => free.has(reportId))));
    await leaveBundles(
      tx,
      ids.filter((id) => !free.has(id)),
      'in-hands',
    );
  }
  const formed = await formBundles(tx, deps, placed.ripe, (ids) => lockFreeRows(tx, ids, now));
  await swallowRows(tx, formed);
}
