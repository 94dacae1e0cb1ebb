import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { instantOf, plusMs, systemClock } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { isDiskFull } from './blob-store.ts';
import { type Disk, realDisk } from './disk.ts';
import { type FileStoreOptions, openFileStore } from './file-store.ts';

const NAME = 'ab'.repeat(32);

async function aStore(options: Partial<FileStoreOptions> = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'vigie-blobs-'));
  return { dir, blobs: await openFileStore({ dir, ...options }) };
}

const failing = (code: string) => Object.assign(new Error(code), { code });

describe('the folder of blobs', () => {
  test('the file is flushed before it gets its name and the folder after', async () => {
    const seen: string[] = [];
    const disk: Disk = {
      ...realDisk,
      link: async (from, to) => {
        seen.push('link');
        await realDisk.link(from, to);
      },
    };
    const { blobs } = await aStore({
      disk,
      sync: async (file) => {
        seen.push('flush');
        await file.sync();
      },
    });
    seen.length = 0;
    await (await blobs.draft(NAME)).keep();
    expect(seen).toEqual(['flush', 'link', 'flush']);
  });

  test('a flush that fails is fatal, unless it says there is no space', async () => {
    const broken: unknown[] = [];
    let code = '';
    const sync = async () => {
      if (code) throw failing(code);
    };
    const { blobs } = await aStore({ sync, onBrokenDisk: (error) => broken.push(error) });
    code = 'ENOSPC';
    await expect((await blobs.draft(NAME)).keep()).rejects.toSatisfy(isDiskFull);
    expect(broken).toEqual([]);
    code = 'EIO';
    await expect((await blobs.draft(NAME)).keep()).rejects.toThrow('EIO');
    expect(broken).toHaveLength(1);
  });

  test('an abandoned or a kept draft leaves nothing beside', async () => {
    const { dir, blobs } = await aStore();
    const draft = await blobs.draft(NAME);
    await draft.append(Buffer.from('x'));
    await draft.abandon();
    await (await blobs.draft(NAME)).keep();
    expect(await readdir(join(dir, 'drafts'))).toEqual([]);
  });

  test('a draft whose writer is gone is removed after a while', async () => {
    const { blobs } = await aStore();
    await (await blobs.draft(NAME)).append(Buffer.from('in flight'));
    expect(await blobs.removeDraftsBefore(plusMs(systemClock.now(), -DAY_MS))).toBe(0);
    expect(await blobs.removeDraftsBefore(plusMs(instantOf(new Date()), DAY_MS))).toBe(1);
  });

  test('a shredded blob is overwritten at its head and flushed before its name goes', async () => {
    let seen = Buffer.alloc(0);
    const path = (dir: string) => join(dir, 'ab', NAME);
    let at = '';
    const disk: Disk = {
      ...realDisk,
      remove: async (target) => {
        if (target === at) seen = await readFile(target);
        await realDisk.remove(target);
      },
    };
    const { dir, blobs } = await aStore({ disk });
    at = path(dir);
    await writeFile(at, Buffer.alloc(10_000, 7));
    await blobs.shred(NAME);
    expect(seen.length).toBe(10_000);
    expect(seen.subarray(0, 56).equals(Buffer.alloc(56, 7))).toBe(false);
    expect(await readdir(join(dir, 'ab'))).toEqual([]);
  });
});
