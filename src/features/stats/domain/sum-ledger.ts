import { DISPOSITIONS, type Disposition, type Source } from '#core/vocabulary.ts';

/** One cell of the recount: reports of one source and day of receipt in one state. */
export interface LedgerCell {
  readonly source: Source;
  readonly day: string;
  /** State by the reports themselves; null = the reports do not have them. */
  readonly state: string | null;
  readonly isOpen: boolean;
  /** Received, by the ledger. */
  readonly received: number;
  /** Counted in the reports. */
  readonly counted: number;
  /** Of those received, members of a viral bundle other than its first. */
  readonly repeats: number;
}

/** received = dispositioned + open, and by how much it is not. */
export interface LedgerLine {
  readonly received: number;
  /** Received, each viral bundle counted once. */
  readonly receivedAdjusted: number;
  readonly open: number;
  readonly dispositioned: Readonly<Record<Disposition, number>>;
  readonly difference: number;
}

/** Sums cells to one line; the difference is what the ledger received beyond what the reports hold. */
export function sumLedger(cells: readonly LedgerCell[]): LedgerLine {
  const received = total(cells, (cell) => cell.received);
  const open = total(cells, (cell) => (cell.isOpen ? cell.counted : 0));
  const dispositioned = Object.fromEntries(
    DISPOSITIONS.map((code) => [code, total(cells, (cell) => (cell.state === code ? cell.counted : 0))]),
  ) as Record<Disposition, number>;
  const settled = Object.values(dispositioned).reduce((sum, count) => sum + count, 0);
  const receivedAdjusted = received - total(cells, (cell) => cell.repeats);
  return { received, receivedAdjusted, open, dispositioned, difference: received - settled - open };
}

/** One line per key, in the order of the keys. */
export function groupLedger<Key extends string>(
  cells: readonly LedgerCell[],
  keyOf: (cell: LedgerCell) => Key,
): readonly (readonly [Key, LedgerLine])[] {
  const groups = Map.groupBy(cells, keyOf);
  return [...groups.keys()].sort().map((key) => [key, sumLedger(groups.get(key) ?? [])] as const);
}

function total(cells: readonly LedgerCell[], count: (cell: LedgerCell) => number): number {
  return cells.reduce((sum, cell) => sum + count(cell), 0);
}
