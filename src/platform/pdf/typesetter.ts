import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ok, type Result, refuse } from '#core/result.ts';
import type { PrintedDocument } from './document.ts';
import { fontCoverage, printable } from './font-coverage.ts';

/** Turns documents into tagged PDF (PDF/UA-1): the same document gives the same bytes. */
export interface Typesetter {
  /** Throws when a document cannot be set: a defect of the layout, never of what was received. */
  pdf(document: PrintedDocument): Buffer;
}

export type TypesetterRefusal = { readonly kind: 'no-typesetter'; readonly platform: string };

const COMPILER = '@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu';
/** The marker every produced file must carry; the compiler ignores an option it does not know. */
const UA_MARKER = '<pdfuaid:part>1</pdfuaid:part>';

/** The part of the compiler's interface that we use; the platform package carries no types. */
interface TypstModule {
  readonly NodeCompiler: {
    create(options: { workspace: string; fontArgs: readonly { fontPaths: readonly string[] }[] }): TypstCompiler;
  };
}

interface TypstCompiler {
  pdf(
    source: { mainFileContent: string; inputs: Record<string, string> },
    options: { pdfStandard: 'ua-1'; creationTimestamp: number },
  ): Buffer;
  evictCache(maxAge: number): void;
}

/** Loads the typesetter; refuses on machines for which no compiler was installed. */
export function openTypesetter(compilerPackage: string = COMPILER): Result<Typesetter, TypesetterRefusal> {
  const require = createRequire(import.meta.url);
  const module = loadCompiler(require, compilerPackage);
  if (module === null) return refuse({ kind: 'no-typesetter', platform: `${process.platform}-${process.arch}` });
  const fonts = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  const covers = fontCoverage(readFileSync(join(fonts, 'DejaVuSans.ttf')));
  const here = dirname(fileURLToPath(import.meta.url));
  const layout = readFileSync(join(here, 'layout.typ'), 'utf8');
  const compiler = module.NodeCompiler.create({ workspace: here, fontArgs: [{ fontPaths: [fonts] }] });
  return ok({ pdf: (document) => typeset(compiler, layout, document, (text) => printable(text, covers)) });
}

function loadCompiler(require: NodeJS.Require, name: string): TypstModule | null {
  try {
    return require(name) as TypstModule;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

function typeset(
  compiler: TypstCompiler,
  layout: string,
  document: PrintedDocument,
  print: (text: string) => string,
): Buffer {
  const json = JSON.stringify(document, (_, value: unknown) => (typeof value === 'string' ? print(value) : value));
  const creationTimestamp = Math.floor(Date.parse(document.at) / 1_000);
  try {
    const options = { pdfStandard: 'ua-1', creationTimestamp } as const;
    const pdf = compiler.pdf({ mainFileContent: layout, inputs: { document: json } }, options);
    if (!pdf.includes(UA_MARKER)) throw new Error('The PDF does not claim PDF/UA-1.');
    return pdf;
  } catch (error) {
    // The compiler keeps its words in `code`.
    const detail = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Error(`The document could not be set. ${detail}`, { cause: error });
  } finally {
    compiler.evictCache(0);
  }
}
