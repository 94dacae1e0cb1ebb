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

it('has eight more under way than were taken, and no more: memory is theirs', async () => {
  const names = Array.from({ length: 30 }, (_, at) => `ahead-${at}.xml`);
  for (const name of names) await writeFile(join(folder, name), name);
  const begun = new Set<string>();
  const watched = names.map((name) => {
    const document = documentAt(name);
    // Spread: whoever copies a document asks for its place too.
    return Object.defineProperty({ ...document }, 'diskPath', {
      enumerable: true,
      get: () => {
        begun.add(name);
        return document.diskPath;
      },
    });
  });
  const ahead = readAhead(watched);
  for (let taken = 1; taken <= 30; taken++) {
    expect((await ahead.next()).value?.bytes?.toString()).toBe(names[taken - 1]);
    expect([...begun]).toEqual(names.slice(0, taken + 8));
  }
  expect((await ahead.next()).done).toBe(true);
});

it('gives a document the size of the bytes that were read, whatever became of its file, and up to 1 MiB its bytes', async () => {
  await writeFile(join(folder, 'edge.xml'), Buffer.alloc(MIB, 'x'));
  const [document] = await all([documentAt('edge.xml')]);
  await writeFile(join(folder, 'edge.xml'), 'shorter');
  expect(document?.bytes?.length).toBe(MIB);
  expect(await document?.size()).toBe(MIB);
});

it('leaves a file of an archive to its archive', async () => {
  await writeFile(join(folder, 'inside.xml'), 'on the disk');
  const inside = { ...documentAt('inside.xml'), diskPath: null };
  expect(await all([inside])).toEqual([inside]);
});

it('may be left in the middle: what is still being read fails nobody', async () => {
  const documents = Array.from({ length: 5 }, (_, at) => documentAt(`nowhere-${at}.xml`));
  for await (const document of readAhead(documents)) {
    expect(document).toBe(documents[0]);
    break;
  }
});
