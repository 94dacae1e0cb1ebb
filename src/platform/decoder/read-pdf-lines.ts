import { getDocumentProxy } from 'unpdf';
import { LIMITS } from './limits.ts';

// Runs inside the limited process only: the one place where the bytes of a PDF meet a reader.

/** One line of a PDF as a person would read it: pages and lines are counted from 1. */
export interface PdfLine {
  readonly page: number;
  readonly line: number;
  readonly text: string;
}

/** The words of a PDF; `isCut`: it has more than is read. */
export interface PdfWords {
  readonly pages: number;
  readonly lines: readonly PdfLine[];
  readonly isCut: boolean;
}

/** Pieces of text stand apart by this share of their height before they are two words. */
const GAP = 0.15;
/** Pieces whose baselines differ by less than this share of their height stand on one line. */
const SAME_LINE = 0.5;

interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Reads a PDF to lines in reading order, top to bottom and left to right. Throws on what is no PDF. */
export async function readPdfLines(bytes: Uint8Array): Promise<PdfWords> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  try {
    return await wordsOf(pdf);
  } finally {
    // Whatever the library still holds of this document goes with it.
    await pdf.loadingTask.destroy();
  }
}

async function wordsOf(pdf: Awaited<ReturnType<typeof getDocumentProxy>>): Promise<PdfWords> {
  const lines: PdfLine[] = [];
  let characters = 0;
  for (let page = 1; page <= Math.min(pdf.numPages, LIMITS.pdfPages); page++) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    for (const [at, text] of linesOf(items.flatMap(pieceOf)).entries()) {
      characters += text.length;
      if (lines.length >= LIMITS.pdfLines || characters > LIMITS.pdfCharacters)
        return { pages: pdf.numPages, lines, isCut: true };
      lines.push({ page, line: at + 1, text });
    }
  }
  return { pages: pdf.numPages, lines, isCut: pdf.numPages > LIMITS.pdfPages };
}

function pieceOf(item: object): readonly Piece[] {
  if (!('str' in item) || !('transform' in item) || typeof item.str !== 'string' || item.str.trim() === '') return [];
  const { str, transform, width, height } = item as { str: string; transform: number[]; width: number; height: number };
  return [
    { text: str, x: transform[4] ?? 0, y: transform[5] ?? 0, width, height: height || Math.abs(transform[3] ?? 1) },
  ];
}

/** Pieces in any order to lines: a label and its value may be written far apart in the file and stand side by side on the page. */
function linesOf(pieces: readonly Piece[]): readonly string[] {
  const rows: Piece[][] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && first.y - piece.y < SAME_LINE * Math.max(first.height, 1)) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => lineOf(row.toSorted((a, b) => a.x - b.x)));
}

function lineOf(row: readonly Piece[]): string {
  let text = '';
  let end = Number.NEGATIVE_INFINITY;
  for (const piece of row) {
    text += text !== '' && piece.x - end > GAP * piece.height ? ` ${piece.text}` : piece.text;
    end = piece.x + piece.width;
  }
  return text.replace(/\s+/g, ' ').trim();
}
