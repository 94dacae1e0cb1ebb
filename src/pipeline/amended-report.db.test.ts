import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import { type Instant, plusMs } from '#core/clock.ts';
import { MINUTE_MS } from '#core/units.ts';
import { signedInAs } from '#features/access/testing';
import { importPaths } from '#features/intake';
import {
  aReceived,
  aSubmittedFile,
  aSubmittedIdentifier,
  aSubmittedPerson,
  aSubmittedReport,
  receiveForTest,
} from '#features/intake/testing';
import { loadDirectory, openPlaceFinder } from '#features/routing';
import { changeUrgency, claim, decide, openInQueue, queuePage } from '#features/triage';
import { aVault } from '#features/vault/testing';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { aTip } from '../../test/support/ncmec-drop.ts';
import { runStage } from './run-stage.ts';
import type { StageDeps } from './stage.ts';

// Proved: a CyberTip that comes again changes its place in the queue and its candidates as its new version asks, tells whoever holds or
// decided it, and never becomes a second report nor another disposition; a provider's own report of the same is linked, not merged.
// Alone: npx vitest run --project database src/pipeline/amended-report.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;
let now = '2026-11-24T12:00:00.000Z' as Instant;
const clock = { now: () => now };
let database: TestDatabase;
let deps: StageDeps;
let home: string;
let ann: StaffActor;
let drops = 0;

beforeAll(async () => {
  database = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'vigie-amended-'));
  await inTransaction(database.db, loadDirectory);
  const places = await openPlaceFinder({ operatorFolder: null });
  deps = { db: database.db, clock, log: silentLog, places } as unknown as StageDeps;
  ann = (await signedInAs(database.db, { clock }, { name: 'Ann', roles: ['triage-investigator'] })).actor;
});
afterAll(async () => {
  await database.drop();
  await rm(home, { recursive: true });
});

const act = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.db, work);

/** One document of a tip, received; its stages wait until they are asked for. */
async function receive(number: string, change: Parameters<typeof aTip>[1] = {}) {
  now = plusMs(now, MINUTE_MS);
  const path = join(home, `${++drops}.json`);
  await writeFile(path, JSON.stringify(aTip(number, change)));
  const intake = {
    ...{ db: database.db, clock, log: silentLog, operatorDir: home, vault: await aVault(home) },
    onReceived: (tx: Tx, heads: Parameters<typeof openInQueue>[2]) => openInQueue(tx, { clock }, heads),
  };
  return importPaths(intake, OPERATOR, [path], { source: 'ncmec' });
}

async function idOf(number: string): Promise<number> {
  const rows = await database.db.query<{ id: number }>(
    `select report_id as id from intake_report where external_id = $1`,
    [number],
  );
  expect(rows).toHaveLength(1);
  return rows[0]?.id ?? 0;
}

/** Runs the road of the last event about a report, as a worker would. */
async function runRoad(reportId: number): Promise<void> {
  const [event] = await database.db.query<{ eventId: number; kind: string }>(
    `select event_id as "eventId", kind from outbox_event
     where $1 = any(subjects) and kind in ('report.received', 'report.amended') order by event_id desc limit 1`,
    [reportId],
  );
  await runStage(deps, { stage: 'start-clocks', eventId: event?.eventId ?? 0, subjects: [reportId] }, 1);
}

const queueRow = async (reportId: number) =>
  (
    await database.db.query<{
      level: number;
      state: string;
      reawakened: string | null;
      version: number;
      claimed: number | null;
    }>(
      `select level, state, reawakened_reason as reawakened, version, claimed_version as claimed
       from triage_queue where report_id = $1`,
      [reportId],
    )
  )[0];

describe('a CyberTip that comes again', () => {
  it('with priority 1 stands first in the queue as soon as it is received, before any stage has run', async () => {
    await receive('190001001', { ncmecPriority: '3' });
    await receive('190001002', { ncmecPriority: '3' });
    for (const number of ['190001001', '190001002']) await runRoad(await idOf(number));
    const reportId = await idOf('190001002');
    expect((await queueRow(reportId))?.level).toBeGreaterThan(1);
    expect(await receive('190001002', { ncmecPriority: '1' })).toMatchObject({ newVersions: 1, received: 0 });
    expect(await queueRow(reportId)).toMatchObject({ level: 1, version: 2 });
    const page = await queuePage(database.db, { view: 'all', asOf: now });
    expect(page.ok && page.value.items[0]).toMatchObject({ urgency: 'P1', senderAlarm: 'NCMEC priority 1' });
  });

  it('lifts what a person had lowered, when that person did not have this alarm before them', async () => {
    await receive('190001003', { ncmecPriority: '3' });
    const reportId = await idOf('190001003');
    await runRoad(reportId);
    const lowered = { urgency: 'P4', reason: 'as read, nothing points to danger' } as const;
    expect(await act((tx) => claim(tx, { clock }, ann, reportId))).toMatchObject({ ok: true });
    expect(await act((tx) => changeUrgency(tx, { clock }, ann, reportId, lowered))).toMatchObject({ ok: true });
    expect((await queueRow(reportId))?.level).toBe(4);
    await receive('190001003', { ncmecPriority: '1' });
    expect((await queueRow(reportId))?.level).toBe(1);
    await runRoad(reportId);
    expect((await queueRow(reportId))?.level).toBe(1);
  });

  it('from another place has other candidates', async () => {
    const living = (city: string, state: string) => ({
      person: { addresses: { addresses: [{ city, state, country: 'CA' }] } },
    });
    const candidates = async (reportId: number) =>
      (
        await database.db.query<{ code: string }>(
          'select distinct code from routing_candidate where report_id = $1 order by code',
          [reportId],
        )
      ).map(({ code }) => code);
    await receive('190001004', living('Laval', 'QC'));
    const reportId = await idOf('190001004');
    await runRoad(reportId);
    expect(await candidates(reportId)).toContain('QC-SPL');
    await receive('190001004', living('Calgary', 'AB'));
    await runRoad(reportId);
    const after = await candidates(reportId);
    expect(after).not.toContain('QC-SPL');
    expect(after.length).toBeGreaterThan(0);
  });

  it('is told to whoever holds it: a decision on the version they claimed is refused', async () => {
    await receive('190001005');
    const reportId = await idOf('190001005');
    await act((tx) => claim(tx, { clock }, ann, reportId));
    await receive('190001005', { ncmecPriority: '2' });
    expect(await queueRow(reportId)).toMatchObject({ version: 2, claimed: 1, state: 'open' });
    const request = { disposition: 'package', reason: '1', note: null, target: null, version: null } as const;
    expect(await act((tx) => decide(tx, { clock }, ann, reportId, request))).toMatchObject({ ok: false });
  });

  it('is shown again where it was decided; its disposition stays, and it is not counted twice', async () => {
    await receive('190001006');
    const reportId = await idOf('190001006');
    await act((tx) => claim(tx, { clock }, ann, reportId));
    const request = { disposition: 'package', reason: '1', note: null, target: null, version: null } as const;
    expect(await act((tx) => decide(tx, { clock }, ann, reportId, request))).toMatchObject({ ok: true });
    await receive('190001006', { ncmecPriority: '1' });
    await runRoad(reportId);
    expect(await queueRow(reportId)).toMatchObject({
      state: 'decided',
      level: 1,
      reawakened: expect.stringMatching(/new-version|danger-grew/),
    });
    const page = await queuePage(database.db, { view: 'reawakened', asOf: now });
    expect(page.ok && page.value.items).toHaveLength(1);
    const [row] = await database.db.query<{ state: string; moves: number }>(
      `select state, (select count(*)::int from intake_ledger move where move.report_id = report.report_id) as moves
       from intake_report report where report_id = $1`,
      [reportId],
    );
    expect(row).toEqual({ state: 'package', moves: 2 });
  });
});

it('a provider’s own report that later comes as a CyberTip is linked by account, file and time, and never merged', async () => {
  const md5 = '9e107d9d372bb6826bd81d3542a419d6';
  const account = aSubmittedIdentifier({ value: 'acct-190001007', normal: 'acct-190001007', service: 'Example' });
  const report = aSubmittedReport({
    persons: [aSubmittedPerson({ identifiers: [account] })],
    files: [aSubmittedFile({ originalName: 'f1.dat', claimedHashes: [{ type: 'MD5', value: md5 }] })],
  });
  const own = await act((tx) => receiveForTest(tx, { ...aReceived(), via: 'submit', channel: 'ispws', report }));
  await runRoad(own.reportId);
  await receive('190001007', { files: [{ filename: 'f1.dat', verificationHash: md5 }] });
  const tip = await idOf('190001007');
  await runRoad(tip);
  const edges = await database.db.query<{ weight: number; evidence: unknown }>(
    `select weight::float8 as weight, evidence from linking_edge where a_report_id = $1 and b_report_id = $2`,
    [Math.min(own.reportId, tip), Math.max(own.reportId, tip)],
  );
  expect(edges).toHaveLength(1);
  const said = JSON.stringify(edges[0]?.evidence);
  expect(said).toContain('acct-190001007');
  const rows = await database.db.query('select 1 from intake_report where report_id = any($1::bigint[])', [
    [own.reportId, tip],
  ]);
  expect(rows).toHaveLength(2);
});
