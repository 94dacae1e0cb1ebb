import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instantOf, plusMs, systemClock } from '#core/clock.ts';
import { DAY_MS, MIB } from '#core/units.ts';
import { startLooseS3 } from '../../../test/support/loose-s3.ts';
import { startStrictS3 } from '../../../test/support/strict-s3.ts';
import type { BlobStore } from './blob-store.ts';
import { openFileStore } from './file-store.ts';
import { openS3Store } from './s3-store.ts';

// What is proved: a folder and a bucket keep the same promises. `writesOnce`: s3rver ignores the condition, which is its fault, not ours.

interface OpenedStore {
  readonly blobs: BlobStore;
  close(): Promise<void>;
}

const CONTRACT_CREDENTIALS = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };

const STORES: readonly { readonly what: string; readonly writesOnce: boolean; open(): Promise<OpenedStore> }[] = [
  {
    what: 'a folder',
    writesOnce: true,
    open: async () => {
      const dir = await mkdtemp(join(tmpdir(), 'vigie-blobs-'));
      return { blobs: await openFileStore({ dir }), close: () => rm(dir, { recursive: true }) };
    },
  },
  {
    what: 'a bucket of a strict server',
    writesOnce: true,
    open: async () => {
      const { endpoint, bucket, close } = await startStrictS3();
      return { blobs: await openS3Store({ endpoint, bucket, prefix: 'centre/', region: 'ca-central-1' }), close };
    },
  },
  {
    what: 'a bucket of s3rver',
    writesOnce: false,
    open: async () => {
      const { endpoint, bucket, close } = await startLooseS3();
      return { blobs: await openS3Store({ endpoint, bucket, prefix: 'centre/', region: 'us-east-1' }), close };
    },
  },
];

let serial = 0;
const aName = () => `${(serial++).toString(16).padStart(8, '0')}${'ab'.repeat(28)}`;

async function kept(blobs: BlobStore, name: string, ...pieces: readonly Uint8Array[]): Promise<void> {
  const draft = await blobs.draft(name);
  try {
    for (const piece of pieces) await draft.append(piece);
    await draft.keep();
  } catch (error) {
    await draft.abandon();
    throw error;
  }
}

async function namesOf(blobs: BlobStore): Promise<string[]> {
  const names: string[] = [];
  for await (const blob of blobs.list()) names.push(blob.name);
  return names;
}

async function textOf(blobs: BlobStore, name: string): Promise<string> {
  await using blob = await blobs.open(name);
  return (await blob.readFile()).toString('utf8');
}

describe.each(STORES)('$what', ({ open, writesOnce }) => {
  let store: OpenedStore;
  let blobs: BlobStore;
  beforeAll(async () => {
    Object.assign(process.env, CONTRACT_CREDENTIALS);
    store = await open();
    blobs = store.blobs;
  });
  afterAll(() => store.close());

  test('a draft is invisible until it is kept, then readable under its name', async () => {
    const name = aName();
    const draft = await blobs.draft(name);
    await draft.append(Buffer.from('first '));
    await draft.append(Buffer.from('second'));
    expect(await namesOf(blobs)).not.toContain(name);
    await draft.keep();
    expect(await namesOf(blobs)).toContain(name);
    expect(await textOf(blobs, name)).toBe('first second');
  });

  test('an empty blob is a blob', async () => {
    const name = aName();
    await kept(blobs, name);
    expect(await textOf(blobs, name)).toBe('');
  });

  test('a blob of several parts comes back whole, in order and from any place', async () => {
    const name = aName();
    const pieces = [0, 1, 2, 3].map((n) => Buffer.alloc(5 * MIB, n + 1));
    await kept(blobs, name, ...pieces);
    await using blob = await blobs.open(name);
    const [into, far] = [Buffer.alloc(4), Buffer.alloc(4)];
    expect((await blob.read(into, 0, 4)).bytesRead).toBe(4);
    await blob.read(far, 0, 4, 15 * MIB);
    expect([into, far]).toEqual([Buffer.alloc(4, 1), Buffer.alloc(4, 4)]);
    let length = 4;
    const piece = Buffer.alloc(MIB);
    for (let got = -1; got !== 0; length += got) got = (await blob.read(piece, 0, MIB)).bytesRead;
    expect(length).toBe(20 * MIB);
    expect((await blob.read(piece, 0, 10, 30 * MIB)).bytesRead).toBe(0);
  });

  test('what is kept is not replaced, whether small or in parts', async ({ skip }) => {
    skip(!writesOnce, 'this server does not honour If-None-Match');
    for (const bytes of [Buffer.from('later'), Buffer.alloc(9 * MIB, 9)]) {
      const name = aName();
      await kept(blobs, name, Buffer.from('first'));
      await expect(kept(blobs, name, bytes)).rejects.toMatchObject({ code: 'EEXIST' });
      expect(await textOf(blobs, name)).toBe('first');
    }
  });

  test('an abandoned draft leaves nothing, however long it was', async () => {
    for (const bytes of [Buffer.from('x'), Buffer.alloc(20 * MIB)]) {
      const name = aName();
      const draft = await blobs.draft(name);
      await draft.append(bytes);
      await draft.abandon();
      await expect(blobs.open(name)).rejects.toMatchObject({ code: 'ENOENT' });
      expect(await blobs.removeDraftsBefore(plusMs(systemClock.now(), DAY_MS))).toBe(0);
    }
  });

  test('what is not there says so; removing and shredding it is done already', async () => {
    const name = aName();
    await expect(blobs.open(name)).rejects.toMatchObject({ code: 'ENOENT' });
    await blobs.remove(name);
    await blobs.shred(name);
  });

  test('a removed and a shredded blob are gone', async () => {
    for (const end of [blobs.remove, blobs.shred]) {
      const name = aName();
      await kept(blobs, name, Buffer.from('x'));
      await end(name);
      await expect(blobs.open(name)).rejects.toMatchObject({ code: 'ENOENT' });
      expect(await namesOf(blobs)).not.toContain(name);
    }
  });

  test('the listing has every blob once, with its time', async () => {
    const names = Array.from({ length: 7 }, aName);
    for (const name of names) await kept(blobs, name, Buffer.from(name));
    const listed = new Map<string, string>();
    for await (const { name, modifiedAt } of blobs.list()) {
      expect(listed.has(name)).toBe(false);
      listed.set(name, modifiedAt);
    }
    expect([...listed.keys()]).toEqual(expect.arrayContaining(names));
    expect([...listed.values()].every((at) => Math.abs(Date.parse(at) - Date.now()) < DAY_MS)).toBe(true);
  });

  test('only drafts that nobody wrote to lately are removed', async () => {
    const draft = await blobs.draft(aName());
    await draft.append(Buffer.alloc(20 * MIB, 1));
    const now = instantOf(new Date());
    expect(await blobs.removeDraftsBefore(plusMs(now, -DAY_MS))).toBe(0);
    await draft.abandon();
  });

  test('a name that could leave the store is refused', async () => {
    await expect(blobs.draft('../../etc/passwd')).rejects.toThrow('hexadecimal');
    await expect(blobs.open('../x')).rejects.toThrow('hexadecimal');
  });

  test('a store that is well takes more', async () => {
    expect(await blobs.trouble()).toBeNull();
  });
});
