import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '#core/actor.ts';
import { systemClock } from '#core/clock.ts';
import { signedInAs } from '#features/access/testing';
import type { Route } from '#platform/http/route.ts';
import { inTransaction, type Queryable as Q } from '#platform/postgres/transaction.ts';
import { drawMatrix, mayReach, nameOf } from '../support/draw-matrix.ts';
import { FOREIGN_ROWS, guardedTables, HOUSE_TABLES, unguardedTables } from '../support/guarded-tables.ts';
import { askFor, ENDS_THE_SESSION, isAboutAnObject, NOTHING_THERE, SEEDED_ID } from '../support/route-calls.ts';
import { type ServedDesk, serveDesk } from '../support/served-desk.ts';
import { type Side, twoSides } from '../support/two-sides.ts';

// Proved here: every route × every role × own and other compartment × signed out on the listening server; then the same in SQL, where
// no check of the application stands between a session and the rows: no row of a compartment one is not in, no class one may not read.
// Writes docs/access-matrix.md; a difference there is reviewed like code. Out of scope: what each act then does.
// Alone: npx vitest run --project journeys test/journeys/access-matrix.test.ts

const DOCUMENT = new URL('../../docs/access-matrix.md', import.meta.url);
const COMPARTMENT = 'transnational';

interface Person {
  readonly role: Role;
  readonly session: string;
  readonly headers: Readonly<Record<string, string>>;
}

let served: ServedDesk;
let own: Side;
let other: Side;
const outsiders = new Map<Role, Person>();
const members = new Map<Role, Person>();

beforeAll(async () => {
  served = await serveDesk();
  const { db, settings } = served.instance;
  ({ own, other } = await twoSides(db, settings.dataDir));
  for (const role of ROLES) {
    outsiders.set(role, await aPerson(role, false));
    members.set(role, await aPerson(role, true));
  }
  await closeTheOther();
  await seedOpeningAndMandate();
});
afterAll(() => served?.close());

/** The other side lies in a compartment; asked again before each route, since some routes take things out. */
async function closeTheOther(): Promise<void> {
  await served.instance.db.query(
    `insert into access_compartment_report (report_id, compartment, reason, put_by, put_at)
     select report_id, $2, 'a file of the transnational team', 'staff:1', now() from unnest($1::bigint[]) as report_id
     on conflict do nothing`,
    [other.reportIds, COMPARTMENT],
  );
}

async function seedOpeningAndMandate(): Promise<void> {
  await served.instance.db.query(
    `with somebody as (
       insert into access_staff (staff_id, name, roles, created_at) overriding system value values ($1, 'somebody', '{}', now())
     ), opening as (
       insert into access_break_glass (opening_id, staff_id, compartment, reason, opened_at, ends_at, review_due_at)
       overriding system value
       select $1, staff_id, 'victims', 'a test', now(), now(), now() + interval '1 day' from access_staff limit 1
     )
     insert into access_mandate (mandate_id, auditor_id, authority, reason, recorded_by, recorded_at, ends_at)
     overriding system value
     select $1, min(staff_id), 'a letter', 'a test', max(staff_id), now(), now() from access_staff`,
    [SEEDED_ID],
  );
}

async function aPerson(role: Role, isMember: boolean): Promise<Person> {
  const { db } = served.instance;
  const name = `${role} ${isMember ? 'inside' : 'outside'}`;
  const { actor, headers } = await signedInAs(db, { clock: systemClock }, { name, roles: [role], demo: true });
  if (isMember)
    await db.query(
      `insert into access_compartment_member (staff_id, compartment, granted_by, granted_at) values ($1, $2, 'staff:1', now())`,
      [actor.staffId, COMPARTMENT],
    );
  return { role, session: headers.cookie.split('=')[1] ?? '', headers };
}

const isReached = (status: number) => ![401, 403, 404].includes(status);

async function ask(route: Route, side: Side, person: Person | null): Promise<number> {
  const { url, body } = askFor(route, side);
  const answered = await fetch(`${served.baseUrl}/api/v1${url}`, {
    method: route.method,
    headers: { ...person?.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await answered.arrayBuffer();
  return answered.status;
}

describe('the first wall, on the running server', () => {
  it('lets every role to its own routes and objects, nobody to another’s, and no stranger anywhere', async () => {
    const wrong: string[] = [];
    for (const route of served.routes) {
      if (ENDS_THE_SESSION.includes(nameOf(route))) continue;
      if (route.permission !== 'public' && (await ask(route, own, null)) !== 401)
        wrong.push(`${nameOf(route)} signed out`);
      await closeTheOther();
      for (const role of ROLES) wrong.push(...(await wrongFor(route, role)));
    }
    expect(wrong).toEqual([]);
  });

  it('writes down every denial, telling "not yours" from "not there"', async () => {
    const outsider = outsiders.get('supervisor');
    const route = served.routes.find((each) => nameOf(each) === 'GET /reports/{report}');
    if (!outsider || !route) throw new Error('The matrix is incomplete.');
    const { db } = served.instance;
    const [before] = await db.query<{ last: number }>('select max(entry_id) as last from audit_entry');
    const hidden = await ask(route, other, outsider);
    const absent = await ask(route, { ...other, report: 'R-2026-999999' }, outsider);
    expect([hidden, absent]).toEqual([404, 404]);
    const trail = await db.query(
      `select outcome, object_ids[1] as id, detail->>'cause' as cause from audit_entry where entry_id > $1 order by entry_id`,
      [before?.last],
    );
    expect(trail).toEqual([
      { outcome: 'denied', id: other.reportId, cause: 'compartment' },
      { outcome: 'refused', id: null, cause: 'not-found' },
    ]);
  });

  it('shows nothing of a compartment in any list', async () => {
    const lists = served.routes.filter((route) => route.method === 'GET' && !isAboutAnObject(route));
    for (const route of lists) {
      for (const person of outsiders.values()) {
        const { url } = askFor(route, own);
        const text = await (await fetch(`${served.baseUrl}/api/v1${url}`, { headers: person.headers })).text();
        for (const number of [other.report, other.package])
          expect(text, `${nameOf(route)} ${person.role}`).not.toContain(number);
      }
    }
  });
});

async function wrongFor(route: Route, role: Role): Promise<readonly string[]> {
  const outsider = outsiders.get(role) ?? null;
  const wrong: string[] = [];
  const judge = async (side: Side, person: Person | null, expected: boolean, where: string) => {
    const status = await ask(route, side, person);
    if (isReached(status) !== expected) wrong.push(`${nameOf(route)} ${role} ${where}: ${status}`);
  };
  if (!(mayReach(route, role) && NOTHING_THERE.includes(nameOf(route))))
    await judge(own, outsider, mayReach(route, role), 'own');
  if (!isAboutAnObject(route)) return wrong;
  await judge(other, outsider, false, 'other');
  await judge(other, members.get(role) ?? null, mayReach(route, role), 'other, as a member');
  return wrong;
}

describe('the second wall, in SQL', () => {
  it('stands around every table that holds a case; a new table says which side it is on', async () => {
    const { db } = served.instance;
    expect(await guardedTables(db)).toEqual(Object.keys(FOREIGN_ROWS).sort());
    expect(await unguardedTables(db)).toEqual([...HOUSE_TABLES].sort());
  });

  it.each(Object.keys(FOREIGN_ROWS))(
    '%s: 0 foreign rows for anybody, and none at all without a session',
    async (table) => {
      const { db } = served.instance;
      const there = await foreignRows(db, table);
      expect(there, 'the other side has rows to be hidden').toBeGreaterThan(0);
      for (const role of ROLES) {
        const seen = await boundTo(outsiders.get(role), (q) => foreignRows(q, table));
        expect(seen, role).toBe(0);
      }
      expect(await inTransaction(served.desk, (tx) => countAll(tx, table), '')).toBe(0);
      expect(await inTransaction(served.desk, (tx) => countAll(tx, table))).toBe(0);
    },
  );

  it('a change cannot reach what cannot be seen', async () => {
    const changed = await boundTo(outsiders.get('supervisor'), (q) =>
      q.query('update intake_report set sender = sender where report_id = $1 returning report_id', [other.reportId]),
    );
    expect(changed).toEqual([]);
    const rewritten = inTransaction(served.desk, (tx) => tx.query('update audit_entry set act = act'), '');
    await expect(rewritten).rejects.toThrow(/permission denied|append only/);
  });
});

function boundTo<T>(person: Person | undefined, look: (q: Q) => Promise<T>): Promise<T> {
  if (!person) throw new Error('Nobody looks.');
  return inTransaction(served.desk, (tx) => look(tx), person.session);
}

async function foreignRows(q: Q, table: string): Promise<number> {
  const rule = FOREIGN_ROWS[table];
  if (rule === undefined) throw new Error(`${table} has no rule.`);
  const [row] = await q.query<{ n: number }>(`select count(*) as n from ${table} where ${rule}`, [
    other.reportIds,
    other.packageId,
  ]);
  return row?.n ?? 0;
}

async function countAll(q: Q, table: string): Promise<number> {
  const [row] = await q.query<{ n: number }>(`select count(*) as n from ${table}`);
  return row?.n ?? 0;
}

describe('a mandate', () => {
  it('opens a numbered sample to an auditor, in both walls, and nothing beside it', async () => {
    const auditor = outsiders.get('auditor');
    const route = served.routes.find((each) => nameOf(each) === 'GET /reports/{report}');
    if (!auditor || !route) throw new Error('The matrix is incomplete.');
    const { db } = served.instance;
    const seen = (side: Side) => ask(route, side, auditor);
    expect([await seen(own), await seen(other)]).toEqual([404, 404]);
    await db.query(
      `with mandate as (
         insert into access_mandate (auditor_id, authority, reason, recorded_by, recorded_at, ends_at)
         select person.staff_id, 'letter of a test', 'yearly review', keeper.staff_id, now(), now() + interval '1 day'
         from access_staff person, access_staff keeper
         where person.name = 'auditor outside' and keeper.name = 'supervisor outside'
         returning mandate_id
       )
       insert into access_mandate_report (mandate_id, report_id) select mandate_id, $1 from mandate`,
      [own.reportId],
    );
    expect([await seen(own), await seen(other)]).toEqual([200, 404]);
    const narratives = await boundTo(auditor, (q) => q.query('select report_id from intake_narrative'));
    expect(narratives).toEqual([{ report_id: own.reportId }]);
    await db.query('update access_mandate set ended_at = now()');
    expect(await seen(own)).toBe(404);
  });
});

describe('the matrix', () => {
  it('is written down, and is what was reviewed last', async () => {
    const readers = new Map<string, readonly string[]>();
    for (const table of Object.keys(FOREIGN_ROWS).sort()) readers.set(table, await readersOf(table));
    const drawn = drawMatrix(served.routes, readers);
    const reviewed = await readFile(DOCUMENT, 'utf8').catch(() => '');
    if (drawn !== reviewed) await writeFile(DOCUMENT, drawn);
    expect(drawn === reviewed, 'docs/access-matrix.md was written anew: review its difference and commit it').toBe(
      true,
    );
  });
});

async function readersOf(table: string): Promise<readonly string[]> {
  const marks: string[] = [];
  for (const role of ROLES) {
    const seen = await boundTo(members.get(role), (q) => foreignRows(q, table));
    marks.push(seen > 0 ? '●' : ' ');
  }
  return marks;
}
