import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useBundle, useBundleActs } from '../../api/bundles.ts';
import { Refusal } from '../../api/client.ts';
import type { Bundle } from '../../api/contract-bundles.ts';
import { bundleWords as words } from '../../messages/bundle.ts';
import { failureWords, shellWords } from '../../messages/shell.ts';
import { ActButton } from '../../ui/action-button.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner, Failure, Loading } from '../../ui/states.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { BundleApart } from './bundle-apart.tsx';
import { BundleDecision } from './bundle-decision.tsx';
import { BundleFacts } from './bundle-facts.tsx';
import { BundleSamplePanel } from './bundle-sample.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import './bundle.css';

/** Many near-identical reports as one question: what they share, what differs, which stand apart, one decision. */
export function BundleScreen() {
  const { t } = useSpeech();
  const { bundle: number } = useParams({ from: '/bundles/$bundle' });
  const bundle = useBundle(number);
  const heading = useTitledPage(t(words.title, { bundle: number }), number);
  const missing = bundle.error instanceof Refusal && bundle.error.status === 404;
  return (
    <div className="screen">
      <p>
        <Link to="/queue" search={{}}>
          {t(words.back)}
        </Link>
      </p>
      <h1 ref={heading} tabIndex={-1} id="title">
        {missing ? t(shellWords.notFoundTitle) : t(words.title, { bundle: number })}
      </h1>
      {missing ? <p>{t(shellWords.notFoundNext)}</p> : null}
      {bundle.isPending ? <Loading rows={8} /> : null}
      {bundle.isError && !missing && !bundle.data ? (
        <Failure
          title={bundle.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="bundle"
          onRetry={() => void bundle.refetch()}
        />
      ) : null}
      {bundle.data ? <BundleWork key={number} bundle={bundle.data} /> : null}
    </div>
  );
}

function BundleWork({ bundle }: { readonly bundle: Bundle }) {
  const { t, say } = useSpeech();
  const acts = useBundleActs(bundle.bundle);
  const [deciding, setDeciding] = useState(false);
  const [reasonFor, setReasonFor] = useState<string | null>(null);
  const sample = acts.sample.data;
  const failed = [acts.claim, acts.sample].find((one) => one.isError)?.error ?? null;
  const unnamed = failureWords.notOffered;
  return (
    <>
      <p>{t(words.row, { n: bundle.together + bundle.apart, together: bundle.together, apart: bundle.apart })}</p>
      {bundle.decidedLike === null ? null : (
        <Banner tone="hold">
          {t(words.proposal, { bundle: bundle.decidedLike.number, words: say(bundle.decidedLike.words) })}
        </Banner>
      )}
      {bundle.state === 'dissolved' ? <Banner tone="hold">{t(words.dissolved)}</Banner> : null}
      {bundle.decision === null ? null : (
        <Banner tone="done" live>
          {t(words.decidedBy, {
            name: bundle.decision.by.name,
            words: say(bundle.decision.words),
            n: bundle.decision.reports,
          })}
        </Banner>
      )}
      {acts.decide.data === undefined || bundle.state !== 'decided' ? null : (
        <p>{t(words.decided, { decided: acts.decide.data.decided, left: acts.decide.data.leftAlone })}</p>
      )}
      <div className="row">
        {bundle.mine ? (
          <ActButton acts={bundle.actions} name="release" unnamed={unnamed} onPress={() => acts.claim.mutate(false)}>
            {t(words.release)}
          </ActButton>
        ) : (
          <ActButton
            acts={bundle.actions}
            name="claim"
            unnamed={unnamed}
            variant="primary"
            onPress={() => acts.claim.mutate(true)}
          >
            {t(words.claim)}
          </ActButton>
        )}
        <ActButton acts={bundle.actions} name="sample" unnamed={unnamed} onPress={() => acts.sample.mutate()}>
          {t(sample === undefined ? words.openSample : words.drawAgain)}
        </ActButton>
        <ActButton
          acts={sample === undefined ? withheldUntilSampled(bundle) : bundle.actions}
          name="decide"
          unnamed={unnamed}
          reasonShown
          onPress={() => setDeciding(true)}
        >
          {t(words.decide)}
        </ActButton>
        <ActButton
          acts={bundle.actions}
          name="dissolve"
          unnamed={unnamed}
          variant="danger"
          onPress={() => setReasonFor('')}
        >
          {t(words.dissolve)}
        </ActButton>
      </div>
      <Fault error={failed} />
      {deciding && sample !== undefined ? (
        <BundleDecision bundle={bundle} sample={sample} acts={acts} onEnd={() => setDeciding(false)} />
      ) : null}
      <BundleFacts bundle={bundle} />
      <BundleSamplePanel bundle={bundle} sample={sample} onTakeOut={setReasonFor} />
      <BundleApart bundle={bundle} />
      <ReasonDialog bundle={bundle.bundle} acts={acts} report={reasonFor} onClose={() => setReasonFor(null)} />
    </>
  );
}

/** Another visit's sample is not before the person now: they open it again. */
function withheldUntilSampled(bundle: Bundle): Bundle['actions'] {
  return bundle.actions.map((act) =>
    act.name === 'decide' && act.allowed ? { ...act, allowed: false, reason: words.sampleFirst } : act,
  );
}
