/** The two official languages, equal in standing. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in both languages; a missing one does not compile. */
export interface Bilingual {
  readonly en: string;
  readonly fr: string;
}
