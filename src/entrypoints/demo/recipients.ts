import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StaffActor } from '#core/actor.ts';
import type { Bilingual } from '#core/locale.ts';
import { granted } from '#core/result.ts';
import { approveRecipientKey, listAgencies, proposeRecipientKey } from '#features/routing';
import { newAgeIdentity } from '#platform/crypto/age-identity.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import type { Instance } from '../instance.ts';

const MAKING: Bilingual = {
  en: 'Giving every police service of the demonstration a key of its own.',
  fr: 'Attribution d’une clé à chaque service de police de la démonstration.',
};

const EVERY_AGENCY = 500;

/**
 * Gives each service of the directory an age key, entered by one person and approved by another as any key is. The private halves
 * lie in `<data>/demo-recipients/`, so that a visitor can play the receiving officer with stock tools. Demonstration only.
 */
export async function giveRecipientsKeys(
  instance: Instance,
  proposer: StaffActor,
  approver: StaffActor,
  tell: (words: Bilingual) => void,
): Promise<void> {
  tell(MAKING);
  const folder = join(instance.settings.dataDir, 'demo-recipients');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { items } = granted(
    await listAgencies(instance.db, { country: null, text: null, limit: EVERY_AGENCY, after: null }),
  );
  const keys = await Promise.all(items.map(async ({ code }) => ({ code, ...(await newAgeIdentity()) })));
  await Promise.all(
    keys.map(({ code, identity }) => writeFile(join(folder, `${code}.age-key`), `${identity}\n`, { mode: 0o600 })),
  );
  await inTransaction(instance.db, async (tx) => {
    for (const { code, recipient } of keys) await enterKey(tx, instance, { proposer, approver }, code, recipient);
  });
}

async function enterKey(
  tx: Tx,
  instance: Instance,
  people: { readonly proposer: StaffActor; readonly approver: StaffActor },
  code: string,
  material: string,
): Promise<void> {
  const proposed = await proposeRecipientKey(tx, instance, people.proposer, { code, material });
  if (!proposed.ok) throw new Error(`The demonstration's key of ${code} was refused: ${proposed.refusal.kind}.`);
  const approved = await approveRecipientKey(tx, instance, people.approver, proposed.value);
  if (!approved.ok) throw new Error(`The demonstration's key of ${code} was not approved: ${approved.refusal.kind}.`);
}
