import type { Role } from '#core/actor.ts';
import type { Permission } from '#core/permission.ts';
import { kindOf, PROPOSAL_KIND_CODES, type ProposalKindCode } from './proposal-kinds.ts';

/** Who may propose acts of this kind. */
export function proposing(kind: ProposalKindCode): Permission {
  return { name: 'propose-act', roles: kindOf(kind).propose, objectKind: 'proposal' };
}

/** Who may approve acts of this kind. */
export function approving(kind: ProposalKindCode): Permission {
  return { name: 'approve-act', roles: kindOf(kind).approve, objectKind: 'proposal' };
}

// A route over all kinds lets in whoever some kind lets in; its command asks for the permission of the kind.
const PROPOSERS = rolesOf((kind) => kindOf(kind).propose);
const APPROVERS = rolesOf((kind) => kindOf(kind).approve);

export const SEE_PROPOSALS: Permission = {
  name: 'see-proposals',
  roles: [...new Set([...PROPOSERS, ...APPROVERS, 'auditor' as const])],
  objectKind: 'proposal',
};
export const PROPOSE_ACTS: Permission = { name: 'propose-act', roles: PROPOSERS, objectKind: 'proposal' };
export const APPROVE_ACTS: Permission = { name: 'approve-act', roles: APPROVERS, objectKind: 'proposal' };

function rolesOf(roles: (kind: ProposalKindCode) => readonly Role[]): readonly Role[] {
  return [...new Set(PROPOSAL_KIND_CODES.flatMap(roles))];
}
