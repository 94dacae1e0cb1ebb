import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Whether a program is on this machine; a test that needs it says so when it is not. */
export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** A receiving police service: its own key and certificate, made by stock openssl, and stock tools to open what it gets. */
export interface Recipient {
  readonly certificatePem: string;
  readonly keyFile: string;
  /** Opens a `.p7m` with `openssl cms` as an officer would. */
  open(packageFile: string, out: string): void;
}

export function makeRecipient(dir: string, name: string): Recipient {
  const keyFile = join(dir, `${name}.key.pem`);
  const certFile = join(dir, `${name}.cert.pem`);
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '365',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      keyFile,
      '-out',
      certFile,
    ],
    { stdio: 'pipe' },
  );
  return {
    certificatePem: execFileSync('cat', [certFile], { encoding: 'utf8' }),
    keyFile,
    open: (packageFile, out) => {
      execFileSync(
        'openssl',
        ['cms', '-decrypt', '-inform', 'DER', '-in', packageFile, '-inkey', keyFile, '-out', out],
        { stdio: 'pipe' },
      );
    },
  };
}

/** A recipient without a certificate: an age key made and used by the age tool itself. */
export interface AgeRecipient {
  readonly recipient: string;
  readonly keyFile: string;
  open(packageFile: string, out: string): void;
}

export function makeAgeRecipient(dir: string, name: string): AgeRecipient {
  const keyFile = join(dir, `${name}.age-key`);
  execFileSync('age-keygen', ['-o', keyFile], { stdio: 'pipe' });
  const recipient = execFileSync('age-keygen', ['-y', keyFile], { encoding: 'utf8' }).trim();
  return {
    recipient,
    keyFile,
    open: (packageFile, out) => {
      execFileSync('age', ['-d', '-i', keyFile, '-o', out, packageFile], { stdio: 'pipe' });
    },
  };
}
