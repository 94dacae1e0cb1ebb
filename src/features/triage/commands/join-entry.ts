import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result } from '#core/result.ts';
import type { NotPermitted } from '#features/access';
import { record } from '#features/audit';
import { type JoinRefusal, joinReports, keepApart, undoJoin } from '#features/intake';
import { restartClocks } from '#features/legal';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { closeRow, reopenFree } from '../store/claims.ts';
import { lockQueueRows } from '../store/queue.ts';
import { authorizePerson } from './authorize-person.ts';

interface Deps {
  readonly clock: Clock;
}

/** What a person says of an entry of the desk and a formal report. */
export interface JoinWord {
  readonly with: string;
  readonly verdict: 'same-notice' | 'different';
}

type Refusal = NotPermitted | JoinRefusal;

/**
 * A person confirms or denies that two reports are one notice. Joined, one of them leaves the queue and every count, and the
 * clocks of the other run from the first notice.
 */
export async function joinEntry(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  reportId: number,
  word: JoinWord,
): Promise<Result<null, Refusal>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.joinReports, [reportId]);
  if (!person.ok) return person;
  const said =
    word.verdict === 'different'
      ? await keepApart(tx, deps, actor, reportId, word.with)
      : await joined(tx, deps, actor, reportId, word.with, person.value.staffId);
  const outcome = said.ok ? 'done' : 'refused';
  const detail = { verdict: word.verdict, with: word.with, ...(said.ok ? {} : { refusal: said.refusal.kind }) };
  await record(tx, { actor, act: 'join-reports', objectKind: 'report', objectIds: [reportId], outcome, detail });
  return said;
}

/** Takes such a word back; what had left the queue is free in it again. */
export async function undoJoinOfEntry(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  reportId: number,
  joinId: number,
): Promise<Result<null, Refusal>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.joinReports, [reportId]);
  if (!person.ok) return person;
  const undone = await undoJoin(tx, deps, actor, reportId, joinId);
  if (undone.ok && undone.value !== null) {
    const { counted, left, moved } = undone.value;
    if (moved) await reopenFree(tx, left);
    await restartClocks(tx, [counted, left]);
  }
  const outcome = undone.ok ? 'done' : 'refused';
  await record(tx, {
    actor,
    act: 'undo-join',
    objectKind: 'report',
    objectIds: [reportId],
    outcome,
    detail: { join: joinId },
  });
  return undone.ok ? ok(null) : undone;
}

async function joined(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  reportId: number,
  withNumber: string,
  staffId: number,
): Promise<Result<null, JoinRefusal>> {
  const mayClose = (inner: Tx, left: number) => isFreeFor(inner, deps, left, staffId);
  const done = await joinReports(tx, { ...deps, mayClose }, actor, reportId, withNumber);
  if (!done.ok) return done;
  if (done.value.moved) await closeRow(tx, done.value.left);
  await restartClocks(tx, [done.value.counted]);
  return ok(null);
}

/** Whether nobody else is at work on a report. */
async function isFreeFor(tx: Tx, deps: Deps, reportId: number, staffId: number): Promise<boolean> {
  const [row] = await lockQueueRows(tx, [reportId]);
  if (row?.holder == null || row.holder === staffId) return true;
  return row.leaseUntil === null || row.leaseUntil <= deps.clock.now();
}
