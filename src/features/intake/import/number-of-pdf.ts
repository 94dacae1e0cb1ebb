import { numberOfTip } from '../domain/find-pdf-fields.ts';
import { numberInPath } from '../domain/tip-numbers.ts';
import type { IntakeDeps } from '../received.ts';
import type { DropFile } from './drop-file.ts';

/** The CyberTip number of a PDF: by its path, else by its words, which are read behind the wall; null when neither says one. */
export async function numberOfPdf(deps: IntakeDeps, file: DropFile): Promise<string | null> {
  const named = numberInPath(file.path);
  if (named !== null || !deps.pdfText) return named;
  const words = await deps.pdfText.readLines(() => file.open());
  return words.ok ? numberOfTip(words.value.lines) : null;
}
