import { chmod, cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { packageFolder, preparePrograms } from './programs.ts';

// Proved: the server's programs run without the package's install script, and where its folder is closed.
// Alone: npx vitest run --project database src/platform/postgres/embedded/programs.db.test.ts

const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : null;
let folder = '';
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A copy of the package as npm unpacks it, before any install script: without symbolic links. */
async function packageWithoutLinks(): Promise<{ packageDir: string; home: string }> {
  folder = await mkdtemp(join(tmpdir(), 'vigie-programs-'));
  await chmod(folder, 0o711);
  const closed = join(folder, 'closed');
  const home = join(folder, 'home');
  await mkdir(closed);
  await mkdir(home);
  const source = packageFolder() ?? '';
  const packageDir = join(closed, 'package');
  await cp(source, packageDir, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  const lib = join(packageDir, 'native', 'lib');
  const links = (await readdir(lib, { withFileTypes: true })).filter((entry) => entry.isSymbolicLink());
  await Promise.all(links.map((link) => rm(join(lib, link.name))));
  return { packageDir, home };
}

describe("the server's programs", () => {
  test('run from where npm unpacked them, though no install script made their links', async () => {
    const { packageDir, home } = await packageWithoutLinks();
    expect(await preparePrograms(NOBODY, home, packageDir)).toMatchObject({
      ok: true,
      value: { binFolder: join(packageDir, 'native', 'bin'), copied: false },
    });
  });

  test.runIf(NOBODY !== null)('are copied once to where their account can run them', async () => {
    const { packageDir, home } = await packageWithoutLinks();
    await chmod(join(folder, 'closed'), 0o700);
    const first = await preparePrograms(NOBODY, home, packageDir);
    expect(first).toMatchObject({ ok: true, value: { copied: true } });
    expect(first.ok && first.value.binFolder.startsWith(home)).toBe(true);
    expect(await preparePrograms(NOBODY, home, packageDir)).toMatchObject({ ok: true, value: { copied: false } });
  });

  test('are refused by name where npm has none for the platform', async () => {
    expect(await preparePrograms(NOBODY, tmpdir(), null)).toMatchObject({
      ok: false,
      refusal: { kind: 'no-server-for-platform', platform: `${process.platform}-${process.arch}` },
    });
  });
});
