import { type Sender, useSenders } from '../../api/intake-health.ts';
import { sources, wordsOf } from '../../messages/codes.ts';
import { intakeHealthWords as words } from '../../messages/intake-health.ts';
import { failureWords } from '../../messages/shell.ts';
import { Chip, Received } from '../../ui/chip.tsx';
import { formatNumber } from '../../ui/format-number.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Banner, Empty, Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';

/** Who reports, and how that is going: silence first, because nobody else tells of it. */
export function IntakeHealthScreen() {
  const { t } = useSpeech();
  const senders = useSenders();
  const heading = useTitledPage(t(words.title), 'senders');
  const items = senders.data?.items ?? [];
  const silent = items.filter(({ hearing }) => hearing.kind === 'silent').length;
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      {senders.isPending ? <Loading /> : null}
      {senders.isError && !senders.data ? (
        <Failure
          title={senders.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="senders"
          onRetry={() => void senders.refetch()}
        />
      ) : null}
      {senders.data && items.length === 0 ? (
        <Empty title={t(words.emptyTitle)}>
          <p>{t(words.emptyNext)}</p>
        </Empty>
      ) : null}
      {silent > 0 ? <Banner tone="hold">{t(words.silentCount, { count: silent })}</Banner> : null}
      {items.length === 0 ? null : <Senders items={items} />}
    </div>
  );
}

function Senders({ items }: { readonly items: readonly Sender[] }) {
  const { t } = useSpeech();
  return (
    <>
      <p>{t(words.how)}</p>
      <div className="panel scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(words.colSender)}</th>
              <th scope="col">{t(words.colSource)}</th>
              <th scope="col">{t(words.colHearing)}</th>
              <th scope="col">{t(words.colLast)}</th>
              {([words.colDay, words.colWeek, words.colUnreadable, words.colDrifted] as const).map((column) => (
                <th key={column.en} scope="col" className="end">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <SenderRow key={`${item.source} ${item.sender}`} item={item} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function SenderRow({ item }: { readonly item: Sender }) {
  const { t, language } = useSpeech();
  const { hearing } = item;
  return (
    <tr>
      <th scope="row">
        <Received value={item.sender} />
      </th>
      <td>{t(wordsOf(sources, item.source))}</td>
      <td>
        <Chip tone={hearing.kind === 'silent' ? 'hold' : undefined}>{t(words[hearing.kind])}</Chip>
      </td>
      <td>
        <Instant at={item.lastSeenAt} short />
      </td>
      {([item.lastDay, item.lastWeek, item.unreadable, item.drifted] as const).map((count, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the four columns never change their order
        <td key={column} className="end">
          {formatNumber(count, language)}
        </td>
      ))}
    </tr>
  );
}
