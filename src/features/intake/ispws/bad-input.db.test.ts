import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { granted } from '#core/result.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { narrativeBodies } from '../queries/narrative-bodies.ts';
import { reportFacts } from '../queries/report-facts.ts';
import { listReports } from '../queries/report-heads.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import { anIspwsHouse, aPlainClient, aReportXml, type IspwsHouse, type PlainClient } from './testing.ts';

// Proved here: input nobody can read or wants, over a real connection: each gets a clear answer in the protocol's own form, its bytes
// are kept, and no answer is a 5xx. Alone: npx vitest run --project database src/features/intake/ispws/bad-input.db.test.ts

let database: TestDatabase;
let house: IspwsHouse;
let client: PlainClient;
beforeAll(async () => {
  database = await testDatabase();
  house = await anIspwsHouse(database.db, { maxXmlBytes: 32 * 1_048_576 });
  client = aPlainClient(house.baseUrl, await house.credentials());
});
afterAll(async () => {
  await house?.close();
  await database?.drop();
});

/** The newest report: what the last call left. */
async function newest() {
  const { items } = granted(await listReports(database.db, { limit: 1 }));
  const [head] = items;
  if (!head) throw new Error('Nothing was received.');
  const [raw] = await database.db.query<{ bytes: Buffer | null; sizeBytes: number }>(
    `select bytes, size_bytes as "sizeBytes" from intake_raw where report_id = $1`,
    [head.reportId],
  );
  const [facts] = await reportFacts(database.db, [head.reportId]);
  return { head, raw, facts };
}

const factsOf = async (ispwsId: number) => {
  const head = await resolveReport(database.db, String(ispwsId));
  const [facts] = await reportFacts(database.db, [head?.reportId ?? 0]);
  if (!head || !facts) throw new Error('No such report.');
  return { head, facts };
};

const BOMB = `<?xml version="1.0"?><!DOCTYPE report [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${'<report>&b;</report>'}`;
const EXTERNAL = '<!DOCTYPE report SYSTEM "file:///etc/passwd"><report/>';

describe('a document that cannot be read', () => {
  it.each([
    ['cut off in the middle', '<report><incidentSummary>'],
    ['empty', ''],
    ['no XML at all', 'hello'],
    ['with a document type and entities', BOMB],
    ['with an external document type', EXTERNAL],
    ['with an entity nobody declared', '<report>&nbsp;</report>'],
    ['with a NUL', '<report>\0</report>'],
    ['nested 10,000 deep', '<a>'.repeat(10_000) + '</a>'.repeat(10_000)],
  ])('%s: 4110 or 4100, kept open for the repair bench with its bytes', async (_what, xml) => {
    const answer = await client.submit(xml);
    expect(answer).toMatchObject({ status: 200, root: 'reportResponse' });
    expect([4110, 4100]).toContain(answer.code);
    expect(answer.text).not.toMatch(/<reportId>/);
    const { head, raw } = await newest();
    expect(head).toMatchObject({ state: 'open', reading: 'unreadable', source: 'provider' });
    expect(head.unreadableReason).toMatch(/^(malformed-xml|missing): /);
    expect(raw?.bytes?.toString()).toBe(xml);
    expect(house.shown.at(-1)?.reportId).toBe(head.reportId);
  });

  it('lacking what a report cannot lack: 4100, kept', async () => {
    const answer = await client.submit('<report><incidentSummary/></report>');
    expect(answer).toMatchObject({ status: 200, code: 4100 });
    expect((await newest()).head.unreadableReason).toBe('missing: incidentType, incidentDateTime, reporter');
  });

  it('larger than the limit: 4000, and what came first is kept', async () => {
    const small = await anIspwsHouse(database.db, { maxXmlBytes: 10_000 });
    try {
      const other = aPlainClient(small.baseUrl, await small.credentials());
      expect(await other.submit(aReportXml(`<additionalInfo>${'x'.repeat(20_000)}</additionalInfo>`))).toMatchObject({
        status: 200,
        code: 4000,
      });
      const { head, raw } = await newest();
      expect(head.unreadableReason).toMatch(/^too-large: 2\d{4} bytes/);
      expect(raw?.sizeBytes).toBe(10_000);
    } finally {
      await small.close();
    }
  });

  it('about a file: 4110, kept as well', async () => {
    expect(await client.post('fileinfo', '<fileDetails>')).toMatchObject({ status: 200, code: 4110 });
    expect((await newest()).head.unreadableReason).toMatch(/^malformed-file-details: /);
  });
});

describe('a report that departs from the schema', () => {
  it('is received, and says where: order, unknown names and values, lengths, flags, zones, the future', async () => {
    const summary = [
      `<platform>${'p'.repeat(300)}</platform>`,
      '<reportAnnotations><spam>false</spam><sextortion/><novelty/></reportAnnotations>',
    ].join('');
    const xml = aReportXml('<novelty>neutral</novelty><internetDetails/>', summary)
      .replace('2026-11-23T08:00:00Z', '2199-01-01T00:00:00')
      .replace('Unsolicited Obscene Material Sent to a Child', 'A new kind');
    const answer = await client.submit(xml);
    expect(answer.code).toBe(0);
    const { facts } = await factsOf(answer.reportId);
    const kinds = new Set(facts.drift.map((one) => one.kind));
    for (const kind of ['order', 'unknown-element', 'unknown-value', 'too-long', 'not-a-flag', 'zone-unstated'])
      expect(kinds).toContain(kind);
    expect(facts.content.annotations).toEqual(['sextortion', 'novelty']);
    expect(facts.incidents[0]).toMatchObject({ incidentType: 'A new kind', platform: 'p'.repeat(300) });
    expect(facts.incidents[0]?.occurred).toEqual({ asWritten: '2199-01-01T00:00:00', instant: null, zone: 'unstated' });
  });

  it('with a date in the future is received and flagged', async () => {
    const answer = await client.submit(aReportXml().replace('2026-11-23', '2199-11-23'));
    const { facts } = await factsOf(answer.reportId);
    expect(facts.drift.map((one) => one.kind)).toEqual(['future-date']);
  });

  it('in bytes that are not UTF-8 under a UTF-8 prolog is read as what it is, and keeps its bytes', async () => {
    const [before, after] = aReportXml('<additionalInfo>caf|</additionalInfo>').split('|');
    const bytes = Buffer.concat([Buffer.from(before ?? ''), Buffer.from([0xe9]), Buffer.from(after ?? '')]);
    const answer = await client.submit(new Uint8Array(bytes));
    expect(answer.code).toBe(0);
    const { head, facts } = await factsOf(answer.reportId);
    expect(facts.drift.map((one) => one.kind)).toContain('encoding');
    expect((await narrativeBodies(database.db, [head.reportId]))[0]?.body).toBe('café');
    expect((await newest()).raw?.bytes?.equals(bytes)).toBe(true);
  });

  it('with a narrative of 10 MB is received whole', async () => {
    const answer = await client.submit(aReportXml(`<additionalInfo>${'word '.repeat(2_000_000)}</additionalInfo>`));
    expect(answer.code).toBe(0);
    const { facts } = await factsOf(answer.reportId);
    expect(facts.narratives[0]?.length).toBeGreaterThan(9_999_000);
    expect((await newest()).raw?.bytes).toBeNull();
  });

  it('with 100,000 captures is received with every one of them, in bounded memory', async () => {
    const capture = (at: number) =>
      `<ipCaptureEvent><ipAddress>2001:db8::${at
        .toString(16)
        .replace(/(....)$/, ':$1')
        .replace(
          /^:/,
          '',
        )}</ipAddress><eventName>Login</eventName><dateTime>2026-11-23T08:00:00Z</dateTime><port>443</port></ipCaptureEvent>`;
    const captures = Array.from({ length: 100_000 }, (_, at) => capture(at)).join('');
    const before = process.memoryUsage().rss;
    const answer = await client.submit(aReportXml(`<personOrUserReported>${captures}</personOrUserReported>`));
    expect(answer.code).toBe(0);
    expect((process.memoryUsage().rss - before) / 1_048_576).toBeLessThan(700);
    const { head } = await factsOf(answer.reportId);
    const [counted] = await database.db.query<{ captures: number }>(
      `select count(*) as captures from intake_identifier where report_id = $1 and kind = 'ip'`,
      [head.reportId],
    );
    expect(counted?.captures).toBe(100_000);
  });
});

describe('an alarm', () => {
  it('brings an unfinished report before people at once, and only once into the ledger', async () => {
    const answer = await client.submit(aReportXml('', '<escalateToHighPriority>exigent</escalateToHighPriority>'));
    const { head } = await factsOf(answer.reportId);
    expect(head).toMatchObject({ state: 'unfinished', senderAlarm: 'exigent' });
    expect(house.shown.at(-1)?.reportId).toBe(head.reportId);
    expect((await client.finish(answer.reportId)).code).toBe(0);
    const moves = await database.db.query(`select 1 from intake_ledger where report_id = $1`, [head.reportId]);
    expect(moves).toHaveLength(2);
  });
});

describe('an upload', () => {
  it('of an empty file is a file of no bytes', async () => {
    const { reportId } = await client.submit();
    const answer = await client.upload(reportId, '');
    expect(answer).toMatchObject({ code: 0, hash: 'd41d8cd98f00b204e9800998ecf8427e' });
    expect((await client.finish(reportId)).fileIds).toEqual(answer.fileIds);
  });

  it('over the limit: 1111, nothing of it kept; at the limit it is taken', async () => {
    const { reportId } = await client.submit();
    expect(await client.upload(reportId, new Uint8Array(65_537))).toMatchObject({ status: 200, code: 1111 });
    expect((await client.upload(reportId, new Uint8Array(65_536))).code).toBe(0);
    expect((await client.finish(reportId)).fileIds).toHaveLength(1);
  });

  it('to nobody’s report, without an id, without a file, or not as a form: a code, never a failure', async () => {
    expect((await client.upload(999_999_999, 'x')).code).toBe(5001);
    const { reportId } = await client.submit();
    const noId = new FormData();
    noId.append('file', new File(['x'], 'x'));
    const noFile = new FormData();
    noFile.append('id', String(reportId));
    for (const body of [noId, noFile, 'neither'])
      expect(await client.post('upload', body)).toMatchObject({ status: 200, code: 4000 });
    const broken = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(await client.post('upload', '--x\r\nbroken', broken)).toMatchObject({ status: 200, code: 4000 });
    const boundless = { 'content-type': 'multipart/form-data' };
    expect(await client.post('upload', 'x', boundless)).toMatchObject({ status: 200, code: 4000 });
    const endless = { 'content-type': `multipart/form-data; boundary=${'x'.repeat(257)}` };
    expect(await client.post('upload', '', endless)).toMatchObject({ status: 200, code: 4000 });
  });

  it('in more parts than a form has any reason for: a code, and nothing kept', async () => {
    const { reportId } = await client.submit();
    const form = new FormData();
    form.append('id', String(reportId));
    for (let part = 0; part < 30; part += 1) form.append('file', new File(['x'], `${part}`));
    expect(await client.post('upload', form)).toMatchObject({ status: 200, code: 4000 });
    expect((await client.finish(reportId)).fileIds).toEqual([]);
  });

  it('under a name no database would take keeps its bytes and a name', async () => {
    const { reportId } = await client.submit();
    expect((await client.upload(reportId, 'x', `${'é'.repeat(3_000)}.bin`)).code).toBe(0);
    expect((await client.upload(reportId, 'y', '../../etc/passwd')).code).toBe(0);
    const { facts } = await factsOf(reportId);
    expect(facts.files).toHaveLength(2);
  });
});

describe('an ending', () => {
  it('of nobody’s report, or without a number: a code', async () => {
    for (const id of ['999999999', '-1', '1e5', 'x', '']) {
      for (const path of ['finish', 'retract'] as const) {
        const answer = await client.post(path, new URLSearchParams({ id }));
        expect(answer.status).toBe(200);
        expect(answer.code).toBe(id === '999999999' ? 5001 : 4000);
      }
    }
  });
});

describe('what was received', () => {
  it('is the sum of what is open and what was disposed of, whatever came', async () => {
    const [sum] = await database.db.query<{ received: number; reports: number }>(
      `select count(*) filter (where from_state = 'outside') as received,
              (select count(*) from intake_report) as reports
       from intake_ledger`,
    );
    expect(sum?.received).toBe(sum?.reports);
  });
});
