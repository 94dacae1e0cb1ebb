import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reconcileLedger } from '#features/stats';
import { silentLog } from '#platform/log/log.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { type DisposalDesk, MARK, openDisposalDesk } from '../../test/support/disposal-desk.ts';

// Proved: two persons dispose of due reports: content, keys and files are gone from every table and folder, figures are equal,
// the certificate is signed, and a kill between commit and removal heals. Out of scope: the table's dates
// (legal/domain/retention.test.ts), holds (disposal-holds.db.test.ts). Alone: npx vitest run --project database pipeline/disposal
let house: DisposalDesk;
let db: Db;
let desk: DisposalDesk['desk'];
let clock: DisposalDesk['clock'];
let supervisor: DisposalDesk['supervisor'];
let second: DisposalDesk['second'];

beforeAll(async () => {
  house = await openDisposalDesk();
  ({ db, desk, clock, supervisor, second } = house);
});
afterAll(() => house.close());

const call: DisposalDesk['call'] = (...asked) => house.call(...asked);
const aDisposable: DisposalDesk['aDisposable'] = (...asked) => house.aDisposable(...asked);
const approved = (reports: readonly string[]) => house.approved(reports);
const carryOut = (id: number) => house.carryOut(id);
const runAnnounced = () => house.runAnnounced();

/** Tables that hold fingerprints, digests, places or scores of reports: empty when no report with content is left. */
const FORGOTTEN = [
  'media_counted',
  'media_sighting',
  'linking_report_key',
  'linking_key',
  'linking_membership',
  'triage_assessment',
  'routing_candidate',
] as const;

async function leftIn(tables: readonly string[]): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const table of tables)
    counts.push((await db.query<{ rows: number }>(`select count(*)::int as rows from ${table}`))[0]?.rows ?? -1);
  return counts;
}

/** Tables with a row whose text, or whose bytes as text, hold this; nothing is left out but the planted list itself. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const tables = await db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'graphile_worker')`,
  );
  const hex = Buffer.from(text).toString('hex');
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await db.query(
      `select 1 from ${name} as line where line::text like $1 or line::text like $2 limit 1`,
      [`%${text}%`, `%${hex}%`],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

async function figures() {
  const [ledger] = await db.query(
    `select count(*)::int as rows, md5(string_agg(line::text, '|' order by entry_id)) as digest from intake_ledger as line`,
  );
  const reports = await db.query(
    `select state, source, received_day, count(*)::int as reports, count(why)::int as faults
     from stats_reconciliation group by 1, 2, 3 order by 1, 2, 3`,
  );
  return { ledger, reports };
}

describe('a report whose time is over', () => {
  test('fifty of them: gone from every table and folder; ledger and figures equal; certified; nothing on a repeat', async () => {
    const heads = [];
    for (let index = 0; index < 50; index++) heads.push(await aDisposable(`r${index}`));
    expect((await tablesWith(MARK)).length).toBeGreaterThan(5);
    const filesBefore = (await readdir(join(desk.home, 'blobs'), { recursive: true })).length;
    house.pass(2 * 365);
    expect((await call(supervisor, 'GET', '/retention/due')).json().items).toEqual([]);
    house.pass(3);
    const due = (await call(supervisor, 'GET', '/retention/due')).json();
    expect(due.items).toHaveLength(50);
    expect(due.items[0]).toMatchObject({
      standing: 'due',
      class: { code: 'lead-not-actionable' },
      ruleSource: 'S-ISA',
    });
    const before = await figures();
    expect((await leftIn(FORGOTTEN)).filter((rows) => rows === 0)).toEqual([]);

    const numbers = heads.map((head) => head.number);
    const id = await approved(numbers);
    const shown = (await call(second, 'GET', `/proposals/${id}`)).json();
    expect(shown.what.find((one: { field: string }) => one.field === 'count').values).toEqual(['50']);
    expect((await carryOut(id)).statusCode).toBe(200);
    // Committed, no stage has run: what was received and every key are gone; only the assessments' passages still wait.
    expect(await tablesWith(`${MARK}-r`)).toEqual(['public.triage_assessment']);
    expect(await db.query('select 1 from vault_object where sha256 is not null')).toEqual([]);
    await runAnnounced();
    expect(await tablesWith(MARK)).toEqual([]);
    expect(await leftIn(FORGOTTEN)).toEqual(FORGOTTEN.map(() => 0));
    expect((await readdir(join(desk.home, 'blobs'), { recursive: true })).length).toBe(filesBefore - 50);
    expect(await figures()).toEqual(before);
    expect(await reconcileLedger(db, { clock, log: silentLog })).toMatchObject({ balanced: true });

    const [line] = (await call(supervisor, 'GET', '/retention/certificates')).json().items;
    expect(line).toMatchObject({ proposedBy: 'Supervisor', approvedBy: 'Second', documents: { en: true, fr: true } });
    expect(line.reports).toEqual(numbers);
    const again = await carryOut(id);
    expect([again.statusCode, again.json().code]).toEqual([409, 'second-person-missing']);
    expect((await call(supervisor, 'POST', '/retention/expunges', { reports: numbers, reason: 'x' })).json().code).toBe(
      'obstacles',
    );
    const [sql] = await db.query<{ expungedAt: string }>('select expunged_at as "expungedAt" from intake_report');
    expect(sql?.expungedAt).toBe(house.now());
  });

  test('has a certificate that openssl verifies against the house’s own authority, in both languages on paper', async () => {
    const [line] = (await call(supervisor, 'GET', '/retention/certificates')).json().items;
    const signed = (await call(supervisor, 'GET', `/retention/certificates/${line.number}`)).json();
    const body = Buffer.from(signed.body, 'base64');
    const paths = ['body', 'sig', 'ca'].map((name) => join(desk.home, name));
    const [bodyPath = '', signaturePath = '', caPath = ''] = paths;
    await writeFile(bodyPath, body);
    await writeFile(signaturePath, Buffer.from(signed.signature, 'base64'));
    await writeFile(caPath, desk.packages.signer.caPem);
    const verify = () =>
      promisify(execFile)('openssl', [
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', signaturePath, '-content', bodyPath],
        ...['-CAfile', caPath, '-no_check_time', '-out', '/dev/null'],
      ]);
    await verify();
    const said = JSON.parse(body.toString());
    expect(said).toMatchObject({ classes: [{ code: 'lead-not-actionable', count: 50 }], tree: { treeSize: 0 } });
    expect(said.removed.find((one: { part: string }) => one.part === 'keys').removed).toBe(50);
    await writeFile(bodyPath, body.toString().replace('"count":50', '"count":49'));
    await expect(verify()).rejects.toThrow();
    for (const language of ['en', 'fr']) {
      const pdf = await call(supervisor, 'GET', `/retention/certificates/${line.number}/document?language=${language}`);
      expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    }
  });

  test('keeps bytes that another report still needs, until that one goes too', async () => {
    const first = await aDisposable('shared-a', `${MARK} same bytes`);
    const other = await aDisposable('shared-b', `${MARK} same bytes`);
    house.pass(735);
    await carryOut(await approved([first.number]));
    await runAnnounced();
    const [object] = await db.query<{ objectId: string }>(
      'select object_id as "objectId" from vault_object where sha256 is not null',
    );
    expect(await desk.vault.verifyObject(db, object?.objectId as never)).toMatchObject({ ok: true });
    await carryOut(await approved([other.number]));
    await runAnnounced();
    expect(await db.query('select 1 from vault_object where sha256 is not null')).toEqual([]);
  });

  test('killed between the commit and the removal of its files: run again, they go, and the certificate is made once', async () => {
    const { number } = await aDisposable('killed');
    house.pass(735);
    await carryOut(await approved([number]));
    const files = async () => (await readdir(join(desk.home, 'blobs'), { recursive: true })).length;
    const before = await files();
    const killed = inTransaction(db, async (tx) => {
      await desk.vault.shredExpunged(tx, { clock });
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await db.query('select 1 from vault_object where sha256 is null and shredded_at is null')).toHaveLength(1);
    await runAnnounced();
    expect(await db.query('select 1 from vault_object where sha256 is null and shredded_at is null')).toEqual([]);
    expect(await files()).toBe(before - 1);
    const made = () => db.query('select 1 from legal_certificate');
    const count = (await made()).length;
    house.forgetRuns();
    await runAnnounced();
    expect(await made()).toHaveLength(count);
  });
});
