import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isPlaced, placeFile } from './place-file.ts';

const BYTES = Buffer.from('generated pattern '.repeat(1_000));
const sha256 = createHash('sha256').update(BYTES).digest('hex');
let home: string;
const file = () => ({ folder: join(home, 'QC-SPL'), name: 'PKG-2026-00001.zip.age', sha256 });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'vigie-spool-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function* pieces() {
  yield BYTES.subarray(0, 10);
  yield BYTES.subarray(10);
}

test('the folder holds the whole file and nothing else', async () => {
  await placeFile(file(), async () => pieces());
  expect(await readdir(file().folder)).toEqual([file().name]);
  expect(await readFile(join(file().folder, file().name))).toEqual(BYTES);
  expect(await isPlaced(file())).toBe(true);
});

test('placed again it is not read from the vault a second time', async () => {
  await placeFile(file(), async () => pieces());
  await placeFile(file(), () => Promise.reject(new Error('read again')));
  expect(await readdir(file().folder)).toEqual([file().name]);
});

test('a source that breaks leaves nothing, and the next try is whole', async () => {
  const broken = async () =>
    (async function* () {
      yield BYTES.subarray(0, 10);
      throw new Error('broken');
    })();
  await expect(placeFile(file(), broken)).rejects.toThrow('broken');
  expect(await readdir(file().folder)).toEqual([]);
  await placeFile(file(), async () => pieces());
  expect(await isPlaced(file())).toBe(true);
});

test('what a killed run left half-written is removed, other packages’ parts stay', async () => {
  await placeFile({ ...file(), name: 'PKG-2026-00002.zip.age' }, async () => pieces());
  await writeFile(join(file().folder, `${file().name}.0000.part`), 'half');
  await writeFile(join(file().folder, 'PKG-2026-00003.zip.age.0000.part'), 'half');
  await placeFile(file(), async () => pieces());
  expect((await readdir(file().folder)).sort()).toEqual([
    'PKG-2026-00001.zip.age',
    'PKG-2026-00002.zip.age',
    'PKG-2026-00003.zip.age.0000.part',
  ]);
});

test('placed by several at once, it stands once and whole', async () => {
  await Promise.all(Array.from({ length: 8 }, () => placeFile(file(), async () => pieces())));
  expect(await readdir(file().folder)).toEqual([file().name]);
  expect(await isPlaced(file())).toBe(true);
});

test('a file that is not what was sealed is replaced', async () => {
  await placeFile(file(), async () => pieces());
  await writeFile(join(file().folder, file().name), 'altered');
  expect(await isPlaced(file())).toBe(false);
  await placeFile(file(), async () => pieces());
  expect(await isPlaced(file())).toBe(true);
});
