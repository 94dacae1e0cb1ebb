import type { Role } from '#core/actor.ts';

/** An act and who may do it; the trail stands under `access`, so whoever wires the routes says how it is asked. */
export interface AuditPermission {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly objectKind: string;
}

export const PERMISSIONS = {
  /** Looking through the acts of a week and signing for it. */
  reviewActs: { name: 'review-acts', roles: ['supervisor', 'auditor'], objectKind: 'review' },
  seeWitnesses: { name: 'see-witnesses', roles: ['supervisor', 'auditor', 'administrator'], objectKind: 'witness' },
  /** Naming a witness, and letting in one that somebody else has named. */
  admitWitness: { name: 'admit-witness', roles: ['supervisor', 'administrator'], objectKind: 'witness' },
} as const satisfies Record<string, AuditPermission>;
