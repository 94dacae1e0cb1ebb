import type { Permission } from '#core/permission.ts';

/** Making and taking away machine credentials and tokens. */
export const MANAGE_CREDENTIALS: Permission = {
  name: 'manage-credentials',
  roles: ['administrator', 'provider-relations'],
  machines: ['operator'],
  objectKind: 'credential',
};

/** Roles that work on reports at the desk. */
const DESK = [
  'intake-clerk',
  'triage-investigator',
  'package-investigator',
  'reviewer',
  'victim-id-specialist',
  'transnational-officer',
  'intelligence-analyst',
  'liaison',
  'supervisor',
] as const satisfies Permission['roles'];

/** Putting a report into a compartment one is in, and taking it out. */
export const KEEP_COMPARTMENT: Permission = {
  name: 'keep-compartment',
  roles: ['victim-id-specialist', 'transnational-officer', 'intelligence-analyst', 'liaison', 'supervisor'],
  objectKind: 'report',
};
export const ADMIT_TO_COMPARTMENT: Permission = {
  name: 'admit-to-compartment',
  roles: ['supervisor'],
  objectKind: 'staff',
};
/** Who there is: for whoever lets people in or gives them work. */
export const SEE_NAMES: Permission = { name: 'see-names', roles: ['supervisor', 'administrator'], objectKind: 'staff' };
export const SEE_WALLS: Permission = { name: 'see-compartments', roles: ['supervisor', 'auditor'] };
export const BREAK_GLASS: Permission = { name: 'break-glass', roles: DESK, objectKind: 'opening' };
export const REVIEW_BREAK_GLASS: Permission = {
  name: 'review-break-glass',
  roles: ['supervisor', 'auditor'],
  objectKind: 'opening',
};
/** An auditor's mandate is recorded by somebody else. */
export const RECORD_MANDATE: Permission = { name: 'record-mandate', roles: ['supervisor'], objectKind: 'mandate' };
export const SEE_MANDATES: Permission = {
  name: 'see-mandates',
  roles: ['supervisor', 'auditor'],
  objectKind: 'mandate',
};

/** Who works here, with which roles and keys. No machine and no command line. */
export const MANAGE_PEOPLE: Permission = {
  name: 'manage-people',
  roles: ['administrator'],
  objectKind: 'staff',
};

/** The identity service and the public address. */
export const CONFIGURE_SIGN_IN: Permission = {
  name: 'configure-sign-in',
  roles: ['administrator'],
  objectKind: 'sign-in-setting',
};

/** Failed sign-ins and locked pairs. */
export const SEE_LOCK_OUTS: Permission = {
  name: 'see-lock-outs',
  roles: ['administrator', 'supervisor'],
  objectKind: 'staff',
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
