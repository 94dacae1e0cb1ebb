import { spawnSync } from 'node:child_process';
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

describe('stages side by side', () => {
  const stage = (name: string, code: string) =>
    `{ name: '${name}', kind: 'check', args: ['-e', ${JSON.stringify(code)}], absent: () => null }`;
  const module = new URL('./run-stages.mjs', import.meta.url).href;
  const run = (...stages: string[]) => {
    const script = `(await import('${module}')).runStages([[${stages.join(', ')}], ${stage('after', '0')}])`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  };

  test('are shown each in one piece, and all counted', () => {
    const { status, stdout } = run(stage('one', 'console.log(1); console.log(2)'), stage('two', 'console.error(3)'));
    expect(status).toBe(0);
    expect(stdout).toContain('── one\n1\n2\n');
    expect(stdout).toContain('── two\n3\n');
    expect(stdout.trim().split('\n').at(-1)).toBe('3 passed, 0 failed');
  });

  test('stop the run where one fails', () => {
    const { status, stdout } = run(stage('one', 'console.log(1); process.exit(3)'), stage('two', '0'));
    expect(status).toBe(1);
    expect(stdout).toContain('── one\n1\n');
    expect(stdout).toContain('after: not run: an earlier stage failed');
    expect(stdout).toMatch(/, 1 failed\n$/);
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
