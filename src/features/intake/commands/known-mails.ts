import type { Tx } from '#platform/postgres/transaction.ts';
import type { ReceiptOutcome, Received } from '../received.ts';
import { insertMails, type KnownMail, selectKnownMails } from '../store/mails.ts';

/** Of the same mail so many ways are kept: enough for every honest road, and a bound for whoever sends it over and over. */
const MOST_WAYS = 50;

/** Key by which two receipts are the same mail. */
export function mailKeysOf({ source, mail }: Received): readonly string[] {
  return mail === undefined ? [] : [`mail ${source} ${mail.identity.toString('hex')}`];
}

/** The mails of a round that came before, by whatever way. */
export async function lookUpMails(tx: Tx, round: readonly Received[]): Promise<ReadonlyMap<Received, KnownMail>> {
  const known = new Map<Received, KnownMail>();
  const ofSource = Map.groupBy(
    round.filter(({ mail }) => mail !== undefined),
    ({ source }) => source,
  );
  // A round has one source, but for a test of many.
  for (const [source, items] of ofSource) {
    const found = await selectKnownMails(
      tx,
      source,
      items.flatMap(({ mail }) => mail?.identity ?? []),
    );
    const byIdentity = new Map(found.map((one) => [one.identity, one]));
    for (const item of items) {
      const one = byIdentity.get(item.mail?.identity.toString('hex') ?? '');
      if (one !== undefined) known.set(item, one);
    }
  }
  return known;
}

/** Whether a report is its mail, whole; of several each has bytes of its own. */
export function isWholeMail({ mail, raw }: Received): boolean {
  return mail?.sha256.equals(raw.sha256) ?? false;
}

/** Keeps how each mail of a round came: of one that came before its header, for its body is known. */
export async function keepWays(
  tx: Tx,
  round: readonly Received[],
  known: ReadonlyMap<Received, KnownMail>,
  outcomes: ReadonlyMap<Received, ReceiptOutcome>,
): Promise<void> {
  const rows = round.flatMap((item) => {
    const { mail, source, receivedAt } = item;
    const before = known.get(item);
    const reportId = before?.reportId ?? outcomes.get(item)?.reportId;
    if (mail === undefined || reportId === undefined) return [];
    const { identity, sha256, sizeBytes } = mail;
    const header = before === undefined ? null : mail.header;
    return [{ report_id: reportId, sha256, source, identity, size_bytes: sizeBytes, header, received_at: receivedAt }];
  });
  if (rows.length > 0) await insertMails(tx, rows, MOST_WAYS);
}
