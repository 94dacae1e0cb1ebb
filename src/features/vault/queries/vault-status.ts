import type { Clock, Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { isScrubOverdue } from '../domain/scrub-pace.ts';
import { SCRUB_RULES } from '../rule-book.ts';
import { countDirectWraps, findRootUses, type RootUse } from '../store/rotation.ts';
import { findHoldings, findOpenFaults, findScrubState } from '../store/scrub.ts';
import type { OpenFault } from '../types.ts';

/** How the vault is, in figures and object ids. */
export interface VaultStatus {
  readonly objects: number;
  readonly bytes: number;
  /** Tombstones, and those whose bytes are still to be shredded. */
  readonly expunged: number;
  readonly toShred: number;
  /** Every root ever used, the current one first; an old one that no wrap names may be forgotten. */
  readonly rootKeys: readonly RootUse[];
  /** Wraps from before there were case keys. */
  readonly directWraps: number;
  readonly scrub: {
    readonly everyDays: number;
    readonly passStartedAt: Instant | null;
    readonly objectsRead: number;
    /** Every object kept before this instant has been read again since it. */
    readonly readSince: Instant | null;
    readonly overdue: boolean;
  };
  readonly openFaults: number;
  /** Damaged objects, oldest first (≤ 100). */
  readonly faults: readonly OpenFault[];
}

const FAULTS_SHOWN = 100;

/** Looks at rows only; nothing is opened. */
export async function vaultStatus(q: Queryable, deps: { readonly clock: Clock }): Promise<VaultStatus> {
  const { openFaults, ...holdings } = await findHoldings(q);
  const scrub = await findScrubState(q);
  return {
    ...holdings,
    rootKeys: await findRootUses(q),
    directWraps: await countDirectWraps(q),
    scrub: {
      everyDays: SCRUB_RULES.everyDays,
      passStartedAt: scrub.passStartedAt,
      objectsRead: scrub.objectsRead,
      readSince: scrub.lastPassStartedAt,
      overdue: isScrubOverdue(SCRUB_RULES, scrub, deps.clock.now()),
    },
    openFaults,
    faults: await findOpenFaults(q, FAULTS_SHOWN),
  };
}
