import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { CredentialId } from '#core/ids.ts';
import { granted } from '#core/result.ts';
import { silentLog } from '#platform/log/log.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { listNotices, noticeReceipt } from '../queries/notices.ts';
import { reportFacts } from '../queries/report-facts.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import type { IntakeDeps } from '../received.ts';
import { aNotice } from '../testing.ts';
import { fileNotice, providerOf } from './file-notice.ts';

// Proved here: the receipt, one per reference; what is missing is told; what a provider says again, or says otherwise; whose notice is whose.
// Alone: npx vitest run --project database src/features/intake/commands/file-notice.db.test.ts

let now = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const machineOf = (provider: string, credentialId = 7): Actor => ({
  kind: 'credential',
  credentialId: credentialId as CredentialId,
  provider,
  scope: 'notices',
});
const EXAMPLE = machineOf('Example Mail');

let database: TestDatabase;
let deps: IntakeDeps;
beforeAll(async () => {
  database = await testDatabase();
  const vault = {} as IntakeDeps['vault'];
  deps = { db: database.db, vault, clock, log: silentLog, operatorDir: '/none', onReceived: async () => undefined };
});
afterAll(() => database.drop());

const file = async (actor: Actor, said: Parameters<typeof aNotice>[0] | Buffer) =>
  granted(await fileNotice(deps, actor, { channel: 'api', said: Buffer.isBuffer(said) ? said : aNotice(said) }));
const counts = async () =>
  database.db.query<{ reports: number; raws: number }>(
    `select (select count(*)::int from intake_report) as reports, (select count(*)::int from intake_raw) as raws`,
    [],
  );

describe('a notice', () => {
  it('is answered with the four statutory items and the digest of its bytes', async () => {
    const { outcome, receipt } = await file(EXAMPLE, { reference: 'A-1' });
    expect(outcome).toBe('received');
    expect(receipt).toMatchObject({
      incidentNumber: expect.stringMatching(/^R-2026-\d{6}$/),
      provider: { name: 'Example Mail', id: expect.stringMatching(/^P-\d{6}$/) },
      receivedAt: now,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      reference: 'A-1',
      amendments: [],
      told: { missing: [], duty: 's3' },
    });
  });

  it('is received with its parts, under the source provider and the channel it came by', async () => {
    const { incidentNumber } = await file(EXAMPLE, { reference: 'A-2' });
    const head = await resolveReport(database.db, incidentNumber);
    expect(head).toMatchObject({
      source: 'provider',
      channel: 'api',
      format: 'provider-notice',
      sender: 'Example Mail',
    });
    const [facts] = await reportFacts(database.db, [head?.reportId ?? 0]);
    expect(facts?.identifiers.map((one) => [one.kind, one.value, one.port, one.observed?.instant])).toContainEqual([
      'ip',
      '192.0.2.7',
      443,
      '2026-11-20T15:00:00.000Z',
    ]);
    expect(facts?.content).not.toHaveProperty('notice');
  });

  it('that is incomplete is accepted, and the receipt lists the letters that are missing', async () => {
    const { outcome, receipt } = await file(EXAMPLE, { reference: 'A-3', material: { format: 'video' }, contact: {} });
    expect(outcome).toBe('received');
    expect(receipt?.told.missing).toEqual(['b', 'e']);
  });

  it('with a discovery to come or a time without a zone is told so', async () => {
    const future = await file(EXAMPLE, {
      reference: 'A-4',
      discovery: { at: '2027-01-01T00:00:00Z', circumstances: 'user report' },
      transmissionData: [{ ip: '192.0.2.7', at: '2026-11-20T10:00:00' }],
    });
    expect(future.receipt?.told.drift).toEqual([
      { path: 'discovery.at', kind: 'future-date' },
      { path: 'transmissionData[0]', kind: 'zone-unstated' },
    ]);
  });

  it('that is no JSON is received under a number, for the repair bench', async () => {
    const filed = await file(EXAMPLE, Buffer.from('{"regime":'));
    expect(filed).toMatchObject({ outcome: 'unreadable', receipt: null, unreadable: 'not-json' });
    expect(await resolveReport(database.db, filed.incidentNumber)).toMatchObject({ reading: 'unreadable' });
  });
});

describe('the same reference twice', () => {
  it('gives the same receipt and stores nothing, however the document is laid out', async () => {
    const first = await file(EXAMPLE, { reference: 'B-1' });
    const before = await counts();
    now = '2026-11-24T13:00:00.000Z' as Instant;
    const laidOut = Buffer.from(JSON.stringify({ ...aNotice({ reference: 'B-1' }), regime: 'CA-MRA-s3' }, null, 2));
    const second = await file(EXAMPLE, laidOut);
    expect(second).toMatchObject({ outcome: 'repeated', receipt: first.receipt });
    expect(await counts()).toEqual(before);
  });

  it('with other content is a new version of the same report, visible in its one receipt', async () => {
    const first = await file(EXAMPLE, { reference: 'B-2' });
    const second = await file(EXAMPLE, { reference: 'B-2', emails: ['someone@mail.example'] });
    expect(second).toMatchObject({ outcome: 'new-version', incidentNumber: first.incidentNumber });
    expect(second.receipt).toMatchObject({
      receivedAt: first.receipt?.receivedAt,
      sha256: first.receipt?.sha256,
      amendments: [{ version: 2, receivedAt: now }],
    });
    expect(await resolveReport(database.db, first.incidentNumber)).toMatchObject({ version: 2, state: 'open' });
  });

  it('of two providers are two notices, each with its own receipt', async () => {
    const ours = await file(EXAMPLE, { reference: 'B-3' });
    const theirs = await file(machineOf('Example Storage', 8), { reference: 'B-3' });
    expect(theirs).toMatchObject({ outcome: 'received', receipt: { provider: { name: 'Example Storage' } } });
    expect(theirs.incidentNumber).not.toBe(ours.incidentNumber);
  });

  it('filed at the same moment by two machines is one report', async () => {
    const both = await Promise.all([file(EXAMPLE, { reference: 'B-4' }), file(EXAMPLE, { reference: 'B-4' })]);
    expect(both.map((one) => one.outcome).sort()).toEqual(['received', 'repeated']);
    expect(both[0]?.receipt).toEqual(both[1]?.receipt);
  });
});

describe('a notice without a reference', () => {
  it('that says the same again is the same notice', async () => {
    const said = { discovery: { at: '2026-11-01T10:00:00Z', circumstances: 'abuse desk' } };
    const first = await file(EXAMPLE, said);
    expect(await file(EXAMPLE, said)).toMatchObject({ outcome: 'repeated', receipt: first.receipt });
  });

  it('under another reference is a report of its own, marked as a duplicate', async () => {
    const said = { discovery: { at: '2026-11-02T10:00:00Z', circumstances: 'abuse desk' } };
    const first = await file(EXAMPLE, { ...said, reference: 'C-1' });
    const second = await file(EXAMPLE, { ...said, reference: 'C-2' });
    expect(second.outcome).toBe('received');
    expect(await resolveReport(database.db, second.incidentNumber)).toMatchObject({
      duplicateOf: first.incidentNumber,
    });
  });
});

describe('a provider', () => {
  it('finds its own notices and receipts again, and nobody else’s', async () => {
    const own = await providerOf(database.db, EXAMPLE);
    const other = await providerOf(database.db, machineOf('EXAMPLE  STORAGE', 99));
    const page = granted(await listNotices(database.db, own?.providerId ?? 0, { limit: 3 }));
    expect(page.items).toHaveLength(3);
    const next = granted(await listNotices(database.db, own?.providerId ?? 0, { limit: 3, after: page.next ?? '' }));
    expect(next.items.map((item) => item.incidentNumber)).not.toContain(page.items[0]?.incidentNumber);
    const incidentNumber = page.items[0]?.incidentNumber ?? '';
    expect(await noticeReceipt(database.db, own?.providerId ?? 0, { incidentNumber })).toMatchObject({
      incidentNumber,
    });
    expect(await noticeReceipt(database.db, other?.providerId ?? 0, { incidentNumber })).toBeNull();
    expect(await noticeReceipt(database.db, other?.providerId ?? 0, { reference: 'B-3' })).not.toBeNull();
  });

  it('is whoever holds the credential, whatever the document says', async () => {
    const { receipt } = await file(EXAMPLE, { reference: 'D-1', provider: { name: 'Example Storage' } });
    expect(receipt?.provider.name).toBe('Example Mail');
  });

  it('is nobody for a person tied to none', async () => {
    const person: Actor = { kind: 'staff', staffId: 1 as never, name: 'A', roles: ['provider'], language: 'en' };
    const filed = await fileNotice(deps, person, { channel: 'portal', said: aNotice() });
    expect(filed).toMatchObject({ ok: false, refusal: { kind: 'no-provider' } });
  });

  it('is not spoken for by people of the desk', async () => {
    const person: Actor = { kind: 'staff', staffId: 1 as never, name: 'A', roles: ['reviewer'], language: 'en' };
    const filed = await fileNotice(deps, person, { channel: 'portal', said: aNotice() });
    expect(filed).toMatchObject({ ok: false, refusal: { kind: 'not-permitted' } });
  });
});
