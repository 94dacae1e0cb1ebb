import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock, Instant } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import type { Source } from '#core/vocabulary.ts';
import type { ReportHead } from '#features/intake/types';
import type { Vault } from '#features/vault';
import { aVault } from '#features/vault/testing';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import {
  ADDRESSES_SAMPLE,
  HOTLINE_SAMPLE,
  ICCAM_SAMPLE,
  REFERRAL_SAMPLE,
  XARF_SAMPLE,
} from '../parse/format-samples.ts';
import { MASK } from '../parse/mask-secrets.ts';
import { rawBytesOf } from '../queries/raw-bytes.ts';
import { listReports } from '../queries/report-heads.ts';
import { showReport } from '../queries/show-report.ts';
import { importPaths } from './import-paths.ts';

// Proved here: from a sender's own bytes to the queue's door, for each format of hotlines and police; what never stands in a row.
// Alone: npx vitest run --project database src/features/intake/import/import-paths.db.test.ts

const clock: Clock = { now: () => '2026-11-24T12:00:00.000Z' as Instant };
const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

let database: TestDatabase;
let folder: string;
let vault: Vault;
let queued: ReportHead[];

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'vigie-import-'));
  vault = await aVault(join(folder, 'house'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function receive(name: string, content: string | Buffer, source: Source) {
  queued = [];
  const path = join(folder, name);
  await writeFile(path, content);
  const deps = {
    db: database.db,
    vault,
    clock,
    log: silentLog,
    operatorDir: folder,
    onReceived: async (_: unknown, heads: readonly ReportHead[]) => void queued.push(...heads),
  };
  const result = await importPaths(deps, OPERATOR, [path], { source });
  const [item] = result.items;
  const reportId = queued[0]?.reportId ?? 0;
  return { ...item, reportId };
}

const shown = async (reportId: number) =>
  granted(await inTransaction(database.db, (tx) => showReport(tx, OPERATOR, reportId)));

/** Every row of every table that holds something of a report, as one text. */
async function rowsOf(reportId: number): Promise<string> {
  const tables = await database.db.query<{ name: string }>(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'report_id' and table_name like 'intake\\_%'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await database.db.query<{ row: string }>(
      `select row_to_json(held)::text || coalesce(convert_from(${name === 'intake_raw' ? 'bytes' : `''::bytea`}, 'UTF8'), '') as row
       from ${name} held where report_id = $1`,
      [reportId],
    );
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}

describe('a document in its sender’s own format', () => {
  it.each([
    ['hotline.json', HOTLINE_SAMPLE, 'cybertip-ca', 'hotline-json'],
    ['iccam.json', ICCAM_SAMPLE, 'hotline', 'iccam-json'],
    ['referral.json', REFERRAL_SAMPLE, 'police-ca', 'referral'],
    ['xarf.json', XARF_SAMPLE, 'provider', 'xarf'],
    ['addresses.json', ADDRESSES_SAMPLE, 'provider', 'addresses-only'],
  ] as const)('%s goes from its bytes to the queue', async (name, sample, source, format) => {
    const received = await receive(name, JSON.stringify(sample), source);
    expect(received.outcome).toBe('received');
    expect(queued).toMatchObject([{ format, source, reading: 'parsed', state: 'open' }]);
    expect(await shown(received.reportId)).toMatchObject({ format, source });
  });

  it('that names two offences is shown with both', async () => {
    const { reportId } = await receive('two.json', JSON.stringify({ ...HOTLINE_SAMPLE, reference: 'H-2' }), 'hotline');
    const { incidents } = await shown(reportId);
    expect(incidents.map(({ offence }) => offence)).toEqual(['CC 172.1(1), Luring a child', 'CC 163.1(3)']);
  });
});

describe('what may stand in no row', () => {
  it('is a password: the bytes lie in the vault, exact, and are given out masked', async () => {
    const text = JSON.stringify({ ...ICCAM_SAMPLE, hotlineReference: 'IC-78' });
    const { reportId, advice } = await receive('secret.json', text, 'hotline');
    expect(advice).toEqual(['secret-in-document']);
    expect(await rowsOf(reportId)).not.toContain('neutral-word-77');
    const given = (await rawBytesOf(database.db, vault, reportId)).toString('utf8');
    expect(JSON.parse(given)).toMatchObject({ sourceUrlPassword: MASK, hotlineReference: 'IC-78' });
    const [raw] = await database.db.query<{ size: number; exact: boolean }>(
      `select object.size_bytes as size, object.sha256 = sha256($2::bytea) as exact
       from intake_raw raw join vault_object object on object.object_id = raw.object_id where raw.report_id = $1`,
      [reportId, Buffer.from(text)],
    );
    expect(raw).toMatchObject({ size: Buffer.byteLength(text), exact: true });
  });

  it('is imagery in a payload: the document lies in the vault whole, no file can be opened, its sender is told', async () => {
    const payload = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(200, 5)]).toString('base64');
    const report_id = '0d4ff3a2-0000-4000-8000-1f6a1c6b7e11';
    const evidence = [{ content_type: 'image/jpeg', payload, hash: `sha256:${'0'.repeat(64)}` }];
    const text = JSON.stringify({ ...XARF_SAMPLE, report_id, evidence });
    const { reportId, advice } = await receive('imagery.json', text, 'provider');
    expect(advice).toEqual(['imagery-in-payload']);
    expect(await rowsOf(reportId)).not.toContain(payload);
    const page = await shown(reportId);
    expect(page.advice).toEqual(['imagery-in-payload']);
    expect(page.files).toMatchObject([{ objectId: null, sizeBytes: null }]);
    expect(page.drift).toMatchObject([{ kind: 'hash-mismatch' }]);
    expect((await rawBytesOf(database.db, vault, reportId)).toString('utf8')).toBe(text);
  });

  it('is a picture handed in as if it were a report', async () => {
    const bytes = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64, 3)]);
    const { reportId, outcome } = await receive('picture.bin', bytes, 'hotline');
    expect(outcome).toBe('unreadable');
    const [raw] = await database.db.query<{ inRow: boolean; inVault: boolean }>(
      `select bytes is not null as "inRow", object_id is not null as "inVault" from intake_raw where report_id = $1`,
      [reportId],
    );
    expect(raw).toEqual({ inRow: false, inVault: true });
  });
});

describe('a report its sender marked as a test', () => {
  it('is received, shown as one, in no queue and no count', async () => {
    const report_id = '0d4ff3a2-0000-4000-8000-1f6a1c6b7e12';
    const text = JSON.stringify({ ...XARF_SAMPLE, report_id, tags: ['lifecycle:test'] });
    const { report } = await receive('test.json', text, 'provider');
    expect(queued).toEqual([]);
    const { items } = granted(await listReports(database.db, { tests: true }));
    expect(items.map(({ number }) => number)).toEqual([report]);
    const reportId = items[0]?.reportId ?? 0;
    const announced = await database.db.query('select 1 from outbox_event where $1 = any(subjects)', [reportId]);
    expect(announced).toEqual([]);
    expect(await shown(reportId)).toMatchObject({ isTest: true });
    const counted = await database.db.query(`select 1 from stats_report_state where report_id = $1`, [reportId]);
    expect(counted).toEqual([]);
    const unbalanced = await database.db.query(`select 1 from stats_reconciliation where why is not null`);
    expect(unbalanced).toEqual([]);
  });
});
