import { expect, test } from 'vitest';
import { INCIDENT_STATES, mayDo, mayMove } from './incident-status.ts';

test('an incident is contained before it is judged, and judged before it is closed', () => {
  expect(mayMove('open', 'judged')).toBe(false);
  expect(mayMove('open', 'closed')).toBe(false);
  expect(mayMove('contained', 'closed')).toBe(false);
  expect(mayMove('judged', 'closed')).toBe(true);
});

test('every state but the first leads back to open', () => {
  for (const state of INCIDENT_STATES.filter((one) => one !== 'open')) expect(mayMove(state, 'open')).toBe(true);
});

test('telling somebody is possible until it is closed', () => {
  expect(INCIDENT_STATES.filter((state) => mayDo(state, 'tell'))).toEqual(['open', 'contained', 'judged']);
  expect(mayDo('closed', 'reopen')).toBe(true);
});
