import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { type NoticeTerms, PLAIN_TERMS } from '../domain/notice-terms.ts';
import type { IntakeDeps } from '../received.ts';
import type { Draft } from '../store/drafts.ts';
import { selectBirths } from '../store/portal.ts';

/** What the law asks of a notice, by the instant it is born. */
type TermsAt = (bornAt: Instant) => NoticeTerms;

/** The same where nobody says which regime is in force: section 11 as it stands. */
export async function termsKnown(q: Queryable, { noticeTerms }: Pick<IntakeDeps, 'noticeTerms'>): Promise<TermsAt> {
  return noticeTerms === undefined ? () => PLAIN_TERMS : noticeTerms(q);
}

/**
 * The terms these drafts of one provider would be received under. Under a reference that was received before, a draft becomes a further
 * version of that notice and stays under its law; every other is born today.
 */
export async function termsOfDrafts(
  deps: Pick<IntakeDeps, 'db' | 'clock' | 'noticeTerms'>,
  own: <T>(act: (tx: Tx) => Promise<T>) => Promise<T>,
  providerId: number,
  drafts: readonly Pick<Draft, 'reference'>[],
): Promise<(draft: Pick<Draft, 'reference'>) => NoticeTerms> {
  const references = drafts.map(({ reference }) => reference);
  const births = references.length === 0 ? [] : await own((tx) => selectBirths(tx, providerId, references));
  const bornAt = new Map(births.map((born) => [born.reference, born.receivedAt]));
  // The days of force are the house's own rows, which no provider reads.
  const termsAt = await termsKnown(deps.db, deps);
  const now = deps.clock.now();
  return ({ reference }) => termsAt(bornAt.get(reference) ?? now);
}
