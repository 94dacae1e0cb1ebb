import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { aPdf, aTip, type Drop, dropFolder, dropZip } from '../support/ncmec-drop.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { type RunningVigie, removeDataDir, startVigie, vigieJson } from '../support/vigie.ts';

// Proved: a drop of NCMEC's (JSON, PDF, media) from a folder and from an archive to the queue, its PDF as drafts a person confirms, its
// second version with the difference and a higher place. The archive and, where there is a Chromium, the PDF are written by others.
// Alone: npx vitest run --project journeys test/journeys/ncmec-drop.test.ts

interface ReportPage {
  readonly version: number;
  readonly ncmecPriority: string | null;
  readonly files: readonly {
    readonly originalName: string | null;
    readonly sha256: string | null;
    readonly viewedByEsp: boolean | null;
    readonly relation: string | null;
  }[];
  readonly identifiers: readonly { readonly kind: string; readonly value: string; readonly path: string }[];
}
interface Drafts {
  readonly pdfs: readonly { readonly outcome: string | null }[];
  readonly fields: readonly {
    readonly id: number;
    readonly kind: string;
    readonly value: string;
    readonly standing: string;
  }[];
}
interface Imported {
  readonly received: number;
  readonly newVersions: number;
  readonly completed: number;
  readonly items: readonly { readonly report: string }[];
}

const LINES = [
  'CyberTipline Report 190003001',
  'Priority Level: 3',
  'IP Address: 192.0.2.7',
  'Email Address: someone@example.com',
];
const MEDIA = Buffer.from('generated pattern, neutral');

let running: RunningVigie;
let investigator: StaffClient;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'vigie-ncmec-'));
  running = await startVigie({ demo: true });
  investigator = await signInWith(running.baseUrl, running.links.get('investigator') ?? '');
});
afterAll(async () => {
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
  await rm(home, { recursive: true });
});

const take = (path: string) => vigieJson<Imported>(running.dataDir, 'import', path, '--source', 'ncmec');
const page = (number: string) => investigator.get<ReportPage>(`reports/${encodeURIComponent(`ncmec:${number}`)}`);

/** The PDF as a browser prints it; written by hand where there is no Chromium. */
async function printed(lines: readonly string[]): Promise<Buffer> {
  const chromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(chromium)) return aPdf(lines);
  const html = `<html><body>${lines.map((line) => `<p>${line}</p>`).join('')}</body></html>`;
  const [from, to] = [join(home, 'tip.html'), join(home, 'printed.pdf')];
  await writeFile(from, html);
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', `--print-to-pdf=${to}`];
  execFileSync(chromium, [...flags, from], { stdio: 'ignore', timeout: 60_000 });
  return readFile(to);
}

const files = [
  { filename: 'f1.dat', viewedByEsp: false, verificationHash: createHash('md5').update(MEDIA).digest('hex') },
  { filename: 'f2.dat' },
];
const dropOf = (number: string, pdf: Buffer): Drop => ({
  'tip.json': JSON.stringify(aTip(number, { ncmecPriority: '2', files })),
  'tip.pdf': pdf,
  'files/f1.dat': MEDIA,
  'files/beside.dat': Buffer.from(`beside ${number}`),
});

describe.each([
  ['a folder', '190003001', (drop: Drop) => dropFolder(join(home, 'folder'), drop)],
  ['an archive', '190003002', (drop: Drop) => dropZip(join(home, 'drop.zip'), drop)],
] as const)('a tip from %s', (_, number, write) => {
  it('is one report of the queue with its files: announced, awaited, not announced, and the PDF', async () => {
    expect(await take(await write(dropOf(number, await printed(LINES))))).toMatchObject({ received: 1 });
    const report = await page(number);
    expect(report.ncmecPriority).toBe('2');
    expect(
      report.files.map((file) => [file.originalName, file.relation, file.sha256 !== null, file.viewedByEsp]),
    ).toEqual(
      expect.arrayContaining([
        ['f1.dat', null, true, false],
        ['f2.dat', null, false, null],
        ['beside.dat', 'unannounced', true, null],
        ['tip.pdf', 'tip-pdf', true, null],
      ]),
    );
    const queue = await investigator.get<{ items: { source: string }[] }>('queue?view=all&source=ncmec&limit=200');
    expect(queue.items.length).toBeGreaterThan(0);
  });

  it('offers what its PDF says beside the JSON; a line becomes an identifier by a person’s word', async () => {
    const address = `reports/${encodeURIComponent(`ncmec:${number}`)}/draft-fields`;
    const drafts = await eventually(async () => {
      const now = await investigator.get<Drafts>(address);
      return now.pdfs.every((pdf) => pdf.outcome !== null) ? now : null;
    });
    expect(drafts.pdfs).toMatchObject([{ outcome: 'read' }]);
    expect(drafts.fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'priority', value: '3', standing: 'differs', said: '2' }),
        expect.objectContaining({ kind: 'ip', value: '192.0.2.7', standing: 'agrees' }),
        expect.objectContaining({ kind: 'email', value: 'someone@example.com', standing: 'only-in-pdf' }),
      ]),
    );
    const email = drafts.fields.find(({ kind }) => kind === 'email');
    expect((await page(number)).identifiers.some(({ kind }) => kind === 'email')).toBe(false);
    expect((await investigator.send('PUT', `${address}/${email?.id}`, { verdict: 'confirmed' })).status).toBe(200);
    expect((await page(number)).identifiers.find(({ kind }) => kind === 'email')?.path).toMatch(/^pdf:/);
  });

  it('comes again with priority 1: one report, version 2, at level 1 at once, and every changed field is told', async () => {
    const again = JSON.stringify(aTip(number, { ncmecPriority: '1', files: files.slice(0, 1) }));
    expect(await take(await dropFolder(join(home, `again-${number}`), { 'again.json': again }))).toMatchObject({
      received: 0,
      newVersions: 1,
    });
    const queue = await investigator.get<{ items: { level: number; senderAlarm: string | null }[] }>(
      'queue?view=all&urgency=P1&source=ncmec&limit=200',
    );
    expect(queue.items.some(({ senderAlarm }) => senderAlarm === 'NCMEC priority 1')).toBe(true);
    const told = await investigator.get<{ touches: string[]; differences: unknown[] }>(
      `reports/${encodeURIComponent(`ncmec:${number}`)}/differences?from=1&to=2`,
    );
    expect(told.touches).toContain('urgency');
    expect(told.differences).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ part: 'report', field: 'ncmecPriority', from: '2', to: '1' }),
        expect.objectContaining({ part: 'file', change: 'removed', of: 'f2.dat' }),
      ]),
    );
    const report = await page(number);
    expect(report.version).toBe(2);
    expect(report.files.map(({ relation }) => relation)).toEqual(expect.arrayContaining(['unannounced', 'tip-pdf']));
    expect(report.identifiers.some(({ kind, value }) => kind === 'email' && value === 'someone@example.com')).toBe(
      true,
    );
  });
});
