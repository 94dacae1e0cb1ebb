import type { Actor } from '#core/actor.ts';
import { MIB } from '#core/units.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { receiveSet } from '../commands/receive-set.ts';
import { keepJustStored } from '../just-stored.ts';
import type { IntakeDeps, ReceiptOutcome } from '../received.ts';
import type { ReportFacts } from '../types.ts';
import type { ImportResult, Receipt, Waiting } from './arrival.ts';

const SET_SIZE = 1_000;
// A set is also bounded by its bytes, so that a folder of large documents does not fill memory.
const SET_BYTES = 32 * MIB;

/**
 * Stores arriving reports in sets of at most 1,000, each in one transaction. Bytes received before from the same source answer
 * `repeated` and store nothing; what nobody can read is received as unreadable. Throws `not-permitted` for an actor who may not.
 */
export async function storeReceipts(
  deps: IntakeDeps,
  actor: Actor,
  arriving: AsyncIterable<Waiting>,
): Promise<ImportResult> {
  const items: Receipt[] = [];
  let storing: Promise<void> = Promise.resolve();
  // The next set is read while the last one is being stored; at most two are in memory.
  for await (const set of setsOf(arriving)) {
    await storing;
    storing = storeSet(deps, actor, set, items);
    storing.catch(() => undefined);
  }
  await storing;
  const count = (outcome: ReceiptOutcome['outcome']) => items.filter((item) => item.outcome === outcome).length;
  return {
    received: count('received'),
    repeated: count('repeated'),
    newVersions: count('new-version'),
    unreadable: count('unreadable'),
    items,
  };
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

async function storeSet(deps: IntakeDeps, actor: Actor, set: readonly Waiting[], items: Receipt[]): Promise<void> {
  const received = set.map((waiting) => waiting.received);
  let facts: readonly ReportFacts[] = [];
  const stored = await inReceiptTransaction(deps, (tx) => {
    const written: ReportFacts[] = [];
    facts = written;
    return receiveSet(tx, { ...deps, onStored: (more) => void written.push(...more) }, actor, received);
  });
  if (!stored.ok) throw new Error('not-permitted');
  keepJustStored(deps.db, facts);
  for (const [at, { number, outcome, receivedAt }] of stored.value.entries()) {
    const waiting = set[at];
    if (!waiting) throw new Error('A received report has no outcome.');
    const { raw, unreadable, sender, report } = waiting.received;
    items.push({
      file: waiting.file,
      report: number,
      outcome,
      receivedAt,
      sha256: raw.sha256.toString('hex'),
      reason: unreadable,
      sender: sender ?? 'unknown',
      missing: report.drift.filter(({ kind }) => kind === 'missing').map(({ path }) => path),
    });
  }
}

// The same bytes, or the same CyberTip, stored by somebody else between our look and our writing; or two sets that waited for each other.
const MET_ANOTHER: readonly string[] = ['23505', '40P01'];
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
    if (!met || attempt >= MOST_ATTEMPTS) throw error;
    return inReceiptTransaction(deps, act, attempt + 1);
  }
}
