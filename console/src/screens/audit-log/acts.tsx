import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ACTS_ON_A_PAGE, type ActFilter, type ActPage, useActs } from '../../api/audit-log.ts';
import { Refusal } from '../../api/client.ts';
import { auditLogWords as words } from '../../messages/audit-log.ts';
import { wordsOf } from '../../messages/codes.ts';
import { auditOutcomes } from '../../messages/reviews.ts';
import { failureWords } from '../../messages/shell.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { ActsFilter } from './acts-filter.tsx';
import { ActsTable } from './acts-table.tsx';

/** A link that drops filters is not the place one is at, though its address is a part of this one. */
const EXACT = { exact: true };

/** The acts one by one, a page at a time; what is asked for stands in the address. */
export function Acts({ filter }: { readonly filter: ActFilter }) {
  const { t } = useSpeech();
  const acts = useActs(filter);
  const heading = useTopOfPage(filter.after);
  const page = acts.data;
  const misread = acts.error instanceof Refusal && acts.error.status === 422 ? acts.error.message : null;
  return (
    <section className="panel stack" aria-labelledby="acts">
      <h2 id="acts" ref={heading} tabIndex={-1}>
        {t(words.actsTitle)}
      </h2>
      <ActsFilter filter={filter} misread={misread} onAgain={() => void acts.refetch()} />
      {acts.isPending ? <Loading rows={10} /> : null}
      {acts.isError && misread === null ? (
        <Failure
          title={acts.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="acts"
          onRetry={() => void acts.refetch()}
        />
      ) : null}
      {page && page.items.length === 0 ? <NoActs filter={filter} page={page} /> : null}
      {page && page.items.length > 0 ? (
        <>
          <Pager filter={filter} page={page} />
          <ActsTable items={page.items} isOld={acts.isPlaceholderData} />
          <Pager filter={filter} page={page} />
        </>
      ) : null}
    </section>
  );
}

/** Another page begins at its heading, for eyes and keys alike; the first one leaves the focus where it is. */
function useTopOfPage(after: number | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(after);
  useEffect(() => {
    if (shown.current !== after) heading.current?.focus();
    shown.current = after;
  }, [after]);
  return heading;
}

const isPart = (page: ActPage): boolean => page.next !== null && page.items.length < ACTS_ON_A_PAGE;

function Pager({ filter, page }: { readonly filter: ActFilter; readonly page: ActPage }) {
  const { t } = useSpeech();
  const { after, ...first } = filter;
  return (
    <div className="spread">
      <span className="meta muted">
        {t(words.shown, { n: page.items.length })}
        {isPart(page) ? `. ${t(words.lookedPart)}` : null}
      </span>
      <span className="row">
        {after === undefined ? null : (
          <Link to="/audit-log" search={first} activeOptions={EXACT} className="button">
            {t(words.newest)}
          </Link>
        )}
        {page.next === null ? null : (
          <Link
            to="/audit-log"
            search={{ ...first, after: Number(page.next) }}
            activeOptions={EXACT}
            className="button"
          >
            {t(isPart(page) ? words.further : words.older)}
          </Link>
        )}
      </span>
    </div>
  );
}

/** Why nothing is listed, and the next act. */
function NoActs({ filter, page }: { readonly filter: ActFilter; readonly page: ActPage }) {
  const { t } = useSpeech();
  const { after: _, outcome, ...others } = filter;
  const named = [...Object.values(others), ...(outcome === undefined ? [] : [t(wordsOf(auditOutcomes, outcome))])];
  if (named.length === 0 && page.next === null && filter.after === undefined) {
    return (
      <Empty title={t(words.emptyTitle)}>
        <p>{t(words.emptyNext)}</p>
      </Empty>
    );
  }
  return (
    <Empty title={t(words.emptyFiltered, { filters: named.join(', ') })}>
      {page.next === null ? null : <p>{t(words.lookedPart)}</p>}
      <div className="row">
        {page.next === null ? null : (
          <Link
            to="/audit-log"
            search={{ ...filter, after: Number(page.next) }}
            activeOptions={EXACT}
            className="button"
          >
            {t(words.further)}
          </Link>
        )}
        <Link to="/audit-log" search={{}} activeOptions={EXACT} className="button">
          {t(words.clear)}
        </Link>
      </div>
    </Empty>
  );
}
