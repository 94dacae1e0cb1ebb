import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { QueueRow } from '../../api/contract.ts';
import { useClaim, useQueue, useTakeNext } from '../../api/queue.ts';
import { listKeys } from '../../messages/keys.ts';
import { queueWords as words } from '../../messages/queue.ts';
import { failureWords } from '../../messages/shell.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { useKeptFocus } from '../../ui/data-grid.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner, Failure, Loading } from '../../ui/states.tsx';
import { undoLast } from '../../ui/undo.tsx';
import { useKeyRegion } from '../../ui/use-key-region.ts';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { Preview } from './preview.tsx';
import { QueueActs } from './queue-acts.tsx';
import { QueueDecision } from './queue-decision.tsx';
import { QueueEmpty } from './queue-empty.tsx';
import { QueueFilters } from './queue-filters.tsx';
import { QueueGrid } from './queue-grid.tsx';
import { Freshness, OutsideStrip } from './queue-strips.tsx';
import './queue.css';

/** Choose nothing, take the right next one; see why it is next. */
export function QueueScreen() {
  const { t, say } = useSpeech();
  const search = useSearch({ from: '/queue' });
  const navigate = useNavigate();
  const filter = { view: search.view ?? 'next', urgency: search.urgency, source: search.source };
  const queue = useQueue(filter);
  const rows = queue.data?.items ?? [];
  const selection = useSelection(rows);
  const heading = useTitledPage(t(words.title), 'queue');
  const open = ({ report, bundle = null }: { readonly report: string; readonly bundle?: string | null }): void =>
    void (bundle === null
      ? navigate({ to: '/reports/$report', params: { report } })
      : navigate({ to: '/bundles/$bundle', params: { bundle } }));
  const telephone = (report: string): void =>
    void navigate({ to: '/reports/$report', params: { report }, search: { telephone: true } });
  const acts = useQueueActs(selection.row, open, telephone);
  const onKeyDown = useKeyRegion(listKeys, {
    down: () => selection.enter(),
    up: () => selection.enter(),
    next: acts.takeNext,
    telephone: acts.telephone,
    claim: acts.claim,
    release: acts.release,
    decide: acts.startDeciding,
    undo: undoLast,
    open: () => selection.row && open(placeOf(selection.row)),
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list keys live here; each act has its own button
    <div className="screen" onKeyDown={onKeyDown}>
      <div className="spread">
        <h1 ref={heading} tabIndex={-1}>
          {t(words.title)}
        </h1>
        {queue.data ? <Freshness asOf={queue.data.asOf} /> : null}
      </div>
      <QueueFilters filter={filter} counts={queue.data?.counts} />
      {queue.data ? <OutsideStrip count={queue.data.counts.imminentOutsideFilter} /> : null}
      <QueueActs row={selection.row} acts={acts} />
      {acts.message === null ? null : (
        <Banner tone={acts.message.tone} live>
          {acts.message.text}
        </Banner>
      )}
      {queue.isPending ? <Loading rows={12} /> : null}
      {queue.isError && !queue.data ? (
        <Failure
          title={t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="queue"
          onRetry={() => void queue.refetch()}
        />
      ) : null}
      {queue.data && rows.length === 0 ? <QueueEmpty filter={filter} /> : null}
      {queue.data && rows.length > 0 ? (
        <>
          <p className="meta muted">{say(queue.data.orderRule)}</p>
          <div className="queue-body">
            <div className="stack">
              <QueueGrid
                rows={rows}
                current={selection.current}
                onCurrent={selection.set}
                onOpen={(row) => open(placeOf(row))}
              />
              {queue.data.next === null ? null : <p className="meta muted">{t(words.more, { n: rows.length })}</p>}
            </div>
            {selection.row === undefined ? null : <Preview row={selection.row} />}
          </div>
        </>
      ) : null}
      {acts.deciding === null ? null : <QueueDecision report={acts.deciding} onEnd={acts.stopDeciding} />}
    </div>
  );
}

/** The selected row, by its report: a refresh never moves the selection to another report while that one is listed. */
function useSelection(rows: readonly QueueRow[]) {
  const [current, set] = useState<string | null>(null);
  const row = rows.find((each) => each.report === current) ?? rows[0];
  useKeptFocus(
    rows.map((each) => each.report),
    current,
  );
  const enter = (): void => document.querySelector<HTMLElement>('.grid [role="row"][tabindex="0"]')?.focus();
  return { current, set, row, enter };
}

interface Place {
  readonly report: string;
  readonly bundle?: string | null;
}

/** Where a row leads: to its report, or to the bundle it stands for. */
function placeOf({ report, bundle }: QueueRow): Place {
  return { report, bundle: bundle?.number ?? null };
}

interface Message {
  readonly tone: 'hold' | 'error' | 'done';
  readonly text: string;
}

/** Take next, claim, release, decide: what each does, and what it says when the server does not. */
function useQueueActs(row: QueueRow | undefined, open: (lease: Place) => void, telephone: (report: string) => void) {
  const { t, say } = useSpeech();
  const takeNext = useTakeNext();
  const claim = useClaim();
  const [message, setMessage] = useState<Message | null>(null);
  const [deciding, setDeciding] = useState<string | null>(null);
  const fail = (error: Error): void => setMessage({ tone: 'error', text: error.message || t(failureWords.away) });
  const change = (name: 'claim' | 'release'): void => {
    if (!row) return;
    const why = withheldWhy(row.actions, name, failureWords.notOffered);
    setMessage(why === null ? null : { tone: 'hold', text: say(why) });
    if (why === null) claim.mutate({ report: row.report, claim: name === 'claim' }, { onError: fail });
  };
  return {
    message,
    deciding,
    takeNext: () =>
      takeNext.mutate(undefined, {
        onSuccess: (lease) => (lease ? open(lease) : setMessage({ tone: 'hold', text: t(words.nothingLeft) })),
        onError: fail,
      }),
    telephone: () => {
      if (row) telephone(row.report);
    },
    claim: () => change('claim'),
    release: () => change('release'),
    startDeciding: () => {
      // A bundle is decided on its own screen, after its sample.
      if (row?.mine && row.bundle !== null) open(placeOf(row));
      else if (row?.mine) setDeciding(row.report);
      else setMessage({ tone: 'hold', text: t(words.claimFirst) });
    },
    stopDeciding: () => {
      setDeciding(null);
      document.querySelector<HTMLElement>('.grid [role="row"][tabindex="0"]')?.focus();
    },
  };
}
