import { expect, it } from 'vitest';
import { emptyReport, undescribedFile } from './empty-report.ts';

it('states nothing about what was not understood', () => {
  const { format, ...rest } = emptyReport('unreadable');
  expect(format).toBe('unreadable');
  expect(
    Object.values(rest)
      .flat()
      .filter((value) => value !== null && value !== false),
  ).toEqual([]);
});

it('knows of an undescribed file its name only, and not whether anybody viewed it', () => {
  expect(undescribedFile('a.bin')).toMatchObject({ givenName: 'a.bin', originalName: null, viewedByEsp: null });
});
