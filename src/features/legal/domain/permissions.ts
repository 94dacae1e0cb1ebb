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
} as const;
