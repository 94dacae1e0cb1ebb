import type { Clock } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { BundlePrint } from '../domain/bundle-print.ts';
import { reasonsApart } from '../domain/keep-apart.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { BUNDLE_RULES } from '../rule-book.ts';
import { joinBundles, openBundles } from '../store/bundles.ts';
import { findWaiting, placeMembers } from '../store/place-members.ts';
import type { Sighting } from '../types.ts';

/** What a set of reports made of the bundles. */
export interface Placed {
  /** Reports that joined a bundle that was open, by report. */
  readonly joined: ReadonlyMap<number, number>;
  /** Likenesses that enough reports share now to be a bundle, or whose open bundle has to take in those that wait. */
  readonly ripe: readonly (BundlePrint & { readonly fingerprint: string; readonly open: boolean })[];
}

/** Where a bundle is open, whoever still waits was on the way, in another set, while it was formed. */
const isRipe = (alone: number, open: boolean): boolean => alone >= (open ? 1 : BUNDLE_RULES.minimumMembers);

/**
 * Puts a set of reports beside those they resemble: one statement, and none when no report resembles anything. A report with any signal of a
 * child or of danger stands apart, for good. Run again, nothing changes.
 */
export async function placeInBundles(
  tx: Tx,
  deps: { readonly clock: Clock },
  sightings: readonly Sighting[],
): Promise<Placed> {
  const prints = new Map<string, BundlePrint>();
  const members = sightings
    // A later version may resemble nothing any more: that, too, takes it out.
    .filter(({ print, signals }) => print !== null || signals.version > 1)
    .map(({ reportId, print, signals }) => {
      const fingerprint = print === null ? null : fingerprintOf(print.text);
      if (print !== null && fingerprint !== null) prints.set(fingerprint, print);
      return { reportId, fingerprint, reasons: reasonsApart(signals, BUNDLE_RULES) };
    });
  if (members.length === 0) return { joined: new Map(), ripe: [] };
  const placed = await placeMembers(tx, members, BUNDLE_RULES.minimumMembers, deps.clock.now());
  const together = placed.filter(({ standing }) => standing === 'together');
  const joined = together.flatMap(({ reportId, bundleId }) =>
    bundleId === null ? [] : [[reportId, bundleId] as const],
  );
  const ripe = [...Map.groupBy(together, ({ fingerprint }) => fingerprint ?? '')].flatMap(([fingerprint, own]) => {
    const print = prints.get(fingerprint);
    const alone = own.filter(({ bundleId }) => bundleId === null).length + (own[0]?.waiting ?? 0);
    const open = own.some(({ bundleId }) => bundleId !== null);
    return print && isRipe(alone, open) ? [{ ...print, fingerprint, open }] : [];
  });
  return { joined: new Map(joined), ripe };
}

/**
 * Forms bundles of the likenesses that are ripe. `free` says which of the waiting reports nobody holds and nothing raised; bundles that would
 * be too small without the others are not formed. Gives back who is in which.
 */
export async function formBundles(
  tx: Tx,
  deps: { readonly clock: Clock },
  ripe: Placed['ripe'],
  free: (reportIds: readonly number[]) => Promise<readonly number[]>,
): Promise<ReadonlyMap<number, number>> {
  if (ripe.length === 0) return new Map();
  const waiting = await findWaiting(
    tx,
    ripe.map(({ fingerprint }) => fingerprint),
  );
  const freeIds = new Set(await free(waiting.map(({ reportId }) => reportId)));
  const groups = Map.groupBy(
    waiting.filter(({ reportId }) => freeIds.has(reportId)),
    ({ fingerprint }) => fingerprint,
  );
  const large = ripe.filter(({ fingerprint, open }) => isRipe(groups.get(fingerprint)?.length ?? 0, open));
  if (large.length === 0) return new Map();
  const bundles = await openBundles(tx, large, BUNDLE_RULES.version, deps.clock.now());
  const joins = bundles.flatMap(({ bundleId, fingerprint }) =>
    (groups.get(fingerprint) ?? []).map(({ reportId }) => ({ reportId, bundleId, fingerprint })),
  );
  await joinBundles(tx, joins);
  return new Map(joins.map(({ reportId, bundleId }) => [reportId, bundleId]));
}
