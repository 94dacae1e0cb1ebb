import type { Permission } from '#core/permission.ts';

/** Who sees the names of root keys, and who may ask for the end of an old one (domain page, section 10). Names open nothing. */
export const PERMISSIONS = {
  seeRootKeys: {
    name: 'see-root-keys',
    objectKind: 'root-key',
    roles: ['administrator', 'supervisor', 'auditor'],
  },
  destroyRootKey: { name: 'destroy-root-key', objectKind: 'root-key', roles: ['administrator'] },
} as const satisfies Readonly<Record<string, Permission>>;
