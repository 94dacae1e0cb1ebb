import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#core/actor.ts';
import { type Instant, systemClock } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import { signedInAs } from '#features/access/testing';
import { importOldCases, importPaths } from '#features/intake';
import { earliestLoss, startClocks } from '#features/legal';
import { ledgerFigures } from '#features/stats';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type ServedDesk, serveDesk } from '../../test/support/served-desk.ts';
import { intakeDeps } from './wiring.ts';

// Proved here: old cases come in behind the cut-over day only, are counted in their own period and leave today's alone; totals of former
// years are entered by two persons, signed, printed beside what was counted, and corrected by new rows.
// Alone: npx vitest run --project database src/entrypoints/former-years.db.test.ts

type Headers = Readonly<Record<string, string>>;
let served: ServedDesk;
let home: string;
let administrator: Headers;
let supervisor: Headers;

beforeAll(async () => {
  served = await serveDesk(['staff']);
  home = await mkdtemp(join(tmpdir(), 'vigie-old-'));
  const person = async (name: string, role: Role) =>
    (await signedInAs(served.instance.db, { clock: systemClock }, { name, roles: [role] })).headers;
  administrator = await person('Administrator', 'administrator');
  supervisor = await person('Supervisor', 'supervisor');
});
afterAll(async () => {
  await served.close();
  await rm(home, { recursive: true, force: true });
});

async function ask(who: Headers, method: string, path: string, body?: unknown) {
  const answered = await fetch(`${served.baseUrl}/api/v1/${path}`, {
    method,
    headers: { ...who, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answered.text();
  // biome-ignore lint/suspicious/noExplicitAny: answers of many routes; each test says what it looks for
  return { status: answered.status, body: (text === '' ? null : JSON.parse(text)) as any };
}

/** A CyberTip on disk; `received` is the date it bears itself. */
async function aTip(name: string, reportId: string, received?: string): Promise<string> {
  const path = join(home, name);
  await mkdir(join(path, '..'), { recursive: true });
  const tip = {
    reportId,
    ...(received === undefined ? {} : { dateReceived: received }),
    reportedInformation: {
      reportingEsp: { espName: 'Example Social, Inc.' },
      incidentSummary: { incidentType: 'Child Pornography (possession, manufacture, and distribution)' },
      reportedPeople: { reportedPersons: [{ espUserId: `acct-${reportId}` }] },
    },
  };
  await writeFile(path, JSON.stringify(tip));
  return path;
}

const old = (paths: readonly string[], how: { receivedAt: Instant | 'from-file'; dates?: string }) =>
  importOldCases(intakeDeps(served.instance), served.instance.operator, paths, { source: 'ncmec', ...how });
const received = async (range: { from?: string; to?: string } = {}) => {
  const figures = await ledgerFigures(served.instance.db, range);
  expect(figures.balanced).toBe(true);
  return figures.received;
};

describe('yesterday’s cases', () => {
  it('do not come in while no administrator has set the cut-over day', async () => {
    const path = await aTip('early.json', '100', '2019-03-01T14:00:00Z');
    expect(await old([path], { receivedAt: 'from-file' })).toMatchObject({
      ok: false,
      refusal: { kind: 'no-cut-over' },
    });
  });

  it('have a cut-over day that only an administrator sets, never in the future', async () => {
    const wanted = { day: '2026-01-01', reason: 'the day this house opened' };
    expect((await ask(supervisor, 'PUT', 'intake/cut-over', wanted)).status).toBe(404);
    expect(await ask(administrator, 'PUT', 'intake/cut-over', { ...wanted, day: '2999-01-01' })).toMatchObject({
      status: 409,
      body: { code: 'in-future' },
    });
    expect((await ask(administrator, 'PUT', 'intake/cut-over', wanted)).status).toBe(204);
    expect((await ask(administrator, 'GET', 'intake/cut-over')).body).toMatchObject({ day: '2026-01-01' });
  });

  it('are counted in their own year, numbered in it, and leave every other period alone', async () => {
    const live = await aTip('live.json', '200');
    await importPaths(intakeDeps(served.instance), served.instance.operator, [live], { source: 'ncmec' });
    const folder = join(home, 'backlog');
    await aTip('backlog/a.json', '301', '2019-12-31T23:30:00-05:00');
    await aTip('backlog/b.json', '302');
    await aTip('backlog/c.json', '303');
    await aTip('backlog/late.json', '304', '2026-02-01T00:00:00Z');
    const dates = join(home, 'dates.csv');
    await writeFile(dates, 'file,receivedAt\nb.json,2018-06-01T09:00:00-04:00\n');
    const done = granted(await old([folder], { receivedAt: 'from-file', dates }));
    expect(done.items.map(({ report }) => report.slice(0, 6))).toEqual(['R-2019', 'R-2018']);
    expect(done.left.map(({ file, reason }) => [file.split('/').at(-1), reason])).toEqual([
      ['c.json', 'no-original-receipt'],
      ['late.json', 'not-before-cut-over'],
    ]);
    expect(await received({ from: '2019-12-31', to: '2019-12-31' })).toBe(1);
    expect(await received({ from: '2018-01-01', to: '2018-12-31' })).toBe(1);
    expect(await received({ from: '2026-01-01' })).toBe(1);
    expect(await received()).toBe(3);
    const { byYear } = await ledgerFigures(served.instance.db, { by: 'year' });
    expect(byYear?.map((line) => [line.year, line.received]).slice(0, 2)).toEqual([
      [2018, 1],
      [2019, 1],
    ]);
  });

  it('come in once, and their act is written down as one of its own', async () => {
    const again = granted(await old([join(home, 'backlog/a.json')], { receivedAt: 'from-file' }));
    expect(again).toMatchObject({ received: 0, repeated: 1 });
    const acts = await served.instance.db.query<{ n: number }>(
      `select cardinality(object_ids) as n from audit_entry where act = 'receive-old-cases' and outcome = 'done'`,
    );
    expect(acts).toEqual([{ n: 2 }]);
  });

  it('start their clocks as expired, wait in the queue from today, and raise no loss', async () => {
    const [row] = await served.instance.db.query<{ reportId: number; number: string; waits: Instant }>(
      `select report.report_id as "reportId", report.number, queue.received_at as waits
       from intake_report report join triage_queue queue using (report_id)
       where report.number like 'R-2019%'`,
    );
    if (!row) throw new Error('The old case is not in the queue.');
    await inTransaction(served.instance.db, (tx) => startClocks(tx, { clock: systemClock }, [row.reportId]));
    const [clock] = await served.instance.db.query<{ due: Instant }>(
      `select due_at as due from legal_clock where report_id = $1 and kind = 'us-provider-preservation'`,
      [row.reportId],
    );
    expect(clock?.due).toBe('2020-03-31T03:30:00.000Z');
    expect(await earliestLoss(served.instance.db, [row.reportId])).toEqual([]);
    expect(row.waits.slice(0, 4)).toBe(systemClock.now().slice(0, 4));
  });

  it('cannot be dated back past the cut-over even by a row of the database', async () => {
    const backdate = (column: string) =>
      served.instance.db.query(
        `update intake_report set ${column}, entered_at = now() where number like 'R-2026%' or entered_at is null`,
      );
    await expect(backdate('received_at = now()')).rejects.toThrow(/cut-over/);
  });
});

describe('totals of former years', () => {
  const figure = {
    year: 2015,
    measure: 'received',
    value: 14_000,
    provenance: 'Annual report, page 3',
    documentSha256: 'a'.repeat(64),
    reason: 'entered once',
  };

  async function enter(fields: object = {}) {
    const proposed = await ask(supervisor, 'POST', 'stats/baselines', { ...figure, ...fields });
    expect(proposed.status).toBe(202);
    const id = proposed.body.proposal;
    const { body } = await ask(administrator, 'GET', `proposals/${id}`);
    const early = await ask(supervisor, 'POST', `proposals/${id}/execution`);
    expect(early.status).toBe(409);
    await ask(administrator, 'POST', `proposals/${id}/approval`, { contentHash: body.contentHash });
    return ask(supervisor, 'POST', `proposals/${id}/execution`);
  }

  it('are entered by two persons and printed as such beside what was counted, never in the sum', async () => {
    const before = await received();
    expect((await enter()).status).toBe(200);
    const { body } = await ask(supervisor, 'GET', 'stats?by=year');
    const year = body.byYear.find((one: { year: number }) => one.year === 2015);
    expect(year).toMatchObject({ received: 0, baseline: [{ value: 14_000, isReplaced: false }] });
    expect(year.baseline[0]).toMatchObject({ enteredBy: 'Supervisor', approvedBy: 'Administrator', source: null });
    expect(await received()).toBe(before);
  });

  it('are entered once; a correction is a row of its own and the first figure stays', async () => {
    expect(await ask(supervisor, 'POST', 'stats/baselines', { ...figure, value: 1 })).toMatchObject({
      status: 409,
      body: { code: 'already-entered' },
    });
    expect((await enter({ value: 14_016, corrects: true })).status).toBe(200);
    const { items } = (await ask(supervisor, 'GET', 'stats/baselines')).body;
    expect(items.map((one: { value: number; isReplaced: boolean }) => [one.value, one.isReplaced])).toEqual([
      [14_000, true],
      [14_016, false],
    ]);
    await expect(served.instance.db.query('update stats_baseline set value = 0')).rejects.toThrow(/corrected by a new/);
  });

  it('are signed with the key of the house over exactly what was entered', async () => {
    const [row] = await served.instance.db.query<{ body: Buffer; signature: Buffer; signer: string }>(
      'select body, signature, signer from stats_baseline order by baseline_id limit 1',
    );
    expect(JSON.parse(row?.body.toString() ?? '')).toMatchObject({
      year: 2015,
      value: 14_000,
      enteredBy: 'Supervisor',
    });
    expect(row?.signature.length).toBeGreaterThan(200);
    expect(row?.signer).not.toBe('');
  });
});
