import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { NotPermitted } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import type { Verdict } from '../domain/triage-facts.ts';
import { TRIAGE_RULES } from '../rule-book.ts';
import { saveVerdict } from '../store/assessments.ts';
import { authorizePerson } from './authorize-person.ts';
import { triageReports } from './triage-reports.ts';

/** A person confirms, refuses or has considered a danger factor; the report is assessed anew at once. Refuses a factor the rules do not know. */
export async function confirmFactor(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  reportId: number,
  factor: string,
  verdict: Verdict,
): Promise<Result<null, NotPermitted | { readonly kind: 'unknown-factor' }>> {
  const person = await authorizePerson(tx, actor, PERMISSIONS.judgeFactor, [reportId]);
  if (!person.ok) return person;
  if (!TRIAGE_RULES.danger.some((rule) => rule.code === factor)) return refuse({ kind: 'unknown-factor' });
  await saveVerdict(tx, { reportId, factor, verdict, by: actorRef(actor), at: deps.clock.now() });
  const detail = { factor, verdict };
  await record(tx, {
    actor,
    act: 'judge-factor',
    objectKind: 'report',
    objectIds: [reportId],
    outcome: 'done',
    detail,
  });
  await triageReports(tx, deps, [reportId]);
  return ok(null);
}
