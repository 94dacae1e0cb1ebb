import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import { HOUR_MS } from '#core/units.ts';
import type { Log } from '#platform/log/log.ts';
import { announce } from '#platform/outbox/announce.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { isPassDue, minuteBudget } from '../domain/scrub-pace.ts';
import { SCRUB_RULES } from '../rule-book.ts';
import {
  clearFaults,
  countToScrub,
  findOpenFaults,
  findToScrub,
  releaseScrub,
  type ScrubItem,
  type ScrubState,
  saveFaults,
  saveScrub,
  takeScrub,
} from '../store/scrub.ts';
import type { ObjectFault, ScrubPace, ScrubReport, Verification } from '../types.ts';

export interface ScrubDeps {
  readonly clock: Clock;
  readonly log: Log;
}

type Verify = (objectId: ObjectId) => Promise<Verification>;

// A worker that died while reading is forgotten after this.
const BUSY_MS = HOUR_MS;
// Written down together, so that a crash repeats little.
const BATCH = 500;
const FAULTS_AT_ONCE = 100;

/** One stretch of scrubbing: known faults first (a repaired object clears its own), then the pass from where it stopped. */
export async function scrubObjects(db: Db, deps: ScrubDeps, verify: Verify, pace: ScrubPace): Promise<ScrubReport> {
  const now = deps.clock.now();
  const taken = await inTransaction(db, (tx) => takeScrub(tx, now, plusMs(now, BUSY_MS)));
  if (!taken) return { busy: true, objectsRead: 0, faultsFound: 0, faultsCleared: 0, passEnded: false };
  try {
    const again = await findOpenFaults(db, FAULTS_AT_ONCE);
    const repaired = await readBatch(db, deps, verify, again);
    const begun = beginPass(taken, now, pace);
    const read = begun ? await readPass(db, deps, verify, begun, pace) : { found: 0, state: taken, objectsRead: 0 };
    await inTransaction(db, (tx) => saveScrub(tx, read.state, null));
    return {
      busy: false,
      objectsRead: read.objectsRead,
      faultsFound: read.found,
      faultsCleared: repaired.cleared,
      passEnded: begun !== null && read.state.passStartedAt === null,
    };
  } catch (error) {
    // A store that is away says nothing about an object: the pass stays where the last batch left it.
    await inTransaction(db, releaseScrub);
    throw error;
  }
}

/** The state to go on from; null when no pass is due. */
function beginPass(state: ScrubState, now: Instant, pace: ScrubPace): ScrubState | null {
  if (pace === 'whole-pass') return { ...state, passStartedAt: now, afterObjectNo: 0, objectsRead: 0 };
  if (state.passStartedAt !== null) return state;
  if (!isPassDue(SCRUB_RULES, state.lastPassStartedAt, now)) return null;
  return { ...state, passStartedAt: now, afterObjectNo: 0, objectsRead: 0 };
}

interface PassProgress {
  readonly found: number;
  readonly objectsRead: number;
  readonly state: ScrubState;
}

async function readPass(
  db: Db,
  deps: ScrubDeps,
  verify: Verify,
  begun: ScrubState,
  pace: ScrubPace,
): Promise<PassProgress> {
  const now = deps.clock.now();
  let budget = await budgetOf(db, begun, now, pace);
  let progress: PassProgress = { found: 0, objectsRead: 0, state: begun };
  for (;;) {
    const limit = Math.min(BATCH, budget.objects);
    const next = withinBytes(await findToScrub(db, progress.state.afterObjectNo, limit), budget.bytes);
    const { found } = await readBatch(db, deps, verify, next);
    const { state } = progress;
    progress = {
      found: progress.found + found,
      objectsRead: progress.objectsRead + next.length,
      state: {
        ...state,
        afterObjectNo: next.at(-1)?.objectNo ?? state.afterObjectNo,
        objectsRead: state.objectsRead + next.length,
      },
    };
    if (next.length === 0 && budget.objects > 0) return { ...progress, state: ended(progress.state, deps.clock.now()) };
    const bytes = next.reduce((sum, item) => sum + item.sizeBytes, 0);
    budget = { objects: budget.objects - next.length, bytes: budget.bytes - bytes };
    if (budget.objects <= 0 || budget.bytes <= 0) return progress;
    const until = plusMs(deps.clock.now(), BUSY_MS);
    await inTransaction(db, (tx) => saveScrub(tx, progress.state, until));
  }
}

async function budgetOf(db: Db, { passStartedAt, afterObjectNo }: ScrubState, now: Instant, pace: ScrubPace) {
  if (pace === 'whole-pass') return { objects: Number.MAX_SAFE_INTEGER, bytes: Number.MAX_SAFE_INTEGER };
  const { objects, bytes } = await countToScrub(db, afterObjectNo);
  const pass = { startedAt: passStartedAt ?? now, objectsLeft: objects, bytesLeft: bytes };
  // With nothing left the next look ends the pass; an object of no bytes counts as one.
  const budget = minuteBudget(SCRUB_RULES, pass, now);
  return { objects: Math.max(1, budget.objects), bytes: Math.max(1, budget.bytes) };
}

/** As many as fit, at least one: an object larger than a minute's budget is read all the same. */
function withinBytes(items: readonly ScrubItem[], bytes: number): readonly ScrubItem[] {
  let sum = 0;
  const end = items.findIndex((item, index) => {
    sum += item.sizeBytes;
    return index > 0 && sum > bytes;
  });
  return end === -1 ? items : items.slice(0, end);
}

function ended(state: ScrubState, now: Instant): ScrubState {
  return {
    ...state,
    passStartedAt: null,
    afterObjectNo: 0,
    lastPassStartedAt: state.passStartedAt,
    lastPassEndedAt: now,
  };
}

async function readBatch(
  db: Db,
  deps: ScrubDeps,
  verify: Verify,
  items: readonly { readonly objectId: ObjectId }[],
): Promise<{ readonly found: number; readonly cleared: number }> {
  const seen: Verification[] = [];
  for (const { objectId } of items) seen.push(await verify(objectId));
  const faults = seen.flatMap((one) => (one.ok || isNoFault(one.fault) ? [] : [one]));
  const whole = seen.filter((one) => one.ok).map((one) => one.objectId);
  if (seen.length === 0) return { found: 0, cleared: 0 };
  const now = deps.clock.now();
  const { fresh, cleared } = await inTransaction(db, async (tx) => {
    const found = await saveFaults(tx, faults, now);
    await announce(tx, { kind: 'vault.object-damaged', subjects: [...found.values()] });
    return { fresh: found, cleared: await clearFaults(tx, whole, now) };
  });
  for (const { objectId, fault } of faults)
    if (fresh.has(objectId)) deps.log.error({ event: 'vault.object-damaged', objectId, code: fault });
  for (const objectId of cleared) deps.log.info({ event: 'vault.object-repaired', objectId });
  return { found: fresh.size, cleared: cleared.length };
}

/** Gone between the list and the look: expunged on purpose, or never registered. */
function isNoFault(fault: ObjectFault): boolean {
  return fault === 'expunged' || fault === 'unknown';
}
