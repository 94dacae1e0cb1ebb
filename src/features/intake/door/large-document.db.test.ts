import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MIB } from '#core/units.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { readTree } from '../import/read-tree.ts';
import { receiveDocument } from './receive-document.ts';
import { aDoorHouse, type DoorHouse } from './testing.ts';

// Proved here: a large document at a door is read in a thread of its own, and received as if it had been read here.
// Out of scope: how long others wait meanwhile (bench).

let database: TestDatabase;
let house: DoorHouse;
let threads = 0;
const count = (_: Worker) => {
  threads += 1;
};

beforeAll(async () => {
  database = await testDatabase();
  house = await aDoorHouse(database);
  process.on('worker', count);
});
afterAll(async () => {
  process.off('worker', count);
  await house?.close();
  await database?.drop();
});
beforeEach(() => {
  threads = 0;
});

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

/** A tip that tells the same of one account again and again, until it has that many bytes. */
function aTipOf(bytes: number, reportId: string): Buffer {
  const told = { name: 'placeholder', value: '192.0.2.7', at: '2026-11-20T10:00:00Z' };
  const times = Math.ceil(bytes / JSON.stringify(told).length);
  return Buffer.from(
    JSON.stringify({ reportId, reportedInformation: { told: Array.from({ length: times }, () => told) } }),
  );
}

const receive = (bytes: Buffer) =>
  receiveDocument(
    house.deps,
    OPERATOR,
    { name: 'tip.json', bytes, shape: 'json' },
    { source: 'ncmec', channel: 'api', sender: 'Example Feed', receivedAt: house.now() },
  );

describe('a document at a door', () => {
  it('of 30 MB is read in a thread of its own, and is the report it would have been', async () => {
    const bytes = aTipOf(30 * MIB, '190000001');
    const { items } = await receive(bytes);
    expect(items).toMatchObject([{ outcome: 'received' }]);
    expect(threads).toBe(1);
    const [kept] = await database.db.query(
      `select external_id as "externalId", format, reading from intake_report where number = $1`,
      [items[0]?.report],
    );
    const [only] = readTree({ live: [], kind: 'json', bytes, now: house.now() });
    expect(kept).toEqual({ externalId: '190000001', format: only?.report.format, reading: 'parsed' });
  });

  it('of an ordinary size needs no thread', async () => {
    expect((await receive(aTipOf(1_000, '190000002'))).items).toMatchObject([{ outcome: 'received' }]);
    expect(threads).toBe(0);
  });

  it('that is large and cannot be read is received with the place of its fault', async () => {
    const broken = aTipOf(2 * MIB, '190000003').subarray(0, -1);
    expect((await receive(broken)).items).toMatchObject([{ outcome: 'unreadable' }]);
    expect(threads).toBe(1);
  });
});
