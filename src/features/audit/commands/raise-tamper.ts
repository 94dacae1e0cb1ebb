import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { announce } from '#platform/outbox/announce.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { wasVerifiedSince } from '../store/checks.ts';
import { type AuditVerdict, type VerifyAuditOptions, verifyAuditOf } from '../verify/verify-audit.ts';
import { record } from './record-acts.ts';

const VERIFIER: Actor = { kind: 'stage', stage: 'verify-audit' };

/** Verifies the whole log once a day and leaves a line in it; what is altered raises the alarm. Called every hour. */
export async function verifyDaily(
  db: Db,
  deps: { readonly clock: Clock; readonly verify: Omit<VerifyAuditOptions, 'now'> },
): Promise<void> {
  const now = deps.clock.now();
  if (await wasVerifiedSince(db, plusMs(now, -DAY_MS))) return;
  await raiseTamper(db, VERIFIER, await verifyAuditOf(db, { ...deps.verify, now }));
}

/** Writes that the log was verified and what came of it; the first altered row opens an incident, once. */
export function raiseTamper(db: Db, actor: Actor, verdict: AuditVerdict): Promise<void> {
  const { ok, treeSize, faults } = verdict;
  return inTransaction(db, async (tx) => {
    const detail = { ok, treeSize, faults: faults.length, first: faults[0]?.object };
    await record(tx, { actor, act: 'verify-audit', objectKind: 'audit-log', objectIds: [], outcome: 'done', detail });
    const [first] = faults;
    if (first)
      await announce(tx, { kind: 'audit.tamper-found', subjects: [numberIn(first.object)], urgency: 'urgent' });
  });
}

/** The number of `intake_report 4`; 0 where the altered thing has none. */
function numberIn(object: string): number {
  return Number(/ (\d+)$/.exec(object)?.[1] ?? 0);
}
