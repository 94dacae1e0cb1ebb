import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clock, instantOf, plusMs, systemClock } from '#core/clock.ts';
import { DAY_MS, MINUTE_MS } from '#core/units.ts';
import { authenticateCaller, requirePermission, staffByIds, turnAway } from '#features/access';
import { signedInAs } from '#features/access/testing';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { connect, type Db } from '#platform/postgres/connect.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { newSignerKey, verifierKeyText } from '#platform/tlog/signed-note.ts';
import { readTlogProof } from '#platform/tlog/tlog-proof.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { openAuditKeys } from './audit-keys.ts';
import { raiseSilence } from './commands/raise-silence.ts';
import { auditRoutes, proveEntries, record, sequenceEntries, sequenceNow, verifyAuditOf } from './index.ts';
import { PROBLEMS } from './messages.ts';
import { askForHead, bringBack } from './witness/ask-log.ts';
import { vouch } from './witness/vouch.ts';
import { readMemory, witnessKey, writeMemory } from './witness/witness-files.ts';

// Proved: a witness elsewhere follows the log over HTTP; two persons let it in; its silence is announced once; a week is reviewed and
// signed for by somebody else. Out of scope: what a forked log looks like (witness/vouch.test.ts), tampering (verify/).
// Alone: npx vitest run --project database src/features/audit/http.db.test.ts

let database: TestDatabase;
let db: Db;
let app: FastifyInstance;
let home: string;
let url: string;
/** Witnesses speak in whole seconds. */
const wholeSecond = () => instantOf(new Date(Math.floor(Date.now() / 1_000) * 1_000));
let now = wholeSecond();
const clock: Clock = { now: () => now };
const people = new Map<string, { headers: Record<string, string>; staffId: number }>();
let audit: Awaited<ReturnType<typeof openAuditKeys>>;

beforeAll(async () => {
  database = await testDatabase();
  home = await mkdtemp(join(tmpdir(), 'vigie-audit-'));
  audit = await openAuditKeys(join(home, 'keys'));
  db = connect({ connectionString: database.connectionString, session: audit.session });
  // Acts carry the database's own time, so the people of this test live in it too.
  now = wholeSecond();
  for (const [name, role] of [
    ['Ada', 'supervisor'],
    ['Ben', 'administrator'],
    ['Cleo', 'auditor'],
    ['Dan', 'reviewer'],
  ] as const) {
    const { actor, headers } = await signedInAs(db, { clock }, { name, roles: [role] });
    people.set(name, { headers, staffId: actor.staffId });
  }
  app = await buildServer({
    log: silentLog,
    db,
    routes: auditRoutes({
      clock,
      audit,
      authorize: async (tx, actor, permission) => (await requirePermission(tx, actor, permission)).ok,
      namesOf: async (tx, ids) => new Map((await staffByIds(tx, ids)).map((one) => [one.staffId, one.name])),
      objectOf: async () => null,
      numbersOf: async () => new Map(),
    }),
    authenticate: (request) => authenticateCaller(db, { clock: systemClock }, request),
    guard: turnAway,
    checkAnswers: true,
  });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  await sequenceNow(db, { clock, audit });
});
afterAll(async () => {
  await app?.close();
  await db?.close();
  await database?.drop();
  await rm(home, { recursive: true, force: true });
});

const call = (name: string, method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) =>
  app.inject({
    method,
    url: `/api/v1/audit/${path}`,
    headers: people.get(name)?.headers ?? {},
    ...(payload ? { payload } : {}),
  });

/** Where the first witness stands and what this person is offered, with why not. */
async function offered(name: string): Promise<readonly string[]> {
  const { items, actions } = (await call(name, 'GET', 'witnesses')).json();
  const codes = new Map(Object.values(PROBLEMS).map((problem) => [problem.title.en as string, problem.code as string]));
  const said = ({ name: act, reason }: { name: string; reason: { en: string } | null }) =>
    reason === null ? act : `${act}: ${codes.get(reason.en)}`;
  return [items[0].state, ...[...actions, ...items[0].actions].map(said)];
}

/** One look of the outside party, as its command makes it. */
async function look(state: string) {
  const key = await witnessKey(state, 'witness.example/1');
  const memory = await readMemory(state);
  const vouched = vouch(memory, await askForHead(url, memory), { key, unixSeconds: Date.parse(now) / 1_000 });
  if (!vouched.ok) return vouched.refusal;
  await writeMemory(state, vouched.value.memory);
  return bringBack(url, vouched.value.note);
}

describe('a witness elsewhere', () => {
  test('is believed only after two persons have let it in, and never by one alone', async () => {
    const state = join(home, 'witness.json');
    expect(await look(state)).toEqual({ refused: 'no-witness-in-force' });
    const verifierKey = verifierKeyText(await witnessKey(state, ''));
    expect((await call('Dan', 'POST', 'witnesses', { verifierKey })).statusCode).toBe(404);
    const named = await call('Ben', 'POST', 'witnesses', { verifierKey });
    const id = named.json().witness;
    expect((await call('Ben', 'POST', `witnesses/${id}/approval`, {})).json().code).toBe('same-person');
    expect(await look(state)).toEqual({ refused: 'no-witness-in-force' });
    expect(await offered('Ben')).toEqual(['proposed', 'propose', 'approve: same-person', 'revoke']);
    expect(await offered('Ada')).toEqual(['proposed', 'propose', 'approve', 'revoke']);
    const withheld = ['propose: not-your-part', 'approve: not-your-part', 'revoke: not-your-part'];
    expect(await offered('Cleo')).toEqual(['proposed', ...withheld]);
    expect((await call('Ada', 'POST', `witnesses/${id}/approval`, {})).statusCode).toBe(204);
    expect(await look(state)).toEqual({ kept: ['witness.example/1'] });
    expect(await offered('Ada')).toEqual(['current', 'propose', 'approve: in-force-already', 'revoke']);
    expect((await call('', 'GET', 'checkpoint')).json().witness).toMatchObject({ state: 'current', since: now });
  });

  test('follows the log as it grows, and its word goes along with proofs', async () => {
    const state = join(home, 'witness.json');
    await inTransaction(db, (tx) =>
      record(tx, {
        actor: { kind: 'operator', osUser: 'x' },
        act: 'grow',
        objectKind: 'x',
        objectIds: [1],
        outcome: 'done',
      }),
    );
    now = plusMs(now, MINUTE_MS);
    await inTransaction(db, (tx) => sequenceEntries(tx, { clock, audit }));
    expect(await look(state)).toEqual({ kept: ['witness.example/1'] });
    expect(await look(state)).toEqual({ refused: 'nothing-newer' });
    const [entry] = await db.query<{ id: number }>("select entry_id as id from audit_entry where act = 'grow'");
    const [proof] = await proveEntries(db, [entry?.id ?? 0]);
    expect(proof?.witnesses).toEqual(['witness.example/1']);
    expect(readTlogProof(proof?.text ?? '')?.checkpoint).toContain('— witness.example/1 ');
    const verdict = await verifyAuditOf(db, { audit, now });
    expect(verdict).toMatchObject({ ok: true, witness: { state: 'current' } });
  });

  test('sees that a log was put back in time, and keeps what it knew', async () => {
    const state = join(home, 'witness.json');
    const before = await readFile(state, 'utf8');
    const [, size = '0'] = (JSON.parse(before) as { checkpoint: string }).checkpoint.split('\n');
    const memory = await readMemory(state);
    const shown = await askForHead(url, memory);
    const older = await db.query<{ note: string }>('select note from audit_checkpoint where tree_size < $1 limit 1', [
      Number(size),
    ]);
    const key = await witnessKey(state, '');
    const judged = vouch(memory, { ...shown, checkpoint: older[0]?.note ?? '' }, { key, unixSeconds: 1 });
    expect(judged).toMatchObject({ ok: false, refusal: { kind: 'rolled-back' } });
    expect(await readFile(state, 'utf8')).toBe(before);
  });

  test('that falls silent for more than fifteen minutes is announced once', async () => {
    const announced = () => db.query("select 1 from outbox_event where kind = 'audit.witness-overdue'");
    const round = () => inTransaction(db, (tx) => raiseSilence(tx, { clock }));
    now = plusMs(now, 14 * MINUTE_MS);
    await round();
    expect(await announced()).toHaveLength(0);
    now = plusMs(now, 2 * MINUTE_MS);
    await round();
    await round();
    expect(await announced()).toHaveLength(1);
    expect((await call('', 'GET', 'checkpoint')).json().witness.state).toBe('overdue');
  });

  test('cannot be spoken for: a stranger’s line under a true head is nothing', async () => {
    const stranger = newSignerKey('witness.example/1', 'cosignature').key;
    const vouched = vouch(null, await askForHead(url, null), { key: stranger, unixSeconds: Date.parse(now) / 1_000 });
    expect(vouched.ok && (await bringBack(url, vouched.value.note))).toEqual({ refused: 'no-witness-in-force' });
    await writeFile(join(home, 'bad.json'), '{}');
    await expect(readMemory(join(home, 'bad.json'))).rejects.toThrow();
  });
});

describe('the weekly review', () => {
  const weekNow = async () => (await call('Cleo', 'GET', 'reviews')).json().items[0].week as string;

  test('is for supervisors and auditors; a week that runs cannot be signed for', async () => {
    now = systemClock.now();
    expect((await call('Ben', 'GET', 'reviews')).statusCode).toBe(404);
    const week = await weekNow();
    const seen = (await call('Cleo', 'GET', `reviews/${week}`)).json();
    expect(seen).toMatchObject({ standing: 'running', actions: [{ name: 'sign-off', allowed: false }] });
    expect(seen.acts).toEqual(expect.arrayContaining([{ act: 'sign-in', outcome: 'done', count: 4 }]));
    expect(
      seen.notable.some(
        (one: { act: string; outcome: string }) => one.outcome === 'denied' && one.act === 'review-acts',
      ),
    ).toBe(true);
    const answer = await call('Cleo', 'POST', `reviews/${week}/sign-off`, { figuresSha256: seen.figuresSha256 });
    expect(answer.json().code).toBe('week-not-over');
  });

  test('is signed over exactly the figures seen, and one’s own acts wait for somebody else', async () => {
    const week = await weekNow();
    now = plusMs(systemClock.now(), 8 * DAY_MS);
    const figuresSha256 = '0'.repeat(64);
    expect((await call('Ada', 'POST', `reviews/${week}/sign-off`, { figuresSha256 })).json().code).toBe(
      'figures-changed',
    );
    const sign = async (name: string) => {
      // Looking is an act of this very week while the test runs inside it, so the figures are taken from the store at once.
      const { weekReview } = await import('./queries/review-week.ts');
      const seen = await weekReview(db, week, now);
      return (await call(name, 'POST', `reviews/${week}/sign-off`, { figuresSha256: seen.figuresSha256 })).json();
    };
    const first = await sign('Cleo');
    expect(first.left).toEqual([{ ref: `staff:${people.get('Cleo')?.staffId}`, name: 'Cleo' }]);
    expect(['partly', 'overdue']).toContain(first.standing);
    expect((await sign('Cleo')).code).toBe('signed-already');
    expect(await sign('Ada')).toMatchObject({ standing: 'signed', left: [] });
  });
});
