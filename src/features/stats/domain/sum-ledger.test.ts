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
  })
  .map(
    ({ received, state, ...rest }): LedgerCell => ({
      ...rest,
      state,
      received,
      counted: received,
      isOpen: state === 'open' || state === 'unfinished',
    }),
  );

it('balances when every received report is open or disposed of, whatever the split', () => {
  fc.assert(
    fc.property(fc.array(cell), (cells) => {
      expect(sumLedger(cells).difference).toBe(0);
      const bySource = groupLedger(cells, (one) => one.source);
      expect(bySource.reduce((sum, [, line]) => sum + line.received, 0)).toBe(sumLedger(cells).received);
    }),
  );
});

it('shows a lost report as a difference of one', () => {
  const kept: LedgerCell = { source: 'ncmec', day: '2026-11-24', state: 'open', isOpen: true, received: 3, counted: 3 };
  const lost: LedgerCell = { source: 'ncmec', day: '2026-11-24', state: null, isOpen: false, received: 1, counted: 0 };
  expect(sumLedger([kept, lost])).toMatchObject({ received: 4, open: 3, difference: 1 });
});
