import { describe, expect, test } from 'vitest';
import { isDatabaseAway } from './database-away.ts';

const withCode = (code: string, more: object = {}) => Object.assign(new Error('x'), { code, ...more });

describe('telling a database that is away from a defect', () => {
  test.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '53300', '08006'])('%s means away', (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(true);
  });

  test.each(['23505', '42601', 'ENOSPC', 'root-key-missing'])('%s is something else', (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(false);
  });

  test('a missing socket means away, a missing file does not', () => {
    expect(isDatabaseAway(withCode('ENOENT', { syscall: 'connect' }))).toBe(true);
    expect(isDatabaseAway(withCode('ENOENT', { syscall: 'open' }))).toBe(false);
  });

  test('what the driver says without a code is understood, also inside a set of attempts', () => {
    expect(isDatabaseAway(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isDatabaseAway(new AggregateError([withCode('ECONNREFUSED')]))).toBe(true);
  });
});
