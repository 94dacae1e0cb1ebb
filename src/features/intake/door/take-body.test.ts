import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { granted } from '#core/result.ts';
import { MIB } from '#core/units.ts';
import { takeBody } from './take-body.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-body-'));
  path = join(folder, 'body');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inPieces = (bytes: Buffer, size: number) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size)),
    { objectMode: false },
  );

describe('a body that is taken', () => {
  it('stays in memory up to 1 MiB', async () => {
    const bytes = randomBytes(MIB);
    const taken = granted(await takeBody(inPieces(bytes, 65_536), path, 2 * MIB));
    expect(taken.held).toEqual({ bytes });
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes to a file above that, byte for byte, with its beginning at hand', async () => {
    const bytes = randomBytes(3 * MIB + 7);
    const taken = granted(await takeBody(inPieces(bytes, 65_536), path, 4 * MIB));
    expect(taken.held).toEqual({ path });
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(taken.sha256).toEqual(createHash('sha256').update(bytes).digest());
    expect(taken.head.length).toBeLessThan(1.1 * MIB);
    expect(bytes.indexOf(taken.head)).toBe(0);
  });

  it('over the limit leaves nothing behind, and is read to its end', async () => {
    const body = inPieces(randomBytes(3 * MIB), 65_536);
    const ended = new Promise((resolve) => body.once('end', resolve));
    expect(await takeBody(body, path, 2 * MIB)).toMatchObject({ ok: false, refusal: { kind: 'too-large' } });
    await ended;
    expect(await readdir(folder)).toEqual([]);
  });

  it('that breaks off leaves nothing behind', async () => {
    const body = Readable.from(
      (async function* () {
        yield randomBytes(2 * MIB);
        throw new Error('aborted');
      })(),
      { objectMode: false },
    );
    await expect(takeBody(body, path, 4 * MIB)).rejects.toThrow('aborted');
    expect(await readdir(folder)).toEqual([]);
  });

  it('of no bytes is none', async () => {
    expect(await takeBody(Readable.from([]), path, MIB)).toMatchObject({ ok: false, refusal: { kind: 'empty' } });
  });
});
