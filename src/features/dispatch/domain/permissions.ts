const READERS = [
  'triage-investigator',
  'package-investigator',
  'reviewer',
  'transnational-officer',
  'liaison',
  'supervisor',
] as const;

/** Who may do what with deliveries (domain page, section 10). A recipient speaks by the code only it holds. */
export const PERMISSIONS = {
  seeDeliveries: { name: 'see-deliveries', objectKind: 'delivery', roles: READERS, machines: ['operator'] },
  // Whoever holds the link holds the file: only those who may release make one.
  issuePickupLink: { name: 'issue-pickup-link', objectKind: 'delivery', roles: ['reviewer'] },
  issueAnswerCode: { name: 'issue-answer-code', objectKind: 'delivery', roles: ['reviewer', 'liaison'] },
  acknowledge: {
    name: 'acknowledge-package',
    objectKind: 'package',
    roles: ['package-investigator', 'reviewer', 'liaison', 'supervisor'],
    machines: ['operator', 'recipient'],
  },
  tellRetraction: {
    name: 'tell-retraction',
    objectKind: 'retraction',
    roles: ['package-investigator', 'reviewer', 'liaison', 'supervisor'],
  },
  recordAnswer: {
    name: 'record-answer',
    objectKind: 'package',
    roles: ['package-investigator', 'reviewer', 'liaison', 'supervisor'],
    machines: ['recipient'],
  },
  retryDelivery: {
    name: 'retry-delivery',
    objectKind: 'package',
    roles: ['package-investigator', 'reviewer', 'liaison', 'supervisor'],
    machines: ['operator'],
  },
} as const;
