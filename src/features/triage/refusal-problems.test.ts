import { describe, expect, it } from 'vitest';
import { unknownReason } from './refusal-problems.ts';

describe('a decision with a reason nobody knows', () => {
  it('is told the reasons its disposition has', () => {
    expect(unknownReason('lead-forwarded')).toMatchObject({
      problem: {
        status: 422,
        code: 'unknown-reason',
        errors: [{ path: 'body.reason', message: 'abroad, for-follow-up, thin' }],
      },
    });
  });
});
