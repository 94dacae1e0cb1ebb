import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plusMs, systemClock } from '#core/clock.ts';
import { DAY_MS, MIB } from '#core/units.ts';
import { type StrictS3, startStrictS3 } from '../../../test/support/strict-s3.ts';
import { type BlobStore, isDiskFull } from './blob-store.ts';
import { openS3Store } from './s3-store.ts';

// What is proved beyond the common contract: requests a careful server insists on, and what a server in trouble leads to.

const NAME = 'ab'.repeat(32);
const KEY = `centre/${NAME}`;
const run = promisify(execFile);
const PROGRAM = new URL('./test-programs/store-in-bucket.ts', import.meta.url).pathname;

let server: StrictS3;
let blobs: BlobStore;

beforeEach(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
  server = await startStrictS3();
  blobs = await openS3Store({ ...server, prefix: 'centre/', region: 'ca-central-1' });
});
afterEach(() => server.close());

async function keep(bytes: number): Promise<void> {
  const draft = await blobs.draft(NAME);
  try {
    for (let left = bytes; left > 0; left -= MIB) await draft.append(Buffer.alloc(Math.min(left, MIB), 7));
    await draft.keep();
  } catch (error) {
    await draft.abandon();
    throw error;
  }
}

describe('the bucket', () => {
  test('keys are the names of blobs below the prefix, and tell nothing else', async () => {
    await keep(10);
    expect(server.keys()).toEqual([KEY]);
  });

  test('an upload whose writer died is aborted once it is old', async () => {
    const draft = await blobs.draft(NAME);
    for (let n = 0; n < 20; n++) await draft.append(Buffer.alloc(MIB));
    expect(server.unfinished()).toBe(1);
    expect(await blobs.removeDraftsBefore(plusMs(systemClock.now(), -DAY_MS))).toBe(0);
    expect(await blobs.removeDraftsBefore(plusMs(systemClock.now(), DAY_MS))).toBe(1);
    expect(server.unfinished()).toBe(0);
    await draft.abandon();
  });

  test('shredding removes every version a careful bucket kept', async () => {
    await keep(10);
    await blobs.remove(NAME);
    await keep(11);
    expect(server.versions(KEY)).toBe(2);
    await blobs.shred(NAME);
    expect(server.versions(KEY)).toBe(0);
  });

  test('shredding removes what the bucket had before it kept versions', async () => {
    await keep(10);
    server.keptNoVersionsThen(KEY);
    await blobs.shred(NAME);
    expect([server.versions(KEY), server.keys()]).toEqual([0, []]);
  });

  test('other things under the prefix are not listed as blobs', async () => {
    await keep(10);
    const other = await openS3Store({ ...server, prefix: 'centre/notes/', region: 'ca-central-1' });
    await (await other.draft('cd'.repeat(32))).keep();
    const names: string[] = [];
    for await (const { name } of blobs.list()) names.push(name);
    expect(names).toEqual([NAME]);
  });
});

describe('a server in trouble', () => {
  test('a part that fails for a moment is sent again', async () => {
    server.failNext('PUT uploadId', 503, 'SlowDown');
    await keep(20 * MIB);
    expect(server.bytes(KEY).length).toBe(20 * MIB);
  });

  test('a part that goes on failing ends the upload and leaves nothing unfinished', async () => {
    server.failNext('PUT uploadId', 500, 'InternalError', 100);
    await expect(keep(40 * MIB)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(server.unfinished()).toBe(0);
    expect(server.keys()).toEqual([]);
  });

  test('a bucket without room is a full disk', async () => {
    server.failNext('PUT', 507, 'InsufficientStorage', 100);
    await expect(keep(10)).rejects.toSatisfy(isDiskFull);
  });

  test('a server that is gone is told as one, and the store says it is away', async () => {
    await keep(10);
    await server.close();
    await expect(blobs.open(NAME)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await blobs.trouble()).toBe('store-away');
    server = await startStrictS3();
  });
});

describe('memory', () => {
  test('an upload of 200 MB to a bucket grows the process by less than 64 MiB', async () => {
    server.forgetBodies();
    const { stdout } = await run(process.execPath, [PROGRAM, server.endpoint, '200']);
    expect(JSON.parse(stdout).grownBytes).toBeLessThan(64 * MIB);
  }, 300_000);
});
