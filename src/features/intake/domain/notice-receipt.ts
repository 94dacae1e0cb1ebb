import type { Instant } from '#core/clock.ts';
import type { NoticeTold } from './notice-terms.ts';

/** One version of a notice as its provider sent it. */
export interface NoticeVersion {
  readonly version: number;
  readonly receivedAt: Instant;
  /** Lower-case hex of the bytes as they came. */
  readonly sha256: string;
}

/**
 * The receipt of a notice: what SOR 3(c) lists, and the digest of the bytes. One per reference, printed as often as wanted; what the same
 * reference said otherwise later stands among the amendments.
 */
export interface NoticeReceipt {
  readonly incidentNumber: string;
  readonly provider: { readonly name: string; readonly id: string };
  readonly receivedAt: Instant;
  readonly sha256: string;
  readonly reference: string | null;
  readonly amendments: readonly NoticeVersion[];
  /** What the sender was told of the latest version. */
  readonly told: NoticeTold;
}

/** A version's receipt as kept. */
export interface KeptReceipt extends NoticeVersion {
  readonly reportId: number;
  readonly number: string;
  readonly reference: string | null;
  readonly providerCode: string;
  readonly providerName: string;
  readonly told: NoticeTold;
}

/** Puts the kept versions of one notice together; null for none. Number, provider, instant and digest are those of the first. */
export function receiptOf(kept: readonly KeptReceipt[]): NoticeReceipt | null {
  const [first, ...later] = kept.toSorted((a, b) => a.version - b.version);
  if (!first) return null;
  return {
    incidentNumber: first.number,
    provider: { name: first.providerName, id: first.providerCode },
    receivedAt: first.receivedAt,
    sha256: first.sha256,
    reference: first.reference,
    amendments: later.map(({ version, receivedAt, sha256 }) => ({ version, receivedAt, sha256 })),
    told: (later.at(-1) ?? first).told,
  };
}
