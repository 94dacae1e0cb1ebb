import { describe, expect, it } from 'vitest';
import { allRegions, globalKeys, pageKeys } from './keys.ts';

describe('the table of keys', () => {
  it('gives one key one meaning in a region', () => {
    for (const region of allRegions) {
      const keys = region.table.flatMap((binding) => binding.keys);
      expect(keys, region.name.en).toEqual([...new Set(keys)]);
    }
  });

  it('keeps the keys of the page free in every region', () => {
    const ofPage = [...globalKeys.table, ...pageKeys.table].flatMap((binding) => binding.keys);
    for (const region of allRegions.filter((each) => each !== globalKeys && each !== pageKeys)) {
      const taken = region.table.flatMap((binding) => binding.keys).filter((key) => ofPage.includes(key));
      expect(taken, region.name.en).toEqual([]);
    }
  });

  it('uses letters, digits, the question mark and named keys only', () => {
    for (const key of allRegions.flatMap((region) => region.table.flatMap((binding) => binding.keys))) {
      expect(key).toMatch(/^(?:(?:ctrl|alt|shift)\+)?(?:[a-z0-9?]|[A-Z][A-Za-z]+)$/);
    }
  });
});
