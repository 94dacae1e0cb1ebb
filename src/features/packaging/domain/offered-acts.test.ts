import { expect, test } from 'vitest';
import type { StaffId } from '#core/ids.ts';
import { offeredActs } from './offered-acts.ts';

const hands = { authorStaffId: 1, submittedBy: 1, contributors: [1] };
const author = { staffId: 1 as StaffId, roles: ['package-investigator', 'reviewer'] as const };
const reviewer = { staffId: 2 as StaffId, roles: ['reviewer'] as const };
const hindrance = (acts: ReturnType<typeof offeredActs>, name: string) =>
  acts.find((act) => act.name === name)?.hindrance;

test('the author sees the release and why it is not theirs', () => {
  const acts = offeredActs(author, { state: 'sealed', hands, hasObstacles: false });
  expect(hindrance(acts, 'release')).toBe('own-package');
  expect(hindrance(acts, 'return')).toBeNull();
});

test('a second person may release what is sealed, and only that', () => {
  expect(hindrance(offeredActs(reviewer, { state: 'sealed', hands, hasObstacles: false }), 'release')).toBeNull();
  expect(hindrance(offeredActs(reviewer, { state: 'draft', hands, hasObstacles: false }), 'release')).toBe(
    'wrong-state',
  );
});

test('a draft with obstacles is not submitted', () => {
  expect(hindrance(offeredActs(author, { state: 'draft', hands, hasObstacles: true }), 'submit')).toBe('obstacles');
  expect(hindrance(offeredActs(author, { state: 'draft', hands, hasObstacles: false }), 'submit')).toBeNull();
});

test('nobody who is not a person may do anything', () => {
  const acts = offeredActs(null, { state: 'draft', hands, hasObstacles: false });
  expect(acts.every((act) => act.hindrance === 'not-permitted')).toBe(true);
});
