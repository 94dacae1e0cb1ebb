import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExitLists, openExitLists } from './open-exit-lists.ts';

let folder: string;
let lists: ExitLists;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-exits-'));
  const exits = join(folder, 'tor-exits.txt');
  await writeFile(exits, '# exits\n198.51.100.7\n2001:db8::7\n');
  await utimes(exits, new Date(), new Date('2026-06-01T00:00:00Z'));
  await writeFile(
    join(folder, 'hosting-ranges.csv'),
    'range,name\n203.0.113.0/25,Example hosting\n2001:db8:1::/48,Example\n',
  );
  lists = await openExitLists(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the operator's lists", () => {
  test('an exit is named with the date of the list', () => {
    expect(lists.find('198.51.100.7')).toEqual({ list: 'tor-exits', edition: '2026-06-01' });
    expect(lists.find('2001:0db8::0007')).toMatchObject({ list: 'tor-exits' });
  });

  test('a hosting range holds its addresses and no others', () => {
    expect(lists.find('203.0.113.127')).toMatchObject({ list: 'hosting-ranges' });
    expect(lists.find('203.0.113.128')).toBeNull();
    expect(lists.find('2001:db8:1:ffff::1')).toMatchObject({ list: 'hosting-ranges' });
  });

  test('without the files nothing is listed', async () => {
    expect((await openExitLists(null)).find('198.51.100.7')).toBeNull();
    expect((await openExitLists(join(folder, 'nowhere'))).find('198.51.100.7')).toBeNull();
  });
});
