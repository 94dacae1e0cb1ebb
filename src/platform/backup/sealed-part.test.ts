import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeBackupKey, readBackupKey } from './backup-key.ts';
import { type PartPlace, type PartRecord, readPart, writePart } from './sealed-part.ts';

async function aPlace(): Promise<PartPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-part-'));
  await makeBackupKey(join(folder, 'key'));
  return { folder, backupId: 'b-1', key: await readBackupKey(join(folder, 'key')) };
}

async function* pieces(...all: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* all;
}

async function read(place: PartPlace, part: PartRecord): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const bytes of readPart(place, part)) all.push(bytes);
  return Buffer.concat(all);
}

const damage = (kind: string) => ({ refusal: { kind: 'damaged', faults: [{ path: 'p', kind }] } });

describe('a sealed part of a backup', () => {
  test.each([0, 1, 16_384, 3_000_000])('of %i bytes comes back as it was', async (length) => {
    const place = await aPlace();
    const plain = randomBytes(length);
    const part = await writePart(place, 'p', pieces(plain.subarray(0, 7), plain.subarray(7)));
    expect((await read(place, part)).equals(plain)).toBe(true);
    expect((await stat(join(place.folder, 'p'))).mode & 0o777).toBe(0o600);
  });

  test('holds nothing of its content in clear, and is smaller than it', async () => {
    const place = await aPlace();
    const plain = Buffer.from('neutral placeholder '.repeat(10_000));
    const part = await writePart(place, 'p', pieces(plain));
    expect((await readFile(join(place.folder, 'p'))).includes('neutral')).toBe(false);
    expect(part.bytes).toBeLessThan(plain.length / 10);
  });

  test('is refused at any altered byte, at any length and in the place of another', async () => {
    const place = await aPlace();
    const part = await writePart(place, 'p', pieces(randomBytes(40_000)));
    const path = join(place.folder, 'p');
    const whole = await readFile(path);
    for (const at of [0, 30, 56, 20_000, whole.length - 1]) {
      const altered = Buffer.from(whole);
      altered.writeUInt8(altered.readUInt8(at) ^ 4, at);
      await writeFile(path, altered);
      await expect(read(place, part)).rejects.toMatchObject(damage('altered'));
    }
    for (const length of [0, 55, 56, 16_456, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      await expect(read(place, part)).rejects.toMatchObject(damage('truncated'));
      // Even when the list itself were to name the shorter length.
      await expect(read(place, { ...part, bytes: length })).rejects.toMatchObject(damage('altered'));
    }
    const other = await writePart(place, 'q', pieces(randomBytes(40_000)));
    await rename(join(place.folder, 'q'), path);
    await expect(read(place, { ...other, path: 'p' })).rejects.toMatchObject(damage('altered'));
  });

  test('that is not the one listed, or of another backup with the same key, does not open; one that is gone is missing', async () => {
    const place = await aPlace();
    const part = await writePart(place, 'p', pieces(randomBytes(10)));
    await expect(read(place, { ...part, sha256: '0'.repeat(64) })).rejects.toMatchObject(damage('altered'));
    await expect(read({ ...place, backupId: 'b-2' }, part)).rejects.toMatchObject(damage('altered'));
    await expect(read({ ...place, folder: '/nonexistent' }, part)).rejects.toMatchObject(damage('missing'));
  });

  test('is never written over a file that is there', async () => {
    const place = await aPlace();
    await writePart(place, 'p', pieces(Buffer.from('first')));
    await expect(writePart(place, 'p', pieces(Buffer.from('second')))).rejects.toMatchObject({ code: 'EEXIST' });
  });
});
