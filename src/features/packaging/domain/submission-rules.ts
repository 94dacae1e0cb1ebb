import type { Instant } from '#core/clock.ts';
import type { ItemNumber, ItemState } from './item-rules.ts';

/** A key a package may be encrypted to, as the directory gives it: approved, with its validity. */
export interface LiveKey {
  readonly keyId: number;
  readonly form: 'x509' | 'age';
  readonly material: string;
  readonly fingerprint: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

/** A fact that may not leave as it is: its legal gate is shut, or its originator keeps control of it. */
export interface HeldFact {
  readonly target: 'identifier' | 'file';
  readonly targetId: number;
  readonly reportId: number;
  readonly code: string;
  readonly verdict: 'excluded' | 'released' | null;
}

/** One thing that stands between a draft and its submission. */
export type Obstacle =
  | { readonly kind: 'item-undecided'; readonly item: ItemNumber }
  | { readonly kind: 'fact-blocked'; readonly target: HeldFact['target']; readonly targetId: number }
  | { readonly kind: 'no-live-key' };

/** Everything that stands in the way of a submission, at once; none means it may be submitted. */
export function obstaclesOf(draft: {
  readonly items: readonly { readonly item: ItemNumber; readonly state: ItemState }[];
  readonly heldFacts: readonly HeldFact[];
  readonly keys: readonly LiveKey[];
  readonly now: Instant;
}): readonly Obstacle[] {
  const undecided = draft.items
    .filter((one) => one.state === 'pending')
    .map(({ item }): Obstacle => ({ kind: 'item-undecided', item }));
  const blocked = draft.heldFacts
    .filter((fact) => fact.verdict === null)
    .map(({ target, targetId }): Obstacle => ({ kind: 'fact-blocked', target, targetId }));
  const noKey: readonly Obstacle[] = chooseKey(draft.keys, draft.now) === null ? [{ kind: 'no-live-key' }] : [];
  return [...undecided, ...blocked, ...noKey];
}

/**
 * The key a package is encrypted to: a certificate where the service has one, age otherwise; of each form the newest, as the
 * directory orders them (interop page, section 9). Null when none is in force at `now`.
 */
export function chooseKey(keys: readonly LiveKey[], now: Instant): LiveKey | null {
  const live = keys.filter((key) => key.validFrom <= now && (key.validTo === null || key.validTo > now));
  return live.find((key) => key.form === 'x509') ?? live[0] ?? null;
}
