import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaffActor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { aVault } from '#features/vault/testing';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { importPaths } from '../import/import-paths.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import type { IntakeDeps, RawBytes } from '../received.ts';
import { aReceived, receiveForTest } from '../testing.ts';

/** The instant at which everything happens at the bench of a test. */
export const BENCH_NOW = '2026-11-27T12:00:00.000Z' as Instant;
export const BENCH_PROVIDER = { source: 'provider', provider: 'Example Table Service' } as const;

/** Somebody at the bench. */
export function benchPerson(staffId: number, role: 'administrator' | 'intake-clerk' | 'reviewer'): StaffActor {
  return { kind: 'staff', staffId: staffId as StaffId, name: `A ${role}`, roles: [role], language: 'en' };
}

/** A repair bench of its own: a migrated database, a vault, a folder; what waits on it comes by import, or is put there. */
export async function openBench() {
  const database = await testDatabase();
  const { db } = database;
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  const vault = await aVault(join(folder, 'vault'));
  const clock = { now: () => BENCH_NOW };
  const deps: IntakeDeps = { db, vault, clock, log: silentLog, operatorDir: folder, onReceived: async () => undefined };
  return {
    db,
    folder,
    deps,
    headOf: async (number: string) => {
      const head = await resolveReport(db, number);
      if (head === null) throw new Error(`${number} is not there.`);
      return head;
    },
    importText: async (name: string, text: string, options: Parameters<typeof importPaths>[3] = BENCH_PROVIDER) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return importPaths(deps, { kind: 'operator', osUser: 'test' }, [path], options);
    },
    anUnreadable: (text: string, fields: Parameters<typeof aReceived>[0] = {}) => {
      const { report } = aReceived();
      const unread = { ...report, format: 'unreadable' as const, incidents: [], senderName: null };
      const given = { raw: rawOf(text), report: unread, unreadable: 'not-json: at the end', sender: 'Broken Sender' };
      return inTransaction(db, (tx) => receiveForTest(tx, { ...given, ...fields }));
    },
    close: async () => {
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Bytes as they came, held in the row. */
export function rawOf(text: string): RawBytes {
  const inline = Buffer.from(text);
  const sha256 = createHash('sha256').update(inline).digest();
  return { sha256, sizeBytes: inline.length, inline, stored: null, contentType: null, fileName: null };
}
