import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { DAY_MS, HOUR_MS } from '#core/units.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import type { TriageFacts } from '../domain/triage-facts.ts';
import { findLatestAssessments } from '../store/assessments.ts';
import { findQueueRows, setUrgencyByPerson } from '../store/queue.ts';
import { aTriagedFile, triageFacts } from '../testing.ts';
import { openInQueue } from './open-in-queue.ts';
import { triageSet } from './triage-set.ts';

const RECEIVED = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => plusMs(RECEIVED, 60_000) };
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.db.query('truncate triage_queue, triage_assessment, outbox_event'));

const facts = (reportId: number, fields: Partial<TriageFacts> = {}) =>
  triageFacts({ reportId, receivedAt: RECEIVED, ...fields });

async function receive(...all: readonly TriageFacts[]): Promise<void> {
  await inTransaction(database.db, (tx) => openInQueue(tx, { clock }, all));
}

const triage = (all: readonly TriageFacts[], diesAt: Instant | null = null) =>
  inTransaction(database.db, (tx) =>
    triageSet(
      tx,
      { clock },
      all.map((one) => ({ facts: one, diesAt, subjectId: null, print: null })),
    ),
  );
const row = async (reportId = 1) => (await findQueueRows(database.db, [reportId]))[0];
const assessments = () => database.db.query('select report_id from triage_assessment');

describe('the triage stage', () => {
  it('turns a provisional row into an assessed one', async () => {
    await receive(facts(1));
    expect(await row()).toMatchObject({ provisional: true, level: 3, danger: null });
    await triage([facts(1, { annotations: ['sextortion'], files: [aTriagedFile()] })]);
    expect(await row()).toMatchObject({
      provisional: false,
      level: 1,
      danger: 50,
      leadingFactors: ['extortion-in-progress', 'new-material'],
    });
  });

  it('leaves no second assessment when it runs again', async () => {
    await receive(facts(1));
    await triage([facts(1)]);
    const before = await row();
    await triage([facts(1)]);
    expect(await assessments()).toHaveLength(1);
    expect(await row()).toEqual(before);
  });

  it('keeps another assessment for another version', async () => {
    await receive(facts(1));
    await triage([facts(1)]);
    await inTransaction(database.db, (tx) =>
      triageSet(tx, { clock: { now: () => plusMs(RECEIVED, HOUR_MS) } }, [
        { facts: facts(1, { version: 2, annotations: ['spam'] }), diesAt: null, subjectId: null, print: null },
      ]),
    );
    expect(await assessments()).toHaveLength(2);
    expect((await findLatestAssessments(database.db, [1]))[0]).toMatchObject({ version: 2, urgency: 'informational' });
  });

  it('never goes below the sender’s alarm', async () => {
    const alarmed = facts(1, { senderAlarm: 'priority 1', annotations: ['spam', 'informational'] });
    await receive(alarmed);
    await triage([alarmed]);
    expect(await row()).toMatchObject({ level: 1, danger: 5 });
    expect((await findLatestAssessments(database.db, [1]))[0]?.floor).toBe('sender');
  });

  it('leaves a level a person has lowered, until danger grows', async () => {
    const alarmed = facts(1, { senderAlarm: 'priority 1' });
    await receive(alarmed);
    await triage([alarmed]);
    await inTransaction(database.db, (tx) =>
      setUrgencyByPerson(tx, { reportId: 1, level: 3, dueAt: RECEIVED, overruledAlarm: 'priority 1' }),
    );
    await triage([alarmed]);
    expect((await row())?.level).toBe(3);
    await triage([facts(1, { senderAlarm: 'priority 1', annotations: ['sextortion'] })]);
    expect((await row())?.level).toBe(1);
  });

  it('is due when the data die, if that is before the decision is due', async () => {
    const dies = plusMs(RECEIVED, HOUR_MS);
    await receive(facts(1));
    await triage([facts(1)], dies);
    expect(await row()).toMatchObject({ dueAt: dies, diesAt: dies });
    await triage([facts(1)], plusMs(RECEIVED, 40 * DAY_MS));
    expect((await row())?.dueAt).not.toBe(dies);
  });

  it('announces imminent reports apart from the others', async () => {
    await receive(facts(1), facts(2), facts(3));
    await triage([facts(1), facts(2, { annotations: ['sextortion'] }), facts(3)]);
    const events = await database.db.query<{ subjects: string[] }>(
      `select subjects from outbox_event where kind = 'report.triaged' order by event_id`,
    );
    expect(events.map((event) => event.subjects.map(Number))).toEqual([[2], [1, 3]]);
  });
});

it('marks a decided report whose danger grew, and leaves it decided', async () => {
  await receive(facts(1));
  await triage([facts(1)]);
  await database.db.query(`update triage_queue set state = 'decided'`);
  await triage([facts(1, { linkedReports: 4 })]);
  expect(await row()).toMatchObject({ state: 'decided', reawakenedReason: 'danger-grew' });
});

it('handles a set of a thousand in one go', async () => {
  const all = Array.from({ length: 1_000 }, (_, index) =>
    facts(index + 1, {
      narratives: [
        {
          narrativeId: index,
          path: 'additionalInfo',
          body: 'Neutral placeholder: account reviewed. '.repeat(20),
          restricted: false,
        },
      ],
    }),
  );
  await receive(...all);
  await triage(all);
  expect(await assessments()).toHaveLength(1_000);
});
