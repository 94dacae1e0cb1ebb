import type { Permission } from '#core/permission.ts';

/** Who keeps the register (domain page, section 10): no content of reports stands in it, so the administrator may. */
export const PERMISSIONS = {
  see: { name: 'see-incidents', objectKind: 'incident', roles: ['supervisor', 'administrator', 'auditor', 'reviewer'] },
  // Whoever sees something wrong may say so.
  open: {
    name: 'open-incident',
    objectKind: 'incident',
    roles: [
      'intake-clerk',
      'triage-investigator',
      'package-investigator',
      'reviewer',
      'victim-id-specialist',
      'transnational-officer',
      'liaison',
      'supervisor',
      'administrator',
      'auditor',
    ],
  },
  work: { name: 'work-on-incident', objectKind: 'incident', roles: ['supervisor', 'administrator'] },
  // Whether it was material is not judged by those who run the machine.
  judge: { name: 'judge-incident', objectKind: 'incident', roles: ['supervisor'] },
} as const satisfies Readonly<Record<string, Permission>>;
