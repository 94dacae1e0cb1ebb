import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { Compartment } from '../domain/compartments.ts';
import { ADMIT_TO_COMPARTMENT, KEEP_COMPARTMENT } from '../domain/permissions.ts';
import { deleteMember, deleteReport, insertMember, insertReport, isMember } from '../store/compartments.ts';
import { findStaff } from '../store/people.ts';
import { findStanding } from '../store/walls.ts';
import type { NotPermitted } from '../types.ts';
import { requirePermission } from './require-permission.ts';

interface Deps {
  readonly clock: Clock;
}

export type CompartmentRefusal =
  | NotPermitted
  | { readonly kind: 'unknown-report' }
  | { readonly kind: 'unknown-person' }
  | { readonly kind: 'not-a-member' }
  | { readonly kind: 'oneself' };

/**
 * Puts a report into a compartment: from now on only its members see it. Refuses whoever is not in that compartment themselves,
 * so that nobody hides a report from everybody who could bring it back.
 */
export async function putInCompartment(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  wanted: { readonly report: string; readonly compartment: Compartment; readonly reason: string },
): Promise<Result<number, CompartmentRefusal>> {
  const { report, compartment, reason } = wanted;
  const standing = await standingOf(tx, actor, report, compartment);
  if (!standing.ok) return standing;
  await insertReport(tx, { reportId: standing.value, compartment, reason, by: actor.staffId, at: deps.clock.now() });
  await recordOn(tx, actor, 'put-in-compartment', standing.value, { compartment });
  return standing;
}

/** Takes a report out of a compartment; a second time changes nothing. */
export async function takeFromCompartment(
  tx: Tx,
  actor: StaffActor,
  wanted: { readonly report: string; readonly compartment: Compartment },
): Promise<Result<number, CompartmentRefusal>> {
  const standing = await standingOf(tx, actor, wanted.report, wanted.compartment);
  if (!standing.ok) return standing;
  await deleteReport(tx, standing.value, wanted.compartment);
  await recordOn(tx, actor, 'take-from-compartment', standing.value, { compartment: wanted.compartment });
  return standing;
}

/** Lets a person into a compartment. Nobody lets themselves in. */
export async function admitToCompartment(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  wanted: { readonly staffId: number; readonly compartment: Compartment },
): Promise<Result<null, CompartmentRefusal>> {
  const allowed = await requirePermission(tx, actor, ADMIT_TO_COMPARTMENT, [wanted.staffId]);
  if (!allowed.ok) return allowed;
  if (wanted.staffId === actor.staffId) {
    const about = { objectKind: 'staff', objectIds: [wanted.staffId], detail: { compartment: wanted.compartment } };
    await record(tx, { actor, act: 'admit-to-compartment', ...about, outcome: 'denied' });
    return refuse({ kind: 'oneself' });
  }
  if ((await findStaff(tx, [wanted.staffId])).length === 0) return refuse({ kind: 'unknown-person' });
  await insertMember(tx, { ...wanted, by: actor.staffId, at: deps.clock.now() });
  await recordOn(tx, actor, 'admit-to-compartment', wanted.staffId, { compartment: wanted.compartment }, 'staff');
  return ok(null);
}

/** Ends a membership; what was read stays in the trail. */
export async function dismissFromCompartment(
  tx: Tx,
  actor: StaffActor,
  wanted: { readonly staffId: number; readonly compartment: Compartment },
): Promise<Result<null, CompartmentRefusal>> {
  const allowed = await requirePermission(tx, actor, ADMIT_TO_COMPARTMENT, [wanted.staffId]);
  if (!allowed.ok) return allowed;
  await deleteMember(tx, wanted.staffId, wanted.compartment);
  await recordOn(tx, actor, 'dismiss-from-compartment', wanted.staffId, { compartment: wanted.compartment }, 'staff');
  return ok(null);
}

async function standingOf(
  tx: Tx,
  actor: StaffActor,
  report: string,
  compartment: Compartment,
): Promise<Result<number, CompartmentRefusal>> {
  const reportId = await findStanding(tx, 'report', report);
  if (reportId === null) return refuse({ kind: 'unknown-report' });
  const allowed = await requirePermission(tx, actor, KEEP_COMPARTMENT, [reportId]);
  if (!allowed.ok) return allowed;
  if (await isMember(tx, actor.staffId, compartment)) return ok(reportId);
  const about = { objectKind: 'report', objectIds: [reportId], detail: { compartment } };
  await record(tx, { actor, act: KEEP_COMPARTMENT.name, ...about, outcome: 'denied' });
  return refuse({ kind: 'not-a-member' });
}

async function recordOn(
  tx: Tx,
  actor: StaffActor,
  act: string,
  id: number,
  detail: Readonly<Record<string, unknown>>,
  objectKind = 'report',
): Promise<void> {
  await record(tx, { actor, act, objectKind, objectIds: [id], outcome: 'done', detail });
}
