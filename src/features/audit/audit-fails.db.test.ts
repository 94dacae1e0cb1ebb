import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#core/clock.ts';
import { authenticateCaller, turnAway } from '#features/access';
import { signedInAs } from '#features/access/testing';
import { intakeRoutes, reportHeads } from '#features/intake';
import { aSubmittedReport, receiveForTest } from '#features/intake/testing';
import type { ReportHead } from '#features/intake/types';
import { openInQueue, triageRoutes } from '#features/triage';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';

// Proved: when the trail cannot be written, nothing is done and nothing is shown: a decision, a read, an opening, a receipt, a denial.
// Alone: npx vitest run --project database src/features/audit/audit-fails.db.test.ts

const deps = { clock: systemClock };
let database: TestDatabase;
let app: FastifyInstance;
let head: ReportHead;
let headers: Record<string, string>;
let clerk: Record<string, string>;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  app = await buildServer({
    log: silentLog,
    db,
    routes: [...intakeRoutes({}), ...triageRoutes(deps)],
    authenticate: (request) => authenticateCaller(db, deps, request),
    guard: turnAway,
  });
  ({ headers } = await signedInAs(db, deps, { name: 'Ann', roles: ['triage-investigator'] }));
  ({ headers: clerk } = await signedInAs(db, deps, { name: 'Wes', roles: ['wellness-lead'] }));
  const report = aSubmittedReport({
    narratives: [{ path: 'additionalInfo', body: 'words of the provider', restricted: false }],
  });
  head = await inTransaction(db, (tx) =>
    receiveForTest(tx, { report }, { onReceived: (inner, heads) => openInQueue(inner, deps, heads) }),
  );
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

// A full disk, a lost privilege, a broken trigger: for the act they are one thing.
beforeEach(() =>
  database.db.query(
    `create function audit_is_broken() returns trigger language plpgsql as $$ begin raise exception 'no room in the trail'; end $$;
     create trigger broken before insert on audit_entry for each row execute function audit_is_broken()`,
  ),
);
afterEach(() => database.db.query('drop function audit_is_broken() cascade'));

const everything = () =>
  database.db.query(
    `select (select state from intake_report where report_id = $1) as state, (select count(*) from intake_report) as reports,
            (select count(*) from intake_ledger) as ledger, (select count(*) from triage_decision) as decisions,
            (select count(*) from outbox_event) as events, (select count(*) from audit_entry) as entries,
            (select holder_staff_id from triage_queue where report_id = $1) as holder`,
    [head.reportId],
  );
const call = (method: 'GET' | 'POST', path: string, payload?: object, as = headers) =>
  app.inject({ method, url: `/api/v1/${path}`, headers: as, ...(payload ? { payload } : {}) });

describe('without a trail', () => {
  test.each([
    ['a decision', 'POST', 'decision', { disposition: 'package', reason: '1' }],
    ['taking a report', 'POST', 'claim', {}],
    ['reading a report', 'GET', '', undefined],
    ['opening a narrative', 'POST', 'narratives/1/opening', { purpose: 'assess urgency' }],
    ['opening the victims', 'POST', 'victims/opening', { purpose: 'assess urgency' }],
  ] as const)('%s is refused, and nothing has changed', async (_, method, path, payload) => {
    const before = await everything();
    const answer = await call(method, `reports/${head.number}${path && `/${path}`}`, payload);
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    expect(answer.body).not.toContain('words of the provider');
    expect(answer.body).not.toContain('no room in the trail');
    expect(await everything()).toEqual(before);
  });

  test('a denial that cannot be written is not an answer either', async () => {
    expect((await call('GET', `reports/${head.number}`, undefined, clerk)).statusCode).toBeGreaterThanOrEqual(500);
  });

  test('a report is not acknowledged', async () => {
    const before = await everything();
    const receiving = inTransaction(database.db, (tx) => receiveForTest(tx, { report: aSubmittedReport() }));
    await expect(receiving).rejects.toThrow('no room in the trail');
    expect(await everything()).toEqual(before);
    expect(await reportHeads(database.db, [head.reportId])).toHaveLength(1);
  });
});
