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
      'provider-relations',
      'supervisor',
      'auditor',
    ],
    machines: ['operator'],
  },
} as const;
