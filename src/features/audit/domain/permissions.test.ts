import { expect, test } from 'vitest';
import { PERMISSIONS } from './permissions.ts';

test('whoever looks through the acts of others does not administer the log’s witnesses as an auditor', () => {
  expect(PERMISSIONS.reviewActs.roles).toEqual(['supervisor', 'auditor']);
  expect(PERMISSIONS.admitWitness.roles).not.toContain('auditor');
});
