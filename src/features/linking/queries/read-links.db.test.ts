import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { aSubmittedIdentifier, aSubmittedPerson, aSubmittedReport, receiveForTest } from '#features/intake/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { linkReports } from '../commands/link-reports.ts';
import { linkReasons } from './link-reasons.ts';
import { readLinks } from './read-links.ts';
import { readSubject } from './read-subject.ts';

// Proved: reports as intake stores them are linked and shown with their values; reading is audited. Out of scope: verdicts.
// Alone: npx vitest run --project database read-links
const clock: Clock = { now: () => '2026-11-24T12:00:00.000Z' as Instant };
const investigator: Actor = {
  kind: 'staff',
  staffId: 1 as StaffId,
  name: 'A',
  roles: ['triage-investigator'],
  language: 'en',
};
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const email = aSubmittedIdentifier({ kind: 'email', value: 'Someone@example.org', normal: 'someone@example.org' });
const received = (role: 'reported' | 'reporter') =>
  inTransaction(database.db, (tx) =>
    receiveForTest(tx, {
      report: aSubmittedReport({ persons: [aSubmittedPerson({ role, age: '17', identifiers: [email] })] }),
    }),
  );

test('two received reports of one address share a subject, a third that only has it as reporter does not', async () => {
  const heads = [await received('reported'), await received('reported'), await received('reporter')];
  const ids = heads.map((head) => head.reportId);
  await inTransaction(database.db, (tx) => linkReports(tx, { clock }, ids));
  const [first, second, third] = heads;
  if (!first || !second || !third) throw new Error('Three reports were received.');
  await inTransaction(database.db, async (tx) => {
    const links = await readLinks(tx, investigator, second.reportId);
    if (!links.ok) throw new Error('An investigator sees links.');
    expect(links.value.edges).toMatchObject([
      { a: first.number, b: second.number, kind: 'email', value: 'someone@example.org', reportsSharing: 2, hub: false },
    ]);
    expect(links.value.edges[0]?.actions.map((act) => [act.name, act.allowed])).toEqual([
      ['same', true],
      ['maybe', true],
      ['different', true],
      ['undo', false],
    ]);
    const subjectId = Number(links.value.subject?.slice(2));
    expect(
      await readSubject(tx, { urgencyOf: async () => new Map([[first.reportId, 'P2']]) }, investigator, subjectId),
    ).toMatchObject({
      value: {
        mayBeMinor: true,
        reports: [
          { report: first.number, urgency: 'P2' },
          { report: second.number, urgency: null },
        ],
        identifiers: [{ kind: 'email', reports: 2 }],
      },
    });
    expect(await readLinks(tx, investigator, third.reportId)).toMatchObject({ value: { subject: null, edges: [] } });
  });
  const told = await linkReasons(database.db, second.reportId);
  expect(told.reasons.map((reason) => reason.en)).toEqual([
    expect.stringMatching(/^Proposed in S-\d+, with 1 other report\.$/),
    `Same e-mail address as ${first.number}: weight 20.00.`,
  ]);
  expect(told.reasons[1]?.fr).toBe(`Même adresse courriel que ${first.number}\u00a0: poids 20,00.`);
  const audited = await database.db.query<{ act: string }>('select act from audit_entry order by entry_id');
  expect(audited.map((entry) => entry.act)).toEqual(expect.arrayContaining(['see-links', 'see-subject']));
});
