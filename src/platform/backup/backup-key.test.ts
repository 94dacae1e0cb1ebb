import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeBackupKey, readBackupKey } from './backup-key.ts';

const aFolder = () => mkdtemp(join(tmpdir(), 'vigie-backup-key-'));

describe('the backup key', () => {
  test('is made once, for its owner alone, and never over another', async () => {
    const folder = await aFolder();
    const path = join(folder, 'deep', 'key');
    expect(await Promise.all([makeBackupKey(path), makeBackupKey(path)])).toContain(true);
    const first = await readFile(path, 'utf8');
    expect(await makeBackupKey(path)).toBe(false);
    expect(await readFile(path, 'utf8')).toBe(first);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'deep'))).toEqual(['key']);
  });

  test('gives every part of every backup a key of its own, and a name that tells nothing of it', async () => {
    const path = join(await aFolder(), 'key');
    await makeBackupKey(path);
    const key = await readBackupKey(path);
    const keys = [key.forPart('a', 'p'), key.forPart('a', 'q'), key.forPart('b', 'p')].map((one) =>
      one.toString('hex'),
    );
    expect(new Set(keys).size).toBe(3);
    expect((await readFile(path, 'utf8')).includes(key.id)).toBe(false);
  });

  test('is refused when it is missing or is not one', async () => {
    const path = join(await aFolder(), 'key');
    await expect(readBackupKey(path)).rejects.toMatchObject({ refusal: { kind: 'key-missing', path } });
    for (const text of ['', 'abcd', 'z'.repeat(64), 'a'.repeat(63)]) {
      await writeFile(path, text);
      await expect(readBackupKey(path)).rejects.toMatchObject({ refusal: { kind: 'key-damaged' } });
    }
  });
});
