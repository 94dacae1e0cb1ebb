import type { Triage } from '../../api/contract.ts';
import { useLinks, useRoutes } from '../../api/reports.ts';
import { callWords } from '../../messages/calls.ts';
import { decisionWords } from '../../messages/decision.ts';
import { reportWords as words } from '../../messages/report.ts';
import { failureWords } from '../../messages/shell.ts';
import { ActButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { DecisionBar } from '../../ui/decision-bar.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { ReportActions } from './use-report-acts.ts';

/** The acts of the record, each with its key. */
export function RecordActs({ triage, acts }: { readonly triage: Triage | undefined; readonly acts: ReportActions }) {
  const { t } = useSpeech();
  const shared = { acts: triage?.actions ?? [], unnamed: failureWords.notOffered };
  return (
    <section className="row" aria-label={t(words.acts)}>
      <ActButton {...shared} name="decide" keyHint="D" variant="primary" onPress={acts.startDeciding}>
        {t(words.decide)}
      </ActButton>
      <ActButton {...shared} name="claim" keyHint="C" onPress={acts.claim}>
        {t(words.claim)}
      </ActButton>
      <ActButton {...shared} name="release" keyHint="R" onPress={acts.release}>
        {t(words.release)}
      </ActButton>
      <ActButton {...shared} name="change-urgency" keyHint="U" onPress={acts.startUrgency}>
        {t(words.changeUrgency)}
      </ActButton>
      <Button keyHint="T" onPress={acts.telephone}>
        {t(callWords.telephone)}
      </Button>
      <Button keyHint="N" onPress={acts.takeNext}>
        {t(words.takeNext)}
      </Button>
    </section>
  );
}

/** The open decision bar; services and reports that fit are offered for its target field. */
export function ReportDecision({
  report,
  triage,
  acts,
}: {
  readonly report: string;
  readonly triage: Triage;
  readonly acts: ReportActions;
}) {
  const { t } = useSpeech();
  const routes = useRoutes(report);
  const links = useLinks(report);
  const known = {
    agency: (routes.data?.candidates ?? []).map((candidate) => candidate.agency.code),
    report: (links.data?.edges ?? []).map((edge) => (edge.a === report ? edge.b : edge.a)),
  };
  return (
    <DecisionBar
      title={t(decisionWords.title, { report })}
      choices={triage.dispositions}
      targets={{
        agency: { label: decisionWords.agency, known: [...new Set(known.agency)] },
        report: { label: decisionWords.report, known: [...new Set(known.report)] },
        team: { label: decisionWords.team, known: [] },
      }}
      targetFirst={decisionWords.targetFirst}
      onChoose={acts.decide}
      onClose={acts.stopDeciding}
    />
  );
}
