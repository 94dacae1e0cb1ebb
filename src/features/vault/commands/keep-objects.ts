import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { insertNewObjects, objectIdsByContent } from '../store.ts';
import type { StoredBytes, Vault } from '../types.ts';
import { recordCustody } from './record-custody.ts';

export interface KeptBytes {
  readonly stored: StoredBytes;
  readonly reportId?: number;
  readonly packageId?: number;
}

/** Why the bytes are kept: the custody act (`received`, `sealed`) and who does it. */
export interface KeepingAct {
  readonly act: string;
  readonly actor: Actor;
}

/**
 * Registers a set of stored bytes (≤ 1,000) with a custody line each; answers their object ids in the order given.
 * Content that is already there keeps its first object, and the fresh file is removed.
 */
export async function keepObjects(
  tx: Tx,
  deps: { readonly clock: Clock; readonly vault: Vault },
  kept: readonly KeptBytes[],
  by: KeepingAct,
): Promise<readonly ObjectId[]> {
  if (kept.length === 0) return [];
  const stored = kept.map((bytes) => bytes.stored);
  await insertNewObjects(tx, stored, deps.clock.now());
  const idByContent = await objectIdsByContent(
    tx,
    stored.map((bytes) => bytes.sha256),
  );
  const lines = kept.map(({ stored: bytes, reportId, packageId }) => ({
    objectId: idOf(idByContent, bytes),
    ...(reportId === undefined ? {} : { reportId }),
    ...(packageId === undefined ? {} : { packageId }),
    ...by,
  }));
  await recordCustody(tx, deps, lines);
  // Safe before the commit: a row in the way is committed already, or is of this very transaction.
  const superfluous = stored.filter((bytes) => idOf(idByContent, bytes) !== bytes.objectId);
  await Promise.all(superfluous.map((bytes) => deps.vault.discard(bytes)));
  return lines.map((line) => line.objectId);
}

/** Registers one stored object; otherwise as `keepObjects`. */
export async function keepObject(
  tx: Tx,
  deps: { readonly clock: Clock; readonly vault: Vault },
  stored: StoredBytes,
  by: KeepingAct & { readonly reportId?: number; readonly packageId?: number },
): Promise<ObjectId> {
  const { act, actor, ...about } = by;
  const [objectId] = await keepObjects(tx, deps, [{ stored, ...about }], { act, actor });
  if (objectId === undefined) throw new Error('An object was kept without an id.');
  return objectId;
}

function idOf(idByContent: ReadonlyMap<string, ObjectId>, bytes: StoredBytes): ObjectId {
  const id = idByContent.get(bytes.sha256.toString('hex'));
  if (id === undefined) throw new Error('A stored object has no row.');
  return id;
}
