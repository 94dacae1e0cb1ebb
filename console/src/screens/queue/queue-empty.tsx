import { Link } from '@tanstack/react-router';
import type { QueueFilter } from '../../api/queue.ts';
import { sources, urgencies, wordsOf } from '../../messages/codes.ts';
import { queueWords as words } from '../../messages/queue.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Empty } from '../../ui/states.tsx';

/** Why nothing is listed, and the next act. */
export function QueueEmpty({ filter }: { readonly filter: QueueFilter }) {
  const { t } = useSpeech();
  const named = [
    filter.urgency === undefined ? null : t(wordsOf(urgencies, filter.urgency)),
    filter.source === undefined ? null : t(wordsOf(sources, filter.source)),
  ].filter((name) => name !== null);
  if (named.length > 0) {
    return (
      <Empty title={t(words.emptyFiltered, { filters: named.join(', ') })}>
        <Link to="/queue" search={(prior) => ({ ...(prior.view && { view: prior.view }) })} className="button">
          {t(words.clear)}
        </Link>
      </Empty>
    );
  }
  return (
    <Empty title={t(words.emptyTitle)}>
      <p>{t(filter.view === 'mine' ? words.emptyMine : words.emptyNext)}</p>
    </Empty>
  );
}
