import { expect, test } from 'vitest';
import { PERMISSIONS } from './permissions.ts';

test('no machine accepts a route or approves a key', () => {
  expect(PERMISSIONS.acceptRoute).not.toHaveProperty('machines');
  expect(PERMISSIONS.approveRecipientKey).not.toHaveProperty('machines');
});

test('neither a recipient nor a provider sees candidate services', () => {
  const roles: readonly string[] = PERMISSIONS.seeRoutes.roles;
  expect(roles).not.toContain('recipient-agency');
  expect(roles).not.toContain('provider');
});
