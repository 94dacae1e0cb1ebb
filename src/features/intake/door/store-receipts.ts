import type { Actor } from '#core/actor.ts';
import { MIB } from '#core/units.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { DisposedMeanwhile, linkRepeats, type Repeat, repeatsIn } from '../commands/keep-archives.ts';
import { receiptKeysOf } from '../commands/known-before.ts';
import { receiveSet } from '../commands/receive-set.ts';
import { keepJustStored, takeJustStored } from '../just-stored.ts';
import type { IntakeDeps, ReceiptOutcome } from '../received.ts';
import type { ReportFacts } from '../types.ts';
import type { ImportResult, Receipt, Waiting } from './arrival.ts';

const SET_SIZE = 1_000;
// A set is also bounded by its bytes, so that a folder of large documents does not fill memory.
const SET_BYTES = 32 * MIB;
// The database writes one set while the rows of the next are being made; `npm run bench -- intake` of 27 November 2026.
const SETS_AT_ONCE = 2;

/**
 * Stores arriving reports in sets of at most 1,000, each in one transaction. Bytes received before from the same source answer
 * `repeated` and store nothing; what nobody can read is received as unreadable. Throws `not-permitted` for an actor who may not.
 */
export async function storeReceipts(
  deps: IntakeDeps,
  actor: Actor,
  arriving: AsyncIterable<Waiting>,
): Promise<ImportResult> {
  const repeats: Repeat[] = [];
  const items = await storeSideBySide(deps, actor, setsOf(arriving), repeats);
  // A later set may have kept the archive that reports of an earlier one came again in. Cut short, the next import of it mends that.
  if (repeats.length > 0) await inReceiptTransaction(deps, (tx) => linkRepeats(tx, repeats));
  const count = (outcome: ReceiptOutcome['outcome']) => items.filter((item) => item.outcome === outcome).length;
  return {
    received: count('received'),
    repeated: count('repeated'),
    newVersions: count('new-version'),
    completed: count('completed'),
    unreadable: count('unreadable'),
    items,
  };
}

interface Storing {
  readonly keys: ReadonlySet<string>;
  readonly items: Promise<readonly Receipt[]>;
}

/**
 * The next set is read while others are being stored. Two that hold the same tip, notice or bytes go one after the other, so that the
 * later document is the later version; receipts come in the order of arrival.
 */
async function storeSideBySide(
  deps: IntakeDeps,
  actor: Actor,
  sets: AsyncIterable<readonly Waiting[]>,
  repeats: Repeat[],
): Promise<readonly Receipt[]> {
  const items: Receipt[] = [];
  const storing: Storing[] = [];
  const finishFirst = async () => {
    items.push(...((await storing.shift()?.items) ?? []));
  };
  for await (const set of sets) {
    const keys = new Set(set.flatMap(({ received }) => receiptKeysOf(received)));
    const meets = (other: Storing) => [...keys].some((key) => other.keys.has(key));
    while (storing.length >= SETS_AT_ONCE || storing.some(meets)) await finishFirst();
    const one = { keys, items: storeSet(deps, actor, set, repeats) };
    one.items.catch(() => undefined);
    storing.push(one);
  }
  while (storing.length > 0) await finishFirst();
  return items;
}

async function* setsOf(arriving: AsyncIterable<Waiting>): AsyncGenerator<readonly Waiting[]> {
  let set: Waiting[] = [];
  let bytes = 0;
  for await (const waiting of arriving) {
    set.push(waiting);
    bytes += waiting.received.raw.inline?.length ?? 0;
    if (set.length >= SET_SIZE || bytes >= SET_BYTES) {
      yield set;
      set = [];
      bytes = 0;
    }
  }
  if (set.length > 0) yield set;
}

async function storeSet(
  deps: IntakeDeps,
  actor: Actor,
  set: readonly Waiting[],
  repeats: Repeat[],
): Promise<readonly Receipt[]> {
  const received = set.map((waiting) => waiting.received);
  let facts: readonly ReportFacts[] = [];
  const stored = await inReceiptTransaction(deps, (tx) => {
    const written: ReportFacts[] = [];
    facts = written;
    return receiveSet(tx, { ...deps, onStored: (more) => void written.push(...more) }, actor, received);
  });
  if (!stored.ok) throw new Error('not-permitted');
  keepJustStored(deps.db, facts);
  repeats.push(...repeatsIn(received, stored.value));
  // What was completed is more than what was stored.
  const completed = stored.value.filter(({ outcome }) => outcome === 'completed');
  takeJustStored(
    deps.db,
    completed.map(({ reportId }) => reportId),
  );
  return stored.value.map(({ number, outcome, receivedAt, advice = [] }, at) => {
    const waiting = set[at];
    if (!waiting) throw new Error('A received report has no outcome.');
    const { raw, unreadable, sender, report } = waiting.received;
    return {
      file: waiting.file,
      report: number,
      outcome,
      receivedAt,
      sha256: raw.sha256.toString('hex'),
      reason: unreadable,
      sender: sender ?? 'unknown',
      missing: report.drift.filter(({ kind }) => kind === 'missing').map(({ path }) => path),
      advice,
    };
  });
}

// The same bytes, or the same CyberTip, stored by somebody else between our look and our writing; two sets that waited for each other;
// or a report, or an archive with a report of it, disposed of in that moment.
const MET_ANOTHER: readonly string[] = ['23505', '40P01', '23503'];
const MOST_ATTEMPTS = 5;

/**
 * A transaction that receives: whoever meets another receipt of the same bytes looks again, and then sees what that one stored.
 * The act may run more than once; its effects are those of the last time.
 */
export async function inReceiptTransaction<T>(
  deps: Pick<IntakeDeps, 'db'>,
  act: (tx: Tx) => Promise<T>,
  attempt = 1,
): Promise<T> {
  try {
    return await inTransaction(deps.db, act);
  } catch (error) {
    const met = error instanceof Error && 'code' in error && MET_ANOTHER.includes(String(error.code));
    if (!(met || error instanceof DisposedMeanwhile) || attempt >= MOST_ATTEMPTS) throw error;
    return inReceiptTransaction(deps, act, attempt + 1);
  }
}
