import type { LockOut } from '../../api/contract-access.ts';
import { useLockOuts } from '../../api/people.ts';
import { lockOutWords as words } from '../../messages/people.ts';
import { failureWords } from '../../messages/shell.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useTitledPage } from '../../ui/use-titled-page.ts';

/** Who could not sign in, from where, and what is closed: for administrators and supervisors. */
export function LockOutsScreen() {
  const { t } = useSpeech();
  const failures = useLockOuts();
  const heading = useTitledPage(t(words.title), 'lock-outs');
  const items = failures.data?.items ?? [];
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      {failures.isPending ? <Loading rows={4} /> : null}
      {failures.isError && !failures.data ? (
        <Failure
          title={failures.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="lock-outs"
          onRetry={() => void failures.refetch()}
        />
      ) : null}
      {failures.data && items.length === 0 ? (
        <Empty title={t(words.emptyTitle)}>
          <p>{t(words.emptyNext)}</p>
        </Empty>
      ) : null}
      {items.length === 0 ? null : <Failures items={items} />}
    </div>
  );
}

function Failures({ items }: { readonly items: readonly LockOut[] }) {
  const { t } = useSpeech();
  const now = useNow(30_000);
  return (
    <>
      <p>{t(words.how)}</p>
      <div className="panel scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(words.colPerson)}</th>
              <th scope="col">{t(words.colPlace)}</th>
              <th scope="col" className="end">
                {t(words.colFailures)}
              </th>
              <th scope="col">{t(words.colLast)}</th>
              <th scope="col">{t(words.colLocked)}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place has no name of its own
              <tr key={index}>
                <th scope="row">{item.name ?? <span className="muted">{t(words.nobody)}</span>}</th>
                <td>{t(words[item.place])}</td>
                <td className="end">{item.failures}</td>
                <td>
                  <Instant at={item.lastFailedAt} short />
                </td>
                <td>
                  {item.lockedUntil !== null && Date.parse(item.lockedUntil) > now ? (
                    <Instant at={item.lockedUntil} short />
                  ) : (
                    t(words.open)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
