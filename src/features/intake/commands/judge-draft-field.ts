import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { isIdentifier } from '../domain/find-pdf-fields.ts';
import { JUDGE_DRAFT } from '../domain/permissions.ts';
import { identifierOf } from '../parse/normalise-identifier.ts';
import { reportHeads } from '../queries/report-heads.ts';
import {
  type DraftField,
  type DraftVerdict,
  deleteConfirmed,
  lockDraftField,
  saveDraftVerdict,
} from '../store/draft-fields.ts';
import { takeIds } from '../store/receive.ts';
import { insertReceived } from '../store/received-tables.ts';
import { identifierRow } from './receipt-rows.ts';

export type DraftRefusal = NotPermitted | { readonly kind: 'unknown-field' };

/**
 * A person confirms or rejects one line of a tip's PDF; the last word counts. A confirmed identifier becomes one of the report, with its
 * place in the PDF, and the report goes its road again; rejected, it is one no more.
 */
export async function judgeDraftField(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: Actor,
  judged: { readonly reportId: number; readonly fieldId: number; readonly verdict: DraftVerdict },
): Promise<Result<null, DraftRefusal>> {
  const { reportId, fieldId, verdict } = judged;
  const allowed = await requirePermission(tx, actor, JUDGE_DRAFT, [reportId]);
  if (!allowed.ok) return allowed;
  const field = await lockDraftField(tx, reportId, fieldId);
  const [head] = await reportHeads(tx, [reportId]);
  if (!field || !head) return refuse({ kind: 'unknown-field' });
  if (field.verdict === verdict) return ok(null);
  await saveDraftVerdict(tx, fieldId, { verdict, by: actorRef(actor), at: deps.clock.now() });
  if (isIdentifier(field.kind)) {
    await deleteConfirmed(tx, reportId, placeOf(field));
    if (verdict === 'confirmed') {
      const { identifiers } = await takeIds(tx, { identifiers: 1 });
      const row = identifierRow(confirmed(field, actor), { report_id: reportId, version: head.version });
      await insertReceived(tx, 'intake_identifier', [{ identifier_id: identifiers[0], ...row }]);
    }
    await announce(tx, { kind: 'report.amended', subjects: [reportId] });
  }
  const detail = { field: fieldId, verdict };
  await record(tx, {
    actor,
    act: JUDGE_DRAFT.name,
    objectKind: 'report',
    objectIds: [reportId],
    outcome: 'done',
    detail,
  });
  return ok(null);
}

/** `pdf:9f86d081884c/page[2]/line[14]/ip`: the document by its digest, so that the place holds in every version of the report. */
export function placeOf(field: Pick<DraftField, 'pdfSha256' | 'page' | 'line' | 'kind'>): string {
  return `pdf:${field.pdfSha256.slice(0, 12)}/page[${field.page}]/line[${field.line}]/${field.kind}`;
}

function confirmed(field: DraftField, actor: Actor) {
  if (!isIdentifier(field.kind)) throw new Error(`A line of kind ${field.kind} is no identifier.`);
  const caveat = `from the PDF of the tip, "${field.label}"; confirmed by ${actorRef(actor)}`;
  return identifierOf({ kind: field.kind, value: field.value, path: placeOf(field), caveat });
}
