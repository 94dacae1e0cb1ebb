import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Role } from '#core/actor.ts';
import { instantOf, systemClock } from '#core/clock.ts';
import { signedInAs } from '#features/access/testing';
import { inTransaction, type Queryable } from '#platform/postgres/transaction.ts';
import { readTlogProof } from '#platform/tlog/tlog-proof.ts';
import { type ServedDesk, serveDesk } from '../../../test/support/served-desk.ts';
import { type Side, twoSides } from '../../../test/support/two-sides.ts';
import { recordMany, sequenceNow } from './index.ts';
import { selectActs } from './store/acts.ts';
import type { AuditedAct } from './types.ts';

// Proved: on the served desk, behind its walls, acts are found newest first by person, kind, outcome, number and time; a page ends and goes
// on where it ended; no word a person typed leaves; a number of a closed compartment finds nothing; an act is proved once a head covers it;
// a page reads by index, whatever it looks for. Out of scope: who may ask (access matrix), the screen (test/browser/audit-log.test.ts).
// Alone: npx vitest run --project database src/features/audit/acts.db.test.ts

const SECRET = 'Because the neighbour phoned about it';
const OPERATOR: Actor = { kind: 'operator', osUser: 'jdoe' };
let served: ServedDesk;
let own: Side;
let other: Side;
const people = new Map<
  string,
  { readonly actor: Actor; readonly staffId: number; readonly session: string; readonly headers: object }
>();

interface Item {
  readonly entry: number;
  readonly at: string;
  readonly actor: { readonly ref: string; readonly name: string | null };
  readonly act: string;
  readonly outcome: string;
  readonly objects: readonly { readonly id: number; readonly number: string | null }[];
  readonly objectCount: number;
  readonly detail: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly isProvable: boolean;
}

beforeAll(async () => {
  served = await serveDesk();
  const { db, settings, audit } = served.instance;
  ({ own, other } = await twoSides(db, settings.dataDir));
  for (const [name, role] of [
    ['Ada', 'supervisor'],
    ['Cleo', 'auditor'],
    ['Dan', 'triage-investigator'],
  ] as const satisfies readonly (readonly [string, Role])[]) {
    const { actor, headers } = await signedInAs(db, { clock: systemClock }, { name, roles: [role] });
    people.set(name, { actor, staffId: actor.staffId, session: headers.cookie.split('=')[1] ?? '', headers });
  }
  await db.query(
    `insert into access_compartment_report (report_id, compartment, reason, put_by, put_at)
     select report_id, 'transnational', 'a test', 'staff:1', now() from unnest($1::bigint[]) as report_id`,
    [other.reportIds],
  );
  const dan = people.get('Dan')?.actor ?? OPERATOR;
  await write([
    { ...about('open-narrative', own), actor: dan, purpose: SECRET, detail: { narrativeId: 7, note: 'not a code' } },
    { ...about('open-narrative', other), actor: dan, outcome: 'denied', typed: { name: SECRET } },
    { ...about('grow', own), actor: OPERATOR, outcome: 'refused', detail: { kind: 'too-late' } },
    { actor: OPERATOR, act: 'grow', objectKind: 'package', objectIds: [own.packageId], outcome: 'done' },
  ]);
  await sequenceNow(db, { clock: systemClock, audit });
});
afterAll(() => served?.close());

const about = (act: string, side: Side) =>
  ({ act, objectKind: 'report', objectIds: [side.reportId], outcome: 'done' }) as const;

function write(acts: readonly AuditedAct[]): Promise<void> {
  return inTransaction(served.instance.db, (tx) => recordMany(tx, acts));
}

async function ask(path: string, name = 'Cleo') {
  const headers = { ...people.get(name)?.headers, 'accept-language': 'en' };
  const answered = await fetch(`${served.baseUrl}/api/v1/audit/acts${path}`, { headers });
  const text = await answered.text();
  return { status: answered.status, headers: answered.headers, text };
}

async function list(query: string, name = 'Cleo'): Promise<{ readonly items: readonly Item[]; next: string | null }> {
  const { status, text } = await ask(query, name);
  expect(status, text).toBe(200);
  return JSON.parse(text);
}

const told = ({ items }: { readonly items: readonly Item[] }) =>
  items.map(({ act, outcome, actor }) => `${actor.name ?? actor.ref} ${act} ${outcome}`);

describe('the list of acts', () => {
  test('says who did what, about which number, with which codes; newest first', async () => {
    const { items } = await list('?act=open-narrative');
    const id = people.get('Dan')?.staffId;
    expect(items).toMatchObject([
      { actor: { ref: `staff:${id}`, name: 'Dan' }, outcome: 'denied', objectKind: 'report', objectCount: 1 },
      { outcome: 'done', objects: [{ id: own.reportId, number: own.report }], isProvable: true },
    ]);
    expect(items[1]?.detail).toEqual([{ name: 'narrativeId', values: ['7'] }]);
  });

  test('shows no word a person typed, to nobody', async () => {
    for (const name of ['Ada', 'Cleo']) {
      const { text } = await ask('?limit=200', name);
      for (const word of [SECRET, 'not a code', 'commitments', 'purpose']) expect(text).not.toContain(word);
    }
  });

  test('is narrowed by person, kind, outcome, and both together', async () => {
    const dan = people.get('Dan')?.staffId;
    expect(told(await list(`?person=${dan}&act=open-narrative`))).toEqual([
      'Dan open-narrative denied',
      'Dan open-narrative done',
    ]);
    expect(told(await list(`?person=${dan}&outcome=denied`))).toEqual(['Dan open-narrative denied']);
    expect(told(await list('?act=grow&outcome=done'))).toEqual(['operator:jdoe grow done']);
    expect(told(await list('?outcome=refused&act=grow'))).toEqual(['operator:jdoe grow refused']);
    expect(told(await list('?act=never-done'))).toEqual([]);
  });

  test('is narrowed by number, as people write it, and only to those who may know of it', async () => {
    const acts = async (number: string, name?: string) =>
      told(await list(`?object=${encodeURIComponent(number)}`, name)).filter((line) => /grow|narrative/.test(line));
    expect(await acts(` ${own.report.toLowerCase()} `)).toEqual([
      'operator:jdoe grow refused',
      'Dan open-narrative done',
    ]);
    expect(await acts(own.package)).toEqual(['operator:jdoe grow done']);
    for (const hidden of [other.report, other.package, 'R-1999-000001']) {
      expect(await list(`?object=${hidden}`)).toEqual({ items: [], next: null });
    }
    expect((await ask('?object=the+neighbour')).text).toContain('not-a-number');
  });

  test('tells no number that lies behind a wall: not of a compartment, not of a package to an auditor', async () => {
    const [denied] = (await list('?act=open-narrative&outcome=denied', 'Ada')).items;
    expect(denied?.objects).toEqual([{ id: other.reportId, number: null }]);
    const packageOf = async (name: string) => (await list('?act=grow&outcome=done', name)).items[0]?.objects;
    expect(await packageOf('Ada')).toEqual([{ id: own.packageId, number: own.package }]);
    expect(await packageOf('Cleo')).toEqual([{ id: own.packageId, number: null }]);
  });

  test('is narrowed to a time: from is included, until is not', async () => {
    const { items } = await list('?act=grow');
    const [last, first] = items;
    const between = (from: string, until: string) => list(`?act=grow&from=${from}&until=${until}`);
    expect((await between('2000-01-01T00:00:00Z', '2001-01-01T00:00:00Z')).items).toEqual([]);
    expect((await between(first?.at ?? '', '2999-01-01T00:00:00-05:00')).items).toHaveLength(2);
    const after = instantOf(new Date(Date.parse(last?.at ?? '') + 1));
    expect((await between(after, '2999-01-01T00:00:00Z')).items).toEqual([]);
    expect((await ask('?from=yesterday')).status).toBe(400);
  });

  test('goes on where a page ended, with nothing twice and nothing left out', async () => {
    const until = instantOf(new Date());
    const whole = (await list(`?limit=200&until=${until}`)).items.map((item) => item.entry);
    const paged: number[] = [];
    for (let after = ''; ; ) {
      const page = await list(`?limit=7&until=${until}${after}`);
      paged.push(...page.items.map((item) => item.entry));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(paged.slice(0, 200)).toEqual(whole);
    expect(new Set(paged).size).toBe(paged.length);
    expect((await ask('?after=999999999')).text).toContain('unknown-after');
    expect((await ask('?after=x')).status).toBe(400);
  });

  test('stops looking after ten thousand acts and says where to look on', async () => {
    const dan = people.get('Dan')?.actor ?? OPERATOR;
    const many = Array.from({ length: 1_000 }, () => ({ ...about('often', own), actor: dan }));
    for (let round = 0; round < 11; round++) await write(many);
    const first = await list(`?person=${people.get('Dan')?.staffId}&act=open-narrative`);
    expect(first.items).toEqual([]);
    const on = await list(`?person=${people.get('Dan')?.staffId}&act=open-narrative&after=${first.next}`);
    expect(told(on)).toEqual(['Dan open-narrative denied', 'Dan open-narrative done']);
    expect(on.next).toBeNull();
  }, 120_000);

  test('is itself in the list, with what was looked for', async () => {
    const [look] = (await list('?act=list-acts&limit=1')).items;
    expect(look).toMatchObject({ actor: { name: 'Cleo' }, outcome: 'done' });
    expect(look?.detail).toContainEqual({ name: 'act', values: ['open-narrative'] });
  });

  test('offers the kinds of acts there are and the people who acted', async () => {
    const { acts, people: known } = JSON.parse((await ask('/choices')).text);
    expect(acts).toEqual(expect.arrayContaining(['grow', 'open-narrative', 'often', 'sign-in']));
    expect(new Set(acts).size).toBe(acts.length);
    expect(known).toContainEqual({ id: people.get('Dan')?.staffId, ref: expect.any(String), name: 'Dan' });
  });
});

describe('the proof of an act', () => {
  test('is a file that carries the act and its signed head', async () => {
    const [item] = (await list('?act=grow&outcome=done')).items;
    const { status, headers, text } = await ask(`/${item?.entry}/proof`);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="act-${item?.entry}.tlog-proof"`);
    expect(headers.get('cache-control')).toBe('no-store');
    const proof = readTlogProof(text);
    expect(JSON.parse(proof?.extra?.toString() ?? '{}')).toMatchObject({ entry: item?.entry, act: 'grow' });
    expect(proof?.checkpoint).toContain(served.instance.audit.log.name);
    expect((await list('?act=prove-act')).items[0]?.objects).toEqual([{ id: item?.entry, number: null }]);
  });

  test('is refused before a head covers it, and is none for what is no act', async () => {
    await write([{ ...about('just-now', own), actor: OPERATOR }]);
    const [item] = (await list('?act=just-now')).items;
    expect(item?.isProvable).toBe(false);
    expect((await ask(`/${item?.entry}/proof`)).text).toContain('not-signed-yet');
    const [batch] = await served.instance.db.query<{ id: number }>('select max(entry_id) as id from audit_row_batch');
    for (const none of [batch?.id, 999_999_999]) expect((await ask(`/${none}/proof`)).status).toBe(404);
  });
});

describe('what a page costs', () => {
  const ANY = { actor: null, act: null, outcome: null, object: null, from: null, until: null, after: null };
  const soon = instantOf(new Date(Date.now() + 3_600_000));

  test.each([
    ['newest', {}],
    ['until an instant', { until: soon, from: instantOf(new Date(0)) }],
    ['by person', { actor: 'Dan' }],
    ['by kind', { act: 'often' }],
    ['by a rare kind', { act: 'grow', until: soon }],
    ['by outcome', { outcome: 'denied' }],
  ] as const)(
    '%s, behind the wall: what it shows and hardly more, of a trail a hundred times as long',
    async (_, wanted) => {
      await served.database.db.query('analyze audit_entry');
      const actor = 'actor' in wanted ? `staff:${people.get(wanted.actor)?.staffId}` : null;
      const plans: unknown[] = [];
      const look = async (tx: Queryable) => {
        const explained: Queryable = {
          query: async (text, values) => {
            plans.push(...(await tx.query(`explain (analyze, format json) ${text}`, values)));
            return [];
          },
        };
        await selectActs(explained, { ...ANY, ...wanted, actor }, 51);
      };
      await inTransaction(served.desk, look, people.get('Cleo')?.session ?? '');
      const read = [...JSON.stringify(plans).matchAll(/"Actual Rows":(\d+)/g)].map(([, rows]) => Number(rows));
      expect(plans).toHaveLength(1);
      expect(Math.max(...read)).toBeLessThan(200);
    },
  );
});
