import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a program of the system is there; tests that need it are skipped by its name otherwise. */
export function hasProgram(name: string, ...versionArgs: readonly string[]): boolean {
  const there = spawnSync(name, versionArgs).status === 0;
  if (!there) console.warn(`Not run: ${name} is not installed on this machine.`);
  return there;
}

/** Runs a program to its end; throws with its own words when it fails. */
export function run(program: string, args: readonly string[]): string {
  const done = spawnSync(program, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${program} ${args[0] ?? ''}: ${done.stderr}`);
  return done.stdout;
}

/** A throw-away recipient made by openssl, as an agency would bring it. */
export function aCertificate(kind: 'rsa' | 'ec' = 'rsa'): { certPem: string; keyPem: string; keyPath: string } {
  const dir = mkdtempSync(join(tmpdir(), 'vigie-certificate-'));
  const [keyPath, certPath] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const key = kind === 'rsa' ? ['-newkey', 'rsa:3072'] : ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  const subject = ['-subj', '/C=CA/O=Example Police Service/CN=intake', '-days', '30'];
  run('openssl', ['req', '-x509', ...key, '-nodes', '-keyout', keyPath, '-out', certPath, ...subject]);
  return { certPem: readFileSync(certPath, 'utf8'), keyPem: readFileSync(keyPath, 'utf8'), keyPath };
}
