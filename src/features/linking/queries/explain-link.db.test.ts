import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { aStaffActor } from '#features/access/testing';
import { aSubmittedIdentifier, aSubmittedPerson, aSubmittedReport, receiveForTest } from '#features/intake/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { linkReports } from '../commands/link-reports.ts';
import { explainLink } from './explain-link.ts';

// Proved: a link is explained as it was stored, prior and parts adding up to its weight; a pair without one is refused; reading is audited.
// Alone: npx vitest run --project database explain-link
const clock: Clock = { now: () => '2026-11-24T12:00:00.000Z' as Instant };
const OPERATOR: Actor = { kind: 'operator', osUser: 'tester' };
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const email = (value: string) => aSubmittedIdentifier({ kind: 'email', value, normal: value });
const received = (...values: string[]) =>
  inTransaction(database.db, async (tx) => {
    const identifiers = values.map(email);
    const head = await receiveForTest(tx, {
      report: aSubmittedReport({ persons: [aSubmittedPerson({ role: 'reported', identifiers })] }),
    });
    return head.reportId;
  });

test('a link is explained part by part, the strongest first, whichever report is named first', async () => {
  const [first, second, alone] = [
    await received('one@example.org', 'two@example.org'),
    await received('one@example.org', 'two@example.org'),
    await received('three@example.org'),
  ];
  const third = await received('one@example.org');
  await inTransaction(database.db, (tx) => linkReports(tx, { clock }, [first, second, alone, third]));
  const explain = (actor: Actor, a: number, b: number) =>
    inTransaction(database.db, (tx) => explainLink(tx, actor, [a, b]));

  const told = await explain(OPERATOR, first, second);
  if (!told.ok) throw new Error('The two are linked.');
  const { edges, ...strongest } = told.value;
  expect(edges.map((edge) => [edge.kind, edge.verdict])).toEqual([
    ['email', 'proposed'],
    ['email', 'proposed'],
  ]);
  // `two` is held by two reports only, `one` by three: it weighs less by one bit.
  expect(edges.map((edge) => edge.weight)).toEqual([20, 19]);
  expect(strongest).toEqual({
    weight: 20,
    prior: 0,
    parts: [
      { comparison: 'email', level: 'exact', weight: 20 },
      { comparison: 'commonness', level: 'shared-by-2', weight: expect.closeTo(0, 10) },
    ],
    model: expect.any(String),
  });
  for (const { prior, parts, weight } of edges)
    expect(parts.reduce((sum, part) => sum + part.weight, prior)).toBe(weight);
  expect(await explain(OPERATOR, second, first)).toEqual(told);

  expect(await explain(OPERATOR, first, alone)).toEqual({ ok: false, refusal: { kind: 'not-linked' } });
  expect(await explain(OPERATOR, first, first)).toEqual({ ok: false, refusal: { kind: 'not-linked' } });
  const stranger = aStaffActor({ roles: ['intake-clerk'] });
  expect(await explain(stranger, first, second)).toMatchObject({ ok: false, refusal: { kind: 'not-permitted' } });
  const [audited] = await database.db.query<{ ids: string }>(
    `select object_ids::text as ids from audit_entry where act = 'see-links' and outcome = 'done' order by entry_id limit 1`,
  );
  expect(audited?.ids).toBe(`{${first},${second}}`);
});
