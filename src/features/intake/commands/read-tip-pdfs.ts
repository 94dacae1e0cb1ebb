import type { Clock } from '#core/clock.ts';
import { record } from '#features/audit';
import type { Vault } from '#features/vault';
import type { PdfText } from '#platform/decoder/pdf-text.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { findPdfFields } from '../domain/find-pdf-fields.ts';
import { insertDraftFields, insertReading, selectTipPdfs } from '../store/draft-fields.ts';

/** What reading the PDFs of tips needs: where they lie, and the wall behind which they are read. */
export interface TipPdfDeps {
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'openObject'>;
  readonly pdfText: PdfText;
}

const STAGE = { kind: 'stage', stage: 'read-tip-pdfs' } as const;

/**
 * Stage on `tip-pdf.received`: reads the PDFs of a report once each, behind the wall, and offers their labelled lines as drafts. One that
 * nobody can read is noted with the reason; nothing of a PDF becomes a fact of the report here.
 */
export async function readTipPdfs(db: Db, deps: TipPdfDeps, reportId: number): Promise<void> {
  for (const pdf of await selectTipPdfs(db, reportId)) {
    if (pdf.outcome !== null) continue;
    const words = await deps.pdfText.readLines(() => deps.vault.openObject(db, pdf.objectId));
    const outcome = words.ok ? 'read' : words.refusal.kind;
    const fields = words.ok ? findPdfFields(words.value.lines) : [];
    await inTransaction(db, async (tx) => {
      const { sha256 } = pdf;
      const [pages, isCut] = words.ok ? [words.value.pages, words.value.isCut] : [null, false];
      if (!(await insertReading(tx, { reportId, sha256, outcome, pages, isCut, at: deps.clock.now() }))) return;
      await insertDraftFields(tx, reportId, sha256, fields);
      const detail = { outcome, fields: fields.length };
      await record(tx, {
        actor: STAGE,
        act: STAGE.stage,
        objectKind: 'report',
        objectIds: [reportId],
        outcome: 'done',
        detail,
      });
    });
  }
}
