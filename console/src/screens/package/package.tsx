import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Refusal } from '../../api/client.ts';
import { usePackage } from '../../api/packages.ts';
import { packageKeys } from '../../messages/keys.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { failureWords, shellWords } from '../../messages/shell.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Banner, Failure, Loading } from '../../ui/states.tsx';
import { useKeyRegion } from '../../ui/use-key-region.ts';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { DeliveryPanel } from './delivery.tsx';
import { HeldFacts } from './held-facts.tsx';
import { History } from './history.tsx';
import { Items } from './items.tsx';
import { PackageHeader } from './package-header.tsx';
import { Previews } from './previews.tsx';
import { RecallForm } from './recall.tsx';
import { Review } from './review.tsx';
import { Submit } from './submit.tsx';
import './package.css';

/** Assemble what the police of jurisdiction need, have a second person release it, follow it to its receipt. */
export function PackageScreen() {
  const { t } = useSpeech();
  const { pkg: number } = useParams({ from: '/packages/$pkg' });
  const pkg = usePackage(number);
  const heading = useTitledPage(t(words.title, { package: number }), number);
  const [item, setItem] = useState<number | null>(null);
  const onKeyDown = useKeyRegion(packageKeys, { item: (key) => setItem(Number(key)) });
  const missing = pkg.error instanceof Refusal && pkg.error.status === 404;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the package live here; each act has its own button
    <div className="screen" onKeyDown={onKeyDown}>
      <p>
        <Link to="/packages" search={{}}>
          {t(words.back)}
        </Link>
      </p>
      <h1 ref={heading} tabIndex={-1} id="title">
        {missing ? t(shellWords.notFoundTitle) : t(words.title, { package: number })}
      </h1>
      {missing ? <p>{t(shellWords.notFoundNext)}</p> : null}
      {pkg.isPending ? <Loading rows={8} /> : null}
      {pkg.isError && !missing && !pkg.data ? (
        <Failure
          title={pkg.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="package"
          onRetry={() => void pkg.refetch()}
        />
      ) : null}
      {pkg.data ? (
        <>
          <PackageHeader pkg={pkg.data} />
          {pkg.data.note === null ? null : (
            <Banner tone="hold">
              <span>
                <strong>{t(words.returned)}</strong> {pkg.data.note}
              </span>
            </Banner>
          )}
          {pkg.data.state === 'submitted' ? <Banner tone="hold">{t(words.sealing)}</Banner> : null}
          <HeldFacts pkg={pkg.data} />
          <div className="record">
            <div className="stack">
              <Items pkg={pkg.data} open={item} onOpen={setItem} />
              <Submit pkg={pkg.data} />
            </div>
            <div className="stack">
              <Previews pkg={pkg.data} />
              <Review pkg={pkg.data} />
              <DeliveryPanel delivery={pkg.data.delivery} />
              <RecallForm pkg={pkg.data} />
              <History history={pkg.data.history} />
            </div>
          </div>
        </>
      ) : null}
    </div>
  );
}
