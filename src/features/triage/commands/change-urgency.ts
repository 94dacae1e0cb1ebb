import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Urgency } from '#core/vocabulary.ts';
import type { NotPermitted } from '#features/access';
import { record } from '#features/audit';
import { reportHeads } from '#features/intake';
import { decisionDue } from '#features/legal';
import { keepApart } from '#features/linking';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { reasonIsEnough } from '../domain/decision-rules.ts';
import { queueDue } from '../domain/order-queue.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { levelOf } from '../domain/urgency-level.ts';
import { insertUrgencyChange } from '../store/assessments.ts';
import { lockQueueRows, setUrgencyByPerson } from '../store/queue.ts';
import { authorizePerson } from './authorize-person.ts';

type Refusal = NotPermitted | { readonly kind: 'not-in-queue' } | { readonly kind: 'reason-too-short' };

/** A person sets the urgency, with a reason; it stands until danger grows or another alarm comes. Lowering from imminent asks for 20 characters. */
export async function changeUrgency(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  reportId: number,
  change: { readonly urgency: Urgency; readonly reason: string },
): Promise<Result<null, Refusal>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.changeUrgency, [reportId]);
  if (!person.ok) return person;
  const [head] = await reportHeads(tx, [reportId]);
  // Whoever raises or lowers a report has looked at it: it is decided by itself from now on.
  if (head !== undefined && change.reason.trim() !== '') await keepApart(tx, deps, [reportId], 'person');
  const [row] = await lockQueueRows(tx, [reportId]);
  if (row === undefined || head === undefined) return refuse({ kind: 'not-in-queue' });
  if (!reasonIsEnough(row.level, change.urgency, change.reason)) return refuse({ kind: 'reason-too-short' });
  const level = levelOf(change.urgency);
  const dueAt = queueDue(decisionDue(change.urgency, row.receivedAt), row.diesAt);
  await setUrgencyByPerson(tx, { reportId, level, dueAt, overruledAlarm: level > 1 ? head.senderAlarm : null });
  const step = { reportId, fromLevel: row.level, toLevel: level, reason: change.reason.trim() };
  await insertUrgencyChange(tx, { ...step, by: person.value.staffId, at: deps.clock.now() });
  const detail = { from: row.level, to: level };
  await record(tx, {
    actor,
    act: 'change-urgency',
    objectKind: 'report',
    objectIds: [reportId],
    outcome: 'done',
    detail,
  });
  await announce(tx, { kind: 'report.triaged', subjects: [reportId], urgency: level === 1 ? 'urgent' : 'normal' });
  return ok(null);
}
