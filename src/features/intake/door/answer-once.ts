import { createHash } from 'node:crypto';
import { type Actor, actorRef } from '#core/actor.ts';
import { idempotencyStore } from '#features/access';
import { inTransaction } from '#platform/postgres/transaction.ts';
import type { IntakeDeps } from '../received.ts';
import { orAway } from './enter.ts';
import type { Spooled } from './spool.ts';

export type KeptStanding =
  | { readonly kind: 'fresh' | 'in-flight' | 'other-request' }
  | { readonly kind: 'repeated'; readonly status: number; readonly body: unknown };

/** An `Idempotency-Key` with what its request is compared by: the address and the bytes. */
export function keyOf(key: string | null, address: string, sha256: Buffer): Spooled['key'] {
  if (key === null) return null;
  const fingerprint = createHash('sha256').update(`POST ${address}\n`).update(sha256).digest('hex');
  return { key, fingerprint };
}

/** Whether this request was answered before. While the database is away nobody knows; the same bytes are known by themselves. */
export async function standingOfKey(deps: IntakeDeps, actor: Actor, key: Spooled['key']): Promise<KeptStanding> {
  if (key === null) return { kind: 'fresh' };
  const keyed = keyedBy(actor, key);
  return orAway(() => inTransaction(deps.db, (tx) => idempotencyStore(deps).begin(tx, keyed)), { kind: 'fresh' });
}

/** Keeps an answer under its key, unless one is kept already: a document is received once whatever its key. */
export async function keepAnswer(
  deps: IntakeDeps,
  actor: Actor,
  key: Spooled['key'],
  answer: { readonly status: number; readonly body: unknown },
): Promise<void> {
  if (key === null) return;
  const keyed = keyedBy(actor, key);
  const keys = idempotencyStore(deps);
  await inTransaction(deps.db, async (tx) => {
    if ((await keys.begin(tx, keyed)).kind === 'fresh') await keys.keep(tx, keyed, answer.status, answer.body);
  });
}

function keyedBy(actor: Actor, { key, fingerprint }: NonNullable<Spooled['key']>) {
  return { client: actorRef(actor), key, fingerprint: Buffer.from(fingerprint, 'hex') };
}
