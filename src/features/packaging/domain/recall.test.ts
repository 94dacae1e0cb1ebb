import { expect, test } from 'vitest';
import { PACKAGE_STATES } from '#core/vocabulary.ts';
import { RECALLABLE } from './recall.ts';

// Proved: what was released and has no end yet can be taken back, nothing else. Out of scope: who is told (dispatch).
test('everything from the release to the recipient’s answer can be taken back, a draft and an end cannot', () => {
  expect(RECALLABLE).toEqual(['released', 'sent', 'delivered', 'acknowledged', 'accepted', 'declined']);
  const others = PACKAGE_STATES.filter((state) => !RECALLABLE.includes(state));
  expect(others).toEqual(['draft', 'submitted', 'sealed', 're-routed', 'closed', 'parked', 'rejected', 'retracted']);
});
