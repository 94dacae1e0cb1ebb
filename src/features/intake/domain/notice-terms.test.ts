import { expect, test } from 'vitest';
import { aNotice } from '../testing.ts';
import { PLAIN_TERMS, toldOf } from './notice-terms.ts';

const drift = [
  { path: 'Port', kind: 'unreadable-value', detail: 'what stood there' },
  { path: 'contact', kind: 'missing', detail: 'item (e)' },
] as const;

test('a sender is told the letters and the places, never the words it wrote', () => {
  const told = toldOf(aNotice({ contact: {} }), 's3', PLAIN_TERMS, drift);
  expect(told).toMatchObject({
    missing: ['e'],
    drift: [{ path: 'Port', kind: 'unreadable-value' }],
    regime: 'mra-2011',
  });
  expect(JSON.stringify(told)).not.toContain('what stood there');
});

test('addresses alone are asked for nothing else and born under no duty to preserve', () => {
  expect(toldOf({}, 's2', PLAIN_TERMS, [])).toMatchObject({
    missing: [],
    completeness: 100,
    regime: null,
    keeping: null,
  });
});
