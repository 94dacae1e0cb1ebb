import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { type RunningVigie, removeDataDir, startVigie, vigie, vigieJson } from '../support/vigie.ts';

// Proved here: a provider's notices from its own files (a workbook a spreadsheet library wrote, CSV and JSON by hand) to the queue, the
// clocks of the Act and the receipt, on a whole Vigie. Out of scope: the portal, the API of machines.
// Alone: npx vitest run --project journeys test/journeys/provider-notice.test.ts

let running: RunningVigie;
let folder: string;
let desk: StaffClient;

beforeAll(async () => {
  running = await startVigie({ demo: true });
  folder = await mkdtemp(join(tmpdir(), 'vigie-notices-'));
  desk = await signInWith(running.baseUrl, running.links.get('investigator') ?? '');
});
afterAll(async () => {
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
  if (folder) await rm(folder, { recursive: true, force: true });
});

interface Imported {
  readonly received: number;
  readonly repeated: number;
  readonly newVersions: number;
  readonly unreadable: number;
  readonly items: readonly { readonly file: string; readonly report: string; readonly outcome: string }[];
}
interface Receipt {
  readonly incidentNumber: string;
  readonly provider: { readonly name: string; readonly id: string };
  readonly receivedAt: string;
  readonly sha256: string;
  readonly amendments: readonly object[];
  readonly told: {
    readonly missing: readonly string[];
    readonly regime: string;
    readonly keeping: { readonly lastDay: string };
  };
}

const importFile = (path: string) =>
  vigieJson<Imported>(running.dataDir, 'import', path, '--source', 'provider', '--provider', 'Example Mail');
const receiptOf = (report: string) => desk.get<Receipt>(`reports/${report}/receipt`);

async function workbook(path: string): Promise<void> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Avis');
  sheet.addRow([
    'Reference',
    'Offence',
    'Description',
    'Format',
    'Discovered at',
    'Time zone',
    'Circumstances',
    'Other evidence',
    'Contact email',
    'IP',
    'Port',
    'IP time',
    'Account',
  ]);
  const at = new Date('2026-11-20T09:00:00Z');
  const whole = (reference: string) => [
    reference,
    'CC 163.1(3)',
    'placeholder',
    'video',
    at,
    'America/Toronto',
    'user report',
    'none',
    'legal@provider.example',
    '192.0.2.7',
    443,
    at,
    `acct-${reference}`,
  ];
  sheet.addRow(whole('W-1'));
  sheet.addRow(['W-2', 'CC 163.1(4)', 'placeholder', null, at]);
  await book.xlsx.writeFile(path);
}

describe('a provider’s workbook', () => {
  let path: string;
  let imported: Imported;
  beforeAll(async () => {
    path = join(folder, 'notices.xlsx');
    await workbook(path);
    imported = await importFile(path);
  });

  it('is one report a row, each with its place', () => {
    expect(imported).toMatchObject({ received: 2, repeated: 0, unreadable: 0 });
    expect(imported.items.map(({ file }) => file.split('#')[1])).toEqual(['Avis row 2', 'Avis row 3']);
  });

  it('stands before the desk with its urgency, its clock of the Act and its parts', async () => {
    const report = imported.items[0]?.report ?? '';
    const listed = await eventually(async () => {
      const { items } = await desk.get<{ items: { number: string; urgency: string | null; sender: string }[] }>(
        'reports?source=provider&limit=200',
      );
      const found = items.find((item) => item.number === report);
      return found?.urgency ? found : null;
    });
    expect(listed).toMatchObject({ sender: 'Example Mail' });
    const { clocks } = await desk.get<{ clocks: { kind: string; regime: string }[] }>(`reports/${report}/clocks`);
    expect(clocks).toContainEqual(expect.objectContaining({ kind: 'mra-preservation', regime: 'mra-2011' }));
    const shown = await desk.get<{ identifiers: object[] }>(`reports/${report}`);
    expect(shown.identifiers).toContainEqual(
      expect.objectContaining({
        kind: 'ip',
        value: '192.0.2.7',
        port: 443,
        observed: expect.objectContaining({ instant: '2026-11-20T14:00:00.000Z' }),
      }),
    );
  });

  it('leaves a receipt with the four statutory items, which lists what an incomplete one lacks', async () => {
    const [whole, partial] = await Promise.all(imported.items.map(({ report }) => receiptOf(report)));
    expect(whole).toMatchObject({
      incidentNumber: imported.items[0]?.report,
      provider: { name: 'Example Mail', id: expect.stringMatching(/^P-\d{6}$/) },
      receivedAt: expect.stringMatching(/Z$/),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      told: { missing: [], regime: 'mra-2011', keeping: { lastDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } },
    });
    expect(partial?.told.missing).toEqual(['b', 'c', 'd', 'e']);
  });

  it('sent again stores nothing', async () => {
    expect(await importFile(path)).toMatchObject({ received: 0, repeated: 2, newVersions: 0 });
  });
});

describe('a provider’s file in CSV', () => {
  it('is read row by row: a bad one is received as unreadable with its line and reason, the others go on', async () => {
    const path = join(folder, 'avis.csv');
    const header =
      'Référence;Infraction;Description;Format;Découvert le;Fuseau;Circonstances;Autres preuves;Courriel du contact';
    const rows = [
      'C-1;possession;neutre;photo;2026-11-20 09:00;America/Toronto;usager;aucune;a@provider.example',
      '"C-2;jamais fermé',
      'C-3;possession;neutre;photo;2026-11-20 09:00;;usager;aucune;a@provider.example',
    ];
    await writeFile(path, `${[header, ...rows].join('\n')}\n`);
    const imported = await importFile(path);
    expect(imported.items.map(({ file, outcome }) => [file.split('#')[1], outcome])).toEqual([
      ['line 2', 'received'],
      ['line 3', 'unreadable'],
      ['line 4', 'received'],
    ]);
    const raw = await vigie(running.dataDir, 'report', 'raw', imported.items[0]?.report ?? '');
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(raw.stdout).toBe(`${lines[0]}\n${lines[1]}\n`);
    const bad = await desk.get<{ unreadableReason: string }>(`reports/${imported.items[1]?.report}`);
    expect(bad.unreadableReason).toBe('row-unreadable: line 3: quote-not-closed');
  });
});

describe('a provider’s notice in JSON', () => {
  const notice = {
    regime: 'CA-MRA-s3',
    reference: 'J-1',
    offence: { code: 'CC 163.1(3)' },
    material: { description: 'placeholder', format: 'video', count: 1 },
    discovery: { at: '2026-02-03T04:05:06', zone: 'America/Toronto', circumstances: 'user report' },
    otherEvidence: [],
    transmissionData: [{ ip: '192.0.2.7', port: 443, at: '2026-02-03T04:00:00-05:00', kind: 'login' }],
    contact: { name: 'Desk', email: 'legal@provider.example' },
  };

  it('is one report; the same reference saying something else is its new version, under one receipt', async () => {
    const path = join(folder, 'notice.json');
    await writeFile(path, JSON.stringify(notice));
    const first = await importFile(path);
    await writeFile(path, JSON.stringify(notice, null, 2));
    expect(await importFile(path)).toMatchObject({ repeated: 1, items: [{ report: first.items[0]?.report }] });
    await writeFile(path, JSON.stringify({ ...notice, emails: ['someone@mail.example'] }));
    expect(await importFile(path)).toMatchObject({ newVersions: 1, items: [{ report: first.items[0]?.report }] });
    const receipt = await receiptOf(first.items[0]?.report ?? '');
    expect(receipt).toMatchObject({ amendments: [{ version: 2 }], told: { missing: [] } });
  });
});
