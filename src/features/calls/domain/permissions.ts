import type { Permission } from '#core/permission.ts';

/** Whoever may open a report at night may pick up the telephone for it: one person is enough (issue of the imminent road). */
const CALLERS = [
  'intake-clerk',
  'triage-investigator',
  'package-investigator',
  'reviewer',
  'victim-id-specialist',
  'transnational-officer',
  'liaison',
  'supervisor',
] as const;

export const PERMISSIONS = {
  seeCalls: { name: 'see-calls', objectKind: 'report', roles: CALLERS, underMandate: true },
  // The facts may name a child: only roles that may know of victims read them back.
  openFacts: {
    name: 'open-call-facts',
    objectKind: 'report',
    roles: ['triage-investigator', 'package-investigator', 'reviewer', 'victim-id-specialist', 'supervisor'],
  },
  recordCall: { name: 'record-call', objectKind: 'report', roles: CALLERS },
  // That no package follows is a judgement on the report.
  endClock: {
    name: 'end-hand-over-clock',
    objectKind: 'report',
    roles: ['triage-investigator', 'package-investigator', 'supervisor'],
  },
} as const satisfies Readonly<Record<string, Permission>>;
