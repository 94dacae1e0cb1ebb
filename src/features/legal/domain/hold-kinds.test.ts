import { expect, test } from 'vitest';
import { HOLD_KINDS } from './hold-kinds.ts';

test('an access request holds what it asks for', () => {
  expect(HOLD_KINDS).toContain('access-request');
});
