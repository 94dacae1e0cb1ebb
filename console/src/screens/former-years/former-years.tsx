import { useYears, type Year } from '../../api/former-years.ts';
import { useSession } from '../../api/session.ts';
import { sources, wordsOf } from '../../messages/codes.ts';
import { measures, formerYearsWords as words } from '../../messages/former-years.ts';
import { failureWords } from '../../messages/shell.ts';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { CutOverPanel } from './cut-over.tsx';
import { EnterBaseline } from './enter-baseline.tsx';

const ENTERS: readonly string[] = ['supervisor', 'administrator'];

/** What was counted, year by year; beside it, marked, what was entered for the years before. */
export function FormerYearsScreen() {
  const { t } = useSpeech();
  const years = useYears();
  const roles = useSession().data?.person.roles ?? [];
  const heading = useTitledPage(t(words.title), 'former-years');
  const items = years.data?.byYear ?? [];
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <p>{t(words.how)}</p>
      {years.isPending ? <Loading rows={3} /> : null}
      {years.isError && !years.data ? (
        <Failure
          title={years.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="former-years"
          onRetry={() => void years.refetch()}
        />
      ) : null}
      {years.data && items.length === 0 ? (
        <Empty title={t(words.emptyTitle)}>
          <p>{t(words.emptyNext)}</p>
        </Empty>
      ) : null}
      {items.length === 0 ? null : <Years items={items} />}
      {roles.some((role) => ENTERS.includes(role)) ? <EnterBaseline /> : null}
      <CutOverPanel maySet={roles.includes('administrator')} />
    </div>
  );
}

function Years({ items }: { readonly items: readonly Year[] }) {
  const { t, number } = useSpeech();
  return (
    <ScrollTable
      label={t(words.title)}
      heads={[words.colYear, words.colCounted, words.colOpen, words.colBaseline]}
      alone
    >
      {items.map((item) => (
        <tr key={item.year}>
          <th scope="row">{item.year}</th>
          <td>{number(item.received)}</td>
          <td>{number(item.open)}</td>
          <td>
            {item.baseline.length === 0 ? <span className="muted">{t(words.noBaseline)}</span> : null}
            <Figures figures={item.baseline} />
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function Figures({ figures }: { readonly figures: Year['baseline'] }) {
  const { t, number } = useSpeech();
  return (
    <ul className="plain stack">
      {figures.map((figure) => (
        <li key={figure.id}>
          <strong>{number(figure.value)}</strong> {t(wordsOf(measures, figure.measure))},{' '}
          {figure.source === null ? t(words.allSources) : t(wordsOf(sources, figure.source))}{' '}
          <Chip tone={figure.isReplaced ? 'hold' : undefined}>
            {t(figure.isReplaced ? words.corrected : words.baseline)}
          </Chip>
          <br />
          <span className="meta muted">
            <Received value={figure.provenance} /> · <Received value={figure.documentSha256.slice(0, 12)} mono /> ·{' '}
            {t(words.by, { entered: figure.enteredBy, approved: figure.approvedBy })} ·{' '}
            <Instant at={figure.enteredAt} short />
          </span>
        </li>
      ))}
    </ul>
  );
}
