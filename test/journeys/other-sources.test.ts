import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPackageFile, openDesk } from '../../src/features/packaging/testing.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { type RunningVigie, removeDataDir, startVigie, vigieJson } from '../support/vigie.ts';

// Proved here: what hotlines, police and another clearing house send, in their own format and written by hand, goes from a file to the
// queue of a running house by `vigie import`; the package is sealed by a house of its own. Out of scope: the other doors.
// Alone: npx vitest run --project journeys test/journeys/other-sources.test.ts

const XARF = join(import.meta.dirname, '../../../shared/schemas/xarf');

interface Imported {
  readonly received: number;
  readonly repeated: number;
  readonly unreadable: number;
  readonly items: readonly { readonly report: string; readonly outcome: string; readonly advice?: readonly string[] }[];
}
interface Shown {
  readonly format: string;
  readonly source: string;
  readonly externalId: string | null;
  readonly incidents: readonly { readonly incidentType: string | null; readonly offence: string | null }[];
  readonly identifiers: readonly { readonly kind: string; readonly value: string; readonly provenance: string }[];
  readonly files: readonly { readonly objectId: string | null }[];
  readonly lawEnforcement: Readonly<Record<string, string>> | null;
  readonly clocks: readonly { readonly kind: string; readonly startsAt: string }[];
}

let running: RunningVigie;
let investigator: StaffClient;
let folder: string;
let otherHouse: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-sources-'));
  otherHouse = await testDatabase();
  running = await startVigie({ demo: true });
  investigator = await signInWith(running.baseUrl, running.links.get('investigator') ?? '');
});

afterAll(async () => {
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
  await otherHouse?.drop();
  await rm(folder, { recursive: true, force: true });
});

async function imported(name: string, text: string, source: string): Promise<Imported> {
  const path = join(folder, name);
  await writeFile(path, text);
  return vigieJson<Imported>(running.dataDir, 'import', path, '--source', source);
}

/** The number of the one report of an import, once it stands in the queue, assessed. */
async function inQueue({ items }: Imported, source: string): Promise<string> {
  const [item] = items;
  expect(item?.outcome).toBe('received');
  await eventually(async () => {
    const page = await investigator.get<{ items: { report: string; provisional: boolean }[] }>(
      `queue?view=all&source=${source}&limit=200`,
    );
    return page.items.find((row) => row.report === item?.report && !row.provisional) ?? null;
  });
  return item?.report ?? '';
}

const shown = (report: string) => vigieJson<Shown>(running.dataDir, 'report', 'show', report);

describe('from the sender’s own file to the queue', () => {
  it('goes the report of a hotline, with the analyst’s section beside the public’s words', async () => {
    const text = `{
      "format": "vigie-hotline", "version": "1.0",
      "hotline": {"name": "Example Hotline"}, "reference": "EH-1", "receivedAt": "2026-11-20T09:00:00-05:00",
      "priority": "standard",
      "incidents": [
        {"technology": "social", "platform": "Example Social", "publicWords": "someone asks my son for money",
         "offence": {"section": "CC 346(1)", "text": "Extortion"}, "description": "He is @neutral_nine there."},
        {"technology": "web", "publicWords": "a page", "offence": "CC 163.1(3)", "urls": ["https://site.example/q/1"]}
      ]}`;
    const report = await inQueue(await imported('hotline.json', text, 'cybertip-ca'), 'cybertip-ca');
    const page = await shown(report);
    expect(page).toMatchObject({ format: 'hotline-json', source: 'cybertip-ca', externalId: 'EH-1' });
    expect(page.incidents).toMatchObject([
      { incidentType: 'someone asks my son for money', offence: 'CC 346(1), Extortion' },
      { incidentType: 'a page', offence: 'CC 163.1(3)' },
    ]);
    expect(page.identifiers).toContainEqual(
      expect.objectContaining({ kind: 'screen-name', value: '@neutral_nine', provenance: 'mined-from-text' }),
    );
  });

  it('goes a report of ICCAM; its password is in no answer', async () => {
    const text = `{"reportingAnalystName": "A", "hotlineReceivedDate": "2026-11-20T10:00:00Z", "hotlineReference": "IC-900",
      "memo": "the word is zebra-zebra-9", "urls": ["https://site.example/r/1"],
      "sourceUrlUsername": "neutral", "sourceUrlPassword": "zebra-zebra-9", "sourceUrlSiteType": 99}`;
    const result = await imported('iccam.json', text, 'hotline');
    expect(result.items[0]?.advice).toEqual(['secret-in-document']);
    const report = await inQueue(result, 'hotline');
    const raw = await vigieJson<{ base64: string }>(running.dataDir, 'report', 'raw', report);
    const answers = [JSON.stringify(await shown(report)), Buffer.from(raw.base64, 'base64').toString('utf8')];
    const api = await investigator.get<object>(`reports/${report}`);
    for (const answer of [...answers, JSON.stringify(api)]) expect(answer).not.toContain('zebra-zebra-9');
    expect(answers[0]).toContain('"99"');
  });

  it('goes a referral of police, its statutory period counted from the first notice', async () => {
    const text = `{"format": "vigie-police-referral", "version": "1.0",
      "from": {"agency": "Example Police Service", "country": "CA", "unit": "Internet unit", "officer": {"name": "Cst. Example"}},
      "fileNumber": "EPS-26-1", "request": {"type": "transfer-of-notice"}, "handlingCode": "H1",
      "firstNoticeAt": "2026-11-10T09:00:00-05:00",
      "persons": [{"role": "reported", "identifiers": [{"kind": "ip", "value": "203.0.113.90"}]}],
      "narrative": "Reached at x.y@mail.example."}`;
    const report = await inQueue(await imported('referral.json', text, 'police-ca'), 'police-ca');
    const page = await shown(report);
    expect(page.lawEnforcement).toMatchObject({ caseNumber: 'EPS-26-1', officer: 'Cst. Example', handlingCode: 'H1' });
    const clock = page.clocks.find(({ kind }) => kind === 'mra-preservation');
    expect(clock?.startsAt).toBe('2026-11-10T14:00:00.000Z');
  });

  it('goes a provider’s list of addresses, which starts no statutory period', async () => {
    const text =
      '{"regime":"CA-MRA-s2","addresses":["https://site.example/t/1","192.0.2.31"],"provider":{"id":"P-7","name":"Example Provider"}}';
    const page = await shown(await inQueue(await imported('addresses.json', text, 'provider'), 'provider'));
    expect(page).toMatchObject({ format: 'addresses-only', incidents: [], clocks: [] });
    expect(page.identifiers.map(({ kind }) => kind)).toEqual(['url', 'ip']);
  });

  it.skipIf(!existsSync(XARF))('go both published samples of XARF', async () => {
    for (const type of ['csam', 'csem']) {
      const text = readFileSync(join(XARF, `sample-content-${type}.json`), 'utf8');
      const report = await inQueue(await imported(`xarf-${type}.json`, text, 'provider'), 'provider');
      expect(await shown(report)).toMatchObject({ format: 'xarf', externalId: JSON.parse(text).report_id });
    }
  });

  it('goes a package that another house sealed, with the files in it', async () => {
    const desk = await openDesk(otherHouse.db, join(folder, 'other-house'));
    const { file, keyFile, bagHash } = await aPackageFile(desk, folder);
    const args = ['import', file, '--source', 'police-ca', '--key', keyFile];
    const report = await inQueue(await vigieJson<Imported>(running.dataDir, ...args), 'police-ca');
    const page = await shown(report);
    expect(page).toMatchObject({ format: 'package', lawEnforcement: { bagHash } });
    expect(page.files.map(({ objectId }) => objectId === null)).toEqual([false, false]);
    expect(await vigieJson<Imported>(running.dataDir, ...args)).toMatchObject({ received: 0, repeated: 1 });
  });
});

describe('what is marked as a test', () => {
  it('waits in a list of its own, in no queue and no count', async () => {
    const before = await vigieJson<{ received: number }>(running.dataDir, 'stats');
    const text = `{"xarf_version":"4.2.0","report_id":"0d4ff3a2-0000-4000-8000-1f6a1c6b7e99","timestamp":"2026-11-20T10:30:00Z",
      "reporter":{"org":"Example","contact":"a@safety.example","domain":"safety.example"},
      "sender":{"org":"Example","contact":"a@safety.example","domain":"safety.example"},
      "source_identifier":"198.51.100.4","category":"content","type":"csam","url":"https://site.example/test",
      "classification":"A1","detection_method":"hash_match","tags":["lifecycle:test"]}`;
    const { items } = await imported('test.json', text, 'provider');
    const number = items[0]?.report ?? '';
    const tests = await vigieJson<{ items: { number: string }[] }>(running.dataDir, 'report', 'list', '--tests');
    expect(tests.items.map((item) => item.number)).toEqual([number]);
    const listed = await investigator.get<{ items: { number: string }[] }>('reports?tests=true');
    expect(listed.items.map((item) => item.number)).toEqual([number]);
    const queue = await investigator.get<{ items: { report: string }[] }>('queue?view=all&source=provider&limit=200');
    expect(queue.items.map((item) => item.report)).not.toContain(number);
    const after = await vigieJson<{ received: number; balanced: boolean }>(running.dataDir, 'stats');
    expect(after).toMatchObject({ balanced: true, received: before.received });
  });
});
