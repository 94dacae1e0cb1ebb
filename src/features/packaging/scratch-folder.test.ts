import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openScratchFolder } from './scratch-folder.ts';

let workDir: string;
beforeEach(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'vigie-scratch-'));
});
afterEach(() => rm(workDir, { recursive: true, force: true }));

test('what a killed process left in plain is removed, a living one’s folder stays', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  await mkdir(join(workDir, `${gone}-a`, 'seal-1'), { recursive: true });
  await writeFile(join(workDir, `${gone}-a`, 'seal-1', 'plain'), 'generated');
  await mkdir(join(workDir, `${process.ppid}-b`));
  const opened = await openScratchFolder(workDir);
  expect((await readdir(workDir)).sort()).toEqual([`${process.ppid}-b`, basename(opened)].sort());
});

test('opened twice by one process, neither folder is taken from the other', async () => {
  const [first, second] = [await openScratchFolder(workDir), await openScratchFolder(workDir)];
  expect((await readdir(workDir)).sort()).toEqual([basename(first), basename(second)].sort());
});

test('a folder of an earlier life with the same number is removed', async () => {
  await mkdir(join(workDir, `${process.pid}-earlier`));
  const opened = await openScratchFolder(workDir);
  expect(await readdir(workDir)).toEqual([basename(opened)]);
});
