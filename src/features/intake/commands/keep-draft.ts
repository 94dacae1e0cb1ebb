import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import { destroyCaseKey, type Vault } from '#features/vault';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { NoticeAnswers } from '../domain/notice-answers.ts';
import { FILE_NOTICE } from '../domain/permissions.ts';
import { deleteDraft, insertDraft, lockDraft, saveAnswers, selectDraft } from '../store/drafts.ts';

interface Deps {
  readonly clock: Clock;
}

export interface NoSuchDraft {
  readonly kind: 'no-such-draft';
}

/** Begins a notice; in a transaction bound to the person's session, as everything here. */
export async function startDraft(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  wanted: { readonly providerId: number; readonly duty: 's2' | 's3'; readonly reference: string | null },
): Promise<Result<number, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, FILE_NOTICE);
  if (!allowed.ok) return allowed;
  const draftId = await insertDraft(tx, { ...wanted, startedBy: actor.staffId, at: deps.clock.now() });
  await recordOn(tx, actor, 'start-notice-draft', draftId);
  return ok(draftId);
}

/** Keeps these answers, right or wrong, over those of before. A draft of another provider does not exist. */
export async function saveDraft(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  draftId: number,
  answers: NoticeAnswers,
): Promise<Result<null, NotPermitted | NoSuchDraft>> {
  const allowed = await requirePermission(tx, actor, FILE_NOTICE);
  if (!allowed.ok) return allowed;
  if (!(await saveAnswers(tx, draftId, answers, deps.clock.now()))) return refuse({ kind: 'no-such-draft' });
  await recordOn(tx, actor, 'save-notice-draft', draftId);
  return ok(null);
}

/** Gives up a draft that was not sent, with every file of it. `service` sees the vault; the wall is asked before it. */
export async function dropDraft(
  databases: {
    /** Bound to the person's session. */ readonly own: <T>(act: (tx: Tx) => Promise<T>) => Promise<T>;
    readonly service: <T>(act: (tx: Tx) => Promise<T>) => Promise<T>;
  },
  deps: Deps & { readonly vault: Pick<Vault, 'keys'> },
  actor: StaffActor,
  draftId: number,
): Promise<Result<null, NoSuchDraft>> {
  const draft = await databases.own((tx) => selectDraft(tx, draftId));
  if (draft === null || draft.reportNumber !== null) return refuse({ kind: 'no-such-draft' });
  return databases.service(async (tx) => {
    const locked = await lockDraft(tx, draftId);
    if (locked === null || locked.reportNumber !== null) return refuse({ kind: 'no-such-draft' });
    await deleteDraft(tx, draftId);
    await destroyCaseKey(tx, deps, { kind: 'draft', id: draftId }, { actor });
    await recordOn(tx, actor, 'drop-notice-draft', draftId);
    return ok(null);
  });
}

async function recordOn(tx: Tx, actor: StaffActor, act: string, draftId: number): Promise<void> {
  await record(tx, { actor, act, objectKind: 'notice-draft', objectIds: [draftId], outcome: 'done' });
}
