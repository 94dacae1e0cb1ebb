import type { Tx } from '#platform/postgres/transaction.ts';
import type { Received } from '../received.ts';
import type { KnownMail } from '../store/mails.ts';
import {
  holdImports,
  type KnownImport,
  type KnownTip,
  lockKnownTips,
  type Numbered,
  selectFirstSubmissions,
  selectKnownImports,
  takeIds,
} from '../store/receive.ts';
import type { SubmittedReport } from '../types.ts';
import { lookUpMails, mailKeysOf } from './known-mails.ts';
import { lookUpNotices, type PlacedNotice } from './known-notices.ts';
import { noticeKeysOf } from './notice-identity.ts';
import type { ReceiptIds } from './receipt-rows.ts';

interface TakenIds extends Omit<ReceiptIds, 'reportId' | 'version'> {
  /** 0 when none was asked for. */
  readonly newReportId: number;
}

/** What the database knew before a round of receipts. */
export interface KnownBefore {
  /** By source and content. */
  readonly imports: ReadonlyMap<string, Pick<KnownImport, 'reportId' | 'number' | 'receivedAt'>>;
  /** First submission by credential and content. */
  readonly submissions: ReadonlyMap<string, number>;
  readonly notices: ReadonlyMap<Received, PlacedNotice>;
  readonly mails: ReadonlyMap<Received, KnownMail>;
  /** The report this one is a new version of. */
  earlier(received: Received): Omit<KnownTip, 'externalId'> | undefined;
  takeIds(tx: Tx, fresh: readonly Received[]): Promise<{ next(received: Received, isNew: boolean): TakenIds }>;
}

/** The lower-case hex of a received content. */
export function sha256Hex(received: Received): string {
  return received.raw.sha256.toString('hex');
}

/** The CyberTip number that makes two documents versions of one report; only NCMEC's are such (interop page, 2.3). */
function tipOf(received: Received): string | null {
  return received.source === 'ncmec' ? received.report.externalId : null;
}

/** Keys by which two receipts concern each other: the same bytes, the same tip, the same notice, the same mail. */
export function receiptKeysOf(received: Received): readonly string[] {
  const tip = tipOf(received);
  return [
    `bytes ${sha256Hex(received)}`,
    ...(tip === null ? [] : [`tip ${tip}`]),
    ...noticeKeysOf(received),
    ...mailKeysOf(received),
  ];
}

/** Looks up what is known of a round; a set of imports is held, known tips are locked until the end of the transaction. */
export async function lookUpKnown(tx: Tx, round: readonly Received[]): Promise<KnownBefore> {
  const imports = new Map<string, Pick<KnownImport, 'reportId' | 'number' | 'receivedAt'>>();
  for (const [source, items] of groupBy(round, (item) => (item.via === 'import' ? item.source : null))) {
    const [first] = items;
    if (first && items.length > 1) await holdImports(tx, source, first.raw.sha256);
    for (const { sha256, ...before } of await selectKnownImports(
      tx,
      source,
      items.map((item) => item.raw.sha256),
    ))
      imports.set(`${source} ${sha256}`, before);
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
  const notices = await lookUpNotices(tx, round);
  const mails = await lookUpMails(tx, round);
  const byTip = new Map(tips.map((tip) => [tip.externalId, tip]));
  const earlier: KnownBefore['earlier'] = (received) =>
    notices.get(received)?.known ?? byTip.get(tipOf(received) ?? '');
  return { imports, submissions, notices, mails, earlier, takeIds: takeIdsFor((item) => earlier(item) === undefined) };
}

/** Takes the ids of received versions; those that are no new report take no number of one. */
export function takeIdsFor(isNew: (item: Received) => boolean): KnownBefore['takeIds'] {
  return async (tx, fresh) => {
    const rows = fresh.map((item) => rowsOf(item.report));
    const all = (count: (one: RowCounts) => number) => rows.reduce((sum, one) => sum + count(one), 0);
    const ids = await takeIds(tx, {
      reports: fresh.filter(isNew).length,
      raws: fresh.length,
      persons: all((one) => one.persons),
      victims: all((one) => one.victims),
      identifiers: all((one) => one.identifiers),
      incidents: all((one) => one.incidents),
      files: all((one) => one.files),
      narratives: all((one) => one.narratives),
    });
    const taken = {
      reports: 0,
      raws: 0,
      persons: 0,
      victims: 0,
      identifiers: 0,
      incidents: 0,
      files: 0,
      narratives: 0,
    };
    const take = (kind: Numbered, count: number): readonly number[] => {
      const from = taken[kind];
      taken[kind] += count;
      return ids[kind].slice(from, from + count);
    };
    return {
      next: ({ report }, isNew) => {
        const own = rowsOf(report);
        return {
          rawId: take('raws', 1)[0] ?? 0,
          newReportId: isNew ? (take('reports', 1)[0] ?? 0) : 0,
          personIds: take('persons', own.persons),
          victimIds: take('victims', own.victims),
          identifierIds: take('identifiers', own.identifiers),
          incidentIds: take('incidents', own.incidents),
          fileIds: take('files', own.files),
          narrativeIds: take('narratives', own.narratives),
        };
      },
    };
  };
}

type RowCounts = ReturnType<typeof rowsOf>;

/** How many rows of each kind a report is written in; a victim's identifiers are numbered by their own table. */
function rowsOf({ persons, identifiers, files, incidents, narratives }: SubmittedReport) {
  const others = persons.filter(({ role }) => role !== 'victim');
  const held = [...others, ...files].reduce((sum, one) => sum + one.identifiers.length, identifiers.length);
  return {
    persons: others.length,
    victims: persons.length - others.length,
    identifiers: held,
    incidents: incidents.length,
    files: files.length,
    narratives: narratives.length,
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
