import type { Bilingual, Language } from '#core/locale.ts';
import type { Field } from '#platform/html/fields.ts';

/** A field in both languages, as the pages of a notice ask it. */
export interface Question {
  readonly name: string;
  readonly kind: Field['kind'];
  readonly label: Bilingual;
  readonly hint?: Bilingual;
  readonly options?: readonly { readonly value: string; readonly words: Bilingual; readonly hint?: Bilingual }[];
  /** Said in the label where a page asks for more than one thing. @default false */
  readonly optional?: boolean;
  readonly autocomplete?: string;
}

/** One page of a notice: one question, in one or several fields. */
export interface Step {
  readonly code: StepCode;
  readonly title: Bilingual;
  /** What the law says, or what an answer gives. */
  readonly intro?: Bilingual;
  readonly questions: readonly Question[];
}

/** The pages of a notice, in order; the last two have no fields of their own. */
export const STEP_CODES = [
  'offence',
  'material',
  'circumstances',
  'evidence',
  'contact',
  'connection',
  'account',
  'files',
  'subscriber',
  'attachments',
  'check',
] as const;
export type StepCode = (typeof STEP_CODES)[number];

/** The field in one language, with what is wrong with its answer. */
export function fieldIn(question: Question, language: Language, error?: string): Field {
  const { name, kind, label, hint, options, optional = false, autocomplete } = question;
  return {
    name,
    kind,
    label: label[language],
    optional,
    ...(hint ? { hint: hint[language] } : {}),
    ...(autocomplete ? { autocomplete } : {}),
    ...(error === undefined ? {} : { error }),
    ...(options
      ? {
          options: options.map((option) => ({
            value: option.value,
            words: option.words[language],
            hint: option.hint?.[language],
          })),
        }
      : {}),
  } as Field;
}
