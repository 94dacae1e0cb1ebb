import { type Actor, actorRef } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import { keepObject, type StoredBytes } from '#features/vault';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { undescribedFile } from '../domain/empty-report.ts';
import { ENTER_AT_DESK } from '../domain/permissions.ts';
import type { ReceiveDeps } from '../received.ts';
import { lockOwnEntry } from '../store/entries.ts';
import { takeIds } from '../store/receive.ts';
import { insertReceived } from '../store/received-tables.ts';

export type AttachRefusal = NotPermitted | { readonly kind: 'not-your-entry' };

/** Whether this person wrote the entry down: asked before the bytes are taken, and again with them. */
export async function ownsEntry(tx: Tx, actor: Actor, number: string): Promise<boolean> {
  const allowed = await requirePermission(tx, actor, ENTER_AT_DESK);
  return allowed.ok && (await lockOwnEntry(tx, number, actorRef(actor))) !== null;
}

/** Adds the paper to the entry of whoever wrote it down: its bytes lie in the vault, nobody has decoded them. */
export async function attachDocument(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  paper: { readonly report: string; readonly stored: StoredBytes; readonly name: string | null },
): Promise<Result<null, AttachRefusal>> {
  const allowed = await requirePermission(tx, actor, ENTER_AT_DESK);
  if (!allowed.ok) return allowed;
  const entry = await lockOwnEntry(tx, paper.report, actorRef(actor));
  if (entry === null) return refuse({ kind: 'not-your-entry' });
  const { reportId, version, files: ordinal } = entry;
  const { stored, name } = paper;
  const objectId = await keepObject(tx, deps, stored, { reportId, act: 'received', actor });
  const { files } = await takeIds(tx, { files: 1 });
  await insertReceived(tx, 'intake_file', [
    {
      file_id: files[0],
      report_id: reportId,
      version,
      ordinal,
      object_id: objectId,
      original_name: name,
      size_bytes: stored.sizeBytes,
      md5: stored.md5,
      sha1: stored.sha1,
      sha256: stored.sha256,
      viewed_by_esp: null,
      details: { ...undescribedFile(name), relevance: 'received document' },
      received_at: deps.clock.now(),
    },
  ]);
  await record(tx, { actor, act: 'attach-document', objectKind: 'report', objectIds: [reportId], outcome: 'done' });
  await announce(tx, { kind: 'report.amended', subjects: [reportId] });
  return ok(null);
}
