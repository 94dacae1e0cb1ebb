import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditVerdict, verifyAudit } from '#features/audit';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type Random, seededRandom } from '../../src/entrypoints/demo/random.ts';
import { type Change, changeRow, TRAIL_CHANGES, TREE_CHANGES } from './tamper-changes.ts';
import type { TamperHouse } from './tamper-house.ts';

export interface TamperOutcome {
  readonly runs: number;
  /** Changes by what was done. */
  readonly byKind: Readonly<Record<string, number>>;
  /** Changes the verdict did not name, with what it said instead. */
  readonly missed: readonly { readonly change: Change; readonly said: readonly string[] }[];
}

/**
 * Makes random single changes, undoing each, and asks every time what is wrong. Changes of rows may be examined several at once, each
 * on an object of its own (never a row together with its record: one change would hide the other); what hangs on all entries, and evidence on disk, is examined alone.
 */
export async function runTamperCampaign(
  house: TamperHouse,
  options: { readonly seed: number; readonly runs: number; readonly together: number },
): Promise<TamperOutcome> {
  const random = seededRandom(options.seed);
  const byKind: Record<string, number> = {};
  const missed: { change: Change; said: readonly string[] }[] = [];
  let runs = 0;
  const count = (changes: readonly Change[], verdict: AuditVerdict) => {
    const said = verdict.faults.map((fault) => fault.object);
    for (const change of changes) {
      runs += 1;
      const kind = change.what.split(/[. ](?:set|past|to|\d)/)[0] ?? '';
      byKind[kind] = (byKind[kind] ?? 0) + 1;
      if (verdict.ok || !change.expected.some((name) => said.includes(name)))
        missed.push({ change, said: said.slice(0, 10) });
    }
    if (
      changes.length === 1 &&
      changes[0] &&
      !verdict.ok &&
      changes[0].what.startsWith('update intake') &&
      said[0] !== changes[0].expected[0]
    )
      missed.push({ change: changes[0], said: ['not first:', ...said.slice(0, 10)] });
  };
  while (runs < options.runs) {
    const draw = random.below(20);
    if (draw === 0) await flipBit(house, random, count);
    else if (draw <= 3) await undone(house, (tx) => severalOf(tx, random, [random.pick(TREE_CHANGES)], 1), count);
    else {
      const wanted = Math.min(options.together, options.runs - runs);
      const kinds = random.chance(0.6) ? [changeRow] : TRAIL_CHANGES;
      await undone(house, (tx) => severalOf(tx, random, kinds, wanted), count);
    }
  }
  return { runs, byKind, missed };
}

type Count = (changes: readonly Change[], verdict: AuditVerdict) => void;

/** Changes distinct objects; a change the database refuses (a constraint) is drawn again. */
async function severalOf(
  tx: Tx,
  random: Random,
  kinds: readonly ((q: Tx, random: Random) => Promise<Change | null>)[],
  wanted: number,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  const touched = new Set<string>();
  for (let tries = 0; changes.length < wanted && tries < 200; tries += 1) {
    await tx.query('savepoint one_change');
    await tx.query('set local session_replication_role = replica');
    const change = await random
      .pick(kinds)(tx, random)
      .catch(() => null);
    const lines = change?.expected.map(lineOf) ?? [];
    if (change && !lines.some((line) => touched.has(line))) {
      for (const line of lines) touched.add(line);
      changes.push(change);
    } else await tx.query('rollback to savepoint one_change');
  }
  return changes;
}

/** Acts and batches of rows are lines of one numbering: a change of a line is hidden where the line itself is gone. */
function lineOf(name: string): string {
  return name.replace(/^audit_(?:entry|row_batch) /, 'line ');
}

class Undo extends Error {}

async function undone(house: TamperHouse, change: (tx: Tx) => Promise<readonly Change[]>, count: Count): Promise<void> {
  await inTransaction(house.outside, async (tx) => {
    const changes = await change(tx);
    if (changes.length > 0) count(changes, await verifyAudit(tx, { audit: house.keys, now: house.desk.clock.now() }));
    throw new Undo();
  }).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
}

/** One bit of one file of evidence on disk, and back. */
async function flipBit(house: TamperHouse, random: Random, count: Count): Promise<void> {
  const objects = await house.outside.query<{ id: string; name: string }>(
    'select object_id as id, stored_as as name from vault_object order by stored_as',
  );
  const object = random.pick(objects);
  const path = readdirSync(house.blobsDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === object.name)
    .map((entry) => join(entry.parentPath, entry.name))[0];
  if (path === undefined) throw new Error(`No file ${object.name} below ${house.blobsDir}.`);
  const bytes = readFileSync(path);
  const bit = random.below(bytes.length * 8);
  const flip = () => {
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    writeFileSync(path, bytes);
  };
  flip();
  const { keys: audit, desk, checkObject } = house;
  const verdict = await verifyAudit(house.outside, { audit, now: desk.clock.now(), checkObject, evidence: 'all' });
  flip();
  count([{ what: 'flip a bit of a blob', expected: [`vault_object ${object.id} bytes`] }], verdict);
}
