import { existsSync, globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { makeRecipient, type Recipient } from '../support/peers.ts';
import { vigieJson } from '../support/vigie.ts';
import type { Desk, KillCampaign } from './kill.ts';

interface Shown {
  readonly report: string;
  readonly state: string;
  readonly files: readonly { readonly md5: string | null }[];
}

interface PackageLine {
  readonly package: string;
  readonly state: string;
  readonly recipient: { readonly code: string };
}

/** The reports of the load go to Laval: its certificate and its folder are entered by two people first. */
export async function openLaval(dataDir: string, desk: Desk): Promise<Recipient> {
  const recipient = makeRecipient(dataDir, 'laval');
  const key = await desk.administrator.send<{ id: number; fingerprint: string }>('POST', 'agencies/QC-SPL/keys', {
    form: 'x509',
    material: recipient.certificatePem,
  });
  await desk.reviewer.send('POST', `agencies/QC-SPL/keys/${key.body.id}/approval`, {
    fingerprint: key.body.fingerprint,
  });
  await desk.administrator.send('PUT', 'agencies/QC-SPL/channel', { kind: 'spool' });
  return recipient;
}

/** Holds every acknowledgement against what is there: faults in words, none when nothing was lost and nothing doubled. */
export async function reportFaults(campaign: KillCampaign): Promise<string[]> {
  const told = Map.groupBy(campaign.witness.all(), (seen) => seen.ispwsId);
  const faults: string[] = [];
  const numbers = new Set<string>();
  for (const [ispwsId, acts] of told) {
    const shown = await found(campaign, ispwsId);
    if (!shown) {
      faults.push(`${ispwsId}: acknowledged and lost`);
      continue;
    }
    if (numbers.has(shown.report)) faults.push(`${ispwsId}: shares its number with another`);
    numbers.add(shown.report);
    for (const act of acts.filter((seen) => seen.act === 'upload')) {
      const held = shown.files.filter((file) => file.md5 === act.md5).length;
      if (held !== 1) faults.push(`${ispwsId}: an acknowledged file is there ${held} times`);
    }
    if (acts.some((seen) => seen.act === 'finish') && shown.state === 'unfinished')
      faults.push(`${ispwsId}: finished and forgotten`);
  }
  return faults;
}

/** Null only when the house is up and does not know the number. */
async function found(campaign: KillCampaign, ispwsId: number): Promise<Shown | null> {
  const answer = await campaign.investigator.send<Shown>('GET', `reports/${ispwsId}`);
  if (answer.status === 200) return answer.body;
  if (answer.status === 404) return null;
  throw new Error(`GET reports/${ispwsId} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}

/** Waits for the work under way, then holds the recipients' folders against the packages: complete, verified, one file for each delivery. */
export async function packageFaults(
  campaign: KillCampaign,
  laval: Recipient,
): Promise<{ delivered: number; faults: string[] }> {
  const packages = await eventually(() => whenQuiet(campaign), 600_000);
  const delivered = packages.filter((item) => item.state === 'delivered');
  const spool = join(campaign.dataDir, 'spool', 'out');
  const found = existsSync(spool) ? globSync('*/*', { cwd: spool }).sort() : [];
  const faults: string[] = [];
  for (const { package: number, recipient } of delivered) {
    const own = found.filter((file) => file.startsWith(`${recipient.code}/${number}.zip.`));
    if (own.length !== 1) faults.push(`${number}: delivered, and ${own.length} files in the folder`);
  }
  const numbers = new Set(delivered.map((item) => item.package));
  for (const file of found) {
    const number = basename(file).split('.')[0] ?? '';
    if (!numbers.has(number) || !/\.zip\.(p7m|age)$/.test(file))
      faults.push(`${file}: in the folder without a delivery`);
    else faults.push(...(await bagFaults(campaign, laval, file)));
  }
  return { delivered: delivered.length, faults };
}

async function bagFaults(campaign: KillCampaign, laval: Recipient, file: string): Promise<readonly string[]> {
  const key = file.endsWith('.age')
    ? join(campaign.dataDir, 'demo-recipients', `${dirname(file)}.age-key`)
    : laval.keyFile;
  const path = join(campaign.dataDir, 'spool', 'out', file);
  const verdict = await vigieJson<{ ok: boolean; faults: unknown[] }>(
    '/nonexistent',
    'package',
    'verify',
    path,
    '--key',
    key,
  );
  return verdict.ok ? [] : [`${file}: ${JSON.stringify(verdict.faults)}`];
}

async function whenQuiet(campaign: KillCampaign): Promise<PackageLine[] | null> {
  const { items } = await campaign.investigator.get<{ items: PackageLine[] }>('packages?limit=200');
  return items.some((item) => ['submitted', 'released', 'sent'].includes(item.state)) ? null : items;
}
