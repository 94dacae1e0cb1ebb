import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

// The tools are plain JavaScript (they run before anything is installed), so their shapes are written down here.
interface Total {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { readonly title: string; readonly reason: string | null }[];
}
const load = (name: string) => import(new URL(name, import.meta.url).href);
const { summaryOf } = (await load('./run-stages.mjs')) as { summaryOf: (total: Total) => string };
const { isInstalled } = (await load('./install.mjs')) as { isInstalled: (root: string) => boolean };

describe('the last words of a test run', () => {
  test('are the plain count', () => {
    expect(summaryOf({ passed: 12, failed: 0, skipped: [] })).toBe('12 passed, 0 failed');
  });

  test('list every skip with its reason above the count', () => {
    const skipped = [{ title: 'opens with age', reason: 'age is not on this machine' }];
    expect(summaryOf({ passed: 1, failed: 2, skipped }).split('\n')).toEqual([
      'skipped: opens with age (age is not on this machine)',
      '1 passed, 2 failed, 1 skipped',
    ]);
  });
});

describe('whether the lockfile is installed', async () => {
  const root = await mkdtemp(join(tmpdir(), 'vigie-install-'));
  afterAll(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'node_modules'));
  const lock = (file: string, packages: object) => writeFile(join(root, file), JSON.stringify({ packages }));
  const a = { version: '1.0.0', integrity: 'sha512-a' };

  test('no, in a fresh clone', async () => {
    await lock('package-lock.json', { '': {}, 'node_modules/a': a });
    expect(isInstalled(root)).toBe(false);
  });

  test('yes, when only optional packages of other platforms are missing', async () => {
    await lock('package-lock.json', { '': {}, 'node_modules/a': a, 'node_modules/mac': { ...a, optional: true } });
    await lock('node_modules/.package-lock.json', { 'node_modules/a': a });
    expect(isInstalled(root)).toBe(true);
  });

  test('no, when one package has another version or other bytes', async () => {
    await lock('node_modules/.package-lock.json', { 'node_modules/a': { ...a, version: '1.0.1' } });
    expect(isInstalled(root)).toBe(false);
    await lock('node_modules/.package-lock.json', { 'node_modules/a': { ...a, integrity: 'sha512-b' } });
    expect(isInstalled(root)).toBe(false);
  });
});
