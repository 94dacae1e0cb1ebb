import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { instantOf, plusMs, systemClock } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { type BlobStoreOptions, isDiskFull, openFileStore } from './file-store.ts';

const NAME = 'ab'.repeat(32);

async function aStore(options: Partial<BlobStoreOptions> = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'vigie-blobs-'));
  return { dir, blobs: await openFileStore({ dir, ...options }) };
}

const failing = (code: string) => Object.assign(new Error(code), { code });

async function namesOf(blobs: Awaited<ReturnType<typeof aStore>>['blobs']) {
  const names: string[] = [];
  for await (const blob of blobs.list()) names.push(blob.name);
  return names;
}

describe('the folder of blobs', () => {
  test('a draft is invisible until it is kept, then readable under its name', async () => {
    const { blobs } = await aStore();
    const draft = await blobs.draft();
    await draft.append(Buffer.from('first '));
    await draft.append(Buffer.from('second'));
    expect(await namesOf(blobs)).toEqual([]);
    await draft.keepAs(NAME);
    expect(await namesOf(blobs)).toEqual([NAME]);
    await using handle = await blobs.open(NAME);
    expect(await handle.readFile('utf8')).toBe('first second');
  });

  test('the file is flushed before it gets its name and the folder after', async () => {
    const seen: string[] = [];
    let target = tmpdir();
    const { dir, blobs } = await aStore({
      sync: async (handle) => {
        seen.push((await handle.stat()).isDirectory() ? 'folder' : 'file');
        seen.push(String((await readdir(target)).length));
      },
    });
    seen.length = 0;
    target = join(dir, 'ab');
    const draft = await blobs.draft();
    await draft.keepAs(NAME);
    expect(seen).toEqual(['file', '0', 'folder', '1']);
  });

  test('a flush that fails is fatal, unless it says there is no space', async () => {
    const broken: unknown[] = [];
    let code = '';
    const sync = async () => {
      if (code) throw failing(code);
    };
    const { blobs } = await aStore({ sync, onBrokenDisk: (error) => broken.push(error) });
    code = 'ENOSPC';
    await expect((await blobs.draft()).keepAs(NAME)).rejects.toSatisfy(isDiskFull);
    expect(broken).toEqual([]);
    code = 'EIO';
    await expect((await blobs.draft()).keepAs(NAME)).rejects.toThrow('EIO');
    expect(broken).toHaveLength(1);
  });

  test('an abandoned draft leaves nothing', async () => {
    const { dir, blobs } = await aStore();
    const draft = await blobs.draft();
    await draft.append(Buffer.from('x'));
    await draft.abandon();
    expect(await readdir(join(dir, 'drafts'))).toEqual([]);
  });

  test('only drafts that nobody wrote to lately are removed', async () => {
    const { blobs } = await aStore();
    await (await blobs.draft()).append(Buffer.from('in flight'));
    const now = systemClock.now();
    expect(await blobs.removeDraftsBefore(plusMs(now, -DAY_MS))).toBe(0);
    expect(await blobs.removeDraftsBefore(plusMs(instantOf(new Date()), DAY_MS))).toBe(1);
  });

  test('a name that could leave the folder is refused', async () => {
    const { blobs } = await aStore();
    await expect((await blobs.draft()).keepAs('../../etc/passwd')).rejects.toThrow('hexadecimal');
  });
});
