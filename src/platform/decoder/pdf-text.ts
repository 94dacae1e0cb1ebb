import type { Readable } from 'node:stream';
import { z } from 'zod';
import { ok, type Result, refuse } from '#core/result.ts';
import { LIMITS } from './limits.ts';
import type { PdfWords } from './read-pdf-lines.ts';
import { runLimited } from './run-limited.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';

export type { PdfLine, PdfWords } from './read-pdf-lines.ts';

/** `not-a-pdf`: the reader cannot make anything of it. The others as for pictures (`decode-object.ts`). */
export type PdfRefusal = { readonly kind: 'not-a-pdf' | 'too-large' | 'too-slow' | 'crashed' };

/** Reads the words of PDFs, each in a limited process of its own. */
export interface PdfText {
  readLines(open: () => Promise<Readable>): Promise<Result<PdfWords, PdfRefusal>>;
}

const PROGRAM = new URL('../../entrypoints/pdf-reader.ts', import.meta.url).pathname;

// Every character may be written as six (\u0000), every line has its numbers beside it.
const MOST_ANSWER_BYTES = LIMITS.pdfCharacters * 6 + LIMITS.pdfLines * 64 + 1_024;

const whole = z.number().int().positive();
const WORDS = z
  .object({
    pages: whole,
    lines: z.array(z.object({ page: whole, line: whole, text: z.string() })).max(LIMITS.pdfLines),
    isCut: z.boolean(),
  })
  .nullable();

/** Opens the reader of PDFs; its wall is tried when the first one comes. */
export function openPdfText(
  options: { readonly sandbox?: Sandbox; readonly wallMs?: number; readonly program?: string } = {},
): PdfText {
  let { sandbox } = options;
  const { wallMs = LIMITS.wallMs, program = PROGRAM } = options;
  return {
    readLines: async (open) => {
      sandbox ??= openSandbox();
      const bounds = { wallMs, inputBytes: LIMITS.inputBytes, answerBytes: MOST_ANSWER_BYTES };
      const answer = await runLimited(sandbox.commandFor(program), await open(), bounds);
      if (typeof answer === 'string') return refuse({ kind: answer });
      return wordsOf(answer);
    },
  };
}

/** What a limited process wrote may be anything. */
function wordsOf(answer: Buffer): Result<PdfWords, PdfRefusal> {
  try {
    const words = WORDS.parse(JSON.parse(answer.toString('utf8')));
    return words === null ? refuse({ kind: 'not-a-pdf' }) : ok(words);
  } catch {
    return refuse({ kind: 'crashed' });
  }
}
