/** Figures hold no personal data; scopes of tokens are asked for beside (`stats:read`). */
export const SEE_FIGURES = {
  name: 'see-figures',
  objectKind: 'figures',
  roles: [
    'intake-clerk',
    'triage-investigator',
    'package-investigator',
    'reviewer',
    'intelligence-analyst',
    'supervisor',
    'auditor',
    'administrator',
  ],
  machines: ['operator', 'token'],
} as const;
