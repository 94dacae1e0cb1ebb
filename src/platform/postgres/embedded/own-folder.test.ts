import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeOwnFolder } from './own-folder.ts';
import { refusalOfFileError } from './refusals.ts';

let home = '';
afterEach(() => rm(home, { recursive: true, force: true }));

describe('a folder of our own', () => {
  it('is made with what is missing above it, closed to others, and left alone the second time', async () => {
    home = await mkdtemp(join(tmpdir(), 'vigie-own-'));
    const folder = join(home, 'a', 'b');
    await makeOwnFolder(folder);
    await makeOwnFolder(folder);
    expect((await stat(folder)).mode & 0o066).toBe(0);
  });

  it('is refused where a file stands in the way', async () => {
    home = await mkdtemp(join(tmpdir(), 'vigie-own-'));
    await writeFile(join(home, 'file'), '');
    await expect(makeOwnFolder(join(home, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeOwnFolder(join(home, 'file', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.skipIf(process.platform !== 'linux')(
    'is refused, and not tried for ever, where no folder can be made',
    async () => {
      home = '/proc/vigie-data/deeper';
      const error = await makeOwnFolder(home).catch((reason: unknown) => reason);
      expect(refusalOfFileError(error, home)).toMatchObject({ kind: 'folder-not-writable' });
    },
  );
});
