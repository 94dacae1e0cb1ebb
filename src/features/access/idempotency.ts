import type { Clock } from '#core/clock.ts';
import type { IdempotencyStore } from '#platform/http/idempotency.ts';
import { findKeptAnswer, insertKeptAnswer, tryHoldKey } from './store/kept-answers.ts';

/** Keeps answers of POSTs in the transaction of the act: the effect and the kept answer commit together, a crash frees the key. */
export function idempotencyStore(deps: { readonly clock: Clock }): IdempotencyStore {
  return {
    async begin(tx, request) {
      if (!(await tryHoldKey(tx, request.client, request.key))) return { kind: 'in-flight' };
      const kept = await findKeptAnswer(tx, request.client, request.key);
      if (!kept) return { kind: 'fresh' };
      if (!kept.fingerprintSha256.equals(request.fingerprint)) return { kind: 'other-request' };
      return { kind: 'repeated', status: kept.status, body: kept.answer };
    },
    async keep(tx, request, status, body) {
      const kept = { fingerprintSha256: request.fingerprint, status, answer: body };
      await insertKeptAnswer(tx, request, kept, deps.clock.now());
    },
  };
}
