/** Who may do what in routing (domain page, section 10). `machines` may act too: the operator's command line and tokens. */
export const PERMISSIONS = {
  seeRoutes: {
    name: 'see-routes',
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
  acceptRoute: {
    name: 'accept-route',
    objectKind: 'report',
    roles: ['triage-investigator', 'package-investigator', 'transnational-officer', 'supervisor'],
  },
  seeDirectory: {
    name: 'see-directory',
    objectKind: 'agency',
    roles: [
      'intake-clerk',
      'triage-investigator',
      'package-investigator',
      'reviewer',
      'victim-id-specialist',
      'transnational-officer',
      'intelligence-analyst',
      'liaison',
      'supervisor',
      'auditor',
      'administrator',
    ],
    machines: ['operator'],
  },
  proposeRecipientKey: {
    name: 'propose-recipient-key',
    objectKind: 'agency',
    roles: ['liaison', 'transnational-officer', 'administrator'],
    machines: ['operator'],
  },
  // A key decides who can read a package: a person other than the proposer approves it.
  approveRecipientKey: {
    name: 'approve-recipient-key',
    objectKind: 'recipient-key',
    roles: ['administrator', 'supervisor', 'reviewer'],
  },
  setChannel: {
    name: 'set-channel',
    objectKind: 'agency',
    roles: ['liaison', 'administrator'],
    machines: ['operator'],
  },
  enterContact: {
    name: 'enter-contact',
    objectKind: 'agency',
    roles: ['liaison', 'transnational-officer', 'administrator'],
    machines: ['operator'],
  },
} as const;
