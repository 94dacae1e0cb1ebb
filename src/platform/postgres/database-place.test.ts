import { describe, expect, test } from 'vitest';
import { isOnThisMachine } from './database-place.ts';

describe('where a connection string leads', () => {
  test.each([
    ['postgres://vigie@localhost/vigie', true],
    ['postgres://vigie@127.0.0.1:5433/vigie', true],
    ['postgres://vigie@[::1]/vigie', true],
    ['postgres://vigie@/vigie?host=/run/postgresql', true],
    ['postgresql:///vigie?host=%2Frun%2Fpostgresql', true],
    ['postgres://vigie@%2Frun%2Fpostgresql/vigie', true],
    ['postgres://vigie@db.example.org/vigie', false],
    ['postgres://vigie@10.1.2.3/vigie?sslmode=disable', false],
    ['postgres://vigie@localhost.example.org/vigie', false],
    ['postgres://vigie@localhost/vigie?host=db.example.org', false],
  ])('%s on this machine: %s', (text, isHere) => {
    expect(isOnThisMachine(text)).toBe(isHere);
  });
});
