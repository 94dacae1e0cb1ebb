import { describe, expect, it } from 'vitest';
import { feed, MOST_GROWTH_MIB, MOST_MS } from './campaigns/readers/feed.ts';
import { READERS } from './campaigns/readers/readers.ts';

// Proved here: every reader of what comes from outside answers or refuses whatever it is fed; none throws, hangs or swells.
// The long form: npm run campaign:readers. Alone: npx vitest run --project unit test/hostile-input.test.ts

const RUNS = 2_500;
const SEED = 20_261_126;

describe(`fed ${RUNS} inputs, whole and spoiled`, () => {
  it.each(READERS)(
    'the reader of $name answers or refuses each',
    async (reader) => {
      const fed = await feed(reader, SEED, RUNS);
      expect(fed.faults).toEqual([]);
      expect(fed.slowestMs).toBeLessThan(MOST_MS);
      expect(fed.grownMiB).toBeLessThan(MOST_GROWTH_MIB);
    },
    300_000,
  );

  it('a reader that throws, and one that takes too long, would be found', async () => {
    const [reader] = READERS;
    if (!reader) throw new Error('no reader');
    const throwing = { ...reader, name: 'planted', read: () => JSON.parse('{') };
    expect((await feed(throwing, SEED, 1)).faults[0]?.fault).toMatch(/^threw SyntaxError/);
    const slow = { ...reader, name: 'planted', read: () => spin(MOST_MS + 100) };
    expect((await feed(slow, SEED, 1)).faults[0]?.fault).toMatch(/^took \d+ ms$/);
  });
});

function spin(ms: number): void {
  const start = process.cpuUsage();
  let spent = 0;
  while (spent < ms * 1_000) {
    const { user, system } = process.cpuUsage(start);
    spent = user + system;
  }
}
