import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaffActor } from '#core/actor.ts';
import type { Bilingual } from '#core/locale.ts';
import { granted } from '#core/result.ts';
import { importPaths, listReports } from '#features/intake';
import type { Instance } from '../instance.ts';
import { intakeDeps } from '../wiring.ts';
import { giveRecipientsKeys } from './recipients.ts';
import { simulate } from './simulate.ts';

const REPORTS = 240;
const SEED = 7;

const LOADING: Bilingual = {
  en: `Loading a synthetic caseload of ${REPORTS} reports.`,
  fr: `Chargement d’un ensemble fictif de ${REPORTS} signalements.`,
};

/** Loads the demonstration once: keys of the recipients, and reports by the same import as any other, so that what a visitor sees is what the road does. */
export async function loadCaseload(
  instance: Instance,
  staff: readonly StaffActor[],
  tell: (words: Bilingual) => void,
): Promise<void> {
  const anything = granted(await listReports(instance.db, { limit: 1 }));
  if (anything.items.length > 0) return;
  const [proposer, , approver] = staff;
  if (proposer && approver) await giveRecipientsKeys(instance, proposer, approver, tell);
  tell(LOADING);
  const folder = await mkdtemp(join(tmpdir(), 'vigie-demo-'));
  try {
    await simulate({ reports: REPORTS, seed: SEED, out: folder });
    const deps = intakeDeps(instance);
    await importPaths(deps, instance.operator, [join(folder, 'ncmec')], { source: 'ncmec' });
    await importPaths(deps, instance.operator, [join(folder, 'provider')], {
      source: 'provider',
      provider: 'Example ISP',
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
