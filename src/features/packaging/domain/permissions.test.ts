import { expect, test } from 'vitest';
import { PERMISSIONS } from './permissions.ts';

test('no machine submits, releases or returns a package', () => {
  for (const permission of [PERMISSIONS.submitPackage, PERMISSIONS.releasePackage, PERMISSIONS.returnPackage]) {
    expect(permission).not.toHaveProperty('machines');
  }
});

test('neither a recipient, a provider nor an administrator reads a package here', () => {
  const readers: readonly string[] = PERMISSIONS.seePackages.roles;
  for (const role of ['recipient-agency', 'provider', 'administrator']) expect(readers).not.toContain(role);
});
