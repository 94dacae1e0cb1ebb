import type { Permission } from '#core/permission.ts';

export const PERMISSIONS = {
  /** Looking through the acts of a week and signing for it. */
  reviewActs: { name: 'review-acts', roles: ['supervisor', 'auditor'], objectKind: 'review' },
  /** Looking for acts one by one: who, what, about which number; never what was typed. */
  listActs: { name: 'list-acts', roles: ['supervisor', 'auditor'], objectKind: 'audit-entry' },
  proveAct: { name: 'prove-act', roles: ['supervisor', 'auditor'], objectKind: 'audit-entry' },
  seeWitnesses: { name: 'see-witnesses', roles: ['supervisor', 'auditor', 'administrator'], objectKind: 'witness' },
  /** Naming a witness, and letting in one that somebody else has named. */
  admitWitness: { name: 'admit-witness', roles: ['supervisor', 'administrator'], objectKind: 'witness' },
} as const satisfies Record<string, Permission>;
