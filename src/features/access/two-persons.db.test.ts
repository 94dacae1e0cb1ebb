import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role, StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { HOUR_MS, MINUTE_MS } from '#core/units.ts';
import { answer } from '#platform/http/route.ts';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { approveAct } from './commands/approve-act.ts';
import { emptyProposals } from './commands/empty-proposals.ts';
import { refuseAct, withdrawProposal } from './commands/end-proposal.ts';
import { type ProposedAct, proposeAct } from './commands/propose-act.ts';
import { spendApproval } from './commands/spend-approval.ts';
import { kindOf, PROPOSAL_KIND_CODES } from './domain/proposal-kinds.ts';
import { proposalRoutes } from './http-proposals.ts';
import { findProposal } from './store/proposals.ts';
import { signedInAs } from './testing.ts';

// Proved: never the same person twice, over the same content, used once, by command, by API and by the table itself.
// Out of scope: what the acts do (their slices). Alone: npx vitest run --project database two-persons
let database: TestDatabase;
let app: FastifyInstance;
let now = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const deps = { clock };
let proposer: StaffActor;
let approver: StaffActor;
let both: StaffActor;
let caller: StaffActor;

beforeAll(async () => {
  database = await testDatabase();
  const person = async (name: string, roles: readonly Role[]) =>
    (await signedInAs(database.db, deps, { name, roles })).actor;
  proposer = await person('P', ['liaison']);
  approver = await person('A', ['supervisor']);
  both = await person('B', ['liaison', 'supervisor', 'administrator']);
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: proposalRoutes({
      clock,
      acts: {
        'foreign-contact': async (tx, actor, { target, content }) => {
          const spent = await spendApproval(tx, deps, actor, { kind: 'foreign-contact', target, content });
          return answer({ spent: spent.ok });
        },
      },
    }),
    authenticate: async () => ({ actor: caller, stepUpUntil: now }),
    plugins: [],
    readiness: [],
    checkAnswers: true,
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

let serial = 0;
const anAct = (part: Partial<ProposedAct> = {}): ProposedAct => ({
  kind: 'foreign-contact',
  target: 'FR',
  content: { agency: 'FR', dutyLine: `+33 1 55 50 01 ${++serial}` },
  reason: 'Called back and confirmed.',
  ...part,
});
const propose = (actor: StaffActor, act: ProposedAct) =>
  inTransaction(database.db, (tx) => proposeAct(tx, deps, actor, act));
const approve = (actor: StaffActor, proposalId: number, contentHash: string) =>
  inTransaction(database.db, (tx) => approveAct(tx, deps, actor, { proposalId, contentHash }));
const spend = (actor: StaffActor, act: ProposedAct) =>
  inTransaction(database.db, (tx) => spendApproval(tx, deps, actor, act));

async function proposed(actor: StaffActor, act = anAct()) {
  const made = await propose(actor, act);
  if (!made.ok) throw new Error(made.refusal.kind);
  return { act, ...made.value };
}

async function call(actor: StaffActor, method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) {
  caller = actor;
  const headers = { host: 'localhost', 'accept-language': 'fr' };
  return app.inject({ method, url: `/api/v1/proposals${path}`, headers, ...(payload ? { payload } : {}) });
}

describe('an act that takes two persons', () => {
  test('is done once, after another person approved exactly its content', async () => {
    const { act, proposalId, contentHash } = await proposed(proposer);
    expect(await spend(proposer, act)).toMatchObject({ refusal: { kind: 'second-person-missing' } });
    expect(await approve(approver, proposalId, '0'.repeat(64))).toMatchObject({ refusal: { kind: 'other-content' } });
    expect(await approve(approver, proposalId, contentHash)).toMatchObject({ ok: true });
    const changed = { ...act, content: { ...act.content, dutyLine: 'another' } };
    expect(await spend(proposer, changed)).toMatchObject({ refusal: { kind: 'second-person-missing' } });
    expect(await spend(proposer, act)).toMatchObject({
      value: { proposalId, proposedBy: proposer.staffId, approvedBy: approver.staffId },
    });
    expect(await spend(proposer, act)).toMatchObject({ refusal: { kind: 'second-person-missing' } });
  });

  test('is never approved by whoever proposed it, nor by whom it would benefit', async () => {
    const own = await proposed(both);
    expect(await approve(both, own.proposalId, own.contentHash)).toMatchObject({ refusal: { kind: 'same-person' } });
    const content = { person: 9, roles: ['administrator'] };
    const barred = await proposed(
      both,
      anAct({ kind: 'role-grant', target: 'staff:9', content, barred: [approver.staffId] }),
    );
    expect(await approve(approver, barred.proposalId, barred.contentHash)).toMatchObject({
      refusal: { kind: 'barred-person' },
    });
  });

  test('is proposed once while it is open, and again when it ran out', async () => {
    const { act, proposalId } = await proposed(proposer);
    expect(await propose(both, act)).toMatchObject({ refusal: { kind: 'already-proposed', proposalId } });
    const before = now;
    now = plusMs(now, 168 * HOUR_MS);
    expect(await approve(approver, proposalId, 'x')).toMatchObject({ refusal: { kind: 'not-waiting' } });
    expect(await propose(both, act)).toMatchObject({ ok: true });
    now = before;
  });

  test('is worth nothing when its approval ran out, was withdrawn, or its act was rolled back and came too late', async () => {
    const late = await proposed(proposer);
    await approve(approver, late.proposalId, late.contentHash);
    const before = now;
    now = plusMs(now, 169 * HOUR_MS);
    expect(await spend(proposer, late.act)).toMatchObject({ refusal: { kind: 'second-person-missing' } });
    now = before;
    const broken = inTransaction(database.db, async (tx) => {
      await spendApproval(tx, deps, proposer, late.act);
      throw new Error('the act failed');
    });
    await expect(broken).rejects.toThrow('the act failed');
    expect(await spend(proposer, late.act)).toMatchObject({ ok: true });
    const taken = await proposed(proposer);
    await approve(approver, taken.proposalId, taken.contentHash);
    expect(await inTransaction(database.db, (tx) => withdrawProposal(tx, deps, both, taken.proposalId))).toMatchObject({
      refusal: { kind: 'not-permitted' },
    });
    await inTransaction(database.db, (tx) => withdrawProposal(tx, deps, proposer, taken.proposalId));
    expect(await spend(proposer, taken.act)).toMatchObject({ refusal: { kind: 'second-person-missing' } });
  });

  test('done by two at the same instant is done once', async () => {
    const { act, proposalId, contentHash } = await proposed(proposer);
    await approve(approver, proposalId, contentHash);
    const tries = await Promise.all(Array.from({ length: 6 }, () => spend(proposer, act)));
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
  });

  test('is not carried out by a machine, whatever was approved', async () => {
    const { act, proposalId, contentHash } = await proposed(proposer);
    await approve(approver, proposalId, contentHash);
    const operator = { kind: 'operator', osUser: 'root' } as const;
    expect(await inTransaction(database.db, (tx) => spendApproval(tx, deps, operator, act))).toMatchObject({
      refusal: { kind: 'second-person-missing' },
    });
    expect(await inTransaction(database.db, (tx) => proposeAct(tx, deps, operator, anAct()))).toMatchObject({
      refusal: { kind: 'not-permitted' },
    });
  });

  test('of every kind is proposed only by its roles and approved only by its roles', async () => {
    const outsider = (await signedInAs(database.db, deps, { name: 'O', roles: ['auditor', 'intake-clerk'] })).actor;
    for (const kind of PROPOSAL_KIND_CODES) {
      const act = anAct({ kind, target: kind });
      expect(await propose(outsider, act), kind).toMatchObject({ refusal: { kind: 'not-permitted' } });
      const [role] = kindOf(kind).propose;
      const made = await proposed({ ...both, roles: role ? [role] : [] }, act);
      expect(await approve(outsider, made.proposalId, made.contentHash), kind).toMatchObject({
        refusal: { kind: 'not-permitted' },
      });
    }
  });
});

describe('the table of proposals', () => {
  const write = (set: string, id: number) =>
    database.db.query(`update access_proposal set ${set} where proposal_id = $1`, [id]);

  test('refuses one person in both places, another hash, and a spending without approval', async () => {
    const { proposalId: id } = await proposed(proposer);
    const approval = (by: string, hash: string) =>
      write(`approved_by = ${by}, approved_at = now(), approved_hash = ${hash}`, id);
    await expect(approval('proposed_by', 'content_hash')).rejects.toThrow('two_persons');
    await expect(approval(`${approver.staffId}`, `repeat('0', 64)`)).rejects.toThrow('same_content');
    await expect(write("ended_at = now(), ended_how = 'spent'", id)).rejects.toThrow('spent_by_two');
    await expect(write("ended_at = now(), ended_how = 'spent-alone'", id)).rejects.toThrow('one_exception');
  });

  test('changes nothing of what was proposed, gives no approval twice, and forgets nothing', async () => {
    const { proposalId: id, contentHash } = await proposed(proposer);
    for (const change of [
      `content = '{"agency":"XX"}'`,
      `content_hash = repeat('0', 64)`,
      `proposed_by = ${approver.staffId}`,
      "expires_at = expires_at + interval '1 day'",
      "reason = 'another'",
    ]) {
      await expect(write(change, id), change).rejects.toThrow('never changes');
    }
    await approve(approver, id, contentHash);
    await expect(write(`approved_by = ${both.staffId}`, id)).rejects.toThrow('given once');
    await expect(database.db.query('delete from access_proposal where proposal_id = $1', [id])).rejects.toThrow(
      'never removed',
    );
  });

  test('keeps hash, persons and times of what was emptied', async () => {
    const made = await proposed(proposer, anAct({ reportIds: [4711] }));
    expect(await inTransaction(database.db, (tx) => emptyProposals(tx, [4711]))).toBe(1);
    const kept = await findProposal(database.db, made.proposalId);
    expect(kept).toMatchObject({ content: {}, contentHash: made.contentHash, proposedBy: proposer.staffId });
    expect(JSON.stringify(kept)).not.toContain('Called back');
  });
});

describe('over the API', () => {
  test('a person sees what waits for them, approves what they saw, and the proposer carries it out', async () => {
    const { proposalId, contentHash, act } = await proposed(proposer);
    const waiting = (await call(approver, 'GET', '')).json();
    const item = waiting.items.find((one: { id: number }) => one.id === proposalId);
    expect(item).toMatchObject({ reason: act.reason, contentHash, proposedBy: { name: 'P' }, state: 'waiting' });
    expect(item.what[1]).toMatchObject({ words: { fr: 'Ligne de permanence' }, values: [act.content['dutyLine']] });
    const early = await call(proposer, 'POST', `/${proposalId}/execution`);
    expect([early.statusCode, early.json().code]).toEqual([409, 'second-person-missing']);
    const own = await call(proposer, 'POST', `/${proposalId}/approval`, { contentHash });
    expect([own.statusCode, own.json().code]).toEqual([409, 'same-person']);
    expect((await call(approver, 'POST', `/${proposalId}/approval`, { contentHash })).statusCode).toBe(200);
    expect((await call(proposer, 'POST', `/${proposalId}/execution`)).json()).toEqual({ spent: true });
    const again = await call(proposer, 'POST', `/${proposalId}/execution`);
    expect([again.statusCode, again.json().code]).toEqual([409, 'second-person-missing']);
    const settled = (await call(approver, 'GET', '?view=settled')).json().items;
    expect(settled.find((one: { id: number }) => one.id === proposalId)).toMatchObject({ state: 'spent' });
  });

  test('a refusal carries its reason to the proposer, and whoever may not see gets the same answer as for nothing', async () => {
    const { proposalId } = await proposed(proposer);
    const stranger = (await signedInAs(database.db, deps, { name: 'S', roles: ['intake-clerk'] })).actor;
    const hidden = await call(stranger, 'GET', `/${proposalId}`);
    const absent = await call(stranger, 'GET', '/999999');
    expect([hidden.statusCode, hidden.json()]).toEqual([absent.statusCode, absent.json()]);
    expect((await call(stranger, 'POST', `/${proposalId}/approval`, { contentHash: 'x' })).statusCode).toBe(404);
    expect(
      (await call(approver, 'POST', `/${proposalId}/refusal`, { reason: 'Not the right number.' })).statusCode,
    ).toBe(200);
    expect((await call(proposer, 'GET', `/${proposalId}`)).json()).toMatchObject({
      state: 'refused',
      endedNote: 'Not the right number.',
    });
    expect(
      await inTransaction(database.db, (tx) => refuseAct(tx, deps, approver, { proposalId, reason: 'x' })),
    ).toMatchObject({
      refusal: { kind: 'not-waiting' },
    });
  });

  test('lists are read a page at a time and denials are in the audit', async () => {
    for (let index = 0; index < 3; index++) await proposed(proposer);
    const first = (await call(approver, 'GET', '?limit=2')).json();
    const second = (await call(approver, 'GET', `?limit=2&after=${first.next}`)).json();
    expect(first.items).toHaveLength(2);
    expect(second.items[0].id).toBeLessThan(first.items[1].id);
    const denied = await database.db.query<{ acts: number }>(
      "select count(*)::int as acts from audit_entry where act = 'approve-act' and outcome in ('denied', 'refused')",
    );
    expect(denied[0]?.acts).toBeGreaterThan(0);
    now = plusMs(now, MINUTE_MS);
  });
});
