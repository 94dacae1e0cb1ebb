import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { mayAct } from '#core/permission.ts';
import { ok, type Result } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { requirePermission } from '../commands/require-permission.ts';
import { REVIEW_URGENT, SEE_URGENT } from '../domain/permissions.ts';
import { isOn } from '../domain/urgent-notice.ts';
import { findStaff } from '../store/people.ts';
import { type SwitchRow, selectSwitches, selectUses, type UseRow } from '../store/urgent.ts';
import type { NotPermitted } from '../types.ts';

export interface UrgentRegister {
  readonly on: boolean;
  readonly switches: readonly SwitchRow[];
  readonly uses: readonly (UseRow & {
    readonly leftByName: string;
    readonly reviewedByName: string | null;
    readonly isOverdue: boolean;
    readonly mayReview: boolean;
  })[];
}

const REGISTER_PAGE = 200;

/** The switch with its history, and every notice that left on one person's reason; audited. */
export async function urgentRegister(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: StaffActor,
): Promise<Result<UrgentRegister, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, SEE_URGENT);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  const [switches, uses] = [await selectSwitches(tx), await selectUses(tx, REGISTER_PAGE)];
  const people = uses.flatMap((use) => [use.leftBy, use.reviewedBy].filter((id) => id !== null));
  const names = new Map<number, string>((await findStaff(tx, people)).map((one) => [one.staffId, one.name]));
  await record(tx, {
    actor,
    act: SEE_URGENT.name,
    objectKind: 'urgent-use',
    objectIds: uses.map((use) => use.useId),
    outcome: 'done',
  });
  return ok({
    on: isOn(switches, now),
    switches,
    uses: uses.map((use) => ({
      ...use,
      leftByName: names.get(use.leftBy) ?? `${use.leftBy}`,
      reviewedByName: use.reviewedBy === null ? null : (names.get(use.reviewedBy) ?? `${use.reviewedBy}`),
      isOverdue: use.reviewedBy === null && use.reviewDueAt <= now,
      mayReview: use.reviewedBy === null && use.leftBy !== actor.staffId && mayAct(actor, REVIEW_URGENT),
    })),
  });
}
