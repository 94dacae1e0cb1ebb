import { expect, test } from 'vitest';
import { DELIVERY_STATES, furthest, mayBeAcknowledged, mayMove } from './delivery-status.ts';

test('a delivery is delivered only after it was sent', () => {
  expect(mayMove('waiting', 'delivered')).toBe(false);
  expect(mayMove('waiting', 'sent')).toBe(true);
  expect(mayMove('sent', 'delivered')).toBe(true);
});

test('nothing that was handed over is sent again', () => {
  for (const state of ['delivered', 'acknowledged', 'accepted', 'declined'] as const) {
    expect(mayMove(state, 'waiting')).toBe(false);
    expect(mayMove(state, 'sent')).toBe(false);
  }
});

test('a receipt is taken only over bytes that were handed over', () => {
  expect(DELIVERY_STATES.filter(mayBeAcknowledged)).toEqual(['sent', 'delivered', 'acknowledged']);
});

test('of two channels the one that got further tells where the package stands', () => {
  expect(furthest([{ state: 'waiting' }, { state: 'delivered' }])).toEqual({ state: 'delivered' });
  expect(furthest([{ state: 'parked' }, { state: 'waiting' }])).toEqual({ state: 'waiting' });
  expect(furthest([])).toBeNull();
});
