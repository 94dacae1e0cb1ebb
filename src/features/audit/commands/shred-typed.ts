import type { Actor } from '#core/actor.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { deleteValues, selectCommitments } from '../store/entries.ts';
import { record } from './record-acts.ts';

/**
 * Removes for good what people typed in acts about these objects (purposes, names); for expunging. The tree keeps the commitments and
 * still verifies; without salt and words they say nothing. Answers how many words there were.
 */
export async function shredTyped(
  tx: Tx,
  actor: Actor,
  about: { readonly objectKind: string; readonly objectIds: readonly number[] },
): Promise<number> {
  const committed = await selectCommitments(tx, about.objectKind, about.objectIds);
  const shredded = await deleteValues(
    tx,
    committed.map((one) => Buffer.from(one.commitment, 'hex')),
  );
  const detail = { shredded };
  await record(tx, { actor, act: 'shred-typed-words', ...about, outcome: 'done', detail });
  return shredded;
}
