import type { useBundleActs } from '../../api/bundles.ts';
import type { Bundle, BundleSample } from '../../api/contract-bundles.ts';
import { bundleWords as words } from '../../messages/bundle.ts';
import { decisionWords } from '../../messages/decision.ts';
import { type BarAnswer, DecisionBar } from '../../ui/decision-bar.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { offerUndo } from '../../ui/undo.tsx';

/** How long a decision can be taken back before anything is announced. */
const UNDO_MS = 30_000;

/** Decides every report that was there when the sample was drawn. */
export function BundleDecision(props: {
  readonly bundle: Bundle;
  readonly sample: BundleSample;
  readonly acts: ReturnType<typeof useBundleActs>;
  readonly onEnd: () => void;
}) {
  const { t, say } = useSpeech();
  const { bundle, sample, acts } = props;
  const choose = ({ choice, reason, target }: BarAnswer): void =>
    acts.decide.mutate(
      {
        disposition: choice.code,
        reason,
        sampleHash: sample.sampleHash,
        ...(target === '' ? {} : { target }),
      },
      {
        onSuccess: () => {
          offerUndo({
            words: words.done,
            values: { bundle: bundle.bundle, words: say(choice.words) },
            until: new Date(Date.now() + UNDO_MS).toISOString(),
            undo: () => acts.undo.mutate(),
          });
          props.onEnd();
        },
      },
    );
  return (
    <>
      <Fault error={acts.decide.error} />
      <DecisionBar
        title={t(words.decideTitle, { bundle: bundle.bundle, n: sample.present })}
        choices={bundle.dispositions}
        targets={{
          agency: { label: decisionWords.agency, known: [] },
          report: { label: decisionWords.report, known: bundle.keptApart.map((one) => one.report) },
          team: { label: decisionWords.team, known: [] },
        }}
        targetFirst={decisionWords.targetFirst}
        onChoose={choose}
        onClose={props.onEnd}
      />
    </>
  );
}
