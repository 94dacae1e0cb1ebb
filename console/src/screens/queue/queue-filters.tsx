import { Link, useNavigate } from '@tanstack/react-router';
import type { QueuePage } from '../../api/contract.ts';
import type { QueueFilter } from '../../api/queue.ts';
import { sources, urgencies, wordsOf } from '../../messages/codes.ts';
import type { Messages } from '../../messages/messages.ts';
import { queueWords as words } from '../../messages/queue.ts';
import { useSpeech } from '../../ui/language.tsx';

/** Views with their counts, and the two filters; all of it lives in the address, as codes. */
export function QueueFilters({
  filter,
  counts,
}: {
  readonly filter: QueueFilter;
  readonly counts: QueuePage['counts'] | undefined;
}) {
  const { t, number } = useSpeech();
  const views = [
    { code: 'next', words: words.viewNext, count: counts?.imminent, unit: words.imminent },
    { code: 'dies-first', words: words.viewDiesFirst, count: counts?.diesToday, unit: words.today },
    { code: 'mine', words: words.viewMine, count: counts?.mine, unit: null },
    { code: 'all', words: words.viewAll, count: counts?.open, unit: null },
    { code: 'reawakened', words: words.viewReawakened, count: undefined, unit: null },
  ] as const;
  return (
    <div className="spread">
      <nav aria-label={t(words.views)}>
        <ul className="plain row">
          {views.map((view) => (
            <li key={view.code}>
              <Link
                to="/queue"
                search={(prior) => ({ ...prior, view: view.code })}
                className="button"
                aria-current={filter.view === view.code ? 'true' : undefined}
              >
                {t(view.words)}
                {view.count === undefined ? null : (
                  <span className="count">
                    {number(view.count)}
                    {view.unit === null ? null : ` ${t(view.unit, { n: view.count })}`}
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="row">
        <CodeFilter name="urgency" label={t(words.filterUrgency)} table={urgencies} value={filter.urgency} />
        <CodeFilter name="source" label={t(words.filterSource)} table={sources} value={filter.source} />
      </div>
    </div>
  );
}

function CodeFilter(props: {
  readonly name: 'urgency' | 'source';
  readonly label: string;
  readonly table: Messages;
  readonly value: string | undefined;
}) {
  const { t } = useSpeech();
  const navigate = useNavigate({ from: '/queue' });
  const change = (value: string): void =>
    void navigate({
      search: (prior) => {
        const { [props.name]: _, ...others } = prior;
        return value === '' ? others : { ...others, [props.name]: value };
      },
    });
  return (
    <label className="row">
      <span className="meta muted">{props.label}</span>
      <select className="select" value={props.value ?? ''} onChange={(event) => change(event.target.value)}>
        <option value="">{t(words.any)}</option>
        {Object.keys(props.table).map((code) => (
          <option key={code} value={code}>
            {t(wordsOf(props.table, code))}
          </option>
        ))}
      </select>
    </label>
  );
}
