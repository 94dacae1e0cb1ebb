import type { Instant } from '#core/clock.ts';
import type { NoticeTerms } from '#features/intake';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { addToDay, civilDayIn, endOfDay } from '../domain/calendar.ts';
import { regimesKnownAt } from '../domain/regimes-known.ts';
import { type Regime, regimeInForce } from '../domain/rules.ts';
import { CLOCK_RULES } from '../rule-book.ts';
import { selectRegimeDates } from '../store/regime-dates.ts';

/** What the law asks of a provider's notice, by the instant of its receipt, under the days of force known then. */
export async function noticeTermsAt(q: Queryable): Promise<(receivedAt: Instant) => NoticeTerms> {
  const dates = await selectRegimeDates(q);
  return (receivedAt) => {
    const regimes = regimesKnownAt(CLOCK_RULES.regimes, dates, receivedAt);
    const regime = regimeInForce(regimes, 'provider', receivedAt);
    if (regime === null) return BEFORE_THE_ACT;
    return termsOf(regime, receivedAt);
  };
}

function termsOf(regime: Regime, receivedAt: Instant): NoticeTerms {
  const { preservation, notice, keeping, title, code } = regime;
  const lastDay = addToDay(civilDayIn(receivedAt, preservation.zone), preservation);
  return {
    rules: { regime: code, required: notice.required, transmissionData: notice.transmissionData },
    title,
    keeping: { until: endOfDay(lastDay, preservation.zone), lastDay, ...keeping },
  };
}

/** Nobody was asked for anything before 8 December 2011. */
const BEFORE_THE_ACT: NoticeTerms = {
  rules: { regime: 'none', required: [], transmissionData: 'asked' },
  title: null,
  keeping: null,
};
