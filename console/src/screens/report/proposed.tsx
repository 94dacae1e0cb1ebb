import { useState } from 'react';
import type { Act, ProposedFactor } from '../../api/contract.ts';
import { useJudgeFactor } from '../../api/reports.ts';
import { verdicts, wordsOf } from '../../messages/codes.ts';
import { reportWords as words } from '../../messages/report.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';

const VERDICTS = [
  { code: 'confirmed', words: words.confirm },
  { code: 'refused', words: words.refuse },
  { code: 'considered', words: words.consider },
] as const;

/** Danger factors found by word list: each with its passage, none counted before a person's word. */
export function Proposed(props: {
  readonly report: string;
  readonly proposed: readonly ProposedFactor[];
  readonly acts: readonly Act[];
}) {
  const { t } = useSpeech();
  return (
    <section className="panel stack" aria-labelledby="proposed">
      <h2 id="proposed">{t(words.proposed)}</h2>
      {props.proposed.length === 0 ? (
        <p className="muted">{t(words.noneProposed)}</p>
      ) : (
        <>
          <p className="meta muted">{t(words.proposedHow)}</p>
          <ul className="plain stack">
            {props.proposed.map((factor) => (
              <li key={`${factor.code}-${factor.narrativeId}-${factor.start}`}>
                <ProposedLine report={props.report} factor={factor} acts={props.acts} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function ProposedLine({
  report,
  factor,
  acts,
}: {
  readonly report: string;
  readonly factor: ProposedFactor;
  readonly acts: readonly Act[];
}) {
  const { t, say } = useSpeech();
  const judge = useJudgeFactor(report);
  const [shown, setShown] = useState(false);
  const name = say(factor.words);
  // Until the server names this act, the verdict buttons are offered: the server refuses what may not be done.
  const named = acts.some((act) => act.name === 'judge-factor');
  const why = named ? withheldWhy(acts, 'judge-factor', words.notAssessed) : null;
  return (
    <div className="proposed">
      <div className="spread">
        <strong>{name}</strong>
        {factor.verdict === null ? null : <Chip tone="done">{t(wordsOf(verdicts, factor.verdict))}</Chip>}
      </div>
      {shown ? (
        <p className="behind-content">
          <Received value={factor.passage} />
        </p>
      ) : null}
      <div className="row">
        <Button onPress={() => setShown(!shown)} expanded={shown}>
          {t(words.passage)}
        </Button>
        {VERDICTS.map((verdict) => (
          <Button
            key={verdict.code}
            label={t(words.ofFactor, { act: t(verdict.words), factor: name })}
            pressed={factor.verdict === verdict.code}
            withheld={why === null ? null : say(why)}
            onPress={() => judge.mutate({ code: factor.code, verdict: verdict.code })}
          >
            {t(verdict.words)}
          </Button>
        ))}
      </div>
      {judge.isError ? <p className="fault">{judge.error.message}</p> : null}
    </div>
  );
}
