/** Something that is not what the log says. */
export interface AuditFault {
  /** What: `audit_entry 17`, `intake_report 4`, `checkpoint 900`, `vault_object <id>`. */
  readonly object: string;
  readonly kind: FaultKind;
  /** When the true state was last logged, UTC; null when it never was. */
  readonly at: string | null;
}

export type FaultKind =
  | 'altered'
  | 'deleted'
  | 'inserted'
  /** Written by a session that does not hold the key of this installation. */
  | 'written-outside'
  | 'reordered'
  /** A number of a session's contiguous numbers that nothing carries. */
  | 'missing'
  | 'not-integrated'
  /** The tree of the rows is not the one that was signed. */
  | 'root-differs'
  /** A head signed or seen before is not part of this log: it was put back in time, or replaced. */
  | 'rolled-back'
  | 'unguarded'
  /** Evidence bytes: the vault's own word for what is wrong. */
  | 'wrong-key'
  | 'truncated'
  | 'unknown';

/** A fault with its place in the order of the log: entries first to last, then what hangs on all of them. */
export interface PlacedFault extends AuditFault {
  readonly place: number;
}

/** First altered row first. */
export function inOrder(faults: readonly PlacedFault[]): readonly AuditFault[] {
  return faults
    .toSorted((a, b) => a.place - b.place || (a.object < b.object ? -1 : 1))
    .map(({ object, kind, at }) => ({ object, kind, at }));
}

/** After every entry. */
export const AFTER_ENTRIES = Number.MAX_SAFE_INTEGER - 2;
/** After everything. */
export const AT_THE_END = Number.MAX_SAFE_INTEGER - 1;
