import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const ours = new Set<string>();

/**
 * A folder of this process alone below `workDir`, for plain bytes while they are being sealed. What processes that are gone
 * left there (a kill in the middle of a seal) is removed; folders of living ones stay.
 */
export async function openScratchFolder(workDir: string): Promise<string> {
  await mkdir(workDir, { recursive: true, mode: 0o700 });
  const left = (await readdir(workDir)).filter((name) => !ours.has(name) && !isAliveElsewhere(name));
  await Promise.all(left.map((name) => rm(join(workDir, name), { recursive: true, force: true })));
  const name = `${process.pid}-${randomUUID()}`;
  ours.add(name);
  const folder = join(workDir, name);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** A folder of our own number that we did not make is from an earlier life: in a container every life has the same number. */
function isAliveElsewhere(name: string): boolean {
  const pid = Number(/^(\d+)-/.exec(name)?.[1]);
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Alive under another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
