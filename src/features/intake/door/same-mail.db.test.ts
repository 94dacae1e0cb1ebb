import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { XARF_SAMPLE } from '../parse/format-samples.ts';
import { mailRoad } from '../queries/mail-ways.ts';
import { rawBytesOf } from '../queries/raw-bytes.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import { deleteContent } from '../store/expunge.ts';
import { receiveMail } from './receive-mail.ts';
import { aDoorHouse, type DoorHouse } from './testing.ts';

// Proved here: the same mail is the same report whichever way it comes, and no other mail is taken for it. Out of scope: what makes two
// mails the same (parse/mail-identity.test.ts).
// Alone: npx vitest run --project database src/features/intake/door/same-mail.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

let database: TestDatabase;
let house: DoorHouse;
beforeAll(async () => {
  database = await testDatabase();
  house = await aDoorHouse(database);
});
afterAll(async () => {
  await house?.close();
  await database?.drop();
});

const FIRST_WAY = 'Received: from mx1.safety.example by centre.example; Thu, 26 Nov 2026 10:00:00 -0500';
const OTHER_WAY =
  'Received: from relay.elsewhere.example by box.centre.example\r\nAuthentication-Results: box.centre.example; spf=fail';
const letter = (way: string, id: string | null, words: string, from = 'desk@safety.example') =>
  `${way}\r\nFrom: ${from}\r\n${id === null ? '' : `Message-ID: <${id}@safety.example>\r\n`}Subject: neutral\r\n\r\n${words}\r\n`;
const withTwo = (way: string, id: string, ...reports: readonly string[]) => {
  const part = (report: string) =>
    `--b\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ ...XARF_SAMPLE, report_id: `0d4ff3a2-0000-4000-8000-${report}` })}\r\n`;
  return `${way}\r\nFrom: desk@safety.example\r\nMessage-ID: <${id}>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${reports.map(part).join('')}--b--\r\n`;
};

async function receive(message: string, source: 'provider' | 'hotline' = 'provider') {
  const pieces = Readable.from([Buffer.from(message)], { objectMode: false });
  const entered = await receiveMail(house.deps, OPERATOR, pieces, { source, mostBytes: 8_000_000 });
  if (!entered.ok || entered.value.spooled) throw new Error('It was not received.');
  return entered.value.result.items.map(({ report, outcome }) => ({ report, outcome }));
}

const idOf = async (number: string) => (await resolveReport(database.db, number))?.reportId ?? 0;
const roadOf = async (number: string) => mailRoad(database.db, await idOf(number));

describe('the same mail', () => {
  it('by another way is the same report, and what was written of it on that way is kept with it', async () => {
    const [first] = await receive(letter(FIRST_WAY, 'ways', 'Neutral words.'));
    house.pass(60_000);
    const again = await receive(letter(OTHER_WAY, 'ways', 'Neutral words.'));
    expect(again).toEqual([{ report: first?.report, outcome: 'repeated' }]);
    const [step] = await roadOf(first?.report ?? '');
    expect(step).toMatchObject({ stage: 'mail-again', at: house.now() });
    for (const words of Object.values(step?.reasons[0] ?? {})) {
      expect(words).toContain('received: from relay.elsewhere.example');
      expect(words).toContain('authentication-results: box.centre.example; spf=fail');
    }
    const raw = await rawBytesOf(database.db, house.deps.vault, await idOf(first?.report ?? ''));
    expect(raw?.toString()).toBe(letter(FIRST_WAY, 'ways', 'Neutral words.'));
  });

  it('by a known way, whichever, adds nothing', async () => {
    const mails = [FIRST_WAY, OTHER_WAY, OTHER_WAY, FIRST_WAY].map((way) => letter(way, 'known', 'Neutral.'));
    const outcomes: unknown[] = [];
    for (const mail of mails) outcomes.push(...(await receive(mail)));
    const [first] = outcomes as { report: string }[];
    expect(outcomes.slice(1)).toEqual(Array(3).fill({ report: first?.report, outcome: 'repeated' }));
    expect(await roadOf(first?.report ?? '')).toHaveLength(1);
  });

  it('by both doors at once is one report', async () => {
    const both = await Promise.all([FIRST_WAY, OTHER_WAY].map((way) => receive(letter(way, 'at-once', 'Neutral.'))));
    expect(new Set(both.flat().map(({ report }) => report)).size).toBe(1);
    expect(
      both
        .flat()
        .map(({ outcome }) => outcome)
        .toSorted(),
    ).toEqual(['received', 'repeated']);
  });

  it('with several reports is those reports again, and lies beside the first one once', async () => {
    const first = await receive(withTwo(FIRST_WAY, 'several', '1f6a1c6b7f01', '1f6a1c6b7f02'));
    const again = await receive(withTwo(OTHER_WAY, 'several', '1f6a1c6b7f01', '1f6a1c6b7f02'));
    expect(again).toEqual(first.map(({ report }) => ({ report, outcome: 'repeated' })));
    const id = await idOf(first[0]?.report ?? '');
    const files = await database.db.query('select from intake_file where report_id = $1', [id]);
    expect(files).toHaveLength(1);
    expect(await roadOf(first[0]?.report ?? '')).toHaveLength(1);
  });

  it('too large for memory is known as well', async () => {
    const words = 'Neutral words again and again.\r\n'.repeat(50_000);
    const [first] = await receive(letter(FIRST_WAY, 'large', words));
    expect(await receive(letter(OTHER_WAY, 'large', words))).toEqual([{ report: first?.report, outcome: 'repeated' }]);
  });

  it('with a list of addresses is the same notice', async () => {
    const list = { regime: 'CA-MRA-s2', addresses: ['https://site.example/t/8'], provider: { id: 'P', name: 'P' } };
    const notice = (way: string) =>
      `${way}\r\nFrom: a@safety.example\r\nMessage-ID: <list>\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(list)}`;
    const [first] = await receive(notice(FIRST_WAY));
    expect(await receive(notice(OTHER_WAY))).toEqual([{ report: first?.report, outcome: 'repeated' }]);
    const [row] = await database.db.query<{ repeats: number }>(
      'select repeats from intake_notice where report_id = $1',
      [await idOf(first?.report ?? '')],
    );
    expect(row?.repeats).toBe(1);
  });

  it('sent over and over fills nothing: fifty ways are kept', async () => {
    const [first] = await receive(letter(FIRST_WAY, 'flood', 'Neutral.'));
    for (let at = 0; at < 52; at++) await receive(letter(`Received: from ${at}.example`, 'flood', 'Neutral.'));
    expect(await roadOf(first?.report ?? '')).toHaveLength(49);
  });

  it('leaves nothing of its ways behind when its report is disposed of', async () => {
    const [first] = await receive(letter(FIRST_WAY, 'gone', 'Neutral.'));
    await receive(letter(OTHER_WAY, 'gone', 'Neutral.'));
    const id = await idOf(first?.report ?? '');
    await inTransaction(database.db, (tx) => deleteContent(tx, [id], house.now()));
    expect(await database.db.query('select from intake_mail where report_id = $1', [id])).toEqual([]);
  });
});

describe('another mail', () => {
  it('under a Message-ID that was used before is a report of its own, whoever came first', async () => {
    const guessed = await receive(letter(FIRST_WAY, 'guessed', 'Words of a stranger.', 'someone@elsewhere.example'));
    const named = await receive(letter(FIRST_WAY, 'guessed', 'Words of a stranger.'));
    const real = await receive(letter(FIRST_WAY, 'guessed', 'What is truly reported.'));
    const again = await receive(letter(OTHER_WAY, 'guessed', 'What is truly reported.'));
    expect([...guessed, ...named, ...real].map(({ outcome }) => outcome)).toEqual(Array(3).fill('received'));
    expect(new Set([...guessed, ...named, ...real].map(({ report }) => report)).size).toBe(3);
    expect(again).toEqual([{ report: real[0]?.report, outcome: 'repeated' }]);
  });

  it('without a Message-ID is known by its bytes alone', async () => {
    const [first] = await receive(letter(FIRST_WAY, null, 'Neutral, unnamed.'));
    expect(await receive(letter(OTHER_WAY, null, 'Neutral, unnamed.'))).toMatchObject([{ outcome: 'received' }]);
    expect(await receive(letter(FIRST_WAY, null, 'Neutral, unnamed.'))).toMatchObject([
      { report: first?.report, outcome: 'repeated' },
    ]);
  });

  it('with a report that came before and one that is new brings the new one, and lies beside the known one', async () => {
    const [known] = await receive(withTwo(FIRST_WAY, 'a', '1f6a1c6b7f11', '1f6a1c6b7f12'));
    const items = await receive(withTwo(FIRST_WAY, 'b', '1f6a1c6b7f11', '1f6a1c6b7f13'));
    expect(items).toMatchObject([{ report: known?.report, outcome: 'completed' }, { outcome: 'received' }]);
    const again = await receive(withTwo(OTHER_WAY, 'b', '1f6a1c6b7f11', '1f6a1c6b7f13'));
    expect(again.map(({ outcome }) => outcome)).toEqual(['repeated', 'repeated']);
  });

  it('to the address of another source is counted there', async () => {
    await receive(letter(FIRST_WAY, 'sources', 'Neutral.'));
    expect(await receive(letter(OTHER_WAY, 'sources', 'Neutral.'), 'hotline')).toMatchObject([{ outcome: 'received' }]);
  });
});
