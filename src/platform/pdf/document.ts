import type { Instant } from '#core/clock.ts';
import type { Language } from '#core/locale.ts';

/** A document to be printed: structure and words only, the page is the typesetter's. */
export interface PrintedDocument {
  readonly language: Language;
  readonly title: string;
  readonly author: string;
  /** Stands as date of creation: the same document gives the same bytes. */
  readonly at: Instant;
  /** Left and right of the header; the page count follows on the right. */
  readonly header: { readonly left: string; readonly right: string; readonly page: string };
  readonly footer: readonly string[];
  /** Column titles of every `facts` block: a table without header cells cannot be read aloud. */
  readonly factsHead: readonly [label: string, value: string];
  readonly blocks: readonly PrintedBlock[];
}

export type PrintedBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Label and value, one pair a row. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly PrintedColumn[];
      readonly rows: readonly (readonly string[])[];
    }
  /** Text as received, told apart from ours. */
  | { readonly kind: 'quote'; readonly text: string; readonly source: string };

export interface PrintedColumn {
  readonly title: string;
  /** Share of the width. */
  readonly share: number;
  /** Hashes, addresses, names of accounts: one width for every character. @default 'text' */
  readonly face?: 'text' | 'code';
}
