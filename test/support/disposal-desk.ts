import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role, StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { proposalRoutes } from '#features/access';
import { signedInAs } from '#features/access/testing';
import { openAuditKeys } from '#features/audit';
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
import { openDesk } from '#features/packaging/testing';
import { openPlaceFinder } from '#features/routing';
import { openInQueue } from '#features/triage';
import { storeText } from '#features/vault/testing';
import { runStage } from '#pipeline/run-stage.ts';
import type { StageDeps } from '#pipeline/stage.ts';
import { STAGES } from '#pipeline/stages.ts';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { connect } from '#platform/postgres/connect.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { testDatabase } from './database.ts';

/** Stands wherever a sender can say something; neutral, and found nowhere else. */
export const MARK = 'zq7marker';

/** The stages a received report passes before a person decides. */
const ROAD = ['start-clocks', 'match-media', 'link-reports', 'triage-reports', 'propose-routes'];

/** A house with two supervisors, a real vault, the routes of disposal and a clock that can be moved. */
export async function openDisposalDesk() {
  let now = '2026-11-24T12:00:00.000Z' as Instant;
  const clock: Clock = { now: () => now };
  const database = await testDatabase();
  const { db } = database;
  const desk = await openDesk(db, await mkdtemp(join(tmpdir(), 'vigie-disposal-')));
  // People work behind the walls, each bound to a session that outlives the years this clock is moved by.
  const { session } = await openAuditKeys(join(desk.home, 'audit-keys'));
  const walled = connect({ connectionString: database.connectionString, role: 'vigie_desk', session });
  const secrets = new Map<StaffActor, string>();
  const person = async (name: string, roles: readonly Role[]): Promise<StaffActor> => {
    const { actor, headers } = await signedInAs(db, { clock }, { name, roles });
    secrets.set(actor, headers.cookie.split('=')[1] ?? '');
    return actor;
  };
  const supervisor = await person('Supervisor', ['supervisor']);
  const second = await person('Second', ['supervisor']);
  await db.query("update access_session set expires_at = '2099-01-01'");
  const disposal: DisposalPorts = {
    packagesHolding,
    targetId: (q, scope, number) => (scope === 'package' ? packageIdOf(q, number) : subjectIdOf(q, number)),
    vault: desk.vault,
  };
  const places = await openPlaceFinder({ operatorFolder: null });
  const deps = { db, clock, log: silentLog, packages: desk.packages, places } as StageDeps;
  let caller: StaffActor = supervisor;
  const acts = disposalActs({ clock, disposal });
  const app = await buildServer({
    log: silentLog,
    db,
    desk: walled,
    routes: [...proposalRoutes({ clock, acts }), ...retentionRoutes({ clock, disposal })],
    authenticate: async () => ({ actor: caller, session: secrets.get(caller) ?? '', stepUpUntil: now }),
    plugins: [],
    readiness: [],
    checkAnswers: true,
  });
  const onReceived = (tx: Tx, reports: Parameters<typeof openInQueue>[2]) => openInQueue(tx, { clock }, reports);

  async function call(actor: StaffActor, method: 'GET' | 'POST', path: string, payload?: object) {
    caller = actor;
    const headers = { host: 'localhost' };
    return app.inject({ method, url: `/api/v1${path}`, headers, ...(payload ? { payload } : {}) });
  }

  /** A report that says the mark wherever a sender can, with one file, gone its whole road, left without action. */
  async function aDisposable(name: string, text = `${MARK} file ${name}`) {
    const stored = await storeText(desk.vault, text);
    const fields = { report: aMarkedReport(name), media: [{ ordinal: 0, stored }], sender: `${MARK}-${name}` };
    const deskDeps = { vault: desk.vault, clock, onReceived };
    const head = await inTransaction(db, (tx) => receiveForTest(tx, fields, deskDeps));
    for (const stage of ROAD) await runStage(deps, { stage, eventId: 0, subjects: [head.reportId] }, 3);
    const moves = [{ reportId: head.reportId, to: 'not-actionable' as const }];
    await inTransaction(db, (tx) => moveInLedger(tx, { clock }, { kind: 'stage', stage: 'test' }, moves));
    return head;
  }

  /** Runs the stages that listen to what was announced, as the worker does, each event once. */
  const done = new Set<number>();
  async function runAnnounced(): Promise<void> {
    for (;;) {
      const events = await db.query<{ eventId: number; kind: string; subjects: readonly string[] }>(
        `select event_id as "eventId", kind, subjects from outbox_event
         where kind in ('report.expunged', 'expunge.completed') and not event_id = any($1) order by event_id`,
        [[...done]],
      );
      if (events.length === 0) return;
      for (const event of events) {
        done.add(event.eventId);
        await runListeners(event.kind, event.eventId, event.subjects.map(Number));
      }
    }
  }

  async function runListeners(kind: string, eventId: number, ids: readonly number[]): Promise<void> {
    for (const stage of STAGES.filter((one) => one.on === kind)) {
      // A stage of bytes takes one subject at a time, as the queue hands them out.
      const sets = 'runOne' in stage ? ids.map((id) => [id]) : [ids];
      for (const subjects of sets) await runStage(deps, { stage: stage.name, eventId, subjects }, 1);
    }
  }

  /** A disposal proposed by one supervisor and approved by the other. */
  async function approved(reports: readonly string[]): Promise<number> {
    const wanted = { reports, reason: 'Their time is over.' };
    const id = (await call(supervisor, 'POST', '/retention/expunges', wanted)).json().proposalId;
    const { contentHash } = (await call(second, 'GET', `/proposals/${id}`)).json();
    await call(second, 'POST', `/proposals/${id}/approval`, { contentHash });
    return id;
  }

  return {
    db,
    desk,
    clock,
    supervisor,
    second,
    call,
    aDisposable,
    runAnnounced,
    approved,
    now: () => now,
    /** Everything announced so far is new again, as after a kill before the queue had noted it. */
    forgetRuns: () => done.clear(),
    carryOut: (id: number) => call(supervisor, 'POST', `/proposals/${id}/execution`),
    pass: (days: number) => {
      now = plusMs(now, days * DAY_MS);
    },
    close: async () => {
      await app.close();
      await walled.close();
      await database.drop();
      await rm(desk.home, { recursive: true, force: true });
    },
  };
}

export type DisposalDesk = Awaited<ReturnType<typeof openDisposalDesk>>;

function aMarkedReport(name: string) {
  const said = `${MARK}-${name}`;
  const email = `${said}@example.com`;
  const laval = {
    city: 'Laval',
    region: 'QC',
    country: 'CA',
    kind: null,
    street: said,
    postalCode: null,
    verified: null,
  };
  return aSubmittedReport({
    senderName: said,
    senderAlarm: said,
    persons: [
      aSubmittedPerson({
        lastName: said,
        addresses: [laval],
        identifiers: [aSubmittedIdentifier({ kind: 'email', value: email, normal: email })],
      }),
      aSubmittedPerson({ role: 'victim', lastName: said }),
    ],
    identifiers: [aSubmittedIdentifier({ value: said })],
    files: [aSubmittedFile({ originalName: `${said}.dat` })],
    narratives: [{ path: 'x', body: said, restricted: false }],
  } as object);
}
