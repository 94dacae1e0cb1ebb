import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import {
  buryObjects,
  clearFaultsOf,
  deleteWraps,
  eraseCaseKey,
  findObjectsOfCase,
  takeCaseKey,
  takeObjects,
} from '../store/expunge.ts';
import type { CaseRef, Vault } from '../types.ts';
import { recordCustody } from './record-custody.ts';

export interface ExpungeDeps {
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'keys'>;
}

/** In whose name, and under which certificate of destruction. */
export interface ExpungedBy {
  readonly actor: Actor;
  readonly certificateRef?: string;
}

/** `expunged`: no case holds them any more, their bytes go after the commit. `spared`: another case still holds them. */
export interface Expunged {
  readonly expunged: readonly { readonly objectId: ObjectId; readonly sizeBytes: number }[];
  readonly spared: readonly ObjectId[];
}

/**
 * Destroys a case's key and with it the case's hold on every object; an object nobody else holds becomes a tombstone (id, size,
 * instants, certificate) and its bytes are shredded after the commit. Who may do so, holds and the second person are the
 * caller's to check. A case without key answers empty.
 */
export async function destroyCaseKey(tx: Tx, deps: ExpungeDeps, of: CaseRef, by: ExpungedBy): Promise<Expunged> {
  const key = await takeCaseKey(tx, of);
  const objectIds = await takeObjects(tx, await findObjectsOfCase(tx, of));
  const outcome = await release(tx, deps, objectIds, of, by);
  if (key) {
    const certificateRef = by.certificateRef ?? null;
    await eraseCaseKey(tx, key.caseKeyId, { at: deps.clock.now(), actor: actorRef(by.actor), certificateRef });
    deps.vault.keys.cache.forget(key.wrappedKek);
  }
  await audit(tx, 'destroy-case-key', by, { caseKind: of.kind, caseId: of.id, ...counts(outcome) });
  return outcome;
}

/** Expunges these objects for every case, or (`from`) takes them out of one case only; otherwise as `destroyCaseKey`. */
export async function expungeObjects(
  tx: Tx,
  deps: ExpungeDeps,
  what: { readonly objectIds: readonly ObjectId[]; readonly from?: CaseRef },
  by: ExpungedBy,
): Promise<Expunged> {
  const objectIds = await takeObjects(tx, what.objectIds);
  const outcome = await release(tx, deps, objectIds, what.from ?? null, by);
  await audit(tx, 'expunge-objects', by, { caseKind: what.from?.kind, caseId: what.from?.id, ...counts(outcome) });
  return outcome;
}

async function release(
  tx: Tx,
  deps: ExpungeDeps,
  objectIds: readonly ObjectId[],
  of: CaseRef | null,
  by: ExpungedBy,
): Promise<Expunged> {
  if (objectIds.length === 0) return { expunged: [], spared: [] };
  const at = deps.clock.now();
  await deleteWraps(tx, objectIds, of);
  const buried = await buryObjects(tx, objectIds, { at, certificateRef: by.certificateRef ?? null });
  const gone = new Set(buried.map((object) => object.objectId));
  await clearFaultsOf(tx, [...gone], at);
  await recordCustody(
    tx,
    deps,
    objectIds.map((objectId) => ({
      objectId,
      act: gone.has(objectId) ? 'expunged' : 'released-from-case',
      actor: by.actor,
      ...(of?.kind === 'report' ? { reportId: of.id } : {}),
      ...(of?.kind === 'package' ? { packageId: of.id } : {}),
    })),
  );
  await announce(tx, { kind: 'vault.object-expunged', subjects: buried.map((object) => object.objectNo) });
  return {
    expunged: buried.map(({ objectId, sizeBytes }) => ({ objectId, sizeBytes })),
    spared: objectIds.filter((objectId) => !gone.has(objectId)),
  };
}

function counts({ expunged, spared }: Expunged) {
  return { expunged: expunged.length, spared: spared.length };
}

function audit(tx: Tx, act: string, by: ExpungedBy, detail: Readonly<Record<string, unknown>>): Promise<void> {
  return record(tx, {
    actor: by.actor,
    act,
    objectKind: 'vault-case',
    objectIds: [],
    outcome: 'done',
    detail: { ...detail, certificateRef: by.certificateRef },
  });
}
