import { createHash } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import { ok, type Result } from '#core/result.ts';
import type { NotPermitted } from '#features/access/types';
import type { Tx } from '#platform/postgres/transaction.ts';
import { staysInVault } from '../domain/stays-in-vault.ts';
import type { ReadRecord } from '../parse/read-mapped.ts';
import type { ChosenReader, WaitingRecords } from '../queries/read-bytes.ts';
import type { RawBytes, ReceiveDeps, Received } from '../received.ts';
import { holdImports, lockKnownTips, selectKnownImports } from '../store/receive.ts';
import type { UnreadRow } from '../store/repair.ts';
import type { Amendment } from './amend-reports.ts';
import { prepareRaw } from './prepare-raw.ts';
import { receiveSet } from './receive-set.ts';

/** What became of one report that was read again. */
export interface ReadAgainOutcome {
  readonly report: string;
  /** `known-already`: what it holds came before, under the number in `known`. */
  readonly outcome: 'read' | 'still-unreadable' | 'known-already' | 'not-waiting';
  readonly reason: string | null;
  readonly known: string | null;
  /** Further reports its document held. */
  readonly added: readonly string[];
}

/** The reader in codes, as the road of the report tells it. */
export function detailOf(chosen: ChosenReader): Readonly<Record<string, string | number | null>> {
  return { reader: chosen.kind, ...(chosen.kind === 'mapping' ? { mapping: chosen.mappingId } : {}) };
}

/** Where what was read belongs. */
export interface RecordsPlaced {
  readonly row: UnreadRow;
  readonly amendment: Amendment | null;
  readonly outcome: ReadAgainOutcome;
}

/**
 * One record of a document is the report that was waiting; what else it holds are reports of their own, received when it was. A record
 * that came before, or a CyberTip already here, is told and changes nothing.
 */
export async function placeRecords(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  waiting: readonly WaitingRecords[],
  chosen: ChosenReader,
): Promise<Result<readonly RecordsPlaced[], NotPermitted>> {
  const tips = await knownTips(tx, waiting);
  const placed: RecordsPlaced[] = [];
  // Documents of several records are few; each is received as the set it is.
  for (const one of waiting) {
    const { row, records, reason } = one;
    const tell = (outcome: ReadAgainOutcome['outcome'], facts: Partial<ReadAgainOutcome> = {}): ReadAgainOutcome => ({
      report: row.number,
      outcome,
      reason: null,
      known: null,
      added: [],
      ...facts,
    });
    if (records.length === 0) {
      placed.push({ row, amendment: null, outcome: tell('still-unreadable', { reason }) });
      continue;
    }
    const [only] = records;
    const tip = records.length === 1 && only !== undefined ? tips.get(tipNumber(row, only) ?? '') : undefined;
    if (tip !== undefined && tip.reportId !== row.reportId) {
      placed.push({ row, amendment: null, outcome: tell('known-already', { known: tip.number }) });
      continue;
    }
    const parted = await part(tx, deps, actor, one);
    if (!parted.ok) return parted;
    const { own, raw, added, known } = parted.value;
    if (own === null) {
      placed.push({ row, amendment: null, outcome: tell('known-already', { known, added }) });
      continue;
    }
    const repair = { act: 'read-again' as const, detail: { ...detailOf(chosen), added: added.length }, note: null };
    const amendment = { row, report: own.report, raw: raw && { raw, kind: 'import' as const }, repair };
    placed.push({ row, amendment, outcome: tell('read', { added }) });
  }
  return ok(placed);
}

interface Parted {
  /** The record that is the waiting report; null when all of them came before. */
  readonly own: ReadRecord | null;
  /** Its own bytes, where the document held more than it. */
  readonly raw: RawBytes | null;
  readonly added: readonly string[];
  readonly known: string | null;
}

async function part(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  { row, records }: WaitingRecords,
): Promise<Result<Parted, NotPermitted>> {
  const [only] = records;
  if (records.length === 1 && only !== undefined) return ok({ own: only, raw: null, added: [], known: null });
  const digests = records.map(({ bytes }) => createHash('sha256').update(bytes).digest());
  const [first] = digests;
  if (first !== undefined) await holdImports(tx, row.source, first);
  const known = new Map((await selectKnownImports(tx, row.source, digests)).map((one) => [one.sha256, one.number]));
  const isNew = (index: number) => !known.has(digests[index]?.toString('hex') ?? '');
  const firstNew = records.findIndex(
    (one, index) => one.unreadable === null && isNew(index) && tipNumber(row, one) === null,
  );
  const own = records[firstNew] ?? null;
  const ownDigest = digests[firstNew];
  const same = (index: number) => ownDigest !== undefined && digests[index]?.equals(ownDigest) === true;
  const others = records.filter((_, index) => !same(index) && isNew(index));
  const raws = await rawsOf(deps, row, own === null ? others : [own, ...others]);
  const received = others.map((one, index) => receivedOf(row, one, raws[own === null ? index : index + 1] as RawBytes));
  const stored = await receiveSet(tx, deps, actor, received);
  if (!stored.ok) return stored;
  const added = stored.value.filter(({ outcome }) => outcome !== 'repeated').map(({ number }) => number);
  return ok({
    own,
    raw: own === null ? null : (raws[0] ?? null),
    added,
    known: [...known.values(), ...added][0] ?? null,
  });
}

async function rawsOf(deps: ReceiveDeps, row: UnreadRow, records: readonly ReadRecord[]): Promise<readonly RawBytes[]> {
  const raws: RawBytes[] = [];
  for (const { bytes, report } of records) {
    const named = { contentType: row.contentType ?? undefined, fileName: row.fileName ?? undefined };
    const about = { ...named, staysInVault: staysInVault(report) };
    const raw = await prepareRaw(deps.vault, bytes, about);
    if (raw.ok) raws.push(raw.value);
  }
  return raws;
}

function receivedOf(row: UnreadRow, { report, unreadable }: ReadRecord, raw: RawBytes): Received {
  const { source, channel, sender, credentialId, receivedAt } = row;
  return {
    via: 'import',
    source,
    channel,
    sender,
    credentialId,
    receivedAt,
    state: 'open',
    raw,
    report,
    unreadable,
    media: [],
  };
}

function tipNumber(row: UnreadRow, { report }: ReadRecord): string | null {
  return row.source === 'ncmec' ? report.externalId : null;
}

async function knownTips(tx: Tx, waiting: readonly WaitingRecords[]) {
  const numbers = waiting.flatMap(({ row, records }) => records.flatMap((one) => tipNumber(row, one) ?? []));
  const tips = numbers.length === 0 ? [] : await lockKnownTips(tx, numbers);
  return new Map(tips.map((tip) => [tip.externalId, tip]));
}
