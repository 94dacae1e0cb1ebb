import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { brokenCustodyEntry, custodyLog } from './custody-log.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const entry = (act: string) => ({
  at: '2026-11-24T00:00:00.000Z' as Instant,
  actor: 'staff:1',
  act,
  report: null,
  sha256: 'ab',
});
const lines = custodyLog(['received', 'opened', 'sealed'].map(entry), hash).split('\n').slice(0, 3);
const broken = (...of: readonly (string | undefined)[]) => brokenCustodyEntry(`${of.join('\n')}\n`, hash);

describe('the custody log', () => {
  it('holds as it was written', () => {
    expect(broken(...lines)).toBeNull();
    expect(brokenCustodyEntry('', hash)).toBeNull();
  });

  it('names the first entry after one was changed, taken out or put in', () => {
    expect(broken(lines[0], lines[1]?.replace('opened', 'closed'), lines[2])).toBe(3);
    expect(broken(lines[0], lines[2])).toBe(2);
    expect(broken(lines[1], lines[2])).toBe(1);
    expect(broken(lines[0], lines[0], lines[1])).toBe(2);
  });
});
