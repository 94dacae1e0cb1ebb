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

/** Who may put a total of a former year before a second person; the kind of proposal says who approves. */
export const PROPOSE_BASELINE = {
  name: 'propose-act',
  objectKind: 'proposal',
  roles: ['supervisor', 'administrator'],
} as const;
