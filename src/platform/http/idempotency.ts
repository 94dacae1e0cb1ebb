import type { Tx } from '#platform/postgres/transaction.ts';

/** One POST that carries an `Idempotency-Key`, as its client means it. */
export interface KeyedRequest {
  /** Whose key it is; two clients may use the same text. */
  readonly client: string;
  readonly key: string;
  /** SHA-256 over method, path and body. */
  readonly fingerprint: Buffer;
}

export type KeyStanding =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'repeated'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'other-request' }
  | { readonly kind: 'in-flight' };

/** Where answers to keyed requests are kept; both calls run in the transaction of the act. */
export interface IdempotencyStore {
  begin(tx: Tx, request: KeyedRequest): Promise<KeyStanding>;
  keep(tx: Tx, request: KeyedRequest, status: number, body: unknown): Promise<void>;
}
