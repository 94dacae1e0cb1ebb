import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** A log or document of a draft, whole or on its way. */
export interface Upload {
  readonly uploadId: string;
  readonly draftId: number;
  readonly name: string;
  readonly sizeBytes: number;
  readonly startedAt: Instant;
  readonly objectId: ObjectId | null;
  /** Bytes here so far. */
  readonly offset: number;
}

const UPLOAD = `upload.upload_id as "uploadId", upload.draft_id as "draftId", upload.name, upload.size_bytes as "sizeBytes",
  upload.started_at as "startedAt", upload.object_id as "objectId",
  case when upload.object_id is not null then upload.size_bytes else
    (select coalesce(max(part.starts_at + part.size_bytes), 0)::bigint
     from intake_notice_upload_part part where part.upload_id = upload.upload_id) end as offset`;

/** One upload; on the desk's connection, one of the session's own provider. */
export async function selectUpload(q: Queryable, uploadId: string): Promise<Upload | null> {
  const [row] = await q.query<Upload>(`select ${UPLOAD} from intake_notice_upload upload where upload.upload_id = $1`, [
    uploadId,
  ]);
  return row ?? null;
}

/** Files of a draft in the order they were begun. */
export function selectUploads(q: Queryable, draftId: number): Promise<Upload[]> {
  return q.query<Upload>(
    `select ${UPLOAD} from intake_notice_upload upload where upload.draft_id = $1 order by upload.started_at, upload.upload_id`,
    [draftId],
  );
}

export async function insertUpload(tx: Tx, upload: Omit<Upload, 'objectId' | 'offset'>): Promise<void> {
  const { uploadId, draftId, name, sizeBytes, startedAt } = upload;
  await tx.query(
    `insert into intake_notice_upload (upload_id, draft_id, name, size_bytes, started_at) values ($1, $2, $3, $4, $5)`,
    [uploadId, draftId, name, sizeBytes, startedAt],
  );
}

/** Adds a piece; a second one at the same place fails on the key: two who resume at once cannot both be right. */
export async function insertPart(
  tx: Tx,
  part: {
    readonly uploadId: string;
    readonly startsAt: number;
    readonly sizeBytes: number;
    readonly objectId: ObjectId;
  },
): Promise<void> {
  await tx.query(
    'insert into intake_notice_upload_part (upload_id, starts_at, size_bytes, object_id) values ($1, $2, $3, $4)',
    [part.uploadId, part.startsAt, part.sizeBytes, part.objectId],
  );
}

/** The pieces of an upload, in order. */
export async function selectParts(q: Queryable, uploadId: string): Promise<readonly ObjectId[]> {
  const rows = await q.query<{ objectId: ObjectId }>(
    'select object_id as "objectId" from intake_notice_upload_part where upload_id = $1 order by starts_at',
    [uploadId],
  );
  return rows.map((row) => row.objectId);
}

/** The upload is whole: one object, and no pieces any more. */
export async function completeUpload(tx: Tx, uploadId: string, objectId: ObjectId): Promise<void> {
  await tx.query(
    `with parts as (delete from intake_notice_upload_part where upload_id = $1)
     update intake_notice_upload set object_id = $2 where upload_id = $1`,
    [uploadId, objectId],
  );
}

/** Takes an upload out of its draft. */
export async function deleteUpload(tx: Tx, uploadId: string): Promise<void> {
  await tx.query('delete from intake_notice_upload where upload_id = $1', [uploadId]);
}

/** Objects that other uploads of a draft hold too: the same content may be attached twice. */
export async function selectHeldElsewhere(tx: Tx, draftId: number, uploadId: string): Promise<readonly ObjectId[]> {
  const rows = await tx.query<{ objectId: ObjectId }>(
    `select whole.object_id as "objectId" from intake_notice_upload whole
     where whole.draft_id = $1 and whole.upload_id <> $2 and whole.object_id is not null
     union
     select part.object_id from intake_notice_upload_part part
     join intake_notice_upload held on held.upload_id = part.upload_id
     where held.draft_id = $1 and held.upload_id <> $2`,
    [draftId, uploadId],
  );
  return rows.map((row) => row.objectId);
}

/** Files that never came whole, of drafts nobody has touched since. */
export function selectStaleUploads(
  q: Queryable,
  before: Instant,
  limit: number,
): Promise<Pick<Upload, 'uploadId' | 'draftId'>[]> {
  return q.query(
    `select upload.upload_id as "uploadId", upload.draft_id as "draftId"
     from intake_notice_draft draft
     join intake_notice_upload upload on upload.draft_id = draft.draft_id and upload.object_id is null
     where draft.sent_at is null and draft.saved_at < $1
     order by draft.saved_at
     limit $2`,
    [before, limit],
  );
}
