import { expect, test } from 'vitest';
import { PERMISSIONS } from './permissions.ts';

test('a pick-up link is made by nobody but a reviewer', () => {
  expect(PERMISSIONS.issuePickupLink.roles).toEqual(['reviewer']);
  expect(PERMISSIONS.issuePickupLink).not.toHaveProperty('machines');
});

test('a provider acknowledges nothing', () => {
  const roles: readonly string[] = PERMISSIONS.acknowledge.roles;
  expect(roles).not.toContain('provider');
});
