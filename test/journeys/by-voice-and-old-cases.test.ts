import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { aProvider, submitReport } from '../support/provider.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { type RunningVigie, removeDataDir, startVigie, vigie, vigieJson } from '../support/vigie.ts';

// Proved here: a provider telephones, then its own client sends the formal report; the desk joins the two and the figures count one. A
// backlog comes in by the command line behind the cut-over day and stands in its own years, a former total beside it. Out of scope: the
// console (test/browser/desk-entry.test.ts).
// Alone: npx vitest run --project journeys test/journeys/by-voice-and-old-cases.test.ts

interface Line {
  readonly received: number;
}
interface Figures extends Line {
  readonly balanced: boolean;
  readonly bySource: readonly (Line & { readonly source: string })[];
  readonly byYear?: readonly (Line & {
    readonly year: number;
    readonly baseline: readonly { readonly value: number }[];
  })[];
}
interface Joins {
  readonly proposed: readonly { readonly report: string; readonly reasons: readonly { readonly code: string }[] }[];
}

let running: RunningVigie;
let investigator: StaffClient;
let supervisor: StaffClient;
let administrator: StaffClient;
let backlog: string;

beforeAll(async () => {
  running = await startVigie({ demo: true });
  const person = (role: string) => signInWith(running.baseUrl, running.links.get(role) ?? '');
  investigator = await person('investigator');
  supervisor = await person('supervisor');
  administrator = await person('administrator');
  backlog = await mkdtemp(join(tmpdir(), 'vigie-backlog-'));
});

afterAll(async () => {
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
  await rm(backlog, { recursive: true, force: true });
});

const figures = (...options: string[]) => vigieJson<Figures>(running.dataDir, 'stats', ...options);
const fromProviders = async () => {
  const { balanced, bySource } = await figures();
  expect(balanced).toBe(true);
  return bySource.find((line) => line.source === 'provider')?.received ?? 0;
};

describe('what comes by voice', () => {
  let call: string;
  let formal: string;
  let before: number;

  it('is a report of the provider that telephones, on the road at once', async () => {
    before = await fromProviders();
    const told = await investigator.send<{ report: string }>('POST', 'desk-entries', {
      source: 'provider',
      sender: 'Example ISP',
      contact: 'A. Agent, 613-555-0142',
      channel: 'voice',
      danger: 'yes',
      words: 'An account of ours is named; the formal notice follows.',
      identifiers: 'Example ISP: voice-journey',
      when: '',
      where: 'Laval, QC',
    });
    expect(told.status).toBe(201);
    call = told.body.report;
    expect(await fromProviders()).toBe(before + 1);
    const triage = await eventually(async () => {
      const page = await investigator.get<{ assessment: { urgency: string; provisional: boolean } | null }>(
        `reports/${call}/triage`,
      );
      return page.assessment?.provisional === false ? page : null;
    });
    expect(triage.assessment?.urgency).toBe('P1');
  });

  it('is proposed for the formal report that the provider’s own client sends, with its reasons', async () => {
    const client = await aProvider(running.baseUrl, running.dataDir);
    const ispwsId = await submitReport(client, { account: 'voice-journey', files: [] });
    formal = (await vigieJson<{ number: string }>(running.dataDir, 'report', 'show', String(ispwsId))).number;
    expect(await fromProviders()).toBe(before + 2);
    const { proposed } = await investigator.get<Joins>(`reports/${call}/joins`);
    expect(proposed).toMatchObject([{ report: formal }]);
    expect(proposed[0]?.reasons.map((reason) => reason.code)).toContain('shared-identifier');
  });

  it('is counted once when a person confirms it, and the ledger balances', async () => {
    const word = { with: formal, verdict: 'same-notice' };
    expect((await investigator.send('POST', `reports/${call}/joins`, word)).status).toBe(204);
    expect(await fromProviders()).toBe(before + 1);
    const stateOf = async (report: string) => (await investigator.get<{ state: string }>(`reports/${report}`)).state;
    expect([await stateOf(call), await stateOf(formal)]).toEqual(['linked-to-existing', 'open']);
  });
});

describe('yesterday’s cases', () => {
  it('stay outside, told why, until the administrator has set the cut-over day', async () => {
    await mkdir(join(backlog, 'tips'));
    for (const [at, received] of ['2018-05-01T10:00:00-04:00', '2019-12-31T23:30:00-05:00'].entries()) {
      const tip = {
        reportId: `77${at}`,
        dateReceived: received,
        reportedInformation: { reportingEsp: { espName: 'Example' } },
      };
      await writeFile(join(backlog, 'tips', `${at}.json`), JSON.stringify(tip));
    }
    const tooEarly = await vigie(running.dataDir, 'import', backlog, '--source', 'ncmec', '--received-at', 'from-file');
    expect([tooEarly.code, tooEarly.stderr]).toEqual([1, expect.stringContaining('cut-over')]);
    const set = await administrator.send('PUT', 'intake/cut-over', { day: '2020-01-01', reason: 'this house opened' });
    expect(set.status).toBe(204);
  });

  it('are counted in their own year and nowhere else', async () => {
    const today = (await figures()).received;
    const imported = await vigieJson<{ received: number; items: { report: string }[] }>(
      running.dataDir,
      'import',
      backlog,
      '--source',
      'ncmec',
      '--received-at',
      'from-file',
    );
    expect(imported.items.map((item) => item.report.slice(0, 6))).toEqual(['R-2018', 'R-2019']);
    const { balanced, received, byYear } = await figures('--by', 'year');
    expect([balanced, received]).toEqual([true, today + 2]);
    expect(byYear?.slice(0, 2)).toMatchObject([
      { year: 2018, received: 1 },
      { year: 2019, received: 1 },
    ]);
  });

  it('stand beside the former total that two persons entered, which is never in the sum', async () => {
    const figure = {
      year: 2019,
      measure: 'received',
      value: 102_927,
      provenance: 'Annual report, page 12',
      documentSha256: 'b'.repeat(64),
      reason: 'entered once',
    };
    const proposed = await supervisor.send<{ proposal: number }>('POST', 'stats/baselines', figure);
    expect(proposed.status).toBe(202);
    const id = proposed.body.proposal;
    const { contentHash } = await administrator.get<{ contentHash: string }>(`proposals/${id}`);
    expect((await administrator.send('POST', `proposals/${id}/approval`, { contentHash })).status).toBe(200);
    expect((await supervisor.send('POST', `proposals/${id}/execution`)).status).toBe(200);
    const { byYear } = await figures('--by', 'year');
    expect(byYear?.find((line) => line.year === 2019)).toMatchObject({ received: 1, baseline: [{ value: 102_927 }] });
    const printed = await vigie(running.dataDir, 'stats', '--by', 'year');
    expect(printed.stdout).toMatch(
      /2019 {2}received 1\n\s+baseline received 102927 \(all sources\) · Annual report, page 12/,
    );
  });
});
