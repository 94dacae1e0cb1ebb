import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { openObjectKeys, wrapForCase } from '../keys/object-key.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { findAnyWraps, insertWraps } from '../store/case-keys.ts';
import { insertNewObjects, lockObjectsByContent } from '../store/objects.ts';
import type { CaseRef, StoredBytes, Vault } from '../types.ts';
import { caseName, openCases } from './open-cases.ts';
import { recordCustody } from './record-custody.ts';

/** Stored bytes and what they are kept for: a report, a package, both, or another case. */
export interface KeptBytes {
  readonly stored: StoredBytes;
  readonly reportId?: number;
  readonly packageId?: number;
  /** A case that is neither report nor package. @default `unfiled` where no report and no package is named */
  readonly keptFor?: CaseRef;
}

/** Why the bytes are kept: the custody act (`received`, `sealed`) and who does it. */
export interface KeepingAct {
  readonly act: string;
  readonly actor: Actor;
}

/**
 * Registers a set of stored bytes (≤ 1,000) with a custody line each, wraps their keys for their cases and answers their object
 * ids in the order given. Content that is already there keeps its first object, and the fresh file is removed.
 */
export async function keepObjects(
  tx: Tx,
  deps: { readonly clock: Clock; readonly vault: Pick<Vault, 'discard' | 'keys'> },
  kept: readonly KeptBytes[],
  by: KeepingAct,
): Promise<readonly ObjectId[]> {
  if (kept.length === 0) return [];
  const now = deps.clock.now();
  const stored = kept.map((bytes) => bytes.stored);
  const idByContent = await registerContents(tx, stored, now);
  const idOf = (bytes: StoredBytes) => idByContent.get(bytes.sha256.toString('hex')) as ObjectId;
  const objectKeys = await keysOfObjects(tx, deps.vault.keys, stored, idOf);
  await wrapForCases(
    tx,
    deps.vault.keys,
    kept.flatMap((bytes) => casesOf(bytes).map((of) => ({ objectId: idOf(bytes.stored), of }))),
    objectKeys,
    now,
  );
  const lines = kept.map(({ stored: bytes, reportId, packageId }) => ({
    objectId: idOf(bytes),
    ...(reportId === undefined ? {} : { reportId }),
    ...(packageId === undefined ? {} : { packageId }),
    ...by,
  }));
  await recordCustody(tx, deps, lines);
  // Safe before the commit: a row in the way is committed already, or is of this very transaction.
  const superfluous = stored.filter((bytes) => idOf(bytes) !== bytes.objectId);
  await Promise.all(superfluous.map((bytes) => deps.vault.discard(bytes)));
  return lines.map((line) => line.objectId);
}

/** Registers one stored object; otherwise as `keepObjects`. */
export async function keepObject(
  tx: Tx,
  deps: { readonly clock: Clock; readonly vault: Pick<Vault, 'discard' | 'keys'> },
  stored: StoredBytes,
  by: KeepingAct & Omit<KeptBytes, 'stored'>,
): Promise<ObjectId> {
  const { act, actor, ...about } = by;
  const [objectId] = await keepObjects(tx, deps, [{ stored, ...about }], { act, actor });
  if (objectId === undefined) throw new Error('An object was kept without an id.');
  return objectId;
}

function casesOf({ reportId, packageId, keptFor }: Omit<KeptBytes, 'stored'>): readonly CaseRef[] {
  const cases: CaseRef[] = keptFor ? [keptFor] : [];
  if (reportId !== undefined) cases.push({ kind: 'report', id: reportId });
  if (packageId !== undefined) cases.push({ kind: 'package', id: packageId });
  return cases.length > 0 ? cases : [{ kind: 'unfiled', id: 0 }];
}

/** Ids by SHA-256 in hex. Content that is being expunged at this moment is registered anew after it. */
async function registerContents(
  tx: Tx,
  stored: readonly StoredBytes[],
  now: Instant,
): Promise<ReadonlyMap<string, ObjectId>> {
  const sha256s = stored.map((bytes) => bytes.sha256);
  const wanted = new Set(sha256s.map((sha256) => sha256.toString('hex')));
  for (let attempt = 0; attempt < 3; attempt++) {
    await insertNewObjects(tx, stored, now);
    const ids = await lockObjectsByContent(tx, sha256s);
    if (ids.size === wanted.size) return ids;
  }
  throw new Error('A stored object has no row.');
}

/** The key of each object: of fresh ones from the staging, of known ones through a case that holds them already. */
async function keysOfObjects(
  tx: Tx,
  keys: VaultKeys,
  stored: readonly StoredBytes[],
  idOf: (bytes: StoredBytes) => ObjectId,
): Promise<ReadonlyMap<ObjectId, Buffer>> {
  const fresh = stored.filter((bytes) => idOf(bytes) === bytes.objectId);
  const opened = new Map(fresh.map((bytes) => [bytes.objectId, keys.staging.unstage(bytes.stagedKey)]));
  const known = [...new Set(stored.map(idOf))].filter((id) => !opened.has(id));
  if (known.length === 0) return opened;
  const held = await findAnyWraps(tx, known);
  const objectKeys = await openObjectKeys(keys, held);
  for (const [index, { objectId }] of held.entries()) opened.set(objectId, objectKeys[index] as Buffer);
  return opened;
}

async function wrapForCases(
  tx: Tx,
  keys: VaultKeys,
  pairs: readonly { readonly objectId: ObjectId; readonly of: CaseRef }[],
  objectKeys: ReadonlyMap<ObjectId, Buffer>,
  now: Instant,
): Promise<void> {
  const distinct = [...new Map(pairs.map((pair) => [`${pair.objectId} ${caseName(pair.of)}`, pair])).values()];
  const cases = await openCases(
    tx,
    keys,
    distinct.map((pair) => pair.of),
    now,
  );
  const wraps = distinct.map(({ objectId, of }) => {
    const [open, objectKey] = [cases.get(caseName(of)), objectKeys.get(objectId)];
    if (!open || !objectKey)
      throw Object.assign(new Error('An object of the vault has no key left.'), { code: 'no-key' });
    return { objectId, caseKey: open.row, wrappedKey: wrapForCase(open.kek, objectKey) };
  });
  await insertWraps(tx, wraps, now);
}
