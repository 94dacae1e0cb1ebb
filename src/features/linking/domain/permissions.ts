/** Who may see links and who may speak on them (domain page, section 10). */
export const PERMISSIONS = {
  seeLinks: {
    name: 'see-links',
    objectKind: 'report',
    roles: [
      'triage-investigator',
      'package-investigator',
      'reviewer',
      'transnational-officer',
      'intelligence-analyst',
      'supervisor',
    ],
    machines: ['operator'],
    underMandate: true,
  },
  seeSubject: {
    name: 'see-subject',
    objectKind: 'subject',
    roles: [
      'triage-investigator',
      'package-investigator',
      'reviewer',
      'transnational-officer',
      'intelligence-analyst',
      'supervisor',
    ],
  },
  decideLink: {
    name: 'decide-link',
    objectKind: 'edge',
    roles: ['triage-investigator', 'package-investigator', 'supervisor'],
  },
} as const;
