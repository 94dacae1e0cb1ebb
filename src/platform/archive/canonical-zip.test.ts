import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { type ArchiveEntry, canonicalZip, pathFault } from './canonical-zip.ts';
import { isCanonicalZip } from './compare-zip.ts';
import { openZip, type ZipEntry } from './read-zip.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'vigie-zip-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

function entry(path: string, text: string): ArchiveEntry {
  const bytes = Buffer.from(text);
  return {
    path,
    size: bytes.length,
    async open() {
      return (async function* () {
        yield bytes;
      })();
    },
  };
}

async function written(bytes: Buffer): Promise<string> {
  const path = join(dir, 'a.zip');
  await writeFile(path, bytes);
  return path;
}

/** `!` for what cannot be read. */
async function contentOf(one: ZipEntry): Promise<Buffer> {
  try {
    return await buffer(await one.open());
  } catch {
    return Buffer.from('!');
  }
}

async function foreign(fill: (zip: ZipFile) => void): Promise<string> {
  const zip = new ZipFile();
  fill(zip);
  zip.end();
  return written(await buffer(zip.outputStream));
}

describe('the canonical archive', () => {
  const entries = [entry('PKG/é.txt', 'b'), entry('PKG/a.txt', 'aaa'), entry('PKG/Z/x', '')];

  it('is the same bytes whatever the order of its entries and the zone of the machine', async () => {
    const there = await buffer(canonicalZip([...entries].reverse()));
    expect(await buffer(canonicalZip(entries))).toEqual(there);
    // A change of these bytes would make packages already sent look altered: it needs a new version of the format.
    expect(createHash('sha256').update(there).digest('hex')).toBe(
      '376c9b85ac5fe5f39700894dd962508b7518d5000976785386b7e65c69dd8f13',
    );
  });

  it('gives its files back', async () => {
    const path = await written(await buffer(canonicalZip(entries)));
    const opened = await openZip(path);
    if (!opened.ok) throw new Error(opened.refusal.kind);
    const read: Record<string, string> = {};
    for (const one of opened.value.entries) read[one.path] = (await buffer(await one.open())).toString();
    expect(read).toEqual({ 'PKG/Z/x': '', 'PKG/a.txt': 'aaa', 'PKG/é.txt': 'b' });
    expect(await isCanonicalZip(path, opened.value)).toBe(true);
    opened.value.close();
  });

  it('is told from a copy with any one bit changed', async () => {
    const bytes = await buffer(canonicalZip(entries));
    for (let bit = 0; bit < bytes.length * 8; bit += 3) {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const path = await written(copy);
      const opened = await openZip(path);
      if (!opened.ok) continue;
      const names = opened.value.entries.map((one) => one.path);
      const content = await Promise.all(opened.value.entries.map(async (one) => (await contentOf(one)).toString()));
      const same = names.join() === 'PKG/Z/x,PKG/a.txt,PKG/é.txt' && content.join() === ',aaa,b';
      if (same) expect(await isCanonicalZip(path, opened.value), `bit ${bit}`).toBe(false);
      opened.value.close();
    }
  });

  it('fails when a source fails, instead of waiting', async () => {
    const broken: ArchiveEntry = { path: 'a', size: 1, open: () => Promise.reject(new Error('gone')) };
    await expect(buffer(canonicalZip([broken]))).rejects.toThrow('gone');
  });

  it('refuses to write a path twice or out of its folder', () => {
    expect(() => canonicalZip([entry('a', ''), entry('a', '')])).toThrow('Twice');
    expect(() => canonicalZip([entry('../a', '')])).toThrow('traversal');
  });
});

describe('the reader of archives', () => {
  it.each([
    ['/etc/x', 'absolute'],
    ['~/x', 'absolute'],
    ['C:/x', 'absolute'],
    ['a/../b', 'traversal'],
    ['a//b', 'traversal'],
    ['a\\b', 'backslash'],
    ['a\nb', 'control-character'],
    ['', 'empty'],
    ['a/b.txt', null],
  ])('judges the path %j', (path, fault) => {
    expect(pathFault(path)).toBe(fault);
  });

  it('refuses names that differ only by case', async () => {
    const path = await foreign((zip) => {
      zip.addBuffer(Buffer.from('1'), 'a.txt');
      zip.addBuffer(Buffer.from('2'), 'A.TXT');
    });
    expect(await openZip(path)).toEqual({ ok: false, refusal: { kind: 'duplicate-path', path: 'A.TXT' } });
  });

  it('refuses a symbolic link', async () => {
    const path = await foreign((zip) => zip.addBuffer(Buffer.from('/etc'), 'link', { mode: 0o120777 }));
    expect(await openZip(path)).toMatchObject({ ok: false, refusal: { kind: 'symbolic-link' } });
  });

  it('refuses what unpacks to more than a hundred times its size', async () => {
    const path = await foreign((zip) => zip.addBuffer(Buffer.alloc(2_000_000), 'zeros', { compress: true }));
    expect(await openZip(path)).toMatchObject({ ok: false, refusal: { kind: 'bomb' } });
  });

  it('refuses what is no archive', async () => {
    expect(await openZip(await written(Buffer.from('not a zip at all, by any reading')))).toMatchObject({
      ok: false,
      refusal: { kind: 'not-a-zip' },
    });
    expect((await readFile(join(dir, 'a.zip'))).length).toBeGreaterThan(0);
  });
});
