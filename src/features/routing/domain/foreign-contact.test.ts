import { expect, test } from 'vitest';
import { isForeign, isUnconfirmedAbroad } from './foreign-contact.ts';

test('a service of this country needs no second person for its contact', () => {
  expect(isForeign({ country: 'CA' })).toBe(false);
  expect(isUnconfirmedAbroad({ country: 'CA', confirmBeforeFirstUse: true })).toBe(false);
});

test('a service abroad is unconfirmed until two persons confirmed it', () => {
  expect(isUnconfirmedAbroad({ country: 'FR', confirmBeforeFirstUse: true })).toBe(true);
  expect(isUnconfirmedAbroad({ country: 'FR', confirmBeforeFirstUse: false })).toBe(false);
});
