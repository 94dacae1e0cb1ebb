import { useDue } from '../../api/retention.ts';
import { retentionWords as words } from '../../messages/retention.ts';
import { useSpeech } from '../../ui/language.tsx';
import { QueryPanel } from '../../ui/query-panel.tsx';
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
      <QueryPanel query={due} code="due" title={t(words.due)}>
        {(data) => <DueList {...data} />}
      </QueryPanel>
      <HoldsPanel />
      <CertificatesPanel />
      <RetractionsPanel />
      <RootKeysPanel />
    </div>
  );
}
