import { useId } from 'react';
import type { Factor, Report, Triage } from '../../api/contract.ts';
import { reportWords as words } from '../../messages/report.ts';
import { uiWords } from '../../messages/ui.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import { Axis, Waterfall, type WaterfallPart } from '../../ui/waterfall.tsx';
import { shownField } from './field-id.ts';

/** What counts comes first, the heaviest on top; what was looked for and not found follows. */
function countedFirst(a: Factor, b: Factor): number {
  return Number(b.applied) - Number(a.applied) || b.weight - a.weight;
}

/** Danger and completeness apart, never one score; `W` opens what each is made of. */
export function Assessment(props: {
  readonly report: Report;
  readonly triage: Triage | undefined;
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const { t, say } = useSpeech();
  const id = useId();
  const assessment = props.triage?.assessment ?? null;
  const parts = (factors: readonly Factor[]): readonly WaterfallPart[] =>
    [...factors].sort(countedFirst).map((factor) => ({
      code: factor.code,
      words: say(factor.words),
      weight: factor.weight,
      applied: factor.applied,
      detail: factor.detail,
      origins: factor.paths.map((path) => ({ id: shownField(props.report, path), words: path })),
    }));
  return (
    <section className="panel stack" aria-labelledby={`${id}-h`}>
      <div className="spread">
        <h2 id={`${id}-h`}>{t(words.axes)}</h2>
        {assessment === null ? null : (
          <Button onPress={props.onToggle} keyHint="W" expanded={props.open} controls={id}>
            {t(props.open ? words.hideWhy : words.showWhy)}
          </Button>
        )}
      </div>
      {assessment === null ? (
        <p className="muted">{t(words.notAssessed)}</p>
      ) : (
        <>
          <div className="row">
            <Axis name={t(uiWords.danger)} value={assessment.danger} />
            <Axis name={t(uiWords.completeness)} value={assessment.completeness} />
          </div>
          <div id={id} hidden={!props.open} className="stack">
            {props.open ? (
              <>
                <Waterfall name={t(uiWords.danger)} parts={parts(assessment.dangerFactors)} total={assessment.danger} />
                <Waterfall
                  name={t(uiWords.completeness)}
                  parts={parts(assessment.completenessFactors)}
                  total={assessment.completeness}
                />
                <p className="meta muted">
                  {t(words.assessedAt)} <Instant at={assessment.assessedAt} />,{' '}
                  {t(words.rule, { version: assessment.ruleVersion })}
                </p>
              </>
            ) : null}
          </div>
        </>
      )}
    </section>
  );
}
