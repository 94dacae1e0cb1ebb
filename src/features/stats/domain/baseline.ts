import { SOURCES, type Source } from '#core/vocabulary.ts';

/** What a former yearly total counts. */
export const MEASURES = ['received', 'packages', 'leads'] as const;
export type Measure = (typeof MEASURES)[number];

/** A yearly total of before, as it is proposed and signed. */
export interface BaselineFigure {
  readonly year: number;
  /** Null: all sources together. */
  readonly source: Source | null;
  readonly measure: Measure;
  readonly value: number;
  /** Where it is from, in words: the document, its page. */
  readonly provenance: string;
  /** Lower-case hex of the source document. */
  readonly documentSha256: string;
  /** The figure this one corrects. */
  readonly replaces: number | null;
}

const ALL = 'all';

/** What two persons look at; read back by `figureOf`. */
export function contentOf(figure: BaselineFigure) {
  return {
    year: figure.year,
    source: figure.source ?? ALL,
    measure: figure.measure,
    value: figure.value,
    provenance: figure.provenance,
    document: figure.documentSha256,
    replaces: figure.replaces ?? 0,
  };
}

/** The figure of an approved content; null when it is not one of ours. */
export function figureOf(content: Readonly<Record<string, unknown>>): BaselineFigure | null {
  const { year, source, measure, value, provenance, document, replaces } = content;
  const known = MEASURES.find((one) => one === measure);
  const from = SOURCES.find((one) => one === source) ?? null;
  if (known === undefined || (from === null && source !== ALL)) return null;
  if (typeof year !== 'number' || typeof value !== 'number') return null;
  if (typeof provenance !== 'string' || typeof document !== 'string') return null;
  return {
    year,
    source: from,
    measure: known,
    value,
    provenance,
    documentSha256: document,
    replaces: typeof replaces === 'number' && replaces > 0 ? replaces : null,
  };
}

/** What a proposal is about, in a code: `2019/received/all`. */
export function targetOf(figure: Pick<BaselineFigure, 'year' | 'source' | 'measure'>): string {
  return `${figure.year}/${figure.measure}/${figure.source ?? ALL}`;
}
