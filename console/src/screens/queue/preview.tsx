import type { QueueRow } from '../../api/contract.ts';
import { bundleWords } from '../../messages/bundle.ts';
import { sources, wordsOf } from '../../messages/codes.ts';
import { queueWords as words } from '../../messages/queue.ts';
import { uiWords } from '../../messages/ui.ts';
import { Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import { Axis } from '../../ui/waterfall.tsx';

/** The selected row in full words; docked where there is room. */
export function Preview({ row }: { readonly row: QueueRow }) {
  const { t, say } = useSpeech();
  return (
    <aside className="panel preview stack" aria-label={t(words.preview)}>
      <h2>{row.bundle?.number ?? row.report}</h2>
      {row.bundle === null ? null : (
        <p>
          {t(bundleWords.row, {
            n: row.bundle.together + row.bundle.apart,
            together: row.bundle.together,
            apart: row.bundle.apart,
          })}
        </p>
      )}
      <div className="stack">
        <Axis name={t(uiWords.danger)} value={row.danger} />
        <Axis name={t(uiWords.completeness)} value={row.completeness} />
      </div>
      {row.provisional ? <p>{t(words.provisional)}</p> : null}
      {row.senderAlarm === null ? null : (
        <p>
          {t(words.senderSays)} <Received value={row.senderAlarm} />
        </p>
      )}
      <ul>
        {row.leading.map((factor) => (
          <li key={factor.code}>{say(factor.words)}</li>
        ))}
      </ul>
      <dl className="facts">
        <Fact name={t(words.sender)}>
          {t(wordsOf(sources, row.source))}, <Received value={row.sender} />
        </Fact>
        <Fact name={t(words.received)}>
          <Instant at={row.receivedAt} />
        </Fact>
        <Fact name={t(words.colDue)}>
          <Instant at={row.dueAt} />
        </Fact>
        <Fact name={t(words.colDies)}>{row.diesAt === null ? t(words.noDeath) : <Instant at={row.diesAt} />}</Fact>
        <Fact name={t(words.colPlace)}>{row.place === null ? t(words.nonePlace) : say(row.place.words)}</Fact>
        {row.leaseUntil === null ? null : (
          <Fact name={t(words.leaseUntil)}>
            <Instant at={row.leaseUntil} />
          </Fact>
        )}
        {row.subject === null ? null : <Fact name={t(words.subject)}>{row.subject}</Fact>}
      </dl>
    </aside>
  );
}
