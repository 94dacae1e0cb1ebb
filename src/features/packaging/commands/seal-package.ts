import { createReadStream } from 'node:fs';
import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { exhaustive } from '#core/exhaustive.ts';
import type { Bilingual } from '#core/locale.ts';
import { record } from '#features/audit';
import { agencyByCode } from '#features/routing';
import { keepObjects, type StoredBytes } from '#features/vault';
import { announce } from '#platform/outbox/announce.ts';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { makeDocuments } from '../documents/make-documents.ts';
import type { PackageContent } from '../domain/package-content.ts';
import { chooseKey, type LiveKey } from '../domain/submission-rules.ts';
import { MESSAGES } from '../messages.ts';
import { type SealedPackage, sealBag } from '../sealing/seal-bag.ts';
import { lockPackage, type PackageRow, selectPackages } from '../store/packages.ts';
import { insertSealed } from '../store/seals.ts';
import type { PackageTools } from '../tools.ts';
import { collectContent } from './collect-content.ts';
import { keepOriginals } from './keep-originals.ts';
import { carryOut } from './move-package.ts';
import { proveContent } from './prove-content.ts';

const STAGE: Actor = { kind: 'stage', stage: 'seal-package' };
const FIRST_PART = 1;

interface SealDeps {
  readonly clock: Clock;
  readonly packages: PackageTools;
}

type SealFault = 'no-typesetter' | 'no-live-key' | 'object-missing' | 'disk-full';

/**
 * Stage on `package.submitted`: builds, signs and encrypts the package outside any transaction, keeps the files in the vault and
 * records the seal in one. Killed anywhere and run again, one sealed version stands. What cannot be sealed is parked, in words.
 */
export async function sealPackage(db: Db, deps: SealDeps, packageId: number): Promise<void> {
  const [found] = await selectPackages(db, [packageId]);
  // Sealed by an earlier run, or sent back before this one.
  if (found?.state !== 'submitted') return;
  const built = await build(db, deps, found);
  if ('fault' in built) return inTransaction(db, (tx) => park(tx, deps, found, built.fault));
  const { sealed, content, key } = built;
  try {
    const stored = await storeFiles(deps, sealed);
    if (stored === null) return await inTransaction(db, (tx) => park(tx, deps, found, 'disk-full'));
    await inTransaction(db, (tx) => keepSeal(tx, deps, found, { sealed, content, key, stored }));
  } finally {
    await sealed.discard();
  }
}

interface BuiltPackage {
  readonly sealed: SealedPackage;
  readonly content: PackageContent;
  readonly key: LiveKey;
}

async function build(
  db: Db,
  { clock, packages }: SealDeps,
  found: PackageRow,
): Promise<BuiltPackage | { readonly fault: SealFault }> {
  const { vault, signer, workDir, centre, audit } = packages;
  const now = clock.now();
  const key = chooseKey((await agencyByCode(db, found.agencyCode, now))?.keys ?? [], now);
  if (key === null) return { fault: 'no-live-key' };
  const typesetter = packages.typesetter();
  if (!typesetter.ok) return { fault: 'no-typesetter' };
  const originals = await keepOriginals(db, { clock, vault }, found.packageId);
  if (!originals.ok) return { fault: 'disk-full' };
  const collected = await collectContent(db, { clock, centre }, found, originals.value);
  const content = { ...collected, proofs: await proveContent(db, { clock, audit }, found, collected) };
  const documents = makeDocuments(typesetter.value, content);
  const keys = [{ keyId: key.keyId, form: key.form, text: key.material }];
  const openObject = (object: { readonly objectId: PackageContent['reports'][number]['original']['objectId'] }) =>
    vault.openObject(db, object.objectId);
  try {
    const sealed = await sealBag({ content, documents, openObject, signer, keys, workDir });
    if (sealed.ok) return { sealed: sealed.value, content, key };
    return { fault: sealed.refusal.kind === 'evidence-altered' ? 'object-missing' : 'no-live-key' };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return { fault };
  }
}

/** Faults of the vault's bytes or of the disk are for people; anything else is tried again by the queue. */
function faultOf(error: unknown): SealFault | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full';
  return ['unknown', 'ENOENT', 'wrong-key', 'altered', 'truncated'].includes(code) ? 'object-missing' : null;
}

/** The encrypted files in the vault, in the order of the seal; null when the disk is full. */
async function storeFiles({ packages }: SealDeps, sealed: SealedPackage): Promise<readonly StoredBytes[] | null> {
  const stored: StoredBytes[] = [];
  for (const file of sealed.files) {
    const kept = await packages.vault.storeStream(createReadStream(file.path), { maxBytes: Number.MAX_SAFE_INTEGER });
    if (!kept.ok) return null;
    if (kept.value.sha256.toString('hex') !== file.sha256) throw new Error('A sealed file changed on its way in.');
    stored.push(kept.value);
  }
  return stored;
}

async function keepSeal(
  tx: Tx,
  { clock, packages }: SealDeps,
  found: PackageRow,
  built: BuiltPackage & { readonly stored: readonly StoredBytes[] },
): Promise<void> {
  const { packageId } = found;
  const { sealed, content, key, stored } = built;
  const now = await lockPackage(tx, packageId);
  // Another run was first, or the package came back meanwhile: these files become orphans and are swept.
  if (now?.state !== 'submitted' || now.submittedAt !== found.submittedAt) return;
  const kept = stored.map((bytes) => ({ stored: bytes, packageId }));
  const objectIds = await keepObjects(tx, { clock, vault: packages.vault }, kept, { act: 'sealed', actor: STAGE });
  const files = stored.map((bytes, index) => {
    const objectId = objectIds[index];
    if (objectId === undefined) throw new Error('A sealed file was kept without an id.');
    const { form, keyId } = key;
    return { keyId, form, objectId, sha256: bytes.sha256.toString('hex'), sizeBytes: bytes.sizeBytes };
  });
  const fresh = await insertSealed(tx, {
    packageId,
    part: FIRST_PART,
    bagHash: sealed.bagHash,
    zipSha256: Buffer.from(sealed.zipSha256, 'hex'),
    content,
    files,
    signer: sealed.signer,
    sealedAt: clock.now(),
  });
  if (!fresh) throw new Error('A submitted package already has a standing seal.');
  await carryOut(tx, { clock }, STAGE, now, { to: 'sealed', note: null });
  await record(tx, {
    actor: STAGE,
    act: 'seal-package',
    objectKind: 'package',
    objectIds: [packageId],
    outcome: 'done',
    detail: { bagHash: sealed.bagHash, keyId: key.keyId },
  });
  await announce(tx, { kind: 'package.sealed', subjects: [packageId] });
}

async function park(tx: Tx, deps: SealDeps, found: PackageRow, fault: SealFault): Promise<void> {
  const now = await lockPackage(tx, found.packageId);
  if (now?.state !== 'submitted') return;
  const { en, fr } = wordsOf(fault);
  await carryOut(tx, deps, STAGE, now, { to: 'parked', note: `${en} / ${fr}` });
}

function wordsOf(fault: SealFault): Bilingual {
  switch (fault) {
    case 'no-live-key':
      return MESSAGES.noLiveKey;
    case 'object-missing':
      return MESSAGES.objectMissing;
    case 'disk-full':
      return MESSAGES.diskFull;
    case 'no-typesetter':
      return MESSAGES.noTypesetter;
    default:
      return exhaustive(fault);
  }
}
