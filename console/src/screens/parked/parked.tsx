import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Parked } from '../../api/contract-packages.ts';
import { useParked, useRetryParked } from '../../api/parked.ts';
import { stages, wordsOf } from '../../messages/codes.ts';
import { parkedWords as words } from '../../messages/parked.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner, Empty, Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';

/** The repair bench: work that stopped, with its reason, in sight until it is done or decided by hand. */
export function ParkedScreen() {
  const { t } = useSpeech();
  const parked = useParked();
  const heading = useTitledPage(t(words.title), 'parked');
  const items = parked.data?.items ?? [];
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      {parked.isPending ? <Loading /> : null}
      {parked.isError && !parked.data ? (
        <Failure
          title={parked.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="parked"
          onRetry={() => void parked.refetch()}
        />
      ) : null}
      {parked.data && items.length === 0 ? (
        <Empty title={t(words.emptyTitle)}>
          <p>{t(words.emptyNext)}</p>
        </Empty>
      ) : null}
      {items.length === 0 ? null : <Bench items={items} />}
    </div>
  );
}

function Bench({ items }: { readonly items: readonly Parked[] }) {
  const { t } = useSpeech();
  const retry = useRetryParked();
  const [told, setTold] = useState<string | null>(null);
  const again = (id: number): void =>
    retry.mutate(id, {
      onSuccess: () => setTold(t(words.retried)),
      onError: (error) => setTold(error.message || t(failureWords.away)),
    });
  return (
    <>
      <p>{t(words.how)}</p>
      {told === null ? null : (
        <Banner tone="hold" live>
          {told}
        </Banner>
      )}
      <div className="panel scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t(words.colReport)}</th>
              <th scope="col">{t(words.colStage)}</th>
              <th scope="col">{t(words.colReason)}</th>
              <th scope="col" className="end">
                {t(words.colAttempts)}
              </th>
              <th scope="col">{t(words.colSince)}</th>
              <th scope="col">{t(words.colActs)}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <th scope="row">
                  {item.report === null ? (
                    `${item.about} ${item.subjectId}`
                  ) : (
                    <Link to="/reports/$report" params={{ report: item.report }} className="target">
                      {item.report}
                    </Link>
                  )}
                </th>
                <td>{t(wordsOf(stages, item.stage))}</td>
                <td>
                  {item.reason} <span className="mono meta muted">{item.code}</span>
                </td>
                <td className="end">{item.attempts}</td>
                <td>
                  <Instant at={item.parkedAt} short />
                </td>
                <td>
                  <Button
                    label={t(words.retryOf, {
                      stage: t(wordsOf(stages, item.stage)),
                      report: item.report ?? String(item.subjectId),
                    })}
                    onPress={() => again(item.id)}
                  >
                    {t(words.retry)}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
