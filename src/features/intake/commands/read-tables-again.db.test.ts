import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { granted } from '#core/result.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { zipOf } from '../../../../test/support/ncmec-drop.ts';
import { importPaths } from '../import/import-paths.ts';
import { showBench } from '../queries/show-bench.ts';
import { publishForTest } from '../testing.ts';
import { aMapping, aRule } from '../testing-mappings.ts';
import { openBytes } from './open-bytes.ts';
import { readAgain, readAllAgain } from './read-again.ts';
import { repairText } from './repair-text.ts';
import { benchPerson, openBench, rawOf } from './testing.ts';

// Proved here: documents of many records are read again on the bench record by record, what they share once, and what fails leaves the
// others. Alone: npx vitest run --project database src/features/intake/commands/read-tables-again.db.test.ts

const ADMINISTRATOR = benchPerson(1, 'administrator');
const CLERK = benchPerson(2, 'intake-clerk');
const OPERATOR = { kind: 'operator', osUser: 'test' } as const;
const ANY = { kind: 'any' } as const;

let bench: Awaited<ReturnType<typeof openBench>>;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

const within = <T>(act: Parameters<typeof inTransaction<T>>[1]) => inTransaction(bench.db, act);

/** A row whose role nobody knows is not read: it may speak of a child. */
const WITH_ROLES = aMapping({
  rules: [aRule('ref', 'externalId'), aRule('role', 'person.role'), aRule('account', 'person.firstName')],
});
const ROLES_SAMPLE = 'ref,role,account\n1,reported,acct-1\n';

describe('documents of many records on the bench', () => {
  it('reads a table again when its mapping has come: the first row is the report that waited, the others are their own', async () => {
    const options = { source: 'provider', provider: 'Late Mapping' } as const;
    const text = 'ref,when,account\n21,2026-11-23T08:00:00Z,a\n22,2026-11-23T08:00:00Z,b\n21,2026-11-23T08:00:00Z,a\n';
    const { items } = await bench.importText('late.csv', text, options);
    const head = await bench.headOf(items[0]?.report ?? '');
    expect(head.reading).toBe('unreadable');
    const mappingId = await within((tx) => publishForTest(tx, ADMINISTRATOR, 'Late Mapping'));
    const chosen = { kind: 'mapping', mappingId } as const;
    const wanted = { source: 'provider', sender: 'Late Mapping', reason: 'unknown-table' };
    const [done] = granted(
      await within((tx) => readAllAgain(tx, bench.deps, { ...CLERK, roles: ['supervisor'] }, wanted, chosen)),
    );
    expect(done).toMatchObject({ report: head.number, outcome: 'read' });
    expect(done?.added).toHaveLength(1);
    expect(await bench.headOf(head.number)).toMatchObject({
      version: 2,
      format: 'mapped',
      externalId: '21',
      reading: 'parsed',
    });
    expect(await bench.headOf(done?.added[0] ?? '')).toMatchObject({
      externalId: '22',
      receivedAt: head.receivedAt,
      version: 1,
    });
    expect(await bench.importText('late-again.csv', text, options)).toMatchObject({ received: 0, repeated: 3 });
    const [twice] = granted(await within((tx) => readAgain(tx, bench.deps, CLERK, [head.reportId], chosen)));
    expect(twice?.outcome).toBe('not-waiting');
  });

  it('reads a table of thousands again: every row is a report, and each that nobody understands waits with its own bytes', async () => {
    const options = { source: 'provider', provider: 'Large Table' } as const;
    const row = (at: number) => `${at},${at % 1_000 === 7 ? 'minor' : 'reported'},acct-${at}${'x'.repeat(500)}`;
    // More than 1 MiB: its bytes are in the vault, and read from there piece by piece.
    const text = ['ref,role,account', ...Array.from({ length: 2_500 }, (_, at) => row(at)), ''].join('\n');
    const { items } = await bench.importText('large.csv', text, options);
    const head = await bench.headOf(items[0]?.report ?? '');
    const mappingId = await within((tx) => publishForTest(tx, ADMINISTRATOR, 'Large Table', WITH_ROLES, ROLES_SAMPLE));
    const chosen = { kind: 'mapping', mappingId } as const;
    const [done] = granted(await within((tx) => readAgain(tx, bench.deps, CLERK, [head.reportId], chosen)));
    expect(done).toMatchObject({ outcome: 'read', addedCount: 2_499, unreadCount: 3 });
    expect(done?.added).toHaveLength(100);
    expect(await bench.headOf(head.number)).toMatchObject({ version: 2, externalId: '0', reading: 'parsed' });
    const { items: waiting } = granted(await within((tx) => showBench(tx, CLERK, { senderOf: head.number })));
    expect(waiting).toHaveLength(3);
    const alone = await bench.headOf(waiting[0]?.report ?? '');
    const { text: shown } = granted(await within((tx) => openBytes(tx, bench.deps, CLERK, alone.reportId, 'repair')));
    expect(shown).toMatch(/^ref,role,account\r?\n\d+,minor,acct-\d+x+\r?\n$/);
    const mended = { text: (shown ?? '').replace('minor', 'reported'), note: 'asked', reader: chosen };
    granted(await within((tx) => repairText(tx, bench.deps, CLERK, alone.reportId, mended)));
    expect(await bench.headOf(alone.number)).toMatchObject({ version: 2, reading: 'parsed' });
    expect(await bench.importText('large-again.csv', text, options)).toMatchObject({
      received: 0,
      unreadable: 0,
      repeated: 2_500,
    });
  });

  it('gives what a document of an archive held, known or new, a share in that archive', async () => {
    const options = { source: 'provider', provider: 'Packed Table' } as const;
    const top = 'ref,when,account\n';
    const [one, two] = ['31,2026-11-23T08:00:00Z,a\n', '32,2026-11-23T08:00:00Z,b\n'];
    const path = join(bench.folder, 'packed.zip');
    await writeFile(path, zipOf([{ name: 'packed.csv', bytes: Buffer.from(`${top}${one}${two}`) }]));
    const { items } = await importPaths(bench.deps, OPERATOR, [path], options);
    const mappingId = await within((tx) => publishForTest(tx, ADMINISTRATOR, 'Packed Table'));
    const { items: before } = await bench.importText('alone.csv', `${top}${one}`, options);
    const head = await bench.headOf(items[0]?.report ?? '');
    const chosen = { kind: 'mapping', mappingId } as const;
    const [done] = granted(await within((tx) => readAgain(tx, bench.deps, CLERK, [head.reportId], chosen)));
    expect(done).toMatchObject({ outcome: 'read', addedCount: 0 });
    const linked = await bench.db.query<{ number: string }>(
      `select number from intake_archive_report join intake_archive using (archive_id) join intake_report using (report_id)
       where file_name = 'packed.zip' order by report_id`,
    );
    expect(linked.map(({ number }) => number)).toEqual([head.number, before[0]?.report]);
  });

  it('reads tables that share a row again in one act: whoever comes second is told what the first one held', async () => {
    const options = { source: 'provider', provider: 'Shared Row' } as const;
    const row = (ref: number) => `${ref},2026-11-23T08:00:00Z,a\n`;
    const first = await bench.importText('shared-1.csv', `ref,when,account\n${row(41)}${row(42)}`, options);
    const second = await bench.importText('shared-2.csv', `ref,when,account\n${row(41)}${row(43)}`, options);
    const mappingId = await within((tx) => publishForTest(tx, ADMINISTRATOR, 'Shared Row'));
    const chosen = { kind: 'mapping', mappingId } as const;
    const heads = await Promise.all([...first.items, ...second.items].map(({ report }) => bench.headOf(report)));
    const ids = heads.map(({ reportId }) => reportId);
    const done = granted(await within((tx) => readAgain(tx, bench.deps, CLERK, ids, chosen)));
    expect(done).toMatchObject([
      { outcome: 'read', addedCount: 1 },
      { outcome: 'read', addedCount: 0 },
    ]);
    expect(await bench.headOf(heads[1]?.number ?? '')).toMatchObject({ version: 2, externalId: '43' });
  });

  it('makes one CyberTip of two documents of it that waited together: the second is told of the first', async () => {
    const tip = (comment: string) =>
      JSON.stringify({ reportId: 777_002, reportedInformation: { reportingEsp: { espName: comment } } });
    const one = await bench.anUnreadable(tip('E'), { source: 'ncmec' });
    const two = await bench.anUnreadable(tip('F'), { source: 'ncmec' });
    const done = granted(await within((tx) => readAgain(tx, bench.deps, CLERK, [one.reportId, two.reportId], ANY)));
    expect(done).toMatchObject([{ outcome: 'read' }, { outcome: 'known-already', known: one.number }]);
  });

  it('leaves a document its reader fails on where it is, and reads the others', async () => {
    const short = await bench.anUnreadable('P', { raw: { ...rawOf('P'), fileName: 'short.xlsx' } });
    const good = await bench.anUnreadable(
      JSON.stringify({ reportId: 6, reportedInformation: { reportingEsp: { espName: 'E' } } }),
    );
    const done = granted(await within((tx) => readAgain(tx, bench.deps, CLERK, [short.reportId, good.reportId], ANY)));
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
    const { items } = await bench.importText('hopeless.csv', ['ref,role,account', ...rows, ''].join('\n'), options);
    const head = await bench.headOf(items[0]?.report ?? '');
    const mappingId = await within((tx) =>
      publishForTest(tx, ADMINISTRATOR, 'Hopeless Table', WITH_ROLES, ROLES_SAMPLE),
    );
    const chosen = { kind: 'mapping', mappingId } as const;
    const [done] = granted(await within((tx) => readAgain(tx, bench.deps, CLERK, [head.reportId], chosen)));
    expect(done).toMatchObject({ outcome: 'still-unreadable', addedCount: 0 });
    expect((await bench.headOf(head.number)).version).toBe(1);
  });
});
