import type { Clock } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { ApartReason } from '../domain/keep-apart.ts';
import { lockTogether, setBundleState } from '../store/bundles.ts';
import { setApart, setKnownApart } from '../store/place-members.ts';

/** Sets reports apart for good, whether or not they resemble others yet; gives back those that changed. The database wakes them. */
export function keepApart(
  tx: Tx,
  deps: { readonly clock: Clock },
  reportIds: readonly number[],
  reason: ApartReason,
  words: string | null = null,
): Promise<readonly number[]> {
  return setApart(tx, reportIds, reason, words, deps.clock.now());
}

/** As `keepApart`, only for reports that are known to resemble others. */
export async function leaveBundles(tx: Tx, reportIds: readonly number[], reason: ApartReason): Promise<void> {
  if (reportIds.length > 0) await setKnownApart(tx, reportIds, reason);
}

/** Takes a whole bundle apart: every member waits alone and is never put together again. The caller holds the bundle. */
export async function dissolveBundle(
  tx: Tx,
  deps: { readonly clock: Clock },
  bundleId: number,
  words: string,
): Promise<readonly number[]> {
  const now = deps.clock.now();
  await setBundleState(tx, bundleId, { state: 'dissolved', closedAt: now, settlesAt: null });
  const members = (await lockTogether(tx, bundleId)).map(({ reportId }) => reportId);
  return setApart(tx, members, 'dissolved', words, now);
}
