import { ok, type Result, refuse } from '#core/result.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { selectPlace } from '../store/acts.ts';
import { proveEntries } from './prove-entries.ts';

/** Why an act is not proved: there is none of this number, or no signed head covers it yet. */
export type ProofRefusal = { readonly kind: 'not-found' } | { readonly kind: 'not-signed-yet' };

/** The `.tlog-proof` of one act: an entry that is not an act has none here. */
export async function proveAct(q: Queryable, entry: number): Promise<Result<string, ProofRefusal>> {
  if ((await selectPlace(q, entry)) === null) return refuse({ kind: 'not-found' });
  const [proof] = await proveEntries(q, [entry]);
  return proof === undefined ? refuse({ kind: 'not-signed-yet' }) : ok(proof.text);
}
