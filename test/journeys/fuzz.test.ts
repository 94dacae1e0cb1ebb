import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCorpus } from '../campaigns/fuzz/corpus.ts';
import { CORPUS_DIR, type FuzzCampaign, runFuzzCampaign, sendOnce } from '../campaigns/fuzz/fuzz.ts';
import { faultsOf } from '../campaigns/fuzz/judge.ts';
import { type RunningVigie, removeDataDir, vigieJson } from '../support/vigie.ts';

// Proved here: 20,000 requests drawn from the server's own OpenAPI document and from what breaks readers, a quarter of them spoiled in
// their bytes, meet no 500, no crash, no hang and no answer without the security headers. The long form: npm run campaign:fuzz.
// Alone: npx vitest run --project journeys test/journeys/fuzz.test.ts

const RUNS = 20_000;
const SEED = 20_261_126;

let campaign: FuzzCampaign;
let running: RunningVigie | undefined;

beforeAll(async () => {
  const onStart = (started: RunningVigie) => {
    running = started;
  };
  campaign = await runFuzzCampaign({ seed: SEED, runs: RUNS, onStart });
}, 3_600_000);

afterAll(async () => {
  await campaign?.callers.close();
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
});

describe(`after ${RUNS} fuzzed requests`, () => {
  it('the server lives, and no request met a 500, a hang or a bare answer', () => {
    const kinds = campaign.faults.map(({ request, faults }) => `${request.from}: ${faults.join(', ')}`);
    expect([...new Set(kinds)]).toEqual([]);
    expect(campaign.running.hasEnded()).toBe(false);
    expect(campaign.sent).toBe(RUNS);
  });

  it('the requests got past the walls: more than a third of all operations answered with success', () => {
    const operations = Object.values(campaign.reached);
    expect(operations.filter((count) => count > 0).length).toBeGreaterThan(operations.length / 3);
  });

  it('the log names no defect: no answer failed inside either', () => {
    const failed = campaign.running
      .log()
      .split('\n')
      .filter((line) => line.includes('"level":50'));
    expect(failed).toEqual([]);
  });

  it('the ledger balances to the unit', async () => {
    const stats = await vigieJson<{ balanced: boolean; difference: number }>(campaign.running.dataDir, 'stats');
    expect(stats).toMatchObject({ balanced: true, difference: 0 });
  });

  it.each(readCorpus(CORPUS_DIR))('what once made it fail does no longer: $name', async ({ request }) => {
    const outcome = await sendOnce(campaign.running, campaign.callers, request);
    expect(faultsOf(request, outcome)).toEqual([]);
  });
});
