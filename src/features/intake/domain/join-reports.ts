import { DAY_MS } from '#core/units.ts';
import { OPEN_STATES, type ReportState } from '#core/vocabulary.ts';
import type { IdentifierKind } from '../types.ts';

/** How long after a call its formal report may come, and how long before: a fax may follow a form. */
export const JOIN_WINDOW = { beforeMs: DAY_MS, afterMs: 60 * DAY_MS } as const;

/** Kinds that name one account, person or place of the network: an address of the network alone names many. */
export const JOINING_KINDS = [
  'account',
  'screen-name',
  'email',
  'phone',
  'device',
  'payment',
  'wallet',
  'profile-url',
  'cloud-share',
  'onion-address',
] as const satisfies readonly IdentifierKind[];

/** Why an entry of the desk and a formal report may be one notice; `kind` of the identifier they share. */
export interface JoinReason {
  readonly code: 'quotes-number' | 'same-reference' | 'shared-identifier' | 'same-sender';
  readonly kind: IdentifierKind | null;
}

/** One of the two reports of a notice. */
export interface JoinSide {
  readonly reportId: number;
  readonly state: ReportState;
  readonly sender: string;
}

/** What a join does: which of the two is counted and worked on, and whether the other one is taken out of the queue. */
export interface JoinPlan {
  readonly counted: number;
  readonly left: number;
  readonly closes: boolean;
}

/** The formal report counts, unless a person has disposed of the entry already: then what was decided stays, and the formal report follows it. */
export function planJoin(entry: JoinSide, formal: JoinSide): JoinPlan {
  if (isOpen(entry.state) || !isOpen(formal.state))
    return { counted: formal.reportId, left: entry.reportId, closes: isOpen(entry.state) };
  return { counted: entry.reportId, left: formal.reportId, closes: true };
}

/** The reasons in the order of their strength; the same service is a reason beside another one, never alone. */
export function orderReasons(
  found: readonly JoinReason[],
  senders: { readonly own: string; readonly other: string },
): readonly JoinReason[] {
  const strength = (reason: JoinReason) => ORDER.indexOf(reason.code);
  const reasons = [...found].sort((a, b) => strength(a) - strength(b));
  const isSameSender = senders.own.trim().toLowerCase() === senders.other.trim().toLowerCase();
  return isSameSender && reasons.length > 0 ? [...reasons, { code: 'same-sender', kind: null }] : reasons;
}

const ORDER: readonly JoinReason['code'][] = ['quotes-number', 'same-reference', 'shared-identifier', 'same-sender'];

function isOpen(state: ReportState): boolean {
  return (OPEN_STATES as readonly ReportState[]).includes(state);
}
