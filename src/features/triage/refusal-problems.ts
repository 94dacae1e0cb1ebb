import type { Bilingual } from '#core/locale.ts';
import type { Disposition } from '#core/vocabulary.ts';
import { notFound, type Problem, type RouteAnswer, refused } from '#platform/http/route.ts';
import { say } from '#platform/i18n/say.ts';
import { DISPOSITION_CHOICES } from './domain/dispositions.ts';
import { MESSAGES } from './messages.ts';
import { factorWords } from './queries/queue-page.ts';

/** Unknown and not permitted look alike outside. */
type Unseen = 'not-permitted' | 'not-in-queue' | 'unknown-factor';

export type RefusalKind =
  | Unseen
  | 'already-decided'
  | 'in-bundle'
  | 'bundle-closed'
  | 'bundle-not-claimed'
  | 'sample-not-opened'
  | 'not-for-bundles'
  | 'nothing-to-decide'
  | 'not-in-bundle'
  | 'not-claimed'
  | 'outdated-version'
  | 'unknown-reason'
  | 'target-missing'
  | 'unknown-target'
  | 'too-late'
  | 'reason-too-short';

const STATUS = {
  'already-decided': 409,
  'in-bundle': 409,
  'bundle-closed': 409,
  'bundle-not-claimed': 409,
  'sample-not-opened': 409,
  'not-for-bundles': 422,
  'nothing-to-decide': 409,
  'not-in-bundle': 409,
  'not-claimed': 409,
  'outdated-version': 409,
  'too-late': 409,
  'unknown-reason': 422,
  'target-missing': 422,
  'unknown-target': 422,
  'reason-too-short': 422,
} as const satisfies Record<Exclude<RefusalKind, Unseen>, Problem['status']>;

/** A refusal of triage as the API tells it. */
export function refusedBy(kind: RefusalKind): RouteAnswer {
  if (kind === 'not-permitted' || kind === 'not-in-queue' || kind === 'unknown-factor') return notFound();
  return refused({ status: STATUS[kind], code: kind, title: MESSAGES[kind] });
}

/** A program that guesses a reason is told the ones there are. */
export function unknownReason(disposition: Disposition): RouteAnswer {
  const choice = DISPOSITION_CHOICES.find((one) => one.code === disposition);
  const errors = [{ path: 'body.reason', message: (choice?.reasons ?? []).map(({ code }) => code).join(', ') }];
  return refused({
    status: STATUS['unknown-reason'],
    code: 'unknown-reason',
    title: MESSAGES['unknown-reason'],
    errors,
  });
}

/** Danger factors that must be ticked first, by their words. */
export function notConsidered(factors: readonly string[]): RouteAnswer {
  const named = (language: 'en' | 'fr') => factors.map((code) => factorWords(code)[language]).join('; ');
  const title: Bilingual = {
    en: say(MESSAGES['factors-not-considered'], 'en', { factors: named('en') }),
    fr: say(MESSAGES['factors-not-considered'], 'fr', { factors: named('fr') }),
  };
  const errors = factors.map((code) => ({ path: `factors.${code}`, message: code }));
  return refused({ status: 409, code: 'factors-not-considered', title, errors });
}
