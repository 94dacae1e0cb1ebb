const DECIDERS = ['triage-investigator', 'supervisor'] as const;

/** Who may do what in triage (domain page, section 10). No machine takes, decides or changes an urgency. */
export const PERMISSIONS = {
  seeQueue: {
    name: 'see-queue',
    objectKind: 'report',
    roles: [
      'intake-clerk',
      'triage-investigator',
      'package-investigator',
      'reviewer',
      'victim-id-specialist',
      'transnational-officer',
      'intelligence-analyst',
      'supervisor',
    ],
    machines: ['operator'],
  },
  seeTriage: {
    name: 'see-triage',
    objectKind: 'report',
    roles: [
      'triage-investigator',
      'package-investigator',
      'reviewer',
      'victim-id-specialist',
      'transnational-officer',
      'intelligence-analyst',
      'supervisor',
    ],
    machines: ['operator'],
    underMandate: true,
  },
  claimReport: { name: 'claim-report', objectKind: 'report', roles: DECIDERS },
  decideReport: { name: 'decide-report', objectKind: 'report', roles: DECIDERS },
  judgeFactor: { name: 'judge-factor', objectKind: 'report', roles: DECIDERS },
  joinReports: { name: 'join-reports', objectKind: 'report', roles: DECIDERS },
  changeUrgency: { name: 'change-urgency', objectKind: 'report', roles: DECIDERS },
} as const;
