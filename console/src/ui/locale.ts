export type Language = 'en' | 'fr';

/** One text in both languages. */
export interface Pair {
  readonly en: string;
  readonly fr: string;
}
