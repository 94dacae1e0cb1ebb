import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

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
