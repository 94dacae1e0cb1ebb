import { createHash } from 'node:crypto';
import { generatedBytes, type ProviderClient, submitReport } from '../support/provider.ts';
import type { StaffClient } from '../support/staff-client.ts';
import type { Witness } from './witness.ts';

/** Whether the work should go on; turned off at the end of a campaign. */
export interface Switch {
  on: boolean;
}

/** A provider that never tires: submits, uploads, finishes, and writes down every acknowledgement before going on. */
export async function reportWithoutRest(
  client: () => ProviderClient,
  witness: Witness,
  until: Switch,
  name: string,
): Promise<void> {
  for (let round = 0; until.on; round += 1) {
    try {
      const seed = createHash('sha256').update(`${name}/${round}`).digest().readUInt32BE(0);
      const bytes = generatedBytes(seed, 2_000 + (seed % 60_000));
      const ispwsId = await submitReport(client(), { account: `acct-${name}-${round}`, finish: false });
      witness.write({ ispwsId, act: 'submit' });
      const uploaded = await client().uploadFile({ id: ispwsId, file: new File([bytes], `pattern-${round}.dat`) });
      witness.write({ ispwsId, act: 'upload', md5: uploaded.data.hash ?? '' });
      await client().finishReport({ id: ispwsId });
      witness.write({ ispwsId, act: 'finish' });
    } catch {
      // The house was down: nothing was acknowledged, nothing is owed.
      await pause();
    }
  }
}

/** Two people who never tire: one takes, decides, fills and submits; the other releases what is sealed. */
export async function workWithoutRest(
  desk: { investigator: StaffClient; reviewer: StaffClient },
  until: Switch,
): Promise<void> {
  while (until.on) {
    try {
      await workOnce(desk);
    } catch {
      await pause();
    }
  }
}

/** One report decided, a few packages moved on, a few released. */
export async function workOnce(desk: { investigator: StaffClient; reviewer: StaffClient }): Promise<void> {
  await decideOne(desk.investigator);
  await moveDrafts(desk.investigator);
  await releaseSealed(desk.reviewer);
}

async function decideOne(investigator: StaffClient): Promise<void> {
  const taken = await investigator.send<{ report: string }>('POST', 'queue/next');
  if (taken.status !== 200) return;
  const { report } = taken.body;
  const page = await investigator.get<{ dispositions: { code: string; reasons: { code: string }[] }[] }>(
    `reports/${report}/triage`,
  );
  const reason = page.dispositions.find((one) => one.code === 'package')?.reasons[0]?.code;
  await investigator.send('POST', `reports/${report}/decision`, { disposition: 'package', reason });
}

async function moveDrafts(investigator: StaffClient): Promise<void> {
  const drafts = await investigator.get<{ items: { package: string }[] }>('packages?state=draft');
  for (const { package: number } of drafts.items.slice(0, 3)) {
    const page = await investigator.get<{ items: { item: number; state: string }[] }>(`packages/${number}`);
    for (const item of page.items.filter((one) => one.state === 'pending')) {
      await investigator.send('PUT', `packages/${number}/items/${item.item}`, {
        state: 'not-applicable',
        reason: 'none was sought',
      });
    }
    await investigator.send('POST', `packages/${number}/submission`);
  }
}

async function releaseSealed(reviewer: StaffClient): Promise<void> {
  const sealed = await reviewer.get<{ items: { package: string }[] }>('packages?state=sealed');
  for (const { package: number } of sealed.items.slice(0, 3)) {
    const { bagHash } = await reviewer.get<{ bagHash: string }>(`packages/${number}`);
    await reviewer.send('POST', `packages/${number}/release`, { bagHash });
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 40));
}
