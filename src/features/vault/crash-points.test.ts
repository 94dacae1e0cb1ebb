import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { MIB } from '#core/units.ts';
import { sealedLength } from '#platform/blobs/chunked-encryption.ts';

// What is proved: a process killed, or a disk failing, at each system call of one upload leaves either nothing under a
// final name or the whole object. Out of scope: loss of unflushed pages at a power cut (campaigns).
// Alone: npx vitest run --project unit src/features/vault/crash-points.test.ts

const run = promisify(execFile);
const PROGRAM = new URL('./test-programs/store-pattern.ts', import.meta.url).pathname;
const hasStrace = spawnSync('strace', ['-V']).status === 0;
const WHOLE = sealedLength(MIB);

async function aHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'vigie-crash-'));
  // The first start makes the key and the folders; the crash points of interest come after.
  await run(process.execPath, [PROGRAM, home, '0']);
  return home;
}

async function keptSizes(home: string): Promise<number[]> {
  const names = await readdir(join(home, 'blobs'), { recursive: true });
  const kept = names.filter((name) => /^[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name));
  return Promise.all(kept.map(async (name) => (await stat(join(home, 'blobs', name))).size));
}

/** One upload of 1 MiB with this fault injected at the nth call of its kind. */
async function uploadWith(home: string, fault: string) {
  const args = ['-f', '-qq', '-o', '/dev/null', '-e', `inject=${fault}`, process.execPath, PROGRAM, home, '1'];
  // strace counts calls per thread: one file thread makes the nth call the nth of the upload.
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1' };
  const child = spawnSync('strace', args, { encoding: 'utf8', env });
  return { status: child.status, signal: child.signal, printed: child.stdout };
}

describe('memory', () => {
  test('an upload of 300 MB grows the process by less than 64 MiB', async () => {
    const home = await aHome();
    const { stdout } = await run(process.execPath, [PROGRAM, home, '300']);
    const { sizeBytes, grownBytes } = JSON.parse(stdout);
    expect(sizeBytes).toBe(300 * MIB);
    expect(grownBytes).toBeLessThan(64 * MIB);
  }, 60_000);
});

describe.skipIf(!hasStrace)('crash points of one upload (needs strace)', () => {
  test.each([
    ['the flush of the folders', 'fsync:signal=KILL:when=1'],
    ['the flush of the file', 'fsync:signal=KILL:when=2'],
    ['the link', 'link:signal=KILL:when=1'],
    ['the flush of the folder', 'fsync:signal=KILL:when=3'],
  ])(
    'killed at %s, it acknowledged nothing and kept no part',
    async (_where, fault) => {
      const home = await aHome();
      const outcome = await uploadWith(home, fault);
      expect(outcome.printed).toBe('');
      for (const size of await keptSizes(home)) expect([sealedLength(0), WHOLE]).toContain(size);
    },
    30_000,
  );

  test.each([2, 3])(
    'a disk that fails flush %i ends the process without an acknowledgement',
    async (nth) => {
      const home = await aHome();
      const outcome = await uploadWith(home, `fsync:error=EIO:when=${nth}`);
      expect(outcome).toMatchObject({ status: 70, printed: '' });
    },
    30_000,
  );

  test('a disk that is full at the flush is an answer, and leaves no draft', async () => {
    const home = await aHome();
    const outcome = await uploadWith(home, 'fsync:error=ENOSPC:when=2');
    expect(outcome).toMatchObject({ status: 1, printed: '' });
    expect(await readdir(join(home, 'blobs', 'drafts'))).toEqual([]);
    expect(await keptSizes(home)).toEqual([sealedLength(0)]);
  }, 30_000);
});
