import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '#core/actor.ts';
import type { StaffId } from '#core/ids.ts';
import { granted } from '#core/result.ts';
import { recipientKeyOf } from '#platform/crypto/cms-decrypt.ts';
import { aCertificate, hasProgram } from '#platform/crypto/testing.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { receiveMail } from '../door/receive-mail.ts';
import { aDoorHouse, type DoorHouse } from '../door/testing.ts';
import type { MailKeys } from '../import/open-smime.ts';
import { XARF_SAMPLE } from '../parse/format-samples.ts';
import { rawBytesOf } from '../queries/raw-bytes.ts';
import { resolveReport } from '../queries/resolve-report.ts';
import { readAgain } from './read-again.ts';
import { repairText } from './repair-text.ts';

// Proved here: a mail that could not be opened waits on the bench and is read again once its key is there, or repaired from a copy in clear;
// it stays the one report it was. Out of scope: the bench itself (read-again.db.test.ts).
// Alone: npx vitest run --project database src/features/intake/commands/read-mail-again.db.test.ts

const HAS_OPENSSL = hasProgram('openssl', 'version');
const OPERATOR = { kind: 'operator', osUser: 'test' } as const;
const CLERK: StaffActor = { kind: 'staff', staffId: 2 as StaffId, name: 'A', roles: ['intake-clerk'], language: 'en' };
const ANY = { kind: 'any' } as const;
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(60, 'generated pattern')]);

let database: TestDatabase;
let house: DoorHouse;
let keys: MailKeys;
let strangerKeys: MailKeys;
let certPath: string;
beforeAll(async () => {
  database = await testDatabase();
  house = await aDoorHouse(database);
  if (!HAS_OPENSSL) return;
  const [own, stranger] = [aCertificate(), aCertificate()];
  certPath = join(house.home, 'own.pem');
  writeFileSync(certPath, own.certPem);
  const keysOf = ({ keyPem, certPem }: typeof own): MailKeys => {
    const key = recipientKeyOf(`${keyPem}${certPem}`);
    return async () => (key === null ? [] : [key]);
  };
  [keys, strangerKeys] = [keysOf(own), keysOf(stranger)];
});
afterAll(async () => {
  await house?.close();
  await database?.drop();
});

const within = <T>(act: Parameters<typeof inTransaction<T>>[1]) => inTransaction(database.db, act);
const encrypted = (entity: string) =>
  execFileSync('openssl', ['cms', '-encrypt', '-aes256', certPath], { input: entity }).toString();
const report = (last: string, more: object = {}) => JSON.stringify({ ...XARF_SAMPLE, ...more, report_id: idOf(last) });
const idOf = (last: string) => `0d4ff3a2-0000-4000-8000-1f6a1c6b8e${last}`;
const part = (body: string) => `Content-Type: application/json\r\n\r\n${body}`;
const several = (...parts: readonly string[]) =>
  `Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.map((one) => `--b\r\n${one}\r\n`).join('')}--b--\r\n`;

async function receive(message: string) {
  const pieces = Readable.from([Buffer.from(message)], { objectMode: false });
  const entered = await receiveMail(house.deps, OPERATOR, pieces, { source: 'provider', mostBytes: 4_000_000 });
  if (!entered.ok || entered.value.spooled) throw new Error('It was not received.');
  const [item] = entered.value.result.items;
  return { outcome: item?.outcome, head: await headOf(item?.report ?? '') };
}
async function headOf(number: string) {
  const head = await resolveReport(database.db, number);
  if (head === null) throw new Error(`${number} is not there.`);
  return head;
}
const again = async (reportId: number, mailKeys: MailKeys) =>
  granted(await within((tx) => readAgain(tx, { ...house.deps, mailKeys }, CLERK, [reportId], ANY)))[0];
const countReports = async () =>
  (await database.db.query<{ count: number }>('select count(*)::int as count from intake_report'))[0]?.count ?? 0;

describe.skipIf(!HAS_OPENSSL)('an encrypted mail on the bench', () => {
  it('stays there with its new reason under another key, and is read under its own: the same report, its bytes as they came', async () => {
    const message = `From: a@safety.example\r\nMessage-ID: <one>\r\n${encrypted(part(report('01')))}`;
    const { head } = await receive(message);
    expect(head).toMatchObject({ reading: 'unreadable', unreadableReason: 'smime-no-key' });
    const before = await countReports();
    expect(await again(head.reportId, strangerKeys)).toMatchObject({ outcome: 'still-unreadable' });
    expect((await headOf(head.number)).unreadableReason).toBe('smime-not-for-this-key');
    expect(await again(head.reportId, keys)).toMatchObject({ report: head.number, outcome: 'read', added: [] });
    expect(await headOf(head.number)).toMatchObject({
      ...{ version: 2, reading: 'parsed', format: 'xarf', externalId: idOf('01'), unreadableReason: null },
    });
    expect((await rawBytesOf(database.db, house.deps.vault, head.reportId)).toString()).toBe(message);
    expect(await countReports()).toBe(before);
    expect(await again(head.reportId, keys)).toMatchObject({ outcome: 'not-waiting' });
    expect(await receive(`Received: from x.example\r\n${message}`)).toMatchObject({
      ...{ outcome: 'repeated', head: { number: head.number } },
    });
  });

  it('of several reports is the first of them, the others are their own; imagery in them stands in no row', async () => {
    const evidence = [{ content_type: 'image/png', payload: PNG.toString('base64') }];
    const sealed = encrypted(
      several(part(report('11', { evidence })), part(report('12', { evidence })), part(report('13'))),
    );
    const { head } = await receive(`From: a@safety.example\r\nMessage-ID: <several>\r\n${several(sealed)}`);
    expect(head).toMatchObject({ reading: 'unreadable', unreadableReason: 'smime-no-key', format: 'mail' });
    const before = await countReports();
    const done = await again(head.reportId, keys);
    expect(done).toMatchObject({ report: head.number, outcome: 'read' });
    expect(await headOf(head.number)).toMatchObject({ version: 2, externalId: idOf('11') });
    const added = await Promise.all((done?.added ?? []).map(headOf));
    expect(added.map(({ externalId }) => externalId)).toEqual([idOf('12'), idOf('13')]);
    expect(await countReports()).toBe(before + 2);
    const raw = await rawBytesOf(database.db, house.deps.vault, head.reportId);
    expect(JSON.parse(raw.toString())).toMatchObject({ report_id: idOf('11'), evidence });
    const inRows = await database.db.query(
      `select from intake_raw where position(convert_to($1, 'UTF8') in bytes) > 0`,
      [PNG.toString('base64')],
    );
    expect(inRows).toEqual([]);
  });

  it('keeps what its letter names in clear once, beside what was sealed', async () => {
    const body = several(
      'Content-Type: text/plain\r\n\r\nSeen at https://a.example/named',
      encrypted(part(report('31'))),
    );
    const { head } = await receive(`From: a@safety.example\r\nMessage-ID: <partly>\r\n${body}`);
    expect(head).toMatchObject({ reading: 'unreadable', unreadableReason: 'smime-no-key' });
    expect(await again(head.reportId, keys)).toMatchObject({ outcome: 'read' });
    const named = await database.db.query<{ version: number; value: string }>(
      'select version, value from intake_identifier where report_id = $1 and value = $2 order by version',
      [head.reportId, 'https://a.example/named'],
    );
    // The first reading stays as it was.
    expect(named.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('is repaired from a copy in clear that its sender gave: kept beside what came', async () => {
    const { head } = await receive(`From: a@safety.example\r\nMessage-ID: <clear>\r\n${encrypted(part(report('21')))}`);
    const text = `From: a@safety.example\r\nMessage-ID: <clear>\r\n${part(report('21'))}`;
    const repaired = { text, note: 'sent again in clear by their desk', reader: ANY };
    granted(await within((tx) => repairText(tx, house.deps, CLERK, head.reportId, repaired)));
    expect(await headOf(head.number)).toMatchObject({ version: 2, format: 'xarf', reading: 'parsed' });
    const raws = await database.db.query<{ kind: string }>(
      'select kind from intake_raw where report_id = $1 order by raw_id',
      [head.reportId],
    );
    expect(raws.map(({ kind }) => kind)).toEqual(['import', 'repair']);
  });
});
