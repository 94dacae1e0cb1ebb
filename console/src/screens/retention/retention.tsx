import { useDue } from '../../api/retention.ts';
import { retentionWords as words } from '../../messages/retention.ts';
import { failureWords } from '../../messages/shell.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { CertificatesPanel } from './certificates.tsx';
import { DueList } from './due-list.tsx';
import { HoldsPanel } from './holds.tsx';
import { RetractionsPanel } from './retractions.tsx';
import { RootKeysPanel } from './root-keys.tsx';

/** What is kept how long, what is held, what would go and why, and what has gone. */
export function RetentionScreen() {
  const { t } = useSpeech();
  const due = useDue();
  const heading = useTitledPage(t(words.title), 'retention');
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      {due.isPending ? <Loading /> : null}
      {due.isError && !due.data ? (
        <Failure
          title={due.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="retention"
          onRetry={() => void due.refetch()}
        />
      ) : null}
      {due.data ? (
        <>
          <DueList {...due.data} />
          <HoldsPanel />
          <CertificatesPanel />
          <RetractionsPanel />
          <RootKeysPanel />
        </>
      ) : null}
    </div>
  );
}
