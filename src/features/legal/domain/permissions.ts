/** Who may see clocks and gates (domain page, section 10). */
export const PERMISSIONS = {
  seeClocks: {
    name: 'see-clocks',
    objectKind: 'report',
    roles: [
      'intake-clerk',
      'triage-investigator',
      'package-investigator',
      'reviewer',
      'transnational-officer',
      'intelligence-analyst',
      'liaison',
      'supervisor',
    ],
    machines: ['operator'],
    underMandate: true,
  },
  seeRetention: {
    name: 'see-retention',
    objectKind: 'retention',
    roles: ['supervisor', 'administrator', 'auditor'],
  },
  // Disposal itself: proposed and carried out by these, approved by another person (access, kind `expunge`).
  expunge: { name: 'expunge-reports', objectKind: 'report', roles: ['supervisor'] },
  placeHold: {
    name: 'place-hold',
    objectKind: 'legal-hold',
    roles: ['package-investigator', 'reviewer', 'liaison', 'transnational-officer', 'supervisor'],
  },
  seeRegimes: {
    name: 'see-regimes',
    objectKind: 'regime',
    roles: ['provider-relations', 'supervisor', 'reviewer', 'administrator', 'auditor'],
  },
  // Set by an administrator over a proposal somebody else approved (access, kind `rule-set`).
  setRegimeDate: { name: 'set-regime-date', objectKind: 'regime', roles: ['administrator'] },
  liftHold: { name: 'lift-hold', objectKind: 'legal-hold', roles: ['supervisor'] },
} as const;
