import { expect, it } from 'vitest';
import { mayFollow } from './queue-status.ts';

it('opens a decided report again, and never decides one twice', () => {
  expect(mayFollow('decided', 'open')).toBe(true);
  expect(mayFollow('decided', 'decided')).toBe(false);
  expect(mayFollow('decided', 'held')).toBe(false);
});

it('lets a held report be decided or opened', () => {
  expect(mayFollow('held', 'decided')).toBe(true);
  expect(mayFollow('held', 'open')).toBe(true);
});
