import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { granted } from '#core/result.ts';
import { aVault } from '#features/vault/testing';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { zipOf } from '../../../../test/support/ncmec-drop.ts';
import { importPaths } from '../import/import-paths.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import { repairRoad, showBench, showRepair } from '../queries/show-bench.ts';
import type { IntakeDeps, RawBytes } from '../received.ts';
import { aReceived, publishForTest, receiveForTest } from '../testing.ts';
import { aMapping, aRule } from '../testing-mappings.ts';
import { openBytes } from './open-bytes.ts';
import { readAgain, readAllAgain } from './read-again.ts';
import { handOver, redirectReport } from './redirect-report.ts';
import { repairText } from './repair-text.ts';

// Proved here: what waits on the bench is read again, repaired, redirected and handed on, and counted once whatever is done.
// Out of scope: the walls (test/journeys/access-matrix.test.ts), the screens (test/browser).
// Alone: npx vitest run --project database src/features/intake/commands/read-again.db.test.ts

const NOW = '2026-11-27T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => NOW };
const person = (staffId: number, role: 'administrator' | 'intake-clerk' | 'reviewer'): StaffActor => ({
  kind: 'staff',
  staffId: staffId as StaffId,
  name: `A ${role}`,
  roles: [role],
  language: 'en',
});
const ADMINISTRATOR = person(1, 'administrator');
const CLERK = person(2, 'intake-clerk');
const OPERATOR = { kind: 'operator', osUser: 'test' } as const;
const ANY = { kind: 'any' } as const;
const PROVIDER = { source: 'provider', provider: 'Example Table Service' } as const;

let database: TestDatabase;
let folder: string;
let deps: IntakeDeps;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'vigie-mapping-'));
  const vault = await aVault(join(folder, 'vault'));
  deps = { db: database.db, vault, clock, log: silentLog, operatorDir: folder, onReceived: async () => undefined };
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const within = <T>(act: Parameters<typeof inTransaction<T>>[1]) => inTransaction(database.db, act);
const headOf = async (number: string) => {
  const head = await resolveReport(database.db, number);
  if (head === null) throw new Error(`${number} is not there.`);
  return head;
};

async function importText(name: string, text: string, options: Parameters<typeof importPaths>[3] = PROVIDER) {
  const path = join(folder, name);
  await writeFile(path, text);
  return importPaths(deps, OPERATOR, [path], options);
}

function rawOf(text: string): RawBytes {
  const inline = Buffer.from(text);
  const sha256 = createHash('sha256').update(inline).digest();
  return { sha256, sizeBytes: inline.length, inline, stored: null, contentType: null, fileName: null };
}

const anUnreadable = (text: string, fields: Parameters<typeof aReceived>[0] = {}) => {
  const { report } = aReceived();
  const unread = { ...report, format: 'unreadable' as const, incidents: [], senderName: null };
  return within((tx) =>
    receiveForTest(tx, {
      raw: rawOf(text),
      report: unread,
      unreadable: 'not-json: at the end',
      sender: 'Broken Sender',
      ...fields,
    }),
  );
};

/** A row whose role nobody knows is not read: it may speak of a child. */
const WITH_ROLES = aMapping({
  rules: [aRule('ref', 'externalId'), aRule('role', 'person.role'), aRule('account', 'person.firstName')],
});
const ROLES_SAMPLE = 'ref,role,account\n1,reported,acct-1\n';

describe('the bench', () => {
  it('counts what it lists, by reason and sender, newest first', async () => {
    await anUnreadable('{"a":');
    const { number: senderOf } = await anUnreadable('{"b":');
    const shown = granted(await within((tx) => showBench(tx, CLERK, { senderOf })));
    const count = shown.counts.filter(({ sender }) => sender === 'Broken Sender');
    expect(count).toMatchObject([{ reason: 'not-json', count: shown.items.length }]);
    expect(shown.items[0]).toMatchObject({ reason: 'not-json', detail: 'at the end', sizeBytes: 5 });
    const all = granted(await within((tx) => showBench(tx, CLERK, {})));
    expect(all.total).toBe(all.items.length);
    expect((await within((tx) => showBench(tx, person(9, 'reviewer'), {}))).ok).toBe(false);
  });

  it('opens the bytes for a purpose, with the place of the fault, and writes that down', async () => {
    const { reportId } = await anUnreadable('{"a": 1,\n  "b": oops}');
    const opened = granted(await within((tx) => openBytes(tx, deps, CLERK, reportId, 'repair')));
    expect(opened).toMatchObject({ text: '{"a": 1,\n  "b": oops}', place: { line: 2, column: 8 } });
    const acts = await database.db.query(
      `select act from audit_entry where act = 'open-received-bytes' and $1 = any (object_ids) and outcome = 'done'`,
      [reportId],
    );
    expect(acts).toHaveLength(1);
  });

  it('makes a repaired copy the next version of the same report: the bytes stay, the ledger knows one receipt', async () => {
    const head = await anUnreadable('{"reportId": 5,');
    const repaired = { text: '{"still": broken', note: 'a brace was missing', reader: ANY };
    const refused = await within((tx) => repairText(tx, deps, CLERK, head.reportId, repaired));
    expect(refused).toMatchObject({ refusal: { kind: 'still-unreadable' } });
    const text = JSON.stringify({ reportId: 5, reportedInformation: { reportingEsp: { espName: 'Example Service' } } });
    granted(await within((tx) => repairText(tx, deps, CLERK, head.reportId, { ...repaired, text })));
    expect(await headOf(head.number)).toMatchObject({ version: 2, reading: 'parsed', unreadableReason: null });
    const raws = await database.db.query<{ kind: string; text: string }>(
      `select kind, convert_from(bytes, 'UTF8') as text from intake_raw where report_id = $1 order by raw_id`,
      [head.reportId],
    );
    expect(raws).toEqual([
      { kind: 'import', text: '{"reportId": 5,' },
      { kind: 'repair', text },
    ]);
    const road = await repairRoad(database.db, head.reportId);
    expect(road).toMatchObject([{ stage: 'repaired' }]);
    expect(road[0]?.reasons[0]?.en).toContain('a brace was missing');
    expect(await ledgerOf(head.reportId)).toEqual(['outside open']);
    const events = await database.db.query<{ kind: string }>(
      'select kind from outbox_event where $1 = any (subjects) order by event_id',
      [head.reportId],
    );
    expect(events.map(({ kind }) => kind)).toEqual(['report.received', 'report.amended']);
  });

  it('reads a table again when its mapping has come: the first row is the report that waited, the others are their own', async () => {
    const options = { source: 'provider', provider: 'Late Mapping' } as const;
    const text = 'ref,when,account\n21,2026-11-23T08:00:00Z,a\n22,2026-11-23T08:00:00Z,b\n21,2026-11-23T08:00:00Z,a\n';
    const { items } = await importText('late.csv', text, options);
    const head = await headOf(items[0]?.report ?? '');
    expect(head.reading).toBe('unreadable');
    const mappingId = await within((tx) => publishForTest(tx, ADMINISTRATOR, 'Late Mapping'));
    const chosen = { kind: 'mapping', mappingId } as const;
    const wanted = { source: 'provider', sender: 'Late Mapping', reason: 'unknown-table' };
    const [done] = granted(
      await within((tx) => readAllAgain(tx, deps, { ...CLERK, roles: ['supervisor'] }, wanted, chosen)),
    );
    expect(done).toMatchObject({ report: head.number, outcome: 'read' });
    expect(done?.added).toHaveLength(1);
    expect(await headOf(head.number)).toMatchObject({
      version: 2,
      format: 'mapped',
      externalId: '21',
      reading: 'parsed',
    });
    expect(await headOf(done?.added[0] ?? '')).toMatchObject({
      externalId: '22',
      receivedAt: head.receivedAt,
      version: 1,
    });
    expect(await importText('late-again.csv', text, options)).toMatchObject({ received: 0, repeated: 3 });
    const [twice] = granted(await within((tx) => readAgain(tx, deps, CLERK, [head.reportId], chosen)));
    expect(twice?.outcome).toBe('not-waiting');
  });

  it('reads a table of thousands again: every row is a report, and each that nobody understands waits with its own bytes', async () => {
    const options = { source: 'provider', provider: 'Large Table' } as const;
    const row = (at: number) => `${at},${at % 1_000 === 7 ? 'minor' : 'reported'},acct-${at}${'x'.repeat(500)}`;
    // More than 1 MiB: its bytes are in the vault, and read from there piece by piece.
    const text = ['ref,role,account', ...Array.from({ length: 2_500 }, (_, at) => row(at)), ''].join('\n');
    const { items } = await importText('large.csv', text, options);
    const head = await headOf(items[0]?.report ?? '');
    const mappingId = await within((tx) => publishForTest(tx, ADMINISTRATOR, 'Large Table', WITH_ROLES, ROLES_SAMPLE));
    const chosen = { kind: 'mapping', mappingId } as const;
    const [done] = granted(await within((tx) => readAgain(tx, deps, CLERK, [head.reportId], chosen)));
    expect(done).toMatchObject({ outcome: 'read', addedCount: 2_499, unreadCount: 3 });
    expect(done?.added).toHaveLength(100);
    expect(await headOf(head.number)).toMatchObject({ version: 2, externalId: '0', reading: 'parsed' });
    const { items: waiting } = granted(await within((tx) => showBench(tx, CLERK, { senderOf: head.number })));
    expect(waiting).toHaveLength(3);
    const alone = await headOf(waiting[0]?.report ?? '');
    const { text: shown } = granted(await within((tx) => openBytes(tx, deps, CLERK, alone.reportId, 'repair')));
    expect(shown).toMatch(/^ref,role,account\r?\n\d+,minor,acct-\d+x+\r?\n$/);
    const mended = { text: (shown ?? '').replace('minor', 'reported'), note: 'asked', reader: chosen };
    granted(await within((tx) => repairText(tx, deps, CLERK, alone.reportId, mended)));
    expect(await headOf(alone.number)).toMatchObject({ version: 2, reading: 'parsed' });
    expect(await importText('large-again.csv', text, options)).toMatchObject({
      received: 0,
      unreadable: 0,
      repeated: 2_500,
    });
  });

  it('gives what a document of an archive held, known or new, a share in that archive', async () => {
    const options = { source: 'provider', provider: 'Packed Table' } as const;
    const top = 'ref,when,account\n';
    const [one, two] = ['31,2026-11-23T08:00:00Z,a\n', '32,2026-11-23T08:00:00Z,b\n'];
    const path = join(folder, 'packed.zip');
    await writeFile(path, zipOf([{ name: 'packed.csv', bytes: Buffer.from(`${top}${one}${two}`) }]));
    const { items } = await importPaths(deps, OPERATOR, [path], options);
    const mappingId = await within((tx) => publishForTest(tx, ADMINISTRATOR, 'Packed Table'));
    const { items: before } = await importText('alone.csv', `${top}${one}`, options);
    const head = await headOf(items[0]?.report ?? '');
    const chosen = { kind: 'mapping', mappingId } as const;
    const [done] = granted(await within((tx) => readAgain(tx, deps, CLERK, [head.reportId], chosen)));
    expect(done).toMatchObject({ outcome: 'read', addedCount: 0 });
    const linked = await database.db.query<{ number: string }>(
      `select number from intake_archive_report join intake_archive using (archive_id) join intake_report using (report_id)
       where file_name = 'packed.zip' order by report_id`,
    );
    expect(linked.map(({ number }) => number)).toEqual([head.number, before[0]?.report]);
  });

  it('reads tables that share a row again in one act: whoever comes second is told what the first one held', async () => {
    const options = { source: 'provider', provider: 'Shared Row' } as const;
    const row = (ref: number) => `${ref},2026-11-23T08:00:00Z,a\n`;
    const first = await importText('shared-1.csv', `ref,when,account\n${row(41)}${row(42)}`, options);
    const second = await importText('shared-2.csv', `ref,when,account\n${row(41)}${row(43)}`, options);
    const mappingId = await within((tx) => publishForTest(tx, ADMINISTRATOR, 'Shared Row'));
    const chosen = { kind: 'mapping', mappingId } as const;
    const heads = await Promise.all([...first.items, ...second.items].map(({ report }) => headOf(report)));
    const ids = heads.map(({ reportId }) => reportId);
    const done = granted(await within((tx) => readAgain(tx, deps, CLERK, ids, chosen)));
    expect(done).toMatchObject([
      { outcome: 'read', addedCount: 1 },
      { outcome: 'read', addedCount: 0 },
    ]);
    expect(await headOf(heads[1]?.number ?? '')).toMatchObject({ version: 2, externalId: '43' });
  });

  it('makes one CyberTip of two documents of it that waited together: the second is told of the first', async () => {
    const tip = (comment: string) =>
      JSON.stringify({ reportId: 777_002, reportedInformation: { reportingEsp: { espName: comment } } });
    const one = await anUnreadable(tip('E'), { source: 'ncmec' });
    const two = await anUnreadable(tip('F'), { source: 'ncmec' });
    const done = granted(await within((tx) => readAgain(tx, deps, CLERK, [one.reportId, two.reportId], ANY)));
    expect(done).toMatchObject([{ outcome: 'read' }, { outcome: 'known-already', known: one.number }]);
  });

  it('leaves a document its reader fails on where it is, and reads the others', async () => {
    const short = await anUnreadable('P', { raw: { ...rawOf('P'), fileName: 'short.xlsx' } });
    const good = await anUnreadable(
      JSON.stringify({ reportId: 6, reportedInformation: { reportingEsp: { espName: 'E' } } }),
    );
    const done = granted(await within((tx) => readAgain(tx, deps, CLERK, [short.reportId, good.reportId], ANY)));
    expect(done.map(({ report, outcome }) => [report, outcome]).sort()).toEqual(
      [
        [short.number, 'still-unreadable'],
        [good.number, 'read'],
      ].sort(),
    );
  });

  it('keeps nothing of a large table of which not one row is understood', async () => {
    const options = { source: 'provider', provider: 'Hopeless Table' } as const;
    const rows = Array.from({ length: 1_100 }, (_, at) => `${at},minor,acct-${at}`);
    const { items } = await importText('hopeless.csv', ['ref,role,account', ...rows, ''].join('\n'), options);
    const head = await headOf(items[0]?.report ?? '');
    const mappingId = await within((tx) =>
      publishForTest(tx, ADMINISTRATOR, 'Hopeless Table', WITH_ROLES, ROLES_SAMPLE),
    );
    const chosen = { kind: 'mapping', mappingId } as const;
    const [done] = granted(await within((tx) => readAgain(tx, deps, CLERK, [head.reportId], chosen)));
    expect(done).toMatchObject({ outcome: 'still-unreadable', addedCount: 0 });
    expect((await headOf(head.number)).version).toBe(1);
  });

  it('makes a notice of a repaired row of a bulk file, from its first receipt on, in the provider’s list', async () => {
    const top = 'Reference,Offence,Format,IP address,IP time\n';
    const head = await anUnreadable(`${top}"N-1`, {
      source: 'provider',
      sender: 'Bulk Provider',
      raw: { ...rawOf(`${top}"N-1`), fileName: 'notices.csv#line 2' },
    });
    const repaired = {
      text: `${top}N-1,making,video,192.0.2.9,2026-11-23T08:00:00Z\n`,
      note: 'a quote too many',
      reader: ANY,
    };
    granted(await within((tx) => repairText(tx, deps, CLERK, head.reportId, repaired)));
    const rows = await database.db.query(
      `select reference, received_at as "receivedAt" from intake_notice where report_id = $1`,
      [head.reportId],
    );
    expect(rows).toEqual([{ reference: 'N-1', receivedAt: head.receivedAt }]);
  });

  it('leaves what still cannot be read where it is, with its new reason', async () => {
    const head = await anUnreadable('{"neither":"known"}');
    const [done] = granted(await within((tx) => readAgain(tx, deps, CLERK, [head.reportId], ANY)));
    expect(done).toMatchObject({ outcome: 'still-unreadable', reason: 'unknown-shape' });
    expect(await headOf(head.number)).toMatchObject({ version: 1, unreadableReason: 'unknown-shape' });
  });

  it('tells of a CyberTip that came before, and changes nothing', async () => {
    const tip = JSON.stringify({ reportId: 777_001, reportedInformation: { reportingEsp: { espName: 'E' } } });
    const known = await within((tx) =>
      receiveForTest(tx, { source: 'ncmec', report: { ...aReceived().report, externalId: '777001' } }),
    );
    const head = await anUnreadable(tip, { source: 'ncmec' });
    const [done] = granted(await within((tx) => readAgain(tx, deps, CLERK, [head.reportId], ANY)));
    expect(done).toMatchObject({ outcome: 'known-already', known: known.number });
    expect((await headOf(head.number)).version).toBe(1);
  });

  it('counts a redirected report under its true source, once, and both roads keep the same sum', async () => {
    const head = await anUnreadable('from somewhere else');
    const to = { source: 'hotline', sender: 'Example Hotline', note: 'their letterhead' } as const;
    granted(await within((tx) => redirectReport(tx, deps, CLERK, head.reportId, to)));
    expect((await within((tx) => redirectReport(tx, deps, CLERK, head.reportId, to))).ok).toBe(false);
    expect(await headOf(head.number)).toMatchObject({ source: 'hotline', sender: 'Example Hotline', state: 'open' });
    const rows = await database.db.query(
      'select source, received, why from stats_reconciliation where report_id = $1',
      [head.reportId],
    );
    expect(rows).toEqual([{ source: 'hotline', received: 1, why: null }]);
  });

  it('hands a report on, with a note that the next one finds', async () => {
    const head = await anUnreadable('for someone else');
    granted(await within((tx) => handOver(tx, deps, CLERK, head.reportId, { to: 'supervisor', note: 'please look' })));
    const shown = granted(await within((tx) => showRepair(tx, CLERK, head.reportId)));
    expect(shown.repairs).toMatchObject([{ act: 'handed', detail: { to: 'supervisor' }, note: 'please look' }]);
    const { items } = granted(await within((tx) => showBench(tx, CLERK, {})));
    expect(items.find(({ report }) => report === head.number)?.handedTo).toBe('supervisor');
  });
});

async function ledgerOf(reportId: number): Promise<readonly string[]> {
  const rows = await database.db.query<{ move: string }>(
    `select from_state || ' ' || to_state as move from intake_ledger where report_id = $1 order by entry_id`,
    [reportId],
  );
  return rows.map(({ move }) => move);
}
