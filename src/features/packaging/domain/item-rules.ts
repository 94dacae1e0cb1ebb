import { ok, type Result, refuse } from '#core/result.ts';

/** The seven items of a package, by their number (domain page, section 8). */
export const ITEM_NUMBERS = [1, 2, 3, 4, 5, 6, 7] as const;
export type ItemNumber = (typeof ITEM_NUMBERS)[number];

export const ITEM_STATES = ['present', 'not-applicable', 'pending'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** What the reports of a package hold, as far as the items ask. */
export interface ItemFacts {
  /** A place of the reported person is known from evidence. */
  readonly located: boolean;
  /** At least one file whose bytes are in the vault. */
  readonly hasFiles: boolean;
  /** At least one report came from another body (NCMEC, Cybertip.ca, a hotline, police). */
  readonly fromOtherBody: boolean;
}

/** What the reports of one package hold together. */
export function together(facts: readonly ItemFacts[]): ItemFacts {
  return {
    located: facts.some((one) => one.located),
    hasFiles: facts.some((one) => one.hasFiles),
    fromOtherBody: facts.some((one) => one.fromOtherBody),
  };
}

/** Sources whose reports are another body's own work; a provider's report is not. */
const OTHER_BODIES: ReadonlySet<string> = new Set([
  'ncmec',
  'cybertip-ca',
  'hotline',
  'police-ca',
  'police-foreign',
  'rcmp-division',
]);

/** Whether a report of this source belongs under item 7, reports of other bodies. */
export function isOtherBody(source: string): boolean {
  return OTHER_BODIES.has(source);
}

/** The state an item starts in: present where the data is there; whether it is needed otherwise is for a person to say. */
export function presetState(item: ItemNumber, facts: ItemFacts): ItemState {
  const isThere = {
    1: true,
    2: false,
    3: true,
    4: false,
    5: facts.located,
    6: facts.hasFiles,
    7: facts.fromOtherBody,
  } as const satisfies Record<ItemNumber, boolean>;
  return isThere[item] ? 'present' : 'pending';
}

/** What a person says of an item. */
export interface ItemVerdict {
  readonly state: ItemState;
  /** Why it does not apply, or what it waits for. */
  readonly reason: string | null;
  /** The words of an item a person writes: results received, the request sent. */
  readonly text: string | null;
}

export type ItemRefusal = 'reason-missing' | 'text-missing' | 'always-present' | 'nothing-to-show';

// The builder writes these two itself; the others are data of the reports (5, 6, 7) or a person's words (2, 4).
const WRITTEN_BY_BUILDER: ReadonlySet<ItemNumber> = new Set([1, 3]);
const WRITTEN_BY_A_PERSON: ReadonlySet<ItemNumber> = new Set([2, 4]);

/** Whether an item may be put so: not-applicable says why, present has something to show, the two reports are never missing. */
export function judgeItem(
  item: ItemNumber,
  verdict: ItemVerdict,
  facts: ItemFacts,
): Result<ItemVerdict, { readonly kind: ItemRefusal }> {
  if (WRITTEN_BY_BUILDER.has(item) && verdict.state !== 'present') return refuse({ kind: 'always-present' });
  if (verdict.state === 'not-applicable' && isBlank(verdict.reason)) return refuse({ kind: 'reason-missing' });
  if (verdict.state !== 'present' || WRITTEN_BY_BUILDER.has(item)) return ok(verdict);
  if (WRITTEN_BY_A_PERSON.has(item)) return isBlank(verdict.text) ? refuse({ kind: 'text-missing' }) : ok(verdict);
  return presetState(item, facts) === 'present' || !isBlank(verdict.text)
    ? ok(verdict)
    : refuse({ kind: 'nothing-to-show' });
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim().length === 0;
}
