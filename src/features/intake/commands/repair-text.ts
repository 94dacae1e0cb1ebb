import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { REPAIR_REPORT } from '../domain/permissions.ts';
import { staysInVault } from '../domain/stays-in-vault.ts';
import { type ChosenReader, readerOf, readText } from '../queries/read-bytes.ts';
import type { ReceiveDeps } from '../received.ts';
import { lockStates } from '../store/ledger.ts';
import { selectUnread } from '../store/repair.ts';
import { amendReports } from './amend-reports.ts';
import { detailOf } from './place-records.ts';
import { prepareRaw } from './prepare-raw.ts';

export type RepairRefusal =
  | NotPermitted
  | { readonly kind: 'not-waiting' | 'no-such-mapping' | 'disk-full' | 'several-records' }
  | { readonly kind: 'still-unreadable'; readonly reason: string };

/**
 * A person repaired a copy of the text: it is kept as further bytes under their name and becomes the next version of the same report;
 * the bytes received stay. Refused, and nothing kept, while no reader understands it.
 */
export async function repairText(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  reportId: number,
  repaired: { readonly text: string; readonly note: string; readonly reader: ChosenReader },
): Promise<Result<{ readonly version: number }, RepairRefusal>> {
  const allowed = await requirePermission(tx, actor, REPAIR_REPORT, [reportId]);
  if (!allowed.ok) return allowed;
  const reader = await readerOf(tx, repaired.reader);
  if (reader === null) return refuse({ kind: 'no-such-mapping' });
  await lockStates(tx, [reportId]);
  const [row] = await selectUnread(tx, [reportId]);
  if (row === undefined || row.reading !== 'unreadable') return refuse({ kind: 'not-waiting' });
  const bytes = Buffer.from(repaired.text);
  const { records, many, reason } = await readText(tx, reader, { ...row, bytes }, deps.clock.now());
  if (many !== null) return refuse({ kind: 'several-records' });
  const [only] = records;
  if (only === undefined) return refuse({ kind: 'still-unreadable', reason: reason ?? 'no-records' });
  if (records.length > 1) return refuse({ kind: 'several-records' });
  if (only.unreadable !== null) return refuse({ kind: 'still-unreadable', reason: only.unreadable });
  const fileName = row.fileName ?? undefined;
  const raw = await prepareRaw(deps.vault, bytes, {
    contentType: row.contentType ?? undefined,
    fileName,
    staysInVault: staysInVault(only.report),
  });
  if (!raw.ok) return raw;
  const detail = { ...detailOf(repaired.reader), fromVersion: row.version };
  const repair = { act: 'repaired' as const, detail, note: repaired.note };
  await amendReports(tx, deps, actor, [{ row, report: only.report, raw: { raw: raw.value, kind: 'repair' }, repair }]);
  await record(tx, {
    actor,
    act: REPAIR_REPORT.name,
    objectKind: 'report',
    objectIds: [reportId],
    outcome: 'done',
    detail: { act: 'repaired', version: row.version + 1 },
  });
  return ok({ version: row.version + 1 });
}
