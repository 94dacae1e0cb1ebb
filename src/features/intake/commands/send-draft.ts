import type { StaffActor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { destroyCaseKey, type StoredBytes } from '#features/vault';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { linesOf, noticeFrom } from '../domain/notice-answers.ts';
import { type AnswerFault, faultsOfNotice, faultsOn } from '../domain/notice-faults.ts';
import { writeAddresses } from '../parse/write-notice.ts';
import type { IntakeDeps } from '../received.ts';
import { type Draft, lockDraft, markSent, selectDraft } from '../store/drafts.ts';
import { selectUploads, type Upload } from '../store/uploads.ts';
import { fileNotice } from './file-notice.ts';

/** `incomplete`: what stands in the way, by page. `not-whole`: a file is still on its way. */
export type SendRefusal =
  | { readonly kind: 'no-such-draft' | 'not-filed' | 'not-whole' }
  | { readonly kind: 'incomplete'; readonly faults: readonly (AnswerFault & { readonly step: string })[] };

/**
 * Sends a draft of one's own provider: from then on it is a report, with its files, and the draft holds nothing any more. Sent again, it
 * answers the same number; so does another draft of the same reference that says the same.
 */
export async function sendDraft(
  deps: IntakeDeps,
  own: <T>(act: (tx: Tx) => Promise<T>) => Promise<T>,
  actor: StaffActor,
  draftId: number,
): Promise<Result<string, SendRefusal>> {
  const found = await own(async (tx) => {
    const draft = await selectDraft(tx, draftId);
    return draft && { draft, uploads: await selectUploads(tx, draftId) };
  });
  if (found === null) return refuse({ kind: 'no-such-draft' });
  const { draft, uploads } = found;
  if (draft.reportNumber !== null) return ok(draft.reportNumber);
  const faults = faultsOf(draft, Date.parse(deps.clock.now()));
  if (faults.length > 0) return refuse({ kind: 'incomplete', faults });
  if (uploads.some((upload) => upload.objectId === null)) return refuse({ kind: 'not-whole' });
  const attached = await storedAgain(deps, uploads);
  const said = saidIn(draft);
  const filed = await fileNotice(deps, actor, { channel: 'portal', said, attached });
  if (!filed.ok) return refuse({ kind: 'not-filed' });
  await inTransaction(deps.db, (tx) => letGo(tx, deps, actor, draftId, filed.value.incidentNumber));
  return ok(filed.value.incidentNumber);
}

function faultsOf({ duty, answers }: Draft, now: number) {
  if (duty === 's3') return faultsOfNotice(answers, now);
  return faultsOn('addresses', answers, now).map((fault) => ({ ...fault, step: 'addresses' }));
}

/** A notice of section 3; of section 2 the addresses and nothing else. The reference tells two reports of the same addresses apart. */
function saidIn({ duty, answers, reference }: Draft) {
  if (duty === 's3') return noticeFrom(answers, reference);
  return writeAddresses(linesOf(answers['addresses']), reference);
}

/** The vault keeps bytes for a report from a stream: known content finds its first object again, and no second copy stays. */
async function storedAgain(
  { db, vault }: IntakeDeps,
  uploads: readonly Upload[],
): Promise<{ readonly name: string; readonly stored: StoredBytes }[]> {
  const attached: { name: string; stored: StoredBytes }[] = [];
  for (const { name, objectId, sizeBytes } of uploads) {
    if (objectId === null) continue;
    const stored = await vault.storeStream(await vault.openObject(db, objectId), { maxBytes: sizeBytes });
    if (!stored.ok) throw new Error('An attached file could not be stored.');
    attached.push({ name, stored: stored.value });
  }
  return attached;
}

async function letGo(
  tx: Tx,
  deps: IntakeDeps,
  actor: StaffActor,
  draftId: number,
  reportNumber: string,
): Promise<void> {
  const draft = await lockDraft(tx, draftId);
  if (draft === null || draft.reportNumber !== null) return;
  await markSent(tx, { draftId, reportNumber, at: deps.clock.now() });
  await destroyCaseKey(tx, deps, { kind: 'draft', id: draftId }, { actor });
}
