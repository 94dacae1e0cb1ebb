import { Link } from '@tanstack/react-router';
import type { QueueRow } from '../../api/contract.ts';
import { bundleWords } from '../../messages/bundle.ts';
import { sources, urgencies, wordsOf } from '../../messages/codes.ts';
import { queueWords as words } from '../../messages/queue.ts';
import { Received } from '../../ui/chip.tsx';
import { type Column, DataGrid } from '../../ui/data-grid.tsx';
import { type Speech, useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import { UrgencyBadge, urgencyLevel } from '../../ui/urgency-badge.tsx';

/** The list: fixed columns, the same row height in both languages. */
export function QueueGrid(props: {
  readonly rows: readonly QueueRow[];
  readonly current: string | null;
  readonly onCurrent: (report: string) => void;
  readonly onOpen: (row: QueueRow) => void;
}) {
  const speech = useSpeech();
  return (
    <DataGrid
      kind="queue"
      label={speech.t(words.title)}
      columns={columnsIn(speech)}
      rows={props.rows}
      keyOf={(row) => row.report}
      current={props.current}
      onCurrent={props.onCurrent}
      onOpen={props.onOpen}
      marked={(row) => row.mine}
    />
  );
}

function columnsIn({ t, say }: Speech): readonly Column<QueueRow>[] {
  return [
    {
      id: 'urgency',
      head: t(words.colUrgency),
      cell: (row) => (
        <UrgencyBadge
          level={urgencyLevel(row.level)}
          word={t(wordsOf(urgencies, row.urgency))}
          provisional={row.provisional ? t(words.provisional) : undefined}
        />
      ),
    },
    {
      id: 'report',
      head: t(words.colReport),
      names: true,
      cell: (row) =>
        row.bundle === null ? (
          <Link to="/reports/$report" params={{ report: row.report }} tabIndex={-1}>
            {row.report}
          </Link>
        ) : (
          <Link to="/bundles/$bundle" params={{ bundle: row.bundle.number }} tabIndex={-1}>
            {row.bundle.number}
          </Link>
        ),
    },
    { id: 'source', head: t(words.colSource), cell: (row) => t(wordsOf(sources, row.source)) },
    { id: 'why', head: t(words.colWhy), cell: (row) => <Why row={row} /> },
    {
      id: 'axes',
      head: t(words.colAxes),
      cell: (row) =>
        row.danger === null || row.completeness === null ? null : (
          <span>
            <span aria-hidden="true">
              {row.danger} · {row.completeness}
            </span>
            <span className="hidden">{t(words.axesLabel, { danger: row.danger, completeness: row.completeness })}</span>
          </span>
        ),
    },
    {
      id: 'place',
      head: t(words.colPlace),
      cell: (row) =>
        row.place === null ? (
          <span className="muted">{t(words.nonePlace)}</span>
        ) : (
          <span title={say(row.place.words)}>
            {row.place.agency} <span className="muted">{say(row.place.words)}</span>
          </span>
        ),
    },
    { id: 'due', head: t(words.colDue), cell: (row) => <Instant at={row.dueAt} short /> },
    {
      id: 'dies',
      head: t(words.colDies),
      cell: (row) =>
        row.diesAt === null ? <span className="muted">{t(words.noDeath)}</span> : <Instant at={row.diesAt} short />,
    },
    { id: 'holder', head: t(words.colHolder), cell: (row) => <Holder row={row} /> },
  ];
}

/** Two leading factors; before any assessment, the sender's own words, marked as such. */
function Why({ row }: { readonly row: QueueRow }) {
  const { t, say } = useSpeech();
  if (row.bundle !== null) {
    const { together, apart } = row.bundle;
    const text = t(bundleWords.row, { n: together + apart, together, apart });
    return <strong title={text}>{text}</strong>;
  }
  if (row.decidedLike !== null) {
    const text = t(bundleWords.decidedBefore, { bundle: row.decidedLike.number, words: say(row.decidedLike.words) });
    return <span title={text}>{text}</span>;
  }
  if (row.reading === 'unreadable') return <>{t(words.unreadable)}</>;
  if (row.provisional) {
    return (
      <span className="provisional">
        <span className="muted">{t(words.senderSays)}</span>{' '}
        {row.senderAlarm === null ? t(words.noAlarm) : <Received value={row.senderAlarm} />}
      </span>
    );
  }
  const text = row.leading.map((factor) => say(factor.words)).join('; ');
  return text === '' ? <span className="muted">{t(words.noFactor)}</span> : <span title={text}>{text}</span>;
}

function Holder({ row }: { readonly row: QueueRow }) {
  const { t } = useSpeech();
  if (row.mine) return <strong>{t(words.you)}</strong>;
  if (row.holder !== null) return <bdi>{row.holder.name}</bdi>;
  return (
    <span className="muted">
      {row.halfDoneBy === null ? t(words.free) : t(words.halfDone, { name: row.halfDoneBy })}
    </span>
  );
}
