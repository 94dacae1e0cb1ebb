import type { Permission } from '../types.ts';

/** Making and taking away machine credentials and tokens. */
export const MANAGE_CREDENTIALS: Permission = {
  name: 'manage-credentials',
  roles: ['administrator', 'provider-relations'],
  machines: ['operator'],
  objectKind: 'credential',
};

/** Asking for an urgent notice, and sending it alone when the one exception allows it. */
export const SEND_URGENT: Permission = {
  name: 'send-urgent-notice',
  roles: ['triage-investigator', 'package-investigator', 'supervisor'],
  objectKind: 'report',
};

/** The switch and the register of its uses; the auditor reads it whole. */
export const SEE_URGENT: Permission = {
  name: 'see-urgent-notices',
  roles: ['triage-investigator', 'package-investigator', 'reviewer', 'supervisor', 'administrator', 'auditor'],
  objectKind: 'urgent-use',
};

export const REVIEW_URGENT: Permission = {
  name: 'review-urgent-notice',
  roles: ['reviewer', 'supervisor'],
  objectKind: 'urgent-use',
};
