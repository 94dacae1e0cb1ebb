import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIB, MINUTE_MS } from '#core/units.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { aReportXml } from '../ispws/testing.ts';
import { rawBytesOf } from '../queries/raw-bytes.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import { insertQuota } from '../store/quotas.ts';
import { aNotice } from '../testing.ts';
import { drainSpool } from './drain-spool.ts';
import { aDoorHouse, type DoorHouse } from './testing.ts';

// Proved here: what each door for machines takes and answers, quotas over two processes, the spool while the database cannot be reached.
// Out of scope: a real outage of a running server (test/journeys/machine-door.test.ts); the formats themselves (intake/parse).
// Alone: npx vitest run --project database src/features/intake/door/doors.db.test.ts

let database: TestDatabase;
let house: DoorHouse;
let token: string;
let count = 0;

beforeAll(async () => {
  database = await testDatabase();
  house = await aDoorHouse(database);
  token = await house.token('Example Feed', 'reports:write', 'notices:write', 'referrals:write');
});
afterAll(async () => {
  await house?.close();
  await database?.drop();
});

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const aDocument = (summary = '') => aReportXml(`<additionalInfo>document ${++count}</additionalInfo>`, summary);
const ALARM = '<escalateToHighPriority>A child is in danger now</escalateToHighPriority>';
const headOf = async (number: string) => {
  const head = await resolveReport(database.db, number);
  if (!head) throw new Error(`There is no ${number}.`);
  return head;
};

describe('a document at a door', () => {
  it.each([
    ['imports?source=ncmec', 'ncmec'],
    ['referrals', 'police-ca'],
    ['referrals?source=rcmp-division', 'rcmp-division'],
    ['xarf', 'provider'],
    ['hotline-reports', 'hotline'],
    ['hotline-reports?source=cybertip-ca', 'cybertip-ca'],
  ])('is received with its bytes as they came: %s', async (address, source) => {
    const bytes = aDocument();
    const { status, body } = await house.post(address, token, bytes);
    expect({ status, ...body }).toMatchObject({ status: 200, received: 1, spooled: false, sha256: sha256(bytes) });
    const [receipt] = body.receipts;
    expect(receipt).toMatchObject({
      outcome: 'received',
      receivedAt: house.now(),
      sha256: sha256(bytes),
      reason: null,
    });
    const head = await headOf(receipt.report);
    expect(head).toMatchObject({ source, channel: 'api', sender: 'Example Feed' });
    const raw = await rawBytesOf(database.db, house.deps.vault, head.reportId);
    expect(raw.toString('utf8')).toBe(bytes);
  });

  it('of a provider is answered with what the law asks of a receipt', async () => {
    const bytes = aDocument();
    const { status, body } = await house.post('notices', token, bytes);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      incidentNumber: expect.stringMatching(/^R-2026-\d{6}$/),
      provider: { name: 'Example Feed', id: expect.stringMatching(/^token:\d+$/) },
      receivedAt: house.now(),
      sha256: sha256(bytes),
      outcome: 'received',
      spooled: false,
    });
  });

  it('that is a provider’s notice is answered in one call with the four statutory items, as they are kept, and what is missing', async () => {
    const bytes = JSON.stringify(aNotice({ reference: 'M-1', contact: {} }));
    const { body } = await house.post('notices', token, bytes);
    const provider = { name: 'Example Feed', id: expect.stringMatching(/^P-\d{6}$/) };
    expect(body).toMatchObject({
      incidentNumber: expect.stringMatching(/^R-2026-\d{6}$/),
      provider,
      receivedAt: house.now(),
    });
    expect(body.receipt).toMatchObject({
      incidentNumber: body.incidentNumber,
      provider: body.provider,
      receivedAt: body.receivedAt,
      sha256: sha256(bytes),
      reference: 'M-1',
      told: { missing: ['e'] },
    });
    house.pass(MINUTE_MS);
    expect((await house.post('notices', token, bytes)).body).toEqual({ ...body, outcome: 'repeated' });
  });

  it('sent again is the same report, received when it first came', async () => {
    const bytes = aDocument();
    const first = await house.post('notices', token, bytes);
    house.pass(MINUTE_MS);
    const again = await house.post('notices', token, bytes);
    expect(again.body).toEqual({ ...first.body, outcome: 'repeated' });
  });

  it('that nobody can read is received all the same, and its sender hears why', async () => {
    const { status, body } = await house.post('xarf', token, 'no format of ours', { headers: { 'content-type': 'x' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ received: 0, unreadable: 1 });
    expect(body.receipts[0]).toMatchObject({ outcome: 'unreadable', reason: expect.stringMatching(/^not-json/) });
    expect((await headOf(body.receipts[0].report)).state).toBe('open');
  });

  it('larger than a row goes by way of a file, which is gone afterwards', async () => {
    const lines = Array.from({ length: 40 }, (_, at) => JSON.stringify({ at, text: 'x'.repeat(40_000) }));
    const { body } = await house.post('imports?source=hotline', token, lines.join('\n'));
    expect(body).toMatchObject({ unreadable: 40, sha256: sha256(lines.join('\n')) });
    expect(lines.join('\n').length).toBeGreaterThan(MIB);
    expect(body.receipts[7].sha256).toBe(sha256(lines[7] ?? ''));
    expect(await readdir(join(house.home, 'spool'))).toEqual([]);
  });

  it('that is empty, or for no source, is refused in words', async () => {
    expect(await house.post('notices', token, '')).toMatchObject({ status: 400, body: { code: 'empty-document' } });
    expect(await house.post('imports', token, 'x')).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });

  it('is for the scope of its door', async () => {
    const own = await house.token('Notices only', 'notices:write');
    expect((await house.post('notices', own, aDocument())).status).toBe(200);
    for (const door of ['imports?source=ncmec', 'referrals', 'xarf', 'hotline-reports'])
      expect((await house.post(door, own, aDocument())).status).toBe(404);
    expect((await house.post('notices', null, aDocument())).status).toBe(401);
  });

  it('under an Idempotency-Key is answered once, and another document under it is not taken', async () => {
    const headers = { 'idempotency-key': 'key-1' };
    const bytes = aDocument();
    const first = await house.post('notices', token, bytes, { headers });
    const again = await house.post('notices', token, bytes, { headers });
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const other = await house.post('notices', token, aDocument(), { headers });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-other-request' } });
  });
});

describe('a quota', () => {
  const limit = async (name: string, documentsPerMinute: number, mebibytesPerHour = 1_000) => {
    const limited = await house.token(name, 'reports:write');
    const [row] = await database.db.query<{ id: number }>('select max(token_id) as id from access_token');
    const at = house.now();
    const quota = { documentsPerMinute, mebibytesPerHour, alarmsPerMinute: 1, validFrom: at, setAt: at };
    await inTransaction(database.db, (tx) =>
      insertQuota(tx, { ...quota, sender: `token:${row?.id}`, setBy: 'staff:1', reason: 'agreed' }),
    );
    return limited;
  };

  it('is one for all processes, says when to come again, and refills with time', async () => {
    const limited = await limit('Two a minute', 2);
    expect((await house.post('xarf', limited, aDocument())).status).toBe(200);
    expect((await house.post('xarf', limited, aDocument(), { at: house.beside })).status).toBe(200);
    const bytes = aDocument();
    const over = await house.post('xarf', limited, bytes);
    expect(over).toMatchObject({ status: 429, body: { code: 'over-quota' }, headers: { 'retry-after': '30' } });
    expect((await house.post('xarf', limited, bytes, { at: house.beside })).status).toBe(429);
    expect((await house.post('xarf', token, aDocument())).status).toBe(200);
    house.pass(30_000);
    expect((await house.post('xarf', limited, bytes)).body).toMatchObject({ received: 1 });
  });

  it('never silences an alarm, and alarms have a bound of their own', async () => {
    const limited = await limit('One a minute', 1);
    expect((await house.post('xarf', limited, aDocument())).status).toBe(200);
    expect((await house.post('xarf', limited, aDocument())).status).toBe(429);
    const alarm = await house.post('xarf', limited, aDocument(ALARM));
    expect(alarm.status).toBe(200);
    expect((await headOf(alarm.body.receipts[0].report)).senderAlarm).toBe('A child is in danger now');
    expect((await house.post('xarf', limited, aDocument(ALARM))).status).toBe(429);
  });

  it('lets a large document through whole, and makes the next one wait for it', async () => {
    const limited = await limit('One MiB an hour', 1_000, 1);
    const large = `${JSON.stringify({ text: 'y'.repeat(3 * MIB) })}`;
    expect((await house.post('xarf', limited, large)).status).toBe(200);
    const next = await house.post('xarf', limited, aDocument());
    expect(next.status).toBe(429);
    expect(Number(next.headers['retry-after'])).toBeGreaterThan(3_600);
  });
});

describe('while the database cannot be reached', () => {
  it('a document waits on the disk, is received with its own instant, and its ticket leads to it', async () => {
    const bytes = aDocument();
    const spooledAt = house.now();
    const waiting = await house.post('notices', token, bytes, { at: house.away });
    expect(waiting).toMatchObject({ status: 202, body: { spooled: true, outcome: 'waiting', receivedAt: spooledAt } });
    const { ticket } = waiting.body;
    expect(waiting.body.incidentNumber).toBe(ticket);
    const again = await house.post('notices', token, bytes, { at: house.away });
    expect(again.body.ticket).toBe(ticket);
    expect(await house.deps.spool.waiting()).toEqual([ticket]);
    house.pass(10 * MINUTE_MS);
    expect(await drainSpool(house.deps)).toBe(1);
    expect(await readdir(join(house.home, 'spool'))).toEqual([]);
    const head = await headOf(ticket);
    expect(head).toMatchObject({ receivedAt: spooledAt, channel: 'api', sender: 'Example Feed' });
    expect((await house.post('notices', token, bytes)).body).toMatchObject({
      incidentNumber: head.number,
      receivedAt: spooledAt,
      outcome: 'repeated',
    });
  });

  it.each([
    ['one JSON value', JSON.stringify({ reportId: '190000501', reportedInformation: {} }), '', 1],
    ['lines', '{"a":1}\n{"b":2}\n', '', 2],
    ['words', 'words that waited', '', 1],
    ['a file of the name of a promise', '{"c":3}', '&name=a.ticket.json', 1],
    ['more than a row', JSON.stringify({ text: 'z'.repeat(2 * MIB) }), '', 1],
  ])('%s waits and comes in as it would have', async (_what, bytes, more, reports) => {
    const waiting = await house.post(`imports?source=police-foreign${more}`, token, bytes, { at: house.away });
    expect(waiting).toMatchObject({ status: 202, body: { sha256: sha256(bytes), receipts: [] } });
    expect(await drainSpool(house.deps)).toBe(1);
    expect(await readdir(join(house.home, 'spool'))).toEqual([]);
    const again = await house.post(`imports?source=police-foreign${more}`, token, bytes);
    expect(again.body).toMatchObject({ repeated: reports, received: 0, unreadable: 0 });
  });

  it('an end between receiving and letting go doubles nothing', async () => {
    const bytes = aDocument();
    const { body } = await house.post('hotline-reports', token, bytes, { at: house.away });
    const unfinished = {
      ...house.deps,
      spool: { ...house.deps.spool, done: () => Promise.reject(new Error('killed')) },
    };
    expect(await drainSpool(unfinished)).toBe(0);
    expect(await house.deps.spool.waiting()).toEqual([body.ticket]);
    expect(await drainSpool(house.deps)).toBe(1);
    const [row] = await database.db.query<{ rows: number }>(
      'select count(*)::int as rows from intake_ticket where ticket = $1',
      [body.ticket],
    );
    expect(row?.rows).toBe(1);
  });

  it('a full spool refuses, and keeps what it has', async () => {
    const small = await aDoorHouse(database, { mostDocuments: 1, mostBytes: MIB });
    const own = await small.token('Small spool', 'reports:write');
    expect((await small.post('xarf', own, aDocument(), { at: small.away })).status).toBe(202);
    const full = await small.post('xarf', own, aDocument(), { at: small.away });
    expect(full).toMatchObject({ status: 503, body: { code: 'spool-full' } });
    expect(Number(full.headers['retry-after'])).toBeGreaterThan(0);
    expect(await small.deps.spool.waiting()).toHaveLength(1);
    await small.close();
  });
});
