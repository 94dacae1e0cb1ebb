import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { NoticeAnswers } from '../domain/notice-answers.ts';

/** A notice somebody of a provider is writing. */
export interface Draft {
  readonly draftId: number;
  readonly providerId: number;
  readonly duty: 's2' | 's3';
  readonly reference: string;
  readonly answers: NoticeAnswers;
  readonly savedAt: Instant;
  /** The number of the notice it became; null while it is a draft. */
  readonly reportNumber: string | null;
}

const DRAFT = `draft_id as "draftId", provider_id as "providerId", duty, reference, answers, saved_at as "savedAt",
  report_number as "reportNumber"`;

// No statement here names a provider: the wall around the table does (migration 0032).

/** A draft of the session's own provider; null for every other. */
export async function selectDraft(q: Queryable, draftId: number): Promise<Draft | null> {
  const [row] = await q.query<Draft>(`select ${DRAFT} from intake_notice_draft where draft_id = $1`, [draftId]);
  return row ?? null;
}

/** The same, its row locked: of two who send it at once, the second finds it sent. */
export async function lockDraft(tx: Tx, draftId: number): Promise<Draft | null> {
  const [row] = await tx.query<Draft>(`select ${DRAFT} from intake_notice_draft where draft_id = $1 for update`, [
    draftId,
  ]);
  return row ?? null;
}

/** What a provider has begun and not sent, last saved first. */
export function selectOpenDrafts(q: Queryable, providerId: number): Promise<Draft[]> {
  return q.query<Draft>(
    `select ${DRAFT} from intake_notice_draft
     where provider_id = $1 and sent_at is null
     order by saved_at desc
     limit 200`,
    [providerId],
  );
}

export async function insertDraft(
  tx: Tx,
  draft: {
    readonly providerId: number;
    readonly duty: Draft['duty'];
    readonly reference: string | null;
    readonly startedBy: number;
    readonly at: Instant;
  },
): Promise<number> {
  const [row] = await tx.query<{ draftId: number }>(
    `with next as (select nextval('intake_notice_draft_draft_id_seq') as draft_id)
     insert into intake_notice_draft (draft_id, provider_id, duty, reference, answers, started_by, started_at, saved_at)
     overriding system value
     select draft_id, $1, $2, coalesce($3, 'portal-' || draft_id), '{}', $4, $5, $5 from next
     returning draft_id as "draftId"`,
    [draft.providerId, draft.duty, draft.reference, draft.startedBy, draft.at],
  );
  if (!row) throw new Error('A draft was not inserted.');
  return row.draftId;
}

/** Puts these answers over the ones kept; whether there was such a draft, not yet sent. */
export async function saveAnswers(tx: Tx, draftId: number, answers: NoticeAnswers, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    `update intake_notice_draft set answers = answers || $2::jsonb, saved_at = $3
     where draft_id = $1 and sent_at is null
     returning draft_id`,
    [draftId, JSON.stringify(answers), at],
  );
  return rows.length > 0;
}

/** From now on the content is the report's alone. */
export async function markSent(
  tx: Tx,
  sent: { readonly draftId: number; readonly reportNumber: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `with files as (delete from intake_notice_upload where draft_id = $1)
     update intake_notice_draft set answers = '{}', sent_at = $3, report_number = $2 where draft_id = $1`,
    [sent.draftId, sent.reportNumber, sent.at],
  );
}

/** Gives up a draft that was not sent; whether there was one. */
export async function deleteDraft(tx: Tx, draftId: number): Promise<boolean> {
  await tx.query('delete from intake_notice_upload where draft_id = $1', [draftId]);
  const rows = await tx.query(
    'delete from intake_notice_draft where draft_id = $1 and sent_at is null returning draft_id',
    [draftId],
  );
  return rows.length > 0;
}

/** Somebody is still at it: a piece of a file has come. */
export async function touchDraft(tx: Tx, draftId: number, at: Instant): Promise<void> {
  await tx.query('update intake_notice_draft set saved_at = $2 where draft_id = $1 and sent_at is null', [draftId, at]);
}

// By the index `intake_notice_draft_touched`: drafts that were sent are not in it.

/** Drafts of any provider that nobody has touched since, the longest left first. */
export async function selectStaleDrafts(q: Queryable, before: Instant, limit: number): Promise<readonly number[]> {
  const rows = await q.query<{ draftId: number }>(
    `select draft_id as "draftId" from intake_notice_draft
     where sent_at is null and saved_at < $1
     order by saved_at
     limit $2`,
    [before, limit],
  );
  return rows.map((row) => row.draftId);
}

/** Locks such a draft; false when somebody came back to it, sent it or gave it up meanwhile. */
export async function lockStaleDraft(tx: Tx, draftId: number, before: Instant): Promise<boolean> {
  const rows = await tx.query(
    'select from intake_notice_draft where draft_id = $1 and sent_at is null and saved_at < $2 for update',
    [draftId, before],
  );
  return rows.length > 0;
}
