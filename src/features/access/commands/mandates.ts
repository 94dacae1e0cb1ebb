import type { StaffActor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { RECORD_MANDATE } from '../domain/permissions.ts';
import { insertMandate, markEnded } from '../store/mandates.ts';
import { findStaff } from '../store/people.ts';
import { findStandings } from '../store/walls.ts';
import type { NotPermitted } from '../types.ts';
import { requirePermission } from './require-permission.ts';

interface Deps {
  readonly clock: Clock;
}

export type MandateRefusal =
  | NotPermitted
  | { readonly kind: 'oneself' }
  | { readonly kind: 'not-an-auditor' }
  | { readonly kind: 'unknown-report'; readonly report: string }
  | { readonly kind: 'ends-in-the-past' };

export interface WantedMandate {
  readonly auditorId: number;
  /** What gives the right: the order, the section, the letter. */
  readonly authority: string;
  readonly reason: string;
  /** Report numbers, each named. */
  readonly reports: readonly string[];
  readonly endsAt: Instant;
}

/** Opens the content of a numbered sample to an auditor, until a day. Nobody records their own mandate. */
export async function recordMandate(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  wanted: WantedMandate,
): Promise<Result<number, MandateRefusal>> {
  const allowed = await requirePermission(tx, actor, RECORD_MANDATE);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  if (wanted.auditorId === actor.staffId) {
    const about = { objectKind: 'staff', objectIds: [wanted.auditorId] };
    await record(tx, { actor, act: RECORD_MANDATE.name, ...about, outcome: 'denied' });
    return refuse({ kind: 'oneself' });
  }
  if (wanted.endsAt <= now) return refuse({ kind: 'ends-in-the-past' });
  const [auditor] = await findStaff(tx, [wanted.auditorId]);
  if (!auditor?.roles.includes('auditor')) return refuse({ kind: 'not-an-auditor' });
  const sample = await sampleOf(tx, wanted.reports);
  if (!sample.ok) return sample;
  const mandateId = await insertMandate(tx, { ...wanted, recordedBy: actor.staffId, recordedAt: now }, sample.value);
  await record(tx, {
    actor,
    act: RECORD_MANDATE.name,
    objectKind: 'report',
    objectIds: sample.value,
    outcome: 'done',
    purpose: wanted.reason,
    detail: { mandateId, auditorId: wanted.auditorId },
  });
  return ok(mandateId);
}

/** Ends a mandate before its day. */
export async function endMandate(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  mandateId: number,
): Promise<Result<null, NotPermitted | { readonly kind: 'unknown-mandate' }>> {
  const allowed = await requirePermission(tx, actor, RECORD_MANDATE);
  if (!allowed.ok) return allowed;
  if (!(await markEnded(tx, mandateId, deps.clock.now()))) return refuse({ kind: 'unknown-mandate' });
  const detail = { mandateId };
  await record(tx, {
    actor,
    act: 'end-mandate',
    objectKind: 'mandate',
    objectIds: [mandateId],
    outcome: 'done',
    detail,
  });
  return ok(null);
}

async function sampleOf(tx: Tx, numbers: readonly string[]): Promise<Result<readonly number[], MandateRefusal>> {
  const ids: number[] = [];
  for (const { ref, id } of await findStandings(tx, 'report', [...new Set(numbers)])) {
    if (id === null) return refuse({ kind: 'unknown-report', report: ref });
    ids.push(id);
  }
  return ok(ids);
}
