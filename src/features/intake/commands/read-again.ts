import { type Actor, actorRef } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { REPAIR_REPORT } from '../domain/permissions.ts';
import { type ChosenReader, type ReadBytes, readBytes, readerOf, type WaitingRecords } from '../queries/read-bytes.ts';
import type { ReceiveDeps } from '../received.ts';
import { lockStates } from '../store/ledger.ts';
import { insertRepairs, lockWaiting, selectUnread, type UnreadRow, updateReasons } from '../store/repair.ts';
import { amendReports } from './amend-reports.ts';
import {
  detailOf,
  keysOfOnly,
  NOTHING_MORE,
  placeRecords,
  type ReadAgainOutcome,
  type RecordsPlaced,
} from './place-records.ts';

export type ReadAgainRefusal = NotPermitted | { readonly kind: 'no-such-mapping' };

/** A set read again in one transaction. */
export const MOST_READ_AGAIN = 1_000;
// Bytes of so many reports are in memory at a time: those kept in rows, 1 MiB each at most; larger ones are read one by one.
const PAGE = 20;

/** Reads reports again with a chosen reader; what is understood becomes their next version, the reason of what is not is renewed. */
export async function readAgain(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  reportIds: readonly number[],
  chosen: ChosenReader,
): Promise<Result<readonly ReadAgainOutcome[], ReadAgainRefusal>> {
  const allowed = await requirePermission(tx, actor, REPAIR_REPORT, reportIds);
  if (!allowed.ok) return allowed;
  const reader = await readerOf(tx, chosen);
  if (reader === null) return refuse({ kind: 'no-such-mapping' });
  await lockStates(tx, reportIds);
  const outcomes: ReadAgainOutcome[] = [];
  for (let at = 0; at < reportIds.length; at += PAGE) {
    const rows = await selectUnread(tx, reportIds.slice(at, at + PAGE));
    outcomes.push(...rows.filter(({ reading }) => reading === 'parsed').map(notWaiting));
    const unread = rows.filter(({ reading }) => reading === 'unreadable');
    for await (const set of setsToPlace(unread, (row) => readBytes(tx, deps, reader, row))) {
      const placed = await placeRecords(tx, deps, actor, set, chosen);
      if (!placed.ok) return placed;
      outcomes.push(...(await writePlaced(tx, deps, actor, placed.value, chosen)));
    }
  }
  await record(tx, {
    actor,
    act: REPAIR_REPORT.name,
    objectKind: 'report',
    objectIds: reportIds,
    outcome: 'done',
    detail: {
      act: 'read-again',
      reader: chosen.kind,
      read: outcomes.filter(({ outcome }) => outcome === 'read').length,
    },
  });
  return ok(outcomes);
}

/**
 * Small documents of one record are placed together. One that is large or holds several records is placed by itself when
 * all before it are written, and so is the first that says what one before it did: what they have in common is known then.
 */
async function* setsToPlace(
  rows: readonly UnreadRow[],
  read: (row: UnreadRow) => Promise<ReadBytes>,
): AsyncGenerator<readonly WaitingRecords[]> {
  let set: WaitingRecords[] = [];
  const held = new Set<string>();
  for (const row of rows) {
    const isLarge = row.bytes === null;
    if (isLarge && set.length > 0) {
      yield set;
      set = [];
    }
    const one = { row, ...(await read(row)) };
    const isAlone = isLarge || one.many !== null || one.records.length > 1;
    const keys = keysOfOnly(one);
    if (set.length > 0 && (isAlone || keys.some((key) => held.has(key)))) {
      yield set;
      set = [];
      held.clear();
    }
    for (const key of keys) held.add(key);
    if (isAlone) yield [one];
    else set.push(one);
  }
  if (set.length > 0) yield set;
}

/** Reads everything of one sender that waits for one reason again, the oldest first, at most 1,000 at a time. */
export async function readAllAgain(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  wanted: { readonly source: string; readonly sender: string; readonly reason: string },
  chosen: ChosenReader,
): Promise<Result<readonly ReadAgainOutcome[], ReadAgainRefusal>> {
  const allowed = await requirePermission(tx, actor, REPAIR_REPORT);
  if (!allowed.ok) return allowed;
  const ids = await lockWaiting(tx, { ...wanted, limit: MOST_READ_AGAIN });
  return ids.length === 0 ? ok([]) : readAgain(tx, deps, actor, ids, chosen);
}

async function writePlaced(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  placed: readonly RecordsPlaced[],
  chosen: ChosenReader,
): Promise<readonly ReadAgainOutcome[]> {
  await amendReports(
    tx,
    deps,
    actor,
    placed.flatMap(({ amendment }) => amendment ?? []),
  );
  const unread = placed.filter(({ outcome }) => outcome.outcome !== 'read');
  const by = { actor: actorRef(actor), at: deps.clock.now() };
  if (unread.length > 0) {
    const tried = unread.map(({ row, outcome }) => ({
      reportId: row.reportId,
      act: 'read-again' as const,
      rawId: null,
      detail: { ...detailOf(chosen), outcome: outcome.outcome },
      note: null,
    }));
    await insertRepairs(tx, tried, by);
    const reasons = unread.flatMap(({ row, outcome }) =>
      outcome.outcome === 'still-unreadable' && outcome.reason !== null
        ? [{ reportId: row.reportId, reason: outcome.reason }]
        : [],
    );
    await updateReasons(tx, reasons);
  }
  return placed.map(({ outcome }) => outcome);
}

function notWaiting({ number }: UnreadRow): ReadAgainOutcome {
  return { report: number, outcome: 'not-waiting', ...NOTHING_MORE };
}
