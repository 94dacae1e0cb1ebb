import type { Actor } from '#core/actor.ts';
import type { Bilingual } from '#core/locale.ts';
import { mayAct } from '#core/permission.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { compareDraft, type SaidByReport } from '../domain/compare-draft.ts';
import { isIdentifier } from '../domain/find-pdf-fields.ts';
import { JUDGE_DRAFT, READ_REPORT } from '../domain/permissions.ts';
import { identifierOf } from '../parse/normalise-identifier.ts';
import { type DraftField, selectDraftFields, selectTipPdfs, type TipPdf } from '../store/draft-fields.ts';
import type { ReportFacts, ReportHead } from '../types.ts';
import { reportFacts } from './report-facts.ts';
import { reportHeads } from './report-heads.ts';
import type { ReadRefusal } from './show-report.ts';

/** The PDFs of a tip and what their labelled lines say, each beside what the report says. Audited; refuses those who may not read. */
export async function draftFields(tx: Tx, actor: Actor, reportId: number): Promise<Result<DraftPage, ReadRefusal>> {
  const read = await requirePermission(tx, actor, READ_REPORT, [reportId]);
  if (!read.ok) return read;
  const [head] = await reportHeads(tx, [reportId]);
  const [facts] = await reportFacts(tx, [reportId]);
  if (!head || !facts) return refuse({ kind: 'unknown-report' });
  await record(tx, { actor, act: READ_REPORT.name, objectKind: 'report', objectIds: [reportId], outcome: 'done' });
  const [pdfs, fields] = [await selectTipPdfs(tx, reportId), await selectDraftFields(tx, reportId)];
  const allowed = mayAct(actor, JUDGE_DRAFT);
  const actions = [{ name: JUDGE_DRAFT.name, allowed, reason: allowed ? null : NOT_PERMITTED }];
  return ok({ ...pageOf(pdfs, fields, saidBy(head, facts)), actions });
}

/** What the screen of draft fields shows (contract of `GET reports/{report}/draft-fields`). */
export type DraftPage = ReturnType<typeof pageOf> & {
  /** Acts as buttons: allowed, or not and why. */
  readonly actions: readonly { readonly name: string; readonly allowed: boolean; readonly reason: Bilingual | null }[];
};

const NOT_PERMITTED: Bilingual = { en: 'Your role does not do this.', fr: 'Votre rôle ne le permet pas.' };

function pageOf(pdfs: readonly TipPdf[], fields: readonly DraftField[], said: SaidByReport) {
  const held = new Set(pdfs.map((pdf) => pdf.sha256));
  return {
    pdfs: pdfs.map(({ fileId: file, name, sha256, outcome, pages, isCut }) => {
      return { file, name, sha256, outcome, pages, isCut: isCut ?? false };
    }),
    fields: fields.filter((field) => held.has(field.pdfSha256)).map((field) => fieldLine(field, said)),
  };
}

function fieldLine(field: DraftField, said: SaidByReport) {
  const { fieldId: id, pdfSha256: pdf, page, line, label, kind, value, verdict, judgedBy, judgedAt } = field;
  const normal = isIdentifier(kind) ? identifierOf({ kind, value, path: '' }).normal : null;
  return {
    id,
    pdf,
    page,
    line,
    label,
    kind,
    value,
    verdict,
    judgedBy,
    judgedAt,
    ...compareDraft({ kind, value, normal }, said),
  };
}

function saidBy(head: ReportHead, facts: ReportFacts): SaidByReport {
  return {
    externalId: head.externalId,
    ncmecPriority: facts.content.ncmecPriority,
    incidentTypes: facts.incidents.flatMap(({ incidentType }) => incidentType ?? []),
    occurred: facts.incidents.flatMap(({ occurred }) => occurred?.asWritten ?? []),
    reportedAt: facts.content.reportedAt?.asWritten ?? null,
    identifiers: facts.identifiers,
    files: facts.files.map((file) => file.details),
  };
}
