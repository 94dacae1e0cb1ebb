import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS, MINUTE_MS } from '#core/units.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { giveRoles } from './commands/manage-people.ts';
import { signInState } from './index.ts';
import { aBrowser, anAccessServer, aSealing, atADesk } from './testing.ts';

// Proved here: what one administrator may do, what takes two, and what takes effect on the very next request. Over HTTP, fixed clock.

let database: TestDatabase;
let app: FastifyInstance;
let now = '2026-11-24T08:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const deps = { clock, sealing: aSealing() };

beforeAll(async () => {
  database = await testDatabase();
  app = await anAccessServer(database.db, deps);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});
beforeEach(() => {
  now = plusMs(now, 24 * HOUR_MS);
});

const write = <T>(act: (tx: Tx) => Promise<T>) => inTransaction(database.db, act);

/** A person at their desk; freshly proven unless said otherwise. */
const atDesk = (roles: readonly Role[], isFresh = true) => atADesk(app, database.db, deps, { roles, isFresh });

const rolesOf = async (id: number) =>
  (await database.db.query<{ roles: string[] }>('select roles from access_staff where staff_id = $1', [id]))[0]?.roles;

const auditOf = async (act: string) =>
  (
    await database.db.query<{ actor: string; outcome: string; detail: Record<string, unknown> }>(
      'select actor, outcome, detail from audit_entry where act = $1 order by entry_id desc limit 1',
      [act],
    )
  )[0];

interface Listed {
  people: { staffId: number; roles: string[]; hasCodes: boolean }[];
  proposals: { kind: string; id: number; staffId: number; mayApprove: boolean }[];
}
const proposalAbout = async (desk: Awaited<ReturnType<typeof atDesk>>['desk'], id: number) =>
  (await desk.get<Listed>('people')).body.proposals.filter((each) => each.staffId === id).at(-1);

async function decide(desk: Awaited<ReturnType<typeof atDesk>>['desk'], about: number, approved = true) {
  const proposal = await proposalAbout(desk, about);
  return desk.send<{ code?: string; link?: { code: string } | null }>(
    'POST',
    `people/proposals/${proposal?.kind}/${proposal?.id}/decision`,
    { approved },
  );
}

describe('one administrator', () => {
  test('makes a person, gives a role and takes it, and it counts from the next request', async () => {
    const administrator = await atDesk(['administrator']);
    const made = await administrator.desk.send<{ staffId: number; standing: string }>('POST', 'people', {
      name: 'New colleague',
      language: 'fr',
      roles: ['auditor'],
    });
    expect(made.body.standing).toBe('done');
    const person = await atDesk(['auditor']);
    expect((await person.desk.get('lock-outs')).status).toBe(404);
    await administrator.desk.send('PUT', `people/${person.id}/roles`, { roles: ['supervisor'] });
    expect((await person.desk.get('lock-outs')).status).toBe(200);
    await administrator.desk.send('PUT', `people/${person.id}/roles`, { roles: [] });
    expect((await person.desk.get('lock-outs')).status).toBe(404);
    expect(await auditOf('change-roles')).toMatchObject({
      actor: `staff:${administrator.id}`,
      detail: { given: [], taken: ['supervisor'] },
    });
  });

  test('needs a fresh key for every change, and nobody else may even look', async () => {
    const stale = await atDesk(['administrator'], false);
    const person = await atDesk(['auditor']);
    const changes = [
      ['POST', 'people', { name: 'X', language: 'en', roles: [] }],
      ['PUT', `people/${person.id}/roles`, { roles: [] }],
      ['POST', `people/${person.id}/disable`, {}],
      ['POST', `people/${person.id}/enable`, {}],
      ['POST', `people/${person.id}/end-sessions`, {}],
      ['POST', `people/${person.id}/enrolment-link`, {}],
      ['POST', `people/${person.id}/reset`, {}],
      ['POST', `people/${person.id}/work-account`, { workAccountId: 1 }],
      ['POST', 'people/proposals/roles/1/decision', { approved: true }],
      ['PUT', 'sign-in-settings/work-service', { service: null }],
      ['PUT', 'sign-in-settings/public-address', { origin: null, rpId: null }],
      ['POST', 'machine-access/credentials', { provider: 'X', scope: 'ispws' }],
      ['POST', 'machine-access/tokens', { name: 'X', scopes: ['stats:read'] }],
    ] as const;
    for (const [method, path, body] of changes) {
      const answer = await stale.desk.send<{ code: string }>(method, path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'step-up-required']);
      const other = await person.desk.send(method, path, body);
      expect([path, other.status]).toEqual([path, 404]);
    }
    expect((await person.desk.get('people')).status).toBe(404);
    expect((await person.desk.get('machine-access')).status).toBe(404);
  });

  test('shuts a person out, ends their sessions, and lets them in again', async () => {
    const administrator = await atDesk(['administrator']);
    const person = await atDesk(['auditor']);
    await administrator.desk.send('POST', `people/${person.id}/end-sessions`, {});
    expect((await person.desk.get('session')).status).toBe(401);
    const other = await atDesk(['auditor']);
    expect((await administrator.desk.send('POST', `people/${other.id}/disable`, {})).status).toBe(204);
    expect((await other.desk.get('session')).status).toBe(401);
    await administrator.desk.send('POST', `people/${other.id}/enable`, {});
    expect((await other.desk.get('session')).status).toBe(401);
  });

  test('cannot shut out themselves, nor be the last to leave', async () => {
    await database.db.query(`update access_staff set roles = '{}' where 'administrator' = any(roles)`);
    const only = await atDesk(['administrator']);
    const self = await only.desk.send<{ code: string }>('POST', `people/${only.id}/disable`, {});
    expect(self.body.code).toBe('not-yourself');
    const last = await only.desk.send<{ code: string }>('PUT', `people/${only.id}/roles`, { roles: [] });
    expect([last.status, last.body.code]).toEqual([409, 'last-administrator']);
  });

  test('hands a fresh link to a person without keys, from anywhere, once; to nobody who has one', async () => {
    const administrator = await atDesk(['administrator']);
    const person = await atDesk(['auditor']);
    const path = `people/${person.id}/enrolment-link`;
    const { code } = (await administrator.desk.send<{ code: string }>('POST', path, {})).body;
    const far = () => aBrowser(app, { host: 'localhost', remoteAddress: '203.0.113.5' });
    expect((await far().send('POST', 'session', { code })).status).toBe(200);
    expect((await far().send('POST', 'session', { code })).status).toBe(401);
    await giveCodes(person.id);
    expect((await administrator.desk.send<{ code: string }>('POST', path, {})).body.code).toBe('has-keys');
  });
});

/** Somebody with a way to prove themselves, without the way there. */
const giveCodes = (id: number) =>
  database.db.query(
    `insert into access_code_secret (staff_id, sealed_secret, passphrase_salt, passphrase_hash, created_at)
     values ($1, '\\x00', '\\x00', '\\x00', $2)`,
    [id, now],
  );

describe('two administrators', () => {
  test('give the role of administrator: not who proposed it, not whom it is about', async () => {
    const [one, two] = [await atDesk(['administrator']), await atDesk(['administrator'])];
    const person = await atDesk(['auditor']);
    const proposed = await one.desk.send('PUT', `people/${person.id}/roles`, { roles: ['auditor', 'administrator'] });
    expect(proposed.body).toEqual({ standing: 'proposed' });
    expect(await rolesOf(person.id)).toEqual(['auditor']);
    expect((await decide(one.desk, person.id)).body.code).toBe('same-person');
    expect(await auditOf('approve-proposal')).toMatchObject({ outcome: 'denied' });
    expect((await decide(two.desk, person.id)).status).toBe(200);
    expect(await rolesOf(person.id)).toEqual(['auditor', 'administrator']);
    expect(await auditOf('change-roles')).toMatchObject({ detail: { approvedBy: two.id } });
  });

  test('give a role to one of themselves, and the one cannot approve it', async () => {
    const [one, two] = [await atDesk(['administrator']), await atDesk(['administrator'])];
    await one.desk.send('PUT', `people/${one.id}/roles`, { roles: ['administrator', 'reviewer'] });
    expect(await rolesOf(one.id)).toEqual(['administrator']);
    expect((await proposalAbout(one.desk, one.id))?.mayApprove).toBe(false);
    expect((await decide(one.desk, one.id)).body.code).toBe('same-person');
    expect((await decide(two.desk, one.id)).status).toBe(200);
    expect(await rolesOf(one.id)).toEqual(['administrator', 'reviewer']);
  });

  test('may turn a proposal down; it is decided once, and over after a day', async () => {
    const [one, two] = [await atDesk(['administrator']), await atDesk(['administrator'])];
    const person = await atDesk(['auditor']);
    await one.desk.send('PUT', `people/${person.id}/roles`, { roles: ['administrator'] });
    const first = await proposalAbout(two.desk, person.id);
    expect((await decide(two.desk, person.id, false)).status).toBe(200);
    const path = `people/proposals/roles/${first?.id}/decision`;
    expect((await two.desk.send('POST', path, { approved: true })).status).toBe(404);
    await one.desk.send('PUT', `people/${person.id}/roles`, { roles: ['administrator'] });
    now = plusMs(now, 24 * HOUR_MS);
    const later = await atDesk(['administrator']);
    expect(await proposalAbout(later.desk, person.id)).toBeUndefined();
    expect(await rolesOf(person.id)).toEqual(['auditor']);
  });

  test('a proposal made on roles that are no more is over: nothing taken since comes back with it', async () => {
    const [one, two] = [await atDesk(['administrator']), await atDesk(['administrator'])];
    const person = await atDesk(['auditor', 'reviewer']);
    await one.desk.send('PUT', `people/${person.id}/roles`, { roles: ['auditor', 'reviewer', 'administrator'] });
    const waiting = await proposalAbout(two.desk, person.id);
    await two.desk.send('PUT', `people/${person.id}/roles`, { roles: ['auditor'] });
    const path = `people/proposals/roles/${waiting?.id}/decision`;
    expect((await two.desk.send('POST', path, { approved: true })).status).toBe(404);
    expect(await rolesOf(person.id)).toEqual(['auditor']);
  });

  test('a proposal of somebody who is no longer an administrator is worth nothing', async () => {
    const [one, two] = [await atDesk(['administrator']), await atDesk(['administrator'])];
    const person = await atDesk(['auditor']);
    await one.desk.send('PUT', `people/${person.id}/roles`, { roles: ['administrator'] });
    await two.desk.send('PUT', `people/${one.id}/roles`, { roles: [] });
    expect((await decide(two.desk, person.id)).body.code).toBe('proposer-gone');
    expect((await decide(two.desk, person.id, false)).status).toBe(200);
    expect(await rolesOf(person.id)).toEqual(['auditor']);
  });

  test('reset lost keys: every key, session and link is dead, and a fresh link is shown once', async () => {
    const [one, two] = [await atDesk(['administrator']), await atDesk(['administrator'])];
    const person = await atDesk(['auditor']);
    await giveCodes(person.id);
    expect((await one.desk.send('POST', `people/${person.id}/reset`, {})).body).toEqual({ standing: 'proposed' });
    expect((await decide(one.desk, person.id)).body.code).toBe('same-person');
    expect((await person.desk.get('session')).status).toBe(200);
    const { link } = (await decide(two.desk, person.id)).body;
    expect((await person.desk.get('session')).status).toBe(401);
    const listed = (await two.desk.get<Listed>('people')).body.people.find((each) => each.staffId === person.id);
    expect(listed?.hasCodes).toBe(false);
    const back = aBrowser(app, { host: 'localhost', remoteAddress: '203.0.113.5' });
    expect((await back.send('POST', 'session', { code: link?.code })).status).toBe(200);
    expect(await auditOf('reset-keys')).toMatchObject({ actor: `staff:${two.id}`, detail: { proposedBy: one.id } });
  });

  test('are needed by the act itself: called without the second one it does nothing', async () => {
    const one = await atDesk(['administrator']);
    const act = { staffId: one.id, roles: ['administrator', 'reviewer'] as const, by: one.actor, approvedBy: null };
    await expect(write((tx) => giveRoles(tx, act))).rejects.toThrow(/two persons/);
    expect(await rolesOf(one.id)).toEqual(['administrator']);
  });
});

test('the doctor is told how many can sign in, and no names', async () => {
  const before = await signInState(database.db);
  const administrator = await atDesk(['administrator']);
  await giveCodes(administrator.id);
  const after = await signInState(database.db);
  expect(after.enrolledAdministrators).toBe(before.enrolledAdministrators + 1);
  expect(JSON.stringify(after)).not.toContain(administrator.name);
});
test('a session of an hour ago is not fresh, of four minutes ago it is', async () => {
  const { desk } = await atDesk(['administrator']);
  now = plusMs(now, 4 * MINUTE_MS);
  expect((await desk.send('POST', 'people', { name: 'Fresh', language: 'en', roles: [] })).status).toBe(200);
  now = plusMs(now, MINUTE_MS);
  expect((await desk.send('POST', 'people', { name: 'Stale', language: 'en', roles: [] })).status).toBe(403);
});
