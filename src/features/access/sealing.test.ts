import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { openSealing } from './sealing.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'vigie-sealing-')), 'keys');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const holding = (sealed: boolean): Queryable => ({ query: async <Row>() => [{ sealed }] as Row[] });

describe('sealed secrets', () => {
  test('what one start sealed, the next one opens, for the same owner only', async () => {
    const sealed = (await openSealing(folder, holding(false))).seal('a code secret', 'code:7');
    const later = await openSealing(folder, holding(true));
    expect(later.open(sealed, 'code:7')).toBe('a code secret');
    expect(() => later.open(sealed, 'code:8')).toThrow();
    expect(sealed.toString('latin1')).not.toContain('code secret');
  });

  test('one altered bit is noticed', async () => {
    const sealing = await openSealing(folder, holding(false));
    const sealed = sealing.seal('a code secret', 'code:7');
    sealed.writeUInt8(sealed.readUInt8(14) ^ 1, 14);
    expect(() => sealing.open(sealed, 'code:7')).toThrow();
  });

  test('the key is readable by this account only, and two starts at once agree on one', async () => {
    const [one, other] = await Promise.all([openSealing(folder, holding(false)), openSealing(folder, holding(false))]);
    expect(other.open(one.seal('x', 'y'), 'y')).toBe('x');
    expect(await readdir(folder)).toEqual(['access-sealing.key']);
    expect((await stat(join(folder, 'access-sealing.key'))).mode & 0o777).toBe(0o600);
  });

  test('a lost key is never quietly replaced while it is needed, nor a damaged one used', async () => {
    await expect(openSealing(folder, holding(true))).rejects.toMatchObject({ code: 'sealing-key-missing' });
    await openSealing(folder, holding(false));
    await writeFile(join(folder, 'access-sealing.key'), 'abc');
    await expect(openSealing(folder, holding(false))).rejects.toMatchObject({ code: 'sealing-key-damaged' });
  });
});
