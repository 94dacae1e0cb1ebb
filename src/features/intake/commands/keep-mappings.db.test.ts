import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { granted } from '#core/result.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { importPaths } from '../import/import-paths.ts';
import { reportFacts } from '../queries/report-facts.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import type { IntakeDeps } from '../received.ts';
import { aMapping, lookAndExpect, publishForTest } from '../testing.ts';
import { addSample, createMapping, expectResult, publishMapping, retireMapping, saveDraft } from './keep-mappings.ts';

// Proved here: a mapping from draft to force, what it then reads and what keeps it from being published.
// Out of scope: the walls (test/journeys/access-matrix.test.ts), the screens (test/browser).
// Alone: npx vitest run --project database src/features/intake/commands/keep-mappings.db.test.ts

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
const PROVIDER = { source: 'provider', provider: 'Example Table Service' } as const;

let database: TestDatabase;
let folder: string;
let deps: IntakeDeps;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'vigie-mapping-'));
  const vault = {} as IntakeDeps['vault'];
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

describe('a mapping', () => {
  it('reads a table from the moment it is in force, one report a row, and each names the version that read it', async () => {
    const before = await importText('before.csv', 'ref,when,account\n7,2026-11-23T08:00:00Z,acct-7\n');
    expect(before).toMatchObject({ received: 0, unreadable: 1 });
    const mappingId = await within((tx) => publishForTest(tx, ADMINISTRATOR, PROVIDER.provider));
    const text = 'ref,when,account,extra\n8,2026-11-23T08:00:00Z,acct-8,kept\n9,2026-11-24 09:00,acct-9,\n';
    const after = await importText('after.csv', text);
    expect(after).toMatchObject({ received: 2, unreadable: 0 });
    const head = await headOf(after.items[0]?.report ?? '');
    expect(head).toMatchObject({ format: 'mapped', externalId: '8', sender: PROVIDER.provider, reading: 'parsed' });
    const [facts] = await reportFacts(database.db, [head.reportId]);
    expect(facts?.content.mapping).toEqual({ mappingId, version: 1 });
    expect(facts?.identifiers.map(({ value }) => value)).toEqual(['acct-8']);
    expect(facts?.narratives).toMatchObject([{ path: 'unmapped', restricted: true }]);
    expect(await importText('after.csv', text)).toMatchObject({ received: 0, repeated: 2 });
  });

  it('leaves other senders, other sources and unknown headers to the ordinary readers', async () => {
    const text = 'ref,when,account\n10,,a\n';
    const unread = { received: 0, unreadable: 1 };
    expect(await importText('x1.csv', text, { source: 'provider', provider: 'Another' })).toMatchObject(unread);
    expect(await importText('x2.csv', `${text}\n`, { source: 'hotline', provider: PROVIDER.provider })).toMatchObject(
      unread,
    );
    expect(await importText('x3.csv', 'number,when\n1,2\n')).toMatchObject(unread);
  });

  it('is not published with a fault, without a saved sample, or when a saved sample is read otherwise', async () => {
    await within(async (tx) => {
      const head = { source: 'hotline', sender: 'Example Hotline', kind: 'csv' } as const;
      const { mappingId } = granted(await createMapping(tx, deps, ADMINISTRATOR, head));
      const refusal = async () => {
        const done = await publishMapping(tx, deps, ADMINISTRATOR, mappingId);
        return done.ok ? null : done.refusal.kind;
      };
      expect(await refusal()).toBe('faulty');
      granted(await saveDraft(tx, deps, ADMINISTRATOR, mappingId, aMapping()));
      expect(await refusal()).toBe('no-sample');
      const bytes = Buffer.from('ref,when,account\n1,2026-11-23T08:00:00,acct-1\n');
      granted(await addSample(tx, deps, ADMINISTRATOR, mappingId, { fileName: 'b.csv', origin: 'made-up', bytes }));
      await lookAndExpect(tx, ADMINISTRATOR, mappingId, aMapping());
      granted(await saveDraft(tx, deps, ADMINISTRATOR, mappingId, aMapping({ zone: 'America/Toronto' })));
      expect(await publishMapping(tx, deps, ADMINISTRATOR, mappingId)).toMatchObject({
        refusal: { kind: 'sample-differs', fileNames: ['b.csv'] },
      });
      const stale = { sampleId: 999, digest: '0'.repeat(64) };
      expect((await expectResult(tx, deps, ADMINISTRATOR, mappingId, stale)).ok).toBe(false);
      await lookAndExpect(tx, ADMINISTRATOR, mappingId, aMapping({ zone: 'America/Toronto' }));
      expect(await refusal()).toBeNull();
    });
  });

  it('in force is never edited: a change is the next version, and the database itself refuses', async () => {
    const mappingId = await within((tx) => publishForTest(tx, ADMINISTRATOR, 'Edited Service'));
    const saved = await within((tx) => saveDraft(tx, deps, ADMINISTRATOR, mappingId, aMapping({ zone: 'Z' })));
    expect(granted(saved).version).toBe(2);
    await expect(
      database.db.query(`update intake_mapping_version set content = '{}' where mapping_id = $1 and state = 'live'`, [
        mappingId,
      ]),
    ).rejects.toThrow('never changes');
    expect(granted(await within((tx) => retireMapping(tx, deps, ADMINISTRATOR, mappingId))).version).toBe(1);
    const text = 'ref,when,account\n11,,b\n';
    expect(await importText('r.csv', text, { source: 'provider', provider: 'Edited Service' })).toMatchObject({
      unreadable: 1,
    });
  });

  it('is kept by administrators alone', async () => {
    const head = { source: 'provider', sender: 'x', kind: 'csv' } as const;
    const refused = await within((tx) => createMapping(tx, deps, CLERK, head));
    expect(refused).toEqual({ ok: false, refusal: { kind: 'not-permitted' } });
  });
});
