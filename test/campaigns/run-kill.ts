import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Recipient } from '../support/peers.ts';
import { removeDataDir, vigieJson } from '../support/vigie.ts';
import { openLaval, packageFaults, reportFaults } from './examine.ts';
import { runKillCampaign } from './kill.ts';

// npm run campaign:kill -- --seed S --runs N: N kills; exit 1 when anything acknowledged was lost, doubled or half done.

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '500' } },
});
const seed = Number(values.seed);
const runs = Number(values.runs);

let recipient: Recipient | undefined;
const campaign = await runKillCampaign({
  seed,
  kills: runs,
  prepare: async ({ dataDir }, desk) => {
    recipient = await openLaval(dataDir, desk);
  },
});
const lost = await reportFaults(campaign);
const packages = recipient ? await packageFaults(campaign, recipient) : { delivered: 0, faults: ['no recipient'] };
const stats = await vigieJson<{ balanced: boolean; received: number }>(campaign.dataDir, 'stats');
const verdict = {
  seed,
  kills: campaign.kills,
  acknowledged: campaign.witness.all().length,
  received: stats.received,
  balanced: stats.balanced,
  delivered: packages.delivered,
  faults: [...lost, ...packages.faults],
};
await mkdir('out/campaigns', { recursive: true });
await writeFile(`out/campaigns/kill-${seed}-${runs}.json`, `${JSON.stringify(verdict, null, 1)}\n`);
process.stdout.write(`${JSON.stringify(verdict, null, 1)}\n`);
await campaign.running.stop();
await removeDataDir(campaign.dataDir);
process.exitCode = verdict.faults.length > 0 || !verdict.balanced ? 1 : 0;
