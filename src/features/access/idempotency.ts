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
      const kept = { fingerprintSha256: request.fingerprint, status, answer: withoutSecrets(body) };
      await insertKeptAnswer(tx, request, kept, deps.clock.now());
    },
  };
}

/** Fields shown once and stored nowhere: a repeated request is told everything but them. */
const SHOWN_ONCE = new Set(['password', 'token', 'secret', 'uri', 'link', 'challenge', 'csrfToken']);

function withoutSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, SHOWN_ONCE.has(key) ? null : value]));
}
