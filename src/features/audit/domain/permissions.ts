import type { Permission } from '#core/permission.ts';

export const PERMISSIONS = {
  /** Looking through the acts of a week and signing for it. */
  reviewActs: { name: 'review-acts', roles: ['supervisor', 'auditor'], objectKind: 'review' },
  seeWitnesses: { name: 'see-witnesses', roles: ['supervisor', 'auditor', 'administrator'], objectKind: 'witness' },
  /** Naming a witness, and letting in one that somebody else has named. */
  admitWitness: { name: 'admit-witness', roles: ['supervisor', 'administrator'], objectKind: 'witness' },
} as const satisfies Record<string, Permission>;
