import { describe, expect, test } from 'vitest';
import { type BackupRefusal, refusalOfError, wordsOfBackupRefusal } from './refusals.ts';

const EVERY: readonly BackupRefusal[] = [
  { kind: 'no-manifest', folder: '/b' },
  { kind: 'manifest-damaged', folder: '/b' },
  { kind: 'newer-format', found: 2 },
  { kind: 'key-missing', path: '/k' },
  { kind: 'key-damaged', path: '/k' },
  { kind: 'key-inside-backup', path: '/k' },
  { kind: 'wrong-key', wanted: 'aa', given: 'bb' },
  { kind: 'damaged', faults: [{ path: 'tables/0001', kind: 'altered' }] },
  { kind: 'folder-not-empty', folder: '/b', unfinished: false },
  { kind: 'folder-not-empty', folder: '/b', unfinished: true },
  { kind: 'disk-full', folder: '/b' },
  { kind: 'not-writable', folder: '/b', code: 'EACCES' },
  { kind: 'not-all-seeing', tables: ['public.one'] },
  { kind: 'target-not-empty', what: 'database', where: '/d' },
  { kind: 'target-not-empty', what: 'blobs', where: '/d' },
  { kind: 'target-not-empty', what: 'keys', where: '/d' },
  { kind: 'restore-running' },
  { kind: 'not-utf8', encoding: 'LATIN1' },
  { kind: 'newer-version', migrations: ['9999-later.sql'] },
  { kind: 'other-version', migrations: ['0001-pipeline.sql'] },
  { kind: 'does-not-match', what: ['audit'] },
  { kind: 'key-backup-unlocked' },
  { kind: 'key-backup-recipient' },
  { kind: 'key-backup-cannot-be-opened', path: '/k' },
];

describe('a refusal of a backup', () => {
  test.each(EVERY.map((refusal) => [`${refusal.kind} ${Object.values(refusal)[1] ?? ''}`, refusal] as const))(
    '%s says in both languages what is wrong and names what it is about',
    (_, refusal) => {
      const { en, fr } = wordsOfBackupRefusal(refusal);
      expect(en).not.toBe(fr);
      const { kind: _kind, ...about } = refusal;
      const named = Object.values(about)
        .flat()
        .filter((one) => typeof one === 'string' && /[/.]|^[A-Za-z]{2}$/.test(one));
      for (const words of [en, fr]) for (const name of named) expect(words).toContain(name);
      // A space stands before a colon in French; only there in Canada.
      expect(fr.split('\n')[0]).not.toMatch(/[^\s ]:(\s|$)/);
    },
  );

  test('a long list is cut after twenty names and says how long it is', () => {
    const tables = Array.from({ length: 30 }, (_, n) => `public.t${n}`);
    const { en } = wordsOfBackupRefusal({ kind: 'not-all-seeing', tables });
    expect(en).toContain('public.t19');
    expect(en).not.toContain('public.t20');
    expect(en).toContain('(30)');
  });

  test('is read out of what the disk and the database say; anything else stays an exception', () => {
    const failing = (code: string) => Object.assign(new Error(code), { code });
    expect(refusalOfError(failing('ENOSPC'), '/b')).toEqual({ kind: 'disk-full', folder: '/b' });
    expect(refusalOfError(failing('53100'), '/b')).toEqual({ kind: 'disk-full', folder: '/b' });
    expect(refusalOfError(failing('EACCES'), '/b')).toMatchObject({ kind: 'not-writable' });
    expect(refusalOfError(failing('EIO'), '/b')).toBeNull();
  });
});
