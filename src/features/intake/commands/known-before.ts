import type { Tx } from '#platform/postgres/transaction.ts';
import type { Received } from '../received.ts';
import {
  holdImports,
  type KnownImport,
  type KnownTip,
  lockKnownTips,
  selectFirstSubmissions,
  selectKnownImports,
  takeIds,
} from '../store/receive.ts';

interface TakenIds {
  readonly rawId: number;
  readonly personIds: readonly number[];
  readonly victimIds: readonly number[];
  /** 0 when none was asked for. */
  readonly newReportId: number;
}

/** What the database knew before a round of receipts. */
export interface KnownBefore {
  /** By source and content. */
  readonly imports: ReadonlyMap<string, Pick<KnownImport, 'reportId' | 'number' | 'receivedAt'>>;
  /** By CyberTip number. */
  readonly tips: ReadonlyMap<string, KnownTip>;
  /** First submission by credential and content. */
  readonly submissions: ReadonlyMap<string, number>;
  takeIds(tx: Tx, fresh: readonly Received[]): Promise<{ next(received: Received, isNew: boolean): TakenIds }>;
}

/** The lower-case hex of a received content. */
export function sha256Hex(received: Received): string {
  return received.raw.sha256.toString('hex');
}

/** The CyberTip number that makes two documents versions of one report; only NCMEC's are such (interop page, 2.3). */
export function tipOf(received: Received): string | null {
  return received.source === 'ncmec' ? received.report.externalId : null;
}

/** Looks up what is known of a round; large sets of a source are held, known tips are locked until the end of the transaction. */
export async function lookUpKnown(tx: Tx, round: readonly Received[]): Promise<KnownBefore> {
  const imports = new Map<string, Pick<KnownImport, 'reportId' | 'number' | 'receivedAt'>>();
  for (const [source, items] of groupBy(round, (item) => (item.via === 'import' ? item.source : null))) {
    if (items.length > 1) await holdImports(tx, source);
    for (const { sha256, ...known } of await selectKnownImports(
      tx,
      source,
      items.map((item) => item.raw.sha256),
    ))
      imports.set(`${source} ${sha256}`, known);
  }
  const numbers = round.flatMap((item) => tipOf(item) ?? []);
  const tips = numbers.length > 0 ? await lockKnownTips(tx, numbers) : [];
  const submissions = new Map<string, number>();
  for (const [credentialId, items] of groupBy(round, (item) => (item.via === 'submit' ? item.credentialId : null)))
    for (const { sha256, reportId } of await selectFirstSubmissions(
      tx,
      credentialId,
      items.map((item) => item.raw.sha256),
    ))
      submissions.set(`${credentialId} ${sha256}`, reportId);
  return { imports, tips: new Map(tips.map((tip) => [tip.externalId, tip])), submissions, takeIds: takeIdsFor(tips) };
}

function takeIdsFor(tips: readonly KnownTip[]): KnownBefore['takeIds'] {
  const known = new Set(tips.map((tip) => tip.externalId));
  return async (tx, fresh) => {
    const people = fresh.flatMap((item) => item.report.persons);
    const victims = people.filter((person) => person.role === 'victim').length;
    const ids = await takeIds(tx, {
      reports: fresh.filter((item) => !known.has(tipOf(item) ?? '')).length,
      raws: fresh.length,
      persons: people.length - victims,
      victims,
    });
    return {
      next: (received, isNew) => {
        const own = received.report.persons.filter((person) => person.role === 'victim').length;
        return {
          rawId: ids.raws.shift() ?? 0,
          newReportId: isNew ? (ids.reports.shift() ?? 0) : 0,
          personIds: ids.persons.splice(0, received.report.persons.length - own),
          victimIds: ids.victims.splice(0, own),
        };
      },
    };
  };
}

function groupBy<Key>(items: readonly Received[], keyOf: (item: Received) => Key | null): Map<Key, Received[]> {
  const groups = new Map<Key, Received[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}
