import type { Bilingual } from '#core/locale.ts';

/** What a schema found wrong at one place of a request; the shape of a zod issue as far as it is used. */
export interface SchemaIssue {
  readonly code?: string;
  readonly expected?: unknown;
  readonly format?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly values?: unknown;
  readonly keys?: unknown;
  readonly message?: string;
}

const plain = (value: unknown) => (Array.isArray(value) ? value.map(String).join(', ') : String(value));

/** Says a schema issue in both languages, without repeating what was sent. */
export function wordsOfIssue(issue: SchemaIssue): Bilingual {
  switch (issue.code) {
    case 'invalid_type':
      return { en: `Expected: ${plain(issue.expected)}.`, fr: `Valeur attendue\u00a0: ${plain(issue.expected)}.` };
    case 'invalid_value':
      return { en: `Expected one of: ${plain(issue.values)}.`, fr: `Valeurs admises\u00a0: ${plain(issue.values)}.` };
    case 'too_small':
      return {
        en: `Too short or too small; at least ${plain(issue.minimum)}.`,
        fr: `Trop court ou trop petit; minimum\u00a0: ${plain(issue.minimum)}.`,
      };
    case 'too_big':
      return {
        en: `Too long or too large; at most ${plain(issue.maximum)}.`,
        fr: `Trop long ou trop grand; maximum\u00a0: ${plain(issue.maximum)}.`,
      };
    case 'invalid_format':
      return {
        en: `Not in the expected form (${plain(issue.format)}).`,
        fr: `Forme non conforme (${plain(issue.format)}).`,
      };
    case 'unrecognized_keys':
      return { en: `Unknown field: ${plain(issue.keys)}.`, fr: `Champ inconnu\u00a0: ${plain(issue.keys)}.` };
    default:
      return { en: 'Not an accepted value.', fr: 'Valeur non admise.' };
  }
}
