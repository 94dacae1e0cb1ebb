import { useState } from 'react';
import type { Proposal } from '../../api/contract-trust.ts';
import { useProposals } from '../../api/proposals.ts';
import { proposalWords as words } from '../../messages/proposals.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { ProposalCard } from './proposal-card.tsx';
import { UrgentPanel } from './urgent-panel.tsx';

const VIEWS = ['waiting', 'mine', 'settled'] as const;

/** Acts that take two people: what exactly happens, who proposed it and why, and the second person's word. */
export function ProposalsScreen() {
  const { t } = useSpeech();
  const [view, setView] = useState<(typeof VIEWS)[number]>('waiting');
  const proposals = useProposals(view);
  const heading = useTitledPage(t(words.title), 'proposals');
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <p>{t(words.how)}</p>
      <fieldset className="row choices">
        <legend className="hidden">{t(words.views)}</legend>
        {VIEWS.map((each) => (
          <Button key={each} pressed={view === each} onPress={() => setView(each)}>
            {t(words[each])}
          </Button>
        ))}
      </fieldset>
      {proposals.isPending ? <Loading /> : null}
      {proposals.isError && !proposals.data ? (
        <Failure
          title={proposals.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="proposals"
          onRetry={() => void proposals.refetch()}
        />
      ) : null}
      {proposals.data ? <List items={proposals.data.items} /> : null}
      <UrgentPanel />
    </div>
  );
}

function List({ items }: { readonly items: readonly Proposal[] }) {
  const { t } = useSpeech();
  if (items.length === 0)
    return (
      <Empty title={t(words.emptyTitle)}>
        <p>{t(words.emptyNext)}</p>
      </Empty>
    );
  return (
    <div className="stack">
      {items.map((item) => (
        <ProposalCard key={item.id} proposal={item} />
      ))}
    </div>
  );
}
