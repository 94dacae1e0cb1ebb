import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { type RunningVigie, removeDataDir, startVigie, vigie, vigieJson } from '../support/vigie.ts';

// Proved here: a sender nobody has read before, on real parts: its table by a spreadsheet library is received unread, an administrator
// maps it on a sample and puts the mapping in force, a clerk reads it again, and its rows are in the queue; each is counted once.
// Out of scope: the screens (test/browser/mapping-and-repair.test.ts), all that a mapping can say (unit tests).
// Alone: npx vitest run --project journeys test/journeys/new-sender.test.ts

const SENDER = 'Example Forum';
const HEADER = ['Numéro', 'Date', 'Compte', 'Adresse IP', 'Port', 'Nature'];
const ROWS = [
  ['F-1', '23/11/2026 08:15', 'acct-forum-1', '198.51.100.21', '50121', 'C-4'],
  ['F-2', '24/11/2026 09:30', 'acct-forum-2', '2001:db8::22', '50122', 'C-4'],
  ['F-3', '25/11/2026 10:45', 'acct-forum-3', '198.51.100.23', '', 'C-9'],
];

interface Rule {
  readonly from: string;
  readonly to: string;
  readonly pattern?: string;
  readonly values?: readonly { readonly from: string; readonly to: string }[];
}

const rule = (fields: Rule) => ({
  constant: null,
  item: 1,
  part: 1,
  split: null,
  values: [],
  otherwise: 'keep',
  pattern: null,
  ...fields,
});

const CONTENT = {
  kind: 'csv',
  record: '',
  delimiter: null,
  recognises: ['Numéro', 'Compte'],
  zone: 'America/Toronto',
  rules: [
    rule({ from: 'Numéro', to: 'externalId' }),
    rule({ from: 'Date', to: 'occurredAt', pattern: 'dd/MM/yyyy HH:mm' }),
    rule({ from: 'Compte', to: 'identifier.account' }),
    rule({ from: 'Adresse IP', to: 'identifier.ip' }),
    rule({ from: 'Port', to: 'identifier.port' }),
    rule({
      from: 'Nature',
      to: 'incidentType',
      values: [{ from: 'C-4', to: 'Unsolicited Obscene Material Sent to a Child' }],
    }),
  ],
};

interface Preview {
  readonly faults: readonly unknown[];
  readonly samples: readonly {
    readonly sampleId: number;
    readonly digest: string;
    readonly records: readonly { readonly cells: readonly { to: string; read: string | null }[] }[];
  }[];
}

interface Bench {
  readonly total: number;
  readonly items: readonly { readonly report: string; readonly reason: string; readonly sender: string }[];
  readonly counts: readonly { readonly sender: string; readonly count: number }[];
}

let running: RunningVigie;
let administrator: StaffClient;
let clerk: StaffClient;
let folder: string;
let report: string;
let mapping: number;
let added: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-sender-'));
  running = await startVigie({ demo: true });
  administrator = await signInWith(running.baseUrl, running.links.get('administrator') ?? '');
  clerk = await signInWith(running.baseUrl, running.links.get('investigator') ?? '');
});
afterAll(async () => {
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
  await rm(folder, { recursive: true });
});

/** The table as an independent library writes it. */
async function tableOf(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('signalements');
  for (const row of [HEADER, ...rows]) sheet.addRow(row);
  return Buffer.from(await book.csv.writeBuffer());
}

const importing = (path: string) =>
  vigieJson<{ received: number; repeated: number; unreadable: number; items: readonly { report: string }[] }>(
    running.dataDir,
    ...['import', '--source', 'provider', '--provider', SENDER, path],
  );

describe('a sender nobody has read before', () => {
  it('is received all the same: unread, on the bench, with its reason and its bytes', async () => {
    const path = join(folder, 'forum.csv');
    await writeFile(path, await tableOf(ROWS));
    const imported = await importing(path);
    expect(imported).toMatchObject({ received: 0, unreadable: 1 });
    report = imported.items[0]?.report ?? '';
    const bench = await clerk.get<Bench>('repair');
    expect(bench.items.find((item) => item.report === report)).toMatchObject({
      reason: 'unknown-table',
      sender: SENDER,
    });
    expect(bench.total).toBe(bench.items.length);
    const opened = await clerk.send<{ text: string }>('POST', `reports/${report}/bytes/opening`, { purpose: 'repair' });
    expect(opened.body.text).toContain('acct-forum-2');
    expect((await administrator.send('POST', `reports/${report}/bytes/opening`, { purpose: 'repair' })).status).toBe(
      404,
    );
  });

  it('is mapped by an administrator on a made-up sample, and in force only once a result was looked at', async () => {
    const head = { source: 'provider', sender: SENDER, kind: 'csv' };
    const made = await administrator.send<{ mapping: number }>('POST', 'mappings', head);
    mapping = made.body.mapping;
    expect((await administrator.send('PUT', `mappings/${mapping}/draft`, { content: CONTENT })).status).toBe(200);
    const sample = await tableOf([['X-1', '01/07/2026 12:00', 'acct-sample', '192.0.2.1', '443', 'C-4']]);
    await administrator.send('POST', `mappings/${mapping}/samples`, {
      fileName: 'sample.csv',
      origin: 'made-up',
      base64: sample.toString('base64'),
    });
    const early = await administrator.send<{ code: string }>('POST', `mappings/${mapping}/publication`);
    expect([early.status, early.body.code]).toEqual([409, 'no-sample']);
    const looked = await administrator.send<Preview>('POST', `mappings/${mapping}/preview`, { content: CONTENT });
    const [seen] = looked.body.samples;
    const cells = seen?.records[0]?.cells ?? [];
    expect(cells.find(({ to }) => to === 'occurredAt')?.read).toBe('2026-07-01T16:00:00.000Z');
    const path = `mappings/${mapping}/samples/${seen?.sampleId}/expectation`;
    expect((await administrator.send('PUT', path, { digest: seen?.digest })).status).toBe(204);
    expect((await administrator.send('POST', `mappings/${mapping}/publication`)).body).toEqual({ version: 1 });
    expect((await clerk.send('POST', `mappings/${mapping}/retirement`)).status).toBe(404);
  });

  it('is read again: the report that waited is its first row, the other rows are reports of their own', async () => {
    const done = await clerk.send<{ items: readonly { report: string; outcome: string; added: readonly string[] }[] }>(
      'POST',
      'repair/readings',
      { source: 'provider', sender: SENDER, reason: 'unknown-table', reader: { kind: 'mapping', mappingId: mapping } },
    );
    expect(done.body.items).toMatchObject([{ report, outcome: 'read' }]);
    added = done.body.items[0]?.added ?? [];
    expect(added).toHaveLength(2);
    const shown = await clerk.get<{ version: number; format: string; incidents: readonly object[] }>(
      `reports/${report}`,
    );
    expect(shown).toMatchObject({ version: 2, format: 'mapped' });
    expect(shown.incidents[0]).toMatchObject({ occurred: { instant: '2026-11-23T13:15:00.000Z' } });
    expect((await clerk.get<Bench>('repair')).items.some((item) => item.report === report)).toBe(false);
  });

  it('reaches the queue with its scores, and its road tells who read it by what', async () => {
    for (const number of [report, ...added]) {
      await eventually(async () => {
        const { assessment } = await clerk.get<{ assessment: { ruleVersion: string | null } | null }>(
          `reports/${number}/triage`,
        );
        return assessment?.ruleVersion;
      });
      expect((await clerk.send('POST', `reports/${number}/claim`)).status).toBe(200);
    }
    const { road } = await vigieJson<{ road: readonly { stage: string; reasons: readonly { en: string }[] }[] }>(
      running.dataDir,
      ...['explain', report],
    );
    expect(road.find(({ stage }) => stage === 'read-again')?.reasons[0]?.en).toContain(clerk.person.name);
    expect(road.filter(({ stage }) => stage === 'triage-reports').length).toBeGreaterThan(1);
  });

  it('is read at once from now on, by hand or by library, and nothing is counted twice', async () => {
    const byHand = join(folder, 'by-hand.csv');
    const line = 'F-4;26/11/2026 11:00;acct-forum-4;203.0.113.9;50124;"C-4"';
    await writeFile(byHand, Buffer.from(`${HEADER.join(';')}\r\n${line}\r\n`, 'latin1'));
    expect(await importing(byHand)).toMatchObject({ received: 1, unreadable: 0 });
    expect(await importing(join(folder, 'forum.csv'))).toMatchObject({ received: 0, repeated: 3, unreadable: 0 });
    const stats = await vigie(running.dataDir, 'stats');
    expect(stats.code, stats.stderr).toBe(0);
  });
});
