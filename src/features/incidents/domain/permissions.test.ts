import { expect, test } from 'vitest';
import { PERMISSIONS } from './permissions.ts';

test('whoever runs the machine does not judge whether an incident was material', () => {
  expect(PERMISSIONS.judge.roles).not.toContain('administrator');
});

test('the auditor reads and reports, and changes nothing', () => {
  expect(PERMISSIONS.see.roles).toContain('auditor');
  expect(PERMISSIONS.work.roles).not.toContain('auditor');
});
