import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#core/clock.ts';
import { silentLog } from '#platform/log/log.ts';
import { announce, type EventKind } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { runStage } from './run-stage.ts';
import type { Stage, StageDeps } from './stage.ts';

// Proved: stages that only write rows go on in one transaction; where one fails, what came before it stands, and it alone is tried again
// and parked. Stages of this file's own on real tables; what the real ones do is proved beside them.
// Alone: npx vitest run --project database src/pipeline/run-stage

let database: TestDatabase;
let deps: StageDeps;
beforeAll(async () => {
  database = await testDatabase();
  await database.db.query('create table mark (stage text, subject bigint, tx xid8 default pg_current_xact_id())');
  deps = { db: database.db, clock: systemClock, log: silentLog } as unknown as StageDeps;
});
afterAll(() => database.drop());

const BAD = 13;
const marking = (stage: string, next: EventKind | null, isGood = (_: number) => true) => {
  return async (tx: Tx, _: StageDeps, subjects: readonly number[]) => {
    for (const subject of subjects) {
      await tx.query('insert into mark (stage, subject) values ($1, $2)', [stage, subject]);
      if (!isGood(subject)) throw new Error('A number that brings bad luck.');
    }
    if (next !== null) await announce(tx, { kind: next, subjects });
  };
};
const road = (isGood?: (subject: number) => boolean): readonly Stage[] => [
  { name: 'one', on: 'report.received', about: 'report', run: marking('one', 'report.clocked') },
  { name: 'two', on: 'report.clocked', about: 'report', run: marking('two', 'report.matched', isGood) },
  { name: 'three', on: 'report.matched', about: 'report', run: marking('three', 'package.released') },
  {
    name: 'deliver-package',
    on: 'package.released',
    about: 'package',
    work: 'dispatch',
    runOne: async () => undefined,
  },
];

const marksOf = (subject: number) =>
  database.db.query<{ stage: string; tx: string }>(
    'select stage, tx::text as tx from mark where subject = $1 order by stage collate "C"',
    [subject],
  );
const queuedFor = async (subject: number) =>
  (
    await database.db.query<{ payload: { stage: string; eventId: number; subjects: number[] } }>(
      'select payload from graphile_worker._private_jobs order by id',
    )
  )
    .map((job) => job.payload)
    .filter((job) => job.subjects.includes(subject));

describe('a set', () => {
  it('goes all the way in one transaction, each stage with its event and its run, and what builds bytes is queued', async () => {
    await runStage(deps, { stage: 'one', eventId: 0, subjects: [1, 2] }, 1, road());
    const marks = await marksOf(1);
    expect(marks.map((mark) => mark.stage)).toEqual(['one', 'three', 'two']);
    expect(new Set(marks.map((mark) => mark.tx)).size).toBe(1);
    const runs = await database.db.query<{ stage: string; kind: string | null }>(
      `select run.stage, event.kind from pipeline_stage_run run left join outbox_event event using (event_id)
       where run.span @> 1::bigint order by run_id`,
    );
    expect(runs).toEqual([
      { stage: 'one', kind: null },
      { stage: 'two', kind: 'report.clocked' },
      { stage: 'three', kind: 'report.matched' },
    ]);
    expect((await queuedFor(1)).map((job) => job.stage)).toEqual(['deliver-package']);
  });

  it('whose stage holds what others wait for ends its transaction there; a report by itself goes on', async () => {
    const stages = road().map((stage) => (stage.name === 'two' ? { ...stage, letsGo: true as const } : stage));
    await runStage(deps, { stage: 'one', eventId: 0, subjects: [31, 32] }, 1, stages as readonly Stage[]);
    expect((await marksOf(31)).map((mark) => mark.stage)).toEqual(['one', 'two']);
    const [waiting] = await queuedFor(31);
    expect(waiting).toMatchObject({ stage: 'three', subjects: [31, 32] });
    await runStage(deps, waiting as never, 1, stages as readonly Stage[]);
    const marks = await marksOf(31);
    expect(marks.map((mark) => mark.stage)).toEqual(['one', 'three', 'two']);
    expect(marks[1]?.tx).not.toBe(marks[0]?.tx);
    await runStage(deps, { stage: 'one', eventId: 0, subjects: [33] }, 1, stages as readonly Stage[]);
    expect(new Set((await marksOf(33)).map((mark) => mark.tx)).size).toBe(1);
  });

  it('that fails further on stands up to there, and from there each stage is tried by itself', async () => {
    const stages = road((subject) => subject !== BAD);
    await runStage(deps, { stage: 'one', eventId: 0, subjects: [11, BAD] }, 1, stages);
    expect((await marksOf(BAD)).map((mark) => mark.stage)).toEqual(['one']);
    const [waiting] = await queuedFor(BAD);
    expect(waiting).toMatchObject({ stage: 'two', subjects: [11, BAD] });
    await runStage(deps, waiting as never, 1, stages);
    const halves = (await queuedFor(BAD)).concat(await queuedFor(11)).filter((job) => job.subjects.length === 1);
    expect(halves.map((job) => [job.stage, ...job.subjects])).toEqual([
      ['two', BAD],
      ['two', 11],
    ]);
    for (const half of halves) await runStage(deps, half, 3, stages);
    expect((await marksOf(11)).map((mark) => mark.stage)).toEqual(['one', 'three', 'two']);
    expect((await marksOf(BAD)).map((mark) => mark.stage)).toEqual(['one']);
    const parked = await database.db.query('select stage, subject_id::int as subject, reason from pipeline_parked');
    expect(parked).toEqual([{ stage: 'two', subject: BAD, reason: 'A number that brings bad luck.' }]);
  });

  it('that the house fails further on is left to the queue; given up at last, what came before it stands', async () => {
    const ON_FIRE = 17;
    const stages = road((subject) => {
      if (subject === ON_FIRE) throw Object.assign(new Error('no room'), { code: '53100' });
      return true;
    });
    const job = { stage: 'one', eventId: 0, subjects: [ON_FIRE] };
    await expect(runStage(deps, job, 1, stages)).rejects.toThrow('no room');
    expect(await marksOf(ON_FIRE)).toEqual([]);
    await runStage(deps, job, 11, stages);
    expect((await marksOf(ON_FIRE)).map((mark) => mark.stage)).toEqual(['one']);
    expect((await queuedFor(ON_FIRE)).map((next) => next.stage)).toEqual(['two']);
  });
});
