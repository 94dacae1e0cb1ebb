import { actorRef } from '#core/actor.ts';
import { isDatabaseAway } from '#platform/http/database-away.ts';
import { codeOf } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { receiptOfNumber } from '../queries/notices.ts';
import { insertTicket } from '../store/tickets.ts';
import { keepAnswer } from './answer-once.ts';
import type { Ticket } from './arrival.ts';
import type { DoorDeps } from './enter.ts';
import { noticeIn, receiptOf } from './receipts.ts';
import { receiveTaken } from './receive-taken.ts';

/**
 * Receives what waits in the spool, in its order, each with the instant of its first receipt; answers how many. Stops when the database
 * is away again. Killed anywhere, it goes on with the next call: bytes that were stored already answer `repeated`. One that fails for
 * another reason stays where it is and holds nobody else up.
 */
export async function drainSpool(deps: DoorDeps): Promise<number> {
  let drained = 0;
  for (const ticket of await deps.spool.waiting()) {
    try {
      drained += await receiveSpooled(deps, ticket);
    } catch (error) {
      if (isDatabaseAway(error)) break;
      deps.log.error({ event: 'intake.spooled-document-failed', code: codeOf(error) });
    }
  }
  if (drained > 0) deps.log.info({ event: 'intake.spool-drained', count: drained });
  return drained;
}

async function receiveSpooled(deps: DoorDeps, ticket: Ticket): Promise<0 | 1> {
  const document = await deps.spool.read(ticket);
  if (document === null) return 0;
  const { actor, arrival, door, key, sha256, name, contentType, ending, path } = document;
  const result = await receiveTaken(deps, actor, { held: { path }, name, contentType, ending }, arrival);
  const { receivedAt } = arrival;
  const numbers = [...new Set(result.items.map((item) => item.report))];
  await inTransaction(deps.db, (tx) =>
    insertTicket(tx, { ticket, heldBy: actorRef(actor), spooledAt: receivedAt }, numbers),
  );
  if (door !== null) {
    const entered = { spooled: false, result, sha256, receivedAt, ticket } as const;
    const number = noticeIn(door, entered);
    const kept = number === null ? null : await receiptOfNumber(deps.db, number);
    const body = receiptOf(door, actor, entered, kept);
    await keepAnswer(deps, actor, key, { status: 200, body });
  }
  await deps.spool.done(ticket);
  return 1;
}
