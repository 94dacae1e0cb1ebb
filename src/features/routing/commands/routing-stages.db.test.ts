import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { acceptedRoutes, candidatesOf, routesOf } from '../queries/routes-of-reports.ts';
import { loadDirectory } from './load-directory.ts';
import { openPlaceFinder } from './open-place-finder.ts';
import { proposeRoutes } from './propose-routes.ts';
import { routeReports } from './route-reports.ts';

// Proved: the two stages on stored reports: candidates and queue hint after triage; routes and the event after a person's decision.
// Out of scope: ranking (choose-agencies.test.ts), deciding (triage). Alone: npx vitest run --project database routing-stages
const NOW = '2026-06-20T12:00:00.000Z' as Instant;
const deps = { clock: { now: () => NOW } satisfies Clock, places: await openPlaceFinder({ operatorFolder: null }) };
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await inTransaction(database.db, loadDirectory);
});
afterAll(() => database.drop());

const aPerson = (role: string, city: string) => ({
  role,
  path: `${role}[0]`,
  firstName: null,
  middleName: null,
  lastName: null,
  dateOfBirth: null,
  age: null,
  addresses: [{ kind: null, street: null, city, region: 'QC', postalCode: null, country: 'CA', verified: null }],
  estimatedLocation: null,
  other: {},
});

/** A stored report of a person in Laval, in the queue at a level. */
async function aStoredReport(level = 3): Promise<number> {
  const { db } = database;
  const [row] = await db.query<{ id: number }>(
    `insert into intake_report (number, source, format, channel, sender, received_at, state, last_change_at)
     values (gen_random_uuid()::text, 'provider', 'ispws-xml', 'ispws', 'Example ISP', $1, 'open', $1)
     returning report_id as id`,
    [NOW],
  );
  if (!row) throw new Error('No report was stored.');
  await db.query(
    'insert into intake_version (report_id, version, raw_id, parsed_at, content) values ($1, 1, 1, $2, $3)',
    [row.id, NOW, '{}'],
  );
  await db.query(
    "insert into intake_person (report_id, version, role, ordinal, details) values ($1, 1, 'reported', 0, $2)",
    [row.id, JSON.stringify(aPerson('reported', 'Laval'))],
  );
  await db.query(
    `insert into triage_queue (report_id, source, received_at, level, due_at, provisional, state)
     values ($1, 'provider', $2, $3, $2, false, 'open')`,
    [row.id, NOW, level],
  );
  return row.id;
}

async function aVictimIn(reportId: number, city: string): Promise<void> {
  await database.db.query('insert into intake_victim (report_id, version, ordinal, details) values ($1, 1, 0, $2)', [
    reportId,
    JSON.stringify(aPerson('victim', city)),
  ]);
}

async function aDecision(reportId: number, disposition: string, target: string | null = null): Promise<void> {
  await database.db.query(
    `insert into triage_decision (report_id, disposition, reason, target, decided_by, decided_at, effective_at)
     values ($1, $2, 'test', $3, 5, $4, $4)`,
    [reportId, disposition, target, NOW],
  );
}

const propose = (...ids: number[]) => inTransaction(database.db, (tx) => proposeRoutes(tx, deps, ids));
const follow = (...ids: number[]) => inTransaction(database.db, (tx) => routeReports(tx, deps, ids));
const routed = () =>
  database.db.query<{ report: number }>(
    "select unnest(subjects) as report from outbox_event where kind = 'report.routed' order by event_id",
  );

describe('proposing routes after triage', () => {
  test('a report has its candidates, and its queue row the first one', async () => {
    const id = await aStoredReport();
    await propose(id);
    expect((await candidatesOf(database.db, [id])).map((row) => row.agency)).toEqual(['QC-SPL', 'QC-SQ-ESEI']);
    const [row] = await database.db.query<{ hint: unknown }>(
      'select place_hint as hint from triage_queue where report_id = $1',
      [id],
    );
    expect(row?.hint).toMatchObject({ agency: 'QC-SPL', words: { fr: 'Service de police de Laval' } });
  });

  test("a report of imminent danger says who is to be called, at the child's place first", async () => {
    const id = await aStoredReport(1);
    await aVictimIn(id, 'Gatineau');
    await propose(id);
    const victim = (await candidatesOf(database.db, [id])).filter((row) => row.role === 'victim-place');
    expect(victim[0]).toMatchObject({ agency: 'QC-SPVG' });
    expect(victim[0]?.cautions[0]?.code).toBe('call-first');
  });
});

describe("following a person's decision", () => {
  test("a package goes to the first candidate, with the child's place proposed beside it, once", async () => {
    const id = await aStoredReport();
    await aVictimIn(id, 'Gatineau');
    await propose(id);
    await aDecision(id, 'package');
    await follow(id);
    await follow(id);
    expect(await acceptedRoutes(database.db, [id])).toMatchObject([
      { reportId: id, role: 'reported-place', code: 'QC-SPL', decidedBy: 'staff:5' },
    ]);
    expect(await routesOf(database.db, [id])).toHaveLength(2);
    expect(await routed()).toEqual([{ report: id }]);
  });

  test('a lead goes where the person sent it', async () => {
    const id = await aStoredReport();
    await propose(id);
    await aDecision(id, 'lead-forwarded', 'FR');
    await follow(id);
    expect(await acceptedRoutes(database.db, [id])).toMatchObject([{ code: 'FR' }]);
  });

  test('a report that is not actionable goes nowhere', async () => {
    const id = await aStoredReport();
    await aDecision(id, 'not-actionable');
    const before = await routed();
    await follow(id);
    expect(await routesOf(database.db, [id])).toEqual([]);
    expect(await routed()).toEqual(before);
  });

  test('a target the directory does not have parks the report instead of sending it astray', async () => {
    const id = await aStoredReport();
    await aDecision(id, 'package', 'XX-NONE');
    await expect(follow(id)).rejects.toThrow('XX-NONE');
    expect(await routesOf(database.db, [id])).toEqual([]);
  });
});
