import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { aVault } from '#features/vault/testing';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import type { Waiting } from '../door/arrival.ts';
import { storeReceipts } from '../door/store-receipts.ts';
import type { IntakeDeps } from '../received.ts';
import { holdImports } from '../store/receive.ts';
import { importPaths } from './import-paths.ts';
import { readArrivals } from './read-arrivals.ts';

// Proved here: sets of one drop that are stored side by side lose nothing, double nothing and keep the order of what concerns each other.
// Alone: npx vitest run --project database src/features/intake/import/sets-side-by-side.db.test.ts

const clock: Clock = { now: () => '2026-11-24T12:00:00.000Z' as Instant };
const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

const tips = Array.from({ length: 2_100 }, (_, at) => ({ reportId: String(70_000_000 + at), section: 'A' }));
// The first tip comes again in the second set, amended: it may not overtake itself.
const lines = [...tips.slice(0, 1_500), { ...tips[0], section: 'B' }, ...tips.slice(1_500)].map((tip) =>
  JSON.stringify(tip),
);
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

let database: TestDatabase;
let folder: string;
let drop: string;
let deps: IntakeDeps;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-sets-'));
  drop = join(folder, 'a-year.ndjson');
  await writeFile(drop, lines.join('\n'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  database = await testDatabase();
  const vault = await aVault(join(folder, 'house'));
  deps = { db: database.db, vault, clock, log: silentLog, operatorDir: folder, onReceived: async () => {} };
  return () => database.drop();
});

const importDrop = () => importPaths(deps, OPERATOR, [drop], { source: 'ncmec' });

/** The digests of what is held of the tip that came twice, by version. */
async function versions(): Promise<readonly string[]> {
  const rows = await database.db.query<{ sha256: string }>(
    `select encode(raw.sha256, 'hex') as sha256
     from intake_version version join intake_raw raw using (raw_id)
     join intake_report report on report.report_id = version.report_id
     where report.external_id = $1 order by version.version`,
    [tips[0]?.reportId],
  );
  return rows.map(({ sha256 }) => sha256);
}

const IN_ORDER = [digestOf(lines[0] ?? ''), digestOf(lines[1_500] ?? '')];

describe('a drop of three sets', () => {
  it('is answered in the order it came, and repeated when it comes again', async () => {
    const first = await importDrop();
    expect(first).toMatchObject({ received: 2_100, newVersions: 1 });
    expect(first.items.map(({ sha256 }) => sha256)).toEqual(lines.map(digestOf));
    expect(await importDrop()).toMatchObject({ received: 0, newVersions: 0, repeated: 2_101 });
  });

  it('imported twice at the same moment is stored once', async () => {
    const both = await Promise.all([importDrop(), importDrop()]);
    expect(both.reduce((sum, one) => sum + one.received, 0)).toBe(2_100);
    expect(both.reduce((sum, one) => sum + one.newVersions, 0)).toBe(1);
    expect(await versions()).toEqual(IN_ORDER);
  });

  it('does not begin the set that holds a tip again before the set that holds it first is stored', async () => {
    const arrived: Waiting[] = [];
    for await (const one of readArrivals(deps, [drop], { source: 'ncmec' })) arrived.push(one);
    let asked = 0;
    async function* counted() {
      for (const one of arrived) {
        asked += 1;
        yield one;
      }
    }
    let stored: Promise<unknown> = Promise.resolve();
    await inTransaction(database.db, async (tx) => {
      await holdImports(tx, 'ncmec', arrived[0]?.received.raw.sha256 as Buffer);
      stored = storeReceipts(deps, OPERATOR, counted());
      await vi.waitFor(async () => {
        const waiting = await database.db.query(`select from pg_locks where locktype = 'advisory' and not granted`);
        expect(waiting).toHaveLength(1);
      });
      expect(asked).toBe(2_000);
    });
    await stored;
    expect(await versions()).toEqual(IN_ORDER);
  });
});
