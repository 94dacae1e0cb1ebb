import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '#core/actor.ts';
import { systemClock } from '#core/clock.ts';
import { authenticateCaller, turnAway } from '#features/access';
import { signedInAs } from '#features/access/testing';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { intakeRoutes } from './http.ts';
import { aSubmittedIdentifier, aSubmittedPerson, aSubmittedReport, receiveForTest } from './testing.ts';
import type { ReportHead } from './types.ts';

// Proved here: what the API shows of a report, to whom, and what the audit trail says of it; answers are checked against their schemas.
// Alone: npx vitest run --project database src/features/intake/http.db.test.ts

let database: TestDatabase;
let app: FastifyInstance;
let head: ReportHead;
const headersOf = new Map<Role, Record<string, string>>();

beforeAll(async () => {
  database = await testDatabase();
  const deps = { clock: systemClock };
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: intakeRoutes({}),
    authenticate: (request) => authenticateCaller(database.db, deps, request),
    checkAnswers: true,
    guard: turnAway,
  });
  for (const role of ROLES)
    headersOf.set(role, (await signedInAs(database.db, deps, { name: `A ${role}`, roles: [role] })).headers);
  const child = aSubmittedPerson({
    role: 'victim',
    path: 'victim[0]',
    firstName: 'Child',
    age: '9',
    identifiers: [aSubmittedIdentifier({ kind: 'screen-name', value: 'child_name', path: 'victim[0].screenName' })],
  });
  const report = aSubmittedReport({
    persons: [aSubmittedPerson({ firstName: 'Adult', identifiers: [aSubmittedIdentifier()] }), child],
    narratives: [
      { path: 'additionalInfo', body: 'words of the provider', restricted: false },
      { path: 'victim[0].additionalInfo', body: 'words about a child', restricted: true },
    ],
  });
  head = await inTransaction(database.db, (tx) => receiveForTest(tx, { report }));
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

const get = (url: string, role: Role = 'triage-investigator') =>
  app.inject({ method: 'GET', url: `/api/v1/${url}`, headers: headersOf.get(role) ?? {} });
const open = (url: string, role: Role = 'triage-investigator', purpose = 'assess urgency') =>
  app.inject({
    method: 'POST',
    url: `/api/v1/${url}/opening`,
    headers: headersOf.get(role) ?? {},
    payload: { purpose },
  });
const audited = (act: string, outcome: string) =>
  database.db.query<{ purpose: string | null }>(
    `select value as purpose from audit_entry left join audit_value on encode(commitment, 'hex') = commitments->>'purpose' where act = $1 and outcome = $2 and object_ids @> array[$3::bigint]`,
    [act, outcome, head.reportId],
  );

describe('a report over the API', () => {
  it('shows every part but the words and the children', async () => {
    const answer = await get(`reports/${head.number}`);
    expect(answer.statusCode).toBe(200);
    const page = answer.json();
    expect(page).toMatchObject({ report: head.number, victims: { count: 1, ageBands: ['7-10'] }, state: 'open' });
    expect(page.persons.map((person: { firstName: string }) => person.firstName)).toEqual(['Adult']);
    expect(page.narratives.map((one: { restricted: boolean }) => one.restricted)).toEqual([false, true]);
    expect(page.versions).toHaveLength(1);
    expect(answer.body).not.toMatch(/words of|words about|child_name|"Child"/);
    expect(await audited('read-report', 'done')).not.toHaveLength(0);
  });

  it('is shown to those who work on reports and to nobody else; a stranger’s number and an unknown one answer alike', async () => {
    const readers: Role[] = [];
    for (const role of ROLES) if ((await get(`reports/${head.number}`, role)).statusCode === 200) readers.push(role);
    expect(readers.sort()).toEqual(
      ['intake-clerk', 'package-investigator', 'reviewer', 'supervisor', 'triage-investigator'].sort(),
    );
    const denied = await get(`reports/${head.number}`, 'administrator');
    const unknown = await get('reports/R-2026-999999', 'administrator');
    expect([denied.statusCode, denied.body]).toEqual([unknown.statusCode, unknown.body]);
    expect(await audited('read-report', 'denied')).not.toHaveLength(0);
  });

  it('is listed by state and source', async () => {
    expect((await get('reports?state=open&source=provider')).json().items[0].report).toBe(head.number);
    expect((await get('reports?state=package')).json()).toEqual({ items: [], next: null });
    expect((await get('reports?state=nonsense')).statusCode).toBe(400);
  });
});

describe('an opening', () => {
  it('gives the words of one narrative and records who looked and why', async () => {
    const { narratives } = (await get(`reports/${head.number}`)).json();
    const opened = await open(`reports/${head.number}/narratives/${narratives[0].id}`);
    expect(opened.json()).toEqual({ body: 'words of the provider' });
    expect((await audited('open-narrative', 'done'))[0]?.purpose).toBe('assess urgency');
    expect(
      (await open(`reports/${head.number}/narratives/${narratives[0].id}`, 'triage-investigator', ' ')).statusCode,
    ).toBe(400);
    expect((await open(`reports/${head.number}/narratives/999999`)).statusCode).toBe(404);
  });

  it('of a child’s narrative, or of the children, is not for an intake clerk', async () => {
    const { narratives } = (await get(`reports/${head.number}`)).json();
    const childs = `reports/${head.number}/narratives/${narratives[1].id}`;
    expect((await open(childs, 'intake-clerk')).statusCode).toBe(404);
    expect((await open(childs)).json()).toEqual({ body: 'words about a child' });
    expect((await open(`reports/${head.number}/victims`, 'intake-clerk')).statusCode).toBe(404);
    expect(await audited('open-victims', 'denied')).toHaveLength(2);
    const { victims } = (await open(`reports/${head.number}/victims`)).json();
    expect(victims[0]).toMatchObject({ firstName: 'Child', identifiers: [{ value: 'child_name' }] });
  });
});
