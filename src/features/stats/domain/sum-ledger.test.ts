import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DISPOSITIONS, SOURCES } from '#core/vocabulary.ts';
import { groupLedger, type LedgerCell, sumLedger } from './sum-ledger.ts';

const cell = fc
  .record({
    source: fc.constantFrom(...SOURCES),
    day: fc.constantFrom('2026-11-23', '2026-11-24'),
    state: fc.constantFrom('open', 'unfinished', ...DISPOSITIONS),
    received: fc.nat(50),
    share: fc.nat(100),
  })
  .map(
    ({ received, state, share, ...rest }): LedgerCell => ({
      ...rest,
      state,
      received,
      counted: received,
      repeats: Math.floor((received * share) / 100),
      isOpen: state === 'open' || state === 'unfinished',
    }),
  );

it('balances when every received report is open or disposed of, whatever the split', () => {
  fc.assert(
    fc.property(fc.array(cell), (cells) => {
      expect(sumLedger(cells).difference).toBe(0);
      const bySource = groupLedger(cells, (one) => one.source);
      expect(bySource.reduce((sum, [, line]) => sum + line.received, 0)).toBe(sumLedger(cells).received);
      expect(bySource.reduce((sum, [, line]) => sum + line.receivedAdjusted, 0)).toBe(
        sumLedger(cells).receivedAdjusted,
      );
    }),
  );
});

it('shows a lost report as a difference of one', () => {
  const kept: LedgerCell = {
    source: 'ncmec',
    day: '2026-11-24',
    state: 'open',
    isOpen: true,
    received: 3,
    counted: 3,
    repeats: 0,
  };
  const lost: LedgerCell = {
    source: 'ncmec',
    day: '2026-11-24',
    state: null,
    isOpen: false,
    received: 1,
    counted: 0,
    repeats: 0,
  };
  expect(sumLedger([kept, lost])).toMatchObject({ received: 4, open: 3, difference: 1 });
});

it('counts a bundle once in the adjusted figure and every report in the raw one', () => {
  const bundled: LedgerCell = {
    source: 'provider',
    day: '2026-11-27',
    state: 'not-actionable',
    isOpen: false,
    received: 400,
    counted: 400,
    repeats: 397,
  };
  expect(sumLedger([bundled])).toMatchObject({ received: 400, receivedAdjusted: 3, difference: 0 });
});
