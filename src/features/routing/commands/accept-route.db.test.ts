import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import type { AgencyCode } from '#core/ids.ts';
import { aStaffActor } from '#features/access/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { acceptedRoutes, routesOf } from '../queries/routes-of-reports.ts';
import { upsertRoutes } from '../store/routes.ts';
import { acceptRoute } from './accept-route.ts';

// Proved: a proposed route becomes accepted once, by a person who may, and is announced. Alone: npx vitest run --project database accept-route
const NOW = '2026-06-20T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => NOW };
const decided = { reportId: 7, decidedBy: 'staff:1', decidedAt: NOW };
const investigator = aStaffActor({ roles: ['package-investigator'] });
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await inTransaction(database.db, (tx) =>
    upsertRoutes(tx, [
      { ...decided, role: 'reported-place', code: 'QC-SPL' as AgencyCode, status: 'accepted' },
      { ...decided, role: 'victim-place', code: 'QC-SPVG' as AgencyCode, status: 'proposed' },
    ]),
  );
});
afterAll(() => database.drop());

const accept = (actor = investigator, reportId = 7) =>
  inTransaction(database.db, (tx) => acceptRoute(tx, { clock }, actor, { reportId, role: 'victim-place' }));

test("the service at the child's place is accepted by a person, once, and announced", async () => {
  expect(await accept(aStaffActor({ roles: ['reviewer'] }))).toMatchObject({ refusal: { kind: 'not-permitted' } });
  expect(await accept(investigator, 8)).toMatchObject({ refusal: { kind: 'no-such-route' } });
  expect(await accept()).toMatchObject({ ok: true, value: { code: 'QC-SPVG', status: 'accepted' } });
  expect(await accept()).toMatchObject({ refusal: { kind: 'already-accepted' } });
  expect((await acceptedRoutes(database.db, [7])).map((route) => route.code)).toEqual(['QC-SPL', 'QC-SPVG']);
  const announced = await database.db.query("select subjects from outbox_event where kind = 'report.routed'");
  expect(announced).toHaveLength(1);
});

test('the same decision again changes nothing, another one replaces the route', async () => {
  const LATER = '2026-06-21T12:00:00.000Z' as Instant;
  const again = (code: string, decidedAt: Instant) =>
    inTransaction(database.db, (tx) =>
      upsertRoutes(tx, [
        {
          ...decided,
          decidedAt,
          decidedBy: 'staff:9',
          role: 'reported-place',
          code: code as AgencyCode,
          status: 'accepted',
        },
      ]),
    );
  const before = await routesOf(database.db, [7]);
  await again('QC-SPL', NOW);
  expect(await routesOf(database.db, [7])).toEqual(before);
  await again('ON-OPP', LATER);
  expect((await routesOf(database.db, [7]))[0]).toMatchObject({ code: 'ON-OPP', decidedBy: 'staff:9' });
});
