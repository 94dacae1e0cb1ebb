import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { type RunningVigie, removeDataDir, startVigie, vigie, vigieJson } from '../support/vigie.ts';
import { viralTips, writeTips } from '../support/viral-tips.ts';

// Proved here: hundreds of near-identical tips become one question, on real parts: import, worker, API, ledger, command line. Those with a
// signal stay alone; one decision disposes of the rest and can be taken back; who comes late waits alone. Out of scope: the console.
// Alone: npx vitest run --project journeys test/journeys/viral-bundle.test.ts

const TIPS = 500;

interface QueueItem {
  readonly report: string;
  readonly level: number;
  readonly bundle: { readonly number: string; readonly together: number; readonly apart: number } | null;
  readonly decidedLike: { readonly number: string; readonly disposition: string } | null;
}
interface Queue {
  readonly items: readonly QueueItem[];
}
interface Page {
  readonly bundle: string;
  readonly state: string;
  readonly together: number;
  readonly apart: number;
  readonly keptApart: readonly { readonly report: string; readonly reasons: readonly { readonly code: string }[] }[];
  readonly dispositions: readonly { readonly code: string }[];
}
interface Sample {
  readonly sampleHash: string;
  readonly present: number;
  readonly fields: readonly { readonly field: string; readonly distinct: number; readonly shared: string | null }[];
  readonly reports: readonly { readonly report: string }[];
}
interface Figures {
  readonly balanced: boolean;
  readonly received: number;
  readonly receivedAdjusted: number;
  readonly open: number;
  readonly dispositioned: Readonly<Record<string, number>>;
}

let running: RunningVigie;
let investigator: StaffClient;
let reviewer: StaffClient;
let folder: string;
let before: Figures;
let bundle: string;
let sample: Sample;

const figures = () => vigieJson<Figures>(running.dataDir, 'stats');
const page = () => investigator.get<Page>(`bundles/${bundle}`);
const queue = () => investigator.get<Queue>('queue?view=all&source=cybertip-ca&limit=200');
const decide = (fields: object, by = investigator) =>
  by.send<{ decided?: number; leftAlone?: number; code?: string }>('POST', `bundles/${bundle}/decision`, {
    disposition: 'not-actionable',
    reason: 'viral-no-intent',
    sampleHash: sample.sampleHash,
    ...fields,
  });

async function bring(name: string, tips: readonly unknown[]): Promise<void> {
  const into = await mkdtemp(join(folder, name));
  await writeTips(into, name, tips);
  const { code, stderr } = await vigie(running.dataDir, 'import', into, '--source', 'cybertip-ca', '--json');
  expect(code, stderr).toBe(0);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-viral-'));
  running = await startVigie({ demo: true });
  investigator = await signInWith(running.baseUrl, running.links.get('investigator') ?? '');
  reviewer = await signInWith(running.baseUrl, running.links.get('reviewer') ?? '');
  before = await figures();
});

afterAll(async () => {
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
  await rm(folder, { recursive: true, force: true });
});

describe('near-identical tips', () => {
  it('collapse to one row of the queue; those that speak of danger stay alone', async () => {
    await bring('first', viralTips(0, 250));
    await bring('alarm', viralTips(250, 1, { priority: '1' }));
    await bring('meeting', viralTips(251, 1, { narrative: 'The account is planning to meet somebody.' }));
    await bring('contact', viralTips(252, 1, { narrative: 'The account is still in contact with the other one.' }));
    await bring('second', viralTips(253, TIPS - 250));
    const item = await eventually(async () => {
      const found = (await queue()).items.find((one) => one.bundle !== null);
      return (found?.bundle?.together ?? 0) + (found?.bundle?.apart ?? 0) === TIPS + 3 ? found : null;
    }, 60_000);
    bundle = item?.bundle?.number ?? '';
    expect(bundle).toMatch(/^VB-\d{4}-\d+$/);
    const shown = await page();
    // The first of all showed a file that nobody had seen here before.
    expect(shown).toMatchObject({ state: 'open', together: TIPS - 1, apart: 4 });
    const codes = shown.keptApart.flatMap((one) => one.reasons.map((reason) => reason.code));
    expect(codes).toEqual(expect.arrayContaining(['unseen-file', 'sender-alarm', 'words']));
    const { items } = await queue();
    for (const one of shown.keptApart) expect(items.map((row) => row.report)).toContain(one.report);
  });

  it('are counted raw and adjusted, and the ledger balances', async () => {
    const now = await figures();
    expect(now.balanced).toBe(true);
    expect(now.received - before.received).toBe(TIPS + 3);
    expect(now.receivedAdjusted - before.receivedAdjusted).toBe(1 + 4);
  });

  it('are decided only by the person who holds them and was shown the sample, and never to a package', async () => {
    sample = (await investigator.send<Sample>('POST', `bundles/${bundle}/sample`)).body;
    expect(sample).toMatchObject({ present: TIPS - 1 });
    expect(sample.reports).toHaveLength(7);
    const differing = sample.fields.filter((field) => field.shared === null).map((field) => field.field);
    expect(differing).toEqual(expect.arrayContaining(['account', 'received', 'external-id', 'occurred']));
    expect(sample.fields.find((field) => field.field === 'incident-type')?.shared).toMatch(/possession/);
    expect(await decide({})).toMatchObject({ status: 409, body: { code: 'bundle-not-claimed' } });
    expect((await investigator.send('POST', `bundles/${bundle}/claim`)).status).toBe(200);
    expect(await decide({ sampleHash: 'another' })).toMatchObject({ status: 409, body: { code: 'sample-not-opened' } });
    expect(await decide({ disposition: 'package', reason: '1' })).toMatchObject({ status: 422 });
    expect((await decide({}, reviewer)).status).not.toBe(200);
    expect((await page()).dispositions.map((one) => one.code)).not.toContain('package');
  });

  it('are disposed of at once, a ledger row for each, while one that came late waits alone', async () => {
    await bring('late', viralTips(TIPS + 10, 1));
    await eventually(async () => ((await page()).together === TIPS ? true : null), 60_000);
    const decided = await decide({});
    expect(decided).toMatchObject({ status: 200, body: { decided: TIPS - 1, leftAlone: 1 } });
    const now = await figures();
    expect(now.balanced).toBe(true);
    const gone = (all: Figures) => all.dispositioned['not-actionable'] ?? 0;
    expect(gone(now) - gone(before)).toBe(TIPS - 1);
    const alone = (await queue()).items.filter((item) => item.decidedLike !== null);
    expect(alone.map((item) => item.decidedLike?.number)).toContain(bundle);
  });

  it('come back whole within thirty seconds, and are decided again', async () => {
    expect((await investigator.send('DELETE', `bundles/${bundle}/decision`)).status).toBe(204);
    expect(await figures()).toMatchObject({ balanced: true, dispositioned: before.dispositioned });
    expect(await page()).toMatchObject({ state: 'open', together: TIPS - 1 });
    expect(await decide({})).toMatchObject({ status: 200, body: { decided: TIPS - 1, leftAlone: 0 } });
    expect(await figures()).toMatchObject({ balanced: true });
  });

  it('say on the road of each report where they stood, and why', async () => {
    const { keptApart } = await page();
    const explain = (report: string) =>
      vigieJson<{ road: { stage: string; result: string; reasons: { en: string }[] }[] }>(
        running.dataDir,
        'explain',
        report,
      );
    const inside = (await explain(sample.reports[0]?.report ?? '')).road.find(
      (step) => step.stage === 'bundle-reports',
    );
    expect(inside).toMatchObject({ result: 'together' });
    expect(inside?.reasons[0]?.en).toContain(bundle);
    const outside = (await explain(keptApart[0]?.report ?? '')).road.find((step) => step.stage === 'bundle-reports');
    expect(outside).toMatchObject({ result: 'apart' });
  });
});
