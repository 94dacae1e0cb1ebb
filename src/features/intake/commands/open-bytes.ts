import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { OPEN_BYTES } from '../domain/permissions.ts';
import { MOST_TEXT_BYTES, type ShownBytes, showBytes } from '../domain/show-bytes.ts';
import { type FaultPlace, placeOfFault } from '../parse/place-of-fault.ts';
import type { ReceiveDeps } from '../received.ts';
import { selectUnread, type UnreadRow } from '../store/repair.ts';

export type OpenedBytes = ShownBytes & { readonly place: FaultPlace | null };

/** Opens the bytes of a report that could not be read, for one person with the purpose they gave: their beginning, as characters or numbers. Audited either way. */
export async function openBytes(
  tx: Tx,
  deps: Pick<ReceiveDeps, 'vault'>,
  actor: Actor,
  reportId: number,
  purpose: string,
): Promise<Result<OpenedBytes, NotPermitted | { readonly kind: 'not-waiting' }>> {
  const allowed = await requirePermission(tx, actor, OPEN_BYTES, [reportId]);
  if (!allowed.ok) return allowed;
  const [row] = await selectUnread(tx, [reportId]);
  if (row === undefined || row.reading !== 'unreadable') return refuse({ kind: 'not-waiting' });
  const head = await headOf(tx, deps, row);
  const act = OPEN_BYTES.name;
  await record(tx, { actor, act, objectKind: 'report', objectIds: [reportId], outcome: 'done', purpose });
  const shown = showBytes(head, row.sizeBytes);
  return ok({ ...shown, place: shown.isCut ? null : placeOfFault(head) });
}

async function headOf(tx: Tx, deps: Pick<ReceiveDeps, 'vault'>, row: UnreadRow): Promise<Buffer> {
  if (row.bytes !== null) return row.bytes;
  if (row.objectId === null) return Buffer.alloc(0);
  const stream = await deps.vault.openObject(tx, row.objectId);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= MOST_TEXT_BYTES) break;
  }
  return Buffer.concat(parts);
}
