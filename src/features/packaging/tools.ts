import { type Clock, systemClock } from '#core/clock.ts';
import type { Result } from '#core/result.ts';
import { type AuditKeys, openAuditKeys } from '#features/audit';
import type { Vault } from '#features/vault';
import { openSigningIdentity, type SigningIdentity } from '#platform/crypto/signing-identity.ts';
import { openTypesetter, type Typesetter, type TypesetterRefusal } from '#platform/pdf/typesetter.ts';
import { CENTRE, type Centre } from './read-centre.ts';
import { openScratchFolder } from './scratch-folder.ts';

/** What building and sealing packages needs beside the database. */
export interface PackageTools {
  readonly vault: Vault;
  readonly signer: SigningIdentity;
  /** The log whose proofs go along. */
  readonly audit: AuditKeys;
  /** Scratch space of this process alone; a kill leaves plain bytes here until the next start. */
  readonly workDir: string;
  readonly centre: Centre;
  /** Sets documents; opened when first asked for, refused on platforms its compiler does not know. */
  typesetter(): Result<Typesetter, TypesetterRefusal>;
}

/** Opens what seals packages; makes the signing identity on first use (keys stay in `keysDir`, never in the database). */
export async function openPackageTools(options: {
  readonly vault: Vault;
  readonly keysDir: string;
  readonly workDir: string;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** @default the national centre, without contacts */
  readonly centre?: Centre;
}): Promise<PackageTools> {
  const { vault, keysDir, workDir, clock = systemClock, centre = CENTRE } = options;
  const signer = await openSigningIdentity({ keysDir, organisation: centre.originator.name.en, clock });
  const audit = await openAuditKeys(keysDir);
  let opened: ReturnType<typeof openTypesetter> | null = null;
  const typesetter = () => {
    opened ??= openTypesetter();
    return opened;
  };
  return { vault, signer, audit, workDir: await openScratchFolder(workDir), centre, typesetter };
}
