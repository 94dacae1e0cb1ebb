import { ASKED_STEPS } from './asked-steps.ts';
import { WORDS } from './messages.ts';
import { STEP_CODES, type Step, type StepCode } from './question.ts';
import { STATUTORY_STEPS } from './statutory-steps.ts';

/** Pages that ask, in order. */
export const ASKING_STEPS: readonly Step[] = [...STATUTORY_STEPS, ...ASKED_STEPS];

/** The one page of a notice of addresses alone (MRA s.2). */
export const ADDRESSES_STEP = {
  code: 'addresses',
  title: WORDS.addressesTitle,
  intro: WORDS.addressesIntro,
  questions: [{ name: 'addresses', kind: 'long', label: WORDS.addresses, hint: WORDS.oneALine }],
} as const;

/** The page after and the page before. */
export function neighbours(code: StepCode): { readonly next: StepCode; readonly before: StepCode | null } {
  const at = STEP_CODES.indexOf(code);
  return { next: STEP_CODES[at + 1] ?? 'check', before: STEP_CODES[at - 1] ?? null };
}

/** The names of fields a page may save: nothing else that is posted is kept. */
export function fieldsOf(step: { readonly questions: readonly { readonly name: string }[] }): readonly string[] {
  return step.questions.map(({ name }) => name);
}
