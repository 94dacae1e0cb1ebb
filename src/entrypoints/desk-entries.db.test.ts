import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, instantOf, plusMs, systemClock } from '#core/clock.ts';
import { DAY_MS, HOUR_MS } from '#core/units.ts';
import type { Source } from '#core/vocabulary.ts';
import { signedInAs } from '#features/access/testing';
import { aSubmittedIdentifier, aSubmittedPerson, aSubmittedReport, receiveForTest } from '#features/intake/testing';
import { startClocks } from '#features/legal';
import { ledgerFigures } from '#features/stats';
import { openInQueue } from '#features/triage';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type ServedDesk, serveDesk } from '../../test/support/served-desk.ts';

// Proved here: what is told becomes a report of its true source behind both walls, is proposed for its formal report with reasons, is
// counted once when a person has confirmed it and twice when they take that back, and lends its clock to the report that counts.
// Alone: npx vitest run --project database src/entrypoints/desk-entries.db.test.ts

let served: ServedDesk;
let clerk: Headers;
let investigator: Headers;
let reviewer: Headers;
type Headers = Readonly<Record<string, string>>;

beforeAll(async () => {
  served = await serveDesk(['staff']);
  const person = async (name: string, role: 'intake-clerk' | 'triage-investigator' | 'reviewer') =>
    (await signedInAs(served.instance.db, { clock: systemClock }, { name, roles: [role] })).headers;
  clerk = await person('Clerk', 'intake-clerk');
  investigator = await person('Investigator', 'triage-investigator');
  reviewer = await person('Reviewer', 'reviewer');
});
afterAll(() => served.close());

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many routes; each test says what it looks for
  readonly body: any;
}

async function ask(who: Headers, method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
  const answered = await fetch(`${served.baseUrl}/api/v1/${path}`, {
    method,
    headers: {
      ...who,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answered.text();
  return { status: answered.status, body: text === '' ? null : JSON.parse(text) };
}

const entry = (fields: object = {}) => ({
  source: 'provider',
  sender: 'Example Social',
  contact: 'A. Agent, 613-555-0142',
  channel: 'voice',
  danger: 'unknown',
  words: 'An account is named.',
  ...fields,
});
const told = async (fields: object = {}) => {
  const { status, body } = await ask(clerk, 'POST', 'desk-entries', entry(fields));
  expect(status).toBe(201);
  return body.report as string;
};

/** A formal report of the same or another source, with an e-mail address. */
const formal = (email: string, source: Source = 'provider', receivedAt: Instant = systemClock.now()) =>
  inTransaction(served.instance.db, async (tx) => {
    const identifiers = [aSubmittedIdentifier({ kind: 'email', value: email })];
    const report = aSubmittedReport({ persons: [aSubmittedPerson({ identifiers })], senderName: 'Example Social' });
    const onReceived = (inner: typeof tx, heads: Parameters<typeof openInQueue>[2]) =>
      openInQueue(inner, { clock: systemClock }, heads);
    const head = await receiveForTest(tx, { source, receivedAt, report }, { onReceived });
    await startClocks(tx, { clock: systemClock }, [head.reportId]);
    return head;
  });

const figuresOf = async (source: Source) => {
  const { balanced, bySource } = await ledgerFigures(served.instance.db);
  expect(balanced).toBe(true);
  return bySource.find((line) => line.source === source);
};
const joins = async (report: string) => (await ask(investigator, 'GET', `reports/${report}/joins`)).body;
const inQueue = async (report: string) =>
  ((await ask(investigator, 'GET', 'queue?view=all')).body.items as { report: string }[]).some(
    (row) => row.report === report,
  );

describe('what is told on the telephone', () => {
  it('is a report of its true source, found by whoever looks for its channel, with its identifiers read', async () => {
    const before = (await figuresOf('cybertip-ca'))?.received ?? 0;
    const words = 'The account someone@example.com was named, from 203.0.113.9.';
    const { status, body } = await ask(clerk, 'POST', 'desk-entries', entry({ source: 'cybertip-ca', words }));
    expect([status, body.found.map((one: { kind: string }) => one.kind)]).toEqual([201, ['email', 'ip', 'phone']]);
    const shown = (await ask(clerk, 'GET', `reports/${body.report}`)).body;
    expect(shown).toMatchObject({ source: 'cybertip-ca', channel: 'voice', format: 'desk-entry', state: 'open' });
    expect((await figuresOf('cybertip-ca'))?.received).toBe(before + 1);
  });

  it('stands before everybody at once when a child is in danger now', async () => {
    const report = await told({ danger: 'yes', words: 'A child is with the person now.' });
    const { items } = (await ask(investigator, 'GET', 'queue')).body;
    expect(items[0]).toMatchObject({ report, urgency: 'P1' });
  });

  it('is written down once, however often the same page is sent', async () => {
    const key = randomUUID();
    const [first, second] = [
      await ask(clerk, 'POST', 'desk-entries', entry(), key),
      await ask(clerk, 'POST', 'desk-entries', entry(), key),
    ];
    expect(second.body.report).toBe(first.body.report);
  });

  it('is not written down by whoever does not answer the telephone, nor dated ahead', async () => {
    expect((await ask(reviewer, 'POST', 'desk-entries', entry())).status).toBe(404);
    const noticeAt = plusMs(systemClock.now(), HOUR_MS);
    expect(await ask(clerk, 'POST', 'desk-entries', entry({ noticeAt }))).toMatchObject({
      status: 422,
      body: { code: 'notice-in-future' },
    });
  });

  it('takes the paper of whoever wrote it down into the vault, and no picture, nor anybody else’s paper', async () => {
    const report = await told({ channel: 'fax' });
    const attach = async (who: Headers, bytes: Buffer) =>
      (
        await fetch(`${served.baseUrl}/api/v1/desk-documents?report=${report}&name=fax.pdf`, {
          method: 'POST',
          headers: { ...who, 'content-type': 'application/octet-stream' },
          body: new Uint8Array(bytes),
        })
      ).status;
    const paper = Buffer.concat([Buffer.from('%PDF-1.7 '), Buffer.alloc(3_000_000, 7)]);
    expect(await attach(clerk, paper)).toBe(201);
    expect(await attach(investigator, paper)).toBe(404);
    expect(await attach(clerk, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]))).toBe(422);
    const { files } = (await ask(clerk, 'GET', `reports/${report}`)).body;
    expect(files).toMatchObject([{ originalName: 'fax.pdf', sizeBytes: 3_000_009 }]);
  });

  it('is a referral of its police service when it comes as a form, with its clock at the first notice', async () => {
    const noticeAt = plusMs(systemClock.now(), -3 * DAY_MS);
    const referral = { fileNumber: '2026-77', unit: 'Example Police', caveats: 'third-party rule' };
    const report = await told({ source: 'police-ca', channel: 'fax', referral, noticeAt });
    const shown = (await ask(clerk, 'GET', `reports/${report}`)).body;
    expect(shown).toMatchObject({ format: 'referral', externalId: '2026-77', reportedAt: { instant: noticeAt } });
    expect(shown.lawEnforcement).toMatchObject({ caveats: 'third-party rule' });
  });
});

describe('the formal report that follows', () => {
  it('is proposed with its reasons, on both sides; another source and the caller’s own number propose nothing', async () => {
    const report = await told({ identifiers: 'p1@example.com' });
    const head = await formal('p1@example.com');
    await formal('p1@example.com', 'hotline');
    const { proposed } = await joins(report);
    expect(proposed).toHaveLength(1);
    expect(proposed[0]).toMatchObject({ report: head.number, counts: 'other' });
    expect(proposed[0].reasons.map((one: { code: string; kind: string }) => [one.code, one.kind])).toEqual([
      ['shared-identifier', 'email'],
      ['same-sender', null],
    ]);
    expect((await joins(head.number)).proposed[0]).toMatchObject({ report, counts: 'this' });
  });

  it('is not proposed once its time is over', async () => {
    const report = await told({ identifiers: 'late@example.com' });
    await formal('late@example.com', 'provider', plusMs(systemClock.now(), 61 * DAY_MS));
    expect((await joins(report)).proposed).toEqual([]);
  });

  it('is counted once when a person confirms it, and its clock runs from the call', async () => {
    const noticeAt = plusMs(systemClock.now(), -2 * DAY_MS);
    const report = await told({ identifiers: 'p2@example.com', noticeAt });
    const head = await formal('p2@example.com');
    const before = await figuresOf('provider');
    const clockOf = async () =>
      (
        await served.instance.db.query<{ at: Instant }>(
          `select starts_at as at from legal_clock where report_id = $1 and kind = 'mra-preservation'`,
          [head.reportId],
        )
      )[0]?.at;
    const receiptClock = await clockOf();
    expect(
      (await ask(investigator, 'POST', `reports/${report}/joins`, { with: head.number, verdict: 'same-notice' }))
        .status,
    ).toBe(204);
    expect((await figuresOf('provider'))?.received).toBe((before?.received ?? 0) - 1);
    expect([await inQueue(report), await inQueue(head.number)]).toEqual([false, true]);
    expect(await clockOf()).toBe(instantOf(new Date(noticeAt)));
    const { proposed, standing } = await joins(head.number);
    expect([proposed, standing[0]]).toMatchObject([[], { report, verdict: 'same-notice', counts: 'this' }]);

    const undone = await ask(investigator, 'DELETE', `reports/${head.number}/joins/${standing[0].join}`);
    expect(undone.status).toBe(204);
    expect(await figuresOf('provider')).toEqual(before);
    expect([await inQueue(report), await clockOf()]).toEqual([true, receiptClock]);
    expect((await joins(report)).proposed).toHaveLength(1);
  });

  it('follows the entry where a person has disposed of that already: what was decided stays', async () => {
    const report = await told({ identifiers: 'p3@example.com' });
    await ask(investigator, 'POST', `reports/${report}/claim`);
    const decided = await ask(investigator, 'POST', `reports/${report}/decision`, {
      disposition: 'package',
      reason: '1',
    });
    expect(decided.status).toBe(200);
    const head = await formal('p3@example.com');
    const before = await figuresOf('provider');
    await ask(investigator, 'POST', `reports/${head.number}/joins`, { with: report, verdict: 'same-notice' });
    const after = await figuresOf('provider');
    expect([after?.received, after?.dispositioned.package]).toEqual([
      (before?.received ?? 0) - 1,
      before?.dispositioned.package,
    ]);
    expect(await inQueue(head.number)).toBe(false);
  });

  it('stays apart once a person says that these are two notices', async () => {
    const report = await told({ identifiers: 'p4@example.com' });
    const head = await formal('p4@example.com');
    const word = { with: head.number, verdict: 'different' };
    expect((await ask(investigator, 'POST', `reports/${report}/joins`, word)).status).toBe(204);
    expect((await joins(report)).proposed).toEqual([]);
    expect(
      (await ask(investigator, 'POST', `reports/${report}/joins`, { ...word, verdict: 'same-notice' })).body,
    ).toMatchObject({
      code: 'not-proposed',
    });
  });

  it('is not taken out of somebody’s hands by a join', async () => {
    const report = await told({ identifiers: 'p5@example.com' });
    const head = await formal('p5@example.com');
    const other = await signedInAs(
      served.instance.db,
      { clock: systemClock },
      { name: 'Other', roles: ['supervisor'] },
    );
    await ask(other.headers, 'POST', `reports/${report}/claim`);
    const refused = await ask(investigator, 'POST', `reports/${head.number}/joins`, {
      with: report,
      verdict: 'same-notice',
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'held-by-another' } });
  });
});
