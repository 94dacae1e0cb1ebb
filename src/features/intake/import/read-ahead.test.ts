import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MIB } from '#core/units.ts';
import { fileOnDisk, type Shape } from './drop-file.ts';
import type { Document } from './find-documents.ts';
import { readAhead } from './read-ahead.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-ahead-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const documentAt = (name: string, shape: Shape = 'xml') => ({ ...fileOnDisk(join(folder, name)), shape }) as Document;

async function all(documents: readonly Document[]) {
  const given = [];
  for await (const document of readAhead(documents)) given.push(document);
  return given;
}

it('gives documents in their order, small ones with their bytes', async () => {
  const names = Array.from({ length: 30 }, (_, at) => `${at}.xml`);
  for (const name of names) await writeFile(join(folder, name), name);
  const given = await all(names.map((name) => documentAt(name)));
  expect(given.map(({ bytes }) => bytes?.toString())).toEqual(names);
  expect(await given[3]?.size()).toBe('3.xml'.length);
});

it('leaves to whoever opens them what is large, read piece by piece, or not there', async () => {
  await writeFile(join(folder, 'large.xml'), Buffer.alloc(MIB + 1, 'x'));
  await writeFile(join(folder, 'many.ndjson'), '{}\n');
  const documents = [documentAt('large.xml'), documentAt('many.ndjson', 'lines'), documentAt('gone.xml')];
  const given = await all(documents);
  expect(given.map((one) => one.bytes)).toEqual([undefined, undefined, undefined]);
  expect(given).toEqual(documents);
});
