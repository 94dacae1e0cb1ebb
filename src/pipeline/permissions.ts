import type { Permission } from '#features/access/types';

const DESK = ['triage-investigator', 'package-investigator', 'reviewer', 'supervisor'] as const;

/** Who may see the road of a report and put parked work back on it. */
export const SEE_ROAD: Permission = {
  name: 'explain-report',
  roles: DESK,
  machines: ['operator'],
  objectKind: 'report',
};
export const SEE_PARKED: Permission = {
  name: 'list-parked-work',
  roles: [...DESK, 'intake-clerk'],
  machines: ['operator'],
};
export const RETRY_PARKED: Permission = {
  name: 'retry-parked-work',
  roles: ['triage-investigator', 'supervisor', 'intake-clerk'],
  machines: ['operator'],
};
