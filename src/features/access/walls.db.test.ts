import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs, systemClock } from '#core/clock.ts';
import { HOUR_MS } from '#core/units.ts';
import { receiveForTest } from '#features/intake/testing';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { breakGlass, lockUnreviewed, reviewBreakGlass } from './commands/break-glass.ts';
import { endMandate, recordMandate } from './commands/mandates.ts';
import { admitToCompartment, putInCompartment, takeFromCompartment } from './commands/need-to-know.ts';
import { requirePermission } from './commands/require-permission.ts';
import { signedInAs } from './testing.ts';

// Proved: compartments, breaking the glass and its review, mandates, on a real database. Out of scope: the matrix of routes and rows
// (test/journeys/access-matrix.test.ts). Alone: npx vitest run --project database src/features/access/walls.db.test.ts

const READ = { name: 'read-report', roles: ['supervisor'], objectKind: 'report', underMandate: true } as const;
const REASON = 'a reason for the trail';

let database: TestDatabase;
let now: Instant;
const clock: Clock = { now: () => now };
const deps = { clock };
const people = new Map<string, StaffActor>();
let report: { readonly reportId: number; readonly number: string };

beforeAll(async () => {
  database = await testDatabase();
  now = systemClock.now();
  for (const [name, role] of [
    ['head', 'supervisor'],
    ['deputy', 'supervisor'],
    ['liaison', 'liaison'],
    ['auditor', 'auditor'],
  ] as const)
    people.set(name, (await signedInAs(database.db, deps, { name, roles: [role] })).actor);
  report = await act((tx) => receiveForTest(tx, {}));
});
afterAll(() => database.drop());

const act = <T>(run: (tx: Tx) => Promise<T>) => inTransaction(database.db, run);
const person = (name: string): StaffActor => people.get(name) as StaffActor;
const mayRead = async (name: string) =>
  (await act((tx) => requirePermission(tx, person(name), READ, [report.reportId]))).ok;

/** The newest line of the trail: what was tried, and that it was not let happen. */
const newestLine = async () =>
  (await database.db.query('select act, actor, outcome from audit_entry order by entry_id desc limit 1'))[0];
const deniedTo = (name: string, what: string) => ({
  act: what,
  actor: `staff:${person(name).staffId}`,
  outcome: 'denied',
});

describe('a compartment', () => {
  const compartment = 'transnational' as const;
  const put = (name: string) =>
    act((tx) => putInCompartment(tx, deps, person(name), { report: report.number, compartment, reason: REASON }));

  it('is entered by somebody else’s hand only', async () => {
    const admit = (by: string, whom: string) =>
      act((tx) => admitToCompartment(tx, deps, person(by), { staffId: person(whom).staffId, compartment }));
    expect(await admit('head', 'head')).toMatchObject({ ok: false, refusal: { kind: 'oneself' } });
    expect(await newestLine()).toEqual(deniedTo('head', 'admit-to-compartment'));
    const nobody = { staffId: 999_999, compartment: 'victims' } as const;
    expect(await act((tx) => admitToCompartment(tx, deps, person('head'), nobody))).toMatchObject({
      refusal: { kind: 'unknown-person' },
    });
    expect(await admit('liaison', 'head')).toMatchObject({ ok: false, refusal: { kind: 'not-permitted' } });
    expect((await admit('head', 'deputy')).ok).toBe(true);
  });

  it('takes a report from everybody outside it, and only a member puts it there or takes it out', async () => {
    expect(await put('head')).toMatchObject({ ok: false, refusal: { kind: 'not-a-member' } });
    expect(await newestLine()).toEqual(deniedTo('head', 'keep-compartment'));
    expect((await put('deputy')).ok).toBe(true);
    expect([await mayRead('deputy'), await mayRead('head')]).toEqual([true, false]);
    const [entry] = await database.db.query(
      `select act, outcome, detail->>'cause' as cause from audit_entry order by entry_id desc limit 1`,
    );
    expect(entry).toEqual({ act: 'read-report', outcome: 'denied', cause: 'compartment' });
  });

  it('opens for sixty minutes to whoever breaks the glass, and no longer', async () => {
    const opened = await act((tx) => breakGlass(tx, deps, person('head'), { compartment, reason: REASON }));
    expect(opened).toMatchObject({ ok: true, value: { endsAt: plusMs(now, HOUR_MS) } });
    expect(await mayRead('head')).toBe(true);
    // It lets one read; it makes nobody a keeper of the compartment.
    const take = { report: report.number, compartment };
    expect(await act((tx) => takeFromCompartment(tx, person('head'), take))).toMatchObject({
      refusal: { kind: 'not-a-member' },
    });
    await database.db.query(`update access_break_glass set ends_at = now() - interval '1 second'`);
    expect(await mayRead('head')).toBe(false);
  });

  it('is given back by taking the report out', async () => {
    await act((tx) => takeFromCompartment(tx, person('deputy'), { report: report.number, compartment }));
    expect(await mayRead('head')).toBe(true);
  });
});

describe('an opening', () => {
  const review = (by: string, opening: number) =>
    act((tx) => reviewBreakGlass(tx, deps, person(by), { opening, verdict: 'justified', note: REASON }));

  it('that nobody looked at in a day locks the account, says so, and is given back by a review', async () => {
    const opened = await act((tx) =>
      breakGlass(tx, deps, person('liaison'), { compartment: 'victims', reason: REASON }),
    );
    if (!opened.ok) throw new Error('The glass did not break.');
    const { opening } = opened.value;
    expect(await act((tx) => lockUnreviewed(tx, deps))).toBe(0);
    now = plusMs(now, 24 * HOUR_MS);
    // The head's opening of the test before is as old.
    expect(await act((tx) => lockUnreviewed(tx, deps))).toBe(2);
    expect(await act((tx) => lockUnreviewed(tx, deps))).toBe(0);
    const isLocked = async () =>
      (await database.db.query('select from access_staff where name = $1 and disabled_at is not null', ['liaison']))
        .length;
    expect(await isLocked()).toBe(1);
    const [event] = await database.db.query<{ subjects: string[] }>(
      `select subjects from outbox_event where kind = 'access.break-glass-overdue'`,
    );
    expect(event?.subjects.map(Number)).toContain(opening);
    // Shut by an administrator besides, it stays shut.
    const [shut] = await database.db.query<{ at: string }>(
      "select disabled_at as at from access_staff where name = 'liaison'",
    );
    await database.db.query("update access_staff set disabled_at = '2026-01-01' where name = 'liaison'");
    expect(await review('deputy', opening)).toMatchObject({ ok: true });
    expect(await isLocked()).toBe(1);
    await database.db.query(
      'update access_break_glass set reviewed_by = null, reviewed_at = null where opening_id = $1',
      [opening],
    );
    await database.db.query("update access_staff set disabled_at = $1 where name = 'liaison'", [shut?.at]);
    expect(await review('deputy', opening)).toMatchObject({ ok: true });
    expect(await isLocked()).toBe(0);
    expect(await review('auditor', opening)).toMatchObject({ ok: false, refusal: { kind: 'reviewed-already' } });
  });

  it('is never reviewed by the one who made it, whatever the program says: the database refuses too', async () => {
    const opened = await act((tx) =>
      breakGlass(tx, deps, person('deputy'), { compartment: 'victims', reason: REASON }),
    );
    if (!opened.ok) throw new Error('The glass did not break.');
    expect(await review('deputy', opened.value.opening)).toMatchObject({ ok: false, refusal: { kind: 'own-opening' } });
    expect(await newestLine()).toEqual(deniedTo('deputy', 'review-break-glass'));
    const forced = database.db.query('update access_break_glass set reviewed_by = staff_id where opening_id = $1', [
      opened.value.opening,
    ]);
    await expect(forced).rejects.toThrow(/violates check constraint/);
  });
});

describe('a mandate', () => {
  const wanted = () => ({
    auditorId: person('auditor').staffId as number,
    authority: 'letter of 1 November',
    reason: REASON,
    reports: [report.number],
    endsAt: plusMs(now, 24 * HOUR_MS),
  });
  const record = (by: string, change = {}) =>
    act((tx) => recordMandate(tx, deps, person(by), { ...wanted(), ...change }));

  it('names an auditor, existing reports and a day to come, and is never one’s own', async () => {
    expect(await record('auditor')).toMatchObject({ ok: false, refusal: { kind: 'not-permitted' } });
    expect(await record('deputy', { auditorId: person('deputy').staffId })).toMatchObject({
      refusal: { kind: 'oneself' },
    });
    expect(await record('deputy', { auditorId: person('liaison').staffId })).toMatchObject({
      refusal: { kind: 'not-an-auditor' },
    });
    expect(await record('deputy', { reports: ['R-2026-999999'] })).toMatchObject({
      refusal: { kind: 'unknown-report', report: 'R-2026-999999' },
    });
    expect(await record('deputy', { endsAt: now })).toMatchObject({ refusal: { kind: 'ends-in-the-past' } });
  });

  it('lets the auditor read the named reports until it ends', async () => {
    expect(await mayRead('auditor')).toBe(false);
    const recorded = await record('deputy');
    if (!recorded.ok) throw new Error(`The mandate was refused: ${recorded.refusal.kind}`);
    expect(await mayRead('auditor')).toBe(true);
    const roles = (given: string) =>
      database.db.query(`update access_staff set roles = '${given}' where name = 'auditor'`);
    const mandated = async () =>
      (
        await database.db.query<{ ids: number[] }>('select to_jsonb(access_mandated_for($1)) as ids', [
          person('auditor').staffId,
        ])
      )[0]?.ids;
    expect(await mandated()).toEqual([report.reportId]);
    // A mandate belongs to the office: who now works at the desk, or does so beside it, has none.
    for (const other of ['{triage-investigator}', '{auditor,triage-investigator}']) {
      await roles(other);
      expect(await mandated()).toEqual([]);
    }
    await roles('{auditor}');
    expect((await act((tx) => endMandate(tx, deps, person('deputy'), recorded.value))).ok).toBe(true);
    expect(await mayRead('auditor')).toBe(false);
  });
});
