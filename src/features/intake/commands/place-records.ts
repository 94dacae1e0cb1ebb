import { createHash } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import { ok, type Result } from '#core/result.ts';
import type { NotPermitted } from '#features/access/types';
import type { Tx } from '#platform/postgres/transaction.ts';
import { staysInVault } from '../domain/stays-in-vault.ts';
import type { ReadRecord } from '../parse/read-mapped.ts';
import { type ChosenReader, HELD_BYTES, HELD_RECORDS, type WaitingRecords } from '../queries/read-bytes.ts';
import type { RawBytes, ReceiveDeps, Received } from '../received.ts';
import { shareArchivesOf } from '../store/archives.ts';
import { holdImports, lockKnownTips, selectKnownImports } from '../store/receive.ts';
import type { UnreadRow } from '../store/repair.ts';
import type { Amendment } from './amend-reports.ts';
import { receiptKeysOf } from './known-before.ts';
import { readyRaw } from './prepare-raw.ts';
import { receiveSet } from './receive-set.ts';

/** What became of one report that was read again. */
export interface ReadAgainOutcome {
  readonly report: string;
  /** `known-already`: what it holds came before, under the number in `known`. */
  readonly outcome: 'read' | 'still-unreadable' | 'known-already' | 'not-waiting';
  readonly reason: string | null;
  readonly known: string | null;
  /** Further reports its document held: the first hundred. */
  readonly added: readonly string[];
  readonly addedCount: number;
  /** Those of them that nobody could understand: each waits on the bench by itself, with its own bytes. */
  readonly unreadCount: number;
}

const MOST_NAMED = 100;

/** Nothing more is told of a report than its outcome. */
export const NOTHING_MORE = { reason: null, known: null, added: [], addedCount: 0, unreadCount: 0 } as const;

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
    const { row, records, many, reason } = one;
    const tell = (outcome: ReadAgainOutcome['outcome'], facts: Partial<ReadAgainOutcome> = {}): ReadAgainOutcome => ({
      report: row.number,
      outcome,
      ...NOTHING_MORE,
      ...facts,
    });
    if (records.length === 0 && many === null) {
      placed.push({ row, amendment: null, outcome: tell('still-unreadable', { reason }) });
      continue;
    }
    const [only] = records;
    const tip = records.length === 1 && only !== undefined ? tips.get(tipNumber(row, only) ?? '') : undefined;
    if (tip !== undefined && tip.reportId !== row.reportId) {
      await shareArchivesOf(tx, row.reportId, [tip.reportId]);
      placed.push({ row, amendment: null, outcome: tell('known-already', { known: tip.number }) });
      continue;
    }
    const parted = await part(tx, deps, actor, one);
    if (!parted.ok) return parted;
    const { own, raw, known, ...others } = parted.value;
    if (own === null) {
      placed.push({ row, amendment: null, outcome: tell('known-already', { known, ...others }) });
      continue;
    }
    const { addedCount, unreadCount } = others;
    const detail = { ...detailOf(chosen), added: addedCount, unread: unreadCount };
    const repair = { act: 'read-again' as const, detail, note: null };
    const amendment = { row, report: own.report, raw: raw && { raw, kind: 'import' as const }, repair };
    placed.push({ row, amendment, outcome: tell('read', others) });
  }
  return ok(placed);
}

interface Parted extends Pick<ReadAgainOutcome, 'added' | 'addedCount' | 'unreadCount'> {
  /** The record that is the waiting report; null when all of them came before. */
  readonly own: ReadRecord | null;
  /** Its own bytes, where the document held more than it. */
  readonly raw: RawBytes | null;
  readonly known: string | null;
}

/** Sets of a document are placed one after the other, each received before the next is read. */
async function part(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  { row, records, many }: WaitingRecords,
): Promise<Result<Parted, NotPermitted>> {
  const [only] = records;
  if (records.length === 1 && only !== undefined) return ok({ own: only, raw: null, ...NOTHING_MORE });
  let whole: Parted = { own: null, raw: null, ...NOTHING_MORE };
  for await (const set of many === null ? [records] : setsOf(many())) {
    const parted = await partSet(tx, deps, actor, row, set, whole.own);
    if (!parted.ok) return parted;
    const { own, raw, known, added, addedCount, unreadCount } = parted.value;
    whole = {
      own: whole.own ?? own,
      raw: whole.raw ?? raw,
      known: whole.known ?? known,
      added: [...whole.added, ...added].slice(0, MOST_NAMED),
      addedCount: whole.addedCount + addedCount,
      unreadCount: whole.unreadCount + unreadCount,
    };
  }
  return ok(whole);
}

async function* setsOf(records: AsyncIterable<ReadRecord>): AsyncGenerator<readonly ReadRecord[]> {
  let [set, bytes]: [ReadRecord[], number] = [[], 0];
  for await (const record of records) {
    set.push(record);
    bytes += record.bytes.length;
    if (set.length < HELD_RECORDS && bytes < HELD_BYTES) continue;
    yield set;
    [set, bytes] = [[], 0];
  }
  if (set.length > 0) yield set;
}

async function partSet(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  row: UnreadRow,
  records: readonly ReadRecord[],
  chosen: ReadRecord | null,
): Promise<Result<Parted, NotPermitted>> {
  const digests = records.map(({ bytes }) => digestOf(bytes));
  const [first] = digests;
  if (first !== undefined) await holdImports(tx, row.source, first);
  const imports = await selectKnownImports(tx, row.source, digests);
  const known = new Map(imports.map((one) => [one.sha256, one.number]));
  const isNew = (index: number) => !known.has(digests[index]?.toString('hex') ?? '');
  const firstNew = records.findIndex(
    (one, index) => one.unreadable === null && isNew(index) && tipNumber(row, one) === null,
  );
  const own = chosen ?? records[firstNew] ?? null;
  const ownDigest = own === null ? null : digestOf(own.bytes);
  const others = records.filter((_, index) => ownDigest?.equals(digests[index] as Buffer) !== true && isNew(index));
  const raws = await rawsOf(deps, row, others);
  const received = others.map((one, index) => receivedOf(row, one, raws[index] as RawBytes));
  const stored = await receiveSet(tx, deps, actor, received);
  if (!stored.ok) return stored;
  // Known or new, all of them lie in the archives this document came in.
  const inside = new Set([...imports, ...stored.value].map(({ reportId }) => reportId));
  await shareArchivesOf(tx, row.reportId, [...inside]);
  const added = stored.value.filter(({ outcome }) => outcome !== 'repeated');
  const [raw = null] = own === null || chosen !== null ? [] : await rawsOf(deps, row, [own]);
  return ok({
    own: chosen === null ? own : null,
    raw,
    added: added.slice(0, MOST_NAMED).map(({ number }) => number),
    addedCount: added.length,
    unreadCount: added.filter(({ outcome }) => outcome === 'unreadable').length,
    known: [...known.values(), ...added.map(({ number }) => number)][0] ?? null,
  });
}

function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

async function rawsOf(deps: ReceiveDeps, row: UnreadRow, records: readonly ReadRecord[]): Promise<readonly RawBytes[]> {
  const raws: RawBytes[] = [];
  for (const { bytes, report } of records)
    raws.push(
      await readyRaw(deps.vault, bytes, {
        contentType: row.contentType ?? undefined,
        fileName: row.fileName ?? undefined,
        staysInVault: staysInVault(report),
      }),
    );
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

/** Keys by which the only record of a document concerns that of another: the same tip, the same notice. */
export function keysOfOnly({ row, records }: WaitingRecords): readonly string[] {
  const [only] = records;
  if (only === undefined || records.length > 1) return [];
  const { sha256, sizeBytes, contentType, fileName } = row;
  const raw = { sha256, sizeBytes, inline: null, stored: null, contentType, fileName };
  return receiptKeysOf(receivedOf(row, only, raw));
}

function tipNumber(row: UnreadRow, { report }: ReadRecord): string | null {
  return row.source === 'ncmec' ? report.externalId : null;
}

async function knownTips(tx: Tx, waiting: readonly WaitingRecords[]) {
  const numbers = waiting.flatMap(({ row, records }) => records.flatMap((one) => tipNumber(row, one) ?? []));
  const tips = numbers.length === 0 ? [] : await lockKnownTips(tx, numbers);
  return new Map(tips.map((tip) => [tip.externalId, tip]));
}
