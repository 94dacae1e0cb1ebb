import { plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { record } from '#features/audit';
import { destroyCaseKey } from '#features/vault';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { PORTAL_RULES } from '../portal/portal-rules.ts';
import type { IntakeDeps } from '../received.ts';
import { deleteDraft, lockStaleDraft, selectStaleDrafts } from '../store/drafts.ts';
import { selectStaleUploads } from '../store/uploads.ts';
import { removeUpload } from './remove-upload.ts';

const ROUND = { kind: 'stage', stage: 'sweep-notice-drafts' } as const;

/** So many drafts and so many files a round; the others have the next one. */
const MOST = 200;

export interface SweptDrafts {
  readonly drafts: number;
  readonly files: number;
}

/**
 * Lets go of what a provider has begun and left: files that never came whole, then drafts, with the key of their bytes. Each one in a
 * transaction of its own, looked at again under its lock: who comes back in that moment keeps it. What was sent is no draft any more.
 */
export async function sweepDrafts(deps: Pick<IntakeDeps, 'db' | 'clock' | 'vault'>): Promise<SweptDrafts> {
  const now = deps.clock.now();
  const untouchedSince = (days: number) => plusMs(now, -days * DAY_MS);
  const before = untouchedSince(PORTAL_RULES.draft.keptDays);
  let drafts = 0;
  for (const draftId of await selectStaleDrafts(deps.db, before, MOST))
    drafts += (await dropStale(deps, draftId, before)) ? 1 : 0;
  const unfinished = await selectStaleUploads(deps.db, untouchedSince(PORTAL_RULES.unfinishedFile.keptDays), MOST);
  for (const upload of unfinished) await removeUpload(deps, ROUND, upload);
  return { drafts, files: unfinished.length };
}

function dropStale(
  deps: Pick<IntakeDeps, 'db' | 'clock' | 'vault'>,
  draftId: number,
  before: ReturnType<typeof plusMs>,
): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    if (!(await lockStaleDraft(tx, draftId, before))) return false;
    await deleteDraft(tx, draftId);
    await destroyCaseKey(tx, deps, { kind: 'draft', id: draftId }, { actor: ROUND });
    await record(tx, {
      actor: ROUND,
      act: 'sweep-notice-draft',
      objectKind: 'notice-draft',
      objectIds: [draftId],
      outcome: 'done',
      detail: { rules: PORTAL_RULES.version },
    });
    return true;
  });
}
