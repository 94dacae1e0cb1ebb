import { useState } from 'react';
import type { Act, Factor, ProposedFactor, Triage } from '../../api/contract.ts';
import { useJudgeFactor } from '../../api/reports.ts';
import { verdicts, wordsOf } from '../../messages/codes.ts';
import { reportWords as words } from '../../messages/report.ts';
import { failureWords } from '../../messages/shell.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';

const ON_PROPOSAL = [
  { code: 'confirmed', words: words.confirm },
  { code: 'refused', words: words.refuse },
  { code: 'considered', words: words.consider },
] as const;
const ON_COUNTED = [{ code: 'considered', words: words.consider }] as const;

/** Danger factors that wait for a person's word: proposed ones with their passage, counted ones to be considered. */
export function Proposed({ report, triage }: { readonly report: string; readonly triage: Triage | undefined }) {
  const { t } = useSpeech();
  const assessment = triage?.assessment ?? null;
  const proposed = assessment?.proposed ?? [];
  const counted = (assessment?.dangerFactors ?? []).filter((factor) => factor.applied && factor.weight > 0);
  const acts = triage?.actions ?? [];
  return (
    <section className="panel stack" aria-labelledby="proposed">
      <h2 id="proposed">{t(words.proposed)}</h2>
      <p className="meta muted">{t(proposed.length === 0 ? words.noneProposed : words.proposedHow)}</p>
      <ul className="plain stack">
        {proposed.map((factor) => (
          <li key={`${factor.code}-${factor.narrativeId}-${factor.start}`}>
            <ProposedLine report={report} factor={factor} acts={acts} />
          </li>
        ))}
      </ul>
      {counted.length === 0 ? null : (
        <>
          <h3>{t(words.counted)}</h3>
          <p className="meta muted">{t(words.countedHow)}</p>
          <ul className="plain stack">
            {counted.map((factor) => (
              <li key={factor.code}>
                <CountedLine
                  report={report}
                  factor={factor}
                  verdict={assessment?.verdicts[factor.code] ?? null}
                  acts={acts}
                />
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
  const [shown, setShown] = useState(false);
  return (
    <div className="proposed">
      <div className="spread">
        <strong>{say(factor.words)}</strong>
        {factor.verdict === null ? null : <Chip tone="done">{t(wordsOf(verdicts, factor.verdict))}</Chip>}
      </div>
      {shown ? (
        <p className="behind-content">
          <Received value={factor.passage} />
        </p>
      ) : null}
      <div className="row">
        <Button
          onPress={() => setShown(!shown)}
          expanded={shown}
          label={t(words.ofFactor, { act: t(words.passage), factor: say(factor.words) })}
        >
          {t(words.passage)}
        </Button>
        <Verdicts report={report} factor={factor} verdict={factor.verdict} choices={ON_PROPOSAL} acts={acts} />
      </div>
    </div>
  );
}

function CountedLine(props: {
  readonly report: string;
  readonly factor: Factor;
  readonly verdict: string | null;
  readonly acts: readonly Act[];
}) {
  const { say } = useSpeech();
  return (
    <div className="spread">
      <span>{say(props.factor.words)}</span>
      <span className="row">
        <Verdicts {...props} choices={ON_COUNTED} />
      </span>
    </div>
  );
}

function Verdicts(props: {
  readonly report: string;
  readonly factor: Pick<Factor, 'code' | 'words'>;
  readonly verdict: string | null;
  readonly choices: typeof ON_PROPOSAL | typeof ON_COUNTED;
  readonly acts: readonly Act[];
}) {
  const { t, say } = useSpeech();
  const judge = useJudgeFactor(props.report);
  const why = withheldWhy(props.acts, 'judge-factor', failureWords.notOffered);
  return (
    <>
      {props.choices.map((choice) => (
        <Button
          key={choice.code}
          label={t(words.ofFactor, { act: t(choice.words), factor: say(props.factor.words) })}
          pressed={props.verdict === choice.code}
          withheld={why === null ? null : say(why)}
          onPress={() => judge.mutate({ code: props.factor.code, verdict: choice.code })}
        >
          {t(choice.words)}
        </Button>
      ))}
      {judge.isError ? <span className="fault">{judge.error.message || t(failureWords.away)}</span> : null}
    </>
  );
}
