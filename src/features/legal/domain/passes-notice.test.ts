import { describe, expect, it } from 'vitest';
import { passesNotice } from './passes-notice.ts';

const referral = (stated: Readonly<Record<string, string>> | null) => passesNotice({ format: 'referral', stated });

describe('what a police service sends', () => {
  it('passes on a provider’s notice when it transfers one or names when the first was given', () => {
    expect(referral({ requestType: 'transfer-of-notice' })).toBe(true);
    expect(referral({ requestType: 'investigate', firstNoticeAt: '2026-11-20T12:00:00Z' })).toBe(true);
  });

  it('passes on none when it is its own file', () => {
    expect(referral({ requestType: 'identify', caseNumber: 'EPS-26-1' })).toBe(false);
    expect(referral(null)).toBe(false);
    expect(passesNotice({ format: 'package', stated: { bagHash: 'x' } })).toBe(false);
  });

  it('passes one on when it is the provider’s own form', () => {
    expect(passesNotice({ format: 'provider-notice', stated: null })).toBe(true);
    expect(passesNotice({ format: 'ispws-xml', stated: null })).toBe(true);
  });
});
