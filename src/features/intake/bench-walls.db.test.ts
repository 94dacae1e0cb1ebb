import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role, StaffActor } from '#core/actor.ts';
import { systemClock } from '#core/clock.ts';
import { signedInAs } from '#features/access/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type ServedDesk, serveDesk } from '../../../test/support/served-desk.ts';
import { aMapping, aRule, aSubmittedReport, publishForTest, receiveForTest } from './testing.ts';

// Proved here: on the listening server, with the walls of the database up: a clerk writes a child's facts into their compartment and
// cannot read them back; samples are seen by administrators alone. Out of scope: every route by role (test/journeys/access-matrix.test.ts).
// Alone: npx vitest run --project database src/features/intake/bench-walls.db.test.ts

const SENDER = 'Walled Sender';
const MAPPING = aMapping({
  rules: [
    aRule('ref', 'externalId'),
    aRule('role', 'person.role', { values: [{ from: 'child', to: 'victim' }] }),
    aRule('name', 'person.firstName'),
    aRule('account', 'identifier.account'),
    aRule('words', 'restrictedNarrative'),
  ],
});
const TABLE =
  'ref,role,name,account,words\n1,child,Robin,acct-child-1,about them\n2,child,Sam,acct-child-2,about them\n';

let served: ServedDesk;
let mappingId: number;
const people = new Map<Role, Awaited<ReturnType<typeof signedInAs>>>();

beforeAll(async () => {
  served = await serveDesk();
  const { db } = served.instance;
  for (const role of ['administrator', 'intake-clerk', 'supervisor'] as const)
    people.set(role, await signedInAs(db, { clock: systemClock }, { name: `A ${role}`, roles: [role] }));
  const administrator = people.get('administrator')?.actor as StaffActor;
  mappingId = await inTransaction(db, (tx) => publishForTest(tx, administrator, SENDER, MAPPING, TABLE));
});
afterAll(() => served?.close());

async function unreadTable(text: string): Promise<string> {
  const inline = Buffer.from(text);
  const sha256 = createHash('sha256').update(inline).digest();
  const raw = { sha256, sizeBytes: inline.length, inline, stored: null, contentType: 'text/csv', fileName: null };
  const report = aSubmittedReport({ format: 'unreadable', incidents: [], senderName: null });
  const head = await inTransaction(served.instance.db, (tx) =>
    receiveForTest(tx, { raw, report, unreadable: 'unknown-table', sender: SENDER }),
  );
  return head.number;
}

async function ask(
  role: Role,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answered = await fetch(`${served.baseUrl}/api/v1/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...people.get(role)?.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answered.status, body: (await answered.json()) as Record<string, unknown> };
}

describe('the bench behind its walls', () => {
  it('lets a clerk read a table of children again, every row of it, and not read them back', async () => {
    const report = await unreadTable(TABLE);
    const read = await ask('intake-clerk', `reports/${report}/reading`, { reader: { kind: 'mapping', mappingId } });
    expect(read).toMatchObject({ status: 200, body: { items: [{ outcome: 'read' }] } });
    const shown = await ask('supervisor', `reports/${report}`);
    expect(shown.body).toMatchObject({ version: 2, victims: { count: 1 }, persons: [], identifiers: [] });
    expect((await ask('intake-clerk', `reports/${report}/victims/opening`, { purpose: 'x' })).status).toBe(404);
    const opened = await ask('supervisor', `reports/${report}/victims/opening`, { purpose: 'protect' });
    expect(JSON.stringify(opened.body)).toContain('acct-child-1');
  });

  it('lets a clerk repair the text of a report about a child', async () => {
    const report = await unreadTable('ref;role\n3,child,Alex');
    const text = 'ref,role,name,account,words\n3,child,Alex,acct-child-3,about them\n';
    const repaired = { text, note: 'columns put right', reader: { kind: 'mapping', mappingId } };
    expect((await ask('intake-clerk', `reports/${report}/repaired-text`, repaired)).status).toBe(200);
    const rows = await served.instance.db.query<{ n: number }>(
      `select count(*)::int as n from intake_victim_identifier where value = 'acct-child-3'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('shows samples to administrators alone, in the database too', async () => {
    const seen = (role: Role) =>
      inTransaction(
        served.desk,
        (tx) => tx.query('select sample_id from intake_mapping_sample'),
        people.get(role)?.headers.cookie.split('=')[1] ?? '',
      );
    expect(await seen('administrator')).toHaveLength(1);
    expect(await seen('supervisor')).toEqual([]);
    expect((await ask('supervisor', 'mappings')).status).toBe(404);
  });
});
