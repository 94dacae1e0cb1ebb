import { spawnSync } from 'node:child_process';

/** Whether a program of the system is there; what needs it is skipped by its name otherwise. */
export function hasTool(name: string, ...versionArgs: readonly string[]): boolean {
  const there = spawnSync(name, versionArgs).status === 0;
  if (!there) console.warn(`Not run: ${name} is not installed on this machine.`);
  return there;
}
