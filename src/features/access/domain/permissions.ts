import type { Permission } from '../types.ts';

/** Making and taking away machine credentials and tokens. */
export const MANAGE_CREDENTIALS: Permission = {
  name: 'manage-credentials',
  roles: ['administrator', 'provider-relations'],
  machines: ['operator'],
  objectKind: 'credential',
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
