import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '#platform/postgres/connect.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { XARF_SAMPLE } from '../parse/format-samples.ts';
import { reportFacts } from '../queries/report-facts.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import type { DoorDeps } from './enter.ts';
import { receiveMail } from './receive-mail.ts';
import { aDoorHouse, type DoorHouse } from './testing.ts';

// Proved here: what one message comes to at the door of mail, sent once and again, and what is refused. The journeys: test/journeys/mail.test.ts
// Alone: npx vitest run --project database src/features/intake/door/receive-mail.db.test.ts

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

let database: TestDatabase;
let house: DoorHouse;

beforeAll(async () => {
  database = await testDatabase();
  house = await aDoorHouse(database);
});
afterAll(async () => {
  await house?.close();
  await database?.drop();
});

const letter = (...parts: readonly string[]) =>
  `From: desk@safety.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`;
const document = (id: string) =>
  `Content-Type: application/json\r\n\r\n${JSON.stringify({ ...XARF_SAMPLE, report_id: `0d4ff3a2-0000-4000-8000-${id}` })}`;
const receive = (message: string, mostBytes = 1_000_000, deps: DoorDeps = house.deps) =>
  receiveMail(deps, OPERATOR, Readable.from([Buffer.from(message)], { objectMode: false }), {
    source: 'provider',
    mostBytes,
  });
const itemsOf = async (message: string) => {
  const entered = await receive(message);
  if (!entered.ok || entered.value.spooled) throw new Error('It was not received.');
  return entered.value.result.items;
};

describe('a message at the door of mail', () => {
  it('with two documents is two reports and one copy of itself, sent again nothing more', async () => {
    const message = letter(document('1f6a1c6b7e01'), document('1f6a1c6b7e02'));
    const first = await itemsOf(message);
    expect(first.map(({ outcome }) => outcome)).toEqual(['received', 'received']);
    const filesOf = async () => {
      const heads = await Promise.all(first.map(({ report }) => resolveReport(database.db, report)));
      const facts = await reportFacts(
        database.db,
        heads.map((head) => head?.reportId ?? 0),
      );
      return facts.map(({ files }) => files.filter(({ relation }) => relation === 'unannounced').length);
    };
    expect(await filesOf()).toEqual([1, 0]);
    const again = await itemsOf(message);
    expect(again.map(({ report, outcome }) => [report, outcome])).toEqual(
      first.map(({ report }) => [report, 'repeated']),
    );
    expect(await filesOf()).toEqual([1, 0]);
  });

  it('that is empty or too large is refused, and one the spool has no room for is to come again', async () => {
    expect(await receive('')).toMatchObject({ refusal: { kind: 'empty' } });
    expect(await receive('x'.repeat(100), 99)).toMatchObject({ refusal: { kind: 'too-large', maxBytes: 99 } });
    const nowhere = connect({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    const spool = { ...house.deps.spool, keep: async () => ({ ok: false, refusal: { kind: 'spool-full' } }) as const };
    expect(await receive(letter('\r\nwords'), 1_000, { ...house.deps, db: nowhere, spool })).toMatchObject({
      refusal: { kind: 'spool-full' },
    });
    expect(await receive(letter('\r\nother words'), 1_000, { ...house.deps, db: nowhere })).toMatchObject({
      value: { spooled: true },
    });
    await nowhere.close();
  });
});
