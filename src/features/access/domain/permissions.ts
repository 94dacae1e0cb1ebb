import type { Permission } from '../types.ts';

/** Making and taking away machine credentials and tokens. */
export const MANAGE_CREDENTIALS: Permission = {
  name: 'manage-credentials',
  roles: ['administrator', 'provider-relations'],
  machines: ['operator'],
  objectKind: 'credential',
};
