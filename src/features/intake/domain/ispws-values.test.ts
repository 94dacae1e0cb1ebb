import { expect, it } from 'vitest';
import { isInRange, lacksZone, longestOf } from './ispws-values.ts';

it('tells a time without a zone from one with it', () => {
  expect(lacksZone('2026-02-01T00:00:00')).toBe(true);
  expect(lacksZone('2026-02-01T00:00:00Z')).toBe(false);
  expect(lacksZone('2026-02-01T00:00:00-05:00')).toBe(false);
});

it('holds ports and ages to their documented ranges, and other fields to none', () => {
  expect(isInRange('port', '443')).toBe(true);
  expect(isInRange('port', '70000')).toBe(false);
  expect(isInRange('age', '151')).toBe(false);
  expect(isInRange('screenName', '70000')).toBe(true);
});

it('knows the documented length of a field and of none it does not list', () => {
  expect(longestOf('report', 'screenName')).toBe(256);
  expect(longestOf('report', 'noSuchField')).toBeNull();
});
