import { useDecide, useTriage, useUndoDecision } from '../../api/reports.ts';
import { decisionWords } from '../../messages/decision.ts';
import { failureWords } from '../../messages/shell.ts';
import { type BarAnswer, DecisionBar } from '../../ui/decision-bar.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { offerUndo } from '../../ui/undo.tsx';

/** How long a decision can be taken back before anything is announced. */
const UNDO_MS = 30_000;

/** Decides the selected claimed row without opening it. */
export function QueueDecision({ report, onEnd }: { readonly report: string; readonly onEnd: () => void }) {
  const { t, say } = useSpeech();
  const triage = useTriage(report);
  const decide = useDecide(report);
  const undo = useUndoDecision();
  const choose = ({ choice, reason, target }: BarAnswer): void =>
    decide.mutate(
      { disposition: choice.code, reason, ...(target === '' ? {} : { target }) },
      {
        onSuccess: () => {
          const until = new Date(Date.now() + UNDO_MS).toISOString();
          offerUndo({
            words: decisionWords.done,
            values: { report, words: say(choice.words) },
            until,
            undo: () => undo.mutate(report),
          });
          onEnd();
        },
      },
    );
  if (decide.isError) {
    return (
      <Failure
        title={decide.error.message || t(failureWords.away)}
        kept={t(failureWords.kept)}
        code="decision"
        onRetry={() => decide.reset()}
      />
    );
  }
  if (!triage.data) return <Loading rows={1} />;
  return (
    <DecisionBar
      title={t(decisionWords.title, { report })}
      choices={triage.data.dispositions}
      targets={{
        agency: { label: decisionWords.agency, known: [] },
        report: { label: decisionWords.report, known: [] },
        team: { label: decisionWords.team, known: [] },
      }}
      targetFirst={decisionWords.targetFirst}
      onChoose={choose}
      onClose={onEnd}
    />
  );
}
