import { Link, useSearch } from '@tanstack/react-router';
import { type ReviewedWeek, useLogHead, useReviews } from '../../api/reviews.ts';
import { reviewStandings, reviewWords as words } from '../../messages/reviews.ts';
import { failureWords } from '../../messages/shell.ts';
import { Chip } from '../../ui/chip.tsx';
import { formatInstant } from '../../ui/format-time.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { Week } from './week.tsx';

/** The weekly look through the acts, and who has signed for it; a week nobody signed for stays in sight. */
export function ReviewsScreen() {
  const { t } = useSpeech();
  const { week } = useSearch({ from: '/reviews' });
  const reviews = useReviews();
  const heading = useTitledPage(t(words.title), week ?? 'reviews');
  const items = reviews.data?.items ?? [];
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <p>{t(words.how)}</p>
      <LogState />
      {reviews.isPending ? <Loading /> : null}
      {reviews.isError && !reviews.data ? (
        <Failure
          title={reviews.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="reviews"
          onRetry={() => void reviews.refetch()}
        />
      ) : null}
      {reviews.data && items.length === 0 ? (
        <Empty title={t(words.emptyTitle)}>
          <p>{t(words.emptyNext)}</p>
        </Empty>
      ) : null}
      {items.length === 0 ? null : <Weeks items={items} chosen={week} />}
      {week === undefined ? null : <Week week={week} />}
    </div>
  );
}

const TONES = { overdue: 'error', partly: 'hold', open: 'hold', signed: 'done', running: undefined } as const;

function Weeks({ items, chosen }: { readonly items: readonly ReviewedWeek[]; readonly chosen: string | undefined }) {
  const { t, number } = useSpeech();
  return (
    <section className="panel scroll" aria-label={t(words.weeks)}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t(words.colWeek)}</th>
            <th scope="col">{t(words.colStanding)}</th>
            <th scope="col" className="end">
              {t(words.colActs)}
            </th>
            <th scope="col" className="end">
              {t(words.colDenied)}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.week} data-current={item.week === chosen || undefined}>
              <th scope="row">
                <Link
                  to="/reviews"
                  search={{ week: item.week }}
                  className="target"
                  aria-current={item.week === chosen ? 'true' : undefined}
                >
                  {item.week}
                </Link>
              </th>
              <td>
                <Chip tone={TONES[item.standing]}>{t(reviewStandings[item.standing])}</Chip>
              </td>
              <td className="end">{number(item.count)}</td>
              <td className="end">{number(item.denied)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How large the log is and who vouches for it: never silence. */
function LogState() {
  const { t, language } = useSpeech();
  const head = useLogHead().data;
  if (!head) return null;
  const { state, since } = head.witness;
  const at = since === null ? '' : formatInstant(since, language);
  return (
    <p className="meta row">
      <span>{t(words.head, { size: head.treeSize, at: formatInstant(head.signedAt, language) })}</span>
      {state === 'none' ? <Chip tone="hold">{t(words.witnessNone)}</Chip> : null}
      {state === 'current' ? <Chip tone="done">{t(words.witnessCurrent, { at })}</Chip> : null}
      {state === 'overdue' ? <Chip tone="error">{t(words.witnessOverdue, { at })}</Chip> : null}
    </p>
  );
}
