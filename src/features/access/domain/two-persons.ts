import type { Role } from '#core/actor.ts';
import type { StaffId } from '#core/ids.ts';

/** Which roles a change gives and takes. */
export function roleChange(before: readonly Role[], after: readonly Role[]) {
  return {
    given: after.filter((role) => !before.includes(role)),
    taken: before.filter((role) => !after.includes(role)),
  };
}

/** A role given to oneself, or the role of administrator given to anyone, takes a second administrator (security page, 3.2). */
export function rolesNeedSecond(actorId: StaffId, staffId: StaffId, given: readonly Role[]): boolean {
  return given.length > 0 && (actorId === staffId || given.includes('administrator'));
}

/** Whether this person may approve: never who proposed it, nor whom it is about. */
export function mayApprove(
  approver: StaffId,
  proposal: { readonly proposedBy: number; readonly staffId: number },
): boolean {
  return approver !== proposal.proposedBy && approver !== proposal.staffId;
}
