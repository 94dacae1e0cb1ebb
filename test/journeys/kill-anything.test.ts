import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Desk, type KillCampaign, runKillCampaign } from '../campaigns/kill.ts';
import { eventually } from '../support/eventually.ts';
import { makeRecipient, type Recipient } from '../support/peers.ts';
import { removeDataDir, vigieJson } from '../support/vigie.ts';

// Proved here: kill -9 at random moments during intake and delivery loses no acknowledged report, doubles none, leaves no package
// half-sealed. Compared with the client's own list of acknowledgements. Out of scope: power loss. The long form: npm run campaign:kill.
// Alone: npx vitest run --project journeys test/journeys/kill-anything.test.ts

const KILLS = 50;
const SEED = 20_261_124;

interface Shown {
  readonly number: string;
  readonly state: string;
  readonly files: readonly { readonly md5: string | null }[];
}

let campaign: KillCampaign;
let recipient: Recipient;

beforeAll(async () => {
  campaign = await runKillCampaign({ seed: SEED, kills: KILLS, prepare: openLaval });
}, 900_000);

afterAll(async () => {
  await campaign?.running.stop();
  if (campaign) await removeDataDir(campaign.dataDir);
});

/** The reports of the load go to Laval: its certificate and its folder are entered by two people first. */
async function openLaval(running: { dataDir: string }, desk: Desk): Promise<void> {
  recipient = makeRecipient(running.dataDir, 'laval');
  const key = await desk.administrator.send<{ id: number }>('POST', 'agencies/QC-SPL/keys', {
    form: 'x509',
    material: recipient.certificatePem,
  });
  await desk.reviewer.send('POST', `agencies/QC-SPL/keys/${key.body.id}/approval`);
  await desk.administrator.send('PUT', 'agencies/QC-SPL/channel', { kind: 'spool' });
}

describe(`after ${KILLS} kills at random moments`, () => {
  it('every acknowledged report is there once, in the state it was acknowledged in, with every acknowledged file', async () => {
    const told = Map.groupBy(campaign.witness.all(), (seen) => seen.ispwsId);
    expect(told.size).toBeGreaterThan(KILLS);
    const numbers = new Set<string>();
    for (const [ispwsId, acts] of told) {
      const shown = await vigieShow(ispwsId);
      numbers.add(shown.number);
      const owed = acts.filter((seen) => seen.act === 'upload').map((seen) => seen.md5);
      const held = shown.files.map((file) => file.md5);
      for (const md5 of owed) expect(held.filter((one) => one === md5)).toHaveLength(1);
      if (acts.some((seen) => seen.act === 'finish')) expect(shown.state).not.toBe('unfinished');
    }
    expect(numbers.size).toBe(told.size);
  });

  it('the ledger balances to the unit', async () => {
    const stats = await vigieJson<{ balanced: boolean; difference: number }>(campaign.dataDir, 'stats');
    expect(stats).toMatchObject({ balanced: true, difference: 0 });
  });

  it('no package is half-sealed or doubled: what stands in the recipient’s folder verifies, one file for each release', async () => {
    const folder = join(campaign.dataDir, 'spool', 'out', 'QC-SPL');
    const released = await eventually(async () => {
      const page = await campaign.investigator.get<{ items: { package: string; state: string }[] }>(
        'packages?limit=500',
      );
      const waiting = page.items.filter((item) => ['submitted', 'released', 'sent'].includes(item.state));
      return waiting.length === 0 ? page.items.filter((item) => item.state === 'delivered') : null;
    }, 120_000);
    expect(released.length).toBeGreaterThan(0);
    const files = readdirSync(folder).sort();
    expect(files).toEqual(released.map((item) => `${item.package}.zip.p7m`).sort());
    for (const file of files) {
      const verdict = await vigieJson<{ ok: boolean; faults: unknown[] }>(
        '/nonexistent',
        'package',
        'verify',
        join(folder, file),
        '--key',
        recipient.keyFile,
      );
      expect(verdict, file).toMatchObject({ ok: true, faults: [] });
    }
  });
});

function vigieShow(ispwsId: number): Promise<Shown> {
  return campaign.investigator
    .get<Shown>(`reports/${ispwsId}`)
    .then((shown) => ({ ...shown, number: (shown as unknown as { report: string }).report }));
}
