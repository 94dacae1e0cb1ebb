import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import { signedInAs } from '#features/access/testing';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { fileNotice, providerOf } from '../commands/file-notice.ts';
import type { ProviderNotice } from '../domain/notice.ts';
import { providerRoutes } from '../http-providers.ts';
import type { IntakeDeps } from '../received.ts';
import { aNotice } from '../testing.ts';
import { ownQualityCard } from './quality-card.ts';

// Proved here: the card of a provider from what it sent, bounded by its period; who may see and keep providers; whom a person acts for.
// Alone: npx vitest run --project database src/features/intake/queries/quality-card.db.test.ts

const now = '2026-11-24T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => now };
const machine = (provider: string): Actor => ({ kind: 'credential', credentialId: 1 as never, provider, scope: 'x' });

let database: TestDatabase;
let app: FastifyInstance;
let deps: IntakeDeps;
let relations: StaffActor;
let caller: StaffActor;
beforeAll(async () => {
  database = await testDatabase();
  const vault = {} as IntakeDeps['vault'];
  deps = { db: database.db, vault, clock, log: silentLog, operatorDir: '/none', onReceived: async () => undefined };
  relations = (await signedInAs(database.db, { clock }, { name: 'Relations', roles: ['provider-relations'] })).actor;
  caller = relations;
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: providerRoutes({ clock }),
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

const file = async (actor: Actor, said: ProviderNotice) =>
  granted(await fileNotice(deps, actor, { channel: 'api', said: aNotice(said) }));
const discovered = (at: string) => ({ at, circumstances: 'user report' });
const ask = async (method: 'GET' | 'PUT', url: string, payload?: object) => {
  const given = payload === undefined ? {} : { payload };
  const answered = await app.inject({ method, url: `/api/v1${url}`, ...given });
  return { status: answered.statusCode, body: answered.json() };
};
const codeOf = async (actor: Actor) => (await providerOf(database.db, actor))?.code ?? '';

describe('the quality card of a provider', () => {
  it('counts what its notices lacked, and how long after discovery they came', async () => {
    const mail = machine('Example Mail');
    await file(mail, { reference: '1', discovery: discovered('2026-11-24T11:00:00Z') });
    await file(mail, { reference: '1', discovery: discovered('2026-11-24T11:00:00Z') });
    await file(mail, { reference: '2', discovery: discovered('2026-11-24T11:00:00Z') });
    await file(mail, { reference: '3', discovery: discovered('2026-11-23T12:00:00Z'), contact: {}, offence: {} });
    await file(mail, {
      reference: '4',
      discovery: discovered('2026-11-25T12:00:00Z'),
      files: [{ name: 'a' }],
      transmissionData: [{ ip: '192.0.2.7', at: '2026-11-20 10:00' }],
    });
    await file(machine('Example Storage'), { reference: '1' });
    const card = await ask('GET', `/providers/${await codeOf(mail)}/quality?to=2026-11-25T00:00:00Z`);
    expect(card.body.quality).toEqual({
      notices: 4,
      connections: 4,
      connectionsWithoutPort: 1,
      times: 8,
      timesWithoutZone: 1,
      files: 1,
      filesViewUnstated: 1,
      repeats: 1,
      duplicates: 1,
      amended: 0,
      lagMedianMinutes: 60,
      lagP90Minutes: 1164,
      lagKnown: 3,
      discoveredLater: 1,
      missing: { a: 1, b: 0, c: 0, d: 0, e: 1 },
      transmissionDataMissing: 0,
      completenessMedian: expect.any(Number),
    });
  });

  it('speaks of its period alone, and of none that is endless', async () => {
    const code = await codeOf(machine('Example Mail'));
    const empty = await ask('GET', `/providers/${code}/quality?from=2026-11-24T12:00:01Z&to=2026-11-25T00:00:00Z`);
    expect(empty.body.quality).toMatchObject({ notices: 0, lagMedianMinutes: null, missing: { a: 0 } });
    const endless = await ask('GET', `/providers/${code}/quality?from=2011-12-08T00:00:00Z`);
    expect(endless).toMatchObject({ status: 409, body: { code: 'unusable-period' } });
  });

  it('is the same for the provider itself', async () => {
    const own = await providerOf(database.db, machine('Example Mail'));
    if (!own) throw new Error('no provider');
    const period = { from: '2026-11-01T00:00:00.000Z' as Instant, to: '2026-11-25T00:00:00.000Z' as Instant };
    expect(granted(await ownQualityCard(database.db, own, period)).quality.notices).toBe(4);
  });

  it('is nothing for the desk’s investigators', async () => {
    const code = await codeOf(machine('Example Mail'));
    caller = (await signedInAs(database.db, { clock }, { name: 'T', roles: ['triage-investigator'] })).actor;
    expect((await ask('GET', `/providers/${code}/quality`)).status).toBe(404);
    expect((await ask('GET', '/providers')).status).toBe(404);
    caller = relations;
  });
});

describe('a provider that is kept', () => {
  it('is found under every name it goes by, and takes none from another', async () => {
    const code = await codeOf(machine('Example Mail'));
    const change = { name: 'Example Mail Inc.', nameFr: 'Courrier Exemple', alsoCalled: ['example-mail-prod'] };
    expect((await ask('PUT', `/providers/${code}`, change)).body).toMatchObject({ nameFr: 'Courrier Exemple' });
    for (const name of ['COURRIER EXEMPLE', 'example-mail-prod', 'Example Mail'])
      expect(await codeOf(machine(name))).toBe(code);
    const taken = await ask('PUT', `/providers/${code}`, {
      name: 'Example Mail',
      alsoCalled: ['Example storage', 'Free'],
    });
    expect(taken).toMatchObject({ status: 409, body: { code: 'name-taken' } });
    expect(await providerOf(database.db, machine('Free'))).toBeNull();
  });

  it('speaks through the people tied to it, and only those with the role', async () => {
    const code = await codeOf(machine('Example Mail'));
    const person = (await signedInAs(database.db, { clock }, { name: 'P', roles: ['provider'] })).actor;
    expect((await ask('PUT', `/providers/${code}/people/${person.staffId}`)).status).toBe(200);
    expect((await ask('PUT', `/providers/${code}/people/${relations.staffId}`)).body.code).toBe('unknown-person');
    const filed = granted(
      await fileNotice(deps, person, { channel: 'portal', said: aNotice({ reference: 'by hand' }) }),
    );
    expect(filed.receipt?.provider.id).toBe(code);
  });

  it('lists one identifier for each provider', async () => {
    const { body } = await ask('GET', '/providers?limit=1');
    expect(body.items).toHaveLength(1);
    const rest = await ask('GET', `/providers?after=${body.next}`);
    expect(rest.body.items.map((item: { code: string }) => item.code)).not.toContain(body.items[0].code);
  });
});
