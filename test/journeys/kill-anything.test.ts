import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLaval, packageFaults, reportFaults } from '../campaigns/examine.ts';
import { type KillCampaign, runKillCampaign } from '../campaigns/kill.ts';
import type { Recipient } from '../support/peers.ts';
import { removeDataDir, vigieJson } from '../support/vigie.ts';

// Proved here: kill -9 at random moments during intake and delivery loses no acknowledged report, doubles none, leaves no package
// half-sealed. Compared with the client's own list of acknowledgements. Out of scope: power loss. The long form: npm run campaign:kill.
// Alone: npx vitest run --project alone test/journeys/kill-anything.test.ts

const KILLS = 50;
const SEED = 20_261_124;

let campaign: KillCampaign;
let recipient: Recipient;

beforeAll(async () => {
  campaign = await runKillCampaign({
    seed: SEED,
    kills: KILLS,
    prepare: async ({ dataDir }, desk) => {
      recipient = await openLaval(dataDir, desk);
    },
  });
}, 2_400_000);

afterAll(async () => {
  await campaign?.running.stop();
  if (campaign) await removeDataDir(campaign.dataDir);
});

describe(`after ${KILLS} kills at random moments`, () => {
  it('took everything, the server alone and PostgreSQL alone', () => {
    expect(Math.min(...Object.values(campaign.kills))).toBeGreaterThan(5);
  });

  it('every acknowledged report is there once, in the state it was acknowledged in, with every acknowledged file', async () => {
    expect(new Set(campaign.witness.all().map((seen) => seen.ispwsId)).size).toBeGreaterThan(KILLS);
    expect(await reportFaults(campaign)).toEqual([]);
  });

  it('no package is half-sealed or doubled: what stands in the recipient’s folder verifies, one file for each delivery', async () => {
    const { delivered, faults } = await packageFaults(campaign, recipient);
    expect(faults).toEqual([]);
    expect(delivered).toBeGreaterThan(0);
  });

  it('the ledger balances to the unit', async () => {
    const stats = await vigieJson<{ balanced: boolean; difference: number }>(campaign.dataDir, 'stats');
    expect(stats).toMatchObject({ balanced: true, difference: 0 });
  });
});
