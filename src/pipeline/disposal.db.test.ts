import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role, StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { proposalRoutes } from '#features/access';
import { signedInAs } from '#features/access/testing';
import { retractDisposed } from '#features/dispatch';
import { moveInLedger } from '#features/intake';
import {
  aSubmittedFile,
  aSubmittedIdentifier,
  aSubmittedPerson,
  aSubmittedReport,
  receiveForTest,
} from '#features/intake/testing';
import { type DisposalPorts, disposalActs, retentionRoutes } from '#features/legal';
import { subjectIdOf } from '#features/linking';
import { packageIdOf, packagesHolding } from '#features/packaging';
import { aReleasedPackage, type Desk, openDesk } from '#features/packaging/testing';
import { reconcileLedger } from '#features/stats';
import { disposeCases, objectsOfCases, removeDisposedFiles } from '#features/vault';
import { storeText } from '#features/vault/testing';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { runStage } from './run-stage.ts';
import type { StageDeps } from './stage.ts';
import { STAGES } from './stages.ts';

// Proved: two persons dispose of due reports: content, keys and files are gone from every table and folder, figures are equal,
// the certificate is signed, recipients are to be told, a hold wins on every path, and a kill between commit and removal heals.
// Out of scope: the table's dates (legal/domain/retention.test.ts), two persons (access). Alone: … --project database disposal
const MARK = 'zq7marker';
let database: TestDatabase;
let desk: Desk;
let app: FastifyInstance;
let supervisor: StaffActor;
let second: StaffActor;
let caller: StaffActor;
let deps: StageDeps;
let now = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
let disposal: DisposalPorts;

beforeAll(async () => {
  database = await testDatabase();
  desk = await openDesk(database.db, await mkdtemp(join(tmpdir(), 'vigie-disposal-')));
  const person = async (name: string, roles: readonly Role[]) =>
    (await signedInAs(database.db, { clock }, { name, roles })).actor;
  supervisor = await person('Supervisor', ['supervisor']);
  second = await person('Second', ['supervisor']);
  disposal = {
    packagesHolding,
    targetId: (q, scope, number) => (scope === 'package' ? packageIdOf(q, number) : subjectIdOf(q, number)),
    objectsOf: objectsOfCases,
    shred: (tx, order) => disposeCases(tx, { clock }, order),
  };
  deps = { db: database.db, clock, log: silentLog, packages: desk.packages } as StageDeps;
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: [
      ...proposalRoutes({ clock, acts: disposalActs({ clock, disposal }) }),
      ...retentionRoutes({ clock, disposal }),
    ],
    authenticate: async () => ({ actor: caller }),
    plugins: [],
    readiness: [],
    checkAnswers: true,
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(desk.home, { recursive: true, force: true });
});

async function call(actor: StaffActor, method: 'GET' | 'POST', path: string, payload?: object) {
  caller = actor;
  const headers = { host: 'localhost' };
  return app.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) });
}

/** A received report that says the mark wherever a sender can, with one file of its own, left without action. */
async function aDisposable(name: string, text = `${MARK} file ${name}`) {
  const stored = await storeText(desk.vault, text);
  return inTransaction(database.db, async (tx) => {
    const said = `${MARK}-${name}`;
    const report = aSubmittedReport({
      senderName: said,
      senderAlarm: said,
      persons: [aSubmittedPerson({ lastName: said }), aSubmittedPerson({ role: 'victim', lastName: said })],
      identifiers: [aSubmittedIdentifier({ value: said })],
      files: [aSubmittedFile({ originalName: `${said}.dat` })],
      narratives: [{ path: 'x', body: said, restricted: false }],
    } as object);
    const media = [{ ordinal: 0, stored }];
    const head = await receiveForTest(tx, { report, media, sender: said }, { vault: desk.vault, clock });
    const moves = [{ reportId: head.reportId, to: 'not-actionable' as const }];
    await moveInLedger(tx, { clock }, { kind: 'stage', stage: 'test' }, moves);
    return head;
  });
}

/** Runs the stages that listen to what was announced, as the worker does, each event once. */
const done = new Set<number>();
async function runAnnounced(only?: (stage: string) => boolean): Promise<void> {
  for (;;) {
    const events = await database.db.query<{ eventId: number; kind: string; subjects: readonly string[] }>(
      `select event_id as "eventId", kind, subjects from outbox_event
       where kind in ('report.expunged', 'expunge.completed') and not event_id = any($1) order by event_id`,
      [[...done]],
    );
    if (events.length === 0) return;
    for (const { eventId, kind, subjects } of events) {
      done.add(eventId);
      const ids = subjects.map(Number);
      for (const stage of STAGES.filter((one) => one.on === kind && (only?.(one.name) ?? true))) {
        // A stage of bytes takes one subject at a time, as the queue hands them out.
        const sets = 'runOne' in stage ? ids.map((id) => [id]) : [ids];
        for (const set of sets) await runStage(deps, { stage: stage.name, eventId, subjects: set }, 1);
      }
    }
  }
}

async function approved(reports: readonly string[]): Promise<number> {
  const proposed = await call(supervisor, 'POST', '/retention/expunges', { reports, reason: 'Their time is over.' });
  const id = proposed.json().proposalId;
  const { contentHash } = (await call(second, 'GET', `/proposals/${id}`)).json();
  await call(second, 'POST', `/proposals/${id}/approval`, { contentHash });
  return id;
}
const carryOut = (id: number) => call(supervisor, 'POST', `/proposals/${id}/execution`);

/** Tables with a row whose text, or whose bytes as text, hold this; nothing is left out but the planted list itself. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const tables = await database.db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'graphile_worker')`,
  );
  const hex = Buffer.from(text).toString('hex');
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await database.db.query(
      `select 1 from ${name} as line where line::text like $1 or line::text like $2 limit 1`,
      [`%${text}%`, `%${hex}%`],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

async function figures() {
  const [ledger] = await database.db.query(
    `select count(*)::int as rows, md5(string_agg(line::text, '|' order by entry_id)) as digest from intake_ledger as line`,
  );
  const reports = await database.db.query(
    `select state, source, received_day, count(*)::int as reports, count(why)::int as faults
     from stats_reconciliation group by 1, 2, 3 order by 1, 2, 3`,
  );
  return { ledger, reports };
}

describe('a report whose time is over', () => {
  test('fifty of them: gone from every table and folder; ledger and figures equal; certified; nothing on a repeat', async () => {
    const heads = [];
    for (let index = 0; index < 50; index++) heads.push(await aDisposable(`r${index}`));
    expect((await tablesWith(MARK)).length).toBeGreaterThan(5);
    const filesBefore = (await readdir(join(desk.home, 'blobs'), { recursive: true })).length;
    now = plusMs(now, 2 * 365 * DAY_MS);
    expect((await call(supervisor, 'GET', '/retention/due')).json().items).toEqual([]);
    now = plusMs(now, 3 * DAY_MS);
    const due = (await call(supervisor, 'GET', '/retention/due')).json();
    expect(due.items).toHaveLength(50);
    expect(due.items[0]).toMatchObject({
      standing: 'due',
      class: { code: 'lead-not-actionable' },
      ruleSource: 'S-ISA',
    });
    const before = await figures();

    const numbers = heads.map((head) => head.number);
    const id = await approved(numbers);
    const shown = (await call(second, 'GET', `/proposals/${id}`)).json();
    expect(shown.what.find((one: { field: string }) => one.field === 'count').values).toEqual(['50']);
    expect((await carryOut(id)).statusCode).toBe(200);
    // Committed, nothing else has run: what was received and every key are gone already.
    expect(await tablesWith(`${MARK}-r`)).toEqual([]);
    expect(await database.db.query('select 1 from vault_object')).toEqual([]);
    await runAnnounced();
    expect(await tablesWith(MARK)).toEqual([]);
    expect((await readdir(join(desk.home, 'blobs'), { recursive: true })).length).toBe(filesBefore - 50);
    expect(await figures()).toEqual(before);
    expect(await reconcileLedger(database.db, { clock, log: silentLog })).toMatchObject({ balanced: true });

    const [line] = (await call(supervisor, 'GET', '/retention/certificates')).json().items;
    expect(line).toMatchObject({ proposedBy: 'Supervisor', approvedBy: 'Second', documents: { en: true, fr: true } });
    expect(line.reports).toEqual(numbers);
    const again = await carryOut(id);
    expect([again.statusCode, again.json().code]).toEqual([409, 'second-person-missing']);
    expect((await call(supervisor, 'POST', '/retention/expunges', { reports: numbers, reason: 'x' })).json().code).toBe(
      'obstacles',
    );
    const [sql] = await database.db.query<{ expungedAt: string }>(
      'select expunged_at as "expungedAt" from intake_report',
    );
    expect(sql?.expungedAt).toBe(now);
  });

  test('has a certificate that openssl verifies against the house’s own authority, in both languages on paper', async () => {
    const [line] = (await call(supervisor, 'GET', '/retention/certificates')).json().items;
    const signed = (await call(supervisor, 'GET', `/retention/certificates/${line.number}`)).json();
    const body = Buffer.from(signed.body, 'base64');
    const paths = ['body', 'sig', 'ca'].map((name) => join(desk.home, name));
    const [bodyPath = '', signaturePath = '', caPath = ''] = paths;
    await writeFile(bodyPath, body);
    await writeFile(signaturePath, Buffer.from(signed.signature, 'base64'));
    await writeFile(caPath, desk.packages.signer.caPem);
    const verify = () =>
      promisify(execFile)('openssl', [
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', signaturePath, '-content', bodyPath],
        ...['-CAfile', caPath, '-no_check_time', '-out', '/dev/null'],
      ]);
    await verify();
    const said = JSON.parse(body.toString());
    expect(said).toMatchObject({ classes: [{ code: 'lead-not-actionable', count: 50 }], tree: null });
    expect(said.removed.find((one: { part: string }) => one.part === 'keys').removed).toBe(50);
    await writeFile(bodyPath, body.toString().replace('"count":50', '"count":49'));
    await expect(verify()).rejects.toThrow();
    for (const language of ['en', 'fr']) {
      const pdf = await call(supervisor, 'GET', `/retention/certificates/${line.number}/document?language=${language}`);
      expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  test('keeps bytes that another report still needs, until that one goes too', async () => {
    const first = await aDisposable('shared-a', `${MARK} same bytes`);
    const other = await aDisposable('shared-b', `${MARK} same bytes`);
    now = plusMs(now, 735 * DAY_MS);
    await carryOut(await approved([first.number]));
    await runAnnounced();
    const [object] = await database.db.query<{ objectId: string }>('select object_id as "objectId" from vault_object');
    expect(await desk.vault.verifyObject(database.db, object?.objectId as never)).toMatchObject({ ok: true });
    await carryOut(await approved([other.number]));
    await runAnnounced();
    expect(await database.db.query('select 1 from vault_object')).toEqual([]);
  });

  test('killed between the commit and the removal of its files: run again, they go, and the certificate is made once', async () => {
    const { number } = await aDisposable('killed');
    now = plusMs(now, 735 * DAY_MS);
    await carryOut(await approved([number]));
    const files = async () => (await readdir(join(desk.home, 'blobs'), { recursive: true })).length;
    const before = await files();
    const broken = { discard: () => Promise.reject(Object.assign(new Error('killed'), { code: 'EIO' })) };
    await expect(removeDisposedFiles(database.db, { clock, vault: broken })).rejects.toThrow('killed');
    expect(await files()).toBe(before);
    await runAnnounced();
    expect(await files()).toBe(before - 1);
    const made = () => database.db.query('select 1 from legal_certificate');
    const count = (await made()).length;
    done.clear();
    await runAnnounced();
    expect(await made()).toHaveLength(count);
    expect(await removeDisposedFiles(database.db, { clock, vault: broken })).toBe(0);
  });
});

describe('a legal hold', () => {
  const hold = (scope: string, target: string) =>
    call(supervisor, 'POST', '/retention/holds', { scope, target, kind: 'court', reason: 'Order of the court.' });
  const rows = (reportId: number) =>
    database.db.query('select 1 from intake_narrative where report_id = $1', [reportId]);

  test('placed after the approval stops the disposal; lifted, the same approval carries it out', async () => {
    const { number, reportId } = await aDisposable('held');
    now = plusMs(now, 735 * DAY_MS);
    const id = await approved([number]);
    const { holdId } = (await hold('report', number)).json();
    const refused = await carryOut(id);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'obstacles']);
    expect(refused.json().title).toContain('legal hold');
    expect(await rows(reportId)).toHaveLength(1);
    expect((await call(supervisor, 'GET', '/retention/due')).json().items).toMatchObject([{ standing: 'held' }]);
    await call(supervisor, 'POST', `/retention/holds/${holdId}/lift`, { reason: 'Order revoked.' });
    expect((await call(supervisor, 'GET', '/retention/holds')).json().items[0]).toMatchObject({ isLive: false });
    expect((await carryOut(id)).statusCode).toBe(200);
    expect(await rows(reportId)).toEqual([]);
    await runAnnounced();
  });

  test('on a report, its package, its subject or the subject it was merged from holds it on every path', async () => {
    const heads = [];
    for (let index = 0; index < 4; index++) heads.push(await aDisposable(`wall${index}`));
    const [byReport, byPackage, bySubject, byMerged] = heads.map((head) => head.reportId) as [
      number,
      number,
      number,
      number,
    ];
    const numbers = heads.map((head) => head.number);
    const { db } = database;
    const [pkg] = await db.query<{ id: number; number: string }>(
      `insert into packaging_package (number, agency_code, role, language, state, created_at)
       values ('PKG-2026-09999', 'QC-SPL', 'reported-place', 'fr', 'draft', $1) returning package_id as id, number`,
      [now],
    );
    await db.query(
      `insert into packaging_member (package_id, report_id, role, lead, added_at) values ($1, $2, 'member', false, $3)`,
      [pkg?.id, byPackage, now],
    );
    const subject = async () =>
      (
        await db.query<{ id: number }>(
          'insert into linking_subject (created_at) values ($1) returning subject_id as id',
          [now],
        )
      )[0]?.id ?? 0;
    const [kept, merged] = [await subject(), await subject()];
    await db.query('update linking_subject set merged_into = $1 where subject_id = $2', [kept, merged]);
    const another = await subject();
    for (const [reportId, subjectId] of [
      [bySubject, another],
      [byMerged, kept],
    ] as const)
      await db.query(
        `insert into linking_membership (report_id, subject_id, standing, since) values ($1, $2, 'confirmed', $3)`,
        [reportId, subjectId, now],
      );
    now = plusMs(now, 735 * DAY_MS);
    const scopes = [
      ['report', numbers[0]],
      ['package', pkg?.number],
      ['subject', `S-${another}`],
      ['subject', `S-${merged}`],
    ] as const;
    const ids = [byReport, byPackage, bySubject, byMerged];
    const paths = {
      api: async (at: number) =>
        (await call(supervisor, 'POST', '/retention/expunges', { reports: [numbers[at]], reason: 'x' })).json().code ===
        'obstacles',
      list: async (at: number) =>
        (await call(supervisor, 'GET', '/retention/due'))
          .json()
          .items.find((one: { report: string }) => one.report === numbers[at])?.standing === 'held',
      sql: async (at: number) =>
        db.query('update intake_report set expunged_at = $2 where report_id = $1', [ids[at], now]).then(
          () => false,
          (error: Error) => error.message.includes('legal hold'),
        ),
    };
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([0, 1, 2, 3], { minLength: 1 }),
        fc.constantFrom('api', 'list', 'sql'),
        async (held, path) => {
          const placed: number[] = [];
          for (const at of held) placed.push((await hold(scopes[at]?.[0] ?? '', scopes[at]?.[1] ?? '')).json().holdId);
          for (const at of held) expect(await paths[path as keyof typeof paths](at), `${path} ${at}`).toBe(true);
          for (const id of placed) await call(supervisor, 'POST', `/retention/holds/${id}/lift`, { reason: 'Test.' });
        },
      ),
      { numRuns: 24 },
    );
    expect(await rows(byMerged)).toHaveLength(1);
  });

  test('of an unknown number, without a role, or that ends before it begins, is not placed', async () => {
    expect((await hold('report', 'R-1999-000001')).json().code).toBe('unknown-target');
    expect((await hold('subject', 'S-999999')).json().code).toBe('unknown-target');
    const { number } = await aDisposable('reversed');
    const reversed = { scope: 'report', target: number, kind: 'court', reason: 'x', from: now, until: now };
    expect((await call(supervisor, 'POST', '/retention/holds', reversed)).json().code).toBe('ends-before-it-begins');
    const auditor = { ...supervisor, roles: ['auditor' as const] };
    expect((await call(auditor, 'POST', '/retention/holds', { ...reversed, until: null })).statusCode).toBe(404);
    expect((await call(auditor, 'POST', '/retention/expunges', { reports: [number], reason: 'x' })).statusCode).toBe(
      404,
    );
  });
});

describe('a package', () => {
  test('is disposed of whole, with its sealed bytes; who holds a copy is to be told, once', async () => {
    const { packageId } = await aReleasedPackage(desk);
    const { db } = database;
    const [member] = await db.query<{ reportId: number; number: string }>(
      `select report_id as "reportId", number from packaging_member join intake_report using (report_id) where package_id = $1`,
      [packageId],
    );
    await db.query(
      `insert into dispatch_delivery (package_id, agency_code, channel, state, bag_hash, files, created_at)
       values ($1, 'QC-SPL', 'spool', 'delivered', 'ab', '[]', $2)`,
      [packageId, now],
    );
    await db.query("update packaging_package set state = 'delivered' where package_id = $1", [packageId]);
    const other = await aDisposable('companion');
    await db.query(
      `insert into packaging_member (package_id, report_id, role, lead, added_at) values ($1, $2, 'member', false, $3)`,
      [packageId, other.reportId, now],
    );
    now = plusMs(now, 3_660 * DAY_MS);
    const alone = await call(supervisor, 'POST', '/retention/expunges', { reports: [member?.number], reason: 'x' });
    expect(alone.json().title).toContain('a package is disposed of whole');
    const id = await approved([member?.number ?? '', other.number]);
    const shown = (await call(second, 'GET', `/proposals/${id}`)).json();
    expect(shown.what.find((one: { field: string }) => one.field === 'copies').values[0]).toContain('→ QC-SPL');
    expect((await carryOut(id)).statusCode).toBe(200);
    await runAnnounced();
    const sealed = await db.query<{ content: object; bagHash: string }>(
      'select content, bag_hash as "bagHash" from packaging_sealed where package_id = $1',
      [packageId],
    );
    expect(sealed[0]).toMatchObject({ content: {}, bagHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await db.query('select 1 from vault_custody where package_id = $1', [packageId])).toEqual([]);
    const tasks = () => db.query('select 1 from dispatch_retraction where package_id = $1', [packageId]);
    expect(await tasks()).toHaveLength(1);
    await inTransaction(db, (tx) => retractDisposed(tx, { clock }, [other.reportId]));
    expect(await tasks()).toHaveLength(1);
  });
});
