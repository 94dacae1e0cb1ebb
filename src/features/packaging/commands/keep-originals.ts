import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result } from '#core/result.ts';
import { rawBytesOf } from '#features/intake';
import { keepObject, type StoreRefusal, type Vault } from '#features/vault';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import type { PackageObject } from '../domain/package-content.ts';
import { heldFactsOf } from '../queries/held-facts.ts';
import { selectMembers } from '../store/packages.ts';
import type { Originals } from './collect-content.ts';

const STAGE: Actor = { kind: 'stage', stage: 'seal-package' };

/** Stands in for a received document that holds a fact left out of the package. */
const WITHHELD = Buffer.from(
  [
    'The report as received is withheld: it holds facts that were left out of this package.',
    'Le signalement tel que reçu est retenu : il contient des faits retirés de ce dossier.',
    '',
  ].join('\n'),
);

/**
 * The received documents of a package's reports as vault objects; kept twice, they are one object. Where a fact of a report was
 * left out, its document does not travel. Refuses `disk-full`.
 */
export async function keepOriginals(
  db: Db,
  deps: { readonly clock: Clock; readonly vault: Vault },
  packageId: number,
): Promise<Result<Originals, StoreRefusal>> {
  const reportIds = (await selectMembers(db, [packageId])).map((member) => member.reportId);
  const held = await heldFactsOf(db, packageId, reportIds);
  const withheld = new Set(held.filter((fact) => fact.verdict === 'excluded').map((fact) => fact.reportId));
  const originals = new Map<number, PackageObject>();
  for (const reportId of reportIds) {
    const bytes = withheld.has(reportId) ? WITHHELD : await rawBytesOf(db, deps.vault, reportId);
    const stored = await deps.vault.storeStream(once(bytes), { maxBytes: Math.max(bytes.length, 1) });
    if (!stored.ok) return stored;
    const { sizeBytes, sha256 } = stored.value;
    const by = { act: 'kept-for-package', actor: STAGE, reportId, packageId };
    const objectId = await inTransaction(db, (tx) => keepObject(tx, deps, stored.value, by));
    originals.set(reportId, { objectId, sizeBytes, sha256: sha256.toString('hex') });
  }
  return ok(originals);
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
