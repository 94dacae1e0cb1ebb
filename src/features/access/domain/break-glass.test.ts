import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { termsOf, whyNotReview } from './break-glass.ts';

const NOW = '2026-11-26T03:00:00.000Z' as Instant;

describe('breaking the glass', () => {
  it('lasts sixty minutes and is looked at within a day', () => {
    expect(termsOf(NOW)).toEqual({ endsAt: '2026-11-26T04:00:00.000Z', reviewDueAt: '2026-11-27T03:00:00.000Z' });
  });

  it('is never reviewed by the one who broke it, nor twice', () => {
    expect(whyNotReview({ staffId: 4, reviewedAt: null }, 4)).toEqual({ kind: 'own-opening' });
    expect(whyNotReview({ staffId: 4, reviewedAt: NOW }, 5)).toEqual({ kind: 'reviewed-already' });
    expect(whyNotReview({ staffId: 4, reviewedAt: null }, 5)).toBeNull();
  });
});
