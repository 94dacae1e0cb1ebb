import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { aStaffActor } from '#features/access/testing';
import { aVault } from '#features/vault/testing';
import { openPdfText } from '#platform/decoder/pdf-text.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { aPdf, aTip, type Drop, dropFolder } from '../../../../test/support/ncmec-drop.ts';
import { importPaths } from '../import/import-paths.ts';
import { compareReport } from '../queries/compare-report.ts';
import { draftFields } from '../queries/draft-fields.ts';
import { reportFacts } from '../queries/report-facts.ts';
import { showReport } from '../queries/show-report.ts';
import type { IntakeDeps } from '../received.ts';
import { expungeContent } from './expunge-content.ts';
import { judgeDraftField } from './judge-draft-field.ts';
import { readTipPdfs } from './read-tip-pdfs.ts';

// Proved: the PDF of a tip is read behind the wall, offered beside the JSON, and becomes nothing without a person's word; what a person
// confirmed outlives a new version. Alone: npx vitest run --project database src/features/intake/commands/read-tip-pdfs.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;
const clock = { now: () => '2026-11-24T12:00:00.000Z' as Instant };
const pdfText = openPdfText({ wallMs: 120_000 });
let database: TestDatabase;
let deps: IntakeDeps;
let home: string;
let ann: StaffActor;
let drops = 0;
beforeAll(async () => {
  database = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'vigie-pdf-'));
  ann = aStaffActor({ roles: ['triage-investigator'] });
  deps = {
    ...{ db: database.db, vault: await aVault(join(home, 'vault')), clock, log: silentLog, operatorDir: home },
    ...{ onReceived: async () => undefined, pdfText },
  };
});
afterAll(async () => {
  await database.drop();
  await rm(home, { recursive: true });
});

async function receive(number: string, drop: Drop): Promise<number> {
  const folder = await dropFolder(join(home, `drop-${++drops}`), drop);
  await importPaths(deps, OPERATOR, [folder], { source: 'ncmec' });
  const [row] = await database.db.query<{ id: number }>(
    'select report_id as id from intake_report where external_id = $1',
    [number],
  );
  return row?.id ?? 0;
}

const within = <T>(act: Parameters<typeof inTransaction<T>>[1]) => inTransaction(database.db, act);
const read = (reportId: number) => readTipPdfs(database.db, { clock, vault: deps.vault, pdfText }, reportId);
async function draftsOf(reportId: number) {
  const page = await within((tx) => draftFields(tx, ann, reportId));
  if (!page.ok) throw new Error(page.refusal.kind);
  return page.value;
}
const identifiersOf = async (reportId: number) =>
  (await reportFacts(database.db, [reportId]))[0]?.identifiers.map(({ kind, value }) => `${kind} ${value}`) ?? [];
const judge = (reportId: number, fieldId: number, verdict: 'confirmed' | 'rejected') =>
  within((tx) => judgeDraftField(tx, { clock }, ann, { reportId, fieldId, verdict }));

const json = (number: string, change: Parameters<typeof aTip>[1] = {}) => JSON.stringify(aTip(number, change));
const LINES = [
  'Priority Level: 1',
  'IP Address: 192.0.2.7',
  'Email Address: someone@example.com',
  'Child Victim',
  'Screen Name: example_child',
];

describe('the PDF of a tip', () => {
  it('is offered line by line beside what the JSON says, and adds nothing by itself', async () => {
    const reportId = await receive('190002001', {
      'a.json': json('190002001', { ncmecPriority: '2' }),
      'a.pdf': aPdf(LINES),
    });
    const before = await identifiersOf(reportId);
    await read(reportId);
    const { pdfs, fields } = await draftsOf(reportId);
    expect(pdfs).toMatchObject([{ name: 'a.pdf', outcome: 'read', pages: 1, isCut: false }]);
    expect(
      fields.map(({ kind, value, standing, said, page, line }) => [kind, value, standing, said, page, line]),
    ).toEqual([
      ['priority', '1', 'differs', '2', 1, 1],
      ['ip', '192.0.2.7', 'agrees', null, 1, 2],
      ['email', 'someone@example.com', 'only-in-pdf', null, 1, 3],
    ]);
    expect(await identifiersOf(reportId)).toEqual(before);
    await read(reportId);
    expect((await draftsOf(reportId)).fields).toHaveLength(3);
  });

  it('becomes an identifier by a person’s word, with its place; it outlives a new version and goes when that person rejects it', async () => {
    const reportId = await receive('190002002', { 'a.json': json('190002002'), 'a.pdf': aPdf(['Cover', ...LINES]) });
    await read(reportId);
    const email = (await draftsOf(reportId)).fields.find(({ kind }) => kind === 'email');
    expect(await judge(reportId, email?.id ?? 0, 'confirmed')).toEqual({ ok: true, value: null });
    const [facts] = await reportFacts(database.db, [reportId]);
    expect(facts?.identifiers.find(({ kind }) => kind === 'email')).toMatchObject({
      value: 'someone@example.com',
      path: expect.stringMatching(/^pdf:[0-9a-f]{12}\/page\[1\]\/line\[4\]\/email$/),
      provenance: 'reported-by-provider',
      caveat: expect.stringContaining('PDF'),
    });
    await receive('190002002', { 'b.json': json('190002002', { ncmecPriority: '2' }) });
    expect(await identifiersOf(reportId)).toContain('email someone@example.com');
    await judge(reportId, email?.id ?? 0, 'rejected');
    expect(await identifiersOf(reportId)).not.toContain('email someone@example.com');
  });

  it('is a file of the report for its readers, and none of the case for the stages', async () => {
    const reportId = await receive('190002003', { 'a.json': json('190002003'), 'a.pdf': aPdf(LINES) });
    const shown = await within((tx) => showReport(tx, ann, reportId));
    expect(shown.ok && shown.value.files.map(({ relation }) => relation)).toEqual(['tip-pdf']);
    expect((await reportFacts(database.db, [reportId]))[0]?.files).toEqual([]);
  });

  it('that is none is kept, and the reason is noted', async () => {
    const reportId = await receive('190002004', { 'a.json': json('190002004'), 'a.pdf': Buffer.from('no pdf at all') });
    await read(reportId);
    expect(await draftsOf(reportId)).toMatchObject({ pdfs: [{ outcome: 'not-a-pdf' }], fields: [] });
  });

  it('goes with its report, lines and readings too', async () => {
    const reportId = await receive('190002005', { 'a.json': json('190002005'), 'a.pdf': aPdf([...LINES, 'End']) });
    await read(reportId);
    await within((tx) => expungeContent(tx, [reportId], clock.now()));
    const rows = await database.db.query(
      `select report_id from intake_draft_field where report_id = $1 union all select report_id from intake_pdf_reading where report_id = $1`,
      [reportId],
    );
    expect(rows).toEqual([]);
    await read(reportId);
  });
});

it('the differences of two versions name every changed field; the child’s only as changed', async () => {
  const victims = (name: string) => ({ victims: { victims: [{ firstName: name }] } });
  const tip = (name: string, change: Parameters<typeof aTip>[1]) => {
    const whole = aTip('190002006', change);
    return JSON.stringify({ ...whole, reportedInformation: { ...whole.reportedInformation, ...victims(name) } });
  };
  const reportId = await receive('190002006', {
    'a.json': tip('A', { ncmecPriority: '3', files: [{ filename: 'f1.dat', viewedByEsp: null }] }),
  });
  await receive('190002006', {
    'b.json': tip('B', { ncmecPriority: '2', files: [{ filename: 'f1.dat', viewedByEsp: false }] }),
  });
  const compared = await within((tx) => compareReport(tx, ann, reportId, { from: 1, to: 2 }));
  expect(compared.ok && compared.value).toEqual({
    from: 1,
    to: 2,
    touches: ['urgency', 'jurisdiction'],
    differences: [
      { part: 'report', change: 'changed', of: null, field: 'ncmecPriority', from: '3', to: '2' },
      { part: 'file', change: 'added', of: 'f1.dat', field: 'viewedByEsp', from: null, to: 'false' },
      { part: 'victims', change: 'changed', of: null, field: null, from: null, to: null },
    ],
  });
  expect(await within((tx) => compareReport(tx, ann, reportId, { from: 1, to: 9 }))).toMatchObject({ ok: false });
});
