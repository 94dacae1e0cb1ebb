import type { Queryable } from '#platform/postgres/transaction.ts';
import type { AuditKeys } from '../audit-keys.ts';
import { newestCheckpoint } from '../store/checkpoints.ts';
import {
  selectEvidence,
  selectLaneFaults,
  selectProtectedTables,
  selectRowFaults,
  selectUncoveredColumns,
  selectUnguarded,
} from '../store/checks.ts';
import { selectPending } from '../store/leaves.ts';
import { faultsOfLine, handOf } from './check-lines.ts';
import { AFTER_ENTRIES, AT_THE_END, type FaultKind, type PlacedFault } from './fault.ts';

/** Every row of every protected table against its newest logged version. */
export async function checkRows(q: Queryable): Promise<readonly PlacedFault[]> {
  const faults: PlacedFault[] = [];
  for (const table of await selectProtectedTables(q)) {
    for (const { key, kind, entryId, at } of await selectRowFaults(q, table)) {
      faults.push({ place: entryId ?? AFTER_ENTRIES - 1, object: `${table} ${key}`, kind, at });
    }
  }
  return faults;
}

/** Holes in the numbers of the sessions that wrote. */
export async function checkLanes(q: Queryable): Promise<readonly PlacedFault[]> {
  return (await selectLaneFaults(q)).map(({ lane, from, to, entryId }) =>
    from === null || from > to
      ? { place: entryId ?? AFTER_ENTRIES, object: `audit_lane ${lane}`, kind: 'altered', at: null }
      : { place: entryId ?? AFTER_ENTRIES, object: `audit_lane ${lane} number ${from}`, kind: 'missing', at: null },
  );
}

const PAGE = 4_096;

/** Lines without a leaf: settled ones should have one, and the fresh ones must be ours. */
export async function checkPending(
  q: Queryable,
  keys: AuditKeys,
): Promise<{ readonly pending: number; readonly faults: readonly PlacedFault[] }> {
  const settled = (await newestCheckpoint(q))?.integratedUpTo ?? 0;
  const faults: PlacedFault[] = [];
  let pending = 0;
  for (let above = -1; ; ) {
    const page = await selectPending(q, above, PAGE);
    for (const line of page) {
      above = line.entryId;
      if (handOf(line, keys) !== 'ours') faults.push(...(await faultsOfLine(q, line, 'written-outside')));
      else if (line.entryId <= settled) faults.push(...(await faultsOfLine(q, line, 'not-integrated')));
      else pending += 1;
    }
    if (page.length < PAGE) return { pending, faults };
  }
}

/** Whether the tables are still watched, all columns of them. */
export async function checkGuards(q: Queryable): Promise<readonly PlacedFault[]> {
  const triggers = (await selectUnguarded(q)).map(({ name, trigger }) => `${name} ${trigger}`);
  const columns = (await selectUncoveredColumns(q)).map(({ name, column }) => `${name}.${column}`);
  return [...triggers, ...columns].map((object) => ({ place: AT_THE_END, object, kind: 'unguarded', at: null }));
}

/** Asks the vault about one object: null when its bytes are what was received. */
export type CheckObject = (q: Queryable, objectId: string) => Promise<string | null>;

// Without being asked for all, a spread of this many objects is read.
const SAMPLE = 100;

export interface EvidenceCheck {
  readonly objects: number;
  readonly checked: number;
  readonly faults: readonly PlacedFault[];
}

/** Reads evidence against its seal: all of it, or every so-manieth object. */
export async function checkEvidence(q: Queryable, check: CheckObject, which: 'all' | 'sample'): Promise<EvidenceCheck> {
  const ids = await selectEvidence(q);
  const step = which === 'all' ? 1 : Math.max(1, Math.ceil(ids.length / SAMPLE));
  const chosen = ids.filter((_, place) => place % step === 0);
  const faults: PlacedFault[] = [];
  for (const id of chosen) {
    const fault = await check(q, id);
    if (fault !== null && !GONE_ON_PURPOSE.has(fault))
      faults.push({ place: AFTER_ENTRIES - 1, object: `vault_object ${id} bytes`, kind: kindOf(fault), at: null });
  }
  return { objects: ids.length, checked: chosen.length, faults };
}

// Disposed of since the list was made; a row that was removed otherwise is named with the rows.
const GONE_ON_PURPOSE: ReadonlySet<string> = new Set(['expunged', 'unknown']);

const VAULT_KINDS: Readonly<Record<string, FaultKind>> = {
  missing: 'deleted',
  altered: 'altered',
  truncated: 'truncated',
  'wrong-key': 'wrong-key',
};

function kindOf(fault: string): FaultKind {
  return VAULT_KINDS[fault] ?? 'unknown';
}
