import { describe, expect, test } from 'vitest';
import { instantOf } from '#core/clock.ts';
import { refusalOfFileError, refusalOfLog, wordsOfRefusal } from './refusals.ts';

const errno = (code: string) => Object.assign(new Error(code), { code });

describe('reading a refusal', () => {
  test.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'folder-not-writable'],
    ['EROFS', 'folder-not-writable'],
    ['ENOTDIR', 'folder-not-writable'],
  ])('the file system says %s: %s', (code, kind) => {
    expect(refusalOfFileError(errno(code), '/data')).toMatchObject({ kind, folder: '/data' });
  });

  test('any other error stays a defect', () => {
    expect(refusalOfFileError(errno('EMFILE'), '/data')).toBeNull();
    expect(refusalOfFileError(new TypeError('x'), '/data')).toBeNull();
  });

  test.each([
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'disk-full'],
    ['initdb: error: could not create directory "/data/postgres": Permission denied', 'folder-not-writable'],
    ['FATAL:  unrecognized configuration parameter "x"', 'start-failed'],
  ])('the server says %j: %s', (line, kind) => {
    expect(refusalOfLog(['LOG:  starting', line], '/data').kind).toBe(kind);
  });
});

describe('the words of a refusal', () => {
  const instance = { pid: 7, startedAt: instantOf(new Date(0)), state: 'ready', connectionString: null } as const;

  test('name the address where the folder is served already, in both languages', () => {
    const address = 'http://127.0.0.1:7400';
    const words = wordsOfRefusal({ kind: 'already-running', folder: '/data', instance: { ...instance, address } });
    expect(words.en).toContain(address);
    expect(words.fr).toContain(address);
  });

  test('end with what the server said last', () => {
    const words = wordsOfRefusal({ kind: 'start-timed-out', seconds: 120, logTail: ['LOG:  redo in progress'] });
    expect(words.en).toMatch(/120 seconds.*\n {2}LOG: {2}redo in progress$/);
    expect(words.fr).toMatch(/120 secondes.*\n {2}LOG: {2}redo in progress$/);
  });

  test('say how much is free on a full disk where that is known', () => {
    const words = wordsOfRefusal({ kind: 'disk-full', folder: '/data', freeBytes: 5 * 1024 ** 2 });
    expect([words.en.includes('5 MiB free'), words.fr.includes('5 Mio libres')]).toEqual([true, true]);
  });
});
