import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { type KeptReceipt, receiptOf } from './notice-receipt.ts';
import { PLAIN_TERMS, toldOf } from './notice-terms.ts';

const aVersion = (version: number, missing: 'a' | 'none'): KeptReceipt => ({
  reportId: 1,
  number: 'R-2026-000001',
  reference: 'A-1',
  version,
  receivedAt: `2026-11-2${version}T12:00:00.000Z` as Instant,
  sha256: String(version).repeat(64),
  providerCode: 'P-000001',
  providerName: 'Example',
  told: toldOf(missing === 'a' ? {} : { offence: { text: 'x' } }, 's3', PLAIN_TERMS, []),
});

test('a reference has one receipt: that of its first version, the others as amendments, told of the latest', () => {
  const receipt = receiptOf([aVersion(2, 'none'), aVersion(1, 'a')]);
  expect(receipt).toMatchObject({
    receivedAt: '2026-11-21T12:00:00.000Z',
    sha256: '1'.repeat(64),
    amendments: [{ version: 2 }],
    told: { missing: ['b', 'c', 'd', 'e'] },
  });
});

test('what is no notice has no receipt', () => {
  expect(receiptOf([])).toBeNull();
});
