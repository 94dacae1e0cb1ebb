import { expect, test } from 'vitest';
import { PACKAGE_STATES } from '#core/vocabulary.ts';
import { mayMove } from './package-status.ts';

test('the road goes from draft to acknowledged, one step at a time', () => {
  const road = ['draft', 'submitted', 'sealed', 'released', 'sent', 'delivered', 'acknowledged', 'accepted'] as const;
  for (const [index, to] of road.slice(1).entries()) expect(mayMove(road[index] ?? 'draft', to)).toBe(true);
  expect(mayMove('draft', 'sealed')).toBe(false);
  expect(mayMove('submitted', 'released')).toBe(false);
  expect(mayMove('sealed', 'sent')).toBe(false);
});

test('what was released is never a draft again by a reviewer’s hand', () => {
  for (const state of ['released', 'sent', 'delivered', 'acknowledged'] as const) {
    expect(mayMove(state, 'draft')).toBe(false);
  }
});

test('nothing leaves a closed or a retracted package', () => {
  for (const to of PACKAGE_STATES) {
    expect(mayMove('closed', to)).toBe(false);
    expect(mayMove('retracted', to)).toBe(false);
  }
});
